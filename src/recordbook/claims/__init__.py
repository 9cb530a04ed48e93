"""The claim language: pure values, no input or output."""

from recordbook.claims.claim import Claim, Measure, Reading, Superlative, Window
from recordbook.claims.cohort import AllOf, AnyOf, Cohort, CohortTerm, Condition, Subject
from recordbook.claims.families import Aggregate, Comparator, Family
from recordbook.claims.parse import parse

__all__ = [
    "Aggregate",
    "AllOf",
    "AnyOf",
    "Claim",
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
    "parse",
]
