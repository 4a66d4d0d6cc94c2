"""A page has the scripts of what stands on it, and no others."""

import re

import pytest

WORKS_ON = {
    "copy": r"<[^>]* data-copy\b",
    "way": r"<[^>]* data-(?:way|network)\b",
    "quiz": r"<[^>]* data-question\b",
}


@pytest.mark.parametrize("name", WORKS_ON)
def test_a_script_of_single_kinds_of_page_is_where_it_has_work(name, built):
    pages = {page: page.read_text("utf-8") for page in built.rglob("*.html")}
    named = {
        page for page, html in pages.items() if re.search(rf'<script src="[./]*assets/{name}\.js\?', html)
    }
    assert named == {page for page, html in pages.items() if re.search(WORKS_ON[name], html)}
    assert 0 < len(named) < len(pages)
    assert (built / f"assets/{name}.js").stat().st_size > 1000


def test_every_page_has_the_common_one_and_can_ask_for_the_others(built):
    asked = {"find", "large", "way"}
    for page in built.rglob("*.html"):
        html = page.read_text("utf-8")
        assert len(re.findall(r'<script src="[./]*assets/(?:site|early)\.js\?', html)) == 2
        ways = re.findall(r' data-asked-(\w+)="([^"?]*assets/\w+\.js)\?v=', html)
        assert {name for name, _ in ways} == asked
        if page.name != "404.html":  # which names everything by the site's own path
            files = {(page.parent / address).resolve() for _, address in ways}
            assert files == {(built / f"assets/{name}.js").resolve() for name in asked}
