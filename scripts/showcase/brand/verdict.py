"""What is to be said of the emblem: its colours, its versions in one colour, whether pages show all of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import asdict

from showcase.brand.drawing import OWN, SHOWN, Drawings, Emblem
from showcase.brand.drawing.reader import Reading
from showcase.brand.emblem import DRAW, coloured
from showcase.brand.figure import LOOK, Figure, figure, recoloured
from showcase.brand.raster import CPU_SECONDS, SECONDS
from showcase.brand.svg import placed
from showcase.brand.tokens import Tokens
from showcase.project.cache import Cache
from showcase.project.finding import Finding, Place, error, warning
from showcase.project.workers import Failed, Workers

UNDRAWN = Figure("", 1, LOOK)  # where a worker was ended


def judged(drawings: Drawings, tokens: Tokens, cache: Cache) -> tuple[Emblem, tuple[Finding, ...]]:
    """The emblem with its versions in one colour, and what is to be said of them; each drawn once for each drawing."""
    main = drawings.main.svg
    findings = [*_unmapped(drawings.main, tokens), *_dropped(drawings)]
    figures: dict[str, str] = {}
    lost: list[str] = []
    with Workers(1) as workers:
        for version, path in OWN.items():
            own = drawings.own.get(version)
            made = _drawn(figure, cache, workers, own.svg if own else coloured(main, tokens, "light"))
            if made.holds:
                figures[version] = placed(made.svg, main)
            elif own:
                findings.append(_loses(path, path, made.lost, ""))
            else:
                lost.append(version)
        faded = tuple(_faded(main, tokens, cache, workers))
    if lost:
        names = "、".join(f"assets/emblem-{version}.svg" for version in lost)
        own_files = "、".join(OWN[version] for version in lost)
        findings.append(_loses(SHOWN, names, made.lost, f"；或请设计的人另画，放在 {own_files}"))
    return Emblem(main, figures), (*findings, *faded)


def _loses(path: str, names: str, share: float, instead: str) -> Finding:
    told = names if names == path else f"{path} 画成单色、反白（{names}）"
    return error(
        "SET031",
        Place(path),
        f"{told} 会丢掉图形：画成一种颜色以后，图里 {max(share, 0.01):.0%} 的边线看不见了；这一版先不做，网页和下载包里都没有",
        f"在制图软件里用“减去顶层”，把压在色块上的图形从色块里挖空，让底色透出来，再导出{instead}",
    )


def _drawn(draw: Callable[..., Figure], cache: Cache, workers: Workers, *of: str) -> Figure:
    """What `draw` makes of these, once for all builds. What a worker could not end is not kept: another machine may."""
    name = hashlib.sha256(" ".join((str(DRAW), *of)).encode()).hexdigest()[:24] + f"-{draw.__name__}"
    known = cache.get_json(name)
    try:
        return Figure(**known)
    except TypeError:  # no entry, or one of another shape
        made = _in(workers, draw, *of)
        if made != UNDRAWN:
            cache.put_json(name, asdict(made))
        return made


def drawn_in_one(svg: str) -> Figure:
    """The drawing in one colour, made in a worker with limits; one that holds nothing where that ended."""
    with Workers(1) as workers:
        return _in(workers, figure, svg)


def _in(workers: Workers, draw: Callable[..., Figure], *of: str) -> Figure:
    ((_, made),) = workers.run(draw, [of], seconds=SECONDS, cpu_seconds=CPU_SECONDS)
    return UNDRAWN if isinstance(made, Failed) else Figure(made.svg, made.lost, made.part)


def _faded(main: str, tokens: Tokens, cache: Cache, workers: Workers) -> Iterator[Finding]:
    """Parts that vanish where a page shows the emblem: by day or by night, in the tokens' colours."""
    for scheme, told in (("light", "浅色"), ("dark", "深色")):
        ground = str(getattr(tokens.colour["paper"], scheme))
        made = _drawn(recoloured, cache, workers, main, coloured(main, tokens, scheme), ground)
        if not made.holds:
            yield warning(
                "SET034",
                Place(SHOWN),
                f"{told}界面里，部徽有 {max(made.lost, 0.01):.0%} 的边线看不见：颜色和底色、和旁边的颜色太近",
                f"看 brand/tokens.yml 的 emblem.colours：给看不见的那一块对上一种{told}里也分得开的标准色；白色的细节最好在图里挖空",
            )


MOST_COLOURS = 12  # that are each a finding; a gradient has more


def _unmapped(reading: Reading, tokens: Tokens) -> Iterator[Finding]:
    """Colours that stand for none of the tokens: in the dark and after a change of colours they would stay."""
    unknown = [ink for ink in reading.inks if ink not in tokens.emblem.colours]
    for ink in unknown[:MOST_COLOURS]:
        names = nearest_tokens(ink, tokens)
        told = "、".join(f"{name}（{tokens.colour[name].label}）" for name in names)
        rest = len(unknown) - MOST_COLOURS
        more = f"；另外还有 {rest} 种颜色也是" if rest > 0 and ink == unknown[MOST_COLOURS - 1] else ""
        yield warning(
            "SET032",
            Place(SHOWN, *reading.inks[ink]),
            f"部徽里的颜色 {ink} 在 emblem.colours 里没有，换深色界面、改标准色时它不跟着变{more}",
            f"和它像的标准色是 {told}；用途也合适，就在 brand/tokens.yml 的 emblem.colours 里加上 '{ink}': {names[0]}"
            if names
            else "没有和它像的标准色：在 brand/tokens.yml 的 colour 里给它加一种（浅色、深色各写一个），再在 emblem.colours 里对上",
        )


ALIKE = 90  # by the measure of `nearest_tokens`; black and white are 765 apart


def nearest_tokens(ink: str, tokens: Tokens, most: int = 2) -> list[str]:
    """The names of the colours that look much like `ink` by day, the nearest first; none where none does."""

    def apart(name: str) -> float:
        one, other = (
            [int(text[at : at + 2], 16) for at in (1, 3, 5)] for text in (ink, tokens.colour[name].light)
        )
        mean = (
            one[0] + other[0]
        ) / 2  # "redmean": the eye's weights for red and blue shift with the red there is
        red, green, blue = (a - b for a, b in zip(one, other, strict=True))
        return (2 + mean / 256) * red**2 + 4 * green**2 + (2 + (255 - mean) / 256) * blue**2

    return sorted((name for name in tokens.colour if apart(name) <= ALIKE**2), key=apart)[:most]


def _dropped(drawings: Drawings) -> Iterator[Finding]:
    for path, reading in (
        (SHOWN, drawings.main),
        *((OWN[version], one) for version, one in drawings.own.items()),
    ):
        if reading.dropped:
            yield warning(
                "SET033",
                Place(path),
                f"{path} 里有制图软件留下、画图用不着的东西，用的时候已经去掉：{'、'.join(reading.dropped)}",
                f"图形没有变；不想再看到这一条，用 showcase emblem {path} --out {path} 换成去掉以后的文件",
            )
