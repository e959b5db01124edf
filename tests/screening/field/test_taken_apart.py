"""What a field holds besides a name is told, each with what looks like it and is a name."""

import pytest

from sightline.screening.field.taken_apart import taken_apart

COIN = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
HELD = {
    "an IMO number": ("Invented Star IMO 8905490", "Invented Star", {"imo": ["8905490"]}),
    "in brackets": ("MV Invented Star (IMO no. 8905490)", "MV Invented Star", {"imo": ["8905490"]}),
    "behind a slash": ("Invented Star/8905490", "Invented Star", {"imo": ["8905490"]}),
    "an IMO number alone": ("IMO 8905490", "IMO 8905490", {"imo": ["8905490"]}),
    "an MMSI": ("Invented Star MMSI 445123000", "Invented Star", {"mmsi": ["445123000"]}),
    "a BIC alone": ("KDBKKPPY", "KDBKKPPY", {"bic": ["KDBKKPPY"]}),
    "a BIC in brackets": ("Invented Bank (KDBKKPPY)", "Invented Bank", {"bic": ["KDBKKPPY"]}),
    "a BIC behind its word": ("Invented Bank SWIFT KDBKKPPY", "Invented Bank", {"bic": ["KDBKKPPY"]}),
    "a wallet": (COIN, COIN, {"identifier": [COIN]}),
    "a wallet and its currency": (f"BTC: {COIN}", f"BTC: {COIN}", {"identifier": [COIN]}),
    "an IBAN": (
        "Kim Kadan DE89 3704 0044 0532 0130 00",
        "Kim Kadan",
        {"identifier": ["DE89 3704 0044 0532 0130 00"]},
    ),
    "a passport": ("Kim Kadan, passport 563120235", "Kim Kadan", {"identifier": ["563120235"]}),
    "a passport in groups": (
        "Kim Kadan, passport 45 08 123456",
        "Kim Kadan",
        {"identifier": ["45 08 123456"]},
    ),
    "a number of taxes": ("Kadan Trading INN 7736101243", "Kadan Trading", {"identifier": ["7736101243"]}),
    "two registers": (
        "Kadan Trading, ИНН 7736101243, КПП 773601001, ОГРН 1027700999999",
        "Kadan Trading",
        {"identifier": ["7736101243", "1027700999999"]},
    ),
    "a number of a register behind a form": (
        "Kadan S.A. Reg. No. 3793",
        "Kadan S.A.",
        {"identifier": ["3793"]},
    ),
    "one with letters": ("Kadan Trading VAT DE123456789", "Kadan Trading", {"identifier": ["DE123456789"]}),
    "one that begins as the mark of an aircraft": (
        "Kadan Trading SA, Reg. CH-660.1.234.567-8",
        "Kadan Trading SA",
        {"identifier": ["CH-660.1.234.567-8"]},
    ),
    "a number of a customer": ("Customer 42317: Kadan Bank", "Kadan Bank", {}),
    "a telephone": ("Kim Kadan, +49 30 1234567", "Kim Kadan", {}),
    "a day of birth in Russian": ("Kim Kadan, 05.10.1976 г.р.", "Kim Kadan", {"birth_date": ["05.10.1976"]}),
    "a passport in Chinese": ("朴道春 护照 E12345678", "朴道春", {"identifier": ["E12345678"]}),
    "born in Russian": ("Kim Kadan, род. 14.05.1969", "Kim Kadan", {"birth_date": ["14.05.1969"]}),
    "a day of birth in German": ("Kim Kadan, geb. 14.05.1969", "Kim Kadan", {"birth_date": ["14.05.1969"]}),
    "a year of birth in Korean": ("박도춘 1944년생", "박도춘", {"birth_date": ["1944"]}),
    "a day of birth in Chinese": ("朴道春 1944年3月9日出生", "朴道春", {"birth_date": ["1944年3月9日"]}),
    "a day of birth": ("Kim Kadan DOB 18.02.1962", "Kim Kadan", {"birth_date": ["18.02.1962"]}),
    "a year of birth": ("Kim Kadan (born 1950)", "Kim Kadan", {"birth_date": ["1950"]}),
    "a month in letters": ("Kim Kadan DOB 18 Feb 1962", "Kim Kadan", {"birth_date": ["18 Feb 1962"]}),
    "an e-mail": ("Kim Kadan <kadan@example.org>", "Kim Kadan", {}),
    "a reference": ("REF INV 2231 KADAN ASSOC CORP", "KADAN ASSOC CORP", {}),
    "what a payment is for": ("salary for Kim Kadan, Beijing office", "Kim Kadan", {}),
    "a word of a form": ("Beneficiary: Kim Kadan", "Kim Kadan", {}),
    "by whose order": ("By order and for account of Kadan Bank", "Kadan Bank", {}),
    "a word of a form and a dash": ("Applicant - Kadan Electronics", "Kadan Electronics", {}),
    "whose order in two letters": ("B/O KADAN BANK, SAEMAUL 1-DONG", "KADAN BANK", {}),
    "a trader of Russia": ("ИП Кадан К.А.", "Кадан К.А.", {}),
    "a branch": ("Kadan Bank Succursale di Roma", "Kadan Bank", {}),
    "a movement": ("M23 Movement", "M23", {}),
    "two acronyms": ("KDMS-KADA", "KDMS", {}),
    "a name in quotation marks": ("Kadan Bank \u201eKADANBANK\u201c", "KADANBANK", {}),
    "an address": ("Kadan Trading Corp, Rakwon-dong, Pyongyang", "Kadan Trading Corp", {}),
    "a room in front": ("Room 601, Kadan Trading Corp, Pyongyang", "Kadan Trading Corp", {}),
    "a country behind a comma": ("Kim Kadan, Egypt", "Kim Kadan", {}),
    "a country in brackets": ("Kim Kadan (Egypt)", "Kim Kadan", {}),
    "a flag": ("Invented Star DPRK flag", "Invented Star", {"country": ["kp"]}),
    "numbered lines": (
        "1/KIM KADAN 2/1 STREET 3/KP/PYONGYANG 4/19620218",
        "KIM KADAN",
        {"address": ["1 STREET"], "country": ["kp"], "birth_date": ["19620218"]},
    ),
    "a line of a passport": ("P<PRKKIM<<KADAN<<<<", "KIM KADAN", {"country": ["kp"]}),
    "the mark of an aircraft": ("A/C REG EP-KAD", "EP-KAD", {}),
    "such a mark among words": ("Airbus A310 EP-KAD Invented", "EP-KAD", {}),
    "signs of an address on the web": ("Kim%20Kadan", "Kim Kadan", {}),
    "letters each by itself": ("K I M  K A D A N", "KIM KADAN", {}),
    "letters with equal room": ("K A D A N", "KADAN", {}),
    "digits for letters": ("K0REA KADAN 1L", "KOREA KADAN IL", {}),
    "a small letter for a capital": ("BANK lRAN", "BANK IRAN", {}),
    "rn for m, a syllable": ("Kirn Kadan", "Kim Kadan", {}),
    "rn for m, a given name": ("MOHARNMAD KADAN", "MOHAMMAD KADAN", {}),
    "a city behind a bank": ("Invented Kadan Bank Damascus", "Invented Kadan Bank", {}),
    "a city of two words": ("Kadan Kadan Trading Hong Kong", "Kadan Kadan Trading", {}),
}
NAMES = {
    "a ship called Imo": "Imo 5",
    "a ship of a row": "HAO FAN 6",
    "an inn": "Invented Inn 24",
    "a word of a register in a name": "Reg Kadan Inn",
    "a word of the same letters": "REG TRADING",
    "a company named for an order": "Order of Kadan",
    "a dash between names": "Kadan - Kadamas",
    "a word for a trader alone": "ИП Кадан",
    "an office of no place": "Kadan Post Office",
    "brands with a hyphen": "KADA-KADAN",
    "a nickname": 'Viktor "Kadan" Kadamas',
    "a company behind a comma": "Foo, Inc.",
    "a form with dots": "INVENTED GARDENS, S.A.",
    "what a company does behind a comma": "KADAN CRUSHER, AND BUILDING MATERIALS COMPANY",
    "a given name behind a comma": "Kim, Yong Chol",
    "one that is a country as well": "INVENTED KADAN, Salvador",
    "a company called Swift": "Swift Shipping",
    "names with rn": "Bernard Arnold Warner",
    "rn that would be no m": "Kadarn Kadan",
    "a bank of a city": "Kadan Commercial Bank of Damascus",
    "a bank of too few words": "Commercial Bank Damascus",
    "a person of a city": "Kadan Kadan Kadan London",
    "eight letters without a country": "INVENQQA",
    "eight small letters": "kdbkkppy",
    "an officer": "2/E Kim Kadan",
    "a number in a name": "Bureau 39",
    "a ship with its number": "Petrel 8",
    "a division": "1ST INVENTED DIVISION",
    "a letter and a number": "M1 Trading",
    "a number and a letter": "5G Trading",
    "capitals that change places": "KADANOV, lVadimir",
    "born in a name": "Born Free Shipping",
    "letters with accents": "Noël Kadàn",
    "initials": "K A Dan",
    "nothing": "",
}


