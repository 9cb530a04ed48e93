"""The figures behind a proof, as the tables of an HTML page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from recordbook.claims import Aggregate
from recordbook.claims.text import clock
from recordbook.intake.arrow import dicts
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from recordbook.proof import Proof

_SHOWN = 8
"""Rows of a table that fit a note; `recordbook prove` prints all of them."""


def evidence(proof: Proof) -> str:
    """Where the subject and its rivals stand, and who says so, folded up; "" without any figure."""
    tables = [_standings(proof), _rivals(proof), _rows(proof)]
    shown = "".join(filter(None, tables))
    return f"<details><summary>The figures</summary>{shown}</details>" if shown else ""


def number(proof: Proof, value: int | None) -> str:
    """A number in the unit of the proof's measure; a dash where nothing limits it."""
    if value is None or abs(value) >= 2**62:  # what the measures write for no limit
        return "\u2013"
    match proof.claim.measure.aggregate:
        case Aggregate.RELEASED:
            return day_from(value).isoformat()
        case Aggregate.DURATION:
            return clock(value)
        case _:
            return f"{value:,}"


def _standings(proof: Proof) -> str:
    """The subject, part by part where it has several."""
    return _table(
        f"On {proof.claim.as_of}",
        ("", "at least", "at most", "reached by"),
        [
            (
                one.name,
                number(proof, one.bounds.low),
                number(proof, one.bounds.high),
                one.latest.isoformat() if one.latest else "\u2013",
            )
            for one in proof.parts or (proof.subject,)
        ],
    )


def _rivals(proof: Proof) -> str:
    """Those who beat or contest it, closest first; the excluded where there is nobody else."""
    rows = dicts(proof.rivals)
    told = [row for row in rows if row["status"] != "excluded"] or rows
    return _table(
        "Rivals, closest first",
        ("", "", "at least", "at most"),
        [
            (
                _named(row),
                str(row["status"]) if row["read"] else f"{row['status']}, never read",
                number(proof, row["low"]),
                number(proof, row["high"]),
            )
            for row in told
        ],
    )


def _named(row: Mapping[str, Any]) -> str:
    """The rival, its artist, and the part that shows where it stands."""
    name = str(row["name"] or row["entity"])
    maker = f" by {row['maker']}" if row["maker"] else ""
    part = f": {row['witness_name']}" if row["witness"] not in {None, row["entity"]} else ""
    return f"{name}{maker}{part}"


def _rows(proof: Proof) -> str:
    """Who says so, and how it is known."""
    return _table(
        "Sources",
        ("", "rule", "grade"),
        dict.fromkeys(
            (_host(row["source"]), str(row["rule"]), str(row["grade"])) for row in dicts(proof.rows)
        ),
    )


def _host(source: str) -> str:
    """A source as short as it is still recognised."""
    host = urlsplit(source).hostname if "://" in source else None
    return host.removeprefix("www.") if host else source


def _table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of texts; numbers stand to the right."""
    every = list(rows)
    if not every:
        return ""
    marks = [' class="n"' if head.startswith("at ") else "" for head in heads]
    top = "".join(f"<th{m}>{escape(head)}</th>" for m, head in zip(marks, heads, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f"<td{m}>{escape(cell)}</td>" for m, cell in zip(marks, row, strict=True))
        + "</tr>"
        for row in every[:_SHOWN]
    )
    more = f"<p>and {len(every) - _SHOWN:,} more</p>" if len(every) > _SHOWN else ""
    return (
        f'<div class="wide"><table><caption>{escape(title)}</caption>'
        f"<thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>{more}"
    )
