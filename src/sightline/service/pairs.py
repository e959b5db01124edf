"""Pairs of entries that may be one: those still to be judged first, and each of them side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from sightline.errors import NotFound, UsageError
from sightline.lake.entries import LISTING, Listed
from sightline.lake.statements import Lake
from sightline.model.citation import Citation
from sightline.model.lists import ListVersion
from sightline.model.resolution import Judgement, MatchReason, Verdict
from sightline.model.statement import Entity, Statement
from sightline.model.view import View
from sightline.names.tokens import tokens
from sightline.office.guard import GuardedSession
from sightline.office.tables import CandidateRow, ListVersionRow, ResolutionRunRow
from sightline.record import candidates as engine
from sightline.record import entities as record
from sightline.record import judgements as rows
from sightline.record import versions
from sightline.record.resolution import (
    Pair,
    Resolution,
    Word,
    is_contradicted,
    ordered,
    pair_id,
    resolved,
    verdict_of,
)
from sightline.service import judgements
from sightline.service.resolve import reason_from
from sightline.service.workbench import Workbench

OPEN, DISPUTED, UNSURE, SAME, DIFFERENT = "open", "disputed", "unsure", "same", "different"
STATES = (OPEN, DISPUTED, UNSURE, SAME, DIFFERENT)
MOST_OFFERED = 3
"""reasons that are offered as the words of a judgement"""
FIRST = (
    "name", "alias", "weakAlias", "previousName", "birthDate", "birthPlace", "nationality", "country",
    "imoNumber", "mmsi", "callSign", "swiftBic", "passportNumber", "idNumber", "registrationNumber",
    "taxNumber", "leiCode", "publicKey",
)  # fmt: skip
"""the properties that are shown first"""
NAMES = frozenset(FIRST[:4])
AGREES, DIFFERS, ONE_SIDE = "agrees", "differs", "one side"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; an empty field asks for anything. `text` is sought in captions, references, ids."""

    list: str = ""
    schema: str = ""
    score: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One entry of a pair in one line; `list` is empty where it is on no list that day."""

    id: str
    caption: str
    schema: str = ""
    list: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PairLine:
    """A pair in one line. `disputed`: colleagues contradict one another, or it is held back (`against`)."""

    id: str
    left: Side
    right: Side
    score: float | None
    """the probability the resolver gives; none where people alone named the pair"""
    state: str
    words: tuple[Word, ...] = ()
    against: Pair | None = None


@dataclass(frozen=True, slots=True)
class Property:
    """What two entities say of one property. `state`: `agrees`, `differs` or `one side`."""

    name: str
    state: str
    left: tuple[Statement, ...]
    right: tuple[Statement, ...]
    shared: frozenset[str]
    """the values both have"""


@dataclass(frozen=True, slots=True)
class PairPage:
    """Two entities side by side, why they may be one, and all that was said of them."""

    line: PairLine
    left: Entity | None
    right: Entity | None
    properties: tuple[Property, ...]
    reasons: tuple[MatchReason, ...]
    judgements: tuple[Judgement, ...]
    canonical: str
    """the id under which they are one, empty where they are not"""
    offered: Mapping[str, str] = field(hash=False, default_factory=dict)
    """by verdict, words for a judgement, made of the reasons"""


def queue(view: View, bench: Workbench, filters: Filters = Filters()) -> tuple[PairLine, ...]:
    """Every pair, decided ones included: disputed ones on top, then by score, the best first."""
    with bench.office.read(view) as session:
        found = _Gathered.of(view, bench, session)
    lines = (found.line(pair) for pair in found.pairs())
    return tuple(sorted((line for line in lines if _passes(line, filters)), key=_rank))


def pair(view: View, bench: Workbench, id: str) -> PairPage:
    """The pair at this address; `NotFound` for one that nobody named and no run found, or that is hidden."""
    with bench.office.read(view) as session:
        found = _Gathered.of(view, bench, session)
        wanted = next((pair for pair in found.pairs() if pair_id(pair) == id), None)
        if wanted is None:
            raise NotFound(f"no such pair: {id}", remedy="see `sightline judge queue`")
        reasons = _reasons(session, found, wanted)
    return _page(view, bench, found, wanted, reasons)


def compare(view: View, bench: Workbench, left: str, right: str) -> PairPage:
    """Any two entries side by side, whether or not a run put them before people."""
    if left == right:
        raise UsageError(f"one thing twice: {left}", remedy="name two entries")
    with bench.office.read(view) as session:
        found = _Gathered.of(view, bench, session)
        judgements.entered(view, bench, found.held, (left, right))
        wanted = ordered(left, right)
        reasons = _reasons(session, found, wanted)
    return _page(view, bench, found, wanted, reasons)


def side_by_side(view: View, bench: Workbench, one: str, other: str = "") -> PairPage:
    """The pair at an address, or of two entries where two are named."""
    return compare(view, bench, one, other) if other else pair(view, bench, one)


def evidence_for(page: PairPage, verdict: Verdict) -> tuple[Citation, ...]:
    """What the reasons that are offered for a verdict rest on."""
    chosen = {SAME: 1, DIFFERENT: -1}.get(verdict.value, 0)
    told = [reason for reason in page.reasons if chosen == 0 or reason.weight * chosen > 0]
    return tuple(dict.fromkeys(cite for reason in told[:MOST_OFFERED] for cite in reason.cites))


def is_stale(view: View, bench: Workbench) -> bool:
    """Whether a list that holds now is one no run has read."""
    with bench.office.read(view) as session:
        held = versions.current(view, session)
        read = {one for row in _runs(view, session) for one in row.manifests}
    return not read.issuperset(version.manifest for version in held)


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate without its reasons."""

    row: str
    score: float


