"""The command line: which commands there are, and how what stops one is said."""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from keyword import iskeyword
from pathlib import Path

import click

from showcase.commands import LINES
from showcase.commands.chinese_help import ChineseGroup, in_chinese
from showcase.commands.options import root_option
from showcase.project.errors import MachineError, ProjectError, ShowcaseError, machine_fault


def _opened(name: str) -> click.Command:
    word = f"{name}_" if iskeyword(name) else name
    command: click.Command = getattr(import_module(f"showcase.commands.{word}"), word)
    return command


@click.group(
    cls=ChineseGroup,
    lines=LINES,
    opened=_opened,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="退出码：0 正常（可能有提醒）；1 有错误，出错的故事没有发布；2 项目或命令用不了，什么都没写；3 机器出了故障，旧网站没有动。",
)
@root_option
@click.version_option(package_name="showcase", message="%(version)s", help="显示版本号。")
@click.pass_context
def cli(context: click.Context, root: Path | None) -> None:
    """把后勤部门的故事、部徽和文化页面做成网站。"""
    context.obj = root


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; returns its exit code. Never a traceback for what a person can mend."""
    gc.set_threshold(100_000, 10, 10)  # what is read is kept: to look for garbage in it took a twentieth
    _open_streams()
    for stream in (sys.stdout, sys.stderr):  # a terminal that knows no Chinese still gets an answer
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        with _told_to_stop():
            return int(cli.main(arguments, prog_name="showcase", standalone_mode=False) or 0)
    except ShowcaseError as error:
        return _stop(*error.lines, code=error.exit_code)
    except click.exceptions.Exit as error:
        return int(error.exit_code)
    except (click.Abort, KeyboardInterrupt) as error:
        if isinstance(error.__cause__, EOFError):  # click takes the end of any file for Ctrl+D
            raise error.__cause__ from None
        return _stop("已中断；网站要么还是旧的，要么已经换好，不会是一半", code=MachineError.exit_code)
    except click.ClickException as error:
        return _stop(
            f"命令写法不对：{in_chinese(error)}；showcase --help 有说明", code=ProjectError.exit_code
        )
    except OSError as error:
        return _stop(*MachineError(machine_fault(error)).lines, code=MachineError.exit_code)
    except MemoryError:
        return _stop(*MachineError("内存不够").lines, code=MachineError.exit_code)


def _open_streams() -> None:
    """A stream that was closed (`>&-`) leads nowhere: its number would else go to the next file opened."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
            stream = os.fdopen(number, "w" if number else "r", closefd=False)
            setattr(sys, name, stream)


@contextmanager
def _told_to_stop() -> Iterator[None]:
    """A server or a closed terminal that ends us is answered as Ctrl+C is: in a line, with what is half done put away."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    known = (signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))  # Windows has no SIGHUP
    signals = known if threading.current_thread() is threading.main_thread() else ()
    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(*lines: str, code: int) -> int:
    from showcase.commands.terminal import say_why  # here: a list of commands needs no console

    for line in lines:
        say_why(line)
    return code
