"""Companies, banks and people behind payments and papers: from registers and papers to what was found."""
