"""Numbers in words: sixty million, half a billion, mil millones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.scrutiny.items import Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_HUNDRED = 100
_LARGEST = 10**18


def with_numbers(items: Sequence[Item], words: Mapping[str, int]) -> list[Item]:
    """The items with every row of number words as one number; figures may come before a size.

    >>> from recordbook.scrutiny.items import itemise
    >>> size = {"sixty": 60, "five": 5, "million": 10**6}
    >>> [item.number for item in with_numbers([*itemise("sixty five million", ())], size)]
    [65000000]
    """
    made: list[Item] = []
    at = 0
    while at < len(items):
        end = at
        while end < len(items) and (end == at or items[end].kind == "word"):
            if items[end].kind != "number" and _value(items[end], words) is None:
                break
            end += 1
        value = _worth(items[at:end], words)
        if value is None or (end == at + 1 and items[at].kind == "number"):
            made.append(items[at])
            at += 1
            continue
        first, last = items[at], items[end - 1]
        forms = first.forms if end == at + 1 else ()
        made.append(Item(kind="number", start=first.start, end=last.end, number=value, forms=forms))
        at = end
    return made


def _value(item: Item, words: Mapping[str, int]) -> int | None:
    return next((words[form] for form in item.forms if form in words), None)


def _worth(items: Sequence[Item], words: Mapping[str, int]) -> int | None:
    """What a row of number words says: sizes multiply what stands before them."""
    total, part = 0, 0
    for item in items:
        value = item.number if item.kind == "number" else _value(item, words)
        if value is None:
            return None
        if value >= 10 * _HUNDRED:
            above = total < value
            total = (total + part or 1) * value if above else total + (part or 1) * value
            part = 0
        else:
            part = (part or 1) * value if value == _HUNDRED else part + value
    worth = total + part
    return worth if items and worth < _LARGEST else None
