from __future__ import annotations

import pytest

from sightline.reports.covering_letter import with_article

STATES = {
    "a plural": ("Netherlands", "the Netherlands"),
    "a republic": ("Republic of Korea", "the Republic of Korea"),
    "a federation": ("Russian Federation", "the Russian Federation"),
    "a union of emirates": ("United Arab Emirates", "the United Arab Emirates"),
    "with its article": ("the Netherlands", "the Netherlands"),
    "without one": ("Norway", "Norway"),
    "a name that only begins alike": ("Uniondale", "Uniondale"),
}


@pytest.mark.parametrize(("name", "expected"), STATES.values(), ids=STATES)
def test_a_state_is_named_as_english_names_it(name: str, expected: str) -> None:
    assert with_article(name) == expected
