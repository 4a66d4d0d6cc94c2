"""What a file leads to in which nothing was found: kept, so that it need not be read again.

What is in a file and where it leads follow from its bytes, from the folder it lies in, from what may be told and from
the site's address. All of these are in the key, or in the name of the entry that holds all keys. Whether what it leads
to is there is asked each time. A file with a fault is never kept: it is read again, so that it can be told where.
"""

from __future__ import annotations

from dataclasses import dataclass

from showcase.publish.inspection.addresses import Addresses, outbound
from showcase.publish.inspection.reading import Reading

FIELD, ITEM = b"\x1e", "\x1f"


@dataclass(frozen=True)
class Clean:
    files: frozenset[str]  # of this site that it names
    anchors: frozenset[str]  # path#id
    hosts: frozenset[str]  # other sites
    leads: tuple[str, ...]  # the addresses there
    ids: frozenset[str]  # what an anchor may lead to

    @property
    def row(self) -> bytes | None:
        """As `recalled` reads it; None where an address holds a sign that no address should."""
        fields = (self.files, self.anchors, self.hosts, self.leads, self.ids)
        found = FIELD.join(ITEM.join(sorted(each)).encode("utf-8", "backslashreplace") for each in fields)
        return None if b"\n" in found or found.count(FIELD) != len(fields) - 1 else found


def recalled(row: bytes) -> Clean:
    files, anchors, hosts, leads, ids = (
        tuple(filter(None, field.split(ITEM))) for field in row.decode().split(FIELD.decode())
    )
    return Clean(frozenset(files), frozenset(anchors), frozenset(hosts), leads, frozenset(ids))


def cleaned(path: str, reading: Reading, policy: str, addresses: Addresses) -> Clean | None:
    """None where something is wrong with the file whatever else there is; `policy`: what a page has to say."""
    if reading.faults or (path.endswith(".html") and reading.policy != policy):
        return None
    goals = [addresses.goal(path, named) for named in reading.named]
    if any(goal.fault for goal in goals):
        return None
    return Clean(
        frozenset(goal.file for goal in goals if goal.file),
        frozenset(f"{goal.file}#{goal.anchor}" for goal in goals if goal.anchor),
        frozenset(goal.host for goal in goals if goal.host),
        tuple(dict.fromkeys(filter(None, map(outbound, reading.named)))),
        frozenset(reading.ids),
    )
