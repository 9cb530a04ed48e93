"""Hashes of words of hate, for `reactions/languages/<code>/refused.toml`.

    python tools/hate_terms.py < words.txt

The words themselves stand nowhere in the project: nobody who works on it should have to read them,
and no list of them should go out with it. A hash is no secret, only a veil.
"""

from __future__ import annotations

import sys

from recordbook.reactions.terms import hashed


def main() -> None:
    """Print the hash of each line."""
    for line in sorted({hashed(line) for line in sys.stdin if line.strip()}):
        print(f'    "{line}",')


if __name__ == "__main__":
    main()
