"""Networks are kept on disk for exactly what was asked of exactly these partitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from sightline.service import networks_kept
from sightline.service.network_shape import Asked, Edge, Network, Party, Way
from sightline.service.workbench import Workbench
from tests.service.test_rankings_kept import part

AT = datetime(2023, 1, 1, 12, 30, 0, 250_000, UTC)
EDGE = Edge("wallet-a", "wallet-b", "ETH on eth", Decimal("1.000000000000000001"), 2, AT, AT)
ASKED = Asked(("a",), "b", 2, "out", date(2023, 1, 1), None, Decimal("0.10"))
MADE = Network(
    ASKED, (Party("wallet-a", "A", 0, 3, 1),), (EDGE,),
    (Way((EDGE,), ("wallet-a", "wallet-b"), Decimal(1), True, "flow", "Directly."),), (), True,
)  # fmt: skip


def test_what_is_kept_is_read_as_it_was(bench: Workbench) -> None:
    one, two = part("one"), part("two")
    assert networks_kept.of(bench, [one, two], ASKED) is None
    networks_kept.keep(bench, MADE, [one, two])
    assert networks_kept.of(bench, [two, one], ASKED) == MADE
    assert networks_kept.of(bench, [one], ASKED) is None
    assert networks_kept.of(bench, [one, two], replace(ASKED, until=date(2023, 1, 1))) is None


def test_half_a_file_is_nothing_and_a_disk_that_takes_nothing_stops_nobody(bench: Workbench) -> None:
    networks_kept.keep(bench, MADE, [part("one")])
    (path,) = (bench.folder / networks_kept.FOLDER).iterdir()
    path.write_bytes(path.read_bytes()[:-20])
    assert networks_kept.of(bench, [part("one")], ASKED) is None
    path.unlink()
    path.parent.rmdir()
    path.parent.write_text("in the way")
    networks_kept.keep(bench, MADE, [part("one")])
    assert networks_kept.of(bench, [part("one")], ASKED) is None
