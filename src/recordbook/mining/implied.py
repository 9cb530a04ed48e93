"""What need not be told, because something that is told says it too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from recordbook.catalogue.hierarchy import below
from recordbook.claims import Family, entails, implies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from recordbook.claims import Claim, Condition
    from recordbook.mining.candidates import Candidate


def told(candidates: Iterable[Candidate], platform: str) -> list[tuple[Candidate, Claim]]:
    """The candidates of one day that none of the others implies, each with its claim.

    Of those that differ in the rung alone the highest is told, which keeps the others.
    """
    by_subject: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        by_subject[candidate.entity, candidate.counted].append(candidate)
    return [
        (candidate, candidate.claim(platform))
        for group in by_subject.values()
        for candidate in highest(_not_implied(group, platform))
    ]


def _not_implied(group: list[Candidate], platform: str) -> list[Candidate]:
    """The candidates about one subject that no other of them implies.

    Among one and the same cohort the family and the rung decide; claims are held against each other
    only where one cohort may lie within another.
    """
    among: dict[tuple[Condition, ...], dict[_Goal, Candidate]] = defaultdict(dict)
    for candidate in group:
        among[candidate.conditions][_goal(candidate)] = candidate
    wider = _wider(list(among))
    return [
        candidate
        for candidate in group
        if not any(
            conditions == candidate.conditions
            or _says(by.claim(platform), candidate.claim(platform), by.value)
            for conditions in wider[candidate.conditions]
            for by in _saying_more(candidate, among[conditions])
        )
    ]


_Goal: TypeAlias = "tuple[Family, int | None, int | None]"


def _goal(candidate: Candidate) -> _Goal:
    return candidate.family, candidate.n, candidate.threshold


def _saying_more(candidate: Candidate, others: Mapping[_Goal, Candidate]) -> Iterator[Candidate]:
    """Those of some others that imply a candidate, if its cohort is within theirs."""
    same = others.get(_goal(candidate))
    if same is not None and same is not candidate:
        yield same
    if candidate.family not in {Family.FIRST, Family.ONLY}:
        return
    both = others.get((Family.FIRST_AND_ONLY, None, candidate.threshold))
    if both is not None:
        yield both
    if candidate.family is Family.ONLY and candidate.threshold is not None:
        for (family, _, threshold), other in others.items():
            lone = family in {Family.ONLY, Family.FIRST_AND_ONLY}
            if lone and (threshold or 0) < candidate.threshold <= other.value:
                yield other


def _wider(
    sets: list[tuple[Condition, ...]],
) -> dict[tuple[Condition, ...], list[tuple[Condition, ...]]]:
    """For each of some condition sets, those that may be as wide or wider, itself included."""
    asked = list(dict.fromkeys(condition for one in sets for condition in one))
    place = {condition: number for number, condition in enumerate(asked)}
    entailed = np.eye(len(asked), dtype=bool)
    for one, other in permutations(asked, 2):
        if (one.attribute, one.of) == (other.attribute, other.of):
            entailed[place[one], place[other]] = entails(one, other, below)
    holds = np.zeros((len(sets), len(asked)), dtype=np.float32)
    for row, one in enumerate(sets):
        holds[row, [place[condition] for condition in one]] = 1
    missing = holds @ (holds @ entailed == 0).T.astype(np.float32)  # of the column's, by the row's
    return {
        one: [sets[at] for at in np.flatnonzero(missing[:, row] == 0)]
        for row, one in enumerate(sets)
    }


def highest(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Of candidates that differ in the rung alone the one of the highest, which keeps the others.

    >>> highest([])
    []
    """
    ladders: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        ladders[candidate.like].append(candidate)
    found: list[Candidate] = []
    for ladder in ladders.values():
        *lower, top = sorted(ladder, key=lambda candidate: candidate.threshold or 0)
        also = tuple(one.threshold for one in lower if one.threshold is not None)
        found.append(replace(top, also=also))
    return found


def _says(one: Claim, other: Claim, value: int) -> bool:
    """Whether one claim says the other too; of two that say the same, the lesser text does."""
    if not implies(one, other, below=below, value=value):
        return False
    return not implies(other, one, below=below, value=value) or str(one) < str(other)
