"""The command line."""

from __future__ import annotations

__all__ = ["main"]


def main() -> None:
    """Run the command that was typed, and end with its status."""
    import sys  # noqa: PLC0415 - a package offers nothing but its own names

    from recordbook.terminal.app import run  # noqa: PLC0415 - the package itself stays light

    sys.exit(run(sys.argv[1:]))
