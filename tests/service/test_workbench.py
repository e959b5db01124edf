"""An office is made once, is whole after an interrupted making, and sweeps what was left behind."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.errors import BadInput, Conflict, NotFound
from sightline.service import workbench
from sightline.service.ingest import Options, ingest
from sightline.service.workbench import Settings, Workbench, create, open_workbench
from tests.service.made import UN, Clock, now

Entropy = Callable[[int], bytes]


def gone() -> int:
    """The number of a process that has ended."""
    with subprocess.Popen(["true"]) as ended:
        pass
    return ended.pid


def test_no_office_and_one_too_many(office: Path, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no office"):
        open_workbench(tmp_path / "none")
    with pytest.raises(Conflict, match="stands in"):
        create(office, Settings())


def test_an_office_whose_making_was_interrupted_is_made_with_the_same_key(
    tmp_path: Path, entropy: Entropy
) -> None:
    class Stopped(Clock):
        def __call__(self):  # type: ignore[no-untyped-def]
            raise KeyboardInterrupt

    folder = tmp_path / "office"
    with pytest.raises(KeyboardInterrupt):
        create(folder, Settings(), clock=Stopped(), entropy=entropy)
    assert not workbench.exists(folder)
    create(folder, Settings(), clock=Clock(), entropy=entropy).close()
    (folder / "office.toml").rename(folder / "office.toml.new")
    held = (folder / "keys" / "statements.json").read_bytes()
    again = create(folder, Settings(), clock=Clock(), entropy=entropy)
    assert (folder / "keys" / "statements.json").read_bytes() == held
    again.close()


def test_what_a_killed_run_left_is_swept_and_what_a_living_one_writes_is_not(
    bench: Workbench, office: Path
) -> None:
    list(ingest(now(bench), bench, [UN], Options()))
    left, written = f".new-x-{gone()}-0", f".new-x-{os.getpid()}-0"
    for part in ("lake", "index"):
        for name in (left, written):
            (office / part / name).mkdir(parents=True)
    (office / "vault" / "incoming" / "abandoned").write_bytes(b"half")
    open_workbench(office).close()
    for part in ("lake", "index"):
        assert {path.name for path in (office / part).glob(".new-*")} == {written}
    assert list((office / "vault" / "incoming").iterdir()) == []


def test_an_unknown_setting_is_refused_by_name(office: Path) -> None:
    (office / "office.toml").write_text('name = "A"\ncolour = "red"\n')
    with pytest.raises(BadInput, match="colour"):
        open_workbench(office)


@pytest.mark.parametrize("name", ["Plain", 'With "quotes"', "With \\ backslash", "조선"])
def test_settings_read_back_as_written(name: str, tmp_path: Path) -> None:
    (tmp_path / "office.toml").write_text(Settings(name).text(), "utf-8")
    assert Settings.load(tmp_path / "office.toml") == Settings(name)


def test_the_operator_sees_every_compartment(bench: Workbench) -> None:
    from_all = Options(marking=workbench.Marking.parse("TLP:RED//SOURCE-7"))
    list(ingest(now(bench), bench, [UN], from_all))
    assert now(bench).may_see(from_all.marking)
