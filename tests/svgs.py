"""What an SVG of ours may hold: outlines only, nothing that runs, nothing from elsewhere."""

from __future__ import annotations

import re
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
ELEMENTS = {
    "svg", "g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon", "title", "desc",
    "defs", "clipPath", "pattern", "linearGradient", "stop",
}  # fmt: skip


def faults(data: bytes) -> list[str]:
    """Everything that is wrong with an SVG file; empty when a browser can do no harm with it."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"<?xml-stylesheet" in data:
        return ["holds a document type, an entity or a stylesheet"]
    try:
        root = ElementTree.fromstring(data.decode("utf-8"))
    except (ElementTree.ParseError, ValueError) as err:
        return [f"is not well-formed: {err}"]
    found = [] if root.tag == f"{SVG}svg" and "viewBox" in root.attrib else ["is no <svg> with a viewBox"]
    for element in root.iter():
        name = str(element.tag)
        if name.removeprefix(SVG) not in ELEMENTS:
            found.append(f"<{name}>")
        for attribute, value in element.attrib.items():
            local = attribute.rpartition("}")[2].lower()
            foreign = re.sub(r"url\(#[\w-]+\)", "", value)
            if local.startswith("on") or local in ("href", "src", "style", "class", "base"):
                found.append(f"{name} {attribute}=")
            elif re.search(r"url\(|javascript:|//", foreign, re.IGNORECASE):
                found.append(f"{name} {attribute}={value[:40]}")
    return found
