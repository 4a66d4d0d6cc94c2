"""The attack strings go through every field of every kind: taken as text, or refused at their line and named."""

from __future__ import annotations

import json

import pytest

from attacks import ATTACKS
from hostile_entries import fits, is_reference, leaves, own_lists, typed, with_text
from showcase.records.kinds import KINDS
from showcase.records.reading import parsed

FILM = {  # there is none yet
    "title": "t",
    "file": "film.webm",
    "poster": {"file": "poster.jpg", "alt": "a", "credit": "c", "consent": "not-needed"},
    "captions": "film.vtt",
    "transcript": [{"at": "0:00", "text": "x"}],
    "credit": "c",
}
CONTROL = "\x1b]0;x\x07\u202e\u200b"  # a title for a terminal, and letters that turn others around
SHORT = (*ATTACKS[3:8], "=1+1", "../../etc/passwd", "file:///etc/passwd", CONTROL)


def every_field(kind):
    """(entry, way) once for each field that the project's own lists of a kind use; a list's items are one field."""
    seen = set()
    for path in own_lists(kind):
        for entry in typed(path)[kind.name] or [FILM]:
            for way in leaves(entry):
                field = tuple("*" if isinstance(part, int) else part for part in way)
                if field not in seen:
                    seen.add(field)
                    yield entry, way


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_attack_in_any_field_is_text_or_a_finding_in_that_entry(kind):
    fields = list(every_field(kind))
    assert fields
    for (entry, way), attack in ((field, attack) for field in fields for attack in SHORT):
        changed = with_text(entry, way, attack)
        other = {**entry, "key": "other"} if "key" in entry else entry
        rows = "".join(f"  - {json.dumps(one, ensure_ascii=False)}\n" for one in (changed, other))
        ledger = parsed(kind, f"{kind.name}:\n{rows}")
        place = f"{'.'.join(map(str, way))} = {attack!r}"
        if fits(kind, changed):
            assert attack != CONTROL, place
            assert len(ledger.entries) == 2, place
        else:
            assert [(f.place.line, f.is_error) for f in ledger.findings if f.is_error], place
            assert {f.place.line for f in ledger.findings} == {2}, place  # the other entry stands
            assert [one.place.line for one in ledger.entries] == [3], place
        for finding in ledger.findings:
            assert finding.place.line <= 3, place


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_of_each_kind_some_fields_take_words_and_some_do_not(kind):
    """That the test above sees both ways."""
    fields = list(every_field(kind))
    taken = {way for entry, way in fields if fits(kind, with_text(entry, way, ATTACKS[3]))}
    free = {way for way in taken if not is_reference(kind, way)}
    assert free
    assert free != {way for _, way in fields}
