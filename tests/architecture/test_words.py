"""What must not stand anywhere in the project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from house import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_SUFFIXES = {".py", ".md", ".sql", ".lark", ".toml", ".txt", ".csv", ".json", ".svg", ".html", ""}
_OURS = {".ci", ".github", ".gitignore", ".importlinter"}
_MADE = {"LICENSE", "__pycache__", "book", "build", "dist", "site"}
_FORBIDDEN = {
    "work put off": r"\b(?:TO[D]O|FIX[M]E|X[X]X)\b",
    "a path of one machine": r"(?<![\w.:/-])/(?:home|opt|root|work|Users)/\w",
    "a package registry": r"py[p]i\.org|python[h]osted|\bsimple/\s|--(?:extra-)?index-[u]rl",
    "a conflict of a merge": r"^(?:<{7}|>{7}) ",
}


def _files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, but what a tool makes."""
    for path in folder.iterdir():
        hidden = path.name.startswith(".") and path.name not in _OURS
        if hidden or path.name in _MADE or path.suffix in {".book", ".egg-info"}:
            continue
        if path.is_dir():
            yield from _files(path)
        elif path.suffix in _SUFFIXES:
            yield path


@pytest.mark.parametrize("what", _FORBIDDEN)
def test_forbidden_words(what: str) -> None:
    """No file holds work put off, an address of one machine or of a registry, or a torn merge."""
    pattern = re.compile(_FORBIDDEN[what], re.MULTILINE)
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in _files(ROOT)
        for match in pattern.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
