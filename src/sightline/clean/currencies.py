"""Currency codes of ISO 4217, those in force and those withdrawn, with the month of their withdrawal."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pycountry

_WITHDRAWN = """
1981-12 ESA
1984-11 MLF
1985-07 ARP
1986-03 BRB
1987-02 BOP
1987-05 UGS
1989-02 BRC
1989-12 ALK GNE MVQ UYN ZWC
1990-01 YUD
1990-02 BUK
1990-03 BEC BEL BRN LUC LUL
1990-09 DDM
1990-10 NIC
1990-12 ARY BGJ BGK CSJ ILR ISJ PEH ROK SUR UGW VNC
1991-03 AOK
1991-07 PEI
1991-09 YDD
1992-01 ARA
1993-01 MXP
1993-03 BRE CSK UYP
1993-07 LTT
1994-02 ZRZ
1994-07 BRR
1994-12 ESB LVR
1995-01 HRD
1995-03 ZAL
1995-10 GEK
1995-11 YUN
1996-09 UAK
1997-01 PLZ
1997-05 GWP
1998-06 SDP
1998-07 BAD
1999-01 XEU
1999-06 ZRN
1999-11 XRE
2000-02 AON AOR
2000-09 ECS ECV
2001-01 BYB
2001-04 TJR
2002-03 ATS BEF DEM ESP FIM FRF GRD IEP ITL LUF NLG PTE
2002-11 TPE
2003-01 AFA
2003-07 ADP YUM
2003-11 BGL
2003-12 SRG
2004-01 RUR
2004-11 CHC
2004-12 MGF
2005-06 ROL
2005-10 AYM
2005-12 AZM TRL
2006-06 MZM
2006-09 ZWN
2006-10 CSD XFO
2007-01 SIT
2007-06 GHP
2007-07 SDD
2008-01 CYP GHC MTL VEB
2008-08 ZWD
2009-01 SKK TMM
2009-06 ZWR
2011-01 EEK
2012-12 ZMK
2013-11 XFU
2014-01 LVL
2014-03 USS
2014-12 LTL
2017-01 BYR
2017-12 MRO STD
2018-08 VEF
2021-06 CUC
2023-01 HRK
2023-12 SLL
2024-09 ZWL
2025-03 ANG
"""
"""Codes by the month in which ISO 4217 withdrew them for the last entity that had them: list three of the
maintenance agency (SIX), as the package `datasets/currency-codes` (PDDL) carries it over; of a
stretch of time its end (`1978 to 1981`)."""
_UNDATED = ["BGN", "VED"]
"""Codes whose withdrawal is not in that copy of the list: payments of their time are real."""
WITHDRAWN = {
    code: month
    for line in _WITHDRAWN.split("\n")
    if line
    for month, *codes in [line.split()]
    for code in codes
}
"""month `YYYY-MM` by code"""


PLACES = {
    code: places
    for places, codes in {
        0: ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV",
            "XAF", "XOF", "XPF"),
        3: ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"),
        4: ("CLF", "UYW"),
    }.items()
    for code in codes
}  # fmt: skip
"""Decimal places of those currencies that ISO 4217 does not give two: list one as published on 25 June 2024,
compared in a public copy of its XML; of CLF, UGX and UYW the package `moneyphp/iso-currencies`, made from the
agency's list, says the same."""
NO_PLACES = frozenset({
    "XAG", "XAU", "XBA", "XBB", "XBC", "XBD", "XDR", "XPD", "XPT", "XSU", "XTS", "XUA", "XXX",
})  # fmt: skip
"""codes to which it gives none: metals, units of account, tests"""
NO_MONEY = {
    "XTS": "XTS is the code for tests",
    "XXX": "XXX says that no currency is involved",
}
"""codes that stand where no money moved"""


def places(code: str) -> int | None:
    """Decimal places of a currency in force; None of one that has none or was withdrawn."""
    if code in NO_PLACES or code not in _in_force():
        return None
    return PLACES.get(code, 2)


def finer(amount: Decimal, code: str) -> bool:
    """Whether an amount has more decimal places than its currency: 1,234.56 JPY; False where it has none."""
    known = places(code)
    return known is not None and amount != round(amount, known)


@cache
def _known() -> frozenset[str]:
    return _in_force() | WITHDRAWN.keys() | frozenset(_UNDATED)


@cache
def _in_force() -> frozenset[str]:
    return frozenset(currency.alpha_3 for currency in pycountry.currencies)


def clean(text: str) -> str | None:
    """The code in capitals; None when ISO 4217 never had it."""
    code = text.strip().upper()
    return code if code in _known() else None


def withdrawn(code: str) -> str | None:
    """The month `YYYY-MM` in which a code was withdrawn; None where it is in force, or no month is known."""
    return None if code in _in_force() else WITHDRAWN.get(code)
