"""What every built page must be, whatever it shows."""

import re
from collections import Counter

from showcase.site.chrome import POLICY


def test_no_page_says_an_id_twice_and_every_anchor_of_its_own_leads_somewhere(built):
    pages = list(built.rglob("*.html"))
    assert len(pages) > 70
    for page in pages:
        text = page.read_text("utf-8")
        ids = Counter(re.findall(r'<[a-z][^<>]*?\sid="([^"]+)"', text))
        assert [name for name, times in ids.items() if times > 1] == [], page
        for anchor in re.findall(r'<a\s[^<>]*?href="#([^"]+)"', text):
            assert anchor in ids, (page, anchor)


def test_every_page_carries_the_policy_itself_before_anything_that_it_holds_back(built):
    for page in built.rglob("*.html"):
        head = page.read_text("utf-8").partition("</head>")[0]
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', head)
        assert policy, page
        assert policy[1].replace("&#39;", "'") == POLICY, page
        assert not re.search(r"<(?:link|script|title)\b", head[: policy.start()]), page
