"""E-mail as a document to cite."""

from __future__ import annotations

import pytest

from sightline.errors import BadInput, Hostile, SightlineError, Truncated
from sightline.formats import email_message
from sightline.formats.description import Passage
from tests.formats.sample import Bytes, sample

SAMPLE = sample("message.eml")


def read(raw: bytes = SAMPLE.raw) -> list[Passage]:
    return list(email_message.passages(Bytes(raw, "message.eml")))


def test_gives_headers_paragraphs_and_names_of_attachments() -> None:
    texts = [passage.text for passage in read()]
    assert texts[0] == "From: Invented Person One <one@invented.example>"
    assert "Subject: 지어낸 invented letter" in texts
    assert "This letter is invented.\nIt has two lines." in texts
    assert "And a second paragraph, 지어낸." in texts
    assert "This part is invented and encoded." in texts
    assert "An invented part & its markup." in texts
    assert texts[-1] == "attachment invented.pdf"
    assert not any("JVBERi0" in text for text in texts)


def test_a_quotable_passage_stands_at_its_bytes() -> None:
    for passage in read():
        assert passage.place.start is not None and passage.place.end is not None
        shown = SAMPLE.raw[passage.place.start : passage.place.end + 1].decode()
        found = all(token in shown.replace("&amp;", "&") for token in passage.text.split())
        assert found is passage.quotable
    assert [passage.text[:9] for passage in read() if not passage.quotable] == ["Subject: ", "This part"]


def test_reads_a_message_of_one_part_with_windows_line_ends() -> None:
    raw = (
        b"From: a@invented.example\r\nDate: Mon, 5 Jan 2026 09:30:00 +0000\r\n\r\nInvented.\r\n\r\nTwice.\r\n"
    )
    assert [passage.text for passage in read(raw)][2:] == ["Invented.", "Twice."]
    assert email_message.pages(Bytes(raw)) == 1


def test_scripts_and_styles_are_no_text() -> None:
    raw = SAMPLE.raw.replace(b"<p>An", b"<style>p {}</style><script>if (1) {}</script><p>An")
    assert "An invented part & its markup." in [passage.text for passage in read(raw)]


def test_a_missing_end_of_parts_is_truncated() -> None:
    with pytest.raises(Truncated):
        read(SAMPLE.raw.replace(b"--invented--", b""))


def test_parts_without_boundary_are_bad_input() -> None:
    with pytest.raises(BadInput, match="boundary"):
        read(SAMPLE.raw.replace(b'; boundary="invented"', b""))


def nested(depth: int) -> bytes:
    start = b"From: a@invented.example\nMIME-Version: 1.0\n"
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (level, level) for level in range(depth)
    )
    closed = b"".join(b"\n--b%d--" % level for level in reversed(range(depth)))
    return start + opened + b"Content-Type: text/plain\n\nInvented." + closed + b"\n"


def test_parts_in_parts_are_read_to_a_depth() -> None:
    assert read(nested(email_message.DEEPEST))[-1].text == "Invented."
    with pytest.raises(Hostile, match="nested"):
        read(nested(email_message.DEEPEST + 1))


def test_too_many_bytes_are_hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email_message, "MOST_BYTES", SAMPLE.size - 1)
    with pytest.raises(Hostile, match="bytes"):
        read()


def test_a_cut_before_the_end_of_parts_is_bad_input() -> None:
    begun = SAMPLE.raw.index(b'boundary="invented"') + len(b'boundary="invented"')
    for cut in range(begun, SAMPLE.raw.index(b"--invented--") + len(b"--invented-")):
        with pytest.raises(BadInput):
            read(SAMPLE.raw[:cut])


@pytest.mark.slow
def test_a_flipped_byte_is_read_or_refused_but_never_breaks_us() -> None:
    for at in range(len(SAMPLE.raw)):
        for flip in (0x02, 0x20, 0x80):
            raw = bytearray(SAMPLE.raw)
            raw[at] ^= flip
            try:
                read(bytes(raw))
            except SightlineError:
                continue
