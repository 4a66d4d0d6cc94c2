"""The questions of `showcase adopt`, one by one, each answer looked at before the next."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from pydantic import TypeAdapter, ValidationError

from showcase.adoption.answers import (
    Answers,
    ColourAnswer,
    DepartmentAnswer,
    EmblemAnswer,
    MottoAnswer,
    SiteAnswer,
)
from showcase.adoption.colours import Shade, failures, repainted
from showcase.brand.organisation import Key, Names, Organisation
from showcase.brand.tokens import Hex, Tokens
from showcase.commands.terminal import err
from showcase.project.errors import ProjectError
from showcase.typed.fields import Name

Check = Callable[[str], str]  # the value that was meant; raises ValueError, in Chinese


def fits(kind: Any) -> Check:
    """What our own type takes."""
    adapter: TypeAdapter[str] = TypeAdapter(kind)

    def check(text: str) -> str:
        try:
            return adapter.validate_python(text)
        except ValidationError as error:
            raise ValueError(error.errors()[0].get("ctx", {}).get("error", "写法不对")) from None

    return check


_name, _key, _hex = fits(Name), fits(Key), fits(Hex)


def ask(organisation: Organisation, tokens: Tokens, folder: Path) -> Answers:
    """The answers of whoever sits there.

    Raises:
        ProjectError: nobody answers to the end; nothing was written.
    """
    try:
        return Answers.model_validate(
            {
                "names": _names(organisation),
                "site": _site(tokens),
                "departments": _departments(organisation),
                "motto": _motto(),
                "colours": _colours(tokens),
                "emblem": _emblem(folder, tokens),
                "site_url": _one("网站上线后的完整地址，以 / 结尾；还没有就留空", check=_address, empty=True),
                "remove_samples": "true" if _yes("把示例故事和示例条目删掉吗", default=True) else "false",
            }
        )
    except (click.Abort, EOFError):
        raise ProjectError("没有答完，什么都没有写；也可以把回答写进文件，用 --answers 给出") from None


def _names(organisation: Organisation) -> Names:
    err.print("先是名称。方括号里是现在的。", style="bold")
    return Names(
        university=_one("学校的全称", organisation.names.university),
        full=_one("单位的全称，带上学校", organisation.names.full),
        short=_one("单位的简称，不带学校", organisation.names.short),
        english=_one("单位的英文名，带上学校", organisation.names.english),
    )


def _site(tokens: Tokens) -> SiteAnswer:
    return SiteAnswer(
        name=_one("网站的名称", tokens.names.site), tagline=_one("首页的一句话", tokens.names.tagline)
    )


def _departments(organisation: Organisation) -> dict[str, DepartmentAnswer]:
    err.print("部门，一个一个来；键是英文小写，会进入网址，以后不改。留空就结束。", style="bold")
    found: dict[str, DepartmentAnswer] = {}
    while True:
        key = _one("部门的键，例如 catering", check=_key, empty=bool(found))
        if not key:
            return found
        was = organisation.departments.get(key)
        label = _one("  两三个字的叫法", was.label if was else "")
        name = _one("  正式的名称", was.name if was else f"{label}中心")
        culture = _one("  它的文化叫什么", was.culture if was else f"{label}文化")
        found[key] = DepartmentAnswer(
            label=label, name=name, culture=culture, was=_predecessor(organisation, found, key)
        )


def _predecessor(organisation: Organisation, found: dict[str, DepartmentAnswer], key: str) -> str | None:
    """Whose page becomes this department's; a department that keeps its key keeps its page."""
    taken = {one.was or name for name, one in found.items()}
    left = {name: one.label for name, one in organisation.departments.items() if name not in taken}
    if key in organisation.departments or not left:
        return None

    def check(text: str) -> str:
        if text not in left:
            raise ValueError(f"可以写 {'、'.join(left)}，或留空")
        return text

    choices = "、".join(f"{name} {label}" for name, label in left.items())
    return _one(f"  接着用原来哪个部门的网页（{choices}）；留空就新写一页", check=check, empty=True) or None


