"""What a finished page tells the document around it."""

from showcase.pages.page import Meta, Page


def test_the_theme_is_told_what_is_said_and_nothing_else():
    page = Meta("一盏灯", "", "story", "stories", sample=False)
    told = {"description": "", "layout": "story", "sample": False, "section": "stories", "title": "一盏灯"}
    assert page.for_theme() == told
    hidden = Meta("搜索", "", "plain", noindex=True, card="../card.jpg").for_theme()
    assert (hidden["noindex"], hidden["card"], "sample" in hidden) == (True, "../card.jpg", False)


def test_a_title_cannot_end_the_front_matter_of_the_written_tree():
    written = Page("x/index.md", Meta('一"盏\n---\n灯', "", "plain"), "<p>字</p>").markdown
    assert 'title: "一\\"盏\\n---\\n灯"' in written.split("\n")
    assert written.split("\n---\n")[1] == "\n<p>字</p>\n"
