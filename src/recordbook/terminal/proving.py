"""`recordbook prove`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recordbook.claims import parse
from recordbook.proof.certificate import write
from recordbook.proof.shape import as_dict
from recordbook.system import Workspace
from recordbook.system.turning import turns
from recordbook.terminal.page import Page
from recordbook.terminal.verdict import show

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path


def run_prove(
    book: str,
    claim: str,
    *,
    as_of: date | None,
    as_known: str | None,
    certificate: Path | None,
    json: bool,
) -> None:
    """Judge the claim and print the proof."""
    asked = parse(claim, default_as_of=as_of)
    workspace = Workspace.open(book)
    moment = as_known if as_known is not None else asked.known_at
    prover = workspace.prover(int(moment) if moment is not None and moment.isdigit() else moment)
    proof = prover.prove(asked)
    if certificate is not None:
        write(proof, certificate)
    page = Page()
    if json:
        page.json(as_dict(proof))
    else:
        show(page, proof, turns(prover, proof))
        if certificate is not None:
            page.line(f"its certificate is in {certificate}")