@pytest.mark.parametrize(("text", "name", "given"), HELD.values(), ids=HELD)
def test_what_a_field_holds(text: str, name: str, given: dict[str, list[str]]) -> None:
    held = taken_apart(text)
    assert held and held.notes, "nothing is taken for something silently"
    assert name in held.names and held.given == given
    assert text in held.names or "<<" in text, "the field as it stands is asked, too"


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_a_name_is_left_as_it_is(text: str) -> None:
    assert taken_apart(text) is None


@pytest.mark.parametrize(("text", "schema"), [("Kim Kadan 8905490", "Person"), ("Kim Kadan 8905491", "")])
def test_seven_digits_of_a_person_or_without_a_check_digit_are_no_ship(text: str, schema: str) -> None:
    held = taken_apart(text, schema)
    assert held and held.names == ["Kim Kadan", text] and not held.given


def test_a_day_of_birth_of_which_no_day_can_be_told_clears_nobody() -> None:
    held = taken_apart("Kim Kadan DOB 03/04/1969")
    assert held and held.names[0] == "Kim Kadan" and not held.given


def test_eight_capitals_are_the_name_of_a_ship_or_a_person() -> None:
    assert taken_apart("INVEKPAN", "Vessel") is None is taken_apart("INVEKPAN", "Person")
    held = taken_apart("INVEKPAN", "Company")
    assert held and held.given == {"bic": ["INVEKPAN"]}


def test_a_digit_may_be_what_it_is() -> None:
    held = taken_apart("SAMKADAN1")
    assert held and held.names == ["SAMKADAN1", "SAMKADANI"]
