"""Names in Arabic letters against a list in Latin ones: the UN's own `NAME_ORIGINAL_SCRIPT` asked of OFAC.

A party counts whose UN name and OFAC name have the same words in Latin letters. False alarms are of names
made of common Arabic given names and surnames, asked of OFAC alone; beside them the same names in Latin
letters, since many Arabic names are those of a listed party, in any script. Names are parted by a hash: how
letters are read was tuned on the half whose first byte of the SHA-256 is even.
"""

from __future__ import annotations

import csv
import random
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

from benchmarks.held_out import TEST, TUNE, half
from benchmarks.measure import Measure, interval
from benchmarks.published_lists import FILES, VIEW, build_from
from sightline.model.screening import Query
from sightline.names.arabic import latin
from sightline.names.sound import is_abjad
from sightline.names.tokens import tokens
from sightline.screening.engine import DEFAULT_THRESHOLD, answers

UN, OFAC = "lists/un/un_consolidated_2025-04-19.xml", FILES[1:]
NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
DRAWN, SEED = 1500, 20_261_204
GIVEN = (
    "محمد", "أحمد", "علي", "حسن", "حسين", "خالد", "عمر", "يوسف", "إبراهيم", "مصطفى", "محمود", "سعيد",
    "كريم", "طارق", "ياسر", "هشام", "وليد", "سامي", "رامي", "نبيل", "عادل", "فؤاد", "جمال", "كمال",
    "منير", "سمير", "زياد", "ماجد", "فهد", "سلطان", "تركي", "فيصل", "بدر", "نايف", "مشعل", "فاطمة",
    "عائشة", "مريم", "سارة", "نور", "هند", "ليلى", "سلمى", "زينب", "أمينة", "خديجة", "رنا", "دينا", "منى",
    "هدى",
)  # fmt: skip
SURNAMES = (
    "السيد", "المصري", "الشامي", "الحداد", "النجار", "الخياط", "الصباغ", "العطار", "القصاب", "البنا",
    "الجزار", "الحلاق", "المنصوري", "الكتبي", "الشحي", "النعيمي", "الكعبي", "الهاجري", "الدوسري",
    "العتيبي", "المطيري", "الشمري", "القحطاني", "الغامدي", "الزهراني", "العنزي", "الحربي", "السبيعي",
    "البلوشي", "الهنائي", "الرواحي", "الحارثي", "بوزيد", "بلقاسم", "الطرابلسي", "الفاسي", "التازي",
    "العلوي", "الإدريسي", "الحسني", "شحادة", "خوري", "حنا", "بطرس", "جرجس", "غالي", "ميخائيل", "صليبا",
    "معلوف", "بستاني", "درويش", "القاسم", "الخطيب", "البرغوثي", "طوقان", "النابلسي", "الزعبي", "المجالي",
    "الروسان", "العبادي", "الكيلاني", "البيطار", "السباعي", "القباني",
)  # fmt: skip


def same_party(data: Path) -> list[tuple[str, set[str]]]:
    """Names in Arabic letters, each with the entries of OFAC that have the party's name in Latin letters."""
    listed = defaultdict[tuple[str, ...], set[str]](set)
    with (data / OFAC[0]).open(encoding="latin-1", newline="") as file:
        for row in csv.reader(file):
            if len(row) > 1:
                listed[_words(row[1])].add(f"ofac-{row[0].strip()}")
    found = []
    for party in ET.parse(data / UN).getroot().iter("INDIVIDUAL"):
        name = " ".join((party.findtext(part) or "").strip() for part in NAMES)
        script = (party.findtext("NAME_ORIGINAL_SCRIPT") or "").strip()
        if is_abjad(script) and _words(name) in listed:
            found.append((script, listed[_words(name)]))
    return found


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(tokens(name)))


def innocents() -> list[str]:
    """Common given names with surnames, no name twice."""
    draw, names = random.Random(SEED), dict[str, None]()
    while len(names) < DRAWN:
        middle = [draw.choice(GIVEN)] if draw.random() < 0.4 else []
        names[" ".join([draw.choice(GIVEN), *middle, draw.choice(SURNAMES)])] = None
    return list(names)


def run(data: Path, scratch: Path) -> list[Measure]:
    """Which parties are found at the default threshold, and which innocent names raise an alert."""
    indexes = build_from([data / file for file in OFAC], scratch)
    parties, strangers = same_party(data), innocents()
    told = answers(VIEW, indexes, [Query(name=name) for name, _ in parties], DEFAULT_THRESHOLD, 30)
    hits = [
        (half(name), any(hit.alert and hit.entity in meant for hit in answer.hits))
        for (name, meant), answer in zip(parties, told, strict=True)
    ]
    found = []
    for side, called in ((TUNE, "half for tuning"), (TEST, "other half")):
        some = [hit for which, hit in hits if which == side]
        note = f"{sum(some)} of {len(some)} names, {interval(some)}"
        bar = 0.9 if side == TEST else None
        found.append(Measure(f"found: {called}", sum(some) / len(some), "", bar, at_least=True, note=note))
    for script, names in (("Arabic letters", strangers), ("Latin letters", [*map(latin, strangers)])):
        asked = [name for name in names if name]
        some_told = answers(VIEW, indexes, [Query(name=name) for name in asked], DEFAULT_THRESHOLD, 1)
        alarms = [any(hit.alert for hit in answer.hits) for answer in some_told]
        name = f"innocent names that raise an alert: {script}"
        note = f"{len(asked)} names, {interval(alarms)}"
        found.append(Measure(name, sum(alarms) / len(alarms), "", note=note))
    return found
