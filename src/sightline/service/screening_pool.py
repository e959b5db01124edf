"""A long screening on every core: processes that map the same indexes, answers in the order asked."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import datetime
from itertools import chain
from multiprocessing import get_context, parent_process
from threading import Thread
from typing import Any

from sightline.errors import EnvironmentFailed
from sightline.model.screening import Hit, Query
from sightline.service.answering import Answer, Batch, Done, Row, Work, answered
from sightline.service.queries import values_of

Sent = tuple[str, datetime, list[tuple[int, tuple[Any, ...], str, str]]]
Came = tuple[list[tuple[tuple[Hit, ...], str, str, tuple[str, ...], str]], dict[str, Any] | None]

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
    waiting: deque[tuple[Batch, Future[Came]]] = deque()
    try:
        for batch in batches:
            waiting.append((batch, pool.submit(remote, work, sent(batch))))
            if len(waiting) >= processes * AHEAD:
                yield _received(*waiting.popleft())
        while waiting:
            yield _received(*waiting.popleft())
    except BrokenProcessPool as problem:
        raise EnvironmentFailed(
            "a screening process was ended from outside", remedy="see whether memory ran out, and try again"
        ) from problem
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def sent(batch: Batch) -> Sent:
    """A batch as it goes to another process: plain values, which are packed in a third of the time."""
    rows = [(row.number, values_of(row.query), row.problem, row.note) for row in batch.rows]
    return batch.name, batch.at, rows


def remote(work: Work, told: Sent) -> Came:
    """In another process: what comes of a batch, the queries left out, which the asker holds."""
    name, at, rows = told
    batch = Batch(name, at, tuple(Row(number, Query(*given), *rest) for number, given, *rest in rows))
    done = answered(work, batch, True)
    answers = [(one.hits, one.certificate, one.problem, one.notes, one.written) for one in done.answers]
    return answers, done.record


def received(batch: Batch, came: Came) -> Done:
    """What came from another process, beside the queries."""
    answers, record = came
    made = [
        Answer(row.query, hits, certificate, problem, notes, row.number, written=written)
        for row, (hits, certificate, problem, notes, written) in zip(batch.rows, answers, strict=True)
    ]
    return Done(batch, made, record)


def _received(batch: Batch, came: Future[Came]) -> Done:
    return received(batch, came.result())


def _begin() -> None:
    """An interrupt is for the process that hands the work out; what is loaded need not be swept again."""
    gc.set_threshold(*SWEPT)
    gc.freeze()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A process that waits for work does not notice that whoever hands it out was killed."""
    if parent := parent_process():
        parent.join()
        os._exit(1)
