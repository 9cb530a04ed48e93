"""A certificate that was changed, or whose book was, is found out."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

from recordbook.catalogue.rows import Statements
from recordbook.claims import parse
from recordbook.engine import DuckDB
from recordbook.intake.batch import Batch
from recordbook.intake.observations import OBSERVATIONS
from recordbook.intake.report import Report
from recordbook.ledger import Book
from recordbook.ledger.tables import CORRECTIONS
from recordbook.proof import Prover, Verdict
from recordbook.proof.certificate import certificate_of, digest
from recordbook.proof.recheck import recheck
from recordbook.terminal.failing import FAILED
from recordbook.terminal.rechecking import run_recheck
from recordbook.units import day_number

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Body = dict[str, Any]

FIRST = day_number(date(2023, 12, 1))
ONLY = (
    '"Alpha" by "Ann": only album by k-pop soloists with every track >= 60M streams on spotify '
    "as of 2023-12-04"
)
BEATEN = ONLY.replace("60M", "20M")
_NOTES = Report(file="f", format="t", source="s", digest="d", taken={})


def _batch(name: str, **tables: pa.Table) -> Batch:
    return Batch(name=name, source="test", digest=name, tables=tables, report=_NOTES)


def _readings(counts: dict[str, list[int]]) -> pa.Table:
    """Exact totals on four days from the first."""
    same = {"platform": "spotify", "basis": "app", "metric": "total", "region": "global"}
    told = {"grade": "counted", "source": "export"}
    rows = [
        same | told | {"key": key, "day": FIRST + at, "low": count, "high": count}
        for key, totals in counts.items()
        for at, count in enumerate(totals)
    ]
    return pa.Table.from_pylist(rows, schema=OBSERVATIONS)


def _catalogue() -> dict[str, pa.Table]:
    said = Statements()
    for album, artist in (("Alpha", "Ann"), ("Beta", "Bo"), ("Gamma", "Cy")):
        release, maker = f"release:{album.lower()}", f"artist:{artist.lower()}"
        said.name(maker, artist, source="s")
        said.fact(maker, "act type", "soloist", source="s")
        said.fact(maker, "scene", "k-pop" if artist != "Cy" else "j-pop", source="s")
        said.name(release, album, source="s")
        said.credit(release, maker, source="s")
        said.fact(release, "release type", "mini album", source="s")
        said.fact(release, "released", "2023-09-01", source="s")
        for place in (1, 2):
            track = f"recording:{album.lower()}-{place}"
            said.name(track, f"{album} {place}", source="s")
            said.track(release, place, track, source="s")
            said.identity(f"id:{album.lower()}-{place}", track, source="s")
    return said.arrow()


_COUNTS = {
    "id:alpha-1": [55_000_000, 60_500_000, 61_000_000, 62_000_000],
    "id:alpha-2": [70_000_000, 71_000_000, 72_000_000, 73_000_000],
    "id:beta-1": [90_000_000, 91_000_000, 92_000_000, 93_000_000],
    "id:beta-2": [30_000_000, 31_000_000, 32_000_000, 33_000_000],
    "id:gamma-1": [99_000_000, 99_000_001, 99_000_002, 99_000_003],
    "id:gamma-2": [99_000_000, 99_000_001, 99_000_002, 99_000_003],
}


def _correction(day: int, key: str) -> pa.Table:
    said = {"key": key, "day": FIRST + day, "reason": "misread"}
    return pa.Table.from_pylist([said], schema=CORRECTIONS)


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Two albums by K-pop soloists and one by another, with four days of readings."""
    moments = (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=at) for at in range(10**6))
    made = Book.create(tmp_path / "book", cache=tmp_path / "cache", clock=lambda: next(moments))
    made.append(_batch("catalogue", **_catalogue()))
    made.append(_batch("counts", observations=_readings(_COUNTS)))
    return made


def _certificate(book: Book, claim: str) -> dict[str, Any]:
    """The certificate as a file holds it."""
    proof = Prover(DuckDB(threads=1), book.snapshot()).prove(parse(claim))
    return json.loads(json.dumps(certificate_of(proof)))


def _changed(certificate: dict[str, Any], change: Callable[[Body], object]) -> dict[str, Any]:
    """The certificate with a change of its body that its digest follows."""
    body = deepcopy(certificate["body"])
    change(body)
    assert body != certificate["body"]
    return {**certificate, "body": body, "digest": digest(body)}


