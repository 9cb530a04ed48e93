"""What somebody wants to be told: measures, families, cohorts and how many rivals there must be."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, cast

from recordbook.claims import Aggregate, Family, Measure
from recordbook.claims.vocabulary import CHART_PLATFORMS
from recordbook.mining.errors import BadTaste

if TYPE_CHECKING:
    from collections.abc import Mapping

ATTRIBUTES = (
    *("scene", "act type", "gender", "country", "label", "genre", "generation"),
    *("language", "release type", "released", "debut"),
)
"""What cohorts are made of; of the dates the year is taken."""

FAMILIES = (Family.FIRST, Family.ONLY, Family.FIRST_AND_ONLY, Family.NTH, Family.FASTEST)
"""The families about reaching a threshold that are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A measure of everyone of a population: by its rungs, by who leads, or by both."""

    measure: Measure
    population: str
    crossing: bool = True
    level: Family | None = None
    basis: str = "app"
    region: str = "global"


def _level(aggregate: Aggregate, family: Family, population: str = "track") -> Counted:
    return Counted(
        measure=Measure(aggregate=aggregate), population=population, crossing=False, level=family
    )


def _listed(
    aggregate: Aggregate, family: Family, rank: int | None = None, population: str = "track"
) -> Counted:
    return Counted(
        measure=Measure(aggregate=aggregate, rank=rank),
        population=population,
        crossing=False,
        level=family,
        basis="chart",
    )


DEFAULT_MEASURES: dict[str, Counted] = {
    "total": Counted(
        measure=Measure(aggregate=Aggregate.TOTAL), population="track", level=Family.MOST
    ),
    "every track": Counted(measure=Measure(aggregate=Aggregate.EVERY_TRACK), population="album"),
    "album total": Counted(
        measure=Measure(aggregate=Aggregate.ALBUM_TOTAL), population="album", level=Family.MOST
    ),
}
"""The measures that are looked at unless somebody wants others, by the names settings give them."""

LIST_MEASURES: dict[str, Counted] = {
    "weeks at no. 1": _listed(Aggregate.WEEKS_AT, Family.MOST, 1),
    "weeks in the top 10": _listed(Aggregate.WEEKS_AT, Family.MOST, 10),
    "weeks on the list": _listed(Aggregate.WEEKS_AT, Family.MOST, 100),
    "consecutive weeks at no. 1": _listed(Aggregate.CONSECUTIVE_WEEKS_AT, Family.LONGEST, 1),
    "consecutive weeks in the top 10": _listed(Aggregate.CONSECUTIVE_WEEKS_AT, Family.LONGEST, 10),
    "entries": _listed(Aggregate.ENTRIES, Family.MOST, 100, "artist"),
    "entries in the top 10": _listed(Aggregate.ENTRIES, Family.MOST, 10, "artist"),
}
"""The same where the platform is a weekly list and nothing else."""

MEASURES: dict[str, Counted] = {
    **DEFAULT_MEASURES,
    **LIST_MEASURES,
    "streams in a day": _level(Aggregate.DAY, Family.MOST),
    "streams in a week": _level(Aggregate.WEEK, Family.MOST),
    "first-day streams": _level(Aggregate.FIRST_DAY, Family.MOST),
    "first-week streams": _level(Aggregate.FIRST_WEEK, Family.MOST),
    "days at no. 1": _listed(Aggregate.DAYS_AT, Family.MOST, 1),
    "days in the top 10": _listed(Aggregate.DAYS_AT, Family.MOST, 10),
    "consecutive days at no. 1": _listed(Aggregate.CONSECUTIVE_AT, Family.LONGEST, 1),
    "consecutive days in the top 10": _listed(Aggregate.CONSECUTIVE_AT, Family.LONGEST, 10),
}
"""Every measure that settings can name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Somebody's taste; the defaults are those of the documentation."""

    platform: str = "spotify"
    measures: tuple[Counted, ...] = ()  # empty: those that suit the platform
    families: tuple[Family, ...] = FAMILIES
    levels: bool = True  # are changes of lead looked for?
    attributes: tuple[str, ...] = ATTRIBUTES
    conditions: int = 3  # how many a cohort may have
    nth: int = 3  # the last place that is told
    minimum: int = 2  # how many possible members a cohort must have
    lowest: int = 1_000_000  # the lowest rung of the ladder
    thresholds: tuple[int, ...] = ()  # these, where given, and not the ladder
    limit: int | None = None  # how many records are shown a day

    def __post_init__(self) -> None:
        """Refuse what nothing can be found by; choose measures where nobody did."""
        if not self.measures:
            lists = self.platform in CHART_PLATFORMS
            usual = LIST_MEASURES if lists else DEFAULT_MEASURES
            object.__setattr__(self, "measures", tuple(usual.values()))
        for name, least in (("conditions", 0), ("nth", 1), ("minimum", 1), ("lowest", 1)):
            if getattr(self, name) < least:
                raise BadTaste(f"{name} is at least {least}, not {getattr(self, name)}")
        if self.conditions > _MOST_CONDITIONS:
            raise BadTaste(f"a cohort has at most {_MOST_CONDITIONS} conditions")
        if strange := set(self.families) - set(FAMILIES):
            raise BadTaste(f"not looked for: {', '.join(sorted(strange))}", remedy=_known(FAMILIES))

    @classmethod
    def read(
        cls, text: str, platform: str = "spotify", over: Mapping[str, Any] | None = None
    ) -> Settings:
        """The settings of a TOML file; BadTaste says what is wrong in it.

        `platform` is meant where the file names none; what is said `over` it comes before it.

        >>> Settings.read("minimum = 5").minimum
        5
        """
        try:
            told = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise BadTaste(f"the settings are no TOML: {error}") from error
        names = {field.name: field for field in fields(cls)}
        if strange := set(told) - set(names):
            raise BadTaste(f"no setting is called {min(strange)!r}", remedy=_known(names))
        read: dict[str, Any] = {name: _value(name, value) for name, value in told.items()}
        given: dict[str, Any] = {"platform": platform, **read, **(over or {})}
        return cls(**given)


_MOST_CONDITIONS = 3


def _value(name: str, said: Any) -> object:
    """A setting as its field holds it."""
    default: Any = getattr(Settings(), name)
    if name in {"measures", "families", "attributes", "thresholds"}:
        if type(said) is not list:
            raise BadTaste(f"{name} is a list")
        return tuple(_item(name, item) for item in cast("list[object]", said))
    if type(said) is not (int if name == "limit" else type(default)):
        raise BadTaste(f"{name} is of another kind than {said!r}")
    return said


def _item(name: str, said: object) -> object:
    """One item of a setting that is a list."""
    known: Mapping[str, object] = {
        "measures": MEASURES,
        "families": {family.value: family for family in FAMILIES},
        "attributes": {attribute: attribute for attribute in ATTRIBUTES},
    }.get(name, {})
    if name == "thresholds":
        if not isinstance(said, int) or isinstance(said, bool) or said < 1:
            raise BadTaste(f"a threshold is a number above zero, not {said!r}")
        return said
    if said not in known:
        raise BadTaste(f"{name} has no {said!r}", remedy=_known(known))
    return known[str(said)]


def _known(names: object) -> str:
    listed: Any = names
    return "there are: " + ", ".join(str(name) for name in listed)
