"""The words of the site: both languages say the same things, and templates ask for none else."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from jinja2 import nodes

from recordbook.stories import Status
from recordbook.stories.language import language
from recordbook.web.errors import NoWord
from recordbook.web.rendering import templates
from recordbook.web.wording import HOME, LANGUAGES, Wording, chosen

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLURALS = {"one", "other"}


def _flat(table: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Every key with its text; plural forms are one key."""
    for name, value in table.items():
        if isinstance(value, str):
            yield above + name, value
        elif value.keys() <= _PLURALS:
            yield above + name, str(value["other"])
        else:
            yield from _flat(value, f"{above}{name}.")


def _words(code: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for file in (HOME / code).glob("*.toml"):
        found |= dict(_flat(tomllib.loads(file.read_text(encoding="utf-8"))))
    return found


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_says_the_same_things(code: str) -> None:
    """Each language has the keys of English, and fills in no value that English does not know."""
    own, english = _words(code), _words("en")
    assert own.keys() == english.keys()
    strange = {
        key
        for key, text in own.items()
        if set(re.findall(r"\{(\w+)\}", text))
        - {"n", "count"}
        - set(re.findall(r"\{([a-z_]+)\}", english[key]))
    }
    assert strange == set()


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_two_files_share_a_first_step(code: str) -> None:
    """The files of a language are one space of keys."""
    steps = Counter(
        step
        for file in (HOME / code).glob("*.toml")
        for step in tomllib.loads(file.read_text(encoding="utf-8"))
    )
    assert [step for step, count in steps.items() if count > 1] == []


def _asked() -> Iterator[tuple[str, str]]:
    """Every key that a template asks for as it stands, and where."""
    environment = templates()
    assert environment.loader is not None
    for name in environment.list_templates(extensions=["html"]):
        source, _, _ = environment.loader.get_source(environment, name)
        for call in environment.parse(source).find_all(nodes.Call):
            own = isinstance(call.node, nodes.Name) and call.node.name == "w"
            if own and call.args and isinstance(call.args[0], nodes.Const):
                yield name, str(call.args[0].value)


def test_templates_ask_for_words_that_there_are() -> None:
    """A text that a template names is there; a missing one would show only when the page does."""
    there = _words("en")
    assert [(name, key) for name, key in _asked() if key not in there] == []


def test_words_fill_in_values_as_the_language_does() -> None:
    """Numbers get their marks, plurals their form, and Korean names their particle."""
    assert Wording("en")("why.open", count=1) == "1 rival may stand against it."
    assert Wording("en")("why.open", count=1200) == "1,200 rivals may stand against it."
    assert Wording("ko")("why.not_in", name="정국").startswith("정국은")
    assert Wording("ko")("why.not_in", name="뷔").startswith("뷔는")


def test_a_word_that_nobody_wrote_is_our_mistake() -> None:
    """A key that is not there raises rather than showing itself to readers."""
    with pytest.raises(NoWord):
        Wording("en")("nowhere.at_all")


@pytest.mark.parametrize(
    ("asked", "accepted", "spoken"),
    [
        ("ko", "en", "ko"),
        (None, "fr, ko;q=0.5, en;q=0.4", "ko"),
        (None, "ko;q=0", "en"),
        (None, "ko;q=much, en", "en"),
        ("../../etc", "", "en"),
        (None, "", "en"),
    ],
)
def test_the_language_is_one_that_is_spoken(asked: str | None, accepted: str, spoken: str) -> None:
    """What is asked for wins, then what the browser prefers, then English."""
    assert chosen(asked, accepted) == spoken


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_verdict_has_one_word(code: str) -> None:
    """The badges of pages say what headlines and cards say, so that no two words mean one thing."""
    w = Wording(code)
    told = language(code)
    for status in Status:
        assert w(f"status.{status.value}") == told.say("claims", f"status.{status.value}")
