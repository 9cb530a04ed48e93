"""Who is in a cohort: Kleene truth for every candidate, because sources are silent or disagree."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.catalogue.attributes import ATTRIBUTES
from recordbook.catalogue.hierarchy import POPULATIONS, below
from recordbook.catalogue.names import fold
from recordbook.claims import AllOf, Condition
from recordbook.engine import Query
from recordbook.intake.arrow import (
    bools,
    column,
    columns,
    compute,
    integers,
    listed,
    ordered,
    strings,
    texts,
)
from recordbook.measures.steps import rule
from recordbook.units import Truth

if TYPE_CHECKING:
    from recordbook.claims import Cohort, CohortTerm, Reading
    from recordbook.engine import Engine
    from recordbook.engine.query import Value
    from recordbook.intake.arrow import Column
    from recordbook.proof.field import Ints

KINDS = {"track": "recording", "artist": "artist", "group": "artist", "soloist": "artist"}
"""What kind of entity a population is made of; every other population is made of releases."""

_DATES = frozenset({"released", "birth day", "debut"})


def step(name: str, *reads: Query, **values: Value) -> Query:
    """The step of a file in `proof/steps`."""
    return Query.load("recordbook.proof", f"steps/{name}", *reads, **values)


@dataclass(frozen=True)
class Members:
    """The candidates of one kind on one day, and which conditions they meet.

    `shared` keeps what is the same on every day, for all that are asked of one snapshot.
    """

    engine: Engine
    kind: str
    as_of: int
    shared: dict[str, pa.Table] = field(
        default_factory=dict[str, pa.Table], repr=False, compare=False
    )

    @property
    def candidates(self) -> pa.Table:
        """entity, silent_until, released_from, released_to: everything of the kind, by entity."""
        if self.kind not in self.shared:
            query = step("candidates", rule("released"), kind=self.kind)
            self.shared[self.kind] = ordered(self.engine.rows(query), "entity")
        return self.shared[self.kind]

    @cached_property
    def entities(self) -> Column:
        """The candidates' ids, in the order of every array here."""
        return column(self.candidates, "entity")

    def place(self, entity: str) -> int:
        """Where a candidate stands in the arrays; -1 where it is none."""
        return compute.index(self.entities, entity).as_py()

    def truth(self, cohort: Cohort | None, reading: Reading, excluded: list[str]) -> Ints:
        """Kleene truth (0, 1, 2) of membership, by candidate."""
        if cohort is None:
            return self._all(Truth.TRUE)
        inside = self._population(cohort.population, reading)
        inside = np.minimum(inside, self.term(cohort.term, reading))
        places = [self.place(entity) for entity in excluded]
        inside[[place for place in places if place >= 0]] = Truth.FALSE
        return inside

    def changes(self, cohort: Cohort | None) -> list[int]:
        """The days, in order, on which membership may change: some fact begins or ends."""
        if cohort is None:
            return []
        own = {"group": "act type", "soloist": "act type"}.get(cohort.population, "release type")
        asked = sorted({own, *_attributes(cohort.term)} - _DATES)
        self.engine.attach("wanted", columns(entity=strings(asked)))
        return sorted(listed(column(self.engine.rows(step("changes")), "day")))

    def term(self, term: CohortTerm, reading: Reading) -> Ints:
        """Kleene truth of a term: "and" is the least, "or" the greatest of its parts.

        What one conjunction asks of the artist, it asks of one and the same artist.
        """
        if self.kind != "artist" and _of_artist(term):
            return self._credited(self._artists.term(term, reading), reading)
        if isinstance(term, Condition):
            truth = self._named(term) if term.attribute == "artist" else self._facts(term)
            return Truth.TRUE - truth if term.negated else truth
        least, best = (
            (np.minimum, Truth.TRUE) if isinstance(term, AllOf) else (np.maximum, Truth.FALSE)
        )
        parts = list(term.parts)
        if isinstance(term, AllOf) and self.kind != "artist":
            artist = AllOf(tuple(part for part in parts if _of_artist(part)))
            parts = [part for part in parts if not _of_artist(part)] + [artist] * bool(artist.parts)
        truth = self._all(best)
        for part in parts:
            truth = least(truth, self.term(part, reading))
        return truth

    def _all(self, truth: Truth) -> Ints:
        return np.full(len(self.entities), truth, dtype=np.int64)

    @cached_property
    def _known(self) -> dict[Condition, Ints]:
        """What was found of a condition, as if it were not negated; no caller writes into it."""
        return {}

    def _credits(self, *, featured: bool) -> pa.Table:
        """item, artist: who is credited on what, with or without those featured."""
        name = "credits with featured" if featured else "credits"
        if name not in self.shared:
            self.shared[name] = self.engine.rows(step("credited", featured=featured))
        return self.shared[name]

    @cached_property
    def _artists(self) -> Members:
        return Members(self.engine, "artist", self.as_of, self.shared)

    def _population(self, population: str, reading: Reading) -> Ints:
        if population in {"group", "soloist"}:
            return self._facts(Condition(attribute="act type", values=(population,), of="self"))
        if population in KINDS or population == "release":
            return self._all(Truth.TRUE)
        types = POPULATIONS[population]
        if population == "album" and reading.single_albums:
            types |= POPULATIONS["single album"]
        return self._facts(
            Condition(attribute="release type", values=tuple(sorted(types)), of="self")
        )

    def _named(self, condition: Condition) -> Ints:
        """Truth of being one of the artists the condition names, by entity."""
        named = bools(compute.is_in(self.entities, strings(condition.values)))
        return np.where(named, Truth.TRUE, Truth.FALSE).astype(np.int64)

    def _facts(self, condition: Condition) -> Ints:
        if condition not in self._known:
            found = self._judged(condition)
            truth = integers(column(found, "truth"))
            self._known[condition] = _looked_up(column(found, "entity"), truth, self.entities)
        return self._known[condition]

    def _credited(self, artists: Ints, reading: Reading) -> Ints:
        """Truth by the artists credited: one must do; or, by exact credit, the only one."""
        credits_ = self._credits(featured=reading.credit == "any")
        truth = _looked_up(self._artists.entities, artists, column(credits_, "artist"))
        place = compute.index_in(column(credits_, "item"), self.entities)
        known = bools(compute.is_valid(place))
        rows = compute.fill_null(place, 0).to_numpy()[known]
        best = self._all(Truth.FALSE)
        np.maximum.at(best, rows, truth[known])
        credited = np.bincount(rows, minlength=len(best))
        if reading.credit == "exact":
            best = np.where(credited > 1, Truth.FALSE, best)
        return np.where(credited == 0, Truth.UNKNOWN, best)

    def _judged(self, condition: Condition) -> pa.Table:
        """entity, truth: for every entity with a fact of the attribute."""
        stated = self.engine.rows(step("values", attribute=condition.attribute))
        values = column(stated, "value")
        truths = [int(meets(condition, value)) for value in texts(values)]
        accepted = columns(value=values, truth=pa.array(truths, pa.int64()))
        self.engine.attach("accepted", accepted)
        attribute = ATTRIBUTES.get(condition.attribute)
        query = step(
            "condition",
            attribute=condition.attribute,
            several=attribute is not None and attribute.several,
            timeless=condition.attribute in _DATES,
            as_of=self.as_of,
        )
        return self.engine.rows(query)


