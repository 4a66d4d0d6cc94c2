"""The handbook is a documentation site of its own: whole, closed to the outside, and nobody's place for a script."""

from __future__ import annotations

import html
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from urllib.parse import unquote

import pytest

from conftest import ROOT, photo_bytes
from showcase.cli import main
from showcase.handbook import assemble_handbook
from showcase.handbook.guard import PAGE
from showcase.project.folder import Project
from showcase.stories.rules import RULES

HOSTILE = """
## 标题 <script>alert(1)</script> `<b>`

## __config

<script>alert(2)</script>
<img src="https://evil.example/x.png" onerror="alert(3)">
<iframe src="https://evil.example/"></iframe>
<form action="https://evil.example/"><input type="text" name="p"></form>
<pre class="mermaid"><code>graph TD</code></pre>
<div id="__search" class="md-overlay md-dialog" style="position:fixed" onclick="alert(4)">盖住</div>
<label for="__drawer">点我</label>
<a href="javascript:alert(5)">一</a> [二](javascript:alert(6)) [三](http://evil.example/)

=== "Git<img src=x onerror=alert(7)>Hub"

    甲 <svg onload="alert(8)"></svg>

!!! note "注 <script>alert(9)</script>"
    乙

```html
<script>alert(10)</script>
```

<style>body{display:none}</style>
<meta http-equiv="refresh" content="0;url=https://evil.example/">
<base href="https://evil.example/">
"""
# Nothing a check refuses, and all of it meant badly.
SLY = """---
title: 坏人写的"一页
description: 说明" http-equiv="refresh" content="0;url=https://evil.example/
audience: handbook
---

## __config

!!! warning "`<script>alert(1)</script>`"
    盖住

```html
<script>alert(10)</script>
```
"""


def page_of(title, body, audience="handbook", more=""):
    return f"---\ntitle: {title}\naudience: {audience}\n{more}---\n\n{body}\n"


def put(workshop, folder, text, **photos):
    target = workshop.root / "docs" / folder
    target.mkdir(parents=True, exist_ok=True)
    (target / "index.md").write_text(text, "utf-8")
    for name, data in photos.items():
        (target / f"{name}.jpg").write_bytes(data)


def broken_links(folder, pages):
    """(page, link) for each address in the handbook's own folder that leads to no file."""
    found = []
    for page in pages:
        text = (folder / page).read_text("utf-8")
        assert "</html>" in text, page
        for link in set(re.findall(r'<[a-zA-Z][^<>]*?\s(?:href|src)="([^"]*)"', text)):
            path = unquote(re.split(r"[?#]", html.unescape(link))[0])
            if (
                path
                and not re.match(r"[a-z][a-z0-9+.-]*:", path)
                and not (folder / page).parent.joinpath(path).is_file()
            ):
                found.append((page, link))
    return found


def pages(folder):
    return {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in folder.rglob("*.html")}


def content(page):
    return page.partition('<article class="md-content__inner')[2].partition("</article>")[0]


@pytest.fixture(scope="module")
def small(make_workshop):
    """A handbook of three pages, one of them by somebody who means harm, and one that is lent by the website."""
    workshop = make_workshop()
    put(workshop, "handbook", page_of("手册", "看[步骤](steps/index.md)和[规则](rules/pho001/index.md)。"))
    put(
        workshop,
        "handbook/steps",
        page_of(
            "步骤",
            "回[手册](../index.md#手册)。\n\n网站上的[餐饮](../../culture/dining/index.md)，"
            "[没有](../none/index.md)，`[码](../none/index.md)`。\n\n"
            '=== "甲"\n\n    ```\n    [码](../none/index.md)\n    ```\n\n'
            '![一张渐变](a.jpg "图注")',
            more="photos:\n  a.jpg: {credit: 谁拍的}\n",
        ),
        a=photo_bytes((900, 600)),
    )
    put(workshop, "wrong", page_of("错的一页", "![缺](b.jpg)\n\n![](a.jpg)"), a=photo_bytes((900, 600)))
    put(workshop, "bad", page_of("坏人写的一页", HOSTILE))
    put(workshop, "sly", SLY)
    put(workshop, "secret", page_of("内部", "内部的话。", audience="internal"))
    return workshop, workshop.run("handbook")


