"""Leaderboards of real series, against plain loops over the rows of their files."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING

import pytest
import swift_by_hand as hand
from swift_book import FOLDER, SwiftBook, swift_book

from recordbook.system import Workspace
from recordbook.system.browsing import Board, viewed
from recordbook.system.milestones import Firsts
from recordbook.units import Bounds, day_number

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.proof import Prover
    from recordbook.system.browsing import Row

DAY = date(2024, 10, 1)
HOT, END = "billboard hot 100", date(2026, 8, 8)
SWIFT_RUNGS = (200_000_000, 500_000_000, 1_000_000_000, 2_000_000_000)


@pytest.fixture(scope="module")
def book(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> SwiftBook:
    """The whole series, every move stitched."""
    return swift_book(shared_data, tmp_path_factory.mktemp("swift"))


@pytest.fixture(scope="module")
def swift(book: SwiftBook) -> Prover:
    """A judge of it."""
    return book.workspace.prover()


@pytest.fixture(scope="module")
def rows(swift: Prover) -> tuple[Row, ...]:
    """Everyone on the board of total streams on a day on which a page was read."""
    board = Board(swift, viewed("tracks", "total streams", DAY), everyone=True)
    return board.page(0, 10_000)


def test_a_board_has_what_the_file_has(
    rows: tuple[Row, ...], book: SwiftBook, shared_data: Path
) -> None:
    """Every count of the day's page is on the board as it is, whatever id it stands under now.

    Three ids are in no catalogue, and so are no tracks of this book.
    """
    folder = shared_data / FOLDER
    named = set(hand.titles(folder))
    for _ in book.ids:
        named |= {one for move in book.ids if named & set(move) for one in move}
    counts = hand.readings(folder)
    assert sum(DAY in of for track, of in counts.items() if track not in named) == 3
    read = [of[DAY] for track, of in counts.items() if DAY in of and track in named]
    exact = [one.bounds.low for one in rows if one.bounds.exact]
    assert len(read) > 450
    assert not Counter(read) - Counter(exact)
    assert exact == sorted(exact, reverse=True)


def test_places_are_those_of_a_double_loop(rows: tuple[Row, ...]) -> None:
    """The best and the worst place of each is what counting all others one by one gives."""

    def above(one: Bounds, two: Bounds) -> tuple[bool, bool]:
        surely = two.high is not None and one.low > two.high
        return surely, one.high is None or one.high > two.low

    for mine in rows:
        others = [above(one.bounds, mine.bounds) for one in rows if one is not mine]
        best = 1 + sum(surely for surely, _ in others)
        worst = 1 + sum(may for _, may in others)
        assert mine.place == Bounds(best, worst), mine.name


def test_a_census_is_a_count_of_the_rows(swift: Prover, rows: tuple[Row, ...]) -> None:
    """How many stand at a number is counted alike by hand."""
    board = Board(swift, viewed("tracks", "total streams", DAY))
    for one in board.census(SWIFT_RUNGS):
        at_least = sum(row.bounds.low >= one.threshold for row in rows)
        highs = [row.bounds.high for row in rows]
        at_most = sum(high is None or high >= one.threshold for high in highs)
        assert one.bounds == Bounds(at_least, at_most)


def test_the_best_album_is_known_though_few_are_whole(swift: Prover) -> None:
    """An album's sum is at least that of its tracks on the page, and of a whole one just that."""
    board = Board(swift, viewed("albums", "album total", DAY))
    told = {one.entity: one for one in board.page(0, 10_000)}
    lover = told[f"spotify:album:{hand.LOVER}"]
    assert lover.bounds.exact
    assert lover.bounds.low > 10_000_000_000
    assert lover.place.low == 1


Song = tuple[str, str]


def weeks_at_one(path: Path) -> tuple[Counter[Song], dict[int, list[tuple[str, Song]]]]:
    """How many weeks each song was no. 1, and for each number who had so many first, and when."""
    found: Counter[Song] = Counter()
    tops: dict[str, list[Song]] = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["position"] == "1":
                tops[row["date"]].append((row["artist"], row["song"]))
    first: dict[int, list[tuple[str, Song]]] = {}
    for day in sorted(tops):
        for song in tops[day]:
            found[song] += 1
            if found[song] not in first or first[found[song]][0][0] == day:
                first.setdefault(found[song], []).append((day, song))
    return found, first


@pytest.fixture(scope="module")
def hot(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Board:
    """The board of weeks at no. 1, all 3,549 weeks."""
    work = Workspace.create(tmp_path_factory.mktemp("hot") / "hot.book")
    work.take(shared_data / "billboard-hot-100/hot100_1958_2026.csv.gz")
    return Board(work.prover(), viewed("tracks", "weeks at no. 1", END, HOT))


@pytest.fixture(scope="module")
def by_hand(shared_data: Path) -> tuple[Counter[Song], dict[int, list[tuple[str, Song]]]]:
    """The same from the file."""
    return weeks_at_one(shared_data / "billboard-hot-100/hot100_1958_2026.csv.gz")


def test_weeks_at_no_1_are_those_of_the_file(
    hot: Board, by_hand: tuple[Counter[Song], dict[int, list[tuple[str, Song]]]]
) -> None:
    """Every song's weeks lie within its bounds, and the ten with most are they, in their order."""
    weeks, _ = by_hand
    rows = {one.entity: one for one in hot.page(0, 10_000)}
    known = {f"name:billboard:{artist} - {song}": many for (artist, song), many in weeks.items()}
    told = {entity: many for entity, many in known.items() if entity in rows}
    assert len(told) > 0.95 * len(known)
    for entity, many in told.items():
        bounds = rows[entity].bounds
        assert bounds.low <= many <= (bounds.high or many), entity
    best = sorted(weeks.values(), reverse=True)[:10]
    assert [one.bounds for one in hot.page(0, 10)] == [Bounds.exactly(many) for many in best]
    places = [1 + sum(other > many for other in weeks.values()) for many in best]
    assert [one.place for one in hot.page(0, 10)] == [Bounds.exactly(place) for place in places]


def test_who_was_first_at_no_1_for_so_long(
    hot: Board, by_hand: tuple[Counter[Song], dict[int, list[tuple[str, Song]]]]
) -> None:
    """Where it is decided who was first, it is who the file says, on its day; else among them."""
    _, first = by_hand
    decided = 0
    for one in Firsts(hot).of(hot.ladder()):
        names = {song for _, (_, song) in first[one.threshold]}
        told = {who.name for who in one.reached}
        assert names <= told or one.more
        if one.decided:
            decided += 1
            day = date.fromisoformat(first[one.threshold][0][0])
            assert names == told
            assert one.reached[0].latest == day
            assert one.reached[0].earliest is not None
            assert day_number(one.reached[0].earliest) <= day_number(day)
    assert decided >= 8
