"""A drawing → pixels. Light on purpose: a worker that draws reads no more of the program than this."""

from __future__ import annotations

import io
from collections.abc import Sequence

import resvg_py
from PIL import Image

from showcase.brand.drawing import CODE, SHOWN
from showcase.project.finding import Place, Unusable, error
from showcase.project.workers import Failed, Workers

SECONDS, CPU_SECONDS = 60, 10  # for one raster; ours take a hundredth of a second


def raster(svg: str, width: int) -> Image.Image:
    """A drawing of ours as RGBA, `width` px wide, on nothing. For the emblem see `rasters`."""
    data = resvg_py.svg_to_bytes(svg_string=svg, width=width, skip_system_fonts=True)
    image = Image.open(io.BytesIO(bytes(data)))
    image.load()
    return image.convert("RGBA")


def rasters(wanted: Sequence[tuple[str, int]]) -> list[Image.Image]:
    """Each drawing in its width, drawn in a worker with limits: a renderer that crashes costs us an answer only.

    Raises:
        Unusable: the emblem in them cannot be drawn.
        MachineError: no worker lives.
    """
    images: list[Image.Image] = []
    with Workers(1) as workers:
        for _, result in workers.run(_pixels, wanted, seconds=SECONDS, cpu_seconds=CPU_SECONDS):
            if isinstance(result, Failed):
                words = "画它要花太久" if result.why in ("time", "effort") else "画到一半停了下来"
                hint = "在制图软件里简化图形：合并形状，删掉看不见的部分，再导出"
                raise Unusable([error(CODE, Place(SHOWN), f"部徽画不出来：{words}", hint)])
            images.append(Image.frombytes("RGBA", *result))
    return images


def _pixels(svg: str, width: int) -> tuple[tuple[int, int], bytes]:
    image = raster(svg, width)
    return image.size, image.tobytes()
