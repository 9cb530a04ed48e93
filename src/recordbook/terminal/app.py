"""The commands, with their help; what they need is loaded when they run."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - the command line is made from the types
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

from cyclopts import App, CycloptsError, Parameter

from recordbook.terminal.reactions import reactions
from recordbook.terminal.search import Flag, Search
from recordbook.terminal.told import Telling

if TYPE_CHECKING:
    from collections.abc import Sequence

Book: TypeAlias = Annotated[str, Parameter(env_var="RECORDBOOK_BOOK")]

app = App(
    name="recordbook",
    help="The record book of music streaming: proves or refutes first, only and fastest.",
    help_epilogue="Start with `recordbook demo`. Each command has a `--help` with an example.",
    help_format="markdown",
    version_flags=["--version"],
)


@app.command(sort_key=1, help_epilogue="")
def demo(*, json: Flag = False) -> None:
    """Judge a real claim on real, published figures.

    Makes the book ./demo.book from facts that come with recordbook, each with its source, and asks
    it whether "Layover" by V was the first and only album by a K-pop soloist with every track past
    60 million streams on Spotify. Then ./made-up.book, where every name is invented: records are
    found there, and some withdrawn once a wrong figure is put right.

    For example: `recordbook demo`

    Args:
        json: Print JSON for programs.
    """
    from recordbook.terminal.demo import run_demo  # noqa: PLC0415 - --help stays quick

    run_demo(Path("demo.book"), Path("made-up.book"), json=json)


@app.command(sort_key=2, help_epilogue="")
def intake(
    files: tuple[Path, ...],
    /,
    *,
    source: str | None = None,
    mapping: str | None = None,
    day: date | None = None,
    page_lag: int | None = None,
    stamp: Literal["page", "play"] | None = None,
    period: Literal["day", "week"] | None = None,
    region: str | None = None,
    platform: str | None = None,
    partial: Flag = False,
    dry_run: Flag = False,
    book: Book = "book",
    json: Flag = False,
) -> int:
    """Take files into the book: charts, counter pages, tables, published figures, catalogues.

    What a file is, is seen in the file. It is taken whole or not at all, and only once. If there is
    no book yet, one is made.

    For example: `recordbook intake charts/*.csv charts/*.csv.gz`

    Args:
        files: The files, compressed or not.
        source: Read them as this source, whatever they look like.
        mapping: Read them as tables through this saved mapping.
        day: The play day of a file that names none (2023-12-16).
        page_lag: How many days a page is stamped after the plays it shows.
        stamp: Whether a day in the file is the page's or the plays'.
        period: What a chart counts over, where it does not say.
        region: The region of a file that names none.
        platform: The platform of a file that names none.
        partial: Take the rows that can be taken; the others go to the book's folder `rejects`.
        dry_run: Say what would be taken, and take nothing.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.intake.source import Settings  # noqa: PLC0415 - --help stays quick
    from recordbook.terminal.taking import Request, mappings_of, run_intake  # noqa: PLC0415 - same

    settings = Settings(
        source=source,
        mapping=mapping,
        mappings=mappings_of(book),
        day=day,
        page_lag=page_lag,
        stamp=stamp,
        period=period,
        region=region,
        platform=platform,
        partial=partial,
    )
    return run_intake(
        Request(book=book, files=files, settings=settings, dry_run=dry_run, json=json)
    )


@app.command(sort_key=3, help_epilogue="")
def prove(
    claim: str,
    /,
    *,
    as_of: date | None = None,
    as_known: str | None = None,
    certificate: Path | None = None,
    book: Book = "book",
    json: Flag = False,
) -> None:
    """Prove or refute a claim, or say what would decide it.

    For example: `recordbook prove '"Layover" by "V": every track >= 60M streams as of 2023-12-16'`

    Args:
        claim: The claim, in quotes.
        as_of: The day it is about, where the claim names none (2023-12-16).
        as_known: Answer from what the book held at this moment (2026-01-31T18:00:00+09:00), at the
            end of this day, or at this ledger version.
        certificate: Write the rows that decide it to this file, for `recordbook recheck`.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.terminal.proving import run_prove  # noqa: PLC0415 - --help stays quick

    run_prove(book, claim, as_of=as_of, as_known=as_known, certificate=certificate, json=json)


@app.command(sort_key=4, help_epilogue="")
def recheck(certificate: Path, /, *, book: Book = "book", json: Flag = False) -> int:
    """Check a certificate with a program that shares nothing with the prover.

    The status is 0 if the certificate holds, and 1 if it does not.

    For example: `recordbook recheck layover.certificate.json`

    Args:
        certificate: The file that `recordbook prove --certificate` wrote, or the zip of
            `recordbook tell --as bundle`.
        book: The folder or address of the book whose rows it cites.
        json: Print JSON for programs.
    """
    from recordbook.terminal.rechecking import run_recheck  # noqa: PLC0415 - --help stays quick

    return run_recheck(certificate, book, json=json)


@app.command(sort_key=5, help_epilogue="")
def check(
    article: Annotated[str, Parameter(allow_leading_hyphen=True)],
    /,
    *,
    published: date | None = None,
    language: Literal["en", "ko", "es"] | None = None,
    html: Path | None = None,
    claim_review: Path | None = None,
    fail_on: Literal["refuted", "undecided"] | None = None,
    book: Book = "book",
    json: Flag = False,
) -> int:
    """Judge an article or a post, sentence by sentence.

    Every sentence comes with how it was read, a verdict, the figures that say so, and what would
    decide it. Feelings, quotes and forecasts are not checkable; what cannot be read with certainty
    is said to be so, never guessed.

    The status is 0, or 3 where `--fail-on` names what was found.

    For example: `recordbook check story.txt --published 2023-12-16 --html story.html`

    Args:
        article: A file of text or HTML, or - for what is piped in.
        published: The day of the text, from which "yesterday" counts (2023-12-16); by default what
            the text says of itself.
        language: The language of the text; by default it is recognised.
        html: Write the annotated text to this file, for any browser.
        claim_review: Write ClaimReview markup (JSON-LD) to this file.
        fail_on: End with status 3 if a statement is refuted; "undecided" is refuted or undecided.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.terminal.checking import Request, run_check  # noqa: PLC0415 - same

    return run_check(
        Request(
            article=article,
            book=book,
            published=published,
            language=language,
            html=html,
            claim_review=claim_review,
            fail_on=fail_on,
            json=json,
        )
    )


