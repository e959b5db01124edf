"""Companies that front for one another: tied by what few share, new, and without a business of their own.

## What it sees

Companies that share an address, telephone, e-mail, domain, agent, director, owner or device. What few share
ties, what many share does not: a value counts in full up to `few` holders and nothing from `hub` on, so that
the address of a formation agent or of an office tower ties nobody. What such a service gives to the same
customers alike (address, telephone, agent, domain) counts once. Companies tied by `tie` or more make a group.

A group is named where its companies behave like fronts, each by the sum of what is seen of it: its first
large payment (above `large_share` of the payments between companies) comes within `young_days` of its
beginning (1.5); it passes on `passed_share` of its money within `passed_hours` and keeps nothing (1.0); its
payments name other goods than its own name (1.0); it pays nobody wages (0.5); its amounts are round (0.25).
At least `traits` for each of `members` companies that have more than one kind of value in common (for two
companies, or one kind of value, at least `plain` on average; that two companies paid one another counts as
a kind, and a signal that rests on it scores less); or for one company, if a path of at most `steps` ties it
to a listed party: by the name of a director, owner or holder, by an address, telephone, e-mail or domain of
a list, by a payment from or to a listed party, and over companies tied with it. The path is shown step by
step. A company that shares nothing joins a web with which it exchanges `partner_share` of its money if it
is plainly a front.

## Why it matters

The Foreign Trade Bank ran more than 250 front companies (typologies E2). Resolution 1718 ¶8(d) freezes what
listed parties own or control; 1874 ¶18–20 and 2094 ¶11–15 forbid services that could aid the programmes.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

A family's young firms that trade with partners of the house only; special-purpose companies of one investor,
above all two that pay one another; a group whose treasury passes on everything and whose staff are paid
elsewhere.

## Known misses

Fronts that share nothing in the data, those of one agent who has many customers, old companies bought off the
shelf that keep money, groups of two without a tie to a list, businesses whose name says nothing.

## Source

Flags of the project's typologies (E2): shared telephone, address, director or agent of three firms or more,
age below twelve months at the first large payment, business other than the goods, in and out within 48 hours
at least 80 %; after FinCEN FIN-2017-A007 and -A008. They are proposals; no resolution states them.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sightline.detectors.citing import citations
from sightline.detectors.detector import Found, Tables, moment, param
from sightline.detectors.firms import listed_parties
from sightline.detectors.firms.company_units import Register, register
from sightline.detectors.firms.front_traits import Payment, Trait, large, payments_of, table_of, traits
from sightline.detectors.firms.listed_parties import Mention, Parties
from sightline.detectors.firms.ties import Links, Rarity, Said, Shared, domain_of, groups, links, strength
from sightline.model.citation import Reason
from sightline.model.signal import Actor

VERSION = 8
TABLES = ("payments", "accounts", "companies", "listed")
MEASURES = ("fin-services", "asset-freeze")

_PROPOSAL = "proposal, typologies E2"
_OURS = "proposal of this project"
WEIGHTS = {
    "device": 1.0, "director": 1.0, "email": 1.0, "phone": 1.0, "owner": 0.9, "domain": 0.9, "address": 0.8,
    "agent": 0.4,
}  # fmt: skip
"""what a value shared by few weighs; a proposal of this project"""
CITED = 6
"""rows cited of a kind of tie"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as a front."""

    few: int = param(4, "a value of so many holders counts in full", "companies", _OURS, 1)
    hub: int = param(
        60, "from so many holders on a value is a hub's and counts nothing", "companies", _OURS, 2
    )
    tie: float = param(0.5, "two companies are tied from this weight on", "1", _OURS)
    members: int = param(3, "fewest companies of a group", "companies", _PROPOSAL, 1)
    most: int = param(80, "groups of more are parted again by stronger ties", "companies", _OURS, 2)
    traits: float = param(2.0, "least of what is seen of a company", "1", _OURS)
    plain: float = param(2.5, "from so much on a company is plainly a front", "1", _OURS)
    partner_share: float = param(0.25, "share of its money that ties a plain front to a web", "1", _OURS)
    young_days: int = param(365, "young at its first large payment", "days", _PROPOSAL, 1)
    large_share: float = param(0.75, "large: above so many of the payments between companies", "1", _OURS)
    passed_share: float = param(0.8, "of what came leaves in time", "1", _PROPOSAL)
    passed_hours: float = param(96.0, "in time", "h", _OURS)
    drift_share: float = param(0.15, "most that in and out differ", "1", _OURS)
    fitting_share: float = param(0.2, "most of its payments that fit its name", "1", _OURS)
    round_share: float = param(0.5, "least share of round amounts", "1", _PROPOSAL)
    round_unit: int = param(100, "a round amount is a multiple of this", "currency units", _OURS, 1)
    staff: int = param(0, "most persons it pays", "accounts", _OURS)
    payments: int = param(2, "fewest payments with others", "payments", _OURS, 1)
    steps: int = param(3, "longest path to a listed party", "steps", _OURS, 1)


