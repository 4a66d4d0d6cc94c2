"""Where a manuscript's front matter begins and ends, also where its rules of dashes are missing or other signs."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from showcase.project.finding import Finding, Fix, Place, Severity, error

RULE = "---"
FAR = 12  # lines from the top within which a front matter is looked for
# What people type for it: full-width or long dashes, two or four of them, with blanks before or between.
_LIKE_RULE = re.compile(r"[ \t\u3000]*(?:[-－–—―][ \t\u3000]*){1,12}")
_ENTRY = re.compile(r"[\"'“]?(?P<key>[A-Za-z_]{2,30}|[\u4e00-\u9fff]{2,4})[\"'”]?[ \t\u3000]*[:：=]")


@dataclass(frozen=True)
class Opening:
    """`yaml` is None where nothing looks like a front matter; lines are of the file, 1-based."""

    yaml: str | None
    yaml_line: int
    body: str
    body_line: int
    findings: tuple[Finding, ...] = ()

    @property
    def is_clear(self) -> bool:
        """Whether it stands between two rules, so that nobody can take it for text."""
        return self.yaml is not None and not self.findings


def read_opening(text: str, path: str, called: Collection[str]) -> Opening:
    """The front matter of `text` and its body; `called` holds the words its entries may begin with."""
    lines = text.split("\n")
    if lines[0].rstrip() == RULE:
        return _closed(lines, 1, path, called, ())
    for index, line in enumerate(lines[:FAR]):
        if _is_rule(line) and _is_followed(lines, index, called):
            found = [_misspelt(path, index, line)] if line.rstrip() != RULE else []
            if index:
                found.append(error("FM001", Place(path), *_preceded(lines[:index])))
            return _closed(lines, index + 1, path, called, tuple(found))
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if _is_entry(lines, first, called):
        place, hint = Place(path, first + 1), f"在这一行上面加一行：{RULE}"
        return _closed(lines, first, path, called, (error("FM001", place, f"稿头上面少一行 {RULE}", hint),))
    words = f"开头没有用 {RULE} 围起来的稿头"
    hint = f"第一行写 {RULE}，下面是稿头，写完再来一行 {RULE}；可以照着 showcase new 新建的稿子抄"
    return Opening(None, 1, text, 1, (error("FM001", Place(path), words, hint),))


def _preceded(lines: list[str]) -> tuple[str, str]:
    if not any(line.strip() for line in lines):
        return "稿头前面有空行", f"删掉上面的 {len(lines)} 个空行，让 {RULE} 成为第一行"
    return "稿头前面有别的字", f"把它们移到稿头下面，让 {RULE} 成为第一行"


def _closed(
    lines: list[str], start: int, path: str, called: Collection[str], found: tuple[Finding, ...]
) -> Opening:
    """The front matter that begins at index `start`, up to its rule or to where text begins."""
    end = _where_text_begins(lines, start, called)
    for index in range(start, len(lines)):
        line = lines[index]
        if _is_text(lines, end, index, called):
            break  # what follows is the text, and a rule below it only parts its paragraphs
        if line.rstrip() == RULE:
            return _parted(lines, start, index, index + 1, found)
        begun = any(between.strip() for between in lines[start:index])  # else the first rule stands twice
        if begun and _is_rule(line) and not _is_followed(lines, index, called):
            return _parted(lines, start, index, index + 1, (*found, _misspelt(path, index, line)))
    place = Place(path, min(end + 1, len(lines)))
    where = "在这一行上面加一行" if end < len(lines) else "在最后加一行"
    lacking = error("FM001", place, f"稿头到哪里结束，看不出来：少一行 {RULE}", f"{where}：{RULE}")
    return _parted(lines, start, end, end, (*found, lacking))


def _parted(lines: list[str], start: int, end: int, body: int, found: tuple[Finding, ...]) -> Opening:
    yaml = "\n".join([*lines[start:end], ""])
    return Opening(yaml, start + 1, "\n".join(lines[body:]), body + 1, found)


def _where_text_begins(lines: list[str], start: int, called: Collection[str]) -> int:
    """Index of the first line that belongs to no entry; blank lines before it belong to the text."""
    end = start
    for index in range(start, len(lines)):
        line = lines[index]
        if not line.strip():
            continue
        goes_on = line[0] in " \t\u3000#＃]}］｝" or re.match(r"[-－–—][ \t\u3000]*[{｛\w]", line) is not None
        if not goes_on and not _is_entry(lines, index, called):
            return end
        end = index + 1
    return end


def _is_text(lines: list[str], end: int, index: int, called: Collection[str]) -> bool:
    """Whether paragraphs stand between the last entry and `index`, not just a line without its colon."""
    if end >= index or not _is_rule(lines[index]):
        return False
    between = [line for line in lines[end:index] if line.strip()]
    entries = any(_is_entry(lines, number, called) for number in range(end, index))
    return bool(between) and not entries and (not lines[end].strip() or len(between) > 1)


def _is_entry(lines: list[str], index: int, called: Collection[str]) -> bool:
    match = _ENTRY.match(lines[index]) if index < len(lines) else None
    return match is not None and (match["key"].isascii() or match["key"] in called)


def _is_followed(lines: list[str], index: int, called: Collection[str]) -> bool:
    """Whether an entry stands on the next line, though its author may have indented it."""
    following = [line.lstrip(" \t\u3000") for line in lines[index + 1 : index + 2]]
    return _is_entry(following, 0, called)


def _is_rule(line: str) -> bool:
    return bool(_LIKE_RULE.fullmatch(line)) and len(re.sub(r"\s", "", line)) >= (1 if "—" in line else 2)


def _misspelt(path: str, index: int, line: str) -> Finding:
    return Finding(
        "FM001",
        Severity.ERROR,
        Place(path, index + 1),
        f"这一行应当正好是三个英文短横 {RULE}",
        f"改成：{RULE}",
        line,
        Fix(1, len(line) + 1, RULE),
    )
