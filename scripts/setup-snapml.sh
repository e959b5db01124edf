#!/usr/bin/env bash
# Make .venv-snapml with IBM's graph features, the peer of benchmarks/accounts.py. Their licence is IBM's own
# (International License Agreement for Non-Warranted Programs), not an open one, and who installs them agrees to
# it: so it is done only where SIGHTLINE_BENCH_SNAPML is set.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
cd "$ROOT"

[[ -n "${SIGHTLINE_BENCH_SNAPML:-}" ]] || exit 0
LOCK_HASH=$(fingerprint requirements/snapml.txt)
if ! stamped snapml "$LOCK_HASH" || [[ ! -x .venv-snapml/bin/python ]]; then
    step "installing IBM's Snap ML, the peer of a benchmark, into .venv-snapml"
    "$VENV/bin/uv" venv --quiet --clear --python "$VENV/bin/python" .venv-snapml
    "$VENV/bin/uv" pip install --quiet --python .venv-snapml/bin/python --require-hashes -r requirements/snapml.txt
    stamp snapml "$LOCK_HASH"
fi
