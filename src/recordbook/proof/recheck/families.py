"""What a claim's family says of where everyone stands: its definition, over intervals."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from .runs import NEVER, OPEN, Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FALSE, UNKNOWN, TRUE = 0, 1, 2


class CannotCheck(Exception):
    """The certificate is about something that this program does not know."""


@dataclass(frozen=True)
class Stand:
    """Where somebody stands, and whether they belong to the cohort."""

    member: int
    known: Known
    released: tuple[int, int] = (0, NEVER)

    def days_taken(self, as_of: int) -> tuple[int, int]:
        """The fewest and the most days from release to the threshold, if reached by the day."""
        most = min(self.known.latest, as_of) - self.released[0]
        return max(self.known.earliest - self.released[1], 0), max(most, 0)


@dataclass(frozen=True)
class Asked:
    """A family with its number, the threshold and the day; `goal` is what a statement allows.

    `placed`: a number was given.
    """

    family: str
    n: int
    threshold: int
    as_of: int
    goal: tuple[int, int] = (0, OPEN)
    placed: bool = False


@dataclass
class Answer:
    """The truth of the claim, and how every rival stands to it."""

    truth: int
    status: list[str] = field(default_factory=list[str])


Test: TypeAlias = "Callable[[Stand], bool]"


def answer(asked: Asked, me: Stand, rivals: list[Stand]) -> Answer:
    """What the family says."""
    if asked.family == "plain":
        return Answer(within(me.known, asked.goal))
    if asked.family == "first and only":
        both = [answer(_as(asked, name), me, rivals) for name in ("first", "only")]
        status = [
            max(pair, key=_ORDER.index) for pair in zip(*(b.status for b in both), strict=True)
        ]
        return Answer(min(b.truth for b in both), status)
    if asked.family in _ALONE and asked.n == 1:
        subject, excluded, beats = _ALONE[asked.family](asked, me)
        does = [r.member == TRUE and beats(r) for r in rivals]
        may = [not excluded(r) for r in rivals]
        others = FALSE if any(does) else UNKNOWN if any(may) else TRUE
    elif asked.family == "joins":
        subject = _reached(asked, me)
        does = [r.member == TRUE and r.known.latest < me.known.earliest for r in rivals]
        may = [r.known.earliest < _by(asked, me) for r in rivals]
        others = TRUE if any(does) else UNKNOWN if any(may) else FALSE
    elif asked.family == "one of":
        subject = within(me.known, (asked.threshold, OPEN))
        does = [r.member == TRUE and r.known.low >= asked.threshold for r in rivals]
        may = [r.known.high >= asked.threshold for r in rivals]
        others = _exactly([(sum(does), sum(may))], asked.n - 1)
    else:
        subject, others, does, may = _placed(asked, me, rivals)
    return Answer(min(me.member, subject, others), _statuses(does, may))


_ORDER = ("excluded", "contests", "beats")


def _as(asked: Asked, family: str) -> Asked:
    return Asked(family, 1, asked.threshold, asked.as_of)


def _statuses(does: Iterable[bool], may: Iterable[bool]) -> list[str]:
    return [_ORDER[2 if d else int(m)] for d, m in zip(does, may, strict=True)]


def within(known: Known, goal: tuple[int, int]) -> int:
    """Whether a value lies between two numbers."""
    if known.low >= goal[0] and known.high <= goal[1]:
        return TRUE
    return FALSE if known.high < goal[0] or known.low > goal[1] else UNKNOWN


def _reached(asked: Asked, me: Stand) -> int:
    if me.known.latest <= asked.as_of:
        return TRUE
    return FALSE if me.known.earliest > asked.as_of else UNKNOWN


def _by(asked: Asked, me: Stand) -> int:
    return min(me.known.latest, asked.as_of)


def _first(asked: Asked, me: Stand) -> tuple[int, Test, Test]:
    by, since = _by(asked, me), me.known.earliest
    return _reached(asked, me), lambda r: r.known.earliest > by, lambda r: r.known.latest <= since


def _only(asked: Asked, me: Stand) -> tuple[int, Test, Test]:
    goal = asked.threshold
    stands = within(me.known, (goal, OPEN))
    return stands, lambda r: r.known.high < goal, lambda r: r.known.low >= goal


def _fastest(asked: Asked, me: Stand) -> tuple[int, Test, Test]:
    day = asked.as_of
    fewest, most = me.days_taken(day)
    return (
        _reached(asked, me),
        lambda r: r.known.earliest > day or r.days_taken(day)[0] > most,
        lambda r: r.known.latest <= day and r.days_taken(day)[1] <= fewest,
    )


def _oldest(asked: Asked, me: Stand) -> tuple[int, Test, Test]:
    day = asked.as_of
    fewest, most = me.days_taken(day)
    return (
        _reached(asked, me),
        lambda r: r.known.earliest > day or r.days_taken(day)[1] < fewest,
        lambda r: r.known.latest <= day and r.days_taken(day)[0] >= most,
    )


def _most(_: Asked, me: Stand) -> tuple[int, Test, Test]:
    low, high = me.known.low, me.known.high
    return TRUE, lambda r: r.known.high < low, lambda r: r.known.low >= high


def _least(_: Asked, me: Stand) -> tuple[int, Test, Test]:
    low, high = me.known.low, me.known.high
    return TRUE, lambda r: r.known.low > high, lambda r: r.known.high <= low


_ALONE = {
    "first": _first,
    "only": _only,
    "fastest": _fastest,
    "youngest": _fastest,
    "oldest": _oldest,
    "most": _most,
    "least": _least,
    "highest place": _least,
    "personal best": _most,
}
"""Families in which the subject does and nobody else may: its truth, who cannot, and who does."""


def _placed(
    asked: Asked, me: Stand, rivals: list[Stand]
) -> tuple[int, int, list[bool], list[bool]]:
    """The nth: exactly n - 1 others come before the subject, wherever between its ends it comes."""
    level = asked.family in {"most", "least", "highest place"}
    subject = TRUE if level else _reached(asked, me)
    low, high = _order(asked, me, surely=False), _order(asked, me, surely=True)
    if asked.family == "nth":
        high = _by(asked, me)
    if asked.family in {"fastest", "youngest", "oldest"}:
        low, high = me.days_taken(asked.as_of)
        low, high = (-high, -low) if asked.family == "oldest" else (low, high)
    sure = [_order(asked, r, surely=True) for r in rivals]
    may = [_order(asked, r, surely=False) for r in rivals]
    surely = sorted(at for at, r in zip(sure, rivals, strict=True) if r.member == TRUE)
    maybe = sorted(may)
    high = max(low, high)
    points = {low, high, *(at + 1 for at in (*surely, *maybe) if low < at + 1 < high)}
    counts = [(bisect_left(surely, point), bisect_left(maybe, point)) for point in points]
    does = [r.member == TRUE and at < low for at, r in zip(sure, rivals, strict=True)]
    return subject, _exactly(counts, asked.n - 1), does, [at < high for at in may]


def _order(asked: Asked, one: Stand, *, surely: bool) -> int:
    """What somebody is ordered by, ascending: at the latest (`surely`), or at the earliest."""
    known = one.known
    if asked.family == "nth":
        return known.latest if surely else known.earliest
    if asked.family == "most":
        return -known.low if surely else -known.high
    if asked.family in {"least", "highest place"}:
        return known.high if surely else known.low
    if asked.family == "oldest":
        reached = (known.latest if surely else known.earliest) <= asked.as_of
        return -one.days_taken(asked.as_of)[not surely] if reached else 2 * NEVER
    if asked.family in {"fastest", "youngest"}:
        reached = (known.latest if surely else known.earliest) <= asked.as_of
        return one.days_taken(asked.as_of)[surely] if reached else 2 * NEVER
    raise CannotCheck(f"the family {asked.family}")


def _exactly(counts: list[tuple[int, int]], wanted: int) -> int:
    """Whether the number is the wanted one, wherever between each pair of bounds it lies."""
    if all(fewest == most == wanted for fewest, most in counts):
        return TRUE
    return UNKNOWN if any(fewest <= wanted <= most for fewest, most in counts) else FALSE
