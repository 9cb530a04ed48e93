"""ClaimReview markup (schema.org) of what others claimed and the data could judge."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recordbook.scrutiny.statement import Judgement, Kind

if TYPE_CHECKING:
    from recordbook.scrutiny.statement import Article, Statement
    from recordbook.units import Day

_BEST, _WORST = 5, 1
_RATINGS = {Judgement.PROVEN: _BEST, Judgement.REFUTED: _WORST}
_NAMES = {
    Judgement.PROVEN: "Proven",
    Judgement.REFUTED: "Refuted",
    Judgement.UNDECIDED: "Undecided: the data allow both answers",
}
_REVIEWED = frozenset({Kind.CLAIM, Kind.FACT, Kind.SUM})


def claim_review(article: Article, reviewed: Day, *, address: str = "") -> dict[str, Any]:
    """A ClaimReview of every judged statement; `address` is where the article stands, if known.

    An undecided claim has a rating in words and no number: any number would say something of it.
    """
    reviews = [
        _review(article, one, reviewed, address)
        for one in article.statements
        if one.kind in _REVIEWED and one.verdict in _NAMES
    ]
    return {"@context": "https://schema.org", "@graph": reviews}


def _review(article: Article, one: Statement, reviewed: Day, address: str) -> dict[str, Any]:
    review: dict[str, Any] = {
        "@type": "ClaimReview",
        "claimReviewed": one.sentence,
        "datePublished": reviewed.isoformat(),
        "author": {"@type": "Organization", "name": "recordbook"},
        "itemReviewed": _claim(article, one, address),
        "reviewRating": _rating(one),
        "reviewBody": _body(one),
    }
    return review | ({"inLanguage": article.language} if article.language else {})


def _body(one: Statement) -> str:
    """Why, how it was read, and what is true instead."""
    parts = [
        one.reason,
        f"Read as: {one.understood}" if one.understood else "",
        f"True is: {one.nearest}" if one.nearest else "",
    ]
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _claim(article: Article, one: Statement, address: str) -> dict[str, Any]:
    """The claim where it was found, and whoever is said to have made it."""
    day = {"datePublished": article.published.isoformat()} if article.published else {}
    work = {"@type": "CreativeWork"} | day
    work |= {"headline": article.title} if article.title else {}
    work |= {"url": address} if address else {}
    author = {"author": {"@type": "Organization", "name": one.attribution}}
    return {"@type": "Claim", **day, "appearance": work, **(author if one.attribution else {})}


def _rating(one: Statement) -> dict[str, Any]:
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": _NAMES[one.verdict]}
    if one.verdict in _RATINGS:
        rating |= {
            "ratingValue": _RATINGS[one.verdict],
            "bestRating": _BEST,
            "worstRating": _WORST,
        }
    return rating
