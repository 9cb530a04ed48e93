"""The summary: how many posts there are, in which languages, of what; none of their words."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recordbook.reactions.choosing import related_rows

if TYPE_CHECKING:
    from recordbook.reactions.about import About
    from recordbook.reactions.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Counts of posts that may be quoted, by language and theme, and of those that may not, by why.

    `copies` are posts whose words another post has as well.
    """

    posts: int
    fit: int
    copies: int
    languages: Counter[str] = field(default_factory=Counter[str])
    themes: Counter[str] = field(default_factory=Counter[str])
    both: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    refused: Counter[str] = field(default_factory=Counter[str])


def summarised(store: Store, about: About | None = None) -> Summary:
    """The counts of the store; with `about`, languages and themes of what speaks of it alone."""
    ((posts, fit, texts),) = store.rows(
        "SELECT count(*), count(text), count(DISTINCT fingerprint) FROM posts"
    )
    if about is None:
        pairs = store.rows("SELECT language, theme FROM posts WHERE text IS NOT NULL")
    else:
        pairs = list(related_rows(store, about))
    refused = store.rows("SELECT refusal, count(*) FROM posts GROUP BY refusal")
    return Summary(
        posts=posts,
        fit=fit,
        copies=fit - texts,
        languages=Counter(language for language, _ in pairs),
        themes=Counter(theme for _, theme in pairs),
        both=Counter((language, theme) for language, theme in pairs),
        refused=Counter({reason: count for reason, count in refused if reason}),
    )
