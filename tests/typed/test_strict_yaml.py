import pytest

from showcase.typed.strict_yaml import YamlFault, load


def test_every_leaf_is_text():
    value = load("title: 凌晨四点\ncount: 3\nday: 2026-03-05\nyes: true\nlist: [1, 0x10, ~]\n").value
    assert value == {
        "title": "凌晨四点",
        "count": "3",
        "day": "2026-03-05",
        "yes": "true",
        "list": ["1", "0x10", "~"],
    }


def test_places_are_those_of_the_values():
    loaded = load("title: 灯\nphotos:\n  a.jpg: {focal: [0.1, 0.2]}\n")
    assert loaded.marks["title",] == (1, 8)
    assert loaded.marks["photos", "a.jpg", "focal", 1] == (3, 24)


def test_a_second_key_is_reported_with_both_lines():
    loaded = load("title: 一\ndate: 2\ntitle: 二\n")
    assert loaded.value["title"] == "一"
    assert [(d.key, d.first[0], d.again[0]) for d in loaded.duplicates] == [("title", 1, 3)]


def test_bare_words_that_mean_nothing_are_named():
    assert load("a: ~\nb: null\nc: True\nd:\ne: '~'\nf: 真\n").bare == {("a",), ("b",), ("c",), ("d",)}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a: &x 1\n", "锚点"),
        ("a: *x\n", "别名"),
        ("<<: {a: 1}\n", "合并键"),
        ("a: !!python/object/apply:os.system ['id']\n", "标签"),
        ("a: !custom 1\n", "标签"),
        ("? [1, 2]\n: 3\n", "一个词"),
        ("a: 1\n---\nb: 2\n", "第二个"),
        ("a: [1, 2\n", "成对"),
        ("a: 'x\n", "引号"),
        ("a: b: c\n", "冒号"),
        ("a: 1\n\tb: 2\n", "不能用的字符"),
        ("a: @x\n", "不能用的字符"),
        ("a: \x07\n", "字符"),
        ("a: " + "[" * 50 + "]" * 50, "太深"),
        ("[" * 100_000, "太深"),
        ("a: [" + ",".join("1" for _ in range(6000)) + "]", "太多"),
    ],
)
def test_what_is_not_allowed_is_answered_in_chinese(text, word):
    with pytest.raises(YamlFault) as fault:
        load(text)
    assert word in fault.value.message
    assert fault.value.line >= 1


def test_nothing_at_all_is_no_value():
    assert load("").value is None
    assert load("# only a comment\n").value is None
