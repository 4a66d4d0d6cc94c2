"""The last look at a finished site: what may not go online is found in its files, named, and stops the exchange."""

import io
import json
import re
import zipfile
from contextlib import contextmanager

import pytest
from PIL import Image

from conftest import photo_bytes
from showcase.cli import main
from showcase.project.cache import Cache
from showcase.project.folder import Project
from showcase.publish.inspection import Unfit, inspect
from showcase.publish.laid import write_site
from showcase.site.assemble import assemble
from showcase.site.options import Options

PAGE, SOURCE = "stories/2026/a/index.html", "stories/2026/a/index.md"
REVIEW = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}\n"


@pytest.fixture(scope="module")
def made(make_workshop, tmp_path_factory):
    """(project, site, its folder) of two stories that lead to each other."""
    workshop = make_workshop()
    photo = photo_bytes((1100, 700))
    workshop.story(
        "a",
        more=f"cover: a.jpg\n{REVIEW}",
        body="先读[这一篇](../b/index.md)，再看[许可](https://licence.example.org/by)。",
        photos={"a.jpg": photo},
    )
    workshop.story("b", title="修好的第三盏路灯")
    project = Project(workshop.root)
    site, _ = assemble(project, Options())
    folder = tmp_path_factory.mktemp("made")
    write_site(site, folder)
    return project, site, folder


@contextmanager
def changed(folder, path, change):
    """The file with what `change` makes of its bytes, for a while."""
    file = folder / path
    before = file.read_bytes() if file.exists() else None
    after = change(before)
    if after is None:
        file.unlink()
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(after)
    try:
        yield
    finally:
        if before is None:
            file.unlink()
        else:
            file.write_bytes(before)


def said(made):
    project, site, folder = made
    with pytest.raises(Unfit) as stopped:
        inspect(project, site, folder)
    return stopped.value.lines


def in_body(html):
    return lambda data: data.replace(b"</main>", f"{html}</main>".encode())


def instead(old, new):
    def change(data):
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def test_what_is_made_as_it_should_be_passes(made):
    project, site, folder = made
    found = inspect(project, site, folder)
    assert found.outbound == {"https://licence.example.org/by": (PAGE,)}


def test_a_sum_in_a_name_is_nobodys_number(made):
    """Fonts and photos are named by their bytes: some sum holds what would be a number."""
    project, site, folder = made
    sums = in_body(
        '<p title="a/88418812345678ab.css">18812345678abcdef0 ab18812345678 11010519491231002a.jpg</p>'
    )
    with changed(folder, PAGE, sums):
        inspect(project, site, folder)


