"""What a new report says before anyone wrote it: headings of each kind, and what belongs under them."""

from __future__ import annotations

from sightline.model.report import Template

_METHOD = (
    "Method and standards of proof",
    "Say what was looked at, how, and what each standard means.",
)
_OPEN = ("What is open", "Say what the office does not know, and what would change what it says.")
SECTIONS: dict[Template, tuple[tuple[str, str], ...]] = {
    Template.FINAL: (
        ("Introduction", "Say what the report covers, for whom, and what is new since the last."),
        _METHOD,
        ("Nuclear and ballistic missile activities", "Say what was seen, with its evidence."),
        ("Sectoral and maritime measures", "Say what was seen, with its evidence."),
        ("Embargoes and listed parties", "Say what was seen, with its evidence."),
        ("Finance and crypto assets", "Say what was seen, with its evidence."),
        ("Humanitarian exception", "Say what the measures did to civilians, and what was exempted."),
        ("National implementation", "Say what states reported and what they did."),
        _OPEN,
    ),
    Template.MIDTERM: (
        ("Introduction", "Say what the report covers and what it leaves to the final one."),
        _METHOD,
        ("Developments in the period", "Say what changed, with its evidence."),
        ("Under investigation", "Say what is looked into, without naming who was not heard."),
        ("Earlier recommendations", "Say what became of each."),
    ),
    Template.INCIDENT: (
        ("What happened", "Say what was done, when, where and by whom, with its evidence."),
        ("The parties and their replies", "Say who was heard and what they replied."),
        _OPEN,
    ),
    Template.THEMATIC: (
        ("Introduction", "Say which question the report answers."),
        _METHOD,
        ("How it works", "Describe the pattern, and what looks like it and is not."),
        ("Cases", "Tell each case from its evidence."),
        _OPEN,
    ),
    Template.BRIEFING: (
        ("Key points", "Say in a few sentences what the reader must know."),
        ("Background", "Say what led here, with its evidence."),
        ("What may be asked", "Say what the reader may be asked, and what holds."),
    ),
    Template.DIGEST: (
        ("In this period", "Say what was published and seen, a paragraph each, with its evidence."),
        ("Replies and consequences", "Say who replied and what followed."),
        ("What comes next", "Name the days ahead."),
    ),
    Template.LETTER: (("Letter", "Say what is asked of whom, and until when."),),
}
"""headings of each kind of report, and what belongs under them; a proposal that an editor changes"""
SUMMARY = "Say in three sentences what the report found and on what it rests."

PROMPTS = frozenset({SUMMARY, *(words for parts in SECTIONS.values() for _, words in parts)})
"""sentences that stand for what is to be written"""
STARTER = "New paragraph."
"""what a paragraph says that was put in and not written yet"""
