"""Claims on lists at the edge: what no list can answer is an error, and what it can is answered."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from held_in_memory import Shown

from recordbook.catalogue.rows import Statements
from recordbook.claims import parse
from recordbook.engine import DuckDB
from recordbook.intake.observations import OBSERVATIONS
from recordbook.proof import Prover
from recordbook.proof.errors import NothingToJudge, NotProvableYet
from recordbook.proof.proof import Verdict
from recordbook.units import Bounds, day_number

_DAY = date(2024, 1, 20)


@pytest.fixture(scope="module")
def prover() -> Prover:
    """Two songs that change places at the top of two Korean weeks."""
    said = Statements()
    said.name("artist:v", "V", source="s")
    said.name("recording:other", "Two", source="s")
    said.rows["names"]["name:list:V", "artist", "V", "v", "name", "s"] = None
    rows: list[dict[str, object]] = []
    for song in ("One", "Two", "Three"):
        said.name(f"recording:{song}", song, source="s")
        said.credit(f"recording:{song}", "artist:v", source="s")
    for week, order in (("2024-01-11", ("One", "Two")), ("2024-01-18", ("Two", "One"))):
        for place, song in enumerate(order, 1):
            rows.append(
                {
                    "platform": "spotify",
                    "basis": "chart",
                    "metric": "rank-week",
                    "region": "kr",
                    "key": f"recording:{song}",
                    "day": day_number(date.fromisoformat(week)),
                    "low": place,
                    "high": place,
                    "grade": "charted",
                    "source": "s",
                }
            )
    observed = pa.Table.from_pylist(rows, schema=OBSERVATIONS)
    return Prover(DuckDB(), Shown(said.arrow() | {"observations": observed}))  # pyright: ignore[reportArgumentType] - a snapshot in memory


@pytest.mark.parametrize(
    "said",
    [
        '"V" (artist:v): most weeks at no. 1 among artists on spotify',
        '"One": most entries in the top 10 on one day among tracks on spotify',
        '"One": weeks at no. 1 >= 1 on spotify outside the Christmas season',
        '"One": 3 weeks in the top 300 on spotify',
        '"One": 3 days at no. 1 on billboard hot 100',
        '"One": most peak rank among tracks on spotify',
    ],
)
def test_what_no_list_can_answer_is_an_error(prover: Prover, said: str) -> None:
    """An artist holds no place, a list of 200 has no 300th, the Hot 100 has no days."""
    with pytest.raises(NotProvableYet):
        prover.prove(
            parse(said.replace("weeks at no. 1 >= 1", "1 weeks at no. 1"), default_as_of=_DAY)
        )


@pytest.mark.parametrize(
    ("said", "verdict", "bounds"),
    [
        ("weekly peak rank = 1 on spotify in South Korea", Verdict.PROVEN, Bounds(1, 1)),
        ("= 1 weeks at no. 1 on spotify in South Korea", Verdict.UNDECIDED, Bounds(1)),
        ("1 weeks at no. 1 on spotify in South Korea", Verdict.PROVEN, Bounds(1)),
        ("2 weeks at no. 1 on spotify in South Korea in 2023", Verdict.UNDECIDED, Bounds(0, 53)),
        ("4 weeks at no. 1 on spotify in South Korea since 2024", Verdict.REFUTED, Bounds(1, 3)),
        ("1 places lost in a week on spotify in South Korea", Verdict.PROVEN, Bounds(1)),
    ],
)
def test_a_small_list_is_judged(
    prover: Prover, said: str, verdict: Verdict, bounds: Bounds
) -> None:
    """Two lists before the first may have come in 2024; how many before that nobody says."""
    proof = prover.prove(parse(f'"One": {said}', default_as_of=_DAY))
    assert (proof.verdict, proof.subject.bounds) == (verdict, bounds)


def test_who_shares_a_name_with_the_list_is_not_refuted(prover: Prover) -> None:
    """A song never seen in the list may be the one of its name in it: an error says so."""
    claim = '"Two" (recording:other): 1 weeks at no. 1 on spotify in South Korea'
    with pytest.raises(NothingToJudge, match="recording:Two"):
        prover.prove(parse(claim, default_as_of=_DAY))
    unlike = '"Three": 1 weeks at no. 1 on spotify in South Korea since 2024'
    assert prover.prove(parse(unlike, default_as_of=_DAY)).subject.bounds == Bounds(0, 2)


def test_a_group_is_the_catalogued_one(prover: Prover) -> None:
    """A text that a list credits does not make a group's name mean two."""
    assert prover.names.artists(["V", "nobody"]) == ["artist:v"]
