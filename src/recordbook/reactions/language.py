"""Which language a post is in: by its script, and in Latin letters by how its words are made."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any

import regex

_TOLD_APART = ["en", "es", "pt", "id", "de", "fr", "it", "nl", "tl", "tr", "vi", "pl", "ms"]
_TAGS = regex.compile(r"[#@][\w.]+|https?://\S*|[\d\p{S}\p{P}]+")
_LETTERS = regex.compile(r"\p{L}")
_SCRIPTS = (
    ("ko", regex.compile(r"\p{Hangul}")),
    ("ja", regex.compile(r"[\p{Hiragana}\p{Katakana}]")),
    ("zh", regex.compile(r"\p{Han}")),
    ("la", regex.compile(r"\p{Latin}")),
)
_CODE = regex.compile(r"[a-z]{2,3}")
_SHORT = 12  # letters too few to tell
_DOUBT = 0.25  # chance at which the platform is believed rather
_OURS = {"in": "id", "und": "", "qme": "", "zxx": "", "ms": "id"}
_SAME = {"ms": "id"}  # Malay of a few words is Indonesian to any program


def language_of(text: str, said: str = "") -> str:
    """The language of a post, by its code; "" where none is seen.

    `said` is what the platform says, which is heard where there are too few words to tell.

    >>> language_of("역시 태형이"), language_of("¡Qué orgullo, todas las canciones!")
    ('ko', 'es')
    """
    said = said.casefold().partition("-")[0]
    said = _OURS.get(said, said) if _CODE.fullmatch(said) else ""
    plain = _TAGS.sub(" ", text)
    letters = len(_LETTERS.findall(plain))
    if not letters:
        return said
    counts = {code: len(script.findall(plain)) for code, script in _SCRIPTS}
    east = counts["ko"] + counts["ja"] + counts["zh"]
    if counts["ko"] * 3 > letters:  # a syllable says as much as three letters
        return "ko"
    if east * 3 > letters:
        return "ja" if counts["ja"] or said == "ja" else "zh"
    if counts["la"] * 2 < letters:
        return said if said not in {"en", "es", "pt", "id", "ko", "ja"} else ""
    if letters < _SHORT and said:
        return said
    ranked: dict[str, float] = dict(_identifier().rank(plain.lower()))
    found = str(max(ranked, key=lambda code: ranked[code]))
    return said if ranked.get(said, 0.0) > _DOUBT else _SAME.get(found, found)


@cache
def _identifier() -> Any:
    """What tells languages in Latin letters apart; the library has one for all, this is our own."""
    library: Any = import_module("py3langid.langid")  # untyped; its model takes a second to load
    model = library.LanguageIdentifier.from_model_file(library.MODEL_FILE, norm_probs=True)
    model.set_languages(_TOLD_APART)
    return model
