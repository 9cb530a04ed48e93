"""The story of a record or an answer: an article whose every sentence has its source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response  # noqa: TC002 - the framework reads the types

from recordbook.intake.arrow import columns, strings
from recordbook.reactions import quotes_of
from recordbook.stories.article import article
from recordbook.stories.naming import record_key
from recordbook.stories.rendering import as_json, html
from recordbook.stories.tell import tell
from recordbook.web.answers import teller_of
from recordbook.web.pages.files import Meant, ShelfOf  # noqa: TC001 - the framework reads them
from recordbook.web.proofs import basis_text
from recordbook.web.rendering import here_of, page
from recordbook.web.wording import Wording

if TYPE_CHECKING:
    from datetime import date

    import pyarrow as pa

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryContext:
    """The story of a claim.

    `title` is its headline, `status` proven, refuted, undecided or withdrawn, `body` the article as
    escaped HTML, and `story` the same as plain values, each sentence with the numbers of its
    sources. `folder` and `asked` say where the proof lies. `day` is the as-of day, `basis` what is
    counted, `grade` how it is known, `version` the ledger's.
    """

    title: str
    status: str
    body: str
    story: dict[str, Any]
    folder: str
    asked: str
    day: date
    basis: str
    grade: str
    version: int

    def rows(self) -> pa.Table:
        """Every sentence, and the section it stands in."""
        said = [
            (section["key"], one["text"])
            for section in self.story["sections"]
            for one in (*section["sentences"], *section["items"])
        ]
        return columns(
            section=strings(key for key, _ in said), sentence=strings(text for _, text in said)
        )


@router.get("/records/{key}/story")  # noqa: FAST003 - claim_meant reads the key
@router.get("/ask/story")
def story(request: Request, shelf: ShelfOf, claim: Meant) -> Response:
    """The article of a claim, with the quotes that an editor let stand."""
    here, key = here_of(request), request.path_params.get("key")
    folder = "/ask" if key is None else f"/records/{key}"
    asked = str(claim) if key is None else ""
    with shelf.prover() as prover:
        matter = teller_of(shelf, prover).matter(
            claim,
            address=here.absolute(folder, claim=asked),
            quotes=quotes_of(shelf.book, str(key or record_key(claim))),
        )
        told = tell(matter, language=here.lang)
        written = article(matter, told, language=here.lang)
    context = StoryContext(
        title=written.title,
        status=matter.status.value,
        body=Markup(html(written)),  # noqa: S704 - the renderer has escaped all of it
        story=as_json(written),
        folder=folder,
        asked=asked,
        day=claim.as_of,
        basis=basis_text(claim, Wording(here.lang)),
        grade=matter.proof.grade,
        version=matter.proof.version,
    )
    return page(request, "story.html", context)
