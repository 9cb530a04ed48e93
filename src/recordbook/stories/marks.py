"""The marks of a picture: what says its status without colour, and the disc drawn from the proof.

The disc is a record whose grooves are the tracks, or the subject and its nearest rivals: each is
full where the number is reached, lighter where that is not ruled out.
"""

from __future__ import annotations

from math import pi
from typing import TYPE_CHECKING, TypeAlias

from recordbook.claims.families import FACTS, RANKS
from recordbook.intake.arrow import dicts
from recordbook.stories.drawing import number
from recordbook.stories.matter import Status
from recordbook.stories.setting import Style, fitted
from recordbook.stories.typefaces import Weight
from recordbook.units import Bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from recordbook.proof import Proof
    from recordbook.stories.drawing import Sheet
    from recordbook.stories.themes import Colours

_MOST_GROOVES = 24
_RIVALS = 4
_HOLE = 0.36  # of the disc's radius: where its mark stands
_FAINT = "0.32"

Groove: TypeAlias = tuple[Bounds, str]


def status_mark(
    sheet: Sheet, status: Status, colours: Colours, at: tuple[float, float, float]
) -> None:
    """A sign in a ring at x, y with a radius: a tick, a question, a cross, a bar."""
    x, y, radius = at
    colour, thick = colours.status[status], radius * 0.2
    stroke = {"fill": "none", "stroke": colour, "stroke_width": number(thick)}
    if status is Status.PROVEN:
        sheet.shape("circle", cx=x, cy=y, r=radius, fill=colour)
        tick = f"M{_at(x, y, radius, -0.45, 0.03)}L{_at(x, y, radius, -0.12, 0.36)}"
        tick += f"L{_at(x, y, radius, 0.48, -0.32)}"
        sheet.shape("path", d=tick, **{**stroke, "stroke": colours.ground})
        return
    ring = radius - thick / 2
    dashes = {"stroke_dasharray": number(2 * pi * ring / 16)} if status is Status.UNDECIDED else {}
    sheet.shape("circle", cx=x, cy=y, r=ring, **stroke, **dashes)
    if status is Status.UNDECIDED:
        style = Style(sizes=(radius * 1.25,), weight=Weight.BOLD, leading=1)
        block = fitted("?", style, radius * 2, radius * 2)
        middle = block.above - block.size * 0.357  # half the height of a capital
        sheet.shape(
            "path",
            transform=f"translate({number(x - block.width / 2)} {number(y - middle + block.above)})"
            f" scale({number(block.size / 1000, 5)})",
            d=block.lines[0].path,
            fill=colour,
        )
    elif status is Status.REFUTED:
        for left, right in ((-0.36, 0.36), (0.36, -0.36)):
            d = f"M{_at(x, y, radius, left, -0.36)}L{_at(x, y, radius, right, 0.36)}"
            sheet.shape("path", d=d, **stroke)
    else:
        d = f"M{_at(x, y, radius, -0.45, 0)}L{_at(x, y, radius, 0.45, 0)}"
        sheet.shape("path", d=d, **stroke)


def _at(x: float, y: float, radius: float, right: float, down: float) -> str:
    return f"{number(x + right * radius)} {number(y + down * radius)}"


_EDGE = {
    Status.PROVEN: (1, 0),
    Status.UNDECIDED: (36, 24),
    Status.REFUTED: (6, 12),
    Status.WITHDRAWN: (3, 33),
}
"""How long the strokes of a card's edge are and the gaps between them, in pixels."""


def edge(sheet: Sheet, status: Status, colours: Colours, width: float) -> None:
    """A line down the left edge: whole where proven, else broken in the way of its status."""
    stroke, gap = _EDGE[status]
    dashes = {"stroke_dasharray": f"{stroke} {gap}"} if gap else {}
    d = f"M{number(width / 2)} 0V{sheet.height}"
    sheet.shape(
        "path", d=d, stroke=colours.status[status], stroke_width=width, fill="none", **dashes
    )


