"""Whether what was read is what was said: claim by claim, and part by part."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from recordbook.catalogue.errors import AmbiguousName
from recordbook.catalogue.resolve import KINDS, resolve
from recordbook.errors import CatalogueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from corpus import Sentence

    from recordbook.catalogue.tables import Tables
    from recordbook.claims import Claim, Subject

_ROUND = 1000
"""Streams: what people count songs past is a multiple of it."""

PARTS = ("structure", "entity", "number", "cohort", "place", "date")
"""What of a claim is compared apart."""


def entities(subject: Subject, tables: Tables) -> frozenset[str]:
    """Everything that a subject may mean, of any kind."""
    found: set[str] = set()
    for kind in KINDS:
        try:
            found.add(
                resolve(
                    subject.name or None, by=subject.by, key=subject.key, kind=kind, tables=tables
                )
            )
        except AmbiguousName as error:
            found.update(candidate.entity for candidate in error.candidates)
        except CatalogueError:
            continue
    return frozenset(found)


def same_one(read: Subject, said: Subject, tables: Tables) -> bool:
    """Whether a subject was read as the one that is said, and not as one more."""
    found, meant = entities(read, tables), entities(said, tables)
    return read == said or (bool(found) and found <= meant)


def parts(read: Claim, said: Claim, tables: Tables) -> dict[str, bool]:
    """Which parts of a claim were read as they are said."""
    return {
        "structure": _structure(read) == _structure(said),
        "entity": _entities(read, said, tables),
        "number": _numbers(read) == _numbers(said),
        "cohort": _cohort(read) == _cohort(said),
        "place": (read.platform, read.basis, read.region)
        == (said.platform, said.basis, said.region),
        "date": (read.as_of, read.window) == (said.as_of, said.window),
    }


def _structure(claim: Claim) -> tuple[object, ...]:
    family = claim.superlative and claim.superlative.family
    measure = claim.measure
    return family, measure.aggregate, measure.metric, claim.comparator, claim.reading


def _numbers(claim: Claim) -> tuple[int | None, ...]:
    """The numbers; what is counted past a number may say "above" it as one more."""
    n = claim.superlative.n if claim.superlative else None
    past = claim.measure.past
    above = past is not None and past % _ROUND == 1
    return claim.threshold, past - 1 if past and above else past, claim.measure.rank, n


def _cohort(claim: Claim) -> tuple[object, ...]:
    cohort = claim.cohort
    return (cohort.population, cohort.term) if cohort else ()


def _others(claim: Claim) -> list[Subject]:
    """Those named besides the subject: the rival, and whoever is left out."""
    rival = claim.superlative.other if claim.superlative else None
    excluded = claim.cohort.excluding if claim.cohort else ()
    return [*([rival] if rival else []), *excluded]


def _entities(read: Claim, said: Claim, tables: Tables) -> bool:
    pairs = [
        (read.subject, said.subject),
        *zip(_others(read), _others(said), strict=False),
    ]
    return len(_others(read)) == len(_others(said)) and all(
        same_one(one, other, tables) for one, other in pairs
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one sentence.

    `pairs` holds each claim that was read with the one it comes nearest to and the parts that
    agree; what was read besides is `extra`, what was not read `missed`.
    """

    sentence: Sentence
    pairs: tuple[tuple[Claim, Claim, dict[str, bool]], ...]
    extra: tuple[Claim, ...]
    missed: tuple[Claim, ...]
    kinds: frozenset[str]

    @property
    def made(self) -> int:
        """How many claims were made of it."""
        return len(self.pairs) + len(self.extra)

    @property
    def right(self) -> int:
        """How many of them are right in every part."""
        return sum(all(agree.values()) for _, _, agree in self.pairs)

    @property
    def wrong(self) -> bool:
        """Whether anything was read that is not said, or not read that is."""
        return self.right < max(self.made, len(self.sentence.claims))


def outcome(
    sentence: Sentence, read: Sequence[Claim], kinds: Iterable[str], tables: Tables
) -> Outcome:
    """Every claim that was read beside the one that it comes nearest to."""
    found, said = list(dict.fromkeys(read)), list(sentence.claims)
    pairs: list[tuple[Claim, Claim, dict[str, bool]]] = []
    while found and said:
        one, other, agree = max(
            ((one, other, parts(one, other, tables)) for one, other in product(found, said)),
            key=lambda pair: sum(pair[2].values()),
        )
        pairs.append((one, other, agree))
        found.remove(one)
        said.remove(other)
    return Outcome(
        sentence=sentence,
        pairs=tuple(pairs),
        extra=tuple(found),
        missed=tuple(said),
        kinds=frozenset(kinds),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures of some sentences; shares are None where there is nothing to share."""

    sentences: int
    claims: int
    made: int
    right: int
    abstained: int
    speaking: int
    agree: dict[str, float | None]
    kinds: float | None

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Score:
        """The figures of these outcomes."""
        speaking = [one for one in outcomes if one.sentence.claims]
        silent = [one for one in outcomes if not one.sentence.claims]
        pairs = [pair for one in outcomes for pair in one.pairs]
        return cls(
            sentences=len(outcomes),
            claims=sum(len(one.sentence.claims) for one in outcomes),
            made=sum(one.made for one in outcomes),
            right=sum(one.right for one in outcomes),
            abstained=sum(not one.made for one in speaking),
            speaking=len(speaking),
            agree={
                part: share(sum(agree[part] for _, _, agree in pairs), len(pairs)) for part in PARTS
            },
            kinds=share(sum(one.sentence.kind in one.kinds for one in silent), len(silent)),
        )

    @property
    def precision(self) -> float | None:
        """The share of the claims made that are right in every part."""
        return share(self.right, self.made)

    @property
    def recall(self) -> float | None:
        """The share of the claims said that were read right in every part."""
        return share(self.right, self.claims)

    @property
    def abstention(self) -> float | None:
        """The share of the sentences with a claim of which none was made."""
        return share(self.abstained, self.speaking)


def share(part: int, whole: int) -> float | None:
    """A part of a whole."""
    return part / whole if whole else None
