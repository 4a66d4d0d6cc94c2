"""Long lists cut into pages: who has which key worked out by hand, and the pages of the real site."""

from __future__ import annotations

import csv
import re

import pytest

from showcase.records.facets import Facet, slices
from showcase.records.herbarium import MONTH
from showcase.records.kinds import KINDS
from showcase.records.plants import Plant


def plant(key: str, **months: tuple[int, ...]) -> Plant:
    return Plant.model_validate(
        {"key": key, "name": key, "latin": key, "family": "科", "habit": "tree", **months}
    )


def test_a_list_is_cut_by_every_key_an_entry_has_once_and_in_the_order_of_the_names():
    plants = (plant("tao", flower=(4,), fruit=(4, 8)), plant("mei", flower=(2, 3)), plant("cao"))
    found = {s.name: [p.key for p in s.records] for s in slices(MONTH, plants)}
    assert found == {"二月": ["mei"], "三月": ["mei"], "四月": ["tao"], "八月": ["tao"]}
    assert list(found) == ["二月", "三月", "四月", "八月"]


def test_a_key_that_has_no_name_makes_no_page():
    facet = Facet[str]("字", "x/letter", {"b": "乙", "a": "甲"}, lambda word: (*word,))
    assert [(s.path, s.records) for s in slices(facet, ("ab", "c", "a"))] == [
        ("x/letter/b/index.md", ("ab",)), ("x/letter/a/index.md", ("ab", "a")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("index", "table", "folder", "column", "words"),
    [
        ("activities", "activities/activities.csv", "activities/organiser", "谁办", {"party": "党支部", "league": "团支部", "union": "工会", "department": "部门"}),
        ("products", "products/products.csv", "products/state", "到哪一步", {"idea": "设计中", "sample": "打样", "sold": "在售"}),
        ("seasons", "seasons/plants.csv", "seasons/habit", "形态", {"tree": "乔木", "shrub": "灌木", "herb": "草本", "vine": "藤本"}),
        ("honours", "honours/honours.csv", "honours/field", "领域", {}),
    ],
)  # fmt: skip
def test_each_page_of_a_cut_is_there_linked_with_its_count_and_holds_those_entries(
    built, index, table, folder, column, words
):
    rows = list(csv.DictReader((built / table).read_text("utf-8-sig").splitlines()))
    counted: dict[str, int] = {}
    for row in rows:
        counted[row[column]] = counted.get(row[column], 0) + 1
    page = (built / index / "index.html").read_text("utf-8")
    below = folder.removeprefix(f"{index}/")
    linked = dict(
        re.findall(
            rf'<a href="{below}/[a-z-]+/(?:index\.html)?">([^<]+)<span class="count">(\d+)</span>', page
        )
    )
    assert {name: int(count) for name, count in linked.items()} == counted
    pages = sorted(path.parent.name for path in (built / folder).glob("*/index.html"))
    assert len(pages) == len(counted)
    if words:
        assert {words[key] for key in pages} == set(counted)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.tabled], ids=lambda kind: kind.name)
def test_a_table_says_words_where_the_list_has_keys(built, kind):
    if not (built / kind.table).exists():  # of the internal edition alone
        assert kind.record.INTERNAL or kind.name in {"plan", "meetings", "group", "budget"}
        return
    (head, *rows) = csv.reader((built / kind.table).read_text("utf-8-sig").splitlines())
    for name, labels in getattr(kind.record, "LABELS", {}).items():
        title = kind.record.model_fields[name].title
        cells = (
            {cell for row in rows for cell in row[head.index(title)].split("、")} if title in head else set()
        )
        assert not cells & set(labels), name


def test_the_sitemap_names_the_roads_and_the_entries_of_lists(built):
    page = (built / "sitemap/index.html").read_text("utf-8")
    linked = set(re.findall(r'href="\.\./([^"]+?)(?:index\.html)?"', page))
    entries = {f"{path.parent.relative_to(built)}/" for path in built.glob("start/path/*/index.html")}
    entries |= {f"{path.parent.relative_to(built)}/" for path in built.glob("places/*/index.html")}
    assert len(entries) > 20
    assert entries - linked == set()
