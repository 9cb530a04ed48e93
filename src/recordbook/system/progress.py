"""How far somebody has come: where it stands, its last round number, and the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Claim, Measure
from recordbook.claims.families import RANKS
from recordbook.claims.vocabulary import CHART_PLATFORMS
from recordbook.measures import ALWAYS, UNBOUNDED
from recordbook.measures.lists import usual_cadence
from recordbook.mining.ladder import next_rung, rungs
from recordbook.system.courses import about
from recordbook.units import Bounds, day_from

if TYPE_CHECKING:
    from recordbook.proof import Prover
    from recordbook.units import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """A rung that somebody reached, between two days (None: not ruled out before)."""

    threshold: int
    earliest: Day | None
    latest: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where somebody stands by a measure, the last rung it surely reached, and the next one.

    `missing` is what it still needs to the next; its low is 0 where it may be there already. A
    place in a list has no rungs.
    """

    measure: Measure
    bounds: Bounds
    last: Milestone | None = None
    next: int | None = None
    missing: Bounds | None = None


def progress(
    prover: Prover, entity: str, kind: str, day: Day, platform: str = "spotify"
) -> tuple[Progress, ...]:
    """Where a release, a recording or an artist stands on a day, by each measure that suits it.

    A measure by which nothing is known of it is left out.
    """
    found = (
        _progress(prover, about(entity, one, day, platform)) for one in suiting(kind, platform)
    )
    return tuple(one for one in found if one is not None)


def suiting(kind: str, platform: str) -> tuple[Measure, ...]:
    """The measures by which the page of a thing looks at it; of places, on a list."""
    if platform not in CHART_PLATFORMS:
        return _MEASURES[kind]
    if kind == "artist":
        return tuple(Measure(aggregate=Aggregate.ENTRIES, rank=rank) for rank in (10, 100))
    if (kind == "release") != (platform in _OF_ALBUMS):
        return ()
    weeks = usual_cadence(platform) > 1
    times = Aggregate.WEEKS_AT if weeks else Aggregate.DAYS_AT
    counted = (Measure(aggregate=times, rank=rank) for rank in (1, 10, 100))
    return (*counted, Measure(aggregate=Aggregate.PEAK_RANK))


_MEASURES = {
    "recording": (Measure(aggregate=Aggregate.TOTAL),),
    "release": (Measure(aggregate=Aggregate.ALBUM_TOTAL), Measure(aggregate=Aggregate.EVERY_TRACK)),
    "artist": (Measure(aggregate=Aggregate.LISTENERS),),
}
_OF_ALBUMS = frozenset({"billboard 200", "official albums"})


def _progress(prover: Prover, claim: Claim) -> Progress | None:
    asked = prover.trial(claim)
    field, mine = asked.field, asked.field.subject
    low, high = int(field.low[mine]), int(field.high[mine])
    bounds = Bounds(low, None if high >= UNBOUNDED else high)
    measure = claim.measure
    if measure.aggregate in RANKS:
        return Progress(measure=measure, bounds=bounds) if field.read[mine] else None
    if not low and high in {0, UNBOUNDED}:
        return None
    goal, last = next_rung(low), int(rungs(1, low)[-1]) if low else 0
    least = 0 if bounds.high is None else max(goal - bounds.high, 0)
    then = asked.field_at(threshold=last) if last else field
    reached = milestone(last, int(then.earliest[mine]), int(then.latest[mine])) if last else None
    return Progress(
        measure=measure, bounds=bounds, last=reached, next=goal, missing=Bounds(least, goal - low)
    )


def milestone(threshold: int, earliest: int, latest: int) -> Milestone | None:
    """A rung and the days between which it was reached; None where it is not known to be."""
    if latest >= ALWAYS:
        return None
    first = None if earliest <= -ALWAYS else day_from(earliest)
    return Milestone(threshold=threshold, earliest=first, latest=day_from(latest))
