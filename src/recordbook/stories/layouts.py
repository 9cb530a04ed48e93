"""Where things stand on the cards of each shape."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from recordbook.stories.drawing import Frame
from recordbook.stories.setting import Style
from recordbook.stories.typefaces import Weight

if TYPE_CHECKING:
    from collections.abc import Mapping

Shape: TypeAlias = Literal["wide", "square", "tall"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The places on a card, in pixels; `unit` is the size of its plain text.

    `column` is the width of name and figure beside the disc, `lines` how many the sentence may
    have; `fields` are left, top and width of what stands in the foot, and a note stands `beside`
    the status or below it.
    """

    width: int
    height: int
    unit: float
    status: Frame
    beside: bool
    body: Frame
    column: float
    lines: int
    disc: tuple[float, float, float]
    foot: Frame
    fields: tuple[tuple[float, float, float], ...]

    def style(self, style: Style, lines: int = 0, share: float = 1) -> Style:
        """A style in units of this card as one in pixels, up to a share of its largest size."""
        most = style.sizes[0] * share
        sizes = [size for size in style.sizes if size <= most] or [most]
        pixels = tuple(size * self.unit for size in sizes)
        return replace(style, sizes=pixels, lines=lines or style.lines)


NAME = Style(
    lines=2, sizes=(2, 1.75, 1.5, 1.3, 1.15), weight=Weight.BOLD, leading=1.18, balanced=True
)
BY = Style(sizes=(1.1, 0.95, 0.85), leading=1.3)
FIGURE = Style(sizes=(4.4, 3.8, 3.2, 2.7, 2.2, 1.9, 1.6), weight=Weight.BOLD, leading=1.12)
LONG_FIGURE = Style(sizes=(1.6, 1.3, 1, 0.8), weight=Weight.BOLD, lines=2, leading=1.15)
LABEL = Style(sizes=(1.2, 1.05, 0.9), lines=2, leading=1.25)
SENTENCE = Style(sizes=(1.25, 1.1, 1, 0.92, 0.85, 0.78), leading=1.32, balanced=True)
WORD = Style(sizes=(1.2, 1, 0.85), weight=Weight.BOLD)
NOTE = Style(sizes=(0.92, 0.8, 0.7))
BRAND = Style(sizes=(0.85,), weight=Weight.BOLD)
FIELD = Style(sizes=(0.62,))
VALUE = Style(sizes=(0.8, 0.72, 0.64, 0.58), lines=2, leading=1.22, balanced=True)
"""The styles of a card's texts, in its units."""

LAYOUTS: Final[Mapping[Shape, Layout]] = MappingProxyType(
    {
        "wide": Layout(
            width=1200,
            height=630,
            unit=26,
            status=Frame(64, 42, 1072, 44),
            beside=True,
            body=Frame(64, 98, 716, 398),
            column=716,
            lines=4,
            disc=(964, 300, 172),
            foot=Frame(64, 514, 1072, 84),
            fields=((0, 0, 300), (324, 0, 208), (556, 0, 270), (850, 0, 222)),
        ),
        "square": Layout(
            width=1080,
            height=1080,
            unit=37,
            status=Frame(72, 60, 936, 80),
            beside=False,
            body=Frame(72, 164, 936, 618),
            column=560,
            lines=4,
            disc=(836, 358, 172),
            foot=Frame(72, 798, 936, 236),
            fields=((0, 0, 456), (492, 0, 444), (0, 112, 456), (492, 112, 444)),
        ),
        "tall": Layout(
            width=1080,
            height=1920,
            unit=44,
            status=Frame(84, 176, 912, 92),
            beside=False,
            body=Frame(84, 712, 912, 676),
            column=912,
            lines=5,
            disc=(540, 488, 184),
            foot=Frame(84, 1412, 912, 290),
            fields=((0, 0, 440), (476, 0, 436), (0, 130, 440), (476, 130, 436)),
        ),
    }
)
"""The shapes: for links, for feeds, and for stories, whose ends other things cover."""
