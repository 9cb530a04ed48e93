"""The paths of a claim: what was known on each day of its subject, its parts and nearest rivals."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.claims import Aggregate
from recordbook.claims.families import RANKS
from recordbook.intake.arrow import column, compute, dicts
from recordbook.measures import ALWAYS
from recordbook.measures.history import course
from recordbook.measures.ladder import LADDERED
from recordbook.measures.listeners import LISTENERS
from recordbook.measures.standings import on_lists, weighed
from recordbook.proof.proof import Standing
from recordbook.proof.question import least_count, question_of
from recordbook.units import Bounds, day_from, day_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recordbook.claims import Claim
    from recordbook.proof import Proof, Prover
    from recordbook.proof.trial import Trial
    from recordbook.units import Day

MOST_DAYS, MOST_PARTS, MOST_RIVALS = 400, 24, 4
"""How many days are shown, and how many parts and rivals are followed."""

_EDGE = 0.08  # how much is shown around the way to the goal, as a share of it
_PARTS = {
    Aggregate.EVERY_TRACK: "total",
    Aggregate.TRACKS_PAST: "total",
    Aggregate.EVERY_ALBUM: "album total",
    Aggregate.ALBUMS_PAST: "album total",
}
"""Measures made of parts, and how each part is measured."""

ROWS = pa.schema(
    [
        *(pa.field(name, pa.string()) for name in ("entity", "name", "side")),
        pa.field("day", pa.date32()),
        *(pa.field(name, pa.int64()) for name in ("low", "high")),
    ]
)
"""The columns of paths as a table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """What was known of somebody on each of some days, and when it reached the goal.

    `side` is subject, part or rival. `earliest` is None where no day is ruled out, `latest` where
    it is not known to be there.
    """

    entity: str
    name: str
    side: str
    bounds: tuple[Bounds, ...]
    earliest: Day | None = None
    latest: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paths:
    """The paths of a claim on the same days, ascending; none where its measure has no path.

    `goal` is what each of them has to reach, None where there is nothing to be reached.
    """

    claim: Claim
    name: str
    goal: int | None
    days: tuple[Day, ...]
    paths: tuple[Path, ...]

    def rows(self) -> pa.Table:
        """entity, name, side, day, low, high (null: no limit): everything as a table."""
        rows = [
            {"entity": path.entity, "name": path.name, "side": path.side, "day": day,
             "low": known.low, "high": known.high}
            for path in self.paths
            for day, known in zip(self.days, path.bounds, strict=True)
        ]  # fmt: skip
        return pa.Table.from_pylist(rows, schema=ROWS)


def paths_of(prover: Prover, proof: Proof) -> Paths:
    """The paths of a proof that the prover made, from the same evidence.

    From the first day on which the subject had anything to the day on which all that are followed
    are known to have reached the goal, or to the claim's day.
    """
    claim = proof.claim
    trial = prover.trial(claim)
    goal = claim.measure.past or (least_count(claim) if claim.threshold is not None else None)
    followed = [
        (one, side, _course(trial, one.entity, side)) for one, side in _followed(trial, proof)
    ]
    days = _days(followed, day_number(claim.as_of))
    return Paths(
        claim=claim,
        name=proof.subject.name,
        goal=goal,
        days=tuple(map(day_from, days)),
        paths=tuple(
            Path(
                entity=one.entity,
                name=one.name,
                side=side,
                bounds=tuple(steps.on(day) for day in days),
                earliest=one.earliest,
                latest=one.latest,
            )
            for one, side, steps in followed
        ),
    )


@dataclass(frozen=True, slots=True)
class _Steps:
    """Bounds by the day from which they hold, ascending; `before` what holds until the first."""

    days: tuple[int, ...]
    bounds: tuple[Bounds, ...]
    before: Bounds

    def on(self, day: int) -> Bounds:
        """What is known on a day."""
        at = bisect_right(self.days, day) - 1
        return self.before if at < 0 else self.bounds[at]

    @property
    def begun(self) -> int | None:
        """The first day on which there surely was something; None where there never was."""
        steps = zip(self.days, self.bounds, strict=True)
        return next((day for day, known in steps if known.low and day > -ALWAYS), None)


def _followed(trial: Trial, proof: Proof) -> Iterator[tuple[Standing, str]]:
    """Who is followed, each with its side; nobody where the measure has no path."""
    claim = proof.claim
    counted = claim.measure.aggregate in _PARTS
    measure, question = question_of(claim, trial.members.kind)
    listed = on_lists(question, measure) and claim.measure.aggregate not in RANKS
    app = question.basis == "app" and measure in LADDERED | {LISTENERS}
    if listed or app:
        yield proof.subject, "subject"
    if counted and question.basis == "app":
        lowest = sorted(proof.parts, key=lambda part: part.bounds.low)[:MOST_PARTS]
        yield from ((part, "part") for part in proof.parts if part in lowest)
    if listed or app:
        yield from ((rival, "rival") for rival in _rivals(proof))


def _rivals(proof: Proof) -> list[Standing]:
    """The nearest rivals that are out, and of which anything was read."""
    rivals = proof.rivals.filter(compute.greater(proof.rivals["read"], 0))
    out = compute.fill_null(compute.greater(rivals["high"], 0), fill_value=True)
    return [
        Standing(
            entity=str(row["entity"]),
            name=str(row["name"]),
            bounds=Bounds(row["low"], row["high"]),
            earliest=_day(row["earliest"]),
            latest=_day(row["latest"]),
        )
        for row in dicts(rivals.filter(out).slice(0, MOST_RIVALS))
    ]


def _day(number: int | None) -> Day | None:
    return None if number is None or abs(number) >= ALWAYS else day_from(number)


def _course(trial: Trial, entity: str, side: str) -> _Steps:
    """What the evidence says of somebody on every day, as the prover is told it."""
    measure, question = question_of(trial.claim, trial.members.kind)
    if side == "part":
        measure = _PARTS[trial.claim.measure.aggregate]
    rows = dicts(course(trial.evidence, question, measure, entity))
    before = Bounds()
    if not rows and side != "part":
        told = column(weighed(trial.evidence, question, measure), "entity")
        place = trial.members.place(entity)
        silent: int | None = trial.members.candidates["silent_until"][place].as_py()
        if silent is not None and compute.index(told, entity).as_py() < 0:
            return _Steps((silent + 1,), (before,), Bounds.exactly(0))
    return _Steps(
        tuple(int(row["day"]) for row in rows),
        tuple(Bounds(row["low"], row["high"]) for row in rows),
        before,
    )


def _days(followed: Sequence[tuple[Standing, str, _Steps]], as_of: int) -> list[int]:
    """The days that are shown, ascending, at most so many; none where nobody ever had anything."""
    own = [steps.begun for _, side, steps in followed if side != "rival"]
    begun = [day for day in own or [steps.begun for _, _, steps in followed] if day is not None]
    if not begun or min(begun) > as_of:
        return []
    first = min(begun)
    latest = [None if one.latest is None else day_number(one.latest) for one, _, _ in followed]
    known = [day for day in latest if day is not None]
    last = min(max(known), as_of) if len(known) == len(latest) else as_of
    edge = max(round((last - first) * _EDGE), 2)
    first, last = first - edge, min(last + edge, as_of)
    if last <= first:
        return [as_of]
    every = -(-(last - first + 1) // MOST_DAYS)
    return sorted({*range(last, first - 1, -every)})
