"""What a list says of itself."""

import re


def lede(workshop, address):
    page = workshop.page(f"{address}/index.html")
    return re.sub("<[^>]*>", "", re.search(r'<p class="lede">(.*?)</p>', page)[1])


def test_a_year_and_a_theme_tell_how_many_stories_from_whom_and_when(workshop):
    workshop.story("one", more="themes: [节约]\n")
    march = workshop.story("two", department="transport", more="themes: [节约]\n") / "index.md"
    march.write_text(march.read_text("utf-8").replace("2026-03-05", "2026-05-01"), "utf-8")
    assert workshop.run("build", "--today", "2026-06-01").code == 0
    assert lede(workshop, "topics/year/2026") == "3月到5月，2篇故事，来自餐饮、运输。"
    assert lede(workshop, "topics/theme/thrift") == "2026年3月到5月，2篇故事，来自餐饮、运输。"


def groups(workshop, address):
    return re.findall(r'class="filters__label">(.*?)<', workshop.page(f"{address}/index.html"))


def test_a_group_of_filters_with_one_choice_is_left_out_where_it_is_not_the_choice(workshop):
    workshop.story("one", more="themes: [节约]\n")
    workshop.story("two", department="transport", more="themes: [劳动]\n")
    assert workshop.run("build").code == 0
    assert groups(workshop, "stories") == ["部门", "主题"]
    assert groups(workshop, "topics/year/2026") == ["部门", "年份", "主题"]
