"""The grammar's rules about what is counted, and how much of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from lark import Token, Transformer

from recordbook.claims import families
from recordbook.claims.claim import LARGEST, Measure
from recordbook.claims.families import Aggregate, Comparator
from recordbook.claims.rules import RuleError, folded, inline, name_of, number_of
from recordbook.units import day_number

_COMPARATORS = {
    Comparator.AT_LEAST: ">= ≥|at least|past",
    Comparator.EQUAL: "= |exactly",
    Comparator.ABOVE: "> |over|more than|above",
    Comparator.BELOW: "< |under|below|less than|fewer than",
    Comparator.AT_MOST: "<= ≤|at most|up to",
    Comparator.ABOUT: "~ ≈|nearly|almost|about|around|roughly",
}
COMPARATOR_WORDS = {
    word: comparator
    for comparator, words in _COMPARATORS.items()
    for word in (comparator.value, *words.partition(" ")[2].split("|"))
    if word
}
"""Every way to write a comparator."""

_SPANS = {
    (False, "d"): Aggregate.DAYS_AT,
    (False, "w"): Aggregate.WEEKS_AT,
    (True, "d"): Aggregate.CONSECUTIVE_AT,
    (True, "w"): Aggregate.CONSECUTIVE_WEEKS_AT,
}
_CLIMBS = {
    (False, "d"): Aggregate.DAYS_FROM_DEBUT,
    (False, "w"): Aggregate.WEEKS_FROM_DEBUT,
    (True, "d"): Aggregate.LISTED_DAYS_TO,
    (True, "w"): Aggregate.LISTED_WEEKS_TO,
}
_SUFFIXES = {
    "24 hours": Aggregate.HOURS_24,
    "first day": Aggregate.FIRST_DAY,
    "first week": Aggregate.FIRST_WEEK,
    "per day": Aggregate.PER_DAY,
    "per track": Aggregate.PER_TRACK,
    "day": Aggregate.DAY,
    "week": Aggregate.WEEK,
    "lost": Aggregate.LOST,
}


@dataclass(frozen=True, slots=True)
class Bound:
    """A comparator, where one was written, and a number."""

    comparator: Comparator | None
    number: int


@dataclass(frozen=True, slots=True)
class Counted:
    """A measure with its threshold; the population says which total a bare number means."""

    aggregate: Aggregate | None
    metric: str = "streams"
    bound: Bound | None = None
    past: int | None = None
    rank: int | None = None

    def measure(self, total: Aggregate) -> Measure:
        """The measure, where `total` is what a bare number of streams means."""
        aggregate = self.aggregate or total
        return Measure(aggregate=aggregate, metric=self.metric, past=self.past, rank=self.rank)

    @property
    def comparator(self) -> Comparator:
        """What was written, or what a bare number means of this aggregate."""
        if self.bound is None:
            return Comparator.AT_LEAST
        exact = self.aggregate in families.EXACT_BY_DEFAULT
        return self.bound.comparator or (Comparator.EQUAL if exact else Comparator.AT_LEAST)


def day_of(token: Token) -> date:
    """The day that a token says."""
    try:
        return date(*map(int, token.split("-")))
    except ValueError:
        remedy = "days are written year-month-day: 2023-12-16"
        raise RuleError("number", token, f"there is no day {token}", remedy) from None


def _list_metric(token: Token) -> str:
    """Whether words speak of a weekly list, or of the platform's usual one."""
    return families.WEEKLY if "week" in folded(token) else "rank"


def comparator_of(token: Token) -> Comparator:
    """The comparator that a sign or a word stands for."""
    return COMPARATOR_WORDS[folded(token)]


