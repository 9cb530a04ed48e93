"""Stitching: a counter that went on under another key becomes one recording, when a person says so.

Intake finds moves and says them; nothing joins two keys by itself. A stitch is a batch of its own:
dated identities for the keys and, where both keys were in the catalogue as things of their own,
corrections and the same statements about the one that is left. A correction that undoes the batch
undoes all of it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recordbook.catalogue.identity import entities_of
from recordbook.catalogue.names import fold
from recordbook.catalogue.tables import IDENTITIES, SCHEMAS, Tables, rows_where
from recordbook.intake.arrow import column, compute, dicts, texts
from recordbook.intake.batch import Batch
from recordbook.intake.moves import find_moves
from recordbook.intake.problems import Note
from recordbook.intake.report import Report
from recordbook.intake.series import series
from recordbook.ledger.corrections import standing
from recordbook.ledger.tables import CORRECTIONS
from recordbook.system.errors import TwoRecordings
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recordbook.intake.moves import Move
    from recordbook.ledger import Snapshot
    from recordbook.units import Day

SOURCE = "stitched by recordbook"
"""Who says so, of identities and corrections that a stitch brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A move that a person may accept: both keys, their last and first count, and their titles.

    A title is blank where the catalogue has none for the key.
    """

    move: Move
    old_title: str
    new_title: str

    @property
    def same_title(self) -> bool:
        """Whether both keys have a title, and it is the same."""
        return bool(self.old_title) and fold(self.old_title) == fold(self.new_title)

    def __str__(self) -> str:
        """The evidence in words."""
        titles = dict.fromkeys((self.old_title or "no title", self.new_title or "no title"))
        return f"{', then '.join(titles)}: {self.move}"


def proposals(snapshot: Snapshot) -> tuple[Proposal, ...]:
    """Every move in a book's readings whose two keys do not stand for one thing yet, by day."""
    names, identities = snapshot.table("names"), snapshot.table("identities")
    corrections = snapshot.table("corrections")
    observed = standing(snapshot.table("observations"), "observations", corrections)
    titles = _titles(names, identities)
    folded = {key: fold(title) for key, title in titles.items()}
    named = set(texts(column(names, "entity")))
    found = [
        Proposal(move=move, old_title=titles.get(move.old, ""), new_title=titles.get(move.new, ""))
        for move in find_moves(series(observed), folded)
        if not _joined(move, identities, named)
    ]
    return tuple(sorted(found, key=lambda one: (one.move.first, one.move.old)))


def _titles(names: pa.Table, identities: pa.Table) -> dict[str, str]:
    """A title of every key: its own, or that of what it stands for."""
    shown = names.filter(compute.equal(names["form"], "name"))
    titles: dict[str, str] = {}
    for entity, title in zip(
        texts(column(shown, "entity")), texts(column(shown, "name")), strict=True
    ):
        titles.setdefault(entity, title)
    for key, entity in zip(
        texts(column(identities, "key")), texts(column(identities, "entity")), strict=True
    ):
        if entity in titles:
            titles.setdefault(key, titles[entity])
    return titles


def _joined(move: Move, identities: pa.Table, named: set[str]) -> bool:
    """Whether both keys stand for one thing on their days, and neither is another by itself."""
    ends = {_meant(move.old, move.last, identities), _meant(move.new, move.first, identities)}
    return len(ends) == 1 and not ({move.old, move.new} - ends) & named


def _meant(key: str, day: Day, identities: pa.Table) -> str:
    """What the key stands for on the day; itself where nothing, or too much, is said."""
    found = entities_of(key, day, identities)
    return next(iter(found)) if len(found) == 1 else key


@dataclass(slots=True)
class _Chain:
    """Keys of one counter, each with its days and what it stands for, and the moves that say so."""

    periods: list[tuple[str, Day | None, Day | None]]
    entities: list[str]  # in the order of the keys
    moves: list[Move] = field(default_factory=list["Move"])

    @property
    def reason(self) -> str:
        """The evidence in words."""
        return "; ".join(map(str, self.moves))

    def entity(self, named: set[str]) -> str:
        """The one thing: what the catalogue says, else the latest key that has a name."""
        keys = {key for key, _, _ in self.periods}
        said = set(self.entities) - keys
        if len(said) > 1:
            raise TwoRecordings(f"{' and '.join(sorted(said))}: {self.reason}")
        if said:
            return said.pop()
        return next((one for one in reversed(self.entities) if one in named), self.entities[-1])


