"""Characters are read in Korean and Mandarin, simplified or not."""

from sightline.names.han import characters, is_han


def test_readings() -> None:
    known = characters()
    assert "김" in known["金"].korean and known["金"].mandarin[0] == "jin"
    assert known["铁"].korean == known["鐵"].korean == ("철",)


def test_what_is_no_character() -> None:
    assert is_han("金") and not is_han("김") and not is_han("k")
