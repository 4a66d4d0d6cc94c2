import hashlib
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import photo_bytes
from showcase.photos.orders import Developed, Order, Refusal, Want
from showcase.photos.plan import Probe, plan
from showcase.photos.recipes import BODY, CARD, RECIPES
from showcase.photos.studio import Studio
from showcase.project.workers import Workers

WANTS = frozenset({Want(CARD), Want(BODY)})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "photos").mkdir()
    return tmp_path


def put(folder, name, data):
    file = folder / "photos" / name
    file.write_bytes(data)
    os.utime(file, (1_700_000_000, 1_700_000_000))  # old enough to be remembered


def develop(folder, *names, cache="cache", count=2):
    with Workers(count) as workers:
        studio = Studio(folder, folder / cache, workers)
        found = studio.develop(Order(f"photos/{name}", WANTS) for name in names)
    return {path.removeprefix("photos/"): photo for path, photo in found.items()}, studio.tally


def entries(folder, cache="cache"):
    return {
        p.name: p.read_bytes() for p in (folder / cache).rglob("*") if p.is_file() and p.name != "sources"
    }


def test_what_was_made_is_not_made_again(folder):
    put(folder, "a.jpg", photo_bytes())
    assert develop(folder, "a.jpg")[1].decoded == 1
    found, tally = develop(folder, "a.jpg")
    assert (tally.decoded, tally.encoded) == (0, 0)
    assert isinstance(found["a.jpg"], Developed)


def test_one_photo_more_among_many_is_the_only_one_made(folder):
    names = [f"{n}.jpg" for n in range(40)]
    for n, name in enumerate(names):
        put(folder, name, photo_bytes((200 + n, 150)))
    assert develop(folder, *names)[1].decoded == 40
    put(folder, "new.jpg", photo_bytes((500, 400)))
    assert develop(folder, *names, "new.jpg")[1].decoded == 1


def test_the_same_content_under_two_names_is_decoded_once(folder):
    for name in ("a.jpg", "b.jpg"):
        put(folder, name, photo_bytes())
    found, tally = develop(folder, "a.jpg", "b.jpg")
    assert tally.decoded == 1
    assert found["a.jpg"] == found["b.jpg"]


def test_each_damaged_entry_is_found_and_made_again_just_as_it_was(folder):
    put(folder, "a.jpg", photo_bytes())
    develop(folder, "a.jpg")
    before = entries(folder)
    for victim in sorted((folder / "cache").rglob("*.avif")) + sorted((folder / "cache").rglob("*.jpg")):
        victim.write_bytes(victim.read_bytes()[:-1] + b"x")
        assert develop(folder, "a.jpg")[1].encoded == 1
        assert entries(folder) == before


def test_the_cache_works_on_another_machine(folder, tmp_path_factory):
    put(folder, "a.jpg", photo_bytes())
    develop(folder, "a.jpg")
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(folder / "cache", elsewhere / "cache")
    (elsewhere / "photos").mkdir()
    (elsewhere / "photos" / "a.jpg").write_bytes((folder / "photos" / "a.jpg").read_bytes())
    assert develop(elsewhere, "a.jpg")[1].encoded == 0


def test_any_number_of_workers_gives_the_same_bytes(folder):
    names = [f"{n}.jpg" for n in range(5)]
    for n, name in enumerate(names):
        put(folder, name, photo_bytes((900 + n, 700)))
    for count in (1, 2, 4):
        develop(folder, *names, cache=f"cache-{count}", count=count)
    assert entries(folder, "cache-1") == entries(folder, "cache-2") == entries(folder, "cache-4")


