"""Why a verdict is as it is, in the words of the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from recordbook.claims import Aggregate
from recordbook.claims.families import FACTS
from recordbook.proof import Verdict
from recordbook.terminal.figures import calendar, clock, titled
from recordbook.terminal.reasons import of_status
from recordbook.units import Truth, day_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recordbook.proof import Proof
    from recordbook.units import Day
    from recordbook.web.wording import Wording

_UNITS: dict[Aggregate, Callable[[int], str]] = {
    Aggregate.RELEASED: calendar,
    Aggregate.DURATION: clock,
}
"""Measures whose numbers are no counts, and how they are said."""

_HAS = {
    Aggregate.EVERY_TRACK: "why.has_every_track",
    Aggregate.EVERY_ALBUM: "why.has_every_album",
    Aggregate.TRACKS_PAST: "why.has_tracks_past",
    Aggregate.ALBUMS_PAST: "why.has_albums_past",
}
_NAMED = 3
"""Rivals that a sentence names."""


@dataclass(frozen=True, slots=True)
class Reasons:
    """Sentences about one proof in one language."""

    proof: Proof
    w: Wording

    def because(self) -> str:
        """What decides the claim, or what keeps it open."""
        if self.proof.claim.superlative is None:
            return self.subject()
        return f"{self.subject()} {self.rivals()}"

    def turning(self) -> str:
        """What decides it in another reading: a rival that counts now, or the subject."""
        return self.rivals() if of_status(self.proof, "beats") else self.because()

    def subject(self) -> str:
        """Where the subject stands on the day, and when it reached the threshold."""
        proof, claim, mine = self.proof, self.proof.claim, self.proof.subject
        if proof.member is not Truth.TRUE:
            key = "why.not_in" if proof.member is Truth.FALSE else "why.may_not_be_in"
            return self.w(key, name=mine.name)
        low, high, unit = mine.bounds.low, mine.bounds.high, _UNITS.get(claim.measure.aggregate)
        known = known_text(self.w, low, high, unit)
        if claim.measure.aggregate in FACTS:
            return self.w("why.fact", name=mine.name, known=known)
        key = _HAS.get(claim.measure.aggregate, "why.has")
        text = self.w(key, name=mine.name, known=known, day=claim.as_of)
        if claim.threshold is None or (mine.latest is None and mine.earliest is None):
            return text
        when = crossed_text(self.w, mine.earliest, mine.latest)
        return f"{text} {self.w('why.reached', level=self.w.exact(claim.threshold), when=when)}"

    def rivals(self) -> str:
        """The rivals that decide the claim, or keep it open."""
        proof = self.proof
        beats, contests = of_status(proof, "beats"), of_status(proof, "contests")
        if beats and proof.verdict is not Verdict.PROVEN:
            said = {"name": _name(beats[0]), "standing": self.standing(beats[0])}
            if len(beats) > 1:
                return self.w("why.beaten_by_many", count=len(beats) - 1, **said)
            return self.w("why.beaten", **said)
        if contests and proof.verdict is Verdict.UNDECIDED:
            return self._open(contests)
        if beats:
            return self.w("why.before", names=self.w.list([_name(one) for one in beats[:_NAMED]]))
        there = proof.rivals.num_rows
        return self.w("why.all_out", count=there) if there else self.w("why.no_rival")

    def standing(self, row: Mapping[str, Any]) -> str:
        """Where a rival stands, and what shows it."""
        known = known_text(self.w, row["low"], row["high"])
        if row["witness"] not in {None, row["entity"]}:
            known = self.w("why.witness", name=row["witness_name"], known=known)
        level = self.proof.claim.measure.past or self.proof.claim.threshold
        if level is not None and row["latest"] is not None:
            when = crossed_text(self.w, row["earliest"], row["latest"])
            said = self.w("why.rival_reached", level=self.w.exact(level), when=when)
            return f"{known}; {said}"
        return known

    def _open(self, contests: list[Mapping[str, Any]]) -> str:
        """How many rivals keep the claim open, and which comes closest."""
        unread = sum(not row["read"] for row in contests)
        if unread == len(contests):
            names = self.w.list([_name(one) for one in contests[:_NAMED]])
            return self.w("why.open_unread", count=unread, names=names)
        text = self.w("why.open", count=len(contests))
        if unread:
            text = f"{text} {self.w('why.some_unread', count=unread)}"
        close = self.w("why.closest", name=_name(contests[0]), standing=self.standing(contests[0]))
        return f"{text} {close}"


def known_text(
    w: Wording, low: int, high: int | None, unit: Callable[[int], str] | None = None
) -> str:
    """All that is known of a number, in words."""
    said = {"low": w.number(low) if unit is None else unit(low)}
    if high is not None:
        said["high"] = w.number(high) if unit is None else unit(high)
    if low == high:
        return w("figure.exactly", **said)
    if high is None:
        return w("figure.at_least", **said) if low else w("figure.unknown")
    return w("figure.between" if low else "figure.at_most", **said)


def crossed_text(w: Wording, earliest: Day | int | None, latest: Day | int | None) -> str:
    """When a threshold was reached, in words."""
    first, last = _day(earliest), _day(latest)
    if last is not None:
        if first == last:
            return w("figure.on", day=last)
        return w("figure.days", first=first, last=last) if first else w("figure.by", day=last)
    return w("figure.not_before", day=first) if first else w("figure.unknown")


def _name(row: Mapping[str, Any]) -> str:
    return titled(row["name"], row["maker"])


def _day(day: Day | int | None) -> Day | None:
    return day_from(day) if isinstance(day, int) else day
