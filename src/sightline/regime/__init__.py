"""What was forbidden, and when: the measures as data, and the lookup by day."""

from sightline.regime.lookup import as_json, concerning, get, in_force, provisions_on, verification
from sightline.regime.measure_files import load, resolutions
from sightline.regime.resolution import Resolution

__all__ = [
    "Resolution",
    "as_json",
    "concerning",
    "get",
    "in_force",
    "load",
    "provisions_on",
    "resolutions",
    "verification",
]
