"""What stands around a name in a field: each title, and what is none."""

import pytest

from sightline.names.titled import untitled

AROUND = {
    "in front": ("Mr. Invented Nam", ("Invented Nam",)),
    "without a full stop": ("Dr Invented Nam", ("Invented Nam",)),
    "without room": ("Mr.Invented Nam", ("Invented Nam",)),
    "several": ("H.E. Lt. Gen. Invented Nam", ("Invented Nam",)),
    "in French": ("Mme Invented Nam", ("Invented Nam",)),
    "in Russian": ("г-н Ким Чер Нам", ("Ким Чер Нам",)),
    "one that ships have": ("Miss Invented", ("Miss Invented", "Invented")),
    "a rank in full": ("General Kim Invented", ("General Kim Invented", "Kim Invented")),
    "two of them": ("General Major Kim Invented", ("General Major Kim Invented", "Kim Invented")),
    "in Korean": ("김여정 씨", ("김여정",)),
    "in Korean and tied": ("김여정씨", ("김여정",)),
    "an office in Korean": ("김여정 대표", ("김여정",)),
    "in Chinese and tied": ("金與正女士", ("金與正",)),
    "in Japanese": ("金與正氏", ("金與正",)),
    "of a passenger": ("KIM/INVENTED MR", ("KIM INVENTED",)),
    "of a passenger and tied": ("KIM/INVENTEDMRS", ("KIM INVENTED",)),
    "an office in brackets": ("Invented Nam (CEO)", ("Invented Nam",)),
    "an office behind a dash": ("Invented Nam - managing director", ("Invented Nam",)),
    "a rank behind a comma": ("Nam Invented, Colonel", ("Nam Invented",)),
    "an office behind a comma": ("Nam, Invented, Chairman of the Board", ("Nam, Invented",)),
    "of whom": ("Invented Nam, representative of Invented Bank", ("Invented Nam",)),
    "a title in brackets and an office": ("Nam, Invented (Mr.) - UBO", ("Nam, Invented",)),
    "a title behind": ("Nam Invented, Mr.", ("Nam Invented",)),
}
NONE = {
    "a name that may be short for a title": "Gen Invented",
    "a surname that is an office": "Major, John",
    "a surname that is a rank": "Marshal, John",
    "a part of a company": "Invented Bank - Head Office",
    "a place in brackets": "Invented Bank (Hong Kong)",
    "a Korean surname and a title tied": "김씨",
    "a name that ends like a title": "김대장",
    "a slash of no passenger": "KIM/INVENTED",
    "a rank and one word": "General Invented",
    "a rank that is part of a company": "General Invented Trading",
    "a title alone": "Mr.",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "names"), AROUND.values(), ids=AROUND)
def test_titles_go(text: str, names: tuple[str, ...]) -> None:
    assert untitled(text) == names


@pytest.mark.parametrize("text", NONE.values(), ids=NONE)
def test_what_is_no_title_stays(text: str) -> None:
    assert untitled(text) == (text,)
