"""A server or a folder held against what was handed over: what is wrong is named, with what the administrator has to do."""

import gzip
import os
import shutil
import subprocess
import zipfile
from contextlib import contextmanager

import brotli
import pytest
from test_servers import APACHE_MODULES, LOADED, free_port, wait_for

from conftest import served
from showcase.cli import main
from showcase.publish.manifest import Manifest, sums_of
from showcase.publish.servers import server_files
from showcase.publish.verifying import verify_address

STYLE = "assets/site.css?v=0123456789"
PAGE = f'<!DOCTYPE html><title>x</title><link rel="stylesheet" href="{STYLE}">'.encode() + b"<p>x</p>" * 200
FILES = {
    "index.html": PAGE,
    "404.html": b"<!DOCTYPE html><title>none</title>" + b"<p>none</p>" * 200,
    "stories/index.html": PAGE + b"stories",
    "assets/site.css": b"a{color:red}\n" * 200,
    "assets/site.js": b"var a = 1;\n" * 200,
    "assets/site.webmanifest": b'{"name": "x"}' * 200,
    "assets/emblem.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 100,
    "assets/photos/0123456789abcdef.avif": b"\0" * 2000,
    "assets/fonts/0123456789abcdef.woff2": b"wOF2" * 500,
    "sitemap.xml": b"<a>x</a>" * 200,
    "memorial.css": b"",
    "memorial-on.css": b"html{filter:grayscale(1)}\n",
}
SAMPLES = server_files("/houqin/", FILES)


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    """(folder of servers, the manifest of the site in its "houqin")."""
    work = tmp_path_factory.mktemp("campus")
    for path, data in FILES.items():
        (work / "houqin" / path).parent.mkdir(parents=True, exist_ok=True)
        (work / "houqin" / path).write_bytes(data)
    sums = sums_of(work / "houqin")
    return work, Manifest(sums, sizes={path: len(data) for path, data in FILES.items()})


# What is wrong → (in nginx, in Apache: what is replaced by what), what is told of it. Nothing but that is told.
CSP = 'Content-Security-Policy "'
WRONG = {
    "nothing": ([], [], ()),
    "a type": ([("image/avif avif;", "")], [("AddType image/avif .avif", "AddType application/octet-stream .avif")],
               (".avif 的类型是 application/octet-stream，应当是 image/avif",)),
    "no compression": ([("gzip on;", "gzip off;")], [("AddOutputFilterByType", "#")], (".html 没有压缩", ".css 没有压缩", ".svg 没有压缩")),
    "no policy": ([(f"add_header {CSP}", "#")], [(f"Header always set {CSP}", "#")], ("没有响应头 Content-Security-Policy",)),
    "another policy": ([(f"{CSP}default-src 'self'", f"{CSP}default-src *")],) * 2 + (("内容安全策略和说明里的不一样",),),
    "no year": ([('"public, max-age=31536000, immutable"', '"no-cache"')],) * 2 + (("名字里带指纹的文件没有缓存一年",),),
    "a year for all": ([('$houqin_cache "no-cache"', '$houqin_cache "max-age=31536000"')],
                       [('Cache-Control "no-cache"', 'Cache-Control "max-age=31536000"')],
                       ("名字不变的文件让浏览器存 31536000 秒",)),
    "a page for nothing": ([("error_page 404", "error_page 404 =200")], [("ErrorDocument 404 /houqin/404.html", "FallbackResource /houqin/404.html")],
                           ("没有的网址返回 200",)),
    "another lost page": ([("error_page 404", "#")], [("ErrorDocument", "#")], ("看到的不是本站的“找不到”页",)),
    "led away": ([("absolute_redirect off", "absolute_redirect on")], [("</Directory>", "</Directory>\nServerName https://www.example.edu.cn\nUseCanonicalName On")],
                 ("少写最后的斜杠，跳到了别处",)),
    "GBK": ([("charset utf-8;", "charset gbk;")], [("AddDefaultCharset utf-8", "AddDefaultCharset gbk"), ("AddCharset utf-8", "AddCharset gbk")],
            ("Content-Type 没有写 charset=utf-8",)),
    "twice": ([("add_header X-Content", "add_header X-Content-Type-Options nosniff always; add_header X-Content")],
              [("AddDefaultCharset", "Header set X-Content-Type-Options nosniff\nAddDefaultCharset"), ("Header onsuccess unset X-Content-Type-Options", "")],
              ("响应头 X-Content-Type-Options 发了 2 次",)),
    "a list": ([("index index.html;", "index index.html; autoindex on;")], [("Options FollowSymLinks", "Options FollowSymLinks Indexes")],
               ("列出了文件夹里的文件",)),
    "a cookie": ([("add_header X-Content", "add_header Set-Cookie a=b always; add_header X-Content")],
                 [("Header always set Referrer", "Header always set Set-Cookie a=b\nHeader always set Referrer")], ("发了 Cookie",)),
    "no mark": ([("charset utf-8;", "charset utf-8; if_modified_since off; etag off;")], [("AddDefaultCharset", "FileETag None\nHeader unset Last-Modified\nAddDefaultCharset")],
                ("没有变的网页又发了一遍",)),
    "no index": ([("index index.html;", "index none.html;")], [("DirectoryIndex index.html", "DirectoryIndex none.html")], ("写到文件夹的网址看不到那一页",)),
}  # fmt: skip


