"""One file from a server that serves, stalls, cuts short, redirects and lies."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from sightline.errors import (
    BadInput,
    EnvironmentFailed,
    FormatChanged,
    Hostile,
    IntegrityBroken,
    SightlineError,
    Truncated,
)
from sightline.service.fetching import Limits, Network, Reply, Request, fetch
from tests.service import publishing
from tests.service.publishing import Answer, Server, by_turns, redirect, serving, status, whole

pytestmark = pytest.mark.slow

BODY = b"<list>" + b"invented " * 200 + b"</list>"
MOST = 100_000
QUICK = Limits(connect=5, read=5, total=20, pause=0.001, longest_pause=0.01, attempts=3, redirects=3)
PLAIN = Network(QUICK)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as made:
        yield made


def request(server: Server, **changed: Any) -> Request:
    asked = Request("list.xml", server.address("/list.xml"), ("text/xml",), 10, MOST, lambda host: False)
    return replace(asked, **changed)


def got(asked: Request, folder: Path, network: Network = PLAIN) -> Reply:
    return asyncio.run(fetch(asked, network, folder, lambda done, of: None))


def digest(body: bytes) -> str:
    return "sha-256=:" + base64.b64encode(hashlib.sha256(body).digest()).decode() + ":"


TAKEN: dict[str, Answer] = {
    "a plain answer": whole(BODY),
    "bytes of no particular type": whole(BODY, "application/octet-stream"),
    "a type with its letters": whole(BODY, "Text/XML; charset=UTF-8"),
    "a digest that is right": whole(BODY, Repr_Digest=digest(BODY)),
    "cut short once, then whole": by_turns(publishing.truncated(BODY, 100), whole(BODY)),
    "hung up once, then whole": by_turns(publishing.hang_up, whole(BODY)),
    "not ready twice, then whole": by_turns(status(503), status(429, Retry_After="0"), whole(BODY)),
    "wrong digest once, then whole": by_turns(whole(BODY, Repr_Digest=digest(b"other")), whole(BODY)),
    "moved within the host": redirect("/moved"),
    "moved as often as is allowed": redirect("/one"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken(name: str, server: Server, tmp_path: Path) -> None:
    server.answers = {"/list.xml": TAKEN[name], "/moved": whole(BODY), "/one": redirect("/two"),
                      "/two": redirect("/moved")}  # fmt: skip
    reply = got(request(server), tmp_path)
    assert reply.file is not None
    with reply.file as file:
        assert file.read() == BODY
    assert (reply.sha256, reply.size) == (hashlib.sha256(BODY).hexdigest(), len(BODY))
    assert list(tmp_path.iterdir()) == []


def error_page(body: bytes) -> Answer:
    return whole(body, "text/html")


REFUSED: dict[str, tuple[Answer, type[SightlineError], str, int]] = {
    "cut short every time": (publishing.truncated(BODY, 100), Truncated, "3 attempts", 3),
    "hung up every time": (publishing.hang_up, Truncated, "3 attempts", 3),
    "not ready every time": (status(503), EnvironmentFailed, "answered 503", 3),
    "not there": (status(404), EnvironmentFailed, "answered 404", 1),
    "forbidden": (status(403), EnvironmentFailed, "answered 403", 1),
    "nothing new though nothing was asked": (status(304), EnvironmentFailed, "answered 304", 1),
    "nothing at all": (whole(b""), Truncated, "0 bytes came", 1),
    "one byte too few": (whole(b"<" * 9), Truncated, "9 bytes came", 1),
    "a page of words": (error_page(BODY), FormatChanged, "sends text/html", 1),
    "announced as too large": (whole(b"<" * (MOST + 1)), Hostile, "at most 100,000", 1),
    "too large without saying so": (publishing.endless(), Hostile, "at most 100,000", 1),
    "packed": (whole(BODY, Content_Encoding="gzip"), FormatChanged, "packed as gzip", 1),
    "other bytes than announced": (
        whole(BODY, Repr_Digest=digest(b"other")), IntegrityBroken, "announces", 3
    ),
    "a circle": (redirect("/list.xml"), BadInput, "in a circle", 1),
    "a longer circle": (redirect("/there"), BadInput, "in a circle", 1),
    "once more than is allowed": (redirect("/zero"), BadInput, "too often", 1),
    "to another host": (redirect("http://publisher.invalid/"), BadInput, "another host: publisher.inv", 1),
    "to a file of this machine": (redirect("file:///etc/passwd"), BadInput, "redirected", 1),
    "to another scheme": (redirect("https://127.0.0.1/"), BadInput, "from http to https", 1),
    "to nowhere": (status(302), BadInput, "to nowhere", 1),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str, server: Server, tmp_path: Path) -> None:
    answer, kind, says, times = REFUSED[name]
    server.answers = {
        "/list.xml": answer,
        "/there": redirect("/list.xml"),
        "/zero": redirect("/one"),
        "/one": redirect("/two"),
        "/two": redirect("/three"),
        "/three": whole(BODY),
    }
    with pytest.raises(kind, match=says) as problem:
        got(request(server), tmp_path)
    assert type(problem.value) is kind and problem.value.remedy and problem.value.place
    assert server.asked["/list.xml"] == times
    assert list(tmp_path.iterdir()) == []


def test_exactly_as_large_and_as_small_as_is_allowed(server: Server, tmp_path: Path) -> None:
    server.answers = {"/list.xml": whole(b"<" * MOST), "/small": whole(b"<" * 10)}
    for path, size in (("/list.xml", MOST), ("/small", 10)):
        reply = got(request(server, address=server.address(path)), tmp_path)
        assert reply.file is not None and reply.size == size
        reply.file.close()


STALLS = {
    "silent from the first": (publishing.stalled(BODY), replace(QUICK, read=0.05), "did not answer in time"),
    "silent in the middle": (publishing.stalled(BODY, 50), replace(QUICK, read=0.05), "did not answer"),
    "a byte now and then": (publishing.trickling(), replace(QUICK, total=0.3), "not complete after 0.3 s"),
    "silent beyond all time": (publishing.stalled(BODY), replace(QUICK, total=0.2), "not complete after"),
}


@pytest.mark.parametrize("name", STALLS)
def test_what_takes_too_long(name: str, server: Server, tmp_path: Path) -> None:
    answer, limits, says = STALLS[name]
    server.answers = {"/list.xml": answer}
    asked = request(server, most_bytes=10**10)
    with pytest.raises(EnvironmentFailed, match=says):
        got(asked, tmp_path, Network(limits))


def test_nobody_listens(tmp_path: Path) -> None:
    with serving() as server:
        asked = request(server)
    with pytest.raises(EnvironmentFailed, match="cannot be reached"):
        got(asked, tmp_path)


CONDITIONS = {
    "by its tag": ({"ETag": '"one"'}, {"etag": '"one"'}),
    "by its day": (
        {"Last-Modified": "Mon, 02 Mar 2026 09:30:00 GMT"},
        {"last_modified": "Mon, 02 Mar 2026 09:30:00 GMT"},
    ),
}


@pytest.mark.parametrize("name", CONDITIONS)
def test_only_what_is_new_is_sent(name: str, server: Server, tmp_path: Path) -> None:
    headers, known = CONDITIONS[name]
    server.answers = {"/list.xml": whole(BODY, **{key.replace("-", "_"): to for key, to in headers.items()})}
    same = got(request(server, **known), tmp_path)
    assert same.file is None and same.size == 0
    other = got(request(server, **dict.fromkeys(known, "another")), tmp_path)
    assert other.file is not None
    other.file.close()


def test_a_host_that_may_answer_may_be_redirected_to(server: Server, tmp_path: Path) -> None:
    server.answers = {"/list.xml": redirect(server.address("/there", "localhost")), "/there": whole(BODY)}
    with pytest.raises(BadInput, match="another host: localhost"):
        got(request(server), tmp_path)
    reply = got(request(server, allows=lambda host: host == "localhost"), tmp_path)
    assert reply.address.endswith("/there") and reply.file is not None
    reply.file.close()


def test_over_tls_and_never_down_from_it(server: Server, tmp_path: Path) -> None:
    guarded, trusting = publishing.certified(tmp_path)
    network = Network(QUICK, trusting)
    with serving(guarded) as secure:
        secure.answers = {"/list.xml": whole(BODY), "/down": redirect(server.address("/list.xml"))}
        server.answers = {"/list.xml": whole(BODY)}
        reply = got(request(secure), tmp_path / ".", network)
        assert reply.size == len(BODY) and reply.file is not None
        reply.file.close()
        with pytest.raises(BadInput, match="from https to http"):
            got(request(secure, address=secure.address("/down")), tmp_path, network)
        with pytest.raises(EnvironmentFailed, match="cannot be reached"):
            got(request(secure), tmp_path)  # nobody vouches for it
    assert server.asked["/list.xml"] == 0


def test_pauses_grow_and_end(server: Server, tmp_path: Path) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    limits = replace(QUICK, attempts=6, pause=1.0, longest_pause=5.0)
    server.answers = {"/list.xml": by_turns(*[status(503)] * 4, status(503, Retry_After="4"))}
    with pytest.raises(EnvironmentFailed):
        got(request(server), tmp_path, Network(limits, sleep=sleep))
    assert slept == [1.0, 2.0, 4.0, 5.0, 5.0]
