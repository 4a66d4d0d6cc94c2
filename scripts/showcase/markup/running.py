"""Where lines end: Chinese runs on without a gap."""

from __future__ import annotations

import re

_WIDE = "\u2014\u2018-\u201d\u2026\u3001-\u3011\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff1f"
_GAP = re.compile(
    rf"(?<=[{_WIDE}])((?:</(?:strong|em|del|a)>)*)\n((?:<(?:strong|em|del|a)(?: [^<>]*)?>)*)(?=[{_WIDE}])"
)
_CODE = re.compile(r"(<pre.*?</pre>)", re.DOTALL)


def without_gaps(html: str) -> str:
    """`html` without the line ends between two Chinese characters: a browser shows each as a blank."""
    parts = _CODE.split(html)
    parts[::2] = (_GAP.sub(r"\1\2", part) for part in parts[::2])
    return "".join(parts)
