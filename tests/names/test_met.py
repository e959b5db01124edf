"""What is known of words is found once, for many at once."""

from collections.abc import Sequence

import pytest

from sightline.names import met


def test_what_is_new_is_found_at_once_and_kept() -> None:
    asked: list[set[str]] = []

    def lengths(words: Sequence[str]) -> list[int]:
        asked.append({*words})
        return [*map(len, words)]

    known = met.Met(lengths)
    assert known.of(["ri", "kim", "ri"]) == [2, 3, 2] and known.of(["kim", "choe"]) == [3, 4]
    assert known["ri"] == 2 and known["o"] == 1 and known.of([]) == []
    assert asked == [{"ri", "kim"}, {"choe"}, {"o"}]


def test_no_more_is_kept_than_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(met, "MOST", 2)
    known = met.Met(lambda words: [*map(len, words)])
    assert known.of(["a", "bc"]) == [1, 2] and len(known) == 2
    assert known.of(["a", "def"]) == [1, 3] and {*known} <= {"a", "def"}
    assert [known[word] for word in ("g", "hi", "jkl")] == [1, 2, 3] and len(known) <= 2
