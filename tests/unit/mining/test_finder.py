"""The finder on crowds small enough to see through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from recordbook.claims import Cohort, Condition, Family
from recordbook.mining import (
    DEFAULT_MEASURES,
    CrossingLog,
    Crowd,
    History,
    Numbers,
    Settings,
    find,
    next_rung,
    rungs,
)
from recordbook.mining.errors import BadTaste

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from recordbook.mining import Found

NEVER, DAY = 10_000_000, 20_000
K_POP = Condition(attribute="scene", values=("k-pop",))
SOLO = Condition(attribute="act type", values=("soloist",))
KOREA = Condition(attribute="country", values=("South Korea",))
ASIA = Condition(attribute="country", values=("Asia",))


def crowd(conditions: Sequence[Condition], *truth: Sequence[int]) -> Crowd:
    """Albums a, b, c ... of one artist each, with the truth of each condition."""
    everyone = len(truth)
    rows = np.array(truth, dtype=np.uint8).reshape(everyone, len(conditions))
    return Crowd(
        cohort=Cohort(population="album"),
        entities=[chr(ord("a") + place) for place in range(everyone)],
        member=np.full(everyone, 2, dtype=np.uint8),
        conditions=tuple(conditions),
        owner=np.arange(everyone),
        truth=np.ascontiguousarray(rows.T),
    )


def numbers(
    who: Crowd, crossed: Mapping[int, Sequence[int]], levels: Sequence[tuple[int, int]] = ()
) -> Numbers:
    """The day each reached each rung, known to the day, and the levels before and on the day."""
    latest = np.array(list(crossed.values()), dtype=np.int64).reshape(-1, len(who.entities))
    before, after = np.array(levels or [(0, 0)] * len(who.entities), dtype=np.int64).T
    places = np.arange(len(who.entities))
    return Numbers(
        counted=DEFAULT_MEASURES["album total"],
        crowd=lambda _day: who,
        log=CrossingLog(
            np.array(list(crossed), dtype=np.int64),
            np.where(latest < NEVER, latest, DAY + 1),
            latest,
        ),
        history=History(before, before, np.full(len(places), DAY), places, after, after),
        released_from=np.full(len(places), DAY - 100),
        released_to=np.full(len(places), DAY - 100),
    )


def told(found: Found) -> list[str]:
    """What was found, short."""
    return [
        str(record.claim)
        .removesuffix(f" as of {record.day}")
        .replace(" on spotify", "")
        .replace(" with album total", "")
        for record in found.records
    ]


def search(known: Numbers, settings: Settings | None = None) -> Found:
    """The records of the day."""
    return find([known], settings or Settings(nth=1), DAY, DAY)


def test_the_widest_cohort_is_told() -> None:
    """First of all is told of all, and not of the soloists among them too."""
    who = crowd([SOLO], [2], [2], [0])
    assert told(search(numbers(who, {100: [DAY, NEVER, NEVER]}))) == [
        'key "a": first album >= 100 streams'
    ]


def test_an_earlier_rival_narrows_the_cohort() -> None:
    """Where a group was there before, the first is the first among soloists."""
    who = crowd([SOLO], [2], [2], [0])
    assert told(search(numbers(who, {100: [DAY, NEVER, DAY - 9]}))) == [
        'key "a": first album by soloists >= 100 streams'
    ]


def test_a_rival_of_whom_nothing_is_said_contests() -> None:
    """Where the earlier rival may be a soloist, nothing is told."""
    who = crowd([SOLO], [2], [2], [1])
    assert told(search(numbers(who, {100: [DAY, NEVER, DAY - 9]}))) == []


def test_a_tie_makes_no_record() -> None:
    """All on one day: nobody is first, and nobody second."""
    who = crowd([SOLO], [2], [2], [2])
    assert told(search(numbers(who, {100: [DAY, DAY, DAY]}), Settings())) == []


def test_a_cohort_of_one_is_nobody_to_compare_with() -> None:
    """Alone there is no record, unless somebody asks for it."""
    alone = numbers(crowd([SOLO], [2]), {100: [DAY]})
    assert told(search(alone)) == []
    assert told(search(alone, Settings(minimum=1))) == ['key "a": first album >= 100 streams']


def test_of_several_rungs_the_highest_is_told() -> None:
    """The others stand beside it."""
    who = crowd([], [], [])
    found = search(numbers(who, {100: [DAY, NEVER], 200: [DAY, NEVER]}))
    assert [(record.claim.threshold, record.also) for record in found.records] == [(200, (100,))]


def test_the_second_is_told_as_such() -> None:
    """Exactly one was there before."""
    who = crowd([SOLO], [2], [2], [2])
    found = search(numbers(who, {100: [DAY, DAY - 5, NEVER]}), Settings())
    assert told(found) == ['key "a": 2nd album >= 100 streams']


def test_the_fastest_is_told_where_others_were_there() -> None:
    """All came out on one day, so who comes later is slower; of one artist's own year it is not."""
    who = crowd([], [], [])
    later = numbers(who, {100: [DAY, DAY - 5]})
    assert told(search(later)) == []
    sooner = Numbers(
        counted=later.counted,
        crowd=later.crowd,
        log=later.log,
        history=later.history,
        released_from=np.array([DAY - 10, DAY - 100]),
        released_to=np.array([DAY - 10, DAY - 100]),
    )
    assert told(search(sooner)) == ['key "a": fastest album to 100 streams']


