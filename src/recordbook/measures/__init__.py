"""What can be counted, as bounds: one rule per file of SQL, one line per measure."""

from recordbook.measures.evidence import Evidence, off_chart
from recordbook.measures.heads import Heads
from recordbook.measures.plain import Plain
from recordbook.measures.question import EVERY, Question
from recordbook.measures.runs import ALWAYS, UNBOUNDED, Runs, label
from recordbook.measures.standings import MEASURES, SUMMED, parts, ready, standings

__all__ = [
    "ALWAYS",
    "EVERY",
    "MEASURES",
    "SUMMED",
    "UNBOUNDED",
    "Evidence",
    "Heads",
    "Plain",
    "Question",
    "Runs",
    "label",
    "off_chart",
    "parts",
    "ready",
    "standings",
]
