"""PHO006, PHO007 and FM013: photos that lie in the folder and stand nowhere, or on a line nobody can read as a photo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from unicodedata import normalize

from showcase.project.finding import Fix, Place, Severity
from showcase.stories.front import PHOTO_SUFFIXES
from showcase.stories.rules.rule import Hit, Rule, Subject
from showcase.typed.meant import BLANK
from showcase.typed.writing import written

_LINE = re.compile(
    r"[ \t\u3000]*[!！][ \t\u3000]*[\[［【](?P<alt>[^\[\]［］【】]*)[\]］】][ \t\u3000]*"
    r"[(（][ \t\u3000]*(?P<file>[^()（）\"“”]+?)[ \t\u3000]*(?:[\"“”](?P<caption>[^\"“”]*)[\"“”])?[ \t\u3000]*[)）][ \t\u3000。]*"
)
_RIGHT = re.compile(r"!\[[^\]]*\]\([^()\s]+(?:[ \t]+\"[^\"]*\")?\)[ \t]*")


def photo_line(alt: str, file: str, caption: str = "") -> str:
    """A photo as it stands in a text."""
    told = f' "{caption}"' if caption else ""
    return f"![{alt}]({file.replace(' ', '%20')}{told})"


def _misspelt(subject: Subject) -> Iterator[Hit]:
    for number, line in enumerate(subject.draft.text.split("\n"), subject.draft.body_line):
        match = _LINE.fullmatch(line)
        if match is None or _RIGHT.fullmatch(line.strip()):
            continue
        if PurePosixPath(match["file"]).suffix.lower() in PHOTO_SUFFIXES:
            right = photo_line(match["alt"].strip(), match["file"].strip(), (match["caption"] or "").strip())
            place, fix = Place(subject.draft.path, number), Fix(1, len(line) + 1, right)
            yield Hit(
                place,
                "这一行是照片，符号却是全角的或多了空格，页面上只会看到一行字",
                f"改成：{right}",
                line,
                fix,
            )


def _in_text(subject: Subject) -> list[str]:
    """The photos the body names, also on a line that cannot be read as one yet."""
    matches = (_LINE.fullmatch(line) for line in subject.draft.text.split("\n"))
    return [
        *(use.file for use in subject.body.photos),
        *(normalize("NFC", m["file"].strip()) for m in matches if m),
    ]


def _unused(subject: Subject) -> Iterator[Hit]:
    draft = subject.draft
    if draft.front is None or draft.front.withdrawn or draft.is_lost("cover") or not subject.body.html:
        return
    used = {draft.front.cover or "", *_in_text(subject)}
    if any(file and file not in draft.photos for file in used):
        return  # a name that nothing has yet may mean the very photo
    for file in draft.photos:
        if file not in used and file not in draft.text:
            message = f"照片 {file} 放在文件夹里，题图和正文都没有用到"
            line = photo_line(f"{BLANK}：看图的人会说的话】", file)
            yield Hit(Place(draft.path), message, f"在正文里加一行：{line}", file)


def _no_cover(subject: Subject) -> Iterator[Hit]:
    draft, front = subject.draft, subject.draft.front
    if front is None or front.cover or front.withdrawn or "cover" in draft.typed or draft.is_lost("cover"):
        return
    shown = next((file for file in _in_text(subject) if file in draft.photos), None)
    if shown:
        message = "正文里有照片，却没有写题图，列表和分享出去的卡片上没有图"
        yield Hit(Place(draft.path), message, f"加一行：cover: {written(shown)}")


RULES = (
    Rule("PHO006", Severity.WARNING, "照片没有用到",
         what="文件夹里的照片，题图或正文里有没有用到。",
         why="没有用到的照片不会出现在网页上，却会一直留在仓库里。多半是忘了写进正文。",
         example="文件夹里有 deng.jpg，正文里没有提到它",
         instead="![面案上方的一盏灯](deng.jpg)", check=_unused),
    Rule("PHO007", Severity.ERROR, "照片的写法里有全角符号",
         what="照片那一行的叹号、方括号、圆括号和引号是不是英文的，中间有没有多余的空格。",
         why="符号是全角的，就不再是照片，读者看到的是一行符号和文件名。",
         example="！【面案上方的一盏灯】（deng.jpg “四点整”）",
         instead='![面案上方的一盏灯](deng.jpg "四点整")', check=_misspelt, allowable=False),
    Rule("FM013", Severity.WARNING, "有照片，没有题图",
         what="正文里有照片的故事，稿头有没有写 cover。",
         why="首页、列表和分享到微信的卡片用的都是题图。没有写，就只有字。",
         example="正文里有 deng.jpg，稿头没有 cover",
         instead="cover: deng.jpg", check=_no_cover),
)  # fmt: skip
