"""Names as words: aligned one to one, each worth what its rarity says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import compress, product
from typing import Any, NamedTuple

import msgspec
from rapidfuzz.distance import OSA

from sightline.matching import replay
from sightline.matching.compared import Compared
from sightline.matching.name_reason import sentence
from sightline.matching.syllables_say import MISSING, UNBOUNDED, ceiling
from sightline.matching.weights import WORD_MODEL, value
from sightline.names.aircraft import whole_mark
from sightline.names.commonness import has_word_of_companies, is_common, is_known, is_of_brand
from sightline.names.company_forms import NO_SLIP, Slip, company_forms, named, slipped
from sightline.names.folding import is_given
from sightline.names.letters import surprises
from sightline.names.met import Met
from sightline.names.readable import readable
from sightline.names.sound import bones, only_abjad, sounds
from sightline.names.syllables import sequences
from sightline.names.words import LONGEST_WORD, aircraft_mark, shown, standing, words

NAME, FIELD = "name_words", "name"
PROPS = ("name", "alias", "previousName", "pastNames", "weakAlias", "abbreviation")
WEAK = frozenset({"weakAlias", "abbreviation"})
_TAKEN = value("weak_alias")
TOO_FAR = 1 << 30
"""millinats between spellings that are not compared"""
PLAIN = 100
"""per cent of what an edit costs in most words"""
SHORT_WORD = 3
"""letters up to which a word alone, or beside one that companies have in their names, is an acronym sooner
than a slip, however odd it looks"""
SHORTEST_SOUND, FEWEST_BONES = 4, 3
"""letters of a word whose sound counts, consonants of one compared by them"""


def _heard_of(told: Sequence[str]) -> list[str]:
    """How words sound, empty where the sound does not count, as in a script without vowels (capitals)."""
    return [
        heard if len(word) >= SHORTEST_SOUND and word.isalpha() and not word.isupper() else ""
        for word, heard in zip(told, sounds(told), strict=True)
    ]


_heard = Met(_heard_of)


def hear(told: Sequence[str]) -> None:
    """Find how the words of many names sound at once, before these are put into forms one by one."""
    _heard.of(told)


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    """The consonants of a word, empty where there are too few."""
    return found if len(found := bones(word.lower())) >= FEWEST_BONES else ""


def compare(query: str, listed: str, worth: Callable[[str], int], prop: str = "name") -> Compared | None:
    """How likely two names are one, 0 to 1; `worth` gives the millinats of a word; None without words."""
    ours, theirs = words(readable(query).text), words(readable(listed).text)
    if not ours or not theirs:
        return None
    mixed, most = bool(sequences(readable(query).text)), ceiling(sequences(readable(listed).text))
    known = {
        word: (one,)
        for word, spelt in zip(theirs, shown(readable(listed).text), strict=True)
        if (one := other_spelling(word, spelt))
    }
    others = other_spellings(ours, shown(readable(query).text))
    spelt = spelt_of(ours, others, theirs, lambda word: known.get(word, ()))
    eased = eases(ours, readable(query).text)
    asked, known_by = company_forms(readable(query).text), company_forms(readable(listed).text)
    company, slip = shared_forms(asked, slipped(shown(readable(query).text)), known_by)
    forms = forms_of(ours, theirs, worth, prop, mixed, Spelling(spelt, eased, company, slip, most))
    return reason(query, listed, forms)


class Spelling(msgspec.Struct, frozen=True, gc=False):
    """Other spellings of words that bring them nearer; per cent of an edit in each word of the query; the
    forms of company both names have, a bit each; the word of the query that is one of them with a letter
    wrong; milliodds the listed name has at most where a word differs (`syllables_say.ceiling`)."""

    others: dict[str, list[str]]
    ease: Sequence[int]
    company: int
    slip: Slip = NO_SLIP
    ceiling: int = UNBOUNDED


def shared_forms(asked: int, slip: Slip, listed: int) -> tuple[int, Slip]:
    """The forms of company two names have in common, a bit each, and which word of the query is one of them
    with a letter wrong, where its name does not have it as it should be."""
    if not listed:
        return 0, NO_SLIP
    if company := slip.forms & listed & ~asked:
        return asked & listed | company, Slip(slip.at, company)
    return asked & listed, NO_SLIP


def eases(told: Sequence[str], text: str) -> list[int]:
    """Per cent of what an edit costs in each word of a query: less where hardly any name is spelt so, and in
    a word of no list, more in one that is known.

    The mark of an aircraft is spelt like no name; a letter too few or too many, or a state that is none,
    shows that it is mistyped.
    """
    if len(told) == 1 and aircraft_mark(text):
        return [100 if whole_mark(text) else WORD_MODEL["mark"]]
    found = own_eases(told)
    if min(map(len, told), default=SHORT_WORD + 1) <= SHORT_WORD and (
        len(told) == 1 or has_word_of_companies(told)
    ):
        short = WORD_MODEL["short"]
        return [short if len(word) <= SHORT_WORD else one for word, one in zip(told, found, strict=True)]
    return found


def own_eases(told: Sequence[str]) -> list[int]:
    """The same in words whatever stands beside them."""
    return _eases.of(told)


def _eases_of(told: Sequence[str]) -> list[int]:
    return [*map(_ease, told, surprises(told))]


_eases = Met(_eases_of)


def _ease(word: str, surprises: int) -> int:
    """The same in a word that surprises by so many millinats a letter."""
    if is_given(word) or is_common(word) or is_of_brand(word):
        return int(WORD_MODEL["given"])
    if not surprises:
        return 100
    eased = 100 - (surprises - WORD_MODEL["odd_from"]) // WORD_MODEL["odd_each"]
    eased += WORD_MODEL["known"] if is_known(word) else -WORD_MODEL["unknown"]
    least = WORD_MODEL["odd_short" if len(word) <= WORD_MODEL["odd_letters"] else "odd_least"]
    return int(max(least, min(WORD_MODEL["odd_most"], eased)))


def other_spelling(word: str, spelt: str) -> str:
    """How a word was spelt before it was folded, as far as it is compared; empty where it was not folded."""
    if word == spelt:
        return ""
    plain = word.islower() and spelt.isascii() and spelt.isalpha() and word.isalpha()
    return spelt[:LONGEST_WORD] if plain else ""


def other_spellings(told: Sequence[str], spelt: Sequence[str]) -> tuple[str, ...]:
    """The same for the words of a query; none where a word stands twice, since forms know each but once."""
    if told == spelt or len({*told}) < len(told):
        return ("",) * len(told)
    return tuple(map(other_spelling, told, spelt))


def spelt_of(
    ours: Sequence[str],
    others: Sequence[str],
    theirs: Sequence[str],
    listed: Callable[[str], tuple[str, ...]],
    pairs: Sequence[Sequence[int]] | None = None,
) -> dict[str, list[str]]:
    """Other spellings that bring a word of a query nearer to a listed one; `listed` gives those of a word.

    `pairs`: the words that were taken for one another, where that is known. Those of other words are not
    needed then: a pair that was not taken is not taken at a higher cost either.
    """
    if pairs is None:
        some: Iterable[tuple[int, int]] = product(range(len(ours)), range(len(theirs)))
    else:
        some = [(one[0], one[2]) for one in pairs if one[4] and one[1] == one[3] == 1 and not one[5]]
        if not some:
            return {}
    found: dict[str, dict[str, None]] = {}
    for i, j in some:
        a, one, b = ours[i], others[i], theirs[j]
        if a == b or not ((known := listed(b)) or one):
            continue
        if nearest := _nearest(a, one, b, known):
            for word, spelt in zip((a, b), nearest, strict=True):
                if spelt != word:
                    found.setdefault(word, {})[spelt] = None
    return {word: list(spelt) for word, spelt in found.items()}


@lru_cache(maxsize=100_000)
def _nearest(a: str, one: str, b: str, others: tuple[str, ...]) -> tuple[str, str] | None:
    """The spellings of two words that differ at the least cost, where others than the words themselves do."""
    best, found = _edit_cost(a, b), None
    for ours in (a, one) if one else (a,):
        for theirs in (b, *others):
            if (ours is not a or theirs is not b) and (cost := _edit_cost(ours, theirs)) < best:
                best, found = cost, (ours, theirs)
    return found


def _edit_cost(a: str, b: str) -> int:
    """As `replay.edit_cost`, but `TOO_FAR` where the two are too far apart."""
    longest, edits = max(len(a), len(b)), WORD_MODEL["edits"]
    allowed = edits[longest] if longest < len(edits) else edits[-1]
    apart = OSA.distance(a, b, score_cutoff=allowed)
    if not 0 < apart <= allowed or not (a.isalpha() and b.isalpha()):
        return TOO_FAR
    return replay.edit_cost(a, b, WORD_MODEL, apart)


def forms_of(
    ours: Sequence[str],
    theirs: Sequence[str],
    worth: Callable[[str], int],
    prop: str,
    mixed: bool,
    spelling: Spelling,
) -> dict[str, Any]:
    """What a score can be computed again from. `mixed`: the query can be read in syllables all the same."""
    worths: dict[str, int] = dict.fromkeys((*ours, *theirs), 0)
    told = [*worths]
    for word in told:
        worths[word] = worth(word)
    heard = [*map(_heard.__getitem__, told)]
    ease, slip = spelling.ease, spelling.slip
    forms: dict[str, Any] = {
        "comparison": NAME,
        "query": [*ours],
        "listed": [*theirs],
        "worth": worths,
        "sounds": _shared(told, heard) if len({*heard}) < len(heard) else {},
        "bones": {} if "".join(told).islower() else _bones(told),
        "mixed": mixed,
        "weak": _TAKEN if prop in WEAK else 0.0,
        "model": WORD_MODEL,
    }
    if spelling.others:
        forms["spelt"] = spelling.others
    if PLAIN not in ease:
        forms["ease"] = dict(zip(ours, ease, strict=True))
    elif ease.count(PLAIN) != len(ease):
        forms["ease"] = {word: one for word, one in zip(ours, ease, strict=True) if one != PLAIN}
    if spelling.company:
        forms["company"] = list(named(spelling.company))
    if spelling.ceiling != UNBOUNDED:
        forms["ceiling"] = [spelling.ceiling, MISSING]
    if slip is not NO_SLIP and slip.forms:
        forms["slip"] = [slip.at, named(slip.forms)[0]]
    return forms


def _bones(told: Sequence[str]) -> dict[str, str]:
    """The consonants of words, where some are of a script without vowels and others are not."""
    if len({word.isupper() for word in told}) < 2:
        return {}
    return _shared(told, [_bare(word) for word in told])


def _shared(told: Sequence[str], keys: Sequence[str]) -> dict[str, str]:
    """Words that have their sound or their consonants in common with another of them."""
    some = [*filter(None, keys)]
    if len({*some}) == len(some):
        return {}
    return {word: key for word, key in zip(told, keys, strict=True) if key and some.count(key) > 1}


def worded(query: str, listed: str, forms: dict[str, Any], score: float) -> str:
    """The sentence for these forms, where the score is known."""
    one, other = (Read(name, shown(readable(name).text)) for name in (query, listed))
    if only_abjad(query):
        one = Read(query, tuple(forms["query"]))
    return _sentence(one, other, forms, _said(forms), score)


class Pair(NamedTuple):
    """Words that were taken for one another: where they begin and how many, on both sides, at what cost."""

    ours: int
    taken: int
    theirs: int
    offered: int
    cost: int
    initial: int = 0


def reason(query: str, listed: str, forms: dict[str, Any]) -> Compared:
    """The sentence and the score for these forms."""
    one, other = (Read(name, shown(readable(name).text)) for name in (query, listed))
    return told(one, other, forms, _said(forms), replay.name_words(forms))


def _said(forms: dict[str, Any]) -> list[Pair]:
    """The words that agree, the most telling first."""
    pairs, ours, theirs = replay.word_alignment(forms)
    said = [Pair(i, taken, j, offered, cost) for _, i, taken, j, offered, cost in pairs]
    return said + [Pair(i, 1, j, 1, 0, 1) for i, j in _initials(forms, ours, theirs)]


def _initials(forms: dict[str, Any], ours: Sequence[int], theirs: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Of the words that are left those of which one is the initial of the other, as `replay` takes them."""
    query, listed, free = forms["query"], forms["listed"], list(theirs)
    for i in ours:
        for j in free:
            short = 1 in (len(query[i]), len(listed[j])) and query[i].isalpha()
            if short and query[i][0] == listed[j][0]:
                free.remove(j)
                yield i, j
                break


