"""Addresses that a list in force names are labels: with party, program, day and place, for who may see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from sightline.detectors.coins.labels import read_labels
from sightline.model.marking import PUBLIC
from sightline.model.view import View
from sightline.service import heists, listed_wallets
from sightline.service.detect import detect
from sightline.service.ingest import Options, ingest
from sightline.service.network import network
from sightline.service.network_shape import Asked
from sightline.service.workbench import Workbench
from tests.service.made import RED, SAMPLES, now

SDN = SAMPLES / "ofac.xml"
OURS = "1InventedInventedInventedInvented"
HEAD = "chain,block,tx,index,time,asset,decimals,amount,from_address,to_address\n"
ROWS = (
    f"btc,1,t1,0,2026-01-02T00:00:00Z,BTC,8,700,1Somebody,{OURS}\n"
    f"btc,2,t2,0,2026-01-03T00:00:00Z,BTC,8,300,{OURS},1Till\n"
)
PACK = (
    "title: An invented pack\ncreator: somebody invented\ncurrency: BTC\nlastmod: 2026-01-01\ntags:\n"
    f"  - address: {OURS}\n    label: A hot wallet\n    category: exchange\n    actor: made_up_till\n"
    "    source: https://invented.example/2\n"
    "  - address: 1Till\n    label: Invented Till\n    category: exchange\n"
    "    source: https://invented.example/1\n"
)


def take(bench: Workbench, folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = folder / name.replace("_", ".")
        path.write_text(text)
        done = list(ingest(now(bench), bench, [path], Options(source="press")))
        assert [one.status for one in done] == ["parsed"], done


def later(folder: Path, day: str) -> Path:
    """The same list of another day, without the address."""
    text = SDN.read_text().replace(OURS, "1DifferentDifferentDifferentDiffer")
    path = folder / "later.xml"
    path.write_text(text.replace("05/09/2025", day))
    return path


def labels(bench: Workbench, view: View) -> dict[str, list[str]]:
    lists = listed_wallets.in_force(view, bench)
    with listed_wallets.opened(view, bench, (), ("labels",), lists) as tables:
        found = read_labels(tables["labels"])
    return {address: [one.said() for one in several] for address, several in found.all.items()}


def test_a_label_says_party_program_list_and_day(bench: Workbench) -> None:
    list(ingest(now(bench), bench, [SDN], Options()))
    assert labels(bench, now(bench)) == {
        OURS: [
            "“Invented Given PERSON, on the sanctions list us-ofac-sdn”, sanction "
            "(us-ofac-sdn of 2025-05-09: entry 90001, under DPRK3, NPWMD)"
        ]
    }


def test_what_was_paid_to_a_listed_address_is_found_with_the_place_in_the_list(
    bench: Workbench, tmp_path: Path
) -> None:
    take(bench, tmp_path, transfers_csv=HEAD + ROWS)
    assert list(detect(now(bench), bench, ["crypto_taint"])) == []
    list(ingest(now(bench), bench, [SDN], Options()))
    [version] = listed_wallets.in_force(now(bench), bench)
    [signal] = detect(now(bench), bench, ["crypto_taint"])
    assert any("Invented Given PERSON" in one.text for one in signal.reasons)
    [cite] = [one for one in signal.cites if one.item in version.items]
    held = SDN.read_bytes()[cite.place.start or 0 : (cite.place.end or 0) + 1]
    assert OURS.encode() in held and cite.place.label.startswith("element /sdnList/sdnEntry")
    assert version.manifest in signal.manifests
    assert list(detect(now(bench), bench, ["crypto_taint"])) == [signal]
    [line] = heists.heists(now(bench), bench)
    assert (line.actor, line.listed, line.taken.units) == ("Invented Given PERSON", True, 700)
    [party] = [one for one in network(now(bench), bench, Asked(of=(OURS,))).parties if one.labels]
    assert party.name == "Invented Given PERSON"


def test_on_a_day_of_another_version_the_address_is_no_label(bench: Workbench, tmp_path: Path) -> None:
    list(ingest(now(bench), bench, [SDN, later(tmp_path, "01/20/2026")], Options()))
    before, after = (replace(now(bench), as_of=date(2026, 1, day)) for day in (19, 20))
    assert list(labels(bench, before)) == [OURS]
    assert list(labels(bench, after)) == ["1DifferentDifferentDifferentDiffer"]


def test_labels_of_files_that_say_else_stay_beside_it(bench: Workbench, tmp_path: Path) -> None:
    list(ingest(now(bench), bench, [SDN], Options()))
    take(bench, tmp_path, pack_yaml=PACK, transfers_csv=HEAD + ROWS)
    signals = list(detect(now(bench), bench, ["crypto_taint"]))
    told = [one for signal in signals for one in signal.reasons if "contradict" in one.text]
    assert told and all("A hot wallet" in one.text and "entry 90001" in one.text for one in told)
    assert {len(one.cites) for one in told} == {2}


def test_a_list_of_few_makes_no_label_for_others(bench: Workbench) -> None:
    list(ingest(now(bench), bench, [SDN], Options(marking=RED)))
    assert OURS in labels(bench, now(bench))
    assert not labels(bench, replace(now(bench), clearance=PUBLIC))
    assert not listed_wallets.in_force(now(bench), bench, PUBLIC)


def test_a_list_without_addresses_is_no_part_of_what_coins_rest_on(bench: Workbench) -> None:
    list(ingest(now(bench), bench, [SAMPLES / "un_consolidated.xml"], Options()))
    assert not listed_wallets.in_force(now(bench), bench)
