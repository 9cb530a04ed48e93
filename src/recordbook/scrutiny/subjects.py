"""Who is meant where: references resolved, and everything beside a name that only describes it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from recordbook.scrutiny.lexing import renamed
from recordbook.scrutiny.marks import DASHES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.scrutiny.focus import Focus
    from recordbook.scrutiny.items import Item

_KIND_OF = {"release": "release", "track": "recording", "it": ""}
_VIDEO_OF = (["video", "by"], ["video", "of"])
_NOUNS = {"release": "album", "track": "track"}
_PREDICATES = {
    "release": ("album", "pop"),
    "track": ("track", "pop"),
    "group": ("group", "act"),
    "kind of group": ("group", "word"),
    "person": ("person", "word"),
}
"""What a reference is where it says what somebody is: "X is the group with the most"."""

_RELEASES = frozenset(
    [
        "album",
        "EP",
        "full album",
        "mini album",
        "single album",
        "debut album",
        "soundtrack",
        "repackage",
        "compilation",
        "mixtape",
    ]
)


@dataclass(frozen=True, slots=True)
class Referred:
    """Words that refer to something, and what."""

    item: Item
    entity: str
    why: str


def gendered(items: Sequence[Item]) -> list[Item]:
    """The items with a condition of its own where a form of a word speaks of women only.

    Such a form does so beside a kind of person: "una artista", not "una canción".
    """
    made: list[Item] = []
    for at, item in enumerate(items):
        word, mark, gender = item.value.partition("+")
        if not mark:
            made.append(item)
            continue
        made.append(replace(item, value=word))
        beside = [*items[at + 1 : at + 2], *(made[-2:-1] if item.kind.startswith("adj.") else [])]
        person = any(
            one.kind == "role" or (one.kind == "act" and one.value in {"artist", "soloist"})
            for one in beside
        )
        if person or _stands_alone(items, at):
            made.append(renamed(item, "person", gender))
    return made


def _stands_alone(items: Sequence[Item], at: int) -> bool:
    """Whether a form is itself the noun: "la primera mexicana en", not "la canción mexicana"."""
    idle = {"glue", "sup"}
    rows = (reversed(items[:at]), items[at + 1 :])
    beside = [
        next((one for one in row if one.kind not in idle and not one.kind.startswith("adj.")), None)
        for row in rows
    ]
    noun = any(one and one.kind in {"pop", "act", "role", "person", "ref"} for one in beside)
    return items[at].kind.startswith("adj.") and not noun


def resolved(items: Sequence[Item], focus: Focus) -> tuple[list[Item], list[Referred]]:
    """The items with references resolved where one thing only can be meant."""
    made: list[Item] = []
    found: list[Referred] = []
    for place, item in enumerate(items):
        entity, kind, why = _reference(item, made, items[place + 1 :], focus)
        if entity:
            made.append(renamed(item, kind, entity))
            found += [Referred(item, entity, why)] if why else []
        elif item.kind == "poss" and item.value == "poss" and made and made[-1].kind == "artist":
            made[-1] = renamed(made[-1], "owner")
        else:
            made.append(item)
    return _possessed(made, focus, found), found


def _reference(
    item: Item, before: Sequence[Item], after: Sequence[Item], focus: Focus
) -> tuple[str, str, str]:
    """What an item refers to, as what kind of item it goes on, and why."""
    if item.kind == "ref" and item.value in _NOUNS and after and _is_noun(before, after[0]):
        return _NOUNS[item.value], "pop", ""
    owns = bool(after) and after[0].kind == "poss"
    if item.kind == "ref" and item.value in _PREDICATES and not owns and _is_predicate(before):
        return *_PREDICATES[item.value], ""
    if item.kind == "ref" and item.value in _KIND_OF:
        return focus.title(before, _KIND_OF[item.value]), "title", "the title last spoken of"
    if item.kind == "ref":
        return _artist(item, before, focus), "artist", "the artist last spoken of"
    if item.kind == "poss" and item.value in {"his", "their"} and after:
        one = focus.person(before) if item.value == "his" else focus.group(before)
        return one, "owner", "the artist last spoken of"
    return "", "", ""


def _is_noun(before: Sequence[Item], following: Item) -> bool:
    """Whether "the album" says what something is, and refers to nothing."""
    return following.kind in {"sup", "by"} or (_after_name(before) and following.kind == "boundary")


def _is_predicate(before: Sequence[Item]) -> bool:
    """Whether only idle words stand between a name and here: "X is the group"."""
    return len(before) > 1 and before[-1].kind == "glue" and _after_name(before)


def _after_name(before: Sequence[Item]) -> bool:
    return [one.kind for one in before if one.kind != "glue"][-1:] in (["title"], ["artist"])


def _artist(item: Item, before: Sequence[Item], focus: Focus) -> str:
    """The artist that an item refers to."""
    if item.value == "by":
        people = focus.makers(item.slots["title"].value)
        return people.pop() if len(people) == 1 else ""
    if item.value == "person":
        return focus.person(before)
    alone = item.value in {"group", "kind of group"} or not focus.person(before)
    return focus.group(before) if alone else ""


def _possessed(items: Sequence[Item], focus: Focus, found: list[Referred]) -> list[Item]:
    """The items with "his debut album" as the title it means, where no title follows."""
    made: list[Item] = []
    at = 0
    while at < len(items):
        item = items[at]
        end = at + 1
        while end < len(items) and (items[end].kind.startswith("adj.") or _describes(items[end])):
            end += 1
        noun = items[end - 1] if end > at + 1 else None
        follows = items[end].kind if end < len(items) else ""
        if item.kind == "owner" and noun and noun.kind == "pop" and follows != "title":
            among = end < len(items) and follows == "by" and items[end].value == "of"
            plain = not among and not any(one.kind == "sup" for one in items[at:end])
            kind = "release" if noun.value in _RELEASES else "recording"
            title = focus.title(items[:at], kind, item.value) if plain else ""
            if title:
                made.append(renamed(noun, "title", title))
                found.append(Referred(noun, title, "the title last spoken of"))
                at = end
                continue
        made.append(item)
        at += 1
    return made


def _describes(item: Item) -> bool:
    return item.kind in {"pop", "act", "role", "glue"} or (
        item.kind == "sup" and item.value in {"first", "nth"}
    )


def compared(items: Sequence[Item]) -> list[Item]:
    """The items with a superlative for "more than any other" and for "no other has more than X"."""
    more = next((i for i, one in enumerate(items) if one.kind == "comparative"), -1)
    than = next((i for i, one in enumerate(items) if one.kind == "than" and i > more), -1)
    if more < 0 or than < 0:
        return list(items)
    nobody = next((i for i, one in enumerate(items[:more]) if one.kind == "nobody"), -1)
    named = [one.kind for one in items[than + 1 :] if one.kind in {"title", "artist"}]
    if (items[than].value == "any") == (nobody >= 0) or (nobody >= 0 and len(named) != 1):
        return list(items)
    gone = {than, nobody}
    made = [one for i, one in enumerate(items) if i not in gone]
    return [renamed(one, "sup") if one is items[more] else one for one in made]


def counted(items: Sequence[Item]) -> list[Item]:
    """The items with "most songs with 1B" as a count of songs, where acts are compared."""
    acts = any(item.kind == "act" for item in items)
    number = any(item.kind == "number" for item in items)
    made = list(items)
    for at, (one, noun) in enumerate(pairwise(items)):
        most = one.kind == "sup" and one.value == "most"
        if most and acts and number and noun.kind == "pop" and noun.value in {"track", "album"}:
            made[at + 1] = renamed(noun, "items", f"most {noun.value}s")
    return made


def described(items: Sequence[Item], focus: Focus) -> list[Item]:
    """The items without what only describes a name beside them: "BTS' V", "album Layover"."""
    made = list(items)
    before: list[Item] = []
    while made != before:
        before = made
        made = _step(made, focus)
    return made


def _step(items: list[Item], focus: Focus) -> list[Item]:
    """The items with the first description put aside."""
    for at, item in enumerate(items):
        if item.kind in {"artist", "owner"} and (start := _group_before(items, at, focus)) < at:
            return items[:start] + items[at:]
    for at, item in enumerate(items):
        if item.kind == "title":
            for start, end in (_maker_before(items, at, focus), _maker_after(items, at, focus)):
                if start < end:
                    return items[:start] + items[end:]
        if item.kind in {"title", "artist"}:
            start = _nouns_before(items, at)
            if start < at:
                return items[:start] + items[at:]
        if item.kind == "title" and _noun_after(items, at):
            return items[: at + 1] + items[at + 2 :]
    return items


def _maker_before(items: list[Item], at: int, focus: Focus) -> tuple[int, int]:
    """Where "X's first solo album," stands before a title of X; empty where it does not."""
    start = at - 1
    while start >= 0 and (
        items[start].kind.startswith("adj.")
        or _describes(items[start])
        or (items[start].kind == "mark" and items[start].value == ",")
    ):
        start -= 1
    own = start >= 0 and items[start].kind in {"owner", "artist"}
    if not own or items[start].value not in focus.makers(items[at].value):
        return at, at
    beside = start == at - 1
    return (start, at) if items[start].kind == "owner" or beside else (at, at)


def _maker_after(items: list[Item], at: int, focus: Focus) -> tuple[int, int]:
    """Where "by X", ", the first album by X," stands after a title of X."""
    end = at + 1
    seen = set[str]()
    while end < len(items) and (
        items[end].kind in {"by", "glue", "pop"}
        or items[end].kind.startswith("adj.")
        or (items[end].kind == "sup" and items[end].value in {"first", "nth"} and "," in seen)
        or (items[end].kind == "mark" and items[end].value in {",", *DASHES})
    ):
        seen.add(items[end].value)
        end += 1
    linked = bool(seen & {"by", "of", *DASHES})
    artist = items[end] if end < len(items) and items[end].kind == "artist" and linked else None
    if artist and artist.value in focus.makers(items[at].value):
        more = end + 1 < len(items) and items[end + 1].value == "," and "," in seen
        return at + 1, end + 1 + more
    return at, at


def _nouns_before(items: list[Item], at: int) -> int:
    """Where the nouns that describe a name begin: "K-pop soloist Jimin", "the song Seven"."""
    if items[at].kind == "title" and [one.value for one in items[max(at - 2, 0) : at]] in _VIDEO_OF:
        return at - 2
    start = at
    wanted = {"pop"} if items[at].kind == "title" else {"act", "role"}
    while start > 0 and items[start - 1].kind in wanted:
        start -= 1
    if start == at:
        return at
    while start > 0 and (
        items[start - 1].kind.startswith("adj.") or items[start - 1].kind in wanted
    ):
        start -= 1
    return start


def _noun_after(items: list[Item], at: int) -> bool:
    """Whether the title is followed by its own noun: "the Seven video"."""
    if at + 1 >= len(items) or items[at + 1].kind != "pop":
        return False
    return at + 2 >= len(items) or items[at + 2].kind not in {"by", "sup", "pop", "act"}


def _group_before(items: list[Item], at: int, focus: Focus) -> int:
    """Where the group of a member begins that is only named to say who is meant."""
    start = at - 1
    while start >= 0 and items[start].kind in {"role", "glue"}:
        start -= 1
    if start < 0 or items[start].kind not in {"owner", "artist"}:
        return at
    groups = focus.around.groups.get(items[at].value, set())
    return start if items[start].value in groups else at
