"""The real catalogue files load or are refused, and the demo's facts agree with their sources."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from recordbook.catalogue.errors import AmbiguousName
from recordbook.catalogue.identity import conflicts
from recordbook.catalogue.published_names import PublishedName, identify
from recordbook.catalogue.resolve import resolve
from recordbook.catalogue.tables import SCHEMAS, Tables
from recordbook.intake.door import take
from recordbook.intake.errors import UnknownFormat

if TYPE_CHECKING:
    from recordbook.intake.batch import Batch

DEMO = Path(__file__).resolve().parents[2] / "src" / "recordbook" / "system" / "demo"


@pytest.fixture(scope="module")
def demo() -> dict[str, Batch]:
    """The demo's files, taken through the door."""
    names = ("artists", "releases", "tracks", "charts", "published")
    return {name: take(DEMO / f"{name}.csv") for name in names}


@pytest.fixture(scope="module")
def tables(demo: dict[str, Batch]) -> Tables:
    """The demo's catalogue."""
    parts = {
        name: [
            demo[file].tables[name]
            for file in ("artists", "releases", "tracks")
            if name in demo[file].tables
        ]
        for name in SCHEMAS
    }
    return Tables(**{name: pa.concat_tables(found) for name, found in parts.items()})


def test_every_recorded_answer_loads(shared_data: Path) -> None:
    """Each fixture of beets and of zmb3/spotify is recognised and yields only catalogue rows."""
    files = [
        *shared_data.glob("beets-fixtures/*.json"),
        *shared_data.glob("zmb3-spotify-fixtures/*.json"),
    ]
    assert len(files) == 16
    for file in files:
        batch = take(file)
        assert set(batch.tables) <= set(SCHEMAS)
        assert bool(batch.tables) == (file.name != "spotify_missing_request.json")


@pytest.mark.parametrize(
    "path",
    [
        "kdapi-groups/groups.json",
        "kdapi-groups/metadata.json",
        "jiosaavn-api-docs/layover_album.json",
    ],
)
def test_other_json_is_refused_with_what_is_known(shared_data: Path, path: str) -> None:
    """JSON of another service is refused, and the error lists what could be read."""
    with pytest.raises(UnknownFormat, match="MusicBrainz JSON"):
        take(shared_data / path)


def test_a_japanese_release_and_its_romanised_twin_are_one(shared_data: Path) -> None:
    """The official and the pseudo-release name one release, and only the first has a track list."""
    folder = shared_data / "beets-fixtures"
    official = take(folder / "mbpseudo_official_release.json")
    pseudo = take(folder / "mbpseudo_pseudo_release.json")
    names = pa.concat_tables([official.tables["names"], pseudo.tables["names"]])
    found = Tables(names=names)
    assert resolve("In Bloom", tables=found) == resolve("百花繚乱", tables=found)
    assert "tracks" in official.tables
    assert "tracks" not in pseudo.tables


def test_the_whole_press_file_is_taken(shared_data: Path) -> None:
    """Of 118 figures those that no observation can hold are left out by name, none is refused."""
    batch = take(shared_data / "press-milestones-kpop-soloists" / "press_milestones.csv")
    left = sum(note.count for note in batch.report.notes if note.kind == "left out")
    assert left == 6
    assert batch.report.refused == 0
    assert set(batch.tables["observations"]["platform"].to_pylist()) == {"spotify", "youtube music"}


def test_every_published_name_of_the_demo_leads_to_one_entity(
    demo: dict[str, Batch], tables: Tables
) -> None:
    """All names in the published figures resolve against the demo's own catalogue."""
    keys = set(demo["published"].tables["observations"]["key"].to_pylist())
    names = [found for key in keys if (found := PublishedName.from_key(key)) is not None]
    assert identify(names, tables, source="demo").num_rows == len(keys)


def test_every_charted_track_of_the_demo_is_known(demo: dict[str, Batch], tables: Tables) -> None:
    """Each Spotify id in the demo's charts stands for one recording, and no id for two."""
    charted = set(demo["charts"].tables["observations"]["key"].to_pylist())
    assert charted <= set(tables.identities["key"].to_pylist())
    assert conflicts(tables.identities) == []


@pytest.mark.parametrize(
    ("name", "count"), [("Kim Taehyung", 2), ("Jimin", 4), ("Jisoo", 4), ("HyunA", 2), ("HYUNA", 2)]
)
def test_real_namesakes_are_listed(tables: Tables, name: str, count: int) -> None:
    """The people who share a name are all there, and none of them is chosen."""
    with pytest.raises(AmbiguousName) as caught:
        resolve(name, kind="artist", tables=tables)
    assert len(caught.value.candidates) == count


def test_the_layover_chart_rows_are_the_official_ones(shared_data: Path) -> None:
    """The demo's 37 rows of V are those of the weekly charts, figure by figure."""
    official = shared_data / "spotify-charts-weekly-global-2023" / "layover_global_weekly_2023.csv"
    fields = ("week_end", "uri", "rank", "streams")

    def rows(text: str, artist: str) -> set[tuple[str, ...]]:
        read = csv.DictReader(io.StringIO(text))
        return {
            tuple(row[field] for field in fields)
            for row in read
            if row.get("artist_names", artist) == artist
        }

    expected = rows(official.read_text(encoding="utf-8-sig"), "V")
    assert len(expected) == 37
    assert rows((DEMO / "charts.csv").read_text(encoding="utf-8"), "V") == expected


def test_the_demo_holds_the_press_figures_unchanged(shared_data: Path) -> None:
    """Every figure in the demo stands so in the press file: day, track, relation and value."""
    fields = (
        "as_of",
        "date_quality",
        "artist",
        "album",
        "track",
        "relation",
        "value",
        "source_url",
    )

    def rows(path: Path) -> set[tuple[str, ...]]:
        with path.open(encoding="utf-8", newline="") as file:
            return {tuple(row[field] for field in fields) for row in csv.DictReader(file)}

    press = rows(shared_data / "press-milestones-kpop-soloists" / "press_milestones.csv")
    assert rows(DEMO / "published.csv") <= press
