"""PDF as a document to cite."""

from __future__ import annotations

import pytest

from sightline.errors import BadInput, Hostile, SightlineError, Truncated
from sightline.formats import pdf
from sightline.formats.source import Readable
from sightline.model.place import Place
from tests.formats import made_pdf
from tests.formats.sample import Bytes

TWO = Bytes(made_pdf.pdf("This page is invented.", "And a second one."), "two.pdf")


def test_gives_a_passage_a_page_with_its_box() -> None:
    first, second = pdf.passages(TWO)
    assert (first.place, first.text) == (Place("page 1 box 0,0,300,200.5"), "This page is invented.")
    assert (second.place, second.text) == (Place("page 2 box 0,0,300,200.5"), "And a second one.")
    assert Place.parse(str(first.place)) == first.place
    assert pdf.pages(TWO) == 2


def test_an_encrypted_file_is_named_as_such() -> None:
    with pytest.raises(BadInput, match="encrypted") as refusal:
        pdf.pages(Bytes(made_pdf.pdf("Invented", encrypted=True), "locked.pdf"))
    assert refusal.value.remedy and "password" in refusal.value.remedy


def test_a_broken_file_is_bad_input() -> None:
    with pytest.raises(BadInput, match="broken"):
        pdf.pages(Bytes(b"%PDF-1.4\nnothing of a PDF\n%%EOF\n", "broken.pdf"))


def test_a_cut_anywhere_is_bad_input() -> None:
    for cut in range(0, len(TWO.raw) - 2, 3):
        with pytest.raises(Truncated):
            list(pdf.passages(Bytes(TWO.raw[:cut], "cut.pdf")))


def test_too_many_pages_are_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_PAGES", 2)
    assert pdf.pages(TWO) == 2
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(Hostile, match="2 pages"):
        pdf.pages(TWO)


def test_too_many_bytes_are_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_BYTES", TWO.size)
    assert pdf.pages(TWO) == 2
    monkeypatch.setattr(pdf, "MOST_BYTES", TWO.size - 1)
    with pytest.raises(Hostile, match="bytes"):
        pdf.pages(TWO)


def read(item: Readable) -> None:
    list(pdf.passages(item))


def test_a_flipped_byte_is_read_or_refused_but_never_breaks_us() -> None:
    for at in range(0, len(TWO.raw), 3):
        raw = bytearray(TWO.raw)
        raw[at] ^= 0x10
        try:
            read(Bytes(bytes(raw), "flipped.pdf"))
        except SightlineError:
            continue
