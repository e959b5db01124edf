"""Keys that are replaced, revoked, lost or kept under a passphrase, and what readers of bundles see of it."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from sightline.cli import passphrase
from sightline.errors import Conflict, NotAllowed, NotFound, UsageError
from sightline.evidence import container
from sightline.evidence.keys import Signer, is_sealed
from sightline.model.report import Edition
from sightline.service import access, keys, reports, workbench
from sightline.service.audit import Elsewhere, audit
from sightline.service.reports import Order
from sightline.service.verify import verify
from sightline.service.workbench import Settings, Workbench, open_workbench
from tests.service.made import AT, Clock

LATER = AT + timedelta(hours=1)


def bundle(bench: Workbench, out: Path) -> Path:
    """The public edition, signed now."""
    view = bench.operator_view()
    (line,) = [one for one in reports.reports(view, bench) if one.symbol == "T/2026/1"]
    (built,) = reports.build(view, bench, line.id, Order(Edition.PUBLIC, ("bundle",), out))
    return Path(built.path)


def said(path: Path, pinned: str) -> str:
    """What the verifier complains of; empty when the bundle holds for who pinned this fingerprint."""
    found = verify(path, pinned)
    return "" if found.ok else found.text()


def pem(office: Path) -> Path:
    (only,) = (office / "keys").glob("*.pem")
    return only


def ledger_holds(bench: Workbench, pinned: str | None = None) -> list[str]:
    checked = audit(bench.operator_view(), bench, Elsewhere(pinned))
    return [one.problem for one in checked if one.kind == "ledger" and one.problem]


def test_after_a_rotation_old_and_new_bundles_hold_under_the_published_fingerprint(
    working: Workbench, tmp_path: Path
) -> None:
    published = working.keyring.fingerprint
    before = bundle(working, tmp_path / "before")
    fresh = keys.rotate(working.operator_view(), working, "yearly")
    after = bundle(working, tmp_path / "after")
    assert fresh != published
    assert said(before, published) == ""
    assert said(after, published) == ""
    assert said(after, fresh) == ""
    assert "not among the key statements" in said(before, fresh)
    assert ledger_holds(working, published) == []
    *_, last = working.ledger.entries("office")
    assert (last["action"], last["detail"]["act"]) == ("key", "rotation")
    assert pem(working.folder).stem == fresh


def signed_by(signer: Signer, at: datetime, whole: Path, out: Path) -> Path:
    """The same bundle, signed by another key at another time."""
    with tarfile.open(whole) as tar:
        members = {one.name: (tar.extractfile(one) or io.BytesIO()).read() for one in tar.getmembers()}
    meta = json.loads(members.pop("MANIFEST.json"))
    del members["SIGNATURE.json"], meta["members"], meta["at"], meta["sightline"]
    container.write(out, members, at=at, signer=signer, meta=meta)
    return out


def test_what_a_revoked_key_signed_since_does_not_hold(working: Workbench, tmp_path: Path) -> None:
    published, thief = working.keyring.fingerprint, working.keyring.current
    good = bundle(working, tmp_path / "good")
    before, theft, after = working.clock(), working.clock(), working.clock()
    view = working.operator_view()
    fresh = keys.rotate(view, working, "the key was copied")
    keys.revoke(view, working, published, "the key was copied", theft.isoformat())
    honest = bundle(working, tmp_path / "honest")
    assert said(honest, fresh) == ""
    assert said(honest, published) == ""
    assert said(good, published) == ""
    assert said(signed_by(thief, before, honest, tmp_path / "before.bundle"), published) == ""
    for at in (theft, after):
        forged = signed_by(thief, at, honest, tmp_path / "forged.bundle")
        assert "was revoked" in said(forged, published)
    assert ledger_holds(working) == []


def test_a_time_that_is_none_is_refused(working: Workbench) -> None:
    old = working.keyring.fingerprint
    keys.rotate(working.operator_view(), working, "yearly")
    with pytest.raises(UsageError, match="not a time"):
        keys.revoke(working.operator_view(), working, old, "why", "yesterday")


def test_an_editor_does_not_touch_the_keys(working: Workbench) -> None:
    view = access.view_of_user(working, "editor")
    with pytest.raises(NotAllowed):
        keys.rotate(view, working, "because")
    with pytest.raises(NotAllowed):
        keys.revoke(view, working, working.keyring.fingerprint, "because")


# --- Lost


@pytest.fixture
def robbed(working: Workbench, tmp_path: Path) -> Iterator[tuple[Path, str, Path]]:
    """An office whose signing key is gone: its folder, its published fingerprint, a bundle from before."""
    published, before = working.keyring.fingerprint, bundle(working, tmp_path / "before")
    pem(working.folder).unlink()
    yield working.folder, published, before


def test_without_its_key_an_office_does_not_open_and_says_what_to_do(
    robbed: tuple[Path, str, Path],
) -> None:
    folder, published, _ = robbed
    with pytest.raises(NotFound, match=f"the signing key {published} is lost") as problem:
        open_workbench(folder)
    assert "docs/how-to/keys.md" in str(problem.value.remedy)


def test_after_a_lost_key_the_office_works_under_a_new_line(
    robbed: tuple[Path, str, Path], tmp_path: Path
) -> None:
    folder, published, before = robbed
    fresh = keys.begin_anew(folder, "the disk is gone", clock=Clock(LATER))
    with closing(open_workbench(folder, clock=Clock(LATER + timedelta(minutes=1)))) as bench:
        assert bench.keyring.fingerprint == fresh
        after = bundle(bench, tmp_path / "after")  # each export is appended to the ledger
        assert said(after, fresh) == ""
        assert "it begins a new line of keys" in said(after, published)
        assert said(before, published) == ""
        assert ledger_holds(bench) == []
        assert ledger_holds(bench, fresh) == []
        (problem,) = ledger_holds(bench, published)
        assert "it begins a new line of keys" in problem
        last = [entry for entry in bench.ledger.entries("office") if entry["action"] == "key"][-1]
        assert last["detail"]["fingerprint"] == fresh
        assert "lost" in last["detail"]["act"]


def test_a_key_that_opens_is_not_lost(worked: Path) -> None:
    statements = (worked / "keys" / "statements.json").read_bytes()
    with pytest.raises(Conflict, match="is not lost"):
        keys.begin_anew(worked, "a mistake")
    assert (worked / "keys" / "statements.json").read_bytes() == statements


def test_a_folder_without_an_office_gets_no_key(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no office"):
        keys.begin_anew(tmp_path / "nothing", "lost")
    assert not (tmp_path / "nothing").exists()


# --- Under a passphrase


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """The folder of an office whose signing key is kept under a passphrase."""
    bench = workbench.create(tmp_path / "sealed", Settings(), clock=Clock(), passphrase="an invented one")
    bench.close()
    return bench.folder


def test_the_passphrase_comes_from_the_environment(
    sealed: Path, worked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SIGHTLINE_PASSPHRASE", "an invented one")
    assert passphrase.held(sealed / "keys") == "an invented one"
    assert passphrase.held(worked / "keys") is None  # it has none, whatever the environment says
    open_workbench(sealed, passphrase=passphrase.held(sealed / "keys")).close()


def test_without_it_nobody_signs(sealed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGHTLINE_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert passphrase.held(sealed / "keys") is None
    with pytest.raises(NotAllowed, match="passphrase") as problem:
        open_workbench(sealed)
    assert "SIGHTLINE_PASSPHRASE" in str(problem.value.remedy)


def test_nobody_to_ask_for_a_new_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SIGHTLINE_PASSPHRASE", raising=False)
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    with pytest.raises(UsageError, match="nobody can be asked"):
        passphrase.chosen(True)
    assert passphrase.chosen(False) is None


def test_a_rotation_keeps_the_passphrase(sealed: Path) -> None:
    with closing(open_workbench(sealed, passphrase="an invented one", clock=Clock(LATER))) as bench:
        keys.rotate(bench.operator_view(), bench, "yearly")
    assert is_sealed(sealed / "keys")
    with pytest.raises(NotAllowed):
        open_workbench(sealed)


def test_a_forgotten_passphrase_is_a_lost_key(sealed: Path) -> None:
    fresh = keys.begin_anew(sealed, "the passphrase is forgotten", "another one", clock=Clock(LATER))
    with closing(open_workbench(sealed, passphrase="another one")) as bench:
        assert bench.keyring.fingerprint == fresh


def test_a_key_that_an_interrupted_rotation_left_is_removed(worked: Path) -> None:
    old = pem(worked)
    kept = old.read_bytes()
    with closing(open_workbench(worked, clock=Clock(LATER))) as bench:
        keys.rotate(bench.operator_view(), bench, "yearly")
    old.write_bytes(kept)
    open_workbench(worked).close()
    assert not old.exists()
