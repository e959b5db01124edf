"""Passports, register numbers and wallets: the same number however it is set."""

import pytest

from sightline.matching import document

SAME = {
    "spaces": ("PS 654 320 876", "PS654320876"),
    "a label": ("Passport No. PS654320876", "PS654320876"),
    "case": ("ps654320876", "PS654320876"),
    "a wallet": ("12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h",) * 2,
    "a hexadecimal wallet": (
        "0xA7e5d5A720f06526557c513402f2e6B5fA20b008",
        "0xa7e5d5a720f06526557c513402f2e6b5fa20b008",
    ),
}
OTHER = {
    "another digit": ("PS654320877", "PS654320876"),
    "too short": ("1234", "1234"),
    "no digit": ("unknown", "unknown"),
    "a wallet in another case": ("12QtD5BFwRsdNsAZY76UVE1xyCGNTojH9h", "12qtD5BFwRsdNsAZY76UVE1xyCGNTojH9h"),
}


@pytest.mark.parametrize(("query", "listed"), SAME.values(), ids=SAME)
def test_the_same(query: str, listed: str) -> None:
    found = document.compare(query, listed)
    assert found and found.score == 0.9985


@pytest.mark.parametrize(("query", "listed"), OTHER.values(), ids=OTHER)
def test_another(query: str, listed: str) -> None:
    assert document.compare(query, listed) is None
