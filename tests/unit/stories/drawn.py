"""Matters typed by hand to be drawn, and what SVG says of where its outlines lie."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from recordbook.claims import parse
from recordbook.proof.proof import Coverage, Holds, Proof, Standing, Verdict
from recordbook.stories import Matter, Status, Told, Withdrawal
from recordbook.units import Bounds, Truth, day_number

if TYPE_CHECKING:
    from recordbook.proof.ground import Ground

DAY = date(2024, 5, 13)
CLAIM = "first and only album by K-pop soloists with every track >= 60M streams on spotify"


def _ground() -> Ground:
    raise NotImplementedError


def proof(claim: str = CLAIM, verdict: Verdict = Verdict.PROVEN, parts: int = 3) -> Proof:
    """A proof of a claim about an album of some tracks, with two rivals."""
    names = [f"Track {number + 1}" for number in range(parts)]
    tracks = tuple(
        Standing(entity=name, name=name, bounds=Bounds(60_000_000 - at * 9_000_000, 90_000_000),
                 earliest=DAY, latest=DAY if at == 0 else None)
        for at, name in enumerate(names)
    )  # fmt: skip
    rivals = [
        {"entity": "r1", "name": "Rival", "maker": "Some", "status": "excluded", "low": 9_000_000,
         "high": 20_000_000, "read": 1, "earliest": day_number(DAY), "latest": None},
        {"entity": "r2", "name": "Other", "maker": "Nobody", "status": "excluded", "low": 0,
         "high": None, "read": 0, "earliest": None, "latest": None},
    ]  # fmt: skip
    rows = [{"entity": "Track 1", "source": "https://www.example.org/figures?day=1", "rule": "read",
             "batch": "b"}]  # fmt: skip
    return Proof(
        claim=parse(f'"Layover" by "V": {claim} as of {DAY}'),
        verdict=verdict,
        grade="counted",
        subject=Standing(entity="album", name="Layover", bounds=Bounds(42_000_000, 90_000_000)),
        member=Truth.TRUE,
        parts=tracks,
        rivals=pa.Table.from_pylist(rivals),
        rows=pa.Table.from_pylist(rows),
        readings=(),
        holds=Holds(),
        missing=(),
        coverage=Coverage(members=3, read=2),
        conflicts=pa.table({}),
        version=1,
        known_at=datetime(2024, 5, 14, tzinfo=UTC),
        ground=_ground,
    )


def matter(
    status: Status = Status.PROVEN, name: str = "Layover", by: str | None = "V", claim: str = CLAIM
) -> Matter:
    """A matter of a status."""
    verdicts = {Status.PROVEN: Verdict.PROVEN, Status.UNDECIDED: Verdict.UNDECIDED}
    return Matter(
        proof=proof(claim, verdicts.get(status, Verdict.REFUTED)),
        name=name,
        by=by,
        kind="release",
        withdrawn=Withdrawal(reason="a figure was put right", day=DAY)
        if status is Status.WITHDRAWN
        else None,
        address="https://www.example.org/records/utboijg65dcw",
    )


def told(status: Status = Status.PROVEN, language: str = "en", headline: str = "") -> Told:
    """A matter told in fixed words, so that pictures change only where drawing does."""
    said = "“Layover” by V is the first and only album by a K-pop soloist with 60M on every track"
    return Told(
        language=language,
        style="newsroom",
        status=status,
        headline=headline or said,
        post="",
        caption="",
        alt=f"Card with text: {headline or said}",
    )


_PATH = re.compile(
    r'<path transform="translate\(([-\d.]+) ([-\d.]+)\) scale\(([\d.]+)\)" d="([^"]*)"'
)
_STEP = re.compile(r"([a-zA-Z])([^a-zA-Z]*)")
_NUMBER = re.compile(r"-?\d+")


def boxes(svg: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right and bottom of every line of text: of all points of its outlines."""
    found: list[tuple[float, float, float, float]] = []
    for left, top, scale, d in _PATH.findall(svg):
        points = [
            (float(left) + x * float(scale), float(top) + y * float(scale)) for x, y in walked(d)
        ]
        xs, ys = zip(*points, strict=True)
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def walked(d: str) -> list[tuple[int, int]]:
    """Every point of a path, control points too."""
    points: list[tuple[int, int]] = []
    x = y = start_x = start_y = 0
    for letter, values in _STEP.findall(d):
        numbers = [int(one) for one in _NUMBER.findall(values)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        if letter == "M":
            ((x, y),) = pairs
        elif letter == "m":
            x, y = start_x + pairs[0][0], start_y + pairs[0][1]
        elif letter == "z":
            x, y = start_x, start_y
        if letter in "Mm":
            start_x, start_y = x, y
        if letter in "lqc":
            points += [(x + dx, y + dy) for dx, dy in pairs]
            x, y = points[-1]
        points.append((x, y))
    return points


def apart(frames: list[tuple[float, float, float, float]], slack: float = 1) -> bool:
    """Whether no two frames overlap by more than a slack, in pixels."""
    ordered = sorted(frames)
    return not any(
        one[0] + slack < other[2] and other[0] + slack < one[2]
        and one[1] + slack < other[3] and other[1] + slack < one[3]
        for at, one in enumerate(ordered)
        for other in ordered[at + 1 :]
    )  # fmt: skip
