"""A story as data for machines: NewsArticle and Dataset (schema.org) and PROV, as JSON-LD.

An undecided or refuted claim is never given as news of a record: its status is said in words, and
nothing here is stated that the story does not say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recordbook.stories.matter import Status
from recordbook.stories.names import plain
from recordbook.stories.naming import key_of, record_key
from recordbook.stories.rendering import is_address

if TYPE_CHECKING:
    from recordbook.stories.matter import Matter
    from recordbook.stories.story import Story
    from recordbook.stories.told import Told

_CONTEXT = ["https://schema.org", {"prov": "http://www.w3.org/ns/prov#"}]

_THINGS = {"release": "MusicAlbum", "recording": "MusicRecording", "artist": "MusicGroup"}

_STATES = {
    Status.PROVEN: "Proven: true however the missing figures come out",
    Status.UNDECIDED: "Undecided: what is known allows both answers",
    Status.REFUTED: "Refuted: false however the missing figures come out",
    Status.WITHDRAWN: "Withdrawn: told once as a record, and one no longer",
}

_MOST_SOURCES = 100
"""How many sources are named; a story of so many names the rest in its text."""


def structured(matter: Matter, told: Told, story: Story) -> dict[str, Any]:
    """The graph of a story: the article, the data set it rests on, and where that came from."""
    return {
        "@context": _CONTEXT,
        "@graph": [news_article(matter, told, story), dataset(matter, story), *prov(matter, story)],
    }


def news_article(matter: Matter, told: Told, story: Story) -> dict[str, Any]:
    """The story as a NewsArticle; of a withdrawn record with the correction."""
    day = matter.found or matter.proof.claim.as_of
    made: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": _id(matter, "article", story.language),
        "headline": told.headline,
        "description": told.caption,
        "articleBody": _body(story),
        "inLanguage": story.tag,
        "datePublished": day.isoformat(),
        "creativeWorkStatus": _STATES[matter.status],
        "author": _maker(),
        "publisher": _maker(),
        "about": _thing(matter),
        "isBasedOn": {"@id": _id(matter, "data")},
    }
    if matter.address:
        made |= {"url": matter.address, "mainEntityOfPage": matter.address}
    if matter.withdrawn is not None:
        withdrawn = matter.withdrawn
        made |= {
            "dateModified": withdrawn.day.isoformat(),
            "correction": {
                "@type": "CorrectionComment",
                "text": plain(withdrawn.reason),
                "datePublished": withdrawn.day.isoformat(),
            },
        }
    if matter.quotes:
        made["citation"] = [
            {
                "@type": "SocialMediaPosting",
                "text": plain(one.text),
                "url": one.link,
                "datePublished": one.posted.isoformat(),
                "inLanguage": one.language,
            }
            for one in matter.quotes
        ]
    return made


def dataset(matter: Matter, story: Story) -> dict[str, Any]:
    """The rows that decide the claim as a Dataset."""
    proof = matter.proof
    return {
        "@type": "Dataset",
        "@id": _id(matter, "data"),
        "name": str(proof.claim),
        "description": f"{_STATES[matter.status]}. {proof.rows.num_rows} rows of evidence, grade"
        f" {proof.grade}, ledger version {proof.version}.",
        "version": str(proof.version),
        "dateModified": proof.known_at.date().isoformat(),
        "temporalCoverage": f"../{proof.claim.as_of.isoformat()}",
        "variableMeasured": proof.claim.measure.aggregate.value,
        "measurementTechnique": proof.grade,
        "creator": _maker(),
        "about": _thing(matter),
        "isBasedOn": [one for one in story.sources if is_address(one)][:_MOST_SOURCES],
    }


def prov(matter: Matter, story: Story) -> list[dict[str, Any]]:
    """How the verdict came about: the judging, the ledger it used, and the sources of that."""
    proof = matter.proof
    verdict, judging = _id(matter, "verdict"), _id(matter, "judging")
    ledger = f"urn:recordbook:ledger:{proof.version}"
    agent = {"@id": "urn:recordbook:program"}
    made: dict[str, Any] = {
        "@id": verdict,
        "@type": "prov:Entity",
        "prov:value": f"{proof.verdict.value}: {proof.claim}",
        "prov:wasGeneratedBy": {"@id": judging},
        "prov:wasDerivedFrom": {"@id": ledger},
        "prov:wasAttributedTo": agent,
    }
    if matter.withdrawn is not None:
        made["prov:invalidatedAtTime"] = matter.withdrawn.day.isoformat()
    activity = {
        "@id": judging,
        "@type": "prov:Activity",
        "prov:used": {"@id": ledger},
        "prov:wasAssociatedWith": agent,
    }
    sources = [_source(source) for source in story.sources[:_MOST_SOURCES]]
    known = {
        "@id": ledger,
        "@type": "prov:Entity",
        "prov:generatedAtTime": proof.known_at.isoformat(),
        "prov:hadPrimarySource": [{"@id": one["@id"]} for one in sources],
    }
    program = agent | {"@type": "prov:SoftwareAgent", "name": "recordbook"}
    article = {
        "@id": _id(matter, "article", story.language),
        "@type": "prov:Entity",
        "prov:wasDerivedFrom": {"@id": verdict},
    }
    return [made, activity, known, program, article, *sources]


def _body(story: Story) -> str:
    """All that is said, one sentence or item to a line."""
    said = (one for section in story.sections for one in section.said)
    return "\n".join(f"{one.text} {one.code}".rstrip() for one in said)


def _source(source: str) -> dict[str, Any]:
    address = source if is_address(source) else f"urn:recordbook:source:{record_key(source)}"
    return {"@id": address, "@type": "prov:Entity", "name": plain(source)}


def _id(matter: Matter, what: str, *more: str) -> str:
    """What a part of the graph is called: at the record's address, or by the record's key."""
    name = "-".join((what, *more))
    if matter.address:
        return f"{matter.address}#{name}"
    return f"urn:recordbook:record:{key_of(matter)}:{name}"


def _maker() -> dict[str, Any]:
    return {"@type": "Organization", "name": "recordbook"}


def _thing(matter: Matter) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": _THINGS.get(matter.kind, "Thing"), "name": plain(matter.name)}
    if matter.by and matter.kind in {"release", "recording"}:
        made["byArtist"] = {"@type": "MusicGroup", "name": plain(matter.by)}
    if matter.kind == "release" and matter.tracks:
        made["numTracks"] = len(dict.fromkeys(matter.tracks))
    return made
