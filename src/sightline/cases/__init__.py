"""Investigations: cases, findings, hearings and stances, each a table of legal moves and rows only added."""
