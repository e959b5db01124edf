"""Ways out of an account and back to it with a piece missing between them."""

from __future__ import annotations

from sightline.detectors.payments.broken_circles import Asked, Broken, broken_circles
from sightline.detectors.payments.motif_graph import Strangers, Web, days, strangers
from tests.detectors.books import tables
from tests.detectors.payments.webs import Edge, edges, everyday

ASKED = Asked(4, 11, days(60.0), 1.1, 1_000, 120)
OUT: list[Edge] = [("A", "B", 60.0, 900.0), ("B", "C", 61.0, 880.0)]
BACK: list[Edge] = [("E", "F", 63.0, 850.0), ("F", "A", 64.0, 840.0)]


def web(*said: Edge) -> Web:
    return strangers(tables(edges(*said, *everyday(["A"])), [])["payments"], Strangers())


def named(rare: Web, found: list[Broken]) -> list[tuple[str, int, tuple[str, str]]]:
    """The payers, how many payments lead out, and between whom one is missing."""
    told = []
    for one in found:
        first, last = one.ends(rare)
        payers = "".join(rare.accounts[rare.payer[edge]] for edge in one.edges)
        told.append((payers, one.outward, (rare.accounts[first], rare.accounts[last])))
    return told


def test_it_knows_between_whom_a_payment_is_missing() -> None:
    rare = web(*OUT, *BACK)
    assert named(rare, broken_circles(rare, ASKED)) == [("ABEF", 2, ("C", "E"))]
    assert broken_circles(rare, ASKED._replace(least=5)) == []


def test_of_one_first_payment_the_longest_is_given() -> None:
    rare = web(*OUT, ("D", "E", 62.0, 860.0), *BACK)
    assert named(rare, broken_circles(rare, ASKED)) == [("ABDEF", 2, ("C", "D"))]
    assert [len(one.edges) for one in broken_circles(rare, ASKED._replace(most=4))] == [4]


def test_a_whole_circle_is_none_that_lacks_a_piece_beside_its_last_step() -> None:
    rare = web(*OUT, ("C", "E", 62.0, 860.0), *BACK)
    assert all(one.ends(rare)[0] != one.ends(rare)[1] for one in broken_circles(rare, ASKED))
