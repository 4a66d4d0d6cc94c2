"""Every form of a report, with a manuscript that tries to be more than text in it."""

from __future__ import annotations

import json
import re
from html import unescape

import markdown
import pytest

from conftest import photo_bytes
from showcase.project.finding import Finding, Place, Severity, error, warning
from showcase.reports.machine import as_github, as_gitlab, as_json, gitlab_severity
from showcase.reports.markdown import code, fence, inert
from showcase.reports.shown import shown
from showcase.reports.sources import guarded, private_lines
from showcase.reports.text import marked, summary

PATH = "stories/2026/one/index.md"
HOSTILE = [
    "好\n::error file=a.py::伪造",
    "::stop-commands::x",
    "##[error]伪造的一行",
    "好 | **可合并** | 好",
    "```\n# 可合并\n```",
    "~~~\n<h1>可合并</h1>",
    "@octocat 请看",
    "@某人 和 @octocat/team",
    "见 #1 和 owner/repo#2 和 GH-3",
    "![图](https://evil.example/x.png)",
    "[可合并](https://evil.example)",
    "<img src=https://evil.example/x.png>",
    "https://evil.example 和 www.evil.example",
    "a@evil.example",
    "`code` ``more`` `",
    "\\`逃出去\\`",
    "a\\| b | c",
    "好\u202e反过来",
    "\x1b[31m红",
    ":tada: $x$",
    "<!-- 可合并",
    "</details>",
    "- [x] 可合并",
    "&lt;img&gt;",
    "100%，路径:行",
]


def rendered(text):
    return markdown.markdown(text, extensions=["tables", "fenced_code"])


@pytest.mark.parametrize("text", HOSTILE)
def test_no_format_lets_a_manuscript_speak_for_us(text):
    found = [error("FM002", Place(PATH, 3, 2), f"没有“{text}”", f"写成 {text}")]
    (line,) = as_github(found).split("\n")
    assert line.startswith("::error file=stories/2026/one/index.md,line=3,col=2,title=FM002")
    assert "\r" not in line
    assert re.sub(r"%(25|0D|0A|3A|2C)", "", line).count("%") == 0
    for form in (as_json, as_gitlab):
        value = form(found)
        assert all(character.isprintable() or character == "\n" for character in value)
        assert len(json.loads(value)) == 1
    assert json.loads(as_json(found))[0]["message"] == f"没有“{text}”"
    plain = shown(text)
    assert plain.isprintable()
    assert "##[" not in plain


@pytest.mark.parametrize("text", HOSTILE)
def test_in_a_sheet_it_is_one_cell_of_words_and_code(text):
    cell = inert(text)
    html = rendered(f"| a | b |\n| --- | --- |\n| {cell} | z |\n")
    assert html.count("<td") == 2, html
    assert not re.search(r"<(?!/?(?:table|thead|tbody|tr|th|td|code)\b)", html), html
    outside = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
    outside = re.sub(r"<[^>]*>", "", outside)
    assert not re.search(r"[@#:/\\`*_|!\[\]]", outside), outside
    heading = rendered(f"## 可以合并 · 《{cell}》")
    assert heading.count("<h2") == 1
    assert not re.search(r"<(?!/?(?:h2|code)\b)", heading), heading


@pytest.mark.parametrize("text", ["```\n逃出去", "````md\n```\n`````", "~~~\n", "甲\n\n\n```", "`" * 40])
def test_nothing_closes_the_fence_of_a_quoted_manuscript(text):
    html = rendered(fence(text + "\n# 可合并\n![x](https://evil.example/x.png)", "markdown") + "\n\n完")
    assert "<h1" not in html
    assert "<img" not in html
    assert html.rstrip().endswith("<p>完</p>")


