"""Words that say little about who someone is: forms of company, articles, forms of address.

They are left out of a comparison as long as something else remains. Set here by reading the UN and
OFAC lists; two-letter forms that are also names of people (`AB`, `AO`, `AS`) are kept.
"""

from __future__ import annotations

from collections.abc import Sequence

# fmt: off
COMPANY_FORMS = frozenset({
    "ag", "asa", "bhd", "bv", "bvba", "cjsc", "co", "coltd", "company", "corp", "corporation", "eood",
    "fzc", "fzco", "fze", "fzllc", "gmbh", "inc", "incorporated", "jsc", "kft", "kk", "limited", "llc",
    "llp", "lp", "ltd", "ltda", "mbh", "nv", "oao", "ojsc", "ooo", "oyj", "pjsc", "plc", "pte", "pty",
    "pvt", "sa", "sarl", "sas", "sdn", "spa", "srl", "sro", "too", "zao",
})
# fmt: on
"""Forms of company, as they are written after transliteration."""

ARTICLES = frozenset({"the", "of", "and", "for"})
ADDRESS = frozenset({"mr", "mrs", "ms", "dr"})

EMPTY = COMPANY_FORMS | ARTICLES | ADDRESS


def telling(tokens: Sequence[str]) -> tuple[str, ...]:
    """The tokens that say something; all of them when none does."""
    return tuple(token for token in tokens if token not in EMPTY) or tuple(tokens)
