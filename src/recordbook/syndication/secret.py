"""Secrets: taken from the environment, shown nowhere."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from recordbook.syndication.errors import NoSecret

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_HIDDEN: Final = "[secret]"
_SHORTEST: Final = 4  # what is shorter is found in any text
_LONG: Final = 17  # names and ids are shorter


class Secret:
    """A text that is shown only to whom it is for; whoever prints it sees that it is one."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself."""
        return self._text

    def __repr__(self) -> str:
        """Say that something is hidden."""
        return _HIDDEN

    def __reduce__(self) -> str:
        """Refuse to be stored."""
        raise TypeError("a secret is not stored")


class Secrets:
    """What one outlet needs from the environment, and texts without it."""

    __slots__ = ("_held", "_more")

    def __init__(self, held: Mapping[str, Secret]) -> None:
        self._held = held
        self._more: list[Secret] = []

    @classmethod
    def of(cls, names: Iterable[str], environment: Mapping[str, str]) -> Secrets:
        """The secrets of these names. NoSecret: the environment lacks one, which it names."""
        held: dict[str, Secret] = {}
        for name in names:
            if not (text := environment.get(name, "").strip()):
                raise NoSecret(f"{name} is not set", remedy=f"set {name} in the environment")
            held[name] = Secret(text)
        return cls(held)

    def __getitem__(self, name: str) -> str:
        """The secret itself."""
        return self._held[name].reveal()

    def hide(self, text: str) -> None:
        """Hide one more text: what an outlet gave for a secret."""
        self._more.append(Secret(text))

    def hidden(self, text: str) -> str:
        """The text without any of the secrets, as they are or as requests write them."""
        for form in sorted(self._forms(), key=len, reverse=True):
            text = text.replace(form, _HIDDEN)
        return text

    def _forms(self) -> set[str]:
        held = [one.reveal() for one in (*self._held.values(), *self._more)]
        words = {word for text in held for word in (text, *text.split(), *_parts(text))}
        return {
            form
            for word in words
            for form in (
                word,
                quote(word),
                quote(word, safe=""),
                json.dumps(word)[1:-1],
                base64.b64encode(word.encode()).decode().rstrip("="),
            )
            if len(form) >= _SHORTEST
        }


def _parts(text: str) -> list[str]:
    """The longer parts of an address that is a secret, should one be said without the others."""
    parts = urlsplit(text)
    within = [*parts.path.split("/"), parts.query] if parts.scheme else []
    return [part for part in within if len(part) >= _LONG]
