"""Douyin: covers without an emblem, words within the limits, photos in order, whose consent is asked, the slide film."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from conftest import photo_bytes
from showcase.brand.emblem import emblem_mark
from showcase.channels.douyin.bare import has_emblem
from showcase.channels.douyin.caption import MOST_TEXT, MOST_TITLE, MOST_TOPICS, shortened
from showcase.channels.douyin.film import Reel, film, program, window
from showcase.channels.douyin.making import export
from showcase.channels.douyin.shots import LONGEST, slides
from showcase.channels.makers import DOUYIN_FILM, darkroom
from showcase.channels.telling import Shot, told
from showcase.cli import main
from showcase.photos.orders import Order, Want
from showcase.photos.recipes import DOUYIN_3X4, WECHAT_WIDE
from showcase.photos.studio import Studio
from showcase.project.folder import Project
from showcase.project.workers import Workers
from showcase.site.options import Options
from showcase.site.survey import survey

REVIEW = "review: {first: 张一, second: 李二, final: 王三, date: 2026-03-06}\n"
NOTES = """cover: a.jpg
photos:
  a.jpg: {consent: not-needed, credit: 甲, focal: [0.2, 0.3]}
  b.jpg: {consent: not-needed, channels: [website, wechat]}
  c.jpg: {consent: not-needed, credit: 丙}
