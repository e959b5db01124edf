"""How much one caller may ask: the last request in the bucket, one more, and what time brings back."""

from __future__ import annotations

import pytest

from sightline.api.limits import REMEMBERED, Limits
from sightline.errors import TooManyRequests


class Hands:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_last_request_and_one_more_and_each_caller_apart() -> None:
    hands = Hands()
    limits = Limits(3, hands)
    for _ in range(3):
        limits.take("a")
    with pytest.raises(TooManyRequests) as caught:
        limits.take("a")
    assert caught.value.retry_after == 20 and caught.value.http_status == 429
    limits.take("b")


def test_time_fills_the_bucket_and_no_further_than_full() -> None:
    hands = Hands()
    limits = Limits(3, hands)
    for _ in range(3):
        limits.take("a")
    hands.now = 19.9
    with pytest.raises(TooManyRequests):
        limits.take("a")
    hands.now = 20.0
    limits.take("a")
    hands.now = 10_000.0
    for _ in range(3):
        limits.take("a")
    with pytest.raises(TooManyRequests):
        limits.take("a")


def test_callers_that_are_long_gone_are_forgotten() -> None:
    limits = Limits(3, Hands())
    for number in range(REMEMBERED + 10):
        limits.take(str(number))
    assert len(limits._held) == REMEMBERED
