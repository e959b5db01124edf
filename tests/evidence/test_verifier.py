"""The verifier finds what is wrong, names it, and lets pass what is whole."""

from __future__ import annotations

import ast
import base64
import json
import quopri
import random
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.header import Header
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sightline.evidence import canonical, verifier
from sightline.evidence.keys import Keyring, Signer
from sightline.evidence.ledger import Ledger
from sightline.matching import replay
from tests.evidence import sample

Parts = dict[str, Any]
Bundled = tuple[Path, str]
ROOT = Path(__file__).resolve().parents[2]
REPORT, ROWS = verifier.REPORT, f"statements/{sample.PARTITION}.jsonl"
CERTIFICATE = f"certificates/{sample.CERTIFICATE}.json"
SIGNAL = f"signals/{sample.SIGNAL}.json"


@pytest.fixture
def parts(keyring: Keyring, ledger: Ledger, at: datetime) -> Parts:
    return sample.parts(keyring, ledger, at)


@pytest.fixture
def bundle(tmp_path: Path, parts: Parts, keyring: Keyring, at: datetime) -> Bundled:
    return sample.write(tmp_path / "b.bundle", parts, keyring, at), keyring.fingerprint


def owners(path: Path) -> list[str]:
    """The member that owns each byte of a container."""
    names: list[str] = []
    with tarfile.open(path) as tar:
        for member in tar.getmembers():
            names += [member.name] * (512 + member.size + -member.size % 512)
    return names + [verifier.END] * (path.stat().st_size - len(names))


# --- The published files ---------------------------------------------------------------------------


def test_the_file_we_publish_is_the_file_we_run() -> None:
    assert (ROOT / "sightline-verify.py").read_bytes() == Path(verifier.__file__).read_bytes()


def test_it_needs_the_standard_library_alone(bundle: Bundled) -> None:
    path, key = bundle
    command = [sys.executable, "-I", "-S", str(ROOT / "sightline-verify.py"), str(path), "--key", key]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stderr
    assert "Every check held." in done.stdout


def test_it_scores_with_the_arithmetic_of_the_engine() -> None:
    arithmetic = Path(replay.__file__).read_text("utf-8").split("from typing import Any\n", 1)[1].strip()
    assert arithmetic in Path(verifier.__file__).read_text("utf-8")


def test_its_syntax_is_that_of_python_3_9() -> None:
    ast.parse(Path(verifier.__file__).read_text("utf-8"), feature_version=(3, 9))


