"""The derivatives of any photos, on their own, with a manifest: what `showcase images` does."""

from __future__ import annotations

import errno
import json
import os
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from showcase.photos.manifest import Row, outputs_of, photo_row, refused_row, text_of
from showcase.photos.marks import Mark
from showcase.photos.orders import Developed, Order, Refusal, Want
from showcase.photos.plan import Focal, Instruction
from showcase.photos.recipes import Recipe
from showcase.photos.studio import Progress, Studio
from showcase.project.atomic import write_whole
from showcase.project.errors import ProjectError
from showcase.project.folder import Project
from showcase.project.workers import Workers


@dataclass(frozen=True)
class Export:
    photos: Mapping[Path, Developed | Refusal]
    files: int


def check_out(folder: Path, project: Project | None) -> None:
    """Refuses a folder where derivatives would do harm, and makes it otherwise.

    Raises:
        ProjectError: it is a file, the whole disk, or holds the project's own sources.
        OSError: it cannot be made or written.
    """
    real = folder.resolve()
    if real.exists() and not real.is_dir():
        raise ProjectError(f"--out 要写一个文件夹，{folder} 是文件")
    if real == Path(real.anchor):
        raise ProjectError("--out 不能是整个磁盘，请写一个新文件夹")
    if project:
        sources = (project.stories, project.docs, project.brand, project.root / "scripts")
        if real == project.root.resolve() or any(real.is_relative_to(source.resolve()) for source in sources):
            raise ProjectError(f"--out 不能是 {folder}：那里放的是原稿，请写一个新文件夹")
    real.mkdir(parents=True, exist_ok=True)
    if not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def export(
    photos: Sequence[Path],
    out: Path,
    recipes: Sequence[Recipe],
    focal: Focal | None = None,
    progress: Progress | None = None,
    mark: Mark | None = None,
) -> Export:
    """Writes every output of `recipes` below `out`, a folder a photo, and `out`/manifest.json.

    Refused photos are in the result; the others are done. Links are not followed but in the folders above
    a photo, which the person who typed the path has chosen.

    Raises:
        MachineError: the disk or a worker failed.
    """
    wants = frozenset(Want(recipe, focal) for recipe in recipes)
    paths: dict[Path, str] = {}
    for photo in photos:  # the same file under two spellings is one
        path = (photo.parent.resolve() / photo.name).as_posix().lstrip("/")
        if path not in paths.values():
            paths[photo] = path
    with tempfile.TemporaryDirectory(prefix="showcase-images-") as scratch, Workers() as workers:
        studio = Studio(Path("/"), Path(scratch), workers, mark=mark)
        found = studio.develop((Order(path, wants) for path in paths.values()), progress)
        results = {photo: found[path] for photo, path in paths.items()}
        rows = [
            _write(studio, photo, results[photo], folder, out)
            for photo, folder in _folders(tuple(paths)).items()
        ]
    manifest = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    write_whole(out / "manifest.json", manifest.encode())
    return Export(results, sum(len(row.get("outputs", ())) for row in rows))


def _folders(photos: Sequence[Path]) -> dict[Path, str]:
    """A short ASCII name a photo, each once."""
    names: dict[Path, str] = {}
    taken: set[str] = set()
    for photo in photos:
        base = re.sub(r"[^a-z0-9]+", "-", photo.stem.lower()).strip("-") or "photo"
        name, number = base, 2
        while name in taken:
            name, number = f"{base}-{number}", number + 1
        taken.add(name)
        names[photo] = name
    return names


def _write(studio: Studio, photo: Path, result: Developed | Refusal, folder: str, out: Path) -> Row:
    if isinstance(result, Refusal):
        return refused_row(text_of(photo), result)

    def written(name: str, instruction: Instruction) -> bytes:
        data = studio.cache.get(instruction.file)
        assert data is not None, "made a moment ago"
        write_whole(out / name, data)
        return data

    return photo_row(text_of(photo), result, outputs_of(result, folder, written))