def test_a_lead_is_told_once() -> None:
    """On the day it is taken, and not on the days on which it is kept."""
    who = crowd([], [], [])
    taken = numbers(who, {}, levels=[(5, 9), (7, 8)])
    assert told(search(taken)) == ['key "a": most album total streams among albums']
    kept = numbers(who, {}, levels=[(8, 9), (7, 8)])
    assert told(search(kept)) == []


def test_a_drawn_lead_is_no_record() -> None:
    """Level is not ahead."""
    assert told(search(numbers(crowd([], [], []), {}, levels=[(5, 8), (7, 8)]))) == []


def test_a_wider_value_must_say_something_else() -> None:
    """From Asia is a condition only where somebody from Asia may not be from South Korea."""
    only_koreans = crowd([KOREA, ASIA], [2, 2], [2, 2], [0, 0])
    day = {100: [DAY, NEVER, DAY - 9]}
    assert told(search(numbers(only_koreans, day))) == [
        'key "a": first album from South Korea >= 100 streams'
    ]
    others_too = crowd([KOREA, ASIA], [2, 2], [0, 2], [0, 0])
    assert told(search(numbers(others_too, day))) == [
        'key "a": first album from Asia >= 100 streams'
    ]


def test_one_crowd_has_one_name() -> None:
    """Where K-pop acts and acts from South Korea are the same, one line is told."""
    who = crowd([K_POP, KOREA], [2, 2], [2, 2], [0, 0])
    assert len(search(numbers(who, {100: [DAY, NEVER, DAY - 9]})).records) == 1


def test_two_artists_of_one_album_are_two() -> None:
    """A duet of a K-pop group and a Western soloist contests no record of K-pop soloists."""
    duet = crowd([K_POP, SOLO], [2, 2], [2, 2], [2, 0], [0, 2])
    shared = Crowd(
        cohort=duet.cohort,
        entities=["a", "b", "c"],
        member=np.full(3, 2, dtype=np.uint8),
        conditions=duet.conditions,
        owner=np.array([0, 1, 2, 2]),
        truth=duet.truth,
    )
    assert told(search(numbers(shared, {100: [DAY, NEVER, DAY - 9]}))) == [
        'key "a": first album by K-pop soloists >= 100 streams'
    ]


def test_of_ten_thousand_on_one_day_the_right_ones_are_told() -> None:
    """Everybody ties but the only one of a scene of its own, which nobody else may be of."""
    truth = [[2, 0]] * 10_000 + [[0, 2], [0, 2]]
    other = Condition(attribute="scene", values=("j-pop",))
    crossed = [DAY] * 10_001 + [NEVER]
    found = search(numbers(crowd([K_POP, other], *truth), {100: crossed, 200: crossed}), Settings())
    assert [str(r.claim.superlative and r.claim.superlative.family) for r in found.records] == [
        Family.FIRST.value
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("minimum = 0", "minimum is at least 1"),
        ("conditions = 4", "at most 3"),
        ("nth = 1.5", "of another kind"),
        ('colour = "red"', "no setting is called 'colour'"),
        ('families = ["longest"]', "families has no 'longest'"),
        ("measures = 3", "measures is a list"),
        ("thresholds = [0]", "above zero"),
        ("thresholds = [true]", "above zero"),
        ("minimum =", "no TOML"),
    ],
)
def test_wrong_settings_are_one_clear_error(text: str, said: str) -> None:
    """What is wrong is said, and nothing is guessed."""
    with pytest.raises(BadTaste, match=said):
        Settings.read(text)


def test_settings_read_what_they_say() -> None:
    """What is not said stays as it is."""
    read = Settings.read('families = ["first"]\nmeasures = ["every track"]\nthresholds = [7]')
    assert read.families == (Family.FIRST,)
    assert [one.measure.aggregate.value for one in read.measures] == ["every track"]
    assert (read.thresholds, read.minimum) == ((7,), 2)


def test_the_next_rung_is_the_lowest_above() -> None:
    """For every number up to a hundred thousand, and around a billion."""
    ladder = rungs(1, 2_000_000_000).tolist()
    for value in [*range(0, 100_000, 37), 999_999_999, 1_000_000_000, 1_100_000_000]:
        assert next_rung(value) == min(rung for rung in ladder if rung > value)
