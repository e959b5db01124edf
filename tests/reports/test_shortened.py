from __future__ import annotations

import pytest

from sightline.reports.shortened import shortened

CASES = {
    "it fits": ("wrongly named", 13, "wrongly named"),
    "one letter too long": ("wrongly named", 12, "wrongly…"),
    "the cut falls after a word": ("wrongly named one", 14, "wrongly named…"),
    "a mark before the ellipsis goes": ("wrongly, named", 10, "wrongly…"),
    "a first word too long is cut inside": ("misunderstood", 5, "misu…"),
}


@pytest.mark.parametrize(("text", "most", "expected"), CASES.values(), ids=CASES)
def test_a_text_is_cut_after_a_word(text: str, most: int, expected: str) -> None:
    assert shortened(text, most) == expected
    assert len(expected) <= most
