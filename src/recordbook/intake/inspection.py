"""Inspection: what the checks say about a file's tables, and what follows for its readings.

One consequence only is drawn. A page that was not brought up to date says of its day only that its
counters are no lower: its totals stand as lower bounds, and its daily counts and places, which are
an earlier day's, are no readings of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake import checks, lists
from recordbook.intake.arrow import (
    bools,
    chosen,
    column,
    compute,
    filtered,
    replaced,
    strings,
    texts,
)
from recordbook.intake.known import Known
from recordbook.intake.moves import id_moves, may_move
from recordbook.intake.problems import Note, note
from recordbook.intake.quick import odd_only, one_page
from recordbook.intake.series import CUMULATIVE, PAGE, series

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.intake.series import Series

_OF_A_DAY = ("day", "rank-day")


def inspected(
    tables: Mapping[str, pa.Table], known: Known | None
) -> tuple[dict[str, pa.Table], list[Note]]:
    """The tables, readings of stale days widened, and what was found in them."""
    known = known or Known()
    found: list[Note | None] = []
    result = dict(tables)
    observations = tables.get("observations")
    if observations is not None and observations.num_rows:
        result["observations"], found = _readings(observations, tables, known)
    if "names" in tables:
        found.append(lists.duplicate_titles(tables["names"], tables.get("credits")))
    return result, [one for one in found if one is not None]


def _readings(
    observations: pa.Table, tables: Mapping[str, pa.Table], known: Known
) -> tuple[pa.Table, list[Note | None]]:
    """The same of the observations; of one page mostly few readings need be looked at."""
    page = one_page(observations)
    totals = page or _any_total(observations)
    previous = known.before(observations.slice(0, 1) if page else observations) if totals else None
    if page and previous is not None:
        odd = odd_only(observations, previous, once=known.once)
        if odd is not None:
            return observations, _said(series(*odd), tables, known) if odd[0].num_rows else []
    found = [lists.short_lists(observations), lists.irregular_weeks(observations)]
    found.append(lists.double_readings(observations))
    if not totals:
        return observations, found
    compared, notes = _compared(observations, previous, tables, known)
    return compared, [*found, *notes]


def _any_total(observations: pa.Table) -> bool:
    found = compute.is_in(observations["metric"], strings(CUMULATIVE))
    return bool(compute.any(found).as_py())


def _compared(
    observations: pa.Table,
    previous: pa.Table | None,
    tables: Mapping[str, pa.Table],
    known: Known,
) -> tuple[pa.Table, list[Note | None]]:
    days = compute.min_max(observations["day"])
    if previous is None and days["min"] == days["max"]:  # nothing to compare with
        return observations, []
    ordered = series(observations, previous)
    widened, notes = _widened(observations, ordered)
    return widened, [*notes, *_said(ordered, tables, known)]


def _said(ordered: Series, tables: Mapping[str, pa.Table], known: Known) -> list[Note | None]:
    """What the checks that change nothing say."""
    titles = _titles(ordered, tables, known) if may_move(ordered) else {}
    return [
        checks.falls(ordered),
        checks.jumps(ordered),
        checks.gaps(ordered),
        id_moves(ordered, titles),
    ]


def _widened(observations: pa.Table, ordered: Series) -> tuple[pa.Table, list[Note | None]]:
    stale = checks.stale_pages(ordered)
    rows = ordered.row[stale & ordered.new]
    said = checks.stale_days(ordered, stale)
    if not len(rows):
        return observations, [said]
    repeated = np.zeros(observations.num_rows, dtype=bool)
    repeated[rows] = True
    high = compute.if_else(pa.array(~repeated), column(observations, "high"), None)
    widened = replaced(observations, "high", high)
    old = _of_earlier_days(observations, repeated)
    text = "daily counts and places on stale days are an earlier day's and were not taken"
    return filtered(widened, ~old), [said, note("stale places", text, int(old.sum()))]


def _of_earlier_days(
    observations: pa.Table, repeated: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Daily rows of the pages whose totals repeat."""
    page = [column(observations, name) for name in (*PAGE, "day")]
    text = [compute.cast(part, pa.string()) for part in page]
    pages = compute.binary_join_element_wise(*text, "\t")
    stale = compute.is_in(pages, value_set=compute.unique(chosen(pages, repeated)))
    daily = compute.is_in(column(observations, "metric"), value_set=pa.array(_OF_A_DAY))
    return bools(compute.and_(stale, daily))


def _titles(ordered: Series, tables: Mapping[str, pa.Table], known: Known) -> dict[str, str]:
    """Folded titles by key, those of the file before those known already."""
    titles: dict[str, str] = {}
    for names in (known.named(), tables.get("names")):
        if names is not None:
            named = names.filter(compute.is_in(names["entity"], ordered.keys))
            entities, folded = texts(column(named, "entity")), texts(column(named, "folded"))
            titles.update(zip(entities, folded, strict=True))
    return titles