NAME_ALONE = "; only the name agrees: no birth date of both is known, and others bear it"
TIED, TIED_BY_NAME = 0.2, 0.05
"""what a way to a listed party adds to the score, and one by a name alone; proposals of this project"""
PAIR = 0.1
"""what two companies lose that share one kind of value and paid one another; a proposal likewise"""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path to a listed party."""

    text: str
    rows: tuple[Mapping[str, Any], ...] = field(hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """From a company to a listed party."""

    party: Mention
    steps: tuple[Step, ...]
    name_alone: bool = False
    """whether nothing but a name ties it to the party"""


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Groups of fronts in the order of their first company; see the module's own words."""
    known = register(tables["companies"], tables["accounts"])
    parties = listed_parties.read(tables["listed"])
    tied = links(known.said, WEIGHTS, Rarity(params.few, params.hub))
    tied = {pair: shared for pair, shared in tied.items() if strength(shared) >= params.tie}
    paths = _paths(tables["payments"], known, parties, tied, params)
    together = [list(group) for group in groups(tied, params.tie, params.most)]
    grouped = {at for group in together for at in group}
    together += [[at] for at in sorted(paths) if at not in grouped]
    worth = sorted(group for group in together if len(group) > 1 or group[0] in paths)
    payments, bars = tables["payments"], large(tables["payments"], list(known.of_account), params.large_share)
    paid = payments_of(payments, known, sorted({at for group in worth for at in group}))
    webs = [web for group in worth for web in _judged(known, group, tied, paths, paid, bars, params)]
    _join_partners(payments, known, webs, paid, bars, params)
    held = _held(known.said, Rarity(params.few, params.hub))
    for web in webs:
        yield _found(known, web, paths, paid, (held, params))


Held = Mapping[tuple[str, str], Mapping[int, Said]]
"""by kind and value, as compared, who has it and the first statement of each"""


def _held(said: Sequence[Said], rarity: Rarity) -> Held:
    """What several companies have in common and no hub gives to all."""
    found: dict[tuple[str, str], dict[int, Said]] = defaultdict(dict)
    for one in said:
        if one.value and one.kind in WEIGHTS:
            found[one.kind, one.value].setdefault(one.party, one)
    return {key: by for key, by in found.items() if len(by) > 1 and rarity.weight(len(by)) > 0}


# --- Ways to listed parties -----------------------------------------------------------------------


