"""`/api/manifests` and `/api/jobs`: a customs manifest sent in, its job watched, its answers fetched."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable
from typing import BinaryIO, cast

from litestar import Response, get, post
from litestar.concurrency import sync_to_thread
from litestar.params import FromPath, FromQuery

from sightline.api.answering import REFUSALS, answer, threaded
from sightline.api.caller import Call, bench_of, view_of
from sightline.errors import EnvironmentFailed, UsageError
from sightline.model.view import View
from sightline.service import job_kinds, jobs, uploads
from sightline.service.shape import Json
from sightline.service.workbench import Workbench

RESERVE = 64 * 2**20
"""bytes of disk that manifests leave free"""


class Body:
    """What a request brings, as a stream that is read once; `EnvironmentFailed` where the disk is full."""

    def __init__(self, pull: Callable[[], bytes], room: int) -> None:
        self._pull, self._room, self._left = pull, room, b""

    def read(self, size: int = -1) -> bytes:
        """At most `size` bytes, all that is left for -1, none at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(2**16), b""))
        if not self._left:
            self._left = self._pull()
            self._room -= len(self._left)
            if self._room < 0:
                raise EnvironmentFailed("there is no room for it on the office's disk", remedy="make room")
        taken, self._left = self._left[:size], self._left[size:]
        return taken


@post(
    "/manifests",
    summary="Put a customs manifest to the measures",
    status_code=202,
    request_max_body_size=None,
    responses=REFUSALS,
)
async def send(
    request: Call, name: FromQuery[str] = "manifest", replay: FromQuery[str] = ""
) -> dict[str, Json]:
    """The body is the manifest itself: CSV, UN/EDIFACT CUSCAR or WCO XML. The answer is the job to watch.

    With `replay`, the id of a manifest's certificate, it is answered again as of then and compared.
    """
    view = await sync_to_thread(view_of, request, "screen")
    bench, loop, chunks = bench_of(request), asyncio.get_running_loop(), request.stream()

    def pull() -> bytes:
        return asyncio.run_coroutine_threadsafe(_next(chunks), loop).result()

    id = await sync_to_thread(_ordered, view, bench, name, pull, replay)
    return {"job": (await sync_to_thread(jobs.job, view, bench, id)).as_json()}


async def _next(chunks: AsyncIterator[bytes]) -> bytes:
    """The next bytes that are some; none at the end."""
    async for chunk in chunks:
        if chunk:
            return chunk
    return b""


def _ordered(view: View, bench: Workbench, name: str, pull: Callable[[], bytes], replay: str) -> str:
    body = Body(pull, shutil.disk_usage(bench.folder).free - RESERVE)
    kept = uploads.receive(view, bench, name, cast(BinaryIO, body), "screen")
    if not kept.size:
        raise UsageError("no manifest came with it", remedy="send the file as the body of the request")
    return jobs.enqueue(view, bench, "manifest", job_kinds.ManifestArgs(kept.id, replay))


@answer("/jobs/{job_id:str}", summary="How far a job is, and what came of it")
def job(request: Call, job_id: FromPath[str]) -> dict[str, Json]:
    """A job of this token's user: `state`, `fraction`, `note`, `seconds_left`, `problem`, `result`."""
    return {"job": jobs.job(view_of(request, "read"), bench_of(request), job_id).as_json()}


@post("/jobs/{job_id:str}/cancel", summary="Stop a job", status_code=200, responses=REFUSALS)
@threaded
def cancel(request: Call, job_id: FromPath[str]) -> dict[str, Json]:
    """Stop it at its next step; what was finished stays."""
    view, bench = view_of(request, "screen"), bench_of(request)
    jobs.cancel(view, bench, job_id)
    return {"job": jobs.job(view, bench, job_id).as_json()}


@get("/jobs/{job_id:str}/files/{file:str}", summary="A file a job made", responses=REFUSALS)
@threaded
def file(request: Call, job_id: FromPath[str], file: FromPath[str]) -> Response[bytes]:
    """The bytes themselves: the answered lines of a manifest are `answers.csv`."""
    path = jobs.file(view_of(request, "read"), bench_of(request), job_id, file)
    return Response(
        path.read_bytes(),
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{path.name}"'},
    )


HANDLERS = (send, job, cancel, file)
