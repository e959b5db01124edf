"""Correspondent accounts that another bank's customers use."""

from __future__ import annotations

import pytest

from sightline.detectors.detector import Found
from sightline.detectors.firms.nesting import Params, detect
from tests.detectors.books import account, payment, tables
from tests.detectors.firms.firms import cases
from tests.detectors.sea.tracks import Row

VOSTRO = account("V-1", "bank", holder="Invented Bank A", bic="KKKKUS33")
OWN, GUEST = "AAAAHKHH", "GGGGRUMM"


def over(bic: str, count: int, start: int = 0, every: float = 13) -> list[Row]:
    rows = []
    for at in range(count):
        one = payment(start + at, every * at, 100 + at, "V-1", "Z")
        if at % 2:
            one |= {
                "debtor_account": "Z",
                "creditor_account": "V-1",
                "creditor_bic": bic,
                "creditor_name": "Invented",
            }
        else:
            one |= {"debtor_bic": bic, "debtor_name": "Invented Customer"}
        rows.append(one)
    return rows


HITS: dict[str, tuple[list[Row], list[Row]]] = {
    "four payments": ([*over(OWN, 20), *over(GUEST, 4, 100)], [VOSTRO]),
    "half of all": ([*over(OWN, 5), *over(GUEST, 5, 100)], [VOSTRO]),
    "a bank by its name": ([*over(OWN, 20), *over(GUEST, 4, 100)], [VOSTRO | {"holder_type": None}]),
    "of six other banks": (
        [*over(OWN, 20), *over(GUEST, 4, 100), *(over(f"{x}XXXSGSG", 1, 200 + ord(x))[0] for x in "BCDEF")],
        [VOSTRO],
    ),
}
NO_HITS: dict[str, tuple[list[Row], list[Row]]] = {
    "three payments": ([*over(OWN, 20), *over(GUEST, 3, 100)], [VOSTRO]),
    "on one day": ([*over(OWN, 20), *over(GUEST, 4, 100, every=1)], [VOSTRO]),
    "a branch of the same house": ([*over(OWN, 20), *over("AAAACNSH001", 6, 100)], [VOSTRO]),
    "a company's account": (
        [*over(OWN, 20), *over(GUEST, 6, 100)], [VOSTRO | {"holder_type": "company", "holder": "Invented A"}],
    ),
    "no bank has most": (
        [*over(OWN, 4), *over(GUEST, 4, 100), *over("HHHHSGSG", 4, 200)], [VOSTRO],
    ),
    "a clearer with seven": (
        [*over(OWN, 30), *over(GUEST, 4, 100), *(over(f"{x}XXXSGSG", 1, 200 + ord(x))[0] for x in "BCDEFH")],
        [VOSTRO],
    ),
}  # fmt: skip


def found(case: tuple[list[Row], list[Row]]) -> list[Found]:
    return list(detect(tables(*case), Params()))


@pytest.mark.parametrize("name", cases(HITS, 2))
def test_hit(name: str) -> None:
    [signal] = found(HITS[name])
    assert {one.id for one in signal.actors} == {"account-V-1", f"bank-{GUEST}"}
    assert "bank-branches" in signal.measures


@pytest.mark.parametrize("name", cases(NO_HITS, 2))
def test_near_miss(name: str) -> None:
    assert found(NO_HITS[name]) == []