class Read(msgspec.Struct, frozen=True, gc=False):
    """A name, and its words as a reader spells them."""

    name: str
    words: tuple[str, ...]


def told(
    query: Read,
    listed: Read,
    forms: dict[str, Any],
    pairs: Sequence[Sequence[int]],
    found: float,
    score: float | None = None,
) -> Compared:
    """The same where it is known which words agree, and the log-odds; perhaps the score that these are."""
    if score is None:
        score = replay.probability(found)
    return Compared(score, _sentence(query, listed, forms, pairs, score), forms, found)


def _sentence(
    query: Read, listed: Read, forms: dict[str, Any], pairs: Sequence[Sequence[int]], score: float
) -> str:
    one, other = query.words, listed.words
    if len(one) != len(forms["query"]):
        one = _as_read(query, forms["query"])
    if len(other) != len(forms["listed"]):
        other = _as_read(listed, forms["listed"])
    stand = standing(query.name, one), standing(listed.name, other)
    how = _how(forms, pairs, (one, other), stand)
    if "ceiling" in forms and _held(forms, score):
        how += "; no more than its syllables spelt otherwise would say"
    return sentence(score, query.name, listed.name, how, bool(forms["weak"]))


def _held(forms: dict[str, Any], score: float) -> bool:
    """Whether words that agree would say more than a name read in syllables says at most."""
    most, missing = forms["ceiling"]
    return score in [replay.probability(most / 1000 + less - forms["weak"]) for less in (0.0, missing)]


