"""Passages through mixers and bridges that their detectors tie to loot, for the ledger of a theft."""

from __future__ import annotations

from collections.abc import Iterator

from sightline.detectors.coins import bridge_hop, mixer_passage
from sightline.detectors.coins.coin_web import BRIDGES, MIXERS, of_book
from sightline.detectors.coins.labels import Labels
from sightline.detectors.coins.returned import Passed
from sightline.detectors.coins.taint_ledger import Journal


def tied_passages(book: Journal, labels: Labels) -> Iterator[Passed]:
    """What went through mixers and bridges by the detectors of both, with the limits they have by default."""
    kinds = {one.category.lower() for at in labels.services for one in labels.all[at]}
    if not kinds & {*MIXERS, *BRIDGES}:
        return
    found = of_book(book, labels)
    for one in mixer_passage.through(found, mixer_passage.Params()):
        yield Passed(one.came.service, "mixer_passage", one.came.rows, one.went.rows)
    for one in bridge_hop.hops(found, bridge_hop.Params()):
        yield Passed(one.came.service, "bridge_hop", one.came.rows, one.went.rows)
