"""The heading font is cut to each page's headings: no heading may fall back to another font for a character."""

import re

import pytest
from fontTools.ttLib import TTFont
from visits import KINDS

pytestmark = pytest.mark.browser

CHARACTERS = """() => {
  const found = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (getComputedStyle(node.parentElement).fontFamily.startsWith('"Noto Serif SC"'))
      for (const character of node.data) found.add(character);
  }
  return [...found];
}"""


def font_of(page_file):
    sheet = re.search(r'href="([^"]*assets/fonts/[0-9a-f]{24}\.css)"', page_file.read_text("utf-8"))[1]
    sheet = page_file.parent / sheet
    name = re.search(r'url\("([0-9a-f]{24}\.woff2)"\)', sheet.read_text("utf-8"))[1]
    return set(TTFont(sheet.parent / name).getBestCmap())


def test_every_character_set_in_the_heading_font_is_in_it(built, address, browser):
    page = browser.new_page()
    seen = set()
    stories = [p.relative_to(built).as_posix() for p in (built / "stories").rglob("index.html")]
    topics = sorted(p.relative_to(built).as_posix() for p in (built / "topics").rglob("index.html"))[::5]
    for path in {*KINDS.values(), *stories, *topics}:
        page.goto(address + path)
        known = font_of(built / path)
        here = set(page.evaluate(CHARACTERS))
        lacking = {c for c in here if not c.isspace() and ord(c) not in known}
        assert not lacking, (path, lacking)
        seen |= here
    assert len(seen) > 200
    page.close()
