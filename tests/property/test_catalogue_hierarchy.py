"""Law: "below" is a partial order, and "accepted" is all that lies below."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from recordbook.catalogue.countries import CITIES, COUNTRIES
from recordbook.catalogue.hierarchy import POPULATIONS, accepted, below, overlaps, parents

VALUES = {
    "country": sorted({*CITIES, *CITIES.values(), *(c for _, c in COUNTRIES.values())}),
    "release type": sorted(POPULATIONS["release"]),
    "act type": ["soloist", "group", "girl group", "duo"],
}
TRIPLES = st.sampled_from(sorted(VALUES)).flatmap(
    lambda name: st.tuples(st.just(name), *[st.sampled_from(VALUES[name])] * 3)
)


@given(TRIPLES)
def test_below_is_a_partial_order(case: tuple[str, str, str, str]) -> None:
    """Reflexive, antisymmetric and transitive; what is accepted is what lies below."""
    attribute, one, two, three = case
    assert below(attribute, one, one)
    assert not (below(attribute, one, two) and below(attribute, two, one)) or one == two
    if below(attribute, one, two) and below(attribute, two, three):
        assert below(attribute, one, three)
    assert (one in accepted(attribute, two)) == below(attribute, one, two)
    assert (two in parents(attribute, one)) == (below(attribute, one, two) and one != two)
    assert overlaps(attribute, one, two) == bool(
        accepted(attribute, one) & accepted(attribute, two)
    )
