"""What can be wrong with a workspace beyond its book."""

from __future__ import annotations

from recordbook.errors import CatalogueError, ClaimError, LedgerError


class NoDemo(LedgerError):
    """The folder is no book of the demo's facts."""


class TwoRecordings(CatalogueError):
    """The catalogue says that the keys of a move are different recordings."""

    def __init__(self, message: str) -> None:
        super().__init__(
            f"the catalogue says that these are different recordings: {message}",
            remedy="leave the move out, or correct the identities first",
        )


class NothingRead(LedgerError):
    """The book holds no figures of the platform."""


class Disagreement(ClaimError):
    """The finder and the prover disagree about a record, so one of them is wrong."""

    def __init__(self, claim: str) -> None:
        super().__init__(
            f"found as a record, but not proven: {claim}",
            remedy="this is an error in recordbook: please report it, with the claim",
        )


class TooLargeToAudit(LedgerError):
    """The book has more rows than the oracle, which tries everything, can take in."""

    def __init__(self, rows: int, most: int) -> None:
        super().__init__(
            f"an audit tries everything in plain Python: this book has {rows:,} rows, and it takes"
            f" {most:,} at most",
            remedy="audit a smaller book: the rows of some artists, or of fewer days",
        )


class NoRecord(LedgerError):
    """The record log knows no record of that key."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"no record has the key {key!r}",
            remedy="name the claim itself, or look for the key with `recordbook find --changes`",
        )


class NoCohort(ClaimError):
    """The words name no cohort."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"{said!r} names no cohort",
            remedy='say whom, as a claim does: "albums by K-pop soloists", "tracks"',
        )


class NoForecast(LedgerError):
    """Nothing can be forecast of it."""

    def __init__(self, because: str) -> None:
        super().__init__(
            f"nothing can be forecast: {because}",
            remedy="forecasts are made of counters that were read day by day for some weeks",
        )
