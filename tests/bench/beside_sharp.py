"""Ours beside sharp with one decode shared by all outputs: the same sizes, at an equal score by SSIMULACRA2.

Run by `make bench` and alone. Photo by photo one after the other, so that a change of load meets all of them. `in_haste` is
what somebody who waits gets, all of AVIF at speed 9, beside sharp's effort 0, which is that speed. Writes tests/bench/sharp.json.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peers import metric as ssimulacra2
from peers import start_sharp
from phones import put
from PIL import Image

from showcase.photos import render
from showcase.photos.plan import Instruction, Probe, plan
from showcase.photos.recipes import BODY, CARD, COVER, SHARE

HERE = Path(__file__).parent
RECIPES = (BODY, COVER, CARD, SHARE)
PHOTOS = int(os.environ.get("PHOTOS", "12"))
SCORED = 4  # photos; a score takes half a second
SAMPLES = (("body", 960), ("body", 1600), ("cover", 720))
# What is held against which of sharp's efforts: 1 is AVIF's speed 8, 0 is 9; its default of 4 takes three times as long as 1.
EFFORTS = {"ours": 1, "in_haste": 0}
OFFSETS = (0, 1, 2)  # added to AVIF's quality, until the score is ours

Metric = Callable[[str, str], float]
Wanted = Callable[[Probe], list[Instruction]]
Row = dict[str, Any]


def wanted(probe: Probe) -> list[Instruction]:
    return [instruction for recipe in RECIPES for instruction in plan(probe, recipe)]


def hastened(probe: Probe) -> list[Instruction]:
    return [instruction for recipe in RECIPES for instruction in plan(probe, recipe.hastened)]


WAYS = {"ours": wanted, "in_haste": hastened}


@dataclass
class Sharp:
    """A process that develops with sharp."""

    process: subprocess.Popen[str]
    versions: dict[str, str]

    @classmethod
    def start(cls) -> Sharp | None:
        started = start_sharp()
        return cls(*started) if started else None

    def seconds(
        self, photo: Path, instructions: Sequence[Instruction], setting: tuple[int, int], out: Path | None
    ) -> float:
        effort, added = setting
        with Image.open(photo) as image:
            width, height = image.size if image.getexif().get(0x0112, 1) <= 4 else image.size[::-1]
        master = round(width * instructions[0].negative)
        high = round(master * height / width)
        outputs = []
        for i in instructions:
            left, top, right, bottom = (round(edge * i.negative) for edge in i.box)
            left, top = min(left, master - 1), min(top, high - 1)
            box = (left, top, min(right, master) - left, min(bottom, high) - top)
            avif = i.encoder.format == "avif"
            files = (
                {"path": str(out / name(i)), "png": str(out / name(i)) + ".png"} if out and sampled(i) else {}
            )
            outputs.append(
                {"box": box, "size": i.size, "format": i.encoder.format, "effort": effort, **files}
                | {"quality": i.encoder.quality + added * avif}
            )
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(
            json.dumps({"photo": str(photo), "master": master, "outputs": outputs}) + "\n"
        )
        self.process.stdin.flush()
        return float(self.process.stdout.readline())


def name(instruction: Instruction) -> str:
    return f"{instruction.recipe}-{instruction.size[0]}.{instruction.encoder.format}"


def sampled(instruction: Instruction) -> bool:
    return instruction.encoder.format == "avif" and (instruction.recipe, instruction.size[0]) in SAMPLES


def ours(data: bytes, wanted: Wanted) -> tuple[float, float]:
    """(processor seconds of a photo, of its encoders alone), one after the other."""
    start = time.process_time()
    render.develop(data, wanted)
    spent = time.process_time() - start
    shots: list[tuple[Image.Image, Any]] = []
    encode, render.encode = render.encode, lambda image, encoder: shots.append((image, encoder)) or b""  # type: ignore[func-returns-value]
    try:
        render.develop(data, wanted)
    finally:
        render.encode = encode
    start = time.process_time()
    for image, encoder in shots:
        kind, options = render.KINDS[encoder.format], dict(encoder.options)
        image.save(io.BytesIO(), kind, quality=encoder.quality, **options)
    return spent, time.process_time() - start


def our_sample(data: bytes, out: Path, wanted: Wanted) -> None:
    """Our sampled outputs and the pictures before encoding."""
    encode, found = render.encode, dict[bytes, Image.Image]()

    def keep(image: Image.Image, encoder: Any) -> bytes:
        made = encode(image, encoder)
        found[made] = image
        return made

    render.encode = keep
    try:
        probe, made = render.develop(data, lambda facts: [i for i in wanted(facts) if sampled(i)])
    finally:
        render.encode = encode
    for i in wanted(probe):
        if sampled(i):
            (out / name(i)).write_bytes(made[i.file])
            found[made[i.file]].save(out / f"{name(i)}.png")


def scored(folder: Path, metric: Metric) -> tuple[float, float]:
    """(mean score of the sampled files against their pictures before encoding, their mean kB): 400 px from the middle."""
    scores, sizes = [], []
    for file in sorted(folder.rglob("*.avif")):
        sizes.append(file.stat().st_size)
        paths = []
        for source, to in ((file, "a.png"), (file.with_name(file.name + ".png"), "b.png")):
            with Image.open(source) as image:
                left, top = max(0, image.width - 400) // 2, max(0, image.height - 400) // 2
                piece = image.convert("RGB").crop(
                    (left, top, min(image.width, left + 400), min(image.height, top + 400))
                )
                piece.save(folder / to)
            paths.append(str(folder / to))
        scores.append(float(metric(paths[1], paths[0])))
    return sum(scores) / len(scores), sum(sizes) / len(sizes) / 1024


def offset(sharp: Sharp, photos: Sequence[Path], metric: Metric, effort: int, goal: float) -> Row:
    """What is added to sharp's AVIF quality to score at least as ours, with the score and kB."""
    for added in OFFSETS:
        with tempfile.TemporaryDirectory() as folder:
            for photo in photos:
                out = Path(folder) / photo.stem
                out.mkdir()
                sharp.seconds(photo, wanted_of(photo.read_bytes()), (effort, added), out)
            score, size = scored(Path(folder), metric)
        if score >= goal - 0.1:
            break
    return {"effort": effort, "quality_added": added, "ssimulacra2": round(score, 1), "kB": round(size, 1)}


