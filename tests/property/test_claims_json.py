"""The JSON form of a claim loses nothing."""

from __future__ import annotations

import json

from hypothesis import given, settings
from strategies_claims import claims

from recordbook.claims import Claim, from_json, to_json


@settings(deadline=None)
@given(claims())
def test_json_holds_the_whole_claim(claim: Claim) -> None:
    """A claim written as JSON text and read again is the same claim."""
    assert from_json(json.loads(json.dumps(to_json(claim)))) == claim
