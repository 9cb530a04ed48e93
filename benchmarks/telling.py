"""Times 1,000 records told as post, share card and feed entry; prints seconds on two cores.

python benchmarks/telling.py [NUMBER OF RECORDS]

The records are those of the made world, each at other numbers of which the same is proven; the log
of a book holds them, and they are told from there as `recordbook publish` tells them.
"""

from __future__ import annotations

import multiprocessing
import statistics
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from recordbook.claims import parse
from recordbook.ledger.record_log import SAID
from recordbook.stories import Status
from recordbook.stories.card import card
from recordbook.stories.raster import png
from recordbook.stories.tell import tell
from recordbook.syndication.atom import atom
from recordbook.syndication.bluesky import Bluesky
from recordbook.syndication.feed import feed
from recordbook.syndication.item import Item, Standing
from recordbook.syndication.x import X
from recordbook.system import Workspace
from recordbook.system.made_world import show_made_world
from recordbook.system.publishing import Publisher, entries
from recordbook.units import day_number

SITE = "https://records.example"
_CORES = 2
_OUTLETS = (
    Bluesky(name="b", handle="records.example", variable="B"),
    X(name="x", user="records", variables=("A", "B", "C", "D")),
)


def more(path: Path, number: int) -> None:
    """Add records to a book's log: each that stands, at numbers of which the same is proven."""
    workspace = Workspace.open(path)
    prover = workspace.prover()
    rows: list[dict[str, object]] = []
    standing = [
        parse(one.claim) for one in entries(workspace.book) if one.standing is Standing.FOUND
    ]
    proofs = [prover.prove(claim) for claim in standing]
    ranged = [(proof.claim, proof.holds.threshold) for proof in proofs if proof.holds.threshold]
    times = number // len(ranged) + 1
    for at, (claim, (low, high)) in enumerate(islice(cycle(ranged), number)):
        threshold = high - (high - low) * (at // len(ranged)) // times
        text, day = str(replace(claim, threshold=threshold)), day_number(claim.as_of)
        rows.append({"claim": text, "day": day, "status": "found", "known_at": 1, "scope": "b"})
    log = workspace.book.records
    log.append(pa.Table.from_pylist(rows, schema=SAID), after=log.read())


def told(path: str, part: int) -> tuple[list[Item], float, float]:
    """A part of the records as items, each drafted for outlets too.

    With the seconds of one core that it took to prove them, and to tell them.
    """
    workspace = Workspace.open(path)
    publisher = Publisher(workspace.book, workspace.prover(), SITE)
    standing = [one for one in entries(workspace.book) if one.standing is Standing.FOUND]
    made: list[Item] = []
    proving = telling = 0.0
    for entry in standing[part::_CORES]:
        start = time.process_time()
        matter = publisher.matter(entry)
        proven = time.process_time()
        item = publisher.told(entry, matter)
        for outlet in _OUTLETS:
            outlet.draft(item)
        proving, telling = proving + proven - start, telling + time.process_time() - proven
        assert matter.status is Status.PROVEN
        assert item.image is not None
        made.append(replace(item, image=None))
    return made, proving, telling


def warm(path: Path) -> float:
    """Seconds of one card, drawn and written as PNG, once letters are loaded."""
    workspace = Workspace.open(path)
    publisher = Publisher(workspace.book, workspace.prover(), SITE)
    standing = [one for one in entries(workspace.book) if one.standing is Standing.FOUND][:12]
    matters = [publisher.matter(one) for one in standing]
    words = [tell(matter) for matter in matters]
    times: list[float] = []
    for matter, said in [*zip(matters, words, strict=True)] * 2:
        start = time.perf_counter()
        png(card(matter, said))
        times.append(time.perf_counter() - start)
    return statistics.median(times[len(matters) :])


def main(number: int) -> None:
    """Make the book, tell its records, print what it took."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "made.book"
        show_made_world(path)
        more(path, number)
        start = time.perf_counter()
        with multiprocessing.get_context("spawn").Pool(_CORES) as pool:
            parts = pool.starmap(told, [(str(path), part) for part in range(_CORES)])
        items = [item for made, _, _ in parts for item in made]
        head = feed(
            "all",
            called="",
            base=SITE,
            author="Records",
            since=datetime(2025, 1, 1, tzinfo=UTC),
            code="en",
        )
        size = len(atom(items, head, limit=len(items)))
        wall = time.perf_counter() - start
        proving, telling = (sum(part[at] for part in parts) for at in (1, 2))
        print(f"{len(items):,} records told as post, card and feed entry ({size / 1e6:.1f} MB)")
        print(f"{telling / _CORES:7.1f} s of each of {_CORES} cores to tell them (aim 60)")
        print(f"{proving / _CORES:7.1f} s of each to prove them before, {wall:.1f} s in all")
        print(f"{warm(path) * 1000:7.0f} ms for one card, warm (aim 150)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