@app.command(sort_key=6, help_epilogue="")
def explain(
    entity: str,
    /,
    *,
    as_of: date | None = None,
    book: Book = "book",
    json: Flag = False,
) -> None:
    """Say what the book knows of an artist, a release or a track, and from whom.

    For example: `recordbook explain '"Layover" by "V"'`

    Args:
        entity: Its name, `"NAME" by "ARTIST"`, or an id such as artist:v or spotify:track:...
        as_of: The day of its bounds; by default the last that was read of it.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.terminal.explaining import run_explain  # noqa: PLC0415 - --help stays quick

    run_explain(book, entity, as_of=as_of, json=json)


@app.command(sort_key=7, help_epilogue="")
def stitch(
    *keys: str,
    same_title: Flag = False,
    all_: Annotated[Flag, Parameter(name="--all")] = False,
    dry_run: Flag = False,
    book: Book = "book",
    json: Flag = False,
) -> None:
    """Show the counters that seem to go on under another key, and join those that you name.

    A page that changes a track's id shows its count under another key from one day to the next.
    Without an option nothing is joined. What is joined can be taken back: see the pages.

    For example: `recordbook stitch --same-title`

    Args:
        keys: Keys of the moves to join, old or new: spotify:track:...
        same_title: Join every move between keys of one title.
        all_: Join every move that was found.
        dry_run: Say what would be joined, and join nothing.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.terminal.stitching import Choice, run_stitch  # noqa: PLC0415 - same

    choice = Choice(keys=keys, same_title=same_title, every=all_)
    run_stitch(book, choice, dry_run=dry_run, json=json)


@app.command(sort_key=8, help_epilogue="")
def find(
    search: Annotated[Search | None, Parameter(name="*")] = None,
    *,
    book: Book = "book",
    json: Flag = False,
) -> None:
    """Find the records of a day: what became true that was not true the day before.

    Without a day it is the last day of the book. Each record is told of the widest cohort in which
    it holds, and is proven before it is shown.

    For example: `recordbook find --since 2023-12-01 --cohort 'albums by K-pop soloists'`

    Args:
        search: What is looked for.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.terminal.finding import run_find  # noqa: PLC0415 - --help stays quick

    run_find(book, search or Search(), json=json)


@app.command(sort_key=10, help_epilogue="")
def tell(
    claim: str,
    /,
    telling: Annotated[Telling | None, Parameter(name="*")] = None,
    *,
    book: Book = "book",
    json: Flag = False,
) -> None:
    """Tell a claim as it stands: a post, an article, a picture, or all of its evidence.

    Nothing is said that the proof or a sourced fact does not carry. What is undecided, refuted or
    withdrawn is told as that, in words that cannot be taken for a record.

    For example: `recordbook tell '"Layover" by "V": every track >= 60M streams as of 2023-12-16'`

    Args:
        claim: The claim, in quotes, or the key of a record.
        telling: How it is told.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.terminal.telling import run_tell  # noqa: PLC0415 - --help stays quick

    run_tell(book, claim, telling or Telling(), json=json)


app.command(reactions)


@app.command(name="next", sort_key=9, help_epilogue="")
def next_(
    *,
    cohort: str = "tracks",
    measure: str = "total",
    within: int = 30,
    platform: str | None = None,
    book: Book = "book",
    json: Flag = False,
) -> None:
    """Say who will reach the next round number when, and how well such forecasts came true.

    A forecast is no part of any verdict. It is made of counters that were read day by day; the
    days between which it should lie come from how far earlier ones of the same book were off.

    For example: `recordbook next --cohort 'albums by K-pop soloists' --measure 'every track'`

    Args:
        cohort: Among these, in the words of a claim: 'tracks by female soloists'.
        measure: What is counted: total, 'album total' or 'every track'.
        within: Who is expected there in so many days.
        platform: Of this platform; by default the book's, where it has but one, or spotify.
        book: The folder or address of the book.
        json: Print JSON for programs.
    """
    from recordbook.terminal.coming import run_next  # noqa: PLC0415 - --help stays quick

    run_next(book, cohort, measure, within=within, platform=platform, json=json)


def run(arguments: Sequence[str]) -> int:
    """Run a command line; its exit status: 0 answered, 1 something failed, 2 wrongly used.

    `check --fail-on` answers with 3 where it found what it was told to look for.
    """
    from recordbook.terminal.failing import failed, misused  # noqa: PLC0415 - same

    json = "--json" in arguments
    try:
        status = app(
            arguments, exit_on_error=False, print_error=False, result_action="return_value"
        )
    except CycloptsError as error:
        return misused(error, json=json)
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - nobody is shown a traceback
        return failed(error, json=json)
    return status if isinstance(status, int) else 0
