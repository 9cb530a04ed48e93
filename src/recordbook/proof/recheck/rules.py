"""What each rule says of a counter, from the readings alone or from other counters."""

from __future__ import annotations

from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING

from .runs import GRADES, NEVER, OPEN, Placed, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .source import Source, Track


def direct(source: Source, entity: str) -> set[Row]:
    """read, rounded, every, charted-sum, unreleased."""
    rows = set(_read(source, entity))
    for home in source.homes.get(entity, ()):
        if any(track.recording == entity and track.sure for track in source.listed(home)[0]):
            for basis, metric, _, grade, said, batch, key, day, low, _ in source.readings(home):
                if (basis, metric) == ("app", "every-track"):
                    rows.add(Row(day, low, OPEN, "every", grade, said, key, batch))
    if (silent := source.released(entity)[0]) >= -NEVER:
        rows.add(unreleased(entity, silent))
    return rows | strongest(_charted(source, entity))


def unreleased(entity: str, silent: int) -> Row:
    """Nothing is counted before the release: 0 until the day `silent`."""
    return Row(silent, 0, 0, "unreleased", "reported", "release date", entity, "")


def _read(source: Source, entity: str) -> Iterator[Row]:
    for basis, metric, _, grade, said, batch, key, day, low, high in source.readings(entity):
        if (basis, metric) == ("app", "total"):
            rule = "read" if low == high else "rounded"
            yield Row(day, low, high, rule, grade, said, key, batch, firm=grade == "counted")
        elif (basis, metric) == ("chart", "charted-total"):
            yield Row(day, low, OPEN, "charted-sum", grade, said, key, batch)


def _charted(source: Source, entity: str) -> Iterator[Row]:
    """charted-sum: days add up, and weeks that end on the same weekday; so do countries.

    Of one cell of a list the better grade is taken, and nothing where equals contradict each other.
    """
    cells: dict[tuple[str, str, str, int], dict[int, tuple[int, int]]] = defaultdict(dict)
    for basis, metric, region, grade, _, _, key, day, low, high in source.readings(entity):
        if basis == "chart" and metric in {"day", "week"}:
            said = cells[key, metric, region, day]
            level = 2 if grade == "reported" else 1
            before = said.get(level, (0, OPEN))
            said[level] = max(before[0], low), min(before[1], high)
    for level in (1, 2):
        sums: dict[tuple[str, str, int], dict[int, dict[str, int]]]
        sums = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
        for (_, metric, region, day), said in cells.items():
            best = min((at for at, (low, high) in said.items() if low <= high), default=3)
            if best <= level:
                scope = "global" if region == "global" else "countries"
                streams = sums[metric, scope, day % 7 if metric == "week" else 0][day]
                streams[region] = max(streams[region], said[best][0])
        for (metric, scope, _), by_day in sums.items():
            days = sorted(by_day)
            lows = accumulate(sum(by_day[day].values()) for day in days)
            for day, low in zip(days, lows, strict=True):
                told = f"{metric} lists, {scope}"
                yield Row(day, low, OPEN, "charted-sum", GRADES[level], told, entity, "")


def floor(rows: Iterable[Placed], day: int, level: int = 2) -> int:
    """The least that rows of these grades allow on a day."""
    lows = (p.row.low for p in rows if p.row.day <= day <= p.ends and _level(p.row) <= level)
    return max(lows, default=0)


def ceiling(rows: Iterable[Placed], day: int, level: int = 2) -> int:
    """The most that rows of these grades allow on a day."""
    highs = (p.row.high for p in rows if p.starts <= day <= p.row.day and _level(p.row) <= level)
    return min(highs, default=OPEN)


def _level(row: Row) -> int:
    return GRADES.index(row.grade)


def downwards(
    release: str, tracks: list[Track], known: Mapping[str, list[Placed]]
) -> Iterator[tuple[str, Row]]:
    """part-of-whole: a track is at most the album's total less the least that the others have.

    Where the tracks have more than the total, the total is told so.
    """
    totals = [p for p in known[release] if p.row.rule in {"read", "rounded"} and p.row.high < OPEN]
    sure = [track.recording for track in tracks if track.sure]
    told = [(p.row.day, _level(p.row)) for p in totals]
    told += [(p.ends, _level(p.row)) for one in sure for p in known[one] if p.ends < NEVER]
    for day in {day for day, _ in told} if totals else ():
        for level, grade in enumerate(GRADES):
            high = ceiling(totals, day, level)
            if high == OPEN or level < min(at for one, at in told if one == day):
                continue
            lows = {one: floor(known[one], day, level) for one in sure}
            rest = sum(lows.values())
            for one, low in lows.items():
                most, said = max(high - rest + low, -1), f"total of {release}"
                yield one, Row(day, 0, most, "part-of-whole", grade, said, release, "")
            if rest > high:
                said = "sum of its tracks"
                yield release, Row(day, rest, OPEN, "part-of-whole", grade, said, release, "")


def upwards(
    release: str,
    tracks: list[Track],
    known: Mapping[str, list[Placed]],
    out: int | None,
    *,
    whole: bool,
) -> Iterator[Row]:
    """part-of-whole: an album's total is the sum of its tracks' once it is out, on day `out`."""
    days = {p.row.day for track in tracks for p in known[track.recording]}
    if tracks:
        days |= {p.starts for p in known[release] if p.starts > -NEVER}
        days |= {p.ends for p in known[release] if p.ends < NEVER}
        days |= set() if out is None else {out}
    for day in days:
        for level, grade in enumerate(GRADES):
            told = "part-of-whole", grade, "sum of its tracks", release, ""
            low = sum(floor(known[t.recording], day, level) for t in tracks if t.sure)
            if low > 0 and (out is None or day >= out):
                yield Row(day, low, OPEN, *told)
            highs = [ceiling(known[t.recording], day, level) for t in tracks]
            if whole and all(t.sure for t in tracks) and max(highs) < OPEN:
                high = sum(t.places * most for t, most in zip(tracks, highs, strict=True))
                yield Row(day, 0, high, *told)


def strongest(rows: Iterable[Row]) -> set[Row]:
    """Of rows that say the same on a day, the one of the best grade."""
    best: dict[tuple[object, ...], Row] = {}
    for row in rows:
        said = (row.day, row.low, row.high, row.rule, row.source, row.key)
        if said not in best or _level(row) < _level(best[said]):
            best[said] = row
    return set(best.values())
