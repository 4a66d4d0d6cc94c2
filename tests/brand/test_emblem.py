"""The emblem is a stranger's file: what is no outline never gets to a renderer, and what is wrong is said at its line."""

import random

import pytest

from conftest import ROOT
from showcase.brand.drawing import Drawings, read_drawings
from showcase.brand.drawing.reader import MAX_SHAPES, read_outlines
from showcase.brand.raster import raster, rasters
from showcase.brand.tokens import read_tokens
from showcase.brand.verdict import judged
from showcase.project.cache import Cache
from showcase.project.finding import Unusable
from showcase.project.folder import Project
from svgs import faults as foreign

PROJECT = Project(ROOT)
TOKENS = read_tokens(PROJECT)
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
DISC = '<circle cx="50" cy="50" r="48" fill="#1f5a48"/>'


def svg(*shapes, head=HEAD):
    return "\n".join((head, *shapes, "</svg>")).encode()


def read(data):
    reading = read_outlines(data)
    assert not reading.faults, reading.faults
    return reading.svg


def said(data):
    """What is wrong with it, as place and message."""
    reading = read_outlines(data)
    assert reading.svg == ""
    return [(fault.line, fault.column, fault.told) for fault in reading.faults]


def test_our_own_emblem_is_read_and_keeps_its_shapes():
    emblem = read_drawings(PROJECT).main
    assert (emblem.svg.count("<path"), emblem.dropped) == (4, ())
    as_typed = raster((ROOT / "brand" / "emblem.svg").read_text("utf-8"), 64)
    assert raster(emblem.svg, 64).tobytes() == as_typed.tobytes()


@pytest.mark.parametrize(
    "before", ["\ufeff", "<!-- 后勤 -->\n", '<?xml version="1.0" encoding="UTF-8"?>\n<!-- a -->\n']
)
def test_what_may_stand_before_the_drawing_is_fine(before):
    assert "circle" in read(before.encode() + svg(DISC))


def test_what_drawing_programs_write_beside_the_outlines_is_left_away():
    head = (
        HEAD[:-1]
        + ' xmlns:i="http://www.inkscape.org/" width="100mm" height="100mm" id="徽" version="1.1" i:v="1">'
    )
    text = read(svg("<title>新徽</title><metadata><i:x/></metadata><defs/><i:view a='b'/>", DISC, head=head))
    assert "新徽" not in text
    assert text.splitlines()[1:-1] == ['<circle fill="#1f5a48" cx="50" cy="50" r="48"/>']


@pytest.mark.parametrize(
    ("typed", "hexed"),
    [
        ("#1F5A48", 'fill="#1f5a48"'),
        ("#abc", 'fill="#aabbcc"'),
        ("#abc8", 'fill="#aabbcc" fill-opacity="0.5333"'),
        ("#11223380", 'fill="#112233" fill-opacity="0.502"'),
        ("seagreen", 'fill="#2e8b57"'),
        ("rgb(31, 90, 72)", 'fill="#1f5a48"'),
        ("rgb(31 90 72 / 50%)", 'fill="#1f5a48" fill-opacity="0.5"'),
        ("rgb(100%, 0%, 0%)", 'fill="#ff0000"'),
        ("hsl(120, 100%, 25%)", 'fill="#008000"'),
        ("hsl(240deg 100% 50% / 50%)", 'fill="#0000ff" fill-opacity="0.5"'),
    ],
)
def test_every_way_to_write_a_colour_comes_out_as_one(typed, hexed):
    assert f"<circle {hexed} cx" in read(svg(DISC.replace("#1f5a48", typed)))


@pytest.mark.parametrize(
    "typed",
    [
        "notacolour",
        "#12",
        "rgb(300,0,0)",
        "",
        "expression(1)",
        "#1f5a48;x",
    ],
)
def test_what_is_no_colour_is_refused_where_it_stands(typed):
    ((line, column, message),) = said(svg(DISC.replace("#1f5a48", typed)))
    assert (line, column) == (2, DISC.index("fill") + 1)
    assert "不是颜色" in message


