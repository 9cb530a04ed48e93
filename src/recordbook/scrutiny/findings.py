"""Facts judged by what the catalogue states, each with the sources that say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from recordbook.catalogue.candidates import shown_names
from recordbook.catalogue.tables import Tables, rows_of, rows_where
from recordbook.intake.arrow import dicts
from recordbook.intake.published import Figure
from recordbook.proof.stated import days_of, finest, hull
from recordbook.scrutiny.statement import Fact, Judgement
from recordbook.units import day_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recordbook.units import Day

_KOREAN = 2  # years by which a Korean age may be ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What became of a fact."""

    verdict: Judgement
    reason: str
    nearest: str = ""
    sources: tuple[str, ...] = ()


def nothing(reason: str) -> Finding:
    """Nothing can be said."""
    return Finding(verdict=Judgement.NOT_CHECKABLE, reason=reason)


def stated_of(entity: str, attribute: str, tables: Tables) -> list[Mapping[str, object]]:
    """Every statement of an attribute of an entity."""
    rows = dicts(rows_where(tables.facts, "entity", [entity]))
    return [row for row in rows if row["attribute"] == attribute]


def sources_of(rows: Iterable[Mapping[str, object]]) -> tuple[str, ...]:
    """Who says so, each once."""
    return tuple(dict.fromkeys(str(row["source"]) for row in rows))


def day_stated(entity: str, attribute: str, tables: Tables) -> tuple[Day, Day] | None:
    """The first and the last day that the sources allow; None where there is none."""
    rows = stated_of(entity, attribute, tables)
    if not rows:
        return None
    low, high = hull(finest([days_of(str(row["value"])) for row in rows]))
    return day_from(low), day_from(high)


def finding(fact: Fact, tables: Tables) -> Finding:
    """The verdict on a fact."""
    judge = _JUDGES.get(fact.what)
    return judge(fact, tables) if judge else nothing(f"the catalogue says nothing of a {fact.what}")


def _days_since(fact: Fact, tables: Tables) -> Finding:
    """Day counts: elapsed, or with the release day as day 1."""
    released = day_stated(fact.entity, "released", tables)
    if released is None or fact.day is None:
        return nothing("the day of release, or that of publication, is not known")
    sources = sources_of(stated_of(fact.entity, "released", tables))
    first, last = released
    if first != last:
        reason = f"the sources give days of release from {first} to {last}"
        return Finding(verdict=Judgement.UNDECIDED, reason=reason, sources=sources)
    elapsed = (fact.day - first).days
    counted = f"from {first} to {fact.day} {elapsed} days passed"
    inclusive = f"{fact.day} is day {elapsed + 1}, the day of release being day 1"
    if fact.number == elapsed + 1:
        reason = f"right in inclusive counting: {inclusive}; {counted}"
        return Finding(verdict=Judgement.PROVEN, reason=reason, sources=sources)
    if fact.number == elapsed:
        return Finding(verdict=Judgement.PROVEN, reason=f"right: {counted}", sources=sources)
    return Finding(
        verdict=Judgement.REFUTED,
        reason=f"{counted}; {inclusive}",
        nearest=f"{elapsed} days, or the {elapsed + 1}th day",
        sources=sources,
    )


def _event(fact: Fact, tables: Tables) -> Finding:
    """A day in somebody's life."""
    known = day_stated(fact.entity, fact.what, tables)
    if known is None or fact.day is None:
        return nothing(f"the catalogue has no source for this {fact.what}")
    sources = sources_of(stated_of(fact.entity, fact.what, tables))
    first, last = known
    said = str(first) if first == last else f"{first} to {last}"
    reason = f"{fact.what}: {said}"
    if first == last == fact.day:
        return Finding(verdict=Judgement.PROVEN, reason=reason, sources=sources)
    if first <= fact.day <= last:
        return Finding(verdict=Judgement.UNDECIDED, reason=reason, sources=sources)
    return Finding(verdict=Judgement.REFUTED, reason=reason, nearest=reason, sources=sources)


def _age(fact: Fact, tables: Tables) -> Finding:
    """An age in years, on the day the text speaks of."""
    born = day_stated(fact.entity, "birth day", tables)
    if born is None or fact.day is None:
        return nothing("the catalogue has no source for this birth day")
    sources = sources_of(stated_of(fact.entity, "birth day", tables))
    ages = [_years(day, fact.day) for day in born]
    reason = f"born {born[0]}, {ages[0]} on {fact.day}"
    if ages[0] == ages[1] == fact.number:
        return Finding(verdict=Judgement.PROVEN, reason=reason, sources=sources)
    if min(ages) <= fact.number <= max(ages) + _KOREAN:
        reason += "; Korean ages run one or two years ahead"
        return Finding(verdict=Judgement.UNDECIDED, reason=reason, sources=sources)
    return Finding(
        verdict=Judgement.REFUTED, reason=reason, nearest=f"{ages[0]} years old", sources=sources
    )


