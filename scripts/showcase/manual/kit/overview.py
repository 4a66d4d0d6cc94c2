"""What the kit tells of itself: a page that shows everything, and the list with checksums."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from importlib import resources

from showcase.fragments import fragment
from showcase.manual.kit.parts import (
    EMBLEM,
    LOCKUP,
    MOTTO,
    PLATES,
    TOKENS,
    KitFile,
    Source,
    dated_version,
    variants,
)

STYLE = "overview 总览.css"


def told(source: Source, files: Sequence[KitFile]) -> tuple[KitFile, ...]:
    """The `files` with the overview, its stylesheet and, last, the manifest of them all."""
    style = KitFile(STYLE, _style(source), "总览的样式")
    page = KitFile("overview 总览.html", _overview(source, (*files, style)), "总览：一页看全，可以打印")
    whole = (*files, style, page)
    return (*whole, KitFile("MANIFEST 清单.txt", _manifest(source, whole), ""))


def _overview(source: Source, files: Sequence[KitFile]) -> bytes:
    """One page that prints: pictures by relative address, no script, nothing from elsewhere."""
    tokens = source.house.tokens
    page = fragment(
        "kit_overview",
        names=source.house.organisation.names,
        version=dated_version(tokens),
        emblem=tokens.emblem,
        colours=tokens.colour,
        motto=tokens.motto,
        variants={variant: f"{EMBLEM}/{variant}/emblem-{variant}.svg" for variant in variants(source)},
        lockups=[f for f in files if f.path.startswith(f"{LOCKUP}/colour/") and f.path.endswith(".svg")],
        mottos=[f for f in files if f.path.startswith(f"{MOTTO}/")],
        plates=[f for f in files if f.path.startswith(f"{PLATES}/") and f.path.endswith(".svg")],
        files=files,
        tokens_css=f"{TOKENS}/brand.css",
        style=STYLE,
    )
    return (page + "\n").encode()


def _style(source: Source) -> bytes:
    """The overview's stylesheet; its colours are those of brand.css, and a reversed emblem stands on its ground."""
    sheet = (resources.files("showcase") / "fragments" / "kit_overview.css").read_text("utf-8")
    ground = (source.house.tokens.emblem.grounds.reversed or ("brand",))[0]
    return f"{sheet}.dark {{ background: var(--colour-{ground}); }}\n".encode()


def _manifest(source: Source, files: Sequence[KitFile]) -> bytes:
    """A list that `sha256sum -c` reads too: what begins with # is for people."""
    lines = [
        f"# {source.house.organisation.names.full}视觉识别下载包",
        f"# 版本 {dated_version(source.house.tokens)}",
        "# 每个文件先写用途，下面一行是 SHA-256 和文件名；核对：sha256sum -c 'MANIFEST 清单.txt'",
    ]
    for file in files:
        lines += ["", f"# {file.use}", f"{hashlib.sha256(file.data).hexdigest()}  {file.path}"]
    return ("\n".join(lines) + "\n").encode()
