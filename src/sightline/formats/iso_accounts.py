"""Accounts of ISO 20022 messages: an IBAN, or the number in another scheme; a message has one of the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

IBAN, OTHER = "Id/IBAN", "Id/Othr/Id"
ACCOUNT = (IBAN, OTHER)
"""below the element of an account, the first that has a text"""
TWO = "taken, though {} is told twice, as IBAN {} and otherwise as {}: the IBAN is taken"


def told_twice(texts: Mapping[str, str | Sequence[str]]) -> Iterator[str]:
    """A note for each account, by the path of its element, that has an IBAN and differs from it otherwise."""
    for path, said in texts.items():
        if path.endswith(IBAN):
            above = path.removesuffix(IBAN)
            one, other = (_first(value) for value in (said, texts.get(above + OTHER, "")))
            if one and other and one.replace(" ", "") != other.replace(" ", ""):
                yield TWO.format(above.removesuffix("/"), one, other)


def _first(said: str | Sequence[str]) -> str:
    return said if isinstance(said, str) else next((text for text in said if text), "")
