"""Starts the command. Light on purpose: every worker process imports the module that was started."""

import sys


def main() -> int:
    try:
        from showcase.cli import main as run
    except KeyboardInterrupt:  # loading takes most of a second, on a laden machine many
        print("已中断；什么都没写", file=sys.stderr)
        return 3
    return run()


if __name__ == "__main__":
    sys.exit(main())
