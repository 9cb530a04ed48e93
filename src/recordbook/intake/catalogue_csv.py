"""The catalogue's own CSV: artists, releases and tracks, one row per thing and source.

Three files, told apart by their headers. Ids are short and become entities (`v` is `artist:v`); a
blank cell states nothing; `;` separates several. The same id may stand in several rows: what each
source says stays its own statement. A track without a position states no place; a group in
`member_of` is a name or an entity (`artist:bts`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from recordbook.catalogue.rows import Statements
from recordbook.intake.arrow import texts
from recordbook.intake.catalogue_cells import RULES, dated_id, several
from recordbook.intake.delimited import first_columns, read_delimited
from recordbook.intake.errors import ChangedShape
from recordbook.intake.source import Parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recordbook.intake.sheet import Sheet
    from recordbook.intake.source import Head, Settings, SourceFile

_NEEDED: Final = {
    "tracks": ("release", "recording", "title", "source"),
    "releases": ("release", "artist", "title", "release_type", "source"),
    "artists": ("artist", "name", "act_type", "source"),
}
_REST: Final = {
    "tracks": (
        "edition",
        "position",
        "artist",
        "aliases",
        "version",
        "featured",
        "released",
        "duration_ms",
        "spotify_ids",
        "isrc",
    ),
    "releases": (
        "aliases",
        "released",
        "track_count",
        "complete",
        "label",
        "genres",
        "spotify_album_type",
        "spotify_id",
        "upc",
    ),
    "artists": (
        "native",
        "legal",
        "aliases",
        "gender",
        "country",
        "scene",
        "member_of",
        "birth_day",
        "debut",
        "spotify_id",
    ),
}
_MAY_BE_BLANK: Final = frozenset({"name", "title", "act_type", "release_type"})
_TELLING: Final = {"tracks": "recording", "releases": "release_type", "artists": "act_type"}


class CatalogueCsv:
    """Artists, releases or tracks, typed by hand or written by a program."""

    name = "catalogue-csv"
    title = "catalogue CSV (artists, releases or tracks)"

    def recognises(self, head: Head) -> bool:
        """Whether the header is that of one of the three files."""
        return _shape(first_columns(head)) is not None

    def read(self, file: SourceFile, settings: Settings) -> Parsed:  # noqa: ARG002 - all is in the file
        """The rows of the catalogue's tables; raises `ChangedShape` where a column is off."""
        columns = first_columns(file.head)
        shape = _shape(columns) or "artists"
        known = (*_NEEDED[shape], *_REST[shape])
        missing = [column for column in _NEEDED[shape] if column not in columns]
        unknown = [column for column in columns if column not in known]
        if missing or unknown:
            raise ChangedShape(file.name, f"the catalogue's {shape}", missing, unknown)
        sheet = read_delimited(file)
        _check(sheet, _NEEDED[shape])
        said = Statements()
        for row in _rows(sheet):
            _READ[shape](said, row)
        return Parsed(
            source="catalogue", tables=said.arrow(), problems=sheet.problems, refused=sheet.refused
        )


def _shape(columns: list[str]) -> str | None:
    for shape, needed in _NEEDED.items():
        if _TELLING[shape] in columns and len(set(needed) & set(columns)) >= len(needed) - 1:
            return shape
    return None


def _check(sheet: Sheet, needed: tuple[str, ...]) -> None:
    for name in sheet.table.column_names:
        cells = texts(sheet.text(name))
        if name in needed and name not in _MAY_BE_BLANK:
            blank = np.array([not cell.strip() for cell in cells], dtype=bool)
            sheet.refuse(blank, name, "blank", "Fill in the cell.")
        if rule := RULES.get(name):
            bad = [bool(cell.strip()) and not rule.holds(cell.strip()) for cell in cells]
            sheet.refuse(np.array(bad, dtype=bool), name, rule.what, rule.remedy)


def _rows(sheet: Sheet) -> list[Mapping[str, str]]:
    names = sheet.table.column_names
    kept = sheet.kept({name: sheet.text(name) for name in names})
    cells = [[cell.strip() for cell in texts(kept[name])] for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True)]


def _artist(said: Statements, row: Mapping[str, str]) -> None:
    source = row["source"]
    for short in several(row["artist"]):
        entity = f"artist:{short}"
        _names(said, entity, row, "name")
        for form in ("native", "legal"):
            for name in several(row.get(form, "")):
                said.name(entity, name, form=form, source=source)
        _facts(said, entity, row, ("act_type", "gender", "birth_day", "debut"))
        _facts(said, entity, row, ("country", "scene"), listing=True)
        for group in several(row.get("member_of", "")):
            said.fact(entity, "member of", group, source=source)
        _keys(said, entity, row, "spotify:artist", "spotify_id")


def _release(said: Statements, row: Mapping[str, str]) -> None:
    entity = f"release:{row['release']}"
    for artist in several(row["artist"]):
        said.credit(entity, f"artist:{artist}", source=row["source"])
    _names(said, entity, row, "title")
    single = ("release_type", "released", "track_count", "complete", "spotify_album_type")
    _facts(said, entity, row, single)
    _facts(said, entity, row, ("label",))
    _facts(said, entity, row, ("genres",), listing=True)
    _keys(said, entity, row, "spotify:album", "spotify_id")
    _keys(said, entity, row, "upc", "upc")


def _track(said: Statements, row: Mapping[str, str]) -> None:
    release, entity = f"release:{row['release']}", f"recording:{row['recording']}"
    source = row["source"]
    if place := row.get("position"):
        edition = row.get("edition", "")
        said.track(release, int(place), entity, edition=edition, source=source)
    for role, column in (("main", "artist"), ("featured", "featured")):
        for artist in several(row.get(column, "")):
            said.credit(entity, f"artist:{artist}", role=role, source=source)
    _names(said, entity, row, "title")
    _facts(said, entity, row, ("released", "duration_ms"))
    _facts(said, entity, row, ("version",), listing=True)
    _keys(said, entity, row, "spotify:track", "spotify_ids")
    _keys(said, entity, row, "isrc", "isrc")


_READ: Final[Mapping[str, Callable[[Statements, Mapping[str, str]], None]]] = {
    "artists": _artist,
    "releases": _release,
    "tracks": _track,
}


def _names(said: Statements, entity: str, row: Mapping[str, str], column: str) -> None:
    if row[column]:
        said.name(entity, row[column], source=row["source"])
    for alias in several(row.get("aliases", "")):
        said.name(entity, alias, form="alias", source=row["source"])


def _facts(
    said: Statements,
    entity: str,
    row: Mapping[str, str],
    columns: tuple[str, ...],
    *,
    listing: bool = False,
) -> None:
    for column in columns:
        attribute = "genre" if column == "genres" else column.replace("_", " ")
        cell = row.get(column, "")
        for value in several(cell) if listing else filter(None, [cell]):
            said.fact(entity, attribute, value, source=row["source"])


def _keys(said: Statements, entity: str, row: Mapping[str, str], prefix: str, column: str) -> None:
    for part in several(row.get(column, "")):
        given = dated_id(part)
        said.identity(
            f"{prefix}:{given.text}", entity, period=(given.start, given.end), source=row["source"]
        )
