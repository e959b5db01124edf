"""A name as words that can be compared: Latin letters, one word for one meaning, empty words left out."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache, lru_cache

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from sightline.names.folding import folded, is_listed, is_syllable, listed_words
from sightline.names.form_slips import LONGEST_SLIP, near_forms
from sightline.names.han import characters, is_han
from sightline.names.hangul import is_hangul, parts
from sightline.names.sound import is_abjad, only_abjad
from sightline.names.tables import rows
from sightline.names.tied import FAITH, of_faith, without_article
from sightline.names.tokens import MOST_TOKENS, plain, tokens_of

_ROMAN = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
}  # fmt: skip
LONGEST_ARTICLE = 4
"""Letters up to which a word in Arabic letters is not thought to begin with its article."""
LONGEST_WORD = 40
"""Letters of a word that are compared."""
_VOWEL = re.compile("[aeiouy]")
_ABJAD_WORD = re.compile("[\u0621-\u06d3]+")
LONGEST_ABJAD = 13
"""Letters of a word without vowels that are compared."""
FRONT = ("ooo", "oao", "zao", "pao", "jsc")
"""forms of company that stand in front"""
SHORTEST_FORM, LONGEST_SHORT = 3, 5
"""letters of a form of company that is known with one letter wrong where it stands at an end of a name and
has no vowel: *Safa* and *Sasi* are names"""
SERVANT = frozenset({"abd", "abdul", "abdel", "abdal", "abdol", "abdur", "abdus", "abed"})
ARTICLES = frozenset({"al", "el", "ul", "ur", "us", "as", "ar", "an", "az"})
OF_GOD = frozenset({"allah", "ullah", "ollah"})
"""the second part of a name that is written in one as well: *Nasr Allah*, *Nasrallah*"""
_OF_GOD_FIRST = re.compile(r"([^,]+),\s*((?:allah|ullah|ollah)\s[^,]+)", re.IGNORECASE)
"""*Matin, Allah Dad*, who is no *Matinallah*"""
_ALLAH = re.compile("abd[aeou]ll?ahi?")
"""*Abdullah* and *Abdollahi*, whose second part stands on no list by itself"""
_SERVANT_JOINED = re.compile(
    "abd(?:[aeou]l|[aeou]r(?=r)|[aeou]s(?=s)|[aeou]z(?=z)|[aeou]n(?=n)|[aeou](?=[b-df-hjkmnp-tv-z]))([a-z]{4,})"
)
SERVANT_JOINED = ("abdel", "abdul", "abdol", "abdal", "abder", "abdur", "abdes", "abdus")
"""how a servant of God begins where he is one word"""
SERVANT_LETTERS, LEAST_SERVED = (4, 5, 6), 4
"""letters of such a beginning with one wrong, and of what follows at least"""
SERVED = frozenset({"lahi", "llahi"})
"""what follows of *Abdollahi*, which stands on no list without its beginning"""
SLIPPED_SERVANTS = frozenset({"bdul", "bdel", "bdal", "bdol", "abdl"})
"""a servant who lost a letter, and is no word besides"""
_SLIPPED_BEGINNING = re.compile("abd[aeou]|abdl[aeou]|a[aeou]bdl|adb[aeou]l|bad[aeou]l")
"""a beginning that a letter left out or swapped with the next makes, and no other word has"""
NOT_SERVANT = frozenset({"abel", "adel", "adal", "abed"})
"""beginnings that are names of their own"""
_AS_SPOKEN = re.compile(r"(?<!\S)([AEU](SH|TH|DH|[TDRZSN]))-(?=(\2)?[A-Z]{3})", re.IGNORECASE)
"""the article before a letter it takes the sound of; before another where it is no syllable of a name"""
_MISTYPED_ARTICLE = re.compile(r"(?<!\S)(A[B-DF-HJKMP-TV-Z]|[B-DF-HJ-NP-TV-Z]L)-(?=[A-Z]{4})", re.IGNORECASE)
"""two letters of which one is that of *al*, before a word of four and more"""
_MAY_BE_ARTICLE = re.compile(r"(?<!\S)[A-Z]{2,3}-[A-Z]{3}", re.IGNORECASE)
"""what both look like"""
_REGISTRATION = re.compile(r"\s*(?!AL|EL)([A-Z]{1,3})-([A-Z]{2,4})\s*")
"""the mark of an aircraft: two letters of the country, a hyphen, three letters; a letter more or less"""
MARK = "X"
"""in front of a mark among words: a name in Arabic letters, in capitals too, has not its consonants then"""
_MARK_PARTS = frozenset({(1, 2), (1, 3), (2, 2), (2, 3)})
INITIALLED = re.compile(r"(?:([^\W\d_]{2,}),?\s+)?([A-Za-z])\.\s?([A-Za-z])\.?(?:(?<=\.)\s*([^\W\d_]{2,}))?")
"""a name of one word and two initials, in front or behind: *Kim J.U.*, *J.U. Kim*"""
LE, _LE = "le", re.compile(r"(?<!\w)lê(?!\w)|^le\s.*[ơưđạ-ỹ]", re.IGNORECASE)
"""a surname of Viet Nam, which is no article where it has its accent or others have theirs"""
_EMPTY = frozenset({"form", "article", "title"})
LEAST_MENDED, TWICE_MENDED, MOST_MENDED = 6, 11, 24
"""Letters of a word of the tables that is known with one letter wrong, of one with two, and at most."""
SHIP = "호"
"""behind the name of a ship in Korean"""
PERSON = 3
"""Characters up to which a run is a person's name and not parted into words."""
_NOT_LETTERS = re.compile("[\u0590-\u07ff\u3040-\u9fff\uac00-\ud7a3]")
"""signs of scripts that are not read letter by letter, or without vowels"""
_RUN = re.compile("[\u3400-\u9fff\uac00-\ud7a3]+")
_ASIAN = re.compile("[\u3040-\u9fff\uac00-\ud7a3]")
_DPRK = {
    "ㄱ": "k", "ㄲ": "kk", "ㄴ": "n", "ㄷ": "t", "ㄸ": "tt", "ㄹ": "r", "ㅁ": "m", "ㅂ": "p", "ㅃ": "pp",
    "ㅅ": "s",
    "ㅆ": "ss", "ㅇ": "", "ㅈ": "j", "ㅉ": "jj", "ㅊ": "ch", "ㅋ": "kh", "ㅌ": "th", "ㅍ": "ph", "ㅎ": "h",
    "ㅏ": "a", "ㅐ": "ae", "ㅑ": "ya", "ㅒ": "yae", "ㅓ": "o", "ㅔ": "e", "ㅕ": "yo", "ㅖ": "ye",
    "ㅗ": "o", "ㅘ": "wa",
    "ㅙ": "wae", "ㅚ": "oe", "ㅛ": "yo", "ㅜ": "u", "ㅝ": "wo", "ㅞ": "we", "ㅟ": "wi", "ㅠ": "yu", "ㅡ": "u",
    "ㅢ": "ui", "ㅣ": "i",
}  # fmt: skip
_DPRK_CODA = {"_": "", "ㅇ": "ng", "ㄹ": "l", "ㄱ": "k", "ㄴ": "n", "ㅁ": "m", "ㅂ": "p", "ㅅ": "s"}


