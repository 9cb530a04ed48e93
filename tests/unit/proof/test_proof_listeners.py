"""Claims about monthly listeners, which are known on the days on which they were read."""

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

READ = {
    "Ava": [("2024-01-01", 90), ("2024-01-02", 110), ("2024-01-03", 95)],
    "Bea": [("2024-01-01", 80), ("2024-01-02", 99)],
}


@pytest.fixture(scope="module")
def prover() -> Prover:
    """Two artists read on the same two days, one of them by the platform's id and on a third."""
    said = Statements()
    for name in READ:
        said.name(f"artist:{name}", name, source="s")
    said.identity("spotify:artist:1", "artist:Ava", source="s", period=(None, None))
    rows = [
        reading(name, day, count)
        | {"metric": "listeners"}
        | {"key": "spotify:artist:1" if name == "Ava" else f"artist:{name}"}
        for name, counts in READ.items()
        for day, count in counts
    ]
    tables = said.arrow() | {"observations": pa.Table.from_pylist(rows, schema=OBSERVATIONS)}
    return Prover(DuckDB(threads=1), Shown(tables))  # pyright: ignore[reportArgumentType] - as a snapshot


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Ava": monthly listeners >= 110 as of 2024-01-02', "proven"),
        ('"Ava": monthly listeners >= 96 as of 2024-01-03', "refuted"),
        ('"Ava": monthly listeners >= 90 as of 2024-01-04', "undecided"),
        ('"Ava": most monthly listeners among artists as of 2024-01-02', "proven"),
        ('"Bea": most monthly listeners among artists as of 2024-01-02', "refuted"),
        ('"Ava": most monthly listeners among artists as of 2024-01-03', "undecided"),
        ('"Ava": only artist with monthly listeners >= 100 as of 2024-01-02', "proven"),
        ('"Bea": only artist with monthly listeners >= 90 as of 2024-01-02', "refuted"),
        ('"Ava": first artist with monthly listeners >= 100 as of 2024-01-02', "undecided"),
    ],
)
def test_what_was_read_of_the_day_decides(prover: Prover, text: str, said: str) -> None:
    """No other day says anything, and nobody is known to be the first."""
    assert prover.prove(parse(text)).verdict.value == said


def test_what_lacks_is_a_reading(prover: Prover) -> None:
    """An open rival is settled by reading its listeners of that day."""
    claim = parse('"Ava": most monthly listeners among artists as of 2024-01-03')
    cells = {(cell.entity, cell.metric) for cell in prover.prove(claim).missing}
    assert ("artist:Bea", "listeners") in cells


@pytest.mark.parametrize("said", ["in 2024", "since 2023"])
def test_windows_are_refused(prover: Prover, said: str) -> None:
    """A level has no window."""
    with pytest.raises(NotProvableYet):
        prover.prove(parse(f'"Ava": monthly listeners >= 1 {said} as of 2024-01-02'))
