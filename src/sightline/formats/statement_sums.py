"""Whether the entries of a statement lead from its first balance to its last."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

OFF = (
    "the statement does not add up: {opening} at its beginning and {total} of its {entries} make {made}, and "
    "it ends with {closing}{currency}: entries may be missing, or its balances wrong"
)
UNREAD = ", of which {} could not be read,"


def amount(text: str, *, credit: bool) -> Decimal | None:
    """An amount, with a minus where it is a debit; None where it is no number."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    if not found.is_finite():
        return None
    return found if credit else -found


@dataclass(slots=True)
class Sums:
    """What the entries of one statement come to, in the units of its currency; credits less debits."""

    total: Decimal = Decimal()
    entries: int = 0
    unread: int = 0
    currencies: set[str] = field(default_factory=set)

    def add(self, entry: Decimal | None, currency: str = "") -> None:
        """Count an entry; without an amount it could not be read."""
        self.entries += 1
        self.total += entry or 0
        self.unread += entry is None
        self.currencies |= {currency} - {""}

    def doubt(self, opening: Decimal | None, closing: Decimal | None) -> str:
        """What is wrong, with both sums; empty where they agree, where one balance is missing, and of
        entries in several currencies, which do not add up."""
        if opening is None or closing is None or len(self.currencies) > 1:
            return ""
        made = opening + self.total
        if made == closing:
            return ""
        entries = f"{self.entries:,} entr{'y' if self.entries == 1 else 'ies'}"
        return OFF.format(
            opening=opening,
            total=self.total,
            entries=entries + (UNREAD.format(self.unread) if self.unread else ""),
            made=made,
            closing=closing,
            currency="".join(f" {code}" for code in self.currencies),
        )
