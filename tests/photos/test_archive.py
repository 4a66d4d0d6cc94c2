"""A whole folder of photos: what stops the work costs what was in hand then, and nothing is left half."""

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from conftest import ROOT, photo_bytes
from showcase.cli import main
from showcase.commands.progress import Lines
from showcase.photos.archive import RECORD, Archive, Photo
from showcase.photos.making import Task, make
from showcase.photos.orders import Refusal, Want
from showcase.photos.recipes import BODY, CARD

OLD = 1_700_000_000


def put(folder, name, data):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    os.utime(path, (OLD, OLD))


def bring(source, out, *options):
    return main(["images", str(source), "--out", str(out), "--recipe", "card", *options])


def everything(out):
    return {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }


def rows(out):
    return {row["source"]: row for row in json.loads((out / "manifest.json").read_text("utf-8"))}


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "档案"
    for number in range(3):
        put(folder, f"2024 迎新/IMG_{number}.JPG", photo_bytes((700 + number, 525)))
    put(folder, "2025/同名.jpg", photo_bytes((720, 540)))
    put(folder, "2025/同名.png", photo_bytes((720, 540), "PNG"))
    put(folder, "2025/说明.txt", b"no photo, and not asked for")
    put(folder, "2025/坏的.jpg", photo_bytes((1500, 900))[:-4000])
    return folder


