"""What one line of text may hold. Reads nothing else: a worker that renders needs no more of this room."""

from __future__ import annotations

import re
import unicodedata

# Bidirectional controls, zero-width characters and other invisible ones: they make a name look
# like another. Variation selectors and the emoji joiner are refused with them.
INVISIBLE = re.compile("[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e"
                       "\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]")  # fmt: skip


def has_control(text: str, allowed: str = "") -> bool:
    """Whether a control, bidi, zero-width or unassigned character is in `text`."""
    if INVISIBLE.search(text):
        return True
    others = (
        () if text.isprintable() else set(text).difference(allowed)
    )  # nothing printable is of these kinds
    return any(unicodedata.category(c) in ("Cc", "Cs", "Co", "Cn") for c in others)


def one_line(text: str) -> str:
    if "\n" in text or "\r" in text:
        raise ValueError("只能写一行")
    if has_control(text):
        raise ValueError("含有看不见的控制字符，请删掉后重新输入")
    if "<" in text or ">" in text:
        raise ValueError("不能有 < 或 >；书名号请用《》或〈〉")
    return text.strip()
