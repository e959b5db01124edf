"""How much one caller may ask: a bucket of requests that fills again as time goes on."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from sightline.errors import TooManyRequests
from sightline.service.workbench import REQUESTS

A_MINUTE = REQUESTS
"""requests a minute of one token, where the office sets no other"""
STRANGERS = 120
"""requests a minute, of one address, that come without a token that holds"""
REMEMBERED = 10_000


class Limits:
    """Buckets by caller. `clock` gives seconds that only go on."""

    def __init__(self, a_minute: int = A_MINUTE, clock: Callable[[], float] = time.monotonic) -> None:
        self._size, self._clock = a_minute, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: str) -> None:
        """Take one request out of the caller's bucket; `TooManyRequests` where it is empty."""
        with self._lock:
            now = self._clock()
            left, since = self._held.pop(caller, (float(self._size), now))
            left = min(float(self._size), left + (now - since) * self._size / 60)
            enough = left >= 1
            self._held[caller] = (left - 1 if enough else left, now)
            while len(self._held) > REMEMBERED:
                self._held.popitem(last=False)
        if not enough:
            wait = math.ceil((1 - left) * 60 / self._size)
            raise TooManyRequests(
                f"more than {self._size:,} requests a minute",
                remedy=f"ask again in {wait} s, and send many queries in one request",
                retry_after=wait,
            )
