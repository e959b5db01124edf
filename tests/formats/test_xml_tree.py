"""XML lists as a stream of small trees."""

from __future__ import annotations

import pytest

from sightline.errors import BadInput, FormatChanged, Hostile, Truncated
from sightline.formats.source import CHUNK, LONGEST
from sightline.formats.xml_tree import PASSED_OVER, TEXT, Element, Shape, TreeReader, known
from tests.formats.sample import Bytes

NAME = Shape(attributes=frozenset({"lang"}))
ONE = Shape(
    inside={"name": NAME, "kind": TEXT, "extra": PASSED_OVER},
    attributes=frozenset({"id"}),
    many=frozenset({"name"}),
    needs=("@id", "name"),
)
ROOT = Shape(inside={"one": ONE}, many=frozenset({"one"}), attributes=frozenset({"day"}), needs=("one",))
LIST = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<list xmlns="urn:x" day="2020-01-02"><one id="1">'
    "<name lang='kor'> 이름 </name><name>A &amp; B</name><kind/><extra a='1'><b>c</b></extra>"
    '</one><one id="2"><name>B</name></one></list>'
).encode()


def read(raw: bytes = LIST) -> list[Element]:
    return list(TreeReader(Bytes(raw), "list", ROOT).elements())


def test_gives_texts_and_attributes_with_their_bytes() -> None:
    first, second = read()
    assert [leaf.text for leaf in first.texts("name")] == ["이름", "A & B"]
    name = first.texts("name")[0]
    assert LIST[name.start : name.end].decode() == "이름"
    assert str(name.place).startswith("element /list/one[1]/name[1] · bytes ")
    lang = first.all("name")[0].attributes["lang"]
    assert lang.text == "kor" and LIST[lang.start : lang.end] == b"kor"
    assert lang.path == "/list/one[1]/name[1]/@lang"
    assert second.attributes["id"].text == "2"
    place = first.place
    assert place.start is not None and place.end is not None
    assert LIST[place.start : place.end + 1].startswith(b'<one id="1">')
    assert LIST[place.start : place.end + 1].endswith(b"</one>")


def test_an_escaped_text_stands_at_its_whole_bytes() -> None:
    escaped = read()[0].texts("name")[1]
    assert not escaped.exact and LIST[escaped.start : escaped.end] == b"A &amp; B"
    assert escaped.part(0, 1) == escaped.place


def test_passes_over_what_is_named_so_and_leaves_out_what_is_empty() -> None:
    first = read()[0]
    assert [one.tag for one in first.inside] == ["name", "name", "kind"]
    assert first.text_of("kind") is None


def test_knows_the_attributes_of_the_root() -> None:
    reader = TreeReader(Bytes(LIST), "list", ROOT)
    next(iter(reader.elements()))
    assert reader.attributes["day"].text == "2020-01-02"


def test_places_hold_across_chunks() -> None:
    many = b"<one id='%d'><name>Invented name %d</name></one>"
    raw = b"<list>" + b"".join(many % (n, n) for n in range(CHUNK // 20)) + b"</list>"
    for number, one in enumerate(read(raw)):
        leaf = one.texts("name")[0]
        assert raw[leaf.start : leaf.end].decode() == f"Invented name {number}"
        held = one.attributes["id"]
        assert raw[held.start : held.end].decode() == str(number)


CHANGED = {
    "unknown element": (b"<kind/>", b"<other/>", "unknown element other"),
    "unknown root": (b"list", b"lest", "unknown element lest"),
    "unknown attribute": (b"lang=", b"tongue=", "unknown attribute tongue"),
    "a second of what stands once": (b"<kind/>", b"<kind/><kind/>", "second element kind"),
    "no attribute": (b' id="2"', b"", "no attribute id"),
    "an empty attribute": (b' id="2"', b' id=""', "no attribute id"),
    "no element": (b"<name>B</name>", b"", "no element name"),
    "an empty element": (b"<name>B</name>", b"<name> </name>", "no element name"),
    "text between elements": (b"<kind/>", b"stray<kind/>", "unexpected text"),
    "processing instruction": (b"<kind/>", b"<?x y?><kind/>", "processing instruction"),
}


@pytest.mark.parametrize(("old", "new", "named"), CHANGED.values(), ids=CHANGED)
def test_stops_at_what_no_shape_names(old: bytes, new: bytes, named: str) -> None:
    with pytest.raises(FormatChanged, match=named) as refusal:
        read(LIST.replace(old, new))
    assert refusal.value.place and "element /" in refusal.value.place


def test_refuses_what_is_cut_hostile_or_no_xml() -> None:
    for cut in range(1, len(LIST), 5):
        with pytest.raises(BadInput):
            read(LIST[:cut])
    with pytest.raises(Truncated):
        read(LIST[:-1])
    with pytest.raises(Hostile, match="document type"):
        read(LIST.replace(b"<list", b"<!DOCTYPE x [<!ENTITY a 'b'>]><list", 1))
    with pytest.raises(Hostile, match="longer than"):
        read(LIST.replace(b"A &amp; B", b"x" * (LONGEST + 2 * CHUNK)))
    with pytest.raises(BadInput, match="ISO-8859-1"):
        read(LIST.replace(b"UTF-8", b"ISO-8859-1"))
    with pytest.raises(BadInput, match="not well-formed"):
        read(b"<list><one id='1'></two></list>")


def test_names_all_it_knows() -> None:
    assert set(known(ROOT)) == {
        "@day", "one", "one/@id", "one/name", "name/@lang", "one/kind", "one/extra",
    }  # fmt: skip


@pytest.mark.slow
def test_gives_the_elements_of_what_is_opened_one_by_one_however_long_it_is() -> None:
    many = Shape(inside={"one": ONE}, many=frozenset({"one"}), needs=("one",), opened=True)
    root = Shape(inside={"ones": many}, needs=("ones",))
    one = b"<one id='%d'><name>" + b"x" * 1000 + b"</name></one>"
    raw = b"<list><ones>" + b"".join(one % n for n in range(LONGEST // 1000 + 100)) + b"</ones></list>"
    assert len(raw) > LONGEST
    found = list(TreeReader(Bytes(raw), "list", root).elements())
    assert len(found) == LONGEST // 1000 + 100
    assert found[-1].path == f"/list/ones/one[{len(found)}]"
    with pytest.raises(FormatChanged, match="no element one"):
        list(TreeReader(Bytes(b"<list><ones></ones></list>"), "list", root).elements())


def test_an_empty_element_ends_with_its_own_tag() -> None:
    inner = Shape(inside={"kind": TEXT}, attributes=frozenset({"id"}))
    root = Shape(inside={"one": inner}, many=frozenset({"one"}))
    raw = b"<list><one id='1'/><one id='2'><kind/></one></list>"
    places = [one.place for one in TreeReader(Bytes(raw), "list", root).elements()]
    assert [raw[place.start : (place.end or 0) + 1] for place in places] == [
        b"<one id='1'/>", b"<one id='2'><kind/></one>",
    ]  # fmt: skip
