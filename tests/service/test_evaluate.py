"""Signals held against the truth, intervals, and a small evaluation from end to end."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from sightline.cli.main import run
from sightline.errors import UsageError
from sightline.model.citation import Citation, Reason
from sightline.model.place import Place
from sightline.model.signal import Actor, Signal
from sightline.service import evaluate as service
from sightline.service.evaluate import Ask, Share, agrees, compared, evaluate, known, wilson
from sightline.worlds.world import Planted, World

NOON = datetime(2017, 10, 5, 12, tzinfo=UTC)
REASON = Reason("seen", (Citation("0" * 64, Place.of_bytes(0, 10)),))


def signal(*actors: str, start: datetime = NOON, hours: int = 6) -> Signal:
    return Signal(
        detector="ship_to_ship",
        version=1,
        score=0.9,
        actors=tuple(Actor(one, one, "ship") for one in actors),
        start=start,
        end=start.replace(hour=start.hour + hours),
        place="",
        reasons=(REASON,),
    )


def planted(*actors: str, begins: int = 0, ends: int = 6, kind: str = "ship_to_ship") -> Planted:
    noon = round(NOON.timestamp() * 1000)
    return Planted(kind, actors, noon + begins * 3_600_000, noon + ends * 3_600_000)


HITS = {
    "the same hours": planted("a", "b"),
    "an hour in common": planted("a", "b", begins=5, ends=9),
    "it touches at the minute": planted("a", "b", begins=6, ends=9),
    "the signal names one more": planted("a"),
}
NO_HITS = {
    "just after": planted("a", "b", begins=7, ends=9),
    "just before": planted("a", "b", begins=-3, ends=-1),
    "another ship": planted("a", "c"),
    "one more ship than the signal names": planted("a", "b", "c"),
}


@pytest.mark.parametrize("name", HITS)
def test_agrees(name: str) -> None:
    assert agrees(signal("a", "b"), HITS[name])


@pytest.mark.parametrize("name", NO_HITS)
def test_does_not_agree(name: str) -> None:
    assert not agrees(signal("a", "b"), NO_HITS[name])


def test_what_is_counted() -> None:
    world = World({}, (planted("a", "b"), planted("c", "d")), (planted("e", "f", kind="pair of trawlers"),))
    found = [signal("a", "b"), signal("e", "f"), signal("x", "y")]
    precision, recall, missed, false = compared(found, world)
    assert (precision.hit, precision.of, recall.hit, recall.of) == (1, 3, 1, 2)
    assert missed == ("c and d",)
    assert false == {"ordinary life": 1, "pair of trawlers": 1}


def test_one_event_seen_twice_is_found_once() -> None:
    world = World({}, (planted("a", "b"),), ())
    precision, recall, _, _ = compared([signal("a", "b", hours=1), signal("a", "b")], world)
    assert (precision.hit, precision.of, recall.hit, recall.of) == (2, 2, 1, 1)


def test_wilson_against_published_values() -> None:
    """Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    for hit, of, low, high in (
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ):
        assert wilson(hit, of) == pytest.approx((low, high), abs=5e-5)


def test_a_share_of_nothing_says_nothing() -> None:
    assert Share(0, 0).value is None
    assert Share(0, 0).interval == (0.0, 1.0)
    assert "none" in Share(0, 0).text()


def test_every_world_is_known_by_its_name() -> None:
    assert {"identity_laundering", "individual_as_bank", "ship_to_ship"} <= set(known())


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UsageError, match="no generated world"):
        list(evaluate(Ask(("astrology",))))


def test_from_end_to_end(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--json", "evaluate", "individual_as_bank", "--scale", "0.05", "--seed", "3"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["world"] for line in lines][:1] == ["as written"]
    assert len(lines) == 4
    for line in lines:
        assert line["found"] + len(line["missed"]) == line["planted"]
        assert line["signals"] - line["right"] == sum(line["false"].values())


def test_at_full_size_and_only_as_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (service.FULL.scale, service.FULL.days) == (1.4, 60.0)
    monkeypatch.setattr(service, "FULL", service.Size(0.06, 3.0))  # 500 ships and 60 days take minutes
    assert run(["--json", "evaluate", "individual_as_bank", "--full", "--as-written"]) == 0
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (line["world"], line["scale"]) == ("as written", 0.06)


def test_a_wrong_name_leaves_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", "astrology"]) == 2
    assert "no generated world" in capsys.readouterr().err