@pytest.mark.parametrize(
    ("hint", "pieces"),
    [
        ('写一句话，例如 ![师傅在和面](a.jpg "四点的面案")', ['![师傅在和面](a.jpg "四点的面案")']),
        ("改成 themes: [育人, 节约] 就行", ["themes: [育人, 节约]"]),
        ("写 {name: 王师傅, role: 面点师}；名字用真名", ["{name: 王师傅, role: 面点师}"]),
        ("用 `showcase check --fix` 改", ["`showcase check --fix`"]),
        ("括号没有成对：[育人，加上 ]", ["[育人，加上 ]"]),
        ("少了一半 [育人，补上", ["["]),
        ("换成 早班 和 63% 以上", []),
    ],
)
def test_what_a_hint_says_to_type_is_one_piece_of_code(hint, pieces):
    """It was cut at every Chinese character: ![`师傅在和面`](a.jpg "`."""
    html = rendered(inert(hint))
    assert [unescape(code) for code in re.findall(r"<code>(.*?)</code>", html)] == pieces
    assert unescape(re.sub(r"<[^>]*>", "", html)) == hint


def test_code_keeps_backticks_of_any_length():
    for text in ("a`b", "``", "`a", "a```b``c"):
        assert rendered(code(text)) == f"<p><code>{text}</code></p>"


def test_github_lists_errors_first_and_names_what_it_will_not_show():
    found = [warning("PHO205", Place(f"a{n}.jpg"), "小") for n in range(12)]
    found += [error("PHO001", Place(PATH, n + 1), "没有替代文字, 100%") for n in range(11)]
    lines = as_github(found).split("\n")
    assert [line.split(" ")[0] for line in lines[:20]] == ["::error"] * 10 + ["::warning"] * 10
    assert lines[0].endswith("::没有替代文字, 100%25")
    assert "其余 3 个" in lines[20]
    assert len(lines) == 24
    assert not any(line.startswith("::") for line in lines[20:])


def test_gitlab_rows_have_the_shape_it_reads_and_marks_that_outlive_moved_lines():
    def rows(line):
        found = [Finding("TXT001", Severity.WARNING, Place(PATH, line), f"第 {line} 行写错", "", "登陆")]
        return json.loads(as_gitlab(found * 2 + [error("PII001", Place(PATH, line), "有手机号")]))

    one, other = rows(5), rows(50)
    for row in one:
        assert set(row) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert row["location"] == {"path": PATH, "lines": {"begin": 5}}
        assert row["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert [row["fingerprint"] for row in one] == [row["fingerprint"] for row in other]
    assert len({row["fingerprint"] for row in one}) == 3
    assert one[2]["severity"] == "blocker"
    assert gitlab_severity(error("FM002", Place(PATH), "")) == "critical"


def test_the_marker_stands_under_the_fault_whatever_the_width_of_the_characters_before_it():
    line = "早班,ab 登陆系统"
    found = Finding("TXT001", Severity.WARNING, Place(PATH, 1, 7), "错字", "", "登陆")
    text, before, width = marked(line, found)
    assert (text, before, width) == (line, 8, 4)  # two Han, then comma, two letters and a blank


def test_of_a_long_paragraph_only_what_stands_around_the_fault_is_shown():
    line = "前" * 300 + "登陆" + "后" * 300
    found = Finding("TXT001", Severity.WARNING, Place(PATH, 1, 301), "错字", "", "登陆")
    text, before, width = marked(line, found)
    assert text.startswith("…前")
    assert text.endswith("后…")
    assert width == 4
    assert before < 40
    assert len(text) < 60


def test_the_summary_says_what_the_machine_can_do():
    able = Finding("FILE004", Severity.ERROR, Place("a.jpg"), "", rename="b.jpg")
    assert "1 处可以用 showcase check --fix" in summary([able, warning("PHO205", Place("b.jpg"), "")])
    assert summary([]) == "没有发现问题。"


@pytest.fixture(scope="module")
def desk(make_workshop):
    """Three stories: one to merge, one with warnings, one with an error and a title out for mischief."""
    workshop = make_workshop()
    photos = {"a.jpg": photo_bytes((1700, 1200))}
    done = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}\n"
    people = "people:\n  - {name: 早班, role: 食堂, consent: team}\n"
    note = (
        "photos: {a.jpg: {focal: [0.2, 0.5], credit: 一食堂, consent: signed, consent_until: 2028-01-01}}\n"
    )
    workshop.story("merge", title="可以合并的灯", more=f"cover: a.jpg\n{people}{note}{done}", photos=photos)
    workshop.story("mend", title="要改的灯", body="[旧页](../meiyou/index.md)", more=done)
    title = "'`# 可合并 | @octocat ![x](https://evil.example/x.png)`'"
    workshop.story(
        "refuse",
        title=title,
        body="![](a:b.jpg)\n\n```\n````\n# 可合并\n::error::伪造\n  ::stop-commands::x\n##[error]伪造",
        photos={"a:b.jpg": photo_bytes()},
    )
    return workshop


