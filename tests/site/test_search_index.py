"""The index of the search: its keys, its shards, and that nobody's words become script."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import ROOT
from showcase.brand.organisation import read_organisation
from showcase.project.cache import Cache
from showcase.project.folder import Project
from showcase.project.kept import Kept
from showcase.site.assemble import asset_bytes, write_asset
from showcase.site.before import Before
from showcase.site.search.index import SHARD, index_files
from showcase.site.search.keys import keys, shard_of, title_keys
from showcase.site.search.reading import Entry, Findable

HOUSE = read_organisation(Project(ROOT))


def files(*entries):
    return {file.path: file.data for file in index_files(map(Findable.of, entries), HOUSE.words, ())}


def entry(title, text="", **more):
    return Entry(title, "x/index.html", "摘要", "页面", text, **more)


def data(script):
    return json.loads(re.fullmatch(r'showcaseSearch\("\w+",\d+,(.*)\);\n', script.decode(), re.DOTALL)[1])


def held(made):
    """Every key of every shard, with its row."""
    return {key: row for path, script in made.items() if "/k/" in path for key, row in data(script).items()}


def test_a_comma_parts_what_a_list_joins():
    assert set(keys("工资、社保，合同。")) == {"工资", "资社", "社保", "合同"}
    assert set(keys("宿舍“漏水”")) == {"宿舍", "舍漏", "漏水"}


def test_a_word_of_letters_is_found_by_any_three_of_them():
    assert set(keys("#1F5A48 VI")) == {"1f5", "f5a", "5a4", "a48", "vi"}


def test_a_title_is_found_as_it_is_spoken_and_by_its_initials():
    spoken = set(title_keys("荣誉墙"))
    assert {"ron", "yuq", "ang", "ryq"} <= spoken


def test_the_traditional_form_of_a_character_is_told_only_where_the_index_holds_the_simple_one():
    simple = data(files(entry("师傅"))["search/index.js"])["simple"].split()
    assert "师師" in simple
    assert not any(row.startswith("万") for row in simple)


def test_every_key_lies_in_the_shard_that_the_browser_asks():
    made = files(
        *(entry(f"第{n}篇", "汤面馒头包子饺子"[n % 7 :] * 40 + chr(0x4E00 + n * 7)) for n in range(400))
    )
    shards = [path for path in made if "/k/" in path]
    assert len(shards) > 5
    for path in shards:
        number = int(re.search(r"(\d+)\.js", path)[1])
        assert {shard_of(key, len(shards)) for key in data(made[path])} <= {number}


def test_more_stories_make_more_shards_and_no_larger_ones():
    def shards(count):
        texts = (
            "".join(chr(0x4E00 + (n * 97 + at * at * 31) % 9000) for at in range(300)) for n in range(count)
        )
        made = files(*(entry(f"第{n}篇", text) for n, text in enumerate(texts)))
        return [len(script) for path, script in made.items() if "/k/" in path]

    few, many = shards(50), shards(400)
    assert len(many) > 4 * len(few)
    assert sum(many) / len(many) < 1.2 * SHARD
    assert max(many) < 3 * SHARD


def test_the_same_pages_make_the_same_bytes():
    entries = [entry("凌晨和面", "面要醒三十分钟。"), entry("部训", "爱校、奋进、奉献")]
    assert files(*entries) == files(*entries)


def test_a_title_shorter_than_another_says_more_and_a_row_is_read_back():
    made = held(files(entry("部训"), entry("部训的写法和念法，从哪里来，怎么用")))
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    found, last, value, power = {}, 0, 0, 1
    for digit in made["部训"]:
        value += digits.index(digit) % 32 * power
        power *= 32
        if digits.index(digit) < 32:
            last += value // 32
            found[last], value, power = value % 32, 0, 1
    assert list(found) == [0, 1]
    assert found[0] > found[1] > 0


def test_no_words_of_anybody_end_the_script_or_a_line_of_it():
    text = "</script><script>alert(1)</script>\u2028\u2029 &amp; __proto__"
    for script in files(entry(text, text, names=(text,))).values():
        assert script.count(b"\n") == 1
        assert not re.search("[<>&\u2028\u2029]", script.decode())


words = st.text("食堂宿舍灯面abc12，。\n 㐀#", max_size=30)
some = st.lists(st.builds(Entry, words, words, words, words, words, words, st.tuples(words)), max_size=4)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(runs=st.lists(some, min_size=2, max_size=3))
def test_what_was_read_before_gives_the_index_of_reading_all_of_it_now(tmp_path_factory, runs):
    place = tmp_path_factory.mktemp("search")
    before = Before(place, {}, Kept())
    for number, entries in enumerate((*runs, runs[0])):
        kept = Kept(Cache(place / "kept"), "public")
        pages = [Findable.of(entry) for entry in entries]
        made = index_files(pages, (), (), before, kept)
        kept.save()
        assert [(file.path, asset_bytes(file)) for file in made] == [
            (file.path, file.data) for file in index_files(pages, (), ())]  # fmt: skip
        for file in made:
            write_asset(file, place / str(number))
        before = Before(place / str(number), {file.path: file.print for file in made}, Kept())
