"""Generated companies, banks and papers and what was planted in them."""
