"""How much of what: from the items of a claim to its measure, threshold, place and time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Comparator, Measure, Reading, Window
from recordbook.claims.vocabulary import default_basis
from recordbook.scrutiny.dates import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.scrutiny.items import Item
    from recordbook.units import Day

KINDS = frozenset(
    [
        "level",
        "items",
        "flow",
        "metric",
        "listeners",
        "cmp",
        "days",
        "platform",
        "sameplatform",
        "chart",
        "region",
        "window",
        "top",
        "rank",
        "chartverb",
        "span",
        "oneday",
        "countries",
        "short",
        "reading",
        "number",
        "date",
        "doso",
        "entry",
    ]
)
"""Items that say how much, where and when."""

_SPANS = {
    "days": Aggregate.DAYS_AT,
    "weeks": Aggregate.WEEKS_AT,
    "consecutive days": Aggregate.CONSECUTIVE_AT,
    "consecutive weeks": Aggregate.CONSECUTIVE_WEEKS_AT,
}
_OF_CHARTS = frozenset({"top", "rank", "chartverb", "span", "countries", "oneday"})
_COUNTERS = ("number", "level", "listeners", "flow", "days", "short", "metric")
"""Items that belong to counters, not to places on a chart."""

_LEAST = 1_000  # streams; nobody claims fewer, and small numbers count other things
_YEARS = range(1900, 2101)
_METRICS = {"youtube": "views"}
_READINGS: dict[str, dict[str, object]] = {
    "not counting instrumentals": {"versions": False},
    "counting single albums": {"single_albums": True},
    "any credit": {"credit": "any"},
    "main credit": {"credit": "main"},
}


class Unreadable(Exception):
    """The words do not make one claim; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is counted, how much of it, where and when; `days` are those it took."""

    measure: Measure
    threshold: int | None = None
    comparator: Comparator = Comparator.AT_LEAST
    platform: str = "spotify"
    basis: str = "app"
    region: str = "global"
    window: Window = field(default_factory=Window)
    as_of: Day | None = None
    reading: Reading = field(default_factory=Reading)
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """The items of a claim that say how much, by kind, and what is known besides."""

    items: Sequence[Item]
    kind: str  # artist | release | recording: what the claim ranges over
    platform: str  # said before, where the claim names none
    published: Day | None

    def of(self, kind: str) -> list[Item]:
        """The items of a kind."""
        return [item for item in self.items if item.kind == kind]

    def one(self, kind: str) -> Item | None:
        """The item of a kind; Unreadable where there are two that differ."""
        found = self.of(kind)
        if len({_said(item) for item in found}) > 1:
            raise Unreadable(f"two different things are said of the {kind}")
        return found[0] if found else None

    @property
    def comparator(self) -> Comparator:
        """How the number is compared: a word that limits goes before a verb that reaches."""
        said = {item.value for item in self.of("cmp")} - {"reach"}
        if len(said) > 1:
            raise Unreadable("the number is compared in two ways")
        return Comparator(said.pop()) if said else Comparator.AT_LEAST


def _said(item: Item) -> tuple[object, ...]:
    """What an item says, with what stands in its slots."""
    return (item.value, item.number, *((name, _said(one)) for name, one in item.slots.items()))


def goal(wanted: Wanted) -> Goal:
    """The goal that the items say; Unreadable where they say none, or more than one."""
    place = _place(wanted)
    kinds = {item.kind for item in wanted.items}
    charts = kinds & _OF_CHARTS
    if charts and not charts <= {"oneday"}:
        made = _of_chart(wanted)
        return replace(place, basis="chart", **made)  # pyright: ignore[reportArgumentType] - by field name
    if place.basis == "chart" and not wanted.of("flow"):
        raise Unreadable("streams on a chart are not counted in all")
    return replace(place, **_of_count(wanted, place.platform))  # pyright: ignore[reportArgumentType] - same


def _place(wanted: Wanted) -> Goal:
    """Where and when; the measure is still to come."""
    platform = wanted.one("platform")
    around = [*wanted.of("window"), *wanted.of("chart"), *wanted.of("region"), *wanted.of("sup")]
    within = [one.slots["platform"] for one in around if "platform" in one.slots]
    named = next((one.value for one in (platform, *within) if one), wanted.platform)
    if not named:
        raise Unreadable("no platform is named")
    dates = {day_of(item, wanted.published) for item in wanted.of("date")}
    if len(dates) > 1 or None in dates:
        raise Unreadable("the day cannot be told")
    readings: dict[str, object] = {}
    for item in wanted.of("reading"):
        readings |= _READINGS[item.value]
    filtered = any(item.value == "filtered" for item in wanted.of("metric"))
    return Goal(
        measure=Measure(aggregate=Aggregate.TOTAL),
        platform=named,
        basis="chart" if filtered or wanted.of("chart") else default_basis(named),
        region=_region(wanted),
        window=_window(wanted),
        as_of=dates.pop() if dates else wanted.published,
        reading=Reading(**readings),  # pyright: ignore[reportArgumentType] - by field name
    )


def _region(wanted: Wanted) -> str:
    said = {
        item.slots["place"].value if "place" in item.slots else "global"
        for item in (*wanted.of("region"), *wanted.of("chart"))
    }
    if len(said) > 1 and "global" not in said:
        raise Unreadable("two countries are named")
    return next((one for one in sorted(said) if one != "global"), "global")


def _window(wanted: Wanted) -> Window:
    found = wanted.one("window")
    if found is None or found.value == "ever":
        return Window()
    if found.value in {"decade", "outside christmas", "list began"}:
        return Window(kind=found.value)
    if "y" in found.slots:
        return Window(kind=found.value, year=found.slots["y"].number)
    if wanted.published is None:
        raise Unreadable("the year cannot be told")
    return Window(kind="so far in", year=wanted.published.year)


def _of_chart(wanted: Wanted) -> dict[str, object]:
    """The measures of charts: ranks, days and weeks at one, entries, countries."""
    top, rank, countries = wanted.one("top"), wanted.one("rank"), wanted.one("countries")
    entries = bool(wanted.of("oneday")) or (top is not None and top.value == "entire")
    entries = entries or bool(top and wanted.of("items") and wanted.of("date"))
    strange = [*_COUNTERS, *([] if entries else ["items"])]
    if any(wanted.of(kind) for kind in strange):
        raise Unreadable("streams and places on a chart stand in one claim")
    if entries:
        return _entries(wanted, top)
    at = 0 if rank is None else 1 if rank.value == "first" else rank.slots["n"].number
    place = top.slots["n"].number if top else at
    if countries is not None:
        if not (place or _leads(wanted)):
            raise Unreadable("at which place is not said")
        measure = Measure(aggregate=Aggregate.COUNTRIES_AT, rank=place or 1)
        return {"measure": measure, "threshold": countries.slots["n"].number}
    if span := wanted.one("span"):
        return _of_span(wanted, span, place, exact=top is None and rank is not None)
    verb = wanted.one("chartverb")
    said = verb.value if verb else "peak" if wanted.of("cmp") and at else ""
    if said not in {"peak", "debut"} or top:
        raise Unreadable("what was reached on the chart is not said")
    kind = Aggregate.PEAK_RANK if said == "peak" else Aggregate.DEBUT_RANK
    ranked = {"threshold": at, "comparator": Comparator.EQUAL} if at else {}
    return {"measure": Measure(aggregate=kind), **ranked}


def _of_span(wanted: Wanted, span: Item, place: int, *, exact: bool) -> dict[str, object]:
    """Days or weeks at a place or above it, in all or in a row."""
    if not place and not _leads(wanted):
        place = _size(wanted)
        if not place:
            raise Unreadable("at which place is not said")
    if exact and place != 1:
        raise Unreadable("days at exactly one place are not counted")
    count = span.slots["n"].number if "n" in span.slots else None
    measure = Measure(aggregate=_SPANS[span.value], rank=place or 1)
    return {"measure": measure, "threshold": count}


def _size(wanted: Wanted) -> int:
    """How many places a chart has whose name says so: Hot 100, Billboard 200."""
    platform = wanted.one("platform")
    last = platform.value.rsplit(" ", 1)[-1] if platform else ""
    return int(last) if last.isdigit() else 0


def _leads(wanted: Wanted) -> bool:
    """Whether the words say "topped" or "ruled" of a chart."""
    return any(item.value == "rule" for item in wanted.of("chartverb")) or bool(wanted.of("cmp"))


def _entries(wanted: Wanted, top: Item | None) -> dict[str, object]:
    """Items of one artist in the top N on one day."""
    if top is None:
        raise Unreadable("how far down the chart is not said")
    count = wanted.one("items")
    rank = top.slots["n"].number
    if top.value != "entire" and (count is None or "n" not in count.slots):
        raise Unreadable("how many stood there is not said")
    number = rank if count is None else count.slots["n"].number
    return {"measure": Measure(aggregate=Aggregate.ENTRIES, rank=rank), "threshold": number}


def _of_count(wanted: Wanted, platform: str) -> dict[str, object]:
    """The measures of counters."""
    numbers = [item.number for item in wanted.of("number")]
    short, count = wanted.of("short"), wanted.one("items")
    metric = _metric(wanted, platform)
    sign = wanted.comparator
    if short:
        numbers = [*(one.slots["n"].number for one in short if "n" in one.slots), *numbers]
        if len(numbers) != len(("missing", "goal")) or wanted.of("flow"):
            raise Unreadable("how much is missing to what is not said")
        measure = Measure(aggregate=Aggregate.SHORT_OF, metric=metric, past=numbers[1])
        return {"measure": measure, "threshold": numbers[0]}
    if len(set(numbers)) > 1:
        raise Unreadable("two numbers are named for one thing")
    number = numbers[0] if numbers else None
    days = wanted.one("days")
    took = days.slots["n"].number if days else None
    if count is not None:
        if wanted.of("level") or wanted.of("flow") or days:
            raise Unreadable("what each of them reached, and in what time, is not counted")
        return _items(count, number, sign, metric)
    measure = Measure(aggregate=_aggregate(wanted), metric=metric)
    year = any(one.number in _YEARS and one.value.isdigit() for one in wanted.of("number"))
    if number is not None and (number < _LEAST or year):
        raise Unreadable("a number that small is of something else")
    compared = {"threshold": number, "comparator": sign} if number is not None else {}
    return {"measure": measure, "days": took, **compared}


def _items(count: Item, number: int | None, sign: Comparator, metric: str) -> dict[str, object]:
    """How many tracks or albums are past a number."""
    if number is None or sign not in {Comparator.AT_LEAST, Comparator.ABOVE}:
        raise Unreadable("past what they are is not said")
    kind = Aggregate.ALBUMS_PAST if "album" in count.value else Aggregate.TRACKS_PAST
    past = number + (sign is Comparator.ABOVE)
    if past < _LEAST:
        raise Unreadable("a number that small is of something else")
    many = count.slots["n"].number if "n" in count.slots else None
    threshold = many if many is not None or count.value.startswith("most") else 1
    return {"measure": Measure(aggregate=kind, metric=metric, past=past), "threshold": threshold}


def _aggregate(wanted: Wanted) -> Aggregate:
    """Which counter is meant."""
    level, flow = wanted.one("level"), wanted.one("flow")
    if wanted.of("listeners"):
        if level or (flow and flow.value != "in a day"):
            raise Unreadable("monthly listeners have no parts")
        return Aggregate.LISTENERS
    if level and flow:
        raise Unreadable("tracks in a stretch of time are not counted")
    if flow:
        return Aggregate(flow.value)
    if level:
        return Aggregate.EVERY_TRACK if level.value == "every" else Aggregate.EVERY_ALBUM
    return Aggregate.ALBUM_TOTAL if wanted.kind == "release" else Aggregate.TOTAL


def _metric(wanted: Wanted, platform: str) -> str:
    """The metric said, or what the platform counts."""
    usual = _METRICS.get(platform, "streams")
    said = {item.value for item in wanted.of("metric")} - {"filtered", "unfiltered", "times"}
    if len(said) > 1:
        raise Unreadable("two metrics are named")
    return said.pop() if said else usual
