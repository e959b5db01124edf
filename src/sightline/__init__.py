"""Sightline: from every sentence of a report there is a line of sight to the evidence."""

__version__ = "0.1.0"
