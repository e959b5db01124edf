"""What forms and messages put around a name: their words, numbered lines, dates of birth, e-mail, a flag.

*Attn Pak Il Gyu*, *Pak Il Gyu DOB 1950*, *1/KIM KYU 2/PYONGYANG 3/KP*.
"""

from __future__ import annotations

import re

from sightline.clean import countries, country_words, typed_dates
from sightline.screening.field.figures import DAY
from sightline.screening.field.held import Held, without

_BORN = re.compile(
    r"[,;]?\s*[(\[]?\s*\b(?:d\.?o\.?b\b\.?|date of birth|birth ?date|born(?: on| in)?|y\.?o\.?b\b\.?"
    r"|geb(?:oren)?\b\.?(?: am)?|née? le|nacid[oa] el|nat[oa] il|род(?:ился|илась)?\b\.?|дата рождения"
    r"|生年月日|생년월일)[\s:]*"
    r"(?P<value>\d[\d./-]*\d(?:[\s.-]+[a-z]{3,9}\.?[\s.,-]+\d{2,4})?|\d[\s.-]+[a-z]{3,9}\.?[\s.,-]+\d{2,4})\s*[)\]]?",
    re.IGNORECASE,
)
_BORN_BEHIND = re.compile(
    rf"[,;]?\s*[(\[]?\s*(?P<value>{DAY}|(?<!\d)(?:19|20)\d\d)[\s,.]*"
    r"(?:г\.?\s?р\b\.?|(?:г\.?|года?)?\s?рождения|년?\s?(?:생|출생)|年?(?:出生|生まれ|生))\s*[)\]]?",
    re.IGNORECASE,
)
"""a date of birth that words behind it tell, in Russian, Korean, Chinese and Japanese"""
_MAIL = re.compile(r"\s*[<(\[]?\s*(?P<value>[\w.+-]+@[\w-]+\.[\w.-]+)\s*[>)\]]?")
_FLAG = re.compile(
    r"[,;]?\s*\bflag(?:ged)?[\s:]+(?P<value>[A-Za-z. ]+?)\s*(?:[,;)]|$)|\s(?P<other>\S+)[ -]flag(?:ged)?\s*$",
    re.I,
)
_IN_FRONT = re.compile(
    r"(?:(?:seller|buyer|shipper|consignee|notify party|bill to|ship to|sold to|attn|attention|bene"
    r"|beneficiary|payee|payer|remitter|ordering customer|applicant|vendor|supplier|customer|to|from"
    r"|vsl|vessel|name)\s*(?::|[–—-](?=\s))"
    r"|(?:attn|beneficiary|shipper|consignee|messrs)\b\.?(?=\s+\S+\s+\S)|c/o|b/o|o/b of|on behalf of"
    r"|(?:ип|фоп)(?=\s+\S+\s+\S)"
    r"|by order(?: and for (?:the )?account)? of|for (?:the )?account of"
    r"|(?:salary|wages?|payment|invoice) (?:of|for|to|from)\b"
    r"|(?:(?:ref|reference|inv|invoice|contract|order|po|customer|client|account|acct|file|case"
    r"|kunde|клиент)\b[\s.:#-]*)+(?:no\b\.?\s*)?\S*\d\S*)\s+(?=\S)",
    re.IGNORECASE,
)
"""what forms and messages put in front of a name"""
_LINES = re.compile(r"(?:(?P<account>/\S+)\s+)?1/(?P<rest>\S.*)", re.DOTALL)
_LINE = re.compile(r"(?:^|\s)([1-8])/")


def lines_of(text: str, held: Held) -> str:
    """The name of a party in numbered lines, as fields 50F and 59F of SWIFT messages have it."""
    told = _LINES.fullmatch(text)
    if not told:
        return text
    parts = _LINE.split(f" 1/{told['rest']}")
    lines: dict[str, list[str]] = {}
    for number, said in zip(parts[1::2], parts[2::2], strict=True):
        lines.setdefault(number, []).append(said.strip())
    if len(lines) > 1:
        held.notes.append("was read as numbered lines of a SWIFT message, the name from those of 1/")
    if account := told["account"]:
        held.take("identifier", account.strip("/"), f"{account!r} was asked as an account")
    if where := lines.get("2"):
        held.given["address"] = [", ".join(where)]
    if country := countries.of_code(lines.get("3", [""])[0].split("/")[0]):
        held.given["country"] = [country]
    if born := lines.get("4"):
        held.given["birth_date"] = born[:1]
    for number in (*lines.get("6", ()), *lines.get("7", ())):
        held.given.setdefault("identifier", []).append(number.rsplit("/", 1)[-1])
    return " ".join(lines["1"])


def dates_and_mail(text: str, held: Held, _schema: str) -> str:
    """A field without a date of birth, an e-mail address and a flag."""
    for shape in (_BORN, _BORN_BEHIND):
        text = without(
            shape, text, held, "birth_date", "the date of birth", lambda one: bool(typed_dates.typed(one))
        )
    if "@" in text and (mail := _MAIL.search(text)) and mail[0].strip() != text:
        held.notes.append(f"{mail['value']!r} is an e-mail address: asked without it, too")
        text = f"{text[: mail.start()]} {text[mail.end() :]}".strip()
    if "flag" in text.lower() and (found := _FLAG.search(text)):
        of = found["value"] or found["other"]
        if code := country_words.read(of).code:
            held.take("country", code, f"{of!r} was asked as the flag")
            text = f"{text[: found.start()]} {text[found.end() :]}".strip()
    return text


def front(text: str, held: Held, _schema: str) -> str:
    """A field without what forms put in front of a name."""
    while found := _IN_FRONT.match(text):
        held.notes.append(f"{found[0].strip()!r} was taken for a word of a form: asked without it, too")
        text = text[found.end() :]
    return text
