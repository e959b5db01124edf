"""The measures by day: limits of every dated rule, and one step past them."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta

import pytest

from sightline import regime
from sightline.errors import NotFound, UsageError
from sightline.model.measure import Direction

YES, NO = True, False

# id, day, in force, the line of the source it rests on
DAYS = [
    (
        "arms-major",
        "2006-10-13",
        NO,
        "1718 ¶8(a)(i) | supply ban on UN-Register heavy arms | 2006-10-14..open",
    ),
    (
        "arms-major",
        "2006-10-14",
        YES,
        "1718 ¶8(a)(i) | supply ban on UN-Register heavy arms | 2006-10-14..open",
    ),
    (
        "arms-major",
        "2026-03-02",
        YES,
        "1718 ¶8(a)(i) | supply ban on UN-Register heavy arms | 2006-10-14..open",
    ),
    (
        "arms-all-exp",
        "2009-06-11",
        NO,
        "1718 ¶8(b) + 1874 ¶9 | export ban widened to all arms | 2009-06-12..open",
    ),
    (
        "arms-all-exp",
        "2009-06-12",
        YES,
        "1718 ¶8(b) + 1874 ¶9 | export ban widened to all arms | 2009-06-12..open",
    ),
    ("arms-all-imp", "2009-06-11", NO, "1874 ¶10, 2270 ¶6; 1874 | 2009-06-12 [checked]"),
    ("arms-all-imp", "2009-06-12", YES, "1874 ¶10, 2270 ¶6; 1874 | 2009-06-12 [checked]"),
    ("lux", "2006-10-13", NO, "lux | 1718 ¶8(a)(iii) | IMP | 2006-10-14..open"),
    ("lux", "2006-10-14", YES, "lux | 1718 ¶8(a)(iii) | IMP | 2006-10-14..open"),
    ("asset-freeze", "2006-10-13", NO, "asset-freeze | 1718 ¶8(d); 1718 | 2006-10-14 [checked]"),
    ("asset-freeze", "2006-10-14", YES, "asset-freeze | 1718 ¶8(d); 1718 | 2006-10-14 [checked]"),
    ("asset-freeze", "2016-11-30", YES, "asset-freeze | 1718 ¶8(d); … | open"),
    ("fin-services", "2009-06-11", NO, "fin-services | 1874 ¶18–20; 1874 | 2009-06-12 [checked]"),
    ("fin-services", "2009-06-12", YES, "fin-services | 1874 ¶18–20; 1874 | 2009-06-12 [checked]"),
    ("wmd-catchall", "2013-01-21", NO, "wmd-catchall | 2087 ¶9?; 2087 | 2013-01-22 [checked]"),
    ("wmd-catchall", "2013-01-22", YES, "wmd-catchall | 2087 ¶9?; 2087 | 2013-01-22 [checked]"),
    ("expel-agents", "2013-03-06", NO, "expel-agents | 2094 ¶10; 2094 | 2013-03-07 [checked]"),
    ("expel-agents", "2013-03-07", YES, "expel-agents | 2094 ¶10; 2094 | 2013-03-07 [checked]"),
    ("coal-2016", "2016-03-01", NO, "coal-2016 | 2270 ¶29 | 2016-03-02..2016-11-29"),
    ("coal-2016", "2016-03-02", YES, "coal-2016 | 2270 ¶29 | 2016-03-02..2016-11-29"),
    ("coal-2016", "2016-11-29", YES, "coal-2016 | 2270 ¶29 | 2016-03-02..2016-11-29"),
    ("coal-2016", "2016-11-30", NO, "coal-2016 | 2270 ¶29 | 2016-03-02..2016-11-29"),
    ("coal-cap", "2016-11-29", NO, "coal-cap | 2321 ¶26 | from 2016-11-30 to 2016-12-31: lower of …"),
    ("coal-cap", "2016-11-30", YES, "coal-cap | 2321 ¶26 | from 2016-11-30 to 2016-12-31: lower of …"),
    ("coal-cap", "2017-01-01", YES, "coal-cap | per calendar year from 2017-01-01: lower of …"),
    ("coal-cap", "2017-08-04", YES, "coal-cap | 2321 ¶26 | ..2017-08-04"),
    ("coal-cap", "2017-08-05", NO, "coal-cap | 2321 ¶26 | ..2017-08-04"),
    (
        "coal-ban",
        "2017-08-04",
        NO,
        "coal-ban | 2371 ¶8 | full ban on coal, iron, iron ore | 2017-08-05..open",
    ),
    (
        "coal-ban",
        "2017-08-05",
        YES,
        "coal-ban | 2371 ¶8 | full ban on coal, iron, iron ore | 2017-08-05..open",
    ),
    ("gold", "2016-03-01", NO, "gold etc. | 2270 ¶30 | 2016-03-02..open"),
    ("gold", "2016-03-02", YES, "gold etc. | 2270 ¶30 | 2016-03-02..open"),
    ("avfuel", "2016-03-01", NO, "avfuel | 2270 ¶31 | 2016-03-02..open"),
    ("avfuel", "2016-03-02", YES, "avfuel | 2270 ¶31 | 2016-03-02..open"),
    ("heli-vessel", "2016-11-29", NO, "heli-vessel | 2321 ¶30 | 2016-11-30..open"),
    ("heli-vessel", "2016-11-30", YES, "heli-vessel | 2321 ¶30 | 2016-11-30..open"),
    ("cu-ni-ag-zn", "2016-11-29", NO, "cu-ni-ag-zn | 2321 ¶28 | 2016-11-30..open"),
    ("cu-ni-ag-zn", "2016-11-30", YES, "cu-ni-ag-zn | 2321 ¶28 | 2016-11-30..open"),
    ("statues", "2016-11-29", NO, "statues | 2321 ¶29 | 2016-11-30..open"),
    ("statues", "2016-11-30", YES, "statues | 2321 ¶29 | 2016-11-30..open"),
    ("sci-coop", "2016-11-29", NO, "sci-coop | 2321 ¶11 | 2016-11-30..open"),
    ("sci-coop", "2016-11-30", YES, "sci-coop | 2321 ¶11 | 2016-11-30..open"),
    ("trade-finance", "2016-11-29", NO, "trade-finance | 2321 ¶32 | 2016-11-30..open"),
    ("trade-finance", "2016-11-30", YES, "trade-finance | 2321 ¶32 | 2016-11-30..open"),
    ("seafood", "2017-08-04", NO, "seafood | 2371 ¶9, clarified 2397 ¶6 | 2017-08-05..open"),
    ("seafood", "2017-08-05", YES, "seafood | 2371 ¶9, clarified 2397 ¶6 | 2017-08-05..open"),
    ("lead", "2017-08-04", NO, "lead | 2371 ¶10 | 2017-08-05..open"),
    ("lead", "2017-08-05", YES, "lead | 2371 ¶10 | 2017-08-05..open"),
    ("jv", "2017-08-04", NO, "jv | 2371 ¶12 (no new/expanded); 2371 | 2017-08-05 [checked]"),
    ("jv", "2017-08-05", YES, "jv | 2371 ¶12 (no new/expanded); 2371 | 2017-08-05 [checked]"),
    ("labour", "2017-08-04", NO, "labour | 2371 ¶11 (cap at existing); 2371 | 2017-08-05 [checked]"),
    ("labour", "2017-08-05", YES, "labour | 2371 ¶11 (cap at existing); 2371 | 2017-08-05 [checked]"),
    ("textiles", "2017-09-10", NO, "textiles | 2375 ¶16 | 2017-09-11..open"),
    ("textiles", "2017-09-11", YES, "textiles | 2375 ¶16 | 2017-09-11..open"),
    ("condensate", "2017-09-10", NO, "condensate | 2375 ¶13 | 2017-09-11..open, no quota"),
    ("condensate", "2017-09-11", YES, "condensate | 2375 ¶13 | 2017-09-11..open, no quota"),
    ("sts", "2017-09-10", NO, "sts | 2375 ¶11; 2375 | 2017-09-11 [checked]"),
    ("sts", "2017-09-11", YES, "sts | 2375 ¶11; 2375 | 2017-09-11 [checked]"),
    ("refined-2375", "2017-09-30", NO, "refined-2375 | 2375 ¶14 | 500,000 bbl for 1 Oct–31 Dec 2017"),
    ("refined-2375", "2017-10-01", YES, "refined-2375 | 2375 ¶14 | 500,000 bbl for 1 Oct–31 Dec 2017"),
    ("refined-2375", "2017-12-31", YES, "refined-2375 | 2375 ¶14 | 500,000 bbl for 1 Oct–31 Dec 2017"),
    (
        "refined-2375",
        "2018-01-01",
        NO,
        "refined-2375 | 2,000,000 bbl/yr planned from 2018-01-01 (superseded)",
    ),
    ("refined", "2017-12-31", NO, "refined | 2397 ¶5 | cap 500,000 bbl per calendar year from 2018-01-01"),
    ("refined", "2018-01-01", YES, "refined | 2397 ¶5 | cap 500,000 bbl per calendar year from 2018-01-01"),
    ("crude-2375", "2017-09-10", NO, "crude | ¶15 of 2375 froze at prior-12-month level before [unverified]"),
    (
        "crude-2375",
        "2017-12-21",
        YES,
        "crude | ¶15 of 2375 froze at prior-12-month level before [unverified]",
    ),
    ("crude-2375", "2017-12-22", NO, "crude | 4,000,000 bbl or 525,000 t per 12 months from 2017-12-22"),
    ("crude", "2017-12-21", NO, "crude | 4,000,000 bbl or 525,000 t per 12 months from 2017-12-22"),
    ("crude", "2017-12-22", YES, "crude | 4,000,000 bbl or 525,000 t per 12 months from 2017-12-22"),
    ("vessels-any", "2017-12-21", NO, "vessels-any | 2397 ¶14 | 2017-12-22..open"),
    ("vessels-any", "2017-12-22", YES, "vessels-any | 2397 ¶14 | 2017-12-22..open"),
    ("food-agri", "2017-12-21", NO, "food-agri | 2397 ¶6 | HS 12, 08, 07 | 2017-12-22..open"),
    ("food-agri", "2017-12-22", YES, "food-agri | 2397 ¶6 | HS 12, 08, 07 | 2017-12-22..open"),
    ("wood", "2017-12-21", NO, "wood | 2397 ¶6 | HS 44 | same"),
    ("wood", "2017-12-22", YES, "wood | 2397 ¶6 | HS 44 | same"),
    ("industrial", "2017-12-21", NO, "industrial | 2397 ¶7 | 2017-12-22..open"),
    ("industrial", "2017-12-22", YES, "industrial | 2397 ¶7 | 2017-12-22..open"),
    ("seize", "2017-12-21", NO, "seize | 2397 ¶9; 2397 | 2017-12-22 [checked]"),
    ("seize", "2017-12-22", YES, "seize | 2397 ¶9; 2397 | 2017-12-22 [checked]"),
    ("humanitarian-2664", "2022-12-08", NO, "2664 | 2022-12-09 | humanitarian exception to asset freezes"),
    ("humanitarian-2664", "2022-12-09", YES, "2664 | 2022-12-09 | humanitarian exception to asset freezes"),
]


@pytest.mark.parametrize(("id", "day", "bound", "line"), DAYS, ids=[f"{id} {day}" for id, day, *_ in DAYS])
def test_in_force_on_its_days(id: str, day: str, bound: bool, line: str) -> None:
    on = date.fromisoformat(day)
    assert regime.get(id).in_force(on) is bound, line
    assert (id in {measure.id for measure in regime.in_force(on)}) is bound, line


def test_the_set_in_force_changes_only_on_days_the_data_name() -> None:
    named = {measure.in_force_from for measure in regime.load()}
    named |= {
        measure.in_force_to + timedelta(days=1)
        for measure in regime.load()
        if measure.in_force_to is not None
    }
    days = [date(2006, 1, 1) + timedelta(days=n) for n in range((date(2024, 1, 1) - date(2006, 1, 1)).days)]
    changed = {
        later for day, later in itertools.pairwise(days) if regime.in_force(day) != regime.in_force(later)
    }
    assert changed == named


def test_nothing_bound_before_the_first_resolution() -> None:
    assert regime.in_force(date(2006, 10, 13)) == ()


# hs, direction, day, what is found, what is not
GOODS = {
    "coal, heading": ("2701", Direction.EXPORT, "2017-08-05", {"coal-ban"}, {"coal-cap", "coal-2016"}),
    "coal, code below the heading": ("2701.12", Direction.EXPORT, "2017-08-04", {"coal-cap"}, {"coal-ban"}),
    "chapter finds its headings": (
        "27",
        None,
        "2018-01-01",
        {"coal-ban", "refined", "crude", "condensate"},
        {"wood"},
    ),
    "coal is not supplied": ("2701", Direction.IMPORT, "2018-01-01", set(), {"coal-ban", "refined"}),
    "diesel, in the open quota of 2017": (
        "271019",
        Direction.IMPORT,
        "2017-10-19",
        {"refined-2375"},
        {"refined"},
    ),
    "helicopter above 2 t": (
        "880212",
        Direction.IMPORT,
        "2016-11-30",
        {"heli-vessel", "arms-major"},
        {"industrial"},
    ),
    "aeroplane, no helicopter": ("880240", Direction.IMPORT, "2016-11-30", {"arms-major"}, {"heli-vessel"}),
    "fish": ("0303", Direction.EXPORT, "2017-08-05", {"seafood"}, {"food-agri"}),
    "prepared fish": ("160414", Direction.EXPORT, "2017-08-05", {"seafood"}, set()),
    "prepared meat, the neighbour": ("1602", Direction.EXPORT, "2018-01-01", set(), {"seafood"}),
    "leading zero kept": ("08", Direction.EXPORT, "2017-12-22", {"food-agri"}, {"textiles"}),
    "statuettes of base metal": ("830621", Direction.EXPORT, "2016-11-30", {"statues"}, set()),
    "bells, the neighbour": ("830610", Direction.EXPORT, "2016-11-30", set(), {"statues"}),
    "chapter 63, last of textiles": ("63", Direction.EXPORT, "2017-09-11", {"textiles"}, set()),
    "chapter 64, one past": ("64", Direction.EXPORT, "2017-09-11", set(), {"textiles"}),
}


@pytest.mark.parametrize("name", GOODS)
def test_goods(name: str) -> None:
    hs, direction, day, found, absent = GOODS[name]
    ids = {m.id for m in regime.concerning(date.fromisoformat(day), hs=hs, direction=direction)}
    assert found <= ids
    assert not absent & ids


def test_dots_and_spaces_in_a_code_do_not_matter() -> None:
    day = date(2020, 1, 1)
    assert regime.concerning(day, hs="2710.12") == regime.concerning(day, hs="2710 12") != ()


@pytest.mark.parametrize("wrong", ["2", "27O1", "coal", "27011234567"])
def test_a_code_that_is_none_is_refused(wrong: str) -> None:
    with pytest.raises(UsageError, match="not an HS code"):
        regime.concerning(date(2020, 1, 1), hs=wrong)


def test_services() -> None:
    def ids(day: str, service: str) -> set[str]:
        return {measure.id for measure in regime.concerning(date.fromisoformat(day), service=service)}

    assert ids("2016-11-30", "financial messaging") == {"asset-freeze", "swift", "fin-services"}
    assert ids("2009-06-11", "Financial Messaging") == {"asset-freeze", "swift"}
    assert ids("2017-09-11", "transfer ship-to-ship") == {"sts"}
    assert ids("2017-09-10", "ship-to-ship transfer") == set()
    assert ids("2017-09-11", "insurance") >= {"insurance"}
    assert ids("2017-09-11", "hairdressing") == set()


def test_goods_or_service_either_concerns() -> None:
    day = date(2018, 1, 1)
    both = regime.concerning(day, hs="2701", service="insurance")
    assert {"coal-ban", "insurance"} <= {measure.id for measure in both}


def test_a_measure_on_both_ways_looks_both_ways_and_a_service_none() -> None:
    day = date(2018, 1, 1)
    imports = {measure.id for measure in regime.concerning(day, direction=Direction.IMPORT)}
    exports = {measure.id for measure in regime.concerning(day, direction=Direction.EXPORT)}
    assert "wmd-goods" in imports & exports
    assert not {"coal-ban", "asset-freeze"} & imports
    assert "crude" not in exports
    assert {"asset-freeze"} <= {m.id for m in regime.concerning(day, direction=Direction.SERVICE)}


def test_provisions_are_told_only_once_adopted() -> None:
    freeze = regime.get("asset-freeze")
    assert [str(p) for p in regime.provisions_on(freeze, date(2010, 1, 1))] == ["1718 ¶8(d)"]
    assert [str(p) for p in regime.provisions_on(freeze, date(2016, 3, 1))] == ["1718 ¶8(d)", "2094 ¶8"]
    assert len(regime.provisions_on(freeze, date(2016, 3, 2))) == 4


def test_an_unknown_id_is_refused() -> None:
    with pytest.raises(NotFound, match="no measure 'coal'"):
        regime.get("coal")


def test_as_json_is_plain_and_whole() -> None:
    shape = json.loads(json.dumps(regime.as_json()))
    assert [entry["id"] for entry in shape["measures"]] == sorted(measure.id for measure in regime.load())
    freeze = next(entry for entry in shape["measures"] if entry["id"] == "asset-freeze")
    assert freeze["paragraph"] == "1718 ¶8(d); 2094 ¶8; 2270 ¶12; 2270 ¶32"
    assert freeze["in_force_to"] is None
    assert freeze["verification"] == "partly checked; not compared with the document itself"
    assert len(shape["resolutions"]) == len(regime.resolutions())
