"""Whom a claim is about, and among whom: subjects, conditions and cohorts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from recordbook.claims.errors import BadClaim
from recordbook.claims.vocabulary import POPULATIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a claim is about: a name (and the artist), a key (`spotify:track:...`), or both."""

    name: str = ""
    by: str | None = None
    key: str | None = None

    def __post_init__(self) -> None:
        """Refuse a subject that nothing can be found by."""
        if not self.name and (self.key is None or self.by is not None):
            raise BadClaim("a subject needs a name, or a key and nothing else")
        if self.by == "" or self.key == "":
            raise BadClaim("the artist or the key of a subject is an empty text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One condition of a cohort: an attribute takes one of these values, or something below them.

    `of` says whose attribute: the item's own, or that of an artist credited on it. Conditions on
    the artist that stand in one `AllOf` are about one and the same artist. Values are kept in
    order, once.
    """

    attribute: str
    values: tuple[str, ...]
    of: str = "artist"  # artist | self
    negated: bool = False

    def __post_init__(self) -> None:
        """Bring the values to their one order."""
        if not self.attribute or not self.values or not all(self.values):
            raise BadClaim("a condition needs an attribute and values that are not empty")
        if self.of not in {"artist", "self"}:
            raise BadClaim(f"a condition is of the artist or of self, not of {self.of!r}")
        object.__setattr__(self, "values", tuple(sorted(set(self.values))))


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part must hold."""

    parts: tuple[CohortTerm, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One part must hold."""

    parts: tuple[CohortTerm, ...]


CohortTerm: TypeAlias = Condition | AllOf | AnyOf

_ATTRIBUTES = (
    *("gender", "generation", "scene", "act type"),
    *("member of", "artist", "country", "label"),
)


def _order(term: CohortTerm) -> tuple[object, ...]:
    """What parts are sorted by: plain conditions first, the artist's before the item's."""
    if isinstance(term, Condition):
        known = term.attribute in _ATTRIBUTES
        place = _ATTRIBUTES.index(term.attribute) if known else len(_ATTRIBUTES)
        return (0, term.of, term.negated, place, term.attribute, term.values)
    return (1 if isinstance(term, AllOf) else 2, tuple(_order(part) for part in term.parts))


def normal(term: CohortTerm) -> CohortTerm:
    """The one form of all terms that say the same by nesting, order or repetition.

    >>> scene = Condition(attribute="scene", values=("k-pop",))
    >>> normal(AllOf((AnyOf((scene,)), scene))) == scene
    True
    """
    if isinstance(term, Condition):
        return term
    kind = type(term)
    flat: dict[CohortTerm, None] = {}
    for part in map(normal, term.parts):
        flat.update(dict.fromkeys(part.parts if isinstance(part, kind) else (part,)))
    if kind is AnyOf and AllOf(()) in flat:
        return AllOf(())
    if kind is AllOf and AnyOf(()) in flat:
        return AnyOf(())
    parts = tuple(sorted(flat, key=_order))
    return parts[0] if len(parts) == 1 else kind(parts)


def negated(term: CohortTerm) -> CohortTerm:
    """What holds where the term does not."""
    if isinstance(term, Condition):
        return Condition(
            attribute=term.attribute, values=term.values, of=term.of, negated=not term.negated
        )
    parts = tuple(negated(part) for part in term.parts)
    return AnyOf(parts) if isinstance(term, AllOf) else AllOf(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """Among whom: a population, the conditions on it, and those it leaves out by name.

    `term` is brought to its normal form, an `AllOf` at the top, so equal cohorts compare equal.
    """

    population: str = "album"  # album | EP | single album | release | track | artist | group ...
    term: CohortTerm = AllOf(())
    excluding: tuple[Subject, ...] = ()

    def __post_init__(self) -> None:
        """Bring conditions and exclusions to their one order."""
        if self.population not in POPULATIONS:
            raise BadClaim(f"no population is called {self.population!r}")
        term = normal(self.term)
        if term == AnyOf(()):
            raise BadClaim("a cohort whose conditions allow nobody")
        top = term if isinstance(term, AllOf) else AllOf((term,))
        excluding = sorted(set(self.excluding), key=lambda s: (s.name, s.by or "", s.key or ""))
        object.__setattr__(self, "term", top)
        object.__setattr__(self, "excluding", tuple(excluding))

    @property
    def parts(self) -> tuple[CohortTerm, ...]:
        """The conditions that must all hold."""
        return self.term.parts if isinstance(self.term, AllOf) else (self.term,)
