"""`recordbook mcp`: the same answers for assistants, by the Model Context Protocol."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import Field

from recordbook.errors import CatalogueError, ClaimError, RecordbookError
from recordbook.web.replies import Looked, checked, explained, found_shape, proved
from recordbook.web.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping

_SAID = """This is a record book of music streaming. It judges claims such as
"Layover" by "V": first album by K-pop soloists with every track >= 60M streams as of 2023-12-16
on the figures that were taken into it, each with its source.

A verdict is proven, refuted or undecided, and final for what this book holds as of the day that it
names: always say that day. Undecided is not a weak yes: `missing` says what would decide it. Bounds
are low and high; high is null where nothing limits it. A record among others is proven among those
that this book knows: say how many, `coverage.members`. Never round a figure up, and never call
something a record that was not proven."""

_READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
_Claim = Annotated[str, Field(description="A claim in the language of claims.", max_length=2000)]
_Day = Annotated[date | None, Field(description="A day such as 2023-12-16.")]
_Text = Annotated[str, Field(min_length=1, max_length=200_000)]


def run_mcp(book: str) -> None:
    """Answer on standard input and output until the assistant leaves; NoBook if there is none."""
    server_of(Shelf.of(book)).run("stdio")


def server_of(shelf: Shelf) -> MCPServer:
    """A server whose tools answer from a shelf, always from the newest version of its book."""
    server = MCPServer(
        "recordbook", title="recordbook", instructions=_SAID, version=version("recordbook")
    )
    tools = _Tools(shelf)
    for tool in (tools.prove, tools.ask, tools.find, tools.check, tools.explain):
        server.add_tool(tool, annotations=_READS, structured_output=True)
    return server


@dataclass(frozen=True, slots=True)
class _Tools:
    """What an assistant can do with a book; the docstrings are what it is told of them."""

    shelf: Shelf

    def prove(
        self, claim: _Claim, as_of: _Day = None, as_known: str | None = None
    ) -> dict[str, Any]:
        """Prove or refute a claim, or say what would decide it.

        `as_of` is the day it is about where the claim names none; `as_known` answers from what the
        book held at a moment or a ledger version.
        """
        with _answering(self.shelf):
            return _shape(proved(self.shelf, claim, as_of, as_known))

    def ask(self, question: _Text, as_of: _Day = None) -> dict[str, Any]:
        """Ask in the language of claims or in plain words; nothing that is unclear is guessed.

        A claim comes back as `proof`, plain words as `article`, with how they were read.
        """
        with _answering(self.shelf):
            try:
                return {"proof": proved(self.shelf, question, as_of), "article": None}
            except ClaimError:
                article = checked(self.shelf, question, as_of)
                if any(one["claims"] for one in article["statements"]):
                    return {"proof": None, "article": article}
                raise

    def find(
        self,
        day: _Day = None,
        cohort: str | None = None,
        about: str | None = None,
        limit: Annotated[int, Field(ge=1, le=100)] = 20,
    ) -> dict[str, Any]:
        """Find the records of a day, each proven; without a day, of the book's last.

        `cohort` limits whom they are among (albums by K-pop soloists), `about` whom they are of.
        """
        with _answering(self.shelf):
            looked = Looked(day=day, cohort=cohort, about=about, limit=limit)
            return _shape(found_shape(self.shelf, looked))

    def check(
        self,
        text: _Text,
        published: _Day = None,
        language: Literal["en", "ko", "es"] | None = None,
    ) -> dict[str, Any]:
        """Judge every statement of an article or a post, each with its verdict."""
        with _answering(self.shelf):
            return _shape(checked(self.shelf, text, published, language))

    def explain(
        self, entity: Annotated[str, Field(max_length=500)], day: _Day = None
    ) -> dict[str, Any]:
        """Say what the book knows of an artist, a release or a track, and from whom."""
        with _answering(self.shelf):
            return _shape(explained(self.shelf, entity, day))


@contextmanager
def _answering(shelf: Shelf) -> Generator[None]:
    """Answer from the newest version; what was asked wrongly is told with its remedy."""
    shelf.look()
    try:
        yield
    except (ClaimError, CatalogueError) as error:
        raise ToolError(str(error)) from error
    except RecordbookError as error:
        raise ToolError(error.message) from error


def _shape(said: Mapping[str, Any]) -> dict[str, Any]:
    return cast("dict[str, Any]", said)
