"""The weights as arrays are those of the table."""

from sightline.matching.weights import SYLLABLE_MODEL, WORD_MODEL, value
from sightline.screening.coding import reading
from sightline.screening.kernels import constants
from sightline.screening.model import edits, model


def test_every_weight_is_where_it_is_read() -> None:
    made = model()
    floats = made.floats.tolist()
    assert floats[: constants.SYLLABLE_WEIGHTS] == WORD_MODEL["weights"]
    assert floats[constants.SYLLABLE_WEIGHTS : constants.WEAK_ALIAS] == SYLLABLE_MODEL["weights"]
    assert floats[constants.CONSTANT] == WORD_MODEL["weights"][-1]
    assert floats[constants.WEAK_ALIAS] == value("weak_alias")
    assert made.ints[constants.SOUND_EDIT] == WORD_MODEL["sound_edit"]
    assert made.ints[constants.EDITS + 5] == WORD_MODEL["edits"][5] and edits()[40] == WORD_MODEL["edits"][-1]
    assert made.ints[constants.INITIALS + 1] == SYLLABLE_MODEL["near"]["ㄱㄲ"]


def test_bounds_bound() -> None:
    worth = model().ints[constants.READING_WORTH :]
    assert worth.max() <= constants.SYLLABLE_SAYS
    assert 0 < worth[2 * reading("김")] < worth[2 * reading("김") + 1]
