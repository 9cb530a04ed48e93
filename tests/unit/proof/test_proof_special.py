"""Claims at the edge: nobody to compare with, nothing to judge, facts, limits from above."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from held_in_memory import Shown, reading

from recordbook.catalogue.rows import Statements
from recordbook.claims import parse
from recordbook.engine import DuckDB
from recordbook.intake.observations import OBSERVATIONS
from recordbook.proof import Prover
from recordbook.proof.errors import EmptyCohort, NoRival, NothingToJudge, NotProvableYet
from recordbook.units import Bounds, day_number


@pytest.fixture(scope="module")
def prover() -> Prover:
    """Two albums of one artist and one of another, a single without a track list."""
    said = Statements()
    for artist in ("V", "Jimin"):
        said.name(f"artist:{artist}", artist, source="s")
        said.fact(f"artist:{artist}", "act type", "soloist", source="s")
    for album, artist, day in (
        ("One", "V", "2023-01-01"),
        ("Two", "V", "2023-06-01"),
        ("Three", "Jimin", "2023-03-01"),
        ("Bare", "V", "2023-03-01"),
    ):
        entity = f"release:{album}"
        said.name(entity, album, source="s")
        said.credit(entity, f"artist:{artist}", source="s")
        said.fact(entity, "release type", "mini album", source="s")
        said.fact(entity, "released", day, source="s")
        for place in (1, 2) if album != "Bare" else ():
            track = f"recording:{album}{place}"
            said.name(track, f"{album} {place}", source="s")
            said.track(entity, place, track, source="s")
            said.credit(track, f"artist:{artist}", source="s")
            said.fact(track, "duration ms", str(90_400 + place), source="s")
    said.fact("release:One", "released", "2023", source="t")
    said.fact("release:Three", "released", "2023-03-02", source="t")
    said.fact("release:Three", "track count", "3", source="t")
    counts = {"One1": 88, "One2": 50, "Two1": 70, "Two2": 70, "Three1": 40, "Three2": 95}
    rows = [reading(track, "2024-01-10", count) for track, count in counts.items()]
    rows += [reading("Two1", "2024-01-09", 45), reading("Two2", "2024-01-09", 60)]
    rows += [reading("One1", "2024-01-09", 85), reading("One2", "2024-01-09", 49)]
    rows += [reading("Three1", "2024-01-09", 39), reading("Three2", "2024-01-09", 90)]
    tables = said.arrow() | {"observations": pa.Table.from_pylist(rows, schema=OBSERVATIONS)}
    return Prover(DuckDB(threads=1), Shown(tables))


def verdict(prover: Prover, text: str) -> str:
    """What is said of a claim as of the day of the readings, unless it names another."""
    return prover.prove(parse(text, default_as_of=date(2024, 1, 10))).verdict.value


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ('"Two" by "V": album total = 140 streams', "proven"),
        ('"Two" by "V": album total < 140 streams', "refuted"),
        ('"Two" by "V": album total <= 140 streams', "proven"),
        ('"Two" by "V": album total > 139 streams', "proven"),
        ('"Two" by "V": album total ~ 100 streams', "proven"),
        ('"Two" by "V": album total ~ 130 streams', "refuted"),
        ('"One" by "V": every track <= 90 streams', "proven"),
        ('"One" by "V": every track <= 60 streams', "refuted"),
        ('"One" by "V": every track = 50 streams', "refuted"),
        ('"Two" by "V": every track = 70 streams', "proven"),
        ('"Two" by "V": every track >= 71 streams', "refuted"),
        ('"One" by "V": every track >= 50 streams as of 2022-12-01', "refuted"),
        ('"One" by "V": every track >= 40 streams as of 2023-02-01', "undecided"),
    ],
)
def test_a_plain_statement_compares_as_it_says(prover: Prover, claim: str, said: str) -> None:
    """At least, above, exactly, about, below: each means what it says, of every track too."""
    assert verdict(prover, claim) == said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ('"One" by "V": 2 tracks', "proven"),
        ('"One" by "V": 3 tracks', "refuted"),
        ('"Three" by "Jimin": 2 tracks', "refuted"),
        ('"Three" by "Jimin": 3 tracks', "proven"),
        ('"One" by "V": released on 2023-01-01', "proven"),
        ('"One" by "V": released on 2023-01-02', "refuted"),
        ('"Three" by "Jimin": released on 2023-03-01', "undecided"),
        ('"Three" by "Jimin": released <= 2023-03-02', "proven"),
        ('"One" by "V": duration 3:00', "proven"),
        ('"One" by "V": duration 3:01', "proven"),
        ('"One" by "V": duration 3:10', "refuted"),
        ('"Three" by "Jimin": duration 3:01', "undecided"),
        ('"Bare" by "V": duration 3:01', "undecided"),
        ('"One 1" by "V": duration 1:30', "proven"),
    ],
)
def test_a_fact_is_what_its_sources_state(prover: Prover, claim: str, said: str) -> None:
    """Sources that agree decide, sources that do not leave it open, a short list bounds little."""
    assert verdict(prover, claim) == said


def test_a_fact_shows_who_stated_it(prover: Prover) -> None:
    """The rows of a fact are its statements, and the subject stands in the fact's own unit."""
    proof = prover.prove(
        parse('"One" by "V": released on 2023-01-01', default_as_of=date(2024, 1, 1))
    )
    assert {row["source"] for row in proof.rows.to_pylist()} == {"s", "t"}
    assert proof.subject.bounds == Bounds.exactly(day_number(date(2023, 1, 1)))
    assert proof.rivals.num_rows == 0


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        ('"One" by "V": personal best in album total', "refuted"),
        ('"Two" by "V": personal best in album total', "undecided"),
        ('"Two 1" by "V": ties "Two 2" by "V" in total', "proven"),
        ('"Two" by "V": ties "One" by "V" in album total', "refuted"),
        ('"Two" by "V": overtakes "One" by "V" in album total', "proven"),
        ('"One" by "V": overtakes "Two" by "V" in album total', "refuted"),
        ('"Two" by "V": overtakes "Three" by "Jimin" in album total', "undecided"),
        ('"Two" by "V": breaks own record in every track', "undecided"),
        ('"Two 1" by "V": extends record in total', "refuted"),
        ('"Three 2" by "Jimin": extends record in total', "proven"),
        ('"One" by "V": most album total among albums by "Jimin"', "refuted"),
        ('"Two" by "V": least every track among albums by "V" as of 2023-02-01', "refuted"),
    ],
)
def test_families_with_another_party(prover: Prover, claim: str, said: str) -> None:
    """A personal best is among the artist's own; who is no member holds no record."""
    assert verdict(prover, claim) == said


@pytest.mark.parametrize(
    ("claim", "error"),
    [
        ('"One" by "V": first album by girl groups to 10 streams', EmptyCohort),
        ('"One" by "V": ties "One" by "V" in album total', NoRival),
        ('"Bare" by "V": every track >= 10 streams', NothingToJudge),
        ('"One" by "V": most release day among albums', NotProvableYet),
    ],
)
def test_what_cannot_be_asked_is_an_error(
    prover: Prover, claim: str, error: type[Exception]
) -> None:
    """Nobody, nothing or no order to judge by: one clear error, not a verdict."""
    with pytest.raises(error):
        prover.prove(parse(claim, default_as_of=date(2024, 1, 10)))
