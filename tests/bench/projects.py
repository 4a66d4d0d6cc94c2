"""Projects of any number of stories for the benches: no two texts, titles or photos in them are the same.

To develop 20,000 photos would take an hour and says nothing of a build in which they are made already. So twelve
pictures are developed once, every photo is one of them with a number of its own in an APP11 segment, which no
decoder shows, and its outputs are written to the cache under the names that the program would give them. To the
program they are 20,000 photos that it made before; `tests/bench/images.py` measures the making.
"""

from __future__ import annotations

import hashlib
import io
import random
import shutil
from dataclasses import asdict, replace
from pathlib import Path

from PIL import Image, ImageFilter

from showcase.photos.plan import Instruction, Probe, plan
from showcase.photos.recipes import BODY, CARD, COVER, SHARE
from showcase.photos.render import develop
from showcase.photos.studio import _probe_name
from showcase.project.cache import Cache

ROOT = Path(__file__).resolve().parents[2]
GROUND = "#ffffff"  # none of these photos is transparent
PICTURES = 12
DEPARTMENTS = ("dining", "dormitory", "property", "commerce", "transport", "greenery")
SERIES = ("frontline", "education", "model", "finest")
THEMES = ("劳动", "节约", "安全", "审美", "感恩", "服务", "育人")
WHERE = [
    "一食堂",
    "二食堂",
    "南门",
    "北门",
    "图书馆",
    "锅炉房",
    "配电间",
    "菜站",
    "车库",
    "花房",
    "操场",
    "实验楼",
    "值班室",
    "洗衣房",
    "水房",
    "仓库",
]
WHEN = [
    "清晨",
    "黄昏",
    "雨天",
    "雪后",
    "开学",
    "期末",
    "午后",
    "凌晨",
    "周末",
    "寒假",
    "三伏",
    "立冬",
    "清明",
    "迎新",
    "毕业",
    "停电",
]
WHAT = [
    "一盏灯",
    "一把扫帚",
    "一口锅",
    "一本账",
    "一串钥匙",
    "一只水表",
    "一张订单",
    "一盆绿萝",
    "一件雨衣",
    "一块黑板",
    "一个电话",
    "一条毛巾",
]


class Forge:
    """Photos by number, and their outputs in a project's cache."""

    def __init__(self) -> None:
        found = [p for p in sorted((ROOT / "stories").rglob("*.jp*g")) if p.stat().st_size < 600_000]
        self.pictures = [_picture(path) for path in found[:PICTURES]]
        self.probes: list[Probe] = []
        self.outputs: list[dict[Instruction, bytes]] = []
        for data in self.pictures:
            probe, made = develop(data, _wanted)
            self.probes.append(probe)
            self.outputs.append({i: made[i.file] for i in _wanted(probe)})

    def photo(self, number: int) -> bytes:
        data = self.pictures[number % len(self.pictures)]
        return data[:2] + b"\xff\xeb\x00\x12bench" + f"{number:011}".encode() + data[2:]

    def keep(self, number: int, cache: Cache) -> None:
        """The outputs of that photo, as if they had been made."""
        kind = number % len(self.pictures)
        sha256 = hashlib.sha256(self.photo(number)).hexdigest()
        probe = replace(self.probes[kind], sha256=sha256)
        made = dict(zip(map(_shape, self.outputs[kind]), self.outputs[kind].values(), strict=True))
        for instruction in _wanted(probe):
            cache.put(instruction.file, made[_shape(instruction)])
        cache.put_json(_probe_name(sha256), asdict(probe))


def _picture(path: Path) -> bytes:
    """A photo of 1,200 × 800 px with little in it, so that 150,000 outputs fit on a disk."""
    with Image.open(path) as photo:
        small = photo.convert("RGB").resize((1200, 800)).filter(ImageFilter.GaussianBlur(12))
    sink = io.BytesIO()
    small.save(sink, "JPEG", quality=70)
    return sink.getvalue()


def _wanted(probe: Probe) -> tuple[Instruction, ...]:
    return tuple(i for recipe in (BODY, COVER, CARD, SHARE) for i in plan(probe, recipe, None, GROUND))


def _shape(instruction: Instruction) -> tuple[object, ...]:
    return instruction.recipe, instruction.size, instruction.encoder


def make_project(folder: Path, count: int, photos: int = 4) -> None:
    """`count` stories of `photos` photos each, the first of them the cover."""
    for name in ("docs", "brand"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    forge, cache = Forge(), Cache(folder / ".cache" / "photos")
    sentences = _sentences()
    for n in range(count):
        story = folder / "stories" / str(2000 + n % 27) / f"bench-{n:05}"
        story.mkdir(parents=True)
        for place in range(photos):
            number = n * photos + place
            (story / f"p{place}.jpg").write_bytes(forge.photo(number))
            forge.keep(number, cache)
        (story / "index.md").write_text(_text(n, photos, sentences), "utf-8")


def _sentences() -> list[str]:
    """Of the stories of this project, each once, without links."""
    bodies = (p.read_text("utf-8").split("---\n", 2)[2] for p in sorted((ROOT / "stories").rglob("index.md")))
    lines = (
        line for body in bodies for line in body.split("\n") if line[:1] not in tuple("!-#>|[0123456789")
    )
    parts = (part for line in lines if "](" not in line and "**" not in line for part in line.split("。"))
    return [part for part in dict.fromkeys(parts) if len(part) > 12 and part.count("“") == part.count("”")]


def _text(n: int, photos: int, sentences: list[str]) -> str:
    chance = random.Random(n)
    year, title = 2000 + n % 27, _title(n)
    paragraphs = [f"第{n}天。{'。'.join(chance.sample(sentences, 6))}。" for _ in range(5)]
    for place in range(1, photos):
        paragraphs.insert(place * 2, f'![{title}的第{place}张照片](p{place}.jpg "第{n}天第{place}张")')
    body = "\n\n".join(paragraphs)
    cover = "cover: p0.jpg\n" if photos else ""
    return (
        f"---\ntitle: {title}\ndate: {year}-{n % 12 + 1:02}-{n % 28 + 1:02}\n"
        f"department: {DEPARTMENTS[n % 6]}\nseries: {SERIES[n % 4]}\n"
        f"summary: {chance.choice(sentences)[:60]}，这是第{n}篇。\n{cover}"
        f"themes: [{THEMES[n % 7]}, {THEMES[n * 3 % 7]}]\nsample: true\n---\n\n{body}\n"
    )


def _title(n: int) -> str:
    where, rest = WHERE[n % 16], n // 16
    when, rest = WHEN[rest % 16], rest // 16
    return f"{when}的{where}，{WHAT[rest % 12]}和第{n}个人"
