"""What the day keeps from readers already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from showcase.project.finding import Place
from showcase.site.due import Due, Kind
from showcase.stories.intake import SHOWN, Examined, State


def kept_back(examined: Iterable[Examined]) -> tuple[Due, ...]:
    """What readers would see but for the day: stories that wait or have expired, photos whose consent has ended."""
    return tuple(sorted((due for one in examined for due in _kept_back(one)), key=lambda due: due.place))


def _kept_back(one: Examined) -> Iterator[Due]:
    draft, front = one.draft, one.draft.front
    if front is None:
        return
    title, at = draft.called, Place(draft.path)
    if one.state is State.SCHEDULED and front.publish:
        yield Due(front.publish, Kind.PUBLICATION, title, at, f"还没到日子，{front.publish} 发布")
    elif one.state is State.EXPIRED and front.expires:
        yield Due(front.expires, Kind.EXPIRY, title, at, f"已经到期，{front.expires} 起不再显示")
    elif one.state in SHOWN and one.story:
        used = {front.cover, *(use.file for use in one.body.photos)}
        for file in sorted(one.story.ended & used):
            until = front.photos[file].consent_until
            assert until is not None
            place = Place(f"{draft.folder}/{file}")
            yield Due(until, Kind.CONSENT, file, place, f"同意到 {until} 为止，照片不再显示")
