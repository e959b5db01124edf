"""A text cut so that it fits a heading, a link or a row."""

from __future__ import annotations


def shortened(text: str, most: int) -> str:
    """A text of at most so many letters: cut after a word, with an ellipsis; a long first word inside it."""
    if len(text) <= most:
        return text
    cut = text[:most]  # a letter more than there is room for: it may be the space
    head = cut.rpartition(" ")[0].rstrip() or cut[:-1]
    return head.rstrip(" ,;:.([“") + "…"
