"""What the posts of all outlets have in common: a text that fits, and a picture that is taken."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Final

from recordbook.syndication.errors import Refused
from recordbook.syndication.lengths import graphemes
from recordbook.syndication.message import ELLIPSIS, Message
from recordbook.syndication.outlet import Draft
from recordbook.syndication.plain import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from recordbook.syndication.item import Item

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_SIZE: Final = struct.Struct(">II")  # width and height, in the first chunk


def drafted(
    item: Item,
    *fits: Callable[[str], bool],
    tags: tuple[str, ...] = (),
    most_bytes: int,
    most_alt: int,
    written: Callable[[str], str] = str,
) -> Draft:
    """An item as a post of an outlet with these limits.

    `written` writes text as the outlet reads it. Refused: not even word and address fit.
    """
    try:
        text, left = Message.of(item, tags).written(written).fitted(*fits)
    except ValueError as error:
        raise Refused(str(error)) from None
    notes = [f"left out: {', '.join(left)}"] if left else []
    image = item.image
    if image is not None and (len(image) > most_bytes or not image.startswith(_PNG)):
        notes.append(
            f"picture left out: {len(image):,} bytes, at most {most_bytes:,} of PNG are taken"
        )
        image = None
    alt = "" if image is None else cut(line(item.alt), most_alt)
    return Draft(item=item, text=text, image=image, alt=alt, notes=tuple(notes))


def cut(text: str, most: int) -> str:
    """A text of at most so many code points; letters stay whole.

    >>> cut("cafe\u0301s", 5), cut("abc", 3)
    ('caf…', 'abc')
    """
    if len(text) <= most:
        return text
    kept = ""
    for letter in graphemes(text):
        if len(kept) + len(letter) >= most:
            break
        kept += letter
    return kept + ELLIPSIS


def dimensions(png: bytes) -> tuple[int, int]:
    """The width and height of a picture in pixels."""
    return _SIZE.unpack(png[16:24])
