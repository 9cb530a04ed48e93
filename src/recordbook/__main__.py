"""Where `recordbook` begins: the commands of the terminal, and those that serve a book."""

from __future__ import annotations

import sys
from importlib import import_module


def main() -> None:
    """Run the command that was typed, and end with its status."""
    from recordbook.terminal.app import run  # noqa: PLC0415 - the package itself stays light

    import_module("recordbook.web.commands")  # which join those of the terminal
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