def wanted_of(data: bytes) -> list[Instruction]:
    return wanted(render.develop(data, lambda _: ())[0])


def main() -> None:
    sharp, metric = Sharp.start(), ssimulacra2()
    with tempfile.TemporaryDirectory() as folder:
        photos = put(Path(folder), PHOTOS)
        result: dict[str, Any] = {"photos": PHOTOS, "outputs": len(wanted_of(photos[0].read_bytes()))}
        settings: dict[str, Row] = {
            way: {"effort": effort, "quality_added": 0} for way, effort in EFFORTS.items()
        }
        for way in WAYS:
            result[way] = {}
            if metric:
                with tempfile.TemporaryDirectory() as mine:
                    for photo in photos[:SCORED]:
                        (Path(mine) / photo.stem).mkdir()
                        our_sample(photo.read_bytes(), Path(mine) / photo.stem, WAYS[way])
                    score, size = scored(Path(mine), metric)
                result[way] = {"ssimulacra2": round(score, 1), "kB": round(size, 1)}
                if sharp:
                    settings[way] = offset(sharp, photos[:SCORED], metric, EFFORTS[way], score)
        spent = measured(sharp, photos, settings)
    for way, (mine_alone, alone, there) in spent.items():
        result[way] |= {
            "cpu_s_a_photo": round(mine_alone / PHOTOS, 3),
            "to_encoders_alone": round(mine_alone / alone, 2),
        }
        if sharp:
            result[way]["sharp"] = settings[way] | {"cpu_s_a_photo": round(there / PHOTOS, 3)}
            result[way]["to_sharp"] = round(mine_alone / there, 2)
    if sharp:
        result["versions"] = {name: sharp.versions[name] for name in ("sharp", "vips", "aom")}
    (HERE / "sharp.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print(json.dumps(result, indent=2))


def measured(sharp: Sharp | None, photos: Sequence[Path], settings: dict[str, Row]) -> dict[str, list[float]]:
    """Processor seconds of all photos by way: ours, our encoders alone, sharp's at the settings for it."""
    spent = {way: [0.0, 0.0, 0.0] for way in WAYS}
    for photo in photos:
        data = photo.read_bytes()
        for way, row in spent.items():
            mine, alone = ours(data, WAYS[way])
            setting = (settings[way]["effort"], settings[way]["quality_added"])
            there = sharp.seconds(photo, wanted_of(data), setting, None) if sharp else 0
            spent[way] = [before + more for before, more in zip(row, (mine, alone, there), strict=True)]
    return spent


if __name__ == "__main__":
    main()
