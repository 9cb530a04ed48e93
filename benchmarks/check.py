"""An article of a thousand words against a catalogue of a million names."""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
from timing import peak_memory
from world import batch

from recordbook.catalogue.names import fold
from recordbook.catalogue.tables import CREDITS, FACTS, NAMES, TRACKS
from recordbook.ledger import Book
from recordbook.scrutiny import check, read
from recordbook.scrutiny.shape import tally
from recordbook.system import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from recordbook.scrutiny import Article

_DAY = date(2024, 6, 3)
_WORDS = (
    *("night", "blue", "love", "home", "rain", "moon", "garden", "heart", "light", "river"),
    *("summer", "winter", "fire", "dance", "dream", "city", "road", "golden", "paper", "glass"),
    *("silver", "wild", "echo", "letter", "ghost", "crown", "star", "ocean", "gravity", "velvet"),
)
_PER_ALBUM, _PER_ARTIST = 10, 50
_CLAIMS = (
    '"{album}" by {artist} is the first album by a K-pop soloist to reach 1 billion streams there.',
    '{artist} released "{album}" on March 3, 2020, and the tour that followed sold out at once.',
    '"{track}" by {artist} has surpassed 60 million streams on Spotify.',
    '"{track}" reached 100 million streams in 48 days, according to a chart account.',
)
_REST = (
    "Fans of {artist} took to social media over the weekend to celebrate what it means to them.",
    "I think that nobody else sings about night and rain and home with so much light and love.",
    '"We heard {track} in every street that summer," one of them wrote below a picture of the sea.',
    "The singer, who grew up between two rivers, wrote {album} in a small room above a bakery.",
)


def title(number: int) -> str:
    """A title of common words; no two numbers have the same."""
    base = len(_WORDS)
    first, rest = number % base, number // base
    tail = f" {np.base_repr(rest // base, 36)}" if rest >= base else ""
    return f"{_WORDS[first].title()} {_WORDS[rest % base].title()}{tail}"


def catalogue(tracks: int) -> dict[str, pa.Table]:
    """Names of that many tracks, of their albums and artists, with credits, lists and facts."""
    albums, artists = tracks // _PER_ALBUM, tracks // _PER_ARTIST
    ids = {
        "recording": [f"recording:{n}" for n in range(tracks)],
        "release": [f"release:{n}" for n in range(albums)],
        "artist": [f"artist:{n}" for n in range(artists)],
    }
    names = [title(7 * n + shift) for shift, kind in enumerate(ids) for n in range(len(ids[kind]))]
    entity = [one for some in ids.values() for one in some]
    kind = [kind for kind, some in ids.items() for _ in some]
    made_by = [f"artist:{n // _PER_ARTIST}" for n in range(tracks)]
    made_by += [f"artist:{n * _PER_ALBUM // _PER_ARTIST}" for n in range(albums)]
    people, released = ids["artist"], ["2020-03-03"] * albums
    facts = [
        *((one, "act type", "soloist") for one in people),
        *((one, "scene", "k-pop") for one in people),
        *zip(ids["release"], ["released"] * albums, released, strict=True),
        *((one, "release type", "full album") for one in ids["release"]),
    ]
    said = dict(zip(("entity", "attribute", "value"), zip(*facts, strict=True), strict=True))
    return {
        "names": _table(
            NAMES,
            entity=entity,
            kind=kind,
            name=names,
            folded=[fold(one) for one in names],
            form="name",
        ),
        "credits": _table(
            CREDITS, item=ids["recording"] + ids["release"], artist=made_by, role="main"
        ),
        "tracks": _table(
            TRACKS,
            release=np.repeat(ids["release"], _PER_ALBUM),
            edition="",
            position=np.tile(np.arange(1, _PER_ALBUM + 1), albums),
            recording=ids["recording"],
        ),
        "facts": _table(FACTS, **said, grade="reported"),
    }


def _table(schema: pa.Schema, **given: object) -> pa.Table:
    """A table of a schema: a text stands in every row, null where nothing is given."""
    rows = next(len(values) for values in given.values() if not isinstance(values, str))
    given.setdefault("source", "made")
    columns = []
    for field in schema:
        values = given.get(field.name)
        if values is None:
            columns.append(pa.nulls(rows, field.type))
        elif isinstance(values, str):
            columns.append(pa.repeat(pa.scalar(values, field.type), rows))
        else:
            columns.append(pa.array(values).cast(field.type))
    return pa.Table.from_arrays(columns, schema=schema)


