"""Daily: when the steady counters of a large book reached each rung, carried from day to day.

A state of the daily pass lies beside the ledger and knows which files it was brought forward by. It
goes on with the files of later days, and is made anew where it is of another book's past: a late
day, another version, a damaged file. It is of counters alone: which of them are steady, and what
they are counters of, is asked of the snapshot every time.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from recordbook.intake.arrow import Column, column, columns, compute, integers, taken
from recordbook.measures.heads import WORLDWIDE
from recordbook.measures.steps import rule
from recordbook.mining.daily import BEFORE, LEFT, State, advance, told
from recordbook.mining.errors import OtherState
from recordbook.mining.ladder import rungs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recordbook.engine import Engine
    from recordbook.ledger import Book, Snapshot
    from recordbook.measures import Plain

LADDER = tuple(int(rung) for rung in rungs(1, 10**11))
"""The thresholds that are watched for in every book."""

_loose: Any = parquet
_COLUMNS = ("key", "low")


@dataclass(frozen=True)
class Carried:
    """The state of a platform's counters; `anew` says why it was made from the first day on."""

    state: State
    anew: str | None


def carried(book: Book, snapshot: Snapshot, platform: str) -> Carried | None:
    """The state brought forward to a snapshot; None where a file holds more than one day's page."""
    days = _days(snapshot, platform)
    if days is None:
        return None
    folder = book.derived / "daily" / hashlib.sha256(platform.encode()).hexdigest()[:16]
    anew = None
    try:
        state = _going_on(folder, days)
    except OtherState as other:
        state, anew = State.create(folder, LADDER), other.message
    for day in sorted(days):
        if state.day is None or day > state.day:
            advance(state, day, days[day], _COLUMNS, mark=_mark(days, day))
    return Carried(state, anew)


def _going_on(folder: Path, days: Mapping[int, Sequence[Path]]) -> State:
    """The state there, if it was brought forward by these files and no others."""
    state = State.open(folder, LADDER)
    if state.day is not None and state.note.mark != _mark(days, state.day):
        raise OtherState("the book has other files of the days that the state knows")
    return state


def steady_crossings(
    state: State, plain: Plain, engine: Engine, ladder: Sequence[int]
) -> pa.Table | None:
    """entity, threshold, earliest, latest of the steady counters, as `measures.ladder` gives them.

    None where the state does not know all of them, or not all thresholds.
    """
    numbers = state.names.find(column(plain.counters, "key"))
    if not set(ladder) <= set(LADDER) or (numbers < 0).any():
        return None
    if (state["rungs"][numbers] == LEFT).any():
        return None
    rows = told(state, "track", LADDER.index(min(ladder)) if ladder else 0)
    place = np.full(state.names.count, -1)
    place[numbers] = np.arange(len(numbers))
    rows = rows[np.isin(rows["rung"], np.searchsorted(LADDER, ladder))]
    rows = rows[place[rows["subject"]] >= 0]
    silent = _silent(engine, column(plain.counters, "entity"))
    at = place[rows["subject"]]
    earliest = np.maximum(rows["earliest"].astype(np.int64), silent[at] + 1)
    return columns(
        entity=taken(column(plain.counters, "entity"), at),
        threshold=pa.array(state.ladder[rows["rung"]]),
        earliest=pa.array(earliest, mask=earliest <= BEFORE + 1),
        latest=pa.array(rows["latest"].astype(np.int64)),
    )


def _silent(engine: Engine, entities: Column) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Until when each entity surely had nothing; BEFORE where that is not known."""
    released = engine.rows(rule("released"))
    place = integers(compute.index_in(entities, value_set=column(released, "entity")))
    days = np.append(integers(column(released, "silent_until")), BEFORE)
    days = np.where(days < BEFORE, BEFORE, days)
    return days[np.where(place < 0, len(days) - 1, place)]


def _mark(days: Mapping[int, Sequence[Path]], last: int | None) -> str:
    """What the files up to a day are known by."""
    known = [
        [day, sorted(path.name for path in days[day])]
        for day in sorted(days)
        if last is not None and day <= last
    ]
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


def _days(snapshot: Snapshot, platform: str) -> dict[int, list[Path]] | None:
    """The files of a platform's totals by day; those of other pages alone are left out."""
    wanted = {"platform": platform, **WORLDWIDE}
    found: dict[int, list[Path]] = {}
    for name in snapshot.files("observations"):
        said = _constants(Path(name), [*wanted, "day"])
        if any(
            known is not None and known != wanted.get(one, known) for one, known in said.items()
        ):
            continue
        if None in said.values():
            return None
        found.setdefault(said["day"], []).append(Path(name))
    return found


def _constants(path: Path, names: Sequence[str]) -> dict[str, Any]:
    """What all rows of a file say in some columns by its own statistics; None: they differ."""
    metadata = _loose.read_metadata(path)
    place = {name: metadata.schema.names.index(name) for name in names}
    said: dict[str, Any] = {}
    for name, at in place.items():
        values: set[Any] = set()
        for number in range(metadata.num_row_groups):
            told_of: Any = metadata.row_group(number).column(at).statistics
            if told_of is None or not told_of.has_min_max or told_of.null_count:
                values |= {None}
            else:
                values |= {told_of.min, told_of.max}
        said[name] = values.pop() if len(values) == 1 else None
    return said
