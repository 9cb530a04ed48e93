"""Posts in the shapes that the platforms' interfaces give; every text and name is invented."""

from __future__ import annotations

import gzip
import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from recordbook.errors import SourceError
from recordbook.reactions.files import posts_in
from recordbook.reactions.post import Gone, Post

if TYPE_CHECKING:
    from pathlib import Path

_DID = "did:plc:inventedinventedinvented"
_URI = f"at://{_DID}/app.bsky.feed.post/3kinvented"


def _read(folder: Path, value: object, name: str = "posts.json") -> list[Post | Gone]:
    path = folder / name
    text = value if isinstance(value, str) else json.dumps(value)
    path.write_text(text, encoding="utf-8")
    return posts_in(path)


def _one(folder: Path, value: object) -> Post:
    (post,) = _read(folder, value)
    assert isinstance(post, Post)
    return post


def _tweet(**more: Any) -> dict[str, Any]:
    return {
        "id": "1736000000000000001",
        "text": "60M &amp; counting https://t.co/AbCdEf1234",
        "created_at": "2023-12-16T23:59:59.000Z",
        "lang": "en",
        "author_id": "77",
        "conversation_id": "1736000000000000001",
        "edit_history_tweet_ids": ["1736000000000000001"],
        "public_metrics": {"retweet_count": 1, "reply_count": 0, "like_count": 12},
        **more,
    }


def _search(*tweets: dict[str, Any], **more: Any) -> dict[str, Any]:
    users = [{"id": "77", "name": "An Invented Name", "username": "invented_fan"}]
    meta = {"newest_id": "2", "oldest_id": "1", "result_count": len(tweets), "next_token": "b26v"}
    return {"data": list(tweets), "includes": {"users": users}, "meta": meta, **more}


def test_x_search(tmp_path: Path) -> None:
    """A post of a search has its author's handle, its own link, and none of X's addresses."""
    assert _one(tmp_path, _search(_tweet())) == Post(
        platform="x",
        id="1736000000000000001",
        text="60M & counting",
        posted=date(2023, 12, 16),
        author="77",
        handle="invented_fan",
        link="https://x.com/invented_fan/status/1736000000000000001",
        language="en",
        likes=12,
    )


def test_x_pages_one_per_line(tmp_path: Path) -> None:
    """Answers one per line are read page by page, and a page without posts has none."""
    empty = {"meta": {"result_count": 0}}
    lines = "\n".join(json.dumps(page) for page in (_search(_tweet()), empty, _search(_tweet())))
    assert len(_read(tmp_path, lines, "pages.jsonl")) == 2


def test_x_retweets_and_long_posts(tmp_path: Path) -> None:
    """A retweet is another's words; a long post is read whole, not as it is cut off."""
    shared = _tweet(referenced_tweets=[{"type": "retweeted", "id": "5"}])
    assert _one(tmp_path, _search(shared)).shared
    longer = _tweet(note_tweet={"text": "all of it, to the very end"})
    assert _one(tmp_path, _search(longer)).text == "all of it, to the very end"


@pytest.mark.parametrize(
    ("tweet", "user"),
    [({"possibly_sensitive": True}, {}), ({"withheld": {}}, {}), ({}, {"protected": True})],
)
def test_x_closed(tmp_path: Path, tweet: dict[str, Any], user: dict[str, Any]) -> None:
    """What X or the author does not show to everybody is closed."""
    answer = _search(_tweet(**tweet))
    answer["includes"]["users"][0].update(user)
    assert _one(tmp_path, answer).closed


def test_x_deletions(tmp_path: Path) -> None:
    """A look-up in vain, an edit and a compliance job say which posts are gone."""
    error = {
        "resource_id": "9",
        "resource_type": "tweet",
        "type": "https://api.twitter.com/2/problems/resource-not-found",
    }
    edited = _tweet(id="12", edit_history_tweet_ids=["11", "12"])
    found = _read(tmp_path, _search(edited, errors=[error]))
    gone = {entry.id for entry in found if isinstance(entry, Gone)}
    assert gone == {"9", "11"}
    line = {"id": "13", "action": "delete", "reason": "deleted", "redacted_at": "2024-01-01"}
    assert Gone(platform="x", id="13") in _read(tmp_path, line)


def _view(**more: Any) -> dict[str, Any]:
    return {
        "uri": _URI,
        "cid": "bafyinvented",
        "author": {"did": _DID, "handle": "invented.example.net", "displayName": "Invented"},
        "record": {
            "$type": "app.bsky.feed.post",
            "text": "전곡 6천만이라니",
            "createdAt": "2023-12-16T10:00:00.000Z",
            "langs": ["ko"],
        },
        "likeCount": 3,
        "indexedAt": "2023-12-16T10:00:01.000Z",
        "labels": [],
        **more,
    }


