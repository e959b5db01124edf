"""One file per evasion pattern: from read-only tables and typed parameters to what was found."""
