"""Measures of lists: days and weeks at a place, streaks, peaks, debuts, entries, climbs.

Everything is three-valued. A list that is missing, or that lacks places, leaves open who stood in
it; what is open widens bounds and is never guessed.
"""

from recordbook.measures.lists.known import KNOWN, KnownList, home_region, known_list, usual_cadence
from recordbook.measures.lists.standings import LISTS, history, standings

__all__ = [
    "KNOWN",
    "LISTS",
    "KnownList",
    "history",
    "home_region",
    "known_list",
    "standings",
    "usual_cadence",
]