def test_a_folder_becomes_a_folder_of_each_photo_and_the_refused_are_named(source, tmp_path, capsys):
    out = tmp_path / "out"
    assert bring(source, out) == 1
    said = capsys.readouterr().err
    assert "5 张照片做成 15 个文件" in said
    assert "2025/坏的.jpg" in said
    assert re.fullmatch(r"2025/坏的\.jpg\tPHO104\t.+\t.+\n", (out / "refused.txt").read_text("utf-8"))
    made = rows(out)
    assert sorted(made) == [
        "2024 迎新/IMG_0.JPG", "2024 迎新/IMG_1.JPG", "2024 迎新/IMG_2.JPG", "2025/同名.jpg", "2025/同名.png",
    ]  # fmt: skip
    for path, row in made.items():
        assert row["sha256"] == hashlib.sha256((source / path).read_bytes()).hexdigest()
        for output in row["outputs"]:
            assert output["file"].startswith(f"{path}/card-")
            data = (out / output["file"]).read_bytes()
            assert (output["bytes"], output["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_nothing_is_made_twice_and_what_has_changed_or_gone_is_made_again(source, tmp_path, capsys):
    out = tmp_path / "out"
    bring(source, out)
    before = everything(out)
    assert bring(source, out) == 1
    assert "0 张照片做成 0 个文件，5 张早已做好" in capsys.readouterr().err
    os.utime(source / "2025/同名.jpg")  # the same content at another time
    lost, cut, odd = (out / f"2024 迎新/IMG_{n}.JPG" for n in range(3))
    (lost / "card-640x480.jpg").unlink()
    (cut / "card-640x480.avif").write_bytes(before["2024 迎新/IMG_1.JPG/card-640x480.avif"][:-1])
    (odd / RECORD).write_text('{"outputs": 5}')
    put(source, "2025/坏的.jpg", photo_bytes((800, 600)))
    assert bring(source, out) == 0
    assert "4 张照片做成 12 个文件，2 张早已做好" in capsys.readouterr().err
    assert not (out / "refused.txt").exists()
    after = everything(out)
    same = {name: data for name, data in after.items() if "坏的" not in name and name != "manifest.json"}
    assert same == {n: d for n, d in before.items() if n not in ("refused.txt", "manifest.json")}


def test_another_recipe_takes_the_place_of_the_former(source, tmp_path):
    out = tmp_path / "out"
    bring(source, out)
    main(["images", str(source), "--out", str(out), "--recipe", "share"])
    assert {p.name for p in (out / "2025/同名.jpg").iterdir()} == {"share-1200x630.jpg", RECORD}


def test_killed_in_the_middle_it_goes_on_and_ends_with_the_very_bytes_of_an_unbroken_run(tmp_path):
    source, whole, broken = (tmp_path / name for name in ("in", "whole", "broken"))
    for number in range(8):
        put(source, f"{number:02}.jpg", photo_bytes((1000 + number, 750)))
    put(source, "05b.jpg", photo_bytes((900, 700))[:3000])
    command = [sys.executable, "-P", "-m", "showcase", "images", str(source), "--recipe", "cover", "--out"]
    place = {"cwd": tmp_path, "env": {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}}
    running = subprocess.Popen([*command, str(broken)], **place, stderr=subprocess.DEVNULL)
    while len(list(broken.glob(f"*/{RECORD}"))) < 2 and running.poll() is None:
        time.sleep(0.01)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    done = {path: path.stat().st_mtime_ns for path in broken.glob(f"*/{RECORD}")}
    assert 2 <= len(done) < 8
    assert not (broken / "manifest.json").exists()
    (broken / "07.jpg").mkdir(exist_ok=True)
    (broken / "07.jpg" / ".cover-480x320.avif.1.00ff00ff").write_bytes(b"half")  # as a killed write leaves it
    ended = subprocess.run([*command, str(broken)], **place, stderr=subprocess.PIPE, text=True)
    assert ended.returncode == 1
    assert "05b.jpg" in ended.stderr
    assert {path: path.stat().st_mtime_ns for path in done} == done
    assert subprocess.run([*command, str(whole)], **place, stderr=subprocess.DEVNULL).returncode == 1
    assert everything(broken) == everything(whole)


def test_the_folder_of_derivatives_is_no_source_even_where_it_lies_within(source):
    out = source / "out"
    bring(source, out)
    before = everything(out)
    bring(source, out)
    assert everything(out) == before
    assert main(["images", str(source), "--out", str(source)]) == 2


def test_links_and_closed_folders_are_refused_by_name_and_the_others_done(tmp_path, capsys):
    source = tmp_path / "in"
    put(source, "a.jpg", photo_bytes())
    put(tmp_path, "outside/b.jpg", photo_bytes())
    (source / "link.jpg").symlink_to(tmp_path / "outside" / "b.jpg")
    (source / "folder").symlink_to(tmp_path / "outside")
    assert bring(source, tmp_path / "out") == 1
    assert list(rows(tmp_path / "out")) == ["a.jpg"]
    assert (tmp_path / "out" / "refused.txt").read_text("utf-8").startswith("link.jpg\tPHO107\t")


def test_a_name_that_is_not_utf_8_is_kept_and_made_once(tmp_path, capsys):
    source, out = tmp_path / "in", tmp_path / "out"
    put(source, os.fsdecode("食堂.jpg".encode("gbk")), photo_bytes())
    assert bring(source, out) == 0
    assert bring(source, out) == 0
    assert "1 张早已做好" in capsys.readouterr().err
    assert len(rows(out)) == 1


def test_what_would_take_more_memory_than_a_worker_shall_hold_is_refused():
    task = Task((Want(CARD),), sparing=True)
    large = photo_bytes((5900, 5700), "AVIF", speed=10)
    refused = make(large, task)
    assert isinstance(refused, Refusal)
    assert "400 MB" in refused.message
    assert make(photo_bytes((1200, 900), "AVIF"), task).outputs
    assert make(photo_bytes((1200, 900), progressive=True, subsampling=0), task).outputs


def test_a_folder_stands_alone_and_a_cluster_is_for_folders(source, tmp_path, capsys):
    photo = str(source / "2025/同名.jpg")
    assert main(["images", str(source), photo, "--out", str(tmp_path / "out")]) == 2
    assert main(["images", photo, "--out", str(tmp_path / "out"), "--scheduler", "tcp://127.0.0.1:1"]) == 2
    assert "文件夹" in capsys.readouterr().err


def test_the_time_that_is_left_is_told_once_a_minute_from_what_was_made_since():
    lines = Lines("照片")
    assert lines.after(0.0, 5_000, 10_000) == ""  # done before
    assert lines.after(30.0, 5_050, 10_000) == ""
    assert lines.after(60.0, 5_100, 10_000) == "照片 5100/10000，还要约 0 小时 49 分"
    assert lines.after(61.0, 5_101, 10_000) == ""
    assert lines.after(180.0, 5_100, 10_000) == "照片 5100/10000，还要约 2 小时 27 分"


def test_an_archive_tells_photos_one_folder_at_a_time(source, tmp_path):
    archive = Archive(source, tmp_path / "out", Task((Want(BODY),)))
    told = archive.photos()
    assert next(told) == Photo(
        "2024 迎新/IMG_0.JPG", ((source / "2024 迎新/IMG_0.JPG").stat().st_size, OLD * 10**9)
    )
    put(source, "2025/later.jpg", photo_bytes())  # not listed yet
    assert "2025/later.jpg" in {photo.path for photo in told}
