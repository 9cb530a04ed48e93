"""What the terminal is printed with: headed sections, tables and plain lines, in rich."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NARROWEST, USUAL, WIDEST = 80, 100, 140
"""Columns: fewer are not used, these where nobody says, and more do not read well."""

_VERDICTS = {"proven": "bold green", "refuted": "bold red", "undecided": "bold yellow"}


class _Console(Console):
    """Leaves it to the command line to end where the reader, such as `head`, has seen enough."""

    def on_broken_pipe(self) -> None:
        """Tell the command line, which ends as if all had been read."""
        raise BrokenPipeError


@dataclass(frozen=True)
class Page:
    """A page on the terminal, or in the file that it is sent to."""

    errors: bool = False

    @cached_property
    def console(self) -> Console:
        """Where it is printed: no colour and no control codes unless it is a terminal."""
        columns = shutil.get_terminal_size((USUAL, 24)).columns
        return _Console(
            stderr=self.errors,
            width=min(max(columns, NARROWEST), WIDEST),
            markup=False,
            emoji=False,
            highlight=False,
        )

    def gap(self) -> None:
        """An empty line."""
        self.console.print()

    def title(self, text: str) -> None:
        """The head of a part of the page."""
        self.gap()
        self.console.print(Text(text, style="bold"))

    def line(self, text: str | Text, *, indent: int = 2) -> None:
        """A line, or several where it is long."""
        text = Text(text) if isinstance(text, str) else text
        for part in text.wrap(self.console, self.console.width - indent):
            part.rstrip()
            self.console.print(Text(" " * indent).append_text(part))

    def verdict(self, verdict: str, rest: str) -> None:
        """The verdict, in a word and a colour, and what goes with it."""
        self.line(Text.assemble((verdict, _VERDICTS[verdict]), rest))

    def fields(self, pairs: Iterable[tuple[str, str | Text]]) -> None:
        """Names and what they hold, one below the other."""
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column()
        for name, value in pairs:
            grid.add_row(name, value)
        self.line_up(grid)

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """A table; ">" before a column's head says that it holds numbers, "|" that none is cut."""
        grid = Table(
            box=SIMPLE_HEAD,
            padding=(0, 1, 0, 0),
            pad_edge=False,
            show_edge=False,
            show_header=any(columns),
            header_style="dim",
        )
        for name in columns:
            numbers = name.startswith(">")
            grid.add_column(name.lstrip(">|"), justify="right" if numbers else "left")
            grid.columns[-1].no_wrap = name.startswith((">", "|"))
            grid.columns[-1].overflow = "fold"  # a name is never cut short
        for row in rows:
            grid.add_row(*map(Text, row))
        self.line_up(grid)

    def line_up(self, table: Table) -> None:
        """A table, set in by two columns."""
        self.console.print(Padding(table, (0, 0, 0, 2), expand=False))

    def command(self, text: str) -> None:
        """A line to type or copy: never cut in two."""
        self.console.print(f"  {text}", soft_wrap=True)

    def json(self, value: object) -> None:
        """A value as JSON, for programs: not cut into lines of any width."""
        import json  # noqa: PLC0415 - not every page needs it

        print(json.dumps(value, ensure_ascii=False, indent=2), file=self.console.file)
