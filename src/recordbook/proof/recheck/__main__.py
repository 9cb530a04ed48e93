"""Run a check from the command line: status 0 if the certificate holds, 1 if not."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from . import recheck


def main() -> int:
    """Print what was checked, and every problem."""
    parser = argparse.ArgumentParser(
        prog="recheck", description="Check a certificate against its book."
    )
    parser.add_argument("certificate", type=Path)
    parser.add_argument("--book", required=True, help="the book's folder, or its address")
    given = parser.parse_args()
    certificate = json.loads(given.certificate.read_text(encoding="utf-8"))
    result = recheck(certificate, given.book)
    for problem in result.problems:
        print(problem)  # noqa: T201 - this is a program
    counts = ", ".join(f"{count} {name}" for name, count in result.checked.items())
    print("holds" if result.ok else "does not hold", f"({counts})" if counts else "")  # noqa: T201
    return 0 if result.ok else 1


if __name__ == "__main__":
    sys.exit(main())
