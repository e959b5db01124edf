"""What parties share, weighed by how many share it."""

from __future__ import annotations

import pytest

from sightline.detectors.firms.ties import Rarity, Said, domain_of, groups, links, normal, strength

ROW = {"item": "ab" * 32, "row": 2, "place_start": 0, "place_end": 9}


def said(kind: str, value: str, *parties: int) -> list[Said]:
    return [Said(party, kind, value, value, ROW) for party in parties]


def test_the_weight_falls_from_few_to_the_hub() -> None:
    rarity = Rarity(4, 64)
    assert [rarity.weight(n) for n in (1, 4, 16, 64, 500)] == [1.0, 1.0, 0.5, 0.0, 0.0]


def test_what_one_service_gives_to_the_same_customers_counts_once() -> None:
    same = [*said("address", "a", 1, 2, 3), *said("phone", "p", 1, 2, 3), *said("director", "d", 1, 2, 3)]
    weights = {"address": 0.8, "phone": 1.0, "director": 1.0}
    assert strength(links(same, weights, Rarity(4, 60))[1, 2]) == 2.0
    own = [*same, *said("address", "b", 1, 2)]
    assert strength(links(own, weights, Rarity(4, 60))[1, 2]) == 2.8


def test_a_group_too_large_falls_apart_at_its_weak_ties() -> None:
    weak = said("address", "a", *range(6))
    strong = [*said("device", "d", 0, 1, 2), *said("device", "e", 3, 4, 5)]
    found = links([*weak, *strong], {"address": 0.6, "device": 1.0}, Rarity(10, 60))
    assert groups(found, 0.5, 6) == [(0, 1, 2, 3, 4, 5)]
    assert groups(found, 0.5, 3) == [(0, 1, 2), (3, 4, 5)]


SAME = {
    "phone": ("+852 1234-5678", "00852 12345678"),
    "email": (" X@Invented.example", "x@invented.example"),
    "domain": ("www.invented.example", "INVENTED.example"),
    "address": ("1, Invented Road", "1 invented road."),
}


@pytest.mark.parametrize("kind", SAME)
def test_spellings_of_one_value(kind: str) -> None:
    one, other = SAME[kind]
    assert normal(kind, one) == normal(kind, other) != ""


def test_a_short_number_is_no_telephone_and_a_public_provider_no_domain() -> None:
    assert normal("phone", "12345") == "" and normal("phone", "123456") == "123456"
    assert domain_of("x@gmail.com") == "" and domain_of("x@invented.example") == "invented.example"
