"""What is known of one album, track or artist, put together for its page."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from recordbook.catalogue.errors import UnknownKey
from recordbook.catalogue.resolve import is_key
from recordbook.catalogue.tables import rows_of, rows_where
from recordbook.claims.vocabulary import CHART_PLATFORMS
from recordbook.errors import RecordbookError
from recordbook.intake.arrow import compute, dicts, strings
from recordbook.system.browsing import Board, named, viewed
from recordbook.system.counters import counters, silences
from recordbook.system.explain import Link, Stated, links, rows_about, stated
from recordbook.system.holdings import held
from recordbook.system.keeping import FOUND, WITHDRAWN
from recordbook.units import day_from
from recordbook.web.lines import lines_of
from recordbook.web.once import lines_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recordbook.proof import Prover
    from recordbook.system.browsing import Row
    from recordbook.system.counters import Counter
    from recordbook.system.provenance import Hole
    from recordbook.units import Day
    from recordbook.web.lines import Line
    from recordbook.web.shelf import Shelf
    from recordbook.web.wording import Wording

POPULATION = {"release": "albums", "recording": "tracks", "artist": "artists"}
"""Among whom the page of each kind compares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something with its day: a fact (`what` and `value`), or a release that came out."""

    day: Day
    what: str
    value: str
    entity: str = ""
    end: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What the catalogue says of an entity, and what was read of it.

    `aliases` are its other names; `makers` whom it is by, `tracks` what it holds and `on` what it
    stands on; `releases` and `recordings` are those that an artist is credited on, and `timeline`
    its dated facts and when its releases came out. `counters` are its own, with how many readings
    they miss, and `silences` where each of them has holes.
    """

    entity: str
    kind: str
    name: str
    aliases: tuple[Stated, ...]
    facts: tuple[Stated, ...]
    makers: tuple[Link, ...]
    tracks: tuple[Link, ...]
    on: tuple[Link, ...]
    releases: tuple[Link, ...]
    recordings: tuple[Link, ...]
    timeline: tuple[Dated, ...]
    counters: tuple[Counter, ...]
    silences: tuple[tuple[Hole, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Records held and lost, the newest first, and how many there are of both."""

    standing: tuple[Line, ...]
    lost: tuple[Line, ...]
    stand: int
    gone: int


def kind_of(prover: Prover, entity: str) -> str:
    """Release, recording or artist; UnknownKey where nothing is called so."""
    rows = rows_of(rows_where(prover.names.tables.names, "entity", [entity]))
    if not rows:
        raise UnknownKey(entity)
    return rows[0]["kind"]


def profile(prover: Prover, entity: str, kind: str) -> Profile:
    """The profile of an entity of a kind; UnknownKey where there is no such thing."""
    tables = prover.names.tables
    names = rows_about(tables.names, "entity", entity)
    rows = rows_of(names)
    if not rows or rows[0]["kind"] != kind:
        raise UnknownKey(entity)
    shown = [row["name"] for row in rows if row["form"] == "name"]
    name = min(shown) if shown else entity
    found = links(prover, entity)
    kinds = _kinds(prover, (one.entity for one in found))
    facts = _named(prover, stated(rows_about(tables.facts, "entity", entity), "attribute", "value"))
    releases = _of(found, kinds, "release")
    return Profile(
        entity=entity,
        kind=kind,
        name=name,
        aliases=tuple(one for one in stated(names, "form", "name") if one.value != name),
        facts=facts,
        makers=tuple(one for one in found if one.what.endswith(" artist")),
        tracks=tuple(one for one in found if one.what == "track"),
        on=tuple(one for one in found if one.what == "on"),
        releases=releases,
        recordings=_of(found, kinds, "recording"),
        timeline=_timeline(prover, facts, releases) if kind == "artist" else (),
        counters=counters(prover, entity),
        silences=silences(prover, entity),
    )


def _kinds(prover: Prover, entities: Iterable[str]) -> dict[str, str]:
    rows = rows_of(rows_where(prover.names.tables.names, "entity", entities))
    return {row["entity"]: row["kind"] for row in rows}


def _of(found: Iterable[Link], kinds: dict[str, str], kind: str) -> tuple[Link, ...]:
    """What an artist is credited on, of one kind, each once."""
    mine = (one for one in found if " on " in one.what and kinds.get(one.entity) == kind)
    return tuple({one.entity: one for one in mine}.values())


def _named(prover: Prover, facts: tuple[Stated, ...]) -> tuple[Stated, ...]:
    """Facts with the names of the entities that are their values."""
    known = named(prover, (one.value for one in facts if is_key(one.value)))
    return tuple(replace(one, value=known.get(one.value, (one.value,))[0]) for one in facts)


def _timeline(
    prover: Prover, facts: Iterable[Stated], releases: Iterable[Link]
) -> tuple[Dated, ...]:
    """The dated facts of an artist and when its releases came out, by day."""
    names = {one.entity: one.name for one in releases}
    rows = rows_where(prover.names.tables.facts, "entity", names)
    rows = rows.filter(compute.equal(rows["attribute"], "released"))
    out: dict[str, int] = {}
    for row in dicts(rows):
        if row["from_day"] is not None:
            day, known = int(row["from_day"]), out.get(str(row["entity"]))
            out[str(row["entity"])] = day if known is None else min(day, known)
    dated = [
        Dated(day=one.start, what=one.what, value=one.value, end=one.end)
        for one in facts
        if one.start is not None
    ]
    dated += [
        Dated(day=day_from(day), what="released", value=names[entity], entity=entity)
        for entity, day in out.items()
    ]
    return tuple(sorted(set(dated), key=lambda one: (one.day, one.what, one.value, one.entity)))


def usual_measure(kind: str, platform: str) -> str:
    """The measure by which a page compares things of a kind."""
    if platform in CHART_PLATFORMS:
        return "weeks in the top 100"
    return {"release": "album total", "artist": "monthly listeners"}.get(kind, "total streams")


def board_of(prover: Prover, kind: str, day: Day, platform: str) -> Board | None:
    """Everyone of a kind by its usual measure; None where that cannot be told."""
    with suppress(RecordbookError):
        view = viewed(POPULATION[kind], usual_measure(kind, platform), day, platform)
        board = Board(prover, view)
        _ = board.field
        return board
    return None


def rows_in(board: Board | None, entities: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a board of some entities, in their order; of those it has."""
    if board is None or not entities:
        return ()
    places = compute.index_in(strings(entities), value_set=board.field.entities)
    at = compute.fill_null(places, -1).to_numpy().astype(np.int64)
    return board.rows(at[at >= 0])


def records_of(
    prover: Prover, shelf: Shelf, entities: Iterable[str], w: Wording, *, most: int
) -> Records:
    """The records that some entities hold and those they lost; at most so many of each."""
    found = held(lines_in(shelf), frozenset(entities))
    known = shelf.records()
    told = [(one.lost is not None, known[one.key]) for one in found if one.key in known]
    standing = [replace(change, status=FOUND) for lost, change in told if not lost]
    gone = [replace(change, status=WITHDRAWN) for lost, change in told if lost]
    return Records(
        standing=lines_of(prover, standing[:most], w),
        lost=lines_of(prover, gone[:most], w),
        stand=len(standing),
        gone=len(gone),
    )
