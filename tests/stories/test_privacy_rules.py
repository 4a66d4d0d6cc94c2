"""What belongs to one person is found however it is spelt, shown with its middle hidden, and not seen where it is not."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from showcase.brand import tokens as brand
from showcase.brand.organisation import Organisation, read_organisation
from showcase.markup.body import Body
from showcase.project.finding import Finding
from showcase.project.folder import Project
from showcase.project.jail import Jail
from showcase.stories import rules
from showcase.stories.drafts import read_draft, read_drafts, split_front_matter
from showcase.stories.rules.passages import passages
from showcase.stories.rules.privacy import masked
from showcase.stories.rules.rule import Subject
from showcase.stories.story import Draft

PROJECT = Project(ROOT)
ORGANISATION = read_organisation(PROJECT)
MOTTO = tuple(brand.read_tokens(PROJECT).motto.words)
TODAY = dt.date(2026, 4, 1)
COPY = [rule for rule in rules.RULES if rule.family in ("TXT", "PII")]


def found(
    text: str, organisation: Organisation = ORGANISATION, photos: tuple[str, ...] = (), **more: object
) -> list[Finding]:
    draft = Draft("2026", "a", text.encode("utf-8", "replace"), text, photos=photos)
    subject = Subject(draft, Body("", ""), passages(draft), organisation, MOTTO, TODAY, **more)  # type: ignore[arg-type]
    return [finding for rule in COPY for finding in rule.findings(subject)]


def private(text: str, **more: object) -> set[str]:
    return {finding.code for finding in found(text, **more) if finding.code.startswith("PII")}  # type: ignore[arg-type]


def mobile(dice: random.Random) -> str:
    return f"1{dice.choice('3456789')}{dice.randrange(10**9):09}"


def identity(dice: random.Random) -> str:
    day = dt.date(1950, 1, 1) + dt.timedelta(days=dice.randrange(22000))
    head = f"{dice.choice(('11', '31', '44', '51', '62'))}{dice.randrange(10**4):04}{day:%Y%m%d}{dice.randrange(1000):03}"
    weights = [2 ** (17 - index) % 11 for index in range(17)]
    return (
        head
        + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True)) % 11]
    )


def card(dice: random.Random) -> str:
    head = f"62{dice.randrange(10 ** (n := dice.choice((13, 14, 15, 16)))):0{n}}"
    doubled = [int(digit) * (2 if index % 2 == 0 else 1) for index, digit in enumerate(reversed(head))]
    return head + str(-sum(value - 9 if value > 9 else value for value in doubled) % 10)


FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
FORMAL = str.maketrans("0123456789", "零壹贰叁肆伍陆柒捌玖")
CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")


def cut(number: str, widths: tuple[int, ...], tie: str) -> str:
    parts, at = [], 0
    for width in widths:
        parts.append(number[at : at + width])
        at += width
    return tie.join(part for part in (*parts, number[at:]) if part)


def spellings(number: str, dice: random.Random) -> Iterator[str]:
    groups = {11: ((3, 4), (3, 3), (3, 2, 2, 2)), 18: ((6, 8), (6, 4, 4))}.get(len(number), ((4, 4, 4, 4),))
    at = dice.randrange(3, len(number) - 1)
    yield number
    yield number.translate(FULL)
    yield number.translate(HAN)
    yield number.translate(FORMAL)
    yield number.translate(CIRCLED)
    for widths in groups:
        for tie in (" ", "-", "·", "—", "\u3000", ".", "－"):
            yield cut(number, widths, tie)
    yield f"{number[:at]}\u200b{number[at:]}"
    yield f"{number[:at]}**{number[at:]}"
    yield f"{number[:at]}&#{ord(number[at])};{number[at + 1 :]}"
    yield " ".join(number)
    yield cut(number, groups[0], "\n")


@pytest.mark.parametrize(
    ("code", "make"),
    [("PII001", mobile), ("PII002", identity), ("PII003", card)],
    ids=["mobile", "id", "card"],
)
def test_generated_numbers_are_found_in_every_spelling(
    code: str, make: Callable[[random.Random], str]
) -> None:
    dice = random.Random(2026)
    tried, missed = 0, []
    for _ in range(40):
        number = make(dice)
        for spelt in spellings(number, dice):
            tried += 1
            findings = [finding for finding in found(f"他说：{spelt}，记下。") if finding.code == code]
            if not findings:
                missed.append(spelt)
            for finding in findings:
                assert number not in f"{finding.message}{finding.hint}{finding.original}{finding.place}"
                assert not finding.fixable
    assert tried >= 500
    assert missed == []


OTHERS = {
    "PII001": ["+86 138-0013-8000", "(+86)13800138000", "008613800138000", "[打电话](tel:13800138000)", "1. 13800138000", "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "https://a.cn/?tel=13800138000",
               "138,1234,5678", "138，1234，5678", "138、1234、5678", "86138:1234:5678", "138=1234=5678", "138+1234+5678"],
    "PII004": ["学号：320200912345", "学号是３２０２００９１２３４５", "工号 A12345", "（教工号：20013）", "校园卡号 3202 0123"],
    "PII005": ["110105491231002", "110105194912310021"],
    "PII006": ["0931-8912345", "（0931）8912345", "010 62345678", "电话：8912345", "０９３１－８９１２３４５"],
    "PII007": ["a_b@lzu.edu.cn", "zhang#qq.com", "zhang (at) 163.com", "ＺＨＡＮＧ＠163.com"],
    "PII008": ["QQ：12345678", "QQ号12345678", "扣扣 12345678", "微信号zhang_san", "微信：zhang_san88"],
    "PII009": ["甘A·12345", "甘A12345", "甘AD12345", "甘a 12345", "甘Ａ１２３４５", "京A1234学"],
    "PII010": ["王师傅住3号楼412室", "张三同学住三号楼四一二室"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in OTHERS.items() for text in texts])
def test_the_other_marks_of_a_person_are_found(code: str, text: str) -> None:
    assert code in private(f"他写了{text}。")


INNOCENT = [
    "圆周率3.14159265358979",
    "π取3.14159265358，再取0.13812345678",
    "ISBN 978-7-5086-1234-5，条码 6901234567892",
    "2026-03-05 14:30 20260305 和 20260305143000",
    '![一盏灯亮着](微信图片_20260305123456789.jpg "灯亮着") mmexport1586123456789.jpg IMG_20260305_123456.jpg',
    "1998-2003 120人，1 3 5 7 9 11 13 15 17 19 21",
    "13.30-14.30 15.30-16.30，价格15000-200000元",
    "https://mp.weixin.qq.com/s?id=13800138000123&mid=13800138000",
    "工号牌别在左胸，学号牌 12 块，手机放在柜里",
    "微信公众号：lzu_logistics，微信 WeChat 都能看",
    "138****8000，学号：32****45",
    "400-123-4567，12345 热线，拨 119",
    "| 1200 | 1300 | 1400 | 1500 |",
    "A4纸2000张，新A4 12345，云南A级",
    "3号楼共412人，宿舍楼301室空着",
    "1949 1978 1999 2008 2019",
    "十三亿八千零一万三千八百，三三两两，一五一十",
    "用了150、1200、1300元，12,345,678,901 粒米，13:30、14:30、150",
    "138,123,456 和 139,1234 5678；1，3，8，1，2，3，4，5，6，7，8",
    "#597536 #926943 #7B88A4 #353A28",
]


@pytest.mark.parametrize("line", INNOCENT)
def test_ordinary_numbers_are_no_alarm(line: str) -> None:
    assert private(line) == set()


def test_no_false_alarm_in_the_sample_stories_and_the_hand_written_pages() -> None:
    for draft in read_drafts(PROJECT):
        subject = Subject(draft, Body("", ""), passages(draft), ORGANISATION, MOTTO, TODAY)
        assert [finding for rule in COPY for finding in rule.findings(subject)] == []
    for page in sorted(PROJECT.root.glob("docs/**/index.md")):
        text = page.read_text("utf-8")
        line = split_front_matter(text)[2]
        shown = page.relative_to(PROJECT.root).as_posix()
        assert list(rules.check_page(shown, text, line, ORGANISATION, MOTTO, TODAY)) == []


def test_the_place_is_line_and_column_of_the_file() -> None:
    text = "灯亮了。\n\n打**给**１３８&#48;0138000。"
    (finding,) = (finding for finding in found(text) if finding.code == "PII001")
    assert (finding.place.line, finding.place.column, finding.original) == (3, 7, "138****8000")


def test_photo_names_and_words_in_photos_are_read_and_the_name_is_not_printed() -> None:
    (finding,) = found("灯亮了。", photos=("13800138000.jpg",))
    assert finding.code == "PII001"
    assert "13800138000" not in f"{finding.place}{finding.message}"
    (finding,) = found("灯亮了。", photo_texts={"deng.jpg": ("摄影 13800138000",)})
    assert finding.place.path == "stories/2026/a/deng.jpg"


def test_a_line_the_office_made_public_is_no_finding() -> None:
    public = ORGANISATION.model_copy(update={"hotlines": ("0931-8912345", "fuwu@example.com")})
    assert private("请打 0931 8912345 或写信到 fuwu@example.com。", organisation=public) == set()
    assert private("请打 0931-8912346。", organisation=public) == {"PII006"}
    assert private("电话：8912345。", organisation=public) == set()  # the same without its area
    assert private("电话：8912346。", organisation=public) == {"PII006"}
    assert private("fuwu@example.com、xxx@qq.com、zhang@qq.com", organisation=public) == {"PII007"}


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="0123456789Xx -·.*&#;@一三八（）()[]\"'“”！!,。…—～~年月日班室甘A\n`\\\ufffc"))
def test_any_text_is_checked_without_an_exception(text: str) -> None:
    found(text)


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "a.", "a@", "[^", "](", '](x "', "`", "-", "- ", '"', "'字", "...", "…", "!", "，", "（", "(", "&#", "*", "甘A", "部训“", "爱校", "3~", "1月", "0931", "学号", "://", "二", "<", "号楼1"],
)  # fmt: skip
def test_a_line_of_two_hundred_thousand_characters_ends(piece: str) -> None:
    findings = found((piece * 200_000)[:200_000])
    told = sum(len(finding.message) + len(finding.hint) for finding in findings)
    assert told <= 300 * len(findings) + 2000  # no finding repeats the line: 100,000 of them took 23 GB


@pytest.mark.parametrize(
    ("person", "is_one"),
    [
        ("{name: 张建国, role: 一食堂, consent: signed}", True),
        ("{name: 张三, role: 一食堂, consent: signed}", True),
        ("{name: 阿依古丽, role: 一食堂, consent: signed}", True),
        ("{name: 早餐小队, role: 一食堂, consent: team}", False),
        ("{name: 早餐班组, role: 一食堂, consent: signed}", False),
    ],
)
def test_he_and_she_are_the_person_the_story_names(tmp_path: Path, person: str, is_one: bool) -> None:
    folder = tmp_path / "stories" / "2026" / "a"
    folder.mkdir(parents=True)
    text = (
        "---\ntitle: 老张的二十八年\ndate: 2026-03-05\ndepartment: dining\nseries: frontline\nsummary: 一句话。\n"
        f"people: [{person}]\n---\n\n他住在3号楼412室。\n\n3号楼412室是活动室。\n"
    )
    (folder / "index.md").write_text(text, "utf-8")
    draft = read_draft(Jail(tmp_path), "2026", "a")
    subject = Subject(draft, Body(), passages(draft), ORGANISATION, MOTTO, TODAY)
    lines = [f.place.line for f in rules.check(subject) if f.code == "PII010"]
    assert lines == ([text.split("\n").index("他住在3号楼412室。") + 1] if is_one else [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("138~0013~8000", "PII001"),
        ("138 / 0013 / 8000", "PII001"),
        ("138 - 0013 - 8000", "PII001"),
        ("138   0013   8000", "PII001"),
        ("138|0013|8000", "PII001"),
        ("138……0013……8000", "PII001"),
        ("138。0013。8000", "PII001"),
        ("【138】【0013】【8000】", "PII001"),
        ("(138)00138000", "PII001"),
        ("学　号：320200912345", "PII004"),
        ("学籍号：320200912345", "PII004"),
        ("工号 No.20231234", "PII004"),
        ("员工编号20231234", "PII004"),
        ("一卡通号：320200912345", "PII004"),
        ("一卡通：320200912345", "PII004"),
        ("饭卡号320200912345", "PII004"),
        ("护照号：E12345678", "PII004"),
        ("+86 931 8912345", "PII006"),
        ("联系电话号码：8912345", "PII006"),
        ("Tel: 8912345", "PII006"),
        ("zhangsan at houqin dot edu dot cn", "PII007"),
        ("zhangsan艾特houqin.edu.cn", "PII007"),
        ("zhangsan@houqin。edu。cn", "PII007"),
        ("QQ12345678", "PII008"),
        ("加Q12345678", "PII008"),
        ("Q群12345678", "PII008"),
        ("企鹅号12345678", "PII008"),
        ("加我微信 zhang_san88", "PII008"),
        ("微信zhangsan88", "PII008"),
        ("薇信：zhang_san88", "PII008"),
        ("抖音号：zhang_san88", "PII008"),
        ("QQ群号码 12345678", "PII008"),
        ("扣扣群12345678", "PII008"),
        ("Q:12345678", "PII008"),
        ("V信：zhang_san88", "PII008"),
        ("微信号码 Zhang_san88", "PII008"),
        ("微信ID：zhang_san88", "PII008"),
        ("快手号zhang_san88", "PII008"),
        ("支付宝账号zhang_san88", "PII008"),
        ("加V zhang_san88", "PII008"),
        ("学生证号：20231234", "PII004"),
        ("护照：e1234567", "PII004"),
        ("工号 a12345", "PII004"),
        ("座机 8912-3456", "PII006"),
        ("电话是89123456", "PII006"),
        ("(+86)(0)931-8912345", "PII006"),
        ("(+86) 931 8912345", "PII006"),
        ("+86(0)931-8912345", "PII006"),
        ("zhang[at]houqin.edu.cn", "PII007"),
        ("ZHANG_SAN#houqin.edu.cn", "PII007"),
        ("zhangsan#foxmail.com", "PII007"),
        ("甘AF12345", "PII009"),
        ("京A12345D", "PII009"),
        ("甘A1234挂", "PII009"),
        ("甘A1234警", "PII009"),
        ("甘A8Z8Z8", "PII009"),
        ("甘 A12345", "PII009"),
        ("3#楼412住着王同学", "PII010"),
    ],
)
def test_spellings_an_attack_got_past_are_found(text, code):
    assert code in private(f"有事请找他：{text}，谢谢。")
    shown = " ".join(f.message for f in found(text))
    assert not any(secret in shown for secret in ("00138000", "0912345", "12345678", "san88", "zhangsan"))


@pytest.mark.parametrize(
    "text",
    [
        "李师傅在3号楼干了2010年到2020年。",
        "李师傅负责1号楼到12号楼300间宿舍。",
        "一卡通充值100元，新办一卡通20000张。",
        "微信Windows版和微信H5页面都能用，微信支付500元。",
        "QQ空间2026年3月的留言有12345条，QQ糖100包。",
        "Meet us at Lanzhou at 8:00.",
        "京5路、138路、139路公交都到。",
        "138。139。140。三天的记录都在这里。",
        "Hotel 8912345号房，电话：8912345年也打不完。",
        "工号为1234，学号123，QQ：1234，IQ:12345678，FAQ:12345678，FAQQ：12345678。",
        "Look at lzu.edu.cn，写着 C#lang.cn 和 me#net.cn。",
        "微信号：abc，微信zhangsan，OVX zhang88，邮编 0931-0912345，电话：1234567。",
        "甘AI2345，甘A12345678，甘A1234，ABCDEF。",
        "张三同学住3号楼412年，李师傅管3号楼412张床，王老师家3号楼12层。",
    ],
)
def test_lines_that_an_attack_raised_alarm_with_are_quiet(text):
    assert private(text) == set()


CARD = "6222021234567890128"


@pytest.mark.parametrize(
    "text", [f"![灯]({CARD}.jpg)", f"cover: IMG_{CARD}.JPG", f'![灯](微信图片_{CARD}.png "灯")']
)
def test_a_photo_name_that_passes_the_check_digit_of_a_card_is_a_warning(text: str) -> None:
    (finding,) = (finding for finding in found(text) if finding.code.startswith("PII"))
    assert (finding.code, finding.is_error, CARD in finding.message) == ("PII011", False, False)
    assert private("灯亮了。", photos=(f"IMG_{CARD}.jpg",)) == {"PII011"}


def test_a_card_in_the_text_or_in_a_photo_is_an_error_whatever_photos_are_called() -> None:
    assert private(f"补助打到{CARD}。", photos=(f"{CARD}.jpg",)) == {"PII003", "PII011"}
    assert private(f"补助打到{CARD}，照片是 {CARD}.jpg 那张。") == {"PII003", "PII011"}
    assert private("灯亮了。", photo_texts={"deng.jpg": (CARD,)}) == {"PII003"}


@pytest.mark.parametrize(
    "address",
    ["zhang@example.com", "a.b@mail.example.org", "zhang@example.edu.cn", "zhang@houqin.example", "zhang at example dot com",
     "xxx@qq.com", "XXXX@houqin.edu.cn", "zhang@xx.edu.cn", "zhang@xxx.com", "zhang@a.test"],
)  # fmt: skip
def test_an_address_that_can_be_nobodys_is_no_finding(address: str) -> None:
    assert private(f"来信写成 {address} 的样子。") == set()


@pytest.mark.parametrize(
    "address",
    ["example@qq.com", "zhang@myexample.com", "maxx@163.com", "zhang@example.com.evil.cn", "x@qq.com"],
)
def test_an_address_that_only_looks_so_is_one(address: str) -> None:
    assert private(f"来信寄到 {address} 就行。") == {"PII007"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("123", "1*3"),
        ("20231234", "20****34"),
        ("20231-234", "20****34"),
        ("320200912", "32*****12"),
        ("3202009123", "320***9123"),
        ("110105 19491231 002X", "110***********002X"),
    ],
)
def test_of_a_number_little_is_shown_and_of_a_short_one_less(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("text", "code", "shown"),
    [
        ("学号：320200912345", "PII004", "320*****2345"),
        ("+86 138-0013-8000", "PII001", "138****8000"),
        ("zhangsan at houqin dot edu dot cn", "PII007", "z***@houqin dot edu dot cn"),
        ("zhang#qq.com", "PII007", "z***@qq.com"),
        ("王师傅住3号楼412室", "PII010", "3号楼4**室"),
    ],
)
def test_what_is_told_of_it_hides_its_middle(text: str, code: str, shown: str) -> None:
    assert [f.original for f in found(f"他写了{text}。") if f.code == code] == [shown]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("在 http://10.8.0.3:8080/oa 里填", True),
        ("在 https://oa.lzu.local/ 里填", True),
        ("打开 `file:///C:/a.docx`", True),
        ("[系统](//172.16.4.9/x)", True),
        ("http://172.32.4.9 是校外的", False),
        ("在 https://www.lzu.edu.cn/localhost 里", False),
        ("身高、体重//都是 10.1.2.30 的版本", False),
        ("https://10.com/", False),
    ],
)
def test_an_address_that_only_opens_inside_is_named(text: str, named: bool) -> None:
    assert ("PII013" in private(text)) == named
