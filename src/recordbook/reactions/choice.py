"""The choice: a few posts that say much and not the same, none of an author twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FEWEST, MOST = 3, 8
"""Quotes that a story has."""

NEAR = 75.0
"""Likeness of two texts, of 100, from which they say the same."""

_WORTH = 0.6  # what a post's own worth counts for, against its likeness to those chosen
_LANGUAGE, _THEME, _TEXT = 0.4, 0.35, 0.25  # what makes two posts alike
_COPIES = 3  # authors of near the same words: a campaign, nobody's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A post that may be chosen: `words` is its folded text, `worth` is from 0 to 1."""

    key: bytes
    author: bytes
    text: str
    words: str
    language: str
    theme: str
    worth: float


def choose(
    candidates: Sequence[Candidate], count: int, beside: Sequence[Candidate] = ()
) -> tuple[Candidate, ...]:
    """Up to `count` of the candidates, to stand beside those already chosen.

    By maximal marginal relevance: each next is worth much and unlike those before in language,
    theme and words. Never two of one author, never two that say near the same, none of a campaign.
    The order of the candidates does not matter, and the same candidates give the same choice.
    """
    chosen = list(beside)
    rest = sorted(candidates, key=lambda one: (-one.worth, one.text, one.key))
    likest = [max((likeness(one, other) for other in chosen), default=0.0) for one in rest]
    while rest and len(chosen) - len(beside) < count:
        marks = [
            _WORTH * one.worth - (1 - _WORTH) * like for one, like in zip(rest, likest, strict=True)
        ]
        at = marks.index(max(marks))
        best = rest.pop(at)
        likest.pop(at)
        if any(clash(best, other) for other in chosen) or _campaign(best, candidates):
            continue
        chosen.append(best)
        likest = [max(like, likeness(one, best)) for one, like in zip(rest, likest, strict=True)]
    return tuple(chosen[len(beside) :])


def clash(one: Candidate, other: Candidate) -> bool:
    """Whether two posts may not stand together: one author, or near the same words."""
    return one.author == other.author or near(one.words, other.words)


def near(one: str, other: str) -> bool:
    """Whether two folded texts say near the same.

    >>> near("so proud of him for 60m", "so so proud of him for the 60m")
    True
    """
    return max(fuzz.ratio(one, other), fuzz.token_set_ratio(one, other)) >= NEAR


def likeness(one: Candidate, other: Candidate) -> float:
    """How alike two posts are to a reader, from 0 to 1."""
    return (
        _LANGUAGE * (one.language == other.language)
        + _THEME * (one.theme == other.theme)
        + _TEXT * fuzz.ratio(one.words, other.words) / 100
    )


def _campaign(one: Candidate, all_: Iterable[Candidate]) -> bool:
    """Whether several others posted near the same words."""
    authors = {
        other.author
        for other in all_
        if other.author != one.author and fuzz.ratio(one.words, other.words, score_cutoff=85)
    }
    return len(authors) >= _COPIES
