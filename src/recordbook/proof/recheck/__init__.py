"""Check a certificate against its book: a second, plain implementation that stands alone.

    python -m recordbook.proof.recheck CERTIFICATE --book ADDRESS

Nothing is shared with the prover: no module, no SQL; only pyarrow and deltalake are needed, and the
folder can be copied anywhere and run as `python -m recheck`. What a certificate says may be weaker
than what the book's rows give, never stronger, and the verdict must follow.
"""

from .check import Result, recheck

__all__ = ["Result", "recheck"]
