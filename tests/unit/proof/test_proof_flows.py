"""Claims about what was gained, within windows, and about how old somebody was."""

from __future__ import annotations

import pyarrow as pa
import pytest
from held_in_memory import Shown, reading

from recordbook.catalogue.rows import Statements
from recordbook.claims import parse
from recordbook.engine import DuckDB
from recordbook.intake.observations import OBSERVATIONS
from recordbook.proof import Prover
from recordbook.proof.errors import NotProvableYet
from recordbook.units import Bounds

_MOST = 'most streams in a day among tracks excluding "Single"'
COUNTS = {
    "Carol": [("2022-06-01", 10), ("2022-12-23", 20), ("2022-12-24", 120), ("2022-12-31", 130)],
    "Summer": [("2022-06-01", 10), ("2022-06-02", 70), ("2022-12-31", 85), ("2023-02-01", 110)],
    "Single": [("2022-01-05", 400), ("2022-05-31", 520), ("2022-06-01", 530), ("2022-12-31", 540)],
}
BORN = {"Carol": "1995-12-30", "Summer": "1990", "Single": "1970-01-01"}
RELEASED = {"Carol": "2022-01-01", "Summer": "2022-01-01", "Single": "2022-01-01T00:00:00+00:00"}


@pytest.fixture(scope="module")
def prover() -> Prover:
    """Three tracks by an artist each, of which one is on an album that came out in June."""
    said = Statements()
    for name, born in BORN.items():
        said.name(f"artist:{name}", f"Artist {name}", source="s")
        said.fact(f"artist:{name}", "birth day", born, source="s")
        said.name(f"recording:{name}", name, source="s")
        said.credit(f"recording:{name}", f"artist:{name}", source="s")
        said.fact(f"recording:{name}", "released", RELEASED[name], source="s")
    for name, track in (("Album", "Single"), ("Carols", "Carol")):
        said.name(f"release:{name}", name, source="s")
        said.fact(f"release:{name}", "release type", "full album", source="s")
        said.track(f"release:{name}", 1, f"recording:{track}", source="s")
    said.fact("release:Album", "released", "2022-06-01T00:00:00+00:00", source="s")
    said.fact("release:Carols", "released", "2022-01-01", source="s")
    rows = [reading(name, day, count) for name, counts in COUNTS.items() for day, count in counts]
    tables = said.arrow() | {"observations": pa.Table.from_pylist(rows, schema=OBSERVATIONS)}
    return Prover(DuckDB(threads=1), Shown(tables))  # pyright: ignore[reportArgumentType] - as a snapshot


def verdict(prover: Prover, text: str) -> str:
    """What is said of a claim, at the end of 2022 unless it says when."""
    day = "" if "as of" in text else " as of 2022-12-31"
    return prover.prove(parse(text + day)).verdict.value


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Carol": most streams in a day among tracks excluding "Single"', "proven"),
        ('"Summer": most streams in a day among tracks excluding "Single"', "refuted"),
        (f'"Summer": {_MOST} outside the Christmas season', "proven"),
        (f'"Carol": {_MOST} outside the Christmas season', "refuted"),
        ('"Carol": most streams in a day among tracks', "undecided"),
        ('"Carol": first track excluding "Single" with streams in a day >= 100', "proven"),
        ('"Carol": one of 2 tracks excluding "Single" with streams in a day >= 60', "proven"),
        ('"Summer": only track excluding "Single" with streams in a day >= 60', "refuted"),
        ('"Carol": streams in a day >= 101', "refuted"),
        ('"Carol": streams in 24 hours >= 101', "undecided"),
        ('"Carol": streams in 24 hours >= 100', "proven"),
    ],
)
def test_best_days(prover: Prover, text: str, said: str) -> None:
    """Gains are compared like totals; a track that was first read late contests."""
    assert verdict(prover, text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Carol": first track excluding "Single" with total >= 100', "proven"),
        ('"Summer": first track with total >= 100 in 2023 as of 2023-03-01', "proven"),
        ('"Carol": first track with total >= 100 in 2023 as of 2023-03-01', "refuted"),
        ('"Carol": first track with total >= 100 since 2022', "refuted"),
        ('"Single": first track with total >= 100 since 2022', "proven"),
        ('"Summer": fastest track to 100 streams in 2023 as of 2023-03-01', "proven"),
    ],
)
def test_who_reached_a_total_within_a_window(prover: Prover, text: str, said: str) -> None:
    """What was reached before the window does not count, and only there."""
    assert verdict(prover, text) == said


def test_a_single_s_past_is_not_the_album_s(prover: Prover) -> None:
    """The album came out with 520 plays of its single: its best day is what came after."""
    proof = prover.prove(parse('"Album": most streams in a day among albums as of 2022-06-01'))
    assert proof.subject.bounds == Bounds.exactly(10)
    first = prover.prove(parse('"Album": first-day streams >= 10 as of 2022-12-31'))
    assert (first.verdict.value, first.subject.bounds) == ("proven", Bounds.exactly(10))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Carol": youngest track with total >= 100 as of 2023-03-01', "proven"),
        ('"Single": oldest track with total >= 100 as of 2023-03-01', "proven"),
        ('"Summer": 2nd youngest track with total >= 100 as of 2023-03-01', "proven"),
        ('"Summer": oldest track with total >= 100 as of 2023-03-01', "refuted"),
    ],
)
def test_how_old_somebody_was(prover: Prover, text: str, said: str) -> None:
    """Ages are counted from birth to the day of reaching it; a year is any of its days."""
    assert verdict(prover, text) == said


def test_an_age_needs_something_to_reach(prover: Prover) -> None:
    """Nobody is the youngest without a day on which."""
    with pytest.raises(NotProvableYet):
        verdict(prover, '"Carol": youngest track with total streams')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Carol": most streams per day among tracks', "refuted"),
        ('"Carol": streams per day >= 1 as of 2022-12-31', "undecided"),
        ('"Single": streams per day >= 1 as of 2022-12-31', "proven"),
        ('"Single": streams per day >= 3 as of 2022-12-31', "refuted"),
        ('"Album": most streams per track among albums', "proven"),
        ('"Carols": streams per track >= 130', "proven"),
        ('"Carol": 20 short of 150 streams', "proven"),
        ('"Carol": least short of 200 streams among tracks excluding "Single"', "proven"),
        ('"Carol": 357 days to 100 streams', "proven"),
        ('"Carol": 356 days to 100 streams', "refuted"),
        ('"Carol": least days to 100 streams among tracks excluding "Single"', "proven"),
        ('"Carol": least days to 100 streams among tracks', "refuted"),
    ],
)
def test_rates(prover: Prover, text: str, said: str) -> None:
    """Totals by days and by tracks, what is short of a number, and the days to it."""
    assert verdict(prover, text) == said
