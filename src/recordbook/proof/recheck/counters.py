"""What is known of counters, worked out one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .rules import direct, downwards, strongest, upwards
from .runs import GRADES, NEVER, Placed, Row, breaks_of, in_runs

if TYPE_CHECKING:
    from .readings import Counts
    from .source import Source

SUMMED = {"album total", "albums past", "every album"}
"""The measures in which an album's total is also the sum of its tracks'."""


class Counters:
    """The evidence on counters for one measure and one reading."""

    def __init__(self, source: Source, measure: str, reading: dict[str, Any]) -> None:
        """Nothing is worked out yet."""
        self.source, self.summed, self.reading = source, measure in SUMMED, reading

    def evidence(self, counter: str) -> list[Placed]:
        """All rows on a counter that stand."""
        if not self.summed:
            return self._settled([counter])[counter]
        edition, versions = self.reading["edition"], self.reading["versions"]
        tracks, whole = self.source.listed(counter, edition, versions=versions)
        usual = self.source.listed(counter)[0]
        known = self._settled([counter, *(track.recording for track in tracks + usual)])
        if [track[:2] for track in tracks] != [track[:2] for track in usual]:
            of_usual = {"read", "rounded"}  # a total speaks of the usual list
            known[counter] = [p for p in known[counter] if p.row.rule not in of_usual]
        rows = {
            one: {p.row for p in known[one]} for one in (counter, *(t.recording for t in tracks))
        }
        runs = {one: in_runs(said) for one, said in rows.items()}
        breaks = breaks_of(runs[track.recording] for track in tracks)
        runs[counter] = in_runs(rows[counter], breaks)
        out = self.source.released(counter)[2]
        sums = strongest(upwards(counter, tracks, runs, None if out == NEVER else out, whole=whole))
        return in_runs([*rows[counter], *sums], breaks)

    def plain(self, counter: str) -> tuple[str, Counts | None] | None:
        """Its key and its counts, where those are all there is and never fell."""
        return None if self.summed else self.source.counts(counter)

    def _settled(self, counters: list[str]) -> dict[str, list[Placed]]:
        """What stands of some counters once part-of-whole has spoken, grade by grade.

        What the rule derives may set aside what was observed; then nothing is derived from that.
        """
        observed = {one: direct(self.source, one) for one in self.source.together(counters)}
        wholes = [one for one in observed if self.source.has_total(one)]
        apart = {one: in_runs(rows) for one, rows in observed.items()}
        breaks = {
            one: breaks_of(apart[t.recording] for t in self.source.listed(one)[0])
            for one in {*wholes, *counters}
        }
        while True:
            runs = {one: in_runs(rows, breaks.get(one)) for one, rows in observed.items()}
            derived: dict[str, list[Row]] = {one: [] for one in observed}
            for release in wholes:
                for one, row in downwards(release, self.source.listed(release)[0], runs):
                    derived[one].append(row)
            closed = {
                one: in_runs([*rows, *strongest(derived[one])], breaks.get(one))
                if derived[one]
                else runs[one]
                for one, rows in observed.items()
            }
            changed = {
                one: {GRADES.index(row.grade) for row in rows & _differing(runs[one], closed[one])}
                for one, rows in observed.items()
            }
            level = min((min(levels) for levels in changed.values() if levels), default=None)
            if level is None:
                return closed
            for one in (one for one, levels in changed.items() if level in levels):
                stands = {p.row for p in closed[one]}
                settled = {row for row in observed[one] if GRADES.index(row.grade) <= level}
                observed[one] = observed[one] - (settled - stands)


def _differing(one: list[Placed], other: list[Placed]) -> set[Row]:
    return {p.row for p in one} ^ {p.row for p in other}
