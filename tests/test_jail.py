import os
import socket

import pytest

from showcase.jail import Jail, Refused


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "root" / "stories" / "2026" / "a"
    inside.mkdir(parents=True)
    (inside / "index.md").write_text("text", "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return inside


def read(folder, *parts, limit=100):
    return Jail(folder.parents[2]).read("stories", "2026", "a", *parts, limit=limit)


def test_a_plain_file_is_read(folder):
    assert read(folder, "index.md") == b"text"


def test_a_file_over_the_limit_is_refused(folder):
    with pytest.raises(Refused, match="超过"):
        read(folder, "index.md", limit=3)


@pytest.mark.parametrize("name", ["..", ".", "", "../b", "a/b", "a\\b", "/etc/passwd", "a\0b"])
def test_what_is_no_file_name_is_refused(folder, name):
    with pytest.raises(Refused):
        read(folder, name)


def test_links_fifos_and_sockets_are_refused_without_being_opened(folder):
    secret = folder.parents[3] / "secret.txt"
    (folder / "link.jpg").symlink_to(secret)
    os.mkfifo(folder / "fifo.jpg")  # opening one for reading would wait for ever
    os.link(secret, folder / "hard.jpg")
    with socket.socket(socket.AF_UNIX) as one:
        os.chdir(folder)
        one.bind("socket.jpg")
        for name in ("link.jpg", "fifo.jpg", "hard.jpg", "socket.jpg"):
            with pytest.raises(Refused):
                read(folder, name)


def test_a_folder_that_is_a_link_is_not_entered(folder):
    (folder.parent / "b").symlink_to(folder.parents[3], target_is_directory=True)
    jail = Jail(folder.parents[2])
    with pytest.raises(Refused):
        jail.read("stories", "2026", "b", "secret.txt", limit=100)
    with pytest.raises(Refused):
        jail.entries("stories", "2026", "b")


def test_a_listing_says_what_is_plain(folder):
    (folder / "link.jpg").symlink_to("index.md")
    (folder / "deeper").mkdir()
    listed = Jail(folder.parents[2]).entries("stories", "2026", "a")
    assert [(e.name, e.is_plain, e.is_folder) for e in listed] == [
        ("deeper", False, True),
        ("index.md", True, False),
        ("link.jpg", False, False),
    ]
