"""Single values are changed; everything a person typed around them stays."""

import pytest

from showcase.typed.editing import Sheet, removed, replaced, set_at
from showcase.typed.strict_yaml import load

TEXT = """# 开头的话
names:
  full: 旧名       # 全称
  site: '旧站'

colour:
  brand: {light: '#111111', cmyk: [1, 2, 3, 4], label: 绿}   # 主色

list:             # 几样
  - {a: 1}   # 第一
  - b: 2
    c: 3

# 结尾的话
none: {}
"""


@pytest.mark.parametrize(
    ("path", "source", "before", "after"),
    [
        (("names", "full"), "新名", "full: 旧名       # 全称", "full: 新名       # 全称"),
        (("names", "site"), '"a: b"', "site: '旧站'", 'site: "a: b"'),
        (("colour", "brand", "light"), "'#222222'", "{light: '#111111', cmyk", "{light: '#222222', cmyk"),
        (("list", 1, "c"), "4", "    c: 3", "    c: 4"),
        (("list",), "[]", "  - {a: 1}   # 第一\n  - b: 2\n    c: 3\n", "  []\n"),
        (("names",), "a: 1\nb: 2", "full: 旧名       # 全称\n  site: '旧站'\n", "a: 1\n  b: 2\n"),
        (("none",), "a: 1\nb: 2", "none: {}\n", "none:\n  a: 1\n  b: 2\n"),
    ],
)
def test_a_value_is_replaced_in_its_place(path, source, before, after):
    assert before in TEXT
    assert replaced(TEXT, path, source) == TEXT.replace(before, after)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (("names", "full"), "  full: 旧名       # 全称\n", ""),
        (("colour", "brand", "cmyk"), ", cmyk: [1, 2, 3, 4]", ""),
        (("colour", "brand", "light"), "light: '#111111', ", ""),
        (("colour", "brand", "label"), ", label: 绿", ""),
        (("list", 0), "  - {a: 1}   # 第一\n", ""),
        (("list", 1), "  - b: 2\n    c: 3\n", ""),
        (("none",), "none: {}\n", ""),
        (("nothing", "here"), "", ""),
    ],
)
def test_a_key_or_an_item_goes_with_its_lines(path, before, after):
    assert removed(TEXT, path) == (TEXT.replace(before, after) if before else TEXT)


def test_a_key_that_is_not_there_is_added_to_what_holds_it():
    text = set_at(TEXT, ("names", "short"), "简称")
    text = set_at(text, ("colour", "brand", "use"), "主色")
    text = set_at(text, ("none", "a"), "1")
    text = set_at(text, ("last",), "1")
    value = load(text).value
    assert value["names"] == {"full": "旧名", "site": "旧站", "short": "简称"}
    assert value["colour"]["brand"]["use"] == "主色"
    assert value["none"] == {"a": "1"}
    assert text.endswith("last: 1\n")
    assert "site: '旧站'\n  short: 简称\n\ncolour" in text
    with pytest.raises(KeyError):
        set_at(TEXT, ("names", "full", "x"), "1")


def added(text, holder, entry, **where):
    sheet = Sheet(text, load(text))
    return sheet.applied(sheet.added(holder, entry, **where))


@pytest.mark.parametrize(
    ("text", "holder", "after"),
    [
        ("a: {b: 1}\n", ("a",), "a: {b: 1, n: 0}\n"),
        ("a: {b: 1 }\n", ("a",), "a: {b: 1, n: 0 }\n"),
        ("a: {b: 1, }\n", ("a",), "a: {b: 1, n: 0}\n"),
        ("a: {}\n", ("a",), "a: {n: 0}\n"),
        ("a:\n", ("a",), "a: {n: 0}\n"),
        ("a: {b: [1, 2], c: '}, {'}\n", ("a",), "a: {b: [1, 2], c: '}, {', n: 0}\n"),
        ("a: {b: 1, # x\n  c: 2 # y\n}\n", ("a",), "a: {b: 1, # x\n  c: 2, n: 0 # y\n}\n"),
        ("a:\n  b: 1 # x\n\n# y\nc: 2\n", ("a",), "a:\n  b: 1 # x\n  n: 0\n\n# y\nc: 2\n"),
        ("a:\n  b: |\n    x\nc: 2\n", ("a",), "a:\n  b: |\n    x\n  n: 0\nc: 2\n"),
        ("a:\n  b: |+\n    x\n\nc: 2\n", ("a",), "a:\n  b: |+\n    x\n\n  n: 0\nc: 2\n"),
        ("a:\n  b: x\n    y\nc: 2\n", ("a",), "a:\n  b: x\n    y\n  n: 0\nc: 2\n"),
        ("a:\n  - b: 1\n    c: 2\n  - d: 3", ("a", 0), "a:\n  - b: 1\n    c: 2\n    n: 0\n  - d: 3"),
        ("a:\r\n  b: 1\r\nc: 2", ("a",), "a:\r\n  b: 1\r\n  n: 0\r\nc: 2"),
        ("a: 1", (), "a: 1\nn: 0\n"),
        ("{a: 1}", (), "{a: 1, n: 0}"),
    ],
)
def test_an_entry_is_added_behind_the_others_and_every_other_byte_stays(text, holder, after):
    assert added(text, holder, "n: 0") == after
    value = load(after).value
    for part in holder:
        value = value[part]
    assert value["n"] == "0"


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: {b: 1}\n", "a: {n: 0, b: 1}\n"),
        ("a: {}\n", "a: {n: 0}\n"),
        ("a:\n    b: 1\n", "a:\n    n: 0\n    b: 1\n"),
    ],
)
def test_or_in_front_of_them(text, after):
    assert added(text, ("a",), "n: 0", first=True) == after


@pytest.mark.parametrize(
    ("text", "after"), [("a: [x]\n", "a: [x, n]\n"), ("a:\n- x\nb: 1\n", "a:\n- x\n- n\nb: 1\n")]
)
def test_an_item_is_added_to_a_list(text, after):
    assert added(text, ("a",), "n") == after


@pytest.mark.parametrize("path", [("b", 0, "c"), ("a", "x")])
def test_where_an_entry_does_not_end_with_its_line_nothing_is_taken_away(path):
    text = "a: 1\nb:\n  - c: 2\n    d: 3\n"
    assert removed(text, path) == text


def test_a_change_is_shown_as_the_line_that_it_makes():
    sheet = Sheet(text := "a: 1\nb: {c: 2, d: 3} # x\ne:\n  f: 4\n", load(text))
    assert str(sheet.cure(sheet.replaced(("b", "c"), "5"))) == "改成：b: {c: 5, d: 3} # x"
    assert str(sheet.cure(sheet.renamed(("b", "c"), "g"))) == "改成：b: {g: 2, d: 3} # x"
    assert str(sheet.cure(sheet.removed(("b", "d")))) == "改成：b: {c: 2} # x"
    assert str(sheet.cure(sheet.removed(("a",)))) == "删掉这一行：a: 1"
    assert str(sheet.cure(sheet.added(("e",), "h: 6"))) == "加一行：  h: 6"
    assert (
        str(sheet.cure(sheet.replaced(("b", "c"), "5"), sheet.added(("b",), "g: 6")))
        == "改成：b: {c: 5, d: 3, g: 6} # x"
    )
    assert sheet.cure(sheet.replaced(("b", "c"), "5"), sheet.replaced(("a",), "5")) is None
    assert sheet.cure(sheet.removed(("e",))) is None
    fix = sheet.fix(sheet.replaced(("b", "d"), "5"))
    assert (fix.start, fix.end, fix.text) == (14, 15, "5")
