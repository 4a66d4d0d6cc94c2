"""tests/records/films/tiny.webm: half a second of two colours, 64×36, VP8, recorded by Chromium from a canvas."""

import datetime as dt
import re

import pytest

from conftest import ROOT, photo_bytes
from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import read_tokens
from showcase.project.folder import Project
from showcase.records.film import MAX_VIDEO
from showcase.records.kinds import read_records

VIDEO = (ROOT / "tests" / "records" / "films" / "tiny.webm").read_bytes()
CAPTIONS = "WEBVTT\n\n00:00:00.000 --> 00:00:00.500\n灯先亮在面案上。\n".encode()
FILM = """film:
  - title: 一天的后勤
    file: film.webm
    poster: {file: poster.jpg, alt: 天没亮，后厨的灯先亮了, credit: 宣传办公室, consent: not-needed}
    captions: film.vtt
    transcript:
      - {at: '0:00', text: 凌晨四点，灯先亮在面案上。}
"""
PAGE = "---\ntitle: 宣传片\nneeds: film\n---\n\n<!-- block: film -->\n"
BRAND = "---\ntitle: 品牌\n---\n\n<!-- block: contents -->\n"


@pytest.fixture
def film(workshop):
    """Writes film.yml and the files beside it, with the page that shows the film."""
    folder = workshop.root / "docs" / "brand" / "film"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(PAGE, "utf-8")
    (folder.parent / "index.md").write_text(BRAND, "utf-8")

    def write(text=FILM, **files):
        beside = {"film.webm": VIDEO, "film.vtt": CAPTIONS, "poster.jpg": photo_bytes()} | {
            name.replace("_", "."): data for name, data in files.items()
        }
        (folder / "film.yml").write_text(text, "utf-8")
        for name, data in beside.items():
            if data is not None:
                (folder / name).write_bytes(data)
        return workshop

    return write


def found(workshop):
    project = Project(workshop.root)
    house = read_organisation(project), read_tokens(project)
    return read_records(project.jail, *house, {}, dt.date(2026, 6, 1)).findings


def codes(workshop):
    return [finding.code for finding in found(workshop)]


def test_a_film_is_shown_with_poster_captions_and_transcript(film):
    workshop = film()
    assert workshop.run("build").code == 0
    html = workshop.page("brand/film/index.html")
    assert (workshop.site / "assets" / "film" / "film.webm").read_bytes() == VIDEO
    assert (workshop.site / "assets" / "film" / "film.vtt").read_bytes() == CAPTIONS
    assert '<source src="../../assets/film/film.webm" type="video/webm">' in html
    assert re.search(
        r'<track kind="captions" srclang="zh-Hans"[^>]* src="\.\./\.\./assets/film/film\.vtt"', html
    )
    poster = re.search(r'poster="\.\./\.\./(assets/photos/[^"]+\.jpg)"', html).group(1)
    assert (workshop.site / poster).is_file()
    assert "autoplay" not in html
    assert "凌晨四点，灯先亮在面案上。" in html
    assert "film/index.html" in workshop.page("brand/index.html")


@pytest.mark.parametrize("text", ["sample: true\n", None])
def test_without_a_film_there_is_no_page_and_no_link_to_one(film, workshop, text):
    film(text or FILM)
    if text is None:
        (workshop.root / "docs" / "brand" / "film" / "film.yml").unlink()
    result = workshop.run("build")
    assert result.code == 0
    assert "LNK001" not in result.out + result.err
    assert not (workshop.site / "brand" / "film").exists()
    assert not (workshop.site / "assets" / "film").exists()
    for page in workshop.site.rglob("*.html"):
        assert "brand/film" not in page.read_text("utf-8"), page
        assert 'href="film/' not in page.read_text("utf-8"), page


def test_a_film_without_captions_is_a_finding_and_stays_out(film):
    workshop = film(FILM.replace("    captions: film.vtt\n", ""))
    result = workshop.run("build")
    assert result.code == 1
    assert "MED001" in result.out + result.err
    assert "没有字幕，先不发布" in result.out + result.err
    assert not (workshop.site / "brand" / "film").exists()
    assert (workshop.site / "index.html").is_file()


def test_files_that_are_not_there_are_named(film):
    (finding,) = found(film(film_webm=None))
    assert finding.code == "MED002"
    assert finding.message == "film.webm：找不到这个文件"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"film_vtt": None}, "MED002"),
        ({"film_vtt": b"1\n00:00:01,000 --> 00:00:04,000\n"}, "MED004"),  # SubRip
        ({"film_vtt": "WEBVTT\n\n00:00.000 --> 00:01.000\n灯".encode("gbk")}, "MED004"),
        ({"film_vtt": b"WEBVTT\n\n"}, "MED004"),  # no line in it
        ({"film_webm": b""}, "MED003"),
        ({"film_webm": b"\0\0\0\x18ftypmp42"}, "MED003"),
        ({"film_webm": VIDEO + b"com.apple.quicktime.location.ISO6709+36.05+103.86/"}, "MED005"),
    ],
)
def test_what_is_wrong_with_a_file_is_a_finding(film, files, code):
    assert codes(film(**files)) == [code]


