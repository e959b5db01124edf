"""A reply told the other way round.

What it warns of: a sentence that cites a party's reply, or names the party (a company by its short name
too) and speaks of its reply or of what it admitted, and says that it contests, denies, accepts or confirms,
or that it does not, where the cited words, the recorded reply or the recorded outcome of the hearing say
the opposite; one that says that something goes on where they say that it ended, or the other way round; one
by which a party said what its reply denies; one that gives the answer of a party that did not reply. Words
of the office, of a court or of documents are no answer of the party's, and a receipt that is acknowledged
admits nothing.

Why: one "not" turns an answer into its opposite, and whoever was heard will read it.

How to mend: say what the reply says, or cite the words that say so; put the outcome right under Hearings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sightline.model.casework import Hearing, Outcome, Reply
from sightline.model.report import Sentence
from sightline.reports.outline import sentences
from sightline.reports.problem import LintContext, Problem, warning
from sightline.reports.said import squeezed
from sightline.reports.told import OTHERS, Called, called, names_party, says_the_same, subject, telling

RULE = "reply_reversed"
_CONTESTS = (
    r"contest(?:s|ed|ing)?|den(?:y|ies|ied|ying|ials?)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|refut(?:es?|ed|ing)|"
    r"object(?:s|ed)? to|objections?|uncontested|undisputed"
)
_ACCEPTS = (
    r"accept(?:s|ed|ing)?|admit(?:s|ted|ting)?|conced(?:e|es|ed|ing)|agree(?:s|d)?|confirm(?:s|ed|ing)?|"
    r"acknowledg(?:e|es|ed|ing)"
)
_ENDS = (
    r"ended|ends?|ceas(?:e|es|ed|ing)|stop(?:s|ped|ping)?|terminat(?:e|es|ed|ing)|discontinu(?:e|es|ed|ing)|"
    r"withdr(?:aw|aws|ew|awn|awing)|no longer"
)
_CONTINUES = (
    r"continu(?:e|es|ed|ing)|goes on|go on|going on|went on|persist(?:s|ed|ing)?|carr(?:y|ies|ied|ying) on|"
    r"is still|are still|still \w+s\b|remains? in"
)
_WORD = re.compile(
    rf"\b(?:(?P<contests>{_CONTESTS})|(?P<accepts>{_ACCEPTS})|(?P<ends>{_ENDS})|(?P<continues>{_CONTINUES}))\b",
    re.I,
)
_DENIAL = re.compile(
    r"\b(?:(?:untrue|false|baseless|unfounded|incorrect|inaccurate)\b|"
    r"(?:(?:we|it|they)|the (?:company|owner|bank|ministry|vessel|ship)) "
    r"(?:(?:has|have|had|did|do|does|was|were) (?:not|never)|never|had no|has no|have no)\b)",
    re.I,
)
"""words by which a reply denies without saying that it does"""
_TIMES = re.compile(
    r"\b(?:deadline|period|time|hearing|correspondence|voyage|visit|meeting|year|month|week|letter|"
    r"investigation)\b[^.;,]{0,30}$",
    re.I,
)
"""what ends or goes on by itself"""
_NOT = re.compile(
    r"(?:\b(?:not(?! only)|never|no|nor|neither|without|cannot|nothing|nobody|unable to|declin\w+ to|"
    r"refus\w+ to|fail\w* to)\b|n['’]t\b)(?:(?!\b(?:and|but)\b)[^.;:]){0,25}$",
    re.I,
)
_OTHERS = re.compile(rf"{OTHERS.pattern}[^.;,]{{0,30}}$", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being) (?:not )?$", re.I)
_ADJECTIVE = re.compile(r"\b(?:the|this|these|a|an|any|its) $", re.I)
_TAKES = re.compile(
    r"accept|agree|confirm|acknowledg|reject|object|end|ceas|stop|terminat|withdr|continu|carr", re.I
)
"""words of a deed as well, where what is taken follows"""
_THINGS = re.compile(
    r"^ (?:that (?:it|they|we) (?:had |have )?received|(?:the |a |its |any )?(?:receipt|payments?|deliver|"
    r"cargo|goods|orders?|deposits?|transfers?|money))",
    re.I,
)
_ANSWERS = re.compile(
    r"\b(?:repl(?:y|ies|ied)|answer|respon|letter|says?|said|stat(?:es|ed)|wrote|writes)", re.I
)
_YIELDS = re.compile(r"\b(?:accept|admit|conced|agree)", re.I)
_ADMITS = re.compile(
    r"\b(?:admit(?:s|ted)?|conced(?:es|ed)?|(?:accept(?:s|ed)?|agree[sd]?|confirm(?:s|ed)?|acknowledge[sd]?) "
    r"(?=that\b|(?:the|this) (?:findings?|charges?|allegations?|claims?|breach|account|report)))",
    re.I,
)
"""what a party does with words alone"""
_SAID_THAT = re.compile(
    r"\b(?:(?:told|informed|assured) (?:the (?:office|panel|experts) )?|(?:replied|answered|responded|"
    r"stated|wrote|said|explained|admitted|conceded|accepted|confirmed|acknowledged) "
    r"(?:to the (?:office|panel) )?)that (?P<clause>[^.;]+)",
    re.I,
)
_DENIES = re.compile(
    r"\b(?:not|never|no|nor|neither|nothing|nobody|without|cannot|wrong|untrue|false)\b|n['’]t\b", re.I
)
_OPPOSITE = {"contests": "accepts", "accepts": "contests", "ends": "continues", "continues": "ends"}
_ENDING = frozenset({"ends", "continues"})
_CURED = frozenset({Outcome.CURED_AFTER, Outcome.CURED_BEFORE})
_RECEIVED = frozenset({Outcome.CONTESTED, Outcome.REPLIED, Outcome.CURED_AFTER, Outcome.CURED_BEFORE})


@dataclass(frozen=True, slots=True)
class _Stand:
    """What words say of contesting, accepting, ending and going on.

    `yes` and `no` hold the kinds said and denied.
    """

    yes: frozenset[str]
    no: frozenset[str]

    @property
    def plain(self) -> frozenset[str]:
        """Kinds said and nowhere denied."""
        return self.yes - self.no

    @property
    def denied(self) -> frozenset[str]:
        """Kinds denied and nowhere said."""
        return self.no - self.yes


def check(context: LintContext) -> Iterator[Problem]:
    """Sentences whose account of a reply is the opposite of the reply."""
    heard = [one for one in context.hearings if one.replies or one.outcome in {*_RECEIVED, Outcome.NO_REPLY}]
    known = called(context) if heard else {}
    for at in sentences(context.report) if heard else ():
        told = _stand([at.sentence.text], told=True)
        wrong: list[str] = []
        if told.yes or told.no:
            wrong = [_wrong(at.sentence, told, one) for one in _about(at.sentence, heard, known)]
        if not (wrong and all(wrong)):
            wrong = [one for one in (_denied(context, at.sentence, heard, known),) if one]
        if wrong:
            remedy = "say what the reply says, cite the words that say so, or put the outcome right"
            yield warning(RULE, at.label, wrong[0], remedy, at.sentence.text)


def _denied(context: LintContext, sentence: Sentence, heard: list[Hearing], known: Called) -> str:
    """What a party is told to have said and its reply denies, in a sentence; empty where nothing is."""
    text = squeezed(sentence.text)
    for found in _SAID_THAT.finditer(text):
        clause = found["clause"]
        if _DENIES.search(clause) or _stand([clause]).yes & {"contests"}:
            continue
        who = subject(text, found.start(), known, sentence.parties)
        for hearing in (one for one in heard if one.party.id == who and one.replies):
            said = [part for reply in hearing.replies for part in _parts(context, reply)]
            affirmed = [one for one in said if not _denying(one)]
            if any(says_the_same(clause, one) for one in affirmed):
                continue
            if hearing.outcome is Outcome.CONTESTED or "contests" in _stand(said).plain:
                worded = [f.assertion for f in context.findings.values() if who in {p.id for p in f.parties}]
            else:
                worded = []
            if any(says_the_same(clause, one) for one in (*(set(said) - set(affirmed)), *worded)):
                return f"the sentence says that {hearing.party.name} said so, and its reply denies it"
    return ""


def _parts(context: LintContext, reply: Reply) -> list[str]:
    """The sentences of a reply, as cited and as it was summed up."""
    words = (reply.citation.quote or context.words(reply.citation), reply.summary)
    return [
        part
        for text in words
        for part in re.split(r"[.;!?]\s|[.;!?]$|, (?:but|and) ", squeezed(text))
        if part
    ]


def _denying(text: str) -> bool:
    stand = _stand([text])
    return bool(_DENIES.search(text)) or "contests" in stand.plain


def _about(sentence: Sentence, heard: list[Hearing], known: Called) -> list[Hearing]:
    """The hearings whose reply a sentence cites, else those whose party it names and speaks of."""
    items = {cite.item for cite in sentence.cites}
    if cited := [one for one in heard if items & {reply.citation.item for reply in one.replies}]:
        return cited
    about = [
        one
        for one in heard
        if one.party.id in sentence.parties or names_party(sentence.text, known[one.party.id])
    ]
    said = {found.lastgroup for found in _WORD.finditer(sentence.text)}
    if _ANSWERS.search(sentence.text) or "contests" in said:
        return about
    text = squeezed(sentence.text)
    admits = {subject(text, found.start(), known, sentence.parties) for found in _ADMITS.finditer(text)}
    if found := [one for one in about if one.party.id in admits]:
        return found
    return [one for one in about if _ended(sentence, one)] if said & {"ends", "continues"} else []


def _ended(sentence: Sentence, hearing: Hearing) -> bool:
    """Whether an end is on record: as the outcome, or by the party's word, of what the sentence speaks of."""
    if hearing.outcome in _CURED:
        return True
    if sentence.finding or "ends" not in _stand([sentence.text], told=True).denied:
        return False
    words = [text for one in hearing.replies for text in (one.citation.quote, one.summary)]
    spoken = telling(sentence.text) - telling(hearing.party.name)
    return any("ends" in _stand([text]).plain and _things(text) & spoken for text in words)


