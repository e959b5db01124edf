"""`judge` and `ownership`: from two lists to pairs, judgements, canonical ids and a roll-up, for scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Sightline
from tests.service.listed import ALPHA, BETA, lines


@pytest.fixture
def listed(sightline: Sightline, tmp_path: Path) -> Sightline:
    """An office with two lists that were compared."""
    for name, entries in (("alpha", ALPHA), ("beta", BETA)):
        path = tmp_path / f"{name}.ftm.jsonl"
        path.write_bytes(lines(entries))
        assert sightline("ingest", path, "--source", name, "--dated", "2026-02-01").code == 0
    assert sightline("judge", "resolve").line["found"] == 2
    return sightline


def test_from_the_queue_to_an_id_and_back(listed: Sightline) -> None:
    first, second = listed("judge", "queue").lines
    assert first.keys() >= {"id", "left", "right", "score", "state", "words", "against"}
    shown = listed("judge", "show", first["id"]).line
    assert shown["reasons"] and all("weight" in reason for reason in shown["reasons"])
    left, right = first["left"]["id"], first["right"]["id"]
    assert listed("judge", "show", right, left).line["id"] == first["id"]
    cite = shown["reasons"][0]["cites"][0]
    judged = listed(
        "judge", "same", left, right, "--why", "a test", "--cite", f"{cite['item']}@{cite['place']}"
    ).line
    assert judged["verdict"] == "same" and judged["evidence"][0]["place"] == cite["place"]
    assert [line["id"] for line in listed("judge", "queue").lines] == [second["id"]]
    id = listed("judge", "canonical", left).line["canonical"]
    assert id.startswith("sl-") and listed("judge", "canonical", id).line["members"] == [left, right]
    assert listed("judge", "withdraw", right, left, "--why", "too soon").line["withdrawn"] is True
    assert listed("judge", "canonical", id).line["was"] == [left, right]
    assert len(listed("judge", "history", first["id"]).lines) == 2


def test_wrong_use(listed: Sightline) -> None:
    assert listed("judge", "queue", "--state", "invented").code == 2
    assert listed("judge", "same", "a-kim", "nobody", "--why", "x").code == 2
    assert listed("judge", "same", "a-kim", "b-kim", "--why", " ").code == 2
    assert listed("judge", "same", "a-kim", "b-kim", "--why", "x", "--cite", "0" * 64).code == 4
    assert listed("judge", "show", "p-0").code == 2
    assert listed("judge", "resolve", "nobody").code == 2


def test_ownership(listed: Sightline) -> None:
    found = listed("ownership", "b-held", "--rule", "us-50-percent").line
    assert [one["verdict"] for one in found["rules"]] == ["reached"]
    assert found["rules"][0]["paths"][0]["listed"] == "b-star"
    assert listed("ownership", "nobody").code == 2
