"""What is wrong with one answer of a server."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from showcase.publish.kinds import ALIKE, is_lasting, kind_of
from showcase.publish.manifest import sha256_of
from showcase.publish.servers import HEADER_POLICY
from showcase.publish.verifying.asking import Answer
from showcase.publish.verifying.trouble import AGAIN, SAMPLES, Trouble

YEAR = 31536000  # seconds
WORDS = frozenset(
    {"text/html", "text/css", "text/javascript", "text/plain", "text/csv"}
)  # which do not say it themselves
ONCE = {"Content-Security-Policy": HEADER_POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": ""}


def of_file(address: str, answer: Answer, digest: str) -> Iterator[Trouble]:
    """A file of the site, asked for without compression; `digest`: its SHA-256."""
    if answer.status != 200:
        yield Trouble(
            f"打开是 {answer.status}，不是 200",
            "补传这个文件；已经在的，看权限和有没有被别的规则拦住",
            address,
        )
        return
    if answer.all("Content-Encoding"):
        yield Trouble("没有要求压缩，却压缩了", "关掉这种文件的强制压缩，照 Accept-Encoding 来", address)
    elif sha256_of(answer.body) != digest:
        yield Trouble("内容和交出去的不一样", AGAIN, address)
    yield from of_type(address, answer)
    yield from of_headers(address, answer)
    yield from of_caching(address, answer)


def of_type(address: str, answer: Answer) -> Iterator[Trouble]:
    kind = kind_of(address.partition("?")[0])
    if kind is None:
        return
    said = answer.first("Content-Type")
    name = said.partition(";")[0].strip().lower()
    if name not in ALIKE.get(kind.type, {kind.type}):
        suffix = posixpath.splitext(address.partition("?")[0])[1]
        yield Trouble(
            f"{suffix} 的类型是 {name or '空的'}，应当是 {kind.type}",
            f"{SAMPLES}，或在类型表里加上 {suffix} {kind.type}",
            address,
        )
    charset = re.search(r"charset=\"?([\w-]+)", said, re.IGNORECASE)
    if charset[1].lower() != "utf-8" if charset else kind.type in WORDS:
        yield Trouble(
            "Content-Type 没有写 charset=utf-8，或写成了别的",
            f"{SAMPLES}：nginx 的 charset utf-8，Apache 的 AddDefaultCharset 和 AddCharset",
            address,
        )


def of_headers(address: str, answer: Answer) -> Iterator[Trouble]:
    for name, wanted in ONCE.items():
        said = answer.all(name)
        if not said:
            yield Trouble(
                f"没有响应头 {name}", f"{SAMPLES}；nginx 的 add_header 要写在同一层，并带 always", address
            )
        elif len(said) > 1 or (name != "Content-Security-Policy" and "," in said[0] and "nosniff" in said[0]):
            yield Trouble(
                f"响应头 {name} 发了 {max(2, len(said))} 次", "外面的服务器或代理也在发；只留一处", address
            )
        elif name == "Content-Security-Policy" and _parts(said[0]) != _parts(wanted):
            yield Trouble("内容安全策略和说明里的不一样", f"改成 {wanted}", address)
        elif name == "X-Content-Type-Options" and said[0].lower() != wanted:
            yield Trouble(f"{name} 不是 nosniff", f"改成 {wanted}", address)
    if answer.all("Set-Cookie"):
        yield Trouble("发了 Cookie", "静态网站不用 Cookie，请关掉；多半是网关或站群系统加的", address)


def _parts(policy: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in policy.split(";") if part.strip())


def of_caching(address: str, answer: Answer) -> Iterator[Trouble]:
    """What is named by its bytes is kept for a year, what is not is asked for each time."""
    said = ",".join(answer.all("Cache-Control")).lower()
    age = re.search(r"max-age\s*=\s*\"?(\d+)", said)
    kept = int(age[1]) if age and "no-cache" not in said and "no-store" not in said else 0
    if len(answer.all("Cache-Control")) > 1:
        yield Trouble("响应头 Cache-Control 发了 2 次", "外面的服务器或代理也在发；只留一处", address)
    elif is_lasting(address):
        if kept < YEAR // 2 or "immutable" not in said:
            yield Trouble(
                "名字里带指纹的文件没有缓存一年",
                f"{SAMPLES}：Cache-Control: public, max-age=31536000, immutable",
                address,
            )
    elif kept:
        yield Trouble(
            f"名字不变的文件让浏览器存 {kept} 秒，更新以后访问的人还看旧的",
            f"{SAMPLES}：Cache-Control: no-cache",
            address,
        )
    elif "no-cache" not in said and "max-age=0" not in said:
        yield Trouble(
            "名字不变的文件没有写 Cache-Control，浏览器会自己猜着存",
            f"{SAMPLES}：Cache-Control: no-cache",
            address,
        )


def of_compression(address: str, answer: Answer, body: bytes | None, digest: str) -> Iterator[Trouble]:
    """A text asked for with compression; `body`: what it unpacks to, None when it is not compressed."""
    if body is None:
        suffix = posixpath.splitext(address)[1]
        yield Trouble(
            f"{suffix} 没有压缩",
            f"{SAMPLES}：nginx 的 gzip_types，Apache 的 AddOutputFilterByType DEFLATE",
            address,
        )
        return
    if sha256_of(body) != digest:
        yield Trouble(
            "压缩着发的内容和交出去的不一样", "用同一个包里的 .gz 和 .br，或全部删掉；再清一次缓存", address
        )
    if "accept-encoding" not in ",".join(answer.all("Vary")).lower():
        yield Trouble("压缩了，却没有写 Vary: Accept-Encoding", f"{SAMPLES}：nginx 的 gzip_vary on", address)


def of_missing(address: str, answer: Answer, digest: str) -> Iterator[Trouble]:
    """An address that no page has; `digest`: of our own 404 page."""
    if answer.status != 404:
        yield Trouble(
            f"没有的网址返回 {answer.status}，应当是 404",
            f"{SAMPLES}：error_page 404 不写 =200，不用 try_files 退回首页",
            address,
        )
    elif sha256_of(answer.body) != digest:
        yield Trouble(
            "找不到的网址，看到的不是本站的“找不到”页",
            f"{SAMPLES}：error_page 404 或 ErrorDocument 404",
            address,
        )
    else:
        yield from of_type("404.html", answer)
        yield from of_headers(address, answer)
        yield from of_caching("404.html", answer)