def _place(body: Body, name: str, column: str, value: str) -> int:
    return body[name][column].index(value)


def _set(name: str, column: str, at: tuple[str, str], value: object) -> Callable[[Body], None]:
    """Put a value in one column of one row of a list."""

    def change(body: Body) -> None:
        body[name][column][_place(body, name, *at)] = value

    return change


def _drop(name: str, column: str, value: str) -> Callable[[Body], None]:
    """Leave one row of a list out."""

    def change(body: Body) -> None:
        at = _place(body, name, column, value)
        for values in body[name].values():
            del values[at]

    return change


def _add(body: Body) -> None:
    for name, values in body["rivals"].items():
        values.append("release:gamma" if name == "entity" else values[0])


def _claim(**values: object) -> Callable[[Body], None]:
    """Change the claim as told and as judged alike."""

    def change(body: Body) -> None:
        body["claim"]["json"].update(values)
        body["judged"].update(values)

    return change


def _superlative(family: str) -> Callable[[Body], None]:
    return _claim(superlative={"family": family, "n": None, "other": None})


_BETA, _WITNESS = ("entity", "release:beta"), ("entity", "recording:beta-2")
_PART = ("part", "recording:alpha-1")

CHANGES: dict[str, Callable[[Body], object]] = {
    "refuted": lambda body: body.update(verdict="refuted"),
    "undecided": lambda body: body.update(verdict="undecided"),
    "another grade": lambda body: body.update(grade="reported"),
    "an older ledger": lambda body: body["ledger"].update(version=1),
    "a ledger to come": lambda body: body["ledger"].update(version=9),
    "another moment": lambda body: body["ledger"].update(known_at="2024-01-02T00:00:00+00:00"),
    "other tables": lambda body: body["ledger"]["tables"].update(observations=0),
    "the told text": lambda body: body["claim"].update(text=ONLY.replace("60M", "59M")),
    "the told family": lambda body: body["claim"].update(
        text=ONLY.replace("only", "first and only")
    ),
    "the told claim alone": lambda body: body["claim"]["json"].update(threshold=50_000_000),
    "a higher threshold": _claim(threshold=62_000_000),
    "a lower threshold": _claim(threshold=10_000_000),
    "another day": _claim(as_of="2023-12-05"),
    "another platform": _claim(platform="melon"),
    "another family": _superlative("first"),
    "a family nobody knows": _superlative("longest"),
    "another subject": _claim(subject={"name": "Beta", "by": "Bo", "key": None}),
    "another artist": _claim(subject={"name": "Alpha", "by": "Bo", "key": None}),
    "the subject's entity": lambda body: body["subject"].update(entity="release:beta"),
    "the subject's bounds": lambda body: body["subject"].update(low=62_000_001),
    "the subject's crossing": lambda body: body["subject"].update(latest=FIRST),
    "the subject's membership": lambda body: body["subject"].update(member=1),
    "a rival dropped": _drop("rivals", *_BETA),
    "a rival added": _add,
    "a rival's membership": _set("rivals", "member", _BETA, 1),
    "a rival's status": _set("rivals", "status", _BETA, "contests"),
    "a rival that beats": _set("rivals", "status", _BETA, "beats"),
    "a witness swapped": _set("rivals", "witness", _BETA, "recording:beta-1"),
    "a witness of another": _set("rivals", "witness", _BETA, "recording:alpha-1"),
    "a witness forgotten": _set("rivals", "witness", _BETA, None),
    "a witness's bound": _set("rivals", "witness_high", _BETA, 32_999_999),
    "a part dropped": _drop("parts", *_PART),
    "a part's bound": _set("parts", "low", _PART, 62_000_001),
    "a part's crossing": _set("parts", "latest", _PART, FIRST),
    "a row dropped": _drop("rows", *_WITNESS),
    "a row's number": _set("rows", "high", _WITNESS, 32_000_000),
    "a row's day": _set("rows", "day", _WITNESS, FIRST + 2),
    "a row's source": _set("rows", "source", _WITNESS, "hearsay"),
    "a row's grade": _set("rows", "grade", _WITNESS, "reported"),
    "a row's batch": _set("rows", "batch", _WITNESS, "another"),
    "a row's key": _set("rows", "key", _WITNESS, "id:beta-1"),
    "a row's counter": _set("rows", "entity", _WITNESS, "recording:gamma-1"),
    "a value accepted": lambda body: _conditions(body, "scene")["accepted"].update(
        {"j-pop": "k-pop"}
    ),
    "a condition forgotten": lambda body: body["cohort"]["conditions"].pop(),
    "somebody excluded": lambda body: body["cohort"]["excluded"].append("release:beta"),
    "no rivals": lambda body: body.pop("rivals"),
    "a cell that is known": lambda body: body["missing"].append(
        {"entity": "recording:beta-2", "metric": "total", "day": FIRST + 3}
    ),
    "words for numbers": lambda body: body["subject"].update(low="much"),
}


