"""Beside the stylesheet of all pages a page has one of its own: the sheets whose tags and classes stand on it."""

import pytest

from showcase.pages.page import Meta, Page
from showcase.site.lettered import asked
from showcase.site.wardrobe import clad

PARTS = {
    "plan": "@layer pages {\n.task { color: red; }\n@media print { .main .task > h3 { margin: 0; } }\n}",
    "way": ".main:has(.strip) > .rail, .stop:not(.late)::before { color: red; }",
    "manual": ".main--manual > ol { color: red; }",
}


def page(body, layout="plain", path="plan/index.md"):
    return Page(path, Meta("x", "x", layout), body)


@pytest.mark.parametrize(
    ("selector", "sets"),
    [
        (".a", [{"a"}]),
        (".a.b > p .c:hover", [{"a", "b", "<p", "c"}]),
        (".a, .b", [{"a"}, {"b"}]),
        (":is(.a, .b) .c", [{"a", "c"}, {"b", "c"}]),
        (".a:has(.b, .c)", [{"a", "b"}, {"a", "c"}]),
        (".a:not(.b)", [{"a"}]),
        ("h2::before", [{"<h2"}]),
        ("thead th:nth-child(2n), *", [{"<thead", "<th"}]),
        (".x-y_z p[data-b='c']", [{"x-y_z", "<p"}]),
        ("@media (min-width: 1.5em) { .a", [{"a"}]),
    ],
)
def test_what_has_to_stand_on_a_page_is_read_from_the_selectors(selector, sets):
    assert asked(f"{selector} {{ color: red; }}") == frozenset(map(frozenset, sets))


@pytest.mark.parametrize(
    ("body", "layout", "named"),
    [
        ('<p class="task late">x</p>', "plain", ["plan"]),
        ('<i class="stop">x</i><p class="task">x</p>', "plain", ["plan", "way"]),
        ('<i class="rail">x</i>', "plain", []),
        ('<i class="rail">x</i><i class="strip">x</i>', "plain", ["way"]),
        ("<ol><li>x</li></ol>", "manual", ["manual"]),
        ("<p>task</p>", "manual", []),
    ],
)
def test_a_page_has_the_sheets_of_what_stands_on_it(body, layout, named):
    found = clad([page(body, layout)], PARTS)
    style = found.pages[0].meta.style
    if not named:
        assert (style, found.files) == (None, ())
        return
    (file,) = found.files
    assert style.startswith(f"../{file.path}?v=")
    assert file.data.decode() == "\n".join(PARTS[name] for name in named)


def test_pages_of_a_kind_share_theirs_and_its_address_changes_with_its_bytes():
    pages = [page('<p class="task">x</p>'), page('<p class="task">y</p>', path="x/y/index.md")]
    found = clad(pages, PARTS)
    (file,) = found.files
    assert {one.meta.style.replace("../", "").partition("?")[0] for one in found.pages} == {file.path}
    changed = clad(pages, {**PARTS, "plan": ".task { color: green; }"})
    assert changed.files[0].path == file.path
    assert changed.pages[0].meta.style != found.pages[0].meta.style
