"""A word on two rows of a payment: counted by detectors and networks from then on, dated, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sightline.errors import Conflict, NotFound, UsageError
from sightline.model.settlement import Settlement, Word, standing
from sightline.service.ingest import Options, ingest
from sightline.service.network_rows import Paid, rows
from sightline.service.payment_settlements import (
    Disputed,
    Named,
    Said,
    digest,
    disputed,
    settle,
    settled,
    settlements,
    withdraw,
)
from sightline.service.workbench import Workbench
from tests.service.made import now

HEADER = "payment_id,booked_at,amount,currency,debtor_account,creditor_account\n"


def take(bench: Workbench, folder: Path, name: str, *lines: str) -> str:
    path = folder / name
    path.write_text(HEADER + "".join(f"{line}\n" for line in lines))
    [done] = ingest(now(bench), bench, [path], Options(source="press"))
    assert done.status == "parsed"
    return done.sha256


@pytest.fixture
def corrected(bench: Workbench, tmp_path: Path) -> Workbench:
    """A payment of 900 that a later file gives as 700, and one of two days."""
    take(bench, tmp_path, "one.csv", "K-1,2026-01-05,900,USD,A,B", "K-2,2026-01-05,50,USD,A,B")
    take(bench, tmp_path, "two.csv", "K-1,2026-01-05,700,USD,A,B", "K-2,2026-01-06,50,USD,A,B")
    return bench


def of(bench: Workbench, payment: str) -> list[Disputed]:
    return list(disputed(now(bench), bench, payment))


def named(one: Disputed, *, other: bool = False) -> Named:
    row = one.other if other else one.counts
    return Named(row.item, row.row)


def amounts(bench: Workbench) -> list[tuple[str, int]]:
    return [(row.id, int(row.amount)) for row in rows(now(bench), bench, Paid("A", "B")).rows]


def test_the_earlier_row_holds_once_somebody_says_so_until_it_is_taken_back(corrected: Workbench) -> None:
    [one] = of(corrected, "K-1")
    assert (one.counts.amount, one.other.amount, one.replaced, one.settlement) == (700, 900, True, None)
    made = settle(
        now(corrected), corrected, named(one, other=True), named(one), Said(Word.HOLDS, "bank says 900")
    )
    assert made.first.amount == 900 and made.by == now(corrected).user
    assert ("K-1", 900) in amounts(corrected) and ("K-1", 700) not in amounts(corrected)
    [one] = of(corrected, "K-1")
    assert (one.counts.amount, one.replaced, one.settlement) == (900, True, made)
    assert "(“bank says 900”)" in one.told.text and made.by in one.told.text
    taken = withdraw(now(corrected), corrected, made.id, "letter was of another payment")
    assert taken.word is Word.WITHDRAWN and ("K-1", 700) in amounts(corrected)
    assert settled(now(corrected), corrected) == () and len(settlements(now(corrected), corrected)) == 2
    assert settled(replace(now(corrected), known_at=made.at), corrected) == (made,)
    with pytest.raises(Conflict):
        withdraw(now(corrected), corrected, made.id, "again")


@pytest.mark.slow
def test_both_are_payments_and_one_of_two_days_may_hold(corrected: Workbench) -> None:
    [one] = of(corrected, "K-1")
    settle(now(corrected), corrected, named(one), named(one, other=True), Said(Word.BOTH, "two invoices"))
    assert sorted(amounts(corrected)) == [("K-1", 700), ("K-1", 900), ("K-2", 50), ("K-2", 50)]
    [two] = of(corrected, "K-2")
    assert not two.replaced
    settle(now(corrected), corrected, named(two), named(two, other=True), Said(Word.HOLDS, "one order"))
    assert sorted(amounts(corrected)) == [("K-1", 700), ("K-1", 900), ("K-2", 50)]
    told = [row.disputed.text for row in rows(now(corrected), corrected, Paid("A", "B")).rows if row.disputed]
    assert all("decided on" in text for text in told) and len(told) == 3


@pytest.mark.slow
def test_that_it_cannot_be_told_changes_no_count_and_stays_in_doubt(corrected: Workbench) -> None:
    before = amounts(corrected)
    [two] = of(corrected, "K-2")
    made = settle(now(corrected), corrected, named(two), named(two, other=True), Said(Word.UNKNOWN, "asked"))
    assert amounts(corrected) == before and of(corrected, "K-2")[0].settlement == made
    assert "that it cannot be told" in of(corrected, "K-2")[0].told.text


def test_the_later_word_holds_whoever_said_it(corrected: Workbench) -> None:
    [one] = of(corrected, "K-1")
    settle(now(corrected), corrected, named(one, other=True), named(one), Said(Word.HOLDS, "first"))
    last = settle(now(corrected), corrected, named(one), named(one, other=True), Said(Word.HOLDS, "second"))
    assert settled(now(corrected), corrected) == (last,) and ("K-1", 700) in amounts(corrected)
    assert digest(settled(now(corrected), corrected)) and digest(()) == ""


@pytest.mark.slow
def test_a_third_file_that_repeats_the_row_that_holds_changes_nothing(
    corrected: Workbench, tmp_path: Path
) -> None:
    [one] = of(corrected, "K-1")
    settle(now(corrected), corrected, named(one, other=True), named(one), Said(Word.HOLDS, "bank says 900"))
    take(corrected, tmp_path, "three.csv", "K-1,2026-01-05,700,USD,A,B", "K-9,2026-01-05,1,USD,A,B")
    assert ("K-1", 900) in amounts(corrected) and ("K-1", 700) not in amounts(corrected)


@pytest.mark.parametrize("why", ["", "  "])
def test_a_word_has_a_reason(corrected: Workbench, why: str) -> None:
    [one] = of(corrected, "K-1")
    with pytest.raises(UsageError):
        settle(now(corrected), corrected, named(one), named(one, other=True), Said(Word.BOTH, why))


def test_rows_that_tell_no_payment_differently_are_not_found(corrected: Workbench) -> None:
    [one], [two] = of(corrected, "K-1"), of(corrected, "K-2")
    with pytest.raises(NotFound):
        settle(now(corrected), corrected, named(one), named(two), Said(Word.BOTH, "why"))
    with pytest.raises(NotFound):
        withdraw(now(corrected), corrected, "none", "why")
    assert of(corrected, "K-3") == [] and len(disputed(now(corrected), corrected)) == 2


@pytest.mark.parametrize("text", ["", "abc:1", "a" * 12, "a" * 12 + ":x"])
def test_what_names_no_row_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        Named.parse(text)
    assert Named.parse("a" * 64 + ":7:K:1") == Named("a" * 64, 7, "K:1")


@pytest.mark.slow
def test_words_in_a_circle_leave_one_row(corrected: Workbench) -> None:
    """The last word lets a row hold, which no earlier one replaces."""
    [one] = of(corrected, "K-1")
    a, b, c = one.counts, one.other, replace(one.other, amount=one.other.amount + 1)
    at = datetime(2026, 1, 1, tzinfo=UTC)
    made = settle(now(corrected), corrected, named(one), named(one, other=True), Said(Word.HOLDS, "x"))
    circle = [
        Settlement(str(n), first, second, Word.HOLDS, "one", at.replace(day=n), "why", made.marking)
        for n, (first, second) in enumerate([(c, a), (b, c), (a, b)], 1)
    ]
    assert [one.id for one in standing(circle)] == ["2", "3"]


def test_two_rows_neither_of_which_counts_are_refused_with_the_one_that_does(
    corrected: Workbench, tmp_path: Path
) -> None:
    third = take(corrected, tmp_path, "three.csv", "K-1,2026-01-05,800,USD,A,B")
    first, second = (one for one in of(corrected, "K-1"))
    assert {first.other.amount, second.other.amount} == {900, 700}
    with pytest.raises(UsageError, match=f"neither of these rows counts: {third[:12]}:2:K-1 does"):
        settle(
            now(corrected), corrected, named(first, other=True), named(second, other=True),
            Said(Word.HOLDS, "letter"),
        )  # fmt: skip


def test_what_the_payer_wrote_twice_is_two_payments_until_somebody_says_it_is_one(
    bench: Workbench, tmp_path: Path
) -> None:
    for name, line in (("one", "X/1,2026-01-05,50,USD,A,B,FEE"), ("two", "Y-22,2026-01-05,50,USD,A,B,FEE")):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"{HEADER.strip()},end_to_end\n{line}\n")
        list(ingest(now(bench), bench, [path], Options(source="press")))
    assert sorted(amounts(bench)) == [("X/1", 50), ("Y-22", 50)]
    [one] = of(bench, "X/1")
    assert not one.replaced and "their rows do not tell" in one.told.text
    settle(
        now(bench), bench, named(one), named(one, other=True), Said(Word.HOLDS, "one booking at two banks")
    )
    assert amounts(bench) == [(one.counts.payment_id, 50)]


def test_a_corrected_payee_is_replaced_wherever_one_looks_from(bench: Workbench, tmp_path: Path) -> None:
    take(bench, tmp_path, "one.csv", "K-1,2026-01-05,50,USD,A,WRONG", "12,2026-01-05,70,USD,A,WRONG")
    take(bench, tmp_path, "two.csv", "K-1,2026-01-05,50,USD,A,RIGHT", "12,2026-01-05,70,USD,A,RIGHT")
    wrong, right = ([r.id for r in rows(now(bench), bench, Paid("A", to)).rows] for to in ("WRONG", "RIGHT"))
    assert (sorted(wrong), sorted(right)) == (["12"], ["12", "K-1"])
    [one] = of(bench, "K-1")
    assert "50.00 USD of 2026-01-05 to RIGHT counts" in one.told.text
    assert "replaces 50.00 USD of 2026-01-05 to WRONG" in one.told.text
    settle(now(bench), bench, named(one, other=True), named(one), Said(Word.HOLDS, "the letter was forged"))
    wrong, right = ([r.id for r in rows(now(bench), bench, Paid("A", to)).rows] for to in ("WRONG", "RIGHT"))
    assert (sorted(wrong), sorted(right)) == (["12", "K-1"], ["12"])
