"""No name scores more than its bound says, whatever was looked up by then and whatever weights there are."""

import random

import numpy as np
import pytest

from sightline.model.screening import Query
from sightline.screening import columns, model
from sightline.screening.candidates import asked
from sightline.screening.index import Index
from sightline.screening.kernels import arrays, constants
from sightline.screening.kernels.arrays import Longs
from sightline.screening.kernels.bounds import (
    alone,
    bound_of,
    larger,
    more_gained,
    near_bound,
    note_query,
    packed,
    special_alone,
)
from sightline.screening.kernels.compiler import (
    asked_words_at,
    compiled,
    memory_at,
    model_at,
    query_at,
    touched_at,
    words_at,
)
from sightline.screening.kernels.look_up import look_up
from sightline.screening.kernels.scoring import score
from sightline.screening.kernels.touching import (
    gather,
    left_of,
    settle,
    tell_members,
    touch_joined,
    touch_postings,
)
from sightline.screening.question import question
from tests.lake.factory import entry
from tests.screening.lists import index_of

RARE = [
    "velanora",
    "sonderpost",
    "bandora",
    "karimov",
    "ghulam",
    "invented",
    "wladimir",
    "darkazin",
    "kandora",
    "hyok",
]
COMMON = [
    "trading",
    "export",
    "import",
    "bank",
    "kim",
    "chol",
    "nam",
    "ltd",
    "fze",
    "abu",
    "ali",
    "n",
    "s",
    "39",
    "co",
]
LEAST = np.int64(constants.LEAST)


@compiled
def most_too_low(
    index: Longs, asking: Longs, weights: Longs, known: Longs, scratch: Longs, query: Longs, names: int
) -> float:
    """The milliodds by which a bound is too low where it is worst: of every name, after each step of looking
    up, as it stands and with all its words."""
    x, a, m, memory = words_at(index), asked_words_at(asking), model_at(weights), memory_at(known)
    s, v = touched_at(scratch), query_at(query)
    worst = -1e12
    for q in range(a.n_floors):
        n = min(a.at[q + 1] - a.at[q], constants.MOST_TOKENS)
        t0, mixed, slips = np.int64(a.at[q]), 1.0 if a.kinds[q] else 0.0, a.slips[q]
        for steps in range(n * constants.TIERS + 1):
            rows = gather(x, a, m, memory, s, v, t0, n)
            touched = touch_joined(x, a, m, s, v, t0, n)
            whole = note_query(x, a, m, s, v, np.int64(q), n, rows)
            for _ in range(steps):
                _, _, unit = left_of(v, n)
                if unit >= 0:
                    touched = touch_postings(x, s, v, rows, n, unit, touched)
                    v.done[unit] = constants.LOOKED_UP
            untold, _, _ = left_of(v, n)
            for name in range(names):
                odds, _, _ = score(x, a, m, s, v, mixed, np.int64(q), n, np.int64(name))
                if odds > constants.NEVER and not a.kinds[q] & x.about[name]:
                    gained = np.int64(s.gained[name])
                    if gained & constants.GAINED:
                        near = near_bound(v, more_gained(gained, untold))
                        most = bound_of(x, v, np.int64(name), near, slips, LEAST)
                    else:
                        about = x.about[name]
                        several = about & constants.SEVERAL and not about & 7 << constants.SINGLES
                        most = alone(v, untold) if several else special_alone(v, untold)
                    worst = max(worst, odds * 1000 - whole * 1000 - most)
            for k in range(touched):
                s.told[k] = 0
            touched = tell_members(x, s, v, rows, n, touched, LEAST)
            for k in range(touched):
                name = s.names[k] ^ (s.names[k] >> 31)
                odds, _, _ = score(x, a, m, s, v, mixed, np.int64(q), n, np.int64(name))
                if odds > constants.NEVER and s.told[k] > LEAST:
                    most = bound_of(x, v, np.int64(name), np.int64(s.told[k]), slips, LEAST)
                    worst = max(worst, odds * 1000 - whole * 1000 - most)
            settle(s, touched, LEAST)
            for r in range(rows):
                s.row[s.row_word[r]] = 0
    return worst


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    draw = random.Random(2397)
    names = [drawn(draw, 0.0) for _ in range(400)]
    names += ["Ali Ali", "Ali Abu Ali Velanora", "K C N", "Velanora S B Export", "Velanora Export FZE", "N"]
    entries = [entry(f"x-{n}", start=n, name=name) for n, name in enumerate(names)]
    entries.append(entry("weak", start=len(names), name="Ghulam", weakAlias="Velanora Trading|Kim N"))
    return index_of(tmp_path_factory.mktemp("list"), entries)


