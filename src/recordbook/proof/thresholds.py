"""At which thresholds a proven claim would be proven too: exact, or not said.

Over a counter that never fell, a threshold t is reached by day d exactly if the most that it may
stand at on d is at least t. So a claim to be first holds at t if and only if, on the day D(t) on
which the subject is known to have reached t, no rival may stand at t: if the rivals' highest bound
P(D(t)) is below t. Both D and P only rise, which lets one look at a day settle many thresholds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recordbook.claims import Comparator, Family
from recordbook.claims.claim import LARGEST
from recordbook.claims.families import FACTS
from recordbook.proof.day_span import one_number

if TYPE_CHECKING:
    from recordbook.proof.field import Field, Flags
    from recordbook.proof.trial import Trial

_LOOKS = 64
"""How many days are looked at before the question is given up."""

_LARGE, _FEW_LOOKS = 20_000, 12
"""In a field of so many a look takes as long as much of the proof, so few are taken."""


def thresholds(trial: Trial, fallen: Flags) -> tuple[int, int] | None:
    """The greatest interval around the claimed threshold in which a proven claim stays proven.

    None where the family has no threshold, or no closed form is known.
    """
    family = trial.claim.superlative.family if trial.claim.superlative else None
    if trial.claim.threshold is None or trial.claim.measure.aggregate in FACTS:
        return None
    if family is None:
        return _plain(trial) if one_number(trial) else None
    span = {
        Family.ONLY: _only,
        Family.ONE_OF: _one_of,
        Family.FIRST: _first,
        Family.FIRST_AND_ONLY: _first_and_only,
    }.get(family)
    found = span(trial, fallen) if span else None
    if found is None:
        return None
    more = trial.terms.threshold - trial.claim.threshold  # 1 where it must be above
    return max(found[0] - more, 1), found[1] - more


def _plain(trial: Trial) -> tuple[int, int] | None:
    field, claimed = trial.field, trial.claim.threshold or 0
    low, high = int(field.low[field.subject]), int(field.high[field.subject])
    return {
        Comparator.AT_LEAST: (1, low),
        Comparator.ABOVE: (1, low - 1),
        Comparator.EQUAL: (claimed, claimed),
        Comparator.BELOW: (high + 1, LARGEST),
        Comparator.AT_MOST: (max(high, 1), LARGEST),
    }.get(trial.claim.comparator)


def _only(trial: Trial, _: Flags) -> tuple[int, int]:
    """Above the highest that any rival may stand at, up to what the subject surely has."""
    field = trial.field
    return _peak(field) + 1, int(field.low[field.subject])


def _one_of(trial: Trial, _: Flags) -> tuple[int, int]:
    """Above the nth highest that rivals may stand at, up to the n - 1st that they surely have."""
    field, n = trial.field, trial.terms.n
    may, sure = np.sort(field.high[field.rivals])[::-1], np.sort(field.low[field.sure])[::-1]
    low = int(may[n - 1]) + 1 if len(may) >= n else 1
    others = [int(sure[n - 2])] if n > 1 else []
    return low, min(int(field.low[field.subject]), *others, LARGEST)


def _first_and_only(trial: Trial, fallen: Flags) -> tuple[int, int] | None:
    one, other = _first(trial, fallen), _only(trial, fallen)
    return one and (max(one[0], other[0]), min(one[1], other[1]))


def _first(trial: Trial, fallen: Flags) -> tuple[int, int] | None:
    """Down and up from the claimed threshold, until somebody may have been there as early.

    A rival whose counter fell may once have stood higher than on the day that is looked at; so all
    of those must be known not to have reached even the lowest threshold on the last day.
    """
    if fallen[trial.field.subject]:
        return None
    looks = _Looks(trial)
    try:
        low, high = _down(looks), _up(looks)
    except _TooManyLooks:
        return None
    may_have_fallen = trial.field.rivals & fallen
    if may_have_fallen.any():
        earliest = trial.field_at(threshold=low).earliest[may_have_fallen]
        if np.any(earliest <= looks.reached(high)):
            return None
    return low, high


class _TooManyLooks(Exception):
    """The question is given up."""


class _Looks:
    """Asks where everyone stood on other days, not too often."""

    def __init__(self, trial: Trial) -> None:
        """See `_first`."""
        self._trial = trial
        self._left = _LOOKS if len(trial.field.member) < _LARGE else _FEW_LOOKS
        self.terms = trial.terms
        self.most = int(trial.field.low[trial.field.subject])

    def on(self, day: int) -> tuple[int, int]:
        """The most that any rival may stand at on a day, and the least that the subject has."""
        self._left -= 1
        if self._left < 0:
            raise _TooManyLooks
        field = self._trial.field_at(day=day)
        return _peak(field), int(field.low[field.subject])

    def reached(self, threshold: int) -> int:
        """The day on which the subject is known to have reached a threshold."""
        return self._trial.reached(threshold)


def _down(looks: _Looks) -> int:
    """The lowest threshold: where t holds, so does all from P(D(t)) up to it; then ask of that."""
    low = asked = looks.terms.threshold
    while asked:
        peak, _ = looks.on(looks.reached(asked))
        if peak >= asked:
            break
        low, asked = peak + 1, peak
    return low


def _up(looks: _Looks) -> int:
    """The highest: if P(x) is below t, all from t to what the subject has on day x hold."""
    high = looks.terms.threshold
    while high < looks.most:
        first, day = looks.reached(high + 1), looks.terms.as_of
        while True:
            peak, mine = looks.on(day)
            if peak <= high:
                high = min(mine, looks.most)
                break
            if day <= first:
                return high
            day = first + (day - first) // 2
    return high


def _peak(field: Field) -> int:
    """The most that any possible rival may stand at; 0 without rivals."""
    return int(field.high[field.rivals].max(initial=0))
