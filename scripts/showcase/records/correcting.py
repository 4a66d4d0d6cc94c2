"""What `check --fix` writes into lists: misspelt keys, each on its own line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff

from showcase.project.finding import Finding
from showcase.project.jail import Jail
from showcase.records.kinds import KINDS
from showcase.records.reading import MAX_BYTES, parsed
from showcase.stories.fixes import corrected


@dataclass(frozen=True)
class FileChange:
    """One list, before and after."""

    path: str
    before: bytes
    after: bytes
    count: int

    def difference(self) -> list[str]:
        """A unified diff, one line an item, without line ends."""
        old, new = (data.decode("utf-8-sig").splitlines() for data in (self.before, self.after))
        return list(unified_diff(old, new, f"改前 {self.path}", f"改后 {self.path}", n=1, lineterm=""))


def list_changes(jail: Jail, findings: Iterable[Finding]) -> Iterator[FileChange]:
    """What the fixes among `findings` make of each list; one that would read worse stays as it is.

    Raises:
        Refused: a list is no plain file any more.
    """
    found = [finding for finding in findings if finding.fix]
    for kind in KINDS:
        for path in sorted({finding.place.path for finding in found if kind.holds(finding.place.path)}):
            before = jail.read(*path.split("/"), limit=MAX_BYTES)
            after, count = corrected(before, [finding for finding in found if finding.place.path == path])
            old, new = (parsed(kind, data.decode("utf-8-sig")) for data in (before, after))
            more, fewer = len(new.entries) - len(old.entries), len(old.findings) - len(new.findings)
            if count and (
                more > 0 or (more == 0 and fewer > 0)
            ):  # what can be read at last may have faults of its own
                yield FileChange(path, before, after, count)


def write_file(jail: Jail, change: FileChange) -> None:
    """Puts the list as it became in its place, in one step."""
    jail.replace(*change.path.split("/"), data=change.after)
