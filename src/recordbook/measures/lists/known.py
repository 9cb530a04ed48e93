"""Facts about published lists: how often they come, how many places they have, when they began."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recordbook.units import day_number

WEEK = 7
DAY = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownList:
    """One list of a platform. `region` is as observations write it; "" stands for every region.

    `places` is None where it has changed or is not known, `began` (a day number, the first list's)
    where nobody says. `cadence` is in days.
    """

    platform: str
    region: str
    cadence: int
    places: int | None
    began: int | None
    source: str


def _known(  # noqa: PLR0917 - a table of six columns
    platform: str, region: str, cadence: int, places: int | None, began: str, source: str
) -> KnownList:
    first = day_number(date.fromisoformat(began)) if began else None
    return KnownList(
        platform=platform,
        region=region,
        cadence=cadence,
        places=places,
        began=first,
        source=source,
    )


KNOWN = (
    _known(
        "billboard hot 100",
        "us",
        WEEK,
        100,
        "1958-08-04",
        "Billboard, issue of 1958-08-04: the first Hot 100",
    ),
    _known("billboard 200", "us", WEEK, 200, "", "billboard.com, chart rules"),
    _known(
        "billboard global 200",
        "global",
        WEEK,
        200,
        "2020-09-19",
        "billboard.com, 2020-09-14: the Global 200 begins with the list of 2020-09-19",
    ),
    _known(
        "billboard global excl. us",
        "global",
        WEEK,
        200,
        "2020-09-19",
        "billboard.com, 2020-09-14: the Global Excl. US begins with the list of 2020-09-19",
    ),
    _known("official singles", "gb", WEEK, None, "", "officialcharts.com, chart rules"),
    _known("official albums", "gb", WEEK, None, "", "officialcharts.com, chart rules"),
    _known(
        "spotify",
        "global",
        DAY,
        200,
        "2017-01-01",
        "charts.spotify.com: the global daily list goes back to 2017-01-01",
    ),
    _known("spotify", "", DAY, 200, "", "charts.spotify.com: 200 places"),
    _known("spotify", "", WEEK, 200, "", "charts.spotify.com: 200 places"),
)
"""Every list of which something is known; of a platform, the usual list first."""


def known_list(platform: str, region: str, cadence: int) -> KnownList:
    """What is known of a list; of one that nobody has described, how often it comes."""
    for one in KNOWN:
        if (one.platform, one.cadence) == (platform, cadence) and one.region in {region, ""}:
            return one
    return KnownList(
        platform=platform, region=region, cadence=cadence, places=None, began=None, source=""
    )


def home_region(platform: str) -> str:
    """The region of a platform's list where a claim names none.

    >>> home_region("billboard hot 100"), home_region("melon")
    ('us', 'global')
    """
    return next((one.region for one in KNOWN if one.platform == platform), "global") or "global"


def usual_cadence(platform: str) -> int:
    """How often the list comes that a claim means when it does not say: daily or weekly, in days.

    >>> usual_cadence("billboard hot 100"), usual_cadence("spotify")
    (7, 1)
    """
    return next((one.cadence for one in KNOWN if one.platform == platform), DAY)
