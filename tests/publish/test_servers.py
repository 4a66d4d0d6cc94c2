"""The settings for servers that go with a site, tried on the servers themselves: each header once, on every kind of file.

nginx and Apache are not brought along: their packages start a server on port 80. Debian: apt-get install nginx-light apache2
"""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from conftest import ROOT
from showcase.publish.kinds import KINDS
from showcase.publish.servers import server_files

GUIDE = (ROOT / "docs/handbook/deploy/index.md").read_text("utf-8")
ONCE = (
    "Content-Type",
    "Cache-Control",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
)
LASTING = (
    "assets/photos/0123456789abcdef.avif",
    "assets/cards/0123456789abcdef.jpg",
    "assets/fonts/0123456789abcdef.woff2",
)
SAMPLES = server_files("/houqin/", LASTING)
SECONDS = 10
APACHE_MODULES = Path("/usr/lib/apache2/modules")
POLICY = "default-src 'self'"

# What a campus server may have around ours: the same headers, and rules by suffix.
NGINX = """
{user} pid {work}/nginx.pid; error_log {work}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
    access_log off; include /etc/nginx/mime.types; default_type application/octet-stream;
    client_body_temp_path {work}/1; proxy_temp_path {work}/2; fastcgi_temp_path {work}/3; uwsgi_temp_path {work}/4; scgi_temp_path {work}/5;
    server {{
        listen 127.0.0.1:{port};
        add_header X-Content-Type-Options nosniff always; add_header Cache-Control "max-age=60";
        location ~* \\.(avif|jpg|css|js)$ {{ root {work}/nowhere; expires 30d; }}
        {ours}
    }}
}}
"""
APACHE = """
ServerRoot {work}
ServerName https://www.example.edu.cn
UseCanonicalName On
PidFile {work}/apache.pid
ErrorLog {work}/error.log
Listen 127.0.0.1:{port}
{modules}
TypesConfig /etc/mime.types
DocumentRoot {work}/nowhere
Header set X-Content-Type-Options nosniff
Header always set Content-Security-Policy "default-src 'none'"
Header set Cache-Control "max-age=60"
ExpiresActive On
ExpiresDefault "access plus 1 month"
{ours}
"""
LOADED = "mpm_event authz_core mime dir alias setenvif headers expires filter deflate"


def test_the_guide_shows_what_goes_with_the_site():
    shown = dict(re.findall(r"```(nginx|apache|xml)\n(.*?)```", GUIDE, re.DOTALL))
    assert shown == {
        "nginx": SAMPLES["nginx.conf"],
        "apache": SAMPLES["apache.conf"],
        "xml": SAMPLES["web.config"],
    }


