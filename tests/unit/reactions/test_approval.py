"""From posts to quotes: chosen, approved, refused, edited, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from posted import ABOUT, RECORD, TEXTS, bytes_of, row, store_of, taken, written

from recordbook.reactions import Quote, quotes_changed, quotes_of
from recordbook.reactions.approval import approve, chosen_of, refuse
from recordbook.reactions.choosing import propose
from recordbook.reactions.errors import NoStore, NotChosen
from recordbook.reactions.forgetting import forget
from recordbook.reactions.importing import import_posts
from recordbook.reactions.store import place_of
from recordbook.reactions.summary import summarised

if TYPE_CHECKING:
    from pathlib import Path


def _texts(quotes: tuple[Quote, ...]) -> set[str]:
    return {quote.text for quote in quotes}


def test_nothing_is_quoted_that_nobody_approved(tmp_path: Path) -> None:
    """Proposals are no quotes; those that an editor approves are, with their credit and link."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        assert propose(store, RECORD, ABOUT, 5).proposed == 5
        assert quotes_of(str(tmp_path), RECORD) == ()
        assert quotes_changed(str(tmp_path), RECORD) is None
        approve(store, RECORD, [1, 3], "granted")
        chosen = chosen_of(store, RECORD)
    quotes = quotes_of(str(tmp_path), RECORD)
    assert quotes == tuple(one.quote for one in chosen if one.place in {1, 3})
    assert {quote.permission for quote in quotes} == {"granted"}
    numbers = {TEXTS.index(quote.text) + 1 for quote in quotes}
    assert {quote.credit for quote in quotes} == {f"@invented{number}" for number in numbers}
    assert quotes_changed(str(tmp_path), RECORD)
    assert quotes_of(str(tmp_path), "other") == ()


def test_a_choice_is_of_several_languages(tmp_path: Path) -> None:
    """Five quotes of posts in six languages are in five languages."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        propose(store, RECORD, ABOUT, 5)
        assert len({one.quote.language for one in chosen_of(store, RECORD)}) == 5


def test_choosing_again(tmp_path: Path) -> None:
    """What is approved stays in its place, what was refused does not come back."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        propose(store, RECORD, ABOUT, 4)
        before = {one.place: one.quote.text for one in chosen_of(store, RECORD)}
        approve(store, RECORD, [2])
        refuse(store, RECORD, [1])
        propose(store, RECORD, ABOUT, 8)
        after = {one.place: one.quote.text for one in chosen_of(store, RECORD)}
        assert after[2] == before[2]
        assert before[1] not in after.values()
        assert len(after) == len(TEXTS) - 1
        with pytest.raises(NotChosen, match="no quote in place 99"):
            approve(store, RECORD, [2, 99])


def test_names_are_kept_of_the_chosen_only(tmp_path: Path) -> None:
    """The store has no handle, link or id of a post, but while the post is chosen."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        assert b"invented" not in bytes_of(tmp_path)
        propose(store, RECORD, ABOUT, 3)
        names = [one.quote.credit.encode() for one in chosen_of(store, RECORD)]
        assert sum(f"@invented{n}".encode() in bytes_of(tmp_path) for n in range(1, 9)) == 3
        refuse(store, RECORD, [1, 2, 3])
    assert not any(name in bytes_of(tmp_path) for name in names)
    assert b"invented" not in bytes_of(tmp_path)


def test_a_file_that_is_gone_gives_no_credit(tmp_path: Path) -> None:
    """Without the file that says who posted it, a post is not proposed, and the file is named."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        (tmp_path / "posts.jsonl").unlink()
        done = propose(store, RECORD, ABOUT, 5)
    assert (done.related, done.proposed) == (len(TEXTS), 0)
    assert done.uncredited == (str(tmp_path / "posts.jsonl"),)


def test_an_edited_post_is_to_be_approved_again(tmp_path: Path) -> None:
    """A post that reads otherwise now is no quote until an editor has seen it."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path, TEXTS[:3])
        propose(store, RECORD, ABOUT, 3)
        approve(store, RECORD, [1, 2, 3])
        before = quotes_changed(str(tmp_path), RECORD)
        path = written(tmp_path / "again.jsonl", [row(1, "60M Paper Lanterns, a new text, wow")])
        assert import_posts(store, [path]).edited == 1
    assert _texts(quotes_of(str(tmp_path), RECORD)) == set(TEXTS[1:3])
    after = quotes_changed(str(tmp_path), RECORD)
    assert before
    assert after
    assert after > before


def test_a_deleted_post_leaves_every_story(tmp_path: Path) -> None:
    """A post that a file says is deleted is quoted no more, and is never taken again."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path, TEXTS[:3])
        propose(store, RECORD, ABOUT, 3)
        approve(store, RECORD, [1, 2, 3])
        gone = {"id": "2", "action": "delete", "reason": "deleted"}
        assert import_posts(store, [written(tmp_path / "gone.jsonl", [gone])]).gone == 1
        again = taken(store, tmp_path, TEXTS[:3])
        assert (again.forgotten, again.known) == (1, 2)
    assert _texts(quotes_of(str(tmp_path), RECORD)) == {TEXTS[0], TEXTS[2]}
    assert TEXTS[1].encode() not in bytes_of(tmp_path)


