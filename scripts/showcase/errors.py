"""What stops the program, shown once, in one line.

    ShowcaseError
    ├── ProjectError   exit 2: the project or the command line cannot be used; nothing was written
    └── MachineError   exit 3: the machine failed (disk full, lock held); the old site is untouched

What an editor can mend is no exception but a `Finding`.
"""


class ShowcaseError(Exception):
    exit_code = 2


class ProjectError(ShowcaseError):
    exit_code = 2


class MachineError(ShowcaseError):
    exit_code = 3
