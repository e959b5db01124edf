"""What is withheld is in no byte of any edition, in any format; the search that proves it finds a leak."""

from __future__ import annotations

import zlib
from contextlib import suppress
from dataclasses import replace

import pytest

from sightline.model.marking import PUBLIC, Marking, Tlp
from sightline.model.report import Dissent, Edition, Paragraph, Report, Section, Sentence
from sightline.reports import docx, html, pdf, redaction, tree_json
from sightline.reports.edition import attached, clearance_of, cut
from sightline.reports.footnotes import Catalogue
from sightline.reports.layout import lay_out
from sightline.reports.query import evident
from tests.reports.sample import CATALOGUE, FINDING, HEARING, cite, marking_of, outline, sha

LEVELS = (Tlp.RED, Tlp.AMBER_STRICT, Tlp.AMBER, Tlp.CLEAR)
WORDS = {
    level: f"Zebrafish quinces {name} vexed the jumbling wizard"
    for level, name in zip(LEVELS, ("alder", "birch", "cedar", "dogwood"), strict=True)
}
TOLD_IN_CONFIDENCE = "Quokkas overheard the nimble confidant in the orchard"


def marked() -> Report:
    """The sample with a paragraph at each level, and a sentence that only the secret item carries."""
    told = tuple(
        Paragraph(
            f"p-{level.name.lower()}",
            (Sentence(f"{words}.", claim=False),),
            dissents=(Dissent("Expert Q", "dissent", f"{words}, says the expert."),),
            marking=Marking(level),
        )
        for level, words in WORDS.items()
    )
    secret = Paragraph("p-source", (Sentence(f"{TOLD_IN_CONFIDENCE}.", (cite("secret"),)),))
    base = outline()
    more = Section("s-marked", "By level", (*told, secret))
    return replace(base, sections=(*base.sections, more))


def made(edition: Edition) -> tuple[dict[str, bytes], tuple[str, ...]]:
    """The files of an edition, and the texts it withholds."""
    known = marking_of
    found = cut(marked(), edition, clearance_of(edition), known)
    findings, hearings = attached(found.report, (FINDING,), (HEARING,), clearance_of(edition), known)
    cited = tree_json.cited_items(found.report, findings, hearings)
    report = evident(found.report, cited, CATALOGUE)
    shown = Catalogue({sha: one for sha, one in CATALOGUE.items.items() if sha in cited}, CATALOGUE.sources)
    laid = lay_out(report, shown)
    files = {
        "pdf": pdf.render(laid).data,
        "docx": docx.render(laid),
        "html": html.render(laid),
        "json": tree_json.published(report, findings, hearings, laid.notes),
    }
    return files, tuple(one.text for one in found.withheld if one.kind != "citation")


@pytest.fixture(scope="module", params=list(Edition))
def edition(request: pytest.FixtureRequest) -> tuple[Edition, dict[str, bytes], tuple[str, ...]]:
    """One edition with its files."""
    files, withheld = made(request.param)
    return request.param, files, withheld


def unpacked(data: bytes) -> bytes:
    """A PDF with every stream that deflate unpacks beside it."""
    found = [data]
    at = 0
    while (at := data.find(b"stream", at)) >= 0:
        start = at + (8 if data[at + 6 : at + 8] == b"\r\n" else 7)
        with suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(data[start:]))
        at += 6
    return b"\n".join(found)


def test_only_what_its_audience_may_read_stands_in_it(
    edition: tuple[Edition, dict[str, bytes], tuple[str, ...]],
) -> None:
    which, files, withheld = edition
    tree = files["json"]
    for level, words in WORDS.items():
        for format, data in files.items():
            shown = bool(redaction.leaks([words], b'{"none":1}\n', {format: data}))
            assert shown is (level <= which.ceiling), (which, level, format)
    assert redaction.leaks(withheld, tree, files) == ()


def test_a_withheld_item_is_named_by_no_byte(
    edition: tuple[Edition, dict[str, bytes], tuple[str, ...]],
) -> None:
    which, files, _ = edition
    marking = marking_of(sha("secret"))
    assert marking is not None
    cleared = marking.level <= which.ceiling and not marking.compartments
    for format, data in files.items():
        sought = (TOLD_IN_CONFIDENCE, sha("secret")[:12])
        held = {one.text for one in redaction.leaks(sought, b'{"none":1}\n', {format: data})}
        assert held == (set(sought) if cleared else set()), (which, format)
    if not cleared:
        assert sha("secret")[:12].encode() not in unpacked(files["pdf"])


@pytest.mark.parametrize("format", ["pdf", "docx", "html", "json"])
def test_a_text_left_in_by_mistake_is_found(format: str) -> None:
    files, _ = made(Edition.INTERNAL)
    found = redaction.leaks([WORDS[Tlp.RED]], b'{"none":1}\n', {format: files[format]})
    assert found == (redaction.Leak(format, WORDS[Tlp.RED]),)


def test_a_text_that_stands_by_its_own_right_is_no_leak() -> None:
    files, _ = made(Edition.INTERNAL)
    assert redaction.leaks([WORDS[Tlp.RED]], files["json"], files) == ()
    assert PUBLIC.level is Tlp.CLEAR


def test_a_commitment_tells_nothing_and_holds_for_one_item() -> None:
    assert redaction.commitment(b"a" * 64) != redaction.commitment(b"b" * 64)
    assert redaction.stated("ab") != redaction.stated("ac")