def test_the_command_line_answers_5_for_a_broken_bundle_and_2_for_wrong_usage(
    bundle: Bundled, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, key = bundle
    broken = tmp_path / "broken"
    broken.write_bytes(path.read_bytes()[:-1])
    assert verifier.main([str(broken), "--json"]) == 5
    verdict = json.loads(capsys.readouterr().out)
    assert verdict["ok"] is False
    assert verdict["problems"][0]["member"] == verifier.END
    assert verifier.main([str(path), "--key", key]) == 0
    for wrong in (
        [str(tmp_path / "none")],
        [],
        [str(path), "--key", "SL1-1"],
        [str(path), "--key", key.lower()],
    ):
        with pytest.raises(SystemExit) as caught:
            verifier.main(wrong)
        assert caught.value.code == 2


# --- Ed25519 ----------------------------------------------------------------------------------------

RFC_8032 = [  # section 7.1, tests 1 to 3: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
        "d25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
        "387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
        "4a7c15e9716ed28dc027beceea1ec40a",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_the_vectors_of_the_specification(key: str, message: str, signature: str) -> None:
    given = [bytes.fromhex(text) for text in (key, message, signature)]
    assert verifier.signature_holds(*given)
    assert not verifier.signature_holds(given[0], given[1] + b"x", given[2])


def test_it_agrees_with_the_cryptography_library_and_finds_each_flip(entropy: Callable[[int], bytes]) -> None:
    for number in range(8):
        private = Ed25519PrivateKey.from_private_bytes(entropy(32))
        public, message = private.public_key().public_bytes_raw(), entropy(number * 13)
        signature = private.sign(message)
        assert verifier.signature_holds(public, message, signature)
        flip = number * 8 + 3
        changed = bytearray(signature)
        changed[flip] ^= 1 << number
        assert not verifier.signature_holds(public, message, bytes(changed))


def test_a_second_spelling_of_a_signature_is_refused() -> None:
    """S and S + L verify alike by the equation; only the smaller is a signature."""
    key, message, signature = (bytes.fromhex(text) for text in RFC_8032[1])
    s = int.from_bytes(signature[32:], "little") + verifier.ORDER
    assert not verifier.signature_holds(key, message, signature[:32] + s.to_bytes(32, "little"))


def test_keys_that_sign_everything_are_refused() -> None:
    """With a key of small order, R = identity and S = 0 would hold for any message or for many."""
    identity = (1).to_bytes(32, "little")
    orders_of_eight = "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"
    for key in (identity, bytes(32), (verifier.P - 1).to_bytes(32, "little"), bytes.fromhex(orders_of_eight)):
        assert verifier.expand(key) is not None
        assert not verifier.signature_holds(key, b"anything", identity + bytes(32))


def test_bytes_that_are_no_point_are_refused() -> None:
    for number in (2, verifier.P, verifier.P + 1, 2**255 - 1, 1 | 1 << 255):
        assert verifier.expand(number.to_bytes(32, "little")) is None
    assert not verifier.signature_holds((2).to_bytes(32, "little"), b"", bytes(64))
    assert not verifier.signature_holds(bytes(31), b"", bytes(64))


# --- A whole bundle, and one byte of it ----------------------------------------------------------------


def test_a_whole_bundle_holds(bundle: Bundled) -> None:
    verdict = verifier.check(*bundle)
    assert verdict.ok, verdict.problems
    assert verdict.key == bundle[1]
    assert verdict.counts["citations"] == 8
    assert verdict.counts["statements"] == 32
    assert verdict.counts["tables"] == 5
    assert verdict.counts["signals"] == 1
    assert verdict.counts["custody entries"] == 10
    assert verdict.counts["comparisons"] == 2


def test_what_could_not_be_checked_is_counted_and_not_called_good(bundle: Bundled) -> None:
    counts = verifier.check(*bundle).counts
    assert counts["page places whose text was not compared"] == 1
    assert counts["tables not replayed: their data is not in this edition"] == 1
    assert counts["comparisons not replayed: invented"] == 1
    assert counts["citations of certificates whose item is not here"] == 1
    assert counts["citations of signals whose item is not here"] == 1


def flips_are_found(path: Path, key: str, positions: Iterator[int], bits: Callable[[], int]) -> None:
    owner = owners(path)
    with path.open("r+b") as file:
        for position in positions:
            file.seek(position)
            byte = file.read(1)[0]
            file.seek(position)
            file.write(bytes([byte ^ bits()]))
            file.flush()
            members = {problem.member for problem in verifier.check(path, key).problems}
            assert members == {owner[position]}, f"byte {position} of {owner[position]}: {members}"
            file.seek(position)
            file.write(bytes([byte]))
    assert verifier.check(path, key).ok


def starts(names: list[str]) -> list[int]:
    return [at for at in range(len(names)) if at == 0 or names[at] != names[at - 1]]


def test_a_flip_at_the_edges_of_every_member_is_found_and_named(bundle: Bundled) -> None:
    first = starts(owners(bundle[0]))
    edges = {at + offset for at in first for offset in (-1, 0, 1, 124, 148, 511, 512, 520)}
    size = bundle[0].stat().st_size
    flips_are_found(*bundle, (at for at in sorted(edges) if 0 <= at < size), lambda: 1)


def test_random_flips_are_found_and_named(bundle: Bundled) -> None:
    chance = random.Random(1718)
    positions = (chance.randrange(bundle[0].stat().st_size) for _ in range(150))
    flips_are_found(*bundle, positions, lambda: chance.randrange(1, 256))


@pytest.mark.slow
def test_every_byte_of_what_holds_the_rest_together(bundle: Bundled) -> None:
    """Manifest, signature, keys and the end, each byte, in the case of a letter too."""
    wanted = {verifier.MANIFEST, verifier.SIGNATURE, verifier.END, "keys.json"}
    names = owners(bundle[0])
    for bit in (1, 0x20):
        positions = (at for at, name in enumerate(names) if name in wanted)
        flips_are_found(*bundle, positions, lambda bit=bit: bit)


@pytest.mark.slow
def test_a_thousand_random_flips(bundle: Bundled) -> None:
    chance = random.Random(2397)
    positions = (chance.randrange(bundle[0].stat().st_size) for _ in range(1000))
    flips_are_found(*bundle, positions, lambda: chance.randrange(1, 256))


CUTS: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda data: b"",
    "one byte": lambda data: data[:1],
    "only the manifest": lambda data: data[:2048],
    "one block short": lambda data: data[:-512],
    "half": lambda data: data[: len(data) // 2],
    "a byte too many": lambda data: data + b"\0",
    "two more empty blocks": lambda data: data + bytes(1024),
    "twice": lambda data: data + data,
    "text": lambda data: b"hello " * 1000,
    "zeros": lambda data: bytes(len(data)),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
def test_a_file_of_another_length_is_refused(bundle: Bundled, cut: Callable[[bytes], bytes]) -> None:
    path, key = bundle
    path.write_bytes(cut(path.read_bytes()))
    assert not verifier.check(path, key).ok


# --- Signed, but wrong ---------------------------------------------------------------------------------


def put(name: str, value: Any) -> sample.Change:
    return lambda parts: parts.update({name: value})


def edit(name: str, *way: Any) -> sample.Change:
    """Set the value at a path inside a member: the last of `way` is the value."""

    def change(parts: Parts) -> None:
        value = parts[name] = json.loads(json.dumps(parts[name]))
        *steps, last, new = way
        for step in steps:
            value = value[step]
        value[last] = new

    return change


def statement(number: int, **changed: Any) -> sample.Change:
    def change(parts: Parts) -> None:
        said = sample.statements()
        said[number] |= changed
        parts.update(sample.partition(said))

    return change


def rows(data: Callable[[bytes], bytes]) -> sample.Change:
    """Change the statements and let the manifest follow, so that only their own form is wrong."""

    def change(parts: Parts) -> None:
        name = f"statements/{sample.PARTITION}.manifest.json"
        parts[ROWS] = data(parts[ROWS])
        manifest = json.loads(parts[name]) | {"rows_sha256": sample.sha256(parts[ROWS])}
        parts[name] = canonical.encode(manifest)

    return change


def without(name: str) -> sample.Change:
    return lambda parts: parts.pop(name)


FIRST_BLOCKS = ("sections", 0, "blocks")
FIRST_CITE = (*FIRST_BLOCKS, 0, "sentences", 0, "cites", 0)
QUOTES = ("annexes", 0, "quotes")
ITEM = f"items/{sample.sha256(sample.LIST)}"
ACQUISITION = f"{0:032x}"

WRONG: dict[str, tuple[sample.Change, str, str, str]] = {
    "a quote that stands elsewhere": (
        edit(REPORT, *FIRST_CITE, "quote", "IVe.004"), "citations", REPORT, "'IVe.004' does not stand there"),
    "bytes past the end of the item": (
        edit(REPORT, *FIRST_CITE, "place", f"bytes 0-{len(sample.LIST)}"), "citations", REPORT,
        "has 935 bytes"),
    "a place that runs back": (edit(REPORT, *FIRST_CITE, "place", "bytes 9-3"), "citations", REPORT, "bytes"),
    "a place in no grammar": (
        edit(REPORT, *FIRST_CITE, "place", "somewhere"), "citations", REPORT, "not a place"),
    "a place of a thousand digits": (
        edit(REPORT, *FIRST_CITE, "place", "bytes 0-" + "9" * 1000), "citations", REPORT, "not a place"),
    "an item that is not there": (
        edit(REPORT, *FIRST_CITE, "item", "e" * 64), "citations", REPORT, "not in the bundle"),
    "a page of something else": (
        edit(REPORT, *FIRST_CITE, "place", "page 1 box 0,0,10,10"), "citations", REPORT, "not a page"),
    "page 0": (edit(REPORT, *QUOTES, 3, "place", "page 0 box 1,1,2,2"), "citations", REPORT, "not a place"),
    "a box turned over": (
        edit(REPORT, *QUOTES, 3, "place", "page 1 box 310,90,72,104"), "citations", REPORT, "no such box"),
    "a box off every page": (
        edit(REPORT, *QUOTES, 3, "place", "page 1 box 0,0,14400.5,104"), "citations", REPORT, "no such box"),
    "a CSV quote with one word more": (
        edit(REPORT, *QUOTES, 0, "quote", 'Invented "Trading" Co Ltd'), "citations", REPORT, "'Ltd'"),
    "a JSON quote with another letter": (
        edit(REPORT, *QUOTES, 1, "quote", "방"), "citations", REPORT, "does not stand there"),
    "a cell that the query does not give": (
        edit(REPORT, *FIRST_BLOCKS, 1, "rows", 1, 3, "text", "INVEKPP4"), "tables", REPORT, "differs"),
    "a row left out": (edit(REPORT, *FIRST_BLOCKS, 1, "rows", []), "tables", REPORT, "gives 2 rows"),
    "a day that lets one row less in": (
        edit(REPORT, *FIRST_BLOCKS, 1, "query", "on", "2013-03-02"), "tables", REPORT, "gives 1 rows"),
    "a count one too many": (
        edit(REPORT, *FIRST_BLOCKS, 2, "rows", 0, 1, "text", "9"), "tables", REPORT, "differs"),
    "another manifest pinned": (
        edit(REPORT, *FIRST_BLOCKS, 2, "query", "pins", 0, "manifest", "0" * 64), "tables", REPORT, "pinned"),
    "a query of an unknown kind": (
        edit(REPORT, *FIRST_BLOCKS, 2, "query", "kind", "guess"), "tables", REPORT, "unknown query"),
    "an unknown column": (
        edit(REPORT, *FIRST_BLOCKS, 2, "query", "by", "colour"), "tables", REPORT, "unknown column"),
    "a measure shown in force a day too late": (
        edit(REPORT, *FIRST_BLOCKS, 3, "query", "day", "2016-04-30"), "tables", REPORT, "differs"),
    "a measure nobody knows": (
        edit(REPORT, *FIRST_BLOCKS, 3, "query", "ids", 0, "iv-none"), "tables", REPORT, "no measure"),
    "a screening score rounded up": (
        edit(REPORT, *FIRST_BLOCKS, 4, "rows", 0, 3, "text", "0.99"), "tables", REPORT, "differs"),
    "a table without a query kind": (
        edit(REPORT, *FIRST_BLOCKS, 2, "query", {"by": 1}), "tables", REPORT, "no proper 'kind'"),
    "a finding on a measure that had ended": (
        edit(REPORT, "findings", 0, "measures", ["iv-closed"]), "measures", REPORT,
        "not in force on 2016-05-01"),
    "a finding before its measure": (
        edit(REPORT, "findings", 0, "day", "2006-10-13"), "measures", REPORT, "not in force on 2006-10-13"),
    "a statement that stands elsewhere": (
        statement(0, original="Invented Brothers"), "statements", ROWS, "'Brothers' does not stand"),
    "statements out of order": (
        rows(lambda data: b"".join(data.splitlines(keepends=True)[::-1])), "statements", ROWS,
        "not in order"),
    "a statement less than the manifest says": (
        rows(lambda data: b"".join(data.splitlines(keepends=True)[1:])), "statements", ROWS, "has 31"),
    "a line without an end": (rows(lambda data: data[:-1]), "statements", ROWS, "not canonical"),
    "statements of another manifest": (
        edit("keys.json", 0, "why", "x"), "key", "keys.json", "key statement 1"),
    "a manifest without statements": (
        without(ROWS), "statements", f"statements/{sample.PARTITION}.manifest.json", "stands alone"),
    "an item under another name": (put(ITEM, sample.LIST + b" "), "items", ITEM, "not the SHA-256"),
    "an item nobody describes": (put(f"items/{sample.sha256(b'')}", b""), "items",
                                 f"items/{sample.sha256(b'')}", "nothing in items.json"),
    "an item described and not there": (
        edit("items.json", 0, "sha256", "e" * 64), "items", "items.json", "not here"),
    "an item of another size": (edit("items.json", 0, "size", 1), "items", "items.json", "another size"),
    "a truth value for a size": (edit("items.json", 0, "size", True), "items", "items.json", "'size'"),
    "a custody entry edited": (
        edit("custody.json", ACQUISITION, 1, "actor", "nobody"), "custody", "custody.json", "edited"),
    "custody that begins later": (
        lambda parts: parts["custody.json"][ACQUISITION].pop(0), "custody", "custody.json", "begin with"),
    "custody with a gap": (
        lambda parts: parts["custody.json"][ACQUISITION].append(parts["custody.json"][ACQUISITION][0]),
        "custody", "custody.json", "does not follow"),
    "custody of something else": (
        put("custody.json", {}), "custody", "custody.json", "does not begin"),
    "custody that is a number": (edit("custody.json", ACQUISITION, 3), "custody", "custody.json", "shape"),
    "a certificate with a better score": (
        edit(CERTIFICATE, "hits", 0, "reasons", 0, "score", 0.9), "certificates", CERTIFICATE,
        "the forms give"),
    "a certificate whose whole is better than its parts": (
        edit(CERTIFICATE, "hits", 0, "score", 0.98), "certificates", CERTIFICATE, "the forms give 0.99"),
    "forms without what they need": (
        edit(CERTIFICATE, "hits", 0, "reasons", 0, "forms", {"comparison": "bic"}), "certificates",
        CERTIFICATE, "shape"),
    "forms of unbounded length": (
        edit(CERTIFICATE, "hits", 0, "reasons", 0, "forms", "query", "x" * 10_000), "certificates",
        CERTIFICATE, "longer"),
    "a score that is no number": (
        edit(CERTIFICATE, "hits", 0, "score", "0.97"), "certificates", CERTIFICATE, "shape"),
    "a certificate of another list version": (
        edit(CERTIFICATE, "lists", 0, "manifest", "0" * 64), "certificates", CERTIFICATE, "another version"),
    "a certificate under another name": (
        edit(CERTIFICATE, "id", "c-other"), "certificates", CERTIFICATE, "not the certificate"),
    "a certificate whose quote is wrong": (
        edit(CERTIFICATE, "hits", 0, "reasons", 0, "cites", 0, "quote", "INVEKPP4"), "citations",
        CERTIFICATE, "does not stand"),
    "a signal under another name": (
        edit(SIGNAL, "id", "s-000000000000"), "signals", SIGNAL, "not the signal"),
    "a signal that ends before it starts": (
        edit(SIGNAL, "end", "2017-10-19T02:00:00Z"), "signals", SIGNAL, "its period"),
    "a signal with a score above one": (edit(SIGNAL, "score", 1.1), "signals", SIGNAL, "its score"),
    "a signal with a reason without evidence": (
        edit(SIGNAL, "reasons", 0, "cites", []), "signals", SIGNAL, "without evidence"),
    "a signal of someone else": (
        edit(SIGNAL, "entities", 0, "caption", "SAMPLE 3"), "tables", REPORT, "this one differs"),
    "a signal with a better score": (edit(SIGNAL, "score", 0.9), "tables", REPORT, "this one differs"),
    "a signal whose row is not there": (
        edit(SIGNAL, "reasons", 0, "cites", 0, "place", "bytes 0-999999"), "citations", SIGNAL, ""),
    "a report that is a list": (put(REPORT, [1]), "measures", REPORT, "not an object"),
    "a report nested deep": (put(REPORT, b"[" * 90 + b"]" * 90 + b"\n"), "citations", REPORT, "nested"),
    "a report nested beyond recursion": (put(REPORT, b"[" * 10**6), "citations", REPORT, "not canonical"),
    "JSON with a key twice": (put("regime.json", b'{"a":1,"a":1}\n'), "measures", "regime.json", "canonical"),
    "a number of a thousand digits": (
        put("regime.json", b"1" * 1000 + b"\n"), "measures", "regime.json", "1000 digits"),
    "no regime": (without("regime.json"), "container", verifier.MANIFEST, "no member regime.json"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "what", "member", "message"), WRONG.values(), ids=WRONG)
def test_what_is_signed_and_wrong_is_named(
    tmp_path: Path, parts: Parts, keyring: Keyring, at: datetime,
    change: sample.Change, what: str, member: str, message: str,
) -> None:  # fmt: skip
    change(parts)
    verdict = verifier.check(sample.write(tmp_path / "b", parts, keyring, at), keyring.fingerprint)
    found = [p for p in verdict.problems if (p.what, p.member) == (what, member) and message in p.message]
    assert found, verdict.problems


RIGHT: dict[str, sample.Change] = {
    "another break of lines in a quote": edit(REPORT, *FIRST_CITE, "quote", " IVe.003\n"),
    "a quote left out": edit(REPORT, *FIRST_CITE, "quote", ""),
    "a whole item": edit(REPORT, *FIRST_CITE, "place", f"bytes 0-{len(sample.LIST) - 1}"),
    "the largest box": edit(REPORT, *QUOTES, 3, "place", "page 1 box -1.5,0,14400,104"),
    "a measure on its last day": edit(REPORT, "findings", 0, {
        "id": "f-x", "day": "2016-04-30", "measures": ["iv-closed"]}),
    "a measure on its first day": edit(REPORT, "findings", 0, "day", "2006-10-14"),
    "a table without a query, which is counted": edit(REPORT, *FIRST_BLOCKS, 2, "query", {}),
    "no findings": edit(REPORT, "findings", []),
    "a score within rounding": edit(CERTIFICATE, "hits", 0, "reasons", 0, "score", 0.99854),
    "no certificate, whose table is then not replayed": without(CERTIFICATE),
    "no signal, whose table is then not replayed": without(SIGNAL),
    "a signal that keeps the id of an earlier version": edit(SIGNAL, "entities", 0, "id", "mmsi-3"),
    "measures as a list": lambda parts: parts.update({"regime.json": parts["regime.json"]["measures"]}),
}  # fmt: skip


@pytest.mark.parametrize("change", RIGHT.values(), ids=RIGHT)
def test_near_misses_hold(
    tmp_path: Path, parts: Parts, keyring: Keyring, at: datetime, change: sample.Change
) -> None:
    change(parts)
    verdict = verifier.check(sample.write(tmp_path / "b", parts, keyring, at), keyring.fingerprint)
    assert verdict.ok, verdict.problems


WORDS = "계좌를 닫았습니다. We closed the account."
READ: dict[str, bytes] = {
    "UTF-8": WORDS.encode(),
    "over two lines": WORDS.replace(" the ", "\r\n   the ").encode(),
    "Korean Windows": WORDS.encode("cp949"),
    "UTF-16": WORDS.encode("utf-16-le"),
    "quoted-printable": quopri.encodestring(WORDS.encode()),
    "quoted-printable in Korean Windows": quopri.encodestring(WORDS.encode("cp949")),
    "base64": base64.encodebytes(WORDS.encode()),
    "base64 in Korean Windows": base64.encodebytes(WORDS.encode("cp949")),
    "an encoded word of a header": Header(WORDS, "utf-8").encode().encode(),
    "JSON": json.dumps(WORDS).encode(),
    "XML with character references": "".join(f"&#x{ord(letter):x};" for letter in WORDS).encode(),
}


@pytest.mark.parametrize("data", READ.values(), ids=READ)
def test_a_quote_is_found_however_its_bytes_spell_it(data: bytes) -> None:
    assert verifier.quote_problem(data, WORDS) == ""
    assert verifier.quote_problem(data, WORDS + " 열었습니다.") == "'열었습니다.' does not stand there"


# --- A manifest made to deceive --------------------------------------------------------------------------


def forged(path: Path, signer: Signer, change: Callable[[dict[str, Any]], object]) -> Path:
    """The bundle with a changed manifest, properly signed again."""
    data = path.read_bytes()
    with tarfile.open(path) as tar:
        first, second = tar.getmembers()[:2]
    rest = data[second.offset_data + second.size + -second.size % 512 :]
    manifest = json.loads(data[first.offset_data : first.offset_data + first.size])
    change(manifest)
    encoded = canonical.encode(manifest)
    signature = canonical.encode({
        "key": signer.fingerprint, "public_key": signer.public_key.hex(),
        "signature": signer.sign(encoded).hex(), "manifest": sample.sha256(encoded),
    })  # fmt: skip
    parts = [("MANIFEST.json", encoded), ("SIGNATURE.json", signature)]
    head = b"".join(
        verifier.ustar_header(name, len(value)) + value + bytes(-len(value) % 512) for name, value in parts
    )
    path.write_bytes(head + rest)
    return path


FORGED: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "an absolute name": (lambda m: m["members"][0].update(name="/etc/passwd"), "not in order|unknown member"),
    "a name that climbs": (lambda m: m["members"][0].update(name="../x"), "unknown member"),
    "a name twice": (lambda m: m["members"].insert(0, m["members"][0]), "stands twice"),
    "names out of order": (lambda m: m["members"].reverse(), "not in order"),
    "a name of another kind": (lambda m: m["members"][0].update(name="certificates/a.exe"), "unknown member"),
    "a huge size": (lambda m: m["members"][0].update(size=10**17), "shape"),
    "a negative size": (lambda m: m["members"][0].update(size=-1), "shape"),
    "a size in words": (lambda m: m["members"][0].update(size="12"), "'size'"),
    "a size beyond the file": (lambda m: m["members"][0].update(size=8**11 - 1), "header differs"),
    "members that are a text": (lambda m: m.update(members="none"), "'members'"),
    "a member that is a text": (lambda m: m["members"].append("x"), "not an object"),
    "another version": (lambda m: m.update(sightline="bundle/2"), "newer version"),
    "no proper time": (lambda m: m.update(at="yesterday"), "proper time"),
    "a hash of something else": (lambda m: m["members"][0].update(sha256="0" * 64), "not those"),
}


@pytest.mark.parametrize(("change", "message"), FORGED.values(), ids=FORGED)
def test_a_deceiving_manifest_is_refused(
    bundle: Bundled, keyring: Keyring, change: Callable[[dict[str, Any]], object], message: str
) -> None:
    path, key = bundle
    problems = verifier.check(forged(path, keyring.current, change), key).problems
    assert problems
    assert any(part in problems[0].message for part in message.split("|")), problems
    put = verifier.outcome(verifier.Verdict(False, problems, {}, key))
    assert (put is verifier.TOO_NEW) == (message == "newer version")


def test_the_same_manifest_signed_again_holds(bundle: Bundled, keyring: Keyring) -> None:
    path, key = bundle
    assert verifier.check(forged(path, keyring.current, lambda manifest: None), key).ok


# --- What is withheld ------------------------------------------------------------------------------------


def withheld(path: Path, signer: Signer, *items: bytes) -> list[str]:
    """A bundle that withholds these items, and the proof of each."""
    said = [f"sightline withheld item {sample.sha256(item)}\n".encode() for item in items]
    proofs = [signer.sign(one).hex() for one in said]
    commitments = sorted(sample.sha256(bytes.fromhex(proof)) for proof in proofs)
    forged(path, signer, lambda manifest: manifest.update(withheld=commitments))
    return proofs


def test_an_item_that_was_withheld_is_proven_when_it_is_shown(
    bundle: Bundled, keyring: Keyring, tmp_path: Path
) -> None:
    path, key = bundle
    first, second = withheld(path, keyring.current, b"one", b"two")
    shown, other = tmp_path / "one.txt", tmp_path / "other.txt"
    shown.write_bytes(b"one")
    other.write_bytes(b"One")
    held = verifier.check(path, key, verifier.Shown(shown, first))
    assert held.ok and held.counts["items withheld that were shown and are proven"] == 1
    assert held.counts["items withheld"] == 2
    for claim in (verifier.Shown(other, first), verifier.Shown(shown, second), verifier.Shown(shown, "00")):
        assert [one.what for one in verifier.check(path, key, claim).problems] == ["withheld"]
    never = keyring.current.sign(f"sightline withheld item {sample.sha256(b'One')}\n".encode()).hex()
    (problem,) = verifier.check(path, key, verifier.Shown(other, never)).problems
    assert "none of the items" in problem.message
    assert verifier.outcome(verifier.check(path, key, verifier.Shown(other, never))) is verifier.UNPROVEN
    assert verifier.main([str(path), "--key", key, "--shown", str(other), "--proof", never]) == 5
    assert verifier.main([str(path), "--key", key, "--shown", str(shown), "--proof", first]) == 0
    with pytest.raises(SystemExit):
        verifier.main([str(path), "--shown", str(shown)])


@pytest.mark.parametrize("wrong", [["0" * 63], ["b" * 64, "a" * 64], ["a" * 64] * 2, "a" * 64])
def test_what_is_withheld_is_a_list_of_hashes_in_order(
    bundle: Bundled, keyring: Keyring, wrong: object
) -> None:
    path, key = bundle
    forged(path, keyring.current, lambda manifest: manifest.update(withheld=wrong))
    assert [one.what for one in verifier.check(path, key).problems] == ["withheld"]


# --- Whose key -------------------------------------------------------------------------------------------


def test_without_a_key_it_says_what_was_not_shown(
    bundle: Bundled, capsys: pytest.CaptureFixture[str]
) -> None:
    assert verifier.main([str(bundle[0])]) == 0
    assert "not who made it" in capsys.readouterr().out
    assert verifier.main(["--key", bundle[1], str(bundle[0])]) == 0
    assert "not who made it" not in capsys.readouterr().out


def test_a_bundle_made_by_another_is_refused(
    bundle: Bundled, tmp_path: Path, at: datetime, entropy: Callable[[int], bytes], parts: Parts
) -> None:
    thief = Keyring.create(tmp_path / "thief", at, entropy)
    parts["keys.json"] = thief.statements()
    path = sample.write(tmp_path / "stolen", parts, thief, at)
    assert verifier.check(path, thief.fingerprint).ok
    problems = verifier.check(path, bundle[1]).problems
    assert [(p.what, p.member) for p in problems] == [("key", "keys.json")]


def test_a_bundle_made_after_a_rotation_is_reached_from_the_old_key(
    tmp_path: Path, parts: Parts, keyring: Keyring, at: datetime, entropy: Callable[[int], bytes]
) -> None:
    old, later = keyring.fingerprint, at + timedelta(hours=1)
    keyring.rotate(later, "yearly", "editor", entropy)
    parts["keys.json"] = keyring.statements()
    assert verifier.check(sample.write(tmp_path / "b", parts, keyring, later), old).ok
    assert not verifier.check(sample.write(tmp_path / "b", parts, keyring, at), old).ok


def test_a_bundle_of_a_revoked_key_is_refused(
    tmp_path: Path, parts: Parts, keyring: Keyring, at: datetime, entropy: Callable[[int], bytes]
) -> None:
    old = keyring.current
    keyring.rotate(at + timedelta(hours=1), "a copy was found", "editor", entropy)
    keyring.revoke(old.fingerprint, at + timedelta(hours=1), "a copy was found", "editor", since=at)
    parts["keys.json"] = keyring.statements()
    path = forged(sample.write(tmp_path / "b", parts, keyring, at), old, lambda manifest: None)
    (problem,) = verifier.check(path, old.fingerprint).problems
    assert "revoked" in problem.message


# --- Content of any shape ----------------------------------------------------------------------------------

ODD: tuple[Any, ...] = (
    None,
    True,
    -1,
    10**17,
    0.5,
    "",
    "x" * 300,
    [],
    {},
    [[]],
    {"item": 1, "place": []},
    "bytes 0-1",
)


def disturbed(value: Any, chance: random.Random) -> Any:
    """The value with something odd at a random place."""
    if isinstance(value, dict) and value and chance.random() < 0.85:
        name = chance.choice(sorted(value))
        if chance.random() < 0.1:
            return {key: inner for key, inner in value.items() if key != name}
        return value | {name: disturbed(value[name], chance)}
    if isinstance(value, list) and value and chance.random() < 0.85:
        at = chance.randrange(len(value))
        return [*value[:at], disturbed(value[at], chance), *value[at + 1 :]]
    return chance.choice(ODD)


def disturbances_are_survived(path: Path, parts: Parts, keyring: Keyring, at: datetime, number: int) -> None:
    chance = random.Random(number)
    names = sorted(name for name, value in parts.items() if not isinstance(value, bytes))
    name = chance.choice(names)
    odd = parts | {name: disturbed(parts[name], chance)}
    verifier.check(sample.write(path, odd, keyring, at), keyring.fingerprint)


@pytest.mark.parametrize("number", range(25))
def test_content_of_any_shape_gives_a_verdict(
    tmp_path: Path, parts: Parts, keyring: Keyring, at: datetime, number: int
) -> None:
    """Whatever stands where, the verifier answers; it never falls over."""
    disturbances_are_survived(tmp_path / "b", parts, keyring, at, number)


@pytest.mark.slow
def test_content_of_a_thousand_shapes_gives_a_verdict(
    tmp_path: Path, parts: Parts, keyring: Keyring, at: datetime
) -> None:
    for number in range(1000, 2000):
        disturbances_are_survived(tmp_path / "b", parts, keyring, at, number)


def test_the_verdict_is_explained_as_a_page_that_says_what_is_wrong() -> None:
    broken = verifier.Verdict(
        False, [verifier.Problem("items", "items/<x>", "", "not its hash")], {"items": 2}, ""
    )
    page = verifier.page(broken, None, "a <bundle>")
    assert "Do not rely on this file" in page and "BROKEN" in page
    assert "items/&lt;x&gt;" in page and "<x>" not in page
    states = {words: state for state, words in verifier.states(broken)}
    assert states[verifier.PLAIN["items"]] == "BROKEN" and states[verifier.PLAIN["tables"]] == "held"
    cut = verifier.Verdict(False, [verifier.Problem("container", "", "", "cut")], {}, "")
    assert [state for state, _ in verifier.states(cut)] == ["held", "BROKEN", *["not reached"] * 10]
    shown = verifier.Verdict(True, [], {verifier.PROVEN: 1}, "SL1-X")
    told = "The file you were shown is one of them."
    assert told in verifier.page(shown, None, "a") and told not in page
    held = verifier.page(verifier.Verdict(True, [], {"items": 2}, "SL1-X"), "SL1-X", "a")
    assert "Every check held" in held and "That key is the one you gave." in held
    assert "<script" not in held


SHOWN = verifier.Problem("withheld", verifier.SHOWN, "", "none of the items this edition withholds")
TOO_NEW = verifier.Problem("signature", verifier.MANIFEST, verifier.NEWER, "made by a newer version")
PUT = {
    "a file shown that is not proven": ((SHOWN,), "The bundle held", "held NOT PROVEN"),
    "a bundle too new": ((TOO_NEW,), "too new for this program", "held not reached"),
    "both a file shown and a broken item": (
        (SHOWN, verifier.Problem("items", "items/x", "", "not its hash")),
        "Do not rely", "held NOT PROVEN BROKEN",
    ),
    "a list of what is withheld that is broken": (
        (verifier.Problem("withheld", verifier.MANIFEST, "", "not in order"),), "Do not rely", "held BROKEN",
    ),
    "a signature that does not hold": (
        (verifier.Problem("signature", verifier.MANIFEST, "", "changed"),),
        "Do not rely", "BROKEN not reached",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("problems", "head", "states"), PUT.values(), ids=PUT)
def test_a_bundle_is_not_called_broken_for_what_is_no_fault_of_its(
    problems: tuple[verifier.Problem, ...], head: str, states: str
) -> None:
    verdict = verifier.Verdict(False, list(problems), {}, "SL1-X")
    page = verifier.page(verdict, None, "a")
    assert f"<h1>{head}" in page or f"{head}</h1>" in page
    found = dict.fromkeys(state for state, _ in verifier.states(verdict))
    assert " ".join(found) == states
    assert ("do not rely on this bundle" in [*verifier.summary(verdict, None)][-1]) == ("rely" in head)


def test_an_item_that_was_changed_is_called_by_its_name(bundle: Bundled, parts: Parts) -> None:
    path, key = bundle
    data = bytearray(path.read_bytes())
    named = owners(path)
    item = next(name for name in named if name.startswith("items/"))
    data[named.index(item) + 512] ^= 1
    path.write_bytes(data)
    name = next(row["name"] for row in parts["items.json"] if item.endswith(row["sha256"]))
    problems = verifier.check(path, key).problems
    assert [one.member for one in problems] == [item]
    assert problems[0].message.endswith(f"(the item called {name!r})")
    data[named.index("items.json") + 520] ^= 1  # what it is called is then nobody's word
    path.write_bytes(data)
    assert not any("called" in one.message for one in verifier.check(path, key).problems)
