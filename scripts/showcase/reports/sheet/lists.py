"""What a request does to the entries of lists, each by its name."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from showcase.brand.organisation import Organisation
from showcase.project.revision import Kind as Edited
from showcase.records.comparing import EntryEdit, ListEdits
from showcase.reports.markdown import file_name, inert, quoted
from showcase.stories.rules import check_list

NAMED = 40  # entries of a list that are named one by one


def entries_told(lists: tuple[ListEdits, ...], organisation: Organisation, today: dt.date) -> Iterator[str]:
    """A part for each list: how many, then each; a name that holds somebody's number is not repeated."""
    for one in lists:
        head = f"### {one.kind.label} {file_name(one.path)}"
        if one.unread:
            yield f"{head}\n\n改以前和改以后，有一份读不成一张表，分不出动了哪几条。"
            continue
        counts = Counter(edit.what for edit in one.edits)
        told = "，".join(f"{what} {counts[what]} 条" for what in Edited if counts[what])
        shown = one.edits[:NAMED]
        closed = _closed(one, shown, organisation, today)
        lines = [_line(edit, edit in closed) for edit in shown]
        if len(one.edits) > NAMED:
            lines.append(f"- 还有 {len(one.edits) - NAMED} 条")
        yield f"{head}\n\n{told}。\n\n" + "\n".join(lines)


def _closed(
    one: ListEdits, shown: tuple[EntryEdit, ...], organisation: Organisation, today: dt.date
) -> set[EntryEdit]:
    """Those whose words nobody should see again."""
    text = "\n".join(" ".join((*edit.fields, edit.key, edit.label)).replace("\n", " ") for edit in shown)
    found = check_list(one.path, text, organisation, today)
    return {shown[finding.place.line - 1] for finding in found if finding.place.line <= len(shown)}


def _line(edit: EntryEdit, closed: bool) -> str:
    if closed:
        return f"- {edit.what} （不显示）"
    key = f"（{file_name(edit.key)}）" if edit.key and edit.key != edit.label else ""
    fields = f"：{'、'.join(inert(name, 40) for name in edit.fields)}" if edit.fields else ""
    advice = f"。**提醒**：{edit.advice}" if edit.advice else ""
    return f"- {edit.what} {quoted(edit.label or edit.key, 60) or '没有名字的一条'}{key}{fields}{advice}"
