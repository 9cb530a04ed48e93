"""When a claim is surely true: each family's definition, over all that may be so."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.mining.oracle.book import Release
    from recordbook.mining.oracle.runs import Known


class Stand(NamedTuple):
    """A member, or one that may be one: what is known of its value, its crossing, its release."""

    sure: bool
    known: Known
    out: Release

    def days_taken(self, day: int) -> tuple[int, int]:
        """The fewest and the most days from release to the threshold, if it is there by the day."""
        fewest = self.known.earliest - self.out.last
        return max(fewest, 0), max(min(self.known.latest, day) - self.out.first, 0)


class Asked(NamedTuple):
    """The number that has to be reached, the day, and which place is asked for."""

    threshold: int
    day: int
    n: int = 1


def first(me: Stand, rivals: list[Stand], asked: Asked) -> bool:
    """It surely got there by the day, and nobody else can have by then."""
    return _there(me, asked) and all(r.known.earliest > me.known.latest for r in rivals)


def only(me: Stand, rivals: list[Stand], asked: Asked) -> bool:
    """It surely stands there, and everybody else is surely below."""
    return me.known.low >= asked.threshold and all(r.known.high < asked.threshold for r in rivals)


def first_and_only(me: Stand, rivals: list[Stand], asked: Asked) -> bool:
    """Both."""
    return first(me, rivals, asked) and only(me, rivals, asked)


def nth(me: Stand, rivals: list[Stand], asked: Asked) -> bool:
    """It surely got there by the day, and on whichever day that was, n - 1 had before."""
    if not _there(me, asked):
        return False
    surely = sum(r.sure and r.known.latest < me.known.earliest for r in rivals)
    maybe = sum(r.known.earliest < me.known.latest for r in rivals)
    return surely == maybe == asked.n - 1


def fastest(me: Stand, rivals: list[Stand], asked: Asked) -> bool:
    """It surely got there by the day, and nobody there by then can have needed as few days."""
    most = me.days_taken(asked.day)[1]
    return _there(me, asked) and all(
        r.known.earliest > asked.day or r.days_taken(asked.day)[0] > most for r in rivals
    )


def most(me: Stand, rivals: list[Stand], asked: Asked) -> bool:
    """Everybody else is surely below it."""
    del asked
    return all(r.known.high < me.known.low for r in rivals)


def highest(me: Stand, rivals: list[Stand], asked: Asked) -> bool:
    """Everybody else's best place surely comes after it."""
    del asked
    return all(r.known.low > me.known.high for r in rivals)


def _there(me: Stand, asked: Asked) -> bool:
    return me.known.latest <= asked.day


CROSSING: dict[str, Callable[[Stand, list[Stand], Asked], bool]] = {
    "first": first,
    "only": only,
    "first and only": first_and_only,
    "nth": nth,
    "fastest": fastest,
}
"""The families of reaching a threshold."""

LEVEL: dict[str, Callable[[Stand, list[Stand], Asked], bool]] = {
    "most": most,
    "longest": most,
    "highest": highest,
}
"""The families of standing above all others."""