def article(tracks: int, words: int, seed: int) -> str:
    """About that many words on one artist and a few others: four claims, and much besides."""
    rng = np.random.default_rng(seed)
    said: list[str] = []
    while sum(len(one.split()) for one in said) < words:
        track = int(rng.integers(tracks))
        names = {
            "track": title(7 * track),
            "album": title(7 * (track // _PER_ALBUM) + 1),
            "artist": title(7 * (track // _PER_ARTIST) + 2),
        }
        forms = _REST if said else _CLAIMS
        said += [one.format(**names) for one in forms]
    return " ".join(said)


def timed(what: Callable[[], Article]) -> tuple[float, float, Article]:
    """Seconds on the clock and of the processor, and what came out."""
    clock, processor = time.perf_counter(), time.process_time()
    made = what()
    return time.perf_counter() - clock, time.process_time() - processor, made


def inside(at: Path, tracks: int, words: int) -> None:
    """Warm times and memory, in a process of its own."""
    prover = Workspace.open(at).prover()
    tables = prover.names.tables
    texts = [article(tracks, words, seed) for seed in range(6)]
    before = peak_memory()
    _say("read, first in a process", [timed(lambda: read(texts[0], tables, _DAY))])
    print(f"  linking adds {1000 * (peak_memory() - before):.0f} MB (aim 500)")
    others = [timed(lambda text=text: read(text, tables, _DAY)) for text in texts[1:]]
    _say("read, another article each time (aim 200)", others)
    first = timed(lambda: check(texts[0], prover, published=_DAY))
    _say("check, first in a process", [first])
    again = [timed(lambda: check(texts[0], prover, published=_DAY)) for _ in range(3)]
    _say("check, the same again (aim 200)", again)
    _say(
        "check, another article each time",
        [timed(lambda text=text: check(text, prover, published=_DAY)) for text in texts[1:3]],
    )
    found = first[2].statements
    counted = ", ".join(f"{number} {verdict}" for verdict, number in tally(found).items())
    claims = sum(len(one.claims) for one in found)
    print(f"  {len(found)} statements, {claims} claims: {counted}")
    print(f"  most memory {1000 * peak_memory():.0f} MB, catalogue and proofs included")


def _say(what: str, runs: Sequence[tuple[float, float, Article]]) -> None:
    clock = statistics.median(run[0] for run in runs)
    processor = statistics.median(run[1] for run in runs)
    print(f"  {what:<44} {1000 * clock:8.0f} ms, {1000 * processor:.0f} ms of the processor")


def _processor() -> float:
    """Seconds of the processor that ended processes used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(argv: list[str] | None = None) -> None:
    """Print the rows of the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--tracks", type=int, default=1_000_000)
    parser.add_argument("--words", type=int, default=1_000)
    parser.add_argument("--worlds", type=Path, default=Path("benchmarks/.worlds"))
    parser.add_argument("--inside", action="store_true")
    said = parser.parse_args(argv)
    at = said.worlds / f"names-{said.tracks}"
    if said.inside:
        inside(at, said.tracks, said.words)
        return
    if not at.exists():
        Book.create(at).append(batch("catalogue", catalogue(said.tracks)))
    text = at.with_suffix(".txt")
    text.write_text(article(said.tracks, said.words, 1), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("recordbook")), "check", str(text)]
    command += ["--book", str(at), "--published", _DAY.isoformat(), "--json"]
    start, used = time.perf_counter(), _processor()
    subprocess.run(command, check=True, capture_output=True)
    clock, processor = time.perf_counter() - start, _processor() - used
    print(f"check of {said.words:,} words against {said.tracks:,} tracks, a new process:")
    print(f"  {clock:.2f} s, {processor:.2f} s of the processor (aim 2)")
    once = [sys.executable, __file__, "--inside", "--tracks", str(said.tracks)]
    once += ["--words", str(said.words), "--worlds", str(said.worlds)]
    print(subprocess.run(once, check=True, capture_output=True, text=True).stdout, end="")


if __name__ == "__main__":
    main()
