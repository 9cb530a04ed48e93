"""310,507 readings of 621 days, stitched and judged, against the same worked out by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import swift_by_hand as hand
from swift_book import FOLDER, swift_book

from recordbook.proof.proof import Verdict
from recordbook.units import Bounds, day_from

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.intake.report import Report
    from recordbook.proof import Proof
    from recordbook.system import Workspace

_LEVELS = (60, 80, 100, 150)  # million


@dataclass(frozen=True)
class Series:
    """The book, what was said of its files, and the same counts by hand."""

    workspace: Workspace
    report: Report
    proposed: tuple[tuple[str, str], ...]
    titled: int
    unstitched: int  # the ledger version before the stitch
    counts: dict[str, dict[date, int]]
    albums: dict[str, hand.Album]
    titles: dict[str, str]

    def prove(self, album: str, said: str, known_at: int | None = None) -> Proof:
        """The verdict on an album by its id, at the last day of the series unless it says."""
        day = "" if "as of" in said else f" as of {hand.LAST}"
        return self.workspace.prove(
            f"spotify:album:{album}: {said} on spotify{day}", known_at=known_at
        )


@pytest.fixture(scope="module")
def series(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Series:
    """The whole series in one book with its catalogue, every move stitched."""
    book, folder = swift_book(shared_data, tmp_path_factory.mktemp("swift")), shared_data / FOLDER
    counts = hand.readings(folder)
    return Series(
        workspace=book.workspace,
        report=book.report,
        proposed=tuple(book.ids),
        titled=sum(one.same_title for one in book.proposals),
        unstitched=book.unstitched,
        counts=counts,
        albums=hand.albums(folder, counts, book.ids),
        titles=hand.titles(folder),
    )


def test_the_file_is_taken_whole_and_what_is_odd_is_said(series: Series) -> None:
    """All readings are there; stale days, gaps, falls and id moves are counted, not repaired."""
    assert series.report.taken == {"observations": 310_507}
    notes = {note.kind: note.count for note in series.report.notes}
    falls = _falls(series.counts)
    assert notes["stale days"] == len(hand.stale_days(series.counts)) == 13
    assert notes["gaps"] == 7
    assert notes["falls"] == len(falls) == 33
    assert len(set(falls)) == 25
    assert notes["id moves"] == len(series.proposed) == 76


def _falls(counts: dict[str, dict[date, int]]) -> list[str]:
    """The id of every count that is below the one of the file before."""
    found: list[str] = []
    for track, readings in counts.items():
        days = sorted(readings)
        found += [track for one, two in pairwise(days) if readings[two] < readings[one]]
    return found


def test_the_file_day_is_two_days_after_the_play_day(series: Series) -> None:
    """Fortnight, out on 2024-04-19, is first in the file of 2024-04-21 with one day's count."""
    fortnight = "6dODwocEuGzHAavXqTbwHv"
    first = min(series.counts[fortnight])
    assert first + hand.FILE_LAG == date(2024, 4, 21)
    key = f"spotify:track:{fortnight}"
    proof = series.workspace.prove(f"{key}: total >= 25M streams on spotify as of {first}")
    assert proof.subject.bounds == Bounds.exactly(25_204_472)
    assert (proof.subject.latest, series.report.first) == (date(2024, 4, 19), hand.FIRST)
    assert (first, hand.FIRST) == (date(2024, 4, 19), date(2023, 12, 31))


def test_every_move_is_a_counter_that_goes_on(series: Series) -> None:
    """Each new id begins on the page after the old one's last, no lower and hardly higher."""
    pages = sorted({day for readings in series.counts.values() for day in readings})
    for old, new in series.proposed:
        last, first = max(series.counts[old]), min(series.counts[new])
        assert pages.index(first) == pages.index(last) + 1
        before, after = series.counts[old][last], series.counts[new][first]
        assert before <= after <= before * 1.003
        titles = {series.titles[one] for one in (old, new) if one in series.titles}
        assert len(titles) <= 1
    both = [pair for pair in series.proposed if all(one in series.titles for one in pair)]
    assert series.titled == len(both) == 26


def test_the_sixteen_tracks_of_march_2025_are_among_them(series: Series) -> None:
    """The ids of the standard album begin in the file of 2025-03-29 where the Anthology's end."""
    moved = [new for _, new in series.proposed if min(series.counts[new]) == date(2025, 3, 27)]
    standard = series.albums[hand.STANDARD]
    assert len(standard.tracks) == 16
    starts = [track for track in standard.tracks if min(track.counts) == date(2024, 4, 19)]
    assert len(starts) == 16, "each now has its first day, under the old id"
    assert len(moved) == 16 + 6  # and six of the first album, whose new ids have no title


@pytest.mark.parametrize("album", [hand.STANDARD, hand.ANTHOLOGY])
@pytest.mark.parametrize("level", _LEVELS)
def test_the_day_on_which_every_track_stood(series: Series, album: str, level: int) -> None:
    """The crossing is proven for the day that the file gives, two days before the file's date."""
    proof = series.prove(album, f"every track >= {level}M streams")
    by_hand = series.albums[album]
    wanted = {
        (hand.STANDARD, 60): date(2024, 5, 13),
        (hand.STANDARD, 80): date(2024, 6, 6),
        (hand.STANDARD, 100): date(2024, 7, 26),
        (hand.STANDARD, 150): date(2025, 6, 4),
        (hand.ANTHOLOGY, 60): date(2024, 10, 26),
        (hand.ANTHOLOGY, 80): date(2025, 8, 4),
    }.get((album, level))
    assert by_hand.latest(level * 1_000_000) == wanted
    assert proof.subject.latest == wanted
    assert proof.subject.earliest == by_hand.earliest(level * 1_000_000)
    assert proof.subject.bounds == Bounds.exactly(by_hand.least(hand.LAST))
    assert proof.verdict is (Verdict.REFUTED if wanted is None else Verdict.PROVEN)
    assert len(proof.parts) == len(by_hand.tracks)


