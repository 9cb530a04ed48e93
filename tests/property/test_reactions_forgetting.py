"""What is forgotten, refused or replaced leaves no byte in the store, whatever was done before."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "unit" / "reactions"))  # posts that are invented

from posted import ABOUT, RECORD, TEXTS, bytes_of, row, store_of, written

from recordbook.reactions import quotes_of
from recordbook.reactions.approval import approve, chosen_of, refuse
from recordbook.reactions.choosing import propose
from recordbook.reactions.forgetting import forget
from recordbook.reactions.importing import import_posts

_STEPS = st.lists(
    st.tuples(
        st.sampled_from(["import", "choose", "approve", "refuse", "forget", "delete"]),
        st.integers(0, len(TEXTS) - 1),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(_STEPS)
def test_what_is_gone_is_gone(steps: list[tuple[str, int]]) -> None:
    """After any steps: no text of a forgotten post, no name of one that is not chosen."""
    with TemporaryDirectory() as name, store_of(folder := Path(name)) as store:
        path = written(folder / "posts.jsonl", [row(n, text) for n, text in enumerate(TEXTS)])
        gone: set[int] = set()
        refused: set[str] = set()
        for step, number in [("import", 0), *steps]:
            places = [one.place for one in chosen_of(store, RECORD)]
            if step == "import":
                import_posts(store, [path])
            elif step == "choose":
                propose(store, RECORD, ABOUT, 3 + number % 6)
            elif step == "approve" and places:
                approve(store, RECORD, [places[number % len(places)]])
            elif step == "refuse" and places:
                place = places[number % len(places)]
                refused |= {
                    one.quote.text for one in chosen_of(store, RECORD) if one.place == place
                }
                refuse(store, RECORD, [place])
            elif step == "forget":
                forget(store, [f"https://x.com/i/status/{number}"])
                gone.add(number)
            elif step == "delete":
                line = {"id": str(number), "action": "delete", "reason": "deleted"}
                import_posts(store, [written(folder / "gone.jsonl", [line])])
                gone.add(number)
        chosen = {one.quote.text for one in chosen_of(store, RECORD)}
        left = bytes_of(folder)
        for number, text in enumerate(TEXTS):
            assert (text.encode() in left) is (number not in gone)
            assert (f"@invented{number}".encode() in left) is (text in chosen)
        assert chosen & refused == set()
        assert {quote.text for quote in quotes_of(str(folder), RECORD)} <= chosen
