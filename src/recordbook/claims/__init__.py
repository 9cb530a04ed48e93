"""The claim language: pure values, no input or output."""