@cache
def _meanings() -> tuple[
    dict[str, str], frozenset[str], dict[str, list[tuple[tuple[str, ...], str]]], dict[str, str]
]:
    """Words that stand for others, empty words, phrases by their first word, words in Hangul and Han."""
    same: dict[str, str] = {}
    empty: set[str] = set()
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    asian: dict[str, str] = {}
    for row in rows("words"):
        word, means = row["word"], row["means"]
        if not word.isascii():
            asian[word] = means
        elif " " in word:
            parted = tuple(word.split())
            phrases.setdefault(parted[0], []).append((parted, means))
        elif row["kind"] in _EMPTY:
            empty.add(word)
        else:
            same[word] = means
    for known in phrases.values():
        known.sort(key=lambda one: -len(one[0]))
    return same, frozenset(empty), phrases, asian


def words(text: str) -> tuple[str, ...]:
    """The words of a name as `readable` gives it, in their order; empty when nothing can be compared.

    Each in the one spelling that transliterations share, as `names.folding` has it. A name in Arabic or
    Hebrew letters leaves its vowels out: its words are in capitals, and meet others by their consonants.
    """
    return read(text)[0]


def shown(text: str) -> tuple[str, ...]:
    """The same words, as many, as a reader would spell them."""
    return read(text)[1]


