"""The description of the API's answers, made from the types that its answers have."""

from __future__ import annotations

from functools import cache
from keyword import iskeyword
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel, ConfigDict, Field, create_model

from recordbook.proof.shape import ProofShape

_FAR = {"ProofShape": ProofShape}
"""What a shape names and its module imports for the reader's eyes only."""


class Problem(BaseModel):
    """Why there is no answer, by RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    remedy: str | None
    request: str
    problems: list[dict[str, Any]] = []


@cache
def model_of(shape: Any) -> type[BaseModel]:
    """A model with exactly the keys and types of a typed dictionary."""
    fields: dict[str, Any] = {}
    for name, kind in get_type_hints(shape, localns=_FAR).items():
        said = name if not iskeyword(name) else f"{name}_"
        fields[said] = (_kind(kind), Field(alias=name))
    model: type[BaseModel] = create_model(
        shape.__name__.removesuffix("Shape"),
        __config__=ConfigDict(extra="forbid", populate_by_name=True),
        __doc__=shape.__doc__,
        **fields,
    )
    return model


def _kind(kind: Any) -> Any:
    """A type with models in place of typed dictionaries."""
    if is_typeddict(kind):
        return model_of(kind)
    inner = tuple(map(_kind, get_args(kind)))
    if get_origin(kind) in {UnionType, Union}:
        return Union[tuple(None if one is NoneType else one for one in inner)]  # noqa: UP007 - made of a tuple
    return get_origin(kind)[inner] if inner else kind


PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {
        "description": said,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
    for status, said in {
        400: "The request cannot be read.",
        401: "A token is needed, or is not known.",
        403: "The token does not allow it.",
        404: "There is no such thing in this book.",
        413: "The body is too large.",
        422: "The request was understood and cannot be answered: a claim that cannot be judged.",
        429: "Too many requests at once; `Retry-After` says when to ask again.",
        503: "The book is busy; `Retry-After` says when to ask again.",
    }.items()
}
"""What any address may answer when it does not answer."""
