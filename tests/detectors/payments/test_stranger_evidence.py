"""What tells strangers who act together: each kind of evidence by itself, and its near miss."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sightline.detectors.payments import stranger_evidence as evidence
from sightline.detectors.payments import stranger_kernels as kernels
from sightline.detectors.payments.motif_graph import Strangers, Web, strangers, web
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, edges, everyday

CROWD: list[Edge] = [(f"S{n % 40}", f"Q{n}", 1.0 + n % 190, 20.0 + n % 70) for n in range(200)]
FEW: list[Edge] = [(f"P{n}", "HUB", 60.0 + n, 100.0 + n) for n in range(4)]


def rare(*said: Edge) -> Web:
    return strangers(tables(edges(*said, *everyday(["HUB"])), [])["payments"], Strangers())


def told(of: Web, payee: str) -> float:
    own = np.flatnonzero(of.payee == of.accounts.index(payee))
    nobody = np.zeros(len(of.accounts), np.bool_)
    telling = evidence.evidence(of, nobody, incoming=True)
    return float(kernels.weight(own, np.unique(of.payer[own]), telling))


def test_payers_who_pay_no_other_stranger_tell_more_than_busy_ones() -> None:
    busy = [(f"S{n}", payee, day, paid) for n, (_payer, payee, day, paid) in enumerate(FEW)]
    assert told(rare(*CROWD, *FEW), "HUB") > told(rare(*CROWD, *busy), "HUB") + 1.0


def test_larger_sums_and_sums_more_alike_tell_more() -> None:
    usual = [(*one[:3], 20.0 + 22 * n) for n, one in enumerate(FEW)]
    alike = [(*one[:3], 50.0 + n / 10) for n, one in enumerate(FEW)]
    assert told(rare(*CROWD, *usual), "HUB") < told(rare(*CROWD, *alike), "HUB")
    assert told(rare(*CROWD, *usual), "HUB") < told(rare(*CROWD, *FEW), "HUB")


def test_sums_that_everybody_pays_tell_nothing() -> None:
    same = [(*one[:3], 50.0) for one in (*CROWD, *FEW)]
    scores = evidence.paid(rare(*same))
    assert abs(float(scores.mean())) < 0.05 and float(scores.std()) == pytest.approx(1.0, abs=0.05)


def test_no_kind_adds_more_than_its_most() -> None:
    many = [(f"P{n}", "HUB", 60.0 + n / 10, 9000.0) for n in range(60)]
    seen = told(rare(*CROWD, *CROWD, *many), "HUB")
    assert 3 * kernels.MOST < seen <= 3 * kernels.MOST + 4 * kernels.LARGE  # 4: more than any rank's score


def test_accounts_that_deal_much_are_expected_to_meet_more() -> None:
    met = [(f"R{n}", f"T{n % 100}", 1.0 + n % 190, 10.0) for n in range(600)]
    regular = [(f"T{n}", f"W{n}", 2.0 + 9 * turn, 10.0) for n in range(100) for turn in range(20)]
    whole = web(tables(edges(*met, *regular), [])["payments"])
    into = np.bincount(whole.payee, minlength=len(whole.accounts))
    found = evidence.usual(whole, into * np.array(["T" in one for one in whole.accounts]), 0.1)
    assert found.mean[whole.accounts.index("T5")] > 2.5 > 1 > found.mean[whole.accounts.index("R5")]


def test_the_tail_of_the_binomial_is_exact() -> None:
    for some, of, share in ((0, 5, 0.3), (1, 5, 0.3), (4, 5, 0.3), (5, 5, 0.3), (30, 400, 0.01)):
        exact = sum(math.comb(of, at) * share**at * (1 - share) ** (of - at) for at in range(some, of + 1))
        found = kernels.chosen(some, of, share)
        assert found == pytest.approx(-math.log10(exact) if some else 0.0, abs=1e-9)
    assert kernels.chosen(3, 3, 0.0) == kernels.chosen(3, 3, 1.0) == 0.0


def test_the_tails_of_normal_and_chi_squared_are_those_of_the_tables() -> None:
    assert kernels.below(-1.6448536) == pytest.approx(-math.log10(0.05), abs=1e-6)
    assert kernels.alike(0.351846, 3) == pytest.approx(-math.log10(0.05), abs=1e-4)
    assert kernels.alike(5.991465, 2) == pytest.approx(-math.log10(0.95), abs=1e-4)
    assert kernels.alike(0.0, 0) == 0.0
