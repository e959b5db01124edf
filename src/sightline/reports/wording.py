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
        "prove", "has proof", "have proof",
        "demonstrated", "demonstrates", "verified", "undoubtedly", "beyond doubt", "beyond any doubt",
        "beyond reasonable doubt", "beyond a doubt", "beyond all doubt", "without doubt", "without a doubt",
        "without any doubt", "no doubt", "no room for doubt", "no room for any doubt", "cannot be doubted",
        "certainly", "is certain that", "are certain that", "is sure that", "are sure that",
        "unquestionably", "beyond question", "no question that", "unmistakably",
        "indisputably", "indisputable", "irrefutably", "irrefutable", "incontrovertibly", "incontrovertible",
        "indubitably", "unequivocally", "conclusively", "definitively", "definitely", "clearly", "plainly",
        "obviously", "surely", "it is clear that", "it is evident that", "it is obvious that",
        "it is a fact that", "beyond dispute", "the office knows", "in fact",
        "violated", "breached", "contravened", "infringed", "circumvented", "evaded sanctions",
        "acted in breach", "was in breach", "were in breach", "is in breach", "are in breach",
        "in violation of", "in contravention of", "was a breach of", "was a violation of", "were a breach of",
        "were a violation of", "constituted a breach", "constituted a violation",
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

_NEGATION = re.compile(
    r"\b(?:not|never|no|neither|nor|nobody|nothing|unable to|cannot|without|whether|if)\b[\w\s,-]{0,40}$"
)
BREACH = frozenset(
    {
        "violated", "breached", "contravened", "infringed", "circumvented", "evaded sanctions",
        "acted in breach", "was in breach", "were in breach", "is in breach", "are in breach",
        "in violation of", "in contravention of", "was a breach of", "was a violation of", "were a breach of",
        "were a violation of", "constituted a breach", "constituted a violation",
    }
)  # fmt: skip
"""Words of what was assessed, not of how surely it is known: an assessment may conclude on them."""
OTHER_USES = frozenset(
    {
        "documented", "documents show", "established", "confirmed", "confirms", "demonstrated",
        "demonstrates", "verified", "clearly", "plainly", "in fact",
    }
)  # fmt: skip
"""Words of certainty that have other uses: who words no finding may write them."""
_OPEN = {"prove": re.compile(r"\b(?:to|could|would|should|might|may|can|shall|will|must) $")}
"""what leaves open, before a word, what it would say"""
_MANNER = re.compile(
    r" (?:marked|labell?ed|legible|readable|visible|written|printed|painted|audible|separate\w*|different|"
    r"distinguish\w*|identified|named)\b"
)
"""what is clearly so to the eye, and not beyond doubt"""
_SAID = re.compile(
    r"(?<!\boffice )(?<!\bpanel )(?<!\bexperts )(?<!\bwe )\b(?:(?:found|finds|held|holds|ruled|rules) that|"
    r"repl(?:y|ies|ied)|answer(?:s|ed)?|sa(?:ys|id)|stat(?:es|ed)|wr(?:ites|ote)|claim(?:s|ed)|according to|"
    r"told|den(?:y|ies|ied|ying)|contest(?:s|ed)?|argue[sd]?|insist(?:s|ed)?|informed|tribunals?|judges?|"
    r"jury|juries|courts?|prosecutors?|judgments?|indictments?)\b[^;]*$"
)
"""who speaks of another's words may use them"""
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|«[^»]*»")
_ASSESSES = re.compile(r"\b(?:assess(?:es|ed)? that)\b")


def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    choices = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"\b(?:{choices})\b")


_PATTERNS = {standard: _pattern(words) for standard, words in VOCABULARY.items()}


_BREACHES = _pattern(tuple(BREACH))


def breach_words(text: str) -> list[str]:
    """The words of a text that say that something was breached, denied or not."""
    return _BREACHES.findall(" ".join(text.casefold().split()))


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
            before, after = plain[: match.start()], plain[match.end() :]
            if match[0] in _OPEN and _OPEN[match[0]].search(before):
                continue
            if match[0].endswith("ly") and _MANNER.match(after):
                continue
            bound = needed
            if hedged and match[0] in BREACH and match.start() >= hedged.end():
                bound = Standard.ASSESSED
            if bound.rank > standard.rank and not _NEGATION.search(before):
                yield match[0], bound


def certain_words(text: str) -> Iterator[str]:
    """The words by which a text that words no finding is beyond doubt in its own voice.

    What somebody else is told to have said or found, and what stands in quotation marks, is theirs.
    """
    own = " ".join(_QUOTED.sub(" ", text).casefold().split())
    for word, needed in strong_words(own, Standard.ASSESSED):
        certain = needed is Standard.DOCUMENTED and word not in OTHER_USES and word not in BREACH
        if certain and not _SAID.search(own.partition(word)[0]):
            yield word
