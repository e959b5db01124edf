"""Shapes of payment between accounts: from transfers to what was found."""
