"""Pictures as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING

import resvg_py

if TYPE_CHECKING:
    from recordbook.stories.picture import Picture


def png(picture: Picture) -> bytes:
    """The picture as PNG: its pixels depend on its SVG alone, and on no font of the machine."""
    return bytes(resvg_py.svg_to_bytes(svg_string=picture.svg, skip_system_fonts=True))
