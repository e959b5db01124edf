"""The files of measures: everything of the source is there, with its mark, and what is wrong is named."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest

from sightline import regime
from sightline.errors import FormatChanged
from sightline.model.measure import Confidence
from sightline.regime.measure_files import parse

# Every id of the rule table, by hand; a row without an id of its own stands under the id we gave it.
IDS = [
    "arms-major",
    "arms-all-exp",
    "arms-all-imp",
    "arms-services",
    "arms-catchall",
    "wmd-goods",
    "wmd-catchall",
    "conv-dualuse",
    "heli-vessel",
    "vessels-any",
    "teaching",
    "sci-coop",
    "bm-launch",
    "lux",
    "coal-2016",
    "coal-cap",
    "coal-ban",
    "gold",
    "cu-ni-ag-zn",
    "statues",
    "seafood",
    "lead",
    "textiles",
    "food-agri",
    "machinery",
    "electrical",
    "earth-stone",
    "wood",
    "vessels-exp",
    "avfuel",
    "condensate",
    "refined-2375",
    "refined",
    "crude",
    "crude-2375",
    "industrial",
    "asset-freeze",
    "fin-services",
    "trade-finance",
    "bank-branches",
    "mission-accounts",
    "expel-bankers",
    "jv",
    "insurance",
    "swift",
    "travel-ban",
    "expel-agents",
    "rep-offices",
    "mission-staff",
    "labour",
    "property",
    "diplomat-profit",
    "inspect-cargo",
    "bunkering",
    "lease-crew",
    "register-class",
    "ports-overfly",
    "omm",
    "vessel-designation",
    "port-ban-list",
    "high-seas",
    "sts",
    "seize",
    "respond",
    "deregister",
    "ais-vigilance",
    "dispose",
    "national-reports",
    "inspection-reports",
    "chair-report",
    "humanitarian-exemption",
    "civilians",
    "humanitarian-2664",
    "designations-2356",
    "special-notices",
]

CHECKED = [
    "heli-vessel",
    "vessels-any",
    "machinery",
    "electrical",
    "earth-stone",
    "wood",
    "vessels-exp",
    "avfuel",
    "crude",
    "swift",
    "mission-staff",
    "property",
    "vessel-designation",
    "port-ban-list",
    "sts",
    "seize",
    "chair-report",
    "humanitarian-2664",
    "designations-2356",
]

UNVERIFIED = [
    "arms-major",
    "arms-all-imp",
    "wmd-goods",
    "wmd-catchall",
    "sci-coop",
    "bm-launch",
    "lux",
    "coal-2016",
    "gold",
    "crude-2375",
    "trade-finance",
    "travel-ban",
    "expel-agents",
    "rep-offices",
    "diplomat-profit",
    "bunkering",
    "ports-overfly",
    "high-seas",
    "respond",
    "ais-vigilance",
    "dispose",
    "civilians",
]

ADOPTED = {
    "1718": "2006-10-14",
    "1874": "2009-06-12",
    "2087": "2013-01-22",
    "2094": "2013-03-07",
    "2270": "2016-03-02",
    "2321": "2016-11-30",
    "2356": "2017-06-02",
    "2371": "2017-08-05",
    "2375": "2017-09-11",
    "2397": "2017-12-22",
    "2407": "2018-03-21",
    "2464": "2019-04-10",
    "2569": "2021-03-26",
    "2627": "2022-03-25",
    "2664": "2022-12-09",
    "2680": "2023-03-23",
}

YEAR_ONLY = ["1928", "1985", "2050", "2141", "2207", "2276", "2345", "2515"]


def test_every_row_of_the_source_is_there_and_nothing_else() -> None:
    assert sorted(measure.id for measure in regime.load()) == sorted(IDS)


def test_the_marks_of_the_source() -> None:
    marks = {measure.id: measure.confidence for measure in regime.load()}
    assert sorted(id for id, mark in marks.items() if mark is Confidence.CHECKED) == sorted(CHECKED)
    assert sorted(id for id, mark in marks.items() if mark is Confidence.UNVERIFIED) == sorted(UNVERIFIED)
    assert all(marks[id] is Confidence.PARTLY_CHECKED for id in set(IDS) - set(CHECKED) - set(UNVERIFIED))


def test_nobody_has_compared_a_rule_with_its_document() -> None:
    assert {measure.verified_against for measure in regime.load()} == {None}


def test_resolutions_and_the_day_of_their_adoption() -> None:
    known = {r.number: r.adopted.isoformat() for r in regime.resolutions() if r.adopted}
    assert known == ADOPTED
    assert [r.number for r in regime.resolutions() if r.adopted is None] == YEAR_ONLY


def test_the_mandate_of_the_panel_ended_on_30_april_2024() -> None:
    ends = [r.panel_until for r in regime.resolutions() if r.panel_until]
    assert ends == sorted(ends)
    assert ends[-1] == date(2024, 4, 30)
    assert len(ends) == 9


def test_a_rule_dated_by_adoption_says_so_and_is() -> None:
    adopted = {r.number: r.adopted for r in regime.resolutions()}
    dated = [
        (measure, doubt)
        for measure in regime.load()
        for doubt in measure.doubts
        if doubt.startswith("No date of its own")
    ]
    assert len(dated) > 30
    for measure, doubt in dated:
        assert adopted[doubt.rstrip(".").split()[-1]] == measure.in_force_from, measure.id


def test_codes_without_a_version_say_so() -> None:
    for measure in regime.load():
        assert not measure.hs_version
        assert bool(measure.hs) == any("HS version" in doubt for doubt in measure.doubts), measure.id


def test_what_is_not_wholly_checked_says_what_is_not() -> None:
    for measure in regime.load():
        if measure.confidence is Confidence.PARTLY_CHECKED and measure.id not in {"arms-all-exp"}:
            assert measure.doubts, measure.id


def test_a_rule_that_was_replaced_ends_where_the_next_begins() -> None:
    for measure in regime.load():
        if measure.replaced_by:
            assert measure.in_force_to is not None
            gap = regime.get(measure.replaced_by).in_force_from - measure.in_force_to
            assert gap.days == 1, measure.id


GOOD = """\
resolutions:
  - number: '1718'
    year: '2006'
    confidence: checked
    about: First.