def _conditions(body: Body, attribute: str) -> Body:
    return next(c for c in body["cohort"]["conditions"] if c["attribute"] == attribute)


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_found(book: Book, what: str) -> None:
    """Whatever is changed in a certificate, digest included, the book does not bear it out."""
    certificate = _certificate(book, ONLY)
    assert recheck(certificate, book.address).problems == []
    assert recheck(_changed(certificate, CHANGES[what]), book.address).problems


def test_the_digest_alone_is_found(book: Book) -> None:
    """A body that does not have its digest is not looked at."""
    certificate = _certificate(book, ONLY)
    certificate["body"]["grade"] = "reported"
    assert "digest" in recheck(certificate, book.address).problems[0]


@pytest.mark.parametrize("change", [{"format": "other"}, {"number": 2}, {"body": None}])
def test_another_format_is_not_checked(book: Book, change: dict[str, Any]) -> None:
    """What is no certificate of this format is refused as such."""
    assert "cannot check" in recheck(_certificate(book, ONLY) | change, book.address).problems[0]


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [("parts", "part", "recording:beta-2"), ("rivals", "status", "beats")],
)
def test_a_refutation_needs_whom_it_names(book: Book, name: str, column: str, value: str) -> None:
    """A refuted claim rests on all parts of the one that beats it."""
    certificate = _certificate(book, BEATEN)
    assert certificate["body"]["verdict"] == Verdict.REFUTED
    assert recheck(certificate, book.address).ok
    assert recheck(_changed(certificate, _drop(name, column, value)), book.address).problems


_OF_ALL, _OF_POP = "in total streams", "in total streams among tracks by k-pop soloists"
COMPARED = {
    "tie": ("gamma-1: ties recording:gamma-2", _OF_ALL, 4, "proven"),
    "no tie": ("beta-1: ties recording:beta-2", _OF_ALL, 4, "refuted"),
    "overtakes": ("delta-1: overtakes recording:beta-2", _OF_ALL, 2, "proven"),
    "place": ("delta-1: overtakes recording:beta-2 to become 8th", _OF_ALL, 2, "proven"),
    "no place": ("delta-1: overtakes recording:beta-2 to become 7th", _OF_ALL, 2, "refuted"),
    "overtook before": ("delta-1: overtakes recording:beta-2", _OF_ALL, 3, "refuted"),
    "extends": ("beta-1: extends record", _OF_POP, 3, "proven"),
    "extends nothing": ("beta-2: extends record", _OF_POP, 3, "refuted"),
    "breaks own": ("delta-2: breaks own record", _OF_ALL, 3, "proven"),
    "broke it before": ("delta-2: breaks own record", _OF_ALL, 4, "refuted"),
    "personal best": ("beta-1: personal best", _OF_ALL, 4, "proven"),
    "no personal best": ("beta-2: personal best", _OF_ALL, 4, "refuted"),
}
"""What is said of a track, in which measure, in December 2023 on which day, and the verdict."""

_DELTA = {
    "recording:delta-1": [29_000_000, 31_500_000, 33_000_000, 34_000_000],
    "recording:delta-2": [99_000_000, 99_500_000, 99_750_000, 99_900_000],
    "recording:delta-3": [99_500_000, 99_600_000, 99_700_000, 99_800_000],
}


@pytest.fixture
def songs(book: Book) -> Book:
    """The same book with credits for its tracks, and three more by another artist."""
    said = Statements()
    said.name("artist:di", "Di", source="s")
    said.fact("artist:di", "scene", "j-pop", source="s")
    for track in _DELTA:
        said.name(track, track, source="s")
        said.credit(track, "artist:di", source="s")
    for album, artist in (("alpha", "ann"), ("beta", "bo"), ("gamma", "cy")):
        for place in (1, 2):
            said.credit(f"recording:{album}-{place}", f"artist:{artist}", source="s")
    book.append(_batch("credits", **said.arrow()))
    book.append(_batch("delta", observations=_readings(_DELTA)))
    return book