def _years(born: Day, day: Day) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _listed(fact: Fact, tables: Tables) -> Finding:
    """Names of tracks, against the lists that sources show."""
    rows = [
        row
        for row in dicts(rows_where(tables.tracks, "release", [fact.entity]))
        if row["edition"] == ""
    ]
    if not rows:
        return nothing("the catalogue has no track list of it")
    there = {str(row["recording"]) for row in rows}
    shown = shown_names({*there, *(one.partition("|")[0] for one in fact.values)}, tables)
    good, near, wrong = list[str](), list[str](), list[str]()
    for said in fact.values:
        recording, _, version = said.partition("|")
        if not version:
            (good if recording in there else wrong).append(shown[recording])
            continue
        alike = [
            one
            for one in there
            if one != recording and shown[one].casefold().startswith(shown[recording].casefold())
        ]
        exact = [one for one in alike if version in _versions(one, tables)]
        (good if exact else near if alike else wrong).append(
            shown[exact[0]]
            if exact
            else f"“{shown[recording]} {version}” stands as “{shown[alike[0]]}”"
            if alike
            else f"{shown[recording]} ({version})"
        )
    return _of_list(good, near, wrong, len(there), sources_of(rows))


def _of_list(
    good: list[str], near: list[str], wrong: list[str], tracks: int, sources: tuple[str, ...]
) -> Finding:
    """The verdict on a list by what of it is there, nearly there, and not."""
    reason = f"on the list of {tracks}: {', '.join(good) or 'none of them'}"
    if wrong:
        reason += f"; not on it: {', '.join(wrong)}"
        return Finding(verdict=Judgement.REFUTED, reason=reason, sources=sources)
    if near:
        reason += f"; {', '.join(near)}"
        return Finding(verdict=Judgement.UNDECIDED, reason=reason, sources=sources)
    return Finding(verdict=Judgement.PROVEN, reason=reason, sources=sources)


def _versions(recording: str, tables: Tables) -> set[str]:
    return {str(row["value"]) for row in stated_of(recording, "version", tables)}


def _values(fact: Fact, tables: Tables) -> Finding:
    """Genres and labels: lists of which a source may leave some out."""
    rows = stated_of(fact.entity, fact.what, tables)
    if not rows:
        return nothing(f"the catalogue has no source for its {fact.what}")
    known = {str(row["value"]).casefold(): str(row["value"]) for row in rows}
    reason = f"{fact.what}: {', '.join(known.values())}"
    there = all(value.casefold() in known for value in fact.values)
    verdict = Judgement.PROVEN if there else Judgement.UNDECIDED
    return Finding(verdict=verdict, reason=reason, sources=sources_of(rows))


def _service(fact: Fact, tables: Tables) -> Finding:
    """Military service, by its period."""
    rows = stated_of(fact.entity, "military service", tables)
    starts = {row["from_day"] for row in rows if row["from_day"] is not None}
    if not rows or not starts:
        return nothing("the catalogue has no source for military service")
    first = day_from(min(int(str(day)) for day in starts))
    reason = f"military service from {first}"
    if fact.day is None or (len(starts) == 1 and first == fact.day):
        return Finding(verdict=Judgement.PROVEN, reason=reason, sources=sources_of(rows))
    verdict = Judgement.REFUTED if len(starts) == 1 else Judgement.UNDECIDED
    return Finding(verdict=verdict, reason=reason, nearest=reason, sources=sources_of(rows))


def _member(fact: Fact, tables: Tables) -> Finding:
    """Membership of a group."""
    rows = stated_of(fact.entity, "member of", tables)
    if not rows:
        return nothing("the catalogue has no source for the groups of this artist")
    shown = shown_names([*fact.values], tables)
    names = {*fact.values, *(name.casefold() for name in shown.values())}
    there = [row for row in rows if row["value"] in names or str(row["value"]).casefold() in names]
    groups = shown_names({str(row["value"]) for row in rows}, tables)
    reason = f"member of {', '.join(sorted(groups.values()))}"
    verdict = Judgement.PROVEN if there else Judgement.UNDECIDED
    return Finding(verdict=verdict, reason=reason, sources=sources_of(there or rows))


def _sum(fact: Fact, tables: Tables) -> Finding:
    """Parts that must add up, each as finely as it was written."""
    del tables
    bounds = [Figure("~", one).bounds() for one in fact.parts]
    low = sum(one for one, _ in bounds)
    high = sum(one or 0 for _, one in bounds)
    total_low, total_high = Figure("~", fact.number).bounds()
    exact = sum(fact.parts)
    if low <= (total_high or 0) and total_low <= high:
        reason = f"the parts add up to {exact:,}"
        return Finding(verdict=Judgement.PROVEN, reason=reason)
    reason = f"the parts add up to {exact:,}, not to {fact.number:,}"
    if any(part > fact.number for part in fact.parts):
        reason += "; one part alone is more than the total"
    return Finding(verdict=Judgement.REFUTED, reason=reason, nearest=f"{exact:,} in total")


def _lead(fact: Fact, tables: Tables) -> Finding:
    """Nothing states which track leads; whether it is on the album can be said."""
    rows = rows_of(rows_where(tables.tracks, "recording", [fact.entity]))
    on = {row["release"] for row in rows}
    if fact.values and not on & set(fact.values):
        return Finding(
            verdict=Judgement.REFUTED,
            reason="it is not on the album's track list",
            sources=sources_of(rows),
        )
    there = "it is on the album, but " if fact.values else ""
    return nothing(f"{there}the catalogue has no source for which track leads")


_Judge: TypeAlias = Callable[[Fact, Tables], Finding]
_JUDGES: dict[str, _Judge] = {
    "days since": _days_since,
    "birth day": _event,
    "debut": _event,
    "age": _age,
    "track list": _listed,
    "genre": _values,
    "label": _values,
    "military service": _service,
    "member of": _member,
    "sum": _sum,
    "lead track": _lead,
}
