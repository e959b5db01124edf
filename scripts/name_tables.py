"""Count and carry over the tables of names: han.csv, word_counts.csv and the frequency files.

    pip install hanja==0.15 pypinyin opencc tojyutping==3.2 faker   # beside Sightline, for this script alone
    python -m scripts.name_tables SHARED_DATA

SHARED_DATA is the folder with the public data (names, lists). The tables hold facts; each says in its first
lines where they come from. Korean given names stand in for those of the DPRK, of which no count is public.

han.csv comes out byte for byte. The counts that ship were taken while syllables were still read a little
otherwise: a new count differs in a few rows, and recall is then to be measured again.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sightline.formats import register
from sightline.formats.source import Local
from sightline.model.statement import Entry
from sightline.names.han import characters
from sightline.names.readable import readable
from sightline.names.syllables import sequences
from sightline.names.words import words

TABLES = Path(__file__).resolve().parent.parent / "src" / "sightline" / "names" / "data"
LISTS = (
    ("lists/un/un_consolidated_2026-02-27.xml",),
    tuple(f"lists/ofac/2022-01-31/{role}.csv" for role in ("sdn", "alt", "add")),
    tuple(f"lists/ofac/consolidated-non-sdn/cons_{role}.csv" for role in ("prim", "alt", "add")),
    ("lists/ca/ca_sema_2025-05.xml",),
)
NAMES = frozenset({"name", "alias", "previousName", "pastNames", "weakAlias", "abbreviation"})
NORTHERN = dict(zip("이임유노나양여용육염연", "리림류로라량려룡륙렴련", strict=True))
"""how the DPRK writes surnames that the ROK begins without ㄹ (domain notes)"""
DPRK_WEIGHT, FAKER_WEIGHT = 2, 3
"""a given name on a list counts so many times, since the other sources are of elsewhere"""


def main() -> None:
    """Write all tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    known = json.loads((data / "names" / "korean_names_comprehensive.json").read_text("utf-8"))
    surnames = [one for one in known if one["source"] == "korean_surnames"]
    _han(surnames)
    entries = list(_entries(data))
    given = Counter(_given(known, data))
    korean, chinese = _spelt(entries)
    for syllable, count in korean.items():
        given[syllable] += DPRK_WEIGHT * count
    for syllable, count in _faker().items():
        chinese[syllable] += FAKER_WEIGHT * count
    _korean(surnames, given)
    _write("chinese_frequency.csv", (), ("pinyin", "given"), sorted(chinese.items()))
    counts = Counter(word for entry in entries for word in _words(entry))
    said = (
        f"# On how many of {len(entries)} entries of the lists named in scripts/name_tables.py a word stands"
    )
    rows = sorted((word, count) for word, count in counts.items() if count > 1)
    _write("word_counts.csv", (f"{said}; 2 and more.",), ("word", "count"), rows)


def _entries(data: Path) -> Iterator[Entry]:
    for files in LISTS:
        for group in register.group([register.recognise(Local(data / file)) for file in files]):
            if group.problem or not group.format.read:
                raise SystemExit(f"{files}: {group.problem or 'no list'}")
            yield from group.format.read(group.items)


def _words(entry: Entry) -> set[str]:
    values = (one.value for one in entry.statements if one.prop in NAMES and one.entity == entry.id)
    return {word for value in values for word in words(readable(value).text)}


def _spelt(entries: Iterable[Entry]) -> tuple[Counter[str], Counter[str]]:
    """Syllables of given names of persons: Korean in the spelling of the DPRK, Chinese in pinyin."""
    korean: Counter[str] = Counter()
    chinese: Counter[str] = Counter()
    for entry in entries:
        for one in entry.statements:
            if one.prop not in NAMES or one.entity != entry.id or one.schema != "Person":
                continue
            ways = list(sequences(readable(one.value).text))
            plain = [way for way in ways if all(read[0][1] == 0 for read in way.readings)]
            for way in plain[:1]:
                if way.kind == "korean" and way.cost == 0 and len(way.spelt) == 3 and way is ways[0]:
                    korean.update(read[0][0] for read in way.readings[1:])
            for way in [way for way in plain if way.kind == "chinese" and len(way.spelt) >= 2][:1]:
                chinese.update(read[0][0] for read in way.readings[1:])
    return korean, chinese


def _given(known: Iterable[dict[str, Any]], data: Path) -> Iterator[str]:
    names = [one["hangul"] for one in known if one["source"] != "korean_surnames" and len(one["hangul"]) <= 2]
    more = json.loads((data / "names" / "korean_names_1000.json").read_text("utf-8"))
    names += [one["firstNameHangul"] for one in more if len(one["firstNameHangul"]) == 2]
    yield from (syllable for name in names for syllable in name if "가" <= syllable <= "힣")


