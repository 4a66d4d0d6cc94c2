"""Photos as large as a phone gives them, each of another scene: this project's own, brought to a phone's size.

None is reused, and each has a sensor's grain, without which a picture made larger would decode faster than a phone's.
"""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

STORIES = Path(__file__).resolve().parents[2] / "stories" / "2026"

# (width, height) upright; 12 to 16 megapixels. A phone held upright stores its photo lying, with orientation 6.
SHAPES = ((4032, 3024), (3024, 4032), (4624, 3468), (3264, 4352), (4608, 2592), (4000, 3000))
SCENES = (
    "bujian-de-caodi/pugongying.jpg",
    "cuo-tangyuan/danhuanghu.jpg",
    "banfen-cai/guobaorou.jpg",
    "yimi-er/qingting.jpg",
    "si-zhong-yanse/qiushan.jpg",
    "cuo-tangyuan/kaoxiang.jpg",
    "banfen-cai/huaji.jpg",
    "lingchen-huomian/luguo.jpeg",
    "cuo-tangyuan/tangyuan.jpg",
    "chuche-zhiqian/niunanfan.jpeg",
    "wubaike-fama/香料碗.jpeg",
    "lumian-de-man/niguang.jpg",
)
GRAIN = 6  # of 255, peak to peak


def phone_photo(number: int) -> bytes:
    """The photo of this number as JPEG; the same bytes each time. Beyond the scenes they are other crops of them."""
    round_, scene = divmod(number, len(SCENES))
    width, height = SHAPES[number % len(SHAPES)]
    image = ImageOps.exif_transpose(Image.open(STORIES / SCENES[scene])).convert("RGB")
    middle = (0.5 + 0.4 * (random.Random(number).random() - 0.5) * min(round_, 1), 0.5)
    image = ImageOps.fit(
        image, (width, height), Image.Resampling.BICUBIC, bleed=0.01 * round_, centering=middle
    )
    noise = Image.frombytes("L", image.size, random.Random(number).randbytes(width * height))
    noise = noise.point([128 - GRAIN // 2 + value * GRAIN // 255 for value in range(256)])
    image = ImageChops.add(image, Image.merge("RGB", (noise, noise, noise)), offset=-128)
    exif = Image.Exif()
    exif[0x010F] = "phone"
    if height > width:
        image, exif[0x0112] = image.transpose(Image.Transpose.ROTATE_90), 6
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=92, exif=exif)
    return buffer.getvalue()


def put(folder: Path, count: int) -> list[Path]:
    """`count` of them in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"IMG_{2000 + number}.jpg" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_bytes(phone_photo(number))
    return paths