people: [{name: 面案班组, role: 面点岗, consent: team}]
honours: [校级好手艺]
themes: [节约]
"""
BODY = '![灯](a.jpg "案上的灯")\n\n![锅](b.jpg "灶上")\n\n![碗](c.jpg "一摞碗")\n'
LONG = "图书馆闭馆的音乐响过以后，值班室的那盏台灯还要再亮一小时"


@pytest.fixture(scope="module")
def made(make_workshop):
    """(workshop, the folder of the story with photos, that of the one without)."""
    workshop = make_workshop()
    photos = {name: photo_bytes((1600, 1200)) for name in ("a.jpg", "b.jpg", "c.jpg")}
    photos["a.jpg"] = colour_bytes("#f6f4ee")
    workshop.story("one", more=NOTES + REVIEW, body=BODY, photos=photos)
    workshop.story("bare", title=f"没有照片的{LONG[:27]}", more=REVIEW)
    folder = workshop.root.parent / "dy"
    assert main(["--root", str(workshop.root), "douyin", "--all", "--out", str(folder)]) == 0
    return workshop, folder / "2026-one", folder / "2026-bare"


def colour_bytes(colour, size=(1600, 1200)):
    buffer = io.BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG", quality=95)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "size"), [("3x4", (1080, 1440)), ("4x3", (1440, 1080)), ("9x16", (1080, 1920))]
)
def test_each_cover_has_the_size_that_the_channel_takes(made, name, size):
    with Image.open(made[1] / f"cover-{name}.jpg") as image:
        assert (image.size, image.format) == (size, "JPEG")


def test_no_emblem_lies_on_a_cover_and_with_the_recipe_that_has_one_it_would_be_seen(made):
    workshop, folder, _ = made
    project = Project(workshop.root)
    house = survey(project, Options()).house
    mark, place = emblem_mark(house.emblem, house.tokens), WECHAT_WIDE.mark
    marked = replace(DOUYIN_3X4, mark=place)
    with Workers() as workers:
        studio = Studio(project.root, project.cache, workers, "#ffffff", mark)
        order = Order("stories/2026/one/a.jpg", frozenset({Want(marked, (0.2, 0.3))}))
        photo = studio.develop([order])[order.path]
    with_it = studio.cache.get(photo.picture(marked)[-1].file)
    without = (folder / "cover-3x4.jpg").read_bytes()
    assert has_emblem(with_it, mark, place)
    assert not has_emblem(without, mark, place)
    for name in ("cover-4x3.jpg", "cover-9x16.jpg", "shot-01.jpg", "shot-02.jpg"):
        assert not has_emblem((folder / name).read_bytes(), mark, place)


def test_a_photo_that_was_saved_from_a_wechat_cover_is_found(workshop, tmp_path, capsys):
    more = "cover: a.jpg\nphotos: {a.jpg: {consent: not-needed}}\n" + REVIEW
    story = workshop.story("one", more=more, photos={"a.jpg": colour_bytes("#f6f4ee", (1900, 1200))})
    root = ["--root", str(workshop.root)]
    assert main([*root, "wechat", "one", "--out", str(tmp_path / "wx")]) == 0
    (story / "a.jpg").write_bytes((tmp_path / "wx/2026-one/cover-235.jpg").read_bytes())
    assert main([*root, "douyin", "one", "--out", str(tmp_path / "dy")]) == 1
    err = capsys.readouterr().err
    assert "CHN016" in err
    assert "shot-01.jpg 角上有部徽" in err


def test_the_words_to_paste_fit_and_name_who_is_in_it(made):
    title, _, text = (made[1] / "caption.txt").read_text("utf-8").partition("\n\n")
    assert title == "凌晨四点的灯"
    assert len(text) <= MOST_TEXT
    for said in (
        "一句话说清这个故事。",
        "人物：面案班组，面点岗",
        "荣誉：校级好手艺",
        "2026年3月5日",
        "图：甲；丙",
    ):
        assert said in text
    topics = re.findall(r"#(\S+)", text)
    assert topics[:3] == ["兰州大学", "后勤文化", "餐饮文化"]
    assert "节约" in topics
    assert len(topics) <= MOST_TOPICS
    assert all(re.fullmatch(r"\w+", topic) for topic in topics)


def test_a_title_that_is_too_long_keeps_its_first_clauses_and_the_editor_is_told(made, tmp_path, capsys):
    assert shortened("短的") == "短的"
    assert shortened("字" * 32) == "字" * (MOST_TITLE - 1) + "…"
    title = (made[2] / "caption.txt").read_text("utf-8").partition("\n")[0]
    assert title == "没有照片的图书馆闭馆的音乐响过以后"
    assert main(["--root", str(made[0].root), "douyin", "bare", "--out", str(tmp_path / "d")]) == 0
    err = capsys.readouterr().err
    assert "CHN015" in err
    assert "CHN004" in err  # and it has no cover
    assert "cover-3x4.jpg" not in {file.name for file in made[2].iterdir()}


def test_the_shots_stand_in_the_storys_order_with_the_words_read_in_them(made):
    text = (made[1] / "shots.txt").read_text("utf-8")
    order = ["cover-9x16.jpg", "凌晨四点的灯", "shot-02.jpg", "一摞碗", "片尾", "一句话说清这个故事。"]
    assert [text.index(word) for word in order] == sorted(text.index(word) for word in order)
    read = (made[1] / "subtitles.srt").read_text("utf-8")
    assert "1\n00:00:00,000 --> 00:00:03,000\n凌晨四点的灯\n" in read


def test_a_photo_agreed_for_other_places_alone_is_not_among_them(made):
    assert "灶上" not in (made[1] / "shots.txt").read_text("utf-8")
    assert sorted(file.name for file in made[1].glob("shot-*.jpg")) == ["shot-01.jpg", "shot-02.jpg"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("consent: team}", "consent: team, channels: [website, wechat]}", "面案班组 的同意不包括抖音"),
        ("not-needed, credit: 甲", "not-needed, channels: [website, poster], credit: 甲", "题图 a.jpg 的同意不包括抖音"),
    ],
)  # fmt: skip
def test_who_did_not_agree_to_it_keeps_the_story_off(made, tmp_path, capsys, old, new, said):
    workshop = made[0].copy(tmp_path / "project")
    index = workshop.root / "stories/2026/one/index.md"
    index.write_text(index.read_text("utf-8").replace(old, new), "utf-8")
    assert main(["--root", str(workshop.root), "douyin", "one", "--out", str(tmp_path / "d")]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "d" / "2026-one").exists()


def opened(workshop):
    """(the story as Douyin is told it, its house, its photos)."""
    project = Project(workshop.root)
    found = survey(project, Options())
    story = next(one for one in found.collection.catalogue.stories if one.slug == "one")
    one, _ = told(found, story, "douyin")
    return one, found.house, darkroom(project, found.house, [one], DOUYIN_FILM)


def test_the_film_shows_the_cover_first_and_is_the_same_each_time(made, tmp_path):
    pytest.importorskip("imageio_ffmpeg")
    one, house, dark = opened(made[0])
    reel = Reel(width=90, rate=4, pace=0.2)
    data = film(one, slides(one), house, dark, reel)
    assert film(one, slides(one), house, dark, reel) == data
    file = tmp_path / "film.mp4"
    file.write_bytes(data)
    told_of = subprocess.run([program(), "-hide_banner", "-i", str(file)], capture_output=True, text=True, timeout=60, check=False).stderr  # fmt: skip
    assert re.search(r"Video: h264 .*yuv420p.* 90x160", told_of)
    assert "Audio" not in told_of
    first = subprocess.run([program(), "-loglevel", "error", "-i", str(file), "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "rgb24", "-"], capture_output=True, timeout=60, check=True).stdout  # fmt: skip
    image = Image.frombytes("RGB", (90, 160), first)
    for at, colour in (
        ((45, 50), (0xF6, 0xF4, 0xEE)),
        ((45, 155), (0x1F, 0x5A, 0x48)),
    ):  # the photo, the ground
        assert max(abs(a - b) for a, b in zip(image.getpixel(at), colour, strict=True)) < 14


def test_without_ffmpeg_everything_but_the_film_is_made_and_one_line_says_how_to_get_it(
    made, tmp_path, capsys, monkeypatch
):
    monkeypatch.setitem(sys.modules, "imageio_ffmpeg", None)  # as where it is not installed
    arguments = ["--root", str(made[0].root), "douyin", "one", "--film", "--out", str(tmp_path / "d")]
    assert main(arguments) == 0
    assert "make film" in capsys.readouterr().err
    names = {file.name for file in (tmp_path / "d" / "2026-one").iterdir()}
    assert "cover-3x4.jpg" in names
    assert "film.mp4" not in names


def test_a_film_of_many_photos_stays_below_a_minute(made):
    one, house, dark = opened(made[0])
    shot = Shot("c.jpg", "碗", "一摞碗", "", None, 2)
    for count in (1, 20, 60):
        many = replace(one, shots=(one.shots[0], *(replace(shot, place=number) for number in range(count))))
        found = slides(many)
        assert found[-1].end <= LONGEST
        assert all(slide.seconds >= 2 for slide in found)
    assert "film.mp4" not in dict(export(one, house, dark).files)


@given(x=st.floats(0, 1), y=st.floats(0, 1), way=st.floats(0, 1))
def test_however_the_picture_moves_its_focal_point_is_seen(x, y, way):
    left, top, right, bottom = window((1200, 1440), (x, y), way)
    assert -1e-6 <= left <= x * 1200 + 1e-6 <= right + 2e-6 <= 1200 + 4e-6
    assert -1e-6 <= top <= y * 1440 + 1e-6 <= bottom + 2e-6 <= 1440 + 4e-6
