"""Forecasts of made series whose future is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from recordbook.outlook import BEYOND, Calibration, Series, Shape, forecast, scored
from recordbook.outlook.forecast import naive
from recordbook.outlook.model import gained, weekdays

if TYPE_CHECKING:
    from recordbook.outlook.series import Floats, Ints

_DAYS = 200
_FLAT = Shape(0.0, 0.9)


def _steady(rates: list[float]) -> Series:
    """Counters that gain the same every day."""
    return Series.of(1000, np.outer(rates, np.arange(1.0, _DAYS + 1)))


def _noisy(seed: int = 7, many: int = 60) -> Series:
    """Counters with levels, trends, weekdays and noise of their own."""
    made = np.random.default_rng(seed)
    level = made.uniform(1_000, 1_000_000, (many, 1))
    trend = made.normal(0, 0.002, (many, 1))
    weekday = np.array([1.0, 1.0, 1.0, 1.1, 1.3, 1.2, 0.9])[np.arange(_DAYS) % 7]
    noise = made.lognormal(0, 0.08, (many, _DAYS))
    gains = level * np.exp(trend * np.arange(_DAYS)) * weekday * noise
    return Series.of(1000, np.cumsum(np.round(gains), axis=1))


def _ahead(counts: Floats) -> Ints:
    """A goal a tenth above what each counter has."""
    return (counts * 1.1).astype(np.int64)


def test_what_gains_the_same_every_day_is_forecast_to_the_day() -> None:
    """A counter of 10 a day that lacks 95 is there on the tenth day, whichever way it is told."""
    series = _steady([10.0] * 30)
    goals = np.full(30, _DAYS * 10 + 95)
    told = forecast(series, goals, Calibration.of(series))
    assert set(told.earliest) == set(told.expected) == set(told.latest) == {series.last + 10}
    assert set(naive(series, goals)) == {series.last + 10}


def test_who_stands_there_already_crossed_by_the_last_day() -> None:
    """A threshold below the count is no matter of the future."""
    series = _steady([10.0] * 30)
    told = forecast(series, np.full(30, 5), Calibration.of(series))
    assert set(told.expected) == {series.last}


def test_nothing_is_said_beyond_what_the_past_can_vouch_for() -> None:
    """A counter that stands still, and one too far away, have no expected day."""
    series = _steady([10.0] * 30 + [0.0])
    told = forecast(series, np.full(31, 10**9), Calibration.of(series))
    assert set(told.expected) == {BEYOND}


def test_a_short_past_says_nothing() -> None:
    """Of three weeks nothing can be learnt, and nothing is forecast."""
    series = Series.of(0, np.outer(np.ones(30), np.arange(21.0)))
    assert Calibration.of(series).horizon <= 7
    assert Calibration.of(Series.of(0, np.ones((30, 10)))).horizon == 0


def test_weekdays_are_those_of_the_calendar() -> None:
    """The day that always brings three times as much keeps doing so."""
    first = 1000
    gains = np.where((first + np.arange(_DAYS)) % 7 == 2, 300.0, 100.0)
    series = Series.of(first, np.cumsum(np.tile(gains, (25, 1)), axis=1))
    shares = weekdays(series)
    assert int(shares.argmax()) == 2
    daily = np.diff(np.concatenate([[0.0], gained(series, _FLAT, 14)[0]]))
    days = series.last + 1 + np.arange(14)
    assert {round(gain) for gain, day in zip(daily, days, strict=True) if day % 7 == 2} == {300}
    assert {round(gain) for gain, day in zip(daily, days, strict=True) if day % 7 != 2} == {100}


def test_a_falling_trend_is_followed_and_damped() -> None:
    """What halves week by week is expected to gain less than the last week, and more than none."""
    gains = 1000 * 0.5 ** (np.arange(_DAYS) / 7)
    series = Series.of(0, np.cumsum(np.tile(gains, (3, 1)), axis=1)).until(60)
    flat, falling = (gained(series, shape, 30)[0, -1] for shape in (_FLAT, Shape(1.0, 0.97)))
    assert 0 < falling < flat


def test_intervals_come_true_about_as_often_as_they_say() -> None:
    """Of an interval of 80 %, between 65 % and 95 % of the days of made series lie inside."""
    scores = scored(_noisy(), _ahead)
    assert scores.decided > 100
    assert 0.65 <= scores.inside / scores.decided <= 0.95


def test_forecasts_beat_what_is_left_by_the_last_day() -> None:
    """Where weekdays differ, the last day's gain is a worse guide than the book's past."""
    scores = scored(_noisy(), _ahead)
    assert scores.error is not None
    assert scores.naive is not None
    assert scores.error < scores.naive


def test_a_forecast_knows_nothing_of_what_came_later() -> None:
    """What is said on a day is the same whatever the days after it bring."""
    series, day = _noisy(), 1150
    other = series.counts.copy()
    other[:, day - 1000 + 1 :] = other[:, [day - 1000]] + 10**7
    told, again = (
        forecast(
            one.until(day), _ahead(one.until(day).counts[:, -1]), Calibration.of(one.until(day))
        )
        for one in (series, Series.of(1000, other))
    )
    assert all(
        (getattr(told, name) == getattr(again, name)).all() for name in ("earliest", "latest")
    )
