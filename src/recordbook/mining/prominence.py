"""How much a record stands out: a product of factors, none of them hidden.

rarity x round number x plain cohort x margin x time since the last x place among those like it
"""

from __future__ import annotations

from collections import Counter
from math import log2
from typing import TYPE_CHECKING

from recordbook.mining.records import Prominence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recordbook.claims import Claim, Condition
    from recordbook.mining.candidates import Candidate

_ROUND = {1: 1.0, 5: 0.9}
_ROUNDISH, _TWO_DIGITS, _ODD = 0.8, 0.6, 0.4
_FEW = (1.0, 0.8, 0.6, 0.4)
_PLAIN = {
    **dict.fromkeys(("scene", "act type", "gender", "country"), 1.0),
    **dict.fromkeys(("genre", "language", "generation"), 0.9),
    **dict.fromkeys(("release type", "label"), 0.8),
    **dict.fromkeys(("released", "debut"), 0.7),
}
_UNUSUAL = 0.5
_YEAR = 365.25
_UNDATED = 0.5


def ranked(
    told: Iterable[tuple[Candidate, Claim]],
) -> list[tuple[Candidate, Claim, Prominence]]:
    """What is told of a day with how much it stands out, the most prominent first.

    Of those alike to a reader the first stands undiminished, the second half, the third a third.
    """
    alone = [(candidate, claim, str(claim), _alone(candidate)) for candidate, claim in told]
    shapes: Counter[tuple[object, ...]] = Counter()
    found: list[tuple[Candidate, Claim, str, Prominence]] = []
    for candidate, claim, text, factors in sorted(alone, key=_order):
        shapes[candidate.shape] += 1
        others = {"others like it": 1 / shapes[candidate.shape]}
        found.append((candidate, claim, text, Prominence({**factors.factors, **others})))
    return [(candidate, claim, of) for candidate, claim, _, of in sorted(found, key=_order)]


def _order(told: tuple[Candidate, Claim, str, Prominence]) -> tuple[float, str]:
    return -told[3].score, told[2]


def _alone(candidate: Candidate) -> Prominence:
    """The factors of a candidate by itself."""
    n, outlook = candidate.n or 1, candidate.outlook()
    return Prominence(
        {
            "rarity": log2(max(outlook.field, 1) / n) if outlook.field > n else 0.0,
            "round number": roundness(candidate.threshold),
            "plain cohort": plainness(candidate.conditions),
            "margin": min(1 + log2(max(outlook.margin, 1.0)), 2.0),
            "time since": 2.0 if outlook.since is None else _long(outlook.since),
            "day known": 1.0 if candidate.dated else _UNDATED,
        }
    )


def roundness(threshold: int | None) -> float:
    """How round a number is: 100M more than 60M, and that more than 250M.

    >>> [roundness(n) for n in (100_000_000, 50_000_000, 60_000_000, 250_000_000, 1_110_000_000)]
    [1.0, 0.9, 0.8, 0.6, 0.4]
    """
    if threshold is None:
        return 1.0
    digits = str(threshold).rstrip("0")
    if len(digits) > 1:
        return _TWO_DIGITS if len(digits) == 2 else _ODD  # noqa: PLR2004 - two digits are two
    return _ROUND.get(int(digits), _ROUNDISH)


def plainness(conditions: tuple[Condition, ...]) -> float:
    """How plainly a cohort is said: few conditions, of attributes that people speak of."""
    plain = _FEW[min(len(conditions), len(_FEW) - 1)]
    for condition in conditions:
        plain *= _PLAIN.get(condition.attribute, _UNUSUAL)
    return round(plain, 9)  # in whatever order they are multiplied


def _long(days: int) -> float:
    """From 1, where it was done a moment ago, to 2, where it was a year or longer."""
    return 1 + min(days / _YEAR, 1.0)
