"""What `check --fix` writes: safe corrections inside index.md, and better names for photo files.

A correction replaces columns of one line, or adds line breaks to it. A photo is renamed together with every
place that names it, or not at all. While nobody can tell where the front matter ends, nothing is corrected but that.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from showcase.project.finding import Finding, Fix
from showcase.project.jail import Jail, Refused
from showcase.stories.drafts import MAX_INDEX, split_front_matter
from showcase.stories.front import FrontMatter
from showcase.stories.renaming import with_name
from showcase.stories.rules.passages import GAP
from showcase.stories.story import Draft
from showcase.typed.fields import read_marked
from showcase.typed.strict_yaml import entry_lines, load_entries

_END = re.compile(r"(\r\n|\r|\n)")
PRIVATE_LINE = "（这一行有隐私信息，不显示）"


@dataclass(frozen=True)
class Lines:
    """A file's lines; each keeps its place in `texts` though a correction may have made several of it."""

    texts: tuple[str, ...]
    ends: tuple[str, ...]
    mark: str = ""  # the byte order mark, where there is one

    @property
    def source(self) -> bytes:
        usual = self.ends[0] if self.ends else "\n"
        whole = (
            text.replace("\n", usual) + end for text, end in zip(self.texts, (*self.ends, ""), strict=True)
        )
        return (self.mark + "".join(whole)).encode()


def lines_of(source: bytes) -> Lines:
    """Raises UnicodeDecodeError: it is not UTF-8."""
    text = source.decode("utf-8")
    parts = _END.split(text.removeprefix("\ufeff"))
    return Lines(tuple(parts[::2]), tuple(parts[1::2]), "\ufeff" if text.startswith("\ufeff") else "")


@dataclass(frozen=True)
class Change:
    """One story folder, before and after; `names` are (old, new) of photo files beside index.md."""

    draft: Draft
    after: bytes
    count: int  # corrections in the text
    names: tuple[tuple[str, str], ...] = ()
    texts: tuple[str, ...] = field(default=(), repr=False)  # what became of each line


def changes(drafts: Iterable[Draft], findings: Iterable[Finding]) -> Iterator[Change]:
    """What the fixes among `findings` make of each story; overlapping ones wait for the next run."""
    by_folder: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.fixable:
            by_folder.setdefault(finding.place.path.rpartition("/")[0], []).append(finding)
    for draft in drafts:
        if draft.slug and (found := by_folder.get(draft.folder)):
            try:
                change = _change(draft, found)
            except UnicodeDecodeError:  # not UTF-8: nothing in it is corrected
                continue
            if change.after != draft.source or change.names:
                yield change


def _change(draft: Draft, findings: list[Finding]) -> Change:
    inside = [f for f in findings if f.fix and f.place.path == draft.path]
    names = {f.place.path.rpartition("/")[2]: f.rename for f in findings if f.rename}
    if not draft.has_clear_end:
        inside, names = [f for f in inside if f.code == "FM001"], {}
    before = lines_of(draft.source)
    after, count = _corrected(before, inside)
    if draft.has_clear_end and not _reads_as_well(before, after):
        after, count = _corrected(before, (f for f in inside if f.place.line >= draft.body_line))
    done = []
    for old, new in sorted(names.items()):
        renamed = with_name(after.texts, old, new)
        if renamed is not None and new not in draft.photos and "/" not in new:
            after = replace(after, texts=tuple(renamed))
            done.append((old, new))
    return Change(draft, after.source, count, tuple(done), after.texts)


def corrected(source: bytes, findings: Iterable[Finding]) -> tuple[bytes, int]:
    """(`source` with the fixes applied, how many); line ends and a byte order mark stay as they were."""
    after, count = _corrected(lines_of(source), findings)
    return after.source, count


def _corrected(before: Lines, findings: Iterable[Finding]) -> tuple[Lines, int]:
    by_line: dict[int, list[Fix]] = {}
    for finding in findings:
        if finding.fix:
            by_line.setdefault(finding.place.line, []).append(finding.fix)
    texts, count = list(before.texts), 0
    for number, fixes in by_line.items():
        if 0 < number <= len(texts):
            for fix in reversed(_compatible(fixes, len(texts[number - 1]))):
                line = texts[number - 1]
                texts[number - 1] = line[: fix.start - 1] + fix.text + line[fix.end - 1 :]
                count += texts[number - 1] != line
    return replace(before, texts=tuple(texts)), count


def _compatible(fixes: Collection[Fix], length: int) -> list[Fix]:
    """Those that fit the line and do not meet one before them, from left to right."""
    chosen: list[Fix] = []
    for fix in sorted(set(fixes), key=lambda f: (f.start, f.end, f.text)):
        fits = 1 <= fix.start <= fix.end <= length + 1 and GAP not in fix.text
        allowed = fix.text.isprintable() or fix.text == "\u3000" or not fix.text.strip("\n")
        if fits and allowed and (not chosen or _is_after(fix, chosen[-1])):
            chosen.append(fix)
    return chosen


def _is_after(fix: Fix, earlier: Fix) -> bool:
    return fix.start >= earlier.end and fix.start > earlier.start


def _reads_as_well(before: Lines, after: Lines) -> bool:
    """Whether the front matter is at least as readable, and what was not touched still reads the same."""
    if before == after:
        return True
    old, new = ("\n".join(lines.texts) for lines in (before, after))
    (yaml, _, _), (mended, _, _) = split_front_matter(old), split_front_matter(new)
    if yaml is None or mended is None:
        return yaml is None
    faults = [len(read_marked(FrontMatter, text, "", "FM002").findings) for text in (yaml, mended)]
    touched = {n for n, (a, b) in enumerate(zip(before.texts[1:], after.texts[1:], strict=True), 1) if a != b}
    return faults[1] <= faults[0] and _keeps(yaml, mended, touched)


def _keeps(yaml: str, mended: str, touched: set[int]) -> bool:
    """Whether every entry none of whose lines was touched has the value it had; an empty one may have gained one."""
    old, new = load_entries(yaml)[0].value, load_entries(mended)[0].value
    if not isinstance(old, dict) or not isinstance(new, dict):  # one text: nothing could be read before
        return not isinstance(old, dict)
    lines = yaml.split("\n")
    for first, last in entry_lines(yaml):
        key = lines[first - 1].partition(":")[0].strip("\"' ")
        if old.get(key) and not touched & set(range(first, last + 1)) and new.get(key) != old[key]:
            return False
    return True


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
    typed = lines_of(change.draft.source).texts
    before, after = [], []
    for number, (old, new) in enumerate(zip(typed, change.texts or typed, strict=True), 1):
        if (change.draft.path, number) in private:
            before.append(PRIVATE_LINE)
            after.append(PRIVATE_LINE + ("" if old == new else "，已改"))
        else:
            before.append(old)
            after += new.split("\n")
    return before, after


def difference(change: Change, private: Collection[tuple[str, int]], context: int = 1) -> list[str]:
    """A unified diff of index.md, one line an item, without line ends."""
    before, after = shown_lines(change, private)
    path = change.draft.path
    return list(difflib.unified_diff(before, after, f"改前 {path}", f"改后 {path}", n=context, lineterm=""))
