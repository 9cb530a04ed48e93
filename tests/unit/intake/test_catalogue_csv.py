"""The catalogue's own CSV becomes names, places, credits, facts and identities."""

from __future__ import annotations

from typing import cast

import pyarrow as pa
import pytest

from recordbook.intake.catalogue_csv import CatalogueCsv
from recordbook.intake.errors import ChangedShape
from recordbook.intake.source import Parsed, Settings, SourceFile

ARTISTS = """artist,name,native,legal,act_type,gender,member_of,birth_day,spotify_id,source
v,V,뷔;김태형,Kim Taehyung,soloist,M,artist:bts,1995-12-30,,page
v,V,,,,,,,3JsHnjpbhX4SnySpvpa9DK,chart
"""
RELEASES = """release,artist,title,aliases,release_type,released,track_count,spotify_id,source
v/layover,v,Layover,Layo(V)er,Mini Album,2023-09-08T13:00+09:00,6,,page
"""
TRACKS = """release,edition,position,artist,recording,title,version,featured,spotify_ids,isrc,source
v/layover,,6,v,v/dance,Slow Dancing (Piano),piano,,old[..2023-11-02];new[2023-11-03..],X1,p
v/layover,,,v,v/blue,Blue,,,2UU11hvjN1JIn4iihEodNT,,chart
"""


def _read(text: str) -> Parsed:
    file = SourceFile("some.csv", pa.py_buffer(text.encode()), "digest")
    source = CatalogueCsv()
    assert source.recognises(file.head)
    return source.read(file, Settings())


def _rows(parsed: Parsed, table: str, *columns: str) -> set[tuple[object, ...]]:
    rows = cast("list[dict[str, object]]", parsed.tables[table].to_pylist())
    return {tuple(row[column] for column in columns) for row in rows}


def test_an_artist_has_names_facts_and_ids() -> None:
    """Each form of a name is filed, each value spelled one way, each source kept apart."""
    parsed = _read(ARTISTS)
    assert _rows(parsed, "names", "name", "form") == {
        ("V", "name"),
        ("뷔", "native"),
        ("김태형", "native"),
        ("Kim Taehyung", "legal"),
    }
    assert ("member of", "artist:bts", "page") in _rows(
        parsed, "facts", "attribute", "value", "source"
    )
    assert ("gender", "male") in _rows(parsed, "facts", "attribute", "value")
    assert _rows(parsed, "identities", "key", "entity", "source") == {
        ("spotify:artist:3JsHnjpbhX4SnySpvpa9DK", "artist:v", "chart")
    }


def test_a_release_is_credited_and_dated() -> None:
    """The main credit, the moment of release and the stated number of tracks are statements."""
    parsed = _read(RELEASES)
    assert _rows(parsed, "credits", "item", "artist", "role") == {
        ("release:v/layover", "artist:v", "main")
    }
    assert _rows(parsed, "facts", "attribute", "value") == {
        ("release type", "mini album"),
        ("released", "2023-09-08T13:00+09:00"),
        ("track count", "6"),
    }


def test_a_track_has_a_place_only_where_it_is_stated() -> None:
    """A row without a position still names the recording and its ids."""
    parsed = _read(TRACKS)
    assert _rows(parsed, "tracks", "recording", "position") == {("recording:v/dance", 6)}
    assert ("recording:v/blue", "artist:v") in _rows(parsed, "credits", "item", "artist")
    assert ("spotify:track:2UU11hvjN1JIn4iihEodNT", None) in _rows(
        parsed, "identities", "key", "from_day"
    )


def test_ids_keep_their_periods() -> None:
    """A move is two ids, the one ending the day before the other begins."""
    parsed = _read(TRACKS)
    periods = _rows(parsed, "identities", "key", "from_day", "to_day")
    assert ("spotify:track:old", None, 19663) in periods
    assert ("spotify:track:new", 19664, None) in periods
    assert ("isrc:X1", None, None) in periods


@pytest.mark.parametrize(
    ("text", "was", "becomes", "column"),
    [
        (ARTISTS, "1995-12-30", "30/12/1995", "birth_day"),
        (ARTISTS, "soloist", "soloits", "act_type"),
        (ARTISTS, "\nv,V,뷔", "\nartist v,V,뷔", "artist"),
        (ARTISTS, ",page", ",", "source"),
        (RELEASES, "T13:00+09:00", "T13:00", "released"),
        (RELEASES, "Mini Album", "Minni Album", "release_type"),
        (RELEASES, ",6,", ",six,", "track_count"),
        (TRACKS, "old[..2023-11-02]", "old[2023-11-05..2023-11-02]", "spotify_ids"),
    ],
)
def test_a_cell_that_cannot_be_read_is_a_problem(
    text: str, was: str, becomes: str, column: str
) -> None:
    """The problem names the column, and the other rows are read."""
    parsed = _read(text.replace(was, becomes))
    assert [problem.column for problem in parsed.problems] == [column]
    assert parsed.problems[0].line == 2
    assert parsed.refused == 1


def test_a_column_that_lacks_or_is_unknown_is_said() -> None:
    """A renamed column is an error, not a silent loss."""
    with pytest.raises(ChangedShape, match="titel"):
        _read(RELEASES.replace("aliases", "titel"))
    with pytest.raises(ChangedShape, match="'artist'"):
        _read(RELEASES.replace("artist", "singer"))
