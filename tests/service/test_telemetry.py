"""What a dossier has generated stands as files, is made once, and is held against what detectors say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from sightline.model.citation import Citation, Reason
from sightline.model.place import Place
from sightline.model.signal import Actor, Signal
from sightline.service import telemetry
from sightline.service.dossier_telemetry import compared
from sightline.service.telemetry import Generated, Hidden
from sightline.worlds.world import Planted
from tests.conftest import ROOT

REASON = Reason("seen", (Citation("0" * 64, Place.of_bytes(0, 10)),))


@pytest.fixture(scope="module")
def sheet() -> dict[str, Any]:
    held: dict[str, Any] = yaml.safe_load((ROOT / "examples/dossier/telemetry.yaml").read_text("utf-8"))
    for part in ("positions", "payments"):
        held[part] |= {"scale": 0.05}
    return held


@pytest.fixture(scope="module")
def made(sheet: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Generated:
    return telemetry.generate(sheet, tmp_path_factory.mktemp("office") / "telemetry")


def test_files_by_day_and_by_week_with_their_basis(made: Generated) -> None:
    names = sorted(path.name for path in made.folder.rglob("*.csv"))
    assert sum(name.startswith("positions-2017-10-") for name in names) == 31
    assert sum(name.startswith("payments-2017-10-") for name in names) == 5
    assert "accounts.csv" in names
    for path in made.folder.rglob("*.csv"):
        header, first = path.read_text("utf-8").splitlines()[:2]
        assert "basis" in header
        assert ",reconstruction," in first


def test_all_that_was_asked_for_is_hidden(made: Generated, sheet: dict[str, Any]) -> None:
    ships = [one for one in made.hidden if one.detector == "ship_to_ship"]
    accounts = [one for one in made.hidden if one.detector == "individual_as_bank"]
    asked = sheet["positions"]
    assert len(ships) == asked["meetings"]["count"] + asked["hidden"]["count"] + len(asked["staged"])
    assert len(accounts) == len(sheet["payments"]["persons"]) + len(sheet["payments"]["quiet"]["persons"])
    (named,) = [one for one in ships if one.case == "lighthouse-winmore"]
    assert named.also == ("imo-9635987", "imo-7408873")


def test_invented_persons_carry_their_names(made: Generated) -> None:
    register = (made.folder / "payments/accounts.csv").read_text("utf-8")
    assert register.count("INVENTED PERSON ") == 6
    assert "INVENTED PERSON ONE (SAMPLE)" in register


def test_made_once_and_read_again(made: Generated) -> None:
    before = {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")}
    assert telemetry.generate({}, made.folder) == made
    assert {path: path.stat().st_mtime_ns for path in made.folder.rglob("*")} == before


@pytest.mark.slow
def test_equal_sheets_give_equal_bytes(made: Generated, sheet: dict[str, Any], tmp_path: Path) -> None:
    telemetry.generate(sheet, tmp_path / "again")
    for path in made.folder.rglob("*.csv"):
        assert path.read_bytes() == (tmp_path / "again" / path.relative_to(made.folder)).read_bytes(), (
            path.name
        )


@pytest.mark.slow
def test_a_run_that_was_cut_starts_again(sheet: dict[str, Any], made: Generated, tmp_path: Path) -> None:
    left = tmp_path / "telemetry"
    left.mkdir()
    (left / "positions-2017-10-01.csv").write_text("half")
    assert replace(telemetry.generate(sheet, left), folder=made.folder) == made


def signal(detector: str, *actors: str, hour: int = 12) -> Signal:
    at = datetime(2017, 10, 19, hour, tzinfo=UTC)
    return Signal(
        detector=detector,
        version=1,
        score=0.5,
        actors=tuple(Actor(one, one, "ship") for one in actors),
        start=at,
        end=at.replace(hour=hour + 3),
        place="",
        reasons=(REASON,),
    )


def hidden(case: str, name: str, *actors: str, also: tuple[str, ...] = ()) -> Hidden:
    noon = round(datetime(2017, 10, 19, 12, tzinfo=UTC).timestamp() * 1000)
    return Hidden(case, Planted("ship_to_ship", actors, noon, noon + 3_600_000, name), also)


def test_found_missed_and_left_for_someone_to_look() -> None:
    planted = (
        hidden("a", "the first", "mmsi-1", "mmsi-2"),
        hidden("a", "the second", "mmsi-3", "mmsi-4", also=("imo-3", "imo-4")),
        hidden("b", "the dark one", "mmsi-5", "mmsi-6"),
        hidden("b", "", "mmsi-7", "mmsi-8"),
    )
    seen = [
        signal("ship_to_ship", "mmsi-1", "mmsi-2"),
        signal("ship_to_ship", "imo-3", "mmsi-4"),
        signal("ship_to_ship", "mmsi-5", "mmsi-9"),
        signal("ship_to_ship", "mmsi-7", "mmsi-8", hour=18),
    ]
    finds = compared(Generated(Path("x"), planted, 9, 1000, 0, 0), seen)
    assert finds.of_case("a") == (seen[0].id, seen[1].id)
    assert finds.of_case("b") == ()
    assert [one.planted.name for one in finds.missed] == ["the dark one", ""]
    assert "4 planted, 2 found; missed: the dark one [mmsi-5 and mmsi-6]; [mmsi-7 and mmsi-8]" in finds.text()
    assert "2 other signals wait" in finds.text()
    assert finds.said()["meetings found"] == "2"
    assert finds.said()["meetings missed"].startswith("2 (the dark one")
    assert finds.said()["accounts missed"] == "none"
    assert finds.said()["positions"] == "1,000"
