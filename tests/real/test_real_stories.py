"""The day every track of THE TORTURED POETS DEPARTMENT passed 60M, told in every language."""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import swift_by_hand as hand

from recordbook.claims import Aggregate, parse
from recordbook.intake.source import Settings as Sources
from recordbook.proof import Verdict
from recordbook.proof.recheck import recheck
from recordbook.proof.recheck.bundle import opened
from recordbook.stories import Matter, Status
from recordbook.stories.article import article
from recordbook.stories.bundle import bundle
from recordbook.stories.language import LANGUAGES, language
from recordbook.stories.naming import key_of
from recordbook.stories.tell import tell
from recordbook.system import Workspace
from recordbook.system.finding import DEFAULT, Wanted
from recordbook.system.keeping import keep
from recordbook.system.telling import Teller

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from recordbook.stories.story import Story

_LEVEL = 60_000_000
_ALBUM = f"spotify:album:{hand.STANDARD}"


@dataclass(frozen=True)
class Told:
    """The book, who tells of it, and the album by hand."""

    teller: Teller
    album: hand.Album
    titles: list[str]
    day: date

    def matter(self) -> Matter:
        """The plain claim, as of the day worked out by hand."""
        return self.teller.matter(parse(f"{_ALBUM}: every track >= 60M streams as of {self.day}"))


@pytest.fixture(scope="module")
def told(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The series in a book, its moves stitched, and the records of that one day in its log."""
    folder, here = shared_data / "kworb-taylor-swift-daily", tmp_path_factory.mktemp("stories")
    (here / "sleeves.toml").write_text(hand.MAPPING, encoding="utf-8")
    (here / "sleeves.csv").write_text(hand.TYPED, encoding="utf-8")
    workspace = Workspace.create(here / "book")
    workspace.take(folder / "taylor_swift_tracks.csv.gz")
    workspace.take(here / "sleeves.csv", Sources(mapping="sleeves", mappings=here))
    workspace.take(folder / "taylor_swift_daily_streams.csv.gz")
    moves = [proposal.move for proposal in workspace.moves()]
    workspace.stitch(moves)
    workspace = workspace.refreshed()
    ids = [(one.old.rpartition(":")[2], one.new.rpartition(":")[2]) for one in moves]
    album = hand.albums(folder, hand.readings(folder), ids)[hand.STANDARD]
    day = album.latest(_LEVEL)
    assert day is not None
    found = workspace.find(Wanted(first=day, last=day))
    keep(workspace.book, workspace.prover(), found, DEFAULT)
    with gzip.open(folder / "taylor_swift_tracks.csv.gz", "rt", encoding="utf-8") as file:
        listed = [row["track"] for row in csv.DictReader(file) if row["album_id"] == hand.STANDARD]
    return Told(Teller(workspace.prover(), workspace.book), album, listed, day)


def _said(story: Story, key: str) -> str:
    return "\n".join(one.text for part in story.sections if part.key == key for one in part.said)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_day_and_every_figure_are_those_by_hand(told: Told, code: str) -> None:
    """The day of the last track, the lowest count that day, and each track's count and day."""
    matter = told.matter()
    spoken, story = language(code), article(matter, tell(matter, language=code))
    assert matter.status is Status.PROVEN
    record, tracks = _said(story, "record"), _said(story, "album")
    assert spoken.date(told.day) in record
    assert spoken.number(told.album.least(told.day)) in record
    for track in told.album.tracks:
        reached = track.latest(_LEVEL)
        assert reached is not None
        line = [one for one in tracks.splitlines() if spoken.number(track.counts[told.day]) in one]
        assert len(line) == 1
        assert spoken.date(reached) in line[0]
        assert spoken.exact(_LEVEL, long=True) in line[0]
    assert len(told.titles) == len(told.album.tracks)
    assert all(spoken.title(title) in tracks for title in told.titles)


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_days_since_release_are_those_by_hand(told: Told, code: str) -> None:
    """The sources name two days of release, so a span is told, and never one day of it."""
    matter = told.matter()
    spoken, story = language(code), article(matter, tell(matter, language=code))
    said = _said(story, "time")
    low, high = told.album.days(told.day, told.day)
    assert low < high
    assert all(spoken.number(days) in said for days in (low, high, high + 1))
    days = sorted({day for day, _ in told.album.released})
    assert all(spoken.date(day) in said for day in days)


@pytest.mark.parametrize("code", LANGUAGES)
def test_headline_and_post_name_the_album_and_the_number(told: Told, code: str) -> None:
    """In the words of the language, and nothing of another language's status."""
    matter = told.matter()
    few, spoken = tell(matter, language=code), language(code)
    for said in (few.headline, few.post):
        assert matter.name in said
        assert spoken.exact(_LEVEL, long=True) in said
    assert "Taylor Swift" in few.post


def test_the_record_of_the_day_is_told_by_its_key(told: Told) -> None:
    """What the finder kept that day is a record with that day, told with the same figures."""
    lines = told.teller.lines
    ours = [text for text in lines.standing if text.startswith(f"{_ALBUM}: ")]
    claims = [parse(text) for text in ours]
    every = [one for one in claims if one.measure.aggregate is Aggregate.EVERY_TRACK]
    sixty = [one for one in every if one.threshold == _LEVEL]
    assert sixty
    for claim in sixty:
        matter = told.teller.matter(claim)
        assert (matter.found, matter.proof.verdict) == (told.day, Verdict.PROVEN)
        assert told.teller.claim_text(key_of(matter)) == str(claim)
        story = article(matter, tell(matter))
        assert f"{told.album.least(told.day):,}" in _said(story, "record")


def test_the_bundle_holds_in_its_book(told: Told, tmp_path: Path) -> None:
    """The evidence of real figures is accepted by the program that shares nothing with ours."""
    matter = told.matter()
    path = tmp_path / "ttpd.zip"
    path.write_bytes(bundle(matter, tell(matter)))
    held = opened(path)
    assert held.problems == []
    assert told.teller.book is not None
    assert recheck(held.certificate, told.teller.book.address).ok
    with zipfile.ZipFile(path) as zipped:
        rows = list(csv.DictReader(io.StringIO(zipped.read("rows.csv").decode())))
    least = min(int(row["low"]) for row in rows if row["side"] == "low")
    assert least == told.album.least(told.day)
