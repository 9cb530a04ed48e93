"""The superlative of a claim: its family, its place, and what its words say of the measure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Family
from recordbook.claims.families import RANKED
from recordbook.scrutiny.dates import ordinal
from recordbook.scrutiny.goals import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.scrutiny.items import Item

_SPANS = frozenset(
    {
        Aggregate.DAYS_AT,
        Aggregate.WEEKS_AT,
        Aggregate.CONSECUTIVE_AT,
        Aggregate.CONSECUTIVE_WEEKS_AT,
    }
)


@dataclass(frozen=True, slots=True)
class Said:
    """The superlative of a claim as words say it, and what the words add to the measure."""

    family: Family | None = None
    n: int | None = None
    metric: str = ""
    club: int | None = None


def superlative(items: Sequence[Item]) -> Said:
    """The family that the words name; Unreadable where there are two."""
    found = [item for item in items if item.kind in {"sup", "overtakes", "ties"}]
    names = [item.value for item in found]
    if any(item.kind == "overtakes" for item in found):
        n = next((_n(item) or 1 for item in found if "most" in item.value), None)
        return Said(Family.OVERTAKES, n, _metric_of(names))
    if any(item.kind == "ties" for item in found):
        return Said(Family.TIES, None, _metric_of(names))
    kept = [item for item in found if item.value in {"extends", "breaks own", "personal best"}]
    if len(kept) == 1 and all("most" in one.value for one in found if one is not kept[0]):
        return Said(Family(kept[0].value), None, _metric_of(names))
    placed = [item for item in found if item.value == "nth"]
    ranked = [item for item in found if _one(item).family in RANKED and item not in placed]
    if len(found) == len(("place", "rank")) and placed and ranked:
        return replace(_one(ranked[0]), n=_one(placed[0]).n)
    if len(found) > 1:
        raise Unreadable("two superlatives stand in one claim")
    return _one(found[0]) if found else Said()


def _one(item: Item) -> Said:
    """The family of one superlative."""
    name, n = item.value, _n(item)
    if name == "one of":
        return Said(Family.ONE_OF, item.slots["n"].number)
    if name == "joins":
        return Said(Family.JOINS, club=item.slots["n"].number if "n" in item.slots else None)
    if name == "nth":
        return Said(Family.NTH, n) if n != 1 else Said(Family.FIRST)
    bare = name.removeprefix("nth ").removesuffix(" streamed")
    bare = bare.removesuffix(" viewed").removesuffix(" followed")
    return Said(Family(bare), n if name.startswith("nth ") else None, _metric_of([name]))


def _n(item: Item) -> int | None:
    return ordinal(item.slots["nth"]) if "nth" in item.slots else None


def _metric_of(names: Sequence[str]) -> str:
    """The metric within a superlative: most streamed, most viewed."""
    for name in names:
        for word, metric in (("viewed", "views"), ("followed", "followers")):
            if name.endswith(word):
                return metric
    return ""


def fitting(family: Family, kind: Aggregate) -> Family:
    """The family as the measure has it: the highest rank, but the most streams."""
    ranks = kind in {Aggregate.PEAK_RANK, Aggregate.DEBUT_RANK}
    if family is Family.HIGHEST and not ranks:
        return Family.MOST
    if ranks and family in {Family.MOST, Family.LEAST, Family.FASTEST, Family.LONGEST}:
        raise Unreadable("what is biggest or longest about a place is not said")
    if family is Family.LONGEST and kind not in _SPANS:
        raise Unreadable("what is longest is not said")
    return family
