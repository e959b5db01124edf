#!/usr/bin/env bash
# Make .venv-splink with the hash-locked peer of benchmarks/resolution.py.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
cd "$ROOT"

LOCK_HASH=$(fingerprint requirements/splink.txt)
if ! stamped splink "$LOCK_HASH" || [[ ! -x .venv-splink/bin/python ]]; then
    step "installing Splink, the peer of a benchmark, into .venv-splink"
    "$VENV/bin/uv" venv --quiet --clear --python "$VENV/bin/python" .venv-splink
    "$VENV/bin/uv" pip install --quiet --python .venv-splink/bin/python --require-hashes -r requirements/splink.txt
    stamp splink "$LOCK_HASH"
fi
