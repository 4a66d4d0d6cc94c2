"""Ours beside sharp with one decode shared by all outputs: the same sizes, at an equal score by SSIMULACRA2.

Run by `make bench` and alone; without sharp it says how to get it. Photo by photo one after the other, so that a change
of load meets all of them. Writes tests/bench/sharp.json.

    npm install --prefix .cache/bench sharp && .venv/bin/python -m pip install ssimulacra2
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from phones import phone_photo
from PIL import Image

from showcase.photos import render
from showcase.photos.plan import Instruction, Probe, plan
from showcase.photos.recipes import BODY, CARD, COVER, SHARE

HERE = Path(__file__).parent
PLACE = Path(os.environ.get("SHARP", HERE.parents[1] / ".cache" / "bench")).resolve()
RECIPES = (BODY, COVER, CARD, SHARE)
PHOTOS = int(os.environ.get("PHOTOS", "12"))
SCORED = 4  # photos; a score takes half a second
SAMPLES = (("body", 960), ("body", 1600), ("cover", 720))
EFFORTS = (0, 1)  # AVIF speeds 9 and 8; its default of 4 takes three times as long as 1
OFFSETS = (0, 1, 2)  # added to AVIF's quality, until the score is ours

Metric = Callable[[str, str], float]


def wanted(probe: Probe) -> list[Instruction]:
    return [instruction for recipe in RECIPES for instruction in plan(probe, recipe)]


@dataclass
class Sharp:
    """A process that develops with sharp."""

    process: subprocess.Popen[str]

    @classmethod
    def start(cls) -> Sharp | None:
        if not shutil.which("node") or not (PLACE / "node_modules" / "sharp").is_dir():
            return None
        command = ["node", str(HERE / "sharp.mjs"), str(PLACE)]
        sharp = cls(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
        assert sharp.process.stdout
        print("sharp:", sharp.process.stdout.readline().strip())
        return sharp

    def seconds(
        self, photo: Path, instructions: Sequence[Instruction], setting: tuple[int, int], out: Path | None
    ) -> float:
        effort, offset = setting
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
                | {"quality": i.encoder.quality + offset * avif}
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


def ours(data: bytes) -> tuple[float, float]:
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


def our_sample(data: bytes, out: Path) -> None:
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


def offsets(
    sharp: Sharp, photos: Sequence[Path], metric: Metric, goal: float
) -> dict[int, tuple[int, float, float]]:
    """By effort: (what is added to AVIF's quality to score at least as ours, the score, kB)."""
    chosen = {}
    for effort in EFFORTS:
        for offset in OFFSETS:
            with tempfile.TemporaryDirectory() as folder:
                for photo in photos:
                    out = Path(folder) / photo.stem
                    out.mkdir()
                    data = photo.read_bytes()
                    sharp.seconds(photo, wanted_of(data), (effort, offset), out)
                chosen[effort] = (offset, *scored(Path(folder), metric))
            if chosen[effort][1] >= goal - 0.1:
                break
    return chosen


def wanted_of(data: bytes) -> list[Instruction]:
    return wanted(render.develop(data, lambda _: ())[0])


def main() -> None:
    sharp = Sharp.start()
    if not sharp:
        print(f"sharp is not there: npm install --prefix {PLACE} sharp")
    try:
        from ssimulacra2 import compute_ssimulacra2 as metric
    except ImportError:
        metric = None
    with tempfile.TemporaryDirectory() as folder:
        photos = [Path(folder) / f"{number}.jpg" for number in range(PHOTOS)]
        for number, photo in enumerate(photos):
            photo.write_bytes(phone_photo(number))
        result: dict[str, Any] = {"photos": PHOTOS, "outputs": len(wanted_of(photos[0].read_bytes()))}
        settings = dict.fromkeys(EFFORTS, (0, 0.0, 0.0))
        if metric:
            with tempfile.TemporaryDirectory() as mine:
                for photo in photos[:SCORED]:
                    (Path(mine) / photo.stem).mkdir()
                    our_sample(photo.read_bytes(), Path(mine) / photo.stem)
                score, size = scored(Path(mine), metric)
            result["ours"] = {"ssimulacra2": round(score, 1), "kB": round(size, 1)}
            if sharp:
                settings = offsets(sharp, photos[:SCORED], metric, score)
        result |= measured(sharp, photos, settings)
    (HERE / "sharp.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print(json.dumps(result, indent=2))


def measured(
    sharp: Sharp | None, photos: Sequence[Path], settings: dict[int, tuple[int, float, float]]
) -> dict[str, Any]:
    spent, encoders, there = 0.0, 0.0, dict.fromkeys(settings, 0.0)
    for photo in photos:
        data = photo.read_bytes()
        mine, alone = ours(data)
        spent, encoders = spent + mine, encoders + alone
        for effort, (offset, *_) in settings.items() if sharp else ():
            assert sharp
            there[effort] += sharp.seconds(photo, wanted_of(data), (effort, offset), None)
    result: dict[str, Any] = {
        "cpu_s_a_photo": round(spent / len(photos), 3),
        "to_encoders_alone": round(spent / encoders, 2),
    }
    if sharp:
        result["sharp"] = [
            {
                "effort": effort,
                "quality_added": settings[effort][0],
                "ssimulacra2": round(settings[effort][1], 1),
                "kB": round(settings[effort][2], 1),
                "cpu_s_a_photo": round(seconds / len(photos), 3),
                "ours_to_it": round(spent / seconds, 2),
            }
            for effort, seconds in there.items()
        ]
    return result


if __name__ == "__main__":
    main()