def test_ours_has_a_page_for_every_rule_and_every_link_of_it_leads_somewhere(handbook):
    found = pages(handbook)
    assert {f"rules/{rule.code.lower()}/index.html" for rule in RULES} <= set(found)
    assert broken_links(handbook, found) == []


def test_ours_is_made_without_a_warning():
    assert assemble_handbook(Project(ROOT)).findings == ()


def test_no_page_of_it_asks_another_host_for_anything(handbook):
    for path, page in pages(handbook).items():
        asked = re.findall(
            r'<(?:script|link|img|source|iframe|video)\b[^>]*?(?:src|href|srcset)="([^"]*)"', page
        )
        assert [address for address in asked if re.match(r"[a-z]+:|//", address)] == [], path
        assert "default-src 'self'" in page, path
        assert 'name="generator"' not in page, path
        assert "squidfunk" not in page, path


def test_every_script_in_a_page_is_the_themes_own(handbook):
    """Material writes four: two before the first paint, one for the palette, one with its settings as data."""
    kinds = {
        re.sub(r'new URL\("[./]*"', 'new URL("."', script)
        for page in pages(handbook).values()
        for script in re.findall(r"<script(?![^>]* src=)(?![^>]*json)[^>]*>(.*?)</script>", page, re.S)
    }
    assert len(kinds) == 4
    assert all(re.search("__md_|__palette|__tabbed_", kind) for kind in kinds)


def test_a_page_with_html_is_left_out_and_named_and_cleaned_of_all_that_could_do_harm(small):
    workshop, said = small
    assert not (workshop.root / "handbook" / "bad").exists()
    assert "docs/bad/index.md:7:7: SEC001" in said.err
    body = PAGE.clean(HOSTILE)
    assert "盖住" in body
    assert not re.search(r"<(?:script|iframe|form|svg|style|meta|base)\b", body)
    assert not re.search(r"<[^>]*\s(?:on[a-z]+|style|src|action)=", body)
    assert not re.search(r"<a[^>]*(?:javascript:|http:)", body)
    assert not re.search(r'(?:id|for|name)="__(?!tabbed_|codelineno|code_|span)', body)
    assert not re.search(r'class="[^"]*\b(?:md-|mermaid)', body)
    assert 'type="text"' not in body


def test_a_page_written_with_ill_will_becomes_text(small):
    workshop, _ = small
    page = (workshop.root / "handbook" / "sly" / "index.html").read_text("utf-8")
    assert "盖住" in content(page)
    assert not re.search(r"<(?:script|iframe|form|svg|style|meta|base)\b", content(page))
    assert not re.search(r'(?:id|for|name)="__(?!tabbed_|codelineno|code_|span)', content(page))
    assert page.partition("</head>")[0].count('http-equiv="') == 1
    assert "<script>alert" not in page


def test_links_lead_to_handbook_pages_and_others_become_text_with_a_finding(small):
    workshop, said = small
    steps = content((workshop.root / "handbook" / "steps" / "index.html").read_text("utf-8"))
    assert '<a href="../index.html#' in steps
    assert "网站上的餐饮，没有，<code>[码](../none/index.md)</code>。" in steps
    assert "[码](../none/index.md)\n</code>" in re.sub(r"<(?!/code>)[^>]*>", "", steps)
    home = content((workshop.root / "handbook" / "index.html").read_text("utf-8"))
    assert 'href="steps/index.html"' in home
    assert 'href="rules/pho001/index.html"' in home
    assert "docs/handbook/steps/index.md:10" in said.err
    assert said.err.count("LNK001") == 1


def test_photos_are_derivatives_and_what_is_wrong_with_one_is_named(small):
    workshop, said = small
    steps = content((workshop.root / "handbook" / "steps" / "index.html").read_text("utf-8"))
    assert "<picture>" in steps
    assert "图注" in steps
    assert "谁拍的" in steps
    assert not list((workshop.root / "handbook").rglob("a.jpg"))
    assert not (workshop.root / "handbook" / "wrong").exists()
    for fault in ("6:6: PHO002", "8:5: PHO001"):
        assert f"docs/wrong/index.md:{fault}" in said.err
    assert said.code == 1


