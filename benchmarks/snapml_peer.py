"""Gradient boosting on our measures and on IBM's graph features: `snapml_peer.py FOLDER SECONDS`, in its own
environment; it ends after so many CPU seconds, and tells on standard error how far it is.

FOLDER holds for each half `1` and `2` an `edges*.parquet` (payer, payee, day, amount), with
`accounts*.parquet`: account, label, and our measures. Trains on the first half, judges on the second,
prints one JSON line. It imports nothing of Sightline. The unit is the account: IBM's features are of
payments, so an account has the mean of those it paid and of those it got.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from expected_f1 import worth_naming
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from snapml import GraphFeaturePreprocessor

SEEDS = (1,)
FOLDS = 5
"""parts of the first half, of which each is judged by a model of the others"""
DAY = 86_400
WINDOW = 20 * DAY
PATTERNS = {
    "fan": True,
    "fan_tw": WINDOW,
    "degree": True,
    "degree_tw": WINDOW,
    "scatter-gather": True,
    "scatter-gather_tw": 5 * DAY,
    "temp-cycle": True,
    "temp-cycle_tw": 3 * DAY,
    "lc-cycle": False,
    "vertex_stats": True,
    "vertex_stats_tw": WINDOW,
    "vertex_stats_cols": [3],
    "vertex_stats_feats": [0, 1, 2, 3, 4, 8, 9, 10],
    "num_threads": 1,
}
"""what it computes, by its own choice of statistics; circles without an order of time are left out"""


def main(folder: Path) -> None:
    """Both sets of features, the same labels, the same model."""
    halves = {half: pq.read_table(folder / f"accounts{half}.parquet").to_pandas() for half in (1, 2)}
    labels = {half: table.pop("label").to_numpy() for half, table in halves.items()}
    accounts = {half: table.pop("account").to_numpy() for half, table in halves.items()}
    ours = {half: table.to_numpy(np.float64) for half, table in halves.items()}
    begun = time.process_time()
    theirs = {}
    for half in (1, 2):
        theirs[half] = graph_features(folder / f"edges{half}.parquet", accounts[half])
        told_of(f"features of half {half}")
    spent = time.process_time() - begun
    told = np.ptp(theirs[1], axis=0) > 0
    theirs = {half: values[:, told] for half, values in theirs.items()}
    both = {half: np.hstack([ours[half], theirs[half]]) for half in (1, 2)}
    found = {}
    for name, features in (("ours", ours), ("theirs", theirs), ("both", both)):
        found[name] = judged(features, labels)
        told_of(f"boosting on {name}")
    print(json.dumps({"cpu": spent, "features": theirs[1].shape[1], "found": found}))


def told_of(step: str) -> None:
    """Say on standard error what is done, and how many CPU seconds it all took so far."""
    print(f"  peer: {step}, {time.process_time():.0f} CPU s so far", file=sys.stderr, flush=True)


def graph_features(path: Path, accounts: np.ndarray) -> np.ndarray:
    """IBM's features of each account's payments: the mean of those paid and of those got."""
    edges = pq.read_table(path).to_pandas().sort_values("day", kind="stable")
    raw = np.ascontiguousarray(
        np.column_stack([
            np.arange(len(edges)), edges["payer"], edges["payee"], edges["day"] * DAY, edges["amount"],
        ]).astype(np.float64)
    )  # fmt: skip
    graph = GraphFeaturePreprocessor()
    graph.set_params(PATTERNS | {"vertex_stats_cols": [4]})
    made = graph.fit_transform(raw)[:, 5:]
    place = {account: at for at, account in enumerate(accounts.tolist())}
    parts = []
    for side in ("payer", "payee"):
        node = np.array([place[one] for one in edges[side].tolist()])
        number = np.maximum(1, np.bincount(node, minlength=len(accounts)))
        mean = np.zeros((len(accounts), made.shape[1]))
        np.add.at(mean, node, made)
        parts.append(mean / number[:, None])
    return np.hstack(parts)


def judged(features: dict[int, Any], labels: dict[int, Any]) -> dict[str, Any]:
    """Precision at the number of labelled accounts, F1, average precision, on the second half.

    Scores of a model need not mean the same on another half. So those of the first half, each account judged
    by a model that did not see it, tell how likely a score is right (isotonic), and as many of the second are
    named as make the largest F1 that is to be expected there, its labels unseen.
    """
    found = []
    for seed in SEEDS:
        folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
        tried = cross_val_predict(model(seed), features[1], labels[1], cv=folds, method="predict_proba")[:, 1]
        likely = IsotonicRegression(out_of_bounds="clip").fit(tried, labels[1])
        score = model(seed).fit(features[1], labels[1]).predict_proba(features[2])[:, 1]
        count, order = int(labels[2].sum()), np.argsort(-score, kind="stable")
        named = order[: worth_naming(likely.predict(score[order]))]
        found.append(
            (
                labels[2][order[:count]].mean(),
                2 * int(labels[2][named].sum()) / max(1, len(named) + count),
                average_precision_score(labels[2], score),
            )
        )
    means = np.mean(found, axis=0)
    return {"precision_at_n": means[0], "f1": means[1], "average_precision": means[2]}


def model(seed: int) -> HistGradientBoostingClassifier:
    """As it comes, but for the seed and a balance of the few against the many."""
    return HistGradientBoostingClassifier(random_state=seed, class_weight="balanced", max_iter=40)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv[2]), int(sys.argv[2]) + 5))
    main(Path(sys.argv[1]))
