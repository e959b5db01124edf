"""Of whom a sentence tells something: the party named before a verb, and what its clause says."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from sightline.reports.mentions import short_names
from sightline.reports.problem import LintContext

OTHERS = re.compile(
    r"\b(?:office|panel|experts?|records?|documents?|court|regist(?:ry|er)|data|images?|minist\w+|"
    r"member states?|authorit\w+)\b",
    re.I,
)
"""who speaks in a report beside its parties"""
_ANOTHER = re.compile(
    r"\b(?:which|who|whom|whose|while)\b|\b"
    r"(?:and|but|nor|as|when|because|since) (?:the|its|their|a|an|no|some)\b",
    re.I,
)
_OBJECT = re.compile(r"\b(?:of|to|with|for|by|from|against|on|about|asked) (?:the )?$", re.I)
_ASIDE = re.compile(r",[^,]*,")
_COMMON = frozenset(
    {
        "the", "and", "that", "was", "were", "had", "has", "have", "not", "for", "with", "its", "their",
        "this", "from", "which", "been", "are", "but", "all", "any", "about", "into", "when", "whether",
        "did", "does", "who", "will", "would", "office", "panel", "told",
    }
)  # fmt: skip
COVERS = 0.6
"""share of the telling words of a clause from which on another says the same"""

Called = Mapping[str, re.Pattern[str]]
"""by party, a pattern of what it is called"""


def called(context: LintContext) -> dict[str, re.Pattern[str]]:
    """What each party is called: its name, those the record gives it, and a company's short name."""
    parties = context.parties
    found = {}
    for id, party in parties.items():
        others = [one.name for one in parties.values() if one.id != id]
        names = {party.name, *context.names.get(party.entity, ()), *short_names(party, others)}
        every = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True) if name.strip())
        found[id] = re.compile(rf"(?<!\w)(?:{every or '(?!)'})(?!\w)", re.I)
    return found


def names_party(text: str, pattern: re.Pattern[str]) -> bool:
    """Whether a text calls a party by one of its names, with a capital letter where it has one."""
    return any(_is_name(found[0]) for found in pattern.finditer(text))


def subject(text: str, at: int, known: Called, marked: Collection[str]) -> str:
    """The party of which the verb at a place of a text tells; empty where that is somebody else, or unclear.

    The last party named before the verb in its clause, else the only one that the sentence marks.
    """
    clause = re.split(r"[.;:]\s", text[:at])[-1]
    last, party = None, ""
    for id, pattern in known.items():
        for found in pattern.finditer(clause):
            if _is_name(found[0]) and (last is None or found.end() > last.end()):
                last, party = found, id
    if last is None:
        return next(iter(marked)) if len(marked) == 1 and not OTHERS.search(clause) else ""
    between = clause[last.end() :]
    if between.startswith(("'s ", "’s ")) or _OBJECT.search(clause[: last.start()]):
        return ""
    between = _ASIDE.sub(" ", between)
    return "" if OTHERS.search(between) or _ANOTHER.search(between) else party


def _is_name(found: str) -> bool:
    return found[0] != found[0].lower() or found[0].lower() == found[0].upper()


def says_the_same(clause: str, other: str) -> bool:
    """Whether another text has most of the telling words of a clause."""
    wanted = telling(clause)
    return len(wanted) > 1 and len(wanted & telling(other)) >= COVERS * len(wanted)


@lru_cache(maxsize=20_000)
def telling(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, without their endings."""
    words = re.findall(r"[^\W_]{3,}", text.casefold())
    return frozenset(_stem(word) for word in words if word not in _COMMON)


def _stem(word: str) -> str:
    for ending in ("ing", "ied", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return re.sub(r"(.)\1$", r"\1", word.rstrip("e"))
