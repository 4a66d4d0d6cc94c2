"""A folder of photos, as large as it may be, turned into derivatives beside it: what `showcase images FOLDER` does.

What is done is told by what lies there: each photo's files in a folder of its name, and a record, written last, of what
they are. Nothing else is kept, so whatever stops the work, the same command goes on where it was. Nothing grows with the
number of photos but the list of the refused.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from showcase.photos.making import Made, Task, make
from showcase.photos.manifest import Row, files_of, outputs_of, photo_row, text_of
from showcase.photos.orders import Developed, Refusal
from showcase.photos.plan import Instruction, Probe
from showcase.photos.studio import CPU_SECONDS, MISSING, SECONDS, failure, read_photo
from showcase.project.atomic import replacing, write_whole
from showcase.project.jail import Entry, Jail, Refused
from showcase.project.workers import Failed, Workers

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".avif", ".heic", ".heif"})
RECORD = "photo.json"
REFUSED = "refused.txt"
BATCH = 200  # photos handed to the workers at once: what they answer is held no longer

Progress = Callable[[int, int], None]  # done, of


@dataclass(frozen=True)
class Photo:
    path: str  # from the source, with "/"
    state: tuple[int, int]  # size, mtime_ns


@dataclass(frozen=True)
class Archive:
    source: Path
    out: Path
    task: Task

    def photos(self) -> Iterator[Photo | tuple[str, Refusal]]:
        """Each photo below the source by name, and each folder that cannot be opened; a folder is listed when its turn comes."""
        yield from self._below(())

    def _below(self, parts: tuple[str, ...]) -> Iterator[Photo | tuple[str, Refusal]]:
        if self.source.joinpath(*parts) == self.out:
            return
        try:
            entries = Jail(self.source).entries(*parts)
        except Refused as err:
            yield "/".join(parts) or ".", Refusal(MISSING, str(err), "检查这个文件夹的权限")
            return
        for entry in entries:
            if entry.is_folder:
                yield from self._below((*parts, entry.name))
            elif _is_photo(entry):
                yield Photo("/".join((*parts, entry.name)), (entry.size, entry.mtime_ns))

    def is_done(self, photo: Photo) -> bool:
        """Whether every file that would be made of it lies there, made of it as it is now."""
        row = self.record(photo.path)
        try:
            probe = Probe(
                **row["probe"] | {k: tuple(row["probe"][k]) for k in ("focal", "notes", "inscriptions")}
            )
            planned = [i.file for i in self.task.instructions(probe)]
            same = tuple(row["state"]) == photo.state or self._holds(photo, probe.sha256)
            return same and row["made"] == planned and all(self._lies(each) for each in row["outputs"])
        except (KeyError, TypeError, ValueError, AttributeError):  # none, or not from here
            return False

    def _holds(self, photo: Photo, sha256: str) -> bool:
        data = read_photo(Jail(self.source), photo.path)
        return isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == sha256

    def _lies(self, row: Row) -> bool:
        try:
            return bool((self.out / row["file"]).stat().st_size == row["bytes"])
        except OSError:
            return False

    def record(self, path: str) -> Any:
        try:
            return json.loads((self.out / path / RECORD).read_bytes())
        except (OSError, ValueError):
            return None

    def store(self, photo: Photo, made: Made) -> int:
        """Writes its files and last its record; the number of files."""
        developed = made.developed(self.task)
        self._clear(photo.path, developed)

        def written(name: str, instruction: Instruction) -> bytes:
            data = made.outputs[instruction.file]
            write_whole(self.out / name, data)
            return data

        row = photo_row(text_of(photo.path), developed, outputs_of(developed, photo.path, written))
        row["made"] = [i.file for i in self.task.instructions(made.probe)]
        row |= {"state": photo.state, "probe": asdict(made.probe)}
        # In ASCII: a name that is not UTF-8 comes back as it was.
        write_whole(self.out / photo.path / RECORD, json.dumps(row, sort_keys=True).encode())
        return len(row["outputs"])

    def _clear(self, path: str, developed: Developed) -> None:
        """What lies there of a former photo or recipe, and what a killed write left."""
        kept = {name for name, _ in files_of(developed)}
        folder = self.out / path
        for file in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else ():
            if file.name not in kept:
                with suppress(OSError):
                    file.unlink()


class Maker(Protocol):
    """Who makes the photos, here or elsewhere; at most `BATCH` are in hand."""

    def made(self, archive: Archive, photos: Iterable[Photo]) -> Iterator[tuple[Photo, int | Refusal]]:
        """(each photo, the number of files that now lie there, or why there are none)."""


class Here:
    """Makes them in worker processes of this machine, which read and write by themselves."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def made(self, archive: Archive, photos: Iterable[Photo]) -> Iterator[tuple[Photo, int | Refusal]]:
        waiting = iter(photos)
        while batch := list(islice(waiting, BATCH)):
            tasks = [(archive, photo) for photo in batch]
            for index, result in self._workers.run(_bring, tasks, seconds=SECONDS, cpu_seconds=CPU_SECONDS):
                yield batch[index], failure(result) if isinstance(result, Failed) else result


