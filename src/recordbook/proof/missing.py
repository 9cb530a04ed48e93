"""The cells that nobody has read, and what each would decide.

First the subject's own, then one for every rival that contests the claim, the cheapest first: below
the limit it excludes the rival. Then what is left to read where those come out above. All of them
together settle every rival, whatever they say, unless both crossed within the same unread days.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from recordbook.claims import Family
from recordbook.claims.families import CROSSING
from recordbook.intake.arrow import compute, dicts, ordered
from recordbook.measures import ALWAYS, UNBOUNDED
from recordbook.proof.families import within
from recordbook.proof.proof import Missing
from recordbook.proof.question import COUNTS
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import pyarrow as pa

    from recordbook.proof.trial import Trial
    from recordbook.units import Day

Row: TypeAlias = "Mapping[str, Any]"

MOST = 1000
"""How many cells are listed, and of how many rivals."""

_BY_CROSSING = CROSSING - {Family.ONLY, Family.FIRST_AND_ONLY, Family.ONE_OF}
"""Families in which a rival must be below on the day the subject crossed; else on the as-of day."""


def cheapest(contests: pa.Table) -> pa.Table:
    """The rivals worth listing: sure members first, those of whom something was read before others.

    Vectorised; the order among equals is kept.
    """
    doubt = compute.subtract(int(Truth.TRUE), contests["member"])
    unread = compute.cast(compute.equal(contests["read"], 0), "int64")
    named = contests.append_column("_doubt", doubt).append_column("_unread", unread)
    places = compute.sort_indices(
        named, sort_keys=[("_doubt", "ascending"), ("_unread", "ascending")]
    )
    return contests.take(places[:MOST])


def missing(
    trial: Trial, own: pa.Table, contests: pa.Table, parts: pa.Table
) -> tuple[Missing, ...]:
    """What to read first: the subject's own open cells, then the least that settles each rival.

    `own` and `parts` are the parts of the subject and of the rivals in `contests`.
    """
    cells = _Cells(trial, dicts(own))
    by_rival: dict[str, list[Row]] = {}
    known_parts = dicts(ordered(parts, "low"))
    for row in known_parts:
        if cells.open(row, cells.day):
            by_rival.setdefault(str(row["entity"]), []).append(row)
    known = {str(row["entity"]) for row in known_parts}
    rivals = [
        list(cells.with_age(rival, by_rival.get(str(rival["entity"]), []), known))
        for rival in sorted(
            dicts(contests),
            key=lambda rival: _price(rival, by_rival.get(str(rival["entity"]), [])),
        )
    ]
    found = list(cells.of_subject())
    found += [cell for of_one in rivals for cell in of_one[:1]]
    found += [cell for of_one in rivals for cell in of_one[1:]]
    return listed(found)


def subject_and(trial: Trial, contests: pa.Table) -> list[Row]:
    """entity, name, member of the subject, and of the rivals that contest after it."""
    field, me = trial.field, {"entity": trial.subject, "name": trial.subject}
    return [me | {"member": int(field.member[field.subject])}, *dicts(contests)]


def listed(cells: Iterable[Missing]) -> tuple[Missing, ...]:
    """The first cells, each once."""
    return tuple(islice(dict.fromkeys(cells), MOST))


def _price(rival: Row, open_: list[Row]) -> tuple[bool, bool, int]:
    return rival["member"] != Truth.TRUE, not open_, len(open_)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one trial; `own` are the parts of its subject."""

    trial: Trial
    own: list[Row]

    @property
    def family(self) -> Family | None:
        """The family of the claim."""
        return self.trial.claim.superlative.family if self.trial.claim.superlative else None

    @property
    def day(self) -> int:
        """The day on which a rival below the limit is out of the way."""
        as_of = self.trial.terms.as_of
        if self.family not in _BY_CROSSING:
            return as_of
        return min(int(self.trial.field.latest[self.trial.field.subject]), as_of)

    @property
    def limit(self) -> int:
        """What a rival must be below: the threshold, or what the subject surely has."""
        if self.trial.claim.threshold is None and not self.counts:
            return int(self.trial.field.low[self.trial.field.subject])
        return self.trial.part_threshold

    @property
    def counts(self) -> bool:
        """Whether parts are counted, each against a threshold of its own."""
        return self.trial.claim.measure.aggregate in COUNTS

    def open(self, row: Row, day: int) -> bool:
        """Whether a part may stand on either side of the limit on a day (else the as-of day)."""
        if self.family in _BY_CROSSING:
            earliest = -ALWAYS if row["earliest"] is None else row["earliest"]
            latest = ALWAYS if row["latest"] is None else row["latest"]
            return earliest <= day < latest
        high = UNBOUNDED if row["high"] is None else row["high"]
        return row["low"] < self.limit <= high

    def of_subject(self) -> Iterator[Missing]:
        """What is not known of the subject itself."""
        trial, field = self.trial, self.trial.field
        me = {"entity": trial.subject, "name": trial.subject}
        if field.member[field.subject] == Truth.UNKNOWN:
            said = "whether the subject is in the cohort"
            yield self._cell(me, "entity", said, metric="membership")
        if trial.stated is not None:
            what = trial.claim.measure.aggregate.value
            yield self._cell(me, "entity", "what the sources do not agree on", metric=what)
        for row in self.own:
            if self._own_open(row):
                said = "the subject's own standing"
                yield self._cell(row, "part", said, day=trial.terms.as_of)

    def _own_open(self, row: Row) -> bool:
        high = UNBOUNDED if row["high"] is None else row["high"]
        if self.family is None and not self.counts:
            return within(row["low"], int(high), self.trial.terms.goal) is Truth.UNKNOWN
        if self.trial.claim.threshold is None and not self.counts:
            return row["low"] < high
        return row["low"] < self.trial.part_threshold <= high

    def with_age(self, rival: Row, open_: list[Row], known: set[str]) -> Iterator[Missing]:
        """The cells that settle a rival, its birth among them where ages are compared."""
        if self.family in {Family.YOUNGEST, Family.OLDEST}:
            said = f'how old "{rival["name"]}" was'
            yield self._cell(rival, "entity", said, metric="birth day")
        yield from self.of_rival(rival, open_, known)

    def of_rival(self, rival: Row, open_: list[Row], known: set[str]) -> Iterator[Missing]:
        """The cells that settle a rival; below the limit the first of its own excludes it.

        `known` are those of whom some part is known.
        """
        name = f'"{rival["name"]}"' + (f' by "{rival["maker"]}"' if rival["maker"] else "")
        sure = rival["member"] == Truth.TRUE
        for place, row in enumerate(open_):
            said = f"below {self.limit:,}, {name} is excluded"
            if self.counts:
                said = f"how many of {name} stand past {self.limit:,}"
            elif place:
                said = f"the same, where the cells before it are not below {self.limit:,}"
            elif len(open_) == 1 and sure:
                said += "; else it stands against the claim"
            yield self._cell(row, "part", said)
        if not sure:
            yield self._cell(
                rival, "entity", f"whether {name} is in the cohort", metric="membership"
            )
        elif rival["entity"] not in known:
            yield self._cell(rival, "entity", f"any track of {name}", metric="track list")
        if not open_ and self.family in _BY_CROSSING and rival["latest"] is not None:
            crossed = int(rival["latest"])
            for row in self.own:
                if self.open(row, crossed):
                    said = f"below {self.limit:,}, {name} was there no later"
                    yield self._cell(row, "part", said, day=crossed)

    def _cell(
        self, row: Row, column: str, decides: str, *, metric: str = "total", day: int | None = None
    ) -> Missing:
        on: Day = day_from(self.day if day is None else day)
        return Missing(
            entity=str(row[column]), name=str(row["name"]), metric=metric, day=on, decides=decides
        )
