"""What a manifest says of a photo and of each file made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from showcase.photos.orders import Developed, Refusal
from showcase.photos.plan import Instruction

Row = dict[str, Any]


def refused_row(source: str, refusal: Refusal) -> Row:
    return {
        "source": source,
        "refused": {"code": refusal.code, "message": refusal.message, "hint": refusal.hint},
    }


def photo_row(source: str, photo: Developed, outputs: list[Row]) -> Row:
    probe = photo.probe
    return {
        "source": source,
        "sha256": probe.sha256,
        "width": probe.width,
        "height": probe.height,
        "format": probe.format,
        "focal": list(next((want.focal for want in photo.plans if want.focal), probe.focal)),
        "notes": list(probe.notes),
        "outputs": outputs,
    }


def files_of(photo: Developed) -> Iterator[tuple[str, Instruction]]:
    """(the name a file has among those of its photo, what it is)."""
    for want, planned in sorted(photo.plans.items(), key=lambda entry: entry[0].recipe.name):
        for instruction in planned:
            width, height = instruction.size
            yield f"{want.recipe.name}-{width}x{height}.{instruction.encoder.format}", instruction


def outputs_of(photo: Developed, folder: str, written: Callable[[str, Instruction], bytes]) -> list[Row]:
    """A row for each file; `written` writes it and gives its bytes."""
    rows = []
    for name, instruction in files_of(photo):
        data = written(f"{folder}/{name}", instruction)
        rows.append(
            {
                "file": f"{folder}/{name}",
                "recipe": instruction.recipe,
                "width": instruction.size[0],
                "height": instruction.size[1],
                "bytes": len(data),
                "sha256": hashlib.sha256(data).hexdigest(),
                "crop": list(instruction.box),
                "extended": instruction.place is not None,
                "emblem": instruction.mark is not None and instruction.recipe not in photo.unmarked,
            }
        )
    return rows


def text_of(path: Path | str) -> str:
    """A name for JSON, which takes no half characters; names of files need not be UTF-8."""
    return str(path).encode("utf-8", "replace").decode()
