"""Numbers around a name are left out, each with what looks like it and is a part of the name."""

import pytest

from sightline.screening.field.figures import figures, telephones
from sightline.screening.field.held import Held

AROUND = {
    "a day behind a comma": ("Kim Kadan, 14.05.1969", "Kim Kadan"),
    "a day in bars": ("Kim Kadan 14/05/1969", "Kim Kadan"),
    "the year first": ("Kim Kadan 1969-05-14", "Kim Kadan"),
    "a month in letters": ("Kim Kadan 14 May 1969", "Kim Kadan"),
    "a day that may be two, though of birth": ("Kim Kadan DOB 03/04/1969", "Kim Kadan"),
    "the day of a paper": ("Kim Kadan, issued on 01.02.2010", "Kim Kadan"),
    "a year of founding": ("Kadan Trading est. 1998", "Kadan Trading"),
    "a year of building": ("Invented Star, built in 1998", "Invented Star"),
    "a year alone": ("Invented Star 1998", "Invented Star"),
    "a month and a year": ("Kim Kadan May 1969", "Kim Kadan"),
    "a day without spaces": ("Kim Kadan 14MAY1969", "Kim Kadan"),
    "a quarter": ("Kadan Trading Q3 2024", "Kadan Trading"),
    "parts of a whole": ("Kim Kadan 50/50", "Kim Kadan"),
    "what is held": ("Kim Kadan holds 25%", "Kim Kadan"),
    "digits behind a bar": ("Kim Kadan/14051969", "Kim Kadan"),
    "digits tied to a name": ("Kadan Trading-12345", "Kadan Trading"),
    "digits tied in front": ("12345_Kadan Bank", "Kadan Bank"),
    "two numbers of taxes": ("Kadan Trading ИНН/КПП 7736101243/773601001", "Kadan Trading"),
    "gross tonnage": ("Invented Star 3500 gross tons", "Invented Star"),
    "a share": ("Kadan Bank 49%", "Kadan Bank"),
    "a share with a comma": ("Kadan Bank - 49,5 %", "Kadan Bank"),
    "a sum": ("Kadan Bank, USD 5,000,000.00", "Kadan Bank"),
    "a sum in words": ("Kadan Bank EUR 5 million", "Kadan Bank"),
    "a voyage": ("Invented Star VOY 12", "Invented Star"),
    "a voyage with its number": ("Invented Star VOY NO. 2203E", "Invented Star"),
    "a voyage in one letter": ("Invented Star V.012N", "Invented Star"),
    "a voyage behind a bar": ("Invented Star / 012W", "Invented Star"),
    "tonnage behind its word": ("Invented Star 2 GT 3500", "Invented Star 2"),
    "tonnage in front of it": ("Invented Star 3,500 DWT", "Invented Star"),
    "a call sign": ("Invented Star call sign HMZD", "Invented Star"),
    "an account": ("Kim Kadan a/c 40817810099910004312", "Kim Kadan"),
    "an invoice": ("Kadan Trading invoice 22/1718", "Kadan Trading"),
    "a number behind a sign": ("Kadan Trading #42317", "Kadan Trading"),
    "a number behind its word": ("Kadan Trading No. 07312345", "Kadan Trading"),
    "six digits": ("Kadan Trading 423179", "Kadan Trading"),
    "groups of digits": ("Kim Kadan 45 08 123456", "Kim Kadan"),
    "digits behind a comma": ("Kadan Trading, 423", "Kadan Trading"),
    "an age": ("Kim Kadan, 44", "Kim Kadan"),
    "a line of a list": ("12. Kadan Bank", "Kadan Bank"),
    "a number in front": ("42317 - Kadan Bank", "Kadan Bank"),
}
NAMES = {
    "a ship of a row": "HAO FAN 6",
    "a fishing boat": "Invented Kadan Yu 56398",
    "letters and digits": "M23",
    "a unit": "Unit 180",
    "a unit of five digits": "Military Unit, 61398",
    "a bureau of a year": "Bureau 1998",
    "a hull of a yard": "YARD NO. 1220 KADAN",
    "a day without its year": "14 May Battalion",
    "a word that begins as a month": "Kadan 14 Marine 2024 Trading",
    "the mark of an aircraft": "RA-82042",
    "a fleet": "Kadan 4:Trading",
    "a word between numbers": "Kadan 12 VOX 12",
    "two digits of a measure": "Kadan 12 T",
    "a ship of a number and MT": "MT KADAN 12",
    "a voyage without a number": "Voyage Kadan",
    "a share without its sign": "Kadan Bank 49",
    "a currency without a sum": "EUR Kadan",
    "a hyphen before a number": "Kadan-747 Trading",
    "an ordinal": "21st Century Kadan",
    "words of companies alone": "Trading Company 423179",
    "a number alone": "423179",
}


@pytest.mark.parametrize(("text", "name"), AROUND.values(), ids=AROUND)
def test_a_number_around_a_name_is_left_out_and_told(text: str, name: str) -> None:
    held = Held()
    assert figures(text, held, "") == name
    assert held.notes and not held.given, "nothing that does not say what it is is compared"


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES)
def test_a_number_of_the_name_stays(text: str) -> None:
    held = Held()
    assert figures(text, held, "") == text and not held.notes


@pytest.mark.parametrize("number", ["+49 30 1234567", "tel. +49 30 123456", "fax (030) 123-456"])
def test_a_telephone_is_no_ship(number: str) -> None:
    held = Held()
    assert telephones(f"Kim Kadan, {number}", held, "") == "Kim Kadan" and held.notes
    assert telephones("Cell 5 Kadan", Held(), "") == "Cell 5 Kadan"
