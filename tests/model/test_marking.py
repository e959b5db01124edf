"""Who may know: levels and compartments."""

from __future__ import annotations

import pytest

from sightline.errors import BadInput
from sightline.model.marking import PUBLIC, Marking, Tlp

AMBER_FINANCE = Marking(Tlp.AMBER, frozenset({"FINANCE"}))
COVERED = {
    "the same": AMBER_FINANCE,
    "a lower level": Marking(Tlp.GREEN, frozenset({"FINANCE"})),
    "no compartment": Marking(Tlp.AMBER),
    "public": PUBLIC,
}
NOT_COVERED = {
    "the next level": Marking(Tlp.AMBER_STRICT, frozenset({"FINANCE"})),
    "another compartment": Marking(Tlp.CLEAR, frozenset({"SOURCE-7"})),
    "one compartment more": Marking(Tlp.AMBER, frozenset({"FINANCE", "SOURCE-7"})),
}


@pytest.mark.parametrize("marking", COVERED.values(), ids=COVERED)
def test_a_clearance_covers(marking: Marking) -> None:
    assert AMBER_FINANCE.covers(marking)


@pytest.mark.parametrize("marking", NOT_COVERED.values(), ids=NOT_COVERED)
def test_a_clearance_does_not_cover(marking: Marking) -> None:
    assert not AMBER_FINANCE.covers(marking)


@pytest.mark.parametrize(
    "text", ["TLP:CLEAR", "TLP:AMBER+STRICT", "TLP:RED//FINANCE,SOURCE-7", "TLP:GREEN//A"]
)
def test_is_written_and_read_alike(text: str) -> None:
    assert str(Marking.parse(text)) == text


def test_is_read_without_prefix_in_any_case() -> None:
    assert Marking.parse(" amber//source-7, finance ") == Marking(
        Tlp.AMBER, frozenset({"FINANCE", "SOURCE-7"})
    )


@pytest.mark.parametrize("text", ["", "TLP:BLUE", "TLP:RED//not a name", "TLP:RED//Ü"])
def test_refuses_what_is_none(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        Marking.parse(text)
    assert refusal.value.remedy


def test_what_is_derived_is_as_restricted_as_each() -> None:
    other = Marking(Tlp.RED, frozenset({"SOURCE-7"}))
    joined = AMBER_FINANCE.joined(other)
    assert joined == Marking(Tlp.RED, frozenset({"FINANCE", "SOURCE-7"}))
    assert joined.covers(AMBER_FINANCE) and joined.covers(other)
