"""How old the artists were: their days of birth, as the days that ages are counted from."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from recordbook.claims import Family
from recordbook.intake.arrow import dicts, texts
from recordbook.measures import ALWAYS
from recordbook.proof.members import step
from recordbook.proof.stated import days_of, finest, hull

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.engine import Query
    from recordbook.proof.field import Ints
    from recordbook.proof.members import Members

AGES = frozenset({Family.YOUNGEST, Family.OLDEST})
"""The families that compare how old somebody was on the day of reaching a threshold."""


def of_age(claim: Claim) -> bool:
    """Whether a claim compares ages."""
    return claim.superlative is not None and claim.superlative.family in AGES


def births(members: Members) -> tuple[Ints, Ints]:
    """The first and the last day on which each candidate, or any main artist of it, may be born.

    Where an artist's birth is unknown it may be any day; so it is where nobody is credited. Sources
    that disagree leave everything between them.
    """
    born = _born(members)
    of: dict[str, list[tuple[int, int]]] = defaultdict(list)
    everyone = texts(members.entities)
    if members.kind == "artist":
        of.update((one, [born[one]]) for one in everyone if one in born)
    else:
        for row in dicts(members.engine.rows(step("credited", featured=False))):
            of[row["item"]].append(born.get(row["artist"], (-ALWAYS, ALWAYS)))
    spans = [hull(of[one]) if one in of else (-ALWAYS, ALWAYS) for one in everyone]
    found = np.array(spans, dtype=np.int64).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def _born(members: Members) -> dict[str, tuple[int, int]]:
    said: dict[str, list[tuple[int, int]]] = defaultdict(list)
    query: Query = step("births")
    for row in dicts(members.engine.rows(query)):
        said[row["entity"]].append(days_of(row["value"]))
    return {entity: hull(finest(spans)) for entity, spans in said.items()}
