"""A verdict on a book agrees with every way its counters may have run, in both directions."""

from __future__ import annotations

from collections import Counter
from itertools import product
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from small_books import (
    DAY,
    DAYS,
    Path,
    SmallBook,
    album_total,
    apart,
    crossing,
    every_track,
    small_books,
    ways,
    worlds,
)

from recordbook.claims import (
    Aggregate,
    AllOf,
    Claim,
    Cohort,
    Condition,
    Family,
    Measure,
    Subject,
    Superlative,
)
from recordbook.engine import DuckDB
from recordbook.proof import Verdict
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ENGINE = DuckDB(threads=1)
MEASURES = {Aggregate.EVERY_TRACK: every_track, Aggregate.ALBUM_TOTAL: album_total}
NUMBERED = {Family.NTH: 2, Family.ONE_OF: 2}
ALBUMS = {"mini album", "full album"}
ABSTAINED: Counter[str] = Counter()
"""How many verdicts were open, and how many of them without need."""

Standing = tuple[int, int | None]
"""The value on the day, and the day of crossing."""


def out_from(dates: tuple[int, ...]) -> list[int | None]:
    """The play days on which a release may have come out: a date begins in the east a day early."""
    return sorted({day for date in dates for day in (date - 1, date)}) or [None]


def shown(path: Path, out: int | None) -> Path:
    """What a measure of tracks shows of a release: nothing before it is out."""
    return tuple(0 if out is not None and day < out else path[day - 1] for day in DAYS)


def standings(
    book: SmallBook, aggregate: Aggregate, threshold: int, day: int
) -> Iterator[tuple[Standing, ...]]:
    """Every way all releases may stand, together."""
    groups = apart(book)
    found = [group_standings(book, group, aggregate, threshold, day) for group in groups]
    order = [number for group in groups for number in group]
    for chosen in product(*found):
        flat = [one for group in chosen for one in group]
        yield tuple(flat[order.index(number)] for number in range(len(order)))


def group_standings(
    book: SmallBook, group: tuple[int, ...], aggregate: Aggregate, threshold: int, day: int
) -> set[tuple[Standing, ...]]:
    """Every way releases that share recordings may stand."""
    releases = [book.releases[number] for number in group]
    outs = list(product(*(out_from(release.dates) for release in releases)))
    found: set[tuple[Standing, ...]] = set()
    seen: set[tuple[Path, ...]] = set()
    for world in worlds(book, group):
        paths = tuple(MEASURES[aggregate]([world[t] for t in one.tracks]) for one in releases)
        if paths in seen:
            continue
        seen.add(paths)
        for out in outs:
            after = [shown(path, at) for path, at in zip(paths, out, strict=True)]
            found.add(tuple((path[day - 1], crossing(path, threshold)) for path in after))
    return found


def memberships(book: SmallBook) -> Iterator[tuple[bool, ...]]:
    """Every way the cohort "albums by soloists" may be: what sources leave open comes out once."""
    acts = [may_be(types, {"soloist"}) for types in book.artists]
    kinds = [may_be(release.types, ALBUMS) for release in book.releases]
    for act in product(*acts):
        for kind in product(*kinds):
            yield tuple(
                act[release.artist] and fits
                for release, fits in zip(book.releases, kind, strict=True)
            )


def may_be(stated: tuple[str, ...], wanted: set[str]) -> list[bool]:
    """Whether something is one of the wanted: as all sources say, or either way."""
    said = {value in wanted for value in stated}
    return list(said) if len(said) == 1 else [False, True]


def is_so(  # noqa: PLR0911 - a definition for each family
    family: Family, here: tuple[Standing, ...], member: tuple[bool, ...], at: tuple[int, int, int]
) -> bool:
    """The family's definition, on one world."""
    threshold, day, n = at
    if not member[0]:
        return False
    (value, crossed), others = (
        here[0],
        [o for o, m in zip(here[1:], member[1:], strict=True) if m],
    )
    there = crossed is not None and crossed <= day
    earlier = [c for _, c in others if c is not None and there and c < crossed]
    match family:
        case Family.FIRST:
            return there and all(c is None or c > crossed for _, c in others)
        case Family.ONLY:
            return value >= threshold and all(v < threshold for v, _ in others)
        case Family.FIRST_AND_ONLY:
            return all(is_so(f, here, member, at) for f in (Family.FIRST, Family.ONLY))
        case Family.NTH:
            return there and len(earlier) == n - 1
        case Family.ONE_OF:
            return value >= threshold and sum(v >= threshold for v, _ in others) == n - 1
        case Family.JOINS:
            return there and bool(earlier)
        case _:
            return all(v < value for v, _ in others)


FAMILIES = [
    Family.FIRST,
    Family.ONLY,
    Family.FIRST_AND_ONLY,
    Family.NTH,
    Family.ONE_OF,
    Family.JOINS,
    Family.MOST,
]


@pytest.mark.parametrize("aggregate", MEASURES, ids=lambda aggregate: aggregate.value)
def test_no_verdict_on_a_book_is_wrong(
    aggregate: Aggregate, record_property: Callable[[str, object], None]
) -> None:
    """Proven is so in every world, refuted in none, and open where there are worlds of both kinds.

    Nothing looks at what hangs together: releases that share recordings, or are by one artist of
    whom nothing is known. There a verdict may stay open without need.
    """

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        book=small_books(shared=True, releases=3),
        threshold=st.integers(1, 4),
        day=st.sampled_from(DAYS),
    )
    def law(book: SmallBook, threshold: int, day: int) -> None:
        assume(ways(book) <= 20_000)
        prover = book.prover(ENGINE)
        stand, members = list(standings(book, aggregate, threshold, day)), set(memberships(book))
        assume(len(stand) * len(members) <= 20_000)
        known = all(len(may_be(types, {"soloist"})) == 1 for types in book.artists)
        alone = known and len(apart(book)) == len(book.releases)
        for family in FAMILIES:
            if family is Family.MOST and aggregate is Aggregate.ALBUM_TOTAL:
                continue  # a world holds no number above every sum
            n = NUMBERED.get(family)
            claim = Claim(
                subject=Subject(key="release:0"),
                superlative=Superlative(family=family, n=n),
                cohort=Cohort(
                    population="album",
                    term=AllOf((Condition(attribute="act type", values=("soloist",)),)),
                ),
                measure=Measure(aggregate=aggregate),
                threshold=None if family is Family.MOST else threshold,
                as_of=day_from(DAY + day),
            )
            said = Verdict.of(prover.judgement(prover.trial(claim)).truth)
            at = threshold, day, n or 1
            truths = {is_so(family, here, member, at) for here in stand for member in members}
            if said is not Verdict.UNDECIDED:
                assert truths == {said is Verdict.PROVEN}, family
            else:
                ABSTAINED["open"] += 1
                ABSTAINED["without need"] += len(truths) == 1
                assert len(truths) > 1 or not alone, family

    law()
    record_property(f"verdicts left open, {aggregate.value}", dict(ABSTAINED))
    print(f"{aggregate.value}: {dict(ABSTAINED)}")  # noqa: T201 - seen with pytest -s
