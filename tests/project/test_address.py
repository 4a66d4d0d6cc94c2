"""What the site's own address changes, and what it never may."""

import posixpath
import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.project.addresses import href


@pytest.fixture
def addressed(workshop):
    def build(address):
        settings = workshop.root / "mkdocs.yml"
        text = re.sub(
            r"^site_url:.*$", f"site_url: {address}", settings.read_text("utf-8"), flags=re.MULTILINE
        )
        settings.write_text(text, "utf-8")
        workshop.story("one")
        assert workshop.run("build").code == 0
        return workshop

    return build


def test_a_known_address_makes_canonical_links_share_images_and_the_sitemap(addressed):
    workshop = addressed("https://www.lzu.edu.cn/houqin")
    page = workshop.page("stories/2026/one/index.html")
    assert '<link rel="canonical" href="https://www.lzu.edu.cn/houqin/stories/2026/one/">' in page
    assert 'property="og:image" content="https://www.lzu.edu.cn/houqin/stories/2026/one/../' in page
    assert 'href="/houqin/assets/site.css' in workshop.page("404.html")
    sitemap = ET.fromstring(workshop.page("sitemap.xml"))
    places = [e.text for e in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert "https://www.lzu.edu.cn/houqin/stories/2026/one/" in places
    assert not [place for place in places if "search" in place]


def test_a_sample_address_is_printed_on_no_page(addressed):
    workshop = addressed("https://houqin.example/wenhua/")
    assert "houqin.example" in workshop.page("sitemap.xml")
    for page in workshop.site.rglob("*.html"):
        assert "houqin.example" not in page.read_text("utf-8"), page


def test_without_an_address_there_is_no_sitemap_and_the_editor_is_told(addressed):
    workshop = addressed("''")
    assert not (workshop.site / "sitemap.xml").exists()
    assert "site_url 没有填" in workshop.run("build").err


def test_every_path_on_every_page_is_relative_and_leads_to_a_file(built):
    outside = re.compile(r"^(?:https:|mailto:|tel:|#)")
    for page in built.rglob("*.html"):
        html = page.read_text("utf-8")
        links = re.findall(r'(?:href|src)="([^"]*)"', html)
        links += [part.split()[0] for s in re.findall(r'srcset="([^"]*)"', html) for part in s.split(",")]
        for link in links:
            if outside.match(link):
                continue
            assert not link.startswith("/"), (page, link)
            target = link.split("#")[0].split("?")[0]
            assert (page.parent / target).resolve().is_file(), (page, link)


def test_no_page_holds_an_inline_script_or_style_or_names_its_generator(built):
    for page in built.rglob("*.html"):
        html = page.read_text("utf-8")
        assert not re.search(
            r"<style|\sstyle=|\son[a-z]+=", re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
        ), page
        assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", html)), page
        assert "generator" not in html, page
        assert html.count("<h1") == 1, page
    assert not list(built.rglob("*.map"))


PATHS = (
    st.lists(st.sampled_from(["a", "b", "stories", "..", ".", ""]), max_size=5)
    .map("/".join)
    .filter(lambda path: path[:1] != "/")
)


@given(PATHS, PATHS)
def test_one_page_names_another_as_the_library_would(page, target):
    if target:
        expected = posixpath.relpath(target, posixpath.dirname(page) or ".")
        assert href(page, f"{target}#x") == f"{expected}#x"