def _paths(payments: Any, known: Register, parties: Parties, tied: Links, params: Params) -> dict[int, Path]:
    """The shortest way of each company to a listed party, of at most `steps`."""
    found = dict(_direct(payments, known, parties))
    near: dict[int, list[tuple[int, Shared]]] = defaultdict(list)
    for (one, other), shared in sorted(tied.items()):
        near[one].append((other, shared[0]))
        near[other].append((one, shared[0]))
    waiting = deque(sorted(found))
    while waiting:
        at = waiting.popleft()
        way = found[at]
        if len(way.steps) >= params.steps:
            continue
        for other, value in near[at]:
            if other not in found:
                text = (
                    f"{known.units[other].caption} shares its {_kind(value.kind)} ({value.shown}) with "
                    f"{known.units[at].caption}"
                )
                found[other] = Path(way.party, (Step(text, value.rows), *way.steps), way.name_alone)
                waiting.append(other)
    return found


def _direct(payments: Any, known: Register, parties: Parties) -> Iterator[tuple[int, Path]]:
    seen: dict[int, Path] = {}
    if not parties.names and not parties.values:
        return
    for at, unit in enumerate(known.units):
        for role, name, born, row in unit.people:
            if party := parties.named(name, born):
                text = f"{unit.caption} has as its {role} {name}, the name of {party.caption} on a list"
                agrees = parties.year_agrees(party, born)
                text += "; the year of birth agrees" if agrees else NAME_ALONE
                seen.setdefault(at, Path(party, (Step(text, (row, party.row)),), name_alone=not agrees))
    for said in known.said:
        if party := parties.values.get((said.kind, said.value)):
            text = (
                f"{known.units[said.party].caption} has the {_kind(said.kind)} ({said.shown}) of "
                f"{party.caption} on a list"
            )
            seen.setdefault(said.party, Path(party, (Step(text, (said.row, party.row)),)))
    for at, path in _paid(payments, known, parties):
        seen.setdefault(at, path)
    for at, unit in enumerate(known.units):
        if unit.name and (party := parties.named(unit.name)):
            text = f"{unit.caption} has the name of {party.caption} on a list"
            seen[at] = Path(party, (Step(text, (unit.row, party.row)),), name_alone=True)
    yield from sorted(seen.items())


def _paid(payments: Any, known: Register, parties: Parties) -> Iterator[tuple[int, Path]]:
    """Companies that paid an account of a listed name, or were paid by it."""
    listed = listed_parties.met_in_payments(payments, parties, table_of)
    if not listed:
        return
    few = table_of(list(listed))
    columns = ("debtor_account", "creditor_account", "booked_ms", "item", "row", "place_start", "place_end")
    rows = payments.semi_join(few, [("debtor_account", "account")]).union(
        payments.semi_join(few, [("creditor_account", "account")])
    )
    ordered = rows.select(*columns).distinct().order_by("booked_ms", "item", "row").to_pyarrow().to_pylist()
    for row in ordered:
        for own, other, verb in (("debtor", "creditor", "paid"), ("creditor", "debtor", "was paid by")):
            account, theirs = row[f"{own}_account"], row[f"{other}_account"]
            if theirs in listed and account in known.of_account and account not in listed:
                at, (party, _row) = known.of_account[account], listed[theirs]
                text = f"{known.units[at].caption} {verb} {party.shown}, a name of {party.caption} on a list"
                yield at, Path(party, (Step(text, (row, party.row)),), name_alone=True)


# --- Judging --------------------------------------------------------------------------------------


@dataclass(slots=True)
class Web:
    """Companies that are named together: their ties, and what is seen of each."""

    fronts: list[int]
    pairs: Links
    seen: dict[int, list[Trait]]


def _judged(
    known: Register,
    group: Sequence[int],
    tied: Links,
    paths: Mapping[int, Path],
    paid: Mapping[int, list[Payment]],
    bars: Mapping[str, float],
    params: Params,
) -> Iterator[Web]:
    inside = frozenset(account for at in group for account in known.units[at].accounts)
    seen = {
        at: traits(known.units[at], paid.get(at, []), inside, bars, known.persons, params) for at in group
    }
    fronts = [at for at in group if _weight(seen[at]) >= params.traits and not _is_listed(known, paths, at)]
    for part in groups(_among(fronts, tied), params.tie, params.most):
        pairs = _among(part, tied)
        if _enough(part, pairs, seen, bool(_between(known, part, paid)), params):
            yield Web(list(part), pairs, seen)
            fronts = [at for at in fronts if at not in part]
    if reach := [at for at in fronts if at in paths]:
        yield Web(reach, _among(reach, tied), seen)


