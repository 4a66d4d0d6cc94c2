"""WeChat articles: what every element becomes, that nothing breaks the account's rules, and whose consent is asked."""

from __future__ import annotations

import json
import random
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from conftest import ROOT, Workshop, photo_bytes
from showcase.brand.tokens import read_tokens
from showcase.channels.tree import words
from showcase.channels.wechat.article import Setting
from showcase.channels.wechat.theme import theme_of
from showcase.channels.wechat.validator import MOST_CHARACTERS, validate
from showcase.cli import main
from showcase.markup import render
from showcase.project.folder import Project

EVERYTHING = """## 小标题

### 三级

#### 四级

一句**重的**，一句*强调*，一句~~划掉~~，一个 `代码 x`，[外面](https://example.com/a?b=1&c=2)，[公众号](https://mp.weixin.qq.com/s/abc)，[外面第二次](https://example.com/a?b=1&c=2)，[别的故事](../two/index.md)，注[^1]。

> 够不够？不够再来添。

- 一斤面
- 半斤水
    - 温水
    - 冷水
        1. 冰的

3. 第三
4. 第四

| 菜 | 价 |
|:--|--:|
| 粥 | 2 |

```
a  b
c
```

---

!!! note "提醒"
    先洗手。

![一盏灯](a.jpg "案上的灯")

![一口锅](b.jpg "锅在灶上")

[^1]: 注的话。
"""
PHOTOS = "photos: {a.jpg: {consent: not-needed, credit: 甲}, b.jpg: {consent: not-needed, credit: 乙}}\n"
ADDRESS = "https://www.school.test/wenhua/"


def with_address(workshop: Workshop) -> Workshop:
    settings_file = workshop.root / "mkdocs.yml"
    lines = settings_file.read_text("utf-8").splitlines()
    lines = [f"site_url: {ADDRESS}" if line.startswith("site_url:") else line for line in lines]
    settings_file.write_text("\n".join(lines) + "\n", "utf-8")
    return workshop


@pytest.fixture(scope="module")
def exported(make_workshop):
    """(the folder of the exports, the workshop): one story with every element, and one of a sample."""
    workshop = with_address(make_workshop())
    review = "review: {first: 张一, second: 李二, final: 王三, date: 2026-03-06}\n"
    people = "people: [{name: 面案班组, role: 面点岗, consent: team}]\nhonours: [校级好手艺]\ncredits: {text: 周写}\n"
    photos = {"a.jpg": photo_bytes((2000, 1400)), "b.jpg": photo_bytes((900, 600))}
    workshop.story("one", more=f"cover: a.jpg\n{PHOTOS}{people}{review}", body=EVERYTHING, photos=photos)
    workshop.story("two", title="另外一篇", more=review)
    workshop.story("shili", title="示例的一篇", more=f"sample: true\n{review}")
    folder = workshop.root.parent / "wx"
    assert main(["--root", str(workshop.root), "wechat", "--all", "--out", str(folder)]) == 0
    return folder, workshop


def test_every_element_as_the_editor_of_wechat_keeps_it(exported):
    html = (exported[0] / "2026-one" / "article.html").read_text("utf-8")
    assert validate(html).breaches == ()
    text = words(html)
    for said in (
        "2026年3月5日",
        "一句话说清这个故事。",
        "外面[2]",
        "外面第二次[2]",
        "别的故事[3]",
        "注[1]",
        "[1] 注的话。",
        "[2] https://example.com/a?b=1&c=2",
        f"[3] {ADDRESS}stories/2026/two/",
        "案上的灯　图／甲",
        "人物：面案班组，面点岗",
        "荣誉：校级好手艺",
        "文／周写",
    ):
        assert said in text, said
    assert 'href="https://mp.weixin.qq.com/s/abc"' in html
    assert html.count("href=") == 1
    assert '<ol start="3"' in html
    assert "a&nbsp;&nbsp;b<br>c</pre>" in html
    assert ">–&nbsp;温水" in html  # a list within a list: lines with their markers
    assert ">a.&nbsp;冰的" in html
    assert "text-align:right" in html
    assert html.count("<img ") == 3  # the cover once, the other photo, the code
    assert "草稿" not in html


