"""A workspace: one book with everything wired to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.catalogue.published_names import PublishedName, identify
from recordbook.catalogue.tables import IDENTITIES, Tables
from recordbook.claims import parse
from recordbook.engine import chosen
from recordbook.intake.arrow import compute, texts
from recordbook.intake.door import take
from recordbook.ledger import Book
from recordbook.proof import Prover
from recordbook.system.derived import Held, heads_of
from recordbook.system.explain import explain
from recordbook.system.finding import Wanted, found
from recordbook.system.stitching import proposals, stitched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from recordbook.intake.batch import Batch
    from recordbook.intake.moves import Move
    from recordbook.intake.report import Report
    from recordbook.intake.source import Settings
    from recordbook.ledger import Appended, Snapshot
    from recordbook.mining import Found
    from recordbook.proof import Proof
    from recordbook.scrutiny import Article
    from recordbook.stories import Matter
    from recordbook.system.expecting import Outlook
    from recordbook.system.explain import Explanation
    from recordbook.system.stitching import Proposal
    from recordbook.units import Day

_CATALOGUE = ("names", "tracks", "credits", "facts", "identities")


@dataclass(frozen=True)
class Taken:
    """What became of a file: its report, and the ledger's answer (None on a dry run)."""

    report: Report
    appended: Appended | None


@dataclass(frozen=True)
class Workspace:
    """A book, and all that can be asked of it.

    Opened once, it answers as the book was then; `refreshed` sees what was taken in since.
    """

    book: Book

    @classmethod
    def open(cls, address: Path | str) -> Workspace:
        """The workspace of the book at an address; NoBook if there is none."""
        return cls(Book.open(address))

    @classmethod
    def create(cls, address: Path | str) -> Workspace:
        """A workspace on a new, empty book; BookExists if there is one."""
        return cls(Book.create(address))

    def take(
        self,
        path: Path,
        settings: Settings | None = None,
        *,
        dry_run: bool = False,
        rejects: Path | None = None,
    ) -> Taken:
        """Take a file into the book, whole or not at all; SourceError says what is wrong."""
        held = Held(book=self.book)
        batch = self._identified(take(path, settings, held, rejects=rejects))
        if dry_run:
            return Taken(batch.report, None)
        appended = self.book.append(batch)
        held.keep(appended, batch)
        return Taken(batch.report, appended)

    def prove(
        self,
        claim: str,
        *,
        as_of: Day | None = None,
        known_at: int | str | datetime | None = None,
    ) -> Proof:
        """The verdict on a claim in words, with everything that shows it."""
        asked = parse(claim, default_as_of=as_of)
        return self.prover(known_at if known_at is not None else asked.known_at).prove(asked)

    def find(
        self,
        wanted: Wanted | None = None,
        *,
        known_at: int | str | datetime | None = None,
        told: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> Found:
        """The records of some days, by default of the last one; see `system.finding`."""
        return found(self.prover(known_at), wanted or Wanted(), told)

    def check(
        self, text: str, *, published: Day | None = None, language: str | None = None
    ) -> Article:
        """Every statement of an article or a post, each with its verdict; see `scrutiny.check`."""
        from recordbook.scrutiny import check  # noqa: PLC0415 - other answers need no language

        return check(text, self.prover(), published=published, language=language)

    def matter(self, claim: str, *, address: str = "") -> Matter:
        """A claim with its proof and all that may be told of it; `address` is where it is shown."""
        from recordbook.system.telling import matter_of  # noqa: PLC0415 - other answers tell nothing

        return matter_of(self.prover(), parse(claim), book=self.book, address=address)

    def outlook(
        self,
        of: str = "tracks",
        measure: str = "total",
        *,
        platform: str = "spotify",
        within: int = 30,
    ) -> Outlook:
        """Who of a cohort reaches the next round number within so many days of the last one read.

        NothingRead: the book holds no figures of the platform. NoForecast: the measure does not
        count up, or nothing of it was read exactly.
        """
        from recordbook.system.expecting import coming  # noqa: PLC0415 - same

        return coming(self.prover(), of, measure, platform=platform, within=within)

    def explain(self, entity: str, day: Day | None = None) -> Explanation:
        """What is known of an artist, a release or a recording; see `system.explain`."""
        return explain(self.prover(), entity, day)

    def prover(self, known_at: int | str | datetime | None = None) -> Prover:
        """A judge of claims on the book as it was known at a version or a moment."""
        if known_at not in self._provers:
            snapshot, engine = self.book.snapshot(known_at), chosen()
            self._provers[known_at] = Prover(
                engine, snapshot, heads_of(self.book, snapshot, engine)
            )
        return self._provers[known_at]

    def moves(self) -> tuple[Proposal, ...]:
        """Counters that seem to go on under another key, with the evidence; none is joined yet."""
        return proposals(self.book.snapshot())

    def stitch(self, moves: Iterable[Move], *, dry_run: bool = False) -> Taken:
        """Say that the keys of each move are one recording, each key for its own days.

        TwoRecordings: the catalogue says otherwise; nothing is written. Said twice it is one: moves
        whose keys stand for one thing already add nothing.
        """
        snapshot = self.book.snapshot()
        batch = stitched(moves, _catalogue(snapshot), snapshot.version)
        empty = dry_run or not batch.tables
        return Taken(batch.report, None if empty else self.book.append(batch))

    def refreshed(self) -> Workspace:
        """The same workspace, on the book as it is now."""
        return Workspace(self.book)

    @cached_property
    def _provers(self) -> dict[int | str | datetime | None, Prover]:
        return {}

    def _identified(self, batch: Batch) -> Batch:
        """The batch with an identity for every published name; UnresolvedNames lists the others."""
        tables = dict(batch.tables)
        names = _published(tables)
        if not names:
            return batch
        known = _catalogue(self.book.snapshot())
        found = identify(names, known, source=batch.source)
        tables["identities"] = pa.concat_tables(
            [tables.get("identities", IDENTITIES.empty_table()), found]
        )
        return replace(batch, tables=tables)


def _catalogue(snapshot: Snapshot) -> Tables:
    return Tables(**{name: snapshot.table(name) for name in _CATALOGUE})


def _published(tables: Mapping[str, pa.Table]) -> list[PublishedName]:
    """The published names that observations carry as keys."""
    if "observations" not in tables:
        return []
    keys = tables["observations"]["key"]
    keys = texts(compute.unique(keys.filter(compute.starts_with(keys, "name:"))))
    return [name for key in keys if (name := PublishedName.from_key(key)) is not None]
