"""docs/handbook/story.schema.json says what `FrontMatter` holds, and the examples in docs/ fit both."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from conftest import ROOT, STORY
from showcase.project.folder import Project
from showcase.stories.front import FrontMatter
from showcase.stories.schema import FILE, schema_text
from showcase.typed.fields import read_typed

SCHEMA = json.loads((ROOT / FILE).read_text("utf-8"))
PLAIN = {
    "title": "凌晨四点的灯",
    "date": "2026-03-05",
    "department": "dining",
    "series": "frontline",
    "summary": "一句话说清这个故事。",
}
OF_STORIES = ("manuscript", "keys", "photos", "consent", "editing", "withdrawal")
TYPES = {"object": dict, "array": list, "string": str, "number": (int, float), "boolean": bool}


class Editor(yaml.SafeLoader):
    """YAML as the editors' extensions read it: a date stays text."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def fits(value, schema):
    """Whether `value` fits, by the keywords our schema uses; any other keyword is an error of this test."""
    known = {"$schema", "title", "description", "type", "enum", "pattern", "minLength", "maxLength", "minItems",
             "maxItems", "minimum", "maximum", "items", "properties", "required", "additionalProperties", "anyOf"}  # fmt: skip
    assert set(schema) <= known, set(schema) - known
    if "anyOf" in schema:
        return any(fits(value, option) for option in schema["anyOf"])
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "type" in schema and not isinstance(value, TYPES[schema["type"]]):
        return False
    if isinstance(value, str):
        return bool(re.search(schema.get("pattern", ""), value)) and (
            schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 1 << 20)
        )
    if isinstance(value, float) and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return False
    if isinstance(value, list):
        least, most = schema.get("minItems", 0), schema.get("maxItems", 1 << 20)
        return least <= len(value) <= most and all(fits(item, schema["items"]) for item in value)
    if isinstance(value, dict):
        inner, other = schema.get("properties", {}), schema.get("additionalProperties")
        if any(key not in value for key in schema.get("required", ())):
            return False
        return all(
            fits(item, inner[key]) if key in inner else isinstance(other, dict) and fits(item, other)
            for key, item in value.items()
        )
    return True


def accepted(text):
    """(by the schema, by the program)"""
    front, _ = read_typed(FrontMatter, text, "x", "FM002")
    return fits(yaml.load(text, Editor), SCHEMA), front is not None


def written(**changed):
    values = {key: value for key, value in {**PLAIN, **changed}.items() if value is not None}
    return "".join(f"{key}: {value}\n" for key, value in values.items())


def examples():
    """Every YAML or Markdown example on the pages that tell how a story is written."""
    for page in (ROOT / "docs" / "handbook" / name / "index.md" for name in OF_STORIES):
        for block in re.findall(r"^```(?:yaml|markdown)\n(.*?)^```", page.read_text("utf-8"), re.M | re.S):
            whole = block.startswith("---\n")
            text = block.split("---\n")[1] if whole else block
            yield pytest.param(text, whole, id=f"{page.parent.name}: {text.split(chr(10))[0][:30]}")


def test_the_file_is_what_the_program_would_write():
    assert (ROOT / FILE).read_text("utf-8") == schema_text(Project(ROOT)), "make schema"


def test_it_names_every_key_and_nothing_else():
    assert set(SCHEMA["properties"]) == set(FrontMatter.model_fields)
    assert SCHEMA["additionalProperties"] is False
    assert all(inner.get("description", "").endswith("。") for inner in SCHEMA["properties"].values())


@pytest.mark.parametrize(("text", "whole"), [*examples()])
def test_an_example_in_the_guide_fits_schema_and_program(text, whole):
    if not whole:
        keys = set(yaml.load(text, Editor))
        text = written(**dict.fromkeys(keys & set(PLAIN))) + text
    assert accepted(text) == (True, True)


def test_there_are_examples():
    assert len([*examples()]) >= 3


@pytest.mark.parametrize(
    "path", sorted((ROOT / "stories").rglob("index.md")), ids=lambda path: path.parent.name
)
def test_our_own_stories_fit(path):
    assert accepted(path.read_text("utf-8").split("---\n")[1]) == (True, True)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "字" * 4},
        {"title": "字" * 32},
        {"summary": "字" * 120},
        {"themes": "育人"},
        {"themes": "[育人, labour]"},
        {"honours": "[一个奖]"},
        {"photos": "{a.jpg: {focal: [0, 1.0], credit: 某人, consent: team, consent_until: 2027-01-01}}"},
        {"people": "[{name: 早餐班组, role: 一食堂, consent: team}]"},
        {"withdrawn": "{date: 2026-04-01, reason: 本人要求}"},
        {"allow": "[{code: TXT006, at: 他说, reason: 原话, until: 2027-01-01}]"},
        {"sample": "true"},
        {"publish": "2026-04-01", "expires": "2027-04-01"},
    ],
    ids=str,
)
def test_both_accept(changed):
    assert accepted(written(**changed)) == (True, True)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": "字" * 3},
        {"title": "字" * 33},
        {"title": "有<b>的题"},
        {"title": None},
        {"summary": "字" * 121},
        {"date": "2026年3月5日"},
        {"date": "2026-3-5"},
        {"titel": "多一项"},
        {"photos": "{a.jpg: {focal: [0.5]}}"},
        {"photos": "{a.jpg: {focal: [0.5, 1.5]}}"},
        {"photos": "{a.jpg: {consent: maybe}}"},
        {"people": "[{name: 早餐班组, consent: team}]"},
        {"people": "早餐班组"},
        {"withdrawn": "{reason: 本人要求}"},
        {"allow": "[{code: txt, reason: 原话, until: 2027-01-01}]"},
        {"sample": "maybe"},
    ],
    ids=str,
)
def test_both_refuse(changed):
    assert accepted(written(**changed)) == (False, False)


@pytest.mark.parametrize(
    "changed", [{"department": "canteen"}, {"series": "first"}, {"themes": "[天气]"}], ids=str
)
def test_the_schema_also_knows_the_house(changed):
    assert accepted(written(**changed)) == (False, True)  # the program says FM005


def test_the_story_that_tests_are_made_of_fits():
    text = STORY.format(title="凌晨四点的灯", department="dining", series="frontline", more="", body="")
    assert accepted(text.split("---\n")[1]) == (True, True)