def test_the_golden_article(exported):
    """Every element with its style. Whoever changes the theme looks at the article, and then puts it in this one's place."""
    golden = Path(__file__).with_name("golden.html")
    assert (exported[0] / "2026-one" / "article.html").read_text("utf-8") == golden.read_text("utf-8")


def test_a_list_within_a_list_becomes_lines():
    body = render("## 题\n\n一**重**字\n\n- 面\n    - 水\n")[0].html
    assert Setting(_Names(), lambda number: "").whole(body) == (
        '<h2 style="h2">题</h2><p style="p">一<strong style="strong">重</strong>字</p>'
        '<ul style="ul"><li style="li"><section style="item">面'
        '<section style="nested;padding:0 0 0 18px">–&nbsp;水</section></section></li></ul>'
    )


class _Names(dict):
    """A theme whose styles are their names."""

    def __missing__(self, name):
        return name


def test_pictures_have_the_sizes_and_kinds_that_wechat_takes(exported):
    folder = exported[0] / "2026-one"
    sizes = {}
    for file in folder.glob("*.[jp][pn]g"):
        assert file.stat().st_size <= 1_000_000
        with Image.open(file) as image:
            sizes[file.name] = (image.size, image.format)
    assert sizes["cover-235.jpg"] == ((1800, 766), "JPEG")
    assert sizes["cover-1x1.jpg"] == ((1000, 1000), "JPEG")
    assert sizes["img-01.jpg"] == ((1600, 1120), "JPEG")
    assert sizes["img-02.jpg"][1] == "JPEG"
    assert sizes["qr.png"][1] == "PNG"
    assert len(sizes) == 5


def test_a_photo_that_no_encoder_makes_small_still_fits_what_may_be_uploaded(workshop, tmp_path):
    noise = BytesIO()
    Image.frombytes("RGB", (2000, 1400), random.Random(1).randbytes(2000 * 1400 * 3)).save(noise, "PNG")
    photos = {"a.png": noise.getvalue()}
    notes = "cover: a.png\nphotos: {a.png: {consent: not-needed}}\nsample: true\n"
    workshop.story("one", more=notes, photos=photos)
    assert main(["--root", str(workshop.root), "wechat", "one", "--draft", "--out", str(tmp_path / "a")]) == 0
    picture = tmp_path / "a" / "2026-one" / "img-01.jpg"
    assert 100_000 < picture.stat().st_size < 1_000_000
    with Image.open(picture) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")


def test_the_facts_fit_their_fields(exported):
    meta = json.loads((exported[0] / "2026-one" / "meta.json").read_text("utf-8"))
    assert meta["title"] == "凌晨四点的灯"
    assert meta["author"] == "周写"
    assert meta["digest"] == "一句话说清这个故事。"
    assert meta["content_source_url"] == f"{ADDRESS}stories/2026/one/"
    article = (exported[0] / "2026-one" / "article.html").read_bytes()
    assert meta["content"] == {"characters": len(article.decode()), "bytes": len(article)}


def test_the_same_stories_give_the_same_bytes(exported, tmp_path):
    folder, workshop = exported
    assert main(["--root", str(workshop.root), "wechat", "2026/one", "--out", str(tmp_path / "again")]) == 0
    for file in sorted((folder / "2026-one").iterdir()):
        assert (tmp_path / "again" / "2026-one" / file.name).read_bytes() == file.read_bytes(), file.name


