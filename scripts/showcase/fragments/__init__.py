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


def fragment(name: str, **values: Any) -> str:
    """The HTML of fragments/<name>.html; without blank lines, so that Markdown takes it as one block."""
    text = _environment.get_template(f"{name}.html").render(**values)
    return re.sub(r"\n\s*\n+", "\n", text).strip()