def test_an_mp4_is_told_by_its_first_bytes(film):
    mp4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"
    named = FILM.replace("film.webm", "film.mp4")
    assert codes(film(named, film_mp4=mp4)) == []
    assert codes(film(named, film_mp4=VIDEO)) == ["MED003"]
    assert codes(film(named, film_mp4=mp4 + b"\xa9xyz+36.05+103.86/")) == ["MED005"]


def test_a_film_that_is_too_large_is_refused_unread(film):
    workshop = film()
    with (workshop.root / "docs" / "brand" / "film" / "film.webm").open("wb") as file:
        file.truncate(MAX_VIDEO + 1)  # sparse
    (finding,) = found(workshop)
    assert finding.code == "MED002"
    assert "超过 100 MB" in finding.message


def test_a_film_that_is_a_link_is_refused(film, tmp_path):
    workshop = film(film_webm=None)
    (tmp_path / "elsewhere.webm").write_bytes(VIDEO)
    (workshop.root / "docs" / "brand" / "film" / "film.webm").symlink_to(tmp_path / "elsewhere.webm")
    assert codes(workshop) == ["MED002"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("file: film.webm", "file: ../film.webm", 3, "film.mp4 或 film.webm"),
        ("file: film.webm", "file: film.avi", 3, "film.mp4 或 film.webm"),
        ("at: '0:00'", "at: 0:75", 7, "时间写成"),
        ("    poster:", "    postr:", 4, "poster"),
        ("    captions:", "    autoplay: 1\n    captions:", 5, "autoplay"),
    ],
)
def test_what_does_not_fit_is_told_at_its_line_and_the_film_stays_out(film, old, new, line, said):
    assert old in FILM
    workshop = film(FILM.replace(old, new, 1))
    (finding,) = found(workshop)
    assert (finding.code, finding.place.line) == ("REC002", line)
    assert said in finding.message + finding.hint
    result = workshop.run("build")
    assert result.code == 1
    assert not (workshop.site / "brand" / "film").exists()


def test_of_two_films_the_good_one_is_shown(film):
    second = FILM.replace("film:\n", "").replace("film.webm", "other.webm")
    workshop = film(FILM + second)
    assert [(f.code, f.place.line) for f in found(workshop)] == [("MED002", 9)]
    workshop.run("build")
    assert workshop.page("brand/film/index.html").count("<video") == 1


def test_a_sample_film_stays_out_of_the_official_site(film):
    workshop = film("sample: true\n" + FILM)
    assert workshop.run("build").code == 0
    assert "示例" in workshop.page("brand/film/index.html")
    assert workshop.run("build", "--official").code == 0
    assert not (workshop.site / "brand" / "film").exists()


@pytest.mark.browser
def test_the_film_plays_and_its_captions_are_read(film, browser):
    from conftest import served

    workshop = film()
    assert workshop.run("build").code == 0
    with served(workshop.site) as home:
        page = browser.new_page()
        page.goto(f"{home}brand/film/index.html")
        seen = page.evaluate(
            """async () => {
              const video = document.querySelector('video'), track = video.textTracks[0];
              track.mode = 'showing'; video.muted = true;
              await video.play();
              for (let i = 0; i < 50 && !(track.cues && track.cues.length); i++) await new Promise(r => setTimeout(r, 50));
              return [video.videoWidth, video.videoHeight, track.cues[0].text];
            }"""
        )
        page.close()
    assert seen == [64, 36, "灯先亮在面案上。"]


@pytest.mark.browser
def test_values_copy_on_a_click_and_say_so(browser, workshop):
    from conftest import served

    folder = workshop.root / "docs" / "brand" / "colour"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text("---\ntitle: 颜色\n---\n\n<!-- block: palette -->\n", "utf-8")
    assert workshop.run("build").code == 0
    with served(workshop.site) as home:
        page = browser.new_page()
        page.goto(f"{home}brand/colour/index.html")
        first = page.locator("button.copy").first
        assert first.inner_text() == "#1f5a48"
        first.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("document.querySelector('.copied').textContent.startsWith('已复制 #1f5a48')")
        status = page.locator(".copied")
        assert status.get_attribute("aria-live") == "polite"
        assert page.evaluate("document.activeElement.className") == "copy"
        page.close()
        context = browser.new_context(java_script_enabled=False)
        bare = context.new_page()
        bare.goto(f"{home}brand/colour/index.html")
        assert bare.locator("code[data-copy]").first.inner_text() == "#1f5a48"
        assert bare.locator("button.copy").count() == 0
        context.close()


def test_a_poster_that_is_not_there_is_a_finding(film):
    workshop = film(poster_jpg=None)
    result = workshop.run("build")
    assert result.code == 1
    assert "docs/brand/film/poster.jpg" in result.out + result.err
    assert "<video" in workshop.page("brand/film/index.html")
    assert "poster=" not in workshop.page("brand/film/index.html")