def _among(fronts: Sequence[int], tied: Links) -> Links:
    inside = frozenset(fronts)
    return {pair: shared for pair, shared in tied.items() if pair[0] in inside and pair[1] in inside}


def _weight(seen: Sequence[Trait]) -> float:
    return sum(one.weight for one in seen)


def _enough(
    fronts: Sequence[int], pairs: Links, seen: Mapping[int, Sequence[Trait]], paying: bool, params: Params
) -> bool:
    """Whether so many fronts have several kinds of things in common; else they must plainly be fronts.

    Two have to be both, where payments between them are a kind of thing in common as well.
    """
    plain = sum(_weight(seen[at]) for at in fronts) >= params.plain * len(fronts)
    if len(fronts) < params.members:
        return len(fronts) > 1 and plain and _kinds(pairs) + paying > 1
    return plain or _kinds(pairs) > 1


def _kinds(pairs: Links) -> int:
    """How many kinds of values tie these companies."""
    return len({one.kind for shared in pairs.values() for one in shared})


def _between(known: Register, fronts: Sequence[int], paid: Mapping[int, Sequence[Payment]]) -> list[Payment]:
    """What these companies paid one another, each payment once, in the order of time."""
    whose = {account: at for at in fronts for account in known.units[at].accounts}
    return [
        one for at in fronts for one in paid.get(at, ()) if not one.comes and whose.get(one.other, at) != at
    ]