@dataclass(frozen=True, slots=True)
class _Gathered:
    """All that a View knows of pairs: candidates of the newest runs, judgements, and what follows."""

    held: tuple[ListVersion, ...]
    candidates: Mapping[Pair, _Found]
    judged: Mapping[Pair, tuple[Judgement, ...]]
    outcome: Resolution
    against: Mapping[Pair, Pair]
    sides: Mapping[str, Side]

    @classmethod
    def of(cls, view: View, bench: Workbench, session: GuardedSession) -> _Gathered:
        """Read it all at once."""
        held = versions.current(view, session)
        made = rows.judgements(view, session)
        judged: dict[Pair, list[Judgement]] = defaultdict(list)
        for one in made:
            judged[one.left, one.right].append(one)
        outcome, found = resolved(made), _candidates(view, session, held)
        sides = _sides(view, bench.lake, held, found.keys() | judged.keys())
        return cls(
            held,
            {pair: one for pair, one in found.items() if sides.keys() >= set(pair)},
            {pair: tuple(several) for pair, several in judged.items()},
            outcome,
            {one.pair: one.against for one in outcome.conflicts},
            sides,
        )

    def pairs(self) -> set[Pair]:
        """Those a run found between entries that are on a list that day, and those people named."""
        return self.candidates.keys() | self.judged.keys()

    def line(self, pair: Pair) -> PairLine:
        """A pair in one line."""
        words = self.outcome.words.get(pair, ())
        found, against = self.candidates.get(pair), self.against.get(pair)
        return PairLine(
            id=pair_id(pair),
            left=self.side(pair[0]),
            right=self.side(pair[1]),
            score=found.score if found else None,
            state=_state(words, against),
            words=words,
            against=against,
        )

    def side(self, id: str) -> Side:
        """An entry in one line, its bare id where it is on no list that day."""
        return self.sides.get(id) or Side(id, id)


def _sides(view: View, lake: Lake, held: Sequence[ListVersion], pairs: Iterable[Pair]) -> dict[str, Side]:
    """Entries in one line, each from the first version that has it."""
    wanted = sorted({id for pair in pairs for id in pair})
    found: dict[str, Side] = {}
    for version in reversed(held):
        for listed in lake.entries(view, version).several(wanted).values():
            found[listed.id] = _side(version, listed)
    return found


def _side(version: ListVersion, listed: Listed) -> Side:
    return Side(listed.id, listed.caption, listed.schema, version.list, listed.reference)


def _candidates(view: View, session: GuardedSession, held: Sequence[ListVersion]) -> dict[Pair, _Found]:
    """What the runs found that speak for each two lists: those over what holds now, else the newest."""
    chosen = _chosen(view, session, held)
    row = CandidateRow
    columns = (row.id, row.left, row.right, row.score, row.run_id, row.left_manifest, row.right_manifest)
    found: dict[Pair, _Found] = {}
    for id, left, right, score, run, one, other in session.execute(
        select(*columns).where(row.run_id.in_(sorted(set(chosen.values()))))
    ):
        if chosen.get(ordered(one, other)) == run:
            found[left, right] = _Found(id, score)
    return found


def _chosen(view: View, session: GuardedSession, held: Sequence[ListVersion]) -> dict[Pair, str]:
    """By two manifests, the run that speaks for the two lists they are of."""
    list_of = {row.manifest: row.list for row in session.scalars(select(ListVersionRow))}
    now = {version.manifest for version in held}
    best: dict[Pair, tuple[bool, Pair, str]] = {}
    for run in _runs(view, session):
        for one, other in run.covers:
            if one not in list_of or other not in list_of:
                continue
            lists = ordered(list_of[one], list_of[other])
            exact = {one, other} <= now
            if lists not in best or exact or not best[lists][0]:
                best[lists] = (exact, (one, other), run.id)
    return {manifests: run for _, manifests, run in best.values()}


