"""Writes what the examples of pages print: every block below `<!-- run: ... -->` or `fail`.

`tests/docs` checks the pages; this brings them up to date: `python tools/examples.py README.md`.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

_EXAMPLE = re.compile(
    r"^(?P<head><!-- (?P<kind>file|run|fail): (?P<what>[^\n]+) -->\n+```[a-z]*\n)"
    r"(?P<block>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
_ENDS = {"run": 0, "fail": 2}


def printed(command: str, folder: Path, status: int) -> str:
    """What a command prints, 100 columns wide and without colour; it must end with the status."""
    programs = Path(sys.executable).parent
    settings = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    env = {**os.environ, **settings, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    env.pop("RECORDBOOK_BOOK", None)
    done = subprocess.run(
        shlex.split(command),
        cwd=folder,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != status:
        sys.exit(f"error: {command} ends with {done.returncode}, not {status}\n{done.stdout}")
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


def renewed(page: str, folder: Path) -> str:
    """The page with what its examples print now, run one after the other in a folder."""

    def block(example: re.Match[str]) -> str:
        path = folder / example["what"]
        if example["kind"] == "file":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example["block"], encoding="utf-8")
            return example[0]
        said = printed(example["what"], folder, _ENDS[example["kind"]])
        return f"{example['head']}{said}\n```"

    return _EXAMPLE.sub(block, page)


def main(pages: list[str]) -> None:
    """Renew the pages that are named."""
    for page in map(Path, pages):
        with tempfile.TemporaryDirectory() as folder:
            page.write_text(renewed(page.read_text(encoding="utf-8"), Path(folder)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
