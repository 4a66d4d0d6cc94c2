"""What `check --fix` writes: safe corrections inside index.md, and better names for photo files.

A correction replaces columns of one line and never changes how many lines there are. A photo is renamed
together with every place that names it, or not at all.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from showcase.drafts import MAX_INDEX, split_front_matter
from showcase.fields import read_marked
from showcase.finding import Finding, Fix
from showcase.jail import Jail, Refused
from showcase.rules.passages import GAP
from showcase.story import Draft, FrontMatter
from showcase.strict_yaml import YamlFault, load

_END = re.compile(r"(\r\n|\r|\n)")
PRIVATE_LINE = "（这一行有隐私信息，不显示）"


@dataclass(frozen=True)
class Change:
    """One story folder, before and after; `names` are (old, new) of photo files beside index.md."""

    draft: Draft
    after: bytes
    count: int  # corrections in the text
    names: tuple[tuple[str, str], ...] = ()


def changes(drafts: Iterable[Draft], findings: Iterable[Finding]) -> Iterator[Change]:
    """What the fixes among `findings` make of each story; overlapping ones wait for the next run."""
    by_folder: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.fixable:
            by_folder.setdefault(finding.place.path.rpartition("/")[0], []).append(finding)
    for draft in drafts:
        if draft.slug and (found := by_folder.get(draft.folder)):
            change = _change(draft, found)
            if change.after != draft.source or change.names:
                yield change


def _change(draft: Draft, findings: list[Finding]) -> Change:
    inside = [f for f in findings if f.fix and f.place.path == draft.path]
    names = {f.place.path.rpartition("/")[2]: f.rename for f in findings if f.rename}
    try:
        after, count = corrected(draft.source, inside)
        if not _reads_as_well(draft.source, after):
            after, count = corrected(draft.source, (f for f in inside if f.place.line >= draft.body_line))
        done = []
        for old, new in sorted(names.items()):
            renamed = with_name(after, draft, old, new)
            if renamed is not None and new not in draft.photos and "/" not in new:
                after = renamed
                done.append((old, new))
    except UnicodeDecodeError:  # not UTF-8: nothing in it is corrected
        return Change(draft, draft.source, 0)
    return Change(draft, after, count, tuple(done))


def corrected(source: bytes, findings: Iterable[Finding]) -> tuple[bytes, int]:
    """(`source` with the fixes applied, how many); line ends and a byte order mark stay as they were."""
    parts = _END.split(source.decode("utf-8"))  # line, end, line, end, …
    mark = "\ufeff" if parts[0].startswith("\ufeff") else ""
    parts[0] = parts[0].removeprefix(mark)
    by_line: dict[int, list[Fix]] = {}
    for finding in findings:
        if finding.fix:
            by_line.setdefault(finding.place.line, []).append(finding.fix)
    count = 0
    for number, fixes in by_line.items():
        index = 2 * (number - 1)
        if 0 <= index < len(parts):
            for fix in reversed(_compatible(fixes, len(parts[index]))):
                line = parts[index]
                parts[index] = line[: fix.start - 1] + fix.text + line[fix.end - 1 :]
                count += parts[index] != line
    return (mark + "".join(parts)).encode(), count


def _compatible(fixes: Collection[Fix], length: int) -> list[Fix]:
    """Those that fit the line and do not meet one before them, from left to right."""
    chosen: list[Fix] = []
    for fix in sorted(set(fixes), key=lambda f: (f.start, f.end, f.text)):
        fits = 1 <= fix.start <= fix.end <= length + 1 and GAP not in fix.text
        one_line = fix.text.isprintable() or fix.text == "\u3000"
        if fits and one_line and (not chosen or _is_after(fix, chosen[-1])):
            chosen.append(fix)
    return chosen


def _is_after(fix: Fix, earlier: Fix) -> bool:
    return fix.start >= earlier.end and fix.start > earlier.start


def _reads_as_well(before: bytes, after: bytes) -> bool:
    """Whether a correction left the front matter at least as readable: a colon or quote may be YAML's own."""

    def faults(source: bytes) -> int:
        text = source.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        yaml, _, _ = split_front_matter(text)
        return len(read_marked(FrontMatter, yaml, "", "FM002")[1]) if yaml is not None else 0

    return before == after or faults(after) <= faults(before)