def test_what_a_complete_file_lacks_is_gone(tmp_path: Path) -> None:
    """Files that are said to hold all posts show by what they lack what was deleted."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path, TEXTS[:4])
        again = taken(store, tmp_path, TEXTS[:3], complete=True)
        assert (again.known, again.gone) == (3, 1)
        assert taken(store, tmp_path, TEXTS[:4]).kept == 1


@pytest.mark.parametrize(
    "said", ["https://twitter.com/invented1/status/1?s=20", "@invented1", "INVENTED1", "1"]
)
def test_forgetting_by_any_name(tmp_path: Path, said: str) -> None:
    """A post is forgotten by its link, its id or its author's handle, and does not come back."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path, TEXTS[:2])
        assert forget(store, [said]) == 1
        assert TEXTS[0].encode() not in bytes_of(tmp_path)
        assert taken(store, tmp_path, TEXTS[:2]).forgotten == 1
        assert forget(store, [said, "@nobody"]) == 0


def test_texts_that_may_not_be_quoted_are_not_kept(tmp_path: Path) -> None:
    """Of a refused post the reason is kept, and not one word."""
    bad = "Paper Lanterns 60M, call me on 020 7946 0999"
    with store_of(tmp_path) as store:
        done = taken(store, tmp_path, [TEXTS[0], bad])
        assert (done.kept, dict(done.refused)) == (1, {"telephone": 1})
        assert b"7946" not in bytes_of(tmp_path)
        counts = summarised(store, ABOUT)
    assert (counts.posts, counts.fit, dict(counts.languages)) == (2, 1, {"en": 1})
    assert dict(counts.refused) == {"telephone": 1}


def test_a_campaign_is_nobodys_own_words(tmp_path: Path) -> None:
    """A text that several authors posted alike is never proposed, whatever digits they changed."""
    copies = [f"Congratulations Mira Sol, Paper Lanterns 60M, day {n} of joy" for n in range(5)]
    with store_of(tmp_path) as store:
        taken(store, tmp_path, [*copies, *TEXTS[:3]])
        propose(store, RECORD, ABOUT, 8)
        assert {one.quote.text for one in chosen_of(store, RECORD)} == set(TEXTS[:3])
        assert summarised(store).copies == 4


def test_only_what_is_asked_for_is_taken(tmp_path: Path) -> None:
    """With a record, posts about anything else are not taken at all."""
    other = "What a warm evening by the river, I love this town"
    with store_of(tmp_path) as store:
        done = taken(store, tmp_path, [TEXTS[0], other], about=ABOUT)
        assert (done.kept, done.unrelated) == (1, 1)
    assert other.encode() not in bytes_of(tmp_path)


def test_a_link_must_be_one(tmp_path: Path) -> None:
    """A post whose link is no web address is never quoted."""
    rows = [row(1, TEXTS[0], url="javascript:alert(1)"), row(2, TEXTS[1], url='https://a"b.c/"')]
    with store_of(tmp_path) as store:
        done = import_posts(store, [written(tmp_path / "links.jsonl", rows)])
    assert dict(done.refused) == {"no link": 2}


def test_object_storage_needs_a_file(tmp_path: Path) -> None:
    """A book in object storage keeps posts in a file that is named, and without one quotes none."""
    with pytest.raises(NoStore, match="s3://bucket/book"):
        place_of("s3://bucket/book")
    assert quotes_of("s3://bucket/book", RECORD) == ()
    assert place_of("s3://bucket/book", tmp_path / "posts") == tmp_path / "posts"


def test_lists_that_grew_are_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A post that was fit when it was taken and is refused by the lists of today is not chosen."""
    with store_of(tmp_path) as store:
        taken(store, tmp_path)
        grown = "recordbook.reactions.choosing.refusal"
        monkeypatch.setattr(grown, lambda text, _: "new" if text == TEXTS[0] else None)
        propose(store, RECORD, ABOUT, 8)
        assert {one.quote.text for one in chosen_of(store, RECORD)} == set(TEXTS[1:])