def drawn(draw: random.Random, changed: float) -> str:
    """A name of rare and common words, some with a letter more or two that are written together."""
    words = draw.choices(RARE, k=draw.randint(0, 2)) + draw.choices(COMMON, k=draw.randint(1, 3))
    draw.shuffle(words)
    if draw.random() < changed:
        at = draw.randrange(len(words))
        place = draw.randint(0, len(words[at]))
        words[at] = words[at][:place] + draw.choice("aeinrs") + words[at][place:]
    return words[0] + draw.choice((" ", " ", " ", "")) + " ".join(words[1:])


def weights(draw: random.Random) -> arrays.Model:
    """Other weights of the same signs, and other numbers of what is little."""
    made = model.model()
    ints, floats = made.ints.copy(), made.floats.copy()
    floats *= [draw.uniform(0.2, 2.0) for _ in floats]
    for place in (constants.FEW, constants.FEW_ASKED, constants.FEW_LISTED, constants.LITTLE):
        ints[place] = draw.randint(0, 12_000)
    return arrays.Model(ints, floats)


@pytest.mark.parametrize("drawing", range(8))
def test_nothing_scores_above_its_bound(index: Index, drawing: int) -> None:
    draw = random.Random(drawing)
    made = weights(draw) if drawing else model.model()
    numbers = columns.addresses(arrays.Model, made._asdict())
    texts = [drawn(draw, 0.6) for _ in range(50)]
    texts += ["Velanora Fzre", "Export V. Ali", "Ali Ali", "K. C. Nam", "Kim N", "Ghulam", "Exp ort Bandora"]
    names = [name for text in texts for name in question(Query(name=text)).names]
    batch = asked(names, [0.0] * len(names))
    with index.scratch() as scratch:
        assert look_up(index.alike, batch.words, numbers, scratch.memory, 0) == len(names)
        told = len(index.name_entity)
        worst = most_too_low(
            index.words, batch.words, numbers, scratch.memory, scratch.touched, scratch.query, told
        )
        scratch.held[0]["keys"][:] = 0  # what words cost by other weights is not remembered
        assert -1e12 < worst <= 1


@compiled
def steps_of(adds: int, gains: int, tells: int, words: int, other: int, joined: bool) -> int:
    step = packed(np.int64(adds), np.int64(gains), np.int64(tells), np.int64(words))
    return more_gained(np.int64(other), step) if joined else larger(np.int64(other), step)  # type: ignore[no-any-return]


def test_a_field_that_is_full_stays_full_and_leaves_the_others_alone() -> None:
    said = 5 << constants.ABOUT
    one = steps_of(1, 1, 1, 1, said, True)
    assert one == said | sum(
        1 << at for at in (constants.COUNTED_AT, constants.TELLS_AT, constants.GAINS_AT, constants.ADDS_AT)
    ), "each rounded up to one step"
    full = steps_of(10**6, 10**6, 10**6, 100, one, True)
    assert full == said | constants.ADDS | constants.GAINS | constants.TELLS | constants.COUNTED
    assert steps_of(1, 1, 1, 1, full, True) == full
    counted = steps_of(0, 0, 0, 15, one, True)
    assert counted == one - 1 + 15, "one field alone"
    assert steps_of(64, 0, 0, 2, steps_of(0, 64, 64, 1, 0, False), False) == steps_of(64, 64, 64, 2, 0, True)
