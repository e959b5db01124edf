"""From words to codes: four languages, reasons, sizes, and what the nomenclature excludes."""

from __future__ import annotations

import pytest

from sightline import regime
from sightline.regime.goods import search, sizes
from tests.regime.asked import asked

FIRST = {
    "used diesel generator set 45 kVA": "850211", "diesel generator set 200 kVA": "850212",
    "디젤 발전기 45kVA": "850211", "柴油发电机组": "8502", "дизель-генератор 45 кВА": "850211",
    "무연탄": "270111", "냉동 오징어": "0307", "冻鱿鱼": "0307", "футболки": "6109",
    "crude oil": "270900", "원유": "270900", "gold bars": "7108", "헬리콥터": "8802", "헬기": "8802",
}  # fmt: skip


@pytest.mark.parametrize("text", FIRST)
def test_the_heading_comes_first_with_reasons(text: str) -> None:
    first = search.candidates(text)[0]
    assert first.hs.startswith(FIRST[text]) and first.reasons and first.wording


@pytest.mark.parametrize("text", ["", "xyzzy qwfp", "—", "45"])
def test_what_fits_nothing_gives_nothing(text: str) -> None:
    assert search.candidates(text) == ()


def test_a_mistyped_word_is_taken_for_the_nearest_and_said() -> None:
    (first, *_) = search.candidates("anthracitte coal")
    assert first.hs == "270111" and any("is taken for" in reason for reason in first.reasons)


def test_the_same_every_time() -> None:
    assert search.candidates("water pump") == search.candidates("water pump")


SIZES = {
    ("45 kVA", "an output not exceeding 75kVA"): True,
    ("75 kVA", "an output not exceeding 75kVA"): True,
    ("76 kVA", "an output not exceeding 75kVA"): False,
    ("75 kVA", "an output exceeding 75kVA but not exceeding 375kVA"): False,
    ("376 kVA", "an output exceeding 75kVA but not exceeding 375kVA"): False,
    ("45 kg", "an output not exceeding 75kVA"): None,
}


@pytest.mark.parametrize(("text", "wording"), SIZES)
def test_sizes(text: str, wording: str) -> None:
    factor, why = sizes.fits(text, wording)
    expected = SIZES[text, wording]
    assert (factor == 1.0) == (expected is None)
    assert (factor > 1) == (expected is True) and bool(why) == (expected is not None)


def test_words_alone_answer_where_all_likely_codes_agree_and_ask_for_the_code() -> None:
    found = regime.answer(asked({"goods": "디젤 발전기 45kVA", "from": "CN", "to": "KP"}, "2020-01-01"))
    assert found.answer == "forbidden" and found.candidates[0].hs == "850211"
    assert any(need.startswith("hs: the code, to be sure") for need in found.needs)


def test_words_that_may_mean_several_things_ask_for_the_code() -> None:
    found = regime.answer(asked({"goods": "tank 200 litres", "from": "CN", "to": "KP"}, "2017-01-01"))
    assert found.answer == "cannot say" and "the description may mean" in " ".join(found.needs)
    nothing = regime.answer(asked({"goods": "xyzzy", "from": "CN", "to": "KP"}, "2017-01-01"))
    assert nothing.answer == "cannot say" and "fits no wording" in " ".join(nothing.needs)


def test_words_that_nothing_knows_are_told() -> None:
    assert search.unread("gold wristwatch zzyzx") == ("zzyzx",)
    assert search.unread("무연탄 wheat flour 45") == ()
