"""From a sentence to its items: names, numbers, dates and phrases, and the words nobody knows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recordbook.scrutiny.items import Item, itemise
from recordbook.scrutiny.marks import MONEY, QUOTING, SHARES, plain
from recordbook.scrutiny.numbers import with_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from recordbook.scrutiny.mentions import Mention
    from recordbook.scrutiny.rules import Rules


@dataclass(frozen=True, slots=True)
class Lexed:
    """A sentence as items; `mentions` are by the place where they start."""

    text: str
    start: int
    items: tuple[Item, ...]
    mentions: dict[int, Mention] = field(default_factory=dict["int", "Mention"])

    def words(self, item: Item) -> str:
        """What stands in the text for an item."""
        return self.text[item.start - self.start : item.end - self.start]


def lexed(
    text: str, start: int, mentions: Sequence[Mention], labels: Iterable[str], rules: Rules
) -> Lexed:
    """The items of a sentence that begins at `start`; offsets are those of the article."""
    items: list[Item] = []
    at = start
    for mention in mentions:
        items.extend(_between(text[at - start : mention.start - start], at, rules))
        items.append(_named(mention))
        at = mention.end
        if ending := _ending(text[at - start :], rules.endings):
            items.append(
                Item(kind="word", start=at, end=at + len(ending), value=ending, forms=(ending,))
            )
            at += len(ending)
    items.extend(_between(text[at - start :], at, rules))
    items = [item for item in items if not (item.kind == "mark" and item.value in QUOTING)]
    items = [_counted(item, text, start) for item in items]
    items = _labelled(items, labels, text, start)
    for step in rules.steps:
        items = step.applied(items)
    return Lexed(text, start, tuple(items), {mention.start: mention for mention in mentions})


def _between(text: str, at: int, rules: Rules) -> list[Item]:
    """The items of a stretch without names."""
    return with_numbers([*itemise(text, rules.endings, at, rules.point)], rules.numbers)


def _counted(item: Item, text: str, start: int) -> Item:
    """A number of money or per cent is no number of anything counted here."""
    before, after = text[: item.start - start][-1:], text[item.end - start :].lstrip()[:1]
    other = item.kind == "number" and (before in MONEY or after in SHARES)
    return renamed(item, "word", text[item.start - start : item.end - start]) if other else item


def _ending(text: str, endings: tuple[str, ...]) -> str:
    """The ending that a name carries, if the text goes on with one."""
    for ending in endings:
        follows = text[len(ending) : len(ending) + 1]
        if plain(text[: len(ending)]) == ending and not follows.isalnum():
            return ending
    return ""


def _named(mention: Mention) -> Item:
    """A name as an item: its kind says what it is a name of."""
    kind = "artist" if mention.artist else "title" if mention.sure else "unsure"
    value = " ".join(sorted(mention.entities))
    return Item(kind=kind, start=mention.start, end=mention.end, value=value)


def _labelled(items: Sequence[Item], labels: Iterable[str], text: str, start: int) -> list[Item]:
    """The items with the names of labels in the place of their words."""
    known = {label.casefold(): label for label in labels}
    widest = max((len(label.split()) for label in known), default=0)
    made: list[Item] = []
    at = 0
    while at < len(items):
        for end in range(min(len(items), at + widest), at, -1):
            said = text[items[at].start - start : items[end - 1].end - start]
            if items[at].kind == "word" and said[:1].isupper() and said.casefold() in known:
                label = known[said.casefold()]
                made.append(
                    Item(kind="label", start=items[at].start, end=items[end - 1].end, value=label)
                )
                at = end
                break
        else:
            made.append(items[at])
            at += 1
    return made


def without(items: Iterable[Item], gone: Iterable[Item]) -> list[Item]:
    """The items but those that are gone."""
    places = {item.start for item in gone}
    return [item for item in items if item.start not in places]


def renamed(item: Item, kind: str, value: str = "") -> Item:
    """The same stretch as an item of another kind."""
    return replace(item, kind=kind, value=value or item.value)
