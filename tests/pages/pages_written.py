"""Hand-written pages typed for a test, and a command run on them."""

from __future__ import annotations

import json

from conftest import photo_bytes
from showcase.cli import main

PAGE = """---
title: 一页
description: 说明。
{more}---

{body}
"""


CREDIT = "photos: {p.jpg: {credit: 某人}}\n"


PHOTO = {"p.jpg": photo_bytes()}


def write(workshop, folder, body, more="", photos=None):
    place = workshop.root / "docs" / folder
    place.mkdir(parents=True, exist_ok=True)
    (place / "index.md").write_text(PAGE.format(more=more, body=body), "utf-8")
    for name, data in (photos or {}).items():
        (place / name).write_bytes(data)


class Run:
    """One command on a project, in this process, and what it found and said."""

    def __init__(self, workshop, capsys, *arguments):
        self.workshop = workshop
        capsys.readouterr()
        self.code = main(["--root", str(workshop.root), *arguments])
        captured = capsys.readouterr()
        self.said = captured.out + captured.err

    def page(self, folder):
        """The built page; "" when it was left out."""
        page = self.workshop.site / folder / "index.html"
        return page.read_text("utf-8") if page.exists() else ""

    def rows(self):
        """What `check --format json` found."""
        return json.loads(self.said[self.said.index("[") :])

    def findings(self, folder="page"):
        """(code, line, column) of all that is wrong with docs/<folder>/index.md."""
        path = f"docs/{folder}/index.md"
        return [(r["code"], r["line"], r["column"]) for r in self.rows() if r["path"] == path]
