"""Frozen nouns without I/O. Everything above speaks in these words."""
