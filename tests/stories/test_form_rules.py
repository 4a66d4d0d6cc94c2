"""What a form says of a person is found beside, below and behind its label, and nowhere else."""

import pytest
from test_privacy_rules import found, private

HEAD = "---\ntitle: 凌晨四点的灯\n---\n\n"


def codes(text):
    return private(HEAD + text)


@pytest.mark.parametrize(
    "pair",
    [
        ("家庭住址", "某市某区某路1号3栋"), ("住　址", "某县某镇某村"), ("现住址", "某路12号"), ("通讯地址", "某市某街5号"),
        ("宿舍", "3号楼412"), ("寝室号", "三号楼四一二"), ("宿舍楼号", "A栋 305"), ("籍贯", "甘肃某县"), ("出生地", "甘肃"),
        ("出生年月", "1999.05"), ("出生日期", "一九九九年五月六日"), ("出生", "1999-05"), ("生日", "5月6日"),
        ("身份证号", "62010219990506"), ("证件号码", "620102********0011"), ("银行卡号", "6222 0000 1111"),
        ("紧急联系人", "王某某"), ("紧急联系电话", "8912345"), ("监护人", "王某某"),
        ("QQ", "12345678"), ("QQ号", "１２３４５６７８"), ("微信号", "zhang_san88"), ("微信", "zhang_san88"),
        ("学号", "320200912345"), ("工号", "20180123"), ("家庭住址（必填）", "某市某路1号"), ("**籍贯**", "**甘肃某县**"),
    ],
    ids=lambda pair: pair[0],
)  # fmt: skip
@pytest.mark.parametrize(
    "shape",
    [
        "| 姓名 | 甲某 |\n|---|---|\n| {} | {} |\n",
        "| 姓名 | {} |\n|---|---|\n| 甲某 | {} |\n",
        "| 姓名 | {} |\n|---|---|\n| 乙某 | 无 |\n| 甲某 | {} |\n",
        "{}：{}\n",
        "- {}: {}\n",
        "姓名：甲某，{}：{}，学院：文学院\n",
        "{}\n\n{}\n",
        "{}：\n\n{}\n",
    ],
)
def test_a_label_and_its_value_are_a_finding(shape, pair):
    assert codes(shape.format(*pair)) & {"PII012", "PII004", "PII008", "PII002", "PII003", "PII005"}


@pytest.mark.parametrize(
    "blank", ["", "____", "\\_\\_\\_\\_", "——", "无", "略", "/", "×××", "******", "【待填：住址】", "不详"]
)
@pytest.mark.parametrize(
    "label", ["家庭住址", "宿舍", "籍贯", "出生年月", "身份证号", "QQ", "微信号", "学号", "紧急联系人"]
)
def test_a_label_without_a_value_is_none(label, blank):
    for text in (
        f"| {label} | {blank} |\n|---|---|\n| 一 | 二 |\n",
        f"{label}：{blank}\n",
        f"{label}\n\n{blank}\n\n灯亮了。\n",
    ):
        assert not codes(text)


@pytest.mark.parametrize(
    "text",
    [
        "| 宿舍 | 床位 |\n|---|---|\n| 三号楼 | 1200 |\n",
        "| 楼 | 宿舍 |\n|---|---|\n| 东区 | 3号楼 |\n",
        "地址：某路1号，后勤服务大厅",
        "籍贯、学号这些不要写进来。",
        "老张在宿舍住了三年。宿舍：一个温暖的家。",
        "生日：一碗长寿面，一句祝福",
        "| 账号 | 谁来管 |\n|---|---|\n| 公众号 | 宣传办公室 |\n",
        "微信：搜“后勤服务”，关注公众号。",
        "紧急联系电话见宿舍楼门厅。",
    ],
)
def test_what_is_no_persons_is_no_finding(text):
    assert "PII012" not in codes(text)


def test_the_finding_hides_the_value_and_names_its_place():
    (finding,) = [
        f
        for f in found(HEAD + "灯亮了。\n\n| 籍贯 | 甘肃某县 |\n|---|---|\n| 一 | 二 |\n")
        if f.code == "PII012"
    ]
    assert (finding.place.line, finding.place.column) == (7, 8)
    assert "甘肃" not in f"{finding.message}{finding.hint}{finding.original}"


def _subject(text):
    import test_privacy_rules as here

    from showcase.markup.body import Body
    from showcase.stories.rules.passages import passages
    from showcase.stories.rules.rule import Subject
    from showcase.stories.story import Draft

    draft = Draft("2026", "a", text.encode(), text)
    return Subject(draft, Body("", ""), passages(draft), here.ORGANISATION, here.MOTTO, here.TODAY)
