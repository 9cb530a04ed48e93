"""The sub-commands of `recordbook reactions`, with their help."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - the command line is made from the types
from typing import Annotated, Literal, TypeAlias

from cyclopts import App, Parameter
from cyclopts.validators import Number

from recordbook.terminal.search import Flag  # noqa: TC001 - the command line is made from the types

Book: TypeAlias = Annotated[str, Parameter(env_var="RECORDBOOK_BOOK")]

reactions = App(
    name="reactions",
    sort_key=11,
    help="""What people posted of a record: import posts, choose quotes, approve, forget.

Nothing is quoted that an editor did not approve. A post that was deleted leaves the store and every
story.

For example: `recordbook reactions import posts.json`, then `recordbook reactions choose RECORD`
""",
    help_epilogue="",
    help_format="markdown",
)


@reactions.command(name="import", sort_key=1)
def import_(
    *files: Path,
    record: str | None = None,
    complete: Flag = False,
    book: Book = "book",
    store: Path | None = None,
    json: Flag = False,
) -> None:
    """Take posts from files: answers of X, Bluesky, Mastodon and Reddit, CSV and JSON lines.

    All files are taken or none. What may never be quoted is counted, and its text is not kept.
    Keep the files until you have chosen: names and addresses are read from them again.

    For example: `recordbook reactions import search.json --record odhlmtlyvycl`

    Args:
        files: The files, compressed or not. What deletes a post (Jetstream, compliance jobs) too.
        record: Take only posts that speak of this record, by its key or its claim.
        complete: The files hold all there are of their platforms: posts they lack are gone.
        book: The folder or address of the book.
        store: The file that holds the posts; by default reactions.sqlite in the book's folder.
        json: Print JSON for programs.
    """
    from recordbook.terminal.reacting import run_import  # noqa: PLC0415 - --help stays quick

    run_import(book, store, files, record=record, complete=complete, json=json)


@reactions.command(sort_key=1.5)
def fetch(
    platform: Literal["bluesky", "mastodon"],
    words: str,
    to: Path,
    /,
    *,
    server: str | None = None,
    most: Annotated[int, Parameter(validator=Number(gte=1, lte=10_000))] = 500,
    json: Flag = False,
) -> None:
    """Save the newest posts with some words as a file, as the platform gives them.

    Bluesky is searched for words, a server of Mastodon for a hashtag. Keep to the platform's terms.
    A server that asks for an access token finds it in RECORDBOOK_POSTS_TOKEN.

    For example: `recordbook reactions fetch bluesky 'Layover 60M' posts.jsonl`

    Args:
        platform: Which platform to ask.
        words: What to search for.
        to: The file to write; there must be none yet.
        server: The address of the server; Mastodon needs one (https://mastodon.social).
        most: How many posts at most.
        json: Print JSON for programs.
    """
    from recordbook.terminal.reacting import run_fetch  # noqa: PLC0415 - --help stays quick

    run_fetch(platform, words, to, server=server, most=most, json=json)


@reactions.command(sort_key=2)
def choose(
    record: str,
    /,
    *,
    count: Annotated[int, Parameter(validator=Number(gte=3, lte=8))] = 5,
    book: Book = "book",
    store: Path | None = None,
    json: Flag = False,
) -> None:
    """Propose quotes for a record: varied in language and theme, none of an author twice.

    What was approved stays, what was refused does not come back, other proposals make room.

    For example: `recordbook reactions choose odhlmtlyvycl --count 6`

    Args:
        record: The record, by its key or its claim.
        count: How many quotes the record is to have, from 3 to 8.
        book: The folder or address of the book.
        store: The file that holds the posts; by default reactions.sqlite in the book's folder.
        json: Print JSON for programs.
    """
    from recordbook.terminal.reacting import run_choose  # noqa: PLC0415 - --help stays quick

    run_choose(book, store, record, count, json=json)


@reactions.command(name="list", sort_key=3)
def list_(
    record: str, /, *, book: Book = "book", store: Path | None = None, json: Flag = False
) -> None:
    """Show what is proposed and approved for a record.

    For example: `recordbook reactions list odhlmtlyvycl`

    Args:
        record: The record, by its key or its claim.
        book: The folder or address of the book.
        store: The file that holds the posts; by default reactions.sqlite in the book's folder.
        json: Print JSON for programs.
    """
    from recordbook.terminal.reacting import run_list  # noqa: PLC0415 - --help stays quick

    run_list(book, store, record, json=json)


@reactions.command(sort_key=4)
def approve(
    record: str,
    /,
    *places: int,
    permission: Literal["embed", "granted", "public domain"] = "embed",
    book: Book = "book",
    store: Path | None = None,
    json: Flag = False,
) -> None:
    """Let proposed quotes be published, after you have read each where it stands.

    For example: `recordbook reactions approve odhlmtlyvycl 1 3 --permission granted`

    Args:
        record: The record, by its key or its claim.
        places: Their places in the list.
        permission: What allows it: embedding, the author's word, or no right that stands against.
        book: The folder or address of the book.
        store: The file that holds the posts; by default reactions.sqlite in the book's folder.
        json: Print JSON for programs.
    """
    from recordbook.terminal.reacting import run_approve  # noqa: PLC0415 - --help stays quick

    run_approve(book, store, record, places, permission, json=json)


@reactions.command(sort_key=5)
def refuse(
    record: str,
    /,
    *places: int,
    book: Book = "book",
    store: Path | None = None,
    json: Flag = False,
) -> None:
    """Never quote these for the record, approved or not; their names are erased.

    For example: `recordbook reactions refuse odhlmtlyvycl 2`

    Args:
        record: The record, by its key or its claim.
        places: Their places in the list.
        book: The folder or address of the book.
        store: The file that holds the posts; by default reactions.sqlite in the book's folder.
        json: Print JSON for programs.
    """
    from recordbook.terminal.reacting import run_refuse  # noqa: PLC0415 - --help stays quick

    run_refuse(book, store, record, places, json=json)


@reactions.command(sort_key=6)
def check(
    record: str | None = None,
    /,
    *,
    book: Book = "book",
    store: Path | None = None,
    json: Flag = False,
) -> None:
    """Ask the platforms whether chosen posts still stand; those that are gone are erased.

    Do so before you publish, and regularly afterwards. A platform that does not answer has said
    nothing: its posts stay, and are named.

    For example: `recordbook reactions check odhlmtlyvycl`

    Args:
        record: Ask only after the posts of this record, by its key or its claim.
        book: The folder or address of the book.
        store: The file that holds the posts; by default reactions.sqlite in the book's folder.
        json: Print JSON for programs.
    """
    from recordbook.terminal.reacting import run_check  # noqa: PLC0415 - --help stays quick

    run_check(book, store, record, json=json)


@reactions.command(sort_key=7)
def forget(
    *posts: Annotated[str, Parameter(allow_leading_hyphen=True)],
    book: Book = "book",
    store: Path | None = None,
    json: Flag = False,
) -> None:
    """Erase posts, or all posts of an author, for good: they never come back.

    For example: `recordbook reactions forget https://x.com/i/status/12 @somebody`

    Args:
        posts: Links or ids of posts, or handles of authors.
        book: The folder or address of the book.
        store: The file that holds the posts; by default reactions.sqlite in the book's folder.
        json: Print JSON for programs.
    """
    from recordbook.terminal.reacting import run_forget  # noqa: PLC0415 - --help stays quick

    run_forget(book, store, posts, json=json)


@reactions.command(sort_key=8)
def summary(
    record: str | None = None,
    /,
    *,
    book: Book = "book",
    store: Path | None = None,
    json: Flag = False,
) -> None:
    """Count the posts by language and theme, and those that may not be quoted by why.

    For example: `recordbook reactions summary odhlmtlyvycl`

    Args:
        record: Count only posts that speak of this record, by its key or its claim.
        book: The folder or address of the book.
        store: The file that holds the posts; by default reactions.sqlite in the book's folder.
        json: Print JSON for programs.
    """
    from recordbook.terminal.reacting import run_summary  # noqa: PLC0415 - --help stays quick

    run_summary(book, store, record, json=json)
