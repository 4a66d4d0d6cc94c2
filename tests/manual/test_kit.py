import hashlib
import io
import re
import zipfile
from urllib.parse import unquote

import pytest
from PIL import Image

from conftest import ROOT, new_workshop
from showcase.cli import main


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    root = new_workshop(tmp_path_factory.mktemp("kit") / "project").alone().root
    outs = [root.parent / name for name in ("one.zip", "two.zip")]
    assert main(["--root", str(root), "kit", "--out", str(outs[0])]) == 0
    for made in (root / ".cache" / "brand").rglob("*kit.zip"):
        made.unlink()
    assert main(["--root", str(root), "kit", "--out", str(outs[1])]) == 0
    assert outs[0].read_bytes() == outs[1].read_bytes()  # made twice, the same bytes
    with zipfile.ZipFile(outs[0]) as opened:
        yield opened


def test_the_archive_depends_on_nothing_but_its_files(archive):
    assert archive.testzip() is None
    for info in archive.infolist():
        assert info.date_time == (2026, 11, 24, 0, 0, 0)
        assert info.extra == b""
        assert info.comment == b""
        assert info.compress_type == zipfile.ZIP_STORED
        if not info.filename.isascii():
            assert info.flag_bits & 0x800  # UTF-8 names
    assert sum(info.file_size for info in archive.infolist()) < 6_000_000


def test_the_folders_have_chinese_and_ascii_names(archive):
    folders = {name.split("/")[0] for name in archive.namelist() if "/" in name}
    for folder in folders:
        assert re.fullmatch(r"\d\d-[a-z]+ [\u4e00-\u9fff]+", folder)
    assert len(folders) >= 6
    assert not any(name.startswith("/") or ".." in name for name in archive.namelist())


def test_the_manifest_names_every_file_with_its_sum_and_use(archive):
    text = archive.read("MANIFEST 清单.txt").decode()
    assert "# 版本 0.9（2026-11-24）" in text
    rows = re.findall(r"^# (.+)\n([0-9a-f]{64})  (.+)$", text, re.MULTILINE)
    assert {name for _, _, name in rows} == set(archive.namelist()) - {"MANIFEST 清单.txt"}
    for use, digest, name in rows:
        assert hashlib.sha256(archive.read(name)).hexdigest() == digest, name
        assert re.search(r"[\u4e00-\u9fff]", use), name


def test_the_emblem_comes_in_each_version_and_size(archive):
    for look in ("colour", "mono", "reversed"):
        for width in (256, 512, 1024, 2048):
            data = archive.read(f"01-emblem 部徽/{look}/emblem-{look}-{width}.png")
            with Image.open(io.BytesIO(data)) as image:
                assert (image.mode, image.width) == ("RGBA", width)
                assert image.getpixel((0, 0))[3] == 0
                inked = {pixel[:3] for _, pixel in image.getcolors(1 << 22) if pixel[3] == 255}
                assert len(inked) == 1 if look != "colour" else (0xB9, 0x82, 0x2B) in inked
    assert (255, 255, 255) in inked
    assert {"favicon.ico", "apple-touch-icon.png", "icon-512.png", "site.webmanifest"} <= {
        name.rpartition("/")[2] for name in archive.namelist()
    }


def test_the_pdf_is_vector_in_the_emblems_colours_and_size(archive):
    data = archive.read("01-emblem 部徽/colour/emblem-colour.pdf")
    assert data.startswith(b"%PDF-")
    assert b"/Subtype /Image" not in data
    assert b"/Font" not in data.replace(b"/FontDescriptor", b"")
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data).groups())
    assert width == pytest.approx(100 / 25.4 * 72, abs=0.1)
    assert height == pytest.approx(width, abs=0.1)
    fills = {
        tuple(round(float(n) * 255) for n in found)
        for found in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) rg", data)
    }
    assert fills == {(0x1F, 0x5A, 0x48), (0xB9, 0x82, 0x2B)}


