"""The VI kit: one archive with emblem, lockups, motto, palettes, tokens, plates and licences."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass

from showcase.manual.kit.overview import told
from showcase.manual.kit.parts import KitFile, Source, colour_files, parts
from showcase.project.cache import Cache

KIT = 4  # raise when the same inputs give another archive
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a zip knows, when the tokens name no day


@dataclass(frozen=True)
class Kit:
    data: bytes
    version: str
    date: dt.date | None

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"assets/kit/vi-kit-{self.version}.zip"

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def kit(source: Source, cache: Cache) -> Kit:
    """The archive, from the cache when nothing it is made of has changed.

    Raises:
        ProjectError: the font is missing or lacks a character of a name or the motto.
    """
    tokens = source.house.tokens
    name = f"{_stamp(source)}-kit.zip"
    data = cache.get(name)
    if data is None:
        data = _packed(told(source, parts(source)), tokens.date)
        cache.put(name, data)
    return Kit(data, tokens.version, tokens.date)


def _stamp(source: Source) -> str:
    facts = [
        KIT,
        source.house.tokens.model_dump(mode="json"),
        source.house.organisation.model_dump(mode="json"),
        source.house.emblem.facts,
        source.house.registered("kit").model_dump(mode="json"),
        hashlib.sha256(source.licence).hexdigest(),
        [
            [f.path, f.use, hashlib.sha256(f.data).hexdigest()]
            for f in (*source.icons, *source.plates, *colour_files(source.house.tokens))
        ],
    ]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]


def _packed(files: Iterable[KitFile], date: dt.date | None) -> bytes:
    """The files as a zip whose bytes depend on nothing else.

    Stored, not deflated: zlib's output differs between its builds, and PNG is compressed already.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            info = zipfile.ZipInfo(file.path, (date.year, date.month, date.day, 0, 0, 0) if date else EPOCH)
            info.create_system = 3  # Unix, also when built elsewhere
            info.external_attr = 0o100644 << 16
            archive.writestr(info, file.data)
    return buffer.getvalue()
