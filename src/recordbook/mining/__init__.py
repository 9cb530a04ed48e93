"""Which claims became true on a day: crossings and changes of lead, cohorts, prominence. Pure."""

from recordbook.mining.crowd import Crowd
from recordbook.mining.finder import by_day, find
from recordbook.mining.ladder import next_rung, rungs
from recordbook.mining.log import CrossingLog, History
from recordbook.mining.records import Found, Prominence, Record
from recordbook.mining.settings import DEFAULT_MEASURES, Counted, Settings
from recordbook.mining.walk import Numbers

__all__ = [
    "DEFAULT_MEASURES",
    "Counted",
    "CrossingLog",
    "Crowd",
    "Found",
    "History",
    "Numbers",
    "Prominence",
    "Record",
    "Settings",
    "by_day",
    "find",
    "next_rung",
    "rungs",
]
