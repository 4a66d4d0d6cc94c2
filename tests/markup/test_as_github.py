"""What GitHub's preview shows of a text and what the page shows: the same, or a finding says why not.

GitHub's side is computed by its own Markdown (cmark-gfm). Both sides are compared as bare elements and words: no
attribute but addresses and numbers; a heading of the first level is one of the second; a photo is a photo.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from html.parser import HTMLParser
from urllib.parse import unquote

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from first_owner import house
from mistakes import Mistake, found_in, index
from showcase.markup import Profile, render
from showcase.stories.fixes import corrected
from showcase.stories.rules import check_page

BOXES = {True: "☑", False: "☐"}
VOID = ("img", "br", "hr", "input")
BLOCK = "p|ul|ol|li|h[2-6]|blockquote|pre|table|thead|tbody|tr|t[hd]|hr|d[ltd]|figure|section"
WIDE = "[\u2018-\u201d\u3001-\u9fff\uff01-\uff5e]"


class Bones(HTMLParser):
    """HTML as elements and words."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "input":
            self.parts.append(BOXES["checked" in given])
        elif tag in ("img", "figure"):
            self.parts.append("〔照片〕")
        elif tag != "div":
            named = "".join(f" {unquote(given[key])}" for key in ("href", "start") if key in given)
            self.parts.append(f"<{tag.replace('h1', 'h2')}{named}>")

    def handle_endtag(self, tag):
        if tag not in VOID and tag not in ("figure", "div"):
            self.parts.append(f"</{tag.replace('h1', 'h2')}>")

    def handle_data(self, data):
        self.parts.append(data)


def bones(html):
    reader = Bones()
    reader.feed(html)
    reader.close()
    text = re.sub(r"[ \t]*\n\s*", "\n", "".join(reader.parts))
    text = re.sub(rf"(?<={WIDE})((?:</\w+>)*)\n((?:<\w+[^>]*>)*)(?={WIDE})", r"\1\2", text)
    text = re.sub(rf"\n*(</?(?:{BLOCK})(?: [^>]*)?>)\n*", r"\1", text)
    return text.replace("<p>〔照片〕</p>", "〔照片〕").strip()


def github(text):
    return bones(cmarkgfm.github_flavored_markdown_to_html(text, Options.CMARK_OPT_FOOTNOTES))


def ours(text, profile=Profile.STORY):
    return bones(render(text, profile)[0].html)


