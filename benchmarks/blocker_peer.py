"""nomenklatura's logic-v2 behind its blocker: `python blocker_peer.py LISTED ASKED FOLDER` prints JSON.

Both files are FollowTheMoney entities, one a line; FOLDER is where the blocker keeps its index. All that is
asked goes in one batch, as the blocker likes best, and each is held against every entity that came of it.
It imports nothing of Sightline and runs in whatever environment has nomenklatura.
"""

import json
import logging
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from followthemoney import Dataset, StatementEntity
from nomenklatura.blocker.index import Index
from nomenklatura.matching import LogicV2, ScoringConfig

THRESHOLD = 0.7


class Listed:
    """As much of a store's view as the blocker looks at."""

    def __init__(self, path: str) -> None:
        self.scope = DATASET
        self.known = {one.id: one for one in _read(path)}

    def entities(self, include_schemata: Any = None) -> Iterator[StatementEntity]:
        """All of them."""
        yield from self.known.values()


DATASET = Dataset.make({"name": "lists", "title": "Lists"})


def _read(path: str) -> Iterator[StatementEntity]:
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            yield StatementEntity.from_data(DATASET, json.loads(line))


def main(listed: str, asked: str, folder: str) -> None:
    """Build, screen, and tell both times in CPU seconds, how many were asked and how many have a hit."""
    logging.disable(logging.CRITICAL)
    view, queries = Listed(listed), {one.id: one for one in _read(asked)}
    start = time.process_time()
    index = Index(view, Path(folder))
    index.build()
    built = time.process_time() - start
    config, hits, pairs = ScoringConfig.defaults(), 0, 0
    start = time.process_time()
    for query, candidates in index.match_entities(queries.values()):
        scores = [
            LogicV2.compare(queries[str(query)], view.known[str(one)], config).score for one, _ in candidates
        ]
        pairs += len(scores)
        hits += any(score >= THRESHOLD for score in scores)
    spent = time.process_time() - start
    told = {"built": built, "spent": spent, "asked": len(queries), "hits": hits, "pairs": pairs}
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:4])
