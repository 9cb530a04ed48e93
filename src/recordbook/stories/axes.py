"""The axes of a chart: where days and numbers stand on it, and which of them are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from babel.dates import format_skeleton

from recordbook.units import day_from, day_number

if TYPE_CHECKING:
    from recordbook.stories.drawing import Frame
    from recordbook.stories.language import Language
    from recordbook.units import Day

_DAY_STEPS = (1, 2, 7, 14)  # days between two that are written, where there are no whole months
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
_TENTHS = (10, 20, 25, 50, 100)
_MANY_DAYS = 330
_MONTH = 30


@dataclass(frozen=True, slots=True)
class Axes:
    """The days from `first` to `last`, both in full, and the numbers from 0 to `most`."""

    frame: Frame
    first: Day
    last: Day
    most: int

    def x(self, day: Day, part: float = 0) -> float:
        """Where a day begins, or how far in it a part of it is."""
        days = (self.last - self.first).days + 1
        return self.frame.x + self.frame.width * ((day - self.first).days + part) / days

    def y(self, value: int) -> float:
        """How high a number stands; what is above the frame stands at its top."""
        return self.frame.bottom - self.frame.height * min(value, self.most) / self.most

    def numbers(self, most: int) -> list[int]:
        """Round numbers to write, at most so many, 0 among them."""
        steps = (
            tenth * 10**power // 10
            for power in range(20)
            for tenth in _TENTHS[:-1]
            if tenth * 10**power % 10 == 0
        )
        step = next(step for step in steps if step and self.most // step < most)
        return list(range(0, self.most + 1, step))

    def days(self, most: int) -> list[Day]:
        """Days to write, at most so many: those of one step, or the first of months."""
        span = (self.last - self.first).days + 1
        for step in _DAY_STEPS:
            if span <= step * most:
                end = day_number(self.last)
                return [day_from(day) for day in range(end, end - span, -step)][::-1]
        months = self._months()
        for step in _MONTH_STEPS:
            found = [day for day in months if (day.year * 12 + day.month - 1) % step == 0]
            if len(found) <= most:
                return found
        return months[:1]

    def _months(self) -> list[Day]:
        """The first days of the months within the axis."""
        count = self.first.year * 12 + self.first.month - 1
        end = self.last.year * 12 + self.last.month - 1
        days = [date(at // 12, at % 12 + 1, 1) for at in range(count, end + 1)]
        return [day for day in days if day >= self.first]

    def said(self, day: Day, language: Language) -> str:
        """A day as the axis writes it: the day, or the month where months are written."""
        many = (self.last - self.first).days > _MANY_DAYS
        return short(day, language, "yMMM" if many else "MMMd")

    def exactly(self, day: Day, language: Language) -> str:
        """A day in few letters, with its year unless all of the axis lies in it."""
        here = {day.year} == {self.first.year, self.last.year}
        return short(day, language, "MMMd" if here else "yMMMd")


def short(day: Day, language: Language, skeleton: str) -> str:
    """A day in few letters."""
    return format_skeleton(skeleton, day, locale=language.locale)
