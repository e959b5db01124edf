"""Goods from words: the nomenclature's own wording held out, descriptions in four languages, a peer.

Held out: the words of a six-digit code are the question, and the code itself may not be the answer. What
counts is whether a code of its heading comes first, or among five; beside it the same by rapidfuzz.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from benchmarks.measure import Measure, cpu_seconds
from sightline.regime.goods import search
from sightline.regime.goods.nomenclature import wordings

SEED, SAMPLE, PEER_SAMPLE = 7, 800, 400
# Descriptions of our own, each with the heading it belongs under.
SPOKEN = (
    ("used diesel generator set 45 kVA", "8502"), ("디젤 발전기 45kVA", "8502"),
    ("柴油发电机组 45千伏安", "8502"), ("дизель-генератор 45 кВА", "8502"),
    ("anthracite coal in bulk", "2701"), ("무연탄", "2701"), ("无烟煤", "2701"), ("антрацит", "2701"),
    ("frozen squid", "0307"), ("냉동 오징어", "0307"), ("冻鱿鱼", "0307"), ("замороженный кальмар", "0307"),
    ("cotton t-shirts", "6109"), ("면 티셔츠", "6109"), ("футболки", "6109"), ("crude oil", "2709"),
    ("원유", "2709"), ("原油", "2709"), ("laptop computers", "8471"), ("노트북", "8471"),
    ("笔记本电脑", "8471"), ("ноутбуки", "8471"), ("excavator", "8429"), ("굴삭기", "8429"),
    ("挖掘机", "8429"), ("экскаватор", "8429"), ("passenger car", "8703"), ("승용차", "8703"),
    ("轿车", "8703"), ("iron ore", "2601"), ("철광석", "2601"), ("铁矿", "2601"),
    ("wigs of human hair", "6704"), ("가발", "6704"), ("假发", "6704"), ("парики", "6704"),
    ("white rice", "1006"), ("쌀", "1006"), ("大米", "1006"), ("рис", "1006"), ("syringes", "9018"),
    ("주사기", "9018"), ("注射器", "9018"), ("шприцы", "9018"), ("helicopter", "8802"),
    ("헬리콥터", "8802"), ("直升机", "8802"), ("вертолет", "8802"), ("gold bars", "7108"), ("금괴", "7108"),
    ("whisky", "2208"), ("위스키", "2208"), ("виски", "2208"), ("toothpaste", "3306"), ("치약", "3306"),
    ("cement", "2523"), ("시멘트", "2523"), ("水泥", "2523"), ("fertilizer urea", "3102"), ("尿素", "3102"),
)  # fmt: skip


def run(data: Path, scratch: Path) -> list[Measure]:
    """All figures, one core."""
    held = search.index()
    chance = random.Random(SEED)
    asked = chance.sample(range(len(held.codes)), SAMPLE)
    ranked, spent = cpu_seconds(lambda: [_held_out(at) for at in asked])
    ours = _shares([held.codes[at] for at in asked], ranked)
    few = asked[:PEER_SAMPLE]
    same = _shares([held.codes[at] for at in few], ranked[:PEER_SAMPLE])
    peer, peer_spent = cpu_seconds(lambda: [_peer(at) for at in few])
    theirs = _shares([held.codes[at] for at in few], peer)
    spoken = [[one.hs for one in search.candidates(text, 5)] for text, _ in SPOKEN]
    said = _shares([heading for _, heading in SPOKEN], spoken)
    note = f"{SAMPLE} codes, the code itself never an answer"
    return [
        Measure(
            "heading comes first, wording held out", ours[0] * 100, "%", bar=70, at_least=True, note=note
        ),
        Measure("heading among five, wording held out", ours[1] * 100, "%", bar=85, at_least=True, note=note),
        Measure("chapter comes first, wording held out", ours[2] * 100, "%", note=note),
        Measure(
            "rapidfuzz token_set_ratio, heading first", theirs[0] * 100, "%", note=f"{PEER_SAMPLE} codes"
        ),
        Measure("rapidfuzz token_set_ratio, heading among five", theirs[1] * 100, "%"),
        Measure("ours on those codes, heading first", same[0] * 100, "%", bar=theirs[0] * 100, at_least=True),
        Measure("ours on those codes, heading among five", same[1] * 100, "%"),
        Measure(
            "descriptions in four languages, heading first", said[0] * 100, "%", note=f"{len(SPOKEN)} of ours"
        ),
        Measure("descriptions in four languages, heading among five", said[1] * 100, "%"),
        Measure("descriptions read", SAMPLE / spent, "texts/CPU s"),
        Measure("rapidfuzz, the same", PEER_SAMPLE / peer_spent, "texts/CPU s"),
    ]


def _held_out(at: int) -> list[str]:
    held = search.index()
    scores = search.score(search.of_wording(wordings()[held.codes[at]]))
    scores[at] = -1
    return [held.codes[other] for other in np.argsort(-scores, kind="stable")[:5]]


def _peer(at: int) -> list[str]:
    held = search.index()
    others = {code: wordings()[code] for number, code in enumerate(held.codes) if number != at}
    found = process.extract(wordings()[held.codes[at]], others, scorer=fuzz.token_set_ratio, limit=5)
    return [str(code) for _, _, code in found]


def _shares(codes: Sequence[str], ranked: Sequence[Sequence[str]]) -> tuple[float, float, float]:
    """Heading first, heading among all, chapter first; as shares of the questions."""

    def share(hit: Callable[[str, Sequence[str]], bool]) -> float:
        return sum(hit(code, found) for code, found in zip(codes, ranked, strict=True)) / len(codes)

    return (
        share(lambda code, found: bool(found) and found[0][:4] == code[:4]),
        share(lambda code, found: any(one[:4] == code[:4] for one in found)),
        share(lambda code, found: bool(found) and found[0][:2] == code[:2]),
    )
