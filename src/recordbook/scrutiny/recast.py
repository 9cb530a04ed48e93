"""Sayings that mean what plainer words mean: each is put in the plain form before it is read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recordbook.scrutiny.dates import ordinal
from recordbook.scrutiny.items import Item
from recordbook.scrutiny.lexing import renamed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recordbook.scrutiny.focus import Focus

_ENTITIES = frozenset({"title", "artist"})
_ACTS = frozenset({"act", "person"})
_COUNTED = frozenset({"track", "album"})
_FEW = 1_000  # songs; a larger number counts something else
_YEARS = range(1900, 2101)
_BESIDE = frozenset({"glue", "pop", "by", "number", "condition", "artist", "owner"})


def recast(items: Sequence[Item], focus: Focus) -> list[Item]:
    """The items with every such saying in its plain form."""
    made = list(items)
    for step in _STEPS:
        made = step(made, focus)
    return made


def _aside(items: list[Item], focus: Focus) -> list[Item]:
    """Without "Released in 2017," before a title and ", a 2019 track by X," after it."""
    kinds = [item.kind for item in items]
    if kinds[:1] == ["condition"] and items[0].value == "released in":
        after = next((i for i in range(1, len(items)) if kinds[i] == "mark"), 0)
        by = items[1:after]
        follows = [one for one in items[after + 1 : after + 2] if one.kind == "title"]
        makers = focus.makers(follows[0].value) if follows else set[str]()
        if after and makers and all(_of_maker(one, makers) for one in by):
            return items[after + 1 :]
    for at, item in enumerate(items[:-1]):
        if item.kind != "title" or items[at + 1].value != ",":
            continue
        end = next((i for i in range(at + 2, len(items)) if kinds[i] == "mark"), 0)
        part = items[at + 2 : end]
        makers = focus.makers(item.value)
        beside = all(_of_maker(one, makers) and _of_release(one) for one in part)
        if (
            part
            and beside
            and items[end].value == ","
            and {"pop", "condition"} & set(kinds[at:end])
        ):
            return items[: at + 1] + items[end + 1 :]
    return items


def _of_maker(item: Item, makers: set[str]) -> bool:
    return item.kind in _BESIDE and (item.kind not in {"artist", "owner"} or item.value in makers)


def _of_release(item: Item) -> bool:
    if item.kind == "condition":
        return item.value in {"released in", "of year"}
    return item.kind != "number" or item.number in _YEARS


def _named_last(items: list[Item], _: Focus) -> list[Item]:
    """With the subject first in "Only one album has reached 1B: X."."""
    ends = [i for i, one in enumerate(items) if one.kind != "mark"]
    last = ends[-1] if ends else 0
    named = [one for one in items if one.kind in _ENTITIES]
    if last > 1 and items[last - 1].value == ":" and named == [items[last]]:
        return [items[last], *items[: last - 1], *items[last + 1 :]]
    return items


def _counts(items: list[Item], _: Focus) -> list[Item]:
    """With "three of X's albums" and "seven X songs" as X and a count."""
    for at, one in enumerate(items):
        if one.kind != "number" or not 1 < one.number < _FEW:
            continue
        who = at + 1
        while who < len(items) and items[who].kind in {"by", "glue"}:
            who += 1
        if who + 1 >= len(items) or items[who].kind not in {"artist", "owner"}:
            continue
        noun = items[who + 1]
        if noun.kind == "pop" and noun.value in _COUNTED:
            return [
                *items[:at],
                renamed(items[who], "artist"),
                _count(noun, one),
                *items[who + 2 :],
            ]
    return items


def _count(noun: Item, number: Item) -> Item:
    return replace(noun, kind="items", value=f"{noun.value}s", slots={"n": number})


def _nth_of_own(items: list[Item], _: Focus) -> list[Item]:
    """With "X has scored his ninth song with over 1B" as X and a count of nine."""
    if any(one.kind in {"title", *_ACTS} for one in items):
        return items
    named = {one.value for one in items if one.kind in {"artist", "owner"}}
    begun = bool(items) and items[0].kind == "artist"
    for at, one in enumerate(items[:-1]):
        noun = items[at + 1]
        own = at and items[at - 1].kind == "owner"
        number = any(item.kind == "number" for item in items[at:])
        if one.kind != "sup" or one.value != "nth" or noun.value not in _COUNTED or not number:
            continue
        n = ordinal(one.slots["nth"])
        if own and begun and len(named) == 1 and n > 1:
            count = Item(kind="number", start=one.start, end=one.end, number=n)
            return [*items[: at - 1], _count(noun, count), *items[at + 2 :]]
    return items


def _own_first(items: list[Item], focus: Focus) -> list[Item]:
    """With "X scores first song with 1B with T" as the first of X's own."""
    titles = [one.value for one in items if one.kind == "title"]
    sup = next((i for i, one in enumerate(items) if one.kind == "sup"), -1)
    plain = not any(
        one.kind in {*_ACTS, "place", "condition"} or one.kind.startswith("adj.") for one in items
    )
    if len(titles) != 1 or sup < 1 or items[sup].value not in {"first", "nth"} or not plain:
        return items
    before = [one for one in items[:sup] if one.kind != "glue"]
    noun = next((one for one in items[sup + 1 :] if one.kind == "pop"), None)
    if [one.kind for one in before] not in (["artist"], ["artist", "owner"]) or noun is None:
        return items
    maker = before[0].value
    if {one.value for one in before} != {maker} or maker not in focus.makers(titles[0]):
        return items
    return [renamed(items[sup - 1], "owner", maker), *items[sup:]]


