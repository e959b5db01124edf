"""A person's account that works as a bank: many unrelated people pay in, many are paid, nothing stays.

## What it sees

Accounts held by a person whose money comes from many and goes to many others. The payers and payees that
count are the fewest who together move `weight_share` of what comes in and of what goes out, so that everyday
purchases beside add none. None of them shares holder, address, telephone, e-mail or device with the account,
and whoever both pays in and is paid, at whatever time, counts for neither: that is a circle of members, a
friend or a partner in trade. There are at least `payers` and `payees`, `counterparties` in all, and on
neither side less than `side_share` of the other. Money leaves in payments of the size in which it came, or in
smaller ones: by the size in which a unit of money moves on average, payments out are no more than
`size_ratio` times as large as payments in; and so it is without the one who pays in most and the one who is
paid most, as an employer and a landlord are.

Of a payment in, as much as `passed_share` on average goes out within `passed_hours` of it, before or after,
each payment counting the same, and as much as `passed_money` of all the money: a wage that is lived on stays.
That is matched by sum and time alone: where other money lies on the account, what goes out may be of that.
What came in so late that it may yet leave is not judged. In the end what came in and what went out differ by
no more than `drift_share`, where `missing_share` of the payments, with at most `missing_money` of the money,
may have no other side because that is missing from the data: what is left out is few and small. All is
computed for each currency, by matching money with the oldest that came the other way and is still in time.
The whole time is looked at, then windows of `windows_days` days and of a third of it. Round amounts, several
currencies and payments at night add to the score; they alone are no signal. It is night by the clock of the
country the register gives the account, else of its IBAN, else of its bank; of a country with several clocks
by the main one, and by UTC where none is known: the reason says which.

## Why it matters

Representatives of DPRK banks abroad kept accounts in their own or their spouses' names and settled trade
through them. Resolution 1874 ¶18–20 and 2094 ¶11–15 forbid financial services that could aid the
programmes; 2371 ¶14 says that firms doing a bank's business count as financial institutions.

## Thresholds

Stand in `Params`, each with its unit and source.

## Known false positives

Agents who collect for others; notaries and lawyers with client money in a personal account, also where they
hold each sum for days, yet deal so often that others go out meanwhile; organisers of journeys; exchange
offices that are registered to a person. Night is told by the times that the payments carry: a file whose
times are local and say no offset is read as UTC, and its hours are wrong by that much.

Looked for: members of savings clubs who hold the pot, left out as payees are also the payers, whatever else
is on the account; shops and market traders, treasurers of clubs, people who support a family, payrolls,
marketplaces, charities and landlords, with a wage, a rent and groceries on the same account or without, left
out where they differ in one of the conditions: who holds the account, how many stand for most of the money,
how large a payment out is beside one in, or what stays. Whoever keeps next to nothing and pays bills as small
as what comes in, within two days, is named all the same.

## Known misses

An account whose holder type is not known, money that rests longer than `passed_hours` where nothing else goes
out so near, or is gathered from small payments into few large ones, business among people who both pay in and
are paid, a large sum of which the other side is missing, exchange of one currency for another, business split
over several accounts, and business that a longer ordinary life outweighs in every window.

## Source

The flags are proposals of the project's typologies (E2: person account with many counterparties and
near-zero balance drift; in and out within 48 hours at least 80 %, here 70 % of a payment on average, since
what is missing from the data counts as stayed; round amounts at least 50 %), after FinCEN advisories
FIN-2017-A007 and -A008 and patterns that Panel reports describe; no resolution states them. The other limits
are proposals of this project, judged on generated worlds as the page on evaluation says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import pyarrow as pa
from ibis import _

from sightline.clean import iban, time_zones
from sightline.clean.holder_kinds import PERSONS
from sightline.detectors.citing import COLUMNS
from sightline.detectors.detector import Found, Tables, param
from sightline.detectors.payments.account_flows import Account, Flow, spells
from sightline.detectors.payments.account_report import report

VERSION = 9
TABLES = ("payments", "accounts")
MEASURES = ("fin-services",)

_PROPOSAL = "proposal, typologies E2"
_OURS = "proposal of this project"
_LESS = "proposal of this project: less than the 0.8 of typologies E2, since payments are missing from data"
SHARED = ("holder", "address", "phone", "email", "device")
"""two accounts that share one of these are related"""


@dataclass(frozen=True, slots=True)
class Params:
    """What counts as working as a bank."""

    weight_share: float = param(0.8, "those who count move this share of the money", "1", _OURS)
    counterparties: int = param(10, "fewest unrelated counterparties that count", "accounts", _OURS, 1)
    payers: int = param(4, "fewest that pay in", "accounts", _OURS, 1)
    payees: int = param(4, "fewest that are paid", "accounts", _OURS, 1)
    side_share: float = param(0.25, "payers or payees are at least this share of the other", "1", _OURS)
    size_ratio: float = param(2.0, "most that payments out are larger than those in", "times", _OURS)
    payments: int = param(20, "fewest payments", "payments", _OURS, 1)
    passed_share: float = param(0.7, "of a payment in, as much goes out in time, on average", "1", _LESS)
    passed_money: float = param(0.5, "and of all the money that came in", "1", _OURS)
    passed_hours: float = param(48.0, "in time: so near to it, before or after", "h", _PROPOSAL)
    missing_share: float = param(0.02, "payments whose other side may be missing", "1", _OURS)
    missing_money: float = param(0.2, "and at most this share of the money that came or went", "1", _OURS)
    drift_share: float = param(0.15, "most that in and out differ, of the larger", "1", _OURS)
    windows_days: int = param(90, "shorter spells are looked for in windows so long", "days", _OURS, 3)
    round_share: float = param(0.5, "from this share of round amounts the score rises", "1", _PROPOSAL)
    round_unit: int = param(100, "a round amount is a multiple of this", "currency units", _OURS, 1)
    currencies: int = param(2, "from so many currencies the score rises", "currencies", _OURS, 1)
    night_share: float = param(0.25, "from this share of payments at night the score rises", "1", _OURS)
    circle_share: float = param(0.8, "payees who also pay in, one amount: a savings club", "1", _OURS)


def detect(tables: Tables, params: Params) -> Iterator[Found]:
    """Accounts, in the order of their numbers; see the module's own words."""
    chosen = candidates(tables["payments"], tables["accounts"], params).to_pyarrow()
    wanted = sorted(chosen["account"].to_pylist())
    if not wanted:
        return
    holders = _accounts(tables["accounts"], wanted)
    related = _related(tables["accounts"], wanted)
    for account, flows in sorted(_flows(tables["payments"], wanted).items()):
        for spell in spells(flows, related.get(account, frozenset()), params):
            yield report(holders[account], spell, params)


