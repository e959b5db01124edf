"""What is compiled at the first screening stays little: each function once, for one kind of argument."""

from pathlib import Path

from numba.core.dispatcher import Dispatcher

from sightline.model.screening import Query
from sightline.screening import kernels
from sightline.screening.engine import answers
from tests.lake.factory import VIEW
from tests.screening.lists import index_of


def test_no_function_is_compiled_twice(tmp_path: Path) -> None:
    answers(VIEW, [index_of(tmp_path)], [Query(name="Kim Invented Nam"), Query(name="Invented Daesong Bank")])
    made = {name: len(one.signatures) for name, one in vars(kernels).items() if isinstance(one, Dispatcher)}
    twice = {name for name, times in made.items() if times > 1}
    assert not twice - {"spell", "edits_to"}, "a number as it stands, or of another width, makes one more"
