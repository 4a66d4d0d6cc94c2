"""Whatever the lists beside pages, the film and the menus say, in whatever field: it is shown as text, and nothing of it runs."""

import itertools
import shutil

import pytest
import yaml
from test_nothing_runs import WAYS_IN, WAYS_INTO
from visits import visit

from attacks import ATTACKS
from conftest import PHOTOS, ROOT, served
from hostile_entries import attacked, own_lists, typed
from showcase.records.kinds import KINDS

pytestmark = pytest.mark.browser

ONE_FILM = """film:
  - title: t
    file: film.webm
    poster: {file: poster.jpg, alt: a, credit: c, consent: not-needed}
    captions: film.vtt
    transcript: [{at: '0:00', text: x}]
    credit: c
"""


def of_one_story(value):
    """Whatever names a story names the one that is here."""
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        of_one_story(part)
    if isinstance(value, dict) and "story" in value:
        value["story"] = "2026/one"


@pytest.fixture(scope="module")
def hostile(make_workshop):
    workshop = make_workshop()
    docs, attacks = workshop.root / "docs", itertools.cycle(ATTACKS)
    for folder in (*dict.fromkeys(kind.folder for kind in KINDS), "classroom", "teams"):
        shutil.copytree(ROOT / "docs" / folder, docs / folder, dirs_exist_ok=True)
    for kind in KINDS:
        for path in own_lists(kind):
            value = typed(path) if kind.name != "film" else yaml.load(ONE_FILM, Loader=yaml.BaseLoader)
            of_one_story(value)
            value[kind.name] = [attacked(kind, entry, attacks) for entry in value[kind.name]]
            text = yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
            (workshop.root / path).write_text(text, "utf-8")
    shutil.copy(ROOT / "tests" / "records" / "films" / "tiny.webm", docs / "brand" / "film" / "film.webm")
    shutil.copy(PHOTOS / "lingchen-huomian" / "luguo.jpeg", docs / "brand" / "film" / "poster.jpg")
    (docs / "brand" / "film" / "film.vtt").write_text(
        "WEBVTT\n\n00:00.000 --> 00:01.000\n<b onclick=hacked=1>x</b>\n", "utf-8"
    )
    settings = (workshop.root / "mkdocs.yml").read_text("utf-8")
    assert "text: 故事" in settings
    settings = settings.replace("text: 故事", "text: '\" onmouseover=\"window.hacked=1'")
    (workshop.root / "mkdocs.yml").write_text(settings, "utf-8")
    workshop.story("one", more="themes: [劳动]\n")
    result = workshop.run("build")
    assert result.code == 0, result.err
    return workshop


def test_nothing_of_the_lists_runs_or_asks_elsewhere(hostile, browser):
    with served(hostile.site) as home, visit(browser, home, bypass_csp=True) as found:
        found.page.on("dialog", lambda dialog: (found.troubles.append(dialog.message), dialog.dismiss()))
        names = [file.relative_to(hostile.site).as_posix() for file in sorted(hostile.site.rglob("*.html"))]
        assert len(names) > 200
        # No page holds anything that could run, and of each kind of page one is seen not to.
        assert found.open(home).evaluate(WAYS_INTO, [home + name for name in names]) == {}
        kinds = {(name.split("/")[0], name.count("/")): name for name in names}
        assert len(kinds) > 30
        for name in kinds.values():
            page = found.open(home + name)
            assert page.evaluate(WAYS_IN) == [], name
            assert page.evaluate("window.hacked") is None, name
            assert found.troubles == [], name


@pytest.mark.parametrize("page", ["honours", "products", "promises", "activities", "seasons", "places"])
def test_what_was_typed_stands_on_the_pages_as_text(hostile, browser, page):
    with served(hostile.site) as home, visit(browser, home) as found:
        shown = found.open(f"{home}{page}/index.html").locator("main").inner_text()
        assert sum(attack in shown for attack in ATTACKS) >= 4


def test_no_calendar_gains_a_line_of_its_own(hostile):
    files = sorted(hostile.site.rglob("*.ics"))
    assert len(files) >= 4
    for file in files:
        names = {
            line.split(b":")[0].split(b";")[0]
            for line in file.read_bytes().split(b"\r\n")
            if line[:1].isalpha()
        }
        assert names <= {
            b"BEGIN", b"END", b"VERSION", b"PRODID", b"X-WR-CALNAME", b"TZID", b"DTSTART", b"DTEND", b"TZNAME",
            b"TZOFFSETFROM", b"TZOFFSETTO", b"SUMMARY", b"DTSTAMP", b"UID", b"SEQUENCE", b"DESCRIPTION", b"LOCATION",
            b"STATUS", b"RRULE",
        }  # fmt: skip
