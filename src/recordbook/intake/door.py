"""The door: one way in for every file. Open, recognise, read, check; whole or not at all."""

from __future__ import annotations

import codecs
import csv
import hashlib
import json
import re
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.intake.arrow import compute
from recordbook.intake.batch import Batch
from recordbook.intake.catalogue_csv import CatalogueCsv
from recordbook.intake.corrections import CorrectionsCsv
from recordbook.intake.errors import (
    BadTable,
    EmptyFile,
    ErrorPage,
    ManyProblems,
    UnknownFormat,
    UnknownSource,
    WrongEncoding,
)
from recordbook.intake.inspection import inspected
from recordbook.intake.kworb import Kworb
from recordbook.intake.musicbrainz import MusicBrainz
from recordbook.intake.opening import open_file
from recordbook.intake.published import PublishedFigures
from recordbook.intake.report import Report
from recordbook.intake.source import Settings
from recordbook.intake.spotify_api import SpotifyApi
from recordbook.intake.spotify_chart_csv import SpotifyChartCsv
from recordbook.intake.tables import TableFile
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from recordbook.intake.known import Known
    from recordbook.intake.source import Head, Parsed, Source, SourceFile
    from recordbook.units import Day

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MARKUP = re.compile(r"\s*<(?:!doctype|html|head|body|\?xml|error|\w+\s+xmlns)", re.IGNORECASE)
_TITLE = re.compile(r"<(title|message)[^>]*>(?P<text>[^<]{1,200})", re.IGNORECASE)


def take(
    path: Path,
    settings: Settings | None = None,
    known: Known | None = None,
    *,
    rejects: Path | None = None,
) -> Batch:
    """All that the file says, with a report of what was found in it.

    A file with a problem in any row raises `ManyProblems`, unless `settings.partial`; either way
    the refused rows are written to `<name>.rejects.csv` in the folder `rejects`, if there is one.
    Every other failure is a `SourceError` of its own. Nothing else is written.
    """
    settings = settings or Settings()
    file = open_file(path, largest=settings.largest)
    source = recognised(file, settings)
    parsed = _parsed(source, file, settings)
    if parsed.problems:
        kept = None if rejects is None else _write_rejects(file.name, parsed, rejects)
        if not settings.partial:
            raise ManyProblems(file.name, parsed.problems, kept)
    checked, notes = inspected(parsed.tables, known)
    tables = {name: table for name, table in checked.items() if table.num_rows}
    if not tables and "observations" in checked and not (parsed.problems or parsed.notes):
        raise EmptyFile(f"{file.name}: there is nothing in it to take", remedy="Check the file.")
    digest = _digest(file, source, settings, parsed)
    first, last = _span(tables)
    report = Report(
        file=file.name,
        format=source.name,
        source=parsed.source,
        digest=digest,
        taken={name: table.num_rows for name, table in tables.items()},
        refused=parsed.refused,
        problems=tuple(parsed.problems),
        first=first,
        last=last,
        notes=(*parsed.notes, *notes),
        days=parsed.days,
    )
    return Batch(name=file.name, source=parsed.source, digest=digest, tables=tables, report=report)


def _parsed(source: Source, file: SourceFile, settings: Settings) -> Parsed:
    try:
        return source.read(file, settings)
    except pa.ArrowException as error:
        said = str(error).splitlines()[0]
        raise BadTable(f"{file.name}: {said}", remedy="Export it again as CSV.") from error


def recognised(file: SourceFile, settings: Settings) -> Source:
    """The source that reads this file: the one that was asked for, or the first to recognise it."""
    asked = settings.source or (TableFile.name if settings.mapping else None)
    if asked is not None:
        for source in SOURCES:
            if source.name == asked:
                return source
        raise UnknownSource(asked, (source.name for source in SOURCES))
    head = file.head
    if head.data[:2] in _UTF16:
        raise WrongEncoding(
            f"{file.name}: this is UTF-16, not UTF-8 text",
            remedy="Save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8').",
        )
    for source in SOURCES:
        if source.recognises(head):
            return source
    _refuse_page(file.name, head)
    raise UnknownFormat(file.name, head.text, (source.title for source in SOURCES))


def _refuse_page(name: str, head: Head) -> None:
    if _MARKUP.match(head.text):
        title = _TITLE.search(head.text)
        said = f", titled {title['text'].strip()!r}" if title else ""
        raise ErrorPage(
            f"{name}: this is a web page or an error message{said}, not data",
            remedy="Open the address in a browser, sign in if asked, and download the file again.",
        )


def _digest(file: SourceFile, source: Source, settings: Settings, parsed: Parsed) -> str:
    """The batch's identity: the bytes, and everything else that the rows depend on."""
    shape = {**settings.shaping(), **parsed.shape, "format": source.name}
    if parsed.refused:
        shape["refused"] = str(parsed.refused)
    text = json.dumps(shape, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(f"{file.digest}\n{text}".encode()).hexdigest()


def _span(tables: Mapping[str, pa.Table]) -> tuple[Day | None, Day | None]:
    table = tables.get("observations")
    if table is None:
        return None, None
    ends = compute.min_max(table["day"])
    return day_from(ends["min"].as_py()), day_from(ends["max"].as_py())


def _write_rejects(name: str, parsed: Parsed, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.rejects.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "column", "value", "reason", "remedy"])
        writer.writerows(
            [p.line, p.column, _harmless(p.value), p.what, p.remedy] for p in parsed.problems
        )
    return path


def _harmless(value: str) -> str:
    """The value as text even to a spreadsheet that would run it as a formula."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@") else value


SOURCES: tuple[Source, ...] = (
    TableFile(),
    SpotifyChartCsv(),
    Kworb(),
    CatalogueCsv(),
    CorrectionsCsv(),
    PublishedFigures(),
    MusicBrainz(),
    SpotifyApi(),
)
"""Every source, asked in this order: the choosy before those that take many shapes."""
