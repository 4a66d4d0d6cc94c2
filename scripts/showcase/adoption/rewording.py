"""The old owner's names, departments and keys in a text → the new one's, where no judgement is needed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from showcase.brand.organisation import Department

SURE = 4  # letters of a word that is exchanged without asking; 后勤 alone may mean anything
PAPER = "《[^《》]*》"  # a document's title: another house has none of that name
ENTRY = re.compile(r"(?m)^(?=[ \t]*- )")  # where an entry of a list begins
DIGITS = "〇一二三四五六七八九十"


@dataclass(frozen=True)
class Wording:
    """`names`: word → word. `heirs`: department key → key; the departments as they were and as they are, by key."""

    names: Mapping[str, str]
    heirs: Mapping[str, str]
    old: Mapping[str, Department]
    new: Mapping[str, Department]
    cultures: Mapping[str, str]  # the folder of a culture page that was → the one it becomes, "" when gone
    pages: Mapping[str, str]  # key of a new department → the folder of its culture page
    houses_counted: Mapping[str, str]  # 六种文化 → 五种文化, 六个部门 → 四个部门
    motto_counted: Mapping[str, str]  # 六个字 → 八个字, where the motto is spoken of
    papers: Sequence[str]  # documents of the old owner; what a line says of them is true of nobody else

    def reworded(self, text: str, *, entries: bool = False) -> str:
        """`text` in the new words; in a list of entries (YAML) no department takes what was another's."""
        text = self._keys(self._links(text), entries=entries)
        parts = ENTRY.split(text) if entries else text.splitlines(keepends=True)
        return "".join(self._part(part) for part in parts)

    def _part(self, part: str) -> str:
        """A line of a page, or a whole entry of a list: what it speaks of may be said on another of its lines."""
        told = self.motto_counted if "部训" in part else {}
        lines = part.split("\n")
        return "\n".join(
            line
            if self._quotes(line)
            else exchanged(exchanged(exchanged(line, self._rows), self._words), told)
            for line in lines
        )

    def _quotes(self, line: str) -> bool:
        return any(paper in line for paper in self.papers)

    @cached_property
    def _words(self) -> Mapping[str, str]:
        words = {old: new for old, new in self.names.items() if len(old) >= SURE}
        return {**words, **self.houses_counted}

    @cached_property
    def _rows(self) -> Mapping[str, str]:
        """Lists of all departments, as they are written in pages and forms."""
        if len(self.old) < 2:
            return {}
        return {
            _row(form, join, self.old): _row(form, join, self.new)
            for join in ("、", ", ", "，", " / ")
            for form in ("{label}", "{name}", "{culture}", "`{key}` {label}", "{key} {label}", "{key}")
        }

    def _links(self, text: str) -> str:
        folders = "|".join(map(re.escape, sorted(self.cultures, key=len, reverse=True)))
        if not folders:
            return text
        link = rf"\[[^\[\]]*\]\((?P<up>(?:\.\./)*)(?:{folders})/index\.md\)"
        run = re.compile(rf"{link}(?:(?P<join>[、，,· ]+){link.replace('?P<up>', '?:')})+")
        text = run.sub(self._run, text)
        typed = re.compile(rf"(?<=\bpage: )({folders})(?=[#/,}}\s])")
        text = typed.sub(lambda m: self.cultures[m[1]] or m[1], text)
        one = re.compile(rf"(?<=\()((?:\.\./)*)({folders})(?=/index\.md\))")
        return one.sub(lambda m: m[1] + (self.cultures[m[2]] or m[2]), text)

    def _run(self, match: re.Match[str]) -> str:
        if all(new == old for old, new in self.cultures.items()):
            return match[0]
        links = (
            f"[{department.label}]({match['up']}{self.pages[key]}/index.md)"
            for key, department in self.new.items()
            if key in self.pages
        )
        return str(match["join"]).join(links)

    def _keys(self, text: str, *, entries: bool) -> str:
        """Keys of departments in commands, links and examples; a block of a department that is gone goes with it."""
        keys = "|".join(map(re.escape, self.old))
        first = next(iter(self.new))
        lost = "|".join(re.escape(key) for key in self.old if key not in self.heirs)
        if lost:
            text = re.sub(
                rf"(?m)^<!-- block: [a-z-]+ (?:department|unit)=(?:{lost})\b[^\n]*-->\n\n?", "", text
            )
        typed = re.compile(rf"((?:--department |department: ?|department=|unit=))({keys})\b")
        text = typed.sub(lambda m: m[1] + self.heirs.get(m[2], m[2] if entries else first), text)
        linked = re.compile(rf"(\[[^\[\]]*\]\((?:\.\./)*)?(topics/department/)({keys})(?=/)")
        return linked.sub(self._linked, text)

    def _linked(self, match: re.Match[str]) -> str:
        """A link to a department's stories, with the name it has now in its words."""
        old = match[3]
        heir = self.heirs.get(old, old)
        words = match[1] or ""
        if heir in self.new:
            words = words.replace(self.old[old].label, self.new[heir].label)
        return f"{words}{match[2]}{heir}"


def _row(form: str, join: str, departments: Mapping[str, Department]) -> str:
    return join.join(
        form.format(key=key, label=d.label, name=d.name, culture=d.culture) for key, d in departments.items()
    )


def exchanged(text: str, words: Mapping[str, str]) -> str:
    """Each word for its other, the longest first, titles of documents untouched."""
    if not any(word in text for word in words):
        return text
    every = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.sub(f"{PAPER}|{every}", lambda match: words.get(match[0], match[0]), text)


def counted(old: int, new: int, what: str) -> dict[str, str]:
    """{六种文化: 五种文化}; nothing when the number stays."""
    return {} if old == new else {f"{numeral(old)}{what}": f"{numeral(new)}{what}"}


def numeral(number: int) -> str:
    """Up to 99, as it is said: 六, 十二, 二十."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones or not head else "")


def letters(words: Iterable[str]) -> int:
    return sum(map(len, words))
