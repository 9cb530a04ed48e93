"""Pages of things and cohorts: what they show, how they are cut, sorted and had as data."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

import pytest
from pyarrow import parquet

from recordbook.system import Workspace
from recordbook.system.made_world import DAY

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Sites
    from starlette.testclient import TestClient

ALBUM, SONG = "/albums/release:paper-lanterns", "/tracks/recording:night-ferry/harbour-lights"
ARTIST = "/artists/artist:mirae-lane"
PAGES = (
    ALBUM,
    SONG,
    ARTIST,
    "/cohorts",
    "/search?q=lanterns",
    "/sources",
    "/sources/clashes",
    "/sources/corrections",
    "/sources/moves",
)


@pytest.fixture(scope="module")
def site(sites: Sites, made_book: Path) -> TestClient:
    """A site over the made world."""
    return sites(made_book)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_when_whose_and_from_where(site: TestClient, path: str, lang: str) -> None:
    """Each page is there in both languages, and names its ledger version and its sources."""
    answer = site.get(path, params={"lang": lang})
    assert answer.status_code == 200
    assert f'<html lang="{lang}">' in answer.text
    assert f'href="/sources{"?lang=ko" if lang == "ko" else ""}' in answer.text
    assert re.search(r"Ledger version 6|원장 버전 6", answer.text)
    assert " style=" not in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_its_twins(site: TestClient, path: str) -> None:
    """As JSON it has what the page shows; as CSV and as Parquet it has the same rows."""
    stem, _, query = path.partition("?")
    told = site.get(f"{stem}.json?{query}").json()
    assert told["version"] == 6 if "version" in told else told
    as_csv = site.get(f"{stem}.csv?{query}")
    rows = list(csv.reader(io.StringIO(as_csv.text, newline="")))
    table = parquet.read_table(io.BytesIO(site.get(f"{stem}.parquet?{query}").content))
    assert rows[0] == table.column_names
    assert len(rows) - 1 == table.num_rows


def test_a_board_is_what_the_rows_of_the_book_say(site: TestClient, made_book: Path) -> None:
    """The leaderboard of all tracks has every track, by its last reading, and no false order."""
    prover = Workspace.open(made_book).prover()
    newest: dict[str, tuple[int, int]] = {}
    corrected = prover.snapshot.table("corrections").to_pylist()[0]
    for row in prover.snapshot.table("observations").to_pylist():
        undone = row["key"] == corrected["key"] and row["recorded"] < corrected["recorded"]
        if not (undone and row["day"] == corrected["day"]):
            newest[row["key"]] = max(newest.get(row["key"], (0, 0)), (row["day"], row["low"]))
    by_hand = sorted(((count, key) for key, (_, count) in newest.items()), reverse=True)
    asked = {"of": "tracks", "measure": "total streams"}
    rows = list(csv.DictReader(io.StringIO(site.get("/cohorts.csv", params=asked).text)))
    assert [(int(one["at_least"]), one["entity"]) for one in rows] == by_hand
    for one in rows:
        place = 1 + sum(count > int(one["at_least"]) for count, _ in by_hand)
        assert (one["best_place"], one["worst_place"]) == (str(place), str(place))


def test_a_form_is_an_address(site: TestClient) -> None:
    """What the form asks for is shown: another cohort, another day, a number of one's own."""
    asked = {
        "of": "albums by K-pop soloists",
        "measure": "every track",
        "day": "2025-02-18",
        "threshold": "9.9M",
    }
    told = site.get("/cohorts.json", params=asked).json()
    assert (told["day"], told["shown"]["cohort"]) == ("2025-02-18", "albums by K-pop soloists")
    assert 9_900_000 in [one["threshold"] for one in told["shown"]["census"]]
    assert 9_900_000 in [one["threshold"] for one in told["shown"]["firsts"]]
    text = site.get("/cohorts", params=asked).text
    assert 'value="albums by K-pop soloists"' in text
    assert 'value="9.9M"' in text


@pytest.mark.parametrize(
    "asked",
    [
        {"of": "nobody at all"},
        {"measure": "how loud they are"},
        {"measure": "release day"},
        {"threshold": "a lot"},
        {"threshold": "-5"},
        {"threshold": "9" * 40},
        {"of": '"><script>alert(1)</script>'},
        {"of": "tracks as of 2020-01-01"},
    ],
)
def test_what_cannot_be_shown_is_said(site: TestClient, asked: dict[str, str]) -> None:
    """A form that asks for nothing that there is comes back with its words and the reason."""
    answer = site.get("/cohorts", params=asked)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "<script>alert" not in answer.text
    assert "anybody" not in answer.text


def test_tables_are_sorted_by_links(site: TestClient) -> None:
    """Without a script a head is a link that sorts, turns the order round, and says so."""
    up = [one["name"] for one in site.get(f"{ALBUM}.json?sort=low").json()["company"]["items"]]
    down = [one["name"] for one in site.get(f"{ALBUM}.json?sort=-low").json()["company"]["items"]]
    assert up == down[::-1]
    assert len(set(up)) == len(up) > 2
    text = site.get(f"{ALBUM}?sort=-low").text
    assert 'aria-sort="descending"' in text
    assert 'href="/albums/release:paper-lanterns?sort=low"' in text
    names = site.get(f"{ALBUM}.json?sort=name").json()["company"]["items"]
    assert [one["name"] for one in names] == sorted(up, key=str.casefold)


