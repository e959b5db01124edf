"""A letter as PDF, tagged and for archives, by the same parts a report is drawn with."""

from __future__ import annotations

from typing import Any

from sightline.reports.dates import written
from sightline.reports.letter import Letter
from sightline.reports.pdf import Pdf, drawn, typeset


def render(letter: Letter) -> Pdf:
    """Typeset the letter; equal letters and fonts give equal bytes. Errors as those of a report."""
    return typeset("letter.typ", _content(letter), letter.dated)


def _content(letter: Letter) -> dict[str, Any]:
    return {
        "sender": letter.sender,
        "sender_lines": list(letter.sender_lines),
        "reference": letter.reference,
        "dated": written(letter.dated),
        "to": list(letter.to),
        "through": letter.through,
        "subject": letter.subject,
        "opening": list(letter.opening),
        "body": [drawn(one) for one in letter.body],
        "closing": letter.closing,
        "signed_by": list(letter.signed_by),
        "annexes": [drawn(one) for one in letter.annexes],
        "draft": letter.draft,
        "salutation": letter.salutation,
        "notes": {},
    }
