"""What is compiled at the first screening stays little: each function once, for one kind of argument."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from numba.core.dispatcher import Dispatcher

from sightline.model.screening import Query
from sightline.screening import kernels
from sightline.screening.engine import answers
from sightline.screening.kernels.compiler import stamp
from tests.lake.factory import VIEW
from tests.screening.lists import index_of

FOLDER = Path(kernels.__file__).parent


def functions() -> dict[str, Dispatcher]:
    """All that are compiled, by name."""
    rooms = [import_module(f"{kernels.__name__}.{room.name}") for room in iter_modules([str(FOLDER)])]
    return {name: one for room in rooms for name, one in vars(room).items() if isinstance(one, Dispatcher)}


def test_no_function_is_compiled_twice(tmp_path: Path) -> None:
    answers(VIEW, [index_of(tmp_path)], [Query(name="Kim Invented Nam"), Query(name="Invented Daesong Bank")])
    twice = {name for name, one in functions().items() if len(one.signatures) > 1}
    assert not twice - {"spell", "edits_to"}, "a number as it stands, or of another width, makes one more"


def test_what_is_kept_is_stale_when_any_file_changes(tmp_path: Path) -> None:
    kept = functions()["by_words"]._cache._cache_file._source_stamp
    assert kept[-1] == stamp(FOLDER), "also where only a function it calls has changed"
    (tmp_path / "one.py").write_text("ONE = 1")
    (tmp_path / "two.py").write_text("TWO = 2")
    before = stamp(tmp_path)
    (tmp_path / "two.py").write_text("TWO = 3")
    assert stamp(tmp_path) != before