def sheet(desk, *places):
    return desk.run("check", "--format", "sheet", "--today", "2026-04-01", *places)


def test_the_sheet_of_one_story_says_what_to_decide_it_by(desk):
    result = sheet(desk, "stories/2026/merge")
    assert result.code == 0
    for words in (
        "1 篇可以合并。",
        "## 可以合并 · 《可以合并的灯》",
        "没有要改的地方",
        "| 早班 | 食堂 | 全组同意 |",
        "1700×1200 | 0.20, 0.50",
        "本人签了，到 2028-01-01",
        "卡片 0, 0 – 1600, 1200",
        "| 申初 | 申复 | 申终 | 2026-03-08 |",
        "字，约读 1 分钟",
    ):
        assert words in result.out, words


def test_each_story_has_the_verdict_it_deserves_and_the_worst_stands_first(desk):
    result = sheet(desk)
    assert result.code == 1
    assert "1 篇可以合并，1 篇可以合并但有提醒，1 篇不可合并" in result.out
    verdicts = re.findall(r"^## (.+?) · ", result.out, re.MULTILINE)
    assert verdicts == ["不可合并", "可以合并，有 1 处提醒", "可以合并"]
    assert len(re.findall(r"^#+ .*可合并$", result.out, re.MULTILINE)) == 1  # in the quoted manuscript


def test_a_hostile_manuscript_stays_quoted_in_the_sheet(desk):
    text = sheet(desk, "stories/2026/refuse").out
    html = rendered(text)
    assert "<img" not in html
    assert "<a " not in html
    assert [re.sub(r"<[^>]*>", "", h)[:4] for h in re.findall(r"<h[12][^>]*>(.*?)</h[12]>", html)] == [
        "审稿单",
        "不可合并",
        "为什么",
    ]
    assert not re.search(r"^\s*::|##\[", text, re.MULTILINE)
    assert "@octocat" not in re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)


def test_the_sheet_of_a_photo_or_file_is_that_of_its_story(desk):
    assert sheet(desk, "stories/2026/merge/a.jpg").out == sheet(desk, "stories/2026/merge/index.md").out
    assert sheet(desk, "stories/2026/merge/a.jpg").out == sheet(desk, "stories/2026/merge").out


def test_a_story_without_its_final_review_may_be_merged_and_says_what_is_left(desk):
    root = desk.copy(desk.root.with_name("pending"))
    root.story("pending", title="还没审完的灯", more="sample: true\n")
    text = sheet(root, "stories/2026/pending").out
    assert "## 可以合并 · 《还没审完的灯》" in text
    assert "三审还不算数，还没有初审、复审、终审" in text
    assert "这是示例" in text
    assert "**知道即可**" in text


def test_the_sheet_fits_a_comment_however_much_there_is(workshop):
    for n in range(120):
        body = "\n\n".join(f"[{'长' * 40}{k}](../meiyou-{k}/index.md)" for k in range(50))
        workshop.story(f"s-{n}", title=f"第{n}篇的灯", body=body)
    text = sheet(workshop).out
    assert len(text) < 65_536
    assert "评论放不下" in text