SAME = {
    "a list below a line": "早班要做的事：\n- 和面\n- 醒面",
    "a numbered list below a line": "早班要做的事：\n1. 和面\n2. 醒面",
    "of numbers only one ends a paragraph": "那是他的第\n2. 本手册",
    "a list below a quoted line": "> 早班\n> - 和面",
    "items by star and plus": "* 和面\n* 醒面\n\n+ 下锅",
    "another sign, another list": "- 一\n* 二",
    "nested by two blanks": "- 一\n  - 二\n    - 三",
    "nested by four blanks": "- 一\n    - 二",
    "nested below a number by three": "1. 一\n   - 二\n2. 三",
    "a second paragraph in an item": "1. 一\n\n   第二段\n\n2. 二",
    "loose items": "- 一\n\n- 二",
    "an item goes on": "- 一\n继续\n  再继续",
    "a list from ten": "10. 十\n11. 十一",
    "a list from nought": "0. 零\n1. 一",
    "the same number again": "1. 一\n1. 二",
    "a bracket behind the number": "1) 和面\n2) 醒面",
    "ticks": "- [ ] 没做\n- [x] 做了",
    "ticks in a numbered list": "1. [ ] 没做\n2. [X] 做了",
    "code in an item": "- ```\n  代码\n  ```",
    "a heading in an item": "- # 标题",
    "an empty item": "-\n- 二",
    "text between lists": "- 一\n\n段\n\n- 二",
    "headings": "# 一\n\n## 二\n\n###### 六",
    "a heading closed by signs": "## 标题 ##",
    "a heading below text": "段\n## 标题",
    "too many signs": "####### 七",
    "a number sign in text": "食堂 #2 号窗口",
    "a topic": "#话题#好",
    "a heading by dashes": "标题\n---\n正文",
    "a heading by equals": "标题\n===\n正文",
    "a heading of two lines": "第一行\n第二行\n---",
    "rules": "一\n\n***\n\n二\n\n- - -\n\n___",
    "a quotation": "> 引\n> 续\n\n> 另",
    "a quotation goes on lazily": "> 引\n懒续",
    "a quotation below text": "字\n> 引",
    "a list in a quotation": "> - 一\n> - 二",
    "quotations in one another": "> 一\n>> 二",
    "fenced code": "```python\na = 1 < 2\n```",
    "code by tildes": "~~~\n*代码*\n~~~",
    "code right below text": "字\n```\n代码\n```",
    "indented code": "    a = 1",
    "code in a line": "`代码 *a*` 和 ``a`b``",
    "lines of Chinese": "四点整，灯\n亮了。",
    "lines of Latin": "turn on\nthe light",
    "a break by two blanks": "一  \n二",
    "a break by a backslash": "一\\\n二",
    "bold, italic, both": "**粗** *斜* ***都是*** __粗__ _斜_",
    "bold within words": "食堂**粗体**后面",
    "underscores within words": "snake_case_word 和_不_是",
    "bold that ends at a mark": "**粗体**，后面",
    "bold that never ends": "**没有结束",
    "italic in bold": "**粗*斜*粗**",
    "a product with blanks": "5 * 3 * 2 厘米",
    "one product": "每格5*3厘米",
    "struck out": "~~删除~~",
    "one tilde": "周一~周五",
    "a wave before a line": "晚饭以后\n~ 散步",
    "a table": "| 甲 | 乙 |\n|---|--:|\n| 一 | 二 |",
    "a table without outer lines": "甲 | 乙\n---|---\n一 | 二",
    "cells missing and too many": "| 甲 | 乙 |\n|---|---|\n| 一 |\n| 一 | 二 | 三 |",
    "a table below text": "上面一行\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |",
    "no table without its rule": "| 甲 | 乙 |\n| 一 | 二 |",
    "no table with a wrong rule": "| 甲 | 乙 |\n|---|\n| 一 | 二 |",
    "a line within a cell": "| a\\|b | `c\\|d` |\n|---|---|\n| **1** | 2 |",
    "text ends a table": "| 甲 |\n|---|\n| 一 |\n\n段",
    "a bare address": "见 https://www.example.com/a?b=1&c=2 。",
    "a bare address in brackets": "(https://www.example.com/)",
    "a bare mail address": "写信到 a@example.org 。",
    "an address in angles": "<https://example.org>",
    "a link with a title": '[字](https://example.org "题")',
    "a link by reference": "[字][1] 和 [二]\n\n[1]: https://example.org\n[二]: https://example.com",
    "a link with an address in angles": "[字](<https://example.org/a>)",
    "a link that never ends": "[没有结束",
    "a blank before the address": "[字] (第二章)",
    "photos of Chinese names": "![图](中文名.jpg)",
    "photos of names with blanks": "![图](<mian zhen.jpg>)",
    "entities": "&amp; &lt; &copy; &#20013; AT&T 3<5 而 7>2",
    "escaped signs": '\\* 星 \\# 井 \\_ \\~ \\| \\< \\> \\. \\! \\( \\) \\- \\+ \\"',
    "an escaped number": "2026\\. 这一年",
    "no smart quotes": "\"引号\" 'a' a--b ...",
    "other dialects' signs": "==高亮== ++插入++ x^2^ [TOC]",
    "money": "$5 和 $6",
    "an unknown note": "字[^没有]",
    "many empty lines": "一\n\n\n\n二",
    "three blanks before a line": "   三个空格",
}  # fmt: skip

