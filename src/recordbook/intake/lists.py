"""Lists and names: weeks that are not whole, weeks that lack, titles that stand twice."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np

from recordbook.intake.arrow import Column, column, compute, integers, surely_distinct, texts
from recordbook.intake.problems import SHOWN, Note, note
from recordbook.intake.series import codes, iso

if TYPE_CHECKING:
    import pyarrow as pa

_FULL = {"spotify": 200, "billboard hot 100": 100}  # how many places a whole weekly list has


def duplicate_titles(names: pa.Table, credited: pa.Table | None) -> Note | None:
    """Titles by one artist that stand under two or more keys: one recording, or several."""
    artists: dict[str, str] = {}
    if credited is not None:
        pairs = zip(*(texts(column(credited, part)) for part in ("item", "artist")), strict=True)
        artists = dict(pairs)
    keys: dict[tuple[str, str, str], set[str]] = {}
    rows = zip(*(texts(column(names, part)) for part in ("entity", "kind", "folded")), strict=True)
    for entity, kind, title in rows:
        if kind != "artist":
            keys.setdefault((kind, artists.get(entity, ""), title), set()).add(entity)
    twice = [(title, same) for (_, _, title), same in keys.items() if len(same) > 1]
    text = "titles of one artist under several keys; whether they are one thing is not guessed"
    shown = (f"{title}: {', '.join(sorted(same))}" for title, same in twice[:SHOWN])
    return note("duplicate titles", text, len(twice), shown)


def double_readings(observations: pa.Table) -> Note | None:
    """Readings of one thing and day that stand twice in the file with different numbers."""
    shared = ("platform", "basis", "metric", "region", "day")
    alone = all(_one_value(column(observations, name)) for name in shared)
    if alone and surely_distinct(column(observations, "key")):
        return None
    alike = codes(observations, ("platform", "basis", "metric", "region", "key", "day"))
    order = np.argsort(alike, kind="stable")
    low = integers(column(observations, "low"))[order]
    again = np.zeros(len(order), dtype=bool)
    again[1:] = (alike[order][1:] == alike[order][:-1]) & (low[1:] != low[:-1])
    rows = order[again]
    key, day = column(observations, "key"), column(observations, "day")
    shown = (f"{key[row].as_py()} {iso(day[row].as_py())}" for row in rows[:SHOWN].tolist())
    return note("double readings", "second readings that differ, of one day", len(rows), shown)


def short_lists(observations: pa.Table) -> Note | None:
    """Weeks whose list holds fewer places than the whole list has."""
    weekly = observations.filter(compute.equal(observations["metric"], "rank-week"))
    if not weekly.num_rows:
        return None
    counted = weekly.group_by(["platform", "region", "day"]).aggregate([("low", "count")])
    short = [
        f"{row['region']} {iso(row['day'])}: {row['low_count']} places"
        for row in sorted(counted.to_pylist(), key=itemgetter("day"))
        if row["low_count"] < _FULL.get(row["platform"], 0)
    ]
    return note("short lists", "weeks whose list is not whole", len(short), short)


def irregular_weeks(observations: pa.Table) -> Note | None:
    """Stretches between two weekly lists that are no seven days."""
    weekly = observations.filter(compute.equal(observations["metric"], "rank-week"))
    page, day = codes(weekly, ("platform", "region")), integers(column(weekly, "day"))
    odd = [
        f"{days[at + 1] - days[at]} days from {iso(days[at])} to {iso(days[at + 1])}"
        for one in np.unique(page)
        for days in [np.unique(day[page == one])]
        for at in np.flatnonzero(np.diff(days) != 7)  # noqa: PLR2004  a week
    ]
    return note("irregular weeks", "weekly lists that are not seven days apart", len(odd), odd)


def _one_value(values: Column) -> bool:
    """Whether every row holds the same."""
    return not len(values) or bool(compute.all(compute.equal(values, values[0])).as_py())
