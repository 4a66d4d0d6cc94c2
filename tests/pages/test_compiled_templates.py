"""A template that was compiled before is used for that very template, and only where it is whole."""

import sys

import pytest
from jinja2 import Environment, FileSystemLoader

from showcase.fragments.compiled import Compiled


def said(folder):
    """What the template says to a process that has compiled nothing yet."""
    found = Environment(loader=FileSystemLoader(folder), bytecode_cache=Compiled(folder))
    return found.get_template("a.html").render(x="<饭>")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    (tmp_path / "a.html").write_text("一{{ x|e }}", "utf-8")
    return tmp_path


def kept(folder):
    (file,) = (folder / "__pycache__").iterdir()
    return file


def test_it_is_compiled_once(folder):
    assert said(folder) == "一&lt;饭&gt;"
    before = kept(folder).stat()
    assert said(folder) == "一&lt;饭&gt;"
    assert kept(folder).stat() == before


def test_another_template_is_compiled_anew_in_its_place(folder):
    said(folder)
    (folder / "a.html").write_text("二{{ x }}", "utf-8")
    assert said(folder) == "二<饭>"
    assert said(folder) == "二<饭>"
    kept(folder)


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-9], lambda data: data[:-1] + b"\0\0"]
)
def test_what_is_damaged_is_compiled_anew(folder, damage):
    said(folder)
    whole = kept(folder).read_bytes()
    kept(folder).write_bytes(damage(whole))
    assert said(folder) == "一&lt;饭&gt;"
    assert kept(folder).read_bytes() == whole


def test_nothing_is_written_where_python_writes_nothing(folder, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert said(folder) == "一&lt;饭&gt;"
    assert not (folder / "__pycache__").exists()


def test_a_folder_that_takes_nothing_is_no_fault(folder):
    (folder / "__pycache__").write_text("")  # in its place
    assert said(folder) == "一&lt;饭&gt;"