# The page shows something else, or what nobody means: the finding that says so.
FOUND = {
    "a line of HTML": ("一行<br>二行", "SEC001"),
    "bold by HTML": ("一<b>粗</b>", "SEC001"),
    "a remark": ("<!-- 给自己看的 -->", "SEC001"),
    "a remark in a line": ("字 <!-- 注释 --> 字", "SEC001"),
    "folded HTML": ("<details><summary>题</summary>字</details>", "SEC001"),
    "attributes": ("字{.red}", "SEC002"),
    "a link of http": ("[字](http://www.example.com)", "SEC003"),
    "a photo in a line": ("字 ![图](deng.jpg) 字", "PHO003"),
    "a photo right below text": ("图：\n![图](deng.jpg)", "PHO003"),
    "a photo from elsewhere": ("![图](https://example.org/a.jpg)", "SEC003"),
    "a photo without words": ("![](deng.jpg)", "PHO001"),
    "a photo with a blank in its name": ("![面](mian zhen.jpg)", "PHO007"),
    "a photo in Chinese signs": ("！【面】（deng.jpg）", "PHO007"),
    "code without an end": ("~~~yaml\n没有结束", "DOC008"),
    "blanks as wide as a Han": ("\u3000\u3000四点整，一食堂后厨的灯亮了。", "TXT051"),
    "four blanks before Chinese": ("    四点整，一食堂后厨的灯亮了。", "TXT051"),
    "paragraphs run together": ("四点整，一食堂后厨的灯准时亮了起来。\n面案上的面已经醒了整整一夜，正好下锅。", "TXT052"),
    "numbers with a Chinese comma": ("1、和面\n2、醒面", "TXT053"),
    "numbers with a wide bracket": ("1）和面\n2）醒面", "TXT053"),
    "numbers in brackets": ("（1）和面\n（2）醒面", "TXT053"),
    "numbers in circles": ("①和面\n②醒面", "TXT053"),
    "numbers without a blank": ("1.和面\n2.醒面", "TXT053"),
    "a product": ("每格5*3*2厘米。", "TXT054"),
    "a product with units": ("每格5米*3米*2米。", "TXT054"),
    "two products": ("每格2*3厘米，共3*4格。", "TXT054"),
    "a product beside italic": ("每格5*3厘米，*很小*。", "TXT054"),
    "a year": ("2026. 这一年换了新灶。", "TXT055"),
    "a room": ("203) 住着四个人。", "TXT055"),
    "bold that ends in a stop": ("**四点整。**灯亮了。", "TXT061"),
    "bold around quotes": ("他说**“灯”**亮了。", "TXT061"),
    "bold with its colon": ("**注意：**请洗手。", "TXT061"),
    "tildes in pairs": ("周一~周五，8:00~18:00。", "TXT062"),
    "one tilde on each side": ("~删除~的字", "TXT062"),
    "a heading without its blank": ("##标题", "TXT063"),
    "a wide number sign": ("＃ 标题", "TXT063"),
    "a wide number sign without a blank": ("＃＃标题", "TXT063"),
    "a wide angle": ("＞ 引文", "TXT063"),
    "a wide dash": ("－ 和面", "TXT063"),
    "a bullet": ("• 和面\n• 醒面", "TXT063"),
    "a middle dot": ("· 和面", "TXT063"),
    "a dash without its blank": ("-和面\n-醒面", "TXT063"),
    "a link in Chinese brackets": ("【菜单】（https://www.example.com/caidan）", "TXT064"),
    "a link half in Chinese brackets": ("[菜单]（https://www.example.com/caidan）", "TXT064"),
    "a link with a blank": ("[菜单] (https://www.example.com/caidan)", "TXT064"),
    "an address of http": ("见 http://www.example.com/ 。", "TXT065"),
    "an address without any": ("见 www.example.com 。", "TXT065"),
    "an emoji by its code": ("灯亮了 :smile:", "TXT066"),
    "a rule right below a sentence": ("面案上的面已经醒了整整一夜。\n---", "TXT067"),
}  # fmt: skip

