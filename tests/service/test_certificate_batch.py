"""Certificates of many queries in one row: packed, signed, taken out as they went in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sightline.errors import IntegrityBroken
from sightline.evidence.keys import Keyring
from sightline.service import certificate_batch

HEAD = {
    "as_of": "2026-03-02", "known_at": "x", "lists": [{"list": "un", "manifest": "m"}], "engine": "1",
    "threshold": 0.8, "limit": 10, "issued_at": "y", "issued_by": "z",
}  # fmt: skip
BODIES = [{"id": f"b-{n}", "query": {"name": f"지어낸 {n}"}, "hits": [], "nearest": None} for n in range(3)]


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    Keyring.create(tmp_path, datetime(2026, 3, 2, tzinfo=UTC), lambda size: b"k" * size)
    return Keyring.open(tmp_path)


def test_taken_out_as_they_went_in(keyring: Keyring) -> None:
    said = {"b-1": [{"verdict": "unsure"}]}
    row = certificate_batch.signed(certificate_batch.pack(HEAD, BODIES), said, keyring.current)
    certificate_batch.check(row)
    found = certificate_batch.unpack(row)
    assert list(found) == ["b-0", "b-1", "b-2"]
    assert found["b-0"] == HEAD | BODIES[0] | {"decisions": []}
    assert found["b-1"]["decisions"] == said["b-1"]


def test_weights_stand_once_and_come_back() -> None:
    def body(n: int) -> dict[str, object]:
        forms = [{"comparison": "name_words", "model": {"most": n % 2}}, {"comparison": "kind"}]
        reasons = [{"text": "same", "forms": dict(one)} for one in forms]
        return {"id": f"b-{n}", "hits": [{"reasons": reasons}], "nearest": None}

    found = certificate_batch.unpack(certificate_batch.pack(HEAD, [body(n) for n in range(4)]))
    assert found == {f"b-{n}": HEAD | body(n) | {"decisions": []} for n in range(4)}


@pytest.mark.parametrize("name", ["packed", "decisions", "head", "count"])
def test_an_edited_row_is_noticed(keyring: Keyring, name: str) -> None:
    row = certificate_batch.signed(certificate_batch.pack(HEAD, BODIES), {}, keyring.current)
    other = certificate_batch.signed(
        certificate_batch.pack(HEAD, BODIES[:2]), {"b-0": ["x"]}, keyring.current
    )
    edited = other[name] if name != "head" else HEAD | {"threshold": 0.1}
    with pytest.raises(IntegrityBroken):
        certificate_batch.check(row | {name: edited})


def test_rows_from_before_are_still_read(keyring: Keyring) -> None:
    signer = keyring.current
    old = signer.signed(HEAD | BODIES[0] | {"key": signer.fingerprint, "public_key": signer.public_key.hex()})
    certificate_batch.check({"certificates": [old]})
    assert certificate_batch.unpack({"certificates": [old]}) == {"b-0": old}
    with pytest.raises(IntegrityBroken):
        certificate_batch.check({"certificates": [old | {"threshold": 0.1}]})
