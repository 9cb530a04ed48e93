"""From the parser's rules to the parts of a claim: one method per rule of the grammar."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from lark import Token, Transformer, v_args

from recordbook.claims import vocabulary
from recordbook.claims.claim import Superlative, Window
from recordbook.claims.cohort import AllOf, AnyOf, Cohort, CohortTerm, Condition, Subject, negated
from recordbook.claims.errors import BadNumber, UnknownWord, nearest
from recordbook.claims.families import Family
from recordbook.claims.measure_builder import Counted, MeasureBuilder, phrase, quoted

if TYPE_CHECKING:
    from collections.abc import Callable

Draft: TypeAlias = "Callable[[str], CohortTerm]"
"""A condition that waits for the population, which decides whose attribute is meant."""

_FAMILY_WORDS = {"fewest": "least", "biggest": "most", "largest": "most"}
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


@dataclass(frozen=True, slots=True)
class Body:
    """What is said of the subject."""

    counted: Counted
    superlative: Superlative | None = None
    cohort: Cohort | None = None


@v_args(inline=True)
class Builder(MeasureBuilder):
    """Builds a claim's parts while the parser reads."""

    # subject

    def subject(self, name: Token, by: Token | None, key: str | None) -> Subject:
        return Subject(name=self.name(name), by=by and self.name(by), key=key)