# The page shows more than GitHub, and nothing is lost: (text, what the page shows, why).
ON_PURPOSE = {
    "an address before Chinese": (
        "见https://www.example.com/，后面的字",
        "<p>见<a https://www.example.com/>https://www.example.com/</a>，后面的字</p>",
        "GitHub takes the sentence behind it for a part of the address",
    ),
    "a definition": (
        "词\n:   解释",
        "<dl><dt>词</dt><dd>解释</dd></dl>",
        "our pages of terms need them",
    ),
    "an aside": (
        '!!! note "题"\n    话',
        "<p>题</p><p>话</p>",
        "our pages need them; GitHub shows the same words",
    ),
    "GitHub's own aside": (
        "> [!NOTE]\n> 话",
        "<p>提示</p><p>话</p>",
        "github.com shows one too, cmark-gfm does not know it",
    ),
    "a note": (
        "字[^1]\n\n[^1]: 注",
        "<p>字<sup><a #fn:1>1</a></sup></p><hr><ol><li><p>注\u00a0<a #fnref:1>↩</a></p></li></ol>",
        "the same list of notes under other names",
    ),
}


def story_codes(tmp_path, text):
    found = found_in(tmp_path, index(Mistake("", "sample: true", ""), text))[1]
    return {finding.code: finding for finding in found} | {f.code: f for f in render(text)[1]}


def page_codes(text):
    whole = index(Mistake("", "sample: true", ""), text)
    start = whole.split("\n").index("---", 1) + 2
    found = check_page("docs/a/index.md", whole, start, *house(), dt.date(2026, 4, 1))
    return {f.code: f for f in found} | {f.code: f for f in render(text, Profile.PAGE)[1]}


@pytest.mark.parametrize("name", SAME)
def test_the_page_shows_what_github_shows(name):
    text = SAME[name]
    assert ours(text) == ours(text, Profile.PAGE) == github(text)
    assert render(text)[1] == render(text, Profile.PAGE)[1] == ()


@pytest.mark.parametrize("name", FOUND)
def test_a_finding_says_why_not(name, tmp_path):
    text, code = FOUND[name]
    for found in (story_codes(tmp_path, text), page_codes(text)):
        assert code in found
        assert found[code].hint


@pytest.mark.parametrize("name", [name for name, (_, code) in FOUND.items() if code.startswith("TXT")])
def test_what_fix_writes_is_shown_alike(name, tmp_path):
    text, code = FOUND[name]
    whole = index(Mistake("", "sample: true", ""), text)
    for _ in range(3):
        draft, found = found_in(tmp_path, whole)
        whole = corrected(draft.source, [f for f in found if f.code == code])[0].decode()
    draft, found = found_in(tmp_path, whole)
    left = {f.code for f in found if f.code == code}
    assert left == ({code} if code in ("TXT065", "TXT066") else set())  # those only their author can mend
    if not left:
        assert ours(draft.text) == github(draft.text)


@pytest.mark.parametrize("name", ON_PURPOSE)
def test_where_the_page_shows_more_it_loses_nothing(name):
    text, shown, _ = ON_PURPOSE[name]
    assert ours(text) == ours(text, Profile.PAGE) == shown
    assert github(text) != shown


def test_everything_in_one_text_is_still_the_same():
    whole = "\n\n段。\n\n".join(text for name, text in SAME.items() if "reference" not in name)
    assert ours(whole) == github(whole)


# Lines that meet as nobody planned. Without rules of tables and definitions: there cmark-gfm and markdown-it part ways.
LINES = (
    "- 一", "  - 二", "    三", "1. 一", "2) 二", "10. 十", "> 引", "> - 引", "- > 引", "## 题", "#", "***", "* * *", "---", "=",
    "-", "+", "1.", "段一", "段二。", "**粗**字", "*斜*", "`码`", "`a", "~~删~~", "_a_b_", "a*b", "**a*b**", "“*引*”", "（**粗**）",
    "字  ", "字\\", "&amp;", "\\*", "!!", "```", "~~~", "- [ ] 没做", "[字](https://e.cn/a)", "[a]", "<https://e.cn>", "https://e.cn/x",
    "turn on", "", "", "", "",
)  # fmt: skip


def test_lines_that_meet_by_chance_are_shown_alike():
    chance, compared = random.Random(19), 0
    for _ in range(600):
        text = "\n".join(chance.choices(LINES, k=chance.randint(2, 6)))
        if render(text)[1]:
            continue  # a finding says why not
        compared += 1
        assert ours(text) == github(text) or any(
            c.startswith(("TXT05", "TXT06")) for c in page_codes(text)
        ), text
    assert compared > 400
