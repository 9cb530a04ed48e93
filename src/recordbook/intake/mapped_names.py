"""What a mapping says of names, tracks and facts, as catalogue rows; and texts filled in by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.catalogue.attributes import EVENTS, event_day
from recordbook.catalogue.tables import FACTS, TRACKS
from recordbook.intake.arrow import Column, bools, chosen, column, columns, compute, repeat, texts
from recordbook.intake.mapping import placed
from recordbook.intake.naming import named

if TYPE_CHECKING:
    from recordbook.intake.mapping import FactRule, Mapping, TrackRule
    from recordbook.intake.sheet import Sheet

_NEW_YEAR = r"^(\d{4})-01-01$"


def filled_in(sheet: Sheet, text: str) -> Column:
    """The text with each row's own cells in its braces; blank where one of them is blank."""
    parts: list[Column | str] = []
    blank = np.zeros(sheet.rows, dtype=bool)
    rest = text
    for name in placed(text):
        before, _, rest = rest.partition(f"{{{name}}}")
        cells = sheet.text(name)
        blank |= bools(compute.equal(cells, ""))
        parts += [before, cells]
    if not parts:
        return repeat(text, sheet.rows, pa.string())
    whole = compute.binary_join_element_wise(*parts, rest, "")
    return compute.if_else(pa.array(blank), "", whole) if blank.any() else whole


def catalogue_tables(sheet: Sheet, mapping: Mapping) -> dict[str, pa.Table]:
    """Names, credits, tracks and facts of the rows that were not refused."""
    found: dict[str, list[pa.Table]] = {}
    for rule in mapping.names:
        kept = sheet.kept(
            {
                "key": filled_in(sheet, rule.entity),
                "title": filled_in(sheet, rule.name),
                "artist": filled_in(sheet, rule.artist),
            }
        )
        said = bools(compute.not_equal(kept["key"], ""))
        key, title, artist = (chosen(kept[part], said) for part in ("key", "title", "artist"))
        tables = named(
            source=mapping.source,
            key=key,
            title=title,
            artist=artist if rule.artist else None,
            kind=rule.kind,
            featured=rule.featured,
            artists=rule.artists,
        )
        for name, table in tables.items():
            found.setdefault(name, []).append(table)
    if mapping.tracks:
        found["tracks"] = [_tracks(sheet, mapping.source, rule) for rule in mapping.tracks]
    if mapping.facts:
        found["facts"] = [_facts(sheet, mapping.source, rule) for rule in mapping.facts]
    return {name: pa.concat_tables(tables) for name, tables in found.items()}


def _tracks(sheet: Sheet, source: str, rule: TrackRule) -> pa.Table:
    parts = {
        "release": filled_in(sheet, rule.release),
        "recording": filled_in(sheet, rule.recording),
        "edition": filled_in(sheet, rule.edition),
    }
    rows = _said(sheet, parts, "release", "recording")
    release = column(rows, "release")
    return pa.Table.from_arrays(
        [
            release,
            column(rows, "edition"),
            _positions(release),
            column(rows, "recording"),
            repeat(source, rows.num_rows, pa.string()),
        ],
        schema=TRACKS,
    )


def _facts(sheet: Sheet, source: str, rule: FactRule) -> pa.Table:
    parts = {"entity": filled_in(sheet, rule.entity), "value": filled_in(sheet, rule.value)}
    if rule.padded:
        parts["value"] = compute.replace_substring_regex(parts["value"], _NEW_YEAR, r"\1")
    rows = _said(sheet, parts, "entity", "value")
    count = rows.num_rows
    days = map(event_day, texts(column(rows, "value"))) if rule.attribute in EVENTS else None
    return pa.Table.from_arrays(
        [
            column(rows, "entity"),
            repeat(rule.attribute, count, pa.string()),
            column(rows, "value"),
            repeat(None, count, pa.int32()) if days is None else pa.array(days, pa.int32()),
            repeat(None, count, pa.int32()),
            repeat(rule.grade, count, pa.string()),
            repeat(source, count, pa.string()),
        ],
        schema=FACTS,
    )


def _said(sheet: Sheet, parts: dict[str, Column], *needed: str) -> pa.Table:
    """Each row once that was not refused and says all that is needed."""
    rows = columns(**sheet.kept(parts))
    for name in needed:
        rows = rows.filter(compute.not_equal(rows[name], ""))
    return rows.group_by(rows.column_names, use_threads=False).aggregate([])


def _positions(release: Column) -> Column:
    """1, 2, 3 ... within each release, in the order of the rows."""
    seen: dict[str, int] = {}
    found: list[int] = []
    for one in texts(release):
        seen[one] = seen.get(one, 0) + 1
        found.append(seen[one])
    return pa.array(found, pa.int32())
