"""Whether a measure covers what a question is about: goods by code, services by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sightline.model.check import Question
from sightline.model.measure import Direction, Effect, Measure, Nexus

_SMALL = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_SAME = {
    "reinsurance": "insurance",
    "insuring": "insurance",
    "bunker": "bunkering",
    "charter": "chartering",
    "insure": "insurance",
    "crew": "crewing",
    "labour": "employment",
    "labor": "employment",
    "worker": "employment",
}


@dataclass(frozen=True, slots=True)
class Match:
    """How a measure covers a question. `partly`: the question leaves open whether it does."""

    how: str
    partly: str = ""


def goods(measure: Measure, question: Question) -> Match | None:
    """By HS code; None where the measure does not look that way or names no such code."""
    if not question.hs or not (measure.hs or measure.hs_reading) or not looks(measure, question):
        return None
    hs, above = question.hs, ""
    codes = (*measure.hs, *measure.hs_reading)
    for code in codes:
        if hs.startswith(code) and len(code) > len(above):
            above = code
    if above:
        how = f"The code {question.hs} falls under {above} (codes: {measure.mark_of('codes')})."
        part = (
            f"whether the goods are among those meant: of HS {above} only a part is"
            if above in measure.hs_part
            else ""
        )
        return Match(how, part)
    below = [code for code in codes if code.startswith(hs)]
    if below:
        named = ", ".join(below)
        return Match(
            f"Of {question.hs} the rule names {named}.", f"the HS code to six digits: the rule names {named}"
        )
    return None


def looks(measure: Measure, question: Question) -> bool:
    """Whether the goods move the way the measure looks at; transit through the DPRK counts as out of it."""
    into = question.target == "kp"
    if measure.direction is Direction.IMPORT:
        return into
    if measure.direction not in (Direction.EXPORT, Direction.BOTH):
        return False
    out = "kp" in (question.source, question.origin) or (not into and "kp" in question.via)
    return out or (into and measure.direction is Direction.BOTH)


def services(measure: Measure, question: Question) -> Match | None:
    """By words: all words of one of the measure's services in the question's, or the other way round."""
    if not question.service or not (asked := words(question.service)):
        return None
    lines = [(line, words(line)) for line in measure.services]
    for line, named in lines:
        if named and named <= asked:
            return Match(f"The service is {line}.")
    wider = [line for line, named in lines if asked < named]
    if wider:
        return Match(f"The rule names {', '.join(wider)}.", f"whether the service is {' or '.join(wider)}")
    return None


@lru_cache(maxsize=4096)
def words(text: str) -> frozenset[str]:
    """Words of a service in one form: small letters, no plural."""
    plain = (_plain(word) for word in re.findall(r"\w+", text.casefold()) if word not in _SMALL)
    return frozenset(plain)


def _plain(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is")):
        word = word[:-1]
    return _SAME.get(word, word)


def known_services(measures: Iterable[Measure]) -> frozenset[str]:
    """Every service the measures name."""
    return frozenset(line for measure in measures for line in measure.services)


def may_concern(measure: Measure, question: Question) -> bool:
    """Whether it can have anything to say: it looks at something that the question has."""
    if question.service:
        return True
    if measure.nexus is not Nexus.DPRK:
        return bool(question.screened)
    return bool(measure.hs or measure.hs_reading) or any_goods(measure)


def any_goods(measure: Measure) -> bool:
    """Whether it binds any goods of a certain use, list or worth."""
    return measure.effect is Effect.WATCH or measure.id == "lux"
