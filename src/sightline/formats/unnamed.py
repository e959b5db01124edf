"""Parties without an account: each gets an id that joins no payments of different parties.

Of a party that has a name the id holds it with the bank it is with (`name: Invented One at INVBUS33`), and,
where no bank is said, with the account it pays or is paid by (`name: Invented One with XX00INVENTED02`): two
persons of one name are two. Of one that has neither it holds the other account, the payment and the day
(`unnamed: XX00INVENTED02, T-1, 2019-03-01`), so that no second payment has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

NOT_PROVIDED = "NOTPROVIDED"
"""what ISO 20022 writes for a reference that is not known; formats give it for an account nobody named"""
UNNAMED = "unnamed: "
"""before the id of a party that stands in one payment alone"""
SAYING_NOTHING = pa.array(
    [
        "notprovided",
        "not provided",
        "unknown",
        "unnamed",
        "none",
        "null",
        "nan",
        "n/a",
        "n.a.",
        "-",
        "--",
        "?",
    ]
)
"""what files write, in lower case, where they know no account"""
BANK = 8
"""letters of a BIC that are the bank's"""


def stands(found: dict[str, str], side: str, *, always: bool = False) -> None:
    """Say that a side's account is not provided, where it has a name at least, or `always`."""
    if not found[f"{side}_account"] and (found[f"{side}_name"] or always):
        found[f"{side}_account"] = NOT_PROVIDED


def mask(accounts: Any) -> Any:
    """Which accounts of a column say that none is known; None where all are."""
    coded = pc.dictionary_encode(accounts)
    silent = pc.is_in(pc.utf8_lower(pc.utf8_trim_whitespace(coded.dictionary)), SAYING_NOTHING)
    if not pc.any(silent).as_py():
        return None
    return pc.fill_null(silent.take(coded.indices), False).to_numpy(zero_copy_only=False)


def told_apart(found: Mapping[str, Any]) -> dict[str, Any]:
    """The columns `debtor_account` and `creditor_account`, with an id for each party that has no account."""
    masks = {side: mask(found[f"{side}_account"]) for side in ("debtor", "creditor")}
    columns = {f"{side}_account": found[f"{side}_account"] for side in masks}
    for side, other in (("debtor", "creditor"), ("creditor", "debtor")):
        wrong = masks[side]
        if wrong is None:
            continue
        texts = found[f"{side}_account"].to_pylist()
        for index in np.flatnonzero(wrong):
            against = found[f"{other}_account"][index].as_py()
            known = masks[other] is None or not masks[other][index]
            texts[index] = _id(found, side, int(index), against if known else "")
        columns[f"{side}_account"] = pa.array(texts, pa.string())
    return columns


def _id(found: Mapping[str, Any], side: str, index: int, against: str) -> str:
    name, bank = found[f"{side}_name"][index].as_py(), found[f"{side}_bic"][index].as_py()
    payment = found["payment_id"][index].as_py()
    if name and bank:
        return f"name: {name} at {bank[:BANK]}"
    if name:
        return f"name: {name} with {against or payment}"
    at = found["booked_ms"][index].as_py()
    day = str(np.datetime64(at, "ms").astype("datetime64[D]")) if at is not None else ""
    return f"{UNNAMED}{against or side}, {payment}, {day}".replace("/", "-")
