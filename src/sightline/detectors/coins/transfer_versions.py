"""Transfers of coins that several files give: each counts once, and what files say of it otherwise is kept.

One rule for the ledger of a theft, the detectors and the network. A transfer is known by chain, transaction
and index; of several versions the first counts: that of the file taken in first (`lake.taken_in` says which
that is), of files taken in at one time that of the lesser hash, and of one file the first row.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from sightline.detectors.citing import citations
from sightline.detectors.detector import moment
from sightline.lake.taken_in import TAKEN_IN
from sightline.model.citation import Reason

KEY = ("chain", "tx", "index")
Key = tuple[str, str, int]
SAID = ("amount", "asset", "from_address", "to_address", "time_ms")
"""what files may say differently of one transfer"""
MOST_DISPUTED = 200
MOST_TOLD = 5
"""disputed transfers a signal tells of"""


def _order(transfers: ir.Table) -> list[str]:
    return [*([TAKEN_IN] if TAKEN_IN in transfers.columns else ()), "item", "row"]


def once(transfers: ir.Table) -> ir.Table:
    """The transfers, each once, with `copies`: how many rows there are of it, itself among them."""
    own = ibis.window(group_by=list(KEY))
    ordered = ibis.window(group_by=list(KEY), order_by=_order(transfers))
    counted = transfers.mutate(copy=ibis.row_number().over(ordered), copies=_.count().over(own))
    return counted.filter(_.copy == 0).drop("copy")


def compared(transfers: ir.Table) -> ir.Table:
    """The same rows with `disputed`: whether rows of one transfer differ; for few transfers."""
    own = ibis.window(group_by=list(KEY))
    differ = [transfers[name].min().over(own) != transfers[name].max().over(own) for name in SAID]
    return transfers.mutate(disputed=ibis.or_(*differ))


def of_keys(transfers: ir.Table, chosen: ir.Table) -> ir.Table:
    """All rows of the transfers that any chosen row belongs to, so that `once` sees every version."""
    return transfers.semi_join(chosen.select(*KEY).distinct(), list(KEY))


def disputed(transfers: ir.Table, most: int = MOST_DISPUTED) -> dict[Key, list[dict[str, Any]]]:
    """Transfers of which rows say different things: the rows of each, the one that counts first."""
    told = transfers.group_by(list(KEY)).agg(
        rows=_.count(),
        **{f"low_{name}": _[name].min() for name in SAID},
        **{f"high_{name}": _[name].max() for name in SAID},
    )
    differ = ibis.or_(*(told[f"low_{name}"] != told[f"high_{name}"] for name in SAID))
    odd = told.filter(told["rows"] > 1, differ).select(*KEY).order_by(*KEY).limit(most)
    rows = transfers.semi_join(odd, list(KEY)).order_by(*KEY, *_order(transfers)).to_pyarrow().to_pylist()
    found: dict[Key, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault((row["chain"], row["tx"], row["index"]), []).append(row)
    return found


def shown(units: int, decimals: int, asset: str) -> str:
    """An amount as a reader knows it, whole to the last unit: `1,234.5 ETH`."""
    whole, part = divmod(units, 10**decimals)
    tail = f".{part:0{decimals}d}".rstrip("0").rstrip(".") if decimals else ""
    return f"{whole:,}{tail} {asset}"


def amount(row: Mapping[str, Any]) -> str:
    """The amount of a row as a reader knows it."""
    return shown(int(row["amount"]), row["decimals"], row["asset"])


def told(versions: Sequence[Mapping[str, Any]]) -> Reason:
    """What files say of one transfer, with the place of each."""
    first, *others = versions
    said = "; ".join(dict.fromkeys(_version(row) for row in others if _said(row) != _said(first)))
    return Reason(
        f"Files disagree about transfer {first['index']} of {first['tx']}: {_version(first)} counts, as it "
        f"was taken in first; elsewhere {said}.",
        citations(versions),
    )


def reasons(several: Iterable[Sequence[Mapping[str, Any]]]) -> tuple[Reason, ...]:
    """The same of several transfers, the first of them."""
    found = list(several)
    return tuple(told(versions) for versions in found[:MOST_TOLD])


def _said(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in SAID)


def _version(row: Mapping[str, Any]) -> str:
    return (
        f"{amount(row)} from {row['from_address']} to {row['to_address']} at "
        f"{moment(row['time_ms']):%Y-%m-%d %H:%M:%S} UTC"
    )
