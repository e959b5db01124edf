"""One file over HTTP, with nothing taken on trust: time, size, type, length, digest, redirects are bounded.

Everything a server can do wrong ends in an error that says so and what to do: `EnvironmentFailed` where it
could not be reached or did not answer in time, `BadInput` where what it sent is not to be believed.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
import hashlib
import re
import ssl
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urljoin, urlsplit

import httpx

from sightline import __version__
from sightline.errors import (
    BadInput,
    EnvironmentFailed,
    FormatChanged,
    Hostile,
    IntegrityBroken,
    SightlineError,
    Truncated,
)

AGENT = f"sightline/{__version__}"
ANY_BYTES = ("application/octet-stream", "binary/octet-stream")
"""media types that say nothing; the content decides"""
OK, NOT_MODIFIED, REQUEST_TIMEOUT, TOO_MANY = 200, 304, 408, 429
MOVED = (301, 302, 303, 307, 308)
KEPT_HEADERS = ("content-type", "content-length", "date", "etag", "last-modified", "server")
LONGEST_HEADER = 500
"""letters of a header that are kept on record"""
_SHA256 = re.compile(r"sha-256=:?([A-Za-z0-9+/=]+):?", re.IGNORECASE)
LATER = "nothing changed here; try again later"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, but for the last two. `total` is for one file with all its attempts and pauses."""

    connect: float = 10.0
    read: float = 30.0
    """between two pieces of an answer"""
    total: float = 300.0
    pause: float = 1.0
    """before the second attempt; each later one waits twice as long"""
    longest_pause: float = 60.0
    attempts: int = 4
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Network:
    """How the world outside is reached. `chance` gives a number from 0 to 1, to spread attempts."""

    limits: Limits = Limits()
    tls: ssl.SSLContext | None = None
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = lambda: 0.5


@dataclass(frozen=True, slots=True)
class Request:
    """One file to be asked for. `etag` and `last_modified` as the server gave them with what is held."""

    name: str
    address: str
    types: tuple[str, ...]
    least_bytes: int
    most_bytes: int
    allows: Callable[[str], bool]
    """whether the answer may lead to this other host"""
    etag: str = ""
    last_modified: str = ""

    @property
    def conditional(self) -> dict[str, str]:
        """Headers that ask only for what is newer than what is held."""
        given = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in given.items() if value}


@dataclass(slots=True)
class Reply:
    """What came. `file` holds the bytes, and is nothing where the server said that nothing is new."""

    address: str
    """where redirects led"""
    attempts: int
    headers: dict[str, str]
    file: BinaryIO | None = None
    sha256: str = ""
    size: int = 0

    @property
    def media_type(self) -> str:
        """As the server said, without parameters."""
        return media_type(self.headers)


class Again(Exception):
    """An attempt that may go better the next time; `after` seconds where the server said when."""

    def __init__(self, problem: SightlineError, after: float | None = None) -> None:
        """`problem` is what is said when no attempt is left."""
        super().__init__(problem.message)
        self.problem, self.after = problem, after


Tell = Callable[[int, int], None]
"""bytes received so far, and how many are to come, 0 where that is not known"""


async def fetch(
    asked: Request, network: Network, folder: Path, tell: Tell, tried: list[int] | None = None
) -> Reply:
    """Get one file into a nameless temporary file in `folder`, trying again where that may help.

    `tried` gets a 1 for every attempt, for who must know of those that came to nothing.
    """
    limits = network.limits
    made = tried if tried is not None else []
    try:
        async with asyncio.timeout(limits.total):
            return await _attempts(asked, network, folder, tell, made)
    except TimeoutError:
        raise EnvironmentFailed(
            f"{asked.name}: not complete after {limits.total:g} s and {_times(len(made))}",
            place=asked.address,
            remedy=LATER,
        ) from None


