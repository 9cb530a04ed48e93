"""How soon after release: each track's crossing against its own release."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from recordbook.claims import write_number
from recordbook.errors import RecordbookError
from recordbook.scrutiny.findings import (
    Finding,
    day_stated,
    nothing,
    sources_of,
    stated_of,
)
from recordbook.scrutiny.statement import Judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.proof import Prover
    from recordbook.proof.proof import Standing
    from recordbook.scrutiny.statement import Fact
    from recordbook.units import Day

_YEAR = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is spoken of: when it came out, and when it reached the level."""

    name: str
    released: tuple[Day, Day]
    earliest: Day | None
    latest: Day | None
    limit: tuple[Day, Day]  # the last days in time, for the first and the last day of release

    @property
    def in_time(self) -> bool:
        """Whether it is known to have been in time."""
        return self.latest is not None and self.latest <= self.limit[0]

    @property
    def late(self) -> bool:
        """Whether it is known not to have been in time."""
        return self.earliest is not None and self.earliest > self.limit[1]


def within(fact: Fact, prover: Prover) -> Finding:
    """Whether all parts reached a level so soon after their own release.

    Where the figures leave it open, the text's own day decides: if it says that the level was
    reached on a day, and that day is past the limit of a part that no figure shows in time.
    """
    if fact.claim is None:
        return nothing("what was reached is not said")
    try:
        proof = prover.prove(fact.claim)
    except RecordbookError as error:
        return nothing(error.message)
    parts = _parts(proof.parts or (proof.subject,), proof.subject.entity, fact, prover)
    if not parts:
        return nothing("the catalogue has no source for the days of release")
    sources = sources_of(
        row
        for part in proof.parts
        for row in stated_of(part.entity, "released", prover.names.tables)
    )
    early = [part for part in parts if part.in_time]
    late = [part for part in parts if part.late]
    open_ = [part for part in parts if not part.in_time and not part.late]
    told = _told(early, fact)
    if not open_ and not late:
        return Finding(verdict=Judgement.PROVEN, reason=told, sources=sources)
    day = fact.day
    by_text = [one for one in open_ if fact.dated and day is not None and day > one.limit[1]]
    if not late and not by_text:
        names = ", ".join(part.name for part in open_)
        reason = f"when {names} reached it is not known closely enough; {told}"
        return Finding(verdict=Judgement.UNDECIDED, reason=reason, sources=sources)
    slow = late or by_text
    reached = min(part.earliest for part in late if part.earliest) if late else day
    assert reached is not None  # noqa: S101 - for the type checker: one of the two is there
    days = (reached - max(part.released[0] for part in slow)).days
    limit = max(part.limit[1] for part in slow)
    by = "" if late else " by the article's own account"
    names = ", ".join(part.name for part in slow)
    return Finding(
        verdict=Judgement.REFUTED,
        reason=(
            f"{names}: released {slow[0].released[0]}, and the last of the tracks reached"
            f" {write_number(fact.claim.threshold or 0)} on {reached}{by}, {days} days after"
            f" release; in time would have been until {limit}. {told}"
        ).strip(),
        nearest=f"{days} days after release, more than {_limit_text(fact)}",
        sources=sources,
    )


def _parts(standings: Sequence[Standing], whole: str, fact: Fact, prover: Prover) -> list[Part]:
    """Each part with its own days; of one without a release day, the album's."""
    tables = prover.names.tables
    album = day_stated(whole, "released", tables)
    made: list[Part] = []
    for one in standings:
        released = day_stated(one.entity, "released", tables) or album
        if released is None:
            return []
        first, last = (_limit(day, fact) for day in released)
        made.append(Part(one.name, released, one.earliest, one.latest, (first, last)))
    return made


def _limit(released: Day, fact: Fact) -> Day:
    """The last day on which it would have been in time."""
    unit, strict = fact.unit.removeprefix("less "), fact.unit.startswith("less ")
    if unit == "months":
        years, month = divmod(released.month - 1 + fact.number, _YEAR)
        year = released.year + years
        last = monthrange(year, month + 1)[1]
        end = date(year, month + 1, min(released.day, last))
    else:
        end = released + timedelta(days=fact.number * (7 if unit == "weeks" else 1))
    return end - timedelta(days=1) if strict else end


def _limit_text(fact: Fact) -> str:
    return f"{fact.number} {fact.unit.removeprefix('less ')}"


def _told(early: Sequence[Part], fact: Fact) -> str:
    """The parts that were in time, with their own days of release."""
    del fact
    said = [
        f"{part.name} (released {part.released[0]}) by {part.latest}, within"
        f" {(part.latest - part.released[0]).days} days"
        for part in early
        if part.latest
    ]
    return f"In time: {'; '.join(said)}." if said else ""
