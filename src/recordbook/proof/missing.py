"""The cells that nobody has read, and what each would decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from recordbook.intake.arrow import compute, dicts, ordered
from recordbook.proof.proof import Missing
from recordbook.units import Truth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pyarrow as pa

    from recordbook.proof.trial import Trial

Row: TypeAlias = "Mapping[str, Any]"


def missing(
    trial: Trial, own: pa.Table, contests: pa.Table, parts: pa.Table
) -> tuple[Missing, ...]:
    """What to read first: the subject's own open parts, then the least that settles each rival.

    A rival whose membership is known comes before one that may not count at all, and one with fewer
    open parts before one with more: it is cheaper to settle.
    """
    threshold = trial.part_threshold
    open_by_rival: dict[str, list[Row]] = {}
    for row in _open(parts, threshold):
        open_by_rival.setdefault(str(row["entity"]), []).append(row)
    cells = [
        _cell(trial, row, "part", "the subject's own standing") for row in _open(own, threshold)
    ]
    rivals = dicts(contests)
    rivals.sort(key=lambda rival: _price(rival, open_by_rival.get(str(rival["entity"]), [])))
    for rival in rivals:
        cells.extend(_of_rival(trial, rival, open_by_rival.get(str(rival["entity"]), [])))
    return tuple(cells)


def _open(parts: pa.Table, threshold: int) -> list[Row]:
    """The parts that may stand on either side of the threshold, the lowest first."""
    high = compute.field("high")
    open_ = parts.filter(
        (compute.field("low") < threshold) & (high.is_null() | (high >= threshold))
    )
    return dicts(ordered(open_, "low"))


def _price(rival: Row, open_: list[Row]) -> tuple[bool, bool, int]:
    return rival["member"] != Truth.TRUE, not open_, len(open_)


def _of_rival(trial: Trial, rival: Row, open_: list[Row]) -> Iterator[Missing]:
    name = f'"{rival["name"]}"' + (f' by "{rival["maker"]}"' if rival["maker"] else "")
    if rival["member"] != Truth.TRUE:
        yield _cell(trial, rival, "entity", f"whether {name} is in the cohort", metric="membership")
    if open_:
        outcome = f"below {trial.part_threshold:,}, {name} is excluded"
        if len(open_) == 1 and rival["member"] == Truth.TRUE:
            outcome += "; else it stands against the claim"
        yield _cell(trial, open_[0], "part", outcome)
    elif rival["member"] == Truth.TRUE:
        yield _cell(trial, rival, "entity", f"any track of {name}", metric="track list")


def _cell(trial: Trial, row: Row, column: str, decides: str, *, metric: str = "total") -> Missing:
    return Missing(
        entity=str(row[column]),
        name=str(row["name"]),
        metric=metric,
        day=trial.claim.as_of,
        decides=decides,
    )
