"""A container in which no byte is unaccounted for."""

from __future__ import annotations

import io
import tarfile
from datetime import datetime
from pathlib import Path

import pytest

from sightline.errors import BadInput, ChangedWhileRead, EnvironmentFailed
from sightline.evidence import canonical, container, verifier
from sightline.evidence.container import Source
from sightline.evidence.keys import Keyring

MEMBERS: dict[str, Source] = {
    "report/report.json": b"{}\n", "items.json": b"[]\n", "keys.json": b"", "regime.json": bytes(512),
    "custody.json": bytes(513), "items/" + "a" * 64: bytes(2_000_000),
}  # fmt: skip


def written(path: Path, members: dict[str, Source], keyring: Keyring, at: datetime) -> bytes:
    container.write(path, members, at=at, signer=keyring.current, meta={"title": "x"})
    return path.read_bytes()


@pytest.mark.parametrize("size", [0, 1, 511, 512, 513, 8**11 - 1])
def test_a_header_is_the_one_the_standard_library_writes(size: int) -> None:
    info = tarfile.TarInfo("items/" + "b" * 64)
    info.size, info.mode = size, 0o644
    assert verifier.ustar_header(info.name, size) == info.tobuf(tarfile.USTAR_FORMAT)


def test_what_a_header_cannot_hold_is_refused() -> None:
    assert verifier.ustar_header("a" * 100, 0)
    for name, size in (("a" * 101, 0), ("a", 8**11), ("a", -1), ("é", 0)):
        with pytest.raises(ValueError):
            verifier.ustar_header(name, size)


def test_any_tar_program_unpacks_it(tmp_path: Path, keyring: Keyring, at: datetime) -> None:
    data = written(tmp_path / "b", MEMBERS, keyring, at)
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        names = tar.getnames()
        assert names == ["MANIFEST.json", "SIGNATURE.json", *sorted(MEMBERS)]
        for name, content in MEMBERS.items():
            member = tar.extractfile(name)
            assert member is not None
            assert member.read() == content


def test_equal_members_give_equal_bytes_whatever_their_source(
    tmp_path: Path, keyring: Keyring, at: datetime
) -> None:
    first = written(tmp_path / "a", MEMBERS, keyring, at)
    (tmp_path / "file").write_bytes(bytes(512))
    mixed: dict[str, Source] = dict(reversed(MEMBERS.items()))
    mixed |= {"regime.json": tmp_path / "file", "custody.json": lambda: io.BytesIO(bytes(513))}
    assert written(tmp_path / "b", mixed, keyring, at) == first


def test_the_manifest_names_every_member_and_is_signed(
    tmp_path: Path, keyring: Keyring, at: datetime
) -> None:
    done = container.write(tmp_path / "b", MEMBERS, at=at, signer=keyring.current)
    with tarfile.open(tmp_path / "b") as tar:
        manifest, signature = (tar.extractfile(name) for name in ("MANIFEST.json", "SIGNATURE.json"))
        assert manifest is not None
        assert signature is not None
        stated, signed = manifest.read(), canonical.decode(signature.read(), "it")
    assert [row["name"] for row in canonical.decode(stated, "it")["members"]] == sorted(MEMBERS)
    assert signed["key"] == keyring.fingerprint
    assert signed["manifest"] == done.manifest == verifier.sha256(stated)
    assert done.sha256 == verifier.sha256((tmp_path / "b").read_bytes())
    assert done.size == (tmp_path / "b").stat().st_size


@pytest.mark.parametrize(
    "name", ["../x", "/etc/passwd", "items/abc", "report/report.exe", "", "MANIFEST.json"]
)
def test_a_name_the_verifier_would_refuse_is_not_written(
    tmp_path: Path, keyring: Keyring, at: datetime, name: str
) -> None:
    with pytest.raises(BadInput, match="not a name"):
        written(tmp_path / "b", MEMBERS | {name: b""}, keyring, at)


def test_a_source_that_changes_meanwhile_leaves_nothing(
    tmp_path: Path, keyring: Keyring, at: datetime
) -> None:
    contents = iter([b"one", b"two"])
    with pytest.raises(ChangedWhileRead, match=r"items\.json"):
        written(tmp_path / "b", MEMBERS | {"items.json": lambda: io.BytesIO(next(contents))}, keyring, at)
    assert [path.name for path in tmp_path.iterdir()] == ["keys"]


def test_a_failed_write_keeps_the_bundle_before(tmp_path: Path, keyring: Keyring, at: datetime) -> None:
    before = written(tmp_path / "b", MEMBERS, keyring, at)

    def interrupted() -> io.BytesIO:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        written(tmp_path / "b", MEMBERS | {"regime.json": interrupted}, keyring, at)
    assert (tmp_path / "b").read_bytes() == before
    with pytest.raises(EnvironmentFailed):
        written(tmp_path / "none" / "b", MEMBERS, keyring, at)