@pytest.mark.parametrize("what", COMPARED)
def test_a_comparison_is_judged_anew(songs: Book, what: str) -> None:
    """Families with another party, or with the day before, are checked; no other verdict holds."""
    said, measure, day, verdict = COMPARED[what]
    claim = f"recording:{said} {measure} on spotify as of 2023-12-0{day}"
    certificate = _certificate(songs, claim)
    assert certificate["body"]["verdict"] == verdict
    assert recheck(certificate, songs.address).problems == []
    for other in {"proven", "refuted", "undecided"} - {verdict}:
        changed = _changed(certificate, lambda body, other=other: body.update(verdict=other))
        assert recheck(changed, songs.address).problems


def test_what_is_missing_must_be_open(book: Book) -> None:
    """An undecided certificate lists cells that nobody read, of those whom the claim compares."""
    certificate = _certificate(book, ONLY.replace("2023-12-04", "2023-12-06"))
    assert certificate["body"]["verdict"] == Verdict.UNDECIDED
    assert recheck(certificate, book.address).problems == []
    assert certificate["body"]["missing"]
    for entity in ("recording:gamma-1", "recording:nobody"):
        cell = {"entity": entity, "metric": "total", "day": FIRST + 5}
        changed = _changed(certificate, lambda body, cell=cell: body["missing"].append(cell))
        assert recheck(changed, book.address).problems


def test_the_command_reads_every_word(book: Book, tmp_path: Path) -> None:
    """A text whose cohort is another than the claim's is refused by the command."""
    certificate, path = _certificate(book, ONLY), tmp_path / "certificate.json"
    path.write_text(json.dumps(certificate), encoding="utf-8")
    assert run_recheck(path, book.address, json=True) == 0
    text = ONLY.replace("k-pop", "j-pop")
    changed = _changed(certificate, lambda body: body["claim"].update(text=text))
    path.write_text(json.dumps(changed), encoding="utf-8")
    assert run_recheck(path, book.address, json=True) == FAILED


def test_what_is_learned_later_does_not_matter(book: Book) -> None:
    """A certificate holds as of its version, whatever is corrected or compacted afterwards."""
    certificate = _certificate(book, ONLY)
    book.append(_batch("fix", corrections=_correction(3, "id:beta-2")))
    book.append(_batch("more", observations=_readings({"id:beta-2": [88_000_000]})))
    book.compact()
    assert recheck(certificate, book.address).problems == []


def test_what_was_corrected_before_is_not_cited(book: Book) -> None:
    """A row that no longer stands at the certificate's version proves nothing."""
    certificate = _certificate(book, ONLY)
    book.append(_batch("fix", corrections=_correction(3, "id:beta-2")))
    later = _certificate(book, ONLY)
    assert later["body"]["verdict"] == Verdict.UNDECIDED
    assert recheck(later, book.address).problems == []
    old = _changed(certificate, lambda body: body.update(ledger=later["body"]["ledger"]))
    assert recheck(old, book.address).problems


def test_another_book_does_not_bear_it_out(book: Book, tmp_path: Path) -> None:
    """A book without the cited rows is not the certificate's, nor is a folder without a book."""
    certificate = _certificate(book, ONLY)
    other = Book.create(tmp_path / "other", cache=tmp_path / "cache")
    assert recheck(certificate, other.address).problems
    assert "cannot read" in recheck(certificate, str(tmp_path / "nothing")).problems[0]


def test_a_changed_book_is_found(book: Book, tmp_path: Path) -> None:
    """Rows that were rewritten under a certificate no longer bear it out."""
    certificate = _certificate(book, ONLY)
    moments = (datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=at) for at in range(10**6))
    forged = Book.create(tmp_path / "forged", cache=tmp_path / "cache", clock=lambda: next(moments))
    forged.append(_batch("catalogue", **_catalogue()))
    counts = _COUNTS | {"id:beta-2": [66_000_000] * 4}
    forged.append(_batch("counts", observations=_readings(counts)))
    assert recheck(certificate, forged.address).problems
