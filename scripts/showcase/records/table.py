"""A kind as CSV: for Excel and WPS, so UTF-8 with a byte order mark, CRLF, and no cell that is a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from showcase.records.kind import Kind
from showcase.records.money import in_yuan
from showcase.records.record import R
from showcase.records.references import Directory, referring

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet would compute the cell
UNSHOWN = "（未公开）"  # what is named, but not shown in this edition


def as_csv(kind: Kind[R], records: Sequence[R], directory: Directory, *, internal: bool = False) -> bytes:
    """One row an entry; the columns are the titles of the schema's fields, but in public of none that is internal.

    `directory` holds what the edition shows: of anything else that an entry names, neither name nor key is told.
    """
    hidden = () if internal else kind.record.INTERNAL
    fields = {n: info for n, info in kind.record.model_fields.items() if info.title and n not in hidden}
    references = {str(way[0]): named for way, named in referring(kind.record) if len(way) <= 2}
    words = {
        name: directory.names.get(references.get(name, ""), labels_of(kind.record, name)) for name in fields
    }
    other = {name: UNSHOWN if name in references else "" for name in fields}
    rows = (
        ["、".join(_texts(getattr(record, name), words[name], other[name])) for name in fields]
        for record in records
    )
    return as_sheet([info.title or "" for info in fields.values()], rows)


def as_sheet(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as a spreadsheet opens it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([safe(text) for text in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def safe(text: str) -> str:
    """`text` as a cell that stays text."""
    return f"'{text}" if text.startswith(FORMULA) else text


def labels_of(model: type[BaseModel], name: str) -> Mapping[str, str]:
    """What people call the values that a field may have: planned → 计划."""
    labels: Mapping[str, Mapping[str, str]] = getattr(model, "LABELS", {})
    return labels.get(name, {})


def _texts(value: Any, words: Mapping[str, str], other: str = "") -> Iterator[str]:
    """The words of a cell; `words` tell what a key is called, `other` what to say of one that is not among them."""
    if value is None:
        return
    if isinstance(value, BaseModel):
        named = {way[0] for way, _ in referring(type(value))}
        for name in type(value).model_fields:
            if name in named:
                yield from _texts(getattr(value, name), words, other)
            else:
                yield from _texts(getattr(value, name), labels_of(type(value), name))
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield f"{key}：{'、'.join(_texts(inner, {}))}"
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner, words, other)
    elif isinstance(value, bool):
        yield "是" if value else ""
    elif isinstance(value, Decimal):  # money, as it is counted with: 2.4万元 is 24000
        yield in_yuan(value).replace(",", "")
    elif isinstance(value, dt.datetime):
        yield value.strftime("%Y-%m-%d %H:%M")
    else:
        yield words.get(str(value), other or str(value))
