"""Text to canonical value, one kind per file. Nothing here guesses: what is not understood is said so."""
