"""Search among the names of artists, releases and tracks: spelling is forgiven, Hangul understood.

A name is found by how it begins, by a word in it, by its maker beside it, by the initial consonants
of its syllables, by its sound in Latin letters, by an alias; and by whatever looks like it. The
same words find the same things in the same order in every search of one catalogue.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from rapidfuzz import fuzz, process

from recordbook.catalogue.candidates import candidates
from recordbook.catalogue.names import fold, folded_keys
from recordbook.catalogue.romanise import romanise
from recordbook.intake.arrow import bools, column, compute, integers, ordered, strings, taken, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from recordbook.catalogue.tables import Tables
    from recordbook.intake.arrow import Column
    from recordbook.measures.stretches import Ints

KINDS = ("artist", "release", "recording")
"""What can be searched for; of those equally near, artists come before what they made."""

LONGEST = 200
"""No name is longer: what is asked beyond so many characters is not read."""

_EXACT, _BEGINS, _WORD, _BESIDE, _INSIDE = 100, 90, 80, 74, 65
_CLOSER = 9
"""What a match of a whole name adds to that of a part of it."""

_ALIKE = 72
"""How alike two names must look, of 100, for one to be taken for the other."""

_SHORT = 3
"""Of fewer letters only names that begin so are found: too many hold them, or look like them."""

_BATCH = 100_000
_SYLLABLES, _VOWELS_AND_FINALS = (0xAC00, 0xD7A3), 21 * 28
_INITIALS = range(0x1100, 0x1113)  # what a syllable can begin with, as compatible folding has it


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found: its shown name, whom it is by ("" for nobody), and the name that matched.

    `facts` tell it from others of the name: of which group, of what type, when it came out. `score`
    is 100 for the very name, and less for one that begins so, holds it or looks like it.
    """

    entity: str
    kind: str
    name: str
    maker: str
    facts: tuple[tuple[str, str], ...]
    matched: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """Some of what was found, best first, and how many things were found in all."""

    hits: tuple[Hit, ...]
    found: int