def _runs(view: View, session: GuardedSession) -> list[ResolutionRunRow]:
    """The runs known by then, as they ended."""
    known = select(ResolutionRunRow).where(ResolutionRunRow.ended <= view.known_at)
    return list(session.scalars(known.order_by(ResolutionRunRow.ended, ResolutionRunRow.id)))


def _state(words: Iterable[Word], against: Pair | None) -> str:
    if against or is_contradicted(words):
        return DISPUTED
    verdict = verdict_of(words)
    return OPEN if verdict is None else verdict.value


def _passes(line: PairLine, filters: Filters) -> bool:
    sides = (line.left, line.right)
    words = "\n".join(f"{side.caption}\n{side.reference}\n{side.id}" for side in sides).casefold()
    return (
        filters.list in ("", *(side.list for side in sides))
        and filters.schema in ("", *(side.schema for side in sides))
        and (line.score or 0.0) >= filters.score
        and filters.text.casefold() in words
    )


def _rank(line: PairLine) -> tuple[bool, float, str, str]:
    return line.state != DISPUTED, -(line.score or 0.0), line.left.id, line.right.id


def _reasons(session: GuardedSession, found: _Gathered, pair: Pair) -> tuple[MatchReason, ...] | None:
    """The reasons a run gave, strongest first; nothing where no run found the pair."""
    if pair not in found.candidates:
        return None
    row = session.get(CandidateRow, found.candidates[pair].row)
    assert row is not None, "read in this very session"
    return tuple(reason_from(shape) for shape in row.body)


def _page(
    view: View, bench: Workbench, found: _Gathered, pair: Pair, given: tuple[MatchReason, ...] | None
) -> PairPage:
    left, right = (_entity(view, bench, found, id) for id in pair)
    line, reasons = found.line(pair), given or ()
    if given is None and left and right:
        fresh = engine.compare(left, right)
        line, reasons = replace(line, score=fresh.score), fresh.reasons
    reasons = tuple(sorted(reasons, key=lambda reason: -abs(reason.weight)))
    together = found.outcome.canonical(pair[0]) == found.outcome.canonical(pair[1])
    return PairPage(
        line=line,
        left=left,
        right=right,
        properties=tuple(beside(left, right)),
        reasons=reasons,
        judgements=found.judged.get(pair, ()),
        canonical=found.outcome.canonical(pair[0]) if together else "",
        offered=offered(reasons),
    )


def _entity(view: View, bench: Workbench, found: _Gathered, id: str) -> Entity | None:
    """An entity as its list has it that day; nothing where it is on none."""
    return record.entity(view, bench.lake, found.held, id) if found.side(id).list else None


def offered(reasons: Sequence[MatchReason]) -> dict[str, str]:
    """Words for a judgement: what speaks for it most, and against it."""
    pro = [reason for reason in reasons if reason.weight > 0][:MOST_OFFERED]
    contra = [reason for reason in reasons if reason.weight < 0][:MOST_OFFERED]
    return {SAME: _words(pro), DIFFERENT: _words(contra), UNSURE: _words([*pro[:1], *contra[:1]])}


def _words(reasons: Iterable[MatchReason]) -> str:
    return "; ".join(reason.text.rstrip(". ") for reason in reasons)


def beside(left: Entity | None, right: Entity | None) -> Iterator[Property]:
    """Property by property what two entities say, names and identifiers first."""
    one, other = _said(left), _said(right)
    for name in sorted(one.keys() | other.keys(), key=_place):
        here, there = one.get(name, ()), other.get(name, ())
        both = {_key(name, said.value) for said in here} & {_key(name, said.value) for said in there}
        shared = frozenset(said.value for said in (*here, *there) if _key(name, said.value) in both)
        state = AGREES if shared else DIFFERS if here and there else ONE_SIDE
        yield Property(name, state, tuple(here), tuple(there), shared)


def _key(name: str, value: str) -> object:
    """What values that say the same share: the words of a name in any order, else the text, case aside."""
    return frozenset(tokens(value)) or value if name in NAMES else value.casefold()


def _said(entity: Entity | None) -> dict[str, list[Statement]]:
    """Statements by property; of what hangs on an entity `Address.full`, its listing apart."""
    found: dict[str, list[Statement]] = defaultdict(list)
    for said in entity.statements if entity else ():
        found[said.prop].append(said)
    for hanging in entity.adjacent if entity else ():
        for said in hanging.statements if hanging.schema != LISTING else ():
            if entity and said.value != entity.id:
                found[f"{hanging.schema}.{said.prop}"].append(said)
    return found


def _place(name: str) -> tuple[int, str]:
    return FIRST.index(name) if name in FIRST else len(FIRST), name
