"""What the records of one day cost: a made crowd of mostly unique profiles, first day and ordinary.

`first`: all that anybody ever reached is known on one day; `ordinary`: one day's growth later.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np
from catalogue_world import FIRST_DAY, VALUES

from recordbook.claims import Cohort, Condition
from recordbook.mining import (
    DEFAULT_MEASURES,
    CrossingLog,
    Crowd,
    History,
    Numbers,
    Settings,
    find,
    rungs,
)

ATTRIBUTES = ("act type", "gender", "scene", "language", "generation", "country", "genre", "label")
NEVER, DAY = 10_000_000, FIRST_DAY + 1


def crowd(tracks: int) -> Crowd:
    """Tracks with eight attributes of 3 to 300 values, the first the most common."""
    rng = np.random.default_rng(7)
    values = [(many * rng.random(tracks) ** 2.5).astype(np.int32) for many in VALUES]
    conditions = [
        Condition(attribute=attribute, values=(f"{attribute} {value}",))
        for attribute, many in zip(ATTRIBUTES, VALUES, strict=True)
        for value in range(many)
    ]
    truth = np.vstack(
        [
            np.where(np.arange(many)[:, None] == taken, np.uint8(2), np.uint8(0))
            for taken, many in zip(values, VALUES, strict=True)
        ]
    )
    return Crowd(
        cohort=Cohort(population="track"),
        entities=[f"t{place}" for place in range(tracks)],
        member=np.full(tracks, 2, dtype=np.uint8),
        conditions=tuple(conditions),
        owner=np.arange(tracks),
        truth=truth,
    )


def day(tracks: int, *, first: bool) -> Numbers:
    """All that is known of a day, by the rungs from a million up."""
    rng = np.random.default_rng(8)
    was = (10 ** rng.uniform(2.7, 9, tracks)).astype(np.int64)
    now = was + (was * rng.uniform(0, 0.004, tracks)).astype(np.int64)
    released = rng.integers(DAY - 4000, DAY - 1, tracks)
    ladder = rungs(1_000_000, int(now.max()))[:, None]
    latest = np.where(now >= ladder, DAY, NEVER)
    earliest = np.where(now >= ladder, released if first else DAY, DAY + 1)
    if not first:
        gone = was >= ladder
        then = np.minimum(rng.integers(0, 4000, gone.shape) + released, DAY - 1)
        then = np.maximum.accumulate(then, axis=0)
        latest, earliest = np.where(gone, then, latest), np.where(gone, then, earliest)
    kept = (latest == DAY).any(axis=1)
    before = np.zeros(tracks, dtype=np.int64) if first else was
    everyone, who = np.arange(tracks), crowd(tracks)
    return Numbers(
        counted=DEFAULT_MEASURES["total"],
        crowd=lambda _day: who,
        log=CrossingLog(ladder[kept, 0], earliest[kept], latest[kept]),
        history=History(before, now if first else was, np.full(tracks, DAY), everyone, now, now),
        released_from=released,
        released_to=released,
    )


def main(argv: list[str] | None = None) -> None:
    """Print seconds, crossings, records and the most memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tracks", type=int, default=10_000)
    parser.add_argument("--first", action="store_true", help="a book's first day")
    parser.add_argument("--no-levels", action="store_true", help="crossings alone")
    said = parser.parse_args(argv)
    known = day(said.tracks, first=said.first)
    start = time.perf_counter()
    found = find([known], Settings(levels=not said.no_levels), DAY, DAY)
    seconds, busy = time.perf_counter() - start, time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    crossings = int((known.log.latest == DAY).sum())
    print(
        f"{said.tracks:,} tracks, {crossings:,} crossings, {len(found.records):,} records:"
        f" {seconds:.1f} s, {busy:.1f} s busy with the making, {memory:.2f} GB"
    )


if __name__ == "__main__":
    main()