def test_without_the_stitch_the_standard_album_has_no_past(series: Series) -> None:
    """Before a person says that the ids are one, nothing is known before 2025-03-27."""
    asked = "every track >= 60M streams as of 2025-03-26"
    before = series.prove(hand.STANDARD, asked, known_at=series.unstitched)
    assert before.verdict is Verdict.UNDECIDED
    assert before.subject.latest == date(2025, 3, 27)
    assert series.prove(hand.STANDARD, asked).verdict is Verdict.PROVEN


def test_stale_days_and_gaps_leave_intervals(series: Series) -> None:
    """On a stale day a count is at least what stands there, at most what the next day shows."""
    album = series.albums[hand.ANTHOLOGY]
    for day, before, after in (
        (date(2025, 3, 26), date(2025, 3, 26), date(2025, 3, 27)),  # stale
        (date(2024, 10, 12), date(2024, 10, 8), date(2024, 10, 15)),  # inside the gap
        (date(2025, 6, 13), date(2025, 6, 12), date(2025, 6, 14)),
    ):
        proof = series.prove(hand.ANTHOLOGY, f"every track >= 1M streams as of {day}")
        assert proof.subject.bounds == Bounds(album.least(before), album.least(after))


@pytest.mark.parametrize("level", [100, 230])
def test_every_album_stands_where_the_hand_puts_it(series: Series, level: int) -> None:
    """Of all 110 albums the first possible and the first known day are those of plain loops."""
    proof = series.prove(
        hand.STANDARD, f'first album by "Taylor Swift" with every track >= {level}M'
    )
    found = {row["entity"].rpartition(":")[2]: row for row in proof.rivals.to_pylist()}
    assert found.keys() | {hand.STANDARD} == series.albums.keys()
    for album, row in found.items():
        by_hand = series.albums[album]
        earliest, found_earliest = by_hand.earliest(level * 1_000_000), _day(row["earliest"])
        if earliest is None:  # past it before the series: no day since its release is ruled out
            assert found_earliest is not None
            assert found_earliest <= hand.FIRST, row["name"]
        else:
            assert found_earliest == earliest, row["name"]
        assert _day(row["latest"]) == by_hand.latest(level * 1_000_000), row["name"]


def _day(number: int | None) -> date | None:
    return None if number is None or abs(number) >= 10_000_000 else day_from(number)


_2024 = 'album by "Taylor Swift" released in 2024'


@pytest.mark.parametrize(
    ("album", "superlative", "level"),
    [
        (hand.STANDARD, 'first album by "Taylor Swift"', 60),
        (hand.STANDARD, 'only album by "Taylor Swift"', 60),
        (hand.STANDARD, f"first {_2024}", 60),
        (hand.STANDARD, f"fastest {_2024}", 60),
        (hand.STANDARD, f"first {_2024}", 100),
        (hand.STANDARD, f"only {_2024}", 100),
        (hand.STANDARD, f"first {_2024}", 150),
        (hand.ANTHOLOGY, f"first {_2024}", 60),
        (hand.ANTHOLOGY, f"fastest {_2024}", 60),
        (hand.FOLKLORE, 'first album by "Taylor Swift"', 150),
        (hand.MIDNIGHTS, 'first album by "Taylor Swift"', 150),
        (hand.MIDNIGHTS, 'first album by "Taylor Swift"', 300),
        (hand.MIDNIGHTS, 'first album by "Taylor Swift" released in 2022', 300),
        (hand.MIDNIGHTS, 'only album by "Taylor Swift" released in 2022', 150),
        (hand.STANDARD, 'fastest album by "Taylor Swift"', 100),
    ],
)
def test_first_only_and_fastest(series: Series, album: str, superlative: str, level: int) -> None:
    """The verdict is that of the definition over the intervals by hand: never more, never less."""
    proof = series.prove(album, f"{superlative} with every track >= {level}M streams")
    family, year = superlative.split(maxsplit=1)[0], superlative.partition(" released in ")[2]
    expected = hand.judged(series.albums, family, album, level * 1_000_000, year)
    assert proof.verdict.value == expected


def test_what_was_over_before_the_series_began_is_open(series: Series) -> None:
    """Folklore and Midnights were past 150M on the first page: which was first stays open."""
    proof = series.prove(hand.FOLKLORE, 'first album by "Taylor Swift" with every track >= 150M')
    rivals = {row["entity"]: row for row in proof.rivals.to_pylist()}
    midnights = rivals[f"spotify:album:{hand.MIDNIGHTS}"]
    assert proof.verdict is Verdict.UNDECIDED
    assert midnights["status"] == "contests"
    assert (proof.subject.latest, _day(midnights["latest"])) == (hand.FIRST, hand.FIRST)


def test_what_a_person_leaves_out_decides(series: Series) -> None:
    """A release that nobody has typed may be an album; leaving it out by name settles the claim."""
    said = f"only {_2024}" + "{} with every track >= 100M streams"
    assert series.prove(hand.STANDARD, said.format("")).verdict is Verdict.UNDECIDED
    without = said.format(' excluding "The Secret of Us"')
    assert series.prove(hand.STANDARD, without).verdict is Verdict.PROVEN


def test_a_second_stitch_adds_nothing(series: Series) -> None:
    """All moves are made; the series taken again and the stitch said again change no row."""
    assert series.workspace.moves() == ()
    assert series.workspace.stitch([]).appended is None
    kinds = Counter(series.workspace.book.history()["source"].to_pylist())
    assert kinds["stitched by recordbook"] == 1
