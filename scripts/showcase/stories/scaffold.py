"""A new story folder with blanks to fill in."""

from __future__ import annotations

import datetime as dt
import errno
import re
import unicodedata
from collections.abc import Mapping

import budoux
from pypinyin import lazy_pinyin
from pypinyin.seg.mmseg import seg

from showcase.brand.organisation import Organisation
from showcase.project.errors import MachineError, ProjectError, fault
from showcase.project.folder import Project, judgement
from showcase.project.jail import Closed, Jail, Refused
from showcase.stories.front import Title
from showcase.stories.story import YEAR
from showcase.stories.word.days import Happened
from showcase.stories.word.editing import Copy
from showcase.typed.fields import Typed, read_typed
from showcase.typed.meant import BLANK
from showcase.typed.strict_yaml import NOT_TEXT
from showcase.typed.writing import written

LONGEST = 40  # characters of a slug; it is read aloud and typed from paper
NAMELESS = "gushi"  # 故事: for a title without a letter, digit or Han

_RUNS = re.compile(r"[a-z0-9]+|[\u3400-\u9fff\U00020000-\U000323af]+")

TEMPLATE = """---
# 两行 --- 之间是稿头，每行是“键: 值”，冒号是英文的，后面空一格。# 开头的是说明，可以删。
# 带【】的地方都要填，连【】一起换掉。

# 标题，4 到 32 个字
title: {title}

# 事情发生的日子，年份要和文件夹一致{day_notes}
date: {date}

# 部门：{departments}
department: {department}

# 栏目：{series_known}
series: {series}

# 一句话提要，不超过 120 个字
summary: {blank}：一句话说清这个故事】

# 主题，可以写几个：{themes}
themes: []

# 文字和照片各由谁提供
credits: {{text: {credit_text}, photo: {credit_photo}}}

# 写到、拍到的人或班组。有人时去掉下面两行的 #。
# consent：signed 本人签了授权书，team 全组同意，not-needed 没有拍到脸
# people:
#   - {{name: 早餐班组, role: 一食堂, consent: team}}

{pictures}

# 三审由编辑填。审完以后去掉 #。
# review: {{first: {blank}：初审人的姓名】, second: {blank}：复审人的姓名】, final: {blank}：终审人的姓名】, date: {blank}：审完的日子】}}
---

{body}"""

CHOICE = f"{BLANK}：上一行里选一个英文词】"
CONSENT = f"{BLANK}：signed、team 或 not-needed】"

NO_PICTURES = f"""# 题图和照片，放在这个文件夹里。有照片时去掉下面三行的 #，换成真的文件名，一张照片一行。
# 题图在正文开头也放一次，写上替代文字和图注，页面只显示一次。
# cover: deng.jpg
# photos:
#   deng.jpg: {{consent: {CONSENT}}}"""

PICTURES = """# 题图。正文里也有它，页面只显示一次。
cover: {cover}

# 每张照片里的人是否同意：signed 本人签了授权书，team 全组同意，not-needed 没有拍到脸。
# 别人拍的，在 consent 前面加上 credit: 谁拍的，用英文逗号隔开。
photos:
{photos}"""

BODY = f"""{BLANK}：第一句。从一个地方、一个时刻开头，例如：五点二十，蒸箱的门第一次打开。】

{BLANK}：接着写。写动作，少写形容词；留一句原话；每段有一样能看见、能数的东西。全文 600 到 1000 字。】

{BLANK}：照片。单独占一行，写成 `![看图的人会说的话](deng.jpg "图注")`。没有照片就删掉这一段。】
"""

NO_COPY = Copy("", BODY)


def _year(when: Happened) -> str:
    """The folder; where no year is known, that of the day of judgement, until the day is filled in."""
    return str(when.day.year if when.day else when.year or judgement(None).day.year)


def moving(path: str) -> str:
    """What to do with the folder of a story whose day is not known."""
    year, name = path.split("/")[1:3]
    return f"先放在 stories/{year}/ 里；是别的年份的，填好日子，再把文件夹 {name} 移到 stories/ 下那一年的文件夹里。"


def slug_of(title: str) -> str:
    """`title` as a folder name: pinyin by words, ASCII, at most `LONGEST` characters, never empty.

    凌晨四点的灯 → lingchen-sidian-de-deng. Readings follow the words (银行行长 → yinhang-hangzhang).
    """
    plain = unicodedata.normalize("NFKC", title).lower()
    words = [word for run in _RUNS.findall(plain) for word in _words(run)]
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return slug or NAMELESS


def _words(run: str) -> list[str]:
    if run.isascii():
        return [run]
    # budoux cuts phrases but also inside words it does not know; pypinyin's words are whole but few.
    inside: set[int] = set()
    at = 0
    for word in seg.cut(run):
        inside.update(range(at + 1, at + len(word)))
        at += len(word)
    words, at, start = [], 0, 0
    for phrase in budoux.load_default_simplified_chinese_parser().parse(run):
        at += len(phrase)
        if at not in inside:
            words.append(run[start:at])
            start = at
    syllables = iter(_readings(run))
    spelt = ("".join(next(syllables) for _ in word) for word in words)
    return [word for word in spelt if word]


def _readings(run: str) -> list[str]:
    """One a character, "" for one that has none."""
    found = lazy_pinyin(run, errors=lambda unknown: [""] * len(unknown))  # type: ignore[arg-type, return-value]
    return [re.sub(r"[^a-z]", "", syllable) for syllable in found]