PAGES = {
    "a dead link": (in_body('<a href="../c/index.html">x</a>'), "指向没有的文件 stories/2026/c/index.html"),
    "a picture": (in_body('<img src="../../../assets/x.jpg" alt="">'), "指向没有的文件 assets/x.jpg"),
    "srcset": (in_body('<img srcset="../../../assets/card.jpg 1x, ../../../assets/y.jpg 2x" alt="">'), "assets/y.jpg"),
    "case": (in_body('<img src="../../../assets/Card.jpg" alt="">'), "大小写不一样：assets/Card.jpg，实际是 assets/card.jpg"),
    "an anchor": (in_body('<a href="../b/index.html#none">x</a>'), "没有 #none 这个位置"),
    "its own anchor": (in_body('<a href="#none">x</a>'), "没有 #none 这个位置"),
    "a folder": (in_body('<a href="../b/">x</a>'), "双击打开时不通"),
    "from the root": (in_body('<a href="/stories/index.html">x</a>'), "从网站的根写起"),
    "no scheme": (in_body('<a href="//licence.example.org/">x</a>'), "没有写协议"),
    "out of the site": (in_body('<a href="../../../../x.html">x</a>'), "出了网站的文件夹"),
    "an outside picture": (in_body('<img src="https://licence.example.org/a.png" alt="">'), "要从别处取文件"),
    "an outside style": (instead("<title>", '<link rel="stylesheet" href="https://licence.example.org/a.css"><title>'), "要从别处取文件"),
    "an unlisted site": (in_body('<a href="https://casino.example.net/">x</a>'), "原稿里没有写过这个网站"),
    "not encrypted": (in_body('<a href="http://licence.example.org/">x</a>'), "不是 https"),
    "code in an address": (in_body('<a href="javascript:alert(1)">x</a>'), "会执行代码"),
    "script": (in_body("<script>alert(1)</script>"), "写在网页里的脚本"),
    "a handler": (in_body('<p onclick="x()">x</p>'), "不许用的 onclick"),
    "a style": (in_body('<p style="color:red">x</p>'), "不许用的 style"),
    "a sheet": (in_body("<style>p{color:red}</style>"), "不许用的 <style>"),
    "a frame": (in_body('<iframe src="../b/index.html"></iframe>'), "不许用的 <iframe>"),
    "a comment": (in_body("<!-- 审稿时再改 -->"), "有网页注释"),
    "a refresh": (instead("<title>", '<meta http-equiv="refresh" content="0"><title>'), "会自己起作用"),
    "no policy": (lambda data: re.sub(rb"<meta http-equiv[^>]*>", b"", data), "没有写内容安全策略"),
    "another policy": (instead("default-src &#39;self&#39;", "default-src *"), "没有写内容安全策略"),
    "a phone number": (in_body("<p>有事打 138-0013-<b>8000</b></p>"), "手机号 138****8000"),
    "in an attribute": (in_body('<img src="../../../assets/card.jpg" alt="电话13800138000">'), "手机号 138****8000"),
    "to be dialled": (in_body('<a href="tel:13800138000">x</a>'), "手机号 138****8000"),
    "an identity": (in_body("<p>证件 11010519491231002X</p>"), "身份证号"),
    "a student": (in_body("<p>学号：320200912345</p>"), "学号或工号"),
    "inside": (in_body("<p>见 http://192.168.3.4/docs</p>"), "只在内网能用的地址"),
    "a reviewer": (in_body("<p>审稿：申复</p>"), "写出了审稿人 申复"),
    "not closed": (in_body("<div><p>x</p>"), "<div> 没有结束"),
    "not opened": (in_body("</section>"), "</section> 没有对上的开头"),
    "crossed": (in_body("<b><i>x</b></i>"), "</i> 没有对上的开头"),
    "a block in a paragraph": (in_body("<p><div>x</div></p>"), "<p> 里面有 <div>"),
    "a link in a link": (in_body('<a href="#main"><a href="#main">x</a></a>'), "链接里面又有链接"),
    "twice an id": (in_body('<p id="main">x</p>'), "同一个 id 用了两次：main"),
    "twice an attribute": (in_body('<p lang="a" lang="b">x</p>'), "写了两遍"),
    "no doctype": (instead("<!DOCTYPE html>\n", ""), "没有以 <!DOCTYPE html> 开头"),
    "cut off": (lambda data: data[: len(data) // 2], "没有结束"),
    "empty": (lambda data: b"", "没有 <html>"),
    "not UTF-8": (lambda data: data.replace("灯".encode(), b"\xb5\xc6"), "不是 UTF-8"),
    "gone": (lambda data: None, "没有写出来"),
}  # fmt: skip


@pytest.mark.parametrize("case", PAGES)
def test_what_no_page_may_hold_is_named_with_its_manuscript(made, case):
    change, words = PAGES[case]
    with changed(made[2], PAGE, change):
        lines = said(made)
    assert lines[0] == "网站做好了，但没有通过最后一道检查，没有换上；旧网站没有动"
    (line,) = [line for line in lines if words in line and line.startswith(SOURCE)][:1]
    assert PAGE in line


def png(**more):
    sink = io.BytesIO()
    Image.new("RGB", (8, 8)).save(sink, "PNG", **more)
    return sink.getvalue()


def with_exif(kind):
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    return photo_bytes((40, 30), kind, exif=exif.tobytes())


def packed(name, data):
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(name, data)
    return sink.getvalue()


FILES = {
    "assets/site.css": [
        (lambda d: d + b'a{background:url("https://x.example/a.png")}', "要从别处取文件"),
        (lambda d: d + b'@import "none.css";', "指向没有的文件 assets/none.css"),
        (lambda d: d + b"/*# sourceMappingURL=site.css.map */", "source map"),
    ],
    "assets/site.js": [
        (lambda d: d + b"\n//# sourceMappingURL=site.js.map", "source map"),
        (lambda d: None, "没有写出来"),
    ],
    "assets/emblem.svg": [
        (instead("<svg", '<svg onload="x()"'), "不许有的 onload"),
        (lambda d: d.replace(b"</svg>", b"<metadata>x</metadata></svg>"), "不许有的 <metadata"),
        (lambda d: d.replace(b"</svg>", b""), "不是完整的 XML"),
        (lambda d: d.replace(b"</svg>", b'<image href="https://x.example/a.png"/></svg>'), "要从别处取文件"),
    ],
    "assets/site.webmanifest": [
        (lambda d: d.replace(b"icon-192", b"icon-193"), "指向没有的文件 assets/icon-193.png"),
        (lambda d: d[:-4], "不是完整的 JSON"),
    ],
    "sitemap.xml": [
        (lambda d: d.replace(b"/stories/2026/a/", b"/stories/2026/z/"), "指向没有的文件 stories/2026/z/index.html"),
        (lambda d: d.replace(b"https://houqin.example/wenhua/stories/2026/a/", b"https://x.example/"), "不以"),
    ],
    "assets/icon-192.png": [
        (lambda d: png(exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"), "附带信息"),
        (lambda d: d + b"PK\x03\x04", "图片后面的别的内容"),
        (lambda d: b"GIF89a", "不是 PNG 的内容"),
    ],
    "assets/card.jpg": [
        (lambda d: with_exif("JPEG"), "附带信息（EXIF"),
        (lambda d: photo_bytes((40, 30), comment=b"x"), "注释"),
        (lambda d: d + b"motion photo", "图片后面的别的内容"),
    ],
    "assets/site.css.map": [(lambda d: b"{}", "不是这个网站的文件")],
    "stories/2026/a/.DS_Store": [(lambda d: b"\0", "不是这个网站的文件")],
    "stories/2026/a/index.md": [(lambda d: b"# x", "不是这个网站的文件")],
    "assets/site-a.css": [(lambda d: b"", "不是这个网站的文件")],
}  # fmt: skip


@pytest.mark.parametrize(("path", "number"), [(path, n) for path in FILES for n in range(len(FILES[path]))])
def test_what_no_other_file_may_hold_is_named(made, path, number):
    change, words = FILES[path][number]
    with changed(made[2], path, change):
        lines = said(made)
    assert any(words in line and line.startswith(f"{path}:") for line in lines), lines


def test_two_names_that_one_disk_cannot_tell_apart_are_named(made):
    with changed(made[2], "assets/Site.css", lambda _: b""):
        assert any("和 assets/Site.css 只差大小写" in line for line in said(made))


def test_pictures_of_a_story_carry_nothing_and_are_no_originals(made):
    project, _, folder = made
    avif = next((folder / "assets/photos").glob("*.avif")).relative_to(folder).as_posix()
    with changed(folder, avif, lambda data: with_exif("AVIF")):
        assert f"{avif}:1:1: 带着附带信息（EXIF、XMP 一类）" in said(made)[1]
    jpg = next((folder / "assets/photos").glob("*.jpg")).relative_to(folder).as_posix()
    original = (project.root / "stories/2026/a/a.jpg").read_bytes()
    with changed(folder, jpg, lambda data: original):
        assert "是没有加工过的原照片 stories/2026/a/a.jpg" in said(made)[1]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a/../../x", b"", "包里有不该有的 a/../../x"),
        (".DS_Store", b"", "包里有不该有的 .DS_Store"),
        ("a.txt", "电话 13800138000".encode(), "包里的 a.txt 有手机号 138****8000"),
        ("a.png", png(exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"), "包里的 a.png 有附带信息"),
        ("a.svg", b"<svg><script/></svg>", "包里的 a.svg 有不许有的 <script"),
    ],
)
def test_what_is_packed_is_looked_through_too(made, name, data, words):
    with changed(made[2], "assets/kit.zip", lambda _: packed(name, data)):
        assert any(words in line for line in said(made))


def test_a_link_is_named_with_the_line_and_column_that_it_was_typed_in(made):
    with changed(made[2], "stories/2026/b/index.html", lambda _: None):
        (line,) = [line for line in said(made) if line.startswith(SOURCE)]
    lines = (made[0].root / SOURCE).read_text("utf-8").splitlines()
    number = next(n for n, text in enumerate(lines, 1) if "../b/index.md" in text)
    column = lines[number - 1].index("../b/index.md") + 1
    assert line == f"{SOURCE}:{number}:{column}: 做成的 {PAGE} 里，指向没有的文件 stories/2026/b/index.html"


def test_what_lies_in_the_cache_by_another_hand_never_goes_online(made, workshop, capsys):
    """A whole entry is believed: only the page that is made of it shows what it says."""
    workshop.story("a")
    build = ["--root", str(workshop.root), "build"]
    assert main(build) == 0
    before = {file: file.read_bytes() for file in workshop.site.rglob("*") if file.is_file()}
    bodies = Cache(workshop.root / ".cache/bodies")
    changed = 0
    for file in bodies.folder.glob("*/*"):
        data = bodies.get(file.name)
        if data and "灯先亮" in json.dumps(json.loads(data), ensure_ascii=False):
            text = json.dumps(json.loads(data), ensure_ascii=False)
            bodies.put(
                file.name, text.replace("灯先亮", "<img src='https://x.example/t.gif'>灯先亮").encode()
            )
            changed += 1
    assert changed == 1
    source = workshop.root / SOURCE  # else nothing changed, and the page that stands is not made again
    source.write_text(source.read_text("utf-8").replace("title: ", "title: 又是"), "utf-8")
    capsys.readouterr()
    assert main(build) == 2
    told = capsys.readouterr().err
    assert (
        "stories/2026/a/index.md:1:1: 做成的 stories/2026/a/index.html 里，要从别处取文件：https://x.example/t.gif"
        in told
    )
    assert {file: file.read_bytes() for file in workshop.site.rglob("*") if file.is_file()} == before
    assert list(workshop.root.glob(".site.building-*")) == []


def test_a_page_that_was_read_before_is_not_read_again(made):
    """By its bytes: what is known of them is believed, so a note that was altered shows; damaged it is none."""
    project, site, folder = made
    inspect(project, site, folder)
    shelf = Cache(project.cache / "inspected")
    (entry,) = shelf.folder.glob("*/*")
    shelf.put(entry.name, shelf.get(entry.name).replace(b"example.org/by", b"example.org/no"))
    assert inspect(project, site, folder).outbound == {"https://licence.example.org/no": (PAGE,)}
    entry.write_bytes(entry.read_bytes()[:-9])
    assert inspect(project, site, folder).outbound == {"https://licence.example.org/by": (PAGE,)}


def test_what_a_page_that_was_read_before_leads_to_is_looked_for_again(made):
    inspect(*made)
    other = "stories/2026/b/index.html"
    with changed(made[2], other, lambda _: None):
        assert any(f"做成的 {PAGE} 里，指向没有的文件 {other}" in line for line in said(made))
    with changed(made[2], PAGE, in_body('<a href="../b/index.html#new">x</a>')):
        with changed(made[2], other, in_body('<p id="new"></p>')):
            inspect(*made)
        assert any("没有 #new 这个位置" in line for line in said(made))
        assert not [line for line in said(made) if "指向没有的文件" in line]


def test_what_an_editor_lets_pass_is_published_and_one_bad_story_stops_no_other(workshop):
    allow = (
        "allow:\n- {code: PII001, reason: 值班手机，本人同意公开, until: 2099-01-01}\n"
        "- {code: PII013, reason: 只给同事看, until: 2099-01-01}\n"
    )
    workshop.story("one", more=allow, body="值班手机 13800138000，或者在 http://10.1.2.3/bx 里填。")
    workshop.story("two", title="另一盏灯", body="报修单在 http://192.168.1.20/bx 里填。")
    workshop.story("three", title="说网页的人", body="网页里的 sourceMappingURL=a.js.map 是什么。")
    done = workshop.run("build")
    assert (done.code, "two/index.md:11:6: PII013" in done.err) == (1, True), done.err
    assert re.search(r"13800138000.*10\.1\.2\.3", workshop.words("stories/2026/one/index.html"))
    assert "sourceMappingURL" in workshop.page("stories/2026/three/index.html")
    assert not (workshop.site / "stories/2026/two/index.html").exists()


@pytest.mark.parametrize(
    ("path", "change", "words"),
    [
        ("feed.xml", (b"stories/2026/b/index.html", b"stories/2026/c/index.html"), "指向没有的文件"),
        ("feed.xml", (b'&lt;img src="', b'&lt;img src="https://example.com/'), "本站的地址不以"),
        ("feed.json", (b"stories/2026/b/index.html", b"stories/2026/c/index.html"), "指向没有的文件"),
        ("stories.json", (b"stories.schema.json", b"gone.json"), "指向没有的文件"),
        ("sitemap.xml", (b"<image:loc>", b"<image:loc>https://example.com/"), "本站的地址不以"),
    ],
)
def test_a_feed_names_nothing_that_is_not_there(made, path, change, words):
    project, site, folder = made
    with changed(folder, path, lambda before: before.replace(*change)), pytest.raises(Unfit) as found:
        inspect(project, site, folder)
    assert any(words in line and path in line for line in found.value.lines)