async def _attempts(asked: Request, network: Network, folder: Path, tell: Tell, made: list[int]) -> Reply:
    limits = network.limits
    async with _client(network) as client:
        while True:
            made.append(1)
            try:
                reply = await _attempt(client, asked, limits, folder, tell)
                reply.attempts = len(made)
                return reply
            except Again as again:
                if len(made) >= limits.attempts:
                    problem = again.problem
                    problem.message += f" ({_times(len(made))})"
                    problem.args = (problem.message,)
                    raise problem from again
                await network.sleep(_pause(network, len(made), again.after))


def _times(made: int) -> str:
    return "one attempt" if made == 1 else f"{made} attempts"


def _client(network: Network) -> httpx.AsyncClient:
    limits = network.limits
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    headers = {"User-Agent": AGENT, "Accept-Encoding": "identity"}
    tls = network.tls or ssl.create_default_context()
    return httpx.AsyncClient(timeout=timeout, headers=headers, verify=tls, follow_redirects=False)


def _pause(network: Network, made: int, after: float | None) -> float:
    """Twice as long each time, spread by half so that not everyone comes back at once."""
    limits = network.limits
    doubled: float = limits.pause * 2 ** (made - 1)
    backed_off = doubled * (0.75 + network.chance() / 2)
    return min(limits.longest_pause, max(backed_off, after or 0.0))


async def _attempt(
    client: httpx.AsyncClient, asked: Request, limits: Limits, folder: Path, tell: Tell
) -> Reply:
    address, seen = asked.address, {asked.address}
    try:
        while True:
            async with client.stream("GET", address, headers=asked.conditional) as answer:
                if answer.status_code not in MOVED:
                    return await _received(answer, asked, address, folder, tell)
                address = redirected(asked, address, answer.headers.get("location", ""))
            if address in seen:
                raise BadInput(f"{asked.name}: redirected in a circle", place=address, remedy=_LOOK)
            seen.add(address)
            if len(seen) > limits.redirects + 1:
                raise BadInput(f"{asked.name}: redirected too often", place=address, remedy=_LOOK)
    except httpx.RemoteProtocolError as error:
        cut = Truncated(f"{asked.name}: {_words(error)}", place=address, remedy=LATER)
        raise Again(cut) from error
    except (httpx.TimeoutException, httpx.NetworkError, httpx.ProxyError) as error:
        raise Again(_unreachable(asked, address, error)) from error
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise _unreachable(asked, address, error) from error


_LOOK = "look at the publisher's page; if the address has moved, name the new one in publishers.yaml"


def _unreachable(asked: Request, address: str, error: Exception) -> EnvironmentFailed:
    slow = "did not answer in time" if isinstance(error, httpx.TimeoutException) else "cannot be reached"
    return EnvironmentFailed(f"{asked.name}: {slow}: {_words(error)}", place=address, remedy=LATER)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__


def redirected(asked: Request, here: str, location: str) -> str:
    """Where a redirect leads; `BadInput` unless to the same scheme and to a host that may answer."""
    there = urljoin(here, location).partition("#")[0]
    was, now = urlsplit(asked.address), urlsplit(there)
    if not location or not now.hostname:
        raise BadInput(f"{asked.name}: redirected to nowhere: {location!r}", place=here, remedy=_LOOK)
    if now.scheme != was.scheme:
        wrong = f"{asked.name}: redirected from {was.scheme} to {now.scheme}"
        raise BadInput(wrong, place=there, remedy=_LOOK)
    if now.hostname != was.hostname and not asked.allows(now.hostname):
        wrong = f"{asked.name}: redirected to another host: {now.hostname}"
        raise BadInput(
            wrong,
            place=there,
            remedy="if it is the publisher's, name it under `redirects` in publishers.yaml",
        )
    return there


async def _received(answer: httpx.Response, asked: Request, address: str, folder: Path, tell: Tell) -> Reply:
    headers = kept(answer.headers)
    if answer.status_code == NOT_MODIFIED and asked.conditional:
        return Reply(address, 1, headers)
    _status(answer, asked, address)
    length = _believable(answer, asked, address)
    file = await _body(answer, asked, address, folder, tell, length)
    try:
        return _checked(
            answer, asked, Reply(address, 1, headers, file.file, file.hash.hexdigest(), file.size)
        )
    except BaseException:
        file.file.close()
        raise