def draft_text(
    title: str, when: Happened, department: str, series: str, organisation: Organisation, copy: Copy = NO_COPY
) -> str:
    """index.md with its blanks; what is not known stays one. `title` is what stands after its key, as YAML."""

    def known(entries: dict[str, str]) -> str:
        return "、".join(f"{key} {label}" for key, label in entries.items())

    def credit(name: str, whose: str) -> str:
        return written(name, flow=True) if name else f"{BLANK}：{whose}】"

    departments = {key: entry.label for key, entry in organisation.departments.items()}
    files = [name for name, _ in copy.photos]
    notes = "\n".join(f"  {written(name, flow=True)}: {{consent: {CONSENT}}}" for name in files)
    return TEMPLATE.format(
        title=title,
        date=when.day.isoformat() if when.day else f"{BLANK}：写成 2026-03-05 的样子】",
        day_notes="".join(f"\n# {note}" for note in when.notes),
        departments=known(departments),
        department=department or CHOICE,
        series=series or CHOICE,
        series_known=known({key: entry.label for key, entry in organisation.series.items()}),
        themes="、".join(organisation.themes.values()),
        credit_text=credit(copy.credits.text, "供稿单位"),
        credit_photo=credit(copy.credits.photo, "供图单位"),
        pictures=PICTURES.format(cover=files[0], photos=notes) if files else NO_PICTURES,
        body=copy.body,
        blank=BLANK,
    )


def new_story(
    project: Project,
    organisation: Organisation,
    title: str,
    day: dt.date | None,
    department: str = "",
    series: str = "",
) -> str:
    """Writes stories/<year>/<slug>/index.md and returns its path, relative to the root.

    An existing folder is never touched: the next free of slug, slug-2, slug-3 is taken.

    Raises:
        ProjectError: the title does not fit a story, there is no such department or series, or stories/ or
            the year's folder is a link.
        MachineError: the folder cannot be written.
    """
    title = title.strip()
    check_choices(organisation, day, department, series)
    if title.lower() in NOT_TEXT:
        raise ProjectError("标题不能空着，也不能只写 true、null 一类的词")
    if BLANK in title:
        raise ProjectError("标题不合要求：不能带【待填】")
    if fault := _title_fault(written(title)):
        raise ProjectError(f"标题不合要求：{fault}")
    when = Happened(day)
    text = draft_text(written(title), when, department, series, organisation)
    return _written(project, _year(when), slug_of(title), {"index.md": text.encode()})


def imported_story(
    project: Project,
    organisation: Organisation,
    copy: Copy,
    when: Happened,
    department: str = "",
    series: str = "",
) -> tuple[str, int]:
    """Writes a story folder of `copy`, photos and all; (path of its index.md, blanks to fill).

    A title no story may have becomes a blank that shows the words found. As `new_story` in all else.
    """
    check_choices(organisation, when.day, department, series)
    title = written(copy.title)
    if copy.title.lower() in NOT_TEXT or BLANK in copy.title or _title_fault(title):
        title = _title_blank(copy.title)
    text = draft_text(title, when, department, series, organisation, copy)
    files = {**dict(copy.photos), "index.md": text.encode()}
    return _written(project, _year(when), slug_of(copy.title), files), _blanks(text)


def _title_blank(found: str) -> str:
    words = re.sub(r"[<>【】\s]+", " ", found).strip()
    shown = f"，原稿里是“{words[:60]}{'……' if len(words) > 60 else ''}”" if words else ""
    return written(f"{BLANK}：标题，4 到 32 个字{shown}】")


class _Titled(Typed):
    title: Title


def _title_fault(title: str) -> str:
    """What is wrong with the title, given as YAML; else nothing."""
    _, findings = read_typed(_Titled, f"title: {title}\n", "稿头", "FM002")
    return findings[0].message.removeprefix("title：") if findings else ""


def _blanks(text: str) -> int:
    """How many there are to fill; those in comments wait until somebody needs them."""
    return sum(line.count(BLANK) for line in text.split("\n") if not line.startswith("#"))


def check_choices(organisation: Organisation, day: dt.date | None, department: str, series: str) -> None:
    """Raises ProjectError unless a story may have these."""
    _choose("部门", department, {key: entry.label for key, entry in organisation.departments.items()})
    _choose("栏目", series, {key: entry.label for key, entry in organisation.series.items()})
    if day and not YEAR.fullmatch(str(day.year)):
        raise ProjectError("日期的年份要在 1900 到 2099 之间")


def _choose(what: str, key: str, known: dict[str, str]) -> None:
    if key and key not in known:
        choices = "、".join(f"{name}（{label}）" for name, label in known.items())
        raise ProjectError(f"没有“{key}”这个{what}；可以写 {choices}")


def _written(project: Project, year: str, slug: str, files: Mapping[str, bytes]) -> str:
    """The path of the folder's index.md. The folder appears whole or not at all, and behind no link."""
    jail = Jail(project.root)
    try:
        jail.make("stories")
        jail.make("stories", year)
        taken = {entry.name.casefold() for entry in jail.entries("stories", year)}
        names = (slug, *(f"{slug}-{number}" for number in range(2, 1000)))
        name = next((name for name in names if name not in taken), "")
        if not name:
            raise ProjectError(f"stories/{year}/ 里叫 {slug} 的文件夹太多了，请换一个标题")
        jail.add("stories", year, name, files=files)
    except Closed as err:
        raise MachineError(f"写不进 stories/{year}/：{err}") from err
    except Refused as err:  # a link stands there
        raise ProjectError(f"stories/ 或 stories/{year} 不是文件夹，或是一个链接，没有写入") from err
    except OSError as err:
        if err.errno in (errno.EEXIST, errno.ENOTEMPTY):
            raise ProjectError(f"stories/ 或 stories/{year} 刚被别人动过，请再试一次") from err
        raise MachineError(f"写不进 stories/{year}/：{fault(err)}") from err
    return f"stories/{year}/{name}/index.md"