def test_each_refused_photo_has_its_reason_and_the_others_are_done(folder):
    put(folder, "good.jpg", photo_bytes())
    put(folder, "empty.jpg", b"")
    put(folder, "cut.jpg", photo_bytes((1500, 900))[:-4000])
    put(folder, "page.jpg", b"<html>")
    (folder / "photos" / "link.jpg").symlink_to(folder / "photos" / "good.jpg")
    os.mkfifo(folder / "photos" / "fifo.jpg")
    found, _ = develop(
        folder, "good.jpg", "empty.jpg", "cut.jpg", "page.jpg", "link.jpg", "fifo.jpg", "none.jpg"
    )
    codes = {name: photo.code for name, photo in found.items() if isinstance(photo, Refusal)}
    assert codes == {
        "empty.jpg": "PHO101",
        "cut.jpg": "PHO104",
        "page.jpg": "PHO102",
        "link.jpg": "PHO107",
        "fifo.jpg": "PHO107",
        "none.jpg": "PHO107",
    }
    assert isinstance(found["good.jpg"], Developed)


def test_the_images_command_does_what_it_can_and_says_the_rest(workshop, tmp_path):
    (tmp_path / "面案.jpg").write_bytes(photo_bytes((1400, 1000)))
    (tmp_path / "b.png").write_bytes(photo_bytes((700, 500), "PNG"))
    (tmp_path / "c.jpg").write_bytes(b"%PDF-1.7")
    arguments = [str(tmp_path / name) for name in ("面案.jpg", "b.png", "c.jpg")]
    out = tmp_path / "out"
    result = workshop.run(
        "images",
        *arguments,
        "--out",
        str(out),
        "--recipe",
        "card",
        "--recipe",
        "wechat-wide",
        "--focal",
        "0.2,0.8",
    )
    assert result.code == 1
    assert "PDF" in result.err
    rows = {
        row["source"].rpartition("/")[2]: row
        for row in json.loads((out / "manifest.json").read_text("utf-8"))
    }
    assert rows["c.jpg"]["refused"]["code"] == "PHO102"
    assert rows["面案.jpg"]["focal"] == [0.2, 0.8]
    for row in (rows["面案.jpg"], rows["b.png"]):
        for made in row["outputs"]:
            assert (out / made["file"]).stat().st_size == made["bytes"]
            assert made["file"].isascii()
    sizes = {(m["recipe"], m["width"], m["height"]) for m in rows["b.png"]["outputs"]}
    assert sizes == {("card", 320, 240), ("card", 640, 480), ("wechat-wide", 1800, 766)}


def test_images_keeps_photos_of_one_name_apart_and_takes_one_file_once(workshop, tmp_path):
    for folder, size in (("a", (700, 500)), ("b", (701, 500))):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.jpg").write_bytes(photo_bytes(size))
    photos = [str(tmp_path / path) for path in ("a/x.jpg", "b/x.jpg", "a/../a/x.jpg")]
    result = workshop.run("images", *photos, "--out", str(tmp_path / "out"), "--recipe", "card")
    assert result.code == 0, result.err
    rows = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert [row["width"] for row in rows] == [700, 701]
    for row in rows:
        source = (tmp_path / ("a" if row["width"] == 700 else "b") / "x.jpg").read_bytes()
        assert row["sha256"] == hashlib.sha256(source).hexdigest()
        for made in row["outputs"]:
            data = (tmp_path / "out" / made["file"]).read_bytes()
            assert made["recipe"] == "card"
            assert (made["bytes"], made["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
    files = [made["file"] for row in rows for made in row["outputs"]]
    assert len(set(files)) == len(files) == 6


@pytest.mark.parametrize(
    ("out", "code"),
    [
        ("/", 2),
        ("{root}", 2),
        ("{root}/stories", 2),
        ("{root}/docs/new", 2),
        ("{photo}", 2),
        ("/proc/new/out", 3),
    ],
)
def test_images_refuses_a_folder_where_it_would_do_harm(workshop, tmp_path, out, code):
    photo = tmp_path / "a.jpg"
    photo.write_bytes(photo_bytes())
    before = sorted(workshop.root.rglob("*"))
    out = out.format(root=workshop.root, photo=photo)
    result = workshop.run("images", str(photo), "--out", out, "--recipe", "card")
    assert result.code == code
    assert len(result.err.strip().splitlines()) == 1
    assert sorted(workshop.root.rglob("*")) == before
    assert photo.read_bytes() == photo_bytes()


def test_two_builds_at_once_make_the_same_entries(folder):
    names = [f"{n}.jpg" for n in range(4)]
    for n, name in enumerate(names):
        put(folder, name, photo_bytes((600 + n, 400)))
    develop(folder, *names, cache="alone")
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: develop(folder, *names, cache="shared", count=1), range(2)))
    assert entries(folder, "shared") == entries(folder, "alone")
    assert develop(folder, *names, cache="shared")[1].encoded == 0


