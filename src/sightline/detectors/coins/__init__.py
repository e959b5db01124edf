"""Stolen coins: from transfers on a chain to where they went."""
