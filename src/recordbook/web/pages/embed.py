"""A record within somebody else's page, always with its as-of day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from recordbook.web.answers import Answer, answer
from recordbook.web.asked import asked_of
from recordbook.web.here import FRAME
from recordbook.web.pages.record import claim_of
from recordbook.web.rendering import here_of, page
from recordbook.web.shelf import Shelf, shelf_of
from recordbook.web.wording import LANGUAGES, Wording

if TYPE_CHECKING:
    from recordbook.web.here import Here

router = APIRouter()

ShelfOf = Annotated[Shelf, Depends(shelf_of)]
Pixels = Annotated[int, Query(ge=1, le=10_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedContext:
    """A record as others show it: `answer` is what the prover says of it, as of its day."""

    answer: Answer


@router.get("/embed/{key}")
def embed(request: Request, key: str, shelf: ShelfOf) -> Response:
    """The record in a small frame."""
    said = _answer(request, shelf, key, asked_of(request.scope).lang)
    return page(request, "embed.html", EmbedContext(answer=said))


@router.get("/oembed")
def oembed(
    request: Request,
    shelf: ShelfOf,
    *,
    url: Annotated[str, Query(max_length=2000)],
    maxwidth: Pixels = FRAME[0],
    maxheight: Pixels = FRAME[1],
    format: str = "json",  # noqa: A002 - oEmbed calls it so
) -> Response:
    """The oEmbed answer for the address of a record of this site."""
    if format != "json":
        raise HTTPException(501, "this site speaks oEmbed in JSON only")
    here = here_of(request)
    key, lang = _key(here, url)
    said = _answer(request, shelf, key, lang)
    width, height = min(maxwidth, FRAME[0]), min(maxheight, FRAME[1])
    return JSONResponse(_rich(here, said, lang, width, height))


def _rich(here: Here, said: Answer, lang: str, width: int, height: int) -> dict[str, Any]:
    """An oEmbed answer of the type "rich"."""
    return {
        "version": "1.0",
        "type": "rich",
        "title": said.told.headline,
        "provider_name": "recordbook",
        "provider_url": here.absolute("/"),
        "cache_age": 3600,
        "as_of": said.shown.as_of.isoformat(),
        "html": here.iframe(
            f"/embed/{said.key}", said.told.headline, size=(width, height), lang=lang
        ),
        "width": width,
        "height": height,
        "thumbnail_url": here.absolute(f"/records/{said.key}/card.png", lang=lang),
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


def _key(here: Here, url: str) -> tuple[str, str]:
    """The record key and the language of an address of this site; 404 of any other."""
    asked, own = urlsplit(url), urlsplit(here.base)
    folder, _, key = asked.path.rpartition("/")
    if (asked.netloc, folder) != (own.netloc, f"{own.path}/records"):
        raise HTTPException(404, "this is no address of a record of this site")
    said = dict(part.split("=", 1) for part in asked.query.split("&") if "=" in part)
    lang = said.get("lang", "en")
    return key, lang if lang in LANGUAGES else "en"


def _answer(request: Request, shelf: Shelf, key: str, lang: str) -> Answer:
    del request
    with shelf.prover() as prover:
        return answer(prover, claim_of(shelf, key), shelf, Wording(lang), asked=False)
