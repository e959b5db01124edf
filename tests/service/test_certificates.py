"""Certificates of checks and manifests: issued, verified without the office, replayed, told when changed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sightline.errors import BadInput, NotFound, UsageError
from sightline.evidence import canonical
from sightline.service import certificates, check, manifest, screening
from sightline.service.verify import verify
from sightline.service.workbench import Workbench
from tests.service.made import now

ALONE = Path(__file__).resolve().parents[2] / "sightline-verify.py"
COAL = {"hs": "2701", "from": "KP", "to": "CN", "on": "2017-08-05"}
MANIFEST = b"hs,from,to,on\n2701,KP,CN,2017-08-05\n1006,CN,KP,2017-08-05\n"


def issued(bench: Workbench, id: str, path: Path) -> Path:
    """The signed record in a file."""
    path.write_bytes(canonical.encode(certificates.issue(now(bench), bench, id)))
    return path


def alone(path: Path) -> subprocess.CompletedProcess[str]:
    """The one file that needs no installation."""
    command = [sys.executable, "-I", "-S", str(ALONE), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_an_answer_is_verified_and_answered_again(bench: Workbench, tmp_path: Path) -> None:
    found = check.check(now(bench), bench, COAL)
    path = issued(bench, found.certificate, tmp_path / "answer.json")
    told = verify(path, bench.keyring.current.fingerprint)
    assert told.ok and "the same answer again" in told.text() and "forbidden on 2017-08-05" in told.text()
    assert told.as_json()["replayed"] == "the same answer again"
    said = alone(path)
    assert said.returncode == 0 and "rules compared with the measures" in said.stdout
    replayed = certificates.replay(now(bench), bench, certificates.read_file(path))
    assert replayed.same and not replayed.other_engine


def manifested(bench: Workbench) -> manifest.Summary:
    """An answered manifest."""
    answered = manifest.manifest(now(bench), bench, io.BytesIO(MANIFEST), "m.csv")
    answered.close()
    return answered.summary


def test_a_manifest_is_verified_and_answered_again(bench: Workbench, tmp_path: Path) -> None:
    found = manifested(bench)
    path = issued(bench, found.certificate, tmp_path / "manifest.json")
    assert verify(path, None).ok and alone(path).returncode == 0
    body = manifest.certificate(now(bench), bench, found.certificate)
    assert body["summary"]["answers"] == {"forbidden": 1, "not covered": 1}
    again = manifest.replay(now(bench), bench, body, io.BytesIO(MANIFEST), "m.csv")
    assert again.same and again.differences == ()
    body["summary"]["answers_sha256"] = "0" * 64
    differs = manifest.replay(now(bench), bench, body, io.BytesIO(MANIFEST), "m.csv")
    assert "does not hold" in differs.differences[0] and "answers_sha256" in differs.differences[1]


def test_another_file_is_not_the_manifest(bench: Workbench) -> None:
    found = manifested(bench)
    with pytest.raises(BadInput, match="not the manifest"):
        manifest.replay(now(bench), bench, found.body, io.BytesIO(MANIFEST + b"\n"), "m.csv")
    with pytest.raises(UsageError, match="from its file"):
        certificates.replay(now(bench), bench, found.body)
    with pytest.raises(UsageError, match="not the certificate of a manifest"):
        body = check.check(now(bench), bench, COAL).body
        manifest.replay(now(bench), bench, body, io.BytesIO(MANIFEST), "m.csv")


Edit = Callable[[dict[str, Any]], object]
FORGED: dict[str, Edit] = {
    "a softer answer": lambda body: body["answer"].__setitem__("answer", "not covered"),
    "another paragraph": lambda body: body["answer"]["measures"][0].__setitem__("paragraph", "2371 ¶9"),
    "a rule not yet in force": lambda body: body["question"].__setitem__("on", "2017-08-04"),
    "a rule nobody made": lambda body: body["answer"]["measures"][0].__setitem__("id", "no-such-rule"),
    "better verified": lambda body: body["answer"]["measures"][0].__setitem__("verified", "checked"),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_answer_is_found_though_the_office_signed_it(
    bench: Workbench, tmp_path: Path, name: str
) -> None:
    """The key is right and the content is not: what the certificate says must follow from the measures."""
    found = check.check(now(bench), bench, COAL)
    record = certificates.issue(now(bench), bench, found.certificate)
    body = {key: value for key, value in record["certificate"].items() if key != "signature"}
    body = json.loads(json.dumps(body))
    FORGED[name](body)
    signer = bench.keyring.current
    unsigned = {key: value for key, value in record.items() if key != "signature"}
    forged = signer.signed(unsigned | {"certificate": signer.signed(body)})
    path = tmp_path / "forged.json"
    path.write_bytes(canonical.encode(forged))
    assert alone(path).returncode == 5 and not verify(path, None).ok


def test_a_changed_byte_is_found(bench: Workbench, tmp_path: Path) -> None:
    found = check.check(now(bench), bench, COAL)
    path = issued(bench, found.certificate, tmp_path / "answer.json")
    path.write_bytes(path.read_bytes().replace(b"2371 \xc2\xb68", b"2371 \xc2\xb69", 1))
    assert alone(path).returncode == 5


def test_a_screening_is_no_manifest(bench: Workbench) -> None:
    found = check.check(now(bench), bench, COAL)
    with pytest.raises(NotFound):
        manifest.certificate(now(bench), bench, found.certificate)
    assert screening.certificate(now(bench), bench, found.certificate)["kind"] == "check/1"
