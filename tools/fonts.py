"""Makes `src/recordbook/stories/fonts`: the letters that pictures are drawn with.

Cut from Debian's packages fonts-noto-core and fonts-noto-cjk, and from the npm package of Noto
Emoji, with fontTools; run once, for the result is kept. `python tools/fonts.py EMOJI.ttf` wants
the path of `NotoEmoji_400Regular.ttf` out of `npm pack @expo-google-fonts/noto-emoji`.
"""

# fontTools has no types:
# pyright: reportMissingTypeStubs=false, reportUnknownMemberType=false

from __future__ import annotations

import sys
from itertools import chain, product
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable

_OUT = Path(__file__).resolve().parent.parent / "src" / "recordbook" / "stories" / "fonts"
_NOTO = Path("/usr/share/fonts/truetype/noto")
_CJK = Path("/usr/share/fonts/opentype/noto")
_MOST = 7_000_000
"""No more bytes than these in all."""

_LATIN = (
    *(range(0x20, 0x250), range(0x2B0, 0x530), range(0x1E00, 0x2070), range(0x2070, 0x20D0)),
    *(range(0x2100, 0x2190), range(0xFB00, 0xFB07), range(0xFFFD, 0xFFFE)),
)
"""Latin, Greek and Cyrillic with their marks, punctuation, currencies and letter-like signs."""

_THAI = (range(0xE00, 0xE80),)
_HEBREW = (range(0x590, 0x600), range(0xFB1D, 0xFB50))
_ARABIC = (range(0x600, 0x700), range(0x750, 0x780))
_CJK_SIGNS = (range(0x3000, 0x3100), range(0x3131, 0x318F), range(0x31F0, 0x3200))
_WIDE = (range(0x2190, 0x2800), range(0xFF00, 0xFFF0))
_HANGUL = (range(0xAC00, 0xD7A4),)


def _jis() -> set[int]:
    """Every character of JIS X 0208: the kanji of Japanese names and their signs."""
    rows = product(range(0x21, 0x7F), repeat=2)
    cells = (bytes([0x1B, 0x24, 0x42, *row]).decode("iso2022_jp", "ignore") for row in rows)
    return {ord(cell) for cell in cells if cell}


def _cut(source: Path, name: str, wanted: Iterable[int] | None, *, laid_out: bool = True) -> None:
    """Keep of a font what pictures draw: outlines without hints, and how letters join."""
    font = TTFont(source, fontNumber=0 if source.suffix == ".ttc" else -1, recalcTimestamp=False)
    options = Options(
        hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 5, 13], legacy_kern=False
    )
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG", "STAT", "MATH"]
    if not laid_out:
        options.layout_features = []
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap() if wanted is None else wanted)
    subsetter.subset(font)
    font.save(_OUT / name)


def _write(emoji: Path) -> None:
    """Every font, in the two weights that pictures use; emoji have one."""
    scripts = {
        "NotoSans": _LATIN,
        "NotoSansThai": _THAI,
        "NotoSansHebrew": _HEBREW,
        "NotoSansArabic": _ARABIC,
    }
    cjk = _jis().union(*_CJK_SIGNS, *_WIDE, *_HANGUL)
    for weight in ("Regular", "Bold"):
        for script, wanted in scripts.items():
            both = [*chain(*wanted), 0x200C, 0x200D, 0x25CC]
            _cut(_NOTO / f"{script}-{weight}.ttf", f"{script}-{weight}.ttf", both)
        _cut(_CJK / f"NotoSansCJK-{weight}.ttc", f"NotoSansCJK-{weight}.otf", cjk, laid_out=False)
    _cut(emoji, "NotoEmoji-Regular.ttf", None)


def main() -> None:
    """Write the fonts, and say how large they are."""
    _write(Path(sys.argv[1]))
    sizes = {path.name: path.stat().st_size for path in sorted(_OUT.glob("Noto*"))}
    for name, size in sizes.items():
        print(f"{size:>9,} {name}")
    if sum(sizes.values()) > _MOST:
        sys.exit(f"error: {sum(sizes.values()):,} bytes in all, more than {_MOST:,}")


if __name__ == "__main__":
    main()
