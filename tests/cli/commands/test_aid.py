"""`sightline aid`: the guide, a list, a request, an exemption from record to verified certificate."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Sightline

REQUEST = "organisation: Invented Relief\ntitle: Invented wells\n"
EXEMPTION = """reference: S/AC.49/2026/INV.1
organisation: Invented Relief
title: Invented wells
valid_from: 2026-01-01
valid_to: 2026-09-30
items:
  - {item: hand pumps, hs: '841381', quantity: '40', unit: pieces}
"""


def test_from_the_list_to_a_certificate_that_verifies(sightline: Sightline, tmp_path: Path) -> None:
    items, request, exemption = (tmp_path / name for name in ("items.csv", "request.yaml", "exemption.yaml"))
    items.write_text("item,hs,quantity,unit\nhand pumps,841381,40,pieces\n")
    request.write_text(REQUEST)
    exemption.write_text(EXEMPTION)
    assert sightline("aid", "guide").line["guide"]["covered_measure"] == "humanitarian-2664"
    assert sightline("aid", "check", items, "--as-of", "2026-03-02").line["says"] == "needs an exemption"
    refused = sightline("aid", "request", request, "--items", items, "--out", tmp_path)
    assert refused.code == 4 and "the request lacks" in refused.said
    draft = sightline(
        "aid", "request", request, "--items", items, "--out", tmp_path, "--draft", "--format", "docx"
    )
    assert draft.code == 0 and Path(draft.line["path"]).read_bytes().startswith(b"PK")
    id = sightline("aid", "record", exemption, "--why", "letter published").line["id"]
    assert sightline("aid", "check", items, "--as-of", "2026-03-02").line["exemption"] == "S/AC.49/2026/INV.1"
    made = tmp_path / "certificate.json"
    key = sightline("aid", "certificate", id, "--out", made).line["key"]
    good = sightline("verify", made, "--key", key, "--on", "2026-03-02")
    assert (good.code, good.line["holds"]) == (0, True)
    assert sightline("verify", made, "--key", key, "--on", "2026-10-01").code == 1
    made.write_bytes(made.read_bytes().replace(b"hand pumps", b"fast pumps"))
    assert sightline("verify", made, "--key", key).code == 5
    assert sightline("aid", "move", id, "refused", "--why", "x").code == 2
    sightline("aid", "move", id, "ended", "--why", "the project ended")
    assert [one["to"] for one in sightline("aid", "show", id).line["moves"]] == ["approved", "ended"]
    assert sightline("aid", "list").line["valid_on_day"] is False
