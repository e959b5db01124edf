"""Several publishers asked at once, each against its own clock; results come as they are complete."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sightline.errors import EnvironmentFailed, SightlineError
from sightline.service.fetching import Network, Reply, Request, fetch
from sightline.service.progress import Progress, Step
from sightline.service.publishers import Publisher

LOOK = 0.25
"""seconds between two looks at whether someone wants to stop"""
LEAVE = 10.0
"""seconds the connections have to be closed when someone stops"""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one publisher: a reply for every part, or the first problem of each that failed."""

    publisher: Publisher
    replies: Mapping[str, Reply]
    problems: Mapping[str, SightlineError]
    tried: Mapping[str, list[int]]
    """a 1 for every attempt of each part that was asked for"""

    @property
    def attempts(self) -> int:
        """How often the publisher was asked."""
        return sum(len(made) for made in self.tried.values())

    def close(self) -> None:
        """Let go of the bytes."""
        for reply in self.replies.values():
            if reply.file:
                reply.file.close()


@dataclass(slots=True)
class _Counted:
    """Bytes that came and are to come, over all parts."""

    came: dict[str, int] = field(default_factory=dict)
    expected: dict[str, int] = field(default_factory=dict)

    def step(self, waiting: Sequence[str]) -> Step:
        text = "fetching " + ", ".join(waiting)
        total = sum(self.expected.values())
        return Step(text, sum(self.came.values()), total if len(self.expected) == len(self.came) else 0)


@contextmanager
def fetched(
    asked: Mapping[Publisher, Mapping[str, Request]], network: Network, folder: Path, progress: Progress
) -> Iterator[Iterator[Came]]:
    """Ask every publisher for its parts; whoever leaves the block stops what is still on its way."""
    done: queue.SimpleQueue[Came | BaseException] = queue.SimpleQueue()
    counted = _Counted()
    loop = asyncio.new_event_loop()
    work = loop.create_task(_all(asked, network, folder, done, counted))
    thread = threading.Thread(target=_run, args=(loop, work, done), name="fetching", daemon=True)
    thread.start()
    try:
        yield _results(list(asked), done, counted, progress)
    finally:
        with suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(work.cancel)
        thread.join(LEAVE)
        while not done.empty():
            if isinstance(left := done.get(), Came):
                left.close()


def _run(
    loop: asyncio.AbstractEventLoop, work: asyncio.Task[None], done: queue.SimpleQueue[Came | BaseException]
) -> None:
    try:
        loop.run_until_complete(asyncio.wait([work]))
        if not work.cancelled() and (accident := work.exception()):
            done.put(accident)
    finally:
        loop.close()


async def _all(
    asked: Mapping[Publisher, Mapping[str, Request]],
    network: Network,
    folder: Path,
    done: queue.SimpleQueue[Came | BaseException],
    counted: _Counted,
) -> None:
    async with asyncio.TaskGroup() as group:
        for publisher, requests in asked.items():
            group.create_task(_one(publisher, requests, network, folder, done, counted))


async def _one(
    publisher: Publisher,
    requests: Mapping[str, Request],
    network: Network,
    folder: Path,
    done: queue.SimpleQueue[Came | BaseException],
    counted: _Counted,
) -> None:
    """All parts of one list, one after the other: a publisher is not asked twice at once."""
    replies: dict[str, Reply] = {}
    problems: dict[str, SightlineError] = {}
    tried: dict[str, list[int]] = {}
    came = Came(publisher, replies, problems, tried)
    try:
        for role, request in requests.items():
            name = f"{publisher.list} {role}"

            def tell(got: int, of: int, name: str = name) -> None:
                counted.came[name] = got
                if of:
                    counted.expected[name] = of

            try:
                tried[role] = []
                replies[role] = await fetch(request, network, folder, tell, tried[role])
            except SightlineError as problem:
                problems[role] = problem
                break
            except OSError as problem:
                problems[role] = EnvironmentFailed(str(problem), place=request.address)
                break
    except BaseException:
        came.close()
        raise
    done.put(came)


def _results(
    waiting: list[Publisher],
    done: queue.SimpleQueue[Came | BaseException],
    counted: _Counted,
    progress: Progress,
) -> Iterator[Came]:
    while waiting:
        progress(counted.step([one.list for one in waiting]))
        try:
            came = done.get(timeout=LOOK)
        except queue.Empty:
            continue
        if isinstance(came, BaseException):
            raise came
        waiting.remove(came.publisher)
        yield came
