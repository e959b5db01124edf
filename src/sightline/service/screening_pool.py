"""A long screening on every core: processes that map the same indexes, answers in the order asked."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain
from multiprocessing import get_context

from sightline.errors import EnvironmentFailed
from sightline.service.answering import Batch, Done, Work, answered

POOL_FROM = 6000
"""Queries from which on the processes are worth the second or two they take to begin."""
SWEPT = (50_000, 20, 50)
"""how many objects are made before a process looks for garbage among them: answers hardly leave any"""
AHEAD = 3
"""batches a process may be ahead of whoever reads the answers: memory stays bounded"""


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def through(work: Work, batches: Iterable[Batch], total: int, processes: int) -> Iterator[Done]:
    """Answer batches in their order; in this process while they are few, on `processes` once they are many.

    `total` is about how many queries there are, 0 where nobody knows.
    """
    coming = iter(batches)
    done = 0
    if processes > 1 and total < POOL_FROM:
        for batch in coming:
            yield answered(work, batch)
            done += len(batch.rows)
            if done >= POOL_FROM:
                break
    if processes > 1:
        first = next(coming, None)
        if first is not None:
            yield from _pooled(work, chain([first], coming), processes)
        return
    for batch in coming:
        yield answered(work, batch)


def _pooled(work: Work, batches: Iterable[Batch], processes: int) -> Iterator[Done]:
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_begin)
    waiting: deque[Future[Done]] = deque()
    try:
        for batch in batches:
            waiting.append(pool.submit(answered, work, batch, True))
            if len(waiting) >= processes * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool as problem:
        raise EnvironmentFailed(
            "a screening process was ended from outside", remedy="see whether memory ran out, and try again"
        ) from problem
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """An interrupt is for the process that hands the work out; what is loaded need not be swept again."""
    gc.set_threshold(*SWEPT)
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
