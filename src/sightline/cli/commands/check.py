"""Ask the measures about one concrete act, and get one answer or what is missing to give it."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from sightline.cli.bench import As, AsOf, KnownAt, call
from sightline.regime.asking import PURPOSES
from sightline.service import check as service

app = typer.Typer(add_completion=False)

FOUND, BROKEN = 1, 5
Text = typer.Option


@app.command()
def check(
    ctx: typer.Context,
    party: Annotated[
        list[str] | None, Text(help="A party, as 'Name | birth_date=1970-01-01'; may be repeated.")
    ] = None,
    vessel: Annotated[
        list[str] | None, Text(help="A vessel by IMO number, MMSI or name; may be repeated.")
    ] = None,
    goods: Annotated[str, Text(help="The goods in words, in English, Korean, Chinese or Russian.")] = "",
    hs: Annotated[str, Text(help="Their HS code, two to ten digits.", metavar="CODE")] = "",
    hs_version: Annotated[
        str, Text(help="The version the code is of; HS 2022 if absent.", metavar="VERSION")
    ] = "",
    quantity: Annotated[str, Text(help="How much, as 525000.", metavar="N")] = "",
    unit: Annotated[str, Text(help="bbl, t, kg, l, m3 or pcs.")] = "",
    basis: Annotated[str, Text(help="shipment (this one alone) or total (all states' in the period).")] = "",
    value: Annotated[
        str, Text(help="The value in US dollars; of a piece where pieces are asked.", metavar="USD")
    ] = "",
    source: Annotated[str, Text("--from", help="The country it comes from.", metavar="COUNTRY")] = "",
    target: Annotated[str, Text("--to", help="The country it goes to.", metavar="COUNTRY")] = "",
    via: Annotated[
        list[str] | None, Text(help="A country on the way; may be repeated.", metavar="COUNTRY")
    ] = None,
    origin: Annotated[str, Text(help="Where the goods were made, if elsewhere.", metavar="COUNTRY")] = "",
    on: Annotated[str, Text(help="The day asked about; today if absent.", metavar="DATE")] = "",
    act: Annotated[
        str, Text("--service", help="A service, as insurance, bunkering, loans.", metavar="WORDS")
    ] = "",
    purpose: Annotated[str, Text(help="Claims an exemption: " + ", ".join(PURPOSES) + ".")] = "",
    contract: Annotated[str, Text(help="The day the contract was made.", metavar="DATE")] = "",
    exemption: Annotated[str, Text(help="The Committee's letter, where there is one.", metavar="REF")] = "",
    fact: Annotated[
        list[str] | None, Text(help="The id of a measure whose asked fact holds.", metavar="ID")
    ] = None,
    replay: Annotated[str, Text(help="Answer a certificate again and compare.", metavar="CERTIFICATE")] = "",
    fail_on_hit: Annotated[
        bool, Text("--fail-on-hit", help="Leave with 1 unless it is not covered.")
    ] = False,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    user: As = None,
) -> None:
    """Ask the measures about one concrete act, and get one answer or what is missing to give it.

    Forbidden, limited, needs notice or approval, not covered, or cannot say.

    The answer is for the day asked, with measure, paragraph, reason, what would change it, the parties
    screened on the way, and how far each rule was verified. It is no legal advice.
    """
    raw = {
        "party": party or [], "vessel": vessel or [], "goods": goods, "hs": hs, "hs_version": hs_version,
        "quantity": quantity, "unit": unit, "basis": basis, "value": value, "from": source, "to": target,
        "via": via or [], "origin": origin, "on": on, "service": act, "purpose": purpose,
        "contract": contract, "exemption": exemption, "facts": fact or [],
    }  # fmt: skip
    with call(ctx, as_of, known_at, user) as it:
        if replay:
            differences = service.replay(it.view, it.bench, replay)
            row = {"certificate": replay, "same": not differences, "differences": differences}
            it.output.line(row, "\n".join(differences) or f"{replay}: the same answer")
            raise typer.Exit(BROKEN if differences else 0)
        found = service.check(it.view, it.bench, raw)
        it.output.line(json.loads(json.dumps(found.as_json())), found.text())
    raise typer.Exit(FOUND if fail_on_hit and found.found else 0)