@pytest.mark.parametrize("path", ["/", "/a/b-c/"])
def test_the_settings_are_written_for_the_path_that_the_site_lies_under(path):
    files = server_files(path, ["assets/fonts/heading.woff2"], compressed=True)
    assert f"error_page 404 {path}404.html;" in files["nginx.conf"]
    assert f"ErrorDocument 404 {path}404.html" in files[".htaccess"]
    assert "gzip_static on;" in files["nginx.conf"]
    assert "houqin" not in "".join(files.values())
    assert (
        "assets/fonts" not in files["web.config"]
    )  # a name that stays when its bytes change is not kept for a year


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder with a release of a small site in it, reached through a link as the guide says."""
    work = tmp_path_factory.mktemp("server")
    release = work / "releases" / "2026-12-01"
    for path, data in {
        "index.html": b"<!doctype html><title>home</title>" + b"<p>x</p>" * 400,
        "404.html": b"<!doctype html><title>none of ours</title>" + b"<p>x</p>" * 400,
        "stories/2026/one/index.html": b"<!doctype html><title>one</title>",
        "assets/site.css": b"a{color:red}\n" * 400,
        "assets/site.js": b"var a = 1;\n" * 400,
        "assets/photos/0123456789abcdef.avif": b"\0" * 2000,
        "assets/photos/0123456789abcdef.jpg": b"\xff\xd8" * 1000,
        "assets/fonts/heading.woff2": b"wOF2" * 400,
        "assets/fonts/0123456789abcdef.woff2": b"wOF2" * 400,
        "assets/cards/0123456789abcdef.jpg": b"\xff\xd8" * 1000,
        "data.xml": b"<a>x</a>" * 400,
        "list.csv": b"a,b,c\n" * 400,
        "days.ics": b"BEGIN:VCALENDAR\n" * 400,
        "film.vtt": b"WEBVTT\n\n" * 400,
        "note.txt": b"note\n" * 400,
        "site.webmanifest": b'{"name": "x"}' * 400,
        "search.json": b'{"name": "x"}' * 400,
        "assets/emblem.svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>" * 100,
    }.items():
        (release / path).parent.mkdir(parents=True, exist_ok=True)
        (release / path).write_bytes(data)
    (work / "houqin").symlink_to(release)
    (work / "nowhere").mkdir()
    return work


# Below what the system gives to connections (32768 and up), a stretch for each test process: a port that the system
# names and takes back can be named to somebody else, or to us again, before a server listens on it.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
PORTS = iter(range(12_000 + WORKER * 2_000, 14_000 + WORKER * 2_000))


def free_port() -> int:
    """A port nobody listens on, another one at each call."""
    for number in PORTS:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", number))
            return number
    pytest.fail("no port is free")


def test_ports_are_never_given_twice() -> None:
    ports = [free_port() for _ in range(50)]
    assert len(set(ports)) == len(ports)


def nginx(work: Path, port: int) -> list[str]:
    ours = SAMPLES["nginx.conf"].replace("/srv/www", str(work))
    user = "user root;" if os.geteuid() == 0 else ""  # else its workers may not enter a folder of ours
    text = NGINX.format(user=user, work=work, port=port, ours=ours)
    (work / "nginx.conf").write_text(text, "utf-8")
    return ["nginx", "-e", str(work / "error.log"), "-c", str(work / "nginx.conf"), "-g", "daemon off;"]


def apache(work: Path, port: int, ours: str) -> list[str]:
    modules = "\n".join(f"LoadModule {name}_module {APACHE_MODULES}/mod_{name}.so" for name in LOADED.split())
    text = APACHE.format(work=work, port=port, modules=modules, ours=ours)
    (work / "apache.conf").write_text(text, "utf-8")
    return ["apache2", "-D", "FOREGROUND", "-f", str(work / "apache.conf")]


def in_vhost(work: Path, port: int) -> list[str]:
    ours = SAMPLES["apache.conf"].replace("/srv/www", str(work))
    return apache(work, port, ours)


def in_htaccess(work: Path, port: int) -> list[str]:
    (work / "houqin" / ".htaccess").write_text(SAMPLES[".htaccess"], "utf-8")
    around = f"Alias /houqin {work}/houqin\n<Directory {work}>\nRequire all granted\nOptions FollowSymLinks\nAllowOverride FileInfo Indexes\n</Directory>"
    return apache(work, port, around)


def skip_without(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(program), reason=f"{program} is not installed")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(nginx, marks=skip_without("nginx"), id="nginx"),
        pytest.param(in_vhost, marks=skip_without("apache2"), id="apache"),
        pytest.param(in_htaccess, marks=skip_without("apache2"), id="htaccess"),
    ],
)
def port(web: Path, request: pytest.FixtureRequest) -> Iterator[int]:
    """Where the server listens, on this machine only; it ends with the tests."""
    number = free_port()
    with subprocess.Popen(request.param(web, number), stderr=subprocess.PIPE) as server:
        try:
            wait_for(number, server)
            yield number
        finally:
            server.terminate()
            server.wait(SECONDS)
            (web / "houqin" / ".htaccess").unlink(missing_ok=True)


def wait_for(number: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            pytest.fail(server.stderr.read().decode("utf-8", "replace") if server.stderr else "")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", number)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("it does not listen")


class Answer:
    def __init__(self, port: int, path: str, **headers: str) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        self.status, self.body, self.headers = answer.status, answer.read(), answer.getheaders()
        line.close()

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def one(self, name: str) -> str:
        (value,) = self.all(name)
        return value


KEPT, ASKED = "public, max-age=31536000, immutable", "no-cache"
FILES = [
    ("", 200, "text/html", ASKED),
    ("stories/2026/one/", 200, "text/html", ASKED),
    ("assets/site.css", 200, "text/css", ASKED),
    ("assets/site.js", 200, "javascript", ASKED),
    ("search.json", 200, "application/json", ASKED),
    ("assets/emblem.svg", 200, "image/svg+xml", ASKED),
    ("assets/fonts/heading.woff2", 200, "font/woff2", ASKED),
    ("assets/fonts/0123456789abcdef.woff2", 200, "font/woff2", KEPT),
    ("assets/cards/0123456789abcdef.jpg", 200, "image/jpeg", KEPT),
    ("assets/site.css?v=0123456789", 200, "text/css", KEPT),
    ("assets/site.css?v=1", 200, "text/css", ASKED),
    ("index.html?v=0123456789", 200, "text/html", ASKED),
    ("mei-you.css?v=0123456789", 404, "text/html", ASKED),
    ("site.webmanifest", 200, "application/manifest+json", ASKED),
    ("assets/photos/0123456789abcdef.avif", 200, "image/avif", KEPT),
    ("assets/photos/0123456789abcdef.jpg", 200, "image/jpeg", KEPT),
    ("mei-you", 404, "text/html", ASKED),
    ("a/b/c/", 404, "text/html", ASKED),
    ("assets/photos/mei-you.avif", 404, "text/html", ASKED),
]


@pytest.mark.parametrize(("path", "status", "kind", "cache"), FILES, ids=[row[0] or "/" for row in FILES])
def test_each_file_has_its_kind_and_each_header_once(port, path, status, kind, cache):
    answer = Answer(port, f"/houqin/{path}")
    assert answer.status == status
    assert {name: len(answer.all(name)) for name in ONCE} == dict.fromkeys(ONCE, 1)
    assert kind in answer.one("Content-Type")
    assert answer.one("Cache-Control") == cache
    assert answer.one("Content-Security-Policy").startswith(POLICY)
    assert answer.one("X-Content-Type-Options") == "nosniff"
    assert not answer.all("Expires")
    if status == 404:
        assert b"none of ours" in answer.body
    if kind in ("text/html", "text/css"):
        assert "charset=utf-8" in answer.one("Content-Type")


@pytest.mark.parametrize("path", ["/houqin", "/houqin/stories/2026/one"])
def test_a_folder_without_its_slash_leads_on_to_where_visitors_are(port, path):
    """Not to the port that only a proxy knows: nginx names no host, Apache the one it was told."""
    answer = Answer(port, path)
    assert answer.status == 301
    assert answer.one("Location").removeprefix("https://www.example.edu.cn") == f"{path}/"


TEXTS = ["index.html", "assets/site.css", "assets/site.js", "search.json", "site.webmanifest", "assets/emblem.svg", "data.xml", "list.csv", "days.ics", "film.vtt", "note.txt"]  # fmt: skip


@pytest.mark.parametrize("path", TEXTS)
def test_every_kind_of_text_is_compressed(port, path):
    text = Answer(port, f"/houqin/{path}", **{"Accept-Encoding": "gzip"})
    assert (text.one("Content-Encoding"), text.all("Vary")) == ("gzip", ["Accept-Encoding"])
    assert {name: len(text.all(name)) for name in ONCE} == dict.fromkeys(ONCE, 1)


def test_a_photo_is_not_compressed_again(port):
    photo = Answer(port, "/houqin/assets/photos/0123456789abcdef.avif", **{"Accept-Encoding": "gzip"})
    assert photo.all("Content-Encoding") == []


def test_what_is_unchanged_is_not_sent_again(port):
    known = Answer(port, "/houqin/").one("ETag")
    again = Answer(port, "/houqin/", **{"If-None-Match": known})
    assert (again.status, again.body, again.one("Cache-Control")) == (304, b"", ASKED)


def test_on_iis_nothing_is_added_that_a_parent_may_have_added(tmp_path):
    """IIS answers every file by 500.19 when a key comes twice; it does not run here, the guide names its sources."""
    config = ElementTree.fromstring(SAMPLES["web.config"].encode())
    keys = {"add": "name", "mimeMap": "fileExtension", "error": "statusCode"}
    told = 0
    for holder in config.iter():
        cleared: set[str] = set()
        for child in holder:
            if child.tag == "clear":
                cleared.add("*")
            elif child.tag == "remove":
                cleared |= set(child.attrib.values())
            elif key := child.attrib.get(keys.get(child.tag, "")):
                assert key in cleared, key
                told += 1
    assert told == len(KINDS) + 4  # three headers and the page that is not found
