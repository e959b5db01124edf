"""Two initials beside a surname that are a form of company or a title as well: *Larijani S.A.*"""

from __future__ import annotations

from sightline.names.words import INITIALLED, is_tabled


def initials_meant(text: str) -> str:
    """*O. F. Silchenko* for *Silchenko O.F.*, in front and apart as no form of company stands; empty for
    others."""
    parted = INITIALLED.fullmatch(text) if "." in text else None
    if (
        not parted
        or bool(parted[1]) == bool(parted[4])
        or not is_tabled(parted[2].lower(), parted[3].lower())
    ):
        return ""
    return f"{parted[2]}. {parted[3]}. {parted[1] or parted[4]}"
