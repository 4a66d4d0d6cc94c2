"""What people come to the manual for: one file for a slide, the type as it looks, a colour that is shown where it is told."""

import re
import zipfile

from showcase.pages.dabs import dabbed


def test_each_file_by_use_is_the_one_in_the_kit(built):
    page = (built / "brand" / "index.html").read_text("utf-8")
    links = re.findall(r'<a href="\.\./(assets/kit/[\w.-]+\.(?:png|svg|pdf))" download>([^<]+)</a>', page)
    assert ("assets/kit/icon-512.png", "图标 PNG") in links
    assert ("assets/kit/department-horizontal.png", "部徽和部名 PNG") in links
    assert len(links) == 11
    (kit,) = (built / "assets" / "kit").glob("*.zip")
    with zipfile.ZipFile(kit) as archive:
        for path, _ in links:
            own = [n for n in archive.namelist() if n.endswith("/" + path.rpartition("/")[2])]
            first = next((n for n in own if "/colour/" in n), own[0])
            assert (built / path).read_bytes() == archive.read(first), path


def test_the_sizes_of_the_type_are_those_of_the_tokens(built):
    page = (built / "brand" / "type" / "index.html").read_text("utf-8")
    assert "正文 17、18 像素" in page
    assert "标题 27、32 像素" in page  # 17 × 1.25², 18 × 1.333²


def test_a_colour_in_a_table_is_shown_and_nothing_else_is():
    cell = "<td>#597536</td>"
    assert dabbed(cell) == (
        '<td><svg class="dab" viewBox="0 0 1 1" aria-hidden="true">'
        '<rect width="1" height="1" fill="#597536"></rect></svg>#597536</td>'
    )
    for other in ("<p>#597536</p>", "<td>#59753</td>", "<td>见 #597536</td>", "<td>#597536 的绿</td>"):
        assert dabbed(other) == other


def test_the_directory_follows_the_header(built):
    page = (built / "sitemap" / "index.html").read_text("utf-8")
    groups = re.findall(r"<h2>([^<]+)</h2>", page)
    assert groups[:5] == ["故事", "文化", "品牌", "新同事", "投稿"]
    brand = page[page.index("<h2>品牌") : page.index("<h2>新同事")]
    assert 'href="../brand/type/index.html"' in brand
    assert 'href="../culture/' not in brand
