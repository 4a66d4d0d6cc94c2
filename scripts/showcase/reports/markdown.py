"""What a stranger typed, as Markdown that stays text on GitHub, GitLab and Gitea.

Mentions, references (#1), links, pictures, emoji and HTML are looked for in text but never in code. All their
signs are ASCII: so runs of ASCII that hold more than letters and digits become code spans, Chinese stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from showcase.reports.shown import shown

_ASCII = re.compile(r"[!-~](?:[ -~]*[!-~])?")
_TOKEN = r"(?:[A-Za-z0-9]+|\d+(?:[.-]\d+)+%?|\d+%)"
_WORDS = re.compile(rf"{_TOKEN}(?: +{_TOKEN})*")  # words and numbers: 1.25, 2026-03-05, 63%


def inert(text: str, most: int = 300) -> str:
    """`text` on one line, safe in a heading, a list and the cell of a table; a dash when empty."""
    # A cell ends at "|" even within code, and escaping it differs from one renderer to the next.
    plain, done, start = _cell(text, most), "", 0
    while run := _ASCII.search(plain, start):
        if _WORDS.fullmatch(run.group()):
            end, said = run.end(), run.group()
        else:
            end = _end_of_code(plain, run)
            said = code(plain[run.start() : end])
        done, start = done + plain[start : run.start()] + said, end
    return done + plain[start:] or "—"


def _end_of_code(text: str, run: re.Match[str]) -> int:
    """Where the code that begins with `run` ends: with the run that closes its brackets and quotes, so that
    ![图](a.jpg "说明") is one piece that can be copied; with its own end when none does."""
    end = first = run.end()
    while not _is_closed(text[run.start() : end]):
        following = _ASCII.search(text, end)
        if following is None:
            return first
        end = following.end()
    return end


def _is_closed(text: str) -> bool:
    pairs = all(text.count(left) == text.count(right) for left, right in ("()", "[]", "{}", "<>"))
    return pairs and not any(text.count(mark) % 2 for mark in "\"'")


def file_name(text: str) -> str:
    return code(_cell(text, 200))


def quoted(text: str, most: int) -> str:
    """Words of a manuscript as they stand there: plain where they are, else all of them in one code span."""
    plain = _cell(text, most)
    return plain if inert(plain, most) == plain else code(plain)


def ours(text: str) -> str:
    """A sentence of the rules: nobody else's words, so its signs are only kept from being Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>#@|])", r"\\\1", text)


def _cell(text: str, most: int) -> str:
    return shown(text, most).replace("|", "｜").replace("\u3000", " ").strip()


def code(text: str) -> str:
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    mark = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{pad}{text}{pad}{mark}"


def fence(text: str, language: str) -> str:
    """A code block that nothing in `text` can close."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    mark = "`" * max(longest + 1, 3)
    return f"{mark}{language}\n{text.strip(chr(10))}\n{mark}"


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Cells must be inert already."""
    head = tuple(head)
    lines = (head, ("---",) * len(head), *map(tuple, rows))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
