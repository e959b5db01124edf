"""Whether a measure covers what a question is about: goods by code, services by words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.model.check import Question
from sightline.model.measure import Direction, Effect, Measure

_SMALL = frozenset(["a", "an", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
_SAME = {"reinsurance": "insurance", "insuring": "insurance", "bunker": "bunkering", "crew": "crewing"}


@dataclass(frozen=True, slots=True)
class Match:
    """How a measure covers a question. `partly`: the question leaves open whether it does."""

    how: str
    partly: str = ""


def goods(measure: Measure, question: Question) -> Match | None:
    """By HS code; None where the measure does not look that way or names no such code."""
    if not question.hs or not looks(measure, question):
        return None
    codes = [*measure.hs, *measure.hs_reading]
    above = max((code for code in codes if question.hs.startswith(code)), key=len, default="")
    if above:
        how = f"The code {question.hs} falls under {above} (codes: {measure.mark_of('codes')})."
        part = (
            f"whether the goods are among those meant: of HS {above} only a part is"
            if above in measure.hs_part
            else ""
        )
        return Match(how, part)
    below = [code for code in codes if code.startswith(question.hs)]
    if below:
        named = ", ".join(below)
        return Match(
            f"Of {question.hs} the rule names {named}.", f"the HS code to six digits: the rule names {named}"
        )
    return None


def looks(measure: Measure, question: Question) -> bool:
    """Whether the goods move the way the measure looks at; transit through the DPRK counts as out of it."""
    into = question.target == "kp"
    out = "kp" in {question.source, question.origin} or (not into and "kp" in question.via)
    ways = {Direction.IMPORT: into, Direction.EXPORT: out, Direction.BOTH: into or out}
    return ways.get(measure.direction, False)


def services(measure: Measure, question: Question) -> Match | None:
    """By words: all words of one of the measure's services in the question's, or the other way round."""
    asked = words(question.service)
    if not asked:
        return None
    lines = [(line, words(line)) for line in measure.services]
    for line, named in lines:
        if named and named <= asked:
            return Match(f"The service is {line}.")
    wider = [line for line, named in lines if asked < named]
    if wider:
        return Match(f"The rule names {', '.join(wider)}.", f"whether the service is {' or '.join(wider)}")
    return None


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


def any_goods(measure: Measure) -> bool:
    """Whether it binds any goods of a certain use, list or worth."""
    return measure.effect is Effect.WATCH or measure.id == "lux"
