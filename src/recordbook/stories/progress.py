"""The way to the next milestone: a bar of what is known, and what is missing to a round number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import Aggregate
from recordbook.measures.ladder import LADDERED
from recordbook.mining.ladder import next_rung
from recordbook.stories.drawing import Sheet
from recordbook.stories.figure import known, label
from recordbook.stories.language import language as language_of
from recordbook.stories.setting import Style, fitted
from recordbook.stories.themes import THEMES
from recordbook.stories.typefaces import Weight

if TYPE_CHECKING:
    from recordbook.stories.matter import Matter
    from recordbook.stories.picture import Picture
    from recordbook.stories.setting import Block
    from recordbook.stories.themes import Theme

WIDTH, HEIGHT = 1200, 420
_CLIMBING = frozenset({*map(Aggregate, LADDERED), Aggregate.EVERY_ALBUM})
_LEFT, _BAR, _THICK = 64, 246, 44
_TITLE = Style(sizes=(40, 34, 29), weight=Weight.BOLD, lines=1)
_BY = Style(sizes=(26, 23))
_LARGE = Style(sizes=(30, 26, 22), weight=Weight.BOLD)
_SMALL = Style(sizes=(22, 19), lines=1)


def progress(matter: Matter, *, theme: Theme = "light", language: str = "en") -> Picture | None:
    """How far the subject of a matter is on its way to the next round number.

    None where its number is none that climbs: a place in a list, a rate, a fact.
    """
    if matter.proof.claim.measure.aggregate not in _CLIMBING:
        return None
    words, colours = language_of(language), THEMES[theme]
    claim, bounds = matter.proof.claim, matter.proof.subject.bounds
    goal = next_rung(bounds.low)
    inner = WIDTH - 2 * _LEFT
    sheet = Sheet(WIDTH, HEIGHT)

    def said(key: str, **values: object) -> str:
        return words.say("pictures", key, **values)

    def put(block: Block, x: float, y: float, colour: str, *, end: bool = False) -> None:
        sheet.text(block, x, y, "end" if end else "start", fill=colour)

    def set_(text: str, style: Style, width: float = inner) -> Block:
        return fitted(text, style, width, 64, words.code)

    aim, stands = words.exact(goal), known(claim, bounds, words)
    sheet.shape("rect", width=WIDTH, height=HEIGHT, fill=colours.ground)
    title = set_(said("chart.progress", title=matter.name, goal=aim), _TITLE)
    put(title, _LEFT, 44, colours.text)
    put(set_(matter.by or "", _BY), _LEFT, 44 + title.height, colours.quiet)
    now = set_(stands, _LARGE, inner * 0.6)
    put(now, _LEFT, _BAR - now.height - 8, colours.lines[0])
    put(
        set_(aim, _LARGE, inner * 0.3), WIDTH - _LEFT, _BAR - now.height - 8, colours.text, end=True
    )
    bar = {"x": _LEFT, "y": _BAR, "height": _THICK, "rx": _THICK / 2}
    sheet.shape("rect", **bar, width=inner, fill=colours.line)
    high = goal if bounds.high is None else min(bounds.high, goal)
    for value, opacity in ((high, "0.35"), (bounds.low, "1")):
        width = inner * value / goal
        sheet.shape("rect", **bar, width=width, fill=colours.lines[0], fill_opacity=opacity)
    left = "chart.left" if bounds.exact else "chart.left_most"
    put(set_(said(left, n=words.exact(goal - bounds.low)), _SMALL, inner / 2), _LEFT,
        _BAR + _THICK + 14, colours.text)  # fmt: skip
    put(set_(label(claim, words, goal), _SMALL, inner / 2), WIDTH - _LEFT, _BAR + _THICK + 14,
        colours.quiet, end=True)  # fmt: skip
    day = f"{said('foot.as_of')}: {words.date(claim.as_of)}"
    put(set_(day, _SMALL), _LEFT, HEIGHT - 58, colours.quiet)
    put(set_("recordbook", _SMALL), WIDTH - _LEFT, HEIGHT - 58, colours.quiet, end=True)
    alt = said("chart.alt_progress", title=matter.name, n=stands, goal=aim, day=claim.as_of)
    return sheet.picture(alt)