@pytest.mark.parametrize("focal", ["2,0", "x", "0.5", "-1,0", "0.5,nan"])
def test_a_focal_point_outside_the_photo_is_refused(workshop, tmp_path, focal):
    result = workshop.run("images", "a.jpg", "--out", str(tmp_path), f"--focal={focal}")
    assert result.code == 2
    assert "0.62,0.40" in result.err


def test_an_output_has_the_same_bytes_whatever_else_is_wanted_with_it(folder):
    put(folder, "a.jpg", photo_bytes((3000, 2000)))  # 3:2, so that two recipes crop alike
    every = frozenset(Want(recipe) for recipe in RECIPES.values())
    with Workers(2) as workers:
        together = Studio(folder, folder / "together", workers).develop([Order("photos/a.jpg", every)])
        assert together
        for want in every:
            Studio(folder, folder / "alone", workers).develop([Order("photos/a.jpg", frozenset({want}))])
    assert entries(folder, "together") == entries(folder, "alone")


def test_a_photo_is_asked_for_a_recipe_alone_or_for_one_of_several_entries():
    probe = Probe("0" * 64, 3000, 2000, "JPEG")
    wants = (Want(BODY), Want(CARD, (0.1, 0.1)), Want(CARD, (0.9, 0.9)))
    photo = Developed(probe, {want: plan(probe, want.recipe, want.focal) for want in wants})
    assert photo.picture(BODY) == plan(probe, BODY)
    assert photo.picture(CARD, (0.9, 0.9)) == plan(probe, CARD, (0.9, 0.9))
    assert photo.picture(CARD, (0.1, 0.1)) != photo.picture(CARD, (0.9, 0.9))
    cover = Developed(probe, {want: plan(probe, want.recipe, want.focal) for want in wants[:2]})
    assert (cover.picture(CARD), cover.want(CARD)) == (plan(probe, CARD, (0.1, 0.1)), wants[1])


def speeds(photo):
    return {
        (i.size[0], dict(i.encoder.options)["speed"])
        for planned in photo.plans.values()
        for i in planned
        if i.encoder.format == "avif"
    }


def test_who_waits_gets_the_final_pictures_where_they_are_and_quick_ones_where_not(folder):
    """What is handed out is never made of the quick ones: they have names of their own."""
    for name, size in (("old.jpg", (2000, 1500)), ("new.jpg", (2000, 1501))):
        put(folder, name, photo_bytes(size))
    final, _ = develop(folder, "old.jpg")
    with Workers(1) as workers:
        hasty = Studio(folder, folder / "cache", workers)
        hasty.in_haste = True
        found = hasty.develop(Order(f"photos/{name}", WANTS) for name in ("old.jpg", "new.jpg"))
    assert found["photos/old.jpg"] == final["old.jpg"]
    assert {speed for _, speed in speeds(found["photos/new.jpg"])} == {9}
    official, tally = develop(folder, "old.jpg", "new.jpg")
    assert tally.decoded == 1
    for photo in official.values():
        assert {speed for width, speed in speeds(photo) if width < 1600} == {8}
        assert (1600, 9) in speeds(photo)
    assert {i.file for p in official["new.jpg"].plans.values() for i in p if i.encoder.format == "jpg"} == {
        i.file for p in found["photos/new.jpg"].plans.values() for i in p if i.encoder.format == "jpg"
    }
