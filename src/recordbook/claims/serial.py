"""The JSON form of a claim: plain values under stable names, defaults included."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, cast

from recordbook.claims.claim import Claim, Measure, Reading, Superlative, Window
from recordbook.claims.cohort import AllOf, AnyOf, Cohort, Condition, Subject
from recordbook.claims.errors import BadClaimJson
from recordbook.claims.families import Aggregate, Comparator, Family
from recordbook.errors import ClaimError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from recordbook.claims.cohort import CohortTerm

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"


def to_json(claim: Claim) -> dict[str, Json]:
    """The claim as JSON holds it; `from_json(to_json(claim)) == claim`.

    >>> from recordbook.claims import parse
    >>> claim = parse('"Layover" by "V": 6 tracks as of 2023-12-16')
    >>> to_json(claim)["subject"], to_json(claim)["as_of"]
    ({'name': 'Layover', 'by': 'V', 'key': None}, '2023-12-16')
    """
    superlative, cohort = claim.superlative, claim.cohort
    return {
        "subject": _plain(claim.subject),
        "superlative": superlative and _superlative(superlative),
        "cohort": cohort
        and {
            "population": cohort.population,
            "term": _term(cohort.term),
            "excluding": [_plain(subject) for subject in cohort.excluding],
        },
        "measure": _plain(claim.measure),
        "comparator": claim.comparator.value,
        "threshold": claim.threshold,
        "platform": claim.platform,
        "basis": claim.basis,
        "region": claim.region,
        "window": _plain(claim.window),
        "as_of": claim.as_of.isoformat(),
        "known_at": claim.known_at,
        "reading": _plain(claim.reading),
    }


def _plain(value: Subject | Measure | Window | Reading) -> Json:
    """The fields of a value that holds nothing but text and numbers."""
    said = {field.name: cast("Json", getattr(value, field.name)) for field in fields(value)}
    return {name: str(v) if isinstance(v, Aggregate) else v for name, v in said.items()}


def _superlative(superlative: Superlative) -> Json:
    """The family, its number and its other party."""
    other = superlative.other and _plain(superlative.other)
    return {"family": superlative.family.value, "n": superlative.n, "other": other}


def _term(term: CohortTerm) -> Json:
    """A condition, or the parts of which all or any must hold."""
    if isinstance(term, Condition):
        return {
            "attribute": term.attribute,
            "values": list(term.values),
            "of": term.of,
            "negated": term.negated,
        }
    name = "all_of" if isinstance(term, AllOf) else "any_of"
    return {name: [_term(part) for part in term.parts]}


def from_json(data: Mapping[str, Json]) -> Claim:
    """The claim that the JSON holds; ClaimError where it holds none."""
    try:
        return _claim(dict(data))
    except ClaimError:
        raise
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise BadClaimJson(f"the JSON is not a claim: {type(error).__name__} {error}") from None


def _claim(data: dict[str, Json]) -> Claim:
    """The claim, where every part is of its type."""
    names = {field.name for field in fields(Claim)}
    if unknown := sorted(set(data) - names):
        raise BadClaimJson(f"a claim has no {', '.join(unknown)}")
    superlative, cohort = data.get("superlative"), data.get("cohort")
    measure = _object(data["measure"])
    return Claim(
        subject=Subject(**_texts(data["subject"])),
        superlative=None if superlative is None else _read_superlative(_object(superlative)),
        cohort=None if cohort is None else _read_cohort(_object(cohort)),
        measure=Measure(
            aggregate=Aggregate(_text(measure["aggregate"])),
            metric=_text(measure.get("metric", "streams")),
            past=_number(measure.get("past")),
            rank=_number(measure.get("rank")),
        ),
        comparator=Comparator(_text(data.get("comparator", ">="))),
        threshold=_number(data.get("threshold")),
        platform=_text(data.get("platform", "spotify")),
        basis=_text(data.get("basis", "app")),
        region=_text(data.get("region", "global")),
        window=_read_window(_object(data.get("window", {}))),
        as_of=date.fromisoformat(_text(data["as_of"])),
        known_at=None if data.get("known_at") is None else _text(data["known_at"]),
        reading=_read_reading(_object(data.get("reading", {}))),
    )


def _read_superlative(data: dict[str, Json]) -> Superlative:
    other = data.get("other")
    return Superlative(
        family=Family(_text(data["family"])),
        n=_number(data.get("n")),
        other=None if other is None else Subject(**_texts(other)),
    )


def _read_cohort(data: dict[str, Json]) -> Cohort:
    return Cohort(
        population=_text(data["population"]),
        term=_read_term(_object(data.get("term", {"all_of": []}))),
        excluding=tuple(Subject(**_texts(s)) for s in _list(data.get("excluding", []))),
    )


def _read_term(data: dict[str, Json]) -> CohortTerm:
    for name, kind in (("all_of", AllOf), ("any_of", AnyOf)):
        if name in data:
            return kind(tuple(_read_term(_object(part)) for part in _list(data[name])))
    return Condition(
        attribute=_text(data["attribute"]),
        values=tuple(_text(value) for value in _list(data["values"])),
        of=_text(data.get("of", "artist")),
        negated=_flag(data.get("negated", False)),
    )


def _read_window(data: dict[str, Json]) -> Window:
    return Window(kind=_text(data.get("kind", "ever")), year=_number(data.get("year")))


def _read_reading(data: dict[str, Json]) -> Reading:
    usual = Reading()
    return Reading(
        single_albums=_flag(data.get("single_albums", usual.single_albums)),
        versions=_flag(data.get("versions", usual.versions)),
        inclusive_days=_flag(data.get("inclusive_days", usual.inclusive_days)),
        credit=_text(data.get("credit", usual.credit)),
        edition=_text(data.get("edition", usual.edition)),
    )


def _object(data: Json) -> dict[str, Json]:
    if not isinstance(data, dict):
        raise TypeError(f"{data!r} is no object")
    return data


def _list(data: Json) -> list[Json]:
    if not isinstance(data, list):
        raise TypeError(f"{data!r} is no list")
    return data


def _text(data: Json) -> str:
    if not isinstance(data, str):
        raise TypeError(f"{data!r} is no text")
    return data


def _flag(data: Json) -> bool:
    if not isinstance(data, bool):
        raise TypeError(f"{data!r} is neither true nor false")
    return data


def _number(data: Json) -> int | None:
    if data is not None and (isinstance(data, bool) or not isinstance(data, int)):
        raise TypeError(f"{data!r} is no whole number")
    return data


def _texts(data: Json) -> dict[str, str]:
    return {name: _text(text) for name, text in _object(data).items() if text is not None}
