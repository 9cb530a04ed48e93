"""The words of articles: a matter, a language, and who says what of the matter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from recordbook.intake.arrow import dicts
from recordbook.stories.counted import amount, level
from recordbook.stories.names import isolated, plain
from recordbook.stories.story import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from recordbook.proof import Proof
    from recordbook.stories.language import Language
    from recordbook.stories.matter import Fact, Matter
    from recordbook.units import Bounds

_TOTAL_OF = "total of "
"""How a rule names the whole from which it drew a figure."""

_LISTS = {"day": "charts.day", "week": "charts.week"}
"""The lists from which figures are added up: "week lists, global"."""

_DERIVED = frozenset({"sum of its tracks", "release date", "not in the list"})
"""What rules say of figures that follow from others; those are in the certificate."""


@dataclass(frozen=True)
class Voice:
    """What the parts of an article are told with."""

    matter: Matter
    language: Language

    @property
    def proof(self) -> Proof:
        """The proof of the matter."""
        return self.matter.proof

    def words(self, key: str, **values: object) -> str:
        """The words of a key of `article.toml` with the values in their places."""
        return self.language.say("article", key, **values)

    def sentence(self, key: str, sources: Iterable[str] = (), **values: object) -> Sentence:
        """A sentence, and who says so."""
        return Sentence(self.words(key, **values), tuple(dict.fromkeys(sources)))

    def chosen(self, key: str, of: str) -> str:
        """The key of the words for one kind of thing; of any other kind, "other"."""
        return f"{key}.{of}" if self.language.has("article", f"{key}.{of}") else f"{key}.other"

    def title(self, name: str, kind: str, by: str | None = None) -> str:
        """How somebody or something is called: works in the marks of titles, and with their maker.

        A name of no visible letter is a dash.
        """
        if kind == "artist":
            return self.value(name)
        titled = self.language.title(plain(name) or "\u2013")
        maker = plain(by or "")
        return self.words("by", title=titled, name=maker) if maker else titled

    def value(self, text: str) -> str:
        """A text from outside as a sentence can hold it; a dash where no letter of it is seen."""
        return isolated(plain(text) or "\u2013")

    def work(self, name: str) -> str:
        """A title in its marks, without its maker."""
        return self.title(name, "release")

    @property
    def name(self) -> str:
        """What the story is about."""
        return self.title(self.matter.name, self.matter.kind)

    @property
    def platform(self) -> str:
        """The platform as the language calls it; one not known by name in the marks of titles."""
        platform = self.proof.claim.platform
        key = f"platform.{platform.replace('.', '')}"
        known = self.language.has("claims", key)
        return self.language.say("claims", key) if known else self.work(platform)

    def amount(self, bounds: Bounds) -> str:
        """What is known of the number that the claim is about."""
        return amount(self.language, self.proof.claim, bounds)

    @property
    def level(self) -> str:
        """What the claim compares with: 60 million streams; "" where it has no threshold."""
        return level(self.language, self.proof.claim)

    @property
    def goal(self) -> str:
        """The same as something that the subject reaches: 60 million streams on every track."""
        key = self.chosen("goal", self.proof.claim.measure.aggregate.value)
        return self.words(key, level=self.level) if self.level else ""

    @property
    def certificate(self) -> str:
        """The certificate, as a source."""
        return self.words("certificate", version=str(self.proof.version))

    def certificate_of(self, proof: Proof) -> str:
        """The certificate of another claim, as a source."""
        version = str(proof.version)
        return self.words("certificate_of", claim=str(proof.claim), version=version)

    def read_from(self, entity: str, *sides: str) -> tuple[str, ...]:
        """Who says what the figures of an entity are, by the rows that the proof cites.

        Where the proof cites nobody for them it is the certificate, which says what follows.
        """
        rows = [row for row in self._rows.get(entity, ()) if not sides or row["side"] in sides]
        found = dict.fromkeys(one for row in rows for one in self._source(row))
        return tuple(found) or (self.certificate,)

    def facts(self, what: str, entity: str | None = None) -> tuple[Fact, ...]:
        """What is stated of the subject, or of another entity."""
        of = entity or self.proof.subject.entity
        return tuple(fact for fact in self.matter.facts if fact.entity == of and fact.what == what)

    def _source(self, row: Mapping[str, Any]) -> tuple[str, ...]:
        """Who says what a row says; what follows from other rows is the certificate's."""
        said = str(row["source"])
        if row["rule"] == "unreleased":
            stated = self.facts("released", str(row["entity"]))
            return tuple(one for fact in stated for one in fact.sources) or (self.certificate,)
        if said.startswith(_TOTAL_OF):
            name = self._names.get(said.removeprefix(_TOTAL_OF))
            known = name and self.words("total_of", title=self.work(name))
            return (known or self.certificate,)
        cadence, _, region = said.partition(" lists, ")
        if cadence in _LISTS and region:
            return (self.words(_LISTS[cadence], platform=self.platform, region=region),)
        return (self.certificate if said in _DERIVED else said,)

    @cached_property
    def _rows(self) -> dict[str, list[Mapping[str, Any]]]:
        found: dict[str, list[Mapping[str, Any]]] = {}
        for row in dicts(self.proof.rows):
            found.setdefault(str(row["entity"]), []).append(row)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        rivals = self.proof.rivals.select(["entity", "name"])
        names = {str(row["entity"]): str(row["name"]) for row in dicts(rivals)}
        return names | {self.proof.subject.entity: self.matter.name}
