"""A site that knows its address: what it says of itself to programs begins with it, and a licence may be another's."""

from __future__ import annotations

import re

import pytest
from test_inspection import PAGE, changed, instead, said

from conftest import photo_bytes
from showcase.project.folder import Project
from showcase.publish.inspection import inspect
from showcase.publish.laid import write_site
from showcase.site.assemble import assemble
from showcase.site.options import Options


@pytest.fixture(scope="module")
def at_home(make_workshop, tmp_path_factory):
    """(project, site, folder) of a site that knows its address, with a photo under each licence it can name."""
    workshop = make_workshop()
    settings = workshop.root / "mkdocs.yml"
    text = re.sub(
        r"(?m)^site_url:.*$", "site_url: https://www.campus.edu.cn/houqin/", settings.read_text("utf-8")
    )
    settings.write_text(text, "utf-8")
    credits = {
        "a.jpg": "甲，CC BY-SA 4.0",
        "b.jpg": "乙，Unlicense（公有领域）",
        "c.jpg": "丙，CC0（公有领域）",
        "d.jpg": "丁",
    }
    notes = "".join(
        f"  {name}: {{credit: {credit}, consent: not-needed}}\n" for name, credit in credits.items()
    )
    photos = {name: photo_bytes((1000 + 20 * n, 700)) for n, name in enumerate(credits)}
    body = "\n\n".join(f"![一盏灯]({name})" for name in credits)
    workshop.story("a", more=f"cover: a.jpg\nphotos:\n{notes}", body=body, photos=photos)
    project = Project(workshop.root)
    site, _ = assemble(project, Options())
    folder = tmp_path_factory.mktemp("at-home")
    write_site(site, folder)
    return project, site, folder


def test_a_site_that_knows_its_address_names_the_licences_of_others(at_home):
    project, site, folder = at_home
    page = (folder / PAGE).read_text("utf-8")
    for licence in ("licenses/by-sa/4.0/", "unlicense.org/", "publicdomain/zero/1.0/"):
        assert licence in page
    inspect(project, site, folder)


@pytest.mark.parametrize(
    "foreign",
    [
        '"license":"https://evil.example.org/x"',
        '"license":"http://unlicense.org/"',
        '"url":"https://unlicense.org/"',
    ],
)
def test_another_address_in_data_for_programs_is_still_none_of_ours(at_home, foreign):
    with changed(at_home[2], PAGE, instead('"license":"https://unlicense.org/"', foreign)):
        assert any("本站的地址不以" in line for line in said(at_home))
