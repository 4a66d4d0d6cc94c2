"""Each rule of copy finds its own example, leaves what replaces it, and knows what only looks like a fault."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from conftest import ROOT
from showcase.brand.organisation import Former, Term, read_organisation
from showcase.markup.body import Body
from showcase.project.errors import ProjectError
from showcase.project.finding import Finding
from showcase.project.folder import Project
from showcase.stories.front import FrontMatter
from showcase.stories.rules import BY_CODE, RULES
from showcase.stories.rules.examples import in_house_words
from showcase.stories.rules.passages import GAP, blanked, passages
from showcase.stories.rules.rule import Rule, Subject
from showcase.stories.rules.slips import SLIPS
from showcase.stories.story import Draft

PROJECT = Project(ROOT)
UNIVERSITY = Term(right="示例大学", wrong=("示例大學", "示列大学"), why="校名")
ORGANISATION = read_organisation(PROJECT).model_copy(
    update={"terms": (UNIVERSITY,), "former": (Former(word="从前的示例学院", now="示例大学"),)}
)
MOTTO = ("爱校", "奋进", "奉献")
COPY = [rule for rule in RULES if rule.family in ("TXT", "PII")]
FRONT = FrontMatter.model_validate(
    {
        "title": "凌晨四点的灯",
        "date": "2026-03-05",
        "department": "dining",
        "series": "frontline",
        "summary": "灯",
    }
)


def found(text: str) -> list[Finding]:
    draft = Draft("2026", "a", text.encode(), text, front=FRONT)
    subject = Subject(draft, Body("", ""), passages(draft), ORGANISATION, MOTTO, dt.date(2026, 4, 1))
    return [finding for rule in COPY for finding in rule.findings(subject)]


def codes(text: str) -> list[str]:
    return [finding.code for finding in found(text)]


def mended(line: str) -> str:
    """`line` after every fix that is offered, from right to left."""
    fixes = sorted({finding.fix for finding in found(line) if finding.fix}, key=lambda fix: -fix.start)
    for fix in fixes:
        line = line[: fix.start - 1] + fix.text + line[fix.end - 1 :]
    return line


@pytest.mark.parametrize("rule", COPY, ids=lambda rule: rule.code)
def test_a_rule_finds_its_own_example_and_not_what_replaces_it(rule: Rule) -> None:
    told = in_house_words(rule, ORGANISATION, MOTTO)
    assert rule.code in codes(told.example)
    assert codes(told.instead) == []
    assert rule.what.endswith("。")
    assert rule.why.endswith("。")


def test_codes_are_used_once() -> None:
    assert len(BY_CODE) == len(RULES)


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("蒸8分钟, 再焖.", "蒸8分钟， 再焖。"),
        ("师傅说:够不够?不够!", "师傅说：够不够？不够！"),
        ("灶台(看左手)边", "灶台（看左手）边"),
        ("**好**,请用PPT,再说", "**好**，请用PPT，再说"),
        ('他说"够不够"，又说"再添"。', "他说“够不够”，又说“再添”。"),
        ("等一等...灯亮了。。。", "等一等……灯亮了……"),
        ("一样东西--灯", "一样东西——灯"),
        ("灯亮了，，人来了。。", "灯亮了，人来了。"),
        ("蒸８分钟，Ａ４纸", "蒸8分钟，A4纸"),
        ("按装水笼头", "安装水龙头"),
        ("示列大学的早晨", "示例大学的早晨"),
        ('![师傅在和面,手上有粉](a.jpg "面案,四点")', '![师傅在和面，手上有粉](a.jpg "面案，四点")'),
    ],
)
def test_what_is_safe_is_mended_in_place(line: str, right: str) -> None:
    assert mended(line) == right


@pytest.mark.parametrize(
    "line",
    [
        "比分3:2，比例1:2，12:30开饭，1,000米，1.5米，10.5.3版。",
        "`code, 代码.` 里不看，[链接](../a,b/index.md)也不看。",
        "见 https://example.com/a,b?c=中 为止。",
        "It's fine, isn't it? \"Yes.\" No 汉",
        "北京—上海，兰州—西宁。",
        "他说：“今天不行，明天吧。”",
        "节日前三天，生日前后，三年前年货就备好，日本月饼，靠近日落。",
        "台风登陆广东，诺曼底登陆。",
        "万一但凡，唯一但重要，当做为人的道理，良好象征，校园满是花，汽车箱。",
        "爱校不是口号，奋进也好，奉献也好。",
        "“积极、向上、奋进、奉献”四个词。",
        "后勤人员是“不上讲台的老师”，“爱校、奋进、奉献的典型代表”。",
        "爱校 奋进 奉献",
        "气温25~30℃，工作了24年，20年初心不改，二十年春秋。",
        "一米来长，二十多米，三五公斤，七八十斤，成百上千米，百米跑，两百米来长。",
        "3月5日（星期四），2026-03-05（周四），3月5日，周一至周五开门，3月5日周日常检查。",
        "2月29日在闰年才有。",
        "什么？！他愣住了。",
        "“甲”“乙”，《甲》《乙》，“甲”（左）、“乙”（右）。",
    ],
)
def test_what_only_looks_like_a_fault_is_left(line: str) -> None:
    assert [finding.message for finding in found(line)] == []


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("24年3月", "TXT022", "2024年"),
        ("九八年十月", "TXT022", "1998年"),
        ("20~30%", "TXT023", "20%~30%"),
        ("9-16亿", "TXT023", "9亿~16亿"),
        ("一百零五米", "TXT024", "105米"),
        ("三点五公里", "TXT024", "3.5公里"),
        ("一千二百克", "TXT024", "1200克"),
        ("去年的灯", "TXT031", "2025年"),
        ("3月5日（周三）", "TXT032", "四"),
        ("2025年3月5日（周四）", "TXT032", "三"),
        ("2026-03-05 星期天", "TXT032", "四"),
        ("2026.13.05", "TXT033", "核对"),
        ("爱校、奉献、奋进", "TXT042", "爱校、奋进、奉献"),
        ("部训是“爱校、敬业”", "TXT042", "爱校、奋进、奉献"),
        ("“爱校、敬业、奉献”", "TXT042", "爱校、奋进、奉献"),
        ("请登陆系统", "TXT043", "登录系统"),
    ],
)
def test_the_hint_says_what_to_type(line: str, code: str, hint: str) -> None:
    hints = [finding.hint for finding in found(line) if finding.code == code]
    assert len(hints) == 1
    assert hint in hints[0]


def test_every_slip_of_the_table_is_found_and_its_right_form_is_not() -> None:
    assert len(SLIPS) > 60
    for slip in SLIPS.values():
        assert "TXT043" in codes(f"我们{slip.wrong}。"), slip
        assert "TXT043" not in codes(f"我们{slip.right}。"), slip


def test_blanks_keep_the_length_and_the_words() -> None:
    line = '- ![面案](a(1).jpg "四点(早)的面案") **好**[^1] <b>'
    left = blanked(line)
    assert len(left) == len(line)
    assert left.replace(GAP, "") == "面案四点(早)的面案 好 "


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("hotlines: []", "hotlines: ['一二三']", "对外公布的电话"),
        ("hotlines: []", "hotlines: [0931-8912345, fuwu@example.com]", ""),
        ("wrong: [示列大学]", "wrong: [示例]", "的一部分"),
        (
            "right: 示例大学, wrong",
            "right: 示例大学, worng",
            "没有 terms 第 1 项的 worng 这一项，是不是想写 wrong",
        ),
    ],
)
def test_the_word_list_and_the_public_lines_are_checked(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    ours = (PROJECT.brand / "organisation.yml").read_text("utf-8")
    terms = "terms:\n  - {right: 示例大学, wrong: [示列大学], why: 校名}\n\n"
    text = re.sub(r"(?ms)^terms:.*?(?=^\w)", terms, ours)
    assert old in text
    (tmp_path / "brand").mkdir()
    (tmp_path / "brand" / "organisation.yml").write_text(text.replace(old, new), "utf-8")
    if not words:
        assert len(read_organisation(Project(tmp_path)).hotlines) == 2
        return
    with pytest.raises(ProjectError, match=words):
        read_organisation(Project(tmp_path))


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("张师傅推开了食堂的门.他说水开了.", [11, 17]),
        ("一.和面，二.醒面。", []),
        ("打开门.jpg这个文件，看1.5米、3.0版。", []),
        ("他说:“好.”", [3, 6]),
    ],
)
def test_a_half_width_full_stop_is_found_after_han_only(line: str, columns: list[int]) -> None:
    assert [finding.place.column for finding in found(line) if finding.code == "TXT001"] == columns


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ("今年开学。", "TXT031", "改成“2026年”"),
        ("去年开学。", "TXT031", "改成“2025年”"),
        ("前年开学。", "TXT031", "改成“2024年”"),
        ("明年开学。", "TXT031", "改成“2027年”"),
        ("今年开学。明年毕业。", "TXT031", "改成“2027年”"),
        ("“今年开学。”他说。去年开学。", "TXT031", "改成“2025年”"),
        ("2月30日开学，近日也是。", "TXT033", "核对日期"),
        ("2026年2月29日开学。", "TXT033", "核对日期"),
        ("2026/2/30开学。", "TXT033", "核对日期"),
        ("2026-2-30开学。", "TXT033", "核对日期"),
        ("3月4日，3月5日（星期三）开学。", "TXT032", "改成“四”"),
        ("2月30日、2026年3月5日（星期三）开学。", "TXT032", "改成“四”"),
    ],
)
def test_a_day_that_cannot_be_found_again_is_told_with_the_right_one(line: str, code: str, hint: str) -> None:
    findings = [finding for finding in found(line) if finding.code == code]
    assert hint in findings[-1].hint
    assert not findings[-1].is_error


@pytest.mark.parametrize(
    "line",
    ["“今年开学。”他说。", "2月29日开学。", "2024年2月29日开学。", "3月5日（星期四）开学。", "3月1日（星期天）开学。",
     "2026.3.5.1 版开学。"],
)  # fmt: skip
def test_a_day_that_can_be_found_is_no_fault(line: str) -> None:
    assert not {"TXT031", "TXT032", "TXT033"} & set(codes(line))


def test_without_a_day_of_its_own_a_story_speaks_of_the_year_it_is_judged_in() -> None:
    draft = Draft("2026", "a", b"x", "今年开学。3月5日（星期三）开学。2月29日开学。")
    subject = Subject(draft, Body("", ""), passages(draft), ORGANISATION, MOTTO, dt.date(2027, 4, 1))
    told = [f for rule in COPY for f in rule.findings(subject) if f.code in ("TXT031", "TXT032", "TXT033")]
    assert [(f.code, f.hint) for f in told] == [("TXT031", "改成“2027年”")]


def test_the_weekday_alone_is_what_is_pointed_at() -> None:
    (finding,) = [f for f in found("3月5日（星期三）开学。") if f.code == "TXT032"]
    assert finding.original == "三"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("灯亮了;人来了", [("TXT001", "；")]),
        ("灯亮了,;人来了", []),  # two slips at once: which is meant nobody knows
        ("会“开”了;好", [("TXT001", "；")]),
        ("用了30%;好", [("TXT001", "；")]),
        ("真的?!", [("TXT001", "？"), ("TXT001", "！")]),
        ("OK?!", []),
        ("真的!?", [("TXT001", "！"), ("TXT001", "？")]),
        ("（）和()", []),
        ("和(面)", [("TXT001", "（"), ("TXT001", "）")]),
        ("等一等..", []),
        ("等一等.............", []),  # thirteen are a line to write on
        ("等一等。。。", [("TXT003", "……")]),
        ("等一等……", []),
        ("等一等…", [("TXT003", "……")]),
        ("wait...", []),
        ("灯-面", []),
        ("灯--面", [("TXT004", "——")]),
        ("灯———面", [("TXT004", "——")]),
        ("灯——面", []),
        ("灯－－面", [("TXT004", "——")]),
        ("真香？？", [("TXT006", None)]),
        ("真香！", []),
        ("OK!!", []),
        ("灯亮了。；人来了", [("TXT007", None)]),
        ("灯亮了？，人来了", [("TXT007", None)]),
        ("灯亮了，？人来了", [("TXT007", None)]),
        ("灯亮了。”，", []),
        ("《灯》、《面》", [("TXT008", None)]),
        ("《灯》、面", []),
        ('他说"好"。', [("TXT002", "“"), ("TXT002", "”")]),
        ("他说'好'。", [("TXT002", "‘"), ("TXT002", "’")]),
        ('他说"OK"。', [("TXT002", "“"), ("TXT002", "”")]),
        ('他说 "OK" 了', []),
        ("It's a 灯", []),
        ('他说"好"和"', [("TXT002", None), ("TXT002", None), ("TXT002", None)]),
        ('say "OK"', []),
    ],
)
def test_a_mark_is_at_fault_where_it_stands_by_chinese_and_what_it_should_be_is_offered(text, found):
    marks = {f"TXT00{number}" for number in range(1, 9)}
    assert [(f.code, f.fix.text if f.fix else None) for f in found_marks(text, marks)] == found


def found_marks(text: str, marks: set[str]) -> list[Finding]:
    return [finding for finding in found(text) if finding.code in marks]