def _things(text: str) -> frozenset[str]:
    """The telling words of a text but those of ending."""
    return telling(_WORD.sub(" ", text))


def _stand(texts: Iterable[str], told: bool = False) -> _Stand:
    """What the words say; `told` where they are the office's, who tells of others beside the party."""
    yes: set[str] = set()
    no: set[str] = set()
    for text in map(squeezed, texts):
        for found in _WORD.finditer(text):
            kind = str(found.lastgroup)
            before = text[: found.start()]
            deed = _TAKES.match(found[0]) and _THINGS.search(text[found.end() :])
            if deed or (found[0].endswith("ed") and _ADJECTIVE.search(before)):
                continue
            if told and (_OTHERS.search(before) or (kind == "accepts" and _PASSIVE.search(before))):
                continue
            if kind in _ENDING and _TIMES.search(before):
                continue
            denied = bool(_NOT.search(before)) or found[0].casefold().startswith("un")
            if kind == "ends" and found[0].casefold() == "no longer":
                denied = False
            (no if denied else yes).add(kind)
        if not told and not yes & {"contests", "accepts"} and _DENIAL.search(text):
            yes.add("contests")
    return _Stand(frozenset(yes), frozenset(no))


def _wrong(sentence: Sentence, told: _Stand, hearing: Hearing) -> str:
    """What is the other way round, in a sentence; empty where nothing is."""
    contested = hearing.outcome is Outcome.CONTESTED
    if not hearing.replies and hearing.outcome is Outcome.NO_REPLY:
        wrong = (f"{' and '.join(sorted(told.yes))}", "it did not reply") if told.yes else None
    else:
        wrong = _against_words(told, _words(sentence, hearing), contested)
        if wrong is None:
            wrong = _against_outcome(sentence.text, told, hearing.outcome)
    return f"the sentence says that {hearing.party.name} {wrong[0]}, and {wrong[1]}" if wrong else ""


