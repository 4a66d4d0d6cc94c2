"""What a stranger typed, made safe to show."""

from __future__ import annotations


def shown(text: str, most: int = 300) -> str:
    """What a stranger typed, safe for a terminal and a build log: one line, nothing unprintable, not endless.

    GitHub's runner obeys `##[command]` wherever it stands in a line of the log, so that is broken up.
    """
    text = text[: most + 1].replace("##[", "## [")
    plain = "".join(
        c if c.isprintable() or c == "\u3000" else c.encode("unicode_escape").decode() for c in text
    )
    return plain if len(plain) <= most else plain[:most] + "……"
