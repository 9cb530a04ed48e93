"""The chart of a claim: every path to the goal, what is not ruled out, and when it was reached."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from recordbook.stories.axes import Axes
from recordbook.stories.chart_words import alt
from recordbook.stories.drawing import Frame, Sheet, number
from recordbook.stories.figure import known, label
from recordbook.stories.language import language as language_of
from recordbook.stories.setting import Style, fitted
from recordbook.stories.themes import THEMES
from recordbook.stories.typefaces import EM, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recordbook.stories.language import Language
    from recordbook.stories.paths import Path, Paths
    from recordbook.stories.picture import Picture
    from recordbook.stories.setting import Block
    from recordbook.stories.themes import Colours, Theme
    from recordbook.units import Bounds, Day

WIDTH, HEIGHT = 1200, 675
_PLOT = Frame(132, 150, 680, 440)
_LIST = Frame(852, 150, 284, 476)
_WIDE, _TWO_LINES, _ROW, _TIGHT = 52, 43, 29, 22
"""Rows of the list, in pixels: the most, the least for two lines, the most and least for one."""

_SWATCH, _SIZE = 38, 17
_ABOVE = 1.16  # how far above the goal the chart goes
_LABEL_ROWS = 2

TITLE = Style(sizes=(32, 28, 25), weight=Weight.BOLD, lines=1)
NOTE = Style(sizes=(18, 16.5, 15), lines=2)
TICK = Style(sizes=(16, 14, 12, 10), lines=2)
NAME = Style(sizes=(17, 15.5))
HEAD = Style(sizes=(15,), weight=Weight.BOLD)
GOAL = Style(sizes=(19, 17, 15, 13, 11), weight=Weight.BOLD, lines=2)

_LEAST_GAP = 18  # pixels between texts
_DASHES: Final = ("10 5", "3 4", "14 4 3 4", "6 3")


_MARKED, _PART = 5.5, 1.8
_FAINT = {"subject": "0.2", "rival": "0.1", "part": "0.1"}


@dataclass(frozen=True, slots=True)
class _Look:
    """How a path is drawn."""

    colour: str
    width: float
    dashes: str = ""


def chart(paths: Paths, *, theme: Theme = "light", language: str = "en") -> Picture:
    """The chart of a claim, in a language."""
    return chart_sheet(paths, theme=theme, language=language).picture(alt(paths, language))


def chart_sheet(paths: Paths, *, theme: Theme, language: str) -> Sheet:
    """The same before it is written: what is drawn, and where text stands."""
    sheet = Sheet(WIDTH, HEIGHT)
    sheet.shape("rect", width=WIDTH, height=HEIGHT, fill=THEMES[theme].ground)
    draw = _Chart(sheet, paths, THEMES[theme], language_of(language))
    draw.head()
    if paths.days:
        draw.grid()
        draw.lines()
        draw.crossings()
        draw.names()
    else:
        draw.put(draw.said("chart.nothing"), NOTE, (_PLOT.x, _PLOT.y, _PLOT.width))
    return sheet


@dataclass(frozen=True)
class _Chart:
    """Draws one chart."""

    sheet: Sheet
    paths: Paths
    colours: Colours
    language: Language

    @cached_property
    def axes(self) -> Axes:
        """Where days and numbers stand: somewhat more than the goal, or than anybody has."""
        goal = self.paths.goal
        lows = [known.low for path in self.paths.paths for known in path.bounds]
        most = goal * _ABOVE if goal is not None else max(lows, default=1) * 1.06
        return Axes(_PLOT, self.paths.days[0], self.paths.days[-1], max(round(most), 1))

    @cached_property
    def looks(self) -> list[tuple[Path, _Look]]:
        """Every path with how it is drawn: the subject last, on top."""
        main, *others = self.colours.lines
        count = dict.fromkeys(_FAINT, 0)
        found: list[tuple[Path, _Look]] = []
        for path in self.paths.paths:
            at = count[path.side]
            count[path.side] += 1
            looks = {
                "subject": _Look(main, 4),
                "part": _Look(
                    others[at % len(others)], _PART, _DASHES[1] if at >= len(others) else ""
                ),
                "rival": _Look(self.colours.rival, 2.4, _DASHES[at % len(_DASHES)]),
            }
            found.append((path, looks[path.side]))
        order = ("rival", "part", "subject")
        return sorted(found, key=lambda one: order.index(one[0].side))

    @property
    def _inner(self) -> str:
        """The side of which only lines are drawn: parts, where the whole is drawn as well."""
        return "part" if any(path.side == "subject" for path in self.paths.paths) else ""

    def head(self) -> None:
        """What is charted, and how it is to be read."""
        claim, goal = self.paths.claim, self.paths.goal
        title = self.said("chart.plain", title=self.paths.name)
        if goal is not None:
            title = self.said("chart.title", title=self.paths.name, goal=self.language.exact(goal))
        self.put(title, TITLE, (64, 40, WIDTH - 128))
        read = f"{label(claim, self.language, goal or 0)} · {self.said('chart.lines')}"
        self.put(read, NOTE, (64, 92, WIDTH - 128), self.colours.quiet)
        day = f"{self.said('foot.as_of')}: {self.language.date(claim.as_of)}"
        self.put(day, HEAD, (64, HEIGHT - 42, 600), self.colours.quiet)
        brand = fitted("recordbook", HEAD, 200, 40)
        self.sheet.text(brand, WIDTH - 64, HEIGHT - 42, "end", fill=self.colours.quiet)

    def grid(self) -> None:
        """The lines of round numbers, and the days below."""
        axes, frame, goal = self.axes, self.axes.frame, self.paths.goal
        for value in axes.numbers(6):
            if goal is not None and abs(axes.y(value) - axes.y(goal)) < _LEAST_GAP and value:
                continue
            self._rule(axes.y(value), self.colours.line, 1 if value else 2)
            self._number(value, TICK, self.colours.quiet)
        if goal is not None:
            self._number(goal, GOAL, self.colours.text)
        right = frame.x - _LEAST_GAP
        for day in axes.days(7):
            block = fitted(axes.said(day, self.language), TICK, 120, 40, self.language.code)
            x = min(max(axes.x(day, 0.5), frame.x + block.width / 2), frame.right - block.width / 2)
            mark = f"M{number(axes.x(day, 0.5))} {number(frame.bottom)}v6"
            self.sheet.shape(
                "path", d=mark, stroke=self.colours.quiet, stroke_width=1.5, fill="none"
            )
            if x - block.width / 2 >= right + _LEAST_GAP:
                self.sheet.text(block, x, frame.bottom + 10, "middle", fill=self.colours.quiet)
                right = x + block.width / 2

    def lines(self) -> None:
        """What is known of everybody: a line of what they surely have, a band of what they may."""
        for path, look in self.looks:
            for d in self._bands(path.bounds) if path.side != self._inner else ():
                opacity = _FAINT[path.side]
                self.sheet.shape("path", d=d, fill=look.colour, fill_opacity=opacity)
        for path, look in self.looks:
            if d := self._steps([known.low for known in path.bounds]):
                self._stroke(d, look, stroke_linejoin="round")

    def crossings(self) -> None:
        """The goal, and the days on which everybody reached it or may have."""
        goal, axes = self.paths.goal, self.axes
        if goal is None:
            return
        self._rule(axes.y(goal), self.colours.text, 2)
        y, taken = axes.y(goal), list[Frame]()
        reached = [
            (path, look, path.latest) for path, look in self.looks if path.latest is not None
        ]
        shown = [one for one in reached if axes.first <= one[2] <= axes.last]
        for path, look, latest in shown:
            x = axes.x(latest, 0.5)
            since = axes.x(max(path.earliest or axes.first, axes.first), 0.5)
            if since < x and path.side not in {"rival", self._inner}:
                d = f"M{number(since)} {number(y)}H{number(x)}"
                self._stroke(d, _Look(look.colour, _MARKED * 1.6), stroke_opacity="0.35")
            ring = {"stroke": self.colours.ground, "fill": look.colour, "stroke_width": "1.5"}
            if path.earliest != latest:  # it may have been there before: a hollow mark
                ring = {"stroke": look.colour, "fill": self.colours.ground, "stroke_width": "2.5"}
            self.sheet.shape("circle", cx=x, cy=y, r=_MARKED, **ring)
        for path, look, latest in reversed(shown):
            style = GOAL if path.side == "subject" else TICK
            day = axes.exactly(latest, self.language)
            said = day if path.earliest == latest else f"\u2264\u00a0{day}"
            self._mark(said, style, axes.x(latest, 0.5), look, taken)

    def _mark(self, text: str, style: Style, x: float, look: _Look, taken: list[Frame]) -> None:
        """Write a day above the goal at the first height at which nothing else stands."""
        block = fitted(text, style, 160, 40, self.language.code)
        frame, y = self.axes.frame, self.axes.y(self.paths.goal or 0)
        left = min(max(x - block.width / 2, frame.x), frame.right - block.width)
        for row in range(_LABEL_ROWS):
            top = y - _MARKED - (row + 1) * block.height - 2
            place = Frame(left - 6, top, block.width + 12, block.height)
            if top >= frame.y - block.height / 2 and not any(_meet(place, one) for one in taken):
                taken.append(place)
                halo = number(6 * EM / block.size)
                ground = self.colours.ground
                self.sheet.text(block, left, top, fill=ground, stroke=ground, stroke_width=halo)
                self.sheet.text(block, left, top, fill=look.colour)
                return

    def names(self) -> None:
        """Who is who, in the order in which they got there, and where they stand."""
        rows = self._rows()
        room = _LIST.height / max(len(rows), 1)
        pitch = min(room, _WIDE) if room >= _TWO_LINES else min(max(room, _TIGHT), _ROW)
        most = int(_LIST.height / pitch)
        shown = rows if len(rows) <= most else rows[: most - 1]
        for at, (path, look) in enumerate(shown):
            self._row(path, look, _LIST.y + at * pitch, pitch)
        if more := len(rows) - len(shown):
            y = _LIST.y + len(shown) * pitch
            self.put(f"+{more}", NAME, (_LIST.x + _SWATCH, y, 100), self.colours.quiet)

    def _rows(self) -> list[tuple[Path, _Look]]:
        """Subject, parts by the day on which they got there, rivals nearest first."""
        order = ("subject", "part", "rival")
        end = self.paths.claim.as_of

        def place(one: tuple[Path, _Look]) -> tuple[int, bool, Day]:
            path = one[0]
            own = path.side == "part"
            return order.index(path.side), own and path.latest is None, (own and path.latest) or end

        return sorted(self.looks, key=place)

    def _row(self, path: Path, look: _Look, y: float, pitch: float) -> None:
        """A name and where it stands: below it where there is room, else beside it."""
        low = pitch < _TWO_LINES
        size = min(_SIZE, pitch * (0.66 if low else 0.35))
        weight = Weight.BOLD if path.side == "subject" else Weight.REGULAR
        room = _LIST.width - _SWATCH
        sizes = tuple(size * share for share in (0.94, 0.88, 0.82, 0.76, 0.68))
        said = self._fit(self._stands(path), Style(sizes=sizes), room * (0.8 if low else 1))
        style = Style(sizes=(size, size * 0.92), weight=weight)
        name = self._fit(path.name, style, room - (said.width + 10 if low else 0))
        top = y + (pitch - name.height) / 2 if low else y
        middle = number(top + name.height / 2)
        self._stroke(f"M{number(_LIST.x)} {middle}h{_SWATCH - 12}", look)
        self.sheet.text(name, _LIST.x + _SWATCH, top, fill=self.colours.text)
        quiet = self.colours.quiet
        if low:
            self.sheet.text(said, _LIST.right, y + (pitch - said.height) / 2, "end", fill=quiet)
        else:
            self.sheet.text(said, _LIST.x + _SWATCH, top + name.height, fill=quiet)

    def _fit(self, text: str, style: Style, width: float) -> Block:
        return fitted(text, style, width, 60, self.language.code)

    def _stands(self, path: Path) -> str:
        """When somebody reached the goal, or what they have at the end."""
        if self.paths.goal is None or path.latest is None:
            return known(self.paths.claim, path.bounds[-1], self.language)
        last = self.axes.exactly(path.latest, self.language)
        if path.earliest == path.latest:
            return last
        if path.earliest is None:
            return self.said("chart.crossed_by", last=last)
        first = self.axes.exactly(path.earliest, self.language)
        return self.said("chart.crossed_between", first=first, last=last)

    def _steps(self, values: Sequence[int]) -> str:
        """A line that holds each value until the next day, up to the top of the chart."""
        axes, days = self.axes, self.paths.days
        begun = next((at for at, value in enumerate(values) if value), None)
        if begun is None:
            return ""
        start = max(begun - 1, 0)
        d, last = f"M{number(axes.x(days[start]))} {number(axes.y(values[start]))}", values[start]
        for day, value in zip(days[start + 1 :], values[start + 1 :], strict=True):
            if value != last:
                d += f"H{number(axes.x(day))}V{number(axes.y(value))}"
                last = value
            if value > axes.most:
                return d
        return f"{d}H{number(axes.frame.right)}"

    def _bands(self, bounds: Sequence[Bounds]) -> Iterator[str]:
        """The stretches of days on which a number is not known exactly, as closed shapes."""
        axes, days = self.axes, self.paths.days
        ends = [*(axes.x(day) for day in days[1:]), axes.frame.right]
        up: list[str] = []
        down: list[str] = []
        for day, end, one in zip(days, ends, bounds, strict=True):
            low = min(one.low, axes.most)
            high = axes.most if one.high is None else min(one.high, axes.most)
            if low < high:
                left, top, foot = (number(at) for at in (axes.x(day), axes.y(high), axes.y(low)))
                up.append(f"L{left} {top}L{number(end)} {top}")
                down.append(f"L{number(end)} {foot}L{left} {foot}")
            elif up:
                yield _closed(up, down)
                up, down = [], []
        if up:
            yield _closed(up, down)

    def _stroke(self, d: str, look: _Look, **more: str) -> None:
        dashes = {"stroke_dasharray": look.dashes} if look.dashes else {}
        self.sheet.shape(
            "path", d=d, fill="none", stroke=look.colour, stroke_width=look.width, **dashes, **more
        )

    def _rule(self, y: float, colour: str, width: float) -> None:
        d = f"M{number(self.axes.frame.x)} {number(y)}H{number(self.axes.frame.right)}"
        self.sheet.shape("path", d=d, stroke=colour, stroke_width=width, fill="none")

    def _number(self, value: int, style: Style, colour: str) -> None:
        """A number to the left of its line."""
        frame = self.axes.frame
        block = fitted(self.language.exact(value), style, frame.x - 20, 40, self.language.code)
        self.sheet.text(
            block, frame.x - 12, self.axes.y(value) - block.height / 2, "end", fill=colour
        )

    def put(
        self, text: str, style: Style, at: tuple[float, float, float], colour: str = ""
    ) -> None:
        """Write a text at x and y, in a width."""
        block = fitted(text, style, at[2], 60, self.language.code)
        self.sheet.text(block, at[0], at[1], fill=colour or self.colours.text)

    def said(self, key: str, **values: object) -> str:
        """The words of a key."""
        return self.language.say("pictures", key, **values)


def _closed(up: Sequence[str], down: Sequence[str]) -> str:
    """One shape out of its upper edge and its lower one, which runs back."""
    return f"M{''.join(up)[1:]}{''.join(reversed(down))}z"


def _meet(one: Frame, other: Frame) -> bool:
    across = one.x < other.right and other.x < one.right
    return across and one.y < other.bottom and other.y < one.bottom
