"""Another university's logistics group, and a copy of this project for it to take over."""

from __future__ import annotations

import shutil
from pathlib import Path

from conftest import ROOT, Workshop, photo_bytes
from showcase.brand.organisation import read_organisation
from showcase.cli import main
from showcase.project.folder import Project

BEFORE = Project(ROOT)
FIRST = next(iter(read_organisation(BEFORE).departments))

EMBLEM = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400">
<path fill="#1f3f8c" d="M40 380V180L200 40 360 180V380H280V260H120V380Z"/>
<circle fill="#c25a1b" cx="330" cy="70" r="36"/>
</svg>
"""

ANSWERS = f"""names:
  full: 示例大学后勤集团
  short: 后勤集团
  university: 示例大学
  english: Logistics Group, Example University
site:
  name: 集团文化
  tagline: 灯火相守，日日如常
departments:
  catering: {{label: 膳食, name: 膳食中心, culture: 膳食文化, was: {FIRST}}}
  housing: {{label: 宿管, name: 宿管中心, culture: 宿管文化}}
  energy: {{label: 能源, name: 能源中心, culture: 能源文化}}
  fleet: {{label: 车队, name: 校车队, culture: 车队文化}}
motto:
  words: [勤谨, 守时, 暖心, 如初]
  status: proposed
colours:
  brand: {{light: '#1f3f8c', label: 湖蓝}}
  accent: {{light: '#c25a1b', label: 橙红}}
emblem:
  file: hui.svg
  colours: {{'#1f3f8c': brand, '#c25a1b': accent}}
  meaning: 一盏灯照着一扇门。
site_url: https://www.example.edu.cn/houqin/
remove_samples: true
"""


def copied(root: Path) -> Workshop:
    """This project without its photos' weight: each is a small picture of its own."""
    root.mkdir(parents=True)
    for name in ("brand", "docs", "stories", ".github"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("mkdocs.yml", "README.md", "CONTRIBUTING.md", "LICENSE", "CHANGELOG.md", ".gitlab-ci.yml"):
        shutil.copy(ROOT / name, root)
    small = photo_bytes()
    for photo in root.rglob("*.[jJ][pP][gG]"):
        photo.write_bytes(small)
    (root.parent / "answers.yml").write_text(ANSWERS, "utf-8")
    (root.parent / "hui.svg").write_text(EMBLEM, "utf-8")
    return Workshop(root)


def state(root: Path) -> dict[str, bytes]:
    kept = (path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in kept}


def run(workshop: Workshop, *arguments: str) -> int:
    return main(["--root", str(workshop.root), *arguments])