def test_bluesky_search(tmp_path: Path) -> None:
    """A post of a search has the address of the whole network and a link by handle."""
    post = _one(tmp_path, {"posts": [_view()], "cursor": "25", "hitsTotal": 1})
    assert (post.platform, post.id, post.author) == ("bluesky", _URI, _DID)
    assert post.link == "https://bsky.app/profile/invented.example.net/post/3kinvented"
    assert (post.language, post.likes, post.posted) == ("ko", 3, date(2023, 12, 16))


def test_bluesky_wishes_are_kept(tmp_path: Path) -> None:
    """A label, such as an author's wish not to be shown to everybody, closes a post."""
    author = {**_view()["author"], "labels": [{"val": "!no-unauthenticated"}]}
    assert _one(tmp_path, {"posts": [_view(author=author)]}).closed
    taken_back = [{"val": "spam", "neg": True}]
    assert not _one(tmp_path, {"posts": [_view(labels=taken_back)]}).closed


def test_jetstream(tmp_path: Path) -> None:
    """Lines of the Jetstream bring posts, and take away a post or all of an account."""
    record = _view()["record"]
    commit = {"rev": "1", "collection": "app.bsky.feed.post", "rkey": "3kinvented"}
    base = {"did": _DID, "time_us": 1702720800000000}
    account = {"active": False, "did": _DID, "status": "deleted"}
    lines = [
        {**base, "kind": "commit", "commit": {**commit, "operation": "create", "record": record}},
        {**base, "kind": "identity", "identity": {"did": _DID, "handle": "x.example.net"}},
        {**base, "kind": "commit", "commit": {**commit, "collection": "app.bsky.feed.like"}},
        {**base, "kind": "commit", "commit": {**commit, "operation": "delete"}},
        {**base, "kind": "account", "account": account},
    ]
    found = _read(tmp_path, "\n".join(map(json.dumps, lines)), "stream.jsonl")
    assert [type(entry) for entry in found] == [Post, Gone, Gone]
    assert found[1:] == [
        Gone(platform="bluesky", id=_URI),
        Gone(platform="bluesky", author=_DID),
    ]


def _status(**more: Any) -> dict[str, Any]:
    return {
        "id": "111",
        "uri": "https://social.example.net/users/invented/statuses/111",
        "url": "https://social.example.net/@invented/111",
        "created_at": "2023-12-16T10:00:00.000Z",
        "account": {"acct": "invented", "url": "https://social.example.net/@invented"},
        "content": '<p>60M &amp; <a href="https://social.example.net/tags/X" class="hashtag">'
        "#<span>PaperLanterns</span></a></p><p>so happy<br />really</p>",
        "visibility": "public",
        "language": "en",
        "favourites_count": 4,
        **more,
    }


def test_mastodon(tmp_path: Path) -> None:
    """A status is plain text with its lines, and its author's whole address."""
    post = _one(tmp_path, [_status()])
    assert post.text == "60M & #PaperLanterns\nso happy\nreally"
    assert post.handle == "invented@social.example.net"
    assert post.id == "https://social.example.net/users/invented/statuses/111"
    assert _one(tmp_path, {"accounts": [], "statuses": [_status()], "hashtags": []}) == post


@pytest.mark.parametrize(
    "more",
    [
        {"visibility": "unlisted"},
        {"sensitive": True},
        {"spoiler_text": "health"},
        {"account": {"acct": "invented", "noindex": True}},
    ],
)
def test_mastodon_closed(tmp_path: Path, more: dict[str, Any]) -> None:
    """What is not public, or marked, or by an author who does not want to be found, is closed."""
    assert _one(tmp_path, [_status(**more)]).closed


def test_mastodon_never_runs_markup(tmp_path: Path) -> None:
    """Scripts and styles of a status are no part of its text."""
    content = "<p>60M<script>alert(1)</script><style>p{}</style> &lt;b&gt; wow</p>"
    assert _one(tmp_path, [_status(content=content)]).text == "60M <b> wow"


def _thing(kind: str, **data: Any) -> dict[str, Any]:
    shared = {
        "author": "invented_user",
        "created_utc": 1702720800.0,
        "permalink": "/r/invented/comments/18abc/title/",
        "score": 9,
        "subreddit": "invented",
    }
    return {"kind": kind, "data": {**shared, **data}}


