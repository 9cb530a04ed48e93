"""A page and its twins: one context, as HTML for people and as data for programs."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, cast, runtime_checkable

import pyarrow as pa
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response

from recordbook.intake.arrow import dicts
from recordbook.web.asked import TWINS, Asked, asked_of
from recordbook.web.here import Here
from recordbook.web.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request


OTHERS = "recordbook.others"
"""Where in a scope a page leaves its twins too, for whoever wants all of them at once."""


@runtime_checkable
class Rowed(Protocol):
    """A context whose page has rows."""

    def rows(self) -> pa.Table:
        """The rows of the page, all of them."""
        ...


@cache
def templates() -> Environment:
    """The templates of all pages; everything is escaped, and a key that nobody gave is an error."""
    return Environment(
        loader=PackageLoader("recordbook.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, template: str, context: object, *, status: int = 200) -> Response:
    """The page of a context, a frozen dataclass, in the form that the request asks for.

    A template knows it as `it`, beside `w` and `here`. The address with `.json` gives `as_json`,
    and with `.csv` or `.parquet` the table of `context.rows()`, where the page has rows.
    """
    asked = asked_of(request.scope)
    others: dict[str, Response] | None = request.scope.get(OTHERS)
    if others is not None and not asked.twin:
        endings = TWINS if isinstance(context, Rowed) else ("json",)
        others |= {one: _twin(context, replace(asked, twin=one), status) for one in endings}
    if asked.twin:
        return _twin(context, asked, status)
    return HTMLResponse(rendered(request, template, context), status)


def _twin(context: object, asked: Asked, status: int) -> Response:
    """A context as data, in the form that is asked for."""
    if asked.twin == "json":
        return JSONResponse(as_json(context), status)
    if not isinstance(context, Rowed):
        raise HTTPException(404, "this page has no rows")
    from recordbook.web.exports import exported  # noqa: PLC0415 - few ask for rows

    following: int | None = getattr(context, "following", None)
    return exported(context.rows(), asked, following)


def rendered(request: Request, template: str, context: object) -> str:
    """The HTML of a context."""
    return templates().get_template(template).render(named(request, context))


def named(request: Request, context: object) -> dict[str, object]:
    """What every template knows: `it`, the context; `w`, the words; and `here`, where it stands."""
    return {"it": context, "w": Wording(asked_of(request.scope).lang), "here": here_of(request)}


def here_of(request: Request) -> Here:
    """Where the page of a request stands."""
    asked = asked_of(request.scope)
    return Here(
        path=asked.path,
        base=request.app.state.settings.base.rstrip("/"),
        query=asked.query,
        lang=asked.lang,
        said=asked.said,
    )


def as_json(value: object) -> Any:
    """Any value of a context as JSON can hold it: days in ISO form, tables as rows.

    >>> as_json({"day": date(2023, 12, 16), "of": ("a", 1)})
    {'day': '2023-12-16', 'of': ['a', 1]}
    """
    match value:
        case Enum() | pa.Table():
            return as_json(value.value if isinstance(value, Enum) else dicts(value))
        case None | str() | int() | float():
            return value
        case date():
            return value.isoformat()
        case dict():
            named = cast("Mapping[object, object]", value)
            return {str(name): as_json(one) for name, one in named.items()}
        case tuple() | list() | set() | frozenset():
            return [as_json(one) for one in cast("tuple[object, ...]", value)]
        case _:
            return as_json(_keys(value)) if is_dataclass(value) else str(value)


def _keys(context: object) -> dict[str, Any]:
    """The fields of a dataclass by name."""
    return {item.name: getattr(context, item.name) for item in fields(cast("Any", context))}
