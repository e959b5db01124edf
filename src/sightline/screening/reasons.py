"""Everything a listed entity and a query have in common or against each other, each reason with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sightline.matching import (
    address,
    birth_date,
    country,
    imo,
    kind,
    mmsi,
    name_syllables,
    name_words,
    nationality,
)
from sightline.matching.compared import Compared, Comparison
from sightline.matching.replay import total
from sightline.matching.weights import BIRTH_DATE_AGREES, BIRTH_DATE_DAY, value
from sightline.model.citation import Citation
from sightline.model.screening import Hit, HitReason, Query
from sightline.names.readable import readable
from sightline.names.syllables import sequences
from sightline.names.words import words
from sightline.screening import kernels
from sightline.screening.candidates import BY_WORDS, Candidate, Name
from sightline.screening.index import Index
from sightline.screening.question import Question
from sightline.screening.records import ATTRIBUTES, IDENTIFIERS, Record, Value

DECIDING = frozenset({"imo", "bic", "document"})
"""Identifiers of which one that agrees makes a match by itself."""
NAMES = frozenset({name_words.NAME, name_syllables.NAME})

LEAST_SHOWN = 0.02
"""Names that agree less are not worth a sentence."""


@dataclass(frozen=True, slots=True)
class Told:
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
    named, held = _names(index, record, names), list(_identifiers(record, question.query))
    if not named and not any(one.compared.score > 0 for one in held):
        return None
    told = [*named, *held, *_attributes(record, question.query)]
    score = total([(one.compared.found, one.compared.forms) for one in told])
    found = [one.reason() for one in told]
    by_name = {str(reason.forms["comparison"]): reason for reason in found}
    decided = any(name in by_name and by_name[name].score > 0 for name in DECIDING)
    match = decided or _supported(by_name)
    hit = Hit(
        entity=record.entity,
        caption=record.caption,
        list=index.version.list,
        reference=record.reference,
        score=score,
        alert=score >= threshold or decided,
        match=match,
        reasons=tuple(found),
        would_change=tuple(_would_change(record, question.query, match)),
    )
    return Judged(hit, max((one.score for one in found if "points" not in one.forms), default=0.0))


def _supported(reasons: dict[str, HitReason]) -> bool:
    """Whether a name agrees, something else with it, both say enough, and nothing decisive contradicts."""
    name = next((reasons[one] for one in sorted(NAMES) if one in reasons), None)
    if name is None or name.score < value("name_agrees"):
        return False
    scores = {one: reason.score for one, reason in reasons.items()}
    if scores.get(birth_date.NAME, 0.0) < 0 or scores.get(imo.NAME, 0.0) < 0:
        return False
    told = _told(scores)
    return told > 0 and told + _information(name) >= value("match_information")


def _told(scores: dict[str, float]) -> float:
    """Nats that other things than the name say."""
    born, told = scores.get(birth_date.NAME, 0.0), 0.0
    if born >= BIRTH_DATE_AGREES:
        told += value("says_birth_day" if born >= BIRTH_DATE_DAY else "says_birth_year")
    places = [scores.get(nationality.NAME, 0.0), scores.get(country.NAME, 0.0)]
    told += value("says_country") * (1 if max(places) > 0 else -1 if min(places) < 0 else 0)
    told += value("says_address") * (scores.get(address.NAME, 0.0) > 0)
    return told + value("says_mmsi") * (scores.get(mmsi.NAME, 0.0) > 0)


def _information(reason: HitReason) -> float:
    by_words = reason.forms["comparison"] == name_words.NAME
    says = name_words.informative if by_words else name_syllables.informative
    return says(dict(reason.forms))


def _would_change(record: Record, query: Query, match: bool) -> Iterator[str]:
    """What one more fact about the party would do."""
    born = sorted({value.value[:4] for value in record.values if value.prop in birth_date.PROPS})
    if born and not query.birth_date.strip():
        years = " or ".join(born[:4])
        yield f"a birth year far from {years} would rule this out" + (
            "" if match else f"; a birth date in {years} would speak for it"
        )
    ships = [value.value for value in record.values if value.prop in imo.PROPS]
    if ships and not query.imo.strip():
        yield f"the IMO number {ships[0]} would make this a match, another one would speak against it"
    if record.schema and not query.schema.strip():
        yield f"a party that is not a {record.schema} would not be meant"


def _names(index: Index, record: Record, found: Sequence[Found]) -> list[Told]:
    """The best of the names that were found; of equals the one that stands first on the list."""
    if not found:
        return []
    name, best = max(found, key=lambda one: (one[1].odds, -one[1].name))
    listed = record.names[int(index.name_value[best.name])]
    return [Told(compare(index, name, best, listed), name.text, listed.value, listed.cite)]


def compare(index: Index, name: Name, best: Candidate, listed: Value) -> Compared:
    """The comparison the compiled part made, with its sentence and forms."""
    text = readable(listed.value).text
    if best.way == BY_WORDS:
        theirs = words(text)[: kernels.MOST_TOKENS]
        mixed = bool(name.sequences)
        script = name_words.Script(name.abjad, mixed)
        forms = name_words.forms_of(
            name.words[: kernels.MOST_TOKENS], theirs, index.worth, listed.prop, script
        )
        return name_words.reason(name.text, listed.value, forms)
    ours, number = name.sequences[best.way >> 32], best.way & 0xFFFFFFFF
    first = int(index.sequences.name.searchsorted(best.name))
    forms = name_syllables.forms_of(ours, sequences(text)[number - first], listed.prop)
    return name_syllables.reason(name.text, listed.value, forms)


def without_candidate(index: Index, entity: int, names: Sequence[Name]) -> list[Found]:
    """Names of an entity that was found by an identifier, however little they agree."""
    record, found = index.record(entity), list[Found]()
    for number in index.names_of(entity):
        listed = record.names[int(index.name_value[number])]
        for name in names:
            one = Candidate(entity, number, 0.0, BY_WORDS)
            score = compare(index, name, one, listed).score
            if score >= LEAST_SHOWN:
                found.append((name, Candidate(entity, number, score, BY_WORDS)))
    return found


def _identifiers(record: Record, query: Query) -> Iterator[Told]:
    for module in IDENTIFIERS:
        if told := _best(module, query, record.values):
            yield told


def _attributes(record: Record, query: Query) -> Iterator[Told]:
    for module in ATTRIBUTES:
        if told := _best(module, query, record.values):
            yield told
    if query.schema and (found := kind.compare(query.schema, record.schema)):
        stands = (record.names or record.values)[0]
        yield Told(found, query.schema, record.schema, stands.cite)


def _best(module: Comparison, query: Query, values: Sequence[Value]) -> Told | None:
    """The listed value that agrees most with what the query gives, if it can be compared at all."""
    given = str(getattr(query, module.FIELD)).strip()
    best: Told | None = None
    if not given:
        return None
    for listed in values:
        if listed.prop not in module.PROPS:
            continue
        found = module.compare(given, listed.value)
        if found and (best is None or found.score > best.compared.score):
            best = Told(found, given, listed.value, listed.cite)
    return best
