"""FM020: nobody is written about by name who stands in no `people`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from showcase.project.finding import Severity
from showcase.stories.rules.consent import is_asked, names_of
from showcase.stories.rules.named import Named, named
from showcase.stories.rules.passages import Passage
from showcase.stories.rules.rule import Hit, Rule, Subject
from showcase.stories.story import Draft
from showcase.typed.writing import inline

_GROUPS = ("组", "班", "队", "部", "科", "处", "室", "岗", "站", "中心", "食堂", "集体", "全体", "团队")
_ENTRY = {"role": "【待填：岗位】", "consent": "【待填：signed、team 或 not-needed】"}


def _nameless(subject: Subject) -> Iterator[Hit]:
    """The first place of each name that nobody in `people` bears."""
    draft = subject.draft
    if not is_asked(draft):
        return
    known = names_of(draft)
    found: dict[str, tuple[Named, Passage]] = {}
    for passage in subject.passages:
        if passage.kind in ("title", "summary", "body"):
            for one in named(passage.text):
                if not _is_known(one, known):
                    found.setdefault(one.words, (one, passage))
    for words, (one, passage) in found.items():
        where, line = _line(draft, list(found), words)
        yield Hit(
            passage.place(one.start),
            f"写到了“{words}”，people 里没有",
            f"写谁先问谁：同意写出来，记进 people，填上岗位和同意的方式；不同意的改称岗位。{where}：{line}",
            words,
        )


def _is_known(one: Named, people: Iterable[str]) -> bool:
    """Whether it may be one of them: 王师傅 and 小王 may be 王建国, 李建国 is not."""
    for person in people:
        if one.words in person or (len(one.name) > 1 and one.name in person):
            return True
        titled = next(iter(named(person)), None)
        own = titled.name if titled else "" if person.endswith(_GROUPS) else person
        shorter, longer = sorted((one.name, own), key=len)
        if shorter and longer.startswith(shorter):
            return True
    return False


def _line(draft: Draft, names: list[str], own: str) -> tuple[str, str]:
    """(what to do, the line) that puts `own` into `people`; where one line holds them, all `names`."""
    people = draft.typed.get("people")
    entries = [{"name": name} | _ENTRY for name in names]
    if not isinstance(people, list) or not people:
        return ("把 people 改成" if "people" in draft.typed else "在稿头加一行"), f"people: {inline(entries)}"
    sheet = draft.sheet
    if not sheet.opens(("people",)):
        added = sheet.cure(sheet.added(("people",), inline({"name": own} | _ENTRY)))
        return "在 people 下面加一行", added.text if added else ""
    longer = sheet.cure(sheet.added(("people",), ", ".join(map(inline, entries))))
    if longer and sheet.is_on_one_line(("people",)):
        return "把这一行改成", longer.text
    return "把 people 改成", f"people: {inline([*people, *entries])}"


RULES = (
    Rule(
        "FM020",
        Severity.WARNING,
        "写到的人不在 people 里",
        what="标题、提要和正文里像是人名的地方（王师傅、李桂兰说、保洁员赵敏、名叫张伟），people 里有没有这个人。历史人物和公众人物不算。",
        why="名字和脸一样，要本人同意才写出来（《个人信息保护法》第十三条、第二十五条）。people 是查证的名单：谁、什么岗位、怎么同意的。"
        "程序只认字面，可能认错；认错的可以放行。",
        example="王师傅把面团翻了一遍。",
        instead="people: [{name: 王师傅, role: 一食堂面点岗, consent: signed}]",
        check=_nameless,
    ),
)