def read(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both: the words as they are compared, and as a reader would spell them."""
    said = without_articles(text)
    return _word_by_word(said) or together(said)


def standing(text: str, told: Sequence[str]) -> Sequence[str]:
    """Words as `shown` gives them, each as it stands in the name where another of the same meaning does:
    *tejarat*, not *trading*."""
    written = text.lower()
    if all(map(written.__contains__, told)):
        return told
    meant: dict[str, str] = {}
    same, *_, asian = _meanings()
    for run in _RUN.findall(text) if not text.isascii() else ():
        for sign, means in asian.items():
            if sign in run:
                meant.setdefault(same.get(means, means), sign)
    for token in tokens_of(text):
        if (known := _alone(token)) and len(known.spelt) == 1:
            meant.setdefault(known.spelt[0], token)
    return tuple([meant.get(word, word) for word in told])


def without_articles(text: str) -> str:
    """A name without Arabic articles that a hyphen ties to their word: as spoken, *An-Nusra*, and with a
    letter wrong, *Aq-Haramain*."""
    if "-" not in text or not _MAY_BE_ARTICLE.search(text) or aircraft_mark(text):
        return text
    text = _AS_SPOKEN.sub(
        lambda found: "" if found[3] or not is_syllable(found[1].lower()) else found[0], text
    )
    return _MISTYPED_ARTICLE.sub(lambda found: found[0] if is_syllable(found[1].lower()) else "", text)


def _word_by_word(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The same for most names: those of which no word depends on those beside it; None for others."""
    told: list[str] = []
    spelt: list[str] = []
    follows = _NOTHING
    empty = slip = False
    for token in read_alone(text):
        known = _alone(token)
        if known is None or known.word in follows:
            return None
        follows = known.follows
        if known.told:
            told += known.told
            spelt += known.spelt
        else:
            empty = True
        slip = slip or known.slips
    if (empty and (slip or initials_alone(told))) or not 0 < len(told) <= MOST_TOKENS:
        return None
    return tuple(told), tuple(spelt)


def initials_alone(told: Sequence[str]) -> bool:
    """Whether nothing is left of a name but initials: of *E. X. Co.* the first is no article then."""
    return max(map(len, told), default=0) == 1


def read_alone(text: str) -> tuple[str, ...]:
    """The tokens of a name, as `without_articles` gives it, of which each may be read by itself; none for the
    mark of an aircraft, for two initials, and for scripts that are not read letter by letter."""
    if not text.isascii() and _NOT_LETTERS.search(text):
        return ()
    if not text.isascii() and _LE.search(text):
        return ()
    if ("." in text and _initials(text)) or ("-" in text and aircraft_mark(text)):
        return ()
    return tokens_of(text)


class Alone(msgspec.Struct, frozen=True, gc=False):
    """What a token stands for whatever stands beside it: words as compared and as spelt, none for one that is
    empty; `near`: one is near to a form of company; `slips`: the token is one with a letter wrong if it
    stands beside another; `follows`: words that make a phrase of it if they stand behind."""

    word: str
    """as the tables have it"""
    told: tuple[str, ...]
    spelt: tuple[str, ...]
    near: bool
    slips: bool
    follows: frozenset[str]


def alone(token: str) -> Alone | None:
    """A token of a name read by itself; None where its neighbours matter. A name of which one is empty and
    another slips is not read so either."""
    same, empty, *_ = _meanings()
    word = mended(token)
    if word.startswith("ab") or word.endswith(FAITH) or word in _beside_others():
        return None
    near = len(word) <= LONGEST_SLIP and bool(near_forms(word))
    if near and (slipped_form(word, FRONT) or slipped_form(word, _short_forms())):
        return None
    slips = (near or word != token) and slipped_form(token, _short_forms(), True)
    follows = _follows().get(word, _NOTHING)
    if word in empty:
        return Alone(word, (), (), False, slips, follows)
    if word not in same:
        spelt = word[:LONGEST_WORD]
        one = folded(spelt)
        told = (one,)
        return Alone(word, told, told if one == spelt else (spelt,), near, slips, follows)
    parts = tuple([part[:LONGEST_WORD] for part in same[word].split()])
    return Alone(word, tuple(map(folded, parts)), parts, any(map(near_forms, parts)), slips, follows)


_alone = lru_cache(maxsize=200_000)(alone)
"""the same, kept"""


@cache
def _beside_others() -> frozenset[str]:
    """Words for which it matters what stands beside them, besides servants of God and phrases."""
    return frozenset({*_ROMAN, *OF_GOD})


_NOTHING: frozenset[str] = frozenset()


@cache
def _follows() -> dict[str, frozenset[str]]:
    """The second words of phrases by the first."""
    _, _, phrases, _ = _meanings()
    return {first: frozenset(parted[1] for parted, _ in known) for first, known in phrases.items()}


@lru_cache(maxsize=8192)
def together(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Words of a name where it matters what stands beside what."""
    if mark := aircraft_mark(text):
        return (MARK + mark,), (mark,)
    spelt = _shown(text)
    if only_abjad(text):
        known = _vocalised_words()
        told = [(word, word in known or word.removesuffix("allah") in known) for word in spelt]
        return tuple(folded(word) if sure else word.upper()[:LONGEST_ABJAD] for word, sure in told), spelt
    return tuple(map(folded, spelt)), spelt


def _shown(text: str) -> tuple[str, ...]:
    if "," in text and (behind := _OF_GOD_FIRST.fullmatch(text)):
        text = f"{behind[2]} {behind[1]}"
    if not text.isascii() and _ASIAN.search(text):
        text = _RUN.sub(lambda found: f" {_latin(found[0])} ", text)
    initials, said = _initials(text) if "." in text else "", text
    text = initials or text
    if is_abjad(text):
        text = _ABJAD_WORD.sub(_vocalised, text)
    found = plain(text)
    found = _without_slipped_forms([mended(word) for word in found])
    same, empty, phrases, _ = _meanings()
    if not (initials and said[1:3] == ". ") and not phrases.keys().isdisjoint(found):
        found = _phrased(found)
    if not OF_GOD.isdisjoint(found[1:]):
        found = _of_god(found)
    if any(word.startswith("ab") for word in found):
        found = _servants(found)
    if any(word.endswith(FAITH) for word in found):
        found = of_faith(found)
    if not text.isascii() and _LE.search(text):
        empty = empty - {LE}
    told = [word for word in found if word not in empty or (initials and len(word) == 1)] or found
    if initials_alone(told):
        told = [word for word in found if word not in empty or len(word) == 1]
    if same.keys().isdisjoint(told) and len(told) <= MOST_TOKENS:
        told = [_ROMAN.get(word, word) for word in told] if len(told) > 1 else told
        return tuple([word[:LONGEST_WORD] for word in told or found])
    whole: list[str] = []
    for word in told[:MOST_TOKENS]:
        if word in same:
            whole += same[word].split()
        else:
            whole.append(_ROMAN.get(word, word) if len(told) > 1 else word)
    return tuple(word[:LONGEST_WORD] for word in whole or found)


@cache
def _tabled() -> dict[tuple[str, int], list[str]]:
    """Long words of the tables by their last letter and the lengths of words that may be meant for them."""
    same, empty, phrases, _ = _meanings()
    parts = {part for known in phrases.values() for parted, _ in known for part in parted}
    found: dict[tuple[str, int], list[str]] = defaultdict(list)
    for word in sorted({*same, *empty, *parts, *SERVANT}):
        if word.isalpha() and len(word) >= LEAST_MENDED - 1:
            away = 2 if len(word) >= TWICE_MENDED else 1
            for length in range(len(word) - away, len(word) + away + 1):
                found[word[-1], length].append(word)
    return found


def mend(word: str) -> str:
    """The word of the tables that a word is a letter from, two where it is long; the word itself when it
    stands on a public list, ends otherwise, or may be several."""
    if not LEAST_MENDED - 1 <= len(word) <= MOST_MENDED or not word.isalpha():
        return "abdul" if word in SLIPPED_SERVANTS else word
    if word in _known():
        return word
    if tied := without_article(word):
        return tied
    if word in listed_words():
        return word
    if some := _tabled().get((word[-1], len(word))):
        near = [
            known
            for known, apart, _ in process.extract(
                word, some, scorer=OSA.distance, score_cutoff=2, limit=None
            )
            if apart <= (2 if len(known) >= TWICE_MENDED else 1)
        ]
        if len(near) == 1 or (near and SERVANT.issuperset(near)):
            return near[0]
    return _servant(word)


mended = lru_cache(maxsize=200_000)(mend)
"""the same, kept for who asks it of the same words again"""


def _servant(word: str) -> str:
    """*Abadelhamid* as *abdelhamid*: a word that is a letter from a servant of God of the lists, or begins
    nearly like one and goes on as a word of the lists; others as they are."""
    begins = word[:4]
    if ("a" in begins) + ("b" in begins) + ("d" in begins) < 2:  # none, however it is mistyped
        return word
    near = _near_servants(word)
    if _SERVANT_JOINED.fullmatch(word) and not any(map(_ALLAH.fullmatch, near)):
        return word
    if len({_served(known) for known in near}) == 1:
        return near[0]
    for at in SERVANT_LETTERS:
        begins, rest = word[:at], word[at:]
        if len(rest) < LEAST_SERVED or begins in NOT_SERVANT:
            continue
        if _SLIPPED_BEGINNING.fullmatch(begins) and rest[0] not in "aeioul":
            return "abdel" + rest
        if not (is_listed(rest) or rest in SERVED):
            continue
        if any(OSA.distance(begins, one, score_cutoff=1) == 1 for one in SERVANT_JOINED):
            return "abdel" + rest
    return word


def _near_servants(word: str) -> list[str]:
    """Servants of God in one word that a word is a letter from."""
    some = _servants_listed().get(len(word), ())
    return [
        known for known, *_ in process.extract(word, some, scorer=OSA.distance, score_cutoff=1, limit=None)
    ]


@cache
def _servants_listed() -> dict[int, list[str]]:
    """Servants of God in one word as the public lists spell them, by the lengths of words a letter away."""
    found: dict[int, list[str]] = defaultdict(list)
    for word in sorted([word for word in listed_words() if word.startswith("abd")]):
        if _SERVANT_JOINED.fullmatch(word) or _ALLAH.fullmatch(word):
            for length in (len(word) - 1, len(word), len(word) + 1):
                found[length].append(word)
    return found


def _served(word: str) -> str:
    """What tells servants of God apart: *Abdelrahman* and *Abdurrahman* are one."""
    joined = _SERVANT_JOINED.fullmatch(word)
    return folded(joined[1]) if joined else folded(word)


def _initials(text: str) -> str:
    """A word with two initials apart; nothing for other names, and for a form of company: *Cimex S.A.*, yet
    not *S. A. Larijani*, for no form stands in front and apart."""
    if not (parted := INITIALLED.fullmatch(text)):
        return ""
    before, one, two, behind = parted.groups(default="")
    if bool(before) == bool(behind):
        return ""
    if (one + two).lower() in _known() and text[1:3] != ". ":
        return ""
    return f"{before} {one} {two} {behind}".strip()


def _without_slipped_forms(found: list[str]) -> list[str]:
    """A name without a form of company with a letter wrong, at its end or, as Russian ones are, in front."""
    if len(found) < 2:
        return found
    forms, whole = _short_forms(), _whole_forms()
    behind: list[str] = []
    start, end = int(slipped_form(found[0], FRONT)), len(found)
    while end - start > 1:
        word = found[end - 1]
        beside = bool(behind) or found[end - 2] in whole
        if word in whole:
            behind.insert(0, word)
        elif not slipped_form(word, forms, beside):
            break
        end -= 1
    return found[start:end] + behind


def slipped_form(word: str, forms: tuple[str, ...], beside: bool = False) -> bool:
    """Whether a word is no word of a list but a letter from one of these forms of company; `beside`: another
    form stands next to it, so that a vowel may have slipped into *ltd*, and letters of *pte* be swapped."""
    near = near_forms(word)
    if not near or word in _known() or is_syllable(word):
        return False
    sure = not _VOWEL.search(word)
    return any(form in forms and (sure or (beside and _slips_beside(word, form))) for form in near)


def _slips_beside(word: str, form: str) -> bool:
    """Whether a word is a form with its letters swapped, or one of consonants with a letter more."""
    return sorted(word) == sorted(form) or (len(word) > len(form) and not _VOWEL.search(form))


@cache
def _whole_forms() -> frozenset[str]:
    """Forms of company of one word."""
    _, empty, _, _ = _meanings()
    return empty & {row["word"] for row in rows("words") if row["kind"] == "form"}


@cache
def _short_forms() -> tuple[str, ...]:
    forms = _whole_forms()
    return tuple(
        sorted(word for word in forms if word.isalpha() and SHORTEST_FORM <= len(word) <= LONGEST_SHORT)
    )


@cache
def _known() -> frozenset[str]:
    same, empty, phrases, _ = _meanings()
    return frozenset({*same, *empty, *SERVANT, *phrases})


def is_tabled(word: str, other: str = "") -> bool:
    """Whether a word, or two of them, says little or stands for another by the tables."""
    return word + other in _known() or other in _follows().get(word, _NOTHING)


@cache
def _arabic() -> dict[str, str]:
    return {row["word"]: row["latin"] for row in rows("arabic_words")}


@cache
def _vocalised_words() -> frozenset[str]:
    """What words of the table become: written with vowels, so that they meet others letter by letter."""
    same, *_ = _meanings()
    return frozenset({part for word in _arabic().values() for part in same.get(word, word).split()} | {"abd"})


def _vocalised(found: re.Match[str]) -> str:
    """A word in Arabic letters as Latin letters usually write it, its article apart; others as they are."""
    word, known = found[0], _arabic()
    bare = word.removeprefix("ال") if len(word) > LONGEST_ARTICLE else word
    for prefix in ("", "ابو", "أبو", "عبد"):
        rest = bare.removeprefix(prefix).removeprefix("ال")
        if bare.startswith(prefix) and (bare if not prefix else rest) in known:
            return f"{known[prefix]} {known[rest]}" if prefix else known[bare]
    return bare


def aircraft_mark(text: str) -> str:
    """*EP-IDA* as one word in capitals, since another letter is another aircraft however alike it looks or
    sounds; empty for anything else, and for what may be two syllables of a name."""
    mark = _REGISTRATION.fullmatch(text) if "-" in text else None
    if not mark or not 4 <= len(mark[1] + mark[2]) <= 6:
        return ""
    if (len(mark[1]), len(mark[2])) not in _MARK_PARTS and all(
        is_syllable(part.lower()) for part in mark.groups()
    ):
        return ""
    return mark[1] + mark[2]


def _of_god(found: list[str]) -> list[str]:
    """*Nasr Allah* as *Nasrallah*, a word behind which he stands written together with him."""
    whole = found[:1]
    for word in found[1:]:
        if word in OF_GOD and whole[-1].isalpha() and len(whole[-1]) > 1 and not whole[-1].endswith("llah"):
            whole[-1] += word
        else:
            whole.append(word)
    return whole


def _servants(found: list[str]) -> list[str]:
    """*Abd al-Rahman*, *Abdul Rahman*, *Abdelrahman* and *Abdurrahman* as the same two words."""
    whole: list[str] = []
    for word in found:
        joined = _SERVANT_JOINED.fullmatch(word)
        if word in SERVANT:
            whole.append("abd")
        elif joined:
            whole += ["abd", joined[1]]
        elif not (whole and whole[-1] == "abd" and word in ARTICLES):
            whole.append(word)
    return whole or found


def _phrased(found: list[str]) -> list[str]:
    """Phrases replaced by what they mean, unless nothing would be left."""
    _, _, phrases, _ = _meanings()
    changed: list[str] = []
    at = 0
    while at < len(found):
        for parted, means in phrases.get(found[at], ()):
            if tuple(found[at : at + len(parted)]) == parted:
                changed += means.split()
                at += len(parted)
                break
        else:
            changed.append(found[at])
            at += 1
    return changed or found


def _latin(run: str) -> str:
    """Hangul in DPRK spelling, Han in pinyin, words we know in English."""
    *_, asian = _meanings()
    if len(run) <= PERSON:
        return _spelt(run)
    found: list[str] = []
    at, start = 0, 0
    while at < len(run):
        for length in (6, 5, 4, 3, 2):
            if run[at : at + length] in asian and len(run[at : at + length]) == length:
                found += [_spelt(run[start:at]), asian[run[at : at + length]]]
                at += length
                start = at
                break
        else:
            at += 1
    rest = run[start:]
    found.append(_spelt(rest[:-1] if len(rest) > PERSON and rest.endswith(SHIP) else rest))
    return " ".join(filter(None, found)) or _spelt(run)


def _spelt(run: str) -> str:
    return "".join(_one(character) for character in run)


def _one(character: str) -> str:
    if is_hangul(character):
        return dprk(character)
    if is_han(character) and (han := characters().get(character)):
        return han.mandarin[0]
    return character


def dprk(syllable: str) -> str:
    """One Hangul syllable as the DPRK writes it."""
    initial, vowel, coda = parts(syllable)
    return _DPRK[initial] + _DPRK[vowel] + _DPRK_CODA.get(coda, "t")
