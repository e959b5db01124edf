"""One syllable in its place: made once, with what it may be when it is asked."""

from sightline.names.syllable import CHINESE, KOREAN


def test_a_syllable_is_made_once() -> None:
    assert KOREAN.given.find("chol") is KOREAN.given.find("chol")
    assert (
        KOREAN.given.find("chol") is not KOREAN.surnames.find("chol") and KOREAN.given.find("harvey") is None
    )


def test_what_is_asked_may_be_mistyped_too() -> None:
    rare, usual = KOREAN.given.find("nyol"), KOREAN.given.find("chol")
    assert rare and usual
    assert usual.asked()[: len(usual.weighed)] == usual.weighed and usual.asked() is usual.asked()
    assert len(rare.asked()) >= len(rare.weighed)


def test_by_mandarin() -> None:
    known = CHINESE.surnames.find("jin")
    assert known and "김" in dict(known.by_mandarin)
