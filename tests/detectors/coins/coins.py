"""Transfers of invented coins and labels as tables, for tests of detectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import ibis

from sightline.detectors.detector import Found
from sightline.detectors.register import detector
from tests.detectors.books import DAY, HOUR
from tests.detectors.sea.tracks import ITEM, Row, arrow, placed

COIN = 10**18


def pays(hours: float, source: str, target: str, coins: float, chain: str = "eth") -> Row:
    """So many coins, so many hours after the new year."""
    return {
        "chain": chain,
        "block": round(hours * 300),
        "tx": f"{chain}{hours}{source}{target}",
        "index": 0,
        "time_ms": DAY + round(hours * HOUR),
        "asset": "ETH",
        "decimals": 18,
        "amount": Decimal(round(coins * 10**6) * 10**12),
        "from_address": source,
        "to_address": target,
    }


def says(
    address: str, name: str, category: str = "", abuse: str = "", source: str = "https://one.example.org/x"
) -> Row:
    """What a source says of an address."""
    return {
        "address": address,
        "label": name,
        "category": category,
        "abuse": abuse or None,
        "source": source,
    }


THIEF = says("thief", "Invented Thief", "user", "hack")
HOT = says("hot", "Invented Exchange", "exchange")
MIXER = says("mixer", "Invented Mixer", "mixing_service")


def tables(transfers: Iterable[Row], labels: Iterable[Row]) -> dict[str, Any]:
    """Both tables as a detector takes them."""
    return {
        "transfers": ibis.memtable(arrow(placed(transfers), "transfers")),
        "labels": ibis.memtable(arrow(placed(labels, ITEM[::-1]), "labels")),
    }


def found(name: str, transfers: Iterable[Row], labels: Iterable[Row], **params: Any) -> list[Found]:
    """What a detector finds."""
    asked = detector(name)
    return list(asked.detect(tables(transfers, labels), asked.params(**params)))


def texts(one: Found) -> str:
    """All reasons in one line."""
    return " ".join(reason.text for reason in one.reasons)


def actors(signals: Sequence[Found]) -> list[tuple[str, ...]]:
    """Who is named, signal by signal."""
    return [tuple(actor.caption for actor in one.actors) for one in signals]
