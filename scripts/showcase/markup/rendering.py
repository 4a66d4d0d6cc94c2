"""The way from Markdown to HTML, step by step."""

from __future__ import annotations

from functools import cache

from markdown_it import MarkdownIt

from showcase.markup import plain_text
from showcase.markup.allowed import PAGE, STORY
from showcase.markup.body import Body
from showcase.markup.dialect import machine
from showcase.markup.elements import closed_figures
from showcase.markup.fault import Fault
from showcase.markup.fences import unclosed
from showcase.markup.profile import Profile
from showcase.markup.reader import Reader
from showcase.markup.running import without_gaps


def rendered(text: str, profile: Profile) -> tuple[Body, tuple[Fault, ...]]:
    """The body of a text that is not too much, and what is wrong with it."""
    reader, md = Reader(text, profile), _machine()
    env = {"reader": reader}
    try:
        tokens = md.parse(text, env)
        raw = md.renderer.render(list(closed_figures(tokens)), md.options, env)
    except RecursionError:
        return Body(), (Fault("SEC004", 1, "正文的层次太深", "请减少列表或引用的嵌套"),)
    reader.faults += unclosed(tokens, reader.lines)
    clean = (PAGE if profile.is_page else STORY).clean(without_gaps(raw).strip())
    body = Body(
        clean,
        plain_text(clean),
        tuple(reader.photos),
        tuple(dict.fromkeys(reader.links)),
        tuple(reader.blocks),
    )
    return body, reader.sorted_faults()


@cache
def _machine() -> MarkdownIt:
    return machine()
