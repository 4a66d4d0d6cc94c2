import contextlib
import os
import socket
import threading

import pytest

from showcase.project.jail import Jail, Missing, Refused, TooLarge
from showcase.project.jail.entries import described
from showcase.project.jail.folders import HANDLES, opened

# By path is how it is done on Windows; where there are handles of folders, both are tried.
WAYS = [False, True] if HANDLES else [True]
pytestmark = pytest.mark.parametrize("by_path", WAYS, ids=lambda by_path: "path" if by_path else "handle")


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "root" / "stories" / "2026" / "a"
    inside.mkdir(parents=True)
    (inside / "index.md").write_text("text", "utf-8")
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    return inside


@pytest.fixture
def jail(folder, by_path):
    return Jail(folder.parents[2], by_path)


@pytest.fixture
def read(jail):
    return lambda *parts, limit=100: jail.read("stories", "2026", "a", *parts, limit=limit)


def test_a_plain_file_is_read(read):
    assert read("index.md") == b"text"


def test_a_file_over_the_limit_is_refused(read):
    with pytest.raises(Refused, match="超过"):
        read("index.md", limit=3)


def test_the_beginning_of_a_file_is_read_whatever_its_size(jail):
    assert jail.start("stories", "2026", "a", "index.md", size=2) == b"te"


@pytest.mark.parametrize(
    "parts", [("none.md",), ("none", "index.md")], ids=["a file", "in a folder that is not there"]
)
def test_what_is_not_there_is_told_from_what_may_not_be_read(read, parts):
    with pytest.raises(Missing, match="找不到"):
        read(*parts)


@pytest.mark.parametrize("name", ["..", ".", "", "../b", "a/b", "a\\b", "/etc/passwd", "a\0b"])
def test_what_is_no_file_name_is_refused(read, name):
    with pytest.raises(Refused, match="不是一个文件名"):
        read(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes")
def test_links_fifos_sockets_and_folders_are_refused_without_being_opened(folder, read, monkeypatch):
    secret = folder.parents[3] / "secret.txt"
    (folder / "link.jpg").symlink_to(secret)
    os.mkfifo(folder / "fifo.jpg")  # opening one for reading would wait for ever
    os.link(secret, folder / "hard.jpg")
    (folder / "folder.jpg").mkdir()
    with socket.socket(socket.AF_UNIX) as one:
        monkeypatch.chdir(folder)
        one.bind("socket.jpg")
        for name in ("link.jpg", "fifo.jpg", "hard.jpg", "folder.jpg", "socket.jpg"):
            with pytest.raises(Refused):
                read(name)


def test_a_folder_that_is_a_link_is_not_entered(folder, jail):
    (folder.parent / "b").symlink_to(folder.parents[3], target_is_directory=True)
    with pytest.raises(Refused, match="链接"):
        jail.read("stories", "2026", "b", "secret.txt", limit=100)
    with pytest.raises(Refused, match="链接"):
        jail.entries("stories", "2026", "b")
    with pytest.raises(Refused, match="链接"):
        jail.add("stories", "2026", "b", "new", files={"a.txt": b"x"})
    assert not (folder.parents[3] / "new").exists()


def test_the_root_itself_may_be_reached_through_a_link(folder, tmp_path, by_path):
    (tmp_path / "way").symlink_to(folder.parents[2], target_is_directory=True)
    assert Jail(tmp_path / "way", by_path).read("stories", "2026", "a", "index.md", limit=100) == b"text"


def test_a_listing_says_what_is_plain(folder, jail):
    (folder / "link.jpg").symlink_to("index.md")
    (folder / "deeper").mkdir()
    os.link(folder.parents[3] / "secret.txt", folder / "hard.jpg")
    listed = jail.entries("stories", "2026", "a")
    assert [(e.name, e.is_plain, e.is_folder) for e in listed] == [
        ("deeper", False, True),
        ("hard.jpg", False, False),
        ("index.md", True, False),
        ("link.jpg", False, False),
    ]
    assert jail.entry("stories", "2026", "a", "index.md") == listed[2]


def test_a_listing_leaves_out_what_machines_leave_unless_that_alone_is_asked_for(folder, jail):
    (folder / ".DS_Store").touch()
    assert [e.name for e in jail.entries("stories", "2026", "a")] == ["index.md"]
    assert [e.name for e in jail.entries("stories", "2026", "a", left=True)] == [".DS_Store"]


@pytest.mark.parametrize(("deep", "fits"), [(30, True), (31, False)])
def test_folders_one_in_the_other_are_listed_to_the_thirtieth(tmp_path, by_path, deep, fits):
    (tmp_path / "/".join("f" * deep)).mkdir(parents=True)
    (tmp_path / "/".join("f" * deep) / "a.txt").touch()
    if fits:
        assert len(list(Jail(tmp_path, by_path).files())) == 1
    else:
        with pytest.raises(Refused, match="30 层"):
            list(Jail(tmp_path, by_path).files())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes")
def test_each_step_refuses_by_itself_what_was_put_in_its_way_after_a_look(folder, by_path):
    """Between the look at an entry and the step somebody may exchange it."""
    (folder / "link.jpg").symlink_to(folder.parents[3] / "secret.txt")
    (folder / "way").symlink_to(folder.parents[3])
    os.mkfifo(folder / "pipe")
    with contextlib.closing(opened(folder, by_path=by_path)) as here:
        for step in (
            lambda: here.open("link.jpg"),
            lambda: here.create("link.jpg"),
            lambda: here.deeper("link.jpg"),
            lambda: here.deeper("way"),
            lambda: here.deeper("index.md"),
            lambda: here.deeper("pipe"),  # not waited for
        ):
            with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
                step()


def test_a_second_stream_of_a_file_is_no_file(folder, read, by_path):
    """On Windows a.md:b is one."""
    (folder / "a.md:b").write_bytes(b"text")
    if by_path:
        with pytest.raises(Refused, match="链接"):
            read("a.md:b")
    else:
        assert read("a.md:b") == b"text"


def test_all_files_below_a_folder_are_listed_and_linked_folders_are_not_entered(folder, jail):
    (folder.parent / "b").symlink_to(folder, target_is_directory=True)
    found = [("/".join(path), entry.is_plain) for path, entry in jail.files("stories")]
    assert found == [("stories/2026/a/index.md", True), ("stories/2026/b", False)]


def test_a_file_is_replaced_whole_and_keeps_its_permissions(folder, jail):
    (folder / "index.md").chmod(0o640)
    jail.replace("stories", "2026", "a", "index.md", data=b"mended")
    assert (folder / "index.md").read_bytes() == b"mended"
    assert (folder / "index.md").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.iterdir()] == ["index.md"]


