"""Who is found and why, and beside every hit a near miss."""

from pathlib import Path

import pytest

from sightline.matching.replay import combine, score_from_forms
from sightline.model.marking import Marking
from sightline.model.screening import Query
from sightline.model.view import View
from sightline.screening.engine import DEFAULT_THRESHOLD, answer, answers, screen
from sightline.screening.index import Index
from tests.lake.factory import VIEW, entry
from tests.screening.lists import index_of

KIM, BANK, SHIPPING, STAR = "un-KPi.901", "un-KPe.902", "un-KPe.903", "v-1"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("list"))


ALERTS = {
    "the name": (Query(name="Kim Invented Nam"), KIM),
    "another order, another case": (Query(name="NAM, Kim Invented"), KIM),
    "an alias written together": (Query(name="Kim Ilinvented"), KIM),
    "a letter off": (Query(name="Kim Invemted Nam"), KIM),
    "a weak alias": (Query(name="Fox"), KIM),
    "without the form of company": (Query(name="Invented Shipping"), SHIPPING),
    "full width and invisible": (Query(name="ＫＩＭ\u200b Invented Nam"), KIM),
    "one of the asker's own aliases": (Query(name="Somebody", aliases=("Kim Invented Nam",)), KIM),
}
NO_ALERTS = {
    "one word of three": Query(name="Kim"),
    "two words of three": Query(name="Kim Jong Nam"),
    "common words": Query(name="Bank"),
    "nobody": Query(name="Jane Innocent"),
    "far too many letters off": Query(name="Kam Umvemted Nom"),
}


@pytest.mark.parametrize(("query", "entity"), ALERTS.values(), ids=ALERTS)
def test_an_alert_and_no_match_on_a_name_alone(index: Index, query: Query, entity: str) -> None:
    first = screen(VIEW, [index], query)[0]
    assert (first.entity, first.alert, first.match) == (entity, True, False)


@pytest.mark.parametrize("query", NO_ALERTS.values(), ids=NO_ALERTS)
def test_no_alert(index: Index, query: Query) -> None:
    assert screen(VIEW, [index], query) == []


MATCHES = {
    "name and birth date": (Query(name="Kim Invented Nam", birth_date="1970-02-19"), KIM),
    "name and year": (Query(name="Kim Invented Nam", birth_date="1970"), KIM),
    "name and nationality": (Query(name="Kim Invented Nam", nationality="PRK"), KIM),
    "a passport alone": (Query(identifier="PS 654320876"), KIM),
    "a passport under another name": (Query(name="Jane Innocent", identifier="PS654320876"), KIM),
    "a BIC": (Query(bic="KDBKKPPY"), BANK),
    "a BIC of eleven": (Query(name="Some Bank", bic="KDBKKPPYXXX"), BANK),
    "name and address": (Query(name="Invented Daesong Bank", address="Invented Street 7"), BANK),
    "a company's IMO number": (Query(imo="1790183"), SHIPPING),
    "a ship's IMO number": (Query(imo="IMO 8905490"), STAR),
    "name and MMSI": (Query(name="Invented Star 7", mmsi="445123000"), STAR),
}
NO_MATCHES = {
    "name and another birth date": Query(name="Kim Invented Nam", birth_date="1985-01-01"),
    "nationality does not outweigh a birth date": Query(
        name="Kim Invented Nam", birth_date="1985-01-01", nationality="kp"
    ),
    "a year apart": Query(name="Kim Invented Nam", birth_date="1971"),
    "another nationality": Query(name="Kim Invented Nam", nationality="cn"),
    "the kind alone": Query(name="Kim Invented Nam", schema="Person"),
    "another passport": Query(name="Kim Invented Nam", identifier="PS654320877"),
    "an MMSI without a name": Query(mmsi="445123000"),
    "a ship's name with another IMO number": Query(name="Invented Star 7", imo="9033969", mmsi="445123000"),
    "another bank's BIC": Query(name="Invented Daesong Bank", bic="KDBKKPPZ"),
}


@pytest.mark.parametrize(("query", "entity"), MATCHES.values(), ids=MATCHES)
def test_a_match(index: Index, query: Query, entity: str) -> None:
    first = screen(VIEW, [index], query)[0]
    assert (first.entity, first.match, first.alert) == (entity, True, True)


@pytest.mark.parametrize("query", NO_MATCHES.values(), ids=NO_MATCHES)
def test_no_match(index: Index, query: Query) -> None:
    assert not any(hit.match for hit in screen(VIEW, [index], query))


def test_what_speaks_against_takes_the_alert_and_stays_visible(index: Index) -> None:
    query = Query(name="Invented Nam", birth_date="1950", nationality="cn", schema="Vessel")
    hit = screen(VIEW, [index], query)[0]
    assert (hit.entity, hit.alert, hit.match) == (KIM, False, False)
    assert [reason.score for reason in hit.reasons[1:]] == [-1.0, -1.0, -1.0]