def _acts_with_one(items: list[Item], _: Focus) -> list[Item]:
    """With "an album" and "a billion-stream song" as a count of one, where acts are compared."""
    acts = [at for at, one in enumerate(items) if one.kind in _ACTS]
    number = any(one.kind == "number" for one in items)
    made = list(items)
    for at, one in enumerate(items):
        before = [item.kind for item in items[max(at - 2, 0) : at]]
        behind = bool(acts) and acts[0] < at and number
        if one.kind == "one":
            made[at] = replace(one, kind="items", value=f"one {one.value}") if behind else one
            made[at] = made[at] if behind else renamed(one, "pop")
        elif behind and one.kind == "pop" and one.forms and before == ["number", "metric"]:
            single = one.forms[0] in {"song", "track", "album"}
            made[at] = replace(one, kind="items", value=f"one {one.value}") if single else one
    return made


def _one_of_them(items: list[Item], _: Focus) -> list[Item]:
    """With "Only four songs have 1B, and X is one of them" as X and one of four."""
    last = next((i for i, one in enumerate(items) if one.kind == "oneofthem"), -1)
    only = next((i for i, one in enumerate(items) if one.kind == "sup" and one.value == "only"), -1)
    if last < 1 or only < 0 or items[last - 1].kind not in _ENTITIES:
        return [renamed(one, "word") if one.kind == "oneofthem" else one for one in items]
    count = items[only + 1]
    if count.kind != "items" or "n" not in count.slots or count.value not in {"tracks", "albums"}:
        return [renamed(one, "word") if one.kind == "oneofthem" else one for one in items]
    joins = last - 2
    while joins > only and items[joins].kind in {"boundary", "mark", "glue"}:
        joins -= 1
    said = replace(items[only], value="one of", slots=count.slots)
    noun = renamed(count, "pop", count.value.removesuffix("s"))
    rest = [*items[only + 2 : joins + 1], *items[last + 1 :]]
    return [*items[:only], items[last - 1], said, noun, *rest]


def _own_best(items: list[Item], focus: Focus) -> list[Item]:
    """With "X is Y's best first day" and "biggest first week" as a personal best."""
    titles = [one.value for one in items if one.kind == "title"]
    for at, one in enumerate(items[1:-1], 1):
        best = one.kind == "best" or (one.kind == "sup" and one.value == "most")
        owned = items[at - 1].kind == "owner" and len(titles) == 1
        pops = any(item.kind in {"pop", *_ACTS} for item in items)
        if best and owned and items[at + 1].kind == "flow" and not pops:
            mine = items[at - 1].value in focus.makers(titles[0])
            if mine and not any(item.kind == "number" for item in items):
                said = replace(one, kind="sup", value="personal best")
                return [*items[: at - 1], said, *items[at + 1 :]]
    return [renamed(one, "opinion") if one.kind == "best" else one for one in items]


def _clubs(items: list[Item], _: Focus) -> list[Item]:
    """With "took 165 days to join the 200M club" as days to the number."""
    days = any(one.kind == "days" for one in items)
    return [
        one.slots["n"] if days and one.kind == "sup" and one.value == "joins" and one.slots else one
        for one in items
    ]


