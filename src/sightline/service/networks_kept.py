"""Networks that were drawn before, laid out, kept in the office's folder with what they were made of.

A network is read again for whoever may see exactly the partitions it was made of; see `kept`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from sightline import __version__
from sightline.errors import EnvironmentFailed
from sightline.service.kept import Seen, Shelf
from sightline.service.network_shape import VERSION, Asked, Network
from sightline.service.workbench import Workbench

FOLDER = "networks"
MOST_KEPT = 256
"""networks of an office, some kilobytes each; the oldest go first"""
SHELF = Shelf(FOLDER, Network, lambda: [__version__, VERSION], MOST_KEPT, of_bytes=False)


def of(bench: Workbench, seen: Sequence[Seen], asked: Asked, settled: str = "") -> Network | None:
    """The network made of exactly these partitions for just this, if one is kept.

    `settled` tells what people had settled of payments.
    """
    return SHELF.of(bench, seen, _words(asked) + settled)


def keep(bench: Workbench, network: Network, seen: Sequence[Seen], settled: str = "") -> None:
    """Keep a network made of these partitions; where the disk takes nothing, it is made again next time."""
    with suppress(EnvironmentFailed):
        SHELF.keep(bench, network, seen, _words(network.asked) + settled)


def _words(asked: Asked) -> str:
    return msgspec.json.encode(asked).decode()
