"""What a measure is asked."""

from __future__ import annotations

from dataclasses import dataclass

EVERY = 2**62
"""A threshold that no counter reaches: for levels alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a measure is asked: of which platform, at which threshold, on which day (a day number).

    Where parts are counted, `threshold` is that of each part and `wanted` how many of them. The
    rest is the reading: whose track list, whether versions count, which release types are albums.

    On lists and flows: the basis, the region as observations write it, the metric as a claim writes
    it, the place (`rank`) or the number (`past`) that counts, and the days since and until which
    anything counts (inclusive, None: without limit). `credit` is the reading's; without `season` no
    day of the Christmas season counts.
    """

    platform: str
    as_of: int
    threshold: int = EVERY
    wanted: int = 1
    edition: str = ""
    versions: bool = True
    albums: frozenset[str] = frozenset()
    basis: str = "app"
    region: str = "global"
    metric: str = "streams"
    rank: int | None = None
    past: int | None = None
    since: int | None = None
    until: int | None = None
    credit: str = "main"
    season: bool = True