def candidates(payments: Any, accounts: Any, params: Params) -> Any:
    """Accounts of persons with enough payers and payees over all time: one column, `account`."""
    persons = accounts.filter(_.holder_type.strip().lower().isin(PERSONS)).select("account").distinct()
    real = payments.filter(_.debtor_account != _.creditor_account, _.amount > 0)
    paid_in = real.group_by(account=_.creditor_account).agg(payers=_.debtor_account.nunique())
    paid_out = real.group_by(account=_.debtor_account).agg(payees=_.creditor_account.nunique())
    both = paid_in.join(paid_out, "account").filter(
        _.payers >= params.payers, _.payees >= params.payees, _.payers + _.payees >= params.counterparties
    )
    return both.semi_join(persons, "account").select("account")


def _accounts(accounts: Any, wanted: list[str]) -> dict[str, Account]:
    rows = accounts.filter(_.holder_type.strip().lower().isin(PERSONS)).semi_join(_few(wanted), "account")
    at = rows.group_by("account").agg(
        row=ibis.struct({
            "holder": _.holder.fill_null(""),
            "bic": _.bic.fill_null(""),
            "country": _.country.fill_null(""),
            **{name: _[name] for name in COLUMNS},
        }).min()
    )  # fmt: skip
    lines = at.to_pyarrow().to_pylist()
    return {line["account"]: _account(line["account"], line["row"]) for line in lines}


def _account(number: str, row: Mapping[str, Any]) -> Account:
    """An account as its register says it; its clock by its own country, else its IBAN's, else its bank's."""
    own = iban.clean(number)
    codes = (row["country"], own[:2] if own else "", row["bic"][4:6])
    zone = next((found for code in codes if (found := time_zones.of_country(code))), None)
    return Account(number, row["holder"], row["bic"], dict(row), zone)


def _few(accounts: list[str]) -> Any:
    """These account numbers as a table, since a condition that spells thousands takes seconds to compile."""
    return ibis.memtable(pa.table({"account": pa.array(accounts, pa.string())}))


def _related(accounts: Any, wanted: list[str]) -> dict[str, frozenset[str]]:
    """For each wanted account those that share a holder, an address, a telephone, an e-mail or a device."""
    found: dict[str, set[str]] = {}
    for name in SHARED:
        known = accounts.select("account", value=_[name].strip().lower()).filter(_["value"] != "").distinct()
        own = known.semi_join(_few(wanted), "account").rename(own="account")
        pairs = own.join(known.view(), "value").filter(_.own != _.account).select("own", "account")
        for line in pairs.to_pyarrow().to_pylist():
            found.setdefault(line["own"], set()).add(line["account"])
    return {account: frozenset(others) for account, others in found.items()}


def _flows(payments: Any, wanted: list[str]) -> dict[str, list[Flow]]:
    """Every payment of the wanted accounts, repeated ones once, in the order of time, what comes in first."""
    real = payments.filter(_.debtor_account != _.creditor_account, _.amount > 0)
    few = _few(wanted)
    paid = real.semi_join(few, [("debtor_account", "account")])
    received = real.semi_join(few, [("creditor_account", "account")])
    keys = ("payment_id", "booked_ms", "amount", "currency", "debtor_account", "creditor_account")
    once = (
        paid.union(received).group_by(*keys).agg(place=ibis.struct({name: _[name] for name in COLUMNS}).min())
    )
    known = frozenset(wanted)
    flows: dict[str, list[Flow]] = {}
    for line in once.to_pyarrow().to_pylist():
        said = (line["booked_ms"], line["payment_id"], line["amount"], line["currency"], line["place"])
        if line["creditor_account"] in known:
            flow = Flow(True, line["debtor_account"], *said)
            flows.setdefault(line["creditor_account"], []).append(flow)
        if line["debtor_account"] in known:
            flow = Flow(False, line["creditor_account"], *said)
            flows.setdefault(line["debtor_account"], []).append(flow)
    for several in flows.values():
        several.sort(key=lambda flow: (flow.at, not flow.comes, flow.payment, flow.other, flow.amount))
    return flows
