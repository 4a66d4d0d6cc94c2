"""Whatever bytes a story is made of: findings, never an exception and never a wait."""

import datetime as dt
import string
from pathlib import Path

import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from first_owner import FRONT, house
from showcase.markup import Profile, render
from showcase.markup.allowed import PAGE, STORY
from showcase.markup.body import Body
from showcase.project.finding import Severity
from showcase.project.jail import Jail
from showcase.stories import rules
from showcase.stories.drafts import read_draft
from showcase.stories.rules.passages import passages
from showcase.stories.rules.rule import Subject

QUIET = settings(max_examples=150, deadline=2000, suppress_health_check=list(HealthCheck))

# What Markdown, HTML, YAML and our rules look at, more often than chance would bring it.
SIGNS = st.sampled_from(
    [
        *"[](){}<>!*_`#|:-~^\\\"'&=+.>1\t \n",
        *(
            "[^1]",
            "![",
            "](",
            "```",
            "!!! note",
            "!!! sample",
            "<!-- block: motto -->\n",
            "&#106;",
            "<a ",
            "javascript:",
            "---\n",
            "\n\n",
            "    ",
            "- ",
            "> ",
        ),
        *(
            "。",
            "，",
            "“",
            "”",
            "……",
            "今天",
            "13800138000",
            "2026年",
            "师傅",
            "a.jpg",
            "\u202e",
            "\x00",
            "\ufeff",
            "𠮷",
        ),
    ]
)
MARKUP = st.lists(SIGNS, max_size=80).map("".join)


def examined(tmp_path: Path, data: bytes):
    folder = tmp_path / "stories" / "2026" / "a"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_bytes(data)
    draft = read_draft(Jail(tmp_path), "2026", "a")
    body, faults = render(draft.text) if draft.text.strip() else (Body(), ())
    organisation, motto = house()
    subject = Subject(draft, body, passages(draft), organisation, motto, dt.date(2026, 4, 1))
    findings = [*draft.findings, *rules.check(subject)]
    for finding in findings:
        assert finding.message
        assert 1 <= finding.place.line <= draft.source.count(b"\n") + draft.source.count(b"\r") + 2
        assert finding.place.column >= 1
    return draft, body, faults, findings


@QUIET
@given(data=st.binary(max_size=2000))
def test_any_bytes_as_a_story(tmp_path_factory, data):
    draft, _, _, findings = examined(tmp_path_factory.mktemp("any"), data)
    assert draft.front is not None or any(f.severity is Severity.ERROR for f in findings)


@QUIET
@given(text=MARKUP)
def test_any_markup_as_a_body(tmp_path_factory, text):
    _, body, _, _ = examined(tmp_path_factory.mktemp("any"), (FRONT + text).encode("utf-8", "surrogatepass"))
    assert "<script" not in body.html
    assert STORY.clean(body.html) == body.html  # nothing is left for the sanitiser to take away


@QUIET
@given(text=MARKUP, profile=st.sampled_from([Profile.PAGE, Profile.OFFICIAL]))
def test_any_markup_as_a_hand_written_page(text, profile):
    body, faults = render(text, profile)
    assert "<script" not in body.html
    assert PAGE.clean(body.html) == body.html
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for fault in faults:
        assert 1 <= fault.line <= len(lines)
        assert 1 <= fault.column <= len(lines[fault.line - 1]) + 1


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.text(string.printable, max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)
KEYS = st.sampled_from(
    [
        "title",
        "date",
        "department",
        "series",
        "summary",
        "cover",
        "people",
        "photos",
        "themes",
        "credits",
        "review",
        "honours",
        "related",
        "publish",
        "expires",
        "withdrawn",
        "allow",
        "sample",
    ]
)


@QUIET
@example(front={"people": [" \n"]})
@given(front=st.dictionaries(KEYS | st.text(max_size=6), VALUES, max_size=10))
def test_any_yaml_as_front_matter(tmp_path_factory, front):
    text = yaml.safe_dump(front, allow_unicode=True)
    examined(tmp_path_factory.mktemp("any"), f"---\n{text}---\n\n正文。\n".encode("utf-8", "replace"))


@QUIET
@given(text=st.lists(SIGNS, max_size=60).map("".join))
def test_any_signs_as_front_matter(tmp_path_factory, text):
    examined(tmp_path_factory.mktemp("any"), f"---\ntitle: {text}\n---\n\n正文。\n".encode())
