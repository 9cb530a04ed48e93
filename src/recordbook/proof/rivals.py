"""The rivals of a claim, closest first, each with the part that shows where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import column, columns, compute, taken
from recordbook.measures import ALWAYS, UNBOUNDED
from recordbook.proof.families import Status

if TYPE_CHECKING:
    from recordbook.intake.arrow import Column
    from recordbook.proof.families import Judgement
    from recordbook.proof.field import Field, Ints

STATUSES = np.array(["excluded", "contests", "beats"])
"""What each status is called, by its number."""

_SHOWN = ("low", "high", "earliest", "latest")


def listed(field: Field, judgement: Judgement) -> pa.Table:
    """entity, status, member, low, high, earliest, latest, read: every possible member.

    Those that beat the subject come first, then those that contest it, highest known first, then
    those excluded, the nearest to the threshold first.
    """
    places = np.flatnonzero(field.rivals)
    status = judgement.status[places]
    near = np.where(status == Status.EXCLUDED, field.high[places], field.low[places])
    return standings(field, places[np.lexsort((places, -near, -status))], judgement)


def standings(field: Field, places: Ints, judgement: Judgement) -> pa.Table:
    """The same columns for some places of the field."""
    return columns(
        entity=taken(field.entities, places),
        status=pa.array(STATUSES[judgement.status[places]], pa.string()),
        member=pa.array(field.member[places]),
        low=pa.array(field.low[places]),
        high=_open(field.high[places], int(UNBOUNDED)),
        earliest=_open(field.earliest[places], -ALWAYS),
        latest=_open(field.latest[places], ALWAYS),
        read=pa.array(field.read[places]),
    )


def with_witnesses(rivals: pa.Table, witnesses: pa.Table) -> pa.Table:
    """The rivals and, where one is known, the part that shows where each stands."""
    at = compute.index_in(rivals["entity"], column(witnesses, "entity"))
    rivals = rivals.append_column("witness", witnesses["part"].take(at))
    for name in _SHOWN:
        rivals = rivals.append_column(f"witness_{name}", witnesses[name].take(at))
    return rivals


def _open(values: Ints, none: int) -> Column:
    return pa.array(values, mask=(values <= none) if none < 0 else (values >= none))
