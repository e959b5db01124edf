from __future__ import annotations

import json

from sightline.cases.shapes import cites, party, read_party, read_wording, wording
from tests.cases.sample import BANK, WORDING, cite


def test_a_wording_comes_back_as_it_was() -> None:
    body = json.loads(json.dumps(wording(WORDING, "draft")))
    assert read_wording(body) == WORDING
    assert body["state"] == "draft"


def test_a_party_comes_back_as_it_was() -> None:
    assert read_party(json.loads(json.dumps(party(BANK)))) == BANK


def test_citations_have_their_published_shape() -> None:
    assert cites((cite(),)) == [{"item": "a" * 64, "place": "bytes 0-9", "quote": "words"}]
