"""JSON from elsewhere: what is not of the expected kind is as if it were absent."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

Json: TypeAlias = "Mapping[str, object]"
"""One JSON object."""


def as_object(value: object) -> Json:
    """The value as an object; an empty one if it is none."""
    return cast("Json", value) if isinstance(value, dict) else {}


def as_objects(value: object) -> list[Json]:
    """The objects in a list; whatever else is in it, or is no list, is left out."""
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return [cast("Json", item) for item in listed if isinstance(item, dict)]


def as_texts(value: object) -> list[str]:
    """The texts in a list that are not blank."""
    listed = cast("list[object]", value) if isinstance(value, list) else []
    return [item for item in listed if isinstance(item, str) and item.strip()]


def as_text(value: object) -> str:
    """The value as text without spaces around it; blank if it is none."""
    return value.strip() if isinstance(value, str) else ""


def as_whole(value: object) -> int | None:
    """The value as a whole number of zero or more; None if it is none."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return value


def underscored(value: object) -> object:
    """The value with `-` in every key written `_`: `artist-credit` and `artist_credit` are one.

    >>> underscored({"artist-credit": [{"sort-name": "V"}]})
    {'artist_credit': [{'sort_name': 'V'}]}
    """
    if isinstance(value, dict):
        pairs = cast("dict[str, object]", value).items()
        return {key.replace("-", "_"): underscored(inner) for key, inner in pairs}
    if isinstance(value, list):
        return [underscored(inner) for inner in cast("list[object]", value)]
    return value
