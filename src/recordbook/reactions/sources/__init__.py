"""Posts out of files, one module per platform."""
