"""Of several comparisons the one that speaks most for agreement."""

from sightline.matching.compared import Compared, strongest


def test_strongest() -> None:
    weak, strong, equal = Compared(-1.0, "a", {}), Compared(0.7, "b", {}), Compared(0.7, "c", {})
    assert strongest([weak, strong, equal]) is strong
    assert strongest([]) is None
