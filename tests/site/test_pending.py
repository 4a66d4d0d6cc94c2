"""`check --official` ends with one short list of what is still to be filled in before the site goes public."""

from __future__ import annotations

import json

from showcase.cli import main

PAGE = """---
title: 一页
---

!!! sample "示例承诺稿"
    - 每道菜的价格贴在窗口。

值班电话 0000，报修 00000。

```text
!!! sample "只是写法"
内线 0000
```

<!-- block: promises sample=true -->

编号 2000000，【本中心的地址】。
"""


def put(workshop, folder, text, name="index.md"):
    target = workshop.root / "docs" / folder
    target.mkdir(parents=True, exist_ok=True)
    (target / name).write_text(text, "utf-8")


def listed(capsys, workshop, *arguments):
    main(["--root", str(workshop.root), "check", *arguments])
    said = capsys.readouterr().out
    _, _, rest = said.partition("上线前")
    return [line.strip() for line in rest.split("\n")[1:] if line.startswith("  ")]


def test_everything_that_waits_is_named_with_its_line(workshop, capsys):
    put(workshop, "page", PAGE)
    put(workshop, "whole", "---\ntitle: 整页\nsample: true\n---\n\n字。\n")
    put(workshop, "guide", "---\ntitle: 手册\naudience: handbook\n---\n\n!!! sample\n    例子。\n")
    found = listed(capsys, workshop, "--official")
    assert [line for line in found if line.startswith("docs/")] == [
        "docs/page/index.md:5  示例的部分：示例承诺稿",
        "docs/page/index.md:8  电话号码，1 处",
        "docs/page/index.md:15  示例的版块：promises",
        "docs/page/index.md:17  还没有填：本中心的地址",
        "docs/whole/index.md:3  整页是示例",
    ]
    elsewhere = {line.rpartition("  ")[2]: line.partition(":")[0] for line in found if "docs/" not in line}
    assert elsewhere == {
        "单位地址": "brand/organisation.yml",
        "ICP 备案号": "brand/organisation.yml",
        "公安备案号": "brand/organisation.yml",
        "对外公布的服务电话": "brand/organisation.yml",
        "部训还是建议稿": "brand/tokens.yml",
        "部徽还是示例图形": "brand/tokens.yml",
        "网站的地址": "mkdocs.yml",
    }
    for line in found:
        path, number = line.partition("  ")[0].split(":")
        assert (workshop.root / path).read_text("utf-8").split("\n")[int(number) - 1].strip()


def test_a_preview_and_a_check_of_one_story_have_no_such_list(workshop, capsys):
    assert listed(capsys, workshop) == []
    folder = workshop.story("one")
    assert listed(capsys, workshop, "--official", str(folder)) == []


def test_what_is_filled_in_is_no_longer_listed(workshop, capsys):
    for file, old, new in (
        ("brand/organisation.yml", "icp: ''", "icp: 陇ICP备12345678号-1"),
        ("brand/organisation.yml", "address: ''", "address: 某路一号"),
        ("brand/organisation.yml", "hotlines: []", "hotlines: ['0931-1234567']"),
        ("brand/tokens.yml", "status: proposed", "status: adopted"),
        ("brand/tokens.yml", "status: sample ", "status: adopted "),
        ("mkdocs.yml", "houqin.example", "www.houqin.edu.cn"),
    ):
        path = workshop.root / file
        text = path.read_text("utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new), "utf-8")
    assert [line.rpartition("  ")[2] for line in listed(capsys, workshop, "--official")] == ["公安备案号"]


def test_the_report_of_an_official_build_holds_the_list(workshop):
    report = workshop.root / "report.json"
    assert main(["--root", str(workshop.root), "build", "--official", "--report", str(report)]) == 0
    rows = json.loads(report.read_text("utf-8"))["to_fill"]
    assert {"path": "mkdocs.yml", "line": 6, "what": "网站的地址"} in rows
    assert main(["--root", str(workshop.root), "build", "--report", str(report)]) == 0
    assert json.loads(report.read_text("utf-8"))["to_fill"] == []