def test_a_file_gets_another_name_unless_it_is_taken(folder, jail):
    (folder / "b.md").write_text("other", "utf-8")
    with pytest.raises(Refused, match=r"已经有 b\.md"):
        jail.rename("stories", "2026", "a", old="index.md", new="b.md")
    jail.rename("stories", "2026", "a", old="index.md", new="c.md")
    assert sorted(path.name for path in folder.iterdir()) == ["b.md", "c.md"]


def test_a_new_folder_appears_whole_or_not_at_all(folder, jail):
    jail.make("stories", "2027")
    jail.make("stories", "2027")
    jail.add("stories", "2027", "new", files={"index.md": b"text", "a.jpg": b"photo"})
    shelf = folder.parents[1] / "2027"
    assert {path.name: path.read_bytes() for path in (shelf / "new").iterdir()} == {
        "index.md": b"text",
        "a.jpg": b"photo",
    }
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on the system
        jail.add("stories", "2027", "new", files={"index.md": b"another"})
    with pytest.raises(Refused):
        jail.add("stories", "2027", "next", files={"../index.md": b"text"})
    assert [path.name for path in shelf.iterdir()] == ["new"]
    assert (shelf / "new" / "index.md").read_bytes() == b"text"
    assert (shelf / "new" / "index.md").stat().st_mode & 0o7111 == 0


def test_a_file_that_has_just_lost_its_last_link_is_not_listed(folder, by_path):
    """Linux can show one so between the listing and the look at it; it was taken for a hard link."""
    with (folder / "gone.tmp").open("w") as file:
        (folder / "gone.tmp").unlink()
        state = os.fstat(file.fileno())
    assert state.st_nlink == 0
    assert described("gone.tmp", state) is None


def test_files_that_come_and_go_while_a_folder_is_listed_are_no_fault(tmp_path, by_path):
    """Editors write beside the file they save."""
    stop = threading.Event()

    def edit() -> None:
        while not stop.is_set():
            for number in range(20):
                (tmp_path / f"{number}.tmp").touch()
            for number in range(20):
                (tmp_path / f"{number}.tmp").unlink()

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        for _ in range(2000):
            assert all(entry.is_plain for entry in Jail(tmp_path, by_path).entries())
    finally:
        stop.set()
        editor.join()


@pytest.mark.parametrize(("limit", "fits"), [(3, False), (4, True), (5, True)])
def test_a_file_of_just_the_limit_is_read_and_one_byte_more_is_not(read, limit, fits):
    if fits:
        assert read("index.md", limit=limit) == b"text"
    else:
        with pytest.raises(TooLarge):
            read("index.md", limit=limit)


def test_how_much_too_large_a_file_is_is_said_in_megabytes(folder, read):
    (folder / "large.bin").write_bytes(bytes(2_621_440))
    with pytest.raises(TooLarge, match=r"文件有 2\.5 MB，超过 1\.5 MB"):
        read("large.bin", limit=1_572_864)


@pytest.mark.parametrize(
    ("old", "new"),
    [("..", "b"), (".", "b"), ("../a/index.md", "b"), ("index.md", "../b"), ("index.md", "..")],
)
def test_nothing_is_renamed_out_of_its_folder(folder, jail, old, new):
    with pytest.raises(Refused, match="文件名"):
        jail.rename("stories", "2026", "a", old=old, new=new)
    assert sorted(p.name for p in folder.parent.iterdir()) == ["a"]
    assert sorted(p.name for p in folder.iterdir()) == ["index.md"]


def test_nothing_is_left_beside_a_file_that_could_not_be_replaced(folder, jail):
    (folder / "index.md").unlink()
    (folder / "index.md").mkdir()
    with pytest.raises(Refused):
        jail.replace("stories", "2026", "a", "index.md", data=b"new")
    assert [p.name for p in folder.iterdir()] == ["index.md"]
