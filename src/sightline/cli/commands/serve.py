"""Serve the workbench and the API."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sightline.cli.bench import call
from sightline.errors import UsageError
from sightline.service.access import welcome_link
from sightline.web.serve import Transport, require_free
from sightline.web.serve import serve as run

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Processes that answer.")] = 1,
    certificate: Annotated[
        Path | None, typer.Option(help="TLS certificate, PEM.", exists=True, dir_okay=False, metavar="FILE")
    ] = None,
    key: Annotated[
        Path | None, typer.Option(help="Its private key, PEM.", exists=True, dir_okay=False, metavar="FILE")
    ] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy on this machine has TLS and says who asks.")
    ] = False,
    working: Annotated[
        bool, typer.Option("--worker/--no-worker", help="Do the jobs people order, beside answering.")
    ] = True,
) -> None:
    """Serve the workbench and the API."""
    if (certificate is None) != (key is None):
        raise UsageError(
            "a certificate goes with its key", remedy="give both --certificate and --key, or neither"
        )
    transport = Transport(certificate, key, behind_proxy)
    scheme = "https" if certificate else "http"
    require_free(host, port)
    with call(ctx) as it:
        if link := welcome_link(it.bench, "administrator"):
            it.output.note(f"first visit, good once: {scheme}://{host}:{port}/welcome/{link}")
        run(it.bench, host, port, workers, transport, working)
