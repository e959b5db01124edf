"""Ids tell nothing and are easy to type."""

from __future__ import annotations

import re
from collections.abc import Callable

from sightline.office.ids import long_id, random_id


def test_shapes(entropy: Callable[[int], bytes]) -> None:
    drawn = {random_id("c", entropy) for _ in range(200)}
    assert len(drawn) == 200
    assert all(re.fullmatch(r"c-[a-z2-7]{8}", one) for one in drawn)
    assert re.fullmatch(r"[0-9a-f]{32}", long_id(entropy))
