"""The program: `qwenbot`, and the same as `python -m qwenbot`."""

import sys

from qwenbot.cli.program import run


def main() -> None:
    """Run the command line and end the process with its status."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
