from itertools import pairwise

import budoux
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from showcase.fragments.linebreak import NOT_FIRST, NOT_LAST, break_lines, clauses, seams

TERMS = ("师傅", "食堂", "兰州大学", "后勤保障部", "兰州大学后勤保障部", "水龙头")
HAN = "凌晨四点的灯食堂师傅与一碗热汤面里三十年宿舍楼下那盏不灭把关水龙头人"
MIXED = HAN + "，。、！？：；（）《》“”…—·Ab12 %"


def measure(text: str) -> float:
    """In Han widths, roughly those of a serif."""
    return sum(1.0 if ord(c) > 0x2000 else 0.55 for c in text)


def lines(text: str, width: float, most: int = 3, terms: tuple[str, ...] = TERMS) -> tuple[str, ...]:
    return break_lines(text, width, measure, most=most, terms=terms).lines


@pytest.mark.parametrize(
    ("title", "width", "expected"),
    [
        ("凌晨和面", 8, "凌晨和面"),
        ("宿舍楼下那盏不灭的灯", 8, "宿舍楼下那盏/不灭的灯"),  # never 那|盏
        ("没有讲台的课，从搓一颗汤圆开始", 11, "没有讲台的课，/从搓一颗汤圆开始"),
        ("图书馆闭馆以后，值班室的灯再亮一小时", 11, "图书馆闭馆以后，/值班室的灯再亮一小时"),
        ("《舌尖上的兰大》与一位炒菜师傅的故事", 11, "《舌尖上的兰大》/与一位炒菜师傅的故事"),
        ("从WeChat到APP：报修只要30秒", 11, "从WeChat到APP：/报修只要30秒"),
        ("兰州大学后勤保障部的凌晨四点", 8, "兰州大学/后勤保障部的/凌晨四点"),  # the long name does not fit
    ],
)
def test_titles_break_where_a_reader_would_breathe(title, width, expected):
    assert "/".join(lines(title, width)) == expected


@pytest.mark.parametrize("term", ["食堂师傅", "水龙头", "王小二麻"])
@pytest.mark.parametrize("before", range(4, 12))
def test_a_name_is_never_broken_while_it_fits(term, before):
    text = ("早上五点半窗口刚刚打开" * 2)[:before] + term + "已经站了两个小时"
    assert any(term in line for line in lines(text, 8, 4, (term,)))


def test_a_number_stays_with_its_unit_and_a_word_stays_whole():
    for width in range(6, 14):
        for line in lines("食堂一共3600个座位和WeChat报修12分钟", width, 6):
            assert not line.endswith(("3", "36", "360", "3600", "12", "1", "WeCh"))
            assert not line.startswith(("hat", "at"))


def test_a_name_the_phrase_model_would_break_is_whole_once_it_is_given():
    assert "关水|龙头" in "|".join(budoux.load_default_simplified_chinese_parser().parse("把关水龙头的人"))
    assert lines("把关水龙头的人", 5, terms=("水龙头",)) == ("把关", "水龙头的人")


def same(broken: tuple[str, ...], text: str) -> bool:
    return "".join("".join(broken).split()) == "".join(text.split())


@example("《（ 1—", 4, 2)  # the blank at the break is dropped
@given(st.text(MIXED, min_size=1, max_size=32), st.integers(4, 16), st.integers(1, 5))
def test_nothing_is_lost_nothing_is_too_wide_and_punctuation_stands_where_it_may(text, width, most):
    found = break_lines(text, width, measure, most=most, terms=TERMS)
    assert len(found.lines) <= most
    assert all(measure(line) <= width for line in found.lines)
    if not found.cut:
        assert same(found.lines, text)
    else:
        assert found.lines[-1].endswith("…")
        shown = "".join("".join(found.lines)[:-1].split())
        assert "".join(text.split()).startswith(shown)
    for line in found.lines[1:]:
        assert line[0] not in NOT_FIRST or found.lines == ("…",)
    for line in found.lines[:-1]:
        assert line[-1] not in NOT_LAST


@given(st.text(HAN, min_size=4, max_size=32), st.integers(8, 16))
def test_no_character_is_left_alone_on_a_line(text, width):
    found = break_lines(text, width, measure, most=6, terms=())
    assert not found.cut
    assert all(len(line) > 1 for line in found.lines)


@given(st.text(min_size=0, max_size=40), st.integers(1, 12), st.integers(1, 4))
def test_whatever_is_typed_comes_back_in_lines(text, width, most):
    found = break_lines(text, width, measure, most=most)
    assert len(found.lines) <= most
    assert found.cut or same(found.lines, text)


def test_what_cannot_fit_ends_with_an_ellipsis_and_loses_no_more_than_it_must():
    found = break_lines("一" + "二三四五六七八九十" * 4, 10, measure, most=2)
    assert found.cut
    assert found.lines[-1].endswith("…")
    assert len("".join(found.lines)) >= 19


@pytest.mark.parametrize("length", range(4, 33))
def test_titles_of_every_length_a_story_may_have_are_set_in_three_even_lines(length):
    title = "食堂师傅凌晨四点和面的案板边有一盏先亮起来的灯照着他三十年没有变过的手势"[:length]
    found = lines(title, 11.5)
    assert same(found, title)
    assert max(map(measure, found)) - min(map(measure, found)) <= 5


def parted(text: str, terms: tuple[str, ...] = TERMS) -> str:
    found = (0, *seams(text, terms), len(text))
    return "|".join(text[a:b] for a, b in pairwise(found))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("刷到一米二", "刷到|一米二"),
        ("写在路面上的慢", "写在路面上的慢"),  # 慢 alone would look lost
        ("灯", "灯"),
        ("兰州大学后勤保障部的值班表", "兰州大学|后勤保障部的|值班表"),  # too long for a phone's line
        ("标题里还没有填的地方", "标题里|还没有|填的地方"),  # never 还|没有
        ("学生看不见。看不见的地方，照标准做。", "学生|看不见。|看不见的地方，|照标准做。"),  # a pause stays
        ("按20滴1毫升算，是4.3升", "按20滴|1毫升算，|是4.3升"),
        ("从WeChat到APP：报修只要30秒", "从WeChat|到APP：|报修|只要|30秒"),
    ],
)
def test_seams_stand_between_phrases(title, expected):
    assert parted(title) == expected


@given(st.text(MIXED, max_size=40))
def test_no_seam_divides_a_name_or_leaves_a_character_alone_or_punctuation_where_it_may_not_stand(text):
    terms = ("食堂师傅", "水龙头")
    pieces = parted(text, terms).split("|")
    assert "".join(pieces) == text
    for term in terms:
        assert sum(piece.count(term) for piece in pieces) == text.count(term)
    for before, after in pairwise(pieces):
        assert sum(c.isalnum() for c in before) > 1
        assert sum(c.isalnum() for c in after) > 1
        assert before[-1] not in NOT_LAST
        assert after[0] not in NOT_FIRST


@given(st.text(MIXED, max_size=40))
def test_clauses_are_the_whole_text_and_none_begins_with_a_closing_mark(text):
    found = clauses(text)
    assert "".join(found) == text
    assert all(clause[0] not in NOT_FIRST for clause in found[1:])
