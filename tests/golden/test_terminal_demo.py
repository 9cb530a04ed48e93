"""The demo's answers follow from its facts, and its JSON has the shape that programs rely on."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from recordbook.intake.arrow import dicts
from recordbook.proof import Verdict
from recordbook.system import Workspace
from recordbook.system.errors import NoDemo
from recordbook.system.showcase import FACTS, OTHERS, STORY, showcase
from recordbook.terminal.app import run

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.proof import Proof

_FACE = "release:jimin-bts/face"
_PAGE = "https://example.org/face"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo's book on the facts as they are."""
    return showcase(tmp_path_factory.mktemp("demo") / "demo.book")[0]


def _with(folder: Path, *figures: str) -> Proof:
    """The story's claim on a copy of the facts with more published figures."""
    facts = folder / "facts"
    shutil.copytree(FACTS, facts)
    with (facts / "published.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{figure},,{_PAGE}\n" for figure in figures)
    return showcase(folder / "demo.book", facts)[0].prove(STORY)


def _status(proof: Proof, entity: str) -> str:
    return next(row["status"] for row in dicts(proof.rivals) if row["entity"] == entity)


def test_the_demo_reaches_its_answers(demo: Workspace) -> None:
    """The story's claim is open at every level; what the facts settle comes out as they say."""
    verdicts = [demo.prove(claim).verdict for claim in (STORY, *OTHERS)]
    assert verdicts == [
        Verdict.UNDECIDED,
        Verdict.UNDECIDED,
        Verdict.UNDECIDED,
        Verdict.PROVEN,
        Verdict.REFUTED,
    ]


def test_the_story_is_open_for_the_reasons_given(demo: Workspace) -> None:
    """FACE contests, D-DAY is excluded by one low track, and single albums turn the verdict."""
    proof = demo.prove(STORY)
    assert dicts(proof.rivals)[0]["entity"] == _FACE
    assert _status(proof, _FACE) == "contests"
    assert _status(proof, "release:suga-agust-d/d-day") == "excluded"
    assert ("counting single albums", Verdict.REFUTED) in proof.readings
    assert proof.grade == "reported"


def test_a_low_track_excludes_face(tmp_path: Path) -> None:
    """If a page had put one track of FACE below 60M after the day, FACE would be out."""
    figure = "2023-12-20,stated,Jimin,FACE,Interlude: Dive,spotify_streams_total,<,60000000"
    proof = _with(tmp_path, figure)
    assert _status(proof, _FACE) == "excluded"
    assert proof.verdict is Verdict.UNDECIDED  # others were never read


def test_high_tracks_refute_the_story(tmp_path: Path) -> None:
    """If a page had put every track of FACE at 70M the week before, the claim would be false."""
    figure = "2023-12-09,stated,Jimin,FACE,(every track),spotify_streams_total,>=,70000000"
    proof = _with(tmp_path, figure)
    assert _status(proof, _FACE) == "beats"
    assert proof.verdict is Verdict.REFUTED


def test_a_subject_below_the_threshold_refutes_the_story(tmp_path: Path) -> None:
    """If a page had put a track of Layover below 60M after the day, it would not be past 60M."""
    figure = "2023-12-20,stated,V,Layover,Blue,spotify_streams_total,=,55000000"
    proof = _with(tmp_path, figure)
    assert proof.verdict is not Verdict.PROVEN
    assert proof.subject.bounds.low < 60_000_000


def test_the_demo_is_made_once(tmp_path: Path) -> None:
    """A second run finds the book as it is, and adds nothing to it."""
    first, _ = showcase(tmp_path / "demo.book")
    second, _ = showcase(tmp_path / "demo.book")
    assert first.book.snapshot().version == second.book.snapshot().version


def test_what_is_no_demo_is_left_alone(tmp_path: Path) -> None:
    """A folder with anything else in it is refused and keeps every file."""
    other = tmp_path / "demo.book"
    other.mkdir()
    (other / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(NoDemo):
        showcase(other)
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]


