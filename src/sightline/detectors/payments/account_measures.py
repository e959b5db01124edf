"""Every account of a table of payments in figures: what it pays and gets, how fast, to whom, in what shapes.

The figures are for ranking accounts and for models that people train on cases of their own. They are
computed on the web of payments (`motif_graph`), all accounts at a time, and say nothing of guilt. What an
account's partners are like stands beside what it is like itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sightline.detectors.detector import Found
from sightline.detectors.payments import motif_kernels as kernels
from sightline.detectors.payments.motif_graph import DAY_MS, Strangers, Web, strangers, web
from sightline.detectors.register import detector
from sightline.model.signal import Actor

SHAPES = (
    "fan_in", "fan_out", "gather_scatter", "scatter_gather", "cycle", "bipartite", "stack", "pass_through",
    "structuring",
)  # fmt: skip
WINDOWS = (1, 7, 20)
"""days in which the most payments are counted"""
QUICK_DAYS = 2.0
"""what leaves so soon after it came; in and out within 48 hours, typologies E2"""
QUICK_SHARE = 0.1
"""and is less by no more than this"""
MOST_PARTNERS = 120
"""accounts that pay more often are passed over in ways of two steps"""
LOOKED_AT = (
    "paid_partners", "got_partners", "paid_least", "got_least", "paid_repeats", "got_repeats", "quick",
    "shapes",
)  # fmt: skip
"""figures of the partners that are told beside an account's own: their mean and their largest"""
AMOUNTS = ("paid_least", "got_least")
"""those of them that are of a currency"""


Tell = Callable[[str, int, int], None]
"""hears what is done now, and which step of how many it is; it may raise, and then nothing more is done"""


@dataclass(frozen=True, slots=True)
class Measures:
    """Accounts in the order of their numbers, the figures by name, and the shapes each account stands in.

    `values[i, j]` is figure `names[j]` of `accounts[i]`; times in days, 0 where there is nothing. Sums and
    amounts are those of the account's main currency alone, `currency[i]`: that of most of its payments, of
    equals the first by its code. Nothing is added or compared across currencies.
    """

    accounts: tuple[str, ...]
    names: tuple[str, ...]
    values: kernels.F64
    shapes: Mapping[str, Mapping[str, Found]]
    """by account and name of the detector, the signal with the highest score"""
    currency: tuple[str, ...]
    """of each account, the one its sums and amounts are of"""
    sums: Mapping[str, Mapping[str, tuple[float, float]]]
    """of accounts that stand in a shape: by currency what each paid, and got"""
    payments: int
    """between two accounts"""
    once: int
    """of them of pairs that hardly deal, strangers as the shapes take them"""

    def column(self, name: str) -> kernels.F64:
        """One figure of all accounts."""
        return np.asarray(self.values[:, self.names.index(name)])


def _unheard(text: str, done: int, total: int) -> None:
    """Tell nobody."""


def measures(payments: Any, tell: Tell = _unheard) -> Measures:
    """The figures of every account that pays or is paid."""
    steps = len(SHAPES) + 2
    tell("reading payments", 0, steps)
    whole = web(payments)
    shapes = _shapes(payments, lambda name, number: tell(f"looking for {name}", number, steps))
    tell("measuring accounts", steps - 1, steps)
    figures: dict[str, Any] = {}
    main = _main_currency(whole)
    for side, node, other in (("paid", whole.payer, whole.payee), ("got", whole.payee, whole.payer)):
        figures |= {f"{side}_{name}": values for name, values in _side(whole, node, other, main).items()}
    figures["passed"] = _less_of(figures["paid_sum"], figures["got_sum"])
    figures["quick"] = _quick(whole)
    figures["days"] = _days(whole)
    figures |= _in_shapes(whole.accounts, shapes)
    figures |= _partners(whole, figures, main)
    names = tuple(figures)
    values = np.column_stack([np.asarray(figures[name], np.float64) for name in names])
    currency = tuple(whole.currencies[at] for at in main.tolist())
    values = values.reshape(len(whole.accounts), len(names))
    sums, once = _sums(whole, shapes.keys()), len(strangers(payments, Strangers()).payer)
    return Measures(whole.accounts, names, values, shapes, currency, sums, len(whole.payer), once)