def edited(text, edits):
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return text


def nginx(work, ports):
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = " ".join(
        f"{kind}_temp_path {work}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    hosts = "\n".join(
        f"server {{ listen 127.0.0.1:{port}; server_name www.example.edu.cn; server_name_in_redirect on; root {work}/nowhere;\n"
        f"{edited(SAMPLES['nginx.conf'], WRONG[name][0]).replace('/srv/www', str(work))} }}"
        for name, port in ports.items()
    )
    (work / "nginx.conf").write_text(
        f"{user} pid {work}/nginx.pid; error_log {work}/error.log; worker_processes 1;\n"
        f"events {{ worker_connections 256; }}\nhttp {{ access_log off; {temporary}\n{hosts} }}\n",
        "utf-8",
    )
    return ["nginx", "-e", str(work / "error.log"), "-c", str(work / "nginx.conf"), "-g", "daemon off;"]


def apache(work, ports):
    modules = "\n".join(
        f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so" for name in f"{LOADED} autoindex".split()
    )
    hosts = "\n".join(
        f"Listen 127.0.0.1:{port}\n<VirtualHost 127.0.0.1:{port}>\nServerName 127.0.0.1:{port}\nDocumentRoot {work}/nowhere\n"
        f"{edited(SAMPLES['apache.conf'], WRONG[name][1]).replace('/srv/www', str(work))}\n</VirtualHost>"
        for name, port in ports.items()
    )
    (work / "apache.conf").write_text(
        f"ServerRoot {work}\nServerName x\nPidFile {work}/apache.pid\nErrorLog {work}/error.log\n{modules}\n"
        f"TypesConfig /etc/mime.types\n{hosts}\n",
        "utf-8",
    )
    return ["apache2", "-D", "FOREGROUND", "-f", str(work / "apache.conf")]


def skip_without(program):
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(nginx, marks=skip_without("nginx"), id="nginx"),
        pytest.param(apache, marks=skip_without("apache2"), id="apache"),
    ],
)
def ports(web, request):
    """A port for each way to be wrong, of one server."""
    (web[0] / "nowhere").mkdir(exist_ok=True)
    found = {name: free_port() for name in WRONG}
    with subprocess.Popen(request.param(web[0], found), stderr=subprocess.PIPE) as server:
        try:
            wait_for(found["nothing"], server)
            yield found
        finally:
            server.terminate()
            server.wait(10)


@pytest.mark.parametrize("name", WRONG)
def test_each_wrong_setting_is_told_and_nothing_else(web, ports, name):
    found = verify_address(f"http://127.0.0.1:{ports[name]}/houqin/", web[1])
    told = {trouble.what for trouble in found}
    expected = WRONG[name][2]
    assert all(any(words in what for what in told) for words in expected), told
    related = {
        "no compression": ("没有压缩",),
        "a page for nothing": ("不该公开的文件打得开", "没有的网址返回"),
        "another lost page": ("没有响应头", "Content-Type", "没有写 Cache-Control"),
        "no index": ("少写最后的斜杠", "列出了文件夹里的文件"),
    }.get(name, ())
    assert [what for what in told if not any(words in what for words in (*expected, *related))] == []


@contextmanager
def certificate(work):
    files = [str(work / "key.pem"), str(work / "cert.pem")]
    name = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-keyout", files[0], "-out", files[1], *name], check=True, capture_output=True)  # fmt: skip
    yield files


@skip_without("nginx")
@skip_without("openssl")
@pytest.mark.parametrize("http2", [True, False])
def test_whether_http2_is_spoken_is_asked(web, monkeypatch, tmp_path, http2):
    work, manifest = web
    port = free_port()
    with certificate(tmp_path) as (key, cert):
        monkeypatch.setenv("SSL_CERT_FILE", cert)
        text = (nginx(work, {"nothing": port}), (work / "nginx.conf").read_text("utf-8"))[1]
        secure = f"listen 127.0.0.1:{port} ssl{' http2' if http2 else ''}; ssl_certificate {cert}; ssl_certificate_key {key};"
        (tmp_path / "nginx.conf").write_text(text.replace(f"listen 127.0.0.1:{port};", secure), "utf-8")
        command = [
            "nginx",
            "-e",
            f"{tmp_path}/error.log",
            "-c",
            f"{tmp_path}/nginx.conf",
            "-g",
            "daemon off;",
        ]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as server:
            try:
                wait_for(port, server)
                found = verify_address(f"https://localhost:{port}/houqin/", manifest)
            finally:
                server.terminate()
    assert [trouble.what for trouble in found] == ([] if http2 else ["没有开 HTTP/2"])


