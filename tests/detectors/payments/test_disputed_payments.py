"""A payment that files tell differently speaks against signals that cite it; one resting on it is weak."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import ibis
import pytest

from sightline.detectors.payments.disputed_payments import MOST_TOLD, told, weighed
from sightline.lake.payments_disputed import Conflicts
from sightline.lake.payments_once import counted
from sightline.lake.taken_in import in_order
from sightline.model.citation import Citation, Reason
from sightline.model.place import Place
from sightline.model.signal import Actor, Signal
from tests.detectors.books import payment
from tests.detectors.sea.tracks import Row, arrow, placed

ONE, OTHER = "f" * 64, "a" * 64
AT = datetime(2023, 1, 1, tzinfo=UTC)


def row(number: int, amount: str = "9500", hours: float = 10) -> Row:
    return payment(number, hours, 0, "A", "B", "EUR") | {"amount": Decimal(amount)}


def of(first: list[Row], second: list[Row]) -> Conflicts:
    rows = placed(first, ONE) + placed(second, OTHER)
    return counted(in_order(ibis.memtable(arrow(rows, "payments")), [ONE, OTHER])).conflicts


def signal(*cited: tuple[str, int]) -> Signal:
    cites = tuple(Citation(item, Place(f"row {n}", n * 100, n * 100 + 99)) for item, n in cited)
    return Signal("structuring", 1, 0.8, (Actor("account-A", "account A", "payer"),), AT, AT, "1 account",
                  (Reason("Paid in parts.", cites),))  # fmt: skip


def test_a_corrected_payment_is_told_with_both_places_and_takes_nothing_off() -> None:
    conflicts = of([row(1), row(2)], [row(1, "9512")])
    [found] = weighed([signal((OTHER, 2))], conflicts)
    assert found.score == 0.8 and len(found.reasons) == 2
    assert found.reasons[1].text == (
        "Speaks against it: files disagree about payment N00001: 9,512.00 EUR of 2023-01-01 10:00 UTC "
        "counts, as that file was taken in later; it replaces 9,500.00 EUR of 2023-01-01 10:00 UTC."
    )
    assert [one.item for one in found.reasons[1].cites] == [OTHER, ONE]


def test_a_signal_that_rests_on_rows_in_doubt_is_weak_and_says_it_once() -> None:
    conflicts = of([row(1), row(2)], [row(1, hours=34)])
    [found] = weighed([signal((ONE, 2), (ONE, 3), (OTHER, 2))], conflicts)
    assert found.score == pytest.approx(0.32) and len(found.reasons) == 2
    assert "which counts too: whether they are one payment, their rows do not tell" in found.reasons[1].text


SCORES = {
    "one of three": ([(ONE, 2), (ONE, 3), (ONE, 4)], 0.32),
    "one of four": ([(ONE, 2), (ONE, 3), (ONE, 4), (ONE, 5)], 0.8),
    "none of three": ([(ONE, 3), (ONE, 4), (ONE, 5)], 0.8),
}


@pytest.mark.parametrize("name", SCORES)
def test_a_third_of_what_is_cited_is_where_it_rests_on_it(name: str) -> None:
    cited, score = SCORES[name]
    conflicts = of([row(n) for n in range(1, 5)], [row(1, hours=34)])
    [found] = weighed([signal(*cited)], conflicts)
    assert found.score == pytest.approx(score)
    assert (len(found.reasons) == 2) == ((ONE, 2) in cited)


def test_a_signal_of_other_rows_or_without_conflicts_is_the_same() -> None:
    conflicts = of([row(1), row(2)], [row(1, "9512")])
    other = signal((OTHER, 9))
    place = Citation(OTHER, Place("row 2", 7, 9))
    elsewhere = Signal("structuring", 1, 0.8, other.actors, AT, AT, "", (Reason("Elsewhere.", (place,)),))
    assert list(weighed([other, elsewhere], conflicts)) == [other, elsewhere]
    assert list(weighed([signal((OTHER, 2))], Conflicts())) == [signal((OTHER, 2))]


def test_of_many_the_first_are_told_and_the_others_counted() -> None:
    rows = [row(n) for n in range(1, MOST_TOLD + 3)]
    conflicts = of(rows, [one | {"amount": Decimal(1)} for one in rows])
    [found] = weighed([signal(*((OTHER, n) for n in range(2, MOST_TOLD + 4)))], conflicts)
    assert len(found.reasons) == 1 + MOST_TOLD + 1
    assert found.reasons[-1].text.endswith("files disagree about 2 more of the payments it cites.")


def test_a_day_alone_is_said_without_an_hour() -> None:
    conflicts = of([row(1, hours=0)], [row(1, "7", hours=0)])
    [pairs] = conflicts.of({(OTHER, 2)}).values()
    assert told(pairs).text.endswith("it replaces 9,500.00 EUR of 2023-01-01.")
