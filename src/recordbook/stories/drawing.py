"""A sheet to draw on: shapes and set text, written as SVG with the same bytes everywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING, Literal, TypeAlias

from recordbook.stories.picture import Picture
from recordbook.stories.setting import extent
from recordbook.stories.typefaces import EM

if TYPE_CHECKING:
    from recordbook.stories.setting import Block

Side: TypeAlias = Literal["start", "middle", "end"]

_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHARE: dict[Side, float] = {"start": 0, "middle": 0.5, "end": 1}


@dataclass(frozen=True, slots=True)
class Frame:
    """A part of a sheet, in pixels."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends to the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends below."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn so far, and where text stands on it."""

    width: int
    height: int
    parts: list[str] = field(default_factory=list[str])
    texts: list[Frame] = field(default_factory=list[Frame])

    def shape(self, name: str, **attributes: float | str) -> None:
        """Draw an element of SVG; an attribute's underscores are hyphens."""
        written = "".join(
            f' {key.replace("_", "-")}="{value if isinstance(value, str) else number(value)}"'
            for key, value in attributes.items()
        )
        self.parts.append(f"<{name}{written}/>")

    def text(self, block: Block, x: float, y: float, side: Side = "start", **paint: str) -> Frame:
        """Draw a block down from `y`, its left, middle or right at `x`: the frame that holds it."""
        scale = block.size / EM
        for at, line in enumerate(block.lines):
            start = x - (extent(line) * _SHARE[side] + line.ink[0]) * scale
            baseline = y + block.above + at * block.leading * block.size
            place = f"translate({number(start)} {number(baseline)}) scale({number(scale, 5)})"
            if line.path:
                self.shape("path", transform=place, d=line.path, **paint)
        frame = Frame(x - block.width * _SHARE[side], y, block.width, block.height)
        if block.lines:
            self.texts.append(frame)
        return frame

    def picture(self, alt: str) -> Picture:
        """The picture, with the text for those who do not see it."""
        said = escape(_UNWRITABLE.sub("", alt), quote=True)
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}"'
            f' viewBox="0 0 {self.width} {self.height}" role="img" aria-label="{said}">'
            f"<title>{said}</title>{''.join(self.parts)}</svg>\n"
        )
        return Picture(svg=svg, alt=alt, width=self.width, height=self.height)


def number(value: float, digits: int = 2) -> str:
    """A number as short as it can be written, the same on every machine.

    >>> number(12.0), number(0.126), number(-0.001)
    ('12', '0.13', '0')
    """
    written = f"{value:.{digits}f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written
