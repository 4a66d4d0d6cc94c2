"""Where the commands speak: what was asked for on `out`, everything else on `err`."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from showcase.reports.shown import shown

if TYPE_CHECKING:
    from showcase.project.finding import Finding


class _Out(Console):
    """A reader that has seen enough (`| head`) changes nothing of what the command says by its exit code."""

    def on_broken_pipe(self) -> None:
        _hush(self.file)


class _Err(_Out):
    """Diagnostics that nobody can take, as on a full disk, do not stop what they tell of."""

    def print(self, *objects: Any, **options: Any) -> None:
        try:
            super().print(*objects, **options)
        except OSError:
            _hush(self.file)


def _hush(stream: Any) -> None:
    with suppress(OSError, ValueError), Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), stream.fileno())


# What people type is never markup.
out = _Out(highlight=False, markup=False, emoji=False)
err = _Err(stderr=True, highlight=False, markup=False, emoji=False)


def tell(text: str | bytes) -> None:
    """`text` to stdout as it is, for a program to read; bytes are never encoded and keep their line ends."""
    try:
        click.echo(text, nl=False)
    except BrokenPipeError:
        _hush(sys.stdout)


def tell_machine(form: str, findings: tuple[Finding, ...], changed: tuple[Finding, ...] = ()) -> None:
    """`findings` in one of the forms for programs; in GitHub's, of each kind those of `changed` first."""
    from showcase.reports.machine import as_github, as_gitlab, as_json  # here: a person asks for none of them

    forms = {"json": as_json, "gitlab": as_gitlab}
    text = forms[form](findings) if form in forms else as_github(findings, frozenset(changed))
    if text:
        tell(f"{text}\n")


def say_why(message: str) -> None:
    """What stopped the command, a line each; it may quote what a stranger typed."""
    for line in message.split("\n"):
        err.print(shown(line, most=2_000), style="bold red", soft_wrap=True)
