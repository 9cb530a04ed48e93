"""Where, when and on which reading a claim holds, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import families, vocabulary
from recordbook.stories import names
from recordbook.stories.values import Values

if TYPE_CHECKING:
    from recordbook.claims import Claim, Window
    from recordbook.stories.words import Words


def where(words: Words, claim: Claim) -> str:
    """The platform, the region and the time; nothing of a fact that no platform counts."""
    return words.say(
        "where.all",
        platform=_platform(words, claim),
        region=_region(words, claim),
        window=window(words, claim.window),
    )


def platform(words: Words, name: str) -> str:
    """The name of a platform as it writes itself."""
    key = f"platform.{name.replace('.', '')}"
    return words.say(key) if words.has(key) else names.plain(name)


def window(words: Words, when: Window) -> str:
    """The time in which it counts; nothing where that is ever."""
    if when.kind == "ever":
        return ""
    return words.say(f"window.{when.kind}", year=str(when.year or ""))


def readings(words: Words, claim: Claim) -> tuple[str, ...]:
    """What the words leave open, where the answer is not the usual one."""
    reading = claim.reading
    said = {
        "single_albums": reading.single_albums,
        "versions": not reading.versions,
        "inclusive_days": reading.inclusive_days,
        reading.credit: reading.credit != "main",
        "edition": bool(reading.edition),
    }
    edition = names.plain(reading.edition)
    return tuple(words.say(f"reading.{key}", edition=edition) for key, on in said.items() if on)


def _platform(words: Words, claim: Claim) -> str:
    fact = claim.superlative is None and claim.measure.aggregate in families.FACTS
    usual = vocabulary.default_basis(claim.platform)
    if fact and claim.basis == usual and claim.platform == "spotify":
        return ""
    key = "app"
    if claim.basis != usual:
        key = "charts" if claim.basis == "chart" else "app_of_chart"
    said = platform(words, claim.platform)
    gender = words.gender("platform", claim.platform)
    return words.say(f"where.{key}", platform=said, gender=gender)


def _region(words: Words, claim: Claim) -> str:
    if claim.region == "global":
        return ""
    place = Values(words).place(claim.region, "in")
    return words.say("where.region", region=place)
