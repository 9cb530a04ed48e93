"""An article: a matter told at length, every sentence with what it rests on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recordbook.stories import passages
from recordbook.stories.language import language as language_of
from recordbook.stories.story import Story
from recordbook.stories.tell import tell
from recordbook.stories.voice import Voice

if TYPE_CHECKING:
    from recordbook.proof import Proof
    from recordbook.stories.matter import Matter
    from recordbook.stories.told import Told


def article(matter: Matter, told: Told, *, language: str | None = None) -> Story:
    """The story of a matter; nothing is in it that its proof, a sourced fact or a quote lacks.

    `told` is the same matter in a few words: its headline and its post are the story's.
    """
    spoken = language_of(language or told.language)
    voice = Voice(matter, spoken)
    sections = (
        passages.lede(voice, told),
        passages.record(voice),
        passages.proven(voice),
        passages.open_ends(voice),
        passages.work(voice),
        passages.time(voice),
        passages.around(voice, _posts(matter, told)),
        passages.context(voice),
        passages.reactions(voice),
        passages.corrections(voice),
    )
    return Story(
        title=told.headline,
        language=spoken.code,
        tag=spoken.tag,
        status=matter.status,
        claim=str(matter.proof.claim),
        day=matter.proof.claim.as_of,
        sections=tuple(section for section in sections if section.said),
        sources_title=spoken.say("article", "heading.sources"),
        address=matter.address,
        between=spoken.say("article", "between"),
    )


def _posts(matter: Matter, told: Told) -> list[tuple[Proof, str]]:
    """The posts of the claims around, each as if it were told by itself."""
    alone = replace(matter, around=(), quotes=(), found=None, withdrawn=None)
    others = (replace(alone, proof=proof) for proof in matter.around)
    few = (tell(one, language=told.language, style=told.style) for one in others)
    return [(proof, one.post) for proof, one in zip(matter.around, few, strict=True)]
