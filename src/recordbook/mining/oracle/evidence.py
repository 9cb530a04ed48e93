"""What each rule that looks at one counter alone says of it, from the book's plain rows."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

from recordbook.mining.oracle.book import UNDATED
from recordbook.mining.oracle.runs import CHARTED, COUNTED, NEVER, OPEN, REPORTED, Said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from recordbook.mining.oracle.book import Book
    from recordbook.mining.oracle.standing import Row

_LEVELS = {"counted": COUNTED, "charted": CHARTED, "reported": REPORTED}

Observed: TypeAlias = "dict[str, list[Row]]"
"""The observations of one platform, by the entity that their key stood for."""


def pooled(book: Book, platform: str) -> Observed:
    """Readings under the entity whose key it was on that day; a key that was two is neither."""
    periods: dict[str, set[tuple[int, int, str]]] = defaultdict(set)
    for row in book.rows["identities"]:
        start = -NEVER if row["from_day"] is None else row["from_day"]
        end = NEVER if row["to_day"] is None else row["to_day"]
        periods[row["key"]].add((start, end, row["entity"]))
    found: Observed = defaultdict(list)
    for row in book.rows["observations"]:
        if row["platform"] == platform:
            stood = periods.get(row["key"], ())
            meant = {who for start, end, who in stood if start <= row["day"] <= end}
            found[meant.pop() if len(meant) == 1 else row["key"]].append(row)
    return found


def evidence(book: Book, platform: str) -> dict[str, list[Said]]:
    """Everything said of every counter, but what only sums can tell."""
    observed = pooled(book, platform)
    said: dict[str, set[Said]] = defaultdict(set)
    for entity, rows in observed.items():
        said[entity].update(_read(rows), best(_charted(rows)))
        for row in rows:
            if (row["basis"], row["metric"]) == ("app", "every-track") and entity in book.lists:
                for track in book.lists[entity].tracks:
                    if track.sure:
                        said[track.recording].add(_said(row, "every", open_=True))
    for entity in book.facts.get("released", ()):
        if book.release(entity) != UNDATED:
            silent = book.release(entity).silent
            said[entity].add(Said(silent, 0, 0, "unreleased", REPORTED))
    return {entity: sorted(rows) for entity, rows in said.items()}


def _said(row: Row, rule: str, *, open_: bool = False, firm: bool = False) -> Said:
    high = OPEN if open_ or row["high"] is None else row["high"]
    where = f"{row['source']} {row['key']} {row['batch']}"
    return Said(row["day"], row["low"], high, rule, _LEVELS[row["grade"]], where, firm)


def _read(rows: Iterable[Row]) -> Iterator[Said]:
    """Totals as they were read, and charted totals, which are at most the app's."""
    for row in rows:
        if (row["basis"], row["metric"]) == ("app", "total"):
            rule = "read" if row["low"] == row["high"] else "rounded"
            yield _said(row, rule, firm=row["grade"] == "counted")
        elif (row["basis"], row["metric"]) == ("chart", "charted-total"):
            yield _said(row, "charted-sum", open_=True)


def _charted(rows: Iterable[Row]) -> Iterator[Said]:
    """Streams charted so far: days, or weeks that end on one weekday; worldwide, or countries'."""
    cells: dict[tuple[str, str, int], dict[str, list[Row]]]
    cells = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["basis"] == "chart" and row["metric"] in {"day", "week"}:
            cells[row["metric"], row["region"], row["day"]][row["key"]].append(row)
    for level in (CHARTED, REPORTED):
        sums: dict[tuple[str, str, int], dict[int, int]] = defaultdict(lambda: defaultdict(int))
        for (metric, region, day), keys in cells.items():
            scope = "global" if region == "global" else "countries"
            streams = [_cell(held, level) for held in keys.values()]
            streams = [one for one in streams if one is not None]
            if streams:
                sums[metric, scope, day % 7 if metric == "week" else 0][day] += max(streams)
        for series, by_day in sums.items():
            low = 0
            for day in sorted(by_day):
                low += by_day[day]
                yield Said(day, low, OPEN, "charted-sum", level, str(series))


def _cell(rows: list[Row], level: int) -> int | None:
    """What a list has of one key on one day: the better grade counts, equals must agree."""
    for grade in (CHARTED, REPORTED):
        held = [
            row for row in rows if (REPORTED if row["grade"] == "reported" else CHARTED) == grade
        ]
        low = max((row["low"] for row in held), default=0)
        highs = [row["high"] for row in held if row["high"] is not None]
        if held and low <= min(highs, default=low):
            return low if grade <= level else None
    return None


def best(said: Iterable[Said]) -> set[Said]:
    """Of statements alike in all but their grade, the one of the best."""
    found: dict[Said, Said] = {}
    for row in said:
        alike = row._replace(level=0)
        if alike not in found or row.level < found[alike].level:
            found[alike] = row
    return set(found.values())