def test_an_artist_has_the_records_of_its_works(site: TestClient) -> None:
    """What its albums and tracks hold is told of the artist, and leads to each record."""
    told = site.get(f"{ARTIST}.json").json()
    album = site.get(f"{ALBUM}.json").json()
    keys = {one["key"] for one in told["records"]["standing"]}
    assert {one["key"] for one in album["records"]["standing"]} <= keys
    text = site.get(ARTIST).text
    assert all(f'href="/records/{key}"' in text for key in keys)
    assert told["profile"]["timeline"][0]["value"] == "Paper Lanterns"


def test_lost_records_are_told_with_their_reason(site: TestClient) -> None:
    """A record that was withdrawn is told as lost, and never as standing."""
    told = site.get(f"{SONG}.json").json()["records"]
    assert told["gone"] > 0
    assert told["stand"] == 0
    assert all(one["status"] == "withdrawn" and one["reason"] for one in told["lost"])


def test_another_day_is_another_standing(site: TestClient) -> None:
    """As of an earlier day nothing that was read later stands there."""
    now, before = (
        site.get(f"{ALBUM}.json", params={"day": day}).json()["progress"][0]["bounds"]
        for day in (DAY.isoformat(), "2025-02-01")
    )
    assert before["high"] < now["low"]


def test_the_course_is_cut_and_whole_in_its_file(site: TestClient) -> None:
    """The table shows a part of the days, newest first; the file has them all."""
    told = site.get(f"{ALBUM}.json").json()["course"]
    rows = list(csv.DictReader(io.StringIO(site.get(f"{ALBUM}.csv").text)))
    assert [one["from_day"] for one in rows] == [one["day"] for one in told["whole"]]
    assert told["points"] == told["whole"][:40]
    assert rows == sorted(rows, key=lambda one: one["from_day"], reverse=True)


def test_an_entity_leads_to_its_page(site: TestClient) -> None:
    """An address that does not say the kind leads to the one that does; no other kind has it."""
    answer = site.get("/things/release:paper-lanterns", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, ALBUM)
    assert site.get("/tracks/release:paper-lanterns").status_code == 404
    for nothing in ("/things/nothing:at-all", "/albums/nothing", "/things//example.com"):
        assert site.get(nothing, follow_redirects=False).status_code == 404


def test_a_correction_is_shown_with_its_reason(site: TestClient) -> None:
    """The log of corrections says what no longer stands, and why."""
    (fixed,) = site.get("/sources/corrections.json").json()["corrections"]
    assert "typed 3 for 2" in fixed["reason"]
    assert ["key", "recording:night-ferry/harbour-lights"] in fixed["what"]


def test_search_knows_hangul_on_the_page(sites: Sites, demo_book: Path) -> None:
    """Initial consonants, sound and a wrong letter lead to the same artist."""
    demo = sites(demo_book)
    for words in ("ㅂㅌㅅㄴㄷ", "bangtan", "방탄소년당"):
        told = demo.get("/search.json", params={"q": words}).json()
        assert told["hits"][0]["name"] == "BTS", words
    assert demo.get("/search", params={"q": "<script>"}).text.count("<script>") == 0


def test_sources_tell_holes_and_freshness(sites: Sites, demo_book: Path) -> None:
    """Every source has its days; the list can be sorted and had in pieces."""
    demo = sites(demo_book)
    told = demo.get("/sources.json", params={"sort": "-last"}).json()
    days = [one["last"] for one in told["sources"]]
    assert days == sorted(days, reverse=True)
    assert told["part"]["parts"] > 1
    more = demo.get("/sources.json", params={"sort": "-last", "number": 2}).json()
    assert more["sources"][0]["last"] <= days[-1]
    rows = list(csv.DictReader(io.StringIO(demo.get("/sources.csv").text)))
    assert len(rows) == told["part"]["rows"]


@pytest.mark.parametrize(
    "path",
    ["/cohorts?rung=99&number=99", f"{ALBUM}?number=99&piece=99", "/search?q=a&number=99"],
)
def test_beyond_the_last_part_is_the_last(site: TestClient, path: str) -> None:
    """A part that there is none of shows the last one, and says which that is."""
    answer = site.get(path)
    assert answer.status_code == 200
    assert re.search(r"\b99\b", re.sub(r"<a [^>]*>|<link[^>]*>", "", answer.text)) is None


@pytest.mark.parametrize(
    "asked",
    [
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"platform": 'no" such'},
        {"measure": "no such"},
        {"sort": "no such"},
        {"start": 999_999_999},
    ],
)
@pytest.mark.parametrize("path", [ALBUM, SONG, ARTIST])
def test_no_question_about_a_thing_breaks_its_page(
    site: TestClient, path: str, asked: dict[str, str]
) -> None:
    """Days without figures, and platforms that there are not: the page says what it can."""
    assert site.get(path, params=asked).status_code == 200
    assert site.get(f"{path}.csv", params=asked).status_code == 200


@pytest.mark.parametrize("asked", [{"number": 0}, {"number": "x"}, {"day": "soon"}, {"start": -1}])
def test_what_is_no_number_or_day_is_refused(site: TestClient, asked: dict[str, str]) -> None:
    """A question that cannot be read is refused, and the answer says what is wrong."""
    for path in (ALBUM, "/cohorts"):
        assert site.get(path, params=asked).status_code == 422
