#!/usr/bin/env bash
# Make .venv-movingpandas with the hash-locked peer of benchmarks/sea.py.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
cd "$ROOT"

LOCK_HASH=$(fingerprint requirements/movingpandas.txt)
if ! stamped movingpandas "$LOCK_HASH" || [[ ! -x .venv-movingpandas/bin/python ]]; then
    step "installing MovingPandas, the peer of a benchmark, into .venv-movingpandas"
    "$VENV/bin/uv" venv --quiet --clear --python "$VENV/bin/python" .venv-movingpandas
    "$VENV/bin/uv" pip install --quiet --python .venv-movingpandas/bin/python --require-hashes -r requirements/movingpandas.txt
    stamp movingpandas "$LOCK_HASH"
fi
