"""What software a site was made with: a CycloneDX list from the lock that the program was installed by."""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import showcase

LOCK = Path(showcase.__file__).parents[2] / "requirements.lock"
_ENTRY = re.compile(
    r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[^\s;\\]+)(?:\s*;\s*(?P<marker>[^\\\n]+?))?\s*\\?$(?P<hashes>(?:\n\s+--hash=sha256:[0-9a-f]{64}\s*\\?)*)",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    marker: str  # where it is installed, "" for everywhere
    hashes: tuple[str, ...]  # SHA-256 of the files that pip may take


def locked() -> tuple[Package, ...]:
    """What the lock pins; nothing where the program was installed without it."""
    return tuple(read_lock(LOCK.read_text("utf-8"))) if LOCK.is_file() else ()


def read_lock(text: str) -> Iterator[Package]:
    for match in _ENTRY.finditer(text):
        hashes = tuple(sorted(re.findall("[0-9a-f]{64}", match["hashes"])))
        yield Package(match["name"].lower(), match["version"], match["marker"] or "", hashes)


def sbom(site: str, version: str, time: dt.datetime, packages: tuple[Package, ...]) -> str:
    """The list as CycloneDX 1.6 JSON; the same for the same arguments."""
    components = [_component(package) for package in packages]
    root = {"type": "application", "bom-ref": "showcase", "name": "showcase", "version": version}
    value: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "timestamp": time.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
            "component": {"type": "data", "bom-ref": "site", "name": site},
        },
        "components": [root, *components],
        "dependencies": [
            {"ref": "showcase", "dependsOn": [component["bom-ref"] for component in components]},
        ],
    }
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    value["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, text)}"
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _component(package: Package) -> dict[str, Any]:
    purl = f"pkg:pypi/{package.name.replace('_', '-')}@{package.version}"
    properties = [{"name": "pip:hash", "value": f"sha256:{digest}"} for digest in package.hashes]
    if package.marker:
        properties.append({"name": "pip:marker", "value": package.marker})
    return {
        "type": "library",
        "bom-ref": purl,
        "name": package.name,
        "version": package.version,
        "purl": purl,
        "properties": properties,
    }