def _words(sentence: Sentence, hearing: Hearing) -> _Stand:
    """What the words say that the sentence cites of the replies, else what the replies on record say."""
    items = {reply.citation.item for reply in hearing.replies}
    cited = _stand(cite.quote for cite in sentence.cites if cite.item in items)
    if cited.yes or cited.no:
        return cited
    return _stand(text for one in hearing.replies for text in (one.citation.quote, one.summary))


def _against_words(told: _Stand, words: _Stand, contested: bool) -> tuple[str, str] | None:
    for kind, other in _OPPOSITE.items():
        if kind in told.denied and kind in words.plain:
            return f"does not {_plain(kind)}", f"its words say that it {kind}"
        if kind in told.plain and kind in words.denied:
            return kind, f"its words say that it does not {_plain(kind)}"
        alone = kind in told.plain and other not in told.yes and kind not in words.yes
        if alone and other in words.plain and not (kind == "contests" and contested):
            return kind, f"its words say that it {other}"
    return None


def _plain(kind: str) -> str:
    return kind.removesuffix("s")


def _against_outcome(text: str, told: _Stand, outcome: Outcome | None) -> tuple[str, str] | None:
    if outcome is Outcome.CONTESTED and "contests" in told.denied:
        return "does not contest", "it is on record that it contests"
    if outcome is Outcome.CONTESTED and "contests" not in told.yes and "accepts" in told.plain:
        return ("accepts", "it is on record that it contests") if _YIELDS.search(text) else None
    if outcome in _CURED and "ends" in told.denied:
        return "did not end it", "it is on record that it ended"
    if outcome in _CURED and "continues" in told.plain and "ends" not in told.yes:
        return "continues", "it is on record that it ended"
    return None
