"""What need not be told, because something that is told says it too."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from recordbook.catalogue.hierarchy import below
from recordbook.claims import implies

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.claims import Claim
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
    """The candidates about one subject that no other of them implies."""
    claims = [candidate.claim(platform) for candidate in group]
    return [
        candidate
        for candidate, claim in zip(group, claims, strict=True)
        if not any(
            _says(other, claim, by.value)
            for by, other in zip(group, claims, strict=True)
            if other is not claim
        )
    ]


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
