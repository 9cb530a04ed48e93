"""Runs of `publish` against the servers of the tests, in this process or in one that may die."""

from __future__ import annotations

import multiprocessing
import os
import signal
import struct
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from outlet_rules import (
    SECRETS,
    BlueskyRules,
    DiscordRules,
    MastodonRules,
    WebhookRules,
    XRules,
)

from recordbook.syndication.bluesky import Bluesky
from recordbook.syndication.discord import Discord
from recordbook.syndication.item import Item, Standing
from recordbook.syndication.mastodon import Mastodon
from recordbook.syndication.outbox import Outbox
from recordbook.syndication.secret import Secrets
from recordbook.syndication.sending import Sender
from recordbook.syndication.steps import Offer
from recordbook.syndication.webhook import Webhook
from recordbook.syndication.wire import Patience, Wire
from recordbook.syndication.x import X

if TYPE_CHECKING:
    from pathlib import Path

    from outlet_server import Rules

    from recordbook.syndication.outcome import Outcome
    from recordbook.syndication.outlet import Outlet

RULES: dict[str, type[Rules]] = {
    "bluesky": BlueskyRules,
    "mastodon": MastodonRules,
    "x": XRules,
    "discord": DiscordRules,
    "webhook": WebhookRules,
}
APART = multiprocessing.get_context("spawn")
_TOLD = datetime(2026, 3, 1, 12, tzinfo=UTC)


@dataclass
class Clock:
    """The time of day, which passes at once when somebody sleeps."""

    ahead: timedelta = timedelta()
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> datetime:
        """Now."""
        return datetime.now(UTC) + self.ahead

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.ahead += timedelta(seconds=seconds)


def picture(extra: int = 0) -> bytes:
    """A PNG of 1200 by 630, and some bytes more."""

    def chunk(name: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(name + data)
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1200, 630, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"tEXt", b"x" * extra) + chunk(b"IEND", b"")


def item(key: str = "utboijg65dcw", standing: Standing = Standing.FOUND, **changes: object) -> Item:
    """An item, some time after it was first told unless it is new."""
    later = {Standing.FOUND: 0, Standing.WITHDRAWN: 1, Standing.CORRECTED: 2}[standing]
    said = {
        "key": f"{key}-en",
        "claim": "release:v/layover: every track >= 50M streams on spotify as of 2023-12-16",
        "standing": standing,
        "language": "en",
        "headline": "Every track of V's Layover is past 50 million streams",
        "post": "Every track of V's “Layover” has reached 50 million streams on Spotify 🎉.",
        "html": "<p>Every track.</p>",
        "address": f"https://records.example/records/{key}",
        "published": _TOLD,
        "updated": _TOLD + timedelta(days=later),
        "tags": ("V", "Layover"),
        "image": picture(),
        "alt": "A card: every track past 50M.",
        "correction": None if standing is Standing.FOUND else "It no longer stands.",
    }
    return Item(**{**said, **changes})


def offer(one: Item, *, fresh: bool = True) -> Offer:
    """The offer of an item."""
    return Offer(
        key=one.key, standing=one.standing, updated=one.updated, fresh=fresh, make=lambda: one
    )


def outlet(kind: str, address: str) -> Outlet:
    """The outlet of a kind at the server of a test."""
    made: dict[str, Outlet] = {
        "bluesky": Bluesky(
            name=kind,
            handle="records.example",
            variable="RECORDBOOK_BLUESKY_PASSWORD",
            server=address,
        ),
        "mastodon": Mastodon(
            name=kind, user="records", server=address, variable="RECORDBOOK_MASTODON_TOKEN"
        ),
        "x": X(
            name=kind,
            user="records",
            variables=(
                "RECORDBOOK_X_API_KEY",
                "RECORDBOOK_X_API_SECRET",
                "RECORDBOOK_X_ACCESS_TOKEN",
                "RECORDBOOK_X_ACCESS_SECRET",
            ),
            server=address,
        ),
        "discord": Discord(
            name=kind, account="discord:#test", variable="RECORDBOOK_DISCORD_WEBHOOK"
        ),
        "webhook": Webhook(
            name=kind, account=f"{address}/hook", variable="RECORDBOOK_WEBHOOK_SECRET"
        ),
    }
    return made[kind]


def sender(
    kind: str,
    address: str,
    box: Path,
    clock: Clock,
    limit: int | None = None,
    *,
    request: float = 5,
) -> Sender:
    """Whoever sends to the server of a test; its patience is short, and its sleep is none."""
    one = outlet(kind, address)
    secrets = {**SECRETS, "RECORDBOOK_DISCORD_WEBHOOK": address + DiscordRules.path}
    wire = Wire(
        secrets=Secrets.of(one.needs, secrets),
        patience=Patience(connect=2, request=request, total=100, tries=3),
        clock=clock,
        sleep=clock.sleep,
    )
    return Sender(outlet=one, outbox=Outbox(box, clock), wire=wire, limit=limit)


def run(
    kind: str, address: str, box: Path, clock: Clock, *items: Item, request: float = 5
) -> list[Outcome]:
    """One run of publishing some items, with so many seconds for each request."""
    one = sender(kind, address, box, clock, request=request)
    return list(one.send([offer(item) for item in items]))


def run_and_die(kind: str, address: str, box: Path, standing: Standing, at: int) -> None:
    """A run in a process that kills itself around a write of the outbox.

    `at` counts the writes from 1: negative before that write, positive after it; 0: it does not.
    """
    writes = [0]
    write = Outbox.write

    def counted(self: Outbox, sending: object) -> object:
        writes[0] += 1
        if -writes[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)
        done = write(self, sending)
        if writes[0] == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    Outbox.write = counted
    run(kind, address, box, Clock(), item(standing=standing))


def in_child(
    kind: str, address: str, box: Path, standing: Standing, *, rules: Rules, at: int = 0
) -> int:
    """The same in a child, which the server may kill; the signal that ended it, or 0."""
    child = APART.Process(target=run_and_die, args=(kind, address, box, standing, at))
    child.start()
    rules.victim = child.pid
    child.join(30)
    assert child.exitcode is not None, "the child still runs"
    return -child.exitcode