def test_a_server_that_was_not_set_up_is_told_everything(web, capsys, tmp_path):
    """Python's own server: no headers, no compression, no page of ours for what is not there."""
    work, manifest = web
    (tmp_path / "site").mkdir()
    shutil.copytree(work / "houqin", tmp_path / "site", dirs_exist_ok=True)
    (tmp_path / "site/index.html").write_bytes(PAGE + b"<script>counted()</script>")
    (tmp_path / "site/mkdocs.yml").write_text("x")
    (tmp_path / "site/old.html").write_text("withdrawn")
    (tmp_path / "site/sitemap.xml").unlink()
    before = Manifest({**manifest.files, "old.html": "0" * 64, "older.html": "0" * 64})
    with served(tmp_path / "site") as address:
        told = {(trouble.what, trouble.where) for trouble in verify_address(address, manifest, before)}
    assert {("内容和交出去的不一样", "index.html"), ("打开是 404，不是 200", "sitemap.xml"), (".html 没有压缩", "404.html"),
            ("没有响应头 X-Content-Type-Options", "404.html"), ("不该公开的文件打得开", "mkdocs.yml"),
            ("上一版有、这一版去掉的文件还打得开", "old.html"), ("列出了文件夹里的文件", "assets/"),
            ("找不到的网址，看到的不是本站的“找不到”页", "随便一个名字")} <= told  # fmt: skip
    assert not any(where == "older.html" for _, where in told)


@pytest.mark.parametrize(
    ("address", "words"),
    [("http://127.0.0.1:1/", "打不开：连不上"), ("http://mei-you.invalid/", "打不开：")],
)
def test_a_server_that_does_not_answer_is_told_in_a_line(web, address, words):
    (trouble,) = verify_address(address, web[1])
    assert trouble.what.startswith(words)


@pytest.fixture(scope="module")
def packed(make_workshop, tmp_path_factory):
    """(archive, its site unpacked) of a project with one story."""
    workshop, folder = make_workshop(), tmp_path_factory.mktemp("packed")
    workshop.story("a")
    assert main(["--root", str(workshop.root), "pack", "--out", str(folder / "a.zip"), "--compressed"]) == 0
    with zipfile.ZipFile(folder / "a.zip") as archive:
        archive.extractall(folder)
    return folder / "a.zip", folder / "site"


def test_a_folder_that_is_as_it_was_handed_over_passes(packed, capsys):
    archive, site = packed
    (site / ".htaccess").write_text("x")
    assert main(["verify", str(site), "--pack", str(archive)]) == 0
    said = capsys.readouterr()
    assert (said.out, "个文件都对，没有要改的" in said.err) == ("", True)
    shutil.copy(site / "memorial-on.css", site / "memorial.css")  # a day of mourning
    assert main(["verify", str(site), "--pack", str(archive)]) == 0


def test_what_is_wrong_in_a_folder_is_told_once_with_its_cure(packed, tmp_path, capsys):
    archive, site = packed
    folder = shutil.copytree(site, tmp_path / "site")
    page = folder / "stories/2026/a/index.html"
    page.write_bytes(page.read_bytes() + b"<!-- counted -->")
    (folder / "404.html").unlink()
    (folder / "assets/site.css").rename(folder / "assets/Site.css")
    for name in ("~old.html", "a.swp", "b.swp", "Thumbs.db"):
        (folder / name).write_text("x")
    (folder / "index.html.gz").write_bytes(gzip.compress(b"other"))
    (folder / "assets/site.js.br").write_bytes(brotli.compress(b"other"))
    (folder / "assets/site.js").chmod(0o600)
    assert main(["verify", str(folder), "--pack", str(archive)]) == 1
    lines = capsys.readouterr().out.splitlines()
    told = dict(zip((line.split(". ", 1)[1] for line in lines[::2]), lines[1::2], strict=True))
    assert set(told) == {
        "多出来的文件：Thumbs.db、a.swp、b.swp 等 4 处",
        "文件和交出去的不一样：stories/2026/a/index.html",
        "缺少文件：404.html",
        "文件名的大小写不对：assets/site.css",
        "压缩好的和没有压缩的不是同一版：assets/site.js.br、index.html.gz",
        "网页服务器读不了：assets/site.js",
    }
    assert lines[0].startswith("1. 多出来的文件")
    assert told["文件名的大小写不对：assets/site.css"] == "   → 改名：现在叫 assets/Site.css"


@pytest.mark.parametrize("place", ["ftp://x/", "https://", "https://x/?a=b", "https://x:port/", "none"])
def test_what_is_no_place_is_refused(packed, place, capsys):
    assert main(["verify", place, "--pack", str(packed[0])]) == 2
    assert "写" in capsys.readouterr().err


def test_without_an_archive_and_a_record_it_is_said_what_to_name(workshop, capsys):
    assert main(["--root", str(workshop.root), "verify", "https://x/"]) == 2
    assert "--pack" in capsys.readouterr().err
