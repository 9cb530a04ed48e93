"""What a record is called for ever: a short key made of its claim."""

from __future__ import annotations

from base64 import b32encode
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from recordbook.claims import Subject

if TYPE_CHECKING:
    from recordbook.claims import Claim
    from recordbook.stories.matter import Matter

KEY_LENGTH = 12
"""How many letters and digits a key has: enough that a billion records share none by chance."""


def record_key(claim: Claim | str) -> str:
    """The key of a claim by its canonical text: 12 of a-z and 2-7, on every machine and for ever.

    Name the subject by its key, as the record log does: two texts of one claim have two keys.

    >>> record_key("release:v/layover: every track >= 60M streams on spotify as of 2023-12-16")
    'utboijg65dcw'
    """
    digest = blake2b(str(claim).encode(), digest_size=8).digest()
    return b32encode(digest).decode()[:KEY_LENGTH].lower()


def keyed(claim: Claim, entity: str) -> Claim:
    """The claim as the record log has it: its subject named by its entity, as known now."""
    return replace(claim, subject=Subject(key=entity), known_at=None)


def key_of(matter: Matter) -> str:
    """The key of the record that a matter is about, or would be."""
    return record_key(keyed(matter.proof.claim, matter.proof.subject.entity))