def _chains(moves: Iterable[Move], identities: pa.Table) -> list[_Chain]:
    """The moves, those that follow each other together."""
    chains: dict[str, _Chain] = {}
    for move in sorted(moves, key=lambda one: (one.first, one.old)):
        old, new = (
            _meant(key, day, identities)
            for key, day in ((move.old, move.last), (move.new, move.first))
        )
        chain = chains.setdefault(move.old, _Chain([(move.old, None, None)], [old]))
        key, start, _ = chain.periods[-1]
        chain.periods[-1:] = [(key, start, move.last), (move.new, move.first, None)]
        chain.entities.append(new)
        chain.moves.append(move)
        chains[move.new] = chain
    return list({id(chain): chain for chain in chains.values()}.values())


def stitched(moves: Iterable[Move], catalogue: Tables, version: int) -> Batch:
    """The batch that makes each move's keys one recording, each key for its own days.

    `version` is that of the ledger that `catalogue` was read from. TwoRecordings: the catalogue
    says that two keys of a move are different things.
    """
    rows: dict[str, list[Mapping[str, Any]]] = {}
    named = set(texts(column(catalogue.names, "entity")))
    chains = _chains(moves, catalogue.identities)
    for chain in chains:
        entity = chain.entity(named)
        for key, start, end in chain.periods:
            rows.setdefault("identities", []).append(_identity(key, entity, start, end))
        for other in dict.fromkeys(chain.entities):
            if other != entity and other in named:
                _merge(other, entity, chain.reason, catalogue, rows)
    schemas = {**SCHEMAS, "corrections": CORRECTIONS}
    tables = {
        name: pa.Table.from_pylist([dict(row) for row in found], schema=schemas[name])
        for name, found in rows.items()
    }
    return _batch(tables, [str(move) for chain in chains for move in chain.moves], version)


def _identity(key: str, entity: str, start: Day | None, end: Day | None) -> Mapping[str, Any]:
    return {
        "key": key,
        "entity": entity,
        "from_day": None if start is None else day_number(start),
        "to_day": None if end is None else day_number(end),
        "grade": "reported",
        "source": SOURCE,
    }


_SUBJECT = {"names": "entity", "tracks": "recording", "credits": "item", "facts": "entity"}


def _merge(
    other: str,
    entity: str,
    reason: str,
    catalogue: Tables,
    rows: dict[str, list[Mapping[str, Any]]],
) -> None:
    """Take back what is said of `other` as a thing of its own, and say it of `entity`."""
    wanted = replace(catalogue)
    for name, subject in _SUBJECT.items():
        table: pa.Table = getattr(wanted, name)
        held = {_cells(row, name) for row in dicts(rows_where(table, subject, [entity]))}
        for row in dicts(rows_where(table, subject, [other])):
            said = {column: row[column] for column in SCHEMAS[name].names} | {subject: entity}
            if _cells(said, name) not in held:
                held.add(_cells(said, name))
                rows.setdefault(name, []).append(said)
    for row in dicts(rows_where(catalogue.identities, "entity", [other])):
        said = {column: row[column] for column in IDENTITIES.names} | {"entity": entity}
        rows.setdefault("identities", []).append(said)
    nothing = dict.fromkeys(CORRECTIONS.names)
    back = nothing | {"entity": other, "reason": reason}
    listed = nothing | {"table_name": "tracks", "value": other, "reason": reason}
    rows.setdefault("corrections", []).extend([back, listed])


def _cells(row: Mapping[str, Any], name: str) -> tuple[Any, ...]:
    return tuple(row[column] for column in SCHEMAS[name].names)


def _batch(tables: Mapping[str, pa.Table], evidence: list[str], version: int) -> Batch:
    said = {name: dicts(table) for name, table in tables.items()}
    text = json.dumps([version, said], sort_keys=True, default=str)
    digest = hashlib.sha256(text.encode()).hexdigest()
    what = "keys that are one recording from now on, each for its own days"
    report = Report(
        file="stitch",
        format="stitch",
        source=SOURCE,
        digest=digest,
        taken={name: table.num_rows for name, table in tables.items()},
        notes=(Note("id moves", len(evidence), what, tuple(evidence)),) if evidence else (),
    )
    return Batch(name="stitch", source=SOURCE, digest=digest, tables=tables, report=report)
