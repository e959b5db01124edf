"""The compiled edits are those of the standard library's own arithmetic."""

import random

import numpy as np

from sightline.matching.replay import distance
from sightline.screening.kernels import edits_between


def test_edits() -> None:
    draw = random.Random(1718)
    for _ in range(2000):
        a = "".join(draw.choices("abcmno", k=draw.randint(1, 10)))
        b = "".join(draw.choices("abcmno", k=draw.randint(1, 10)))
        one, two = (np.frombuffer(text.encode(), np.uint8) for text in (a, b))
        found = edits_between(one, 0, len(a), two, 0, len(b), 3)
        assert found == distance(a, b) or (found > 3 and distance(a, b) > 3), (a, b)
