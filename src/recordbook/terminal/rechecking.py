"""`recordbook recheck`."""

from __future__ import annotations

import json as form
from typing import TYPE_CHECKING, Any, cast

from recordbook.claims.serial import from_json
from recordbook.errors import ClaimError
from recordbook.ledger import Book
from recordbook.proof.recheck import recheck
from recordbook.proof.recheck.bundle import BadBundle, is_bundle, opened
from recordbook.terminal.errors import NoCertificate
from recordbook.terminal.failing import FAILED
from recordbook.terminal.figures import many
from recordbook.terminal.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from recordbook.proof.recheck import Result

_SHOWN = 20


def run_recheck(path: Path, book: str, *, json: bool) -> int:
    """Print whether the certificate holds in the book; the exit status says it too."""
    certificate, beside = _read(path)
    result = _as_told(certificate, recheck(certificate, Book.open(book).address))
    if beside:
        result = result._replace(ok=False, problems=[*result.problems, *beside])
    page = Page()
    if json:
        page.json({"holds": result.ok, "problems": result.problems, "checked": result.checked})
    else:
        _show(page, certificate, result)
    return 0 if result.ok else FAILED


def _as_told(certificate: dict[str, Any], result: Result) -> Result:
    """The result; a problem too where the text is not that of the claim, word for word.

    `recheck` reads names, numbers, family and day in it: the grammar is no part of that package.
    """
    if not result.ok:
        return result
    said = certificate["body"]["claim"]
    try:
        text = str(from_json(said["json"]))
    except ClaimError as error:
        return result._replace(ok=False, problems=[f"the claim cannot be read: {error}"])
    if text == said["text"]:
        return result
    return result._replace(ok=False, problems=[f"the text tells another claim than: {text}"])


def _read(path: Path) -> tuple[dict[str, Any], list[str]]:
    """A certificate, by itself or in a bundle, and the problems with what lies beside it."""
    remedy = "name a file that `prove --certificate FILE` or `tell --as bundle --out FILE` wrote"
    beside: list[str] = []
    try:
        found: object
        if is_bundle(path):
            found, beside = opened(path)
        else:
            found = form.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, IsADirectoryError) as error:
        raise NoCertificate(f"{path}: there is no such file", remedy=remedy) from error
    except BadBundle as error:
        raise NoCertificate(
            f"{path}: this is no evidence bundle: {error}", remedy=remedy
        ) from error
    except (ValueError, RecursionError) as error:
        raise NoCertificate(f"{path}: this is not JSON: {error}", remedy=remedy) from error
    if not isinstance(found, dict):
        raise NoCertificate(f"{path}: this is no certificate", remedy=remedy)
    return cast("dict[str, Any]", found), beside


def _show(page: Page, certificate: dict[str, Any], result: Result) -> None:
    if result.ok:
        body = certificate["body"]
        page.console.print("The certificate holds.")
        page.line(body["claim"]["text"])
        page.verdict(
            body["verdict"], f" ({body['grade']}), ledger version {body['ledger']['version']}"
        )
        page.line(
            "checked: " + ", ".join(f"{number:,} {of}" for of, number in result.checked.items())
        )
        return
    page.console.print(f"The certificate does not hold: {many(len(result.problems), 'problem')}.")
    for problem in result.problems[:_SHOWN]:
        page.line(problem)
    if len(result.problems) > _SHOWN:
        page.line(f"and {len(result.problems) - _SHOWN:,} more (all with --json)", indent=4)
