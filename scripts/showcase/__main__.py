"""Starts the command. Light on purpose: every worker process imports the module that was started."""

import sys


def main() -> int:
    from showcase.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
