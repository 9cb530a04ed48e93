"""What `recordbook publish` can be told of a folder: light enough for `--help`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """How a site is written as files.

    Args:
        base: The address at which the folder will be served; without one, links are relative.
        most: Addresses that are asked for at most; a page brings its twins.
        workers: How many processes make pages.
    """

    base: str = ""
    most: int = 100_000
    workers: int = 2
