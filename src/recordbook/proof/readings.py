"""The other readings of a claim: what its words leave open, answered otherwise, one at a time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recordbook.claims import Aggregate, Condition
from recordbook.proof.members import KINDS
from recordbook.proof.question import flows, rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from recordbook.claims import Claim, CohortTerm, Reading

_OF_TRACKS = frozenset({Aggregate.EVERY_TRACK, Aggregate.ALBUM_TOTAL, Aggregate.TRACKS_PAST})


def alternatives(claim: Claim) -> Iterator[tuple[str, Reading]]:
    """Each reading that differs in one answer that can matter, and what it is called."""
    reading = claim.reading
    if claim.cohort is not None and claim.cohort.population == "album":
        said = "not counting single albums" if reading.single_albums else "counting single albums"
        yield said, replace(reading, single_albums=not reading.single_albums)
    albums = claim.cohort is not None and claim.cohort.population not in KINDS
    if claim.measure.aggregate in _OF_TRACKS or (albums and (flows(claim) or rate(claim))):
        said = "not counting instrumentals" if reading.versions else "counting instrumentals"
        yield said, replace(reading, versions=not reading.versions)
    artists = claim.cohort is not None and _asks_artist(claim.cohort.term)
    if artists or claim.measure.aggregate is Aggregate.ENTRIES:
        for credit in ("main", "exact", "any"):
            if credit != reading.credit:
                yield f"{credit} credit", replace(reading, credit=credit)


def _asks_artist(term: CohortTerm) -> bool:
    if isinstance(term, Condition):
        return term.of == "artist"
    return any(map(_asks_artist, term.parts))
