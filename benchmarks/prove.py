"""One proof over a made world, against the best query for the same answer written by hand."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
from timing import paired, peak_memory
from world import FIRST_DAY, World, book

from recordbook.engine import DuckDB
from recordbook.system import Workspace
from recordbook.system.derived import heads_of
from recordbook.units import day_from

if TYPE_CHECKING:
    from recordbook.ledger import Book

_HAND = """
WITH reached AS (
  SELECT key, MIN(day) AS day
  FROM read_parquet({observations})
  WHERE platform = 'spotify' AND basis = 'app' AND metric = 'total' AND low >= {threshold}
    AND day <= {as_of}
  GROUP BY key
),
albums AS (
  SELECT t.release, MAX(r.day) AS day
  FROM read_parquet({tracks}) t
  LEFT JOIN reached r ON r.key = t.recording
  GROUP BY t.release
  HAVING COUNT(r.day) = COUNT(*)
),
members AS (
  SELECT c.item AS release
  FROM read_parquet({credits}) c
  JOIN read_parquet({facts}) s ON s.entity = c.artist AND s.attribute = 'scene'
    AND s.value = 'k-pop'
  JOIN read_parquet({facts}) k ON k.entity = c.item AND k.attribute = 'release type'
    AND k.value IN ('full album', 'mini album')
)
SELECT a.release, a.day FROM albums a JOIN members m ON m.release = a.release
ORDER BY a.day, a.release LIMIT 2
"""

_LEVELS = """
SELECT t.release, MIN(o.low) AS low
FROM read_parquet({observations}) o
JOIN read_parquet({tracks}) t ON t.recording = o.key
JOIN read_parquet({credits}) c ON c.item = t.release
JOIN read_parquet({facts}) s ON s.entity = c.artist AND s.attribute = 'scene'
  AND s.value = 'k-pop'
JOIN read_parquet({facts}) k ON k.entity = t.release AND k.attribute = 'release type'
  AND k.value IN ('full album', 'mini album')
GROUP BY t.release
ORDER BY low DESC
LIMIT 2
"""


def by_hand(made: Book, threshold: int, as_of: int) -> list[tuple[str, int]]:
    """The first albums in the cohort with every track past the threshold, and the day."""
    snapshot = made.snapshot()
    tables = ("observations", "tracks", "credits", "facts")
    named = {name: str(snapshot.files(name)) for name in tables}
    with duckdb.connect(config={"memory_limit": "1500MB"}) as connection:
        query = _HAND.format(threshold=threshold, as_of=as_of, **named)
        return connection.sql(query).fetchall()


def threshold_with_a_first(made: Book, as_of: int) -> tuple[int, str]:
    """A threshold that one album of the cohort reached before all others, and the album.

    Halfway between the lowest tracks of the two highest albums on the last day.
    """
    snapshot = made.snapshot()
    tables = ("tracks", "credits", "facts")
    named = {name: str(snapshot.files(name)) for name in tables}
    named["observations"] = str(snapshot.files("observations", (as_of, as_of)))
    with duckdb.connect() as connection:
        (release, high), (_, low) = connection.sql(_LEVELS.format(**named)).fetchall()
    return (high + low) // 2, release


def claim_of(release: str, threshold: int, as_of: int) -> str:
    """The claim that the hand-written query answers."""
    measure = f"with every track >= {threshold} streams on spotify as of {day_from(as_of)}"
    return f"{release}: first album by k-pop acts {measure}"


def main(argv: list[str] | None = None) -> None:
    """Print the rows of the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tracks", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--worlds", type=Path, default=Path("benchmarks/.worlds"))
    parser.add_argument("--once", nargs=2, metavar=("CLAIM", "BOOK"))
    said = parser.parse_args(argv)
    if said.once:
        once(*said.once)
        return
    at = said.worlds / f"{said.tracks}-{said.days}"
    made, as_of = book(World(said.tracks), said.days, at), FIRST_DAY + said.days - 1
    snapshot = made.snapshot()
    heads_of(made, snapshot, DuckDB())  # as an intake leaves them
    threshold, release = threshold_with_a_first(made, as_of)
    claim = claim_of(release, threshold, as_of)
    pair = paired(
        [lambda: Workspace.open(at).prove(claim)] * 3,
        [lambda: by_hand(made, threshold, as_of)] * 3,
    )
    rows = snapshot.rows("observations")
    print(f"{said.tracks:,} tracks, {rows:,} readings: {claim}")
    print(pair.line("one proof, cold", "query by hand, no proof", "1.5"))
    command = [sys.executable, __file__, "--once", claim, str(at)]
    print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="")


def once(claim: str, at: str) -> None:
    """One proof in a process of its own, then again, and another claim of the same measure."""
    workspace = Workspace.open(at)
    proof = workspace.prove(claim)
    times = []
    for text in (claim, claim.replace("k-pop acts", "female acts")):
        start = time.perf_counter()
        workspace.prove(text)
        times.append(1000 * (time.perf_counter() - start))
    rivals, cited = proof.rivals.num_rows, proof.rows.num_rows
    print(f"  {proof.verdict}, {rivals:,} rivals, {cited:,} rows cited")
    print(f"  the same again {times[0]:.0f} ms (aim 100), another cohort {times[1]:.0f} ms")
    print(f"  most memory {peak_memory():.2f} GB (aim 2)")


if __name__ == "__main__":
    main()