def _as_read(name: Read, folded: Sequence[str]) -> tuple[str, ...]:
    """The words of a name as a reader spells them, where there are as many as were compared."""
    spelt, count = name.words, len(folded)
    return spelt[:count] if len(spelt) >= count else tuple(folded)


def _how(
    forms: dict[str, Any],
    pairs: Sequence[Sequence[int]],
    read_as: tuple[Sequence[str], Sequence[str]],
    stand: tuple[Sequence[str], Sequence[str]],
) -> str:
    """Which words agreed, by which rule, and which did not: as they are meant, and as they stand."""
    query, listed = stand
    if query == listed:
        return "every word is the same"
    if len(query) == len(listed) and {*query} == {*listed} and sorted(query) == sorted(listed):
        return "the same words in another order"
    said = []
    ours, theirs = [True] * len(query), [True] * len(listed)
    for i, taken, j, offered, _, initial in pairs:
        if taken == offered == 1:
            ours[i] = theirs[j] = False
            a, b = query[i], listed[j]
            if a == b:
                said.append(f"“{a}” is the same")
                continue
            if (word := read_as[0][i]) == read_as[1][j]:
                said.append(f"“{a}” for “{b}” ({'' if word in (a, b) else 'both '}read as “{word}”)")
                continue
            one, two = forms["query"][i], forms["listed"][j]
        else:
            ours[i : i + taken], theirs[j : j + offered] = [False] * taken, [False] * offered
            a, b = " ".join(query[i : i + taken]), " ".join(listed[j : j + offered])
            one, two = " ".join(forms["query"][i : i + taken]), " ".join(forms["listed"][j : j + offered])
        said.append(f"“{a}” for “{b}” ({'an initial' if initial else _rule(one, two, forms)})")
    at, meant = forms.get("slip", (0, ""))
    if meant and ours[at]:
        ours[at] = False
        said.append(f"“{query[at]}” for “{meant}” (a form of company with a letter wrong)")
    said += [f"“{word}” is not listed" for word in compress(query, ours)]
    said += [f"“{word}” was not asked" for word in compress(listed, theirs)]
    if "company" in forms:
        said += [f"both are “{form}”" for form in forms["company"] if form != meant]
    return "; ".join(said)


def _rule(a: str, b: str, forms: dict[str, Any]) -> str:
    if a == b:
        return "another spelling of it"
    if a.replace(" ", "") == b.replace(" ", ""):
        return "written together"
    if forms["sounds"].get(a, a) == forms["sounds"].get(b, b):
        return "sounds alike"
    if forms["bones"].get(a, a) == forms["bones"].get(b, b):
        return "the same consonants"
    return "spelt nearly alike"


def informative(forms: dict[str, Any]) -> float:
    """Nats by which two names agree."""
    return replay.word_features(forms)[replay.MATCHED]