def test_a_shape_without_a_colour_is_black_and_takes_the_one_colour_of_a_version(tmp_path):
    reading = read_outlines(svg('<circle cx="50" cy="50" r="9"/>'))
    assert dict(reading.inks) == {"#000000": (2, 1)}
    emblem, _ = judged(Drawings(reading, {}), TOKENS, Cache(tmp_path))
    assert 'fill="#ffffff"' in emblem.single("reversed", "#ffffff")


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (svg("<g>" * 300, DISC, "</g>" * 300), "层以上"),
        (svg("<g>" * 100_000), "层以上"),
        (svg('<path d="M0 0L9 9" stroke="red" stroke-width="1e30"/>'), "超出了范围"),
        (svg('<path d="M0 0L9e99 9"/>'), "超出了范围"),
        (svg(DISC, head=HEAD.replace("100 100", "1 100")), "太长或太扁"),
        (svg(DISC, head=HEAD.replace("0 0 100 100", "0 0 1e9 1e9")), "viewBox"),
        (svg(DISC, head=HEAD.replace("0 0 100 100", "0 0 0.0001 0.0001")), "viewBox"),
        (svg(*[DISC] * 8_000), f"图形超过 {MAX_SHAPES} 个"),
        (svg(f'<path d="M0 0{"h1" * 60_000}"/>'), "段"),
        (svg(*['<g transform="scale(900)">'] * 9, DISC, "</g>" * 9), "远远超出"),
        (svg('<circle r="-4"/>'), "超出了范围"),
        (svg('<circle r="4em"/>'), "不是一个数"),
        (svg("<script>1</script>"), "不能有 <script>"),
        (svg("<defs><script>1</script></defs>"), "不能有 <script>"),
        (svg('<image href="/etc/passwd"/>'), "不能有 <image>"),
        (svg('<path onload="x" d="M0 0L9 9"/>'), "不能有 onload"),
        (svg('<path style="fill:reddish" d="M0 0L9 9"/>'), "不是颜色"),
        (b"<!DOCTYPE svg [<!ENTITY a 'b'>]>" + svg(DISC), "DOCTYPE"),
        (b'<?xml-stylesheet href="https://example.org/x.css"?>' + svg(DISC), "样式表"),
        (b"<html/>", "最外层"),
        (b"", "不是完整的 XML"),
        (b"\xff\xfe", "UTF-8"),
        (svg(), "没有图形"),
    ],
    ids=range(23),
)
def test_what_a_renderer_should_not_be_given_is_a_finding(data, word):
    assert word in said(data)[0][2]


def test_all_that_is_wrong_is_said_at_once_each_at_its_place(workshop):
    (workshop.root / "brand" / "emblem.svg").write_bytes(
        svg('<circle r="9"', '  fill="red-ish"/>', "<text>部</text>", '<path d="M0 0L"/>')
    )
    done = workshop.run("build")
    assert done.code == 2
    assert [line.split(" ")[0] for line in done.err.strip().splitlines()] == [
        "brand/emblem.svg:3:3:",
        "brand/emblem.svg:4:1:",
        "brand/emblem.svg:5:7:",
    ]
    told = workshop.run("check")
    assert (told.code, told.out.count("SET030")) == (2, 3)


