"""Feeds as a reader of feeds takes them; what pages say to machines; no address in them that leads nowhere."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import feedparser
import jsonschema
import pytest
from filelock import FileLock

from conftest import ROOT, photo_bytes
from showcase.cli import main
from showcase.pages import directory
from showcase.pages.linked_data import licence, linked_data
from showcase.pages.page import Meta, Page
from showcase.project.folder import Project
from showcase.site import feeds
from showcase.site.options import Options
from showcase.site.survey import survey

HOME = "https://www.school.test/wenhua/"
BODY = """一句**重的**，[别的](../two/index.md)，[外面](https://example.com/a)，注[^1]，1 < 2。

![锅](b.jpg "灶上的锅")

[^1]: 注的话。
"""
IMAGES = "{http://www.google.com/schemas/sitemap-image/1.1}"
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(scope="module")
def site(make_workshop):
    workshop = make_workshop()
    settings = workshop.root / "mkdocs.yml"
    text = re.sub(r"^site_url:.*$", f"site_url: {HOME}", settings.read_text("utf-8"), flags=re.MULTILINE)
    settings.write_text(text, "utf-8")
    more = "cover: a.jpg\nphotos: {a.jpg: {consent: not-needed, credit: 甲}, b.jpg: {consent: not-needed}}\npeople: [{name: 面案班组, role: 面点岗, consent: team}]\n"
    photos = {"a.jpg": photo_bytes((1200, 800)), "b.jpg": photo_bytes((900, 600))}
    workshop.story("one", more=more, body=BODY, photos=photos)
    workshop.story("two", title="米 & “面” 两样", department="dormitory")
    assert main(["--root", str(workshop.root), "build"]) == 0
    return workshop.site


def atom(site, path):
    found = feedparser.parse((site / path).read_bytes())
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_a_reader_finds_every_story_whole_with_addresses_that_need_no_page_around_them(site):
    found = atom(site, "feed.xml")
    assert {entry.title for entry in found.entries} == {"凌晨四点的灯", "米 & “面” 两样"}
    one = next(entry for entry in found.entries if entry.title == "凌晨四点的灯")
    assert one.id == "urn:x-showcase:stories:2026:one"
    assert one.link == f"{HOME}stories/2026/one/index.html"
    assert one.published == "2026-03-05T00:00:00+08:00"
    assert one.summary == "一句话说清这个故事。"
    html = one.content[0].value
    assert "<strong>重的</strong>" in html
    assert "1 &lt; 2" in html
    assert f'<a href="{HOME}stories/2026/two/">别的</a>' in html
    assert "注的话。" in html
    assert 'href="#' not in html
    pictures = re.findall(r'<img [^>]*src="([^"]*)"', html)
    assert len(pictures) == 2
    assert html.index(pictures[0]) < html.index("一句") < html.index(pictures[1])
    for address in pictures:
        assert (site / address.removeprefix(HOME)).is_file()


def test_each_department_with_a_story_has_a_feed_of_its_own(site):
    assert [entry.title for entry in atom(site, "feeds/dining.xml").entries] == ["凌晨四点的灯"]
    assert [entry.title for entry in atom(site, "feeds/dormitory.xml").entries] == ["米 & “面” 两样"]
    assert sorted(file.name for file in (site / "feeds").iterdir()) == [
        "dining.json", "dining.xml", "dormitory.json", "dormitory.xml"]  # fmt: skip


def test_the_json_feed_says_the_same(site):
    feed = json.loads((site / "feed.json").read_text("utf-8"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == f"{HOME}feed.json"
    entries = {entry.id: entry for entry in atom(site, "feed.xml").entries}
    assert len(feed["items"]) == len(entries) == 2
    for item in feed["items"]:
        assert item["title"] == entries[item["id"]].title
        assert item["url"] == entries[item["id"]].link
        assert item["date_published"] == entries[item["id"]].published


def test_the_list_for_other_systems_fits_its_schema(site):
    value = json.loads((site / "stories.json").read_text("utf-8"))
    schema = json.loads((site / "stories.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(value, schema)
    assert [story["id"].rpartition(":")[2] for story in value["stories"]] == ["one", "two"]
    assert value["stories"][0]["people"] == [{"name": "面案班组", "role": "面点岗"}]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**value, "stories": [{**value["stories"][0], "date": "昨天"}]}, schema)


def test_a_story_that_was_changed_later_says_so_where_git_knows(site, tmp_path):
    """In feeds, in the list, in the sitemap and in the page's data; not in a clone without its history."""
    project = tmp_path / "project"
    shutil.copytree(site.parent, project, ignore=shutil.ignore_patterns("site"), symlinks=True)

    def git(*words):
        who = ("-c", "user.name=x", "-c", "user.email=x@x.test")
        day = {
            "GIT_COMMITTER_DATE": "2026-04-01T09:00:00+08:00",
            "GIT_AUTHOR_DATE": "2026-04-01T09:00:00+08:00",
        }
        subprocess.run(
            ["git", "-C", str(project), *who, *words],
            check=True,
            capture_output=True,
            env={**os.environ, **day},
        )

    git("init", "-q")
    git("add", "stories/2026/one")
    git("commit", "-q", "-m", "x")
    for shallow, days in ((False, ("2026-04-01", "2026-03-05")), (True, ("2026-03-05", "2026-03-05"))):
        if shallow:
            (project / ".git" / "shallow").touch()
        assert main(["--root", str(project), "build"]) == 0
        made = project / "site"
        found = {entry.id.rpartition(":")[2]: entry for entry in atom(made, "feed.xml").entries}
        assert tuple(found[slug].updated[:10] for slug in ("one", "two")) == days
        assert found["one"].published.startswith("2026-03-05")
        assert feedparser.parse((made / "feed.xml").read_bytes()).feed.updated.startswith(days[0])
        listed = json.loads((made / "stories.json").read_text("utf-8"))["stories"]
        assert tuple(row["updated"] for row in listed) == days
        item = json.loads((made / "feed.json").read_text("utf-8"))["items"][0]
        assert item["date_modified"].startswith(days[0])
        page = (made / "stories/2026/one/index.html").read_text("utf-8")
        assert graph(page)["Article"]["dateModified"] == days[0]
        assert f"stories/2026/one/</loc><lastmod>{days[0]}<" in (made / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize(
    ("credit", "address"),
    [
        ("甲，CC BY-SA 4.0，取自乙", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("甲，CC BY 2.0", "https://creativecommons.org/licenses/by/2.0/"),
        ("CC-BY-NC-ND 4.0", "https://creativecommons.org/licenses/by-nc-nd/4.0/"),
        ("甲，CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("甲，Unlicense（公有领域）", "https://unlicense.org/"),
        ("甲，CC BY，没有写版本", ""),
        ("照片内标注 CC-SA 4.0、仓库标注 CC BY 4.0", ""),
        ("后勤保障部供图", ""),
    ],
)
def test_a_credit_that_names_its_licence_leads_to_it(credit, address):
    assert licence(credit) == address


def test_every_photo_of_this_projects_stories_says_whom_to_credit_and_where_its_licence_is():
    """schema.org, as search engines read it."""
    with FileLock(ROOT / ".cache" / "tests.lock"):
        found = survey(Project(ROOT), Options())
    catalogue = found.collection.catalogue
    known = found.collection.addresses.known
    images = [
        image
        for story in catalogue.stories
        for image in json.loads(linked_data(catalogue, story, HOME, known))["@graph"][0]["image"]
    ]
    assert len(images) >= len(catalogue.stories) > 10
    for image in images:
        assert image["@type"] == "ImageObject"
        assert image["contentUrl"].startswith(HOME)
        assert image["creditText"]
        assert image["acquireLicensePage"] == f"{HOME}credits/"
    addresses = {image["license"] for image in images}
    assert {
        "https://unlicense.org/",
        f"{HOME}credits/",
    } < addresses  # where the credit names none, the page of all
    assert all(address.startswith("https://") for address in addresses)


def graph(page):
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    return {part["@type"]: part for part in json.loads(data)["@graph"]}


def test_a_storys_page_tells_machines_what_it_is(site):
    found = graph((site / "stories/2026/one/index.html").read_text("utf-8"))
    article = found["Article"]
    assert article["headline"] == "凌晨四点的灯"
    assert article["datePublished"] == "2026-03-05"
    assert [image.get("creditText") for image in article["image"]] == ["甲", None]
    assert "license" not in article["image"][0]  # this site has no page of licences
    assert [step["name"] for step in found["BreadcrumbList"]["itemListElement"]] == ["首页", "故事", article["articleSection"], "凌晨四点的灯"]  # fmt: skip
    for image in article["image"]:
        assert (site / image["contentUrl"].removeprefix(HOME)).is_file()


def test_signs_of_html_in_a_title_stay_signs_in_the_data(site):
    found = graph((site / "stories/2026/two/index.html").read_text("utf-8"))
    assert found["Article"]["headline"] == "米 & “面” 两样"


def test_the_sitemap_names_the_photos_of_a_story(site):
    tree = ET.fromstring((site / "sitemap.xml").read_bytes())
    named = [image.text for image in tree.iter(f"{IMAGES}loc")]
    assert len(named) == 2
    assert all((site / address.removeprefix(HOME)).is_file() for address in named)


def test_every_page_leads_to_the_feed(site):
    for page in ("index.html", "stories/2026/one/index.html"):
        text = (site / page).read_text("utf-8")
        (link,) = re.findall(r'<link rel="alternate" type="application/atom\+xml"[^>]*href="([^"]*)"', text)
        assert ((site / page).parent / link).resolve() == (site / "feed.xml").resolve()


def test_no_list_for_machines_grows_without_bound():
    """Each file of stories names the next; more addresses than a sitemap may hold are in several, and it names those."""
    rows = [{"id": str(number)} for number in range(2 * feeds.A_FILE + 1)]
    files = {file.path: json.loads(file.data) for file in feeds.story_lists(rows, HOME)}
    assert {name: len(value["stories"]) for name, value in files.items()} == {
        "stories.json": 1000, "stories-2.json": 1000, "stories-3.json": 1}  # fmt: skip
    assert [value.get("next") for value in files.values()] == [
        f"{HOME}stories-2.json", f"{HOME}stories-3.json", None]  # fmt: skip
    assert [row for value in files.values() for row in value["stories"]] == rows
    pages = [
        Page(f"stories/2026/{n}/index.md", Meta("题", "", "story"), "")
        for n in range(5 * directory.A_MAP + 1)
    ]
    rows = [directory.sitemap_row(HOME, page) for page in pages]
    maps = {file.path: ET.fromstring(file.data) for file in directory.sitemap(HOME, rows)}
    index = maps.pop("sitemap.xml")
    assert [place.text for place in index.iter(f"{MAPS}loc")] == [HOME + name for name in maps]
    assert [len(part) for part in maps.values()] == [directory.A_MAP] * 5 + [1]


def test_an_empty_site_has_one_empty_list_of_stories():
    (file,) = feeds.story_lists([], HOME)
    assert (file.path, json.loads(file.data)["stories"]) == ("stories.json", [])
