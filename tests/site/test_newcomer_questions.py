"""What a new colleague asks in the first week: how much of it is answered within two taps from his page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest

from conftest import ROOT
from showcase.project.addresses import resolve

QUESTIONS = [
    line.split("\t") for line in (ROOT / "tests/site/newcomer-questions.tsv").read_text("utf-8").splitlines()
]
FROM = "start/index.html"
# The page says whom to ask: days, hours and sums are the centre's, to be confirmed.
ONLY_WHOM = {
    "工资哪天发", "班车几点", "头一天几点到哪里报到", "健康证在哪办谁出钱", "工资多少", "病假扣不扣钱", "迟到怎么算", "班上的饭钱谁出", "校医院在哪",
}  # fmt: skip


def main_part(site: Path, page: str) -> str:
    """What one reads and taps on a page, without menu and footer."""
    text = (site / page).read_text("utf-8")
    return text[text.index("<main") : text.index("</main>")]


def words(html: str) -> str:
    return re.sub(r"\s+", "", unescape(re.sub(r"<[^>]*>", "", html)))


def reached(site: Path, page: str) -> Iterator[str]:
    for link in re.findall(r'<a [^>]*href="([^"]+)"', main_part(site, page)):
        target = None if ":" in link else resolve(page, link)
        if target and (site / target).is_file() and target.endswith(".html"):
            yield target


@pytest.fixture(scope="module")
def near(built):
    """The words of every page, by how many taps away it is: at most two."""
    one = dict.fromkeys(reached(built, FROM))
    two = dict.fromkeys(target for page in one for target in reached(built, page))
    return {page: words(main_part(built, page)) for page in dict.fromkeys((FROM, *one, *two))}


def test_every_question_is_answered_within_two_taps_or_says_whom_to_ask(near):
    found = {asked for asked, answer in QUESTIONS if any(words(answer) in text for text in near.values())}
    assert {asked for asked, _ in QUESTIONS} - found == set()
    assert ONLY_WHOM.issubset(found)
    assert len(found - ONLY_WHOM) == 39
