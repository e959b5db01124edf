from __future__ import annotations

from xml.etree import ElementTree

from sightline.reports.footnotes import Note, Part
from sightline.reports.footnotes_xml import footnotes_xml
from tests.reports.sample import cite, sha

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = (
    Note(1, (Part(cite("press"), "press & <co>"), Part(cite("reply"), "reply"))),
    Note(2, words="No\x01."),
)


def test_each_note_carries_its_words_whatever_they_are() -> None:
    root = ElementTree.fromstring(footnotes_xml(NOTES, {}))
    words = ["".join(t.text or "" for t in note.iter(f"{W}t")).strip() for note in root]
    assert words == ["", "", "press & <co>; reply.", "No."]


def test_in_a_document_from_the_right_notes_are_set_from_there_and_english_is_set_apart() -> None:
    arabic = Note(3, words="رأي مخالف.")
    one, _, other = list(ElementTree.fromstring(footnotes_xml((*NOTES, arabic), {}, rtl=True)))[2:]
    assert one.find(f".//{W}bidi") is not None and one.find(f".//{W}rtl") is None
    assert "".join(t.text or "" for t in one.iter(f"{W}t")).strip() == "\u2066press & <co>; reply.\u2069"
    assert other.find(f".//{W}bidi") is not None and other.find(f".//{W}rtl") is not None
    assert b"bidi" not in footnotes_xml((*NOTES, arabic), {})


def test_only_what_has_a_bookmark_is_a_link() -> None:
    root = ElementTree.fromstring(footnotes_xml(NOTES, {sha("press"): "mark"}))
    assert [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink")] == ["mark"]
