"""Everything a listed entity and a query have in common or against each other, each reason with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from sightline.matching import (
    address,
    birth_date,
    country,
    imo,
    kind,
    mmsi,
    name_acronym,
    name_same,
    name_syllables,
    name_words,
    nationality,
)
from sightline.matching.compared import Compared, Comparison
from sightline.matching.replay import COMPARISONS, NEVER, eased, evidence, probability
from sightline.matching.weights import BIRTH_DATE_AGREES, BIRTH_DATE_DAY, BIRTH_DATE_SCALE, value
from sightline.model.citation import Citation
from sightline.model.screening import Hit, HitReason
from sightline.screening import commonplace
from sightline.screening.asked_name import Name
from sightline.screening.candidates import BY_WORDS, Candidate
from sightline.screening.changes import Stands, would_change
from sightline.screening.index import Index, Listed
from sightline.screening.kernels import constants
from sightline.screening.question import Given, Question
from sightline.screening.records import ATTRIBUTES, IDENTIFIERS, Kept, Value, several

DECIDING = frozenset({"imo", "bic", "document"})
"""Identifiers of which one that agrees makes a match by itself."""

PERSON = "Person"

ABOVE = 2.0
"""a threshold that no score reaches"""

NAME_AGREES = value("name_agrees")
"""score from which on a name agrees"""

MATCHING_YEAR = value("match_information") - value("says_birth_year")
"""nats a name must say to be a match with a year of birth and nothing else"""

LEAST_SHOWN = 0.02
"""Names that agree less are not worth a sentence."""


class Told(msgspec.Struct, frozen=True, gc=False):
    """A comparison and the two values it compared."""

    compared: Compared
    given: str
    listed: str
    cite: Citation

    def reason(self) -> HitReason:
        """As a reason of a hit."""
        one = self.compared
        return HitReason(one.text, one.score, self.given, self.listed, (self.cite,), one.forms)


Found = tuple[Name, Candidate]
"""A listed name, and the name of the query that led to it."""


class Weighed(msgspec.Struct, frozen=True, gc=False):
    """A listed entity held against a query in every way, not yet put into words.

    `base` is the score of its name or identifier alone, `named` what its name says by itself; `decided`: an
    identifier agrees; `odds`: the log-odds behind the score, which parts hits whose scores are the same.
    """

    source: Index
    entity: int
    found: Found | None
    others: tuple[Told, ...]
    score: float
    base: float
    match: bool
    decided: bool
    odds: float
    named: float

    @property
    def order(self) -> tuple[float, bool, float]:
        """By what the best comes first; what is equal is ordered by the hit."""
        return -self.score, not self.match, -self.odds


def by_name(index: Index, name: Name, one: Candidate) -> Weighed:
    """A listed entity of which nothing but one name is asked; as `weigh`, which also knows the rest."""
    odds = eased(one.odds)
    score = named = probability(odds)
    if odds != one.odds:
        named = probability(one.odds)
    return Weighed(index, one.entity, (name, one), (), score, score, False, False, odds, named)


def weigh(
    index: Index, entity: int, question: Question, names: Sequence[Found], shared: int = 0
) -> Weighed | None:
    """Compare a listed entity with a query; nothing when neither name nor identifier agrees.

    `shared`: how many entries have the acronym that led to this one, 0 where none did.
    """
    found = max(names, key=lambda one: (one[1].odds, -one[1].name)) if names else None
    others: list[Told] = []
    if shared:
        others += _short(index.record(entity), question, shared, found[1].odds if found else NEVER)
    if question.given:
        record, values = index.record(entity), index.values(entity)
        others += _identifiers(values, question.given)
        if found is None and not any(one.compared.score > 0 for one in others):
            return None
        others += _attributes(record, values, question, found[1].odds if found else NEVER)
    elif found is None and not others:
        return None
    told: list[tuple[float, dict[str, Any]]] = [(found[1].odds, {})] if found else []
    told += [(one.compared.found, one.compared.forms) for one in others]
    scores = {str(one.compared.forms["comparison"]): one.compared.score for one in others}
    bases = [one for one, forms in told if "points" not in forms]
    named = probability(found[1].odds) if found else 0.0
    decided = any(scores.get(name, 0.0) > 0 for name in DECIDING)
    match = decided or (
        found is not None
        and _supported(index, found, named, scores)
        and not _commonplace(index, entity, question, found, scores)
    )
    odds = evidence(told)
    base = probability(eased(max(bases, default=NEVER)))
    return Weighed(index, entity, found, tuple(others), probability(odds), base, match, decided, odds, named)


def look_up_words(some: Iterable[Weighed]) -> None:
    """Find how the words of many that are to be hits sound, and what they say, at once."""
    words = list[str]()
    asked = dict[int, tuple[Index, list[str]]]()
    for one in some:
        if one.found and one.found[1].way == BY_WORDS:
            name, best = one.found
            words += one.source.listed(best.name).words  # what they say is known since they were read
            words += name.words
            asked.setdefault(id(one.source), (one.source, []))[1].extend(name.words)
    name_words.hear(words)
    for index, told in asked.values():
        index.find_worths(told)


def hit(one: Weighed, question: Question, threshold: float) -> Hit:
    """What was weighed, with its reasons."""
    index = one.source
    record = index.record(one.entity)
    reasons = tuple([other.reason() for other in one.others]) if one.others else ()
    if one.found:
        name, best = one.found
        listed = index.listed(best.name)
        told = compare(index, name, best, listed, one.named)
        first = HitReason(told.text, told.score, name.text, listed.value, listed.cites, told.forms)
        reasons = (first, *reasons) if reasons else (first,)
    change = would_change(record.facts, question.asks, _stands(one, threshold)) if any(record.facts) else ()
    alert = one.score >= threshold or one.decided
    list_of, entry = index.version.list, record.reference
    return Hit(record.entity, record.caption, list_of, entry, one.score, alert, one.match, reasons, change)


def _supported(index: Index, found: Found, named: float, scores: dict[str, float]) -> bool:
    """Whether a name agrees, something else with it, both say enough, and nothing decisive contradicts."""
    if named < NAME_AGREES:
        return False
    if scores.get(birth_date.NAME, 0.0) < 0 or scores.get(imo.NAME, 0.0) < 0:
        return False
    told = _told(scores)
    return told > 0 and told + _information(index, found) >= value("match_information")


def _commonplace(
    index: Index, entity: int, question: Question, found: Found, scores: dict[str, float]
) -> bool:
    """Whether it is a person's name that many of a country may have, and nothing but a country agrees."""
    if _told(scores) > value("says_country"):
        return False
    schemata = kind.schema_of(question.query.schema), index.record(entity).schema
    if PERSON not in schemata:
        return False
    name, best = found
    forms = compare(index, name, best, index.listed(best.name)).forms
    return commonplace.says(name, forms) < value("match_by_country")


