"""A picture: one description, drawn as SVG and as PNG alike on every machine."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of `width` by `height` pixels as SVG, with the text for those who do not see it.

    The SVG needs nothing from outside: every letter is an outline.
    """

    svg: str
    alt: str
    width: int
    height: int
