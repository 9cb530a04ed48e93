"""Whatever a file holds, it is read or it is one error of ours; what was read can be imported."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "reactions"))  # posts that are invented

from posted import row, store_of

from recordbook.errors import SourceError
from recordbook.reactions.files import posts_in
from recordbook.reactions.importing import import_posts

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOMENT, _TEXT = "2023-12-17T00:00:00Z", "60M, wow, so happy"
_DID, _POST = "did:plc:a", "app.bsky.feed.post"
_ERROR = {"resource_id": "9", "resource_type": "tweet", "type": "x/resource-not-found"}
_TWEET = {
    "id": "1",
    "text": _TEXT,
    "created_at": _MOMENT,
    "author_id": "2",
    "edit_history_tweet_ids": ["0", "1"],
    "referenced_tweets": [{"type": "quoted", "id": "3"}],
    "note_tweet": {"text": _TEXT},
}
_FACET = {"features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://a.b"}]}
_RECORD = {"text": _TEXT, "createdAt": _MOMENT, "langs": ["en"], "facets": [_FACET]}
_COMMIT = {"operation": "create", "collection": _POST, "rkey": "1", "record": _RECORD}
_COMMENT = {
    "kind": "t1",
    "data": {"name": "t1_a", "body": _TEXT, "author": "a", "created_utc": 1.7e9, "permalink": "/a"},
}
_SHAPES: tuple[Any, ...] = (
    {"data": [_TWEET], "includes": {"users": [{"id": "2", "username": "a"}]}, "errors": [_ERROR]},
    {
        "posts": [
            {
                "uri": f"at://{_DID}/{_POST}/1",
                "author": {"did": _DID, "handle": "a.b", "labels": [{"val": "x", "neg": True}]},
                "record": _RECORD,
            }
        ]
    },
    {"did": _DID, "kind": "commit", "time_us": 1702720800000000, "commit": _COMMIT},
    {"did": _DID, "kind": "account", "account": {"active": False, "status": "deleted"}},
    {
        "content": f"<p>{_TEXT}</p>",
        "account": {"acct": "a", "url": "https://a.b/@a"},
        "created_at": _MOMENT,
        "url": "https://a.b/@a/1",
        "visibility": "public",
    },
    {
        "kind": "Listing",
        "data": {"children": [_COMMENT, {"kind": "t3", "data": {"replies": _COMMENT}}]},
    },
    row(1, _TEXT, lang="en", likes="7"),
)
_JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(["\ud83d", "https://[bad", "javascript:1", "<p><br", "\0", "{", [], {}, [[]]]),
    st.lists(st.dictionaries(st.sampled_from(["text", "id", "val"]), st.text(max_size=3))),
)


def _paths(value: object) -> Iterator[tuple[Any, ...]]:
    """The way to everything within a value."""
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for name, inner in items:
        yield (name,)
        yield from ((name, *rest) for rest in _paths(inner))


@st.composite
def _spoiled(draw: st.DrawFn) -> str:
    """A file of some platform in which one or two values are something else."""
    shape = copy.deepcopy(draw(st.sampled_from(_SHAPES)))
    for _ in range(draw(st.integers(1, 2))):
        path = draw(st.sampled_from(list(_paths(shape)) or [()]))
        within = shape
        for name in path[:-1]:
            within = within[name]
        if path and draw(st.booleans()):
            del within[path[-1]]
        elif path:
            within[path[-1]] = draw(_JUNK)
    return json.dumps(shape)


@settings(max_examples=60, deadline=None)
@given(st.one_of(_spoiled(), st.text(max_size=60)))
def test_any_file(text: str) -> None:
    """A file is read and can be imported, or it is an error that has a message and a cure."""
    with TemporaryDirectory() as name, store_of(folder := Path(name)) as store:
        path = folder / "posts"
        path.write_bytes(text.encode(errors="surrogatepass"))
        wrong: SourceError | None = None
        try:
            entries = posts_in(path)
        except SourceError as error:
            wrong, entries = error, []
        if wrong is None:
            assert import_posts(store, [path]).read <= len(entries)
        else:
            assert "posts" in wrong.message
            assert wrong.remedy
