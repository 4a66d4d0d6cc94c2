"""What this project's own photos cost and how good they come out: ours against the encoders alone, sizes and scores.

Run by `make bench`; prints the figures and writes tests/bench/images.json. Ratios within one run count, not seconds.
Photos as a phone gives them are in beside_sharp.py, two processes against one in archive.py.
"""

from __future__ import annotations

import io
import json
import os
import platform
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from peers import metric as ssimulacra2
from PIL import Image

from showcase.photos import render
from showcase.photos.plan import Instruction, Probe, codecs, plan
from showcase.photos.recipes import BODY, CARD, COVER, SHARE, Encoder, Recipe

ROOT = Path(__file__).resolve().parents[2]

# Twelve photos as people hand them in: 0.5 to 29 megapixels, both orientations, JPEG, PNG and WebP.
PHOTOS = [
    f"stories/2026/{name}"
    for name in (
        "cuo-tangyuan/danhuanghu.jpg",
        "cuo-tangyuan/tangyuan.jpg",
        "bujian-de-caodi/pugongying.jpg",
        "lingchen-huomian/luguo.jpeg",
        "lingchen-huomian/mianwan.jpg",
        "cuo-tangyuan/kaoxiang.jpg",
        "yimi-er/qingting.jpg",
        "si-zhong-yanse/qiushan.jpg",
        "bujian-de-caodi/eryuelan.jpg",
        "chuche-zhiqian/niunanfan.jpeg",
        "xian-kaichuang/baichuang.webp",
        "wubaike-fama/fama.png",
    )
]
RECIPES = (BODY, COVER, CARD, SHARE)
CAMERA = 8  # megapixels; what has less was sent through a messenger or made smaller by hand


def wanted(probe: Probe) -> list[Instruction]:
    return [instruction for recipe in RECIPES for instruction in plan(probe, recipe)]


def ours(data: bytes) -> float:
    start = time.process_time()
    render.develop(data, wanted)
    return time.process_time() - start


def encoders_alone(data: bytes) -> dict[str, float]:
    """Seconds of encoding the very pictures ours encodes, by format."""
    shots: list[tuple[Image.Image, Encoder]] = []
    encode = render.encode

    def keep(image: Image.Image, encoder: Encoder) -> bytes:
        shots.append((image, encoder))
        return b""

    render.encode = keep
    try:
        render.develop(data, wanted)
    finally:
        render.encode = encode
    spent: dict[str, float] = {}
    for image, encoder in shots:
        start = time.process_time()
        image.save(
            io.BytesIO(), render.KINDS[encoder.format], quality=encoder.quality, **dict(encoder.options)
        )
        spent[encoder.format] = spent.get(encoder.format, 0) + time.process_time() - start
    return spent


def measured(data: bytes) -> dict[str, Any]:
    """Seconds of each way on one photo, one after the other, so that a change of load meets all of them."""
    probe, _ = render.develop(data, lambda _: ())
    return {
        "megapixels": probe.width * probe.height / 1e6,
        "ours": ours(data),
        "encoders": encoders_alone(data),
    }


def ratios(rows: list[dict[str, Any]]) -> dict[str, Any]:
    spent = sum(row["ours"] for row in rows)
    floor = sum(sum(row["encoders"].values()) for row in rows)
    return {
        "photos": len(rows),
        "cpu_s_a_photo": round(spent / len(rows), 3),
        "encoders_alone_s_a_photo": round(floor / len(rows), 3),
        "to_encoders_alone": round(spent / floor, 2),
    }


def sizes_and_scores(sources: list[bytes]) -> list[dict[str, Any]]:
    """Mean kB of each format at body 960, and the mean score where the metric is installed."""
    metric = ssimulacra2()
    rows = []
    for encoder in (*BODY.encoders, COVER.encoders[0]):
        recipe = replace(BODY, encoders=(encoder,), between=())
        total, scores = 0, []
        for data in sources:

            def asked(probe: Probe, recipe: Recipe = recipe, encoder: Encoder = encoder) -> list[Instruction]:
                return [i for i in plan(probe, recipe) if i.encoder == encoder and i.size[0] == 960]

            probe, made = render.develop(data, asked)
            for instruction in asked(probe):
                output = made[instruction.file]
                total += len(output)
                if metric:
                    scores.append(_score(metric, data, instruction, output))
        row: dict[str, Any] = {
            "format": encoder.format,
            "quality": encoder.quality,
            "options": dict(encoder.options),
        }
        row["kB_at_960"] = round(total / len(sources) / 1024, 1)
        if scores:
            row["ssimulacra2"] = round(sum(scores) / len(scores), 1)
        rows.append(row)
    return rows


def _score(metric: Any, data: bytes, instruction: Instruction, output: bytes) -> float:
    """Against the same pixels before encoding, a 480 px piece from the middle."""
    shots: list[Image.Image] = []
    encode, render.encode = render.encode, lambda image, _: shots.append(image) or b""  # type: ignore[func-returns-value]
    try:
        render.develop(data, lambda _: (instruction,))
    finally:
        render.encode = encode
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("a.png", "b.png")]
        for image, path in zip((shots[0], Image.open(io.BytesIO(output)).convert("RGB")), paths, strict=True):
            left, top = (image.width - 480) // 2, max(0, (image.height - 480) // 2)
            image.crop((left, top, left + 480, min(image.height, top + 480))).save(path)
        return float(metric(str(paths[0]), str(paths[1])))


def main() -> None:
    sources = [(ROOT / path).read_bytes() for path in PHOTOS]
    rows = [measured(data) for data in sources]
    by_format: dict[str, float] = {}
    for row in rows:
        for name, seconds in row["encoders"].items():
            by_format[name] = by_format.get(name, 0) + seconds
    result = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "codecs": list(codecs()),
        **ratios(rows),
        "as_a_camera_gives_them": ratios([row for row in rows if row["megapixels"] >= CAMERA]),
        "made_smaller_before": ratios([row for row in rows if row["megapixels"] < CAMERA]),
        "encoder_share": {
            name: round(seconds / sum(by_format.values()), 2) for name, seconds in sorted(by_format.items())
        },
        "formats": sizes_and_scores(sources),
    }
    (Path(__file__).parent / "images.json").write_text(json.dumps(result, indent=2) + "\n", "utf-8")
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
