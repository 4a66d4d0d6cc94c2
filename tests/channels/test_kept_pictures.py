"""Pictures that only channels make: a build that clears the cache leaves those of stories that are there, and no others."""

from __future__ import annotations

import shutil

from conftest import photo_bytes
from showcase.cli import main

MORE = """cover: a.jpg
photos: {a.jpg: {consent: not-needed, focal: [0.3, 0.6]}, b.jpg: {consent: not-needed}}
review: {first: 张一, second: 李二, final: 王三, date: 2026-03-06}
"""


def test_a_cleared_cache_keeps_what_channels_made_of_the_stories_that_are_there(workshop, tmp_path):
    photos = {"a.jpg": photo_bytes((1600, 1200)), "b.jpg": photo_bytes((900, 600))}
    other = {"a.jpg": photo_bytes((1500, 1200)), "b.jpg": photo_bytes((930, 600))}
    workshop.story("one", more=MORE, body="![锅](b.jpg)\n", photos=photos)
    gone = workshop.story("two", title="另外一篇故事", more=MORE, body="![锅](b.jpg)\n", photos=other)
    root = ["--root", str(workshop.alone().root)]
    assert main([*root, "channels", "--all", "--out", str(tmp_path / "out")]) == 0
    cache = workshop.root / ".cache" / "photos"

    def entries():
        return {path.name: path.stat().st_mtime_ns for path in cache.glob("*/*") if path.name != "sources"}

    before = entries()
    assert main([*root, "build", "--prune"]) == 0
    assert before.items() <= entries().items()
    both = entries()
    shutil.rmtree(gone)
    assert main([*root, "build", "--prune"]) == 0
    after = entries()
    assert after.keys() < both.keys()
    assert main([*root, "channels", "one", "--out", str(tmp_path / "out")]) == 0
    assert entries() == after  # nothing had to be made again
