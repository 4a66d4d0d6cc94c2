"""Whatever is typed: after `check --fix` what could be read reads the same but for the lines shown, and less is wrong."""

from __future__ import annotations

import secrets

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mistakes import MISTAKES, found_in
from showcase.stories import fixes
from showcase.stories.drafts import split_front_matter
from showcase.typed.strict_yaml import entry_lines, load_entries

TYPED = [parameter.values[0].typed for parameter in MISTAKES]
ROWS = [
    "title: 凌晨四点的灯",
    "title: “灯”与{水}：[一]，（二）",
    "date: 2026-03-05",
    "department: dining",
    "series: frontline",
    "summary: 他说：“四点，到岗。”",
    "summary: 一句，两句；{三}、[四]。",
    "credits: {text: 一食堂，后厨, photo: 'a: b'}",
    "honours: [先进集体，2025, 甲、乙]",
    "---",
    "－－－",
    "",
    "# 说明：这一行不读",
]
BODIES = [
    "四点整,灯亮了.",
    "![灯](deng.jpg)",
    "！【灯】（deng.jpg）",
    "1、和面\n2、醒面",
    "{a, b}",
    "    四点整，灯亮了。",
    "5*3*2",
]


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(st.sampled_from([*TYPED, *ROWS]), min_size=1, max_size=9),
    bodies=st.lists(st.sampled_from(BODIES), max_size=4),
    closed=st.booleans(),
)
def test_fix_keeps_what_could_be_read(tmp_path, rows, bodies, closed):
    root = tmp_path / secrets.token_hex(4)
    front = "\n".join(rows)
    text = f"---\n{front}\n{'---' if closed else ''}\n\n" + "\n\n".join(bodies) + "\n"
    draft, found = found_in(root, text)
    for _ in range(6):
        changed = [*fixes.changes([draft], found)]
        if not changed:
            break
        after = changed[0].after.decode()
        if not draft.has_clear_end:
            assert [f for f in found if f.code == "FM001" and f.fix]
        _same_where_untouched(text, after)
        before, text = len(found), after
        draft, found = found_in(root, text)
        assert len(found) <= before
    assert not [*fixes.changes([draft], found)], "mending twice is mending once"


def _same_where_untouched(before, after):
    old, new = split_front_matter(before)[0], split_front_matter(after)[0]
    if old is None or new is None:
        return
    was, now = load_entries(old)[0].value, load_entries(new)[0].value
    if not isinstance(was, dict):
        return
    assert isinstance(now, dict)
    lines, mended = old.split("\n"), new.split("\n")
    for start, end in entry_lines(old):
        key = lines[start - 1].partition(":")[0]
        if was.get(key) and lines[start - 1 : end] == mended[start - 1 : end]:
            assert now.get(key) == was[key], key
