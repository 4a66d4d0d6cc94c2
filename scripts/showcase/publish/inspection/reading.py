"""What one file of the site names and what is wrong with it, from its bytes alone: read once, remembered by them."""

from __future__ import annotations

from typing import Literal, NamedTuple

# How a file names an address: the browser fetches it by itself; a visitor goes there; it is the page's own address in full.
Use = Literal["loads", "leads", "own"]


class Named(NamedTuple):
    address: str  # as it stands there
    line: int
    use: Use


class Fault(NamedTuple):
    line: int
    words: str  # what is wrong
    original: str = ""  # what to look for in the source; "" where that would repeat something private


class Reading(NamedTuple):
    named: tuple[Named, ...] = ()  # each address once, where it comes first
    ids: tuple[str, ...] = ()  # what an anchor may lead to
    faults: tuple[Fault, ...] = ()
    policy: str = ""  # of a page, as it says it itself


Found = tuple[str, Fault]  # the file it is in
