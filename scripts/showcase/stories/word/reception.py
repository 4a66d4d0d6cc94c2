"""A file that a colleague handed in → `Copy`, read in a worker with limits; nothing is written."""

from __future__ import annotations

import re
from pathlib import Path

from showcase.project.errors import ProjectError
from showcase.project.jail import Jail, Refused
from showcase.project.workers import Failed, Workers
from showcase.stories.drafts import MAX_INDEX
from showcase.stories.word import MAX_FILE, Unusable
from showcase.stories.word.editing import Copy, edited
from showcase.stories.word.refusals import SAVE_AS
from showcase.stories.word.word import read_word

CPU_SECONDS = 6  # a manuscript of 20 pages with 10 photos takes one
SECONDS = 40  # on a machine that does ten other things; what only waits there is nothing here
ROOM = 24 << 10  # bytes of index.md that are not its body's

_LEFT_BY_A_PROGRAM = re.compile(r"~\$|\.~|\._")  # ~$稿子.docx, .~lock.稿子.docx#, ._稿子.docx
_HALF_WRITTEN = re.compile(
    r"~WR[A-Z]\d*\.tmp|.*\.(?:tmp|asd|wbk|crdownload|part|partial|download)", re.IGNORECASE
)

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
    if _LEFT_BY_A_PROGRAM.match(file.name):
        raise ProjectError(
            f"{file}：这是 Word、WPS 或电脑系统自己留下的文件，不是稿子；请用同一个文件夹里名字相近、前面没有 {file.name[:2]} 的那个"
        )
    if file.is_dir():
        raise ProjectError(f"{file}：这是文件夹，请写里面那个 .docx 的名字，一次导入一个")
    if _HALF_WRITTEN.fullmatch(file.name):
        raise ProjectError(f"{file}：这是写到一半或下载到一半的临时文件，不是稿子；请用做完的那个 .docx")
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