def _told(scores: dict[str, float]) -> float:
    """Nats that other things than the name say."""
    born, told = scores.get(birth_date.NAME, 0.0), 0.0
    if born >= BIRTH_DATE_AGREES:
        told += value("says_birth_day" if born >= BIRTH_DATE_DAY else "says_birth_year")
    places = [scores.get(nationality.NAME, 0.0), scores.get(country.NAME, 0.0)]
    told += value("says_country") * (1 if max(places) > 0 else -1 if min(places) < 0 else 0)
    told += value("says_address") * (scores.get(address.NAME, 0.0) > 0)
    return told + value("says_mmsi") * (scores.get(mmsi.NAME, 0.0) > 0)


def _information(index: Index, found: Found) -> float:
    """Nats by which the names agree."""
    name, best = found
    if best.told:
        return best.told[0] / 1000
    forms = _forms(index, name, best, index.listed(best.name), _pairs(best))
    by_words = forms["comparison"] == name_words.NAME
    return name_words.informative(forms) if by_words else name_syllables.informative(forms)


def _stands(one: Weighed, threshold: float) -> Stands:
    """A hit as `would_change` looks at it."""
    score, odds, base, decided = one.score, one.odds, one.base, one.decided
    bare, year = (odds, base), partial(_year_matches, one)
    if one.others and any(told.compared.forms["comparison"] == name_acronym.NAME for told in one.others):
        told = [(one.found[1].odds, dict[str, Any]())] if one.found else []
        others = [(other.compared.found, other.compared.forms) for other in one.others]
        told += [pair for pair in others if pair[1]["comparison"] != name_acronym.NAME]
        bases = [found for found, forms in told if "points" not in forms]
        bare = evidence(told), probability(eased(max(bases, default=NEVER)))

    hit = decided or score >= threshold or base >= threshold
    return Stands(score, odds, base, decided, one.match, bare, year, threshold, hit)