def test_a_book_with_more_than_the_facts_is_left_alone(tmp_path: Path) -> None:
    """A book into which something else was taken is not the demo's to use."""
    table = tmp_path / "artists.csv"
    table.write_text(
        "artist,name,act_type,source\nsomebody,Somebody,soloist,typed\n", encoding="utf-8"
    )
    Workspace.create(tmp_path / "demo.book").take(table)
    with pytest.raises(NoDemo):
        showcase(tmp_path / "demo.book")


def test_json_has_the_shape_of_the_reference(
    demo: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """`prove --json` holds every key that the design names, days in ISO form."""
    assert run(["prove", STORY, "--book", demo.book.address, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert {
        *("claim", "reading", "verdict", "grade", "subject", "rivals", "holds", "readings"),
        *("missing", "coverage", "ledger"),
    } <= set(said)
    assert said["claim"] == STORY
    assert {"entity", "low", "high", "crossed"} <= set(said["subject"])
    assert said["subject"]["crossed"]["latest"] == "2023-12-16"
    assert {"entity", "status", "low", "high", "witness"} <= set(said["rivals"][0])
    assert set(said["holds"]) == {"threshold", "days", "widest"}
    assert set(said["readings"][0]) == {"reading", "verdict"}
    assert {"entity", "metric", "day", "decides"} <= set(said["missing"][0])
    assert set(said["coverage"]) == {"members", "read"}
    assert set(said["ledger"]) == {"version", "as_known"}


def test_a_certificate_is_written_checked_and_found_out(
    demo: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The certificate of a proof holds in its book; with one number changed it does not."""
    path, book = tmp_path / "story.json", demo.book.address
    assert run(["prove", STORY, "--book", book, "--certificate", str(path), "--json"]) == 0
    assert run(["recheck", str(path), "--book", book]) == 0
    assert "The certificate holds." in capsys.readouterr().out
    certificate = path.read_text(encoding="utf-8")
    path.write_text(certificate.replace("60000000", "60000001"), encoding="utf-8")
    assert run(["recheck", str(path), "--book", book]) == 1
    assert "does not hold" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "no json", "[1, 2]"])
def test_what_is_no_certificate_is_wrong_use(
    text: str, demo: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that holds no certificate is an error with status 2, not a failed check."""
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    assert run(["recheck", str(path), "--book", demo.book.address]) == 2
    assert str(path) in capsys.readouterr().err


def test_explaining_tells_what_is_known(
    demo: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """`explain` names the tracks, the sources and the bounds of an album."""
    assert run(["explain", '"Layover" by "V"', "--book", demo.book.address]) == 0
    said = capsys.readouterr().out
    for known in ("release:v/layover", "Slow Dancing (Piano Ver.)", "starnewskorea.com"):
        assert known in said
    assert "at least 2,500,000,000" in said


def test_an_ambiguous_name_is_an_error_that_lists_whom_it_means(
    demo: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four artists called Jimin are four candidates, each by its id."""
    assert run(["explain", "Jimin", "--book", demo.book.address]) == 2
    error = capsys.readouterr().err
    assert error.count("artist:jimin-") >= 4


def test_the_made_world_shows_records_found_and_withdrawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every claim says that it is made up; run twice, the command says the same."""
    monkeypatch.chdir(tmp_path)
    pages = []
    for _ in range(2):
        assert run(["demo"]) == 0
        pages.append(capsys.readouterr().out.partition("Records of ")[2])
    assert pages[0] == pages[1]
    text = " ".join(pages[0].split())
    assert '"Paper Lanterns" by "Mirae Lane": first and only album by K-pop soloists' in text
    assert "refuted: Harbour Lights has 20,389,000 on 2025-02-19; taken in since: wrong" in text
    assert run(["find", "--book", "made-up.book", "--changes", "--json"]) == 0
    log = json.loads(capsys.readouterr().out)["changes"]
    assert all(' on "made up" as of ' in change["claim"] for change in log)
    assert {change["status"] for change in log} == {"found", "withdrawn"}
    assert all(bool(change["reason"]) == (change["status"] == "withdrawn") for change in log)
