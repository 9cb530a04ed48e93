"""The widest cohorts in which a proven claim would be proven too.

A cohort is widened one step at a time: a condition is lifted to what its value lies under, then
dropped; a population gives way to the one around it; nobody is left out by name any more. Every way
to take such steps is a place in a grid, wider cohorts further along each side. Only membership
differs between them, so each is judged on the standings at hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, TypeAlias

from recordbook.catalogue.hierarchy import parents
from recordbook.claims import AllOf, Condition
from recordbook.claims.cohort_text import cohort_text
from recordbook.proof.families import FAMILIES
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recordbook.claims import Cohort, CohortTerm
    from recordbook.proof.trial import Trial

Place: TypeAlias = "tuple[int, ...]"

_AROUND = {
    "EP": ("album", "release"),
    "album": ("release",),
    **dict.fromkeys(("single album", "single", "soundtrack", "video"), ("release",)),
    **dict.fromkeys(("soloist", "group"), ("artist",)),
}
"""The populations around each population, the nearest first."""

_AT_ONCE = 3
"""How many parts of a cohort are widened together."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """A cohort and how each part of it can be widened, the narrowest first."""

    populations: tuple[str, ...]
    leaves_out: tuple[bool, ...]
    terms: tuple[tuple[CohortTerm | None, ...], ...]  # None: dropped

    @classmethod
    def of(cls, cohort: Cohort) -> _Ways:
        """The ways of a cohort."""
        return cls(
            (cohort.population, *_AROUND.get(cohort.population, ())),
            (True, False) if cohort.excluding else (True,),
            tuple(tuple(_wider(part)) for part in cohort.parts),
        )

    def places(self) -> Iterator[Place]:
        """Every place of the grid, the widest first, that is not too far from the cohort."""
        sides = [range(len(side)) for side in (self.populations, self.leaves_out, *self.terms)]
        grid = (place for place in product(*sides) if sum(map(bool, place)) <= _AT_ONCE)
        yield from sorted(grid, key=lambda place: (-sum(place), place))

    def cohort(self, place: Place, of: Cohort) -> Cohort:
        """The cohort at a place."""
        chosen = [side[at] for side, at in zip(self.terms, place[2:], strict=True)]
        return replace(
            of,
            population=self.populations[place[0]],
            term=AllOf(tuple(term for term in chosen if term is not None)),
            excluding=of.excluding if self.leaves_out[place[1]] else (),
        )


def widest(trial: Trial, resolved: Callable[[Cohort], Cohort]) -> tuple[str, ...]:
    """The canonical texts of the widest cohorts, each widened in up to three parts."""
    asked = (trial.asked or trial.claim).cohort
    superlative = trial.claim.superlative
    if asked is None or superlative is None or superlative.family not in FAMILIES:
        return ()
    ways = _Ways.of(asked)
    found: list[Place] = []
    for place in ways.places():
        if any(_within(place, wide) for wide in found):
            continue
        cohort = ways.cohort(place, asked)
        left_out = trial.excluded if cohort.excluding else ()
        member = trial.membership_in(resolved(cohort), left_out)
        if trial.judged(trial.field.among(member)).truth is Truth.TRUE:
            found.append(place)
    return tuple(cohort_text(ways.cohort(place, asked), plural=False) for place in found)


def _wider(term: CohortTerm) -> Iterator[CohortTerm | None]:
    """A part of a cohort, lifted step by step, and at last dropped."""
    yield term
    if isinstance(term, Condition) and not term.negated and len(term.values) == 1:
        for parent in parents(term.attribute, term.values[0]):
            yield replace(term, values=(parent,))
    yield None


def _within(place: Place, wide: Place) -> bool:
    return all(one <= other for one, other in zip(place, wide, strict=True))
