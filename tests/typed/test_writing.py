"""What is written into YAML reads as the same text wherever it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from showcase.typed.line import has_control
from showcase.typed.strict_yaml import load
from showcase.typed.writing import entries, inline, written

WORDS = [
    "示例大学", "Group, Example", "yes", "~", "a: b", "a #b", "- x", "'", '"', "[x]", "{", "*a", "&a", "!t", "%", "@",
    "|", ">", "true", "12", "a,b", "逗，号", "第一 第二", " x", "x ", "", "https://www.example.edu.cn/a/", "x:", "\\n",
    "《某某的通知》二（三）", "? x", "a\nb", "a\tb", "\u2028", "\U0001f35a", "# x", "-", ":", "'x'", "IMG 1.JPG",
]  # fmt: skip


def same(word):
    assert load(f"a: {written(word)}\n").value == {"a": word}
    assert load(f"a: {inline({'k': word, word or 'l': ['x', word]})}\n").value == {
        "a": {"k": word, word or "l": ["x", word]}
    }
    assert load(f"a: {{{entries({word or 'l': 'x'})}}}\n").value == {"a": {word or "l": "x"}}
    assert not load(f"a: {written(word)}\n").bare


@pytest.mark.parametrize("word", WORDS)
def test_what_is_written_reads_as_the_same_text_wherever_it_stands(word):
    same(word)


@given(st.text(st.one_of(st.sampled_from("a甲 :#-,[]{}'\"\\\n&*!|>%@`?"), st.characters(codec="utf-8"))))
def test_and_so_does_any_text(word):
    if not has_control(word, "\n\t"):
        same(word)


@pytest.mark.parametrize("word", ["四点整，灯亮了。", "IMG 2034.JPG", "a, b", "https://www.example.edu.cn/"])
def test_a_text_is_quoted_only_where_it_must_be(word):
    assert written(word) == word
    assert written("a, b", flow=True) == '"a, b"'
