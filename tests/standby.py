"""A process that has read the program and forks for each command: reading it is half of what a small command costs.

What is forked is a process of its own, with the streams, environment and folder it is told: the program cannot tell it
from one that a shell started. Only what looks at the start itself (signals, closed streams, another locale) starts anew.
"""

from __future__ import annotations

import array
import functools
import gc
import json
import multiprocessing
import os
import pkgutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib import import_module
from multiprocessing import forkserver
from pathlib import Path

import showcase
from showcase.project import worker

WORD = 1 << 16  # bytes of one order, at most
NO_ANSWER = 124


class Standby:
    """The process; it ends with the one that started it."""

    def __init__(self) -> None:
        self._pipe, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        number = theirs.fileno()
        self._process = subprocess.Popen(
            [sys.executable, __file__, str(number)], pass_fds=[number], stdin=subprocess.DEVNULL
        )
        theirs.close()

    def run(
        self, arguments: list[str], environment: Mapping[str, str], seconds: float
    ) -> tuple[int, str, str]:
        """Exit code, standard output, standard error. TimeoutError: it took longer, and has been ended."""
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            order = {"arguments": arguments, "environment": dict(environment), "folder": str(Path.cwd())}
            files = array.array("i", [out.fileno(), err.fileno()])
            self._pipe.sendmsg(
                [json.dumps(order).encode()], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files.tobytes())]
            )
            process = int(self._pipe.recv(WORD))
            self._pipe.settimeout(seconds)
            try:
                code = int(self._pipe.recv(WORD))
            except TimeoutError:
                os.kill(process, 9)
                raise
            finally:
                self._pipe.settimeout(None)
            return code, _text(out), _text(err)

    def end(self) -> None:
        self._pipe.close()
        self._process.wait(10)


def _text(file: object) -> str:
    file.seek(0)  # type: ignore[attr-defined]
    return str(file.read().decode("utf-8").replace("\r\n", "\n"))  # type: ignore[attr-defined]


def _serve(pipe: socket.socket) -> None:
    while True:
        message, ancillary, _, _ = pipe.recvmsg(WORD * 4, socket.CMSG_SPACE(8))
        if not message:
            return
        files = array.array("i")
        for _, _, content in ancillary:
            files.frombytes(content)
        process = os.fork()
        if not process:
            pipe.close()
            _run(json.loads(message), list(files))
        for file in files:
            os.close(file)
        pipe.send(str(process).encode())
        _, status = os.waitpid(process, 0)
        pipe.send(str(os.waitstatus_to_exitcode(status)).encode())


def _run(order: dict[str, object], files: list[int]) -> None:
    code = 1
    try:
        for number, file in enumerate(files, 1):
            os.dup2(file, number)
            os.close(file)
        os.environ.clear()
        os.environ.update(order["environment"])  # type: ignore[call-overload]
        os.chdir(str(order["folder"]))
        sys.argv = ["showcase", *order["arguments"]]  # type: ignore[misc]
        code = import_module("showcase.__main__").main()
        sys.stdout.flush()
        sys.stderr.flush()
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        sys.stderr.flush()
    finally:
        os._exit(code)


def modules() -> list[str]:
    """All of the program but what reads MkDocs, which hardly a command does."""
    found = (module.name for module in pkgutil.walk_packages(showcase.__path__, "showcase."))
    return [name for name in found if "mkdocs" not in name and not name.endswith("__main__")]


def have_workers_at_hand(*, of_forks: bool = False) -> None:
    """Workers are forked from a process that has read the program: reading it is most of what they cost.

    `of_forks`: of processes forked from this one as well, whose child that process is not; it is started now.
    """
    multiprocessing.set_forkserver_preload(modules())
    if of_forks:
        server = forkserver._forkserver  # type: ignore[attr-defined]
        server.ensure_running = functools.cache(server.ensure_running)
        server.ensure_running()
    worker.START = multiprocessing.get_context("forkserver")  # type: ignore[assignment]


if __name__ == "__main__":
    for module in modules():
        import_module(module)
    have_workers_at_hand(of_forks=True)
    gc.freeze()  # what is read stays in the pages that all forks share
    _serve(socket.socket(fileno=int(sys.argv[1])))