def _motto() -> MottoAnswer:
    words = _one("部训，词和词之间用顿号，例如 勤谨、守时", check=_motto_words)
    adopted = _yes("  部训已经定稿了吗", default=False)
    source = _one("  出自哪里；不知道就留空", "", empty=True)
    return MottoAnswer(
        words=tuple(words.split("、")), status="adopted" if adopted else "proposed", source=source
    )


def _address(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/]+/(?:\S*/)?", text):
        raise ValueError("写完整的地址，以 / 结尾，例如 https://www.example.edu.cn/houqin/")
    return text


def _motto_words(text: str) -> str:
    found = [word for word in re.split(r"[、，, \u3000]+", text) if word]
    if not 1 <= len(found) <= 6:
        raise ValueError("写 1 到 6 个词")
    return "、".join(map(_name, found))


def _colours(tokens: Tokens) -> dict[str, ColourAnswer]:
    chosen: dict[str, ColourAnswer] = {}
    for name, what in (("brand", "主色"), ("accent", "点缀色")):
        old = tokens.colour[name]
        light = _one(f"{what}，写成 {old.light} 的样子", old.light, _hex)
        if light == old.light:
            continue
        label = _one("  这种颜色叫什么", "")
        chosen[name] = _legible(tokens, chosen, name, ColourAnswer(light=light, label=label))
    return chosen


def _legible(
    tokens: Tokens, chosen: dict[str, ColourAnswer], name: str, answer: ColourAnswer
) -> ColourAnswer:
    """The colour as chosen, or the nearest on which or in which all text can be read."""
    shades = {key: Shade(c.light, c.dark or "", c.label) for key, c in {**chosen, name: answer}.items()}
    for failure in failures(repainted(tokens, shades)):
        err.print(f"  {failure.message}。", style="yellow", soft_wrap=True)
        if failure.text == name:
            return ColourAnswer(
                light=_one("  换成最近的可用值，或另写一个", failure.light, _hex), label=answer.label
            )
    return answer


def _emblem(folder: Path, tokens: Tokens) -> EmblemAnswer | None:
    file = _one(
        "部徽的 SVG 文件；还没有就留空，先用示例图形", "", lambda path: _svg(folder, path), empty=True
    )
    if not file:
        return None
    held = dict.fromkeys(re.findall(r"#[0-9a-f]{6}\b", (folder / file).read_text("utf-8-sig").lower()))
    colours: dict[str, str] = {}
    for colour in held:
        name = _one(
            f"  徽里的 {colour} 是哪种颜色（brand、accent……）",
            "brand" if not colours else "accent",
            lambda key: _token(tokens, key),
        )
        colours[colour] = name
    return EmblemAnswer(
        file=file, colours=colours, meaning=_one("  徽的意思，一句话；可以留空", "", empty=True)
    )


def _svg(folder: Path, path: str) -> str:
    try:
        (folder / path).read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise ValueError(f"{path} 打不开，或不是 SVG") from None
    return path


def _token(tokens: Tokens, key: str) -> str:
    if key not in tokens.colour:
        raise ValueError(f"可以写 {'、'.join(tokens.colour)}")
    return key


def _one(question: str, default: str = "", check: Check = _name, *, empty: bool = False) -> str:
    """One line, asked again until `check` takes it."""
    while True:
        typed = click.prompt(question, default=default, show_default=bool(default), err=True)
        text = str(typed).strip()
        if not text and empty:
            return ""
        try:
            return check(text)
        except ValueError as error:
            err.print(f"  {error}", style="yellow", soft_wrap=True)


def _yes(question: str, *, default: bool) -> bool:
    def check(text: str) -> str:
        if text.lower() not in ("y", "n", "yes", "no", "是", "否"):
            raise ValueError("写 y 或 n")
        return text.lower()

    return _one(f"{question}（y 是，n 否）", "y" if default else "n", check) in ("y", "yes", "是")


def confirmed() -> bool:
    """Whether what was told may be written; who says nothing says no."""
    try:
        return _yes("照着写进去吗", default=False)
    except (click.Abort, EOFError):
        return False
