"""From what was pasted to plain text: no markup, no scripts, nothing invisible."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from selectolax.lexbor import LexborHTMLParser

LONGEST = 200_000
"""Characters that are read for what they state; of more only the sentences are told apart."""

_MARKUP = re.compile(r"<(?:!doctype|!--|/?[a-z][a-z0-9-]*(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_HIDDEN = "script,style,noscript,template,iframe,object,svg,head,nav,form,button"
_BLOCKS = "p,div,br,li,tr,h1,h2,h3,h4,h5,h6,blockquote,figure,figcaption,section,article,header"
_DATES = (
    'meta[property="article:published_time"]',
    'meta[name="date"]',
    'meta[itemprop="datePublished"]',
    "time[datetime]",
)
_DATELINE = re.compile(r"\A\s*date:?\s+(\d{4}-\d{2}-\d{2})\s+", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n\s*")
_JOINER = "\u200d"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Plain text, and what a page says of itself."""

    text: str
    title: str = ""
    published: date | None = None


def clean(text: str) -> Cleaned:
    """The text as a reader sees it; markup is parsed, never run.

    >>> clean("<p>Lay\u200bover &amp; more<script>alert(1)</script></p>").text
    'Layover & more'
    >>> clean("date 2023-12-16 Layover is out.")
    Cleaned(text='Layover is out.', title='', published=datetime.date(2023, 12, 16))
    """
    title, published = "", None
    if _MARKUP.search(text):
        text, title, published = _page(text)
    elif "&" in text:
        text = html.unescape(text)
    text = _plain(text)
    if dated := _DATELINE.match(text):
        published = published or _day(dated[1])
        text = text[dated.end() :]
    return Cleaned(text.strip(), _plain(title).strip(), published)


def _page(text: str) -> tuple[str, str, date | None]:
    """The text, the title and the day of a page."""
    tree = LexborHTMLParser(text)
    published = None
    for selector in _DATES:
        if published is None and (node := tree.css_first(selector)):
            said = node.attributes.get("content") or node.attributes.get("datetime") or ""
            published = _day(said[:10])
    headline = tree.css_first("title")
    title = headline.text() if headline else ""
    for node in tree.css(_HIDDEN):
        node.decompose()
    for node in tree.css(_BLOCKS):
        node.insert_before("\n")
        node.insert_after("\n")
    body = tree.body
    return (body.text() if body else ""), title, published


def _day(text: str) -> date | None:
    """The day that an ISO date says, if it says one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _plain(text: str) -> str:
    """Composed, with plain spaces, and without characters that show nothing or turn the line."""
    kept: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        category = unicodedata.category(letter)
        if letter == "\n" or category in {"Zl", "Zp"}:
            kept.append("\n")
        elif category == "Zs" or letter in "\t\r\v\f":
            kept.append(" ")
        elif category[0] != "C" or (letter == _JOINER and _after_picture(kept)):
            kept.append(letter)
    return _LINES.sub("\n", _SPACES.sub(" ", "".join(kept)))


def _after_picture(kept: list[str]) -> bool:
    """Whether a joiner holds an emoji together."""
    return bool(kept) and unicodedata.category(kept[-1]) in {"So", "Sk", "Mn"}