@dataclass(frozen=True)
class Index:
    """The names of a catalogue, ready to be searched; made once for a version of a book."""

    tables: Tables

    def search(self, asked: str, kind: str | None = None, start: int = 0, count: int = 20) -> Hits:
        """Whatever the words may mean, of one of `KINDS` or of all; nothing for no words."""
        scores = np.zeros(len(self._key), dtype=np.int64)
        for key in _keys(asked[:LONGEST]):
            scores = np.maximum(scores, self._scores(key))
        if kind is not None:
            scores[~bools(compute.equal(self._kinds, kind))] = 0
        best = np.zeros(len(self._entities), dtype=np.int64)
        np.maximum.at(best, self._of, scores)
        found = np.flatnonzero(best)
        order = found[np.lexsort((self._place[found], -best[found]))][start : start + count]
        matched = [self._matched(int(one), scores) for one in order]
        return Hits(hits=self._hits(order, best, matched), found=len(found))

    def _scores(self, key: str) -> Ints:
        """How well every name matches a key."""
        if all(ord(letter) in _INITIALS for letter in key.replace(" ", "")):
            return self._begin_or_hold(self._initials, key.replace(" ", ""))
        scores = self._begin_or_hold(self._key, key)
        if len(key) >= _SHORT:
            scores = np.maximum(scores, self._beside(key))
            scores = np.maximum(scores, self._look_alike(self._key, key, fuzz.ratio))
            if " " in key:
                alike = self._look_alike(self._with_maker, key, fuzz.token_sort_ratio)
                scores = np.maximum(scores, alike)
        return scores

    def _begin_or_hold(self, names: Column, key: str) -> Ints:
        """Names that are a key, begin with it, have a word that does, or hold it."""
        scores = np.zeros(len(names), dtype=np.int64)
        long = _SHORT if key[:1] <= "\u1000" else 2
        hold = bools(compute.match_substring(names, key))
        at = np.flatnonzero(hold)
        there = taken(names, at)
        share = len(key) * _CLOSER // np.maximum(integers(compute.utf8_length(there)), 1)
        words = bools(compute.match_substring(there, f" {key}"))
        begins = bools(compute.starts_with(there, key))
        score = np.where(words, _WORD + share, _INSIDE + share if len(key) >= long else 0)
        score = np.where(begins, _BEGINS + share, score)
        scores[at] = np.where(bools(compute.equal(there, key)), _EXACT, score)
        return scores

    def _beside(self, key: str) -> Ints:
        """Names that hold, together with whom they are by, all words of a key."""
        words = key.split()
        if len(words) == 1:
            return np.zeros(len(self._key), dtype=np.int64)
        there = np.ones(len(self._key), dtype=np.bool_)
        for word in words:
            there &= bools(compute.match_substring(self._beside_makers, f" {word}"))
        return np.where(there, _BESIDE, 0)

    def _look_alike(self, names: Column, key: str, how: Callable[..., float]) -> Ints:
        """Names that look like a key, of about its length."""
        scores = np.zeros(len(names), dtype=np.int64)
        length = integers(compute.utf8_length(names))
        least = len(key) * _ALIKE / (200 - _ALIKE)  # a shorter or a longer one cannot be so alike
        near = np.flatnonzero((length >= least) & (length <= len(key) ** 2 / least))
        for start in range(0, len(near), _BATCH):
            at = near[start : start + _BATCH]
            some = texts(taken(names, at))
            alike = process.cdist([key], some, scorer=how, score_cutoff=_ALIKE, dtype=np.uint8)
            scores[at] = alike[0].astype(np.int64) * _BEGINS // 100
        return scores

    def _matched(self, entity: int, scores: Ints) -> str:
        first, last = self._begin[entity : entity + 2]
        return str(self._said[int(first + np.argmax(scores[first:last]))].as_py())

    def _hits(self, order: Ints, best: Ints, matched: list[str]) -> tuple[Hit, ...]:
        entities = texts(taken(self._entities, order))
        known = {one.entity: one for one in candidates(entities, self.tables)}
        return tuple(
            Hit(
                entity=entity,
                kind=str(self._kinds[int(self._begin[at])].as_py()),
                name=known[entity].name,
                maker=", ".join(known[entity].by),
                facts=known[entity].facts,
                matched=match,
                score=int(best[at]),
            )
            for entity, at, match in zip(entities, order, matched, strict=True)
        )

    @cached_property
    def _named(self) -> pa.Table:
        """entity, kind, name, folded: every name of what is a thing of its own, by entity."""
        names, said = self.tables.names, self.tables.identities
        other = said.filter(compute.not_equal(said["key"], said["entity"]))
        own = compute.invert(compute.is_in(names["entity"], column(other, "key")))
        known = compute.is_in(names["kind"], strings(KINDS))
        rows = names.filter(compute.and_(own, known))
        rows = rows.group_by(["entity", "kind", "folded"], use_threads=False)
        rows = rows.aggregate([("name", "min")]).rename_columns({"name_min": "name"})
        return ordered(rows, "entity", "folded")

    @cached_property
    def _key(self) -> Column:
        """The names as they are compared, Hangul taken apart into its letters."""
        return _apart(column(self._named, "folded"))

    @cached_property
    def _kinds(self) -> Column:
        return column(self._named, "kind")

    @cached_property
    def _said(self) -> Column:
        return column(self._named, "name")

    @cached_property
    def _entities(self) -> Column:
        return compute.unique(column(self._named, "entity"))

    @cached_property
    def _of(self) -> Ints:
        """Whose each name is."""
        return integers(compute.index_in(column(self._named, "entity"), self._entities))

    @cached_property
    def _begin(self) -> Ints:
        """Where the names of each begin, and at last where they all end."""
        return np.searchsorted(self._of, np.arange(len(self._entities) + 1))

    @cached_property
    def _place(self) -> Ints:
        """The order of those equally near: by kind, by name, by entity."""
        first = self._begin[:-1]
        kind = integers(compute.index_in(taken(self._kinds, first), strings(KINDS)))
        name = compute.rank(taken(self._key, first), tiebreaker="dense").to_numpy()
        place = np.empty(len(first), dtype=np.int64)
        place[np.lexsort((np.arange(len(first)), name, kind))] = np.arange(len(first))
        return place

    @cached_property
    def _initials(self) -> Column:
        """The initial consonants of names in Hangul; "" of other names."""
        folded = column(self._named, "folded")
        hangul = bools(compute.match_substring_regex(folded, "[가-힣]"))
        names = texts(folded.filter(pa.array(hangul)))
        found = np.full(len(folded), "", dtype=object)
        found[hangul] = [initials(name) for name in names]
        return pa.array(found, pa.string())

    @cached_property
    def _artists(self) -> pa.Table:
        """entity, folded, form: every name of every artist."""
        names = self.tables.names
        return names.filter(compute.equal(names["kind"], "artist")).select(
            ["entity", "folded", "form"]
        )

    def _makers(self, artists: pa.Table) -> Column:
        """By name of the index: some names of whom it is by, "" for nobody."""
        said = self.tables.credits
        main = said.filter(compute.equal(said["role"], "main")).select(["item", "artist"])
        both = main.join(artists, "artist", "entity", join_type="inner")
        groups = ordered(both, "item", "artist", "folded").group_by("item", use_threads=False)
        groups = groups.aggregate([("folded", "distinct")])
        joined = compute.binary_join(column(groups, "folded_distinct"), " ")
        at = compute.index_in(column(self._named, "entity"), column(groups, "item"))
        return compute.fill_null(_apart(joined).take(at), "")

    @cached_property
    def _beside_makers(self) -> Column:
        """Every name after a space, and then all names of whom it is by."""
        makers = self._makers(self._artists)
        return compute.binary_join_element_wise("", self._key, makers, " ")

    @cached_property
    def _with_maker(self) -> Column:
        """Every name with one name of each of whom it is by."""
        shown = self._artists.filter(compute.equal(self._artists["form"], "name"))
        shown = shown.group_by("entity").aggregate([("folded", "min")])
        makers = self._makers(shown.rename_columns({"folded_min": "folded"}))
        return compute.binary_join_element_wise(self._key, makers, " ")


def _keys(asked: str) -> Iterator[str]:
    """What words are looked up as: folded, and in Latin letters where they are Hangul."""
    folded = fold(asked)
    if not folded:
        return
    keys = dict.fromkeys([*folded_keys(asked), romanise(folded)])
    for key in keys:
        yield unicodedata.normalize("NFD", key)


def _apart(names: Column) -> Column:
    return compute.utf8_normalize(names, form="NFD")


def initials(name: str) -> str:
    """The initial consonants of the Hangul in a name, as letters that stand alone fold to.

    >>> initials("방탄소년단") == fold("ㅂㅌㅅㄴㄷ"), initials("V 뷔") == fold("ㅂ")
    (True, True)
    """
    low, high = _SYLLABLES
    codes = (ord(letter) for letter in name)
    return "".join(
        chr(_INITIALS[(code - low) // _VOWELS_AND_FINALS]) for code in codes if low <= code <= high
    )
