"""Files sent by a form: streams while they arrive, never whole in memory, never in clear on disk."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TypeVar, cast

from multipart import MultipartError, MultipartSegment, PushMultipartParser

from sightline.errors import EnvironmentFailed, UsageError
from sightline.web import form_token
from sightline.web.form_token import Asked
from sightline.web.page import Fields

POOL = ThreadPoolExecutor(4, thread_name_prefix="upload")
"""Threads of their own: slow senders keep nobody else waiting but each other."""
RESERVE = 64 * 2**20
"""bytes of disk that uploads leave free"""
LONGEST_FIELD = 16 * 2**10
MOST_PARTS = 1000

Pull = Callable[[], bytes]
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Sent:
    """A file of a form: its name as the sender gave it, and its bytes, which can be read once."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Bytes the disk still takes, and bytes of a field."""

    room: int
    field: int


async def received(
    request: Asked, keep: Callable[[Fields, Sent], Kept], longest: int = LONGEST_FIELD
) -> tuple[Fields, list[Kept]]:
    """Read a multipart form; `keep` gets each file with the fields that came before it.

    The form's token is checked before the first file is touched. `longest` bounds a field, in bytes.
    `UsageError` for what is no such form, `EnvironmentFailed` where the disk has no room for it.
    """
    boundary = _boundary(request)
    room = _room(request)
    chunks = request.stream()
    loop = asyncio.get_running_loop()

    def pull() -> bytes:
        return asyncio.run_coroutine_threadsafe(_next(chunks), loop).result()

    return await loop.run_in_executor(
        POOL, lambda: _read(request, boundary, _Bounds(room, longest), pull, keep)
    )


async def _next(chunks: AsyncIterator[bytes]) -> bytes:
    return await anext(chunks, b"")


def _boundary(request: Asked) -> str:
    kind, options = request.content_type
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise UsageError("this address takes a form with files", remedy="send multipart/form-data")
    return options["boundary"]


def _room(request: Asked) -> int:
    """Bytes the disk of the office still takes; `EnvironmentFailed` where the form says it is larger."""
    folder: Path = request.app.state.bench.folder
    room = shutil.disk_usage(folder).free - RESERVE
    if int(request.headers.get("content-length") or 0) > room:
        raise _no_room()
    return room


def _no_room() -> EnvironmentFailed:
    return EnvironmentFailed("there is no room for it on the office's disk", remedy="make room, or send less")


def _read(
    request: Asked, boundary: str, bounds: _Bounds, pull: Pull, keep: Callable[[Fields, Sent], Kept]
) -> tuple[Fields, list[Kept]]:
    fields: Fields = {}
    kept: list[Kept] = []
    checked = False
    try:
        with PushMultipartParser(boundary, max_segment_count=MOST_PARTS) as parser:
            events = _events(parser, bounds.room, pull)
            for segment in events:
                body = _Body(events)
                if segment.filename is None:
                    fields[segment.name] = _text(body, bounds.field)
                    continue
                if not checked:
                    form_token.check(request, fields.get(form_token.FIELD, ""))
                    checked = True
                if segment.filename:
                    kept.append(keep(fields, Sent(segment.filename, cast(BinaryIO, body))))
                body.drain()
    except MultipartError as problem:
        raise UsageError(f"the form cannot be read: {problem}", remedy="send it again") from problem
    form_token.check(request, fields.pop(form_token.FIELD, ""))
    return fields, kept


def _events(parser: PushMultipartParser, room: int, pull: Pull) -> Iterator[Any]:
    """Segments, pieces of their bodies, and None at the end of each."""
    size = 0
    while not parser.closed:
        chunk = pull()
        size += len(chunk)
        if size > room:
            raise _no_room()
        yield from parser.parse(chunk)


class _Body:
    """The body of one part as a stream that is read once."""

    def __init__(self, events: Iterator[MultipartSegment | bytes | bytearray | None]) -> None:
        self._events = events
        self._left = b""
        self._over = False

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, all that is left for -1, none at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(2**16), b""))
        if not self._left and not self._over:
            piece = next(self._events, None)
            self._over, self._left = piece is None, bytes(cast(bytes, piece or b""))
        taken, self._left = self._left[:size], self._left[size:]
        return taken

    def drain(self) -> None:
        """Leave the rest unread."""
        while self.read(2**16):
            pass


def _text(body: _Body, longest: int) -> str:
    text = b""
    while piece := body.read(longest):
        text += piece
        if len(text) > longest:
            raise UsageError("a field of the form is too long")
    try:
        return text.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise UsageError("a field of the form is not UTF-8") from problem