def test_the_threshold_itself_is_an_alert_and_a_hair_above_is_not(index: Index) -> None:
    query = Query(name="The Fox")
    score = screen(VIEW, [index], query)[0].score
    assert screen(VIEW, [index], query, score)[0].alert
    assert screen(VIEW, [index], query, score + 0.0002) == []


COMMON = (
    entry("k-1", name="Kim Yong Chol", birthDate="1946-03-05", nationality="kp"),
    entry("k-2", start=900, name="Ra Kyong Thaek", birthDate="1946", nationality="kp"),
)
SUPPORT = {
    "a common name and a nationality": (Query(name="Kim Yong Chol", nationality="kp"), False),
    "a common name and a year": (Query(name="Kim Yong Chol", birth_date="1946"), False),
    "a common name and a day": (Query(name="Kim Yong Chol", birth_date="1946-03-05"), True),
    "a rare name alone": (Query(name="Ra Kyong Thaek"), False),
    "a rare name and a nationality": (Query(name="Ra Kyong Thaek", nationality="kp"), True),
    "a rare name and a year": (Query(name="Ra Kyong Thaek", birth_date="1946"), True),
}


@pytest.mark.parametrize(("query", "match"), SUPPORT.values(), ids=SUPPORT)
def test_what_a_common_name_needs_for_a_match(tmp_path: Path, query: Query, match: bool) -> None:
    first = screen(VIEW, [index_of(tmp_path, COMMON)], query)[0]
    assert (first.alert, first.match) == (True, match)


def test_it_says_what_would_change_the_answer(index: Index) -> None:
    first = screen(VIEW, [index], Query(name="Kim Invented Nam"))[0]
    assert any("far from 1970 would lower the score to" in said for said in first.would_change)
    told = Query(name="Kim Invented Nam", birth_date="1970", schema="Person", country="kp")
    assert screen(VIEW, [index], told)[0].would_change == ()


def test_a_birth_date_lifts_a_name_that_is_less_close(index: Index) -> None:
    less = Query(name="Kim Invented Nam Su Ho Ryol")
    (alone,) = screen(VIEW, [index], less, 0.1)
    (helped,) = screen(VIEW, [index], Query(name=less.name, birth_date="1970-02-19"), alone.score + 0.01)
    assert helped.alert and helped.entity == alone.entity == KIM


def test_many_at_once_are_answered_as_one_by_one(index: Index) -> None:
    queries = [query for query, _ in (*ALERTS.values(), *MATCHES.values())] + list(NO_ALERTS.values())
    assert answers(VIEW, [index], queries) == [answer(VIEW, [index], query) for query in queries]


def test_of_several_as_near_the_first_by_reference_is_the_nearest(tmp_path: Path) -> None:
    twins = [
        index_of(
            tmp_path / name,
            [entry(f"t-{name}", name="Ra Kyong Invented", listing=f"{reference}@2016-03-02")],
            list=name,
            item=item,
        )
        for name, reference, item in (("one", "KPi.9", "a"), ("two", "KPi.7", "b"))
    ]
    near = answer(VIEW, twins, Query(name="Ra Invemted"), 0.99).nearest
    assert near and (near.entity, near.reference) == ("t-two", "KPi.7")


def test_every_score_can_be_computed_again(index: Index) -> None:
    for query, _ in (*ALERTS.values(), *MATCHES.values()):
        for hit in screen(VIEW, [index], query, 0.3):
            assert combine([dict(reason.forms) for reason in hit.reasons]) == hit.score
            for reason in hit.reasons:
                assert score_from_forms(dict(reason.forms)) == reason.score
                assert reason.cites and reason.text


def test_no_hit_names_the_nearest(index: Index) -> None:
    found = answer(VIEW, [index], Query(name="Kim Jong Nam"))
    assert found.hits == () and found.nearest
    assert found.nearest.entity == KIM and found.nearest.score < DEFAULT_THRESHOLD


def test_lists_are_merged_in_one_order_and_hidden_ones_are_not_there(index: Index, tmp_path: Path) -> None:
    other = index_of(
        tmp_path / "b", [entry("b-1", name="Kim Invented Nam", listing="B.1@2020")], list="b", item="b"
    )
    secret = index_of(
        tmp_path / "c",
        [entry("c-1", name="Kim Invented Nam")],
        list="c",
        item="c",
        marking=Marking.parse("RED"),
    )
    query = Query(name="Kim Invented Nam")
    expected = [("b", "b-1"), ("un-sc", KIM)]
    for order in ([index, other, secret], [secret, other, index]):
        assert [(hit.list, hit.entity) for hit in screen(VIEW, order, query)] == expected
    assert answer(VIEW, [index, secret], query) == answer(VIEW, [index], query)
    cleared = View("cleared", Marking.parse("RED"), VIEW.as_of, VIEW.known_at)
    assert len(screen(cleared, [index, other, secret], query)) == 3
    assert len(screen(cleared, [index, other, secret], query, limit=2)) == 2
    whole, cut = (answer(cleared, [index, other, secret], query, limit=limit) for limit in (3, 2))
    assert len(whole.hits) == 3 and not whole.notes
    assert len(cut.hits) == 2 and "more than 2 listed parties" in cut.notes[0]


