"""Bad input: refused with file, place and remedy, its bytes kept, and nothing of it to be seen."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from sightline.errors import UsageError
from sightline.evidence.vault import Stored, Vault
from sightline.model.view import View
from sightline.service import dashboard, lists
from sightline.service.ingest import Options, ingest
from sightline.service.outcome import Outcome
from sightline.service.workbench import Workbench
from tests.service.made import FTM, UN, now, ofac_folder
from tests.service.spoiled import SPOILED, Spoiled, changed


def one(view: View, bench: Workbench, path: Path) -> Outcome:
    (outcome,) = ingest(view, bench, [path], Options())
    return outcome


@pytest.mark.parametrize("spoiled", SPOILED.values(), ids=SPOILED)
def test_it_is_refused_with_file_place_and_remedy_and_its_bytes_are_kept(
    spoiled: Spoiled, view: View, bench: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / spoiled.name
    path.write_bytes(spoiled.raw)
    outcome = one(view, bench, path)
    assert (outcome.status, outcome.rows, outcome.refused, outcome.version) == ("refused", 0, 1, None)
    problem = outcome.problem
    assert problem is not None
    assert problem["kind"] == spoiled.kind
    assert spoiled.name in str(problem["message"]) and spoiled.says in str(problem["message"])
    assert re.match(spoiled.place.format(name=spoiled.name), str(problem["place"]))
    assert spoiled.remedy in str(problem["remedy"])
    with bench.vault.open(hashlib.sha256(spoiled.raw).hexdigest()) as stream:
        assert stream.read() == spoiled.raw
    assert lists.held(now(bench), bench) == ()
    assert not (bench.folder / "lake").exists() or not list((bench.folder / "lake").iterdir())


def test_a_refusal_is_a_notice_and_the_corrected_file_is_taken(
    view: View, bench: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(UN.read_bytes()[:-40])
    assert one(view, bench, path).status == "refused"
    (refusal,) = dashboard.overview(now(bench), bench).refusals
    assert "list.xml" in refusal.message and refusal.remedy
    path.write_bytes(UN.read_bytes())
    assert one(now(bench), bench, path).status == "parsed"
    assert [held.version.list for held in lists.held(now(bench), bench)] == ["un-sc"]


def test_a_refused_file_is_read_again_and_refused_again(view: View, bench: Workbench, tmp_path: Path) -> None:
    path = tmp_path / "list.xml"
    path.write_bytes(UN.read_bytes()[:-40])
    first = one(view, bench, path)
    again = one(now(bench), bench, path)
    assert first == again


@pytest.mark.parametrize(
    ("old", "new", "columns"),
    [
        (b"900003,INVENTED SHIP,vessel,", b"900003,INVENTED SHIP,vessel,more,", 13),
        (b"900003,INVENTED SHIP,vessel,", b"900003,INVENTED SHIP,", 11),
    ],
    ids=["one too many", "one too few"],
)
def test_an_unknown_number_of_columns_refuses_the_three_files_together(
    old: bytes, new: bytes, columns: int, view: View, bench: Workbench, tmp_path: Path
) -> None:
    whole = ofac_folder(tmp_path / "whole")
    spoiled = ofac_folder(tmp_path / "spoiled", sdn=changed((whole / "sdn.csv").read_bytes(), old, new))
    outcomes = list(ingest(view, bench, [spoiled], Options()))
    assert [outcome.status for outcome in outcomes] == ["refused"] * 3
    for outcome in outcomes:
        assert outcome.problem is not None
        assert f"row 3 of sdn.csv has {columns} columns, not 12" in str(outcome.problem["message"])
        assert str(outcome.problem["place"]).startswith("row 3 · bytes ")
    assert {outcome.status for outcome in ingest(now(bench), bench, [whole], Options())} == {"parsed"}


def test_a_list_of_several_files_that_lacks_one_is_refused(
    view: View, bench: Workbench, tmp_path: Path
) -> None:
    folder = ofac_folder(tmp_path / "two")
    (folder / "alt.csv").unlink()
    outcomes = list(ingest(view, bench, [folder], Options()))
    assert [outcome.status for outcome in outcomes] == ["refused", "refused"]
    assert all("lacks alt" in str(outcome.problem) for outcome in outcomes)


def test_a_good_and_a_bad_file_in_one_folder(view: View, bench: Workbench, tmp_path: Path) -> None:
    folder = tmp_path / "both"
    folder.mkdir()
    (folder / "good.ftm.json").write_bytes(FTM.read_bytes())
    (folder / "bad.xml").write_bytes(UN.read_bytes()[:-40])
    statuses = {Path(one.path).name: one.status for one in ingest(view, bench, [folder], Options())}
    assert statuses == {"good.ftm.json": "parsed", "bad.xml": "refused"}
    assert [held.version.list for held in lists.held(now(bench), bench)] == ["good"]


def test_a_missing_path_stops_the_run_before_anything_is_done(
    view: View, bench: Workbench, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no such file") as caught:
        list(ingest(view, bench, [UN, tmp_path / "nothing"], Options()))
    assert caught.value.place == str(tmp_path / "nothing")
    assert list(bench.vault.items()) == []


class Interfered(Vault):
    """A vault during whose reading of a file something is done to that file, once."""

    def interfere(self, act: Callable[[], None]) -> None:
        self._act: Callable[[], None] | None = act

    def store(self, stream: BinaryIO, progress: Callable[[int], None] | None = None) -> Stored:
        def tell(_: int) -> None:
            act, self._act = self._act, None
            if act:
                act()

        return super().store(stream, tell)


def interfered(bench: Workbench, act: Callable[[], None]) -> None:
    bench.vault.__class__ = Interfered
    assert isinstance(bench.vault, Interfered)
    bench.vault.interfere(act)


def test_a_file_that_is_written_to_while_it_is_read_is_refused_and_what_was_seen_is_kept(
    view: View, bench: Workbench, tmp_path: Path
) -> None:
    path = tmp_path / "growing.ftm.json"
    path.write_bytes(FTM.read_bytes())

    def grow() -> None:
        with path.open("ab") as file:
            file.write(FTM.read_bytes())

    interfered(bench, grow)
    outcome = one(view, bench, path)
    assert outcome.status == "refused" and outcome.problem is not None
    assert outcome.problem["kind"] == "ChangedWhileRead"
    assert outcome.problem["place"] == str(path)
    assert "again" in str(outcome.problem["remedy"])
    with bench.vault.open(outcome.sha256) as kept:
        assert kept.read() == FTM.read_bytes(), "the bytes seen can be read again"
    assert lists.held(now(bench), bench) == ()
    path.write_bytes(FTM.read_bytes())
    assert one(now(bench), bench, path).status == "parsed"


def test_a_file_that_is_replaced_under_its_name_while_it_is_read_is_the_file_that_was_opened(
    view: View, bench: Workbench, tmp_path: Path
) -> None:
    path, other = tmp_path / "list.ftm.json", tmp_path / "other"
    path.write_bytes(FTM.read_bytes())
    other.write_bytes(b"something else\n")
    interfered(bench, lambda: (other.replace(path), None)[1])
    outcome = one(view, bench, path)
    assert outcome.status == "parsed"
    assert outcome.sha256 == hashlib.sha256(FTM.read_bytes()).hexdigest()


def test_a_file_that_may_not_be_read_is_refused_and_the_others_are_taken(
    view: View, bench: Workbench, tmp_path: Path
) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to("/proc/self/mem")
    outcomes = list(ingest(view, bench, [loop, FTM], Options()))
    assert [outcome.status for outcome in outcomes] == ["refused", "parsed"]
    assert "cannot read" in str(outcomes[0].problem) and outcomes[0].path == str(loop)
