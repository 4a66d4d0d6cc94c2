"""The consent form prints on one sheet of A4, and nothing else prints with it."""

import re

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.project.folder import Project

PAGE = "contribute/consent/index.html"


def test_the_form_is_one_page_of_a4(built, browser, tmp_path):
    page = browser.new_page()
    page.goto((built / PAGE).as_uri())
    file = tmp_path / "form.pdf"
    page.pdf(path=str(file), format="A4", prefer_css_page_size=True)
    page.emulate_media(media="print")
    seen = page.evaluate("document.body.innerText")
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", file.read_bytes())) == 1
    assert "本人签字" in seen
    assert "监护人签字" in seen
    assert "怎么用" not in seen
    assert "站点地图" not in seen


def test_it_quotes_the_code_word_for_word_and_names_the_house():
    text = (ROOT / "docs" / "contribute" / "consent" / "index.md").read_text("utf-8")
    assert "未经肖像权人同意，不得制作、使用、公开肖像权人的肖像，但是法律另有规定的除外。" in text
    assert f"我同意{read_organisation(Project(ROOT)).names.short}把" in text
    for page in ("docs/contribute/index.md", "CONTRIBUTING.md"):
        assert "consent/index.md" in (ROOT / page).read_text("utf-8")
