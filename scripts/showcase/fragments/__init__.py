"""The HTML of the core: Jinja templates that escape everything but `Markup`."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

_environment = Environment(
    loader=PackageLoader("showcase", "fragments"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


_BLOCK = "header|nav|section|article|footer|div|figure"
_BLOCKS_TOUCH = re.compile(rf"(</(?:{_BLOCK})>)(?=<(?:{_BLOCK})\b)")


def fragment(name: str, **values: Any) -> str:
    """The HTML of fragments/<name>.html, such that Markdown passes it through byte for byte.

    For that it has no blank line, and a line end between block elements, where Markdown would add one.
    """
    text = _environment.get_template(f"{name}.html").render(**values)
    return _BLOCKS_TOUCH.sub(r"\1\n", re.sub(r"\n\s*\n+", "\n", text)).strip()
