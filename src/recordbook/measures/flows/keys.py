"""Gains of counters that go on under another key.

Whoever says that two keys are one recording does not say that they count the same: a new id may
take in more versions. So nothing is sure of a gain but what one and the same key gained by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from recordbook.intake.arrow import bools, column, columns, compute, filtered, integers, ordered
from recordbook.measures import stretches as of_stretch
from recordbook.measures.flows.gains import Gains

if TYPE_CHECKING:
    from recordbook.intake.arrow import Column
    from recordbook.measures.stretches import Flags, Ints

_SAID = ("day", "low", "high", "run", "starts", "ends")


@dataclass(frozen=True, slots=True)
class KeyedGains:
    """Gains of counters, of which no more is sure than of one of their keys.

    `several` says which counters have more than one key; the `keys` of each stand side by side,
    from `begins` on.
    """

    counters: Gains
    keys: Gains
    several: Flags
    begins: Ints  # by counter, and the end

    @classmethod
    def of(cls, labelled: pa.Table, keyed: pa.Table) -> KeyedGains:
        """The gains that evidence in runs and what is said by key (see `keyed.sql`) allow."""
        counters = Gains.of(labelled)
        several = bools(compute.is_in(counters.entities, column(keyed, "entity")))
        named = filtered(keyed, bools(compute.is_valid(column(keyed, "key"))))
        place = compute.index_in(column(named, "entity"), counters.entities)
        rows = ordered(named.append_column("place", place), "place", "key")
        whose = integers(column(rows, "place"))
        key = compute.dictionary_encode(column(rows, "key")).indices
        number = of_stretch.numbered(whose, np.asarray(key, dtype=np.int64))
        said = {name: column(rows, name) for name in _SAID}
        keys = Gains.of(columns(entity=pa.array(number), **said))
        owner = whose[of_stretch.beginnings(number)]
        begins = np.searchsorted(owner, np.arange(len(counters.entities) + 1))
        return cls(counters, keys, several, begins)

    @property
    def entities(self) -> Column:
        """The counters, in the order of their numbers."""
        return self.counters.entities

    def least(self, who: Ints, after: Ints, until: Ints) -> Ints:
        """The least gained after the end of one day, until the end of another, by one key."""
        found = self.counters.least(who, after, until)
        at = np.flatnonzero(who >= 0)
        at = at[self.several[who[at]]]
        first, end = self.begins[who[at]], self.begins[who[at] + 1]
        best = np.zeros(len(at), dtype=np.int64)
        for key in range(int((end - first).max(initial=0))):
            has = np.flatnonzero(first + key < end)
            days = after[at[has]], until[at[has]]
            best[has] = np.maximum(best[has], self.keys.least(first[has] + key, *days))
        found[at] = np.minimum(found[at], best)
        return found

    def most(self, who: Ints, after: Ints, until: Ints) -> Ints:
        """The most, across keys; UNBOUNDED where nothing bounds it."""
        return self.counters.most(who, after, until)

    def stands(self, who: Ints, day: Ints) -> Ints:
        """The least that counters surely stood at on a day."""
        return self.counters.stands(who, day)

    def readings(self) -> tuple[Ints, Ints]:
        """Each counter and day of which something is said."""
        return self.counters.readings()

    def turns(self) -> tuple[Ints, Ints]:
        """Each counter and day whose bounds may differ from those of the day before."""
        return self.counters.turns()
