"""What `check --fix` writes into hand-written pages: the corrections in their text; the front matter stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from showcase.project.finding import Finding
from showcase.project.folder import MAX_TEXT
from showcase.project.jail import Jail
from showcase.records.correcting import FileChange
from showcase.stories.drafts import split_front_matter
from showcase.stories.fixes import corrected


def page_changes(jail: Jail, findings: Iterable[Finding]) -> Iterator[FileChange]:
    """What the fixes among `findings` make of each page of docs/.

    Raises:
        Refused: a page is no plain file any more.
    """
    found = [finding for finding in findings if finding.fix and _is_page(finding.place.path)]
    for path in sorted({finding.place.path for finding in found}):
        before = jail.read(*path.split("/"), limit=MAX_TEXT)
        try:
            body = split_front_matter(before.decode("utf-8-sig"))[2]
        except UnicodeDecodeError:
            continue
        own = [finding for finding in found if finding.place.path == path and finding.place.line >= body]
        after, count = corrected(before, own)
        if count:
            yield FileChange(path, before, after, count)


def _is_page(path: str) -> bool:
    return path.startswith("docs/") and path.endswith("/index.md")