def _join_partners(
    payments: Any,
    known: Register,
    webs: Sequence[Web],
    paid: dict[int, list[Payment]],
    bars: Mapping[str, float],
    params: Params,
) -> None:
    """Add companies that share nothing, are plainly fronts and deal mostly with one web."""
    named = {at for web in webs for at in web.fronts}
    partners: dict[int, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    for number, web in enumerate(webs):
        for at in web.fronts:
            for one in paid[at]:
                other = known.of_account.get(one.other)
                if other is not None and other not in named:
                    partners[other][number] += one.amount
    missing = sorted(at for at in partners if at not in paid)
    paid.update(payments_of(payments, known, missing))
    for at in sorted(partners):
        number, exchanged = max(partners[at].items(), key=lambda item: (item[1], -item[0]))
        own, web = paid.get(at, []), webs[number]
        if exchanged < params.partner_share * sum(one.amount for one in own):
            continue
        seen = traits(known.units[at], own, frozenset(), bars, known.persons, params)
        if _weight(seen) >= params.plain:
            web.fronts.append(at)
            web.seen[at] = seen


def _is_listed(known: Register, paths: Mapping[int, Path], at: int) -> bool:
    """Whether the company itself has a listed name: then it is no front but the party."""
    way = paths.get(at)
    return way is not None and way.steps[0].text.startswith(f"{known.units[at].caption} has the name of")


def _found(
    known: Register,
    web: Web,
    paths: Mapping[int, Path],
    paid: Mapping[int, list[Payment]],
    told: tuple[Held, Params],
) -> Found:
    fronts, pairs, seen = web.fronts, web.pairs, web.seen
    held, params = told
    times = [one.at for at in fronts for one in paid.get(at, ())]
    ways = sorted(
        (paths[at] for at in fronts if at in paths), key=lambda way: (len(way.steps), way.steps[0].text)
    )
    actors = [Actor(known.units[at].id, known.units[at].caption, "front") for at in fronts]
    actors += [
        Actor(f"account-{account}", f"account {account}", "account of a front")
        for at in fronts
        for account in known.units[at].accounts
        if f"account-{account}" != known.units[at].id
    ]
    actors += [
        Actor(one.entity, one.caption, "listed party") for one in dict.fromkeys(way.party for way in ways)
    ]
    mean = sum(one.weight for at in fronts for one in seen[at]) / len(fronts)
    score = 0.35 + 0.1 * min(3.0, mean) + 0.03 * min(5, len(fronts) - 1) + _tied(ways)
    if _kinds(pairs) == 1 and len(fronts) < params.members and not ways:
        score -= PAIR
    return Found(
        actors=tuple(dict.fromkeys(actors)),
        start=moment(min(times)),
        end=moment(max(times)),
        score=round(min(1.0, score), 2),
        place=f"{len(fronts)} compan{'y' if len(fronts) == 1 else 'ies'}",
        reasons=(*_reasons(known, fronts, held, seen, ways), *_paying(_between(known, fronts, paid))),
        measures=("fin-services", "asset-freeze") if ways else ("fin-services",),
    )


def _tied(ways: Sequence[Path]) -> float:
    """What a way to a listed party adds: most where more than a name agrees."""
    if not ways:
        return 0.0
    return TIED_BY_NAME if all(way.name_alone for way in ways) else TIED


def _reasons(
    known: Register,
    fronts: Sequence[int],
    held: Held,
    seen: Mapping[int, list[Trait]],
    ways: Sequence[Path],
) -> Iterator[Reason]:
    for way in ways[:3]:
        text = "; ".join(step.text for step in way.steps)
        yield Reason(
            f"The way to a listed party: {text}.", citations(row for one in way.steps for row in one.rows)
        )
    yield from _in_common(known, fronts, held)
    by_kind: dict[str, list[tuple[int, Trait]]] = defaultdict(list)
    for at in fronts:
        for trait in seen[at]:
            by_kind[trait.kind].append((at, trait))
    for kind, told in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        at, trait = told[0]
        yield Reason(
            f"{kind[0].upper()}{kind[1:]}: {len(told)} of {len(fronts)}. Of {known.units[at].caption}: "
            f"{trait.text}.",
            citations(row for _at, one in told[:CITED] for row in one.rows),
        )


def _in_common(known: Register, fronts: Sequence[int], held: Held) -> Iterator[Reason]:
    """What the companies share, what most of them do first; of an e-mail address not its domain as well."""
    inside = frozenset(fronts)
    shared = {key: [by[at] for at in sorted(by.keys() & inside)] for key, by in held.items()}
    shared = {key: some for key, some in shared.items() if len(some) > 1}
    mails = {(domain_of(value), len(some)) for (kind, value), some in shared.items() if kind == "email"}
    own = {("domain", value) for value, count in mails if len(shared.get(("domain", value), ())) == count}
    order = sorted(shared.keys() - own, key=lambda key: (-len(shared[key]), -WEIGHTS[key[0]], key))
    for kind, value in order[:8]:
        some = shared[kind, value]
        who = ", ".join(known.units[one.party].caption for one in some[:4])
        more = f" and {len(some) - 4} more" if len(some) > 4 else ""
        yield Reason(
            f"{who}{more} share the {_kind(kind)} {some[0].shown}, which {len(held[kind, value])} companies "
            "of the data have.",
            citations(one.row for one in some[:CITED]),
        )


def _paying(between: Sequence[Payment]) -> Iterator[Reason]:
    """What the companies paid one another, by currency."""
    by_currency: dict[str, list[Payment]] = defaultdict(list)
    for one in between:
        by_currency[one.currency].append(one)
    for currency, several in sorted(by_currency.items()):
        total = sum(one.amount for one in several)
        largest = sorted(several, key=lambda one: (-one.amount, one.at, one.id))[:CITED]
        count = "one payment" if len(several) == 1 else f"{len(several)} payments"
        yield Reason(
            f"They paid one another: {count} of {total:,.2f} {currency} in all.",
            citations(one.row for one in largest),
        )


def _kind(kind: str) -> str:
    return {"email": "e-mail", "phone": "telephone"}.get(kind, kind)
