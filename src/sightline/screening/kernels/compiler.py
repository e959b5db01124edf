"""How functions are compiled and kept, and how they find the columns they are given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, get_type_hints

from llvmlite import ir
from numba import njit, types
from numba.extending import intrinsic

from sightline.screening.kernels.arrays import (
    Alike,
    AskedSyllables,
    AskedWords,
    Bytes,
    Floats,
    Found,
    Hashes,
    Ints,
    Longs,
    Memory,
    Model,
    Query,
    Spelt,
    Syllables,
    Touched,
    Words,
)

P = ParamSpec("P")
R = TypeVar("R")


def stamp(folder: Path) -> str:
    """What all source files of a folder hold: what is kept of it is stale when one of them changes."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))).hexdigest()


_STAMP = stamp(Path(__file__).parent)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile at the first call, keep it beside the source; no arrays are made here, so none are counted.

    The compiler's cache by itself notices a change in a function's own file, not in those it calls: it is
    told what all files of this package hold.
    """
    known: dict[str, Any] = {"_nrt": False, "no_cfunc_wrapper": True}
    done: Callable[P, R] = njit(cache=True, nogil=True, error_model="numpy", **known)(function)
    # neither is there where Numba is switched off
    if kept := getattr(getattr(done, "_cache", None), "_cache_file", None):
        kept._source_stamp = kept._source_stamp, _STAMP
    return done


def inner(function: Callable[P, R]) -> Callable[P, R]:
    """The same for what only compiled code calls."""
    known: dict[str, Any] = {"_nrt": False, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
    done: Callable[P, R] = njit(nogil=True, error_model="numpy", **known)(function)
    return done


pointer: Any = types.CPointer
several: Any = types.NamedTuple
_TYPES: dict[Any, Any] = {
    Bytes: pointer(types.uint8),
    Ints: pointer(types.int32),
    Longs: pointer(types.int64),
    Hashes: pointer(types.uint64),
    Floats: pointer(types.float64),
    int: types.int64,
}


def at(kind: type[R]) -> Callable[[Longs], R]:
    """Compiled: the columns of this kind that stand at these addresses, and their sizes."""
    fields = [_TYPES[hint] for hint in get_type_hints(kind).values()]
    made = several(fields, kind)

    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        first = context.make_array(signature.args[0])(context, builder, args[0]).data
        values = []
        for place, field in enumerate(fields):
            word = builder.load(builder.gep(first, [context.get_constant(types.intp, place)]))
            kept = context.get_value_type(field)
            values.append(word if field is types.int64 else builder.inttoptr(word, kept))
        return context.make_tuple(builder, signature.return_type, values)

    def standing(typing: Any, addresses: Any) -> Any:
        return made(addresses), build

    done: Any = intrinsic(standing)
    return done  # type: ignore[no-any-return]


def _soon(_typing: Any, column: Any, _row: Any) -> Any:
    """Compiled: a row of a column will be read soon, and had better be brought near; nothing comes of it."""

    def build(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        asked = builder.module.declare_intrinsic("llvm.prefetch", (byte,), kind)
        place = builder.bitcast(builder.gep(args[0], [args[1]]), byte)
        builder.call(asked, [place, number(1), number(3), number(1)])  # to be written to, to be kept, data
        return context.get_dummy_value()

    return types.void(column, types.intp), build


prefetch: Any = intrinsic(_soon)
spelt_at, alike_at, words_at, syllables_at = at(Spelt), at(Alike), at(Words), at(Syllables)
asked_words_at, asked_syllables_at = at(AskedWords), at(AskedSyllables)
memory_at, touched_at, query_at, found_at, model_at = at(Memory), at(Touched), at(Query), at(Found), at(Model)