def _korean(surnames: Iterable[dict[str, Any]], given: Counter[str]) -> None:
    people: Counter[str] = Counter()
    spellings: dict[str, dict[str, None]] = {}
    for one in surnames:
        if len(one["hangul"]) == 1:
            syllable = NORTHERN.get(one["hangul"], one["hangul"])
            people[syllable] += int(one["population"])
            texts = [text.strip().lower() for text in one["other_romanizations"].split(",")]
            found = [text for text in texts if re.fullmatch("[a-z]+", text)]
            spellings.setdefault(syllable, {}).update(dict.fromkeys(found))
    rows = [(one, people[one], given[one]) for one in sorted(people | given)]
    _write("korean_frequency.csv", (), ("syllable", "surname", "given"), rows)
    told = [(syllable, " ".join(found)) for syllable, found in sorted(spellings.items()) if found]
    _write("korean_surname_spellings.csv", (), ("surname", "spellings"), told)


def _faker() -> Counter[str]:
    provider = importlib.import_module("faker.providers.person.zh_CN").Provider
    known = characters()
    return Counter(known[one].mandarin[0] for name in provider.first_names for one in name if one in known)


def _han(surnames: Iterable[dict[str, Any]]) -> None:
    """One row a character that GB 2312 level 1, Big5 level 1 or KS X 1001 has, or a surname."""
    read: dict[str, list[str]] = {}
    for surname in surnames:
        for character in re.split(r",\s*", surname["hanja"]):
            if len(character) == len(surname["hangul"]) == 1:
                read.setdefault(character, []).append(surname["hangul"])
    korean = _hanja()
    opencc, jyutping = importlib.import_module("opencc"), importlib.import_module("ToJyutping")
    simplify, complete = opencc.OpenCC("t2s"), opencc.OpenCC("s2t")
    rows = []
    for one in sorted(set(korean) | {chr(code) for code in range(0x4E00, 0x9FA6)}):
        simple, full, ks = simplify.convert(one), complete.convert(one), _in(one, "euc_kr", 0, 255)
        common = _in(simple, "gb2312", 0xB0, 0xD7)
        if simple == one and len(full) == 1 and full != one and one not in read and not ks:
            continue  # a simplified form stands with its traditional one
        if not (ks or common or _in(one, "big5", 0xA4, 0xC6) or one in read):
            continue
        mandarin = _mandarin(one)
        if not mandarin:
            continue
        own = [korean[one]] if one in korean else []
        others = sorted(set(read.get(one, [])))
        readings = list(dict.fromkeys([*(x for x in others if x in own), *others, *own]))[:3]
        cantonese = re.sub(r"\d", "", (jyutping.get_jyutping_list(one) or [("", "")])[0][1] or "")
        level = "name" if ks and common else "rare"
        shorter = simple if simple != one and len(simple) == 1 else ""
        rows.append((one, shorter, " ".join(readings), " ".join(mandarin[:2]), cantonese, level))
    columns = ("character", "simplified", "korean", "mandarin", "cantonese", "level")
    _write("han.csv", (), columns, rows)


def _hanja() -> dict[str, str]:
    where = Path(str(importlib.import_module("hanja").__file__)).parent / "table.yml"
    pairs = re.findall(r'"(.+?)": "(.+?)"', where.read_text("utf-8"))
    plain = ((_unescaped(one), _unescaped(other)) for one, other in pairs)
    return {one: other for one, other in plain if len(one) == 1}


def _unescaped(text: str) -> str:
    return text.encode().decode("unicode_escape") if text.startswith("\\") else text


def _mandarin(character: str) -> list[str]:
    pinyin = importlib.import_module("pypinyin")

    def told(**how: Any) -> list[str]:
        return [
            text.replace("ü", "v") for text in pinyin.pinyin(character, style=pinyin.Style.NORMAL, **how)[0]
        ]

    found = dict.fromkeys([*told(), *told(heteronym=True)])
    return [text for text in found if re.fullmatch("[a-z]+", text)]


def _in(character: str, encoding: str, low: int, high: int) -> bool:
    """Whether an encoding has a character in two bytes, the first from `low` to `high`."""
    try:
        raw = character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return len(raw) == 2 and low <= raw[0] <= high


def _write(name: str, about: Iterable[str], columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """The table with its own first lines, which say where it comes from, unless `about` replaces them."""
    path = TABLES / name
    kept = [line for line in path.read_text("utf-8").splitlines() if line.startswith("#")]
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write("".join(f"{line}\n" for line in about or kept))
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
