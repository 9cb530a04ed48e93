"""The settings of publishing: who speaks, where, and in which language; never a secret."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from recordbook.stories.errors import NoStyle
from recordbook.stories.language import LANGUAGES
from recordbook.stories.styles import style as style_of
from recordbook.syndication.bluesky import Bluesky
from recordbook.syndication.discord import Discord
from recordbook.syndication.errors import UnfitSettings
from recordbook.syndication.mastodon import LENGTH, Mastodon
from recordbook.syndication.webhook import Webhook
from recordbook.syndication.x import X

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from recordbook.syndication.outlet import Outlet

FILE: Final = "outlets.toml"
"""What the settings are called in the folder of a book."""

_COMMON: Final = {
    "kind": str,
    "language": str,
    "style": str,
    "limit": int,
    "tags": list,
    "topics": list,
}
_OWN: Final[Mapping[str, dict[str, type]]] = {
    "bluesky": {"handle": str, "server": str},
    "mastodon": {"user": str, "server": str, "length": int, "visibility": str},
    "x": {"user": str, "server": str},
    "discord": {"channel": str},
    "webhook": {"address": str},
}
_MUST: Final = {
    "bluesky": ("handle",),
    "mastodon": ("user", "server"),
    "x": ("user",),
    "discord": ("channel",),
    "webhook": ("address",),
}
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,30}")
_SECRET: Final = re.compile(r"secret|token|password|key|credential", re.IGNORECASE)
_VISIBILITIES: Final = ("public", "unlisted", "private")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An outlet, and which items go to it how: in which words, and how many new ones in a run."""

    outlet: Outlet
    language: str
    style: str
    limit: int
    topics: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The address of the site that items link to, who speaks in its feeds, and the outlets."""

    site: str
    author: str
    outlets: tuple[Chosen, ...]

    @classmethod
    def read(cls, text: str) -> Settings:
        """The settings of a TOML text. UnfitSettings: it has a mistake, or a secret."""
        try:
            shape = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise UnfitSettings(f"{FILE}: {error}") from None
        _known("the file", shape, {"site": str, "author": str, "outlets": dict})
        site = str(shape.get("site", ""))
        if urlsplit(site).scheme not in {"http", "https"} or not urlsplit(site).hostname:
            raise UnfitSettings(f"{FILE}: site is no address", remedy='site = "https://..."')
        tables = cast("dict[str, object]", shape.get("outlets", {}))
        outlets = tuple(_chosen(name, table) for name, table in tables.items())
        accounts = [one.outlet.account for one in outlets]
        if twice := {one for one in accounts if accounts.count(one) > 1}:
            raise UnfitSettings(f"{FILE}: two outlets post to {min(twice)}")
        return cls(
            site=site.rstrip("/"),
            author=str(shape.get("author") or urlsplit(site).hostname),
            outlets=outlets,
        )


def _chosen(name: str, given: object) -> Chosen:
    if not _NAME.fullmatch(name) or not isinstance(given, dict):
        raise UnfitSettings(f"{FILE}: {name[:40]!r} is no name of an outlet", remedy="a-z, 0-9, -")
    table = cast("dict[str, Any]", given)
    kind = table.get("kind", name)
    if kind not in _OWN:
        raise UnfitSettings(f"{FILE}: {name}: no such kind", remedy=f"one of {', '.join(_OWN)}")
    _known(name, table, _COMMON | _OWN[kind])
    for must in _MUST[kind]:
        if not table.get(must):
            raise UnfitSettings(f"{FILE}: {name}: {must} is missing")
    code = table.get("language", "en")
    if code not in LANGUAGES:
        raise UnfitSettings(f"{FILE}: {name}: no such language", remedy=", ".join(LANGUAGES))
    limit = table.get("limit", 10)
    if limit < 0:
        raise UnfitSettings(f"{FILE}: {name}: limit is less than none")
    try:
        style_of(style := table.get("style", "newsroom"))
    except NoStyle as error:
        raise UnfitSettings(f"{FILE}: {name}: {error.message}", remedy=error.remedy) from None
    return Chosen(
        outlet=_OUTLETS[kind](name, table),
        language=code,
        style=style,
        limit=limit,
        topics=frozenset(table.get("topics", ())),
    )


def _known(where: str, table: Mapping[str, object], kinds: Mapping[str, type]) -> None:
    """UnfitSettings: a key is not known or has a value of another kind; or it holds a secret."""
    for key, value in table.items():
        if key in kinds and isinstance(value, kinds[key]) and not isinstance(value, bool):
            if kinds[key] is not list or all(
                isinstance(one, str) for one in cast("list[object]", value)
            ):
                continue
            raise UnfitSettings(f"{FILE}: {where}: {key} is no list of texts")
        if key in kinds:
            raise UnfitSettings(f"{FILE}: {where}: {key} is no {kinds[key].__name__}")
        apart = "secrets stand in the environment alone: take it out, and make a new one"
        raise UnfitSettings(
            f"{FILE}: {where}: {key[:40]!r} is not known",
            remedy=apart if _SECRET.search(key) else f"known are {', '.join(kinds)}",
        )


def _variable(name: str, what: str) -> str:
    """The environment variable of an outlet's secret.

    >>> _variable("my-bluesky", "PASSWORD")
    'RECORDBOOK_MY_BLUESKY_PASSWORD'
    """
    return f"RECORDBOOK_{name.upper().replace('-', '_')}_{what}"


def _tags(table: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(table.get("tags", ()))


def _bluesky(name: str, table: Mapping[str, Any]) -> Outlet:
    return Bluesky(
        name=name,
        handle=table["handle"].removeprefix("@"),
        variable=_variable(name, "PASSWORD"),
        server=table.get("server", "https://bsky.social"),
        tags=_tags(table),
    )


def _mastodon(name: str, table: Mapping[str, Any]) -> Outlet:
    visibility = table.get("visibility", "public")
    if visibility not in _VISIBILITIES:
        raise UnfitSettings(f"{FILE}: {name}: visibility is one of {', '.join(_VISIBILITIES)}")
    return Mastodon(
        name=name,
        user=table["user"].removeprefix("@"),
        server=table["server"],
        variable=_variable(name, "TOKEN"),
        length=table.get("length", LENGTH),
        visibility=visibility,
        tags=_tags(table),
    )


def _x(name: str, table: Mapping[str, Any]) -> Outlet:
    return X(
        name=name,
        user=table["user"].removeprefix("@"),
        variables=(
            _variable(name, "API_KEY"),
            _variable(name, "API_SECRET"),
            _variable(name, "ACCESS_TOKEN"),
            _variable(name, "ACCESS_SECRET"),
        ),
        server=table.get("server", "https://api.x.com").rstrip("/"),
        tags=_tags(table),
    )


def _discord(name: str, table: Mapping[str, Any]) -> Outlet:
    return Discord(
        name=name,
        account=f"discord:{table['channel']}",
        variable=_variable(name, "WEBHOOK"),
        tags=_tags(table),
    )


def _webhook(name: str, table: Mapping[str, Any]) -> Outlet:
    if "@" in urlsplit(str(table["address"])).netloc:
        raise UnfitSettings(f"{FILE}: {name}: the address holds a user or a password")
    return Webhook(name=name, account=table["address"], variable=_variable(name, "SECRET"))


_OUTLETS: Final[Mapping[str, Callable[[str, Mapping[str, Any]], Outlet]]] = {
    "bluesky": _bluesky,
    "mastodon": _mastodon,
    "x": _x,
    "discord": _discord,
    "webhook": _webhook,
}
