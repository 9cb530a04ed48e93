"""Where a counter goes on under another key, the step between the two is no gain."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from typed_books import TypedBook

from recordbook.measures import Question
from recordbook.measures.flows import flow_standings, standings
from recordbook.measures.flows.gains import Gains
from recordbook.proof.certificate import certificate_of
from recordbook.proof.proof import Verdict
from recordbook.proof.recheck import recheck
from recordbook.system import Workspace
from recordbook.units import Truth, day_number

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.measures import Evidence

_OLD, _NEW, _OTHER = "1" * 22, "2" * 22, "3" * 22
_TRACKS = "release,recording,title,position,artist,released,spotify_ids,source\n"
_COUNTS = "date,track_id,streams_total,streams_daily\n"
_FIRST = day_number(date(2024, 1, 1))
_MOST = "most streams in a day among tracks since 2024 as of 2024-01-04"


def _book(*, released: str = "") -> TypedBook:
    """X goes on under another key, from 110 to 900; Y gains 200 in a day."""
    book = TypedBook()
    book.track("X", "Y", released=released)
    for key in ("old", "new"):
        book.said.identity(f"spotify:track:{key}", "recording:X", source="s")
    for day, key, count in ((1, "old", 100), (2, "old", 110), (3, "new", 900), (4, "new", 930)):
        book.total(f"2024-01-0{day}", f"spotify:track:{key}", count)
    for day, count in enumerate((100, 200, 400, 450, 480), 1):
        book.total(f"2024-01-0{day}", "Y", count)
    return book


def _best(book: TypedBook, flow: str) -> tuple[int, int | None]:
    asked = Question(platform="spotify", as_of=_FIRST + 3, since=_FIRST + 1)
    rows = flow_standings(book.prover().evidence("spotify"), asked, flow).to_pylist()
    (found,) = (row for row in rows if row["entity"] == "recording:X")
    return found["low"], found["high"]


@pytest.mark.parametrize(("flow", "low"), [("in a day", 30), ("in 24 hours", 30)])
def test_a_step_between_keys_is_possible_and_not_sure(flow: str, low: int) -> None:
    """The old key surely gained 10, the new one 30; the 790 between them may be a merger."""
    book = _book()
    found = _best(book, flow)
    assert found[0] == low
    assert found[1] is not None
    assert found[1] >= 790


@pytest.mark.parametrize(
    ("said", "truth"),
    [
        (f'"X": {_MOST}', Truth.UNKNOWN),
        (f'"Y": {_MOST}', Truth.UNKNOWN),
        ('"X": >= 30 streams in a day since 2024 as of 2024-01-04', Truth.TRUE),
        ('"X": >= 31 streams in a day since 2024 as of 2024-01-04', Truth.UNKNOWN),
    ],
)
def test_no_claim_rests_on_a_step_between_keys(said: str, truth: Truth) -> None:
    """What each key gained is proven, and what lies between them is open on both sides."""
    assert _book().truth(said) is truth


@pytest.mark.parametrize(("claim", "truth"), [(">= 110", Truth.TRUE), (">= 111", Truth.UNKNOWN)])
def test_only_the_first_key_began_with_nothing(claim: str, truth: Truth) -> None:
    """Of the first week the old key shows 110; the new one may have begun with what was out."""
    book = _book(released="2024-01-01T00:00:00Z")
    assert book.truth(f'"X": {claim} first-week streams as of 2024-01-09') is truth


def test_keys_that_are_read_side_by_side_keep_what_each_gained() -> None:
    """Two ids with one count, each read every other day: the better of the two counts."""
    book = TypedBook()
    book.track("X")
    for key in ("old", "new"):
        book.said.identity(f"spotify:track:{key}", "recording:X", source="s")
    for day, count in enumerate((100, 110, 160, 170, 180), 1):
        book.total(f"2024-01-0{day}", f"spotify:track:{'old' if day % 2 else 'new'}", count)
    assert _best(book, "in a day")[0] == 30  # 100 to 160, and 110 to 170, in two days


def test_a_step_between_keys_of_a_track_is_none_of_its_album() -> None:
    """An album's day is the sum of its tracks', each within its keys."""
    book = _book()
    book.said.name("release:A", "A", source="s")
    book.said.fact("release:A", "released", "2023-01-01", source="s")
    book.said.track("release:A", 1, "recording:X", source="s")
    asked = Question(platform="spotify", as_of=_FIRST + 3, since=_FIRST + 1)
    evidence = book.prover().evidence("spotify")
    (found,) = flow_standings(evidence, asked, "album in a day").to_pylist()
    assert found["low"] == 30


def _across_keys(evidence: Evidence) -> Gains:
    return Gains.of(evidence.everyone.labelled)


def test_the_second_implementation_counts_no_step_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate of 30 in a day holds; one made across the keys, of 790, is found wrong."""
    counts = [(1, _OLD, 100), (2, _OLD, 110), (3, _NEW, 900), (4, _NEW, 930)]
    counts += [(day, _OTHER, 100 * day) for day in range(1, 5)]
    files = {
        "tracks.csv": f'{_TRACKS}x/a,x/one,One,1,x,2020-01-01,"{_OLD};{_NEW}",typed\n'
        f"y/b,y/two,Two,1,y,2020-01-01,{_OTHER},typed\n",
        "day.csv": _COUNTS + "".join(f"2024-01-0{d},{key},{n},\n" for d, key, n in counts),
    }
    workspace = Workspace.create(tmp_path / "book")
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        workspace.take(tmp_path / name)
    claim = '"One": >= {} streams in a day since 2024 on spotify as of 2024-01-04'
    workspace = workspace.refreshed()
    sure = workspace.prove(claim.format(30))
    assert sure.verdict is Verdict.PROVEN
    assert workspace.prove(claim.format(790)).verdict is Verdict.UNDECIDED
    address = str(tmp_path / "book")
    assert recheck(certificate_of(sure), address).ok
    monkeypatch.setattr(standings, "gains", _across_keys)
    wrong = workspace.refreshed().prove(claim.format(790))
    assert wrong.verdict is Verdict.PROVEN
    assert recheck(certificate_of(wrong), address).problems
