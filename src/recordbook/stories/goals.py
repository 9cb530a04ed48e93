"""What is counted and how much of it, in words: the thing, its mark, and how one comes to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Comparator, families, vocabulary
from recordbook.claims.text import clock
from recordbook.stories import figures, names
from recordbook.units import day_from

if TYPE_CHECKING:
    from recordbook.claims import Claim, Measure
    from recordbook.stories.words import Words
    from recordbook.units import Bounds

_MANY = 2  # stands for "more than one" where no number is said
_DAYS = frozenset(
    {
        Aggregate.DAYS_TO,
        Aggregate.DAYS_AT,
        Aggregate.CONSECUTIVE_AT,
        Aggregate.DAYS_FROM_DEBUT,
        Aggregate.LISTED_DAYS_TO,
    }
)
_WEEKS = frozenset(
    {
        Aggregate.WEEKS_AT,
        Aggregate.CONSECUTIVE_WEEKS_AT,
        Aggregate.WEEKS_FROM_DEBUT,
        Aggregate.LISTED_WEEKS_TO,
    }
)
_UNITS = {
    **dict.fromkeys(_DAYS, "days"),
    **dict.fromkeys(_WEEKS, "weeks"),
    **dict.fromkeys(families.MOVES, "places"),
    Aggregate.TRACKS_PAST: "tracks",
    Aggregate.TRACK_COUNT: "tracks",
    Aggregate.ALBUMS_PAST: "albums",
    Aggregate.COUNTRIES_AT: "countries",
    Aggregate.RE_ENTRIES: "times",
}
_COUNTS = frozenset({*_UNITS, Aggregate.ENTRIES})
_OWN_BOUNDS = {Aggregate.DURATION: "clock", Aggregate.SHORT_OF: "gap"}
_OF_ALBUMS = frozenset({"billboard 200", "official albums"})
_LEAST_OF = frozenset({Aggregate.EVERY_TRACK, Aggregate.EVERY_ALBUM})
_REACHED = frozenset({Comparator.AT_LEAST})


@dataclass(frozen=True, slots=True)
class Goal:
    """`thing` is what is counted, `mark` how much of it; the others say who has or reaches it.

    `brief` is what a headline says in languages whose headlines have no verbs.
    """

    thing: str
    mark: str
    having: str
    reach: str
    clause: str
    brief: str


def goal(words: Words, claim: Claim) -> Goal:
    """The goal of a claim; of one without a threshold, the thing itself."""
    return _Counter(words, claim).goal()


def known(words: Words, claim: Claim, bounds: Bounds, *, coarse: bool = False) -> str:
    """The mark with what is known of the measure in the place of the threshold; "" for nothing.

    With `coarse` its ends are of three figures, the low one never above, the high one never below.
    """
    return _Counter(words, claim, coarse, plain=not coarse).known(bounds)


@dataclass(frozen=True, slots=True)
class _Counter:
    words: Words
    claim: Claim
    coarse: bool = False
    plain: bool = False  # are numbers written in figures alone?

    @property
    def measure(self) -> Measure:
        """What is counted."""
        return self.claim.measure

    def goal(self) -> Goal:
        """All five forms."""
        number = self.claim.threshold
        if number is None:
            thing = self._say("thing", "", _MANY)
            having = self.words.say("goal.with", mark=thing)
            clause = self.words.say("goal.clause", mark=thing)
            return Goal(thing, thing, having, having, clause, thing)
        many = number if self._countable else _MANY
        bound = self._bound(self.claim.comparator, number)
        mark = self._say("mark", bound, many)
        having = self._say("with", bound, many, mark=mark)
        reaches = self._reached
        return Goal(
            thing=self._say("thing", bound, _MANY),
            mark=mark,
            having=having,
            reach=self._say("reach", bound, many, mark=mark) if reaches else having,
            clause=self._say(self._clause, bound, many, mark=mark),
            brief=self._say("brief", bound, many, mark=mark)
            if self.words.has("goal.brief")
            else mark,
        )

    @property
    def _clause(self) -> str:
        """The form of what the subject has done: reached it, where the language says so."""
        own = f"measure.{self.measure.aggregate.name.lower()}.reached"
        at_least = self.claim.comparator is Comparator.AT_LEAST
        return "reached" if at_least and self.words.has(own) else "clause"

    @property
    def _reached(self) -> bool:
        exact = self.measure.aggregate in families.RANKS | {Aggregate.RELEASED, Aggregate.DAYS_TO}
        return exact or self.claim.comparator in _REACHED

    @property
    def _countable(self) -> bool:
        return self.measure.aggregate is not Aggregate.RELEASED

    def known(self, bounds: Bounds) -> str:
        """The mark with bounds for a threshold; rounded outwards where they leave room."""
        low, high = bounds.low, bounds.high
        kind = self.measure.aggregate
        least = 1 if kind in families.RANKS else 0
        if bounds.exact:
            return self._known(self._bound(Comparator.EQUAL, low, exact=True), low)
        if high is None and (low <= least or kind is Aggregate.RELEASED):
            return ""
        if high is None:
            return self._known(self._bound(Comparator.AT_LEAST, self._outwards(low)), _MANY)
        if low <= 0 and kind is not Aggregate.RELEASED:
            return self._known(
                self._bound(Comparator.AT_MOST, self._outwards(high, up=True)), _MANY
            )
        return self._known(self._between(self._outwards(low), self._outwards(high, up=True)), _MANY)

    def _known(self, bound: str, n: int) -> str:
        """What has so much; of every track it is the least streamed that does."""
        if self.measure.aggregate not in _LEAST_OF:
            return self._say("mark", bound, n)
        return self.words.say("goal.mark", bound=bound, thing=self._say("thing", bound, n))

    def _outwards(self, value: int, *, up: bool = False) -> int:
        """The value to three figures, away from what lies between."""
        kind = self.measure.aggregate
        if kind in {Aggregate.RELEASED, Aggregate.DURATION} or not self.coarse:
            return value
        return figures.three(value, up=up)

    def _say(self, form: str, bound: str, n: int, **more: str) -> str:
        """One form of the measure, or the one that all measures share."""
        own = f"measure.{self.measure.aggregate.name.lower()}.{form}"
        key = own if self.words.has(own) else f"goal.{form}"
        values = self._values(n)
        if form != "thing" and "{thing}" in str(self.words.language.words("claims", key)):
            values["thing"] = self._say("thing", bound, n)
        return self.words.say(key, **values, bound=bound, n=n, **more)

    def _values(self, n: int) -> dict[str, str]:
        """What the templates of measures may name."""
        measure, words = self.measure, self.words
        metric = self._metric(n)
        weekly = measure.metric == families.WEEKLY
        first = measure.rank == 1
        rank = str(measure.rank or "")
        past = words.counted(measure.past) if measure.past else ""
        many = self._metric(measure.past or _MANY)
        values = {
            "metric": metric,
            "metrics": many,
            "past": past,
            "past_unit": self._unit_of(measure.metric),
            "past_figure": words.number(measure.past) if measure.past else "",
            "rank": rank,
            "amount": self._amount(self.claim.threshold or n),
            "unit": self._unit(),
            "period": words.say(f"period.{'week' if weekly else 'day'}"),
            "once": words.say(f"period.{'one_week' if weekly else 'one_day'}"),
            "weekly": words.say("period.weekly") if weekly and self._daily_too else "",
            "item": words.say(
                f"item.{'album' if self.claim.platform in _OF_ALBUMS else 'track'}", n=n
            ),
        }
        at = "first" if first else "top" if measure.rank else "past"
        values["place"] = words.say(
            f"at.{at}", rank=rank, past=past, metric=many, past_unit=values["past_unit"]
        )
        values["to"] = words.say(f"at.to_{'first' if first else 'top'}", rank=rank)
        return values

    @property
    def _daily_too(self) -> bool:
        """Whether the platform may have lists of days besides those of weeks."""
        return self.claim.platform not in vocabulary.CHART_PLATFORMS

    def _metric(self, n: int) -> str:
        """The word for what the platform counts; the platform's own in quotes where it is odd."""
        metric = self.measure.metric
        key = self.words.known("metric", metric, "other")
        return self.words.say(key, n=n, metric=names.plain(metric))

    def _unit(self) -> str:
        """What goes with a number in languages that count with words."""
        kind = self.measure.aggregate
        if kind is Aggregate.ENTRIES:
            return self.words.say(
                f"unit.{'albums' if self.claim.platform in _OF_ALBUMS else 'tracks'}"
            )
        return self._unit_of(_UNITS.get(kind, self.measure.metric))

    def _unit_of(self, name: str) -> str:
        return str(self.words.language.words("claims", self.words.known("unit", name, "none")))

    def _amount(self, value: int) -> str:
        """The number before what it counts; a place, a day or a length where it is one."""
        kind = self.measure.aggregate
        if kind is Aggregate.DURATION:
            return clock(value)
        if kind is Aggregate.RELEASED:
            return self._day(value)
        if kind in families.RANKS:
            return str(value)
        return self.words.language.number(value) if self.plain else self.words.counted(value)

    def _day(self, number: int) -> str:
        low, high = (date.min - date(1970, 1, 1)).days, (date.max - date(1970, 1, 1)).days
        return self.words.language.date(day_from(min(max(number, low), high)))

    def _bound(self, sign: Comparator, value: int, *, exact: bool = False) -> str:
        """The number with how it is compared."""
        kind = self.measure.aggregate
        amount, unit = self._amount(value), self._unit()
        if kind in families.RANKS:
            return self.words.say(f"rank.{sign.value}", number=amount)
        if kind is Aggregate.RELEASED:
            return self.words.say(f"day.{sign.value}", day=amount)
        if (
            kind in _OWN_BOUNDS
            and not exact
            and self.words.has(f"{_OWN_BOUNDS[kind]}.{sign.value}")
        ):
            more = self._amount(value + 1)
            return self.words.say(f"{_OWN_BOUNDS[kind]}.{sign.value}", amount=amount, more=more)
        least = sign is Comparator.AT_LEAST and kind not in families.EXACT_BY_DEFAULT
        few = kind in _COUNTS and not exact and not least
        if few and self.words.has(f"few.{sign.value}"):
            many = str(value + 1), str(max(value - 1, 0))
            return self.words.say(f"few.{sign.value}", amount=amount, more=many[0], less=many[1])
        plain = sign is Comparator.EQUAL and (exact or kind in families.EXACT_BY_DEFAULT)
        return self.words.say(f"bound.{'plain' if plain else sign.value}", amount=amount, unit=unit)

    def _between(self, low: int, high: int) -> str:
        kind = self.measure.aggregate
        first, last = self._amount(low), self._amount(high)
        if kind in families.RANKS:
            return self.words.say("rank.between", low=first, number=last)
        if kind is Aggregate.RELEASED:
            return self.words.say("day.between", low=first, day=last)
        if kind is not Aggregate.DURATION and not self.plain:
            first = self.words.number(low)
        return self.words.say("bound.between", low=first, amount=last, unit=self._unit())
