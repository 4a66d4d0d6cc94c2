"""A file that a colleague handed in → `Copy`, read in a worker with limits; nothing is written."""

from __future__ import annotations

from pathlib import Path

from showcase.drafts import MAX_INDEX
from showcase.errors import ProjectError
from showcase.jail import Jail, Refused
from showcase.manuscript import MAX_FILE, Unusable
from showcase.manuscript.editing import Copy, edited
from showcase.manuscript.package import SAVE_AS
from showcase.manuscript.word import read_word
from showcase.workers import Failed, Workers

CPU_SECONDS = 6  # a manuscript of 20 pages with 10 photos takes one
SECONDS = 40  # on a machine that does ten other things; what only waits there is nothing here
ROOM = 24 << 10  # bytes of index.md that are not its body's

_SLOW = "读它要花太久，不像一篇文稿；请把正文复制到一个新文档里，再导入"
_WHY = {
    "effort": _SLOW,
    "time": _SLOW,
    "memory": "读它要用的内存太多，不像一篇文稿；请把正文复制到一个新文档里，再导入",
    "died": "读到一半停了下来；请把正文复制到一个新文档里，再导入",
    "error": f"文件的结构读不懂；{SAVE_AS}",
}


def receive(file: Path) -> Copy:
    """The story copy in a .docx.

    Raises:
        ProjectError: the file cannot be used; one line that says what to do.
        MachineError: the machine failed.
    """
    try:
        data = Jail(file.parent).read(file.name, limit=MAX_FILE)
    except Refused as err:
        raise ProjectError(f"{file}：{err}") from err
    except (OSError, ValueError) as err:  # its folder is missing, or a name no file can have
        raise ProjectError(f"{file}：找不到这个文件") from err
    with Workers(1) as workers:
        _, result = next(
            workers.run(
                copy_in_worker, [(data, file.suffix.lower())], seconds=SECONDS, cpu_seconds=CPU_SECONDS
            )
        )
    if isinstance(result, Failed):
        raise ProjectError(f"{file}：{_WHY[result.why]}")
    if isinstance(result, str):
        raise ProjectError(f"{file}：{result}")
    assert isinstance(result, Copy)
    return result


def copy_in_worker(data: bytes, suffix: str) -> Copy | str:
    """The copy, or why there is none."""
    try:
        copy = edited(read_word(data, suffix))
    except Unusable as err:
        return str(err)
    if len(copy.body.encode()) > MAX_INDEX - ROOM:
        return f"正文超过 {(MAX_INDEX - ROOM) >> 10} KB，不像一篇故事；请挑出要发的部分再导入"
    return copy
