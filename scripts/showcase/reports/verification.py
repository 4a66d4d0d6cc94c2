"""What an administrator has to mend, the same trouble told once with the files that have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from showcase.publish.verifying import Trouble

SHOWN = 3  # files of one trouble that are named


def mending(troubles: Iterable[Trouble]) -> Iterator[str]:
    """Lines; what concerns most files comes first."""
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for trouble in troubles:
        groups[trouble.what, trouble.cure].append(trouble.where)
    for number, ((what, cure), places) in enumerate(sorted(groups.items(), key=lambda one: -len(one[1])), 1):
        more = f" 等 {len(places)} 处" if len(places) > SHOWN else ""
        yield f"{number}. {what}：{'、'.join(places[:SHOWN])}{more}"
        yield f"   → {cure}"