@inline
class MeasureRules(Transformer[Token, object]):
    """Measures and thresholds, built while the parser reads."""

    def bound(self, comparator: Token | None, number: Token) -> Bound:
        """A number, and how the measure stands to it."""
        return Bound(comparator_of(comparator) if comparator else None, number_of(number))

    def metric(self, token: Token) -> str:
        """A metric by its word, or in quotes."""
        return name_of(token) if token.type == "NAME" else token.lower()

    def past(self, comparator: Token, number: Token, metric: str | None) -> Counted:
        """What must be reached to be counted; over N is N + 1 and more."""
        sign, value = comparator_of(comparator), number_of(number)
        if sign not in {Comparator.AT_LEAST, Comparator.ABOVE}:
            message = "only what is at or past a number can be counted"
            raise RuleError("word", comparator, message, "write '>=' or 'over'")
        past = value + (sign is Comparator.ABOVE)
        if past > LARGEST:
            raise RuleError("number", number, "a number too large for any counter")
        return Counted(None, metric or "streams", past=past)

    def place_past(self, past: Counted) -> Counted:
        """At or past a number."""
        return past

    def place_at(self, _: Token, number: Token) -> Counted:
        """At no. 1."""
        if number_of(number) != 1:
            message = f"days at exactly no. {number} are not counted"
            raise RuleError("number", number, message, f"write 'in the top {number}'")
        return Counted(None, rank=1)

    def place_top(self, _: Token, number: Token) -> Counted:
        """In the top N."""
        return Counted(None, rank=number_of(number))

    def level(self, word: Token, bound: Bound | None, metric: str | None) -> Counted:
        """A total, or the least of all tracks or albums."""
        key = re.sub(r"^(each|all) ", "every ", folded(word)).replace("song", "track").rstrip("s")
        return Counted(Aggregate(key), metric or "streams", bound)

    def level_after(self, word: Token, metric: str, bound: Bound) -> Counted:
        """The same with the number last."""
        return self.level(word, bound, metric)

    def amount(self, bound: Bound, metric: str | None) -> Counted:
        """So many streams: the population says of which total."""
        return Counted(None, metric or "streams", bound)

    def flow(self, word: Token, metric: str, bound: Bound | None) -> Counted:
        """First-day, first-week, 7-day streams."""
        return Counted(Aggregate(folded(word).replace(" ", "-")), metric, bound)

    def flow_before(self, bound: Bound, word: Token, metric: str) -> Counted:
        """The same with the number first."""
        return self.flow(word, metric, bound)

    def flow_suffix(self, metric: str, word: Token, bound: Bound | None) -> Counted:
        """Streams in a day, in a week, per day."""
        text = folded(word)
        found = next(kind for end, kind in _SUFFIXES.items() if text.endswith(end))
        return Counted(found, metric, bound)

    def flow_suffix_before(self, bound: Bound, metric: str, word: Token) -> Counted:
        """The same with the number first."""
        return self.flow_suffix(metric, word, bound)

    def listeners(self, _: Token, bound: Bound | None) -> Counted:
        """Monthly listeners."""
        return Counted(Aggregate.LISTENERS, bound=bound)

    def listeners_before(self, bound: Bound, _: Token) -> Counted:
        """The same with the number first."""
        return Counted(Aggregate.LISTENERS, bound=bound)

    def track_count(self, _: Token, bound: Bound | None) -> Counted:
        """How many tracks there are."""
        return Counted(Aggregate.TRACK_COUNT, bound=bound)

    def track_count_before(self, bound: Bound, _: Token) -> Counted:
        """The same with the number first."""
        return Counted(Aggregate.TRACK_COUNT, bound=bound)

    def tracks_past(self, bound: Bound | None, _: Token, past: Counted) -> Counted:
        """How many tracks are past a number."""
        return replace(past, aggregate=Aggregate.TRACKS_PAST, bound=bound)

    def albums_past(self, bound: Bound | None, _: Token, past: Counted) -> Counted:
        """How many albums are past a number."""
        return replace(past, aggregate=Aggregate.ALBUMS_PAST, bound=bound)

    def span(self, bound: Bound | None, run: Token | None, unit: Token, place: Counted) -> Counted:
        """Days or weeks at a place, in all or in a row."""
        return replace(place, aggregate=_SPANS[run is not None, unit[0].lower()], bound=bound)

    def countries(self, bound: Bound | None, _: Token, place: Counted) -> Counted:
        """Countries where the place is held."""
        return replace(place, aggregate=Aggregate.COUNTRIES_AT, bound=bound)

    def days_to(self, bound: Bound | None, _: Token, past: Token, metric: str | None) -> Counted:
        """Elapsed days from release to a number."""
        number = number_of(past)
        return Counted(Aggregate.DAYS_TO, metric or "streams", bound, past=number)

    def short_of(self, bound: Bound | None, _: Token, past: Token, metric: str | None) -> Counted:
        """How much is missing to a number."""
        number = number_of(past)
        return Counted(Aggregate.SHORT_OF, metric or "streams", bound, past=number)

    def entries(self, bound: Bound | None, *words: Token) -> Counted:
        """Items in the top N on one day, or in one week."""
        metric = _list_metric(words[3])
        return Counted(Aggregate.ENTRIES, metric, bound, rank=number_of(words[2]))

    def rank(self, word: Token, bound: Bound | None) -> Counted:
        """Peak rank, debut rank, re-entry rank."""
        said = folded(word).removeprefix("weekly ").replace("reentry", "re-entry")
        return Counted(Aggregate(said), _list_metric(word), bound)

    def re_entries(self, bound: Bound | None, word: Token, place: Counted) -> Counted:
        """Returns to a place."""
        if place.rank is None:
            remedy = "write 'in the top 10' or 'at no. 1'"
            raise RuleError("word", word, "a re-entry is one to a place in the list", remedy)
        return replace(
            place, aggregate=Aggregate.RE_ENTRIES, metric=_list_metric(word), bound=bound
        )

    def moved(self, bound: Bound | None, word: Token) -> Counted:
        """Places gained or lost from one list to the next."""
        aggregate = Aggregate.RISE if "gained" in folded(word) else Aggregate.FALL
        return Counted(aggregate, _list_metric(word), bound)

    def climb(self, bound: Bound | None, word: Token, number: Token) -> Counted:
        """The way from the debut to a place, elapsed or on the list."""
        text, rank = folded(word), number_of(number)
        if rank != 1 and not text.endswith("top"):
            message = f"the way to exactly no. {number} is not counted"
            raise RuleError("number", number, message, f"write 'to the top {number}'")
        return Counted(_CLIMBS["list" in text, text[0]], bound=bound, rank=rank)

    def released_on(self, _: Token, day: Token) -> Counted:
        """The day of release."""
        return Counted(Aggregate.RELEASED, bound=Bound(None, day_number(day_of(day))))

    def released_compared(self, comparator: Token, day: Token) -> Counted:
        """Released before, on or after a day."""
        bound = Bound(comparator_of(comparator), day_number(day_of(day)))
        return Counted(Aggregate.RELEASED, bound=bound)

    def fact(self, word: Token) -> Counted:
        """A fact of the catalogue that is compared and not stated."""
        released = folded(word).startswith("release")
        return Counted(Aggregate.RELEASED if released else Aggregate.DURATION)

    def duration(self, comparator: Token | None, clock: Token) -> Counted:
        """Minutes and seconds, or hours as well."""
        seconds = 0
        for part in clock.split(":"):
            seconds = seconds * 60 + int(part[:20])
        if not 1 <= seconds <= LARGEST:
            raise RuleError("number", clock, "a duration must be above zero and end some day")
        sign = comparator_of(comparator) if comparator else None
        return Counted(Aggregate.DURATION, bound=Bound(sign, seconds))