def test_a_sample_goes_out_as_a_draft_only_and_says_so_everywhere(exported, tmp_path, capsys):
    folder, workshop = exported
    assert not (folder / "2026-shili").exists()
    root = ["--root", str(workshop.root), "wechat"]
    assert main([*root, "shili", "--out", str(tmp_path / "a")]) == 2
    assert "--draft" in capsys.readouterr().err
    assert main([*root, "shili", "--draft", "--out", str(tmp_path / "b")]) == 0
    made = tmp_path / "b" / "2026-shili"
    assert (made / "article.html").read_text("utf-8").count("草稿，不要发布") == 2
    assert "草稿，不要发布" in (made / "preview.html").read_text("utf-8")
    with Image.open(made / "qr.png") as drafted, Image.open(folder / "2026-two" / "qr.png") as plain:
        assert drafted.height > plain.height == plain.width


def test_a_drafts_photos_carry_the_word(workshop, tmp_path):
    photo = photo_bytes((2000, 1400))
    notes = "sample: true\ncover: a.jpg\nphotos: {a.jpg: {consent: not-needed}}\n"
    workshop.story("one", more=notes, photos={"a.jpg": photo})
    assert main(["--root", str(workshop.root), "wechat", "one", "--draft", "--out", str(tmp_path / "a")]) == 0
    for name in ("cover-235.jpg", "cover-1x1.jpg", "img-01.jpg"):
        with Image.open(BytesIO((tmp_path / "a" / "2026-one" / name).read_bytes())) as image:
            r, g, b = image.convert("RGB").getpixel((image.height // 20, image.height // 20 + 4))
            assert abs(r - 0xB9) + abs(g - 0x82) + abs(b - 0x2B) < 60, name  # the tag's gold


def test_a_photo_agreed_for_the_website_alone_is_not_in_the_article(workshop, tmp_path, capsys):
    notes = "cover: a.jpg\nphotos: {a.jpg: {consent: not-needed}, b.jpg: {consent: not-needed, channels: [website]}}\n"
    photos = {"a.jpg": photo_bytes((2000, 1400)), "b.jpg": photo_bytes((900, 600))}
    body = '![灯](a.jpg)\n\n![锅](b.jpg "灶上")\n'
    story = workshop.story("one", more=f"{notes}sample: true\n", photos=photos, body=body)
    root = ["--root", str(workshop.root), "wechat", "one", "--draft", "--out"]
    assert main([*root, str(tmp_path / "a")]) == 0
    html = (tmp_path / "a" / "2026-one" / "article.html").read_text("utf-8")
    assert "灶上" not in html
    assert html.count("<img ") == 1
    index = story / "index.md"
    index.write_text(index.read_text("utf-8").replace("a.jpg: {consent: not-needed}", "a.jpg: {consent: not-needed, channels: [website]}"), "utf-8")  # fmt: skip
    capsys.readouterr()
    assert main([*root, str(tmp_path / "a")]) == 1
    said = capsys.readouterr().err
    assert "CHN002" in said
    assert "一篇也没有做" in said
    assert not (tmp_path / "a" / "2026-one").exists()


def test_a_person_who_agreed_to_the_website_alone_keeps_the_story_there(workshop, tmp_path, capsys):
    people = "people: [{name: 老王, role: 面点师, consent: signed, channels: [website]}]\nsample: true\n"
    workshop.story("one", more=people)
    assert main(["--root", str(workshop.root), "wechat", "one", "--draft", "--out", str(tmp_path / "a")]) == 1
    assert "老王 的同意不包括公众号" in capsys.readouterr().err


def test_a_consent_without_the_website_is_a_mistake(workshop, capsys):
    workshop.story("one", more="people: [{name: 老王, role: 面点师, consent: signed, channels: [wechat]}]\n")
    assert main(["--root", str(workshop.root), "check"]) == 1
    assert "要有 website" in capsys.readouterr().out


def test_an_export_never_lies_in_a_site(standing, capsys):
    assert standing.run("build").code == 0
    done = standing.run("wechat", "--all", "--draft", "--out", str(standing.site / "wx"))
    assert done.code == 2
    assert "网站的文件夹里面" in done.err


BAD = {
    "<div>a</div>": "改成 <section>",
    '<p class="x">a</p>': "的 class 会被去掉",
    '<p id="x">a</p>': "的 id 会被去掉",
    '<p data-x="1">a</p>': "的 data-x 会被去掉",
    '<p onclick="x()">a</p>': "的 onclick 会被去掉",
    "<script>x</script>": "<script> 会被去掉",
    "<style>p{}</style>": "<style> 会被去掉",
    '<p style="position:fixed">a</p>': "position 会被去掉",
    '<p style="transform:none">a</p>': "transform 会被去掉",
    '<p style="display:grid">a</p>': "display:grid 用不了",
    '<p style="float:left">a</p>': "float 会被去掉",
    '<p style="filter:none">a</p>': "filter 会被去掉",
    '<p style="color:red">a</p>': "颜色不能写名字",
    '<p style="color:#123 !important">a</p>': "!important",
    '<p style="color:var(--ink)">a</p>': "var() 会被去掉",
    '<p style="background:url(x.png)">a</p>': "url() 会被去掉",
    '<p style="margin:1rem">a</p>': "单位不对",
    "<ul><li>a</li></ul>": "<li> 里的文字",
    "<ul><li><p>a</p></li></ul>": "先要有一个 <section>",
    "<ul><li><section>a<ul><li><section>b</section></li></ul></section></li></ul>": "列表里面又有列表",
    '<a href="https://example.com/">a</a>': "会失效",
    '<a href="#x">a</a>': "会失效",
    '<img src="x.webp" alt="">': "用不了",
    '<img src="https://example.com/x.jpg" alt="">': "用不了",
    "<img>": "没有 src",
    "<p><section>a</section></p>": "<p> 里面不能有 <section>",
    "<p>a": "没有结束",
    "<p>a</section>": "没有对上的开头",
    "<section><p>a</section>": "<p> 没有结束，就遇到了 </section>",
    "<!-- a -->": "有注释",
    "<!DOCTYPE html>": "整个网页",
    "<p>" + "字" * MOST_CHARACTERS + "</p>": "个字符，公众号要少于 20000",
}


@pytest.mark.parametrize(("html", "said"), BAD.items(), ids=[str(n) for n in range(len(BAD))])
def test_what_the_editor_drops_is_found_with_its_cure(html, said):
    found = validate(html).breaches
    assert any(said in f"{one.message}{one.cure}" for one in found), found
    assert all(one.cure for one in found)


def test_pictures_written_into_the_html_do_not_count():
    verdict = validate(f'<img src="data:image/png;base64,{"A" * 30000}" alt="x">')
    assert verdict.breaches == ()
    assert verdict.characters == len('<img src="data.jpg" alt="x">')


def test_any_file_can_be_held_against_the_rules(workshop, tmp_path, capsys):
    file = tmp_path / "x.html"
    file.write_text("<section>好</section>\n  <div>a</div>", "utf-8")
    root = ["--root", str(workshop.root), "wechat", "--validate"]
    assert main([*root, str(file)]) == 1
    assert f"{file}:2:3: <div> 会被去掉" in capsys.readouterr().err
    file.write_text("<section>好</section>", "utf-8")
    assert main([*root, str(file)]) == 0
    assert main([*root, str(tmp_path / "none.html")]) == 2


PIECES = st.sampled_from(
    ["## 题", "一句话。", "**重**", "*强*", "- 一\n    - 二\n        - 三", "1. 一\n\n    第二段\n2. 二", "> 引\n>\n> - 面", "| a | b |\n|---|---|\n| 1 | `x` |",
     "```\na b\n```", "---", "!!! tip\n    话\n\n    - 列", "词[^1]\n\n[^1]: 注", "[外](https://a.test/?x=<y>)", "词\n: 意思", "- [x] 好", "a\\\nb", "<b>粗</b>", "1 < 2 & 3", "[内](../x/index.md)"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=8).map("\n\n".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_whatever_can_be_published_gives_an_article_without_a_breach(text, theme):
    body, faults = render(text)
    if not faults:
        html = Setting(theme, lambda number: "").whole(body.html)
        assert validate(html).breaches == ()


@pytest.fixture(scope="module")
def theme():
    return theme_of(read_tokens(Project(ROOT)))