def _bring(archive: Archive, photo: Photo) -> int | Refusal:
    data = read_photo(Jail(archive.source), photo.path)
    made = data if isinstance(data, Refusal) else make(data, archive.task)
    return made if isinstance(made, Refusal) else archive.store(photo, made)


@dataclass
class Brought:
    photos: int = 0
    files: int = 0  # made now
    before: int = 0  # photos that were done before
    refused: list[tuple[str, Refusal]] = field(default_factory=list)


def bring_in(archive: Archive, maker: Maker, progress: Progress | None = None) -> Brought:
    """Makes what is not there, then writes manifest.json and, of the refused, refused.txt.

    Raises:
        MachineError: the disk, a worker or the cluster failed; what was made stays.
    """
    brought = Brought()
    of = sum(1 for _ in archive.photos())

    def left() -> Iterator[Photo]:
        for found in archive.photos():
            if not isinstance(found, Photo):
                brought.refused.append(found)
            elif archive.is_done(found):
                brought.before += 1
            else:
                yield found
                continue
            _tell(brought, of, progress)

    for photo, result in maker.made(archive, left()):
        if isinstance(result, Refusal):
            brought.refused.append((photo.path, result))
        else:
            brought.photos, brought.files = brought.photos + 1, brought.files + result
        _tell(brought, of, progress)
    _write_manifest(archive)
    _write_refused(archive.out / REFUSED, brought.refused)
    return brought


def _tell(brought: Brought, of: int, progress: Progress | None) -> None:
    if progress:
        progress(brought.photos + brought.before + len(brought.refused), of)


def _write_manifest(archive: Archive) -> None:
    """Row by row: of 10,000 photos it is 60 MB."""
    with (
        replacing(archive.out / "manifest.json") as path,
        path.open("w", encoding="utf-8", errors="replace", newline="\n") as file,
    ):
        before = "[\n"
        for photo in archive.photos():
            row = archive.record(photo.path) if isinstance(photo, Photo) and archive.is_done(photo) else None
            if row:
                told = {key: value for key, value in row.items() if key not in ("made", "state", "probe")}
                file.write(before + json.dumps(told, ensure_ascii=False))
                before = ",\n"
        file.write("\n]\n" if before == ",\n" else "[]\n")


def _write_refused(path: Path, refused: list[tuple[str, Refusal]]) -> None:
    if not refused:
        path.unlink(missing_ok=True)
        return
    refused.sort(key=lambda each: each[0])
    lines = [f"{text_of(name)}\t{one.code}\t{one.message}\t{one.hint}\n" for name, one in refused]
    write_whole(path, "".join(lines).encode())


def _is_photo(entry: Entry) -> bool:
    return Path(entry.name).suffix.lower() in SUFFIXES
