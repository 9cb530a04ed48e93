"""A claim comes with what may be told of it: facts with sources, and what the record log says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from recordbook.claims import parse
from recordbook.proof import Verdict
from recordbook.stories import Status
from recordbook.stories.naming import key_of, record_key
from recordbook.system.errors import NoRecord
from recordbook.system.made_world import DAY, show_made_world
from recordbook.system.record_lines import Lines
from recordbook.system.telling import Teller, matter_of

if TYPE_CHECKING:
    from recordbook.system.made_world import Shown

_ALBUM = "release:paper-lanterns: first and only album by K-pop soloists"
_STANDS = f'{_ALBUM} with every track >= 10M streams on "made up" as of 2025-02-19'
_FELL = (
    "recording:night-ferry/harbour-lights: first and only track by K-pop soloists"
    ' with total >= 30M streams on "made up" as of 2025-02-19'
)
_NAMED = _STANDS.replace("release:paper-lanterns", '"Paper Lanterns" by "Mirae Lane"')


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The made world, its records found, a figure put right, and found again."""
    return show_made_world(tmp_path_factory.mktemp("telling") / "made.book")


@pytest.fixture(scope="module")
def teller(world: Shown) -> Teller:
    """Who tells of the made world as it is now."""
    return Teller(world.after.prover(), world.after.book)


def test_a_record_is_told_with_its_day_and_its_tracks(teller: Teller) -> None:
    """Whether the claim names its subject by key or by name, the log knows it."""
    for text in (_STANDS, _NAMED):
        matter = teller.matter(parse(text))
        assert (matter.status, matter.found, matter.withdrawn) == (Status.PROVEN, DAY, None)
        assert (matter.name, matter.by, matter.kind) == ("Paper Lanterns", "Mirae Lane", "release")
        assert matter.tracks[0] == "Lantern Street"
        assert key_of(matter) == record_key(_STANDS)


def test_every_fact_names_its_source_and_its_entity(teller: Teller) -> None:
    """Facts are of the release, its tracks and its artist; none is without a source."""
    matter = teller.matter(parse(_STANDS))
    said = {(fact.who, fact.what, fact.value) for fact in matter.facts}
    assert ("Paper Lanterns", "label", "Thornfield") in said
    assert ("Mirae Lane", "gender", "female") in said
    assert ("Paper Lanterns", "track", "Ember Waltz") in said
    assert all(fact.sources and fact.entity for fact in (*matter.facts, *matter.timeline))


def test_what_was_withdrawn_is_told_as_that(teller: Teller) -> None:
    """The reason is the log's, the status no other's."""
    matter = teller.matter(parse(_FELL))
    assert matter.status is Status.WITHDRAWN
    assert matter.withdrawn is not None
    assert matter.withdrawn.reason.startswith("refuted: Harbour Lights has 20,389,000")
    assert matter.found == DAY


def test_the_same_is_a_record_in_the_book_as_it_was(world: Shown) -> None:
    """Before the correction the claim was proven, and so it is told, though the log is newer."""
    matter = matter_of(world.before.prover(4), parse(_FELL), book=world.before.book)
    assert matter.proof.verdict is Verdict.PROVEN
    assert matter.status is Status.PROVEN


def test_what_nobody_found_is_no_record(teller: Teller) -> None:
    """Without a log, and of a claim that the log lacks, there is no day of a record."""
    assert matter_of(teller.prover, parse(_STANDS)).found is None
    assert teller.matter(parse(_STANDS.replace("10M", "9M"))).found is None


def test_what_is_told_around_is_proven_and_about_the_same(teller: Teller) -> None:
    """Records of the log about the subject, never the one that is told, as many as are wanted."""
    matter = teller.matter(parse(_STANDS), around=2)
    assert len(matter.around) == len(("one", "other"))
    assert {proof.verdict for proof in matter.around} == {Verdict.PROVEN}
    assert {proof.subject.entity for proof in matter.around} == {"release:paper-lanterns"}
    assert _STANDS not in {str(proof.claim) for proof in matter.around}
    assert teller.matter(parse(_STANDS), around=0).around == ()


def test_round_numbers_are_told_around_where_the_log_is_silent(teller: Teller) -> None:
    """They are levels that the subject surely reached, of its own measure."""
    matter = teller.matter(parse(_FELL))
    levels = [proof.claim.threshold or 0 for proof in matter.around]
    assert levels == [20_000_000, 15_000_000]
    assert all(level <= matter.proof.subject.bounds.low for level in levels)


def test_a_claim_without_a_threshold_has_levels_around_it(teller: Teller) -> None:
    """A lead that fell is told with the round numbers that stand."""
    lead = "recording:night-ferry/harbour-lights: most total streams among tracks by K-pop soloists"
    matter = teller.matter(parse(f'{lead} on "made up" as of {DAY}'))
    assert matter.status is Status.WITHDRAWN
    assert [proof.claim.threshold for proof in matter.around] == [20_000_000, 15_000_000]


def test_a_key_leads_to_its_claim(teller: Teller) -> None:
    """Every claim that was ever a record can be told by its key; no other key leads anywhere."""
    assert {teller.claim_text(record_key(text)) for text in teller.lines.texts} == set(
        teller.lines.texts
    )
    with pytest.raises(NoRecord):
        teller.claim_text("aaaaaaaaaaaa")


def test_a_record_stands_while_any_search_stands_by_it(world: Shown) -> None:
    """Another taste that still finds it keeps it; only the last word of each counts."""
    lines = Lines.of(world.after.book)
    assert _STANDS in lines.standing
    assert _FELL not in lines.standing
    found, gone = lines.said[_FELL][0], lines.said[_FELL][-1]
    other = dict(found) | {"scope": "another taste"}
    assert Lines({_FELL: [found, gone, other]}).withdrawal(_FELL) is None
    assert Lines({_FELL: [found, gone]}).withdrawal(_FELL) is not None
    assert Lines({_FELL: [found, gone, found]}).withdrawal(_FELL) is None


def test_what_is_still_true_is_not_told_as_withdrawn(world: Shown) -> None:
    """A record that gave way to a wider one is proven, and told as that."""
    teller = Teller(world.after.prover(), world.after.book)
    row = dict(teller.lines.said[_STANDS][0]) | {"status": "withdrawn", "reason": "says more"}
    told = replace(teller, book=None)
    told.__dict__["lines"] = Lines({_STANDS: [row]})
    assert told.matter(parse(_STANDS)).status is Status.PROVEN


def test_the_timeline_is_in_the_order_of_days(teller: Teller) -> None:
    """Other releases of the artist with the day they came out, the subject not among them."""
    matter = teller.matter(parse(_FELL))
    days = [fact.start or date.max for fact in matter.timeline]
    assert days == sorted(days)
    assert "Harbour Lights" not in {fact.who for fact in matter.timeline}
