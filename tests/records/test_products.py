"""Creative products: citations as GB/T 7714 writes them, and what a product lacks."""

from __future__ import annotations

import datetime as dt

import pytest
from test_honours import HOUSE

from showcase.records.citing import Reference, as_bibtex, as_ris, citation, lacking
from showcase.records.kind import World
from showcase.records.products import PRODUCTS, Product, cited, judge
from showcase.records.reading import parsed

# The forms of GB/T 7714-2015, 8: monograph, serial article, archive, electronic source.
CITED = [
    (
        {"kind": "book", "author": "校史编写组", "title": "校史", "place": "兰州", "publisher": "大学出版社", "year": "2009", "pages": "12-15"},
        "校史编写组. 校史[M]. 兰州: 大学出版社, 2009: 12-15.",
    ),
    ({"kind": "book", "author": "甲", "title": "书", "year": "2009"}, "甲. 书[M]. 2009."),
    ({"kind": "book", "author": "甲", "title": "书"}, "甲. 书[M]. 年份不详."),
    (
        {"kind": "article", "author": "乙", "title": "百合", "journal": "园艺", "year": "1998", "number": "3(2)", "pages": "5-9"},
        "乙. 百合[J]. 园艺, 1998, 3(2): 5-9.",
    ),
    (
        {"kind": "archive", "author": "总务处", "title": "器具账", "publisher": "校档案馆", "year": "1976", "number": "1976-3"},
        "总务处. 器具账[A]. 校档案馆, 1976, 1976-3.",
    ),
    (
        {"kind": "web", "author": "丙", "title": "记录", "year": "2025", "seen": "2026-03-05", "url": "https://www.example.edu.cn/"},
        "丙. 记录[EB/OL]. (2025)[2026-03-05]. https://www.example.edu.cn/.",
    ),
    # worked examples that the standard prints itself
    (
        {"kind": "book", "author": "陈登原", "title": "国史旧闻: 第1卷", "place": "北京", "publisher": "中华书局", "year": "2000", "pages": "29"},
        "陈登原. 国史旧闻: 第1卷[M]. 北京: 中华书局, 2000: 29.",
    ),
    (
        {"kind": "article", "author": "袁训来, 陈哲, 肖书海, 等", "title": "蓝田生物群: 一个认识多细胞生物起源和早期演化的新窗口",
         "journal": "科学通报", "year": "2012", "number": "55(34)", "pages": "3219"},
        "袁训来, 陈哲, 肖书海, 等. 蓝田生物群: 一个认识多细胞生物起源和早期演化的新窗口[J]. 科学通报, 2012, 55(34): 3219.",
    ),
    (
        {"kind": "web", "author": "萧钰", "title": "出版业信息化迈入快车道", "date": "2001-12-19", "seen": "2002-04-15",
         "url": "http://www.creader.com/news/20011219/200112190019.html"},
        "萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. http://www.creader.com/news/20011219/200112190019.html.",
    ),
    (
        {"kind": "report", "author": "World Health Organization", "title": "Factors regulating the immune response", "place": "Geneva",
         "publisher": "WHO", "year": "1970"},
        "World Health Organization. Factors regulating the immune response[R]. Geneva: WHO, 1970.",
    ),
    (
        {"kind": "report", "author": "中国互联网络信息中心", "title": "第29次中国互联网络发展现状统计报告", "date": "2012-01-16",
         "seen": "2013-03-26", "url": "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf"},
        "中国互联网络信息中心. 第29次中国互联网络发展现状统计报告[R/OL]. (2012-01-16)[2013-03-26]. "
        "http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf.",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "expected"), CITED)
def test_a_reference_is_written_as_the_standard_writes_it(typed, expected):
    assert citation(Reference.model_validate(typed)) == expected


