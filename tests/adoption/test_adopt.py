"""Another university's logistics group takes this very project over, to the end."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from another_owner import ANSWERS, BEFORE, EMBLEM, FIRST, copied, run, state

from conftest import ROOT, Workshop
from showcase.adoption.former import words_of
from showcase.brand.organisation import read_organisation
from showcase.brand.tokens import contrasts, read_tokens
from showcase.project.folder import Project
from showcase.records.quotations import QUOTATIONS
from showcase.records.reading import parsed
from showcase.stories.scaffold import BLANK


def owner() -> tuple[str, ...]:
    """What must be found nowhere on the new site: the first owner's names and its motto's words."""
    house, tokens = read_organisation(BEFORE), read_tokens(BEFORE)
    words = words_of(house.model_copy(update={"departments": {}}), tokens)
    names = (house.names.full, house.names.university, house.names.english, *tokens.motto.words)
    quoted = tuple(word for word in words if any(word in term.why for term in house.terms))
    return tuple(dict.fromkeys((*names, *quoted, house.names.university[:2])))


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Adopted, with one story of its own, built officially."""
    workshop = copied(tmp_path_factory.mktemp("adopt") / "project")
    organisation = workshop.root / "brand/organisation.yml"
    text = organisation.read_text("utf-8").replace("  departments: {} ", f"  departments: {{{FIRST}: 2}} ")
    own = f"  cells: [{{department: {FIRST}, rank: lead, least: 0}}] "
    organisation.write_text(text.replace("  cells: [] ", own), "utf-8")
    assert read_organisation(Project(workshop.root)).coverage.departments == {FIRST: 2}
    assert run(workshop, "adopt", "--answers", str(workshop.root.parent / "answers.yml"), "--yes") == 0
    chosen = ("--department", "catering", "--series", "frontline", "--date", "2026-03-05")
    assert run(workshop, "new", "凌晨四点的灯", *chosen) == 0
    story = next(workshop.root.glob("stories/2026/*/index.md"))
    text = re.sub(rf"{BLANK}[^】]*】", "膳食中心早班", story.read_text("utf-8"))
    review = "review: {first: 申初, second: 申复, final: 申终, date: 2026-03-08}"
    story.write_text(re.sub(r"(?m)^# review: .*$", review, text), "utf-8")
    assert run(workshop, "build", "--official", "--today", "2026-04-01") == 0
    return workshop


@pytest.fixture
def fresh(tmp_path: Path) -> Workshop:
    return copied(tmp_path / "project")


def test_the_new_site_says_nothing_of_the_old_owner(taken, tmp_path):
    assert run(taken, "pack", "--official", "--today", "2026-04-01", "--out", str(tmp_path / "pack.zip")) == 0
    assert run(taken, "kit", "--out", str(tmp_path / "kit.zip")) == 0
    assert run(taken, "handbook", "--out", str(tmp_path / "handbook")) == 0
    places = {f"site/{path}": data for path, data in state(taken.site).items()}
    places |= {f"handbook/{path}": data for path, data in state(tmp_path / "handbook").items()}
    for name in ("pack.zip", "kit.zip"):
        with zipfile.ZipFile(tmp_path / name) as archive:
            places |= {f"{name}/{member}": archive.read(member) for member in archive.namelist()}
            places |= {f"{name} names": "\n".join(archive.namelist()).encode()}
    words = [word.encode() for word in owner()]
    assert len(words) >= 6
    assert [(place, word.decode()) for place, data in places.items() for word in words if word in data] == []
    assert any("膳食中心".encode() in data for data in places.values())


def test_the_new_site_is_whole(taken):
    home = taken.words("index.html")
    for word in (
        "灯火相守，日日如常",
        "示例大学后勤集团",
        "凌晨四点的灯",
        "膳食文化",
        "宿管文化",
        "车队文化",
        "五种文化",
    ):
        assert word in home, word
    assert "勤谨" in taken.words("brand/motto/index.html")
    assert "#1f3f8c" in taken.page("assets/emblem.svg")
    assert "膳食中心早班" in taken.page("stories/2026/lingchen-sidian-de-deng/index.html")
    assert (taken.site / "topics/department/fleet/index.html").is_file()


def test_check_finds_no_error_and_every_line_that_is_left_to_a_person(taken, capsys):
    assert run(taken, "check") == 0
    found = capsys.readouterr().out
    assert "TXT044" in found
    assert "docs/index.md" in found


def test_a_quotation_of_the_old_owners_paper_is_emptied_or_stays_word_for_word_as_a_sample(taken, fresh):
    emptied = (taken.root / QUOTATIONS.path).read_text("utf-8")
    assert re.search(r"(?m)^quotations: \[\]$", emptied)
    assert "saying" not in taken.page("party/index.html")
    file = fresh.root / QUOTATIONS.path
    before = file.read_text("utf-8")
    answers = fresh.root.parent / "answers.yml"
    named = ANSWERS.replace("remove_samples: true", "remove_samples: false")
    answers.write_text(named.replace("name: 集团文化", "name: 江城后勤"), "utf-8")
    assert run(fresh, "adopt", "--answers", str(answers), "--yes") == 0
    after = file.read_text("utf-8")
    assert after.replace("sample: true\n", "") == before
    assert all(one.sample for one in parsed(QUOTATIONS, after).records)


