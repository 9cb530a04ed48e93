"""The crowds that records are found in: who is in a cohort, and which conditions each one meets."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.catalogue.attributes import ATTRIBUTES, EVENTS
from recordbook.catalogue.hierarchy import parents
from recordbook.catalogue.names import fold
from recordbook.claims import Condition, Reading
from recordbook.intake.arrow import column, columns, compute, integers, listed, strings, texts
from recordbook.mining import Crowd
from recordbook.proof.members import Members, meets, step
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from recordbook.claims import Cohort, CohortTerm
    from recordbook.engine import Engine
    from recordbook.intake.arrow import Column
    from recordbook.mining.crowd import Ints, Truths
    from recordbook.proof import Prover


@dataclass(frozen=True)
class Crowds:
    """Everyone of a cohort, day by day, and the conditions that narrower cohorts are made of.

    `named` is the cohort as it was asked for; its conditions hold in every claim.
    """

    prover: Prover
    kind: str
    named: Cohort
    attributes: tuple[str, ...]

    def on(self, day: int) -> Crowd:
        """The crowd of a day; the same for all days between which no fact changes."""
        epoch = bisect_right(self._changes, day)
        if epoch not in self._crowds:
            self._crowds[epoch] = self._made(day)
        return self._crowds[epoch]

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition that may be asked: of whom, an attribute, and a value that is stated.

        Wider values come too; values that are spelled alike but for case and accents are one, and
        of a date the year is taken.
        """
        found: list[Condition] = []
        for attribute in self.attributes:
            if attribute not in ATTRIBUTES:
                continue
            kinds = ATTRIBUTES[attribute].kinds
            owners = ["self"] * (self.kind in kinds)
            owners += ["artist"] * ("artist" in kinds and self.kind != "artist")
            values = self._values(attribute)
            found += [
                Condition(attribute=attribute, values=(value,), of=of)
                for of in owners
                for value in values
            ]
        return tuple(found)

    def _values(self, attribute: str) -> list[str]:
        stated = texts(column(self._engine.rows(step("values", attribute=attribute)), "value"))
        if attribute in EVENTS:
            return sorted({value[:4] for value in stated})
        wider = {wide for value in stated for wide in parents(attribute, value)}
        return list(
            {fold(value): value for value in sorted({*stated, *wider}, reverse=True)}.values()
        )

    @property
    def _engine(self) -> Engine:
        return self.prover.engine

    @cached_property
    def _crowds(self) -> dict[int, Crowd]:
        return {}

    @cached_property
    def _changes(self) -> list[int]:
        """The days on which some fact that matters begins or no longer holds."""
        own = {"release type", "act type", *_attributes(self.named.term)}
        asked = sorted({*own, *self.attributes} - EVENTS)
        self._engine.attach("wanted", columns(entity=strings(asked)))
        return sorted(listed(column(self._engine.rows(step("changes")), "day")))

    @cached_property
    def _shared(self) -> dict[str, pa.Table]:
        return {}

    def _members(self, kind: str, day: int) -> Members:
        return Members(self._engine, kind, day, self._shared)

    @property
    def candidates(self) -> pa.Table:
        """entity, silent_until, released_from, released_to: everyone of the kind, by entity."""
        return self._members(self.kind, 0).candidates

    def _made(self, day: int) -> Crowd:
        """The crowd of a day."""
        members = self._members(self.kind, day)
        cohort = self.prover.resolved(self.named)
        out = [self.prover.names.entity(one, self.kind) for one in cohort.excluding]
        owner, artist = self._rows(members.entities)
        artists = self._members("artist", day).entities
        truth = np.empty((len(self.conditions), len(owner)), dtype=np.uint8)
        for of, entities, rows in (("self", members.entities, owner), ("artist", artists, artist)):
            asked = [place for place, one in enumerate(self.conditions) if one.of == of]
            by_attribute: dict[str, list[int]] = defaultdict(list)
            for place in asked:
                by_attribute[self.conditions[place].attribute].append(place)
            for attribute, places in by_attribute.items():
                wanted = [self.conditions[place].values[0] for place in places]
                truth[places] = _truths(self._engine, attribute, wanted, entities, day)[:, rows]
        return Crowd(
            cohort=self.named,
            entities=texts(members.entities),
            member=members.truth(cohort, Reading(), out).astype(np.uint8),
            conditions=self.conditions,
            owner=owner,
            truth=truth,
        )

    def _rows(self, entities: Column) -> tuple[Ints, Ints]:
        """Everyone with each main artist: whose each row is, and the artist's place, or -1."""
        everyone = np.arange(len(entities))
        if self.kind == "artist":
            return everyone, np.full(len(entities), -1)
        credited = self._engine.rows(step("credited", featured=False))
        item = _places(column(credited, "item"), entities)
        artist = _places(column(credited, "artist"), self._members("artist", 0).entities)
        artist = artist[item >= 0]
        item = item[item >= 0]
        alone = np.setdiff1d(everyone, item)
        owner = np.concatenate([item, alone])
        artist = np.concatenate([artist, np.full(len(alone), -1)])
        order = np.lexsort((artist, owner))
        return owner[order], artist[order]


def _truths(
    engine: Engine, attribute: str, wanted: list[str], entities: Column, as_of: int
) -> Truths:
    """Kleene truth of taking each value, by entity, and at last of nobody in particular."""
    stated = texts(column(engine.rows(step("values", attribute=attribute)), "value"))
    near = _alike(attribute, wanted)
    pairs = [
        (value, number, int(truth))
        for value in stated
        for number in near(value)
        if (truth := _meets(attribute, wanted[number], value)) is not Truth.FALSE
    ]
    values, numbers, truths = zip(*pairs, strict=True) if pairs else ((), (), ())
    accepted = columns(
        value=strings(values),
        wanted=pa.array(numbers, pa.int64()),
        truth=pa.array(truths, pa.int64()),
    )
    engine.attach("accepted", accepted)
    said = engine.rows(
        step(
            "conditions",
            attribute=attribute,
            several=ATTRIBUTES[attribute].several,
            timeless=attribute in EVENTS,
            as_of=as_of,
        )
    )
    found = np.full((len(wanted), len(entities) + 1), Truth.UNKNOWN, dtype=np.uint8)
    place = _places(column(said, "entity"), entities)
    found[:, place[place >= 0]] = Truth.FALSE
    meant = compute.fill_null(column(said, "wanted"), -1).to_numpy()
    met = (place >= 0) & (meant >= 0)
    found[meant[met], place[met]] = integers(column(said, "truth"))[met]
    return found


def _meets(attribute: str, wanted: str, value: str) -> Truth:
    return meets(Condition(attribute=attribute, values=(wanted,)), value)


def _alike(attribute: str, wanted: list[str]) -> Callable[[str], Iterable[int]]:
    """What finds the numbers of the values that one value may meet; all, where there is a tree."""
    if any(parents(attribute, value) for value in wanted):
        return lambda _: range(len(wanted))

    def key(value: str) -> str:
        return value[:4] if attribute in EVENTS else fold(value)

    numbers: dict[str, list[int]] = defaultdict(list)
    for number, value in enumerate(wanted):
        numbers[key(value)].append(number)
    return lambda value: numbers.get(key(value), [])


def _places(keys: Column, known: Column) -> Ints:
    """Where each key stands among those known; -1 where it does not."""
    return compute.fill_null(compute.index_in(keys, known), -1).to_numpy().astype(np.int64)


def _attributes(term: CohortTerm) -> set[str]:
    """What a term asks about."""
    if isinstance(term, Condition):
        return {term.attribute}
    return {attribute for part in term.parts for attribute in _attributes(part)}
