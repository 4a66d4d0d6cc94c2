"""What every built page must be, whatever it shows."""

import re
from collections import Counter


def test_no_page_says_an_id_twice_and_every_anchor_of_its_own_leads_somewhere(built):
    pages = list(built.rglob("*.html"))
    assert len(pages) > 100
    for page in pages:
        text = page.read_text("utf-8")
        ids = Counter(re.findall(r'<[a-z][^<>]*?\sid="([^"]+)"', text))
        assert [name for name, times in ids.items() if times > 1] == [], page
        for anchor in re.findall(r'<a\s[^<>]*?href="#([^"]+)"', text):
            assert anchor in ids, (page, anchor)
