"""Check a Sightline bundle: signatures, hashes, custody, citations and replay, trusting nothing in it.

This one file needs Python 3.9 or later and nothing else: no installation, no network, no office. It
is what `sightline verify` runs and what is published as `sightline-verify.py`.

    python sightline-verify.py BUNDLE [--key FINGERPRINT] [--json] [--on DATE]

A signed statement, one JSON file such as the certificate of an exemption, is checked in the same way.

Exit code 0: every check held. 5: something did not, and each problem is named. 2: wrong usage. 1: all
held, but the statement does not hold on the day `--on` names.
Without `--key` the bundle is only shown to agree with itself: anyone could have signed it. Get the
fingerprint from somewhere other than the bundle.

The file reads from the top down: JSON, signatures, keys, the container, places and quotes, then one
section a check. A check runs only when what it stands on held.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import html
import json
import math
import mmap
import os
import quopri
import re
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any, NamedTuple

# --- Canonical JSON -------------------------------------------------------------------------------

MAX_DEPTH = 64
MAX_DIGITS = 18


class Broken(Exception):
    """Something in the bundle is not as it must be; the message says what."""


def canonical(value: Any) -> bytes:
    """Sorted keys, no spaces, UTF-8, one newline at the end."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8") + b"\n"


def _number(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise ValueError(f"a number of {len(text)} digits")
    return int(text)


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is not JSON")


def parse(data: bytes) -> Any:
    """The value of canonical JSON; `Broken` for anything else, duplicate keys and deep nesting included."""
    try:
        value = json.loads(data.decode("utf-8"), parse_int=_number, parse_constant=_no_constant)
        level, depth = [value], 0
        while level:
            if depth > MAX_DEPTH:
                raise ValueError(f"nested deeper than {MAX_DEPTH}")
            level = [inner for outer in level for inner in _inside(outer)]
            depth += 1
        if canonical(value) != data:
            raise ValueError("not canonical (sorted keys, no spaces, no duplicates, newline at the end)")
    except (ValueError, RecursionError, MemoryError) as problem:
        raise Broken(f"not canonical JSON: {str(problem)[:200] or type(problem).__name__}") from None
    return value


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def sha256(data: bytes) -> str:
    """SHA-256 in lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def hexadecimal(value: Any, size: int) -> bytes:
    """The `size` bytes a lower-case hex text stands for; `Broken` for any other spelling."""
    if not isinstance(value, str) or not re.fullmatch("[0-9a-f]*", value) or len(value) != 2 * size:
        raise Broken(f"not {size} bytes in lower-case hex: {str(value)[:80]!r}")
    return bytes.fromhex(value)


def shape(value: Any, what: str, /, **fields: type) -> dict[str, Any]:
    """`value` when it is an object that has each field with the type asked for; else `Broken`."""
    if not isinstance(value, dict):
        raise Broken(f"{what} is not an object")
    for name, kind in fields.items():
        found = value.get(name)
        if not isinstance(found, kind) or (kind is int and isinstance(found, bool)):
            raise Broken(f"{what} has no proper {name!r}")
    return value


# --- Ed25519 (RFC 8032, section 5.1) --------------------------------------------------------------
# Points are (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z, on -x² + y² = 1 + d x² y² modulo P.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)  # a square root of -1
ZERO = (0, 1, 1, 0)

Point = tuple[int, int, int, int]


def add(a: Point, b: Point) -> Point:
    """The sum of two points; complete, so it doubles too."""
    e = (a[1] - a[0]) * (b[1] - b[0]) % P
    f = (a[1] + a[0]) * (b[1] + b[0]) % P
    g = 2 * D * a[3] * b[3] % P
    h = 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return (x * y % P, z * t % P, y * z % P, x * t % P)


def multiply(scalar: int, point: Point) -> Point:
    """`scalar` times `point`, by doubling and adding. Nothing here is secret."""
    total = ZERO
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point, scalar = add(point, point), scalar >> 1
    return total


def compress(point: Point) -> bytes:
    """The 32 bytes of a point: y, and the lowest bit of x on top."""
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def expand(data: bytes) -> Point | None:
    """The point of 32 bytes; None when they name none (y not below P, or no such x)."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & (2**255 - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * ROOT % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return (x, y, 1, x * y % P)


BASE = expand((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")) or ZERO  # y = 4/5


def signature_holds(public_key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` (64 bytes) is that of `message` by `public_key` (32 bytes).

    Strict: S must be below the group order, and keys of small order sign nothing.
    """
    point = expand(public_key) if len(public_key) == 32 and len(signature) == 64 else None
    s = int.from_bytes(signature[32:], "little")
    if point is None or s >= ORDER or compress(multiply(8, point)) == compress(ZERO):
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % ORDER
    minus = (P - point[0], point[1], point[2], P - point[3])
    return compress(add(multiply(s, BASE), multiply(k, minus))) == signature[:32]


# --- Keys: creation, rotation, revocation ---------------------------------------------------------

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")  # fixed width: text order is time order
FINGERPRINT = re.compile(r"SL1(-[A-Z2-7]{4}){8}")


def fingerprint(public_key: bytes) -> str:
    """What is published for a key: SL1- and 160 bits of its SHA-256 in base32, by fours."""
    text = base64.b32encode(hashlib.sha256(public_key).digest()[:20]).decode("ascii")
    return "SL1-" + "-".join(text[at : at + 4] for at in range(0, 32, 4))


def unsigned(value: dict[str, Any], *names: str) -> bytes:
    """The canonical bytes that were signed: `value` without its signatures."""
    return canonical({name: inner for name, inner in value.items() if name not in (names or ("signature",))})


class KeyLine(NamedTuple):
    """A key and the time it was good for."""

    line: int  # keys of one line reached one another by rotation
    rank: int  # place within the line
    public_key: bytes
    created: str
    retired: str  # "" while current
    revoked: str  # "" or the moment since which its signatures do not count


def read_keys(statements: Any) -> dict[str, KeyLine]:
    """Every key of `keys.json` by fingerprint; `Broken` when a statement or its signature is wrong."""
    if not isinstance(statements, list) or not statements:
        raise Broken("there are no key statements")
    keys: dict[str, KeyLine] = {}
    current, before, last = "", None, ""
    for number, statement in enumerate(statements, 1):
        try:
            current = _key_statement(statement, keys, current)
            if statement.get("prev") != before:
                raise Broken("does not follow the statement before it")
            if not INSTANT.fullmatch(statement["at"]) or statement["at"] < last:
                raise Broken("its time is not a time, or before the statement before it")
        except Broken as problem:
            raise Broken(f"key statement {number}: {problem}") from None
        before, last = sha256(canonical(statement)), statement["at"]
    return keys


def _key_statement(statement: Any, keys: dict[str, KeyLine], current: str) -> str:
    """Enter one statement into `keys`; the fingerprint of the current key after it."""
    shape(statement, "it", sightline=str, kind=str, at=str, key=str, why=str, by=str, signature=str)
    kind, key, at = statement["kind"], statement["key"], statement["at"]
    if statement["sightline"] != "key/1" or kind not in ("creation", "rotation", "revocation"):
        raise Broken(f"unknown kind {kind!r}")
    if kind == "creation":
        line = 1 + max((known.line for known in keys.values()), default=0)
        _new_key(keys, key, statement.get("public_key"), line, 0, at)
    elif key != current:
        raise Broken(f"made by {key}, which is not the current key")
    _signed_by(keys[key].public_key, statement, "signature")
    if kind == "rotation":
        line, rank = keys[key].line, keys[key].rank + 1
        _new_key(keys, str(statement.get("next")), statement.get("next_public_key"), line, rank, at)
        _signed_by(keys[statement["next"]].public_key, statement, "next_signature")
        keys[key] = keys[key]._replace(retired=at)
        return str(statement["next"])
    if kind == "revocation":
        revoked, since = statement.get("revoked"), statement.get("since")
        if revoked not in keys or revoked == key or keys[revoked].line != keys[key].line:
            raise Broken(f"revokes {revoked}, which is not an earlier key of the same line")
        if not isinstance(since, str) or not INSTANT.fullmatch(since):
            raise Broken("says not since when")
        keys[revoked] = keys[revoked]._replace(revoked=min(since, keys[revoked].revoked or since))
    return str(key)


def _new_key(keys: dict[str, KeyLine], key: str, public: Any, line: int, rank: int, at: str) -> None:
    raw = hexadecimal(public, 32)
    if fingerprint(raw) != key or key in keys:
        raise Broken(f"{key} is not the fingerprint of a new key")
    keys[key] = KeyLine(line, rank, raw, at, "", "")


def _signed_by(public_key: bytes, statement: dict[str, Any], name: str) -> None:
    message = unsigned(statement, "signature", "next_signature")
    if not signature_holds(public_key, message, hexadecimal(statement.get(name), 64)):
        raise Broken(f"its {name} does not hold")


def key_problem(statements: Any, pinned: str | None, signer: str, at: str) -> str | None:
    """Why `signer` was not to be trusted at `at` by one who holds `pinned`; None when it was.

    Rotations are followed forward from the pinned key, never back, and never into a new line.
    """
    try:
        keys = read_keys(statements)
    except Broken as problem:
        return str(problem)
    if signer not in keys:
        return f"the key statements do not know {signer}"
    key = keys[signer]
    if pinned is not None and pinned not in keys:
        return f"the pinned key {pinned} is not among the key statements"
    if pinned is not None and keys[pinned].line != key.line:
        return f"{signer} does not continue {pinned}: it begins a new line of keys"
    if pinned is not None and keys[pinned].rank > key.rank:
        return f"{signer} is older than the pinned key {pinned}"
    if not INSTANT.fullmatch(at) or at < key.created:
        return f"signed at {at[:40]}, before {signer} was made"
    if key.revoked and at >= key.revoked:
        return f"{signer} was revoked: its signatures since {key.revoked} do not count"
    if key.retired and at > key.retired:
        return f"signed at {at}, after {signer} was retired on {key.retired}"
    return None


# --- The container: ustar with every byte decided by names, sizes and contents --------------------

BLOCK = 512
TRAILER = 2 * BLOCK
MAX_SIZE = 8**11 - 1
MAX_JSON = 64 * 1024 * 1024
MANIFEST, SIGNATURE, END = "MANIFEST.json", "SIGNATURE.json", "end of container"
REPORT = "report/report.json"
REQUIRED = ("custody.json", "items.json", "keys.json", "regime.json", REPORT)
MEMBER = re.compile(
    r"report/report\.(json|pdf|docx|html)|items/[0-9a-f]{64}|(items|custody|keys|regime)\.json"
    r"|statements/[0-9A-Za-z_-]{1,40}\.(jsonl|manifest\.json)|(certificates|signals)/[0-9A-Za-z_-]{1,40}\.json"
)


def ustar_header(name: str, size: int) -> bytes:
    """The one header (512 bytes) a member of this name and size may have."""
    if len(name.encode("ascii")) > 100 or not 0 <= size <= MAX_SIZE:
        raise ValueError(f"not a member a container can hold: {name!r} of {size} bytes")
    start = name.encode("ascii").ljust(100, b"\0") + b"0000644\0" + 2 * b"0000000\0"
    start += b"%011o\0" % size + b"00000000000\0"
    end = b"0" + bytes(100) + b"ustar\00000" + bytes(247)
    return start + b"%06o\0 " % sum(start + 8 * b" " + end) + end


class Problem(NamedTuple):
    """What is wrong: the check that found it, the member, the place in it, and a sentence."""

    what: str
    member: str
    place: str
    message: str


class Verdict(NamedTuple):
    """Whether all held, what did not, and how much was looked at. `key` is the signer's fingerprint."""

    ok: bool
    problems: list[Problem]
    counts: dict[str, int]
    key: str
    statement: Any = None  # what a signed statement says, where the file is one and holds


class Member(NamedTuple):
    """Where the content of a member lies in the file."""

    start: int
    size: int
    sha256: str

    @property
    def end(self) -> int:
        """Where the next member starts."""
        return self.start + self.size + -self.size % BLOCK


class Shown(NamedTuple):
    """A file that is said to be an item the edition withholds, and the office's signature that says so."""

    path: Any
    proof: str


class Bundle:
    """An open bundle, and what was found wrong and counted so far."""

    def __init__(self, data: Any, pinned: str | None, shown: Shown | None = None) -> None:
        self.data = data  # memory-mapped: sliced, never read whole
        self.pinned = pinned
        self.shown = shown
        self.key, self.public_key = "", b""
        self.meta: dict[str, Any] = {}
        self.members: dict[str, Member] = {}
        self.problems: list[Problem] = []
        self.counts: dict[str, int] = {}
        self.checking = ""  # the check that runs
        self.looking_at = ""  # the member it looks at
        self.entries: dict[str, Entries] = {}  # by partition

    def wrong(self, message: str, place: str = "", member: str = "") -> None:
        """Note a problem and go on; `Broken` is raised where going on makes no sense."""
        self.problems.append(Problem(self.checking, member or self.looking_at, place[:300], message[:600]))

    def count(self, what: str, number: int = 1) -> None:
        self.counts[what] = self.counts.get(what, 0) + number

    def content(self, name: str) -> bytes:
        """All bytes of a member."""
        member = self.members[name]
        return bytes(self.data[member.start : member.start + member.size])

    def json(self, name: str) -> Any:
        """The value of a JSON member."""
        self.looking_at = name
        if name not in self.members:
            raise Broken("this member is missing")
        if self.members[name].size > MAX_JSON:
            raise Broken("larger than any such member may be")
        return parse(self.content(name))

    def items(self) -> list[str]:
        return [name[6:] for name in self.members if name.startswith("items/")]


NEWER = "/sightline"
"""where in the manifest a bundle says its version: the place of the problem of one too new for us"""


def check_signature(bundle: Bundle) -> None:
    """The first two members, and the signature of one over the other."""
    if bytes(bundle.data[: len(MANIFEST) + 1]) != MANIFEST.encode() + b"\0":
        bundle.looking_at = MANIFEST
        raise Broken(f"this is not a bundle: it does not begin with {MANIFEST}")
    start = _member(bundle, MANIFEST, 0, _stated_size(bundle, 0, MAX_JSON))
    _member(bundle, SIGNATURE, start, _stated_size(bundle, start, 4096))
    manifest = bundle.content(MANIFEST)
    signature = shape(bundle.json(SIGNATURE), "it", key=str, manifest=str, public_key=str, signature=str)
    public_key = hexadecimal(signature["public_key"], 32)
    if len(signature) != 4 or fingerprint(public_key) != signature["key"]:
        raise Broken("the key is not that of its fingerprint")
    holds = signature_holds(public_key, manifest, hexadecimal(signature["signature"], 64))
    same = sha256(manifest) == signature["manifest"]
    if not holds or not same:
        bundle.looking_at = SIGNATURE if holds or same else MANIFEST
        raise Broken("the signature does not hold: changed after it was signed")
    bundle.meta = shape(bundle.json(MANIFEST), "it", sightline=str, at=str, members=list)
    bundle.key, bundle.public_key = signature["key"], public_key
    newer = re.fullmatch(r"bundle/(\d{1,6})", bundle.meta["sightline"])
    if newer and newer[1] != "1":
        message = f"made by a newer version (bundle/{newer[1]}); get the newer verifier from who made it"
        bundle.wrong(message, NEWER)
        return
    if bundle.meta["sightline"] != "bundle/1" or not INSTANT.fullmatch(bundle.meta["at"]):
        raise Broken("not a bundle of version 1, or of no proper time")


def check_container(bundle: Bundle) -> None:
    """Every other byte: the file is exactly what its manifest makes it."""
    at = bundle.members[SIGNATURE].end
    bundle.looking_at = MANIFEST
    stated = [shape(row, "a member", name=str, size=int, sha256=str) for row in bundle.meta["members"]]
    names = [row["name"] for row in stated]
    if names != sorted(set(names)):
        raise Broken("the members are not in order, or one stands twice")
    if missing := [name for name in REQUIRED if name not in names]:
        raise Broken(f"no member {missing[0]}")
    if unknown := [name for name in names if not MEMBER.fullmatch(name)]:
        raise Broken(f"unknown member {unknown[0][:120]!r}")
    for row in stated:
        at = _member(bundle, row["name"], at, row["size"])
        if bundle.members[row["name"]].sha256 != row["sha256"]:
            bundle.wrong("its bytes are not those the signed manifest names")
    bundle.looking_at = END
    if bytes(bundle.data[at : at + TRAILER]) != bytes(TRAILER) or len(bundle.data) != at + TRAILER:
        raise Broken("the file does not end with two empty blocks and nothing after them")
    bundle.count("members", len(bundle.members))
    bundle.count("bytes", len(bundle.data))


def _stated_size(bundle: Bundle, at: int, limit: int) -> int:
    field = bytes(bundle.data[at + 124 : at + 136])
    size = int(field[:11], 8) if re.fullmatch(rb"[0-7]{11}\0", field) else limit + 1
    bundle.looking_at = SIGNATURE if at else MANIFEST
    if size > limit:
        raise Broken("its header states no proper size")
    return size


def _member(bundle: Bundle, name: str, at: int, size: int) -> int:
    """Check header and padding of a member that starts at `at` and hash it; where the next one starts."""
    bundle.looking_at = name
    header, found = ustar_header(name, size), bytes(bundle.data[at : at + BLOCK])
    if found != header:
        differs = next((i for i, byte in enumerate(found) if byte != header[i]), len(found))
        raise Broken(f"its header differs at byte {at + differs} of the file")
    member = Member(at + BLOCK, size, "")
    if member.end > len(bundle.data):
        raise Broken("the file ends inside it")
    if any(bundle.data[member.start + size : member.end]):
        bundle.wrong(f"its padding, from byte {member.start + size} of the file, is not empty")
    digest = hashlib.sha256()
    for piece in range(member.start, member.start + size, 1 << 20):
        digest.update(bundle.data[piece : min(piece + (1 << 20), member.start + size)])
    bundle.members[name] = member._replace(sha256=digest.hexdigest())
    return member.end


def check_key(bundle: Bundle) -> None:
    """Whether the signer's key is the pinned one or follows from it by rotation."""
    statements = bundle.json("keys.json")
    if problem := key_problem(statements, bundle.pinned, bundle.key, bundle.meta["at"]):
        raise Broken(problem)
    bundle.count("key statements", len(statements))


# --- What the edition withholds -------------------------------------------------------------------


PROVEN = "items withheld that were shown and are proven"
SHOWN = "the file shown"
"""what is called so in a problem is not of the bundle: it was given beside it"""


def check_withheld(bundle: Bundle) -> None:
    """Each item left out is committed to once; the one that was shown, with its proof, is among them."""
    bundle.looking_at = MANIFEST
    commitments = bundle.meta.get("withheld", [])
    for one in shape({"withheld": commitments}, "it", withheld=list)["withheld"]:
        hexadecimal(one, 32)
    if commitments != sorted(set(commitments)):
        raise Broken("what is withheld is not in order, or stands twice")
    if commitments:
        bundle.count("items withheld", len(commitments))
    if bundle.shown is not None:
        bundle.looking_at = SHOWN
        _shown(bundle, bundle.shown, commitments)


def _shown(bundle: Bundle, shown: Shown, commitments: list[str]) -> None:
    digest = hashlib.sha256()
    with Path(shown.path).open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    proof = hexadecimal(shown.proof, 64)
    said = f"sightline withheld item {digest.hexdigest()}\n".encode()
    if not signature_holds(bundle.public_key, said, proof):
        raise Broken("the proof is not the office's signature over the file that was shown")
    if sha256(proof) not in commitments:
        raise Broken("the file that was shown is none of the items this edition withholds")
    bundle.count(PROVEN)


# --- Items and custody ----------------------------------------------------------------------------


def check_items(bundle: Bundle) -> None:
    """Every item is named by its own SHA-256 and described once for each acquisition."""
    described = set()
    for row in bundle.json("items.json"):
        shape(row, "an item", sha256=str, size=int, name=str, basis=str, document=str, acquisition=str)
        described.add(row["sha256"])
        member = bundle.members.get(f"items/{row['sha256']}")
        if member is None:
            bundle.wrong("described, but its bytes are not here", row["sha256"])
        elif member.size != row["size"]:
            bundle.wrong("described with another size", row["sha256"])
    for item in bundle.items():
        bundle.looking_at = f"items/{item}"
        if bundle.members[bundle.looking_at].sha256 != item:
            bundle.wrong("its name is not the SHA-256 of its bytes")
        if item not in described:
            bundle.wrong("nothing in items.json describes it")
        bundle.count("items")


def check_custody(bundle: Bundle) -> None:
    """The history of each acquisition is unbroken from its storing on."""
    stored = {row["acquisition"]: row["sha256"] for row in bundle.json("items.json")}
    custody = shape(bundle.json("custody.json"), "it")
    for acquisition in sorted(stored.keys() | custody.keys()):
        if acquisition not in stored:
            bundle.wrong("is no acquisition of items.json", acquisition)
        entries, before = custody.get(acquisition, []), None
        for number, entry in enumerate(entries, 1):
            place = f"{acquisition} entry {number}"
            shape(entry, place, at=str, action=str, actor=str, subject=str, detail=dict, salt=str, hash=str)
            if sha256(unsigned(entry, "hash")) != entry["hash"]:
                bundle.wrong("its hash does not hold: it was edited", place)
            if entry["prev_same"] != before or entry["subject"] != acquisition:
                bundle.wrong("does not follow the entry before it", place)
            before = entry["hash"]
        start: dict[str, Any] = entries[0] if entries else {"action": "", "detail": {}}
        if start["action"] != "store" or start["detail"].get("sha256") != stored.get(acquisition):
            bundle.wrong("does not begin with the storing of its item", acquisition)
        bundle.count("custody entries", len(entries))


# --- Places and quotes ----------------------------------------------------------------------------

BYTES = re.compile(r"(?:(?:row [1-9]\d{0,17}|element /\S+) · )?bytes (\d{1,18})-(\d{1,18})")
PAGE = re.compile(r"page [1-9]\d{0,8} box (-?\d{1,9}(?:\.\d{1,9})?(?:,-?\d{1,9}(?:\.\d{1,9})?){3})")
LARGEST_PAGE = 14400  # PDF points; PDF 1.7, annex C.2
WIDE = ("utf-16-le", "utf-16-be")
LEGACY = ("cp949", "gb18030", "big5", "shift_jis", "koi8-r", "cp1251", "cp1252")
ESCAPE = re.compile(r"(?:\\u[0-9a-fA-F]{4})+|\\[\"\\/bfnrt]")


def place_problem(bundle: Bundle, item: str, place: str, quote: str) -> str:
    """Why a place of an item that is here does not hold what is quoted; empty when it does."""
    member = bundle.members[f"items/{item}"]
    if found := PAGE.fullmatch(place):
        left, bottom, right, top = (float(number) for number in found[1].split(","))
        inside = left < right and bottom < top and max(map(abs, (left, bottom, right, top))) <= LARGEST_PAGE
        pdf = bundle.data[member.start : member.start + min(1024, member.size)]
        bundle.count("page places whose text was not compared")
        return "" if inside and b"%PDF-" in pdf else "no such box, or not a page of a PDF"
    found = BYTES.fullmatch(place)
    if not found:
        return f"not a place: {place[:80]!r}"
    start, end = int(found[1]), int(found[2])
    if not start <= end < member.size:
        return f"the item has {member.size} bytes"
    return quote_problem(bytes(bundle.data[member.start + start : member.start + end + 1]), quote)


def quote_problem(data: bytes, quote: str) -> str:
    """The first word of the quote that does not stand in the bytes, said in a sentence."""
    words = quote.split()
    text = data.decode("utf-8", "replace")
    if all(word in text for word in words):
        return ""
    text = "\n".join(readings(data))
    missing = [word for word in words if word not in text]
    return f"{missing[0][:80]!r} does not stand there" if missing else ""


def readings(data: bytes) -> Iterator[str]:
    """The text with what its format escapes undone: XML entities, CSV quotes, JSON, e-mail encodings."""
    for text in decoded(data):
        yield from (text, html.unescape(text), text.replace('""', '"'), ESCAPE.sub(_unescaped, text))
    yield from decoded(quopri.decodestring(data))
    if re.fullmatch(rb"[A-Za-z0-9+/=\s]+", data):
        with suppress(ValueError):
            yield from decoded(base64.b64decode(data))
    if b"=?" in data:
        with suppress(ValueError, LookupError):
            yield str(make_header(decode_header(" ".join(data.decode("ascii", "replace").split()))))


def decoded(data: bytes) -> list[str]:
    """The bytes as UTF-8; where they are none, as each encoding that letters on this subject come in."""
    try:
        return (
            [data.decode("utf-8")] if b"\0" not in data else [data.decode(name, "replace") for name in WIDE]
        )
    except UnicodeDecodeError:
        return [data.decode(name, "replace") for name in ("utf-8", *WIDE, *LEGACY)]


def _unescaped(found: re.Match[str]) -> str:
    return str(json.loads(f'"{found[0]}"'))


def citations(tree: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every citation in a tree of JSON with the path it stands at."""
    for path, value in walk(tree):
        if isinstance(value, dict) and {"item", "place"} <= value.keys() <= {"item", "place", "quote"}:
            yield path, shape(value, "a citation", item=str, place=str)


def walk(tree: Any) -> Iterator[tuple[str, Any]]:
    """Every value of a tree with its path, in order."""
    waiting = [("", tree)]
    while waiting:
        path, value = waiting.pop()
        yield path or "/", value
        pairs: Any = value.items() if isinstance(value, dict) else ()
        pairs = enumerate(value) if isinstance(value, list) else pairs
        waiting.extend(reversed([(f"{path}/{name}", inner) for name, inner in pairs]))


def check_citations(bundle: Bundle) -> None:
    """Every citation of the report leads to bytes that are here and hold what is quoted."""
    _resolve(bundle, REPORT, must_be_here=True)
    for name in [name for name in bundle.members if name.startswith("certificates/")]:
        _resolve(bundle, name, must_be_here=False)
    for name in [name for name in bundle.members if name.startswith("signals/")]:
        _resolve(bundle, name, must_be_here=False)


def _resolve(bundle: Bundle, name: str, must_be_here: bool) -> None:
    for path, cite in citations(bundle.json(name)):
        where = f"{path} → item {cite['item'][:64]} {cite['place']}"
        if f"items/{cite['item']}" in bundle.members:
            bundle.count("citations")
            if problem := place_problem(bundle, cite["item"], cite["place"], str(cite.get("quote", ""))):
                bundle.wrong(problem, where)
        elif must_be_here:
            bundle.wrong("the item is not in the bundle", where)
        else:
            bundle.count(f"citations of {name.partition('/')[0]} whose item is not here")


# --- List versions --------------------------------------------------------------------------------

NAMES = ("name", "alias", "previousName", "weakAlias")
REFERENCES = ("unscId", "authorityId", "recordId")
LISTED_ON = ("listingDate", "startDate")
Said = dict[str, list[tuple[int, str]]]  # property → (start byte, value)


class Entries(NamedTuple):
    """A partition as the tables see it: what each entry says, and what its listing says."""

    list: str
    own: dict[str, Said]
    listing: dict[str, Said]
    schemata: dict[str, tuple[int, str, str, str]]


def check_partitions(bundle: Bundle) -> None:
    """Every list version is whole, sorted, the one its manifest names, and stands in its items."""
    for name in [name for name in bundle.members if name.startswith("statements/")]:
        partition, _, kind = name[len("statements/") :].partition(".")
        other = f"statements/{partition}." + ("manifest.json" if kind == "jsonl" else "jsonl")
        if other not in bundle.members:
            bundle.wrong(f"stands alone: {other} is missing", "", name)
        elif kind == "jsonl":
            manifest = bundle.json(other)
            shape(manifest, "it", partition=str, list=str, rows_sha256=str, statements=int)
            if (manifest["partition"], manifest["rows_sha256"]) != (partition, bundle.members[name].sha256):
                bundle.wrong("is not the manifest of these statements")
            bundle.looking_at = name
            bundle.entries[partition] = _entries(bundle, name, manifest)


def _entries(bundle: Bundle, name: str, manifest: dict[str, Any]) -> Entries:
    entries, before, number = Entries(manifest["list"], {}, {}, {}), b"", 0
    texts = dict.fromkeys(("entity", "schema", "prop", "value", "original", "item", "place"), str)
    for number, line in enumerate(_lines(bundle, name), 1):
        if line < before:
            bundle.wrong("not in order", f"line {number}")
        before = line
        said = shape(parse(line), f"line {number}", **texts)
        if f"items/{said['item']}" not in bundle.members:
            bundle.count("statements whose item is not here")
        elif problem := place_problem(bundle, said["item"], said["place"], said["original"]):
            bundle.wrong(problem, f"line {number} → item {said['item']} {said['place']}")
        _enter(entries, said)
    if number != manifest["statements"]:
        bundle.wrong(f"has {number} statements, its manifest says {manifest['statements']}")
    bundle.count("statements", number)
    return entries


def _lines(bundle: Bundle, name: str) -> Iterator[bytes]:
    start, size, _ = bundle.members[name]
    end = start + size
    while start < end:
        stop = bundle.data.find(b"\n", start, end) + 1 or end
        yield bytes(bundle.data[start:stop])
        start = stop


def _enter(entries: Entries, said: dict[str, Any]) -> None:
    entry, _, part = said["entity"].partition(":")
    found = BYTES.fullmatch(said["place"])
    start = int(found[1]) if found else -1
    if not part:
        values = entries.own.setdefault(entry, {})
        stands = (start, said["prop"], said["value"], said["schema"])
        entries.schemata[entry] = min(stands, entries.schemata.get(entry, stands))
    elif said["schema"] == "Sanction":
        values = entries.listing.setdefault(entry, {})
    else:
        return
    values.setdefault(said["prop"], []).append((start, said["value"]))


def first(said: Said, *props: str) -> str:
    """The value that stands first, of the first of these properties that has one."""
    return next((min(said[prop])[1] for prop in props if prop in said), "")


def cell(entries: Entries, entry: str, column: str) -> str:
    """What a table shows of an entry in a column."""
    own, listing = entries.own[entry], entries.listing.get(entry, {})
    if column.startswith("prop:"):
        return "; ".join(sorted({value for _, value in own.get(column[5:], [])}))
    if column == "caption":
        return first(own, *NAMES) or entry
    if column == "reference":
        return first(listing, *REFERENCES)
    if column == "listed_on":
        return first(listing, *LISTED_ON)
    if column == "schema":
        return entries.schemata[entry][3]
    if column == "id":
        return entry
    raise Broken(f"unknown column {column[:80]!r}")


# --- Tables: the rows must follow from the query --------------------------------------------------

Rows = list[list[str]]


class NotHere(Exception):
    """What a query needs is not in this edition's bundle."""


def check_tables(bundle: Bundle) -> None:
    """Every table of the report comes out the same when its query is asked again."""
    for path, table in walk(bundle.json(REPORT)):
        if isinstance(table, dict) and {"columns", "rows", "query"} <= table.keys():
            if not table["query"]:
                bundle.count("tables not replayed: they carry no query")
                continue
            try:
                rows = _replayed(bundle, shape(table["query"], f"{path}/query", kind=str))
            except NotHere:
                bundle.count("tables not replayed: their data is not in this edition")
                continue
            except Broken as problem:
                bundle.wrong(str(problem), path, REPORT)
                continue
            shown = [[str(cell["text"]) for cell in row] for row in table["rows"]]
            bundle.count("tables")
            if rows != shown:
                at = next((at for at, row in enumerate(rows) if shown[at : at + 1] != [row]), len(rows))
                message = f"the query gives {len(rows)} rows, the report shows {len(shown)}; this one differs"
                bundle.wrong(message, f"{path}/rows/{at}", REPORT)


def _replayed(bundle: Bundle, query: dict[str, Any]) -> Rows:
    if query["kind"] not in QUERIES:
        raise Broken(f"unknown query {query['kind'][:80]!r}")
    return QUERIES[query["kind"]](bundle, query)


def _chosen(bundle: Bundle, query: dict[str, Any]) -> Iterator[tuple[Entries, str]]:
    """The entries a query is about, from the partitions it pins."""
    for pin in query["pins"]:
        partition = shape(pin, "a pin", partition=str, manifest=str)["partition"]
        if partition not in bundle.entries:
            raise NotHere
        if bundle.members[f"statements/{partition}.manifest.json"].sha256 != pin["manifest"]:
            raise Broken(f"partition {partition} has another manifest than the one pinned")
        entries = bundle.entries[partition]
        if entries.list != query["list"]:
            continue
        for entry in sorted(entries.own):
            wanted = all(_has(entries, entry, *pair) for pair in query.get("where", {}).items())
            if wanted and cell(entries, entry, "listed_on") <= query.get("on", "9999"):
                yield entries, entry


def _has(entries: Entries, entry: str, column: str, wanted: Any) -> bool:
    if column.startswith("prop:"):
        return any(value in wanted for _, value in entries.own[entry].get(column[5:], []))
    return cell(entries, entry, column) in wanted


def replay_entries(bundle: Bundle, query: dict[str, Any]) -> Rows:
    """Entries of a list, a column each, by reference."""
    found = sorted((cell(held, entry, "reference"), entry, held) for held, entry in _chosen(bundle, query))
    return [[cell(held, entry, column) for column in query["columns"]] for _, entry, held in found]


def replay_count(bundle: Bundle, query: dict[str, Any]) -> Rows:
    """How many entries there are of each value of a column."""
    values = [cell(entries, entry, query["by"]) for entries, entry in _chosen(bundle, query)]
    return [[value, str(values.count(value))] for value in sorted(set(values))]


def replay_evidence(bundle: Bundle, query: dict[str, Any]) -> Rows:
    """Every item the report cites, as items.json describes it."""
    cited = {cite["item"] for _, cite in citations(bundle.json(REPORT))}
    rows: dict[str, list[str]] = {}
    for row in bundle.json("items.json"):
        if row["sha256"] in cited:
            rows.setdefault(row["sha256"], [row["sha256"][:12], *(row[name] for name in EVIDENCE)])
    return [rows[item] for item in sorted(rows)]


EVIDENCE = ("name", "source", "basis", "document", "sha256")


def measures(bundle: Bundle) -> dict[str, dict[str, Any]]:
    """The measures of regime.json by id."""
    regime = bundle.json("regime.json")
    found = regime["measures"] if isinstance(regime, dict) else regime
    return {
        row["id"]: shape(row, "a measure", id=str, title=str, in_force_from=str, provisions=list)
        for row in found
    }


def in_force(measure: dict[str, Any], day: str) -> bool:
    """Whether a measure bound on an ISO day; first and last day included."""
    end = measure["in_force_to"]
    return bool(measure["in_force_from"] <= day and (end is None or day <= end))


def replay_measures(bundle: Bundle, query: dict[str, Any]) -> Rows:
    """Measures, their paragraphs, whether they bound on a day, and how far they were verified."""
    known, rows = measures(bundle), []
    for name in query["ids"]:
        if name not in known:
            raise Broken(f"regime.json has no measure {name[:80]!r}")
        measure = known[name]
        paragraphs = [f"{part['resolution']} ¶{part['paragraph']}" for part in measure["provisions"]]
        bound = "yes" if in_force(measure, query["day"]) else "no"
        rows.append([measure["title"], "; ".join(paragraphs), bound, measure["confidence"]])
    return rows


def replay_screening(bundle: Bundle, query: dict[str, Any]) -> Rows:
    """The hits of a screening certificate."""
    body, rows = _certificate(bundle, query["certificate"]), []
    for hit in body["hits"]:
        kind = "match" if hit["match"] else "alert" if hit["alert"] else ""
        name = body["query"].get("name", "")
        rows.append([name, hit["caption"], hit["reference"], f"{hit['score']:.2f}", kind])
    return rows


def _certificate(bundle: Bundle, name: str) -> dict[str, Any]:
    if f"certificates/{name}.json" not in bundle.members:
        raise NotHere
    return shape(bundle.json(f"certificates/{name}.json"), "it", id=str, query=dict, lists=list, hits=list)


def replay_signals(bundle: Bundle, query: dict[str, Any]) -> Rows:
    """Signals by their start and id: what was seen, of whom, from when to when, where, with which score."""
    held = sorted((_signal(bundle, name) for name in query["ids"]), key=lambda one: (one["start"], one["id"]))
    columns = query.get("columns", ["detector", "actors", "start", "end", "place", "score"])
    return [[_signal_cell(one, name) for name in columns] for one in held]


def _signal_cell(signal: dict[str, Any], column: str) -> str:
    if column == "actors":
        return "; ".join(actor["caption"] for actor in signal["entities"])
    if column in {"lat", "lon"}:
        return "" if signal.get(column) is None else f"{signal[column]:.4f}"
    if column in {"start", "end"}:
        return str(signal[column])[:16] + "Z"
    return f"{signal['score']:.2f}" if column == "score" else str(signal[column])


def _signal(bundle: Bundle, name: str) -> dict[str, Any]:
    if f"signals/{name}.json" not in bundle.members:
        raise NotHere
    signal = shape(bundle.json(f"signals/{name}.json"), "it", id=str, detector=str, start=str, end=str)
    return shape(signal, "it", place=str, entities=list, reasons=list)


QUERIES = {
    "entries": replay_entries, "count": replay_count, "measures": replay_measures,
    "evidence": replay_evidence, "screening": replay_screening, "signals": replay_signals,
}  # fmt: skip

# --- Screening certificates: each score must follow from the forms compared -----------------------
# From here to the next line of this kind, word for word what the screening engine itself computes with.

Forms = dict[str, Any]
Pair = tuple[int, int, int, int, int, int]
ROUNDED = 4
SURE = 9.2  # log-odds of a score of 0.9999, which nothing passes
EASED = 5.0  # log-odds of a name or identifier from which on more counts less and less
STILL = 3.0  # log-odds that can still be gained from there: never more than 8 by a name alone
NEVER = -30.0
MOST_SHORT, MOST_WORDS = 8, 16  # letters of an acronym, and words it may be of
MATCHED, LEFT_LISTED, COST = 0, 2, 3  # some of the features of words
AGREES, NEAR, SLIP, WRONG = range(4)
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
CODAS = "_ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def probability(odds: float) -> float:
    """A score, 0 to 1, from log-odds."""
    held = SURE if odds > SURE else odds if odds > NEVER else NEVER
    return round(1.0 / (1.0 + math.exp(-held)), ROUNDED)


def eased(odds: float) -> float:
    """Log-odds of a name or identifier with a soft bound, so that what says more still scores more."""
    return odds if odds <= EASED else EASED + STILL * (1.0 - math.exp((EASED - odds) / STILL))


def distance(a: str, b: str) -> int:
    """Edits from `a` to `b`: insert, delete, replace, swap neighbours (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (x != y)))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], before[j - 2] + 1)
        before, last = last, row
    return last[-1]


def word_cost(a: str, b: str, forms: Forms) -> int:
    """Millinats by which two words differ; -1 when they are different words."""
    if a == b:
        return 0
    if not (a.isalpha() and b.isalpha()):
        return -1
    model, spelt, ease = forms["model"], forms.get("spelt", {}), forms.get("ease", {}).get(a, 100)
    pairs = [(one, other) for one in (a, *spelt.get(a, ())) for other in (b, *spelt.get(b, ()))]
    costs = [edit_cost(one, other, model) * ease // 100 for one, other in pairs]
    for table, cost in (("sounds", "sound"), ("bones", "bone")):
        if table == "bones" and a.isupper() == b.isupper():
            continue  # consonants alone say enough only where one side writes no vowels
        if a in forms[table] and forms[table][a] == forms[table].get(b):
            apart = 0 if cost == "bone" else min(distance(a, b), 6) * model["sound_edit"]
            costs.append(model[cost] + apart + model["sound_short"] // max(len(a), len(b)))
    return min((cost for cost in costs if cost >= 0), default=-1)


def edit_cost(a: str, b: str, model: dict[str, Any], edits: int | None = None) -> int:
    """Millinats of the edits between two spellings, -1 for too many; an error of typing costs a part."""
    edits = distance(a, b) if edits is None else edits
    longest, slip = max(len(a), len(b)), 100
    if not 0 < edits <= model["edits"][min(longest, len(model["edits"]) - 1)]:
        return -1
    if edits == 1:  # a letter more or less, or neighbours swapped
        slip = model["gap"] if len(a) != len(b) else model["swap"] if sorted(a) == sorted(b) else 100
    return int(edits * (model["edit"] + model["edit_short"] // longest) * slip // 100)


def word_pairs(forms: Forms) -> list[Pair]:
    """(gain, query start, query words, listed start, listed words, cost) of all that may be one word.

    A word also pairs with two neighbours written together: `Cholnam` with `Chol Nam`.
    """
    query, listed, model, worth = forms["query"], forms["listed"], forms["model"], forms["worth"]
    found = []
    for i, a in enumerate(query):
        for j, b in enumerate(listed):
            cost = min(word_cost(a, b, forms), worth[b] * model["dearest"] // 100)
            if cost >= 0:
                found.append((worth[b] - cost, i, 1, j, 1, cost))
            if j + 1 < len(listed) and a == b + listed[j + 1]:
                both = worth[b] + worth[listed[j + 1]]
                says = min(both, worth[a] * model["joined"] // 100) if "joined" in model else both
                found.append((says - model["join"], i, 1, j, 2, model["join"]))
            if i + 1 < len(query) and a + query[i + 1] == b:
                found.append((worth[b] - model["join"], i, 2, j, 1, model["join"]))
    return [pair for pair in found if pair[0] > 0]


def word_alignment(forms: Forms) -> tuple[list[Pair], list[int], list[int]]:
    """The pairs that are taken, the most telling first; what is left of the query and of the listed name."""
    ours, theirs = set(range(len(forms["query"]))), set(range(len(forms["listed"])))
    taken = []
    for pair in sorted(word_pairs(forms), key=lambda p: (-p[0], p[1], p[3], p[2], p[4])):
        _, i, words, j, others, _ = pair
        mine, other = set(range(i, i + words)), set(range(j, j + others))
        if mine <= ours and other <= theirs:
            ours, theirs = ours - mine, theirs - other
            taken.append(pair)
    return taken, sorted(ours), sorted(theirs)


def word_features(forms: Forms) -> list[float]:
    """What the score of two names in words is made of, in nats and counts."""
    query, listed, model, worth = forms["query"], forms["listed"], forms["model"], forms["worth"]
    pairs, ours, theirs = word_alignment(forms)
    matched, cost = sum(pair[0] for pair in pairs), sum(pair[5] for pair in pairs)
    if "slip" in forms and forms["slip"][0] in ours:  # a form of company with a letter wrong
        ours.remove(forms["slip"][0])
    untold = sum(worth[query[i]] for i in ours) + sum(worth[listed[j]] for j in theirs)
    left_over = [(query[i], listed[j][0]) for i, j in zip(ours, theirs)]  # noqa: B905
    initials = pairs and len(ours) == len(theirs) > 1 and all(a == b and a.isalpha() for a, b in left_over)
    for i in list(ours):
        for j in list(theirs):
            short = 1 in (len(query[i]), len(listed[j])) and query[i].isalpha()
            if short and query[i][0] == listed[j][0] and i in ours:
                ours.remove(i)
                theirs.remove(j)
                matched, cost = matched + model["initial"], cost + model["initial"]
    numbers = sum(not query[i].isalpha() for i in ours) > 0, sum(not listed[j].isalpha() for j in theirs) > 0
    left, right = sum(worth[query[i]] for i in ours), sum(worth[listed[j]] for j in theirs)
    alone = max(sum(len(word) > 1 for word in side) for side in (query, listed)) <= 1
    told = min(matched, model["most"]) if pairs else 0
    lone = len(pairs) == 1 and pairs[0][2] == pairs[0][4] == 1 and len(query) + len(listed) > 2
    return [
        told / 1000, left / 1000, right / 1000, cost / 1000,
        float(untold <= model.get("little", 0) and not any(numbers)), float(sum(numbers)),
        float(lone and bool(ours)), float(forms["mixed"]), cost / 1000 if alone else 0.0,
        float(lone and not ours), min(left, right) / 1000,
        max(0, model["few"] - min(matched, model["most"])) / 1000, float(bool(initials)),
        float(bool(forms.get("company"))), max(0, model.get("few_asked", 0) - told) / 1000 if left else 0.0,
        max(0, model.get("few_listed", 0) - told) / 1000 if right else 0.0,
    ]  # fmt: skip


def name_words(forms: Forms) -> float:
    """Log-odds that two names in words are one; names without a word in common are two."""
    weights, features = forms["model"]["weights"], word_features(forms)
    if not features[MATCHED]:
        return NEVER
    told = weights[-1] + sum(w * x for w, x in zip(weights[:-1], features))  # noqa: B905
    if "ceiling" in forms and (features[LEFT_LISTED] or features[COST]):
        most, missing = forms["ceiling"]  # no more than a spelling that is read as its syllables
        told = min(told, most / 1000 + (missing if features[LEFT_LISTED] else 0.0))
    return float(told - forms["weak"])


def near(a: str, b: str, model: dict[str, Any]) -> int:
    """Millinats between two Hangul syllables that sound alike, or `wrong` and above."""
    if len(a) != 1 or len(b) != 1:
        return int(model["wrong"])
    x, y, total = ord(a) - 0xAC00, ord(b) - 0xAC00, 0
    for table, one, two in (
        (INITIALS, x // 588, y // 588), (VOWELS, x // 28 % 21, y // 28 % 21), (CODAS, x % 28, y % 28)
    ):  # fmt: skip
        if one != two:
            pair = table[min(one, two)] + table[max(one, two)]
            total += model["near"].get(pair, model["wrong"])
    return int(total)


def syllable_pair(
    ours: list[Any], theirs: list[Any], worth: dict[str, int], model: dict[str, Any]
) -> tuple[int, int, int]:
    """(state, gain, cost) of two syllables `[spelling, [[reading, millinats], ...]]`."""
    known: dict[str, int] = dict(theirs[1])
    found = [(cost + known[reading], worth[reading]) for reading, cost in ours[1] if reading in known]
    cost, gain = min(found, default=(int(model["dearest"]), 0))
    if cost < model["dearest"]:
        return AGREES, gain, cost
    away = near(ours[1][0][0], theirs[1][0][0], model)
    if away < model["wrong"]:
        return NEAR, 0, away
    one = ours[0].isascii() and theirs[0].isascii() and distance(ours[0], theirs[0]) == 1
    return (SLIP if one and max(len(ours[0]), len(theirs[0])) > 2 else WRONG), 0, 0


def syllable_odds(
    pairs: Sequence[tuple[int, int, int]], rest: Sequence[float], model: dict[str, Any]
) -> float:
    """Log-odds from the states of aligned syllables and `rest`, what else is known of the two names."""
    features = [
        sum(pair[1] for pair in pairs) / 1000,
        (rest[0] + sum(cost for state, _, cost in pairs if state == AGREES)) / 1000,
        sum(cost for state, _, cost in pairs if state == NEAR) / 1000,
        float(sum(1 for state, _, _ in pairs if state == SLIP)),
        float(sum(1 for state, _, _ in pairs if state == WRONG)),
        *rest[1:],
    ]
    told = sum(w * x for w, x in zip(model["weights"], features))  # noqa: B905
    return float(model["weights"][-1] + told)


def syllable_rest(forms: Forms) -> list[float]:
    """Doubt in millinats, syllables missing, crossed, Chinese, both short, short Chinese, spelt the same."""
    query, listed, read = forms["query"], forms["listed"], forms["read"]
    zh, short = float(read[0] == "chinese"), float(len(query) == len(listed) == 2)
    spelt = [[one[0] if one[0].isascii() else one[1][0][0] for one in side] for side in (query, listed)]
    same = spelt[0] == spelt[1] and all(a[0].isascii() or b[0].isascii() for a, b in zip(query, listed))  # noqa: B905
    return [
        forms["doubt"], float(abs(len(query) - len(listed))), float("crossed" in read),
        zh, short, zh * short, float(same),
    ]  # fmt: skip


def syllable_ways(forms: Forms) -> list[list[tuple[int, int, int]]]:
    """The states of syllables side by side, surname first; the longer name leaves one given syllable out."""
    query, listed, model, worth = forms["query"], forms["listed"], forms["model"], forms["worth"]
    first = syllable_pair(query[0], listed[0], worth["surname"], model)
    return [
        [first, *(syllable_pair(q[n], x[n], worth["given"], model) for n in range(len(q)))]
        for q, x in aligned(query[1:], listed[1:])
    ]


def name_syllables(forms: Forms) -> float:
    """Log-odds that two names in syllables are one."""
    rest = syllable_rest(forms)
    best = max(syllable_odds(way, rest, forms["model"]) for way in syllable_ways(forms))
    return best - float(forms["weak"])


def aligned(query: list[Any], listed: list[Any]) -> list[tuple[list[Any], list[Any]]]:
    """Given names side by side; the longer one is tried without each of its syllables."""
    if len(query) == len(listed):
        return [(query, listed)]
    if len(query) > len(listed):
        return [(query[:n] + query[n + 1 :], listed) for n in range(len(query))]
    return [(query, listed[:n] + listed[n + 1 :]) for n in range(len(listed))]


def equal(forms: Forms) -> float:
    """Identifiers: the log-odds of one holder when both are the same, else what that takes, in log-odds."""
    return float(forms["odds"]) if forms["query"] == forms["listed"] else -1.0


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether a word is made of beginnings of these, of up to three letters, in their order."""
    if not short:
        return True
    return any(
        short[:n] == word[:n] and abbreviates(short[n:], words[at + 1 :])
        for at, word in enumerate(words)
        for n in range(1, min(3, len(short), len(word)) + 1)
    )


def name_acronym(forms: Forms) -> float:
    """Log-odds that one word stands for a name: by its letters, less where several entries share it."""
    sides = forms["query"], forms["listed"]
    short, words = (sides[0][0], sides[1]) if len(sides[0]) == 1 else (sides[1][0], sides[0])
    if len(short) > MOST_SHORT or len(words) > MOST_WORDS or not abbreviates(short, words):
        return NEVER
    known = forms["by_letters"]
    return float(known[min(len(short), len(known) - 1)] - math.log(forms["shared"]))


def bic(forms: Forms) -> float:
    """Eight characters name the institution; branches must agree where both are given (XXX: head office)."""
    ours, theirs = forms["query"], forms["listed"]
    branches = {code[8:] or "XXX" for code in (ours, theirs)}
    if ours[:8] != theirs[:8]:
        return -1.0
    return float(forms["odds" if len(branches) == 1 else "other_branch"])


def same_code(forms: Forms) -> float:
    """Nationality, country, kind: 1 when they are the same, else -1."""
    return 1.0 if forms["query"] == forms["listed"] else -1.0


NEAR_YEARS = ("two_years", "three_years")  # scales of engines before 14 have none


def birth_date(forms: Forms) -> float:
    """ISO dates, whole or partial, by the scale that stands in the forms."""
    ours, theirs, scale = forms["query"].split("-"), forms["listed"].split("-"), forms["scale"]
    known, years = min(len(ours), len(theirs)), abs(int(ours[0]) - int(theirs[0]))
    if years == 1 and len(ours) == len(theirs) == 3:
        return float(scale["next_year_same_day" if ours[1:] == theirs[1:] else "next_year_other_day"])
    if years in (2, 3) and known < 3 and NEAR_YEARS[years - 2] in scale:
        return float(scale[NEAR_YEARS[years - 2]])
    if years:
        return float(scale["next_year" if years == 1 else "years_apart"])
    if ours[:known] == theirs[:known]:
        return float(scale[("same_year", "same_month", "same_day")[known - 1]])
    swapped = len(ours) == len(theirs) == 3 and ours[1:] == theirs[:0:-1]
    return float(scale["day_and_month_swapped" if swapped else "other_day"])


def address(forms: Forms) -> float:
    """The part of the words of the shorter address that stand in the other; little in common says nothing."""
    ours, theirs = set(forms["query"]), set(forms["listed"])
    shared = len(ours & theirs) / min(len(ours), len(theirs))
    return shared if shared >= forms["least"] else 0.0


BASES = {
    "name_words": name_words, "name_syllables": name_syllables, "name_acronym": name_acronym,
    "name_same": equal,
    "imo": equal, "mmsi": equal, "document": equal, "bic": bic,
}  # fmt: skip
MOVES = {
    "nationality": same_code, "country": same_code, "kind": same_code,
    "birth_date": birth_date, "address": address,
}  # fmt: skip
COMPARISONS = {**BASES, **MOVES}
OTHERS = 0.1  # what a second name or identifier that agrees adds, as a part of its log-odds


def score_from_forms(forms: Forms) -> float:
    """The score of one comparison, rounded: a name's or identifier's probability, else from -1 to 1."""
    return shown(COMPARISONS[forms["comparison"]](forms), forms)


def shown(found: float, forms: Forms) -> float:
    """What a comparison found as the score of its reason."""
    if forms["comparison"] in MOVES or "points" in forms:
        return round(found, ROUNDED)
    return probability(found)


def combine(reasons: Sequence[Forms]) -> float:
    """The score of a hit from the forms of its reasons, 0 to 1."""
    return total([(COMPARISONS[forms["comparison"]](forms), forms) for forms in reasons])


def total(found: Sequence[tuple[float, Forms]]) -> float:
    """The score of a hit from what each comparison found."""
    return probability(evidence(found))


def evidence(found: Sequence[tuple[float, Forms]]) -> float:
    """The log-odds of a hit from what each comparison found.

    The best name or identifier gives the log-odds; others that agree add a part of theirs; each comparison
    with `points` moves them by its score times the log-odds for agreeing or for contradicting.
    """
    bases = sorted((one for one, forms in found if "points" not in forms), reverse=True)
    if not bases:
        return NEVER
    moved = sum(
        round(one, ROUNDED) * forms["points"]["agrees" if one > 0 else "contradicts"]
        for one, forms in found
        if "points" in forms
    )
    return float(eased(bases[0]) + sum(OTHERS * max(0.0, one) for one in bases[1:]) + moved)


# --- Screening certificates: the check ------------------------------------------------------------

TOLERANCE = 0.00005  # scores are written with four decimals
LONGEST_FORMS = 10_000  # bytes; a name's forms have some hundred


def check_certificates(bundle: Bundle) -> None:
    """Every certificate names the list versions that are here, and its scores follow from its forms."""
    for name in [name for name in bundle.members if name.startswith("certificates/")]:
        body = _certificate(bundle, name[len("certificates/") : -len(".json")])
        if name != f"certificates/{body['id']}.json":
            bundle.wrong("is not the certificate its name says", "/id")
        for number, pin in enumerate(body["lists"]):
            manifest = bundle.members.get(f"statements/{pin['partition']}.manifest.json")
            if manifest is not None and manifest.sha256 != pin["manifest"]:
                bundle.wrong("pins another version of this list", f"/lists/{number}")
        for number, hit in enumerate(body["hits"]):
            _replay_hit(bundle, f"/hits/{number}", hit)
        if body.get("nearest"):
            _replay_hit(bundle, "/nearest", body["nearest"])
        bundle.count("certificates")


RECORD = "certificate/1"


def check_record(bundle: Bundle) -> None:
    """A certificate issued by itself: its signature, its key, its scores, and whose hits were decided on."""
    if len(bundle.data) > MAX_JSON:
        raise Broken("larger than any certificate may be")
    record = shape(
        parse(bytes(bundle.data)), "it", sightline=str, at=str, certificate=dict, decisions=list, keys=list,
        key=str, public_key=str, signature=str,
    )  # fmt: skip
    if record["sightline"] != RECORD or not INSTANT.fullmatch(record["at"]):
        raise Broken("not a certificate of version 1, or of no proper time")
    public_key = hexadecimal(record["public_key"], 32)
    if fingerprint(public_key) != record["key"]:
        raise Broken("the key is not that of its fingerprint")
    if not signature_holds(public_key, unsigned(record, "signature"), hexadecimal(record["signature"], 64)):
        raise Broken("the signature does not hold: changed after it was signed")
    bundle.key = record["key"]
    bundle.checking = "key"
    if problem := key_problem(record["keys"], bundle.pinned, bundle.key, record["at"]):
        raise Broken(problem)
    bundle.checking = "certificates"
    body = shape(record["certificate"], "/certificate", id=str)
    kind = body.get("kind", SCREENED)
    if kind not in RECORDED:
        raise Broken(f"a certificate of a kind not known here: {str(kind)[:40]!r}")
    RECORDED[kind](bundle, record, body)
    bundle.count("certificates")


def _recorded_screening(bundle: Bundle, record: dict[str, Any], body: dict[str, Any]) -> None:
    shape(body, "/certificate", query=dict, lists=list, hits=list)
    for number, hit in enumerate(body["hits"]):
        _replay_hit(bundle, f"/certificate/hits/{number}", hit)
    if body.get("nearest"):
        _replay_hit(bundle, "/certificate/nearest", body["nearest"])
    found = {hit["entity"] for hit in body["hits"]}
    for number, said in enumerate(record["decisions"]):
        if (
            shape(said, f"/decisions/{number}", entity=str, verdict=str, by=str, at=str)["entity"]
            not in found
        ):
            bundle.wrong("decides on what is no hit", f"/decisions/{number}")
        bundle.count("decisions")


def _signed_when_made(record: dict[str, Any], body: dict[str, Any]) -> None:
    """The certificate inside was signed by itself when it was made."""
    shape(body, "/certificate", key=str, public_key=str, signature=str, issued_at=str)
    public_key = hexadecimal(body["public_key"], 32)
    if fingerprint(public_key) != body["key"]:
        raise Broken("/certificate: the key is not that of its fingerprint")
    if not signature_holds(public_key, unsigned(body, "signature"), hexadecimal(body["signature"], 64)):
        raise Broken("/certificate: the signature does not hold: changed after it was signed")
    if problem := key_problem(record["keys"], None, body["key"], body["issued_at"]):
        raise Broken(f"/certificate: {problem}")


STRICTEST = ("forbidden", "cannot say", "needs notice or approval", "limited", "not covered")


def _recorded_check(bundle: Bundle, record: dict[str, Any], body: dict[str, Any]) -> None:
    """An answer of "may I?": signed when made, by measures that are here, in force, and as strict as they."""
    _signed_when_made(record, body)
    shape(body, "/certificate", question=dict, answer=dict, screened=list, measures=str, as_of=str)
    regime = shape(record.get("measures"), "/measures", measures=list, resolutions=list)
    if sha256(canonical(regime)) != body["measures"]:
        raise Broken("/measures are not those the answer was made with")
    known = {row["id"]: row for row in regime["measures"]}
    adopted = {row["number"]: row["adopted"] for row in regime["resolutions"]}
    said = shape(body["answer"], "/certificate/answer", answer=str, measures=list, watch=list, needs=list)
    day = str(body["question"].get("on") or body["as_of"])
    for group in ("measures", "watch"):
        for number, one in enumerate(said[group]):
            place = f"/certificate/answer/{group}/{number}"
            shape(one, place, id=str, paragraph=str, verified=str, says=str)
            if problem := _rule_problem(one, known.get(one["id"]), adopted, day):
                bundle.wrong(problem, place)
            bundle.count("rules compared with the measures")
    spoken = {one["says"] for one in said["measures"]}
    strictest = next((word for word in STRICTEST if word in spoken), STRICTEST[-1])
    if said["answer"] != strictest and not (said["answer"] == "cannot say" and said["needs"]):
        bundle.wrong(f"its rules say {strictest!r}, it says {said['answer'][:40]!r}", "/certificate/answer")
    bundle.count(f"answers: {said['answer'][:40]} on {day[:10]}")


def _rule_problem(
    one: dict[str, Any], measure: dict[str, Any] | None, adopted: dict[str, Any], day: str
) -> str:
    """What a rule of an answer does not share with the measure it names; empty where nothing."""
    if measure is None:
        return f"no measure is named {one['id'][:80]!r}"
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day) and not in_force(measure, day):
        return f"{one['id'][:80]} was not in force on {day}"
    if one["verified"] != measure["verification"]:
        return "it was verified otherwise than the measure says"
    given = [
        f"{row['resolution']} ¶{row['paragraph']}"
        for row in measure["provisions"]
        if (adopted.get(row["resolution"]) or "9") <= day
    ]
    if one["paragraph"] not in ("; ".join(given), measure["paragraph"]):
        return f"its paragraph is {'; '.join(given)[:200]}"
    return ""


def _recorded_manifest(bundle: Bundle, record: dict[str, Any], body: dict[str, Any]) -> None:
    """A manifest's answers: signed when made, and its counts add up."""
    _signed_when_made(record, body)
    shape(body, "/certificate", manifest=str, sha256=str, summary=dict, lists=list, measures=str)
    told = shape(body["summary"], "/certificate/summary", lines=int, answers=dict, flagged=list)
    if sum(told["answers"].values()) != told["lines"]:
        bundle.wrong("the answers do not add up to its lines", "/certificate/summary")
    if unknown := sorted(set(told["answers"]) - set(STRICTEST)):
        bundle.wrong(f"no answer: {unknown[0][:40]!r}", "/certificate/summary/answers")
    bundle.count("answered lines", told["lines"])


SCREENED = "screening"
RECORDED = {
    SCREENED: _recorded_screening, "check/1": _recorded_check, "manifest/1": _recorded_manifest
}  # fmt: skip


def _replay_hit(bundle: Bundle, path: str, hit: dict[str, Any]) -> None:
    reasons = [shape(reason["forms"], f"{path}: a reason", comparison=str) for reason in hit["reasons"]]
    for number, forms in enumerate(reasons):
        if forms["comparison"] not in COMPARISONS:
            bundle.count(f"comparisons not replayed: {forms['comparison'][:40]}")
            return
        if len(canonical(forms)) > LONGEST_FORMS:
            raise Broken(f"{path}/reasons/{number} has forms longer than any name's")
        _same_score(bundle, f"{path}/reasons/{number}", score_from_forms(forms), hit["reasons"][number])
        bundle.count("comparisons")
    _same_score(bundle, path, combine(reasons), hit)


def _same_score(bundle: Bundle, path: str, score: float, said: dict[str, Any]) -> None:
    if not abs(score - said["score"]) < TOLERANCE:
        bundle.wrong(f"the forms give {score:.4f}, it says {said['score']}", path)


# --- Signals --------------------------------------------------------------------------------------


def check_signals(bundle: Bundle) -> None:
    """Every signal is the one its name says, has a period and a score, and no reason without a citation."""
    for member in [name for name in bundle.members if name.startswith("signals/")]:
        bundle.looking_at = member
        signal = _signal(bundle, member[len("signals/") : -len(".json")])
        actors = sorted(shape(actor, "an actor", id=str, caption=str)["id"] for actor in signal["entities"])
        about = shape(signal, "a signal", about=str)["about"] if "about" in signal else ""
        said = "\n".join(
            [signal["detector"], *actors, signal["start"][:16] + "Z", *([about] if about else [])]
        )
        name = "s-" + sha256(said.encode())[:12]
        if signal["id"] != member[len("signals/") : -len(".json")]:
            bundle.wrong("is not the signal its name says", "/id")
        elif signal["id"] != name:
            bundle.count("signals that keep the id of an earlier version")
        if signal["end"] < signal["start"] or not 0 <= signal["score"] <= 1:
            bundle.wrong("its period or its score is none", "/end")
        for number, reason in enumerate(signal["reasons"]):
            if not shape(reason, "a reason", text=str, cites=list)["cites"]:
                bundle.wrong("a reason without evidence", f"/reasons/{number}")
        bundle.count("signals")


# --- Findings -------------------------------------------------------------------------------------


def check_findings(bundle: Bundle) -> None:
    """Every measure a finding names was in force on the finding's day."""
    known = measures(bundle)
    report = shape(bundle.json(REPORT), "it")
    for number, finding in enumerate(report.get("findings", [])):
        shape(finding, f"/findings/{number}", id=str, measures=list, day=str)
        for name in finding["measures"]:
            if name not in known or not in_force(known[name], finding["day"]):
                message = f"{str(name)[:80]} was not in force on {finding['day'][:40]}"
                bundle.wrong(message, f"/findings/{number}")
        bundle.count("findings")


# --- All of it ------------------------------------------------------------------------------------

FOUNDATION = (("signature", check_signature), ("container", check_container))
CHECKS = (
    ("key", check_key), ("withheld", check_withheld), ("items", check_items), ("custody", check_custody),
    ("citations", check_citations),
    ("statements", check_partitions), ("tables", check_tables), ("certificates", check_certificates),
    ("signals", check_signals), ("measures", check_findings),
)  # fmt: skip
MALFORMED = (KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)


def check(path: Any, key: str | None = None, shown: Shown | None = None) -> Verdict:
    """Check the bundle, or what was signed alone, in a file against the fingerprint of a key got elsewhere;
    and, if a file is `shown`, whether it is one that the bundle withholds.

    Raises `OSError` when a file cannot be read. Nothing else that is wrong with it raises.
    """
    with Path(path).open("rb") as file:
        if os.fstat(file.fileno()).st_size == 0:
            return Verdict(False, [Problem("container", MANIFEST, "", "the file is empty")], {}, "")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            if data[:1] == b"{" and shown:
                problem = Problem("withheld", "", "", "only a bundle withholds anything; this is none")
                return Verdict(False, [problem], {}, "")
            if data[:1] == b"{" and _kind(data[:MAX_JSON]) != RECORD:
                return check_statement(data[:], key)
            bundle = Bundle(data, key, shown)
            if data[:1] == b"{":
                _run(bundle, "signature", check_record)
                return Verdict(not bundle.problems, bundle.problems, bundle.counts, bundle.key)
            for name, run in FOUNDATION:
                if not bundle.problems:
                    _run(bundle, name, run)
            for name, run in () if bundle.problems else CHECKS:
                _run(bundle, name, run)
            return Verdict(not bundle.problems, called(bundle), bundle.counts, bundle.key)


def called(bundle: Bundle) -> list[Problem]:
    """The problems, those of an item with what items.json calls it, where that is as it was signed."""
    held = bundle.members.get("items.json")
    signed = bundle.meta.get("members", [])
    if not any(one.member.startswith("items/") for one in bundle.problems) or held is None:
        return bundle.problems
    try:
        if {"name": "items.json", "size": held.size, "sha256": held.sha256} not in signed:
            return bundle.problems
        names = {f"items/{row['sha256']}": str(row["name"])[:120] for row in bundle.json("items.json")}
    except (Broken, *MALFORMED):
        return bundle.problems
    return [
        one._replace(message=f"{one.message} (the item called {names[one.member]!r})")
        if one.member in names
        else one
        for one in bundle.problems
    ]


def _kind(data: bytes) -> object:
    """What a JSON file says it is; nothing where it does not parse."""
    try:
        return parse(data)["sightline"]
    except (Broken, *MALFORMED):
        return None


# --- A signed statement: one JSON file that stands for itself -------------------------------------

COPY = "copy/1"
STATEMENTS = {
    "exemption/1": ("reference", "organisation", "state", "valid_from", "valid_to", "note"),
    COPY: ("copy", "recipient", "report", "edition"),
}


def check_statement(data: bytes, pinned: str | None) -> Verdict:
    """Check the signature of a statement, and that its key was to be trusted when it signed."""
    key, problem = "", ""
    try:
        said = shape(parse(data), "it", sightline=str, key=str, issued_at=str, keys=list, signature=str)
        key = said["key"]
        if said["sightline"] not in STATEMENTS:
            raise Broken(f"a statement of a kind not known here: {said['sightline'][:40]!r}")
        shape(said, "it", **dict.fromkeys(STATEMENTS[said["sightline"]], str))
        if said["sightline"] == COPY:
            shape(said["files"], "/files", **dict.fromkeys(said["files"], str))
        problem = key_problem(said["keys"], pinned, key, said["issued_at"]) or ""
        if not problem:
            _signed_by(read_keys(said["keys"])[key].public_key, said, "signature")
    except Broken as broken:
        problem = str(broken)
    except MALFORMED as broken:
        problem = f"not of the shape it must have ({type(broken).__name__}: {str(broken)[:120]})"
    if problem:
        return Verdict(False, [Problem("statement", "", "", problem[:600])], {}, key)
    counts = {"key statements": len(said["keys"]), "signed statements": 1}
    return Verdict(True, [], counts, key, {name: said[name] for name in said if name != "keys"})


def holds_on(statement: Any, day: str) -> bool:
    """Whether what it states holds on a day, first and last day included; whose a copy is holds on any."""
    if statement["sightline"] == COPY:
        return True
    return bool(statement["state"] == "approved" and statement["valid_from"] <= day <= statement["valid_to"])


def said_in(statement: Any, day: str) -> Iterator[str]:
    """A statement in lines for a reader."""
    if statement["sightline"] == COPY:
        yield f"copy {statement['copy']} of {statement['report']}, {statement['edition']} edition"
        yield f"for {statement['recipient']}; its files, by SHA-256:"
        for name, sha256 in sorted(statement["files"].items()):
            yield f"  {name}  {sha256}"
        return
    yield f"exemption {statement['reference']} of {statement['organisation']}: {statement['state']}"
    word = "holds" if holds_on(statement, day) else "DOES NOT HOLD"
    yield f"valid {statement['valid_from']} to {statement['valid_to']}; on {day} it {word}"
    for item in statement.get("items") or ():
        quantity = f", {item['quantity']} {item['unit']}" if item.get("quantity") else ""
        yield f"  item  {item['item']}, HS {item.get('hs') or 'not named'}{quantity}"
    yield from (f"  party {name}" for name in statement.get("parties") or ())
    yield statement["note"]


def _run(bundle: Bundle, name: str, run: Callable[[Bundle], None]) -> None:
    bundle.checking = name
    try:
        run(bundle)
    except Broken as problem:
        bundle.wrong(str(problem))
    except MALFORMED as problem:
        bundle.wrong(f"not of the shape it must have ({type(problem).__name__}: {str(problem)[:120]})")


def main(argv: list[str]) -> int:
    """The command line: 0 all held, 5 something did not, 2 wrong usage."""
    parser = argparse.ArgumentParser(prog="sightline-verify", description="Check a Sightline bundle.")
    parser.add_argument("bundle", help="the bundle's file")
    parser.add_argument("--key", help="the office's key fingerprint, got from somewhere else than the bundle")
    parser.add_argument("--on", help="the day a statement is to hold on, as 2026-03-02; else today in UTC")
    parser.add_argument("--shown", help="a file said to be an item the bundle withholds; needs --proof")
    parser.add_argument("--proof", help="the office's signature over that item, in hexadecimal digits")
    parser.add_argument("--json", action="store_true", help="print the verdict as JSON")
    parser.add_argument("--page", help="write the verdict as a page of HTML for a reader to this file")
    given = parser.parse_args(argv)
    if given.key is not None and not FINGERPRINT.fullmatch(given.key):
        parser.error("a fingerprint looks like SL1-ABCD-… with eight groups of four")
    today = time.strftime("%Y-%m-%d", time.gmtime())
    if given.on is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", given.on):
        parser.error("a day looks like 2026-03-02")
    if (given.shown is None) != (given.proof is None):
        parser.error("--shown and --proof go together: a file, and the office's signature over it")
    try:
        verdict = check(given.bundle, given.key, Shown(given.shown, given.proof) if given.shown else None)
    except OSError as problem:
        parser.error(f"cannot read {problem.filename}: {problem.strerror}")
    if given.page:
        try:
            Path(given.page).write_text(page(verdict, given.key, Path(given.bundle).name), "utf-8")
        except OSError as problem:
            parser.error(f"cannot write {given.page}: {problem.strerror}")
    if given.json:
        said = {**verdict._asdict(), "problems": [p._asdict() for p in verdict.problems], "pinned": given.key}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print("\n".join(summary(verdict, given.key, given.on or today)))
    if verdict.ok and verdict.statement and given.on and not holds_on(verdict.statement, given.on):
        return 1
    return 0 if verdict.ok else 5


class Outcome(NamedTuple):
    """How a verdict is put: its word before each problem, the last line of the summary, the head of the page
    and what stands under it."""

    word: str
    last: str
    head: str
    told: str = ""


HELD = Outcome("", "Every check held.", "Every check held")
UNPROVEN = Outcome(
    "NOT PROVEN",
    "Every check of the bundle held; the file shown is not proven to be one it withholds.",
    "The bundle held; the file shown is not proven",
    "Nothing is wrong with the bundle. The file you were shown is not proven to be one that it withholds: "
    "do not rely on that file as one of this report's.",
)
TOO_NEW = Outcome(
    "TOO NEW",
    "This program is older than the bundle and checked its signature alone: get the newer verifier.",
    "This bundle is too new for this program",
    "It was made by a newer version than this program knows, which checked its signature alone. That says "
    "nothing against the bundle, nor for it: get the newer verifier from the office and check again.",
)


def outcome(verdict: Verdict) -> Outcome:
    """How to put it: a bundle is not broken for a file shown beside it, nor for being newer than we."""
    if verdict.ok:
        return HELD
    if all(problem.what == "withheld" and problem.member == SHOWN for problem in verdict.problems):
        return UNPROVEN
    if all(problem.what == "signature" and problem.place == NEWER for problem in verdict.problems):
        return TOO_NEW
    broken = f"{len(verdict.problems)} problem(s): do not rely on this bundle."
    return Outcome("BROKEN", broken, "Do not rely on this file")


def summary(verdict: Verdict, pinned: str | None, day: str = "") -> Iterator[str]:
    """The verdict in lines for a reader."""
    put = outcome(verdict)
    if verdict.statement:
        yield from said_in(verdict.statement, day or verdict.statement["issued_at"][:10])
    for problem in verdict.problems:
        where = " · ".join(part for part in (problem.member, problem.place) if part)
        yield f"{put.word}  {problem.what}: {where}: {problem.message}"
    for what, number in sorted(verdict.counts.items()):
        yield f"{number:>12,}  {what}"
    yield f"signed by {verdict.key or 'nobody who could be named'}"
    if pinned is None:
        yield "No --key was given: this shows that the bundle agrees with itself, not who made it."
    yield put.last


PLAIN = {
    "signature": "Who signed the list of everything in the file, and that the list was not changed since.",
    "container": "That every byte of the file is what that list says.",
    "key": "That the key was one the office could sign with on that day.",
    "withheld": "That each item the edition leaves out is committed to by its fingerprint.",
    "items": "That each piece of evidence is named by the fingerprint of its own bytes.",
    "custody": "That the history of each piece of evidence inside the office was not edited.",
    "citations": "That every footnote leads to a place in the evidence, and the quoted words stand there.",
    "statements": "That each list used is complete, in order, and leads back to the bytes it was read from.",
    "tables": "That every table comes out the same when it is computed again.",
    "certificates": "That each screening score follows from the names compared.",
    "signals": "That each signal shown is whole and cites what it rests on.",
    "measures": "That every measure named was in force on the day it was held against.",
}


def states(verdict: Verdict) -> Iterator[tuple[str, str]]:
    """How each check came out: held, BROKEN, or not reached since one before it is broken; and its words.

    What was shown and is not proven is a row of its own; of a bundle too new for us the signature held.
    """
    put = outcome(verdict)
    own = [problem for problem in verdict.problems if problem.member != SHOWN]
    broken = set() if put is TOO_NEW else {problem.what for problem in own}
    stopped = False
    for name in (*(one for one, _ in FOUNDATION), *(one for one, _ in CHECKS)):
        words = PLAIN[name]
        if name == "withheld" and verdict.counts.get(PROVEN):
            words += " The file you were shown is one of them."
        yield "BROKEN" if name in broken else "not reached" if stopped else "held", words
        if name == "withheld" and len(own) < len(verdict.problems):
            yield UNPROVEN.word, "That the file you were shown is one of them."
        stopped = stopped or put is TOO_NEW or (name in broken and any(name == one for one, _ in FOUNDATION))


def page(verdict: Verdict, pinned: str | None, name: str) -> str:
    """The verdict as one page of HTML for a reader who has never seen a bundle; no script in it."""
    rows = [f"<tr><td>{state}</td><td>{html.escape(words)}</td></tr>" for state, words in states(verdict)]
    told = "".join(
        f"<li><b>{html.escape(one.what)}</b> {html.escape(one.member)} {html.escape(one.place)}: "
        f"{html.escape(one.message)}</li>"
        for one in verdict.problems
    )
    counted = "".join(
        f"<li>{number:,} {html.escape(what)}</li>" for what, number in sorted(verdict.counts.items())
    )
    put = outcome(verdict)
    title = "What is wrong" if put.word == "BROKEN" else "Why"
    wrong = f"<h2>{title}</h2><ul>{told}</ul>" if told else ""
    head, note = put.head, f"<p>{put.told}</p>" if put.told else ""
    who = (
        f"signed with the key {html.escape(verdict.key)}"
        if verdict.key
        else "signed by nobody who could be named"
    )
    sure = (
        "That key is the one you gave."
        if pinned
        else "You gave no key: this does not show who made the file. "
        "Get the key's fingerprint from the office by another way and try again."
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{head}: {html.escape(name)}</title>'
        "<style>body{font:1.05rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
        "li{overflow-wrap:anywhere}"
        "td{padding:.3rem .8rem .3rem 0;vertical-align:top;border-bottom:1px solid #ccc}</style>"
        f"<h1>{head}</h1><p><b>{html.escape(name)}</b>, {who}. {sure}</p>{note}<h2>What was checked</h2>"
        f"<table>{''.join(rows)}</table>{wrong}"
        f"<h2>What was looked at</h2><ul>{counted}</ul><h2>What this does not show</h2>"
        "<p>That the report is right. It shows what it rests on, so that you can judge.</p></html>\n"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
