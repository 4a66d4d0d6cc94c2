"""Starts the command. Light on purpose: every worker process imports the module that was started."""

import gc
import os
import sys


def main() -> int:
    _read_names_as_utf8()
    gc.set_threshold(
        100_000, 10, 10
    )  # what is loaded and read is kept: to look for garbage in it took a twentieth
    try:
        from showcase.cli import main as run

        return run()
    except KeyboardInterrupt:  # loading takes most of a second, on a laden machine many
        print("已中断；什么都没写", file=sys.stderr)
        return 3
    except (EOFError, TypeError, ValueError) as error:
        from showcase.project.compiled import begin_anew

        return begin_anew(error)


def _read_names_as_utf8() -> None:
    """Starts Python anew where the locale is another: with zh_CN.GBK a photo 微信图片.jpg had a name nobody wrote.

    What is printed stays in the encoding of the terminal.
    """
    if sys.getfilesystemencoding() == "utf-8" or "utf8" in sys._xoptions:
        return
    if sys.stdout is not None:
        os.environ.setdefault("PYTHONIOENCODING", sys.stdout.encoding)
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