def test_reddit(tmp_path: Path) -> None:
    """A listing holds posts and comments, answers below answers; what was removed is gone."""
    deep = _thing("t1", name="t1_c", body="and mine")
    replies = {"kind": "Listing", "data": {"children": [deep, {"kind": "more", "data": {}}]}}
    children = [
        _thing("t3", name="t3_a", title="60M for all", selftext="wow &gt; all"),
        _thing("t1", name="t1_b", body="my favourite", replies=replies),
        _thing("t1", name="t1_d", body="[deleted]", author="[deleted]", replies=""),
    ]
    found = _read(tmp_path, {"kind": "Listing", "data": {"children": children, "after": None}})
    assert [entry.id for entry in found] == ["t3_a", "t1_b", "t1_c", "t1_d"]
    assert found[3] == Gone(platform="reddit", id="t1_d")
    first = found[0]
    assert isinstance(first, Post)
    assert (first.text, first.credit) == ("60M for all\nwow > all", "u/invented_user")


_HARVEST = (
    "conversation_id_str,created_at,favorite_count,full_text,id_str,image_url,lang,location,"
    "tweet_url,user_id_str,username\n"
    '17,Sat Dec 16 02:03:21 +0000 2023,5,"60M, all of it &amp; more\nwow",17,,en,,'
    "https://x.com/invented_fan/status/17,77,invented_fan\n"
)


def test_harvested_table(tmp_path: Path) -> None:
    """A table as tools for X export it says the same as X's own answer."""
    post = _one(tmp_path, _HARVEST)
    assert (post.platform, post.id, post.handle) == ("x", "17", "invented_fan")
    assert (post.text, post.posted, post.likes) == (
        "60M, all of it & more\nwow",
        date(2023, 12, 16),
        5,
    )


def test_plain_lines_compressed(tmp_path: Path) -> None:
    """JSON lines of any tool are read by the names of their columns, compressed as well."""
    row = {"text": "so good", "date": "2023-12-16", "username": "@inv", "url": "https://a.b/c/1"}
    path = tmp_path / "posts.jsonl.gz"
    path.write_bytes(gzip.compress(f"{json.dumps(row)}\n{json.dumps(row)}\n".encode()))
    first, _ = posts_in(path)
    assert isinstance(first, Post)
    assert (first.platform, first.handle, first.id) == ("a.b", "inv", "https://a.b/c/1")


_BAD = {
    "cut off": ('{"data": [{"id": "1", "text": "x"', "no JSON at"),
    "a page": ("<!doctype html><title>429</title>", "no posts in a file that begins"),
    "no date": (json.dumps(_search(_tweet(created_at="yesterday"))), "created_at is 'yesterday'"),
    "far date": (json.dumps(_search(_tweet(created_at=1e300))), "created_at is 1e+300"),
    "no author": (json.dumps(_search(_tweet(author_id=""))), "author"),
    "deep": ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
    "long number": ('{"data": ' + "9" * 10_000 + "}", "number too long"),
    "other": ('{"weather": "fine"}', "weather"),
    "list of others": ("[1, 2]", "holds what is no post"),
    "short row": (_HARVEST + "1,2\n", "line 4: 2 cells, where the head has 11"),
    "torn quote": (_HARVEST + '1,"2\n', "line"),
    "bad line": (json.dumps(_tweet()) + '\n{"id": \n', "line 2"),
    "bad value of a line": (
        json.dumps(_tweet()) + "\n" + json.dumps(_tweet(created_at="?")),
        "line 2: created_at is '?'",
    ),
    "spaces": ("  \n ", "posts.json"),
}


@pytest.mark.parametrize("what", _BAD)
def test_bad_files_are_one_error(tmp_path: Path, what: str) -> None:
    """A file that cannot be read is one error that names the file, the place and a cure."""
    text, said = _BAD[what]
    with pytest.raises(SourceError) as caught:
        _read(tmp_path, text)
    assert said in caught.value.message
    assert "posts.json" in caught.value.message
    assert caught.value.remedy


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    """Bytes that are not UTF-8 are an error with their line."""
    path = tmp_path / "posts.csv"
    path.write_bytes(_HARVEST.encode() + b"\xed\xa0\x80")
    with pytest.raises(SourceError, match="line 4: byte 0xed"):
        posts_in(path)


def test_odd_names_of_platforms_and_languages(tmp_path: Path) -> None:
    """A platform or a language that cannot be one is none."""
    row = {"text": "so good", "date": "2023-12-16", "username": "inv", "id": "1"}
    odd = _one(tmp_path, {**row, "platform": "\ud83d", "url": "https://\ud83d/1"})
    assert odd.platform == "unknown"
    assert _one(tmp_path, {**row, "url": "https://a.b/@inv/1"}).platform == "mastodon"
