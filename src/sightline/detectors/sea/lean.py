"""How kernels are compiled, and what they say when they stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, ParamSpec, TypeVar

from numba import njit

P = ParamSpec("P")
R = TypeVar("R")

UNCOUNTED: Final[dict[str, Any]] = {"_nrt": False}
"""Numba's own option, which its stubs do not name: no counts of references, hence no arrays made"""
FREE: Final = -1
"""what stands in a table where nothing does yet"""
DONE: Final = 0
FULL: Final = 1
UNORDERED: Final = 2
EARLIER: Final = 3


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at first use, keep the machine code beside the source, let other threads run meanwhile."""
    made: Callable[P, R] = njit(cache=True, nogil=True, error_model="numpy")(function)
    return made


def lean(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function that makes no array: without counts of references, which cost more than its work."""
    made: Callable[P, R] = njit(cache=True, nogil=True, error_model="numpy", **UNCOUNTED)(function)
    return made


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """Compile into the place it is called from: a call with many arrays costs more than a small kernel."""
    made: Callable[P, R] = njit(inline="always", error_model="numpy")(function)
    return made
