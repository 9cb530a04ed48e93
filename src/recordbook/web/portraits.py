"""A thing as its page shows it: where it stands, how it went, who stands beside it, its records."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from recordbook.claims.families import RANKS
from recordbook.errors import RecordbookError
from recordbook.system.courses import about, clashes, points
from recordbook.system.progress import progress, suiting
from recordbook.web.curves import curve
from recordbook.web.listed import ordered, part
from recordbook.web.profiles import board_of, rows_in, usual_measure

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from recordbook.claims import Measure
    from recordbook.proof import Prover
    from recordbook.system.browsing import Row
    from recordbook.system.courses import Clash, Point
    from recordbook.system.progress import Progress
    from recordbook.units import Day
    from recordbook.web.curves import Curve
    from recordbook.web.listed import Part
    from recordbook.web.profiles import Profile

DAYS, ITEMS = 40, 30
"""Days of a course, and items of a list, on one page."""

_SORTS: Final[Mapping[str, Callable[[Row], Any]]] = {
    "name": lambda row: row.name.casefold(),
    "low": lambda row: row.bounds.low,
    "high": lambda row: row.bounds.high,
    "place": lambda row: (row.place.low, row.place.high),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """How a thing is looked at: until which day, on whose numbers, by which measure, which part.

    `sort` is the order of what it holds, and `piece` which part of that list.
    """

    day: Day
    platform: str
    measure: str = ""
    number: int = 1
    sort: str = ""
    piece: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """How something went by one measure.

    `measures` are those whose course can be seen, `measure` the one that is. `curve` is its
    picture, `points` this `part` of its days, the newest first, and `whole` all of them. `clashes`
    are the figures that were set aside on the way.
    """

    measure: str
    measures: tuple[str, ...]
    part: Part
    curve: Curve | None = None
    points: tuple[Point, ...] = ()
    clashes: tuple[Clash, ...] = ()
    whole: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """What something holds, and who stands beside it.

    `items` are its tracks, or the releases of an artist, in the order of `sort`; `songs` an
    artist's tracks; of both it is this `piece`. `around` are those next to it among everyone of its
    kind. Each is by the usual measure of its kind: `item_measure`,
    `song_measure` and `own_measure`.
    """

    items: tuple[Row, ...]
    songs: tuple[Row, ...]
    piece: Part
    sort: str
    around: tuple[Row, ...]
    item_measure: str
    song_measure: str
    own_measure: str


def label(measure: Measure) -> str:
    """What a measure is called in addresses, and in the words of pages.

    >>> from recordbook.claims import Aggregate, Measure
    >>> label(Measure(aggregate=Aggregate.WEEKS_AT, rank=10))
    'weeks at 10'
    """
    rank = "" if measure.rank is None else f" {measure.rank}"
    return f"{measure.aggregate.value}{rank}"


def progress_of(prover: Prover, who: Profile, view: View) -> tuple[Progress, ...]:
    """Where it stands by each measure; nothing where that cannot be told."""
    with suppress(RecordbookError):
        return progress(prover, who.entity, who.kind, view.day, view.platform)
    return ()


def course_of(prover: Prover, who: Profile, view: View) -> Course:
    """How it went until a day, by the measure of a label or by the first that suits it."""
    known = {label(one): one for one in suiting(who.kind, view.platform)}
    name = view.measure if view.measure in known else next(iter(known), "")
    with suppress(RecordbookError, KeyError):
        claim = about(who.entity, known[name], view.day, view.platform)
        told = points(prover, claim)
        whole = told[::-1]
        cut, clash = part(view.number, len(whole), DAYS), clashes(prover, claim)
        aside = [(one.day, one.bounds.low) for one in clash if one.entity == who.entity]
        return Course(
            measure=name,
            measures=tuple(known),
            curve=curve(told, view.day, aside, places=known[name].aggregate in RANKS),
            points=cut.of(whole),
            part=cut,
            clashes=clash,
            whole=whole,
        )
    return Course(measure=name, measures=tuple(known), part=part(1, 0, DAYS))


def company_of(prover: Prover, who: Profile, view: View) -> Company:
    """What it holds and who stands beside it."""
    artist = who.kind == "artist"
    held = [one.entity for one in (who.releases if artist else who.tracks)]
    item_kind, most = ("release", ITEMS) if artist else ("recording", _TRACKS)
    items = _rows(prover, item_kind, held, view)
    songs = _rows(prover, "recording", [one.entity for one in who.recordings], view)
    items = ordered(items, view.sort or ("-low" if artist else ""), _SORTS)
    songs = ordered(songs, "-low", _SORTS)
    piece = part(view.piece, max(len(items), len(songs)), most)
    board = None if artist else board_of(prover, who.kind, view.day, view.platform)
    return Company(
        items=piece.of(items),
        songs=piece.of(songs),
        piece=piece,
        sort=view.sort,
        around=() if board is None else board.around(who.entity),
        item_measure=usual_measure(item_kind, view.platform),
        song_measure=usual_measure("recording", view.platform),
        own_measure=usual_measure(who.kind, view.platform),
    )


_TRACKS = 200
"""So many tracks of an album are shown: all that albums have."""


def _rows(prover: Prover, kind: str, entities: Sequence[str], view: View) -> tuple[Row, ...]:
    return rows_in(board_of(prover, kind, view.day, view.platform), entities) if entities else ()
