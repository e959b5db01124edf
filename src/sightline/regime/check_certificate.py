"""An answer on paper: what was asked, of which rules, on whose screening, and what was said; it replays.

Anyone with the same data of measures gets the same answer from the question and the screening it carries.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from sightline.errors import BadInput
from sightline.evidence.canonical import digest, instant
from sightline.model.check import DISCLAIMER, Outcome, Screened, Verdict
from sightline.model.view import View
from sightline.regime import asking
from sightline.regime.answering import answer
from sightline.regime.lookup import as_json

KIND = "check/1"
ENGINE_VERSION = "3"
"""Goes up when the same question of the same data may be answered otherwise."""
_FILES = ("hs2022.tsv", "glossary.tsv")


def verdict_json(verdict: Verdict) -> dict[str, Any]:
    """The answer in its published shape, without the parties and the certificate."""
    return {
        "answer": verdict.answer.value,
        "needs": list(verdict.needs),
        "measures": [one.as_json() for one in verdict.concerns],
        "watch": [one.as_json() for one in verdict.watch],
        "notes": list(verdict.notes),
        "candidates": [one.as_json() for one in verdict.candidates],
        "verification": verdict.verification,
        "disclaimer": DISCLAIMER,
    }


def body(
    id: str,
    view: View,
    raw: Mapping[str, str | Sequence[str]],
    screened: Sequence[Screened],
    verdict: Verdict,
    issued_at: datetime,
) -> dict[str, Any]:
    """The certificate as plain JSON. `raw` is the question as it was put, with the day asked about."""
    return {
        "id": id,
        "kind": KIND,
        "question": {name: value if isinstance(value, str) else list(value) for name, value in raw.items()},
        "screened": [asdict(one) | {"outcome": one.outcome.value} for one in screened],
        "answer": verdict_json(verdict),
        "measures": measures_digest(),
        "goods": goods_digest(),
        "engine": ENGINE_VERSION,
        "as_of": view.as_of.isoformat(),
        "known_at": instant(view.known_at),
        "issued_at": instant(issued_at),
        "issued_by": view.user,
    }


def replay(certificate: Mapping[str, Any]) -> list[str]:
    """Answer again and compare; what differs, as sentences, empty when everything is the same."""
    try:
        question = dict(certificate["question"])
        screened = tuple(
            Screened(**one | {"outcome": Outcome(one["outcome"])}) for one in certificate["screened"]
        )
        day = date.fromisoformat(certificate["as_of"])
        issued, pinned = certificate["answer"], (certificate["measures"], certificate["goods"])
        engine = certificate["engine"]
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise BadInput(f"not a certificate of a check: {problem}") from problem
    read = asking.read(question, day)
    again = verdict_json(answer(replace(read, question=replace(read.question, screened=screened))))
    differences = [
        f"{name}: was {_told(issued.get(name))}, is {_told(value)}"
        for name, value in again.items()
        if issued.get(name) != value
    ]
    if engine != ENGINE_VERSION:
        differences.append(f"made by engine {engine}, this is engine {ENGINE_VERSION}")
    if pinned[0] != measures_digest():
        differences.append("the measures are other data than those it was made with")
    if pinned[1] != goods_digest():
        differences.append("the nomenclature or the glossary are other data than those it was made with")
    return differences


def _told(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


@cache
def measures_digest() -> str:
    """SHA-256 of the measures and resolutions as canonical JSON."""
    return digest(as_json())


@cache
def goods_digest() -> str:
    """SHA-256 of the nomenclature and the glossary."""
    folder = files("sightline.regime.goods")
    whole = b"".join((folder / name).read_bytes() for name in _FILES)
    return hashlib.sha256(whole).hexdigest()