def test_neither_public_nor_internal_pages_stand_in_it(small):
    workshop, _ = small
    for page in pages(workshop.root / "handbook").values():
        assert "内部的话" not in page
        assert "一日三餐。" not in page


@pytest.mark.parametrize("folder", ["handbook/rules", "handbook/rules/pho001", "steps"])
def test_two_pages_at_one_address_stop_it_in_a_line(workshop, folder, capsys):
    put(workshop, "handbook/steps", page_of("步骤", "一。"))
    put(workshop, folder, page_of("也是", "二。"))
    assert main(["--root", str(workshop.root), "handbook"]) == 2
    said = capsys.readouterr().err
    assert f"docs/{folder}/index.md" in said
    assert said.count("\n") == 1
    assert not (workshop.root / "handbook").exists()


def test_without_a_page_of_its_own_it_holds_the_rules(workshop):
    leaves = {leaf.path: leaf.source for leaf in assemble_handbook(Project(workshop.root)).leaves}
    assert "](rules/index.md)" in leaves["index.md"]
    assert "](pho001/index.md)" in leaves["rules/index.md"]


def files(folder):
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in found if not path.name.startswith("sitemap.xml")}


def test_it_is_written_over_nothing_but_a_handbook_and_again_the_same(small, standing):
    root = standing.root
    for folder in (standing.site, root / "docs", root):
        assert main(["--root", str(root), "handbook", "--out", str(folder)]) == 2
    workshop, before = small
    made = workshop.root / "handbook"
    first = files(made)
    assert main(["--root", str(workshop.root), "build", "--site-dir", str(made)]) == 2
    again = workshop.run("handbook")
    assert (again.code, files(made)) == (before.code, first)


def test_a_link_to_the_website_is_whole_once_its_address_is_known(workshop):
    put(workshop, "handbook", page_of("手册", "网站上的[餐饮](../culture/dining/index.md)。"))
    settings = workshop.root / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("houqin.example", "www.houqin.edu.cn"), "utf-8")
    (home,) = (leaf for leaf in assemble_handbook(Project(workshop.root)).leaves if leaf.path == "index.md")
    assert "[餐饮](https://www.houqin.edu.cn/wenhua/culture/dining/index.html)" in home.source


def test_it_is_shown_on_this_machine_until_it_is_told_to_stop(workshop):
    put(workshop, "handbook", page_of("手册", "看[规则](rules/index.md)。"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "showcase", "--root", str(workshop.root), "handbook", "--serve"]
    with subprocess.Popen([*command, "--port", str(port)], stderr=subprocess.PIPE, text=True) as shown:
        said = ""
        while f"http://127.0.0.1:{port}/" not in said:
            line = shown.stderr.readline()
            assert line, said
            said += line
        page = ""
        for _ in range(100):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/index.html", timeout=5) as answer:
                    page = answer.read().decode()
                    break
            except OSError:
                time.sleep(0.2)
        shown.send_signal(signal.SIGTERM)
        shown.communicate(timeout=60)
    assert "看<a" in page
    assert "/.showcase/bar.js" in page  # refreshes it, and the policy lets it
    assert "Content-Security-Policy" in page
    assert not (workshop.root / "handbook").exists()


def test_showing_and_writing_at_once_is_refused(workshop, capsys):
    assert main(["--root", str(workshop.root), "handbook", "--serve", "--out", str(workshop.root / "x")]) == 2
    assert "去掉其中一个" in capsys.readouterr().err


@pytest.mark.parametrize("form", [["--out", "shouce"], ["--serve"]])
def test_without_material_a_line_says_what_to_run(workshop, monkeypatch, capsys, form):
    monkeypatch.setitem(sys.modules, "material", None)
    monkeypatch.chdir(workshop.root)
    assert main(["--root", str(workshop.root), "handbook", *form]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "make handbook" in line
    assert not (workshop.root / "shouce").exists()