def drawn_box(content):
    """The box in pt of all points that a PDF's page draws: paths and the matrices they stand in."""
    stack, now, numbers, xs, ys = [], (1, 0, 0, 1, 0, 0), [], [], []
    for word in content.split():
        if re.fullmatch(r"-?[\d.]+", word):
            numbers.append(float(word))
            continue
        if word == "q":
            stack.append(now)
        elif word == "Q":
            now = stack.pop()
        elif word == "cm":
            a, b, c, d, e, f = numbers[-6:]
            m = now
            now = (a * m[0] + b * m[2], a * m[1] + b * m[3], c * m[0] + d * m[2], c * m[1] + d * m[3],
                   e * m[0] + f * m[2] + m[4], e * m[1] + f * m[3] + m[5])  # fmt: skip
        elif word in ("m", "l", "c"):
            for x, y in zip(numbers[::2], numbers[1::2], strict=True):
                xs.append(x * now[0] + y * now[2] + now[4])
                ys.append(x * now[1] + y * now[3] + now[5])
        numbers = []
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize(
    ("name", "margin"),
    [
        ("01-emblem 部徽/colour/emblem-colour.pdf", 8 / 512),
        ("02-lockup 组合/colour/department-horizontal.pdf", None),
        ("02-lockup 组合/colour/centre-dining-vertical.pdf", None),
    ],
)
def test_the_drawing_fills_the_page_of_its_pdf(archive, name, margin):
    data = archive.read(name).decode("latin-1")
    width, height = map(float, re.search(r"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data).groups())
    left, bottom, right, top = drawn_box(re.search(r"stream\n(.*?)\nendstream", data, re.DOTALL)[1])
    if margin is not None:  # the emblem's own viewBox leaves 8 of 512 units at each side
        assert (left, right) == pytest.approx((width * margin, width * (1 - margin)), abs=0.3)
    assert 0 <= left < right <= width
    assert 0 <= bottom < top <= height
    assert (left + right) / 2 == pytest.approx(width / 2, abs=width * 0.02)
    assert (bottom + top) / 2 == pytest.approx(height / 2, abs=height * 0.02)
    assert right - left > width * 0.6


def test_the_overview_shows_only_what_lies_beside_it_and_runs_nothing(archive):
    page = archive.read("overview 总览.html").decode()
    assert "<script" not in page
    assert "http" not in page
    assert not re.search(r"\son\w+=|url\(", page)
    shown = [unquote(found) for found in re.findall(r'(?:src|href)="([^"]+)"', page)]
    assert len(shown) > 100
    assert set(shown) <= set(archive.namelist())
    assert "CMYK 待定" in page


def test_the_licences_are_inside(archive):
    assert archive.read("07-licence 许可/OFL.txt") == (ROOT / "brand/fonts/OFL.txt").read_bytes()
    said = archive.read("07-licence 许可/statement 使用说明.txt").decode()
    assert "示例图形，尚未定稿" in said
    assert "建议稿" in said


def test_the_site_offers_the_kit_at_the_top_of_the_brand_page(built):
    page = (built / "brand" / "index.html").read_text("utf-8")
    kit = built / "assets" / "kit" / "vi-kit-0.9.zip"
    assert 'href="../assets/kit/vi-kit-0.9.zip"' in page
    assert page.index("下载最新版") < page.index("先看三样")
    assert hashlib.sha256(kit.read_bytes()).hexdigest() in page
    assert "2026年11月24日" in page


def test_icons_keep_inside_the_safe_zone_of_a_mask(built):
    """A launcher may cut an icon to a circle of 40 % of its side (W3C, maskable icons)."""
    with Image.open(built / "assets" / "icon-512.png") as icon:
        ground = icon.getpixel((0, 0))
        for y in range(0, 512, 2):
            for x in range(0, 512, 2):
                if (x - 255.5) ** 2 + (y - 255.5) ** 2 > (0.4 * 512) ** 2:
                    assert icon.getpixel((x, y)) == ground, (x, y)


@pytest.mark.parametrize(("out", "said"), [("kit.tar", ".zip"), ("missing/kit.zip", "文件夹")])
def test_a_place_that_cannot_take_the_kit_is_said_in_a_line(workshop, out, said):
    done = workshop.run("kit", "--out", str(workshop.root / out))
    assert done.code == 2
    assert said in done.err


def test_a_name_the_font_cannot_write_is_said_in_a_line(workshop):
    file = workshop.root / "brand" / "organisation.yml"
    file.write_text(file.read_text("utf-8").replace("short: 后勤保障部", "short: 后勤龘部"), "utf-8")
    done = workshop.run("kit", "--out", str(workshop.root / "kit.zip"))
    assert done.code == 2
    assert "龘" in done.err
    assert not (workshop.root / "kit.zip").exists()
