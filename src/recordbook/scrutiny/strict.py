"""What keeps a claim from being made: words that have a meaning, but no place in it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate
from recordbook.scrutiny import goals, whom
from recordbook.scrutiny.goals import Unreadable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.claims import Claim
    from recordbook.scrutiny.items import Item

_ENTITIES = frozenset({"title", "artist"})
_TOTALS = frozenset({Aggregate.TOTAL, Aggregate.ALBUM_TOTAL})
_BESIDE = 2  # items between a number and the word that compares it
_PLACED = frozenset(
    [
        "sup",
        "overtakes",
        "ties",
        "glue",
        "mark",
        "hedge",
        "boundary",
        "poss",
        "ref",
        "picture",
        "role",
    ]
)


def refuse_strange(items: Sequence[Item]) -> None:
    """Refuse what has a meaning, but no place in a claim."""
    for item in items:
        known = item.kind in goals.KINDS | whom.KINDS | _PLACED or item.kind.startswith("adj.")
        if not known:
            raise Unreadable("some of the words have no place in a claim")


def refuse_unclear(items: Sequence[Item], last: Claim | None) -> None:
    """Refuse words that could mean more than one thing where they stand."""
    refuse_softened(items)
    refuse_unplaced(items)
    refuse_callings(items)
    refuse_gained(items)
    refuse_bare_most(items, last)


def refuse_unplaced(items: Sequence[Item]) -> None:
    """Refuse a country that is neither where somebody is from nor where something was counted."""
    for at, one in enumerate(items):
        if one.kind != "place":
            continue
        before = [item.kind for item in items[:at] if item.kind != "glue"][-1:]
        after = [item.kind for item in items[at + 1 : at + 2]]
        if before != ["by"] and after != ["poss"] and not (at and items[at - 1].kind == "place"):
            raise Unreadable("whether it is counted there or from there is not clear")


def refuse_callings(items: Sequence[Item]) -> None:
    """Refuse "the first rapper": a calling is nothing that artists can be told apart by."""
    if not any(one.kind == "sup" for one in items):
        return
    for one, following in pairwise([*items, *items[-1:]]):
        if one.kind == "role" and one.value == "calling" and following.kind not in _ENTITIES:
            raise Unreadable("who is a rapper or an idol is not told apart")


def refuse_bare_most(items: Sequence[Item], last: Claim | None) -> None:
    """Refuse "12M on its first day, the most by a group": the most of what is not said again."""
    bare = any(one.kind == "sup" and one.value == "most" for one in items)
    said = any(one.kind in {"metric", "listeners", "flow", "span", "items"} for one in items)
    if bare and not said and last and last.measure.aggregate not in _TOTALS:
        raise Unreadable("the most of what is not said")


def refuse_gained(items: Sequence[Item]) -> None:
    """Refuse "gained 2M monthly listeners": by how much they grew is not how many they are."""
    gained = any(one.kind == "glue" and one.value == "gained" for one in items)
    if gained and any(one.kind == "listeners" for one in items):
        raise Unreadable("whether it is a gain or the whole is not clear")


def refuse_others(items: Sequence[Item], rest: Sequence[Item]) -> None:
    """Refuse a name that is said to be of somebody who did not make it."""
    for one, following in pairwise(items):
        if one.kind == "owner" and one in rest and following.kind in _ENTITIES:
            raise Unreadable("it is said to be of somebody else")


def refuse_softened(items: Sequence[Item]) -> None:
    """Refuse "almost the first": a word that compares, and no number beside it."""
    for at, one in enumerate(items):
        if one.kind != "cmp" or one.value == "reach":
            continue
        follows = [item for item in items[at + 1 :] if item.kind != "glue"]
        if follows and follows[0].kind == "cmp" and follows[0].value == "reach":
            raise Unreadable("what is only almost so could not be read with certainty")
        after = [item.kind for item in follows if item.kind != "cmp"]
        before = [item.kind for item in items[:at] if item.kind != "glue"]
        if "number" not in {*after[:_BESIDE], *before[-_BESIDE:]}:
            raise Unreadable("what is only almost so could not be read with certainty")


def refuse_of_a_day(items: Sequence[Item]) -> None:
    """Refuse "earned 5M streams yesterday": whether it is of that day or in all is not said."""
    dates = [item for item in items if item.kind == "date"]
    reached = any(item.kind == "cmp" and item.value == "reach" for item in items)
    gained = any(item.kind == "glue" and item.value == "gained" for item in items)
    flow = any(item.kind in {"flow", "top"} for item in items)
    near = any(item.value in {"today", "yesterday"} for item in dates)
    if dates and not reached and not flow and (gained or near):
        raise Unreadable("whether it is of that day alone or in all is not clear")
