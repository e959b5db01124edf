"""An office held against itself: whatever was changed behind its back is found and named."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sightline.errors import IntegrityBroken, NotAllowed, UsageError
from sightline.evidence import canonical
from sightline.service import access, items
from sightline.service.audit import Checked, Elsewhere, audit
from sightline.service.workbench import Workbench, open_workbench
from tests.service.made import Clock

NOTHING = Elsewhere()


def checked(bench: Workbench, kept: Elsewhere = NOTHING) -> list[Checked]:
    return list(audit(bench.operator_view(), bench, kept))


def problems(bench: Workbench, kept: Elsewhere = NOTHING) -> list[tuple[str, str]]:
    return [(one.kind, one.problem) for one in checked(bench, kept) if one.problem]


def stored(bench: Workbench, sha256: str, suffix: str = "") -> Path:
    return bench.folder / "vault" / sha256[:2] / f"{sha256}{suffix}"


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)


def test_a_sound_office_has_no_problem_and_everything_was_looked_at(working: Workbench) -> None:
    found = checked(working)
    assert [one for one in found if one.problem] == []
    kinds = [one.kind for one in found]
    assert kinds.count("item") == len(list(working.vault.items()))
    assert kinds.count("version") == 3
    assert kinds.count("ledger") == 1


@pytest.mark.parametrize("suffix", ["", ".key"])
@pytest.mark.parametrize("damage", [flip, Path.unlink])
def test_a_damaged_or_missing_item_is_named(
    working: Workbench, suffix: str, damage: Callable[[Path], None]
) -> None:
    sha256 = next(working.vault.items())
    damage(stored(working, sha256, suffix))
    (broken,) = [one for one in checked(working) if one.problem]
    assert (broken.kind, broken.subject) == ("item", sha256)


def test_a_lawful_deletion_is_no_problem_and_a_forged_one_is(working: Workbench) -> None:
    first, second, unsaid, *_ = working.vault.items()
    for sha256 in (first, second, unsaid):
        if sha256 != unsaid:
            working.record("destroy", "x", sha256[:12], sha256=sha256)
        working.vault.destroy(
            sha256, why="a court said so", by="x", at=working.clock(), signer=working.keyring.current
        )
    stone = stored(working, second, ".tombstone.json")
    stone.write_bytes(canonical.encode(json.loads(stone.read_bytes()) | {"why": "another reason"}))
    found = {one.subject: one for one in checked(working) if one.kind == "tombstone"}
    assert found[first].problem == ""
    assert found[second].problem == "its signature does not hold"
    assert found[unsaid].problem == "the ledger does not say that it was destroyed"


def test_a_partition_that_is_gone_or_changed_is_named(working: Workbench) -> None:
    first, second, *_ = sorted(path.name for path in (working.folder / "lake").iterdir())
    shutil.rmtree(working.folder / "lake" / first)
    manifest = working.folder / "lake" / second / "manifest.json"
    manifest.write_bytes(canonical.encode(json.loads(manifest.read_bytes()) | {"entries": 1}))
    told = [problem for kind, problem in problems(working) if kind == "version"]
    assert len(told) == 2
    assert any("is not in the lake" in one for one in told)
    assert any(f"partition {second} is not what its manifest says" in one for one in told)


def test_an_edited_ledger_is_found(worked: Path) -> None:
    path = worked / "custody" / "ledger.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"name":"note.txt"', b'"name":"tone.txt"', 1))
    with closing(open_workbench(worked, clock=Clock())) as bench:
        assert any("was edited" in problem for _, problem in problems(bench))


def test_a_cut_ledger_is_refused_at_the_door(worked: Path) -> None:
    path = worked / "custody" / "ledger.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    with pytest.raises(IntegrityBroken, match="was cut"):
        open_workbench(worked)


def test_a_ledger_put_back_is_found_by_a_head_kept_elsewhere_alone(
    working: Workbench, tmp_path: Path
) -> None:
    custody, earlier = working.folder / "custody", tmp_path / "earlier"
    shutil.copytree(custody, earlier)
    sha256 = next(working.vault.items())
    items.content(working.operator_view(), working, sha256)
    kept = Path(shutil.copyfile(custody / "head.json", tmp_path / "head.json"))
    assert problems(working, Elsewhere(head=kept)) == []
    assert problems(working, Elsewhere(head=earlier / "head.json")) == []
    working.close()
    shutil.rmtree(custody)
    shutil.copytree(earlier, custody)
    with closing(open_workbench(working.folder, clock=Clock())) as bench:
        assert problems(bench) == []
        ((kind, problem),) = problems(bench, Elsewhere(head=kept))
        assert kind == "ledger"
        assert "was put back" in problem


def test_a_ledger_written_anew_is_found_by_a_head_kept_elsewhere(working: Workbench, tmp_path: Path) -> None:
    custody = working.folder / "custody"
    kept = Path(shutil.copyfile(custody / "head.json", tmp_path / "head.json"))
    entries = list(working.ledger.entries())
    working.close()
    shutil.rmtree(custody)
    with closing(open_workbench(working.folder, clock=Clock())) as bench:
        for entry in entries:
            bench.record(entry["action"], entry["actor"], entry["subject"], **entry["detail"])
        assert problems(bench) == []
        ((_, problem),) = problems(bench, Elsewhere(head=kept))
        assert "written anew" in problem


def test_what_is_no_head_is_refused(working: Workbench, tmp_path: Path) -> None:
    (tmp_path / "head.json").write_text("{}")
    with pytest.raises(UsageError, match="no head"):
        checked(working, Elsewhere(head=tmp_path / "head.json"))


def test_an_acquisition_the_ledger_does_not_know_is_named(worked: Path) -> None:
    shutil.rmtree(worked / "custody")
    with closing(open_workbench(worked, clock=Clock())) as bench:
        told = problems(bench)
    assert any("the ledger does not say" in problem for _, problem in told)
    assert any("the ledger pins another manifest" in problem for _, problem in told)


def test_a_reader_does_not_audit(working: Workbench) -> None:
    with pytest.raises(NotAllowed):
        list(audit(access.view_of_user(working, "reader"), working))
