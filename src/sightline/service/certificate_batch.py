"""Certificates as they are put on record: many in one row, what they share written once, the rest packed.

The row is signed as a whole when it is written. A certificate that someone asks for is taken out of it and
signed by itself (see `service.certificates`).
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from sightline.errors import IntegrityBroken
from sightline.evidence import canonical, verifier
from sightline.evidence.keys import Signer
from sightline.screening import certificate

_FAST = 1
"""zlib's level: half the size of level 0's, for a tenth of the time of level 6"""


def pack(head: Mapping[str, Any], own: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Certificates of one batch as the body of a row, unsigned: what they share, and the own part of each.

    Weights in `own` become numbers.
    """
    models: list[Any] = []
    for forms in _forms(own):
        if (model := forms.get("model")) is not None:
            if model not in models:
                models.append(model)
            forms["model"] = models.index(model)
    packed = zlib.compress(msgspec.json.encode({"models": models, "certificates": own}), _FAST)
    return {"head": dict(head), "count": len(own), "packed": base64.b64encode(packed).decode("ascii")}


def _forms(own: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The forms of every reason; the weights they were computed with are the same in all."""
    for body in own:
        for hit in (*body.get("hits", ()), *filter(None, [body.get("nearest")])):
            if "entry" in hit:  # what came nearest, not yet put into words
                yield hit["forms"]
                continue
            for reason in hit["reasons"]:
                yield reason["forms"]


def signed(body: dict[str, Any], decisions: Mapping[str, Any], signer: Signer) -> dict[str, Any]:
    """The body with the decisions that stood, by certificate, and the office's signature over all of it."""
    known = {"key": signer.fingerprint, "public_key": signer.public_key.hex()}
    return signer.signed(body | {"decisions": dict(decisions)} | known)


def unpack(body: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The certificates of a row by their ids."""
    if "certificates" in body:  # rows written before they were packed
        return {one["id"]: one for one in body["certificates"]}
    own = msgspec.json.decode(zlib.decompress(base64.b64decode(body["packed"])))
    if isinstance(own, dict):  # rows written before held the weights with every reason
        models, own = own["models"], own["certificates"]
        for forms in _forms(own):
            if isinstance(forms.get("model"), int):
                forms["model"] = models[forms["model"]]
    decisions = body.get("decisions", {})
    return {
        one["id"]: body["head"]
        | one
        | {"nearest": certificate.worded(one.get("nearest")), "decisions": decisions.get(one["id"], [])}
        for one in own
    }


def check(body: Mapping[str, Any]) -> None:
    """`IntegrityBroken` unless the row is what the key it names signed."""
    if "certificates" in body:
        for one in body["certificates"]:
            _check(one)
        return
    _check(body)


def _check(body: Mapping[str, Any]) -> None:
    unsigned = {name: value for name, value in body.items() if name != "signature"}
    public = bytes.fromhex(body["public_key"])
    if (
        not verifier.signature_holds(public, canonical.encode(unsigned), bytes.fromhex(body["signature"]))
        or verifier.fingerprint(public) != body["key"]
    ):
        raise IntegrityBroken(
            "a certificate on record is not what the office signed", remedy="restore the office from a backup"
        )