def _year_matches(one: Weighed) -> bool:
    """Whether the same year of birth would make it a match."""
    if one.found is None or one.named < NAME_AGREES:
        return False
    if not one.others:
        return _information(one.source, one.found) >= MATCHING_YEAR
    scores = {str(told.compared.forms["comparison"]): told.compared.score for told in one.others}
    scores[birth_date.NAME] = BIRTH_DATE_SCALE["same_year"]
    return _supported(one.source, one.found, one.named, scores)


def unworded(one: Weighed) -> dict[str, Any]:
    """An entity of which one name was asked as plain values: its entry and the forms, no sentence made yet.

    `worded` makes one when someone reads it.
    """
    assert one.found
    index, (name, best) = one.source, one.found
    listed = index.listed(best.name)
    return {
        "entry": index.entry(best.name, lambda record, listed: _entry(index, record, listed)),
        "query": name.text,
        "score": one.score,
        "found": probability(best.odds),
        "forms": _forms(index, name, best, listed, _pairs(best)),
    }


def _entry(index: Index, record: Kept, listed: Listed) -> dict[str, Any]:
    return {
        "entity": record.entity,
        "caption": record.caption,
        "list": index.version.list,
        "reference": record.reference,
        "listed": listed.value,
        "cites": [cite.as_json() for cite in listed.cites],
        "facts": record.facts,
    }


def worded(said: Mapping[str, Any]) -> dict[str, Any]:
    """What `unworded` gave, in the shape of every other hit."""
    entry, forms = said["entry"], said["forms"]
    if isinstance(entry, msgspec.Raw):
        entry = msgspec.json.decode(entry)
    worded = {one.NAME: one.worded for one in (name_words, name_syllables)}[forms["comparison"]]
    reason = {
        "text": worded(said["query"], entry["listed"], forms, said["found"]),
        "score": said["found"],
        "query": said["query"],
        "listed": entry["listed"],
        "cites": entry["cites"],
        "forms": forms,
    }
    return {
        "entity": entry["entity"],
        "caption": entry["caption"],
        "list": entry["list"],
        "reference": entry["reference"],
        "score": said["score"],
        "alert": False,
        "match": False,
        "reasons": [reason],
        "would_change": list(_entry_changes(entry, forms, said["score"])),
    }


def _entry_changes(entry: Mapping[str, Any], forms: dict[str, Any], score: float) -> Iterable[str]:
    """What would change the answer where nothing but a name was asked, and stayed below the threshold."""
    if "facts" not in entry:  # put on record by an engine before 14
        return entry["would_change"]  # type: ignore[no-any-return]
    years, ships, kind_of, *more = entry["facts"]  # of an index before 19 no countries
    countries = tuple(more[0]) if more else ()
    odds = eased(COMPARISONS[forms["comparison"]](forms))
    stands = Stands(score, odds, score, False, False, (odds, score), lambda: False, ABOVE, False)
    return would_change((tuple(years), tuple(ships), kind_of, countries), (True, True, True, True), stands)


Pairs = Sequence[Sequence[int]]
"""Words the compiled part took for one another, the most telling first"""


