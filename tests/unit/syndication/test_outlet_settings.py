"""The settings of outlets: what they say, what is missing in them, and no secret."""

from __future__ import annotations

import pytest

from recordbook.syndication.bluesky import Bluesky
from recordbook.syndication.errors import UnfitSettings
from recordbook.syndication.settings import Settings

_WHOLE = """
site = "https://records.example/"
author = "The Record Book"

[outlets.bluesky]
handle = "@records.example"
language = "ko"
style = "chart"
limit = 5
tags = ["kpop"]
topics = ["artist:v"]

[outlets.fans]
kind = "mastodon"
user = "@records"
server = "https://m.example"
length = 1000

[outlets.x]
user = "records"

[outlets.discord]
channel = "#records"

[outlets.hook]
kind = "webhook"
address = "https://hooks.example/in"
"""


def test_all_that_can_be_said() -> None:
    """Every kind of outlet is read, with defaults, and the names of its secrets follow its own."""
    settings = Settings.read(_WHOLE)
    assert settings.site == "https://records.example"
    outlets = {one.outlet.name: one for one in settings.outlets}
    first = outlets["bluesky"]
    assert isinstance(first.outlet, Bluesky)
    assert (first.language, first.style, first.limit) == ("ko", "chart", 5)
    assert first.topics == {"artist:v"}
    assert {name: one.outlet.needs for name, one in outlets.items()} == {
        "bluesky": ("RECORDBOOK_BLUESKY_PASSWORD",),
        "fans": ("RECORDBOOK_FANS_TOKEN",),
        "x": (
            "RECORDBOOK_X_API_KEY",
            "RECORDBOOK_X_API_SECRET",
            "RECORDBOOK_X_ACCESS_TOKEN",
            "RECORDBOOK_X_ACCESS_SECRET",
        ),
        "discord": ("RECORDBOOK_DISCORD_WEBHOOK",),
        "hook": ("RECORDBOOK_HOOK_SECRET",),
    }
    assert outlets["fans"].outlet.account == "mastodon:records@https://m.example"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('site = "https://records.example/"', 'site = "records"', "no address"),
        ('user = "records"', "", "user is missing"),
        ('kind = "webhook"', 'kind = "pager"', "no such kind"),
        ('language = "ko"', 'language = "xx"', "no such language"),
        ("limit = 5", "limit = -1", "less than none"),
        ('style = "chart"', 'style = "shouting"', "style"),
        ("limit = 5", 'limit = "5"', "no int"),
        ("limit = 5", "limit = true", "no int"),
        ('tags = ["kpop"]', "tags = [1]", "no list of texts"),
        ("length = 1000", 'visibility = "direct"', "visibility"),
        ("[outlets.x]", "[outlets.X-1]", "no name of an outlet"),
        ("https://hooks.example/in", "https://me:pass@hooks.example/in", "password"),
        ("[outlets.x]", "[outlets.x", "Expected"),
        ('channel = "#records"', 'channel = "#records"\ncolour = 1', "'colour' is not known"),
        (
            '[outlets.x]\nuser = "records"',
            '[outlets.x]\nuser = "a"\n[outlets.y]\nkind="x"\nuser = "a"',
            "two outlets",
        ),
    ],
)
def test_a_mistake_is_named(before: str, after: str, why: str) -> None:
    """What is wrong is said, with the outlet it is wrong in."""
    assert before in _WHOLE
    with pytest.raises(UnfitSettings, match=why):
        Settings.read(_WHOLE.replace(before, after))


@pytest.mark.parametrize("key", ["password", "token", "api_key", "secret", "Webhook_Secret"])
def test_a_secret_in_the_settings_is_refused(key: str) -> None:
    """A secret in the file is refused, not repeated, and the remedy says where secrets belong."""
    text = _WHOLE.replace("limit = 5", f'{key} = "hunter2-hunter2"')
    with pytest.raises(UnfitSettings) as raised:
        Settings.read(text)
    assert "environment" in str(raised.value)
    assert "hunter2" not in str(raised.value)
