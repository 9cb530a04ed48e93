"""The colours of pictures: every text stands out from its ground by 4.5 to 1 or more."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from recordbook.stories.matter import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

Theme: TypeAlias = Literal["light", "dark"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The colours of a theme: ground, text, quieter text, lines, and one for each status.

    `lines` are for the tracks of a chart, `rivals` for whoever else is on it.
    """

    ground: str
    panel: str
    text: str
    quiet: str
    line: str
    status: Mapping[Status, str]
    lines: tuple[str, ...]
    rival: str


THEMES: Final[Mapping[Theme, Colours]] = MappingProxyType(
    {
        "light": Colours(
            ground="#fbfaf7",
            panel="#f1eee7",
            text="#15171c",
            quiet="#575c66",
            line="#d8d3c8",
            status=MappingProxyType(
                {
                    Status.PROVEN: "#0a6b50",
                    Status.UNDECIDED: "#8a5300",
                    Status.REFUTED: "#b0261d",
                    Status.WITHDRAWN: "#5b4a86",
                }
            ),
            lines=("#0a6b50", "#1f5fae", "#8a5300", "#8c2f6b", "#3d6b16", "#6a4fb0"),
            rival="#666b76",
        ),
        "dark": Colours(
            ground="#101216",
            panel="#1a1d23",
            text="#f4f2ec",
            quiet="#a9aeb8",
            line="#343942",
            status=MappingProxyType(
                {
                    Status.PROVEN: "#4fd1a5",
                    Status.UNDECIDED: "#f2b84b",
                    Status.REFUTED: "#ff8b7e",
                    Status.WITHDRAWN: "#b9a6f2",
                }
            ),
            lines=("#4fd1a5", "#7db4ff", "#f2b84b", "#f08cc8", "#a5d65a", "#b9a6f2"),
            rival="#8b909a",
        ),
    }
)
"""The two themes."""


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, by WCAG: 1 for the same, 21 for black and white.

    >>> contrast("#000000", "#ffffff")
    21.0
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        one / 12.92 if one <= 0.03928 else ((one + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's
        for one in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
