"""What someone is: a person, an organisation, a ship. Schemata that may be several say nothing."""

from __future__ import annotations

from sightline.matching.compared import Compared
from sightline.matching.shared_codes import compare_codes
from sightline.model.schemata import names

NAME, FIELD = "kind", "schema"
PROPS = ("schema",)

KINDS = {
    "Person": "person",
    "Organization": "organisation",
    "Company": "organisation",
    "PublicBody": "organisation",
    "Vessel": "ship",
    "Airplane": "aircraft",
}
"""Kinds by FollowTheMoney schema; `LegalEntity` and `Thing` may be several and are left out, and so are
`CryptoWallet` and `BankAccount`, which lists name under whoever holds them."""

EVERYDAY = {
    "Person": "individual; natural person; private person; private individual; physical person; "
    "human; man; woman; personne; personne physique; persona; persona física; persona natural; "
    "natürliche person; физическое лицо; физлицо; физ. лицо; 개인; 个人; 個人; 自然人; شخص; فرد",
    "Company": "firm; bank; corporation; corporate; business; enterprise; limited company; firma; "
    "unternehmen; société; entreprise; empresa; compañía; banque; banco; компания; фирма; банк; "
    "회사; 기업; 은행; 公司; 企业; 銀行; 银行; شركة; بنك; شرکت; بانک",
    "LegalEntity": "entity; legal person; legal entity; juridical person; personne morale; "
    "persona jurídica; juristische person; юридическое лицо; юрлицо; 법인; 法人",
    "Organization": "organisation; ngo; charity; association; foundation; non-profit; организация; "
    "단체; 组织",
    "PublicBody": "government; government body; ministry; public authority; state body",
    "Vessel": "ship; boat; tanker; motor vessel; merchant ship; navire; buque; nave; schiff; судно; "
    "корабль; 선박; 船; 船舶; سفينة; کشتی",
    "Airplane": "aircraft; aeroplane; plane; helicopter; avion; aeronave; flugzeug; самолет; "
    "самолёт; воздушное судно; 항공기; 飞机; 航空器; طائرة",
}
"""what people write for a schema (written from general knowledge)"""
_SCHEMATA = {word: schema for schema, some in EVERYDAY.items() for word in some.split("; ")} | {
    name.lower(): name for name in names()
}


def schema_of(text: str) -> str:
    """The schema that is meant, by its name in whatever capitals or a word for it; empty where none is."""
    return _SCHEMATA.get(" ".join(text.casefold().split()), "")


def compare(query: str, listed: str) -> Compared | None:
    """The same kind or another; None where a schema leaves it open."""
    ours, theirs = KINDS.get(schema_of(query), ""), KINDS.get(schema_of(listed), "")
    return compare_codes(NAME, ours, theirs, NAME)
