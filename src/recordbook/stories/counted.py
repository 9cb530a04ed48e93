"""What a claim counts, in words: streams, days, places; never more than the bounds allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import Aggregate
from recordbook.claims.vocabulary import PLATFORMS
from recordbook.units import day_from

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.stories.language import Language
    from recordbook.units import Bounds

_A = Aggregate
_UNITS = {
    _A.LISTENERS: "listeners",
    _A.TRACKS_PAST: "tracks",
    _A.TRACK_COUNT: "tracks",
    _A.ALBUMS_PAST: "albums",
    _A.PER_DAY: "each_day",
    _A.PER_TRACK: "each_track",
    **dict.fromkeys(
        (_A.DAYS_TO, _A.DAYS_AT, _A.CONSECUTIVE_AT, _A.DAYS_FROM_DEBUT, _A.LISTED_DAYS_TO), "days"
    ),
    **dict.fromkeys(
        (_A.WEEKS_AT, _A.CONSECUTIVE_WEEKS_AT, _A.WEEKS_FROM_DEBUT, _A.LISTED_WEEKS_TO), "weeks"
    ),
    **dict.fromkeys((_A.PEAK_RANK, _A.DEBUT_RANK, _A.RE_ENTRY_RANK), "place"),
    **dict.fromkeys((_A.RISE, _A.FALL), "places"),
    _A.RE_ENTRIES: "times",
    _A.ENTRIES: "entries",
    _A.COUNTRIES_AT: "countries",
    _A.RELEASED: "date",
    _A.DURATION: "clock",
}
"""What the aggregates count that do not count what their metric says."""

_WHOLE = frozenset({"place", "date", "clock"})
"""Units that belong to each number, and not to a span of them once."""

_MILLION = 1_000_000
_SECONDS = 60


def unit_of(claim: Claim) -> str:
    """What the number of a claim is a number of."""
    return _UNITS.get(claim.measure.aggregate, claim.measure.metric)


def amount(language: Language, claim: Claim, bounds: Bounds) -> str:
    """What is known of a number, with what it is a number of."""
    unit, low, high = unit_of(claim), bounds.low, bounds.high

    def said(value: int) -> str:
        return counted(language, unit, value)

    if bounds.exact:
        key = "amount.is" if unit in _WHOLE else "amount.exactly"
        return language.say("article", key, amount=said(low))
    of_places = "place_" if unit == "place" else ""
    if high is None:
        key = f"amount.{of_places}at_least" if low > least(unit) else "amount.unknown"
        return language.say("article", key, amount=said(low))
    if low <= least(unit):
        return language.say("article", f"amount.{of_places}at_most", amount=said(high))
    bare = said(low) if unit in _WHOLE else language.number(low)
    return language.say("article", "amount.between", low=bare, high=said(high))


def level(language: Language, claim: Claim) -> str:
    """The number that decides a claim, exactly: 60 million streams; "" where it has none.

    Where parts are counted it is the number that each of them must reach.
    """
    value = claim.measure.past or claim.threshold
    if value is None:
        return ""
    unit = claim.measure.metric if claim.measure.past is not None else unit_of(claim)
    short = unit not in _WHOLE and value % _MILLION == 0
    return counted(language, unit, value, language.exact(value, long=True) if short else "")


def counted(language: Language, unit: str, value: int, written: str = "") -> str:
    """A number of things; `written` is the number as it is to stand there."""
    if unit == "date":
        return language.date(day_from(value))
    if unit == "clock":
        return clock(value)
    known = language.has("article", f"unit.{unit}")
    key = f"unit.{unit}" if known else "unit.other"
    return language.say("article", key, n=value, count=written or language.number(value), what=unit)


def clock(seconds: int) -> str:
    """A duration as minutes and seconds.

    >>> clock(1056)
    '17:36'
    """
    return f"{seconds // _SECONDS}:{seconds % _SECONDS:02}"


def least(unit: str) -> int:
    """The bound below which nobody can be, so that it says nothing."""
    return 1 if unit == "place" else 0


_SPELLED = {
    "youtube": "YouTube",
    "youtube music": "YouTube Music",
    "itunes": "iTunes",
    "soundcloud": "SoundCloud",
    "tiktok": "TikTok",
    "flo": "FLO",
    "line music": "LINE MUSIC",
    "qq music": "QQ Music",
    "netease": "NetEase",
    "kkbox": "KKBOX",
    "joox": "JOOX",
    "jiosaavn": "JioSaavn",
    "lastfm": "Last.fm",
    "listenbrainz": "ListenBrainz",
    "billboard global excl. us": "Billboard Global Excl. US",
    "official singles": "Official Singles Chart",
    "official albums": "Official Albums Chart",
}


def platform_name(platform: str) -> str:
    """A platform as it writes itself; "" for one that is not known by name.

    >>> platform_name("spotify"), platform_name("line music"), platform_name("made up")
    ('Spotify', 'LINE MUSIC', '')
    """
    return _SPELLED.get(platform, platform.title()) if platform in PLATFORMS else ""
