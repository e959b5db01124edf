"""MMSI: the same counts, another says nothing."""

from sightline.matching import mmsi


def test_the_same() -> None:
    found = mmsi.compare("MMSI 445123000", "445123000")
    assert found and found.score == 0.9241


def test_another_says_nothing() -> None:
    assert mmsi.compare("445123001", "445123000") is None
    assert mmsi.compare("44512300", "44512300") is None
