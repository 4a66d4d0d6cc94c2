"""`check --fix` mends the text of a hand-written page as it mends a story's, and says what it did."""

from __future__ import annotations

PAGE = "---\ntitle: 值班\ndescription: 夜里谁在.\n---\n\n夜里有人在,灯亮着。\n\n{more}\n"


def page(workshop, more=""):
    folder = workshop.root / "docs" / "duty"
    folder.mkdir(parents=True)
    file = folder / "index.md"
    file.write_bytes(PAGE.format(more=more).replace("\n", "\r\n").encode())
    return file


def test_the_text_is_mended_and_the_front_matter_stays(workshop):
    file = page(workshop)
    before = file.read_bytes().decode()
    assert "1 处可以用 showcase check --fix" in workshop.run("check", "docs/duty").out
    done = workshop.run("check", "docs/duty", "--fix")
    assert file.read_bytes().decode() == before.replace("在,灯", "在，灯")
    assert "改好 docs/duty/index.md：1 处" in done.out
    assert "夜里有人在，灯亮着" in done.out
    assert "--fix 自动改好" not in done.out
    assert "没有可以自动改的" in workshop.run("check", "docs/duty", "--fix").out


def test_nothing_of_a_page_with_a_number_is_shown(workshop):
    file = page(workshop, "打13912345678,有人接。")
    done = workshop.run("check", "docs/duty", "--fix")
    assert "13912345678" not in done.out + done.err
    assert "在，灯" in file.read_text("utf-8")


def test_another_page_is_left_alone(workshop):
    file = page(workshop)
    before = file.read_bytes()
    workshop.run("check", "docs/index.md", "--fix")
    assert file.read_bytes() == before