def _none_under(items: list[Item], _: Focus) -> list[Item]:
    """With "not a single track has fewer than N" as every track at N or more."""
    none = next((i for i, one in enumerate(items) if one.kind == "none"), -1)
    if none < 0:
        return items
    under = next((i for i in range(none, len(items)) if items[i].kind == "cmp"), -1)
    if under < 0 or items[under].value != "<":
        return [renamed(one, "neg") if one.kind == "none" else one for one in items]
    made = [*items[:under], *items[under + 1 :]]
    made[none] = replace(items[none], kind="level", value="every")
    return made


def _charts(items: list[Item], _: Focus) -> list[Item]:
    """With "the Korean chart" as the chart of a country."""
    return [
        replace(one, kind="region", value="in", slots={"place": one})
        if one.kind == "adj.country" and "".join(x.kind for x in items[at + 1 : at + 2]) == "chart"
        else one
        for at, one in enumerate(items)
    ]


def _this_year(items: list[Item], focus: Focus) -> list[Item]:
    """With "released this year" as released in the year of publication."""
    made = list(items)
    for at, one in enumerate(items):
        if one.kind == "condition" and one.value == "released this year":
            made[at] = renamed(one, "word")
            if focus.published:
                year = replace(one, kind="number", number=focus.published.year)
                made[at] = replace(one, value="released in", slots={"y": year})
    return made


def _tops(items: list[Item], _: Focus) -> list[Item]:
    """With "Spotify's global top 50" as a place within the chart."""
    made = list(items)
    for at, one in enumerate(items[1:-1], 1):
        number, before = items[at + 1], items[at - 1].kind
        top = (
            one.kind == "cmp" and one.value == "reach" and before in {"chart", "region", "platform"}
        )
        if top and number.kind == "number" and number.number < _FEW:
            made[at] = replace(one, kind="top", value="in", end=number.end, slots={"n": number})
            return [*made[: at + 1], *items[at + 2 :]]
    return made


def _charting(items: list[Item], _: Focus) -> list[Item]:
    """With "the highest-charting song" as the song of the highest peak."""
    made: list[Item] = []
    for one in items:
        if one.kind == "sup" and one.value == "highest charting":
            peak = replace(one, kind="chartverb", value="peak", start=one.end)
            made += [replace(one, value="highest"), peak]
        else:
            made.append(one)
    return made


def _owner_alone(items: list[Item], _: Focus) -> list[Item]:
    """With "X's monthly listeners are N" as X and what X has."""
    owners = [at for at, one in enumerate(items) if one.kind == "owner"]
    kinds = {one.kind for one in items}
    if len(owners) != 1 or kinds & {*_ENTITIES, *_ACTS, "pop", "sup", "level", "items", "lead"}:
        return items
    return [renamed(one, "artist") if at in owners else one for at, one in enumerate(items)]


def _debuts(items: list[Item], _: Focus) -> list[Item]:
    """Without "is X's debut mini album" beside a title."""
    for at in range(2, len(items) - 1):
        debut = items[at].kind == "chartverb" and items[at].value == "debut"
        around = items[at - 1].kind == "owner" and items[at + 1].kind == "pop"
        head = [one.kind for one in items[: at - 1] if one.kind != "glue"]
        if debut and around and head == ["title"]:
            return [*items[: at - 1], *items[at + 2 :]]
    return items


def _makes(items: list[Item], _: Focus) -> list[Item]:
    """With "T makes X the first woman with an album past N" as X and the rest."""
    at = next((i for i, one in enumerate(items) if one.kind == "makes"), -1)
    if at < 0:
        return items
    head = [one.kind for one in items[:at] if one.kind != "glue"]
    rest = [one.kind for one in items[at + 1 :] if one.kind != "glue"]
    acts = bool(_ACTS & set(rest))
    if head == ["title"] and rest[:2] == ["artist", "sup"] and acts and "title" not in rest:
        return items[at + 1 :]
    return [renamed(one, "word") if one.kind == "makes" else one for one in items]


_STEPS: tuple[Callable[[list[Item], Focus], list[Item]], ...] = (
    _this_year,
    _tops,
    _charting,
    _makes,
    _debuts,
    _aside,
    _named_last,
    _one_of_them,
    _counts,
    _nth_of_own,
    _own_first,
    _acts_with_one,
    _own_best,
    _clubs,
    _none_under,
    _charts,
    _owner_alone,
)
