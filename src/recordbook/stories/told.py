"""A matter in a few words, in one language and one house style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from recordbook.stories.matter import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A matter told: a headline, one line to post, a caption, and the text of its picture.

    All are plain text. `post` is one line without its address; `caption` names figure, basis,
    as-of day and source; `alt` says what the share card shows.
    """

    language: str
    style: str
    status: Status
    headline: str
    post: str
    caption: str
    alt: str