def _of_artist(term: CohortTerm) -> bool:
    """Whether a term asks about the artist alone."""
    if isinstance(term, Condition):
        return term.of == "artist"
    return bool(term.parts) and all(_of_artist(part) for part in term.parts)


def _attributes(term: CohortTerm) -> set[str]:
    """What a term asks about."""
    if isinstance(term, Condition):
        return {term.attribute}
    return {attribute for part in term.parts for attribute in _attributes(part)}


def _looked_up(keys: Column, truth: Ints, wanted: Column) -> Ints:
    """The truth stated of each wanted key; unknown where nothing is stated."""
    at = compute.fill_null(compute.index_in(wanted, keys), -1).to_numpy()
    return np.append(truth.astype(np.int64), Truth.UNKNOWN)[at]


def meets(condition: Condition, value: str) -> Truth:
    """Whether a stated value is one the condition accepts; a wider value leaves it open.

    >>> meets(Condition(attribute="country", values=("South Korea",)), "Seoul")
    <Truth.TRUE: 2>
    >>> meets(Condition(attribute="released", values=("2023",)), "2024-01-05")
    <Truth.FALSE: 0>
    """
    return max(_meets(condition.attribute, wanted, value) for wanted in condition.values)


def _meets(attribute: str, wanted: str, value: str) -> Truth:
    if attribute in _DATES:
        if value.startswith(wanted):
            return Truth.TRUE
        return Truth.UNKNOWN if wanted.startswith(value) else Truth.FALSE
    if below(attribute, value, wanted) or fold(value) == fold(wanted):
        return Truth.TRUE
    return Truth.UNKNOWN if below(attribute, wanted, value) else Truth.FALSE
