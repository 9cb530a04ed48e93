"""From an article or a post to statements with verdicts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from recordbook.intake.arrow import column, compute, texts
from recordbook.scrutiny.clean import LONGEST, clean
from recordbook.scrutiny.focus import Focus
from recordbook.scrutiny.judge import judged
from recordbook.scrutiny.language import READ, in_script, language_of
from recordbook.scrutiny.lexing import lexed
from recordbook.scrutiny.mentions import mentions_of
from recordbook.scrutiny.names import Names
from recordbook.scrutiny.naming import Naming
from recordbook.scrutiny.rules import rules_of
from recordbook.scrutiny.sentence import claims_of, plain, sentence_of
from recordbook.scrutiny.sentences import sentences
from recordbook.scrutiny.shelf import shelf_of
from recordbook.scrutiny.statement import Article, Kind, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from recordbook.catalogue.tables import Tables
    from recordbook.proof import Prover
    from recordbook.scrutiny.sentence import Sentence
    from recordbook.scrutiny.shelf import Shelf
    from recordbook.units import Day


def check(
    text: str,
    prover: Prover,
    *,
    published: Day | None = None,
    language: str | None = None,
    title: str = "",
) -> Article:
    """Every statement of the text with its verdict on the prover's snapshot; never raises.

    `published` is the day that relative dates start from and claims without a date hold on; where
    it is None, what the text says of itself. `language` is en, ko or es; None looks for itself.
    """
    article = read(text, prover.names.tables, published, language=language, title=title)
    statements = tuple(judged(one, prover) for one in article.statements)
    return replace(article, statements=statements)


def read(
    text: str,
    names: Tables,
    published: Day | None = None,
    *,
    language: str | None = None,
    title: str = "",
) -> Article:
    """The statements of the text as they are understood, before anything is judged.

    `names` is the catalogue that words are linked to.
    """
    cleaned = clean(text)
    day = published or cleaned.published
    spoken = language or language_of(cleaned.text)
    spans = sentences(cleaned.text, spoken)
    if spoken in READ:
        statements = _statements(cleaned.text[:LONGEST], names, spans, spoken, day)
    else:
        statements = [_unread(cleaned.text, *span, _FOREIGN) for span in spans]
    return Article(
        text=cleaned.text,
        language=spoken if spoken in READ else "",
        published=day,
        title=title or cleaned.title,
        statements=tuple(statements),
    )


_LONG = 2_000  # characters; a long sentence has four hundred
_FOREIGN = "it is in a language that is not read"
_BEYOND = "the text goes on beyond what is read"


def _statements(
    text: str,
    tables: Tables,
    spans: Sequence[tuple[int, int]],
    language: str,
    day: Day | None,
) -> list[Statement]:
    """The statements of every sentence, each read in the light of those before."""
    rules = rules_of(language)
    shelf = shelf_of(tables)
    named = mentions_of(text, Names(shelf), rules, spans)
    focus, naming = Focus(named.around, day), Naming(shelf)
    labels = _labels(shelf)
    made: list[Statement] = []
    for start, end in spans:
        said = text[start:end]
        if end > len(text):
            made.append(_unread(text, start, end, _BEYOND))
            continue
        if len(said) > _LONG:
            made.append(_unread(text, start, end, "it is too long for a sentence"))
            continue
        if not in_script(language, said):
            made.append(_unread(text, start, end, _FOREIGN))
            continue
        items = lexed(said, start, named.within(start, end), labels, rules)
        sentence = sentence_of(items, focus, naming)
        made.extend(_of_sentence(sentence, focus, naming))
        focus.speak(sentence.items)
    return made


def _of_sentence(sentence: Sentence, focus: Focus, naming: Naming) -> list[Statement]:
    """The statements of one sentence; one that says what it is where it states nothing."""
    found = claims_of(sentence, focus, naming)
    if any(one.claims or one.facts for one in found):
        return [one for one in found if one.claims or one.facts or one.kind is Kind.UNREAD]
    if sentence.speech and not found:
        return [plain(sentence, Kind.QUOTE, "these are somebody's own words")]
    found = [one for one in found if one.kind is not Kind.NOTHING]
    if found:
        return found[:1]
    kinds = {item.kind for item in sentence.items}
    if kinds & {"feeling", "opinion"}:
        return [plain(sentence, Kind.OPINION, "it is a feeling or a valuation")]
    return [plain(sentence, Kind.NOTHING, "it states nothing that data could judge")]


def _unread(text: str, start: int, end: int, why: str) -> Statement:
    """A sentence that was not read."""
    return Statement(sentence=text[start:end], start=start, end=end, reason=why)


def _labels(shelf: Shelf) -> list[str]:
    """The labels that the catalogue knows of."""
    facts = shelf.tables.facts
    rows = facts.filter(compute.equal(column(facts, "attribute"), "label"))
    return texts(compute.unique(column(rows, "value")))
