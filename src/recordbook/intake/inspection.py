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
from recordbook.intake.arrow import bools, chosen, column, compute, filtered, replaced, texts
from recordbook.intake.known import Known
from recordbook.intake.moves import id_moves
from recordbook.intake.problems import Note, note
from recordbook.intake.series import PAGE, series

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
        found += [lists.short_lists(observations), lists.irregular_weeks(observations)]
        found.append(lists.double_readings(observations))
        if _comparable(observations, known):
            ordered = series(observations, known.previous)
            result["observations"], notes = _widened(observations, ordered)
            titles = _titles(tables, known)
            found += [
                *notes,
                checks.falls(ordered),
                checks.jumps(ordered),
                checks.gaps(ordered),
                id_moves(ordered, titles),
            ]
    if "names" in tables:
        found.append(lists.duplicate_titles(tables["names"], tables.get("credits")))
    return result, [one for one in found if one is not None]


def _comparable(observations: pa.Table, known: Known) -> bool:
    """Whether there are readings of more than one day to compare."""
    days = compute.min_max(observations["day"])
    return known.previous is not None or bool(days["min"].as_py() != days["max"].as_py())


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


def _titles(tables: Mapping[str, pa.Table], known: Known) -> dict[str, str]:
    """Folded titles by key, those of the file before those known already."""
    titles: dict[str, str] = {}
    for names in (known.names, tables.get("names")):
        if names is not None:
            entities, folded = texts(column(names, "entity")), texts(column(names, "folded"))
            titles.update(zip(entities, folded, strict=True))
    return titles
