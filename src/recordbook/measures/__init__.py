"""What can be counted, as bounds: one rule per file of SQL, one line per measure."""

from recordbook.measures.evidence import Evidence
from recordbook.measures.question import EVERY, Question
from recordbook.measures.runs import ALWAYS, UNBOUNDED, Runs, label
from recordbook.measures.standings import MEASURES, SUMMED, labelled, parts, standings

__all__ = [
    "ALWAYS",
    "EVERY",
    "MEASURES",
    "SUMMED",
    "UNBOUNDED",
    "Evidence",
    "Question",
    "Runs",
    "label",
    "labelled",
    "parts",
    "standings",
]
