"""Write `benchmarks/korean_pairs.csv`: pairs of Korean names that are one name or two,
    from facts and by rule.

    python -m scripts.korean_pairs [FOLDER OF THE PUBLIC DATA]

Columns: `id`, `same` (1 or 0), `a`, `b`, `how` (system of `b`, or the kind of near miss), `source`,
    `split`. The split is
by name: everything made from one name is in one half. `tune` may be used for weights, `test` never.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from benchmarks import perturbations
from sightline.formats import register
from sightline.formats.source import Local

SEED = 1718
TARGET = Path(__file__).resolve().parent.parent / "benchmarks" / "korean_pairs.csv"
UN = "lists/un/un_consolidated_2026-02-27.xml"
COLUMNS = ("id", "same", "a", "b", "how", "source", "split")
NOTES = (
    ("Yun Ho-jin", "Yun Ho-chin"), ("Ri Je-son", "Ri Che-son"), ("Chang Myong-chin", "Jang Myong-jin"),
    ("Ra Ky'ong-su", "Ra Kyung-su"), ("Mun Cho'ng-ch'o'l", "Mun Chong-chol"),
    ("Choe Chun-sik", "Ch'oe Ch'un Sik"), ("Jang Bom Su", "Jang Pom Su"),
    ("Jon Myong Guk", "Cho'n Myo'ng-kuk"), ("Kang Mun Kil", "Jiang Wen-ji"),
    ("Kim Jung Jong", "Kim Chung Chong"), ("Kim Tong My'ong", "Kim Tong-myong"),
    ("Kim Yong Chol", "Kim Young-cheol"), ("Jo Yong Chol", "Cho Yong Chol"), ("Kim Chol Sam", "Jin Tiesan"),
    ("Chang Chang Ha", "Jang Chang Ha"), ("Cho Chun Ryong", "Jo Chun Ryong"), ("Cho Il U", "Cho Il Woo"),
    ("Min Byong Chol", "Min Pyo'ng-ch'o'l"), ("Paek Se Bong", "Paek Se Pong"), ("Pak To Chun", "Pak Do Chun"),
    ("Ri Jae Il", "Ri Chae-il"), ("Jo Yong-won", "Cho Yongwon"), ("Ch'oe So'k Min", "Choe Sok Min"),
    ("Chu Hyo'k", "Ju Hyok"), ("Ku Ja Hyong", "Ku Cha-hyo'ng"), ("Pae Won Uk", "Pae Wo'n-uk"),
    ("Ri Pyong Chul", "Ri Pyo'ng-ch'o'l"), ("Ri U'n So'ng", "Ri Eun Song"), ("Ri Song Hyok", "Li Cheng He"),
)  # fmt: skip
"""From the UN list, as the domain notes have compared them (checked)."""
OTHERS = (
    ("Pak Bong Nam", "Lui Wai Ming"), ("Ko Tae Hun", "Kim Myong Gi"), ("Pak Han Se", "Kang Myong Chol"),
    ("Son Jong Hyok", "Son Min"), ("Kim Chol Nam", "Kim Chol Sam"), ("Ri Chun Hwan", "Ri Chun Song"),
    ("Kim Jong Un", "Kim Jong Il"), ("김종은", "김정은"),
)  # fmt: skip
"""Unrelated aliases and people who are two (checked), and pairs the notes propose."""
Pair = tuple[int, str, str, str, str]


def listed(data: Path) -> list[str]:
    """Names of persons with a reference of the DPRK regime on the UN list, in the order listed."""
    (group,) = register.group([register.recognise(Local(data / UN))])
    assert group.format.read
    found = []
    for entry in group.format.read(group.items):
        if entry.id.startswith("un-KPi"):
            found += [one.value for one in entry.statements if one.prop == "name" and one.value.isascii()]
    return found


def published(data: Path) -> list[tuple[str, str]]:
    """Hangul and a spelling of common names, from the names data (MIT)."""
    rows = json.loads((data / "names" / "korean_names_1000.json").read_text("utf-8"))
    return [
        (row["fullNameHangul"], row["fullNameRomanized"])
        for row in rows
        if re.fullmatch("[가-힣]{3}", row["fullNameHangul"])
    ]


def pairs(data: Path) -> Iterator[Pair]:
    """(same, a, b, how, source), in stable order."""
    draw = random.Random(SEED)
    for a, b in NOTES:
        yield 1, a, b, "as listed", "domain notes, from the UN list"
    for a, b in OTHERS:
        yield 0, a, b, "two people", "domain notes"
    names = {one: perturbations.hangul_of(one) for one in listed(data)}
    known = [(name, hangul) for name, hangul in names.items() if hangul]
    for name, hangul in known:
        for system in perturbations.SYSTEMS:
            yield 1, name, perturbations.korean(hangul, system, draw), system, "UN list, respelt by rule"
        yield 1, name, hangul, "hangul", "UN list, Hangul by rule"
        yield 1, name, perturbations.reordered(name, draw), "turned", "UN list"
    common = published(data)
    for hangul, spelling in common:
        yield 1, spelling, hangul, "hangul", "names data (MIT)"
    for hangul, spelling in draw.sample(common, 250):
        system = draw.choice(perturbations.SYSTEMS)
        respelt = perturbations.korean(hangul, system, draw)
        yield 1, spelling, respelt, system, "names data (MIT), respelt by rule"
    yield from _near_misses(known, common, draw)


def _near_misses(
    known: list[tuple[str, str]], common: list[tuple[str, str]], draw: random.Random
) -> Iterator[Pair]:
    """Names that share all but one syllable, of which both are on a list or both published."""
    for (a, one), (b, two) in combinations(known, 2):
        if sum(x != y for x, y in zip(one, two, strict=True)) == 1:
            yield 0, a, b, "one syllable apart", "UN list"
    found = [
        (a, b)
        for (one, a), (two, b) in combinations(common, 2)
        if sum(x != y for x, y in zip(one, two, strict=True)) == 1 and a.lower() != b.lower()
    ]
    for a, b in draw.sample(found, min(700, len(found))):
        yield 0, a, b, "one syllable apart", "names data (MIT)"
    for _ in range(300):
        (a, one), (two, _) = draw.choice(known), draw.choice(common)
        if one != two:
            system = draw.choice(perturbations.SYSTEMS)
            yield 0, a, perturbations.korean(two, system, draw), "two names", "UN list and names data"


def split(name: str) -> str:
    """The half a name is in, by its Hangul where it has one."""
    digest = hashlib.sha256((perturbations.hangul_of(name) or name.lower()).encode()).digest()
    return "test" if digest[0] % 2 else "tune"


def main(data: Path) -> None:
    """Write the file."""
    seen: set[tuple[str, str]] = set()
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        for same, a, b, how, source in pairs(data):
            if a.lower() != b.lower() and (a, b) not in seen:
                seen.add((a, b))
                out.writerow((len(seen), same, a, b, how, source, split(a)))


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))
