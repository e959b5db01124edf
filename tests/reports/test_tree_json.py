from __future__ import annotations

import json
from dataclasses import replace

from sightline.model.report import Sentence
from sightline.reports.layout import lay_out
from sightline.reports.tree_json import cited_items, outline, published, read, written_out
from tests.reports.sample import CATALOGUE, FINDING, HEARING, REPORT, cite, sha
from tests.reports.sample import outline as sample_outline


def test_an_outline_comes_back_as_it_was() -> None:
    assert read(json.loads(json.dumps(outline(sample_outline())))) == sample_outline()
    assert read(outline(REPORT)) == REPORT


def test_a_published_report_can_be_read_again() -> None:
    assert read(json.loads(published(REPORT))) == written_out(REPORT)


def test_references_are_written_out() -> None:
    text = published(REPORT).decode()
    assert "{ref:" not in text
    assert "see paragraph 2" in text
    words = "{ref:p-case} is told, and [en] alone."
    for said, expected in ((words, "Le paragraphe 2"), (f"[en] {words}", "[en] Paragraph 2")):
        opening = replace(REPORT.summary[0], sentences=(Sentence(said, claim=False),))
        french = written_out(replace(REPORT, language="fr", summary=(opening,)))
        assert french.summary[0].sentences[0].text.startswith(expected)


def test_equal_input_gives_equal_canonical_bytes() -> None:
    data = published(REPORT, (FINDING,), (HEARING,), lay_out(REPORT, CATALOGUE).notes)
    assert data == published(REPORT, (FINDING,), (HEARING,), lay_out(REPORT, CATALOGUE).notes)
    shape = json.loads(data)
    assert (
        data == (json.dumps(shape, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n").encode()
    )


def test_findings_hearings_items_and_footnotes_stand_at_the_top() -> None:
    shape = json.loads(published(REPORT, (FINDING,), (HEARING,), lay_out(REPORT, CATALOGUE).notes))
    found = shape["findings"][0]
    assert (found["day"], found["measures"], found["met"]) == ("2016-12-01", ["1718-8d"], "documented")
    assert found["evidence"][0]["cite"] == {"item": sha("press"), "place": "bytes 0-9", "quote": "Invented B"}
    assert found["stances"] == [
        {"expert": "Expert B", "position": "dissent", "text": "Not a service of finance."}
    ]
    assert shape["hearings"][0]["letter"]["item"] == sha("letter")
    assert shape["items"] == sorted(sha(name) for name in ("press", "letter", "reply", "model"))
    assert [note["number"] for note in shape["footnotes"]] == [1, 2, 3, 4]


def test_items_of_letters_and_replies_count_as_cited() -> None:
    assert cited_items(REPORT, (), ()) == {sha("press"), sha("reply"), sha("model")}
    assert cited_items(REPORT, (), (HEARING,)) == {sha("press"), sha("reply"), sha("model"), sha("letter")}


def test_every_citation_has_item_place_and_quote() -> None:
    sentence = json.loads(published(REPORT))["sections"][1]["sections"][0]["blocks"][0]["sentences"][0]
    assert sentence["cites"][0] == {"item": sha("press"), "place": "bytes 0-9", "quote": cite("press").quote}