def _main_currency(whole: Web) -> kernels.I64:
    """By account the number of the currency of most of its payments, of equals the first."""
    several, count = max(1, len(whole.currencies)), len(whole.accounts)
    node = np.concatenate([whole.payer, whole.payee]).astype(np.int64)
    key, times = np.unique(node * several + np.tile(whole.currency, 2), return_counts=True)
    account, currency = key // several, key % several
    order = np.lexsort((currency, -times, account))
    found = np.zeros(count, np.int64)
    first = order[np.flatnonzero(np.diff(account[order], prepend=-1))]
    found[account[first]] = currency[first]
    return found


def _sums(whole: Web, accounts: Collection[str]) -> dict[str, dict[str, tuple[float, float]]]:
    """Of these accounts what each paid, and got, by currency."""
    asked = np.array([account in accounts for account in whole.accounts], np.bool_)
    found: dict[str, dict[str, tuple[float, float]]] = {account: {} for account in accounts}
    several = max(1, len(whole.currencies))
    for side, node in enumerate((whole.payer, whole.payee)):
        own = np.flatnonzero(asked[node])
        keys, which = np.unique(
            node[own].astype(np.int64) * several + whole.currency[own], return_inverse=True
        )
        totals = np.bincount(which, whole.amount[own], minlength=len(keys))
        for key, total in zip(keys.tolist(), totals.tolist(), strict=True):
            by = found[whole.accounts[key // several]]
            paid, got = by.get(whole.currencies[key % several], (0.0, 0.0))
            by[whole.currencies[key % several]] = (paid, total) if side else (total, got)
    return {account: dict(sorted(by.items())) for account, by in found.items()}


def _shapes(payments: Any, tell: Callable[[str, int], None]) -> dict[str, dict[str, Found]]:
    """For each account the best signal of each detector of shapes that names it."""
    found: dict[str, dict[str, Found]] = {}
    for number, name in enumerate(SHAPES, 1):
        tell(name.replace("_", " "), number)
        asked = detector(name)
        for signal in asked.detect({"payments": payments}, asked.params()):
            for actor in signal.actors:
                own = found.setdefault(_number(actor), {})
                if name not in own or signal.score > own[name].score:
                    own[name] = signal
    return found


def _number(actor: Actor) -> str:
    return actor.id.removeprefix("account-")


def _in_shapes(accounts: Sequence[str], shapes: Mapping[str, Mapping[str, Found]]) -> dict[str, kernels.F64]:
    found = {name: np.zeros(len(accounts)) for name in (*SHAPES, "shapes")}
    place = {account: at for at, account in enumerate(accounts)}
    for account, own in shapes.items():
        for name, signal in own.items():
            found[name][place[account]] = signal.score
        found["shapes"][place[account]] = sum(signal.score for signal in own.values())
    return found


def _side(whole: Web, node: kernels.I32, other: kernels.I32, main: kernels.I64) -> dict[str, Any]:
    """The figures of one side of every account's payments; sums and amounts in its main currency."""
    count = len(whole.accounts)
    number = np.bincount(node, minlength=count).astype(np.float64)
    own = whole.currency == main[node]
    whose, amount = node[own], whole.amount[own]
    told = np.maximum(1, np.bincount(whose, minlength=count))
    total = np.bincount(whose, amount, minlength=count)
    squares = np.bincount(whose, amount**2, minlength=count)
    mean = total / told
    spread = np.sqrt(np.maximum(0.0, squares / told - mean**2))
    pairs, which, times = np.unique(
        node.astype(np.int64) * count + other, return_inverse=True, return_counts=True
    )
    most = np.zeros(count)
    np.maximum.at(most, pairs // max(1, count), times)
    found: dict[str, Any] = {
        "count": number, "sum": total, "mean": mean, "spread": spread,
        "partners": np.bincount(pairs // max(1, count), minlength=count),
        "repeats": most,
        "repeated_share": np.bincount(node, times[which] > 1, minlength=count) / np.maximum(1, number),
    }  # fmt: skip
    found |= _ordered(whose, amount, count)
    once = times[which] == 1
    found |= {f"within_{days}": _burst(whole, node, days, np.ones(len(node), np.bool_)) for days in WINDOWS}
    found["strangers"] = _burst(whole, node, WINDOWS[-1], once)
    return found


def _ordered(node: kernels.I32, amount: kernels.F64, count: int) -> dict[str, kernels.F64]:
    """The least, the middle and the largest amount of each account."""
    found = {name: np.zeros(count) for name in ("least", "middle", "largest")}
    if len(node):
        order = np.lexsort((amount, node))
        first = np.flatnonzero(np.diff(node[order], prepend=-1))
        behind = np.append(first[1:], len(node))
        at = node[order][first]
        found["least"][at] = amount[order][first]
        found["middle"][at] = amount[order][(first + behind - 1) // 2]
        found["largest"][at] = amount[order][behind - 1]
    return found


def _burst(whole: Web, node: kernels.I32, days: float, chosen: Any) -> kernels.F64:
    """The most payments of each account within so many days, of those chosen."""
    found = np.zeros(len(whole.accounts))
    edges = np.flatnonzero(chosen)
    if len(edges):
        edges = edges[np.argsort(node[edges], kind="stable")]
        t, which = whole.t[edges], node[edges].astype(np.int64)
        step = int(t.max() - t.min()) + round(days * DAY_MS) + 2
        key = which * step + (t - t.min())
        first = np.searchsorted(key, key - round(days * DAY_MS), side="left")
        np.maximum.at(found, which, np.arange(len(edges)) - first + 1)
    return found


def _quick(whole: Web) -> kernels.F64:
    """How often what came in left again soon and nearly whole."""
    edges = np.arange(len(whole.payer))
    one, other = kernels.two_steps(
        edges, whole.out, whole.out_at, whole.payee, whole.t, round(QUICK_DAYS * DAY_MS), MOST_PARTNERS
    )
    came, went = whole.amount[one], whole.amount[other]
    near = (went <= came) & (went >= (1 - QUICK_SHARE) * came)
    near &= whole.currency[one] == whole.currency[other]
    return np.bincount(whole.payee[one[near]], minlength=len(whole.accounts)).astype(np.float64)


def _days(whole: Web) -> kernels.F64:
    """From an account's first payment to its last."""
    count = len(whole.accounts)
    first, last = np.full(count, np.iinfo(np.int64).max), np.zeros(count, np.int64)
    for node in (whole.payer, whole.payee):
        np.minimum.at(first, node, whole.t)
        np.maximum.at(last, node, whole.t)
    return np.asarray((last - np.minimum(first, last)) / DAY_MS)


def _less_of(one: kernels.F64, other: kernels.F64) -> kernels.F64:
    """The smaller of two sums over the larger."""
    return np.asarray(np.minimum(one, other) / np.maximum(1e-9, np.maximum(one, other)))


def _partners(whole: Web, figures: Mapping[str, Any], main: kernels.I64) -> dict[str, kernels.F64]:
    """Mean and largest of some figures over the accounts that each one deals with, either way.

    Of amounts over those of the same main currency.
    """
    count = len(whole.accounts)
    node = np.concatenate([whole.payer, whole.payee]).astype(np.int64)
    other = np.concatenate([whole.payee, whole.payer])
    pairs = np.unique(node * count + other)
    node, other = pairs // max(1, count), pairs % max(1, count)
    alike = main[node] == main[other]
    found = {}
    for name in LOOKED_AT:
        whose, whom = (node[alike], other[alike]) if name in AMOUNTS else (node, other)
        values = np.asarray(figures[name], np.float64)[whom]
        number = np.maximum(1, np.bincount(whose, minlength=count))
        found[f"partners_{name}"] = np.bincount(whose, values, minlength=count) / number
        largest = np.zeros(count)
        np.maximum.at(largest, whose, values)
        found[f"partners_largest_{name}"] = largest
    return found