def kept(headers: Mapping[str, str]) -> dict[str, str]:
    """The headers that go on record."""
    return {name: headers[name][:LONGEST_HEADER] for name in KEPT_HEADERS if name in headers}


def media_type(headers: Mapping[str, str]) -> str:
    """As the server said, without parameters, in small letters."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _status(answer: httpx.Response, asked: Request, address: str) -> None:
    """Raise unless the server says that this is the file."""
    code = answer.status_code
    if code == OK:
        return
    said = f"{asked.name}: the server answered {code} {answer.reason_phrase}".rstrip()
    if code >= 500 or code in (REQUEST_TIMEOUT, TOO_MANY):
        raise Again(EnvironmentFailed(said, place=address, remedy=LATER), _after(answer))
    raise EnvironmentFailed(said, place=address, remedy=_LOOK)


def _after(answer: httpx.Response) -> float | None:
    """Seconds the server asks to be left alone."""
    text = answer.headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() else None


def _believable(answer: httpx.Response, asked: Request, address: str) -> int:
    """The length that is announced, 0 for none; raise for an answer that cannot be the file."""
    said = media_type(answer.headers)
    if said and said not in (*asked.types, *ANY_BYTES):
        wrong = f"{asked.name}: the server sends {said}, not {' or '.join(asked.types)}"
        raise FormatChanged(wrong, place=address, remedy=_LOOK)
    packed = answer.headers.get("content-encoding", "identity")
    if packed.lower() != "identity":
        wrong = f"{asked.name}: packed as {packed}, which was not asked for"
        raise FormatChanged(wrong, place=address, remedy=LATER)
    text = answer.headers.get("content-length", "")
    length = int(text) if text.isascii() and text.isdigit() else 0
    if length > asked.most_bytes:
        raise _too_large(asked, address, length)
    return length


def _too_large(asked: Request, address: str, size: int) -> Hostile:
    return Hostile(
        f"{asked.name}: {size:,} bytes or more, at most {asked.most_bytes:,} are taken",
        place=address,
        remedy="look at the publisher's page; if the list has grown, raise most_bytes in publishers.yaml",
    )


@dataclass(slots=True)
class _Writing:
    file: BinaryIO
    size: int = 0
    hash: hashlib._Hash = field(default_factory=hashlib.sha256)


async def _body(
    answer: httpx.Response, asked: Request, address: str, folder: Path, tell: Tell, length: int
) -> _Writing:
    """The bytes, in a file without a name: whatever ends this process, nothing of it stays."""
    try:
        into = _Writing(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115 - the reply owns it
        try:
            async for piece in answer.aiter_raw(1 << 16):
                into.size += len(piece)
                if into.size > asked.most_bytes:
                    raise _too_large(asked, address, into.size)
                into.hash.update(piece)
                into.file.write(piece)
                tell(into.size, length)
            into.file.flush()
            into.file.seek(0)
        except BaseException:
            into.file.close()
            raise
    except OSError as error:
        full = f"{asked.name}: cannot be kept: {error.strerror or error}"
        raise EnvironmentFailed(full, place=str(folder), remedy="free space on the disk") from error
    return into


def _checked(answer: httpx.Response, asked: Request, reply: Reply) -> Reply:
    if reply.size < asked.least_bytes:
        few = f"{asked.name}: {reply.size:,} bytes came, at least {asked.least_bytes:,} are expected"
        raise Truncated(few, place=reply.address, remedy=_LOOK)
    for name in ("repr-digest", "content-digest", "digest"):
        said = _SHA256.search(answer.headers.get(name, ""))
        if said and _decoded(said[1]) != bytes.fromhex(reply.sha256):
            other = f"{asked.name}: the bytes are not those whose SHA-256 the server announces"
            raise Again(IntegrityBroken(other, place=reply.address, remedy=LATER))
    return reply


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""
