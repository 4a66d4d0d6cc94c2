"""A kind as JSON Schema, for editors that complete and check .yml while one types; `check` is what counts."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from showcase.records.kind import Kind
from showcase.records.references import Directory, referring
from showcase.stories.schema import KEPT, flat

LINE = "# yaml-language-server: $schema={name}.schema.json"  # the first line of each list


def schema_path(kind: Kind[Any]) -> str:
    return f"docs/{kind.folder}/{kind.name}.schema.json"


def record_schema(kind: Kind[Any], directory: Directory) -> dict[str, Any]:
    """Draft 07; what an entry names is completed from what there is."""
    record: type[BaseModel] = kind.record
    model = record.model_json_schema()
    entry = flat(model, model.pop("$defs", {}), kept=(*KEPT, "title", "description", "examples"))
    for way, named in referring(record):
        spot: dict[str, Any] = entry["properties"].get(str(way[0]), {})
        for part in way[1:]:
            spot = spot.get("items", {}) if part == "*" else spot.get("properties", {}).get(part, {})
        known = dict(directory.names.get(named, {}))
        if known and named != "story":
            full = (name for sort, name in directory.full if sort == named)
            spot["enum"] = list(dict.fromkeys((*known, *known.values(), *full)))
            spot.pop("pattern", None)
    sample = {"type": "boolean", "description": "整张表都是示例时写 true"}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": kind.label,
        "type": "object",
        "properties": {"sample": sample, kind.name: {"type": "array", "items": entry}},
        "additionalProperties": False,
    }


def record_schema_text(kind: Kind[Any], directory: Directory) -> str:
    return json.dumps(record_schema(kind, directory), ensure_ascii=False, indent=2) + "\n"
