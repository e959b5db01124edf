"""A form that was not taken is shown again, with what was typed and what was wrong: nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

from sightline.errors import (
    BadInput,
    Conflict,
    NotAllowed,
    NotFound,
    SightlineError,
    SignInRequired,
    UsageError,
)
from sightline.web.page import Goto, Page

Problem = dict[str, str | None] | None
"""the one JSON shape of an error, or nothing"""


def tried(work: Callable[[], Page | Goto], again: Callable[[SightlineError], Page]) -> Page | Goto:
    """What the work gives; where it is refused, the page `again` makes, with the error's own status."""
    try:
        return work()
    except (NotFound, SignInRequired):
        raise
    except (UsageError, BadInput, Conflict, NotAllowed) as problem:
        shown = again(problem)
        return Page(
            shown.title,
            shown.body | {"problem": problem.problem()},
            shown.drawn,
            problem.http_status,
        )
