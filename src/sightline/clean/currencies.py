"""Currency codes of ISO 4217, those in force and those withdrawn."""

from __future__ import annotations

from functools import cache

import pycountry

_WITHDRAWN = """
ADP AFA ALK ANG AOK AON AOR ARA ARP ATS AZM BAD BEC BEF BEL BGL BGN BOP BRB BRC BRE BRN BRR BYB BYR CHC
CSD CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB ESP FIM FRF GEK GHC GRD GWP HRD HRK IEP ITL LTL LTT LUC LUF
LUL LVL LVR MGF MLF MRO MTL MXP MZM NIC NLG PEI PLZ PTE ROL RUR SDD SIT SKK SLL SRG STD SUR TJR TMM TPE
TRL UAK UGS USS UYP VEB VED VEF XEU XFO XFU YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWL ZWN ZWR
"""
WITHDRAWN = frozenset(_WITHDRAWN.split())
"""Codes of ISO 4217 list three, and codes whose withdrawal was announced: payments of their time are real."""


@cache
def _known() -> frozenset[str]:
    return frozenset(currency.alpha_3 for currency in pycountry.currencies) | WITHDRAWN


def clean(text: str) -> str | None:
    """The code in capitals; None when ISO 4217 never had it."""
    code = text.strip().upper()
    return code if code in _known() else None
