"""Reads what lies beside the pages: style, scripts, drawings, lists, and the kit with all that is packed in it."""

from __future__ import annotations

import io
import json
import posixpath
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree import ElementTree

from showcase.publish.inspection.page import addresses, read_page
from showcase.publish.inspection.pictures import HEAD, carried
from showcase.publish.inspection.private import Secrets, told
from showcase.publish.inspection.reading import Fault, Named, Reading

_MAP = re.compile(r"(?://|/\*)[#@]\s*source(?:Mapping)?URL\s*=")
_CSS = re.compile(
    r"""@import\s+["'](?P<imported>[^"']+)|url\(\s*(?P<quote>["']?)(?P<url>[^"')]+)(?P=quote)\s*\)"""
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_DRAWN = re.compile(
    r"<(?:script|style|foreignObject|metadata|iframe)\b|\s(?:on\w+|style)\s*=|<!--|<!\[CDATA|(?:inkscape|sodipodi|adobe|figma|sketch):",
    re.IGNORECASE,
)
_VALUE = re.compile(r""""[^"]*"|'[^']*'""")
_BESIDE = re.compile(r"<!--|<!\[CDATA")  # no tag, and nothing else can begin with these two signs
_TAG = re.compile(rf"""<(?:{_VALUE.pattern}|[^>"'])*>""")
_REFERENCE = re.compile(r"""\s(?:xlink:)?href\s*=\s*["']([^"']*)""")
# What a sitemap and a feed name of ours: pages, pictures, the feed itself.
_OWN = re.compile(
    r"""(?:<(?:image:)?loc>|<link [^>]*href="|&lt;img src="|&lt;img src=&quot;)([^<"]*?)(?:<|"|&quot;)"""
)
_OUTLINE = re.compile(r"""\s(?:d|points|transform|viewBox)=("[^"]*"|'[^']*')""")
_KIT_TEXTS = frozenset({".svg", ".css", ".json", ".txt", ".md", ".csv", ".gpl", ".html", ".xml"})


def read_file(path: str, data: bytes, secret: Secrets) -> Reading:
    """What the file `path` names and what is wrong with it."""
    suffix = posixpath.splitext(path)[1]
    if suffix == ".zip":
        return Reading(faults=tuple(_packed(data, secret)))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Reading(faults=(Fault(1, "不是 UTF-8 的文字"),))
    if suffix == ".html":
        return read_page(text, secret)
    faults = [*_plain(text, suffix, secret)]
    named: list[Named] = []
    if suffix == ".css":
        bare = _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)
        named = [
            Named(m["imported"] or m["url"], _line(bare, m.start()), "loads") for m in _CSS.finditer(bare)
        ]
    elif suffix in (".svg", ".xml"):
        faults += _parsed(text)
        if suffix == ".svg":
            faults += [
                Fault(_line(text, m.start()), f"图里有不许有的 {m[0].strip()}", m[0].strip())
                for m in _DRAWN.finditer(_markup(text))
            ]
            named = [
                Named(m[1], _line(text, tag.start() + m.start()), "loads")
                for tag in _TAG.finditer(text)
                for m in _REFERENCE.finditer(tag[0])
            ]
        else:
            named = [
                Named(unescape(unescape(m[1])), _line(text, m.start()), "own") for m in _OWN.finditer(text)
            ]
    elif suffix in (".json", ".webmanifest"):
        try:
            value = json.loads(text)
            told = isinstance(value, dict) and (
                "items" in value or "stories" in value
            )  # for programs elsewhere
            named = [Named(one, 1, "own") for one in addresses(value)] if told else []
            named += [] if told else [Named(address, 1, "loads") for address in _manifest(value)]
        except ValueError:
            faults.append(Fault(1, "不是完整的 JSON"))
    return Reading(tuple(dict.fromkeys(named)), (), tuple(faults))


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _plain(text: str, suffix: str, secret: Secrets) -> Iterator[Fault]:
    if match := _MAP.search(text):
        yield Fault(_line(text, match.start()), "指向源代码对照表（source map）", match[0])
    if "\0" in text:
        yield Fault(1, "有看不见的零字节")
    if suffix not in (".js", ".css"):  # shards of the search hold numbers in rows; their words stand on pages
        for number, line in enumerate(_words(text, suffix).splitlines(), 1):
            for what, shown in told(line, secret):
                yield Fault(number, f"有{what} {shown}")


def _words(text: str, suffix: str) -> str:
    """`text` without the numbers of a drawing's outlines."""
    return _OUTLINE.sub(lambda match: "\n" * match[0].count("\n"), text) if suffix == ".svg" else text


def _markup(drawing: str) -> str:
    """Its tags without the values in them, on their lines: what people typed stands in texts and values, and may say
    onmouseover= there. Of a drawing that is no XML, which is a fault anyway, perhaps less."""
    kept, at = [], 0
    for tag in _TAG.finditer(drawing):
        between = drawing[at : tag.start()]
        kept += [*_BESIDE.findall(between), "\n" * between.count("\n")]
        kept.append(_VALUE.sub(lambda value: '""' + "\n" * value[0].count("\n"), tag[0]))
        at = tag.end()
    return "".join((*kept, *_BESIDE.findall(drawing[at:])))


def _parsed(text: str) -> Iterator[Fault]:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield Fault(1, "有 XML 的声明 DOCTYPE")
        return
    try:
        ElementTree.fromstring(text)
    except ElementTree.ParseError as err:
        yield Fault(err.position[0], "不是完整的 XML")


def _manifest(value: Any) -> Iterator[str]:
    """Every address that an app's manifest names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key in ("src", "start_url", "scope", "id", "url"):
                yield inner
            else:
                yield from _manifest(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _manifest(inner)


def _packed(data: bytes, secret: Secrets) -> Iterator[Fault]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                name, suffix = info.filename, posixpath.splitext(info.filename)[1].lower()
                if (
                    name.startswith(("/", "."))
                    or ".." in name.split("/")
                    or "/." in name
                    or "__MACOSX" in name
                ):
                    yield Fault(1, f"包里有不该有的 {name}", name)
                    continue
                inner = archive.read(info)
                for what in carried(name, inner[:HEAD], inner[-16:]):
                    yield Fault(1, f"包里的 {name} 有{what}", name)
                if suffix in _KIT_TEXTS:
                    text = _words(inner.decode("utf-8", "replace"), suffix)
                    yield from (
                        Fault(1, f"包里的 {name} 有{what} {shown}", name)
                        for what, shown in told(text, secret)
                    )
                if suffix == ".svg":
                    yield from (
                        Fault(1, f"包里的 {name} 有不许有的 {m[0].strip()}", name)
                        for m in _DRAWN.finditer(_markup(inner.decode("utf-8", "replace")))
                    )
                if suffix == ".pdf" and b"/Author" in inner:
                    yield Fault(1, f"包里的 {name} 写着作者", name)
    except (zipfile.BadZipFile, RuntimeError, OSError, ValueError):
        yield Fault(1, "不是完整的压缩包")