SHAPES = (
    "path",
    "circle",
    "ellipse",
    "rect",
    "line",
    "polyline",
    "polygon",
    "g",
    "text",
    "svg",
    "use",
    "defs",
    "a",
)
NAMES = ("d", "cx", "r", "rx", "x", "y", "width", "height", "points", "fill", "stroke", "stroke-width", "opacity", "transform", "fill-rule", "id", "onload", "href", "style", "viewBox", "x1")  # fmt: skip
VALUES = (
    "0", "-1", "1e9", "1e-9", "nan", "inf", "", "#fff", "#1f5a48", "none", "url(#a)", "red", "M0 0", "M0 0L9 9Z", "M1 1a3 3 0 011 9z",
    "M" * 99, "m1e5-1e5 1e5 1e5z", "0,0 9,9 9,0", "rotate(45)", "scale(1e5)", "scale(0)", "matrix(1 2 3 4 5 6)", "skewX(90)",
    "evenodd", "50%", "9px", "M0 0C" + "9 " * 6000, "\u202e", "javascript:1", "M0 0h1e5v1e5h-1e5z",
)  # fmt: skip


def fuzzed(seed):
    chance = random.Random(seed)
    parts, ends = [], []
    for _ in range(chance.randint(1, 12)):
        name = chance.choice(SHAPES[: 8 if seed % 3 else None])
        wanted = dict.fromkeys(chance.sample(NAMES, chance.randint(1, 4)))
        attributes = "".join(f' {key}="{chance.choice(VALUES)}"' for key in wanted)
        if name == "g":
            parts.append(f"<g{attributes}>")
            ends.append("</g>")
        else:
            parts.append(f"<{name}{attributes}/>")
    data = bytearray(svg(*parts, *ends[: len(ends) - (seed % 7 == 0)]))
    if seed % 5 == 0:
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def test_three_hundred_odd_drawings_are_read_or_refused_and_what_is_read_can_be_drawn():
    """No crash and no hang, of the reader nor of the renderer on what the reader lets through."""
    drawn = []
    for seed in range(300):
        reading = read_outlines(fuzzed(seed))
        assert bool(reading.svg) != bool(reading.faults), seed
        if text := reading.svg:
            assert foreign(text.encode()) == [], seed
            assert read_outlines(text.encode()).svg == text, seed
            drawn.append((text, 48))
    usual = "".join(f'<path d="M{n} {n}l9 9 {n} 3z" fill="#1f5a48"/>' for n in range(90))
    assert len(rasters([*drawn, (read(svg(usual)), 48)])) == len(drawn) + 1


def test_a_renderer_that_ends_in_the_middle_is_a_finding():
    """What once was a segmentation fault of the whole program, given to the renderer past the reader."""
    deep = svg("<g>" * 20_000, DISC, "</g>" * 20_000).decode()
    with pytest.raises(Unusable, match="部徽画不出来"):
        rasters([(deep, 64)])


HALVES = '<path d="M0 0H50V99H0Z" fill="#1f5a48"/>', '<path d="M50 0H99V99H50Z" fill="#b9822b"/>'


def test_a_version_that_is_lost_is_shipped_nowhere_and_the_rest_goes_on(workshop):
    (workshop.root / "brand" / "emblem.svg").write_bytes(svg(*HALVES))
    folder = workshop.root / "docs" / "brand"
    folder.mkdir(parents=True)
    (folder / "index.md").write_text(
        "---\ntitle: 品牌\n---\n\n<!-- block: plate name=emblem-versions -->\n\n<!-- block: download -->\n",
        "utf-8",
    )
    done = workshop.run("build")
    assert (done.code, done.err.count("SET031")) == (1, 1), done.err
    assert (workshop.site / "assets" / "emblem.svg").is_file()
    assert not (workshop.site / "assets" / "emblem-mono.svg").exists()
    assert not (workshop.site / "assets" / "emblem-reversed.svg").exists()
    assert "单色、反白版还没有" in workshop.page("brand/index.html")
    import zipfile

    (kit,) = (workshop.site / "assets" / "kit").glob("*.zip")
    with zipfile.ZipFile(kit) as archive:
        names = archive.namelist()
        assert "包里没有单色和反白的部徽" in archive.read("07-licence 许可/statement 使用说明.txt").decode()
    assert not [name for name in names if "/mono/" in name or "/reversed/" in name]
    assert [name for name in names if name.endswith("emblem-colour-2048.png")]
