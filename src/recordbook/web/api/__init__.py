"""The API: the shapes that `--json` prints, by address."""
