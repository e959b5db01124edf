"""nomenklatura's logic-v2 over pairs of entities: `python pairs_peer.py FILE` prints one score a line.

It imports nothing of Sightline and runs in whatever environment has nomenklatura.
"""

import json
import sys
from pathlib import Path

from followthemoney import model
from nomenklatura.matching import LogicV2, ScoringConfig


def main(path: str) -> None:
    """Score each line's `left` against its `right`."""
    config = ScoringConfig.defaults()
    with Path(path).open(encoding="utf-8") as file:
        for line in file:
            pair = json.loads(line)
            left, right = (model.get_proxy(pair[side], cleaned=False) for side in ("left", "right"))
            print(LogicV2.compare(left, right, config).score)


if __name__ == "__main__":
    main(sys.argv[1])
