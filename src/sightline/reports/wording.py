"""The controlled vocabulary: which words a sentence may use at which standard of proof.

A proposal after Panel practice (documented; assesses; a Member State informed it; continues to
investigate), not yet compared with a written UN rule. Each word belongs to the weakest rung that may
use it; a sentence on a weaker rung may not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sightline.model.casework import Standard

VOCABULARY: dict[Standard, tuple[str, ...]] = {
    Standard.DOCUMENTED: (
        "documented", "documents show", "established", "confirmed", "confirms", "proved", "proven", "proves",
        "demonstrated", "demonstrates", "verified", "undoubtedly", "beyond doubt", "beyond any doubt",
        "beyond reasonable doubt", "without doubt", "without any doubt", "no doubt", "certainly",
        "unquestionably", "beyond question", "no question that", "it is certain that", "unmistakably",
        "indisputably", "conclusively", "in fact",
        "violated", "breached", "acted in breach", "was in breach", "were in breach", "is in breach",
    ),
    Standard.ASSESSED: (
        "assesses", "assessed", "concludes", "concluded", "considers that", "finds that", "found that",
        "likely", "probably", "highly probable", "reasonable grounds",
    ),
    Standard.REPORTED: (
        "a member state informed", "a member state reported", "according to a member state",
        "informed the office", "informed the panel",
    ),
    Standard.INVESTIGATING: (
        "continues to investigate", "is investigating", "has yet to receive", "alleged", "allegedly",
        "may have",
    ),
}  # fmt: skip
"""Words by the weakest standard that may use them."""

_NEGATION = re.compile(r"\b(?:not|never|no|neither|nor|unable to|cannot|without|whether|if)\b[\w\s,-]{0,40}$")
BREACH = frozenset(
    {"violated", "breached", "acted in breach", "was in breach", "were in breach", "is in breach"}
)
"""Words of what was assessed, not of how surely it is known: an assessment may conclude on them."""
_ASSESSES = re.compile(r"\b(?:assess(?:es|ed)? that)\b")


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    choices = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{choices})\b")


_PATTERNS = {standard: _pattern(words) for standard, words in VOCABULARY.items()}


def strong_words(text: str, standard: Standard) -> Iterator[tuple[str, Standard]]:
    """The words that need more than `standard`, with the standard each needs.

    A word that is denied or put in question just before (`could not be confirmed`, `whether it is
    established`) claims nothing and is passed over. `assesses that … was in breach` is the wording
    of an assessment, so a word of breach behind `assesses that` is held to it; a word of certainty
    (`assesses that … undoubtedly passed`) is not.
    """
    plain = " ".join(text.casefold().split())
    hedged = _ASSESSES.search(plain)
    for needed, pattern in _PATTERNS.items():
        for match in pattern.finditer(plain):
            bound = needed
            if hedged and match[0] in BREACH and match.start() >= hedged.end():
                bound = Standard.ASSESSED
            if bound.rank > standard.rank and not _NEGATION.search(plain[: match.start()]):
                yield match[0], bound
