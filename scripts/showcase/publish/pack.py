"""The hand-over archive for the campus server, and the small one of what has changed.

site/…           the built site; in the small archive only what is new or changed
handover.txt     what this is and how it goes online, for the server's administrator (交接单)
changes.txt      against what was handed over before: what is new, other, gone; only when that is known
delete.txt       the files to delete; only in the small archive
purge.txt        the addresses that caches have to forget; only when something is no longer public
manifest.json    every file with its sum and size, where it comes from; `verify` asks it, a later archive is compared with it
sbom.cdx.json    what software made it (CycloneDX)
servers/         settings for nginx, Apache and IIS, for the path that the site lies under
SHA256SUMS       of every file of the whole site, for `sha256sum -c`
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import brotli

from showcase.project.atomic import replacing
from showcase.publish.handed_over import MANIFEST
from showcase.publish.handover import SITE, Handover, change_list, note
from showcase.publish.kinds import kind_of
from showcase.publish.manifest import sha256_of
from showcase.publish.sbom import sbom
from showcase.publish.servers import server_files

SUMS, SBOM = "SHA256SUMS", "sbom.cdx.json"
OLDEST = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)  # the first moment a zip knows
PACKINGS = (".gz", ".br")
SMALL = 256  # bytes below which compressing a file brings nothing


def write_archive(folder: Path, target: Path, handover: Handover, beside: Mapping[str, bytes]) -> int:
    """Writes the site in `folder` with its papers to `target` in one step; returns the bytes written.

    `beside`: what `compressed` gave, or nothing. Stored, not deflated: zlib's output differs between its builds, and
    photos are compressed already. The bytes depend on the site and `handover` alone; those of .gz also on zlib. Times
    are UTC: a zip says of no time where it is counted.
    """
    papers = {"handover.txt": note(handover), **_papers(handover, beside)}
    return _write(target, handover, papers, _files(folder, handover.manifest.files), beside)


def write_difference(folder: Path, target: Path, handover: Handover, beside: Mapping[str, bytes]) -> int:
    """Writes what is new or changed since `handover.before`, and the list of what is to be deleted."""
    changes = handover.changes
    now = sorted((*changes.added, *changes.changed))
    sizes = handover.before.sizes if handover.before else {}
    gone = [
        path + packing
        for path in changes.removed
        for packing in ("", *(PACKINGS if beside and _is_worth(path, sizes[path]) else ()))
    ]
    papers = {
        "handover.txt": note(handover, whole=False),
        "delete.txt": "".join(f"{path}\n" for path in gone),
        **_papers(handover, beside),
    }
    new = {path + packing for path in now for packing in PACKINGS}
    return _write(
        target,
        handover,
        papers,
        _files(folder, now),
        {path: data for path, data in beside.items() if path in new},
    )


def _papers(handover: Handover, beside: Mapping[str, bytes]) -> dict[str, str]:
    made, files = handover.provenance, handover.manifest.files
    papers = {}
    if handover.before:
        papers["changes.txt"] = change_list(handover.changes)
    if handover.purge:
        papers["purge.txt"] = "".join(f"{address}\n" for address in handover.purge)
    value = {"name": handover.name, **made.as_json(), **handover.manifest.as_json()}
    papers[MANIFEST] = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    if made.packages:
        papers[SBOM] = sbom(handover.name, made.version, made.time, made.packages)
    for name, text in server_files(made.path, files, compressed=bool(beside)).items():
        papers[f"servers/{name}"] = text
    sums = {**files, **{path: sha256_of(data) for path, data in beside.items()}}
    papers[SUMS] = "".join(f"{digest}  {SITE}{path}\n" for path, digest in sorted(sums.items()))
    return papers


def compressed(folder: Path, handover: Handover) -> dict[str, bytes]:
    """What a server may send instead of each text, by the path beside it: .gz and .br."""
    return dict(_compressed(folder, handover.manifest.files))


def _compressed(folder: Path, files: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for path in files:
        if _is_worth(path, (folder / path).stat().st_size):
            data = (folder / path).read_bytes()
            yield f"{path}.gz", gzip.compress(data, 9, mtime=0)
            yield f"{path}.br", brotli.compress(data)


def _is_worth(path: str, size: int) -> bool:
    """Whether a file is sent compressed."""
    kind = kind_of(path)
    return kind is not None and kind.is_text and size >= SMALL


def _files(folder: Path, paths: Iterable[str]) -> Iterator[tuple[str, Path]]:
    return ((SITE + path, folder / path) for path in paths)


def _write(
    target: Path,
    handover: Handover,
    papers: Mapping[str, str],
    files: Iterable[tuple[str, Path]],
    beside: Mapping[str, bytes],
) -> int:
    moment = max(handover.time.astimezone(dt.UTC), OLDEST).timetuple()[:6]
    with replacing(target) as temporary:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as archive:
            for name, text in papers.items():
                archive.writestr(_entry(name, moment), text.encode())
            for name, file in files:
                entry = _entry(name, moment)
                entry.file_size = file.stat().st_size  # more than 2 GiB needs to be known before
                with file.open("rb") as source, archive.open(entry, "w") as member:
                    while piece := source.read(1 << 20):
                        member.write(piece)
            for name, data in beside.items():
                archive.writestr(_entry(SITE + name, moment), data)
        return temporary.stat().st_size


def _entry(name: str, moment: tuple[int, ...]) -> zipfile.ZipInfo:
    year, month, day, hour, minute, second = moment
    info = zipfile.ZipInfo(name, (min(year, 2107), month, day, hour, minute, second))
    info.create_system = 3  # Unix, also when built elsewhere
    info.external_attr = 0o100644 << 16
    return info