def test_of_four_authors_three_are_named_and_each_is_one_for_programs():
    typed = {
        "kind": "book",
        "author": "张三；李四;王五；赵六",
        "title": "书",
        "place": "北京",
        "publisher": "社",
        "year": "2009",
    }
    four = Reference.model_validate(typed)
    assert citation(four) == "张三, 李四, 王五, 等. 书[M]. 北京: 社, 2009."
    assert "author = {{张三} and {李四} and {王五} and {赵六}}" in as_bibtex(four, "a")
    assert as_ris(four).count("AU  - ") == 4
    assert citation(Reference.model_validate(typed | {"author": "张三；李四"})).startswith("张三, 李四. 书")


@pytest.mark.parametrize(
    ("typed", "gaps"),
    [
        ({"kind": "web", "url": "https://example.edu.cn/"}, ["引用日期"]),
        ({"kind": "web", "url": "https://example.edu.cn/", "seen": "2026-03-05"}, []),
        ({"kind": "book", "year": "2009"}, ["出版地", "出版者"]),
        ({"kind": "book", "place": "北京", "publisher": "社"}, []),
        ({"kind": "archive", "year": "1955"}, []),
    ],
)
def test_what_a_citation_cannot_do_without_is_told(typed, gaps):
    source = Reference.model_validate({"author": "学校", "title": "一份"} | typed)
    assert [what for what, _ in lacking(source)] == gaps


TEXT = """products:
  - key: one
    name: 书签
    source: 一段有出处的历史
    period: 20世纪
    idea: 一个想法说清楚
    material: 铜
    price: 待定
    state: sold
    rights: 归本部
"""


def test_a_product_without_a_reference_and_one_sold_without_a_price_are_told_of():
    ledger = parsed(PRODUCTS, TEXT)
    assert ledger.findings == ()
    world = World(dt.date(2026, 1, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), HOUSE, (), {Product: ledger})
    assert [(f.code, f.place.line) for f in judge(world)] == [("PRO001", 4), ("PRO002", 8)]


@pytest.mark.parametrize(
    ("author", "title", "told"),
    [("待核实", "校史", ["PRO001"]), ("甲", "校史（书名待核实）", ["PRO001"]), ("甲", "校史", [])],
)
def test_a_reference_that_nobody_looked_up_is_told_of_and_is_no_citation(author, title, told):
    text = TEXT.replace("sold", "idea") + f"    reference: {{kind: book, author: {author}, title: {title}}}\n"
    ledger = parsed(PRODUCTS, text)
    world = World(dt.date(2026, 1, 1), dt.datetime(2026, 1, 1, tzinfo=dt.UTC), HOUSE, (), {Product: ledger})
    assert [f.code for f in judge(world)] == told
    (product,) = ledger.records
    assert cited(product.reference) == (f"出处待核实：{title}" if told else "甲. 校史[M]. 年份不详.")


def test_signs_of_bibtex_in_a_title_are_told_otherwise_and_no_field_can_be_added():
    hostile = Reference.model_validate(
        {
            "kind": "report",
            "author": "甲, 乙",
            "title": "省了50%的油 & 电}, note={x",
            "year": "2026",
            "url": "https://x.cn/{a}b%20",
        }
    )
    assert as_bibtex(hostile, "k2026", ("节约", "油")) == (
        "@techreport{k2026,\n"
        "  author = {{甲, 乙}},\n"
        "  title = {{省了50\\%的油 \\& 电\\}, note=\\{x}},\n"
        "  year = {2026},\n"
        "  url = {https://x.cn/ab20},\n"
        "  keywords = {节约, 油},\n"
        "  langid = {chinese}\n"
        "}\n"
    )


def test_a_record_for_reference_managers_begins_and_ends_as_they_want_it():
    web = Reference.model_validate(
        {"kind": "web", "author": "丙", "title": "记录", "date": "2025-06-01", "url": "https://x.cn/"}
    )
    assert as_ris(web, ("词",)).split("\r\n") == [
        "TY  - ELEC", "AU  - 丙", "TI  - 记录", "PY  - 2025", "DA  - 2025/06/01", "UR  - https://x.cn/", "KW  - 词", "LA  - zh",
        "ER  - ", "",
    ]  # fmt: skip
