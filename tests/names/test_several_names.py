"""Names that one field holds: each way to say that there is another, and what says nothing of the kind."""

import pytest

from sightline.names.several_names import several_names

SEVERAL = {
    "a former one in brackets": ("INVENTED DREAM (ex KADAN)", ("INVENTED DREAM", "KADAN")),
    "with a hyphen": ("INVENTED DREAM [ex-KADAN]", ("INVENTED DREAM", "KADAN")),
    "two former ones": ("INVENTED (ex KADAN, ex MADAN)", ("INVENTED", "KADAN", "MADAN")),
    "behind a place": ("Invented (UK) Ltd (formerly Kadan Ltd)", ("Invented (UK) Ltd", "Kadan Ltd")),
    "the new one": ("Kadan (now INVENTED DREAM)", ("Kadan", "INVENTED DREAM")),
    "ex between": ("KADAN ex-Invented Dream", ("KADAN", "Invented Dream")),
    "ex as a word": ("KADAN ex MADAN", ("KADAN ex MADAN", "KADAN", "MADAN")),
    "ex in front": ("ex-KADAN", ("KADAN", "ex-KADAN")),
    "formerly": ("Invented Dream formerly KADAN", ("Invented Dream", "KADAN")),
    "previously known as": ("Kadan, previously known as MADAN", ("Kadan", "MADAN")),
    "also known as": ("Kadan also known as MADAN", ("Kadan", "MADAN")),
    "f.k.a.": ("Kadan f.k.a. MADAN", ("Kadan", "MADAN")),
    "former name": ("Kadan (former name: MADAN)", ("Kadan", "MADAN")),
    "a word beside a semicolon": ("Kadan Co; MADAN", ("Kadan Co; MADAN", "Kadan Co", "MADAN")),
    "a word of companies beside a slash": ("Bank / MADAN", ("Bank / MADAN", "MADAN")),
    "a place beside a slash": ("Kadan Co / Dubai", ("Kadan Co / Dubai", "Kadan Co")),
    "no place beside a slash": ("Kadan Co / Madan", ("Kadan Co / Madan", "Kadan Co", "Madan")),
    "née in brackets": ("Irina Invented (née Kadan)", ("Irina Invented", "Irina Kadan")),
    "née, three words": ("Ri In Ven née Kim", ("Ri In Ven", "Ri In Kim", "Kim In Ven")),
    "née, the surname first": ("Invented, Irina née Kadan", ("Invented, Irina", "Kadan, Irina")),
}
ONE = {
    "ex in a word": "Invented (Export)",
    "a.k.a. in a word": "Invented (Akamadan)",
    "the mark of an aircraft": "EX-KAD",
    "import and export": "Invented Imp Ex Ltd",
    "now in a name": "Act Now Invented",
    "a place in brackets": "Invented (Hong Kong)",
    "a slash in a word": "Invented A/S",
    "short words": "Bank / AB",
    "nothing behind": "Invented formerly",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "names"), SEVERAL.values(), ids=SEVERAL)
def test_each_is_told(text: str, names: tuple[str, ...]) -> None:
    assert several_names(text) == names


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_one_is_left_as_it_is(text: str) -> None:
    assert several_names(text) == (text,)
