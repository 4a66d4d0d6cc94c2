"""The options of a block as typed."""

from __future__ import annotations

from collections.abc import Mapping


def only(options: Mapping[str, str], *allowed: str) -> None:
    """Nothing but `allowed` is among `options`.

    Raises:
        ValueError: something else is; in Chinese.
    """
    for name in options:
        if name not in allowed:
            words = f"；可以写 {'、'.join(allowed)}" if allowed else ""
            raise ValueError(f"这个版块没有 {name} 这一项{words}")
