"""Tables of any shape, read through a mapping: CSV, TSV, JSON lines and Parquet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.intake.arrow import Column, bools, compute, repeat, strings
from recordbook.intake.errors import MissingSetting, UnknownFormat
from recordbook.intake.mapped_names import catalogue_tables, filled_in
from recordbook.intake.mapping import Mapping, load_mapping, placed, shipped
from recordbook.intake.naming import looks_like_spotify
from recordbook.intake.problems import Note, note
from recordbook.intake.readings import Kind, readings, together
from recordbook.intake.series import CUMULATIVE
from recordbook.intake.source import Parsed
from recordbook.intake.table_file import columns_in, columns_of, read_table
from recordbook.units import day_number

if TYPE_CHECKING:
    from recordbook.intake.mapping import DayRule, ReadingRule
    from recordbook.intake.sheet import Sheet
    from recordbook.intake.source import Head, Settings, SourceFile

_SPOTIFY_PREFIX = "^spotify:(track|album|artist):"
_SPOTIFY_KEY = re.compile(r"spotify:(?:track|album|artist):\{(?P<column>[^{}]+)\}")


@dataclass(frozen=True, slots=True)
class _Days:
    """The play day of every row, and the page day where it is another."""

    play: Column
    page: Column | None
    said: str
    early: Column | None = None  # whether the row was read before its day was over


class TableFile:
    """Any table that a mapping describes; the shipped shapes are recognised by their header."""

    name = "table"
    title = "table (CSV, TSV, JSON lines, Parquet) with a mapping"

    def recognises(self, head: Head) -> bool:
        """Whether the columns are those of a shipped mapping, or the file is Parquet."""
        return head.data.startswith(b"PAR1") or _fitting(columns_in(head)) is not None

    def read(self, file: SourceFile, settings: Settings) -> Parsed:
        """What the mapping says of each row.

        Raises `ChangedShape` where a column lacks, `MissingSetting` where the day is nowhere said,
        `UnknownFormat` where no mapping is named and none fits.
        """
        mapping = _mapping(file, settings)
        sheet = read_table(file, mapping.title, mapping.needed(), settings.largest)
        tables, notes, days = _read(file.name, sheet, mapping, settings)
        return Parsed(
            source=mapping.source,
            tables=tables,
            problems=sheet.problems,
            refused=sheet.refused,
            notes=notes,
            days=days,
            shape={"mapping": mapping.name, "mapping text": mapping.text},
        )


def _fitting(columns: list[str]) -> Mapping | None:
    if not columns:
        return None
    return next((one for one in shipped() if set(one.columns) == set(columns)), None)


def _mapping(file: SourceFile, settings: Settings) -> Mapping:
    if settings.mapping is not None:
        return load_mapping(settings.mapping, settings.mappings)
    columns = columns_of(file)
    mapping = _fitting(columns)
    if mapping is None:
        seen = ",".join(columns)
        raise UnknownFormat(file.name, seen, (one.title for one in shipped()))
    return mapping


def _read(
    name: str, sheet: Sheet, mapping: Mapping, settings: Settings
) -> tuple[dict[str, pa.Table], list[Note], dict[str, str]]:
    tables: dict[str, pa.Table] = {}
    notes: list[Note | None] = []
    said: dict[str, str] = {}
    if mapping.readings:
        days = _days(name, sheet, mapping.day, settings)
        said = {"file day": days.said}
        key = _keys(sheet, mapping)
        found = [_ends(sheet, rule) for rule in mapping.readings]
        tables["observations"] = together(
            _observed(sheet, mapping, rule, settings, key=key, days=days, ends=ends)
            for rule, ends in zip(mapping.readings, found, strict=True)
        )
        notes = [_holes(rule, ends) for rule, ends in zip(mapping.readings, found, strict=True)]
        notes.append(_early(days))
    tables |= catalogue_tables(sheet, mapping)
    return tables, [one for one in notes if one is not None], said


def _days(name: str, sheet: Sheet, rule: DayRule, settings: Settings) -> _Days:
    if not rule.column:
        if settings.day is None:
            raise MissingSetting(
                f"{name}: nothing says which day these counts are of",
                remedy="Say it with --day YYYY-MM-DD.",
            )
        day = repeat(day_number(settings.day), sheet.rows, pa.int32())
        return _Days(day, None, "the play day is a setting")
    stamped = sheet.days(rule.column, rule.formats)
    lag = rule.page_lag if settings.page_lag is None else settings.page_lag
    if (settings.stamp or rule.stamp) == "play":
        play, page, said = stamped, None, f"{rule.column} is the play day"
    else:
        play, page = compute.cast(compute.subtract(stamped, lag), pa.int32()), stamped
        said = f"{rule.column} is the page's day, {lag} days after the play day"
    if rule.read_at:
        page = _day_of_moment(sheet.text(rule.read_at))
        said += f"; a count read before that day was over ({rule.read_at}, UTC) is a lower bound"
        return _Days(play, page, said, compute.less_equal(page, play))
    return _Days(play, page, said)


def _day_of_moment(moments: Column) -> Column:
    """The UTC day of each ISO moment; null where it is none."""
    parsed = compute.cast(strings([]), pa.timestamp("s", tz="UTC"))
    if len(moments):
        valid = compute.match_substring_regex(
            moments, r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$"
        )
        parsed = compute.cast(compute.if_else(valid, moments, None), pa.timestamp("s", tz="UTC"))
    return compute.cast(compute.cast(parsed, pa.date32(), safe=False), pa.int32())


def _keys(sheet: Sheet, mapping: Mapping) -> Column:
    key = filled_in(sheet, mapping.key)
    if mapping.otherwise:
        key = compute.if_else(compute.equal(key, ""), filled_in(sheet, mapping.otherwise), key)
    blank = bools(compute.equal(key, ""))
    column = mapping.key.partition("{")[2].partition("}")[0] or mapping.key
    sheet.refuse(blank, column, "nothing says what was counted", "Fill it or leave the row out.")
    spotify = bools(compute.starts_with(key, "spotify:"))
    if spotify.any():
        ids = _ids(sheet, mapping, key)
        wrong = spotify & ~bools(looks_like_spotify(ids))
        sheet.refuse(wrong, column, "not a Spotify id", "An id is 22 letters and digits.")
    return key


def _ids(sheet: Sheet, mapping: Mapping, key: Column) -> Column:
    """What follows the prefix of Spotify keys: mostly a column as it stands."""
    plain = _SPOTIFY_KEY.fullmatch(mapping.key)
    if plain is not None and not mapping.otherwise:
        return sheet.text(plain["column"])
    return compute.replace_substring_regex(key, _SPOTIFY_PREFIX, "")


def _ends(sheet: Sheet, rule: ReadingRule) -> tuple[Column, Column]:
    """Least and most of each number; null where there is none: a zero total is none either."""
    if rule.scale == 1:
        low = sheet.counts(rule.column)
        if rule.metric in CUMULATIVE:
            low = compute.if_else(compute.equal(low, 0), None, low)
        return low, low
    return sheet.rounded(rule.column, rule.scale)


def _observed(
    sheet: Sheet,
    mapping: Mapping,
    rule: ReadingRule,
    settings: Settings,
    *,
    key: Column,
    days: _Days,
    ends: tuple[Column, Column],
) -> pa.Table:
    low, high = ends
    if days.early is not None:
        high = compute.if_else(compute.fill_null(days.early, fill_value=True), None, high)
    region = settings.region or rule.region
    parts = {"key": key, "day": days.play, "low": low, "high": high}
    if days.page is not None:
        parts["page"] = days.page
    if placed(region):
        parts["region"] = compute.utf8_lower(filled_in(sheet, region))
    kept = sheet.kept(parts)
    kind = Kind(
        settings.platform or rule.platform,
        rule.basis,
        rule.metric,
        kept.get("region", region.lower()),
        rule.grade,
        mapping.source,
    )
    low, high = kept["low"], kept["high"]
    if rule.relation == ">=":
        high = repeat(None, len(low), pa.int64())
    if rule.relation == "<=":
        low = compute.if_else(compute.is_valid(high), 0, None)
    return readings(
        kind, key=kept["key"], day=kept["day"], low=low, high=high, page_day=kept.get("page")
    )


def _holes(rule: ReadingRule, ends: tuple[Column, Column]) -> Note | None:
    text = f"blank{' or zero' if rule.metric in CUMULATIVE else ''} in {rule.column}: not taken"
    return note("holes", text, ends[0].null_count)


def _early(days: _Days) -> Note | None:
    if days.early is None:
        return None
    count = int(bools(days.early).sum())
    text = "counts read before their day was over: they stand as lower bounds only"
    return note("early readings", text, count)
