"""Run a check from the command line: status 0 if the certificate holds, 1 if not."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from . import recheck
from .bundle import BadBundle, is_bundle, opened


def main() -> int:
    """Print what was checked, and every problem."""
    parser = argparse.ArgumentParser(
        prog="recheck", description="Check a certificate against its book."
    )
    parser.add_argument("certificate", type=Path, help="a certificate, or a bundle (.zip)")
    parser.add_argument("--book", required=True, help="the book's folder, or its address")
    given = parser.parse_args()
    try:
        certificate, beside = _read(given.certificate)
    except BadBundle as error:
        parser.error(str(error))
    result = recheck(certificate, given.book)
    ok = result.ok and not beside
    for problem in (*result.problems, *beside):
        print(problem)  # noqa: T201 - this is a program
    counts = ", ".join(f"{count} {name}" for name, count in result.checked.items())
    print("holds" if ok else "does not hold", f"({counts})" if counts else "")  # noqa: T201
    return 0 if ok else 1


def _read(path: Path) -> tuple[Any, list[str]]:
    """The certificate, and the problems with what lies beside it."""
    if is_bundle(path):
        return opened(path)
    return json.loads(path.read_text(encoding="utf-8")), []


if __name__ == "__main__":
    sys.exit(main())
