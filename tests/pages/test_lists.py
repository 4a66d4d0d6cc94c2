"""What a list says of itself."""

import re

from showcase.pages.lists import numbers


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


def test_a_long_list_leads_to_its_first_its_last_and_the_nearest_pages():
    assert numbers(1, 1) == ()
    assert numbers(2, 3) == (1, 2, 3)
    assert numbers(1, 208) == (1, 2, 3, 0, 208)
    assert numbers(4, 208) == (1, 2, 3, 4, 5, 6, 0, 208)
    assert numbers(100, 208) == (1, 0, 98, 99, 100, 101, 102, 0, 208)
    assert numbers(205, 208) == (1, 0, 203, 204, 205, 206, 207, 208)
    assert max(len(numbers(n, 5000)) for n in range(1, 5001)) == 9
