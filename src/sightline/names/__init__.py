"""How a name may be written: from any text to comparable tokens."""
