"""What stops the program, shown once, in one line.

    ShowcaseError
    ├── ProjectError   exit 2: the project or the command line cannot be used; nothing was written
    └── MachineError   exit 3: the machine failed (disk full, lock held); the old site is untouched

What an editor can mend is no exception but a `Finding`.
"""

import errno

UNTOUCHED = "旧网站没有动"

_FAULTS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EFBIG: "文件超过了这里允许的大小",
    errno.EROFS: "磁盘是只读的",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: "磁盘读写出错",
    errno.ENOENT: "找不到文件或文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "这是文件，不是文件夹",
    errno.ENOTEMPTY: "文件夹里有别的内容",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EBUSY: "正被别的程序或挂载占用",
    errno.EXDEV: "在另一个磁盘上",
    errno.ESTALE: "网络磁盘断开了",
    errno.EADDRINUSE: "端口已被占用",
}


def fault(error: OSError) -> str:
    """What the machine refused, in Chinese; its own words where none of ours fit."""
    return _FAULTS.get(error.errno or 0, error.strerror or str(error))


def machine_fault(error: OSError) -> str:
    """The same as a whole answer, with what it concerns."""
    name = f"（{error.filename}）" if error.filename else ""
    odd = error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
    cure = "；删掉 .cache 文件夹再试" if ".cache" in name and odd else ""
    return f"机器出了故障：{fault(error)}{name}{cure}"


class ShowcaseError(Exception):
    exit_code = 2

    @property
    def lines(self) -> tuple[str, ...]:
        """What is shown, a line each."""
        return (str(self),)


class ProjectError(ShowcaseError):
    exit_code = 2


class MachineError(ShowcaseError):
    exit_code = 3

    def __init__(self, message: str) -> None:
        """Whoever reads it asks first what became of the site."""
        super().__init__(message if UNTOUCHED in message else f"{message}；{UNTOUCHED}")