def _forms(index: Index, name: Name, best: Candidate, listed: Listed, pairs: Pairs) -> dict[str, Any]:
    """What the score the compiled part gave can be computed again from."""
    if best.way == BY_WORDS:
        ours, mixed, known = name.words, name.mixed, pairs if best.told else None
        if len(ours) > constants.MOST_TOKENS:
            ours = ours[: constants.MOST_TOKENS]
        spelt = name_words.spelt_of(ours, name.others, listed.words, index.spellings, known)
        company, slip = name_words.shared_forms(name.forms, name.slip, listed.forms)
        spelling = name_words.Spelling(spelt, name.ease, company, slip, listed.ceiling)
        worth = index.worths.__getitem__
        return name_words.forms_of(ours, listed.words, worth, listed.prop, mixed, spelling)
    way = index.sequence(best.name, best.way & 0xFFFFFFFF)
    return name_syllables.forms_of(name.sequences[best.way >> 32], way, listed.prop)


def compare(
    index: Index, name: Name, best: Candidate, listed: Listed, score: float | None = None
) -> Compared:
    """The comparison the compiled part made, with its sentence and forms; `score`, where it is known."""
    pairs = _pairs(best)
    forms = _forms(index, name, best, listed, pairs)
    if best.way == BY_WORDS:
        if not best.told:
            return name_words.reason(name.text, listed.value, forms)
        return name_words.told(name.read, listed.read, forms, pairs, best.odds, score)
    return name_syllables.told(name.text, listed.value, forms, best.odds)


def _pairs(best: Candidate) -> Pairs:
    told = best.told
    return [told[at : at + constants.PAIR] for at in range(1, len(told), constants.PAIR)]


def without_candidate(index: Index, entity: int, names: Sequence[Name]) -> list[Found]:
    """Names of an entity that was found by an identifier, however little they agree."""
    found: list[Found] = []
    for number in index.names_of(entity):
        listed = index.listed(number)
        for name in names:
            one = compare(index, name, Candidate(entity, number, 0.0, BY_WORDS), listed)
            if one.score >= LEAST_SHOWN:
                found.append((name, Candidate(entity, number, one.found, BY_WORDS)))
    return found


def _short(record: Kept, question: Question, shared: int, odds: float) -> Iterator[Told]:
    """A listed name that is short for one of the query, or the other way round; and a short one spelt the
    same where the name, weighed as others are, says less (`odds`)."""
    if told := _acronym(record, question, shared):
        yield told
    if odds < value("name_same") and (same := _same(record, question)):
        yield same


def _same(record: Kept, question: Question) -> Told | None:
    """The first short name of the query that is listed as it is spelt."""
    for name in question.names:
        for listed in record.names:
            if listed.prop in name_same.PROPS and (found := name_same.compare(name.text, listed.value)):
                return Told(found, name.text, listed.value, listed.cite)
    return None


def _acronym(record: Kept, question: Question, shared: int) -> Told | None:
    """The first listed name that is short for a name of the query, or the other way round."""
    for name in question.names:
        for listed in record.names:
            if found := name_acronym.compare(name.text, listed.value, shared):
                return Told(found, name.text, listed.value, listed.cite)
    return None


def _identifiers(values: Sequence[Value], given: Given) -> Iterator[Told]:
    for module in IDENTIFIERS:
        if module.NAME in given and (told := _best(module, given[module.NAME], values)):
            yield told


def _attributes(record: Kept, values: Sequence[Value], question: Question, named: float) -> Iterator[Told]:
    given = question.given
    for module in ATTRIBUTES:
        if module.NAME in given and (told := _best(module, given[module.NAME], values, named)):
            yield told
    schema = question.query.schema
    if schema and (found := kind.compare(schema, record.schema)):
        stands = record.names[0] if record.names else values[0]
        yield Told(found, schema, record.schema, stands.cite)


def _best(module: Comparison, given: str, values: Sequence[Value], named: float = NEVER) -> Told | None:
    """The listed value that agrees most with what the query gives, if it can be compared at all.

    `named`: the log-odds of the names, on which depends what a birth a few years apart says.
    """
    best: Told | None = None
    for listed in values:
        if listed.prop not in module.PROPS:
            continue
        for one in [given] if module.NAME == address.NAME else several(given):
            if module.NAME == birth_date.NAME:
                found = birth_date.compare(one, listed.value, named)
            else:
                found = module.compare(one, listed.value)
            if found and (best is None or found.score > best.compared.score):
                best = Told(found, one, listed.value, listed.cite)
    return best
