"""The code belongs to every department: who it was first made for stands in brand/ and docs/ alone."""

import re

import pytest

from conftest import ROOT, Workshop

# The first owner's university, town, motto, numbers, and what its departments and colours are called.
OWNER = re.compile(
    r"兰州|兰大|兰洲|Lanzhou|lzu|甘肃|甘公网|陇ICP|0931|爱校|奋进|奉献|后勤保障部|苍绿|麦金|宣纸|麦田|连檐"
    r"|餐饮|物业|\b(?:dining|dormitory|commerce|greenery|frontline|finest)\b"
)


def test_no_name_of_the_first_owner_stands_in_code_rules_helps_or_templates():
    files = [path for path in (ROOT / "scripts").rglob("*") if path.suffix in {".py", ".html", ".css", ".js"}]
    assert len(files) > 150
    found = [
        f"{path.relative_to(ROOT)}:{number}: {match[0]}"
        for path in files
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        for match in OWNER.finditer(line)
    ]
    assert found == []


@pytest.fixture
def renamed(workshop: Workshop) -> Workshop:
    """Another department's key and label in the place of the first."""
    file = workshop.root / "brand/organisation.yml"
    text = re.sub(
        r"(?ms)^  dining: .*?(?=^  \w+:)",
        "  canteen: {label: 膳食, name: 膳食中心, culture: 膳食文化}\n",
        file.read_text("utf-8"),
    )
    text = text.replace("department: dining", "department: canteen")
    file.write_text(
        re.sub(r"(?ms)^series:.*?(?=^themes:)", "series:\n  daily: {label: 日常, line: 一天}\n\n", text),
        "utf-8",
    )
    culture = workshop.root / "docs/culture/dining/index.md"
    culture.write_text(culture.read_text("utf-8").replace("dining", "canteen"), "utf-8")
    return workshop


def test_help_and_messages_name_the_keys_of_this_house(renamed):
    told = renamed.run("new", "--help").out
    assert "canteen 膳食" in told
    assert "daily 日常" in told
    said = renamed.run("new", "凌晨四点的灯", "--department", "dining").err
    assert "canteen（膳食）" in said
    home = renamed.root / "docs/index.md"
    home.write_text(home.read_text("utf-8") + "\n<!-- block: stories department=dining -->\n", "utf-8")
    said = renamed.run("check").out
    assert "department=canteen（膳食）" in said


def test_the_series_that_leads_the_home_page_is_the_houses_choice(renamed):
    organisation = renamed.root / "brand/organisation.yml"
    text = organisation.read_text("utf-8").replace(
        "series:\n", "series:\n  best: {label: 标兵, line: 样子}\n"
    )
    organisation.write_text(text, "utf-8")
    renamed.story("older", title="早些时候的标兵", department="canteen", series="best")
    newer = renamed.story("newer", title="新近的日常", department="canteen", series="daily") / "index.md"
    newer.write_text(newer.read_text("utf-8").replace("2026-03-05", "2026-03-06"), "utf-8")

    def lead() -> str:
        assert renamed.run("build").code == 0
        first = renamed.words("index.html").split('class="featured__first"')[1]
        return "标兵" if first.index("早些时候的标兵") < first.index("新近的日常") else "日常"

    assert lead() == "日常"  # the newest, when no series is chosen
    organisation.write_text(f"{text}\nfeatured: best\n", "utf-8")
    assert lead() == "标兵"
    organisation.write_text(f"{text}\nfeatured: finest\n", "utf-8")
    said = renamed.run("check")
    assert said.code == 2
    assert "可以写 best（标兵）、daily（日常）" in said.out + said.err
