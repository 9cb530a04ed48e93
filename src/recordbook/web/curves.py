"""The course of bounds as a picture: what is sure, what is possible, on a scale of days.

The paths lie in a box of 1,000 by 1,000 that a template stretches; every number in the picture also
stands in the table beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.mining.ladder import next_rung, rungs
from recordbook.units import Bounds, Day, day_from, day_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.system.courses import Point

BOX = 1000
"""The width and the height of the box."""

_SAMPLES = 240
_MARGIN = 12
_APART = 5
"""Lines lie at least this part of the scale apart, so that their numbers do not touch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A level drawn across the picture: its number, and how far down it lies, of 100."""

    value: int
    down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure that was set aside: its number, and where it lies, of 100 across and down."""

    value: int
    across: float
    down: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A picture of bounds by day.

    `sure` is the path of what is surely so, `most` that of what is at most possible, `band` the
    area between. `lines` are round numbers across, `marks` figures that were set aside; `first` and
    `last` are its days. `places` is whether the smaller number is the better one, which then lies
    above.
    """

    sure: str
    most: str
    band: str
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    first: Day
    last: Day
    places: bool


def curve(
    points: Sequence[Point],
    last: Day,
    aside: Sequence[tuple[Day, int]] = (),
    *,
    places: bool = False,
) -> Curve | None:
    """The picture of a course until a day; None where there is nothing to see.

    `aside` are figures that were set aside, each with its day.
    """
    if not points:
        return None
    begin, end = _span(points, last)
    days = sorted({begin + (end - begin) * step // _SAMPLES for step in range(_SAMPLES + 1)})
    told = _on(points, days)
    top = _top(told, places=places)
    width = max(end - begin, 1)
    across = [(day - begin) * BOX // width for day in days]
    surely = [one.high if places else one.low for one in told]
    at_best = [one.low if places else one.high for one in told]
    sure = _stairs(across, [_down(value, top, places=places) for value in surely], early=False)
    most = _stairs(across, [_down(value, top, places=places) for value in at_best], early=True)
    return Curve(
        sure=_path(sure),
        most=_path(most),
        band=_path([*most, *reversed(sure)]) + "Z",
        lines=tuple(
            Line(value=one, down=_down(one, top, places=places) * 100 / BOX)
            for one in _levels(top, places=places)
        ),
        marks=tuple(
            Mark(
                value=value,
                across=(day_number(day) - begin) * 100 / width,
                down=_down(value, top, places=places) * 100 / BOX,
            )
            for day, value in aside
            if begin <= day_number(day) <= end
        ),
        first=day_from(begin),
        last=day_from(end),
        places=places,
    )


def _span(points: Sequence[Point], last: Day) -> tuple[int, int]:
    """The days that are worth a picture: from shortly before something was surely reached.

    Where nothing changes any more for most of the time, that time is left out.
    """
    known = [day_number(one.day) for one in points if one.bounds.high != 0]
    sure = [day_number(one.day) for one in points if one.bounds.low]
    end = day_number(last)
    first = (sure or known or [end])[0]
    begin = max((known or [first])[0], first - max((end - first) // _MARGIN, 1))
    changed = day_number(points[-1].day)
    if end - changed > changed - begin:
        end = min(changed + max((changed - begin) // 3, _MARGIN), end)
    return begin, max(end, begin)


def _on(points: Sequence[Point], days: Sequence[int]) -> list[Bounds]:
    """The bounds on each of some days, ascending."""
    told: list[Bounds] = []
    at, now = 0, Bounds()
    for day in days:
        while at < len(points) and day_number(points[at].day) <= day:
            now, at = points[at].bounds, at + 1
        told.append(now)
    return told


def _top(told: Sequence[Bounds], *, places: bool) -> int:
    """The largest number of the scale: beyond all that is known."""
    known = [bounds.low if bounds.high is None else bounds.high for bounds in told]
    return max(*known, 10) if places else next_rung(max(known))


def _stairs(across: Sequence[int], down: Sequence[int], *, early: bool) -> list[tuple[int, int]]:
    """Corners of a line that keeps its level between two days, or takes the next one's at once."""
    corners = [(across[0], down[0])]
    for x, y in zip(across[1:], down[1:], strict=True):
        before, level = corners[-1]
        corners += [(before, y) if early else (x, level), (x, y)]
    return corners


def _down(value: int | None, top: int, *, places: bool) -> int:
    """How far down a number lies in the box; without limit it lies at the far edge."""
    if places:
        return BOX if value is None else min((value - 1) * BOX // max(top - 1, 1), BOX)
    return 0 if value is None else BOX - min(value, top) * BOX // max(top, 1)


def _levels(top: int, *, places: bool) -> list[int]:
    """A few round numbers within the scale."""
    if places:
        return [one for one in (1, 10, 50, 100) if one <= top]
    found: list[int] = []
    for rung in rungs(max(top // _APART, 1), top - 1)[::-1].tolist():
        if not found or found[-1] - rung >= top // _APART:
            found.append(rung)
    return found


def _path(corners: Sequence[tuple[int, int]]) -> str:
    return "M" + "L".join(f"{x} {y}" for x, y in corners)
