"""Hangul in Latin letters by the rule of 2000."""

from __future__ import annotations

import pytest

from recordbook.catalogue.romanise import romanise


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("한복남", "hanboknam"),
        ("홍빛나", "hongbitna"),
        ("설악", "seorak"),
        ("울릉", "ulleung"),
        ("옥천", "okcheon"),
        ("구리", "guri"),
        ("지수 X 로제", "jisu X roje"),
    ],
)
def test_the_rule_is_followed(hangul: str, latin: str) -> None:
    """The published examples of the rule come out, and other letters are left alone."""
    assert romanise(hangul) == latin
