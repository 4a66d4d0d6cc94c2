"""Whatever a page of docs/ says, wherever on it: nothing runs, nothing is asked of another host, no frame goes anywhere."""

import json

import pytest
from test_nothing_runs import ATTACKS, TOUCH, WAYS_IN
from visits import visit

from conftest import photo_bytes, served
from showcase.cli import main

pytestmark = pytest.mark.browser

# What was published and run before the core rendered these pages, and its like.
BODIES = (
    "[点我](&#106;avascript:hacked=1)",
    "[点我][a]\n\n[a]: &#106;avascript:hacked=1",
    "[点我](data:text/html,<script>hacked=1</script>)",
    "[点我](JaVaScRiPt&colon;hacked=1)",
    "<java\tscript:hacked=1>",
    "```\n<script>hacked=1</script>\n",
    "<details open\nontoggle=hacked=1>\n一\n</details>",
    "<svg/onload=hacked=1>",
    "<img/src=x/onerror=hacked=1>",
    "字[^1]\n\n[^1]: <img src=x onerror=hacked=1>",
    '字[^"onmouseover=hacked=1]\n\n[^"onmouseover=hacked=1]: 注',
    '!!! note "<img src=x onerror=hacked=1"\n    话',
    '!!! note "</p><script>hacked=1</script>"\n    话',
    '!!! note" onclick="hacked=1\n    话',
    "<form><button formaction=javascript:hacked=1>点</button></form>",
    '<p style="position:fixed;inset:0;background:url(https://evil.example/x)">盖住</p>',
    '<iframe src="https://evil.example/"></iframe>',
    '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    "![字](https://evil.example/x.jpg)",
    '![字" onerror="hacked=1](p.jpg "图注\\" onload=\\"hacked=1")',
    '[字](../index.md "题\\" onmouseover=\\"hacked=1")',
    "## 题 {: onclick=hacked=1 }",
    "## <b onclick=hacked=1>题</b>",
    "| <img src=x onerror=hacked=1> |\n|---|\n| a |",
    "<!--><script>hacked=1</script>-->",
    "<!-- block: stories --><script>hacked=1</script>",
    '<!-- block: stories department="><script>hacked=1</script> -->',
    "`` `<script>hacked=1</script> ``\n\n<scr\nipt>hacked=1</script>",
    "甲\n:   <object data=javascript:hacked=1>",
    "~~~ {.x onclick=hacked=1}\n<script>hacked=1</script>\n~~~",
    "&lt;script&gt;hacked=1&lt;/script&gt;",
    "\\<script>hacked=1\\</script>",
    '<https://evil.example/" onmouseover="hacked=1>',
    "\x02wzxhzdk:0\x03<script>hacked=1</script>",
)
PAGE = """---
title: {text}
description: {text}
kicker: {text}
line: {text}
cover: p.jpg
cover_alt: {text}
photos: {{p.jpg: {{credit: {text}, consent: not-needed}}}}
---

## {escaped}

{escaped}

> {escaped}

!!! note "{plain}"
    {escaped}[^1]

| {escaped} |
|---|
| {escaped} |

![{escaped}](p.jpg "{escaped}")

[{escaped}](../index.md "{escaped}")

```
{code}
```

[^1]: {escaped}
"""


@pytest.fixture(scope="module")
def hostile(make_workshop):
    """A page for each body, and one for each attack that says it wherever a text may stand; built once."""
    workshop = make_workshop()
    photo = photo_bytes((700, 500))
    for number, body in enumerate(BODIES):
        folder = workshop.root / "docs" / f"body-{number}"
        folder.mkdir()
        (folder / "index.md").write_text(
            f"---\ntitle: 正文 {number}\nphotos: {{p.jpg: {{credit: 某人, consent: not-needed}}}}\n---\n\n前文。\n\n{body}\n\n后文。\n",
            "utf-8",
        )
        (folder / "p.jpg").write_bytes(photo)
    for number, attack in enumerate(ATTACKS):
        folder = workshop.root / "docs" / f"attack-{number}"
        folder.mkdir()
        escaped = "".join(c if c.isalnum() or c in " =/" else f"&#{ord(c)};" for c in attack)
        text = json.dumps(attack, ensure_ascii=False)  # quoted as YAML quotes
        page = PAGE.format(text=text, escaped=escaped, plain=escaped, code=attack)
        (folder / "index.md").write_text(page, "utf-8")
        (folder / "p.jpg").write_bytes(photo)
    assert main(["--root", str(workshop.root), "build"]) == 1
    return workshop


def test_what_is_html_is_left_out_and_what_is_text_stands(hostile):
    stand = {page.parent.name for page in hostile.site.glob("*/index.html")}
    assert {f"attack-{number}" for number in range(len(ATTACKS))} <= stand
    standing = [body for number, body in enumerate(BODIES) if f"body-{number}" in stand]
    assert not [body for body in standing if "<svg" in body or "<iframe" in body or "formaction" in body]
    assert "&lt;script&gt;hacked=1&lt;/script&gt;" in standing


@pytest.mark.parametrize("bypass", [True, False], ids=["without the policy", "with the policy"])
def test_nothing_runs_and_nothing_leaves(hostile, browser, bypass):
    with served(hostile.site) as home, visit(browser, home, bypass_csp=bypass) as found:
        gone = []
        found.page.on("dialog", lambda dialog: (found.troubles.append(dialog.message), dialog.dismiss()))
        found.page.on("framenavigated", lambda frame: gone.append(frame.url))
        for file in sorted(hostile.site.glob("*/index.html")):
            name = file.relative_to(hostile.site).as_posix()
            page = found.open(home + name)
            assert page.evaluate(WAYS_IN) == [], name
            if bypass:
                page.evaluate(TOUCH)
            assert page.evaluate("window.hacked") is None, name
            assert gone == [home + name], name
            gone.clear()
        assert found.strangers == []
        assert found.troubles == []
