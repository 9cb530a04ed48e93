"""Values are spelled one way."""

from __future__ import annotations

import pytest

from recordbook.catalogue.attributes import ATTRIBUTES, canonical


@pytest.mark.parametrize(
    ("attribute", "given", "held"),
    [
        ("country", "kr", "South Korea"),
        ("country", "SOUTH  KOREA", "South Korea"),
        ("country", "Atlantis", "Atlantis"),
        ("gender", "M", "male"),
        ("act type", "Solo", "soloist"),
        ("release type", "Mini Album", "mini album"),
        ("label", "YG Entertainment", "YG Entertainment"),
    ],
)
def test_a_value_has_one_spelling(attribute: str, given: str, held: str) -> None:
    """Codes and letter case of vocabulary words lead to one value; names are left as they are."""
    assert canonical(attribute, given) == held


def test_every_attribute_says_of_what_it_is() -> None:
    """The vocabulary names the kinds of entity, and only such as exist."""
    kinds = set[str]().union(*(attribute.kinds for attribute in ATTRIBUTES.values()))
    assert kinds == {"artist", "release", "recording"}