def disc(
    sheet: Sheet, proof: Proof, status: Status, colours: Colours, at: tuple[float, float, float]
) -> None:
    """The disc of a proof at x, y with a radius."""
    x, y, radius = at
    colour = colours.status[status]
    grooves, full = grooves_of(proof, colour, colours.rival)
    sheet.shape("circle", cx=x, cy=y, r=radius, fill=colours.panel)
    step = radius * (1 - _HOLE) / (len(grooves) + 0.5)
    thick = min(step * 0.6, radius * 0.085)
    for place, (bounds, paint) in enumerate(grooves):
        ring = radius - step * (place + 0.75)
        sheet.shape(
            "circle", cx=x, cy=y, r=ring, fill="none", stroke=colours.line, stroke_width=thick / 3
        )
        for share, opacity in _arcs(bounds, full):
            arc = _arc(x, y, ring, share, radius * 0.06 if status is Status.UNDECIDED else 0)
            sheet.shape("circle", **arc, stroke=paint, stroke_width=thick, stroke_opacity=opacity)
    if status in {Status.REFUTED, Status.WITHDRAWN}:  # the record is broken
        d = f"M{_at(x, y, radius, -1, 0.62)}L{_at(x, y, radius, 1, -0.62)}"
        sheet.shape("path", d=d, fill="none", stroke=colours.ground, stroke_width=radius * 0.09)
    sheet.shape("circle", cx=x, cy=y, r=radius * _HOLE * 0.86, fill=colours.ground)
    status_mark(sheet, status, colours, (x, y, radius * _HOLE * 0.62))


def grooves_of(proof: Proof, own: str, rival: str) -> tuple[Sequence[Groove], int]:
    """The numbers that the disc shows with their colours, outermost first, and what fills a groove.

    The least of the parts where there are many; without parts the subject and its nearest rivals.
    """
    claim = proof.claim
    if claim.measure.aggregate in RANKS | FACTS or claim.measure.metric.endswith("rank"):
        return [(Bounds.exactly(1), own)] * 3, 1
    if len(proof.parts) > 1:
        parts = sorted(proof.parts, key=lambda part: part.bounds.low)[:_MOST_GROOVES]
        kept = {part.entity for part in parts}
        grooves = [(part.bounds, own) for part in proof.parts if part.entity in kept]
        most = max(bounds.low for bounds, _ in grooves)
        return grooves, max(claim.measure.past or claim.threshold or most, 1)
    others = dicts(proof.rivals.slice(0, _RIVALS))
    known = [Bounds(one["low"], one["high"]) for one in others]
    grooves = [(proof.subject.bounds, own), *((bounds, rival) for bounds in known)]
    most = max(bounds.high or bounds.low for bounds, _ in grooves)
    return grooves, max(claim.threshold or most, 1)


def _arcs(bounds: Bounds, full: int) -> Iterator[tuple[float, str]]:
    """Shares of the circle, the faint one of what is not ruled out first."""
    low = min(bounds.low / full, 1)
    high = 1 if bounds.high is None else min(bounds.high / full, 1)
    if high > low:
        yield high, _FAINT
    if low:
        yield low, "1"


def _arc(x: float, y: float, radius: float, share: float, dash: float) -> dict[str, float | str]:
    """A share of a circle, from the top clockwise; in dashes of a length, unless it is 0."""
    around = 2 * pi * radius
    arc: dict[str, float | str] = {"cx": x, "cy": y, "r": radius, "fill": "none"}
    if share == 1 and not dash:
        return arc
    count = max(1, round(around * share / (dash * 1.7))) if dash else 1
    pitch = around * share / count
    mark = pitch * 0.6 if dash else pitch
    last = f"{number(mark)} {number(around)}"
    arc["stroke_dasharray"] = " ".join(
        [f"{number(mark)} {number(pitch - mark)}"] * (count - 1) + [last]
    )
    return arc | {"transform": f"rotate(-90 {number(x)} {number(y)})"}
