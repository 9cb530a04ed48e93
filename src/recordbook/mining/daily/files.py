"""Files of the daily pass: written whole or not at all, and arrays read where they lie."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from numpy.typing import NDArray


@contextmanager
def part_of(path: Path) -> Generator[Path]:
    """Where to write what will be at a path once all of it is written."""
    part = path.with_suffix(path.suffix + ".part")
    yield part
    part.replace(path)


def kept(path: Path, values: NDArray[Any], spare: Path | None = None) -> None:
    """Keep an array at a path, in a file that is no longer needed: that is quicker."""
    with part_of(path) as part:
        if spare is not None and spare.exists():
            spare.replace(part)
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT, 0o666), "wb") as file:
            np.save(file, values)
            file.truncate()


def mapped(path: Path) -> NDArray[Any]:
    """The array at a path, read as it is used."""
    values: NDArray[Any] = np.load(path, mmap_mode="r")
    return values
