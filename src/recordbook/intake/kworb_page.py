"""A kworb.net page as HTML: its title, its stamp, and the rows of the one table that counts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

from recordbook.catalogue.countries import COUNTRIES
from recordbook.intake.counts import Refused, read_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborNode

    from recordbook.units import Day

_STAMP = re.compile(r"Last updated:\s*(\d{4})/(\d{2})/(\d{2})")
_CHART = re.compile(
    r"Spotify (?P<span>Daily|Weekly) Chart - (?P<where>.+?) - (?:\d{4}/\d{2}/\d{2} - )?"
    r"(?P<year>\d{4})/(?P<month>\d{2})/(?P<day>\d{2})"
)
_SPOTIFY = re.compile(
    r"(?:^|/)(?P<kind>track|album|artist)/(?P<id>[A-Za-z0-9]{22})(?:_\w+)?(?:\.html)?$"
)
_REGIONS = {name: code.lower() for code, (name, _) in COUNTRIES.items()} | {"Global": "global"}
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the text of its cells, and what its links lead to in order: kind, id, text."""

    cells: tuple[str, ...]
    links: tuple[tuple[str, str, str], ...]

    def linked(self, kind: str) -> tuple[str, str]:
        """Id and text of the first link of that kind; blank where there is none."""
        return next(((key, text) for found, key, text in self.links if found == kind), ("", ""))


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says. `chart_day` and `region` stand in the title of a country's chart."""

    stamp: Day | None
    chart_day: Day | None
    region: str | None
    header: tuple[str, ...]  # none where no table counts anything
    rows: tuple[Row, ...]

    def column(self, name: str) -> list[str]:
        """A column's cells, digits without the commas between them; blank where a row is short."""
        at = self.header.index(name)
        return [_plain(row.cells[at]) if at < len(row.cells) else "" for row in self.rows]


def read_page(text: str) -> Page:
    """The page's stamp, and its first table with a column of streams or listeners."""
    tree = LexborHTMLParser(text)
    body = tree.body.text(separator=" ") if tree.body else ""
    chart = _CHART.search(" ".join(body.split()))
    header: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    for table in tree.css("table"):
        found = list(_rows(table))
        if found and {"Streams", "Listeners"}.intersection(found[0].cells):
            header, rows = found[0].cells, tuple(row for row in found[1:] if any(row.cells))
            break
    return Page(
        stamp=_day(_STAMP.search(body)),
        chart_day=_day(chart, "year", "month", "day"),
        region=None if chart is None else _REGIONS.get(chart["where"].strip()),
        header=header,
        rows=rows,
    )


def _rows(table: LexborNode) -> Iterator[Row]:
    for row in table.css("tr"):
        cells = tuple(" ".join(cell.text().split()) for cell in row.css("th, td"))
        yield Row(cells, tuple(_links(row)))


def _links(row: LexborNode) -> Iterator[tuple[str, str, str]]:
    for link in row.css("a"):
        found = _SPOTIFY.search((link.attributes.get("href") or "").split("?")[0])
        if found:
            yield found["kind"], found["id"], " ".join(link.text().split())


def _day(found: re.Match[str] | None, *groups: str) -> Day | None:
    if found is None:
        return None
    try:
        return read_day("-".join(found.group(*groups) if groups else found.groups()))
    except Refused:
        return None


def _plain(text: str) -> str:
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text
