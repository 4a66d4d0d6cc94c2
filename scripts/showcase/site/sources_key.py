"""What the whole of a project's sources is known by, so that what was made or said of them before may stand.

In the key is everything that decides a byte or a finding:

- each file below mkdocs.yml, docs/, stories/ and brand/, as `project.sight` sees it, and that it is settled;
- programs anywhere in the project and leftovers beside the folders above, which are findings;
- the program itself, seen in the same way, Python and the libraries by their versions;
- the edition, the day of judgement and who named it, SOURCE_DATE_EPOCH, the last commit and its time;
- where the project and its user's home lie, which no page may tell.

Not in it is .cache/: nothing in there decides what a page says, only how soon it is made.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from showcase.project.folder import PARTS, Project, judgement, last_commit, refuse_brought_cache
from showcase.project.programs import left_in, program_findings
from showcase.project.sight import sight
from showcase.project.version import program_here
from showcase.site.options import Options


def sources_key(project: Project, options: Options) -> str:
    """The key; "" where a file is so young, or a folder so closed, that nothing may be concluded.

    Raises:
        ProjectError: the repository brings a cache along.
    """
    refuse_brought_cache(project)
    seen = sight(project.root, PARTS)
    if seen is None or seen.unsettled:
        return ""
    return key_of(project, options, seen.digest)


def key_of(project: Project, options: Options, *seen: str) -> str:
    """Of what was `seen` of the files, and all that decides besides."""
    facts = (
        *seen,
        program_here(),
        options.official,
        options.edition,
        options.preview,
        judgement(options.today),
        os.environ.get("SOURCE_DATE_EPOCH", ""),
        last_commit(project),
        str(project.root),
        str(Path.home()),
        *program_findings(project),
        *left_in(project),
    )
    return hashlib.sha256(repr(facts).encode("utf-8", "backslashreplace")).hexdigest()