measures:
  - id: one
    title: One
    provisions: [1718 ¶8(a)(i)]
    direction: import
    effect: forbidden
    in_force_from: 2006-10-14
    confidence: checked
    marks: {rule: checked}
    verified_against: null
    summary: A rule.
    hs: [07]
    cases:
      - {name: hit, on: 2006-10-14, says: in force}
      - {name: near miss, on: 2006-10-13, says: not in force}
"""


def test_a_good_file() -> None:
    measures, resolutions = parse({"1718.yaml": GOOD})
    assert measures[0].hs == ("07",), "a chapter keeps its zero though nobody quoted it"
    assert str(measures[0].provisions[0]) == "1718 ¶8(a)(i)"
    assert resolutions[0].name == "1718 (2006)"
    assert resolutions[0].adopted is None


WRONG = {
    "unknown key": ("    hs: [07]", "    hss: [07]", "1718.yaml.measures[one]", "unknown key 'hss'"),
    "missing key": (
        "    verified_against: null\n",
        "",
        "1718.yaml.measures[one]",
        "'verified_against' is missing",
    ),
    "unknown direction": ("import", "inward", "1718.yaml.measures[one].direction", "is none of"),
    "unknown mark": (
        "confidence: checked\n    marks",
        "confidence: sure\n    marks",
        "confidence",
        "'sure' is none of",
    ),
    "no paragraph": ("¶8(a)(i)", "8(a)(i)", "provisions[1]", "does not fit"),
    "a code with dots": ("[07]", "[07.01]", "1718.yaml.measures[one].hs[1]", "does not fit"),
    "a code twice": ("[07]", "[07, 07]", "1718.yaml.measures[one].hs", "stands twice"),
    "no list": ("[07]", "07", "1718.yaml.measures[one].hs", "must be array"),
    "no day of the calendar": ("2006-10-14", "2006-02-30", "in_force_from", "no day of the calendar"),
    "a day in another shape": ("2006-10-14", "14.10.2006", "in_force_from", "does not fit"),
    "unknown resolution": ("[1718 ¶8", "[1719 ¶8", "one", "resolution 1719 is not described"),
    "ends before it begins": (
        "    hs: [07]",
        "    in_force_to: 2006-10-13",
        "in_force_to",
        "before the first",
    ),
    "unknown successor": ("    hs: [07]", "    replaced_by: two", "one", "which does not exist"),
    "a key twice": ("    hs: [07]", "    title: Two", "1718.yaml line 17", "'title' stands twice"),
    "not YAML": ("    hs: [07]", "    hs: [07", "1718.yaml line", "not YAML"),
    "empty line": ("summary: A rule.", "summary: ''", "summary", "is empty"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_refused_by_name(name: str) -> None:
    old, new, place, problem = WRONG[name]
    assert old in GOOD
    with pytest.raises(FormatChanged) as caught:
        parse({"1718.yaml": GOOD.replace(old, new, 1)})
    assert place in str(caught.value.place)
    assert problem in caught.value.message


def test_one_id_in_two_files_is_refused() -> None:
    other = GOOD.replace("'1718'", "'1874'").replace("[1718", "[1874")
    with pytest.raises(FormatChanged, match="'one' stands in more than one place"):
        parse({"1718.yaml": GOOD, "1874.yaml": other})


def test_the_file_of_a_resolution_carries_its_number() -> None:
    names = {f.name for f in (files("sightline.regime") / "measures").iterdir() if f.name.endswith(".yaml")}
    firsts = {measure.provisions[0].resolution for measure in regime.load()}
    assert {f"{number}.yaml" for number in firsts} <= names
