"""Among whom: from the items of a claim to its cohort."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from recordbook.claims import AllOf, Cohort, Condition, Subject
from recordbook.claims.vocabulary import ARTIST_POPULATIONS, RELEASE_POPULATIONS, owner
from recordbook.scrutiny.dates import ordinal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recordbook.scrutiny.items import Item

_ACTS = {
    "soloist": ("soloist", None),
    "artist": ("artist", None),
    "group": ("group", "group"),
    "girl group": ("group", "girl group"),
    "boy group": ("group", "boy group"),
    "duo": ("group", "duo"),
    "unit": ("group", "unit"),
}
"""What a kind of act is as a population: its word, and the condition that goes with it."""

_ASKED = {
    "signed to": "label",
    "released in": "released",
    "of year": "released",
    "debuted in": "debut",
}
_PLAIN = {"person": "gender", "place": "country", "label": "label"}

KINDS = frozenset(
    {"pop", "act", "person", "place", "condition", "by", "role", "exclude", "owner", "label"}
)
"""Items that say among whom; so do all whose kind begins with "adj."."""


@dataclass(frozen=True, slots=True)
class Whom:
    """A population and conditions as words name them; `problem` says why they cannot be read."""

    population: str
    conditions: tuple[Condition, ...]
    problem: str = ""

    def cohort(self, population: str, excluding: tuple[Subject, ...]) -> Cohort:
        """The cohort, with another population where the words name none."""
        return Cohort(
            population=self.population or population,
            term=AllOf(self.conditions),
            excluding=excluding,
        )


def whom(items: Sequence[Item], name: Callable[[str], str], fallback: str) -> Whom:
    """Among whom the items say; `fallback` is the population where they name none.

    `name` gives the shown name of an artist.
    """
    pops = [item for item in items if item.kind == "pop"]
    acts = [item for item in items if item.kind == "act"]
    if len({one.value for one in pops}) > 1 or len({one.value for one in acts}) > 1:
        return Whom("", (), "several kinds of things are compared")
    population = pops[0].value if pops else ""
    conditions: list[tuple[str, str]] = []
    act = acts[0].value if acts else ""
    if act and not population and (fallback in ARTIST_POPULATIONS or not fallback):
        population, condition = _ACTS[act]
        conditions.extend([("act type", condition)] if condition and act != "group" else [])
    elif act and act != "artist":
        conditions.append(("act type", act))
    for item in items:
        conditions.extend(_condition(item, name))
    soloist = ("act type", "soloist")
    if population == "artist" and soloist in conditions:
        population = "soloist"
    if population == "soloist":
        conditions = [one for one in conditions if one != soloist]
    final = population or fallback
    return Whom(population, tuple(_made(final, *one) for one in dict.fromkeys(conditions)))


def _made(population: str, attribute: str, value: str) -> Condition:
    return Condition(
        attribute=attribute, values=(value,), of=owner(population or "artist", attribute)
    )


def _condition(item: Item, name: Callable[[str], str]) -> list[tuple[str, str]]:
    """The attributes and values that an item asks for."""
    kind, _, attribute = item.kind.partition(".")
    if kind == "adj":
        placed = "nth" in item.slots
        return [(attribute, str(ordinal(item.slots["nth"])) if placed else item.value)]
    if kind in _PLAIN:
        return [(_PLAIN[kind], item.value)]
    if kind == "owner":
        return [("artist", name(item.value))]
    slot = next(iter(item.slots.values()), None)
    if kind != "condition" or slot is None:
        return []
    if item.value == "members of":
        return [("member of", name(slot.value))]
    return [(_ASKED.get(item.value, ""), slot.value if slot.kind == "label" else str(slot.number))]


def population_of(kinds: set[str]) -> str:
    """What a subject is among when nothing else is said: by the kinds of entity it may be."""
    if kinds == {"artist"}:
        return "artist"
    if kinds == {"release"}:
        return "album"
    return "track" if kinds == {"recording"} else ""


def kind_of(population: str) -> str:
    """The kind of entity that a population is made of."""
    if population in ARTIST_POPULATIONS:
        return "artist"
    return "release" if population in RELEASE_POPULATIONS else "recording"
