"""Phrases as data: which rows of items are one phrase, and of what kind.

A phrase is written in words: `a|b` is either, `word?` may be missing, `{slot}` is an item of the
kind that the slot names. `{n}` is a number, `{y}` a year, `{d}` a day of the month; any other slot
is the kind of an item that an earlier step made. `{by:artist}` gives the slot a name of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recordbook.scrutiny.items import Item, folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_YEARS, _DAYS = range(1900, 2101), range(1, 32)
_SLOT = re.compile(r"\{(?:(?P<name>\w+):)?(?P<kind>[\w ]+)\}(?P<maybe>\??)")
_PARTS = re.compile(r"\{[^}]*\}\??|\S+")


@dataclass(frozen=True, slots=True)
class Part:
    """One place of a phrase: words of which one must stand there, or a slot."""

    words: frozenset[str]
    slot: str
    kind: str
    optional: bool


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase and what it stands for."""

    kind: str
    value: str
    parts: tuple[Part, ...]


def phrase(kind: str, value: str, text: str) -> Phrase:
    """The phrase that a line of data writes."""
    return Phrase(kind, value, tuple(part for one in _PARTS.findall(text) for part in _parts(one)))


def _parts(text: str) -> Iterator[Part]:
    if slot := _SLOT.fullmatch(text):
        kind = slot["kind"]
        yield Part(frozenset(), slot["name"] or kind, kind, bool(slot["maybe"]))
        return
    maybe = text.endswith("?") and len(text) > 1
    words = [_plain(word) for word in text.removesuffix("?").split("|")]
    if len(words) == 1 and " " in words[0]:  # a hyphen makes two words of one
        for word in words[0].split(" "):
            yield Part(frozenset([word]), "", "", maybe)
    else:
        yield Part(frozenset(words), "", "", maybe)


def _plain(word: str) -> str:
    """The word as items hold it; marks stay as they are."""
    if not any(map(str.isalnum, word)) or word.startswith("'"):
        return word
    return folded(word)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Many phrases, found by what they may begin with."""

    by_word: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))
    by_slot: dict[str, list[Phrase]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, phrases: Iterable[Phrase]) -> Phrases:
        """The phrases, filed."""
        made = cls()
        for one in phrases:
            for part in one.parts:
                for word in part.words:
                    made.by_word[word].append(one)
                if part.slot:
                    made.by_slot[part.kind].append(one)
                if not part.optional:
                    break
        return made

    def applied(self, items: Sequence[Item]) -> list[Item]:
        """The items with every phrase in the place of its own, the longest one first found."""
        made: list[Item] = []
        at = 0
        while at < len(items):
            found = self._longest(items, at)
            if found is None:
                made.append(items[at])
                at += 1
            else:
                item, at = found
                made.append(item)
        return made

    def _longest(self, items: Sequence[Item], at: int) -> tuple[Item, int] | None:
        """The longest phrase that begins here, and where it ends."""
        best: tuple[Phrase, int, dict[str, Item]] | None = None
        for one in self._candidates(items[at]):
            for end, slots in _matches(one.parts, 0, items, at, {}):
                if end > at and (best is None or end > best[1]):
                    best = (one, end, slots)
        if best is None:
            return None
        one, end, slots = best
        first, last = items[at], items[end - 1]
        forms = first.forms if end == at + 1 else ()
        item = Item(
            kind=one.kind,
            start=first.start,
            end=last.end,
            value=one.value,
            number=_number(one, first, single=end == at + 1),
            forms=forms,
            slots=slots,
        )
        return item, end

    def _candidates(self, item: Item) -> Iterator[Phrase]:
        for form in item.forms:
            yield from self.by_word.get(form, ())
        for kind in _kinds(item):
            yield from self.by_slot.get(kind, ())


def _number(one: Phrase, first: Item, *, single: bool) -> int:
    """The number that a phrase stands for: its own, or that of the item it is made of."""
    if one.kind == "number":
        return int(one.value)
    return first.number if single else 0


def _kinds(item: Item) -> Iterator[str]:
    """The slots that an item may stand in."""
    yield item.kind
    if item.kind == "number":
        yield "n"
        plain = item.value.isdigit()
        if plain and item.number in _YEARS:
            yield "y"
        if plain and item.number in _DAYS:
            yield "d"


def _matches(
    parts: tuple[Part, ...], place: int, items: Sequence[Item], at: int, slots: dict[str, Item]
) -> Iterator[tuple[int, dict[str, Item]]]:
    """Every way in which the rest of a phrase lies on the items from here."""
    if place == len(parts):
        yield at, slots
        return
    part = parts[place]
    if at < len(items) and _fits(part, items[at]):
        taken = slots | {part.slot: items[at]} if part.slot else slots
        yield from _matches(parts, place + 1, items, at + 1, taken)
    if part.optional:
        yield from _matches(parts, place + 1, items, at, slots)


def _fits(part: Part, item: Item) -> bool:
    if part.slot:
        return part.kind in _kinds(item)
    return any(form in part.words for form in item.forms)
