"""The oracle: every record of a day, found by trying everything, to keep the finder honest.

Plain Python over plain rows. It shares no code with what it checks: its own bounds, its own
membership, its own reading of each family, its own reduction. It is slow, and meant to be read.
"""

from recordbook.mining.oracle.audit import EFFORT, Audit, audit
from recordbook.mining.oracle.book import Book
from recordbook.mining.oracle.members import Condition
from recordbook.mining.oracle.records import Settings, records
from recordbook.mining.oracle.standing import Row
from recordbook.mining.oracle.standings import KINDS, Measure
from recordbook.mining.oracle.words import Record

__all__ = [
    "EFFORT",
    "KINDS",
    "Audit",
    "Book",
    "Condition",
    "Measure",
    "Record",
    "Row",
    "Settings",
    "audit",
    "records",
]
