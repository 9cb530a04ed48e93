"""The daily pass: what a day's counts bring, for very many counters, from a state kept on disk."""

from recordbook.mining.daily.advance import Day, advance
from recordbook.mining.daily.cohorts import Candidates
from recordbook.mining.daily.group import Releases, group
from recordbook.mining.daily.layout import Layout
from recordbook.mining.daily.log import CROSSED, KINDS
from recordbook.mining.daily.state import BEFORE, LEFT, State
from recordbook.mining.daily.told import told

__all__ = [
    "BEFORE",
    "CROSSED",
    "KINDS",
    "LEFT",
    "Candidates",
    "Day",
    "Layout",
    "Releases",
    "State",
    "advance",
    "group",
    "told",
]