def test_settings_are_the_new_owners_and_their_comments_stay(taken):
    house, tokens = read_organisation(Project(taken.root)), read_tokens(Project(taken.root))
    assert house.names.full == "示例大学后勤集团"
    assert list(house.departments) == ["catering", "housing", "energy", "fleet"]
    assert (house.terms, house.hotlines, house.teams, house.heads) == ((), (), {}, {})
    assert (house.coverage.departments, house.coverage.cells) == ({}, ())
    assert tokens.motto.words == ("勤谨", "守时", "暖心", "如初")
    assert tokens.colour["brand"].light == "#1f3f8c"
    assert tokens.colour["on-brand"].label == "湖蓝上字"
    assert min(row.least for row in contrasts(tokens)) >= 4.5
    for name in ("organisation.yml", "tokens.yml"):
        old, new = ((root / "brand" / name).read_text("utf-8") for root in (ROOT, taken.root))
        comments = [line for line in old.splitlines() if line.startswith("#")]
        assert [line for line in comments if line not in new] == []
    assert "site_url: https://www.example.edu.cn/houqin/" in (taken.root / "mkdocs.yml").read_text("utf-8")


def test_pages_of_departments_are_carried_over_begun_anew_or_gone(taken):
    culture = taken.root / "docs/culture"
    carried = (culture / "catering/index.md").read_text("utf-8")
    assert "department: catering" in carried
    assert "title: 膳食文化" in carried
    assert "topics/department/catering/" in carried
    assert list((culture / "catering").glob("*.jp*g"))
    begun = (culture / "housing/index.md").read_text("utf-8")
    assert BLANK in begun
    assert "!!! sample" in begun
    assert not any((culture / key).exists() for key in read_organisation(BEFORE).departments)


def test_lists_forms_and_examples_name_the_new_departments(taken):
    form = (taken.root / ".github/ISSUE_TEMPLATE/story.yml").read_text("utf-8")
    assert "膳食, 宿管, 能源, 车队" in form
    start = (taken.root / "docs/start/index.md").read_text("utf-8")
    assert "[膳食](../culture/catering/index.md)、[宿管](../culture/housing/index.md)" in start
    schema = next(taken.root.glob("docs/**/story.schema.json")).read_text("utf-8")
    assert '"catering"' in schema
    assert f'"{FIRST}"' not in schema
    for path in [*taken.root.glob("*.md"), *taken.root.glob("docs/**/*.md")]:
        assert not re.search(rf"--department {FIRST}|department={FIRST}", path.read_text("utf-8")), path


def test_words_links_and_numbers_follow_the_departments(taken):
    words = read_organisation(Project(taken.root)).words
    pages = {word.word: word.page for word in words}
    assert pages["食堂"] == "culture/catering/index.md"
    assert pages["校车"] == ""
    assert pages["部徽"] == "brand/emblem/index.md"
    carried = (taken.root / "docs/culture/catering/index.md").read_text("utf-8")
    assert "[看膳食的全部故事](../../topics/department/catering/index.md)" in carried
    assert "kicker: 四个部门" in (taken.root / "docs/promises/index.md").read_text("utf-8")
    steps = (taken.root / "docs/start/paths.yml").read_text("utf-8")
    assert "六个字" not in steps
    assert "page: culture/dining" not in steps


def test_what_is_left_is_listed_by_line_with_what_to_do(taken, capsys):
    assert run(taken, "adopt", "--list") == 0
    told = capsys.readouterr().out
    words = [one.word for one in read_organisation(Project(taken.root)).former]
    missing = [
        f"{path.relative_to(taken.root)}:{number}"
        for path in taken.root.glob("docs/**/*.md")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if any(word in line for word in words) and f"{path.relative_to(taken.root)}:{number}  " not in told
    ]
    assert missing == []
    for words_of_group in (
        "还在说原来的单位",
        "示例和待填",
        "LICENSE:",
        "consent/index.md:",
        "ISSUE_TEMPLATE/",
        "改成本单位",
    ):
        assert words_of_group in told
    group = told[told.index("示例和待填") : told.index("跟着部徽")]
    assert "docs/handbook/" not in group
    assert "docs/seasons/plants.yml:2  " in told


def test_a_second_owner_still_finds_the_first(taken, tmp_path, capsys):
    again = taken.copy(tmp_path / "again")
    (tmp_path / "hui.svg").write_text(EMBLEM, "utf-8")
    answers = tmp_path / "answers.yml"
    text = ANSWERS.replace("示例大学", "样板师大").replace(f", was: {FIRST}", "").replace("湖蓝", "校蓝")
    answers.write_text(text, "utf-8")
    assert run(again, "adopt", "--answers", str(answers), "--yes") == 0
    former = {one.word: one.now for one in read_organisation(Project(again.root)).former}
    university = read_organisation(BEFORE).names.university
    assert former[university] == "样板师大"
    assert former["示例大学"] == "样板师大"
    assert former["湖蓝"] == "校蓝"
    assert not {"后勤集团", "膳食中心", "勤谨"} & set(former)  # still its own
