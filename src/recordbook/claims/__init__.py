"""The claim language: pure values, no input or output."""

from recordbook.claims.claim import Claim, Measure, Reading, Superlative, Window
from recordbook.claims.cohort import AllOf, AnyOf, Cohort, CohortTerm, Condition, Subject
from recordbook.claims.errors import ClaimTextError
from recordbook.claims.families import AGGREGATE_NAMES, FAMILY_NAMES, Aggregate, Comparator, Family
from recordbook.claims.imply import entails, implies
from recordbook.claims.parse import parse
from recordbook.claims.quantities import read_number, write_number
from recordbook.claims.serial import from_json, to_json
from recordbook.claims.text import measure_text, reading_words

__all__ = [
    "AGGREGATE_NAMES",
    "FAMILY_NAMES",
    "Aggregate",
    "AllOf",
    "AnyOf",
    "Claim",
    "ClaimTextError",
    "Cohort",
    "CohortTerm",
    "Comparator",
    "Condition",
    "Family",
    "Measure",
    "Reading",
    "Subject",
    "Superlative",
    "Window",
    "entails",
    "from_json",
    "implies",
    "measure_text",
    "parse",
    "read_number",
    "reading_words",
    "to_json",
    "write_number",
]