BAD = [
    "",
    " ",
    "\0",
    "\u200b",
    "\ud800",
    "x" * 10_000,
    "😀",
    "'; DROP TABLE",
    "𝕂𝕚𝕞",
    "a " * 5000,
    "%s{}\\",
    "\u202eKim",
]


@pytest.mark.parametrize("name", BAD, ids=range(len(BAD)))
def test_nothing_that_can_be_typed_breaks_it(index: Index, name: str) -> None:
    fields = ("schema", "birth_date", "nationality", "country", "imo", "mmsi", "bic", "identifier", "address")
    found = answer(VIEW, [index], Query(name=name, aliases=(name,), **dict.fromkeys(fields, name)))
    assert found.problem or found.hits == () or found.notes is not None


MINERS = (
    entry("c-1", "Company", 0, name="Korea Invented Mining Development Trading Corporation", country="kp"),
    entry("c-2", "Organization", 1000, name="KITC"),
    entry("p-3", start=2000, name="Kim Invented Mun"),
)
SHORT = {
    "initials": ("KIMD", "c-1"),
    "with the form of company": ("KIMDTC Ltd.", "c-1"),
    "syllables": ("KOINMID", "c-1"),
    "the full name of one that is listed by its acronym": ("Korea Invented Trading Company", "c-2"),
}
NOT_SHORT = {
    "one letter off": Query(name="KIMB"),
    "a person's initials": Query(name="KIM"),
    "a ship of that name": Query(name="KIMD", schema="Vessel"),
}


@pytest.fixture(scope="module")
def miners(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(tmp_path_factory.mktemp("miners"), MINERS)


@pytest.mark.parametrize(("name", "entity"), SHORT.values(), ids=SHORT)
def test_an_acronym_stands_for_a_company(miners: Index, name: str, entity: str) -> None:
    hits = screen(VIEW, [miners], Query(name=name))
    one = next(hit for hit in hits if hit.entity == entity)
    assert one.alert and not one.match
    assert any("may be short for" in reason.text for reason in one.reasons)
    assert combine([reason.forms for reason in one.reasons]) == one.score


@pytest.mark.parametrize("query", NOT_SHORT.values(), ids=NOT_SHORT)
def test_what_looks_like_an_acronym(miners: Index, query: Query) -> None:
    assert not any(hit.alert for hit in screen(VIEW, [miners], query))


def test_what_says_more_comes_first_though_both_are_sure(tmp_path: Path) -> None:
    longer, shorter = "Invented Kwangmyong", "Songsan"
    both = index_of(
        tmp_path, (entry("b-1", "Company", name=shorter), entry("b-2", "Company", 500, name=longer))
    )
    first = screen(VIEW, [both], Query(name=longer))[0]
    second = screen(VIEW, [both], Query(name=shorter))[0]
    assert first.entity == "b-2"
    assert 1 > first.score > second.score


@pytest.fixture(scope="module")
def written_out(tmp_path_factory: pytest.TempPathFactory) -> Index:
    listed = {
        "a-1": ("KIM, Jong Un", "金正恩"),
        "a-2": ("RI, Yong Ho", "李龙浩"),
        "a-3": ("KIM, Yong Chol", ""),
    }
    return index_of(
        tmp_path_factory.mktemp("written"),
        [
            entry(id, start=n * 1000, name=name, alias=alias)
            for n, (id, (name, alias)) in enumerate(listed.items())
        ],
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    {
        "initials with spaces": ("Kim J. U.", "a-1"),
        "initials written together": ("Kim J.U.", "a-1"),
        "initials in front": ("J.U. Kim", "a-1"),
        "initials in another order": ("Kim U. J.", None),
        "another initial": ("Kim J. S.", None),
        "one initial": ("Kim J.", None),
        "Hanja on the list, asked in pinyin": ("Jin Zheng'en", "a-1"),
        "the same without an apostrophe": ("Jin Zhengen", "a-1"),
        "the given name in front": ("Zheng'en Jin", "a-1"),
        "another syllable": ("Jin Zheng'an", None),
        "simplified characters": ("Li Longhao", "a-2"),
        "a syllable that is another": ("Li Longhai", None),
        "no Hanja on the list": ("Jin Yongzhe", "a-3"),
        "no Hanja, a syllable that is another": ("Jin Yongxue", None),
        "no Hanja, a surname that is another": ("Li Yongzhe", None),
    }.values(),
)
def test_initials_and_mandarin(written_out: Index, asked: str, found: str | None) -> None:
    hits = answer(VIEW, [written_out], Query(name=asked)).hits
    assert [hit.entity for hit in hits if hit.alert] == ([found] if found else [])
