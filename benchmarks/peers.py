"""The peers that are measured beside Sightline where they are installed: see `requirements.txt` here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def nomenklatura() -> dict[str, Callable[[str, str], float]]:
    """nomenklatura's logic-v2 on two persons' names; nothing where it is not installed."""
    try:
        # A peer, and heavy: it wants ICU, so it is installed for benchmarks alone.
        from followthemoney import model  # noqa: PLC0415
        from nomenklatura.matching import LogicV2, ScoringConfig  # noqa: PLC0415
    except ImportError:
        return {}
    config = ScoringConfig.defaults()

    def person(name: str) -> Any:
        return model.get_proxy({"id": name, "schema": "Person", "properties": {"name": [name]}})

    def score(a: str, b: str) -> float:
        return float(LogicV2.compare(person(a), person(b), config).score)

    return {"nomenklatura logic-v2": score}
