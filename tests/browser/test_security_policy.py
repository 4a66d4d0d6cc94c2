"""Under the policy that docs/handbook/deploy gives the server, nothing is refused and everything still works."""

import json
import re

import pytest
from visits import BROKEN_PICTURES, KINDS, campus, visit

from conftest import ROOT, photo_bytes

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'self'"
)
# Every refusal, reported by the browser itself before the page can listen.
LISTEN = """window.refused = [];
document.addEventListener('securitypolicyviolation', e => refused.push(`${e.violatedDirective} ${e.blockedURI}`));"""


@pytest.fixture(scope="module")
def strict(built):
    with campus(built, {"Content-Security-Policy": POLICY}) as home:
        yield home


def test_it_is_the_policy_of_the_deployment_page():
    assert (ROOT / "docs" / "handbook" / "deploy" / "index.md").read_text("utf-8").count(
        POLICY
    ) == 3  # nginx, Apache and IIS


def test_the_policy_is_in_force(browser, strict):
    with visit(browser, strict) as found:
        found.page.add_init_script(LISTEN)
        page = found.open(strict)
        page.evaluate(
            "document.head.appendChild(document.createElement('script')).textContent = 'window.ran = 1'"
        )
        assert page.evaluate("[window.ran, [...new Set(refused)]]") == [None, ["script-src-elem inline"]]
        assert any("Content Security Policy" in trouble for trouble in found.troubles)


def test_nothing_on_a_page_is_refused(browser, strict):
    with visit(browser, strict) as found:
        found.page.add_init_script(LISTEN)
        for path in KINDS.values():
            page = found.open(strict + path)
            page.evaluate(BROKEN_PICTURES)  # those further down too
            assert page.evaluate("refused") == [], path
        assert [trouble for trouble in found.troubles if "Content Security Policy" in trouble] == []


def test_what_a_story_tells_search_engines_is_read_as_data_and_never_reported(browser, workshop):
    """JSON-LD is no script to the browser: neither the header's policy nor the page's own refuses it."""
    file = workshop.root / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url:.*$", "site_url: https://www.school.test/w/", file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    notes = "cover: a.jpg\nphotos: {a.jpg: {consent: not-needed, credit: 甲 & 乙 “灯”}}\n"
    workshop.story("one", title="“灯”亮了 & 又亮了", more=notes, photos={"a.jpg": photo_bytes()})
    assert workshop.run("build").code == 0
    with campus(workshop.site, {"Content-Security-Policy": POLICY}) as home, visit(browser, home) as found:
        found.page.add_init_script(LISTEN)
        page = found.open(f"{home}stories/2026/one/index.html")
        blocks = page.locator('script[type="application/ld+json"]').all_text_contents()
        graph = [thing for block in blocks for thing in json.loads(block)["@graph"]]
        article = next(thing for thing in graph if thing["@type"] == "Article")
        assert article["headline"] == "“灯”亮了 & 又亮了"
        assert article["image"][0]["@type"] == "ImageObject"
        assert {thing["@type"] for thing in graph} >= {"Article", "Organization", "BreadcrumbList"}
        assert page.evaluate("refused") == []
        assert found.troubles == []


def test_nothing_is_refused_on_a_page_of_each_folder_by_the_policy_that_it_carries_itself(
    built, browser, address
):
    """No header here: what lies on a stick or behind a content system has the <meta> alone. New kinds are among them."""
    pages = sorted(path.relative_to(built).as_posix() for path in built.rglob("index.html"))
    first = {(page.split("/")[0], page.count("/")): page for page in reversed(pages)}
    assert len(first) > 25
    refused = {}
    with visit(browser, address) as found:
        found.page.add_init_script(LISTEN)
        for page in first.values():
            found.page.goto(address + page, wait_until="load")
            if broken := found.page.evaluate("refused"):
                refused[page] = broken
        injected = (
            "document.body.appendChild(document.createElement('script')).textContent = 'window.ran = 1'"
        )
        found.page.evaluate(injected)
        assert found.page.evaluate("[window.ran, refused.length]") == [None, 1]  # it is in force
    assert refused == {}
    assert found.strangers == []


def test_search_menu_and_colour_scheme_work(browser, strict):
    with visit(browser, strict, "phone", color_scheme="light") as found:
        found.page.add_init_script(LISTEN)
        page = found.open(strict)
        ground = "getComputedStyle(document.documentElement).backgroundColor"
        light = page.evaluate(ground)
        page.locator("summary").filter(has_text="目录").click()
        page.get_by_role("banner").get_by_role("button", name="深色").click()
        dark = page.evaluate(ground)
        assert dark != light
        page.get_by_role("navigation", name="目录").get_by_role("link", name="文化").click()
        page.wait_for_url(f"{strict}culture/index.html")
        assert page.evaluate(ground) == dark, "the choice is not remembered"

        page.get_by_role("banner").get_by_role("link", name="搜索").click()
        page.get_by_role("dialog").get_by_role("searchbox").fill("食堂")
        page.get_by_role("dialog").get_by_role("status").filter(has_text=re.compile("^找到")).wait_for()
        assert page.evaluate("refused") == []
        page.get_by_role("dialog").get_by_role("listitem").get_by_role("link").first.click()
        page.wait_for_url(lambda url: not url.endswith("culture/index.html"))
        assert page.evaluate("refused") == []
        assert found.troubles == []
