"""Entities from statements: which version of a list holds on a day, what it says of whom, what changed."""