def with_name(source: bytes, draft: Draft, old: str, new: str) -> bytes | None:
    """`source` with `new` wherever it names the photo `old`; None when a place still would name `old`."""
    parts = _END.split(source.decode("utf-8"))
    mark = "\ufeff" if parts[0].startswith("\ufeff") else ""
    parts[0] = parts[0].removeprefix(mark)
    lines = parts[::2]
    for line, start, end in sorted(set(_named(draft, lines, old)), reverse=True):
        lines[line] = lines[line][:start] + new + lines[line][end:]
    for index in range(min(draft.body_line - 1, len(lines)), len(lines)):
        lines[index] = _in_links(lines[index], old, new)
    parts[::2] = lines
    after = (mark + "".join(parts)).encode()
    text = after.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    yaml, _, _ = split_front_matter(text)
    return None if yaml is not None and _names_it(yaml, old) else after


def _named(draft: Draft, lines: list[str], old: str) -> Iterator[tuple[int, int, int]]:
    """(line index, start, end) of the name in `cover`, in `allow` and as a key of `photos`."""
    for path, (line, column) in draft.marks.items():
        at = line - 1
        if path == ("cover",) or (path[:1] == ("allow",) and path[-1] == "at"):
            if draft.value_at(path) == old and (found := lines[at].find(old, column - 1)) >= 0:
                yield at, found, found + len(old)
        elif path == ("photos", old):
            for index in range(at, max(at - 3, -1), -1):  # the value may begin below its key
                found = lines[index].rfind(old, 0, column - 1 if index == at else len(lines[index]))
                if found >= 0:
                    yield index, found, found + len(old)
                    break


def _names_it(yaml: str, old: str) -> bool:
    try:
        value = load(yaml).value
    except YamlFault:
        return old in yaml
    if not isinstance(value, Mapping):
        return old in yaml
    photos = value.get("photos")
    return value.get("cover") == old or (isinstance(photos, Mapping) and old in photos)


def _in_links(line: str, old: str, new: str) -> str:
    """The name as the target of a photo or link: as typed, encoded as in an address, with or without ./"""
    spelled = "".join(f"(?:{re.escape(c)}|(?i:{_encoded(c)}))" for c in old)
    target = re.compile(rf"(\]\(\s*<?(?:\./)?){spelled}(?=[\s>)#])")
    return target.sub(lambda match: match[1] + new.replace(" ", "%20"), line)


def _encoded(character: str) -> str:
    return "".join(f"%{byte:02x}" for byte in character.encode())


def write(jail: Jail, change: Change) -> None:
    """Renames the photos, then replaces index.md in one step.

    Raises:
        Refused: a file is no plain one any more, or has changed since it was read.
    """
    parts = change.draft.folder.split("/")
    if jail.read(*parts, "index.md", limit=MAX_INDEX) != change.draft.source:
        raise Refused("文件在检查以后又改过")
    for old, new in change.names:
        jail.rename(*parts, old=old, new=new)
    if change.after != change.draft.source:
        jail.replace(*parts, "index.md", data=change.after)


def shown_lines(change: Change, private: Collection[tuple[str, int]]) -> tuple[list[str], list[str]]:
    """index.md before and after, line by line, without what is shown to nobody."""
    before, after = (
        _END.sub("\n", source.decode("utf-8-sig", "replace")).split("\n")
        for source in (change.draft.source, change.after)
    )
    for number in range(1, len(before) + 1):
        if (change.draft.path, number) in private:
            same = before[number - 1] == after[number - 1]
            before[number - 1] = PRIVATE_LINE
            after[number - 1] = PRIVATE_LINE + ("" if same else "，已改")
    return before, after


def difference(change: Change, private: Collection[tuple[str, int]], context: int = 1) -> list[str]:
    """A unified diff of index.md, one line an item, without line ends."""
    before, after = shown_lines(change, private)
    path = change.draft.path
    return list(difflib.unified_diff(before, after, f"改前 {path}", f"改后 {path}", n=context, lineterm=""))
