"""The beginning of a story for a place that has little room: whole sentences, never cut."""

from __future__ import annotations

import re
from collections.abc import Iterator

from showcase.channels.tree import Element, parsed

SENTENCE = re.compile(r".*?(?:[。！？…]+[”’」』）]*|$)", re.DOTALL)
ENOUGH = 0.7  # of the room: from there on a story rather ends with a paragraph than within the next
APART = ("ul", "ol", "dl", "table", "pre")
PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "（": "）", "《": "》"}


def excerpt(html: str, most: int) -> tuple[str, ...]:
    """The first paragraphs of a story, at most `most` characters in all; () where not even a sentence fits."""
    kept: list[str] = []
    room = most
    for paragraph in paragraphs(html):
        fitting = ""
        for sentence in sentences(paragraph):
            if len(fitting) + len(sentence) > room:
                break
            fitting += sentence
        if fitting != paragraph and room < most * (1 - ENOUGH):
            break
        kept.append(fitting)
        room -= len(fitting)
        if fitting != paragraph:
            break
    return tuple(filter(None, kept))


def sentences(text: str) -> Iterator[str]:
    """`text` after each full stop; what stands in quotation marks or brackets stays in one piece. Joined they are `text`."""
    held = ""
    for piece in filter(None, SENTENCE.findall(text)):
        held += piece
        if all(held.count(start) <= held.count(end) for start, end in PAIRS.items()):
            yield held
            held = ""
    if held:
        yield held


def paragraphs(html: str) -> Iterator[str]:
    """The paragraphs of running text: no headings, captions and notes, and nothing from a list or a table on.

    What leads up to that list goes with it: two paragraphs with a list between them do not read on.
    """
    held = ""
    for element in parsed(html).elements:
        if held and element.tag in APART:
            held = _unannounced(held)
            break
        if element.tag == "p" and (text := re.sub(r"\s+", " ", _said(element)).strip()):
            if held:
                yield held
            held = re.sub(r"(?<=[^\x00-\xff]) | (?=[^\x00-\xff])", "", text)
    if held:
        yield held


def _unannounced(text: str) -> str:
    """`text` without a last sentence that announces what is left out: 要带四样：工牌在左……"""
    *kept, last = sentences(text)
    return "".join(kept) if last.endswith(("：", ":")) else text


def _said(element: Element) -> str:
    """Its words without the numbers of notes."""
    return "".join(
        child if isinstance(child, str) else "" if child.tag == "sup" else _said(child)
        for child in element.children
    )
