"""Everything a listed entity and a query have in common or against each other, each reason with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sightline.matching import birth_date, imo, kind, name_tokens
from sightline.matching.compared import Compared, Comparison
from sightline.matching.replay import ROUNDED, total
from sightline.matching.weights import BIRTH_DATE_AGREES, value
from sightline.model.screening import Hit, HitReason, Query
from sightline.screening.candidates import Candidate, Search
from sightline.screening.index import Index
from sightline.screening.question import Question
from sightline.screening.records import ATTRIBUTES, IDENTIFIERS, Record, Value

DECIDING = frozenset({"imo", "bic", "document"})
"""Identifiers of which one that agrees makes a match by itself."""
SUPPORTING = frozenset({"nationality", "country", "address", "mmsi"})
"""What makes a match together with a name, besides a birth date. A kind does not: half a list shares it."""


LEAST_SHOWN = 0.1
"""Names that agree less are not worth a sentence."""


Found = tuple[Search, Candidate]
"""A listed name, and the search of which name of the query led to it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A hit, and whether its name or an identifier alone would reach the threshold."""

    hit: Hit
    base: float


def judge(
    index: Index, entity: int, question: Question, names: Sequence[Found], threshold: float
) -> Judged | None:
    """Compare a listed entity with a query in every way; nothing when neither name nor identifier agrees."""
    record = index.record(entity)
    found = [*_names(index, record, names), *_identifiers(record, question.query)]
    if not any(reason.score > 0 for reason in found):
        return None
    found += _attributes(record, question.query)
    score = _total(found)
    by_name = {str(reason.forms["comparison"]): reason.score for reason in found}
    decided = any(by_name.get(name, 0.0) > 0 for name in DECIDING)
    hit = Hit(
        entity=record.entity,
        caption=record.caption,
        list=index.version.list,
        reference=record.reference,
        score=score,
        alert=score >= threshold or decided,
        match=decided or _supported(by_name),
        reasons=tuple(found),
    )
    return Judged(hit, max((one.score for one in found if "points" not in one.forms), default=0.0))


def _supported(scores: dict[str, float]) -> bool:
    """Whether a name agrees, something else with it, and nothing decisive speaks against."""
    if scores.get(name_tokens.NAME, 0.0) < value("name_agrees"):
        return False
    if scores.get(birth_date.NAME, 0.0) < 0 or scores.get(imo.NAME, 0.0) < 0:
        return False
    born = scores.get(birth_date.NAME, 0.0) >= BIRTH_DATE_AGREES
    return born or any(scores.get(name, 0.0) > 0 for name in SUPPORTING)


def _total(found: Sequence[HitReason]) -> float:
    return total([(reason.score, dict(reason.forms)) for reason in found])


def _names(index: Index, record: Record, found: Sequence[Found]) -> list[HitReason]:
    """The best of the names that were found; of equals the one that stands first on the list."""
    best: tuple[float, int, Search, Candidate] | None = None
    for search, candidate in found:
        position = int(index.name_value[candidate.name])
        score = round(candidate.agreed * name_tokens.strength(record.names[position].prop), ROUNDED)
        if best is None or (score, -position) > best[:2]:
            best = (score, -position, search, candidate)
    if best is None or best[0] < LEAST_SHOWN:
        return []
    score, position, search, candidate = best
    listed = record.names[-position]
    forms = name_tokens.forms_of(*_words(index, search, candidate), listed.prop)
    return [_reason(name_tokens.reason(search.text, listed.value, score, forms), search.text, listed)]


def _words(
    index: Index, search: Search, candidate: Candidate
) -> tuple[tuple[str, ...], list[str], dict[str, float]]:
    """The words of both names, and the weight of each."""
    start, end = int(index.word_offsets[candidate.name]), int(index.word_offsets[candidate.name + 1])
    numbers = index.words[start:end]
    listed = [index.single.word(number) for number in numbers.tolist()]
    theirs = zip(listed, index.single.weights[numbers].tolist(), strict=True)
    return search.words, listed, dict(zip(search.words, search.asked.weights, strict=True)) | dict(theirs)


def _identifiers(record: Record, query: Query) -> Iterator[HitReason]:
    for module in IDENTIFIERS:
        if reason := _best(module, query, record.values):
            yield reason


def _attributes(record: Record, query: Query) -> Iterator[HitReason]:
    for module in ATTRIBUTES:
        if reason := _best(module, query, record.values):
            yield reason
    stands = (record.names or record.values)[0]
    if query.schema and (found := kind.compare(query.schema, record.schema)):
        yield HitReason(found.text, found.score, query.schema, record.schema, (stands.cite,), found.forms)


def _best(module: Comparison, query: Query, values: Sequence[Value]) -> HitReason | None:
    """The listed value that agrees most with what the query gives, if it can be compared at all."""
    given = str(getattr(query, module.FIELD)).strip()
    best: HitReason | None = None
    if not given:
        return None
    for listed in values:
        if listed.prop not in module.PROPS:
            continue
        found = module.compare(given, listed.value)
        if found and (best is None or found.score > best.score):
            best = _reason(found, given, listed)
    return best


def _reason(found: Compared, given: str, listed: Value) -> HitReason:
    return HitReason(found.text, found.score, given, listed.value, (listed.cite,), found.forms)
