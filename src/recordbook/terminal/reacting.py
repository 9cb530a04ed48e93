"""`recordbook reactions`: posts in, quotes chosen, approved, refused and forgotten."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.text import Text

from recordbook.reactions.approval import approve, chosen_of, refuse
from recordbook.reactions.choosing import propose
from recordbook.reactions.forgetting import forget
from recordbook.reactions.importing import import_posts
from recordbook.reactions.summary import summarised
from recordbook.system import Workspace
from recordbook.system.gathering import gather
from recordbook.system.lookup import look_up
from recordbook.system.reacting import meant, reactions_of
from recordbook.terminal.errors import NothingNamed
from recordbook.terminal.figures import count, many
from recordbook.terminal.finding import progress
from recordbook.terminal.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from recordbook.reactions.approval import Chosen, Permission
    from recordbook.reactions.importing import Imported
    from recordbook.reactions.store import Store
    from recordbook.reactions.summary import Summary
    from recordbook.system.gathering import Platform
    from recordbook.system.reacting import Meant


def run_import(
    book: str,
    store: Path | None,
    files: Sequence[Path],
    *,
    record: str | None,
    complete: bool,
    json: bool,
) -> None:
    """Take posts from files, and say what became of them."""
    _some(files, "no file is named")
    workspace = Workspace.open(book)
    with reactions_of(workspace.book.address, store, make=True) as there:
        about = None if record is None else meant(workspace, record, there).about
        with progress("reading posts") as told:
            done = import_posts(there, files, about=about, complete=complete, told=told)
        if json:
            Page().json({**asdict(done), "refused": dict(done.refused)})
        else:
            _show_import(Page(), done)


def run_fetch(
    platform: Platform, words: str, to: Path, *, server: str | None, most: int, json: bool
) -> None:
    """Save posts as a file, and say how many."""
    number = gather(platform, words, to, server=server, most=most)
    if json:
        Page().json({"posts": number, "file": str(to)})
    else:
        Page().line(f"{many(number, 'post')} saved as {to}.")


def run_choose(book: str, store: Path | None, record: str, wanted: int, *, json: bool) -> None:
    """Propose quotes, and show what is proposed and approved."""
    workspace = Workspace.open(book)
    with reactions_of(workspace.book.address, store) as there:
        asked = meant(workspace, record, there)
        done = propose(there, asked.key, asked.about, wanted, claim=asked.claim)
        chosen = chosen_of(there, asked.key)
    page = Page()
    if json:
        page.json({**_shape(asked, chosen), "related": done.related})
        return
    page.line(f"{many(done.related, 'post speaks', 'posts speak')} of it, and may be quoted.")
    for path in done.uncredited:
        page.line(f"{path} no longer says who posted what: bring it back, or import it again.")
    if len(chosen) < wanted:
        page.line(f"No more than {count(len(chosen))} differ enough to be quoted together.")
    _show(page, asked, chosen)


def run_list(book: str, store: Path | None, record: str, *, json: bool) -> None:
    """Show what is proposed and approved."""
    workspace = Workspace.open(book)
    with reactions_of(workspace.book.address, store) as there:
        asked = meant(workspace, record, there)
        _tell(there, asked, json=json)


def run_approve(
    book: str,
    store: Path | None,
    record: str,
    places: Sequence[int],
    permission: Permission,
    *,
    json: bool,
) -> None:
    """Approve the quotes in some places, and show what stands now."""
    _some(places, "no place is named")
    workspace = Workspace.open(book)
    with reactions_of(workspace.book.address, store) as there:
        asked = meant(workspace, record, there)
        approve(there, asked.key, places, permission)
        _tell(there, asked, json=json)


def run_refuse(
    book: str, store: Path | None, record: str, places: Sequence[int], *, json: bool
) -> None:
    """Refuse the quotes in some places, and show what stands now."""
    _some(places, "no place is named")
    workspace = Workspace.open(book)
    with reactions_of(workspace.book.address, store) as there:
        asked = meant(workspace, record, there)
        refuse(there, asked.key, places)
        _tell(there, asked, json=json)


def run_check(book: str, store: Path | None, record: str | None, *, json: bool) -> None:
    """Ask whether chosen posts still stand, and say which are gone."""
    workspace = Workspace.open(book)
    with reactions_of(workspace.book.address, store) as there:
        key = None if record is None else meant(workspace, record, there).key
        looked = look_up(there, key)
    page = Page()
    if json:
        page.json(asdict(looked))
        return
    page.line(f"{many(looked.standing, 'chosen post')} still there.")
    for words, links in (
        ("gone, erased, and out of every story", looked.gone),
        ("not known, for nobody answered", looked.unknown),
    ):
        if links:
            page.line(f"{count(len(links))} {words}:")
        for link in links:
            page.command(f"   {link}")


def run_forget(book: str, store: Path | None, posts: Sequence[str], *, json: bool) -> None:
    """Erase posts and authors, and say how many posts there were."""
    _some(posts, "no post and no author is named")
    workspace = Workspace.open(book)
    with reactions_of(workspace.book.address, store, make=True) as there:
        erased = forget(there, posts)
    if json:
        Page().json({"erased": erased})
    else:
        Page().line(f"{many(erased, 'post')} erased. None of these will be taken again.")


def run_summary(book: str, store: Path | None, record: str | None, *, json: bool) -> None:
    """Print the counts."""
    workspace = Workspace.open(book)
    with reactions_of(workspace.book.address, store) as there:
        about = None if record is None else meant(workspace, record, there).about
        counts = summarised(there, about)
    if json:
        Page().json(_counts(counts))
    else:
        _show_counts(Page(), counts)


def _some(named: Sequence[object], message: str) -> None:
    if not named:
        raise NothingNamed(message, remedy="See recordbook reactions --help.")


def _tell(store: Store, asked: Meant, *, json: bool) -> None:
    chosen = chosen_of(store, asked.key)
    if json:
        Page().json(_shape(asked, chosen))
    else:
        _show(Page(), asked, chosen)


def _show_import(page: Page, done: Imported) -> None:
    page.line(f"{many(done.read, 'post')} read, {count(done.kept)} taken.")
    rest = {
        "known already": done.known,
        "with another text now; approvals of them are void": done.edited,
        "gone, and out of every story": done.gone,
        "deleted or forgotten before, not taken": done.forgotten,
        "not about the record, not taken": done.unrelated,
    }
    for words, number in rest.items():
        if number:
            page.line(f"{count(number)} {words}.")
    _refusals(page, done.refused.items())


def _refusals(page: Page, refused: Iterable[tuple[str, int]]) -> None:
    rows = sorted(refused, key=lambda one: (-one[1], one[0]))
    if rows:
        page.title("Never quoted, by why; their texts are not kept")
        page.table(["", ">posts"], [(reason, count(number)) for reason, number in rows])


def _show(page: Page, asked: Meant, chosen: Sequence[Chosen]) -> None:
    """The quotes of a record, each with what an editor must know of it."""
    page.gap()
    page.line(f"{asked.key}  {asked.claim}")
    for one in chosen:
        quote, state = one.quote, "approved" if one.approved else "proposed"
        page.gap()
        style = "bold green" if one.approved else "bold yellow"
        said = f"  {quote.language}, {one.theme}, {quote.posted}, {quote.credit} on "
        rest = f"{said}{quote.platform}, {quote.permission}"
        page.line(Text.assemble(f"{one.place}  ", (state, style), rest))
        page.line(quote.text, indent=5)
        page.command(f"   {quote.link}")
    if any(not one.approved for one in chosen):
        page.gap()
        page.line("Open each, see that it still stands and reads as it is meant, then:")
        page.command(f"recordbook reactions approve {asked.key} PLACE...")


def _show_counts(page: Page, counts: Summary) -> None:
    related = sum(counts.languages.values())
    page.line(
        f"{many(counts.posts, 'post')}, {count(counts.fit)} fit to be quoted, "
        f"{count(counts.copies)} of them copies; counted below: {count(related)}."
    )
    languages = [language for language, _ in counts.languages.most_common()]
    if languages:
        page.title("By theme and language")
        page.table(
            ["", *(f">{language}" for language in languages), ">all"],
            [
                (
                    theme,
                    *(count(counts.both[language, theme]) for language in languages),
                    count(number),
                )
                for theme, number in counts.themes.most_common()
            ],
        )
    _refusals(page, counts.refused.items())


def _shape(asked: Meant, chosen: Iterable[Chosen]) -> dict[str, Any]:
    quotes = [
        {
            "place": one.place,
            "state": "approved" if one.approved else "proposed",
            "theme": one.theme,
            **asdict(one.quote),
            "posted": one.quote.posted.isoformat(),
        }
        for one in chosen
    ]
    return {"record": asked.key, "claim": asked.claim, "quotes": quotes}


def _counts(counts: Summary) -> dict[str, Any]:
    return {
        "posts": counts.posts,
        "fit": counts.fit,
        "copies": counts.copies,
        "languages": dict(counts.languages),
        "themes": dict(counts.themes),
        "by_language_and_theme": [
            {"language": language, "theme": theme, "posts": number}
            for (language, theme), number in sorted(counts.both.items())
        ],
        "refused": dict(counts.refused),
    }
