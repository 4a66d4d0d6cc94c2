"""The order of a film: the cover, every photo, the end; how long each stands, and what is read in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from showcase.channels.telling import Shot, Told

LONGEST = 60.0  # seconds of the whole
HEAD, TAIL, EACH, LEAST = 3.0, 3.0, 4.0, 2.0  # seconds: the cover, the end, a photo, and not less


@dataclass(frozen=True)
class Slide:
    start: float  # seconds
    seconds: float
    shot: Shot | None  # None: words alone
    file: str  # as it lies in the folder, "" for words alone
    words: str  # what is read in it

    @property
    def end(self) -> float:
        return self.start + self.seconds


def slides(told: Told) -> tuple[Slide, ...]:
    """At most `LONGEST` seconds; what no longer fits is left out from the end of the photos."""
    cover = told.cover
    rest = [shot for shot in told.shots if shot is not cover]
    room = LONGEST - HEAD - TAIL
    each = min(EACH, int(10 * room / max(len(rest), 1)) / 10)
    if each < LEAST:
        each, rest = LEAST, rest[: int(room / LEAST)]
    made = [Slide(0.0, HEAD, cover, "cover-9x16.jpg" if cover else "", told.title)]
    for shot in rest:
        made.append(Slide(round(made[-1].end, 1), each, shot, shot_name(told, shot), shot.caption))
    made.append(Slide(round(made[-1].end, 1), TAIL, None, "", told.story.front.summary))
    return tuple(made)


def shot_name(told: Told, shot: Shot) -> str:
    return f"shot-{told.shots.index(shot) + 1:02}.jpg"


def shot_list(found: Iterable[Slide]) -> tuple[str, tuple[str, ...]]:
    """(shots.txt, the lines in it that no story says)."""
    rows, own = [], []
    for number, slide in enumerate(found, 1):
        what = slide.file or ("片尾" if number > 1 else "片头，没有题图，只有字")
        own.append(f"镜头 {number}　{_clock(slide.start)}–{_clock(slide.end)}　{what}")
        rows.append(own[-1])
        shot = slide.shot
        told = (
            ("画面", shot.alt if shot else ""),
            ("字幕", slide.words),
            ("供图", shot.credit if shot else ""),
        )
        rows += [f"　　{label}：{words}" for label, words in told if words] + [""]
    return "\n".join(rows), tuple(own)


def subtitles(found: Iterable[Slide]) -> tuple[str, tuple[str, ...]]:
    """(subtitles.srt, the parts of it that no story says)."""
    rows, own = [], []
    for number, slide in enumerate((one for one in found if one.words), 1):
        own.append(f"{number}\n{_stamp(slide.start)} --> {_stamp(slide.end)}\n")
        rows.append(f"{own[-1]}{slide.words}\n")
    return "\n".join(rows), tuple(own)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{seconds % 60:04.1f}"


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    return f"{whole // 3600000:02}:{whole // 60000 % 60:02}:{whole // 1000 % 60:02},{whole % 1000:03}"
