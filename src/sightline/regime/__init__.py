"""What was forbidden, and when: the measures as data, the lookup by day, and the answer to a question."""

from sightline.regime.answering import alone, answer
from sightline.regime.changes import between
from sightline.regime.lookup import as_json, concerning, get, in_force, provisions_on, verification
from sightline.regime.measure_files import load, resolutions
from sightline.regime.resolution import Resolution

__all__ = [
    "Resolution",
    "alone",
    "answer",
    "as_json",
    "between",
    "concerning",
    "get",
    "in_force",
    "load",
    "provisions_on",
    "resolutions",
    "verification",
]
