"""What `recordbook tell` can be asked: light enough for `--help`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - the command line is made from the types
from pathlib import Path  # noqa: TC003 - same
from typing import Annotated, Literal, TypeAlias

from cyclopts import Parameter

Form: TypeAlias = Literal[
    "post", "headline", "caption", "article", "card", "chart", "bundle", "data"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """How a claim is told.

    Args:
        form: A post, headline or caption; an article with its sources; a share card or chart as a
            picture; a bundle of the evidence as a zip, for `recordbook recheck`; structured data
            (NewsArticle, Dataset and PROV as JSON-LD).
        language: The language; what is quoted from sources stays as it is.
        style: The house style: chart, newsroom or fan.
        shape: The shape of a card: 1200x630, 1080x1080 or 1080x1920.
        theme: The colours of a card or a chart.
        address: Where the record is shown, to be named in it.
        as_of: The day that the claim is about, where it names none (2023-12-16).
        out: Write to this file, whole or not at all. An article is written as its ending says: txt,
            md, html or json; a picture as svg or png.
    """

    form: Annotated[Form, Parameter(name="--as")] = "post"
    language: Literal["en", "ko", "es", "ja", "id", "pt"] = "en"
    style: Literal["chart", "newsroom", "fan"] = "newsroom"
    shape: Literal["wide", "square", "tall"] = "wide"
    theme: Literal["light", "dark"] = "light"
    address: str = ""
    as_of: date | None = None
    out: Path | None = None
