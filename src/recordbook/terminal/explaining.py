"""`recordbook explain`."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from recordbook.system import Workspace
from recordbook.terminal.figures import between, count, many, source, titled
from recordbook.terminal.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.system.counters import Counter
    from recordbook.system.explain import Explanation, Stated
    from recordbook.units import Day

_SHOWN = 30
"""Rows of any list that are printed; `--json` has all of them."""


def run_explain(book: str, entity: str, *, as_of: Day | None, json: bool) -> None:
    """Print what the book knows of an entity."""
    known = Workspace.open(book).explain(entity, as_of)
    page = Page()
    if json:
        page.json(_iso(asdict(known)))
    else:
        show(page, known)


def show(page: Page, known: Explanation) -> None:
    """The explanation as a page for people."""
    page.console.print(f"{titled(known.name, known.maker)}  {known.entity}")
    _stated(page, "Names", known.names)
    _stated(page, "Facts", known.facts)
    _links(page, known)
    _stated(page, "Keys that stand for it", known.keys)
    _counters(page, known.counters)
    if known.day is not None:
        page.title(f"Bounds of the total on {known.day}")
        for one in known.known:
            page.line(f"{one.platform}: {between(one.bounds.low, one.bounds.high)}")
            if one.clashes:
                page.line(f"{many(one.clashes, 'figure')} set aside in conflicts", indent=4)
        if not known.known:
            page.line("nothing is known of it")
    page.gap()
    page.line(f"ledger version {known.version}", indent=0)


def _stated(page: Page, title: str, stated: Sequence[Stated]) -> None:
    if not stated:
        return
    page.title(title)
    dated = any(one.start or one.end for one in stated)
    page.table(
        ["", "", *(["when"] if dated else []), "says"],
        [
            [
                one.what,
                one.value,
                *([_period(one)] if dated else []),
                _sayers(one.sources),
            ]
            for one in stated[:_SHOWN]
        ],
    )
    _more(page, len(stated))


def _sayers(sources: Sequence[str], shown: int = 2) -> str:
    """The first of those who say it, and how many more there are."""
    names = list(dict.fromkeys(map(source, sources)))
    more = [f"{len(names) - shown} more"] if len(names) > shown else []
    return ", ".join(names[:shown] + more)


def _period(one: Stated) -> str:
    start = f"from {one.start}" if one.start else ""
    return " ".join(filter(None, [start, f"until {one.end}" if one.end else ""]))


def _links(page: Page, known: Explanation) -> None:
    if known.links:
        page.title("Belongs with")
        page.table(["", "", ""], [[one.what, one.name, one.entity] for one in known.links[:_SHOWN]])
        _more(page, len(known.links))


def _counters(page: Page, counters: Sequence[Counter]) -> None:
    page.title(f"Readings: {many(len(counters), 'counter')}")
    for one in counters[:_SHOWN]:
        where = "" if one.region == "global" else f" in {one.region}"
        page.line(f"{one.metric} on {one.platform} ({one.basis}, {one.grade}){where}: {one.key}")
        span = str(one.first) if one.first == one.last else f"{one.first} to {one.last}"
        odd = [
            f"{many(one.missing, 'hole')} between" if one.missing else "",
            many(one.falls, "fall") if one.falls else "",
        ]
        latest = between(one.latest.low, one.latest.high)
        page.line(
            "; ".join(
                filter(None, [f"{many(one.readings, 'reading')}, {span}", *odd, f"latest {latest}"])
            ),
            indent=6,
        )
        page.line(f"from {_sayers(one.sources, 5)}", indent=6)
    _more(page, len(counters))


def _more(page: Page, there: int) -> None:
    if there > _SHOWN:
        page.line(f"and {count(there - _SHOWN)} more (all with --json)", indent=4)


def _iso(value: Any) -> Any:
    """The value with its days as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        named = cast("dict[str, Any]", value)
        return {name: _iso(one) for name, one in named.items()}
    if isinstance(value, (list, tuple)):
        return [_iso(one) for one in cast("Sequence[Any]", value)]
    return value
