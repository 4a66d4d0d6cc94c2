"""A server, asked for every file of a site and for what only a server can get wrong."""

from __future__ import annotations

import gzip
import posixpath
import re
import secrets
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urljoin, urlsplit

import brotli

from showcase.publish.kinds import kind_of
from showcase.publish.manifest import Manifest, sha256_of
from showcase.publish.renderer import LOST
from showcase.publish.verifying import answers
from showcase.publish.verifying.asking import Answer, Home, Lines, Unreachable, home_of, speaks_http2
from showcase.publish.verifying.trouble import EXTRA, SAMPLES, Trouble

AT_ONCE = 8
LONG = 1024  # bytes from which a text is worth compressing for every server
# What must not lie on a server: each would tell how the site was made, or by whom.
PRIVATE = (
    ".git/HEAD",
    "mkdocs.yml",
    "stories/",
    "brand/organisation.yml",
    "manifest.json",
    ".handed-over-public.json",
)
VERSIONED = re.compile(rb'(?:href|src)="(assets/[^"]+\?v=[0-9a-f]{10})"')


def verify_address(
    address: str,
    manifest: Manifest,
    before: Manifest | None = None,
    step: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[Trouble, ...]:
    """Everything that is wrong at `address`; `before`: of what was online earlier. `step` is told how far it is.

    Raises:
        ProjectError: it is no address.
    """
    home = home_of(address)
    with Lines(home) as lines:
        return tuple(dict.fromkeys(_troubles(home, lines.ask, manifest, before, step)))


Ask = Callable[..., Answer]


def _troubles(
    home: Home, ask: Ask, manifest: Manifest, before: Manifest | None, step: Callable[[int, int], None]
) -> list[Trouble]:
    try:
        front = ask("")
    except Unreachable as err:
        return [Trouble(f"打不开：{err}", "先让网站能打开，再运行一次", home.address)]
    if front.status >= 500 or (front.status == 404 and home.path == "/"):
        return [Trouble(f"首页是 {front.status}", "看服务器的错误日志；核对网址和网站的文件夹", home.address)]

    def one(path: str) -> list[Trouble]:
        return _safely(ask, path, lambda answer: answers.of_file(path, answer, manifest.files[path]))

    found: list[Trouble] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for number, troubles in enumerate(pool.map(one, manifest.files), 1):
            found += troubles
            step(number, len(manifest.files))
    for look in (
        _of_folders,
        _of_missing,
        _of_compression,
        _of_versions,
        _of_unchanged,
        _of_redirects,
        _of_others,
    ):
        found += look(home, ask, manifest)
    found += _of_gone(ask, manifest, before)
    if home.scheme == "https" and not speaks_http2(home):
        found.append(
            Trouble(
                "没有开 HTTP/2",
                "nginx 写 http2 on;（1.25.1 以前是 listen 443 ssl http2;），Apache 写 Protocols h2 http/1.1",
                home.address,
            )
        )
    return found


def _safely(
    ask: Ask, path: str, judge: Callable[[Answer], Iterator[Trouble]], **headers: str
) -> list[Trouble]:
    try:
        return list(judge(ask(path, **headers)))
    except Unreachable as err:
        return [Trouble(f"打不开：{err}", "看服务器的错误日志", path)]


def _of_folders(home: Home, ask: Ask, manifest: Manifest) -> list[Trouble]:
    """An address that ends in a folder shows its index.html."""
    found = []
    for path in ("index.html", next((p for p in manifest.files if p.endswith("/index.html")), "index.html")):
        digest = manifest.files.get(path, "")

        def judge(
            answer: Answer, digest: str = digest, folder: str = path.removesuffix("index.html")
        ) -> Iterator[Trouble]:
            if answer.status != 200 or sha256_of(answer.body) != digest:
                yield Trouble(
                    "写到文件夹的网址看不到那一页",
                    f"{SAMPLES}：nginx 的 index，Apache 的 DirectoryIndex，IIS 的 defaultDocument",
                    folder or "首页",
                )

        found += _safely(ask, path.removesuffix("index.html"), judge)
    return found


def _of_missing(home: Home, ask: Ask, manifest: Manifest) -> list[Trouble]:
    word = f"mei-you-{secrets.token_hex(4)}"
    found = []
    for path in (word, f"{word}/a/b/", f"assets/photos/{word}.avif"):

        def judge(answer: Answer, path: str = path) -> Iterator[Trouble]:
            yield from answers.of_missing(path, answer, manifest.files.get(LOST, ""))

        found += _safely(ask, path, judge)
    return [trouble._replace(where=trouble.where.replace(word, "随便一个名字")) for trouble in found]


def _of_compression(home: Home, ask: Ask, manifest: Manifest) -> list[Trouble]:
    """One file of each kind of text, the largest: what is small may well be sent as it is."""
    largest: dict[str, str] = {}
    for path in sorted(manifest.files, key=lambda path: manifest.sizes.get(path, 0)):
        kind = kind_of(path)
        if kind and manifest.sizes.get(path, 0) >= LONG:
            largest[posixpath.splitext(path)[1]] = path
    found = []
    for path in largest.values():
        kind = kind_of(path)

        def judge(
            answer: Answer, path: str = path, is_text: bool = bool(kind and kind.is_text)
        ) -> Iterator[Trouble]:
            if answer.status != 200:
                return
            if is_text:
                yield from answers.of_compression(path, answer, _unpacked(answer), manifest.files[path])
            elif answer.all("Content-Encoding") and not path.endswith((".ico", ".pdf")):
                yield Trouble("本来就压缩过的文件又压缩了一遍", f"{SAMPLES}：只压缩文字", path)

        found += _safely(ask, path, judge, Accept_Encoding="gzip, br")
    return found


def _unpacked(answer: Answer) -> bytes | None:
    try:
        match answer.first("Content-Encoding").lower():
            case "gzip":
                return gzip.decompress(answer.body)
            case "br":
                return bytes(brotli.decompress(answer.body))
    except (OSError, EOFError, zlib.error, brotli.error):
        return b""
    return None


def _of_versions(home: Home, ask: Ask, manifest: Manifest) -> list[Trouble]:
    """Style and scripts under the addresses that pages name: with the sum behind "?v="."""
    try:
        page = ask("index.html").body
    except Unreachable:
        return []
    found = []
    for name in sorted({match.decode() for match in VERSIONED.findall(page)}):

        def judge(answer: Answer, name: str = name) -> Iterator[Trouble]:
            yield from answers.of_caching(name, answer)

        found += _safely(ask, name, judge)
    return found


def _of_unchanged(home: Home, ask: Ask, manifest: Manifest) -> list[Trouble]:
    try:
        first = ask("index.html")
        mark, moment = first.first("ETag"), first.first("Last-Modified")
        if not mark and not moment:
            again = None
        else:
            again = ask("index.html", **({"If_None_Match": mark} if mark else {"If_Modified_Since": moment}))
    except Unreachable:
        return []
    if again is None or again.status != 304:
        cure = "打开 ETag 或 Last-Modified；没有它们，每次都要重新下载"
        return [Trouble("没有变的网页又发了一遍，应当是 304", cure, "index.html")]
    return []


def _of_redirects(home: Home, ask: Ask, manifest: Manifest) -> list[Trouble]:
    """A folder without its final "/" leads on to the same host; what is not encrypted leads to what is."""
    folder = next((path.rpartition("/")[0] for path in manifest.files if path.endswith("/index.html")), "")
    found = []
    for path in filter(None, (home.path.rstrip("/"), folder and f"{home.path}{folder}")):

        def judge(answer: Answer, path: str = path) -> Iterator[Trouble]:
            if answer.status not in (301, 302, 307, 308):
                yield Trouble(
                    f"少写最后的斜杠，打开是 {answer.status}",
                    "应当跳到带斜杠的网址（301）；否则那一页的样式和图片都找不到",
                    path,
                )
                return
            there = urlsplit(urljoin(f"{home.scheme}://{home.netloc}{path}", answer.first("Location")))
            if (there.scheme, there.netloc, there.path) != (home.scheme, home.netloc, f"{path}/"):
                yield Trouble(
                    f"少写最后的斜杠，跳到了别处：{answer.first('Location')}",
                    "nginx 写 absolute_redirect off;，Apache 写 ServerName 加 UseCanonicalName On",
                    path,
                )

        found += _safely(ask, path, judge)
    if home.scheme == "https" and home.port is None:
        try:
            with Lines(Home("http", home.host, None, home.path)) as plain:
                location = plain.ask("").first("Location")
            if not location.startswith("https://"):
                found.append(
                    Trouble(
                        "http 没有跳到 https",
                        "在 80 端口写 return 301 https://$host$request_uri;",
                        f"http://{home.netloc}{home.path}",
                    )
                )
        except Unreachable:
            pass  # nobody answers there, which is well too
    return found


def _of_others(home: Home, ask: Ask, manifest: Manifest) -> list[Trouble]:
    """What nobody should be able to open: sources, records, lists of folders."""
    found = []
    folders = sorted(
        {path.rpartition("/")[0] for path in manifest.files}
        - {p.rpartition("/")[0] for p in manifest.files if p.endswith("index.html")}
    )
    for folder in folders[:1]:

        def lists(answer: Answer, folder: str = folder) -> Iterator[Trouble]:
            if answer.status == 200 and sha256_of(answer.body) != manifest.files.get(LOST):
                yield Trouble(
                    "列出了文件夹里的文件",
                    "关掉目录列表：nginx 的 autoindex off，Apache 的 Options -Indexes",
                    f"{folder}/",
                )

        found += _safely(ask, f"{folder}/", lists)
    for path in PRIVATE:
        if path.endswith("/") or path in manifest.files:
            continue

        def opens(answer: Answer, path: str = path) -> Iterator[Trouble]:
            if answer.status == 200 and sha256_of(answer.body) != manifest.files.get(LOST):
                yield Trouble("不该公开的文件打得开", EXTRA, path)

        found += _safely(ask, path, opens)
    return found


def _of_gone(ask: Ask, manifest: Manifest, before: Manifest | None) -> list[Trouble]:
    """What was online before and is no longer: it must not be had any more."""
    found = []
    for path in sorted(before.files.keys() - manifest.files.keys()) if before else ():

        def judge(answer: Answer, path: str = path) -> Iterator[Trouble]:
            if answer.status == 200:
                yield Trouble(
                    "上一版有、这一版去掉的文件还打得开",
                    "从服务器上删掉，再清一次 CDN 和反向代理的缓存",
                    path,
                )

        found += _safely(ask, path, judge)
    return found