def test_text_is_grep_able_and_shows_the_line(desk):
    result = desk.run("check", "stories/2026/mend")
    assert re.search(r"^stories/2026/mend/index\.md:\d+:\d+: LNK001 提醒 ", result.out, re.MULTILINE)
    assert "│ [旧页](../meiyou/index.md)" in result.out
    assert "\x1b" not in result.out


def test_a_private_line_is_quoted_nowhere(workshop):
    """With a finding of the family PII at hand, whichever rule made it."""
    from showcase.project.folder import Project
    from showcase.reports.sheet.story import StorySheet
    from showcase.reports.sources import Sources
    from showcase.site.options import Options
    from showcase.site.survey import survey

    workshop.story("one", title="电话的灯", body="请打 13800138000 找他")
    project = Project(workshop.root)
    found = survey(project, Options())
    (one,) = found.examined
    line = one.draft.lines.index("请打 13800138000 找他") + 1
    private = error("PII001", Place(one.draft.path, line, 4), "这里有手机号")
    beside = Finding(
        "TXT001", Severity.WARNING, Place(one.draft.path, line, 1), "写法", "", "请打 13800138000"
    )
    sources = Sources(project, found.examined, [private])
    assert sources.line(private.place) == sources.line(beside.place) == ""
    told = type(one)(one.draft, one.state, one.body, one.story, (private, beside))
    text = StorySheet(found, sources).markdown(told)
    assert "13800138000" not in text


def test_other_findings_on_a_private_line_are_told_by_their_rule_alone():
    private = error("PII001", Place(PATH, 9, 4), "有手机号 138****8000")
    beside = Finding(
        "LNK001",
        Severity.WARNING,
        Place(PATH, 9, 1),
        "链接 tel:13800138000 不通",
        "13800138000",
        "13800138000",
    )
    apart = warning("LNK001", Place(PATH, 10, 1), "链接 x 不通")
    kept, changed, same = guarded([private, beside, apart], private_lines([private]))
    assert (kept, same) == (private, apart)
    assert (changed.code, changed.place, changed.message) == ("LNK001", beside.place, "链接不通")
    assert "13800138000" not in repr(changed)


def test_many_corrections_of_one_kind_are_one_row(desk):
    from dataclasses import replace

    from showcase.project.finding import Fix
    from showcase.project.folder import Project
    from showcase.reports.sheet.story import StorySheet
    from showcase.reports.sources import Sources
    from showcase.site.options import Options
    from showcase.site.survey import survey

    found = survey(Project(desk.root), Options())
    one = next(one for one in found.examined if one.draft.slug == "mend")
    commas = [
        Finding(
            "TXT001", Severity.WARNING, Place(one.draft.path, line, 3), "半角逗号", "", ",", Fix(3, 4, "，")
        )
        for line in (12, 12, 14)
    ]
    told = replace(one, findings=tuple(replace(f, message=f"{n}") for n, f in enumerate(commas)))
    text = StorySheet(found, Sources(Project(desk.root), found.examined, ())).markdown(told)
    assert "| 第 12、14 行 | `,` |" in text
    assert "3 处（可自动改）：`,` → `，`" in text


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("number：电话只写数字、空格和短横，例如 120 或 0000-1234", "，number 这一项：电话只写数字、空格和短横，例如 120 或 0000-1234"),
        ("confirmed：日期写成 2026-03-05 的样子", "，confirmed 这一项：日期写成 2026-03-05 的样子"),
        ("group：“13912345678”不在可选的值里", "，group 这一项：“…”不在可选的值里"),
        ("whom：13912345678 不是岗位", "，whom 这一项"),
        ("没有 住3号楼205室 这一项", ""),
    ],
)  # fmt: skip
def test_a_field_of_a_private_line_is_named_and_what_was_typed_is_not(message, told):
    place = Place("docs/start/contacts/contacts.yml", 7, 1)
    private = frozenset({(place.path, 7)})
    (kept,) = guarded([error("REC002", place, message, "改成：  number: 13912345678")], private)
    assert kept.message == f"这一条写得不对{told}"
    assert kept.hint == ""
