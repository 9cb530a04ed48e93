"""Law: any item fits every outlet by its own count, with its address and its word whole."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from recordbook.stories.language import LANGUAGES, language
from recordbook.syndication.bluesky import Bluesky, facets
from recordbook.syndication.discord import Discord
from recordbook.syndication.item import Item, Standing
from recordbook.syndication.lengths import weighted
from recordbook.syndication.mastodon import Mastodon
from recordbook.syndication.x import X

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_WORDS = st.sampled_from(
    [
        "뷔",
        "의",
        "Layover",
        "60",
        "million",
        "6000万",
        "1億2000万",
        "👨‍👩‍👧‍👦",
        "🇰🇷",
        "🎉",
        "ทุกเพลง",
        "עברית",
        "العربية",
        "@somebody",
        "#tag",
        "will.i.am",
        "<b>",
        "]]>",
        "https://evil.example/x",
        "*bold*",
        "`code`",
        "=1+1",
        "not",
        "12,345,678",
        "\u202eevil",
        "a\u0301" * 40,
        "\ud800",
        "\x00",
        "\u2068אבג\u2069",
        "x" * 300,
    ]
)
_TEXT = st.one_of(
    st.lists(_WORDS, min_size=1, max_size=80).map(" ".join),
    st.lists(_WORDS, min_size=1, max_size=80).map("".join),
    st.text(st.characters(exclude_categories=()), min_size=1, max_size=700),
)


@st.composite
def _items(draw: st.DrawFn) -> Item:
    standing = draw(st.sampled_from(Standing))
    key = draw(st.text("abcdefghij234567", min_size=12, max_size=12))
    return Item(
        key=key,
        claim=draw(_TEXT),
        standing=standing,
        language=draw(st.sampled_from(LANGUAGES)),
        headline=draw(_TEXT),
        post=draw(_TEXT),
        html="",
        address=f"https://records.example/records/{key}",
        published=_AT,
        updated=_AT,
        tags=tuple(draw(st.lists(_TEXT, max_size=3))),
        correction=draw(st.none() | _TEXT),
    )


def _counted(text: str, link: str) -> str:
    """The text with a link as long as it counts."""
    return text.replace(link, "x" * 23)


def _twitter(text: str, link: str) -> int:
    """The weighted length, code point by code point."""
    text = _counted(unicodedata.normalize("NFC", text), link)
    light = regex.compile("[\\u0000-\\u10ff\\u2000-\\u200d\\u2010-\\u201f\\u2032-\\u2037]")
    return sum(1 if light.fullmatch(letter) else 2 for letter in text)


@settings(max_examples=60, deadline=None)
@given(_items())
def test_posts_fit(item: Item) -> None:
    """Whatever an item says, its post is within the limits and keeps word and address whole."""
    made = {
        "bluesky": Bluesky(name="b", handle="h", variable="v"),
        "mastodon": Mastodon(name="m", user="u", server="https://m.example", variable="v"),
        "x": X(name="x", user="u", variables=("a", "b", "c", "d")),
        "discord": Discord(name="d", account="a", variable="v"),
    }
    texts = {name: outlet.draft(item).text for name, outlet in made.items()}
    word = (
        ""
        if item.standing is Standing.FOUND
        else language(item.language).say("posts", item.standing)
    )
    for name, text in texts.items():
        assert text.endswith(item.address)
        assert text.count(item.address) >= 1
        said = text.replace("\\", "") if name == "discord" else text
        assert said.startswith(word), (name, text)
        text.encode()  # no lone surrogate is left
        assert not regex.search(r"[\p{Cc}--\n\u202a-\u202e]", text, regex.V1)
        assert text.count("\u2068") == text.count("\u2069")
    assert len(regex.findall(r"\X", texts["bluesky"])) <= 300
    assert len(texts["bluesky"].encode()) <= 3000
    assert len(regex.findall(r"\X", _counted(texts["mastodon"], item.address))) <= 500
    assert _twitter(texts["x"], item.address) <= weighted(texts["x"], item.address) <= 280
    assert len(texts["discord"].encode("utf-16-le")) // 2 <= 2000
    for name in ("mastodon", "x"):
        assert not regex.search(r"@\w", texts[name].removesuffix(item.address))
    for facet in facets(texts["bluesky"], item.address):
        index, (feature,) = facet["index"], facet["features"]
        covered = texts["bluesky"].encode()[index["byteStart"] : index["byteEnd"]].decode()
        assert covered == feature.get("uri", "#" + feature.get("tag", ""))
