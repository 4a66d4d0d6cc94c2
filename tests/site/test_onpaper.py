"""The code on a printed page leads back to it: the path draws what the standard's own table says, on every page with an address."""

import re

import pytest
import segno

from showcase.site.onpaper import code

ADDRESS = "https://www.example.edu.cn/houqin/wenhua/stories/2026/banfen-cai/"


def drawn(size, path):
    rows = [[0] * size for _ in range(size)]
    for x, y, w, back in re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", path):
        assert w == back
        for n in range(int(w)):
            rows[int(y)][int(x) + n] = 1
    return rows


def test_the_path_draws_every_dark_module_once():
    size, path = code(ADDRESS)
    wanted = segno.make_qr(ADDRESS, error="m", boost_error=False, mask=3)
    assert size == 37  # version 5: 4 × 5 + 17
    assert drawn(size, path) == [list(row) for row in wanted.matrix]
    assert [row[:7] for row in drawn(size, path)[:3]] == [
        [1] * 7,
        [1, 0, 0, 0, 0, 0, 1],
        [1, 0, 1, 1, 1, 0, 1],
    ]


@pytest.mark.parametrize(
    ("origin", "carried"), [("https://www.example.edu.cn/houqin/", True), ("https://houqin.example/", False)]
)
def test_a_page_carries_its_own_address_once_that_is_known(origin, carried, workshop):
    workshop.story("deng")
    settings = workshop.root / "mkdocs.yml"
    settings.write_text(
        re.sub(r"(?m)^site_url:.*$", f"site_url: {origin}", settings.read_text("utf-8")), "utf-8"
    )
    assert workshop.run("build").code == 0
    page = workshop.page("stories/2026/deng/index.html")
    assert ('class="onpaper"' in page) is carried
    if carried:
        size, path = code(f"{origin}stories/2026/deng/")
        assert f'<path d="{path}">' in page
        assert f'viewBox="-4 -4 {size + 8} {size + 8}"' in page
        assert f"<br>{origin}stories/2026/deng/</p>" in page
        assert 'class="onpaper"' not in workshop.page("search/index.html")
