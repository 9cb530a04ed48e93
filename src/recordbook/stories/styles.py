"""House styles: how much a post says, and how its numbers are written; a file of data each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recordbook.stories.errors import NoStyle

_FOLDER = Path(__file__).parent / "styles"

STYLES = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))
"""The house styles there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A house style.

    `numbers`: long (60 million) or short (60M). `became`: whether records are told as they come to
    be. `dated`: which posts say their day, always or changing, those alone that a later day may
    end. `title` and `artist` are the most characters of a name.
    """

    name: str
    numbers: str
    became: bool
    dated: str
    title: int
    artist: int


@cache
def style(name: str) -> Style:
    """The style of a name; NoStyle where there is none.

    >>> style("chart").numbers
    'short'
    """
    if name not in STYLES:
        raise NoStyle(f"no house style is called {name[:20]!r}", remedy=", ".join(STYLES))
    data = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    return Style(name=name, **data)
