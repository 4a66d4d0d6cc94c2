"""Whatever the check lets pass gives a WeChat article that its editor keeps whole, and that says what the story says."""

from __future__ import annotations

import datetime as dt

import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from first_owner import house
from showcase.brand.tokens import read_tokens
from showcase.channels.douyin.caption import caption
from showcase.channels.export import Export, Said
from showcase.channels.facts import ALL
from showcase.channels.same import differences, read_back, source
from showcase.channels.telling import HERE, Shot, Told
from showcase.channels.wechat.article import article
from showcase.channels.wechat.making import figure_of
from showcase.channels.wechat.theme import theme_of
from showcase.channels.wechat.validator import validate
from showcase.markup import render
from showcase.pages.links import with_whole_links
from showcase.project.folder import Project
from showcase.project.jail import Jail
from showcase.stories import rules
from showcase.stories.drafts import read_draft
from showcase.stories.rules.passages import passages
from showcase.stories.rules.rule import Subject
from showcase.stories.story import Story

THEME = theme_of(read_tokens(Project(ROOT)))
WORDS = st.lists(
    st.sampled_from(
        ["师傅", "王师傅", "3月5日", "2026年3月5日", "2026-03-05", "37斤", "三百", "一只", "12.5%", "“够不够？”", "「不够」", "餐饮服务中心", "公寓", "，", "。", "、",
         "<b>", "&", "'", "\"", "*", "_", "`", "[1]", "|", "~", "：", "·", "（", "）", "\u3000", " ", "1.", "第2名", "0", "A4纸", "𠮷", "①", "5", "斤", "年", "月"]
    ),
    min_size=1,
    max_size=7,
).map("".join)  # fmt: skip
BLOCKS = st.one_of(
    WORDS,
    WORDS.map(lambda w: f"## {w}"),
    WORDS.map(lambda w: f"> {w}\n>\n> {w}"),
    st.tuples(WORDS, WORDS).map(lambda w: f"- {w[0]}\n    1. {w[1]}\n    2. 5\n        - 7斤\n- 8"),
    st.tuples(WORDS, WORDS).map(lambda w: f"9. {w[0]}\n\n    {w[1]}"),
    st.tuples(WORDS, WORDS).map(lambda w: f"| {w[0]} | 3 |\n|---|---|\n| 4 | {w[1]} |"),
    WORDS.map(lambda w: f"```\n1. {w}\n  5斤\n```"),
    WORDS.map(lambda w: f'!!! note "{w.replace(chr(34), "")}"\n    {w}'),
    WORDS.map(lambda w: f"词[^1]后\n\n[^1]: {w}"),
    WORDS.map(lambda w: f"[{w}](https://a.test/2025/67?x=8)"),
    WORDS.map(lambda w: f"词\n: {w}\n: 6"),
    st.tuples(WORDS, WORDS).map(
        lambda w: f'![{w[0]}](b.jpg "{w[1].replace(chr(34), "").replace(chr(39), "")}")'
    ),
)
LINES = st.text("甲乙丙丁3斤，。<>&“”'·", min_size=4, max_size=14)
FRONT = st.fixed_dictionaries(
    {
        "title": LINES,
        "summary": WORDS,
        "people": st.lists(st.fixed_dictionaries({"name": WORDS, "role": WORDS, "consent": st.just("team")}), max_size=2),
        "honours": st.lists(WORDS, max_size=2),
        "credits": st.fixed_dictionaries({}, optional={"text": WORDS, "photo": WORDS}),
    }
)  # fmt: skip


def told_of(folder, front, body):
    """(what channels are told of it, its draft); None where the check refuses it."""
    front = {
        **front,
        "date": dt.date(2026, 3, 5),
        "department": "dining",
        "series": "frontline",
        "themes": ["thrift"],
    }
    front["photos"] = {"b.jpg": {"consent": "not-needed", "credit": front["summary"]}}
    place = folder / "stories" / "2026" / "a"
    place.mkdir(parents=True, exist_ok=True)
    (place / "b.jpg").write_bytes(b"x")
    (place / "index.md").write_text(
        f"---\n{yaml.safe_dump(front, allow_unicode=True)}---\n\n{body}\n", "utf-8"
    )
    draft = read_draft(Jail(folder), "2026", "a")
    made, faults = render(draft.text)
    organisation, motto = house()
    subject = Subject(draft, made, passages(draft), organisation, motto, dt.date(2026, 4, 1))
    if faults or any(f.is_error for f in (*draft.findings, *rules.check(subject))) or not draft.complete:
        return None
    story = Story("2026", "a", draft.complete, made, ("thrift",))
    shots = tuple(
        Shot(use.file, use.alt, use.caption, story.note(use.file).credit, None, at)
        for at, use in enumerate(made.photos)
        if use.file not in {other.file for other in made.photos[:at]}
    )
    html = with_whole_links(made.html, f"{story.folder}/index.md", HERE)
    label = organisation.departments["dining"].label
    return Told(story, html, "", label, organisation.series["frontline"].label, "2026年3月5日", shots, False, organisation.names.short), draft  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(front=FRONT, body=st.lists(BLOCKS, min_size=1, max_size=5).map("\n\n".join))
def test_what_passes_the_check_is_kept_by_the_editor_and_says_the_same(tmp_path_factory, front, body):
    pair = told_of(tmp_path_factory.getbasetemp() / "any-story", front, body)
    assume(pair)
    told, draft = pair
    html = article(told, THEME, lambda shot: figure_of(THEME, shot, "img-01.jpg"), "")
    assert validate(html).breaches == ()
    organisation, _ = house()
    words = caption(told, organisation, "后勤文化").whole
    said = (
        Said("article.html", read_back("article.html", html.encode())),
        Said("meta.json", f"{told.title}\n{told.story.front.summary}"),
        Said("caption.txt", words),
    )
    export = Export("公众号", "2026-a", (), said, ALL)
    assert list(differences(export, source(told, organisation), draft)) == []
