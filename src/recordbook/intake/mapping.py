"""Mapping: which column of a table means what, as a named TOML file.

Shipped mappings lie in `mappings/` beside this file; a user's own lie in a folder of the book and
come first. Text in braces stands for a column: `key = "spotify:track:{track_id}"`.
"""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from importlib import resources
from typing import TYPE_CHECKING, Any, TypeVar, cast

from recordbook.intake.errors import BadMapping, UnknownMapping
from recordbook.intake.observations import METRICS
from recordbook.intake.source import LARGEST_LAG

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

T = TypeVar("T")
_PLACE = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayRule:
    """Where a row's day is, how it is written, and how far behind it the play day lies."""

    column: str = ""  # none: the day is a setting
    formats: tuple[str, ...] = ()  # strptime forms tried in order, after YYYY-MM-DD
    stamp: str = "play"  # play: the play day itself; page: the day of the page
    page_lag: int = 1  # days from play day to page day
    read_at: str = ""  # column of the moment of reading (ISO), where it may be before the day ends


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingRule:
    """One column of numbers and what they are."""

    column: str
    metric: str
    platform: str = "spotify"
    basis: str = "app"
    region: str = "global"
    relation: str = "="  # what the number says of the truth: = | >= | <=
    scale: int = 1  # what one of the column is: 1000000 for millions, then a rounding interval
    grade: str = "counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule:
    """A name of a thing, and its artist where the table has one.

    `featured` is what stands in the artist's text before those who are featured; with `artists` the
    artists are named too, each by its text as it stands.
    """

    entity: str
    name: str
    artist: str = ""
    kind: str = "recording"
    featured: str = ""
    artists: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRule:
    """A recording's place on a release: positions follow the order of the file."""

    release: str
    recording: str
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule:
    """An attribute of a thing."""

    entity: str
    attribute: str
    value: str
    grade: str = "counted"
    padded: bool = False  # a first of January is how this source writes a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How one shape of table is read."""

    title: str
    source: str  # who says so
    columns: tuple[str, ...] = ()  # the whole header, by which the shape is recognised
    key: str = ""
    otherwise: str = ""  # the key of rows that lack what `key` needs
    day: DayRule = DayRule()
    readings: tuple[ReadingRule, ...] = ()
    names: tuple[NameRule, ...] = ()
    tracks: tuple[TrackRule, ...] = ()
    facts: tuple[FactRule, ...] = ()
    name: str = ""
    text: str = ""  # the TOML itself: part of what shapes a reading

    def needed(self) -> set[str]:
        """Every column that a reading asks for."""
        spoken = [self.key, self.otherwise]
        plain = [self.day.column, self.day.read_at]
        for rule in (*self.readings, *self.names, *self.tracks, *self.facts):
            spoken += [str(getattr(rule, item.name)) for item in fields(rule)]
        plain += [rule.column for rule in self.readings]
        return {name for text in spoken for name in placed(text)} | {name for name in plain if name}


def placed(text: str) -> list[str]:
    """The columns that stand in braces in a text.

    >>> placed("name:billboard:{artist} - {song}")
    ['artist', 'song']
    """
    return _PLACE.findall(text)


def load_mapping(name: str, folder: Path | None = None) -> Mapping:
    """The mapping of that name: the user's in `folder`, or one that is shipped.

    Raises `UnknownMapping`, or `BadMapping` where the file cannot be used.
    """
    for path in _paths(folder):
        if path.stem == name:
            return _read(path)
    raise UnknownMapping(name, sorted({path.stem for path in _paths(folder)}))


@functools.cache
def shipped() -> tuple[Mapping, ...]:
    """Every mapping that comes with recordbook."""
    return tuple(_read(path) for path in _paths(None))


def _paths(folder: Path | None) -> Iterator[Path]:
    if folder is not None and folder.is_dir():
        yield from sorted(folder.glob("*.toml"))
    with resources.as_file(resources.files("recordbook.intake") / "mappings") as own:
        yield from sorted(own.glob("*.toml"))


def _read(path: Path) -> Mapping:
    try:
        text = path.read_text(encoding="utf-8")
        return parse_mapping(path.stem, text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadMapping(f"{path.name}: {error}", remedy="Correct the mapping file.") from error


_RULES = {"readings": ReadingRule, "names": NameRule, "tracks": TrackRule, "facts": FactRule}
_KINDS: dict[str, type] = {"str": str, "int": int, "bool": bool, "DayRule": DayRule}


def parse_mapping(name: str, text: str) -> Mapping:
    """The mapping that a TOML text says; `BadMapping` where it says something unknown."""
    said = tomllib.loads(text)
    parts: dict[str, object] = {"day": _made(name, "day", DayRule, said.pop("day", {}))}
    for word, kind in _RULES.items():
        tables = said.pop(word, [])
        if not isinstance(tables, list):
            raise _bad(name, f"{word} is not written [[{word}]]")
        parts[word] = [_made(name, word, kind, item) for item in cast("list[object]", tables)]
    mapping = _made(name, "the file", Mapping, {**said, **parts, "name": name, "text": text})
    _check(mapping)
    return mapping


def _made(name: str, where: str, kind: type[T], said: object) -> T:
    """A rule of what a table of TOML says."""
    if not isinstance(said, dict):
        raise _bad(name, f"{where} is no table")
    values = {key: _tupled(value) for key, value in cast("dict[str, object]", said).items()}
    for item in fields(cast("Any", kind)):
        if item.default is MISSING and item.name not in values:
            raise _bad(name, f"{where}: {item.name} is not said")
        value = values.get(item.name, item.default)
        if item.name in values and type(value) is not _KINDS.get(str(item.type), tuple):
            raise _bad(name, f"{where}: {item.name} is not of the right kind")
        if item.type == "tuple[str, ...]" and not _texts(value):
            raise _bad(name, f"{where}: {item.name} is not a list of texts")
    unknown = set(values) - {item.name for item in fields(cast("Any", kind))}
    if unknown:
        raise _bad(name, f"{where}: nothing is called {', '.join(sorted(unknown))}")
    return kind(**values)


def _tupled(value: object) -> Any:
    return tuple(cast("list[object]", value)) if isinstance(value, list) else value


def _texts(value: Any) -> bool:
    return all(isinstance(part, str) for part in value)


def _check(mapping: Mapping) -> None:
    for rule in mapping.readings:
        if rule.metric not in METRICS:
            raise _bad(mapping.name, f"there is no metric {rule.metric!r}: {', '.join(METRICS)}")
        if rule.relation not in ("=", ">=", "<="):
            raise _bad(mapping.name, f"relation {rule.relation!r} is none of =, >=, <=")
    if mapping.readings and not mapping.key:
        raise _bad(mapping.name, "readings need a key")
    if not 0 <= mapping.day.page_lag <= LARGEST_LAG:
        raise _bad(mapping.name, f"day.page_lag is not 0 to {LARGEST_LAG} days")
    if mapping.day.stamp not in ("play", "page"):
        raise _bad(mapping.name, "day.stamp is none of play, page")


def _bad(name: str, what: str) -> BadMapping:
    return BadMapping(f"mapping {name}: {what}", remedy="Correct the mapping file.")
