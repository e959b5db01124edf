#!/usr/bin/env bash
# setup-peer.sh NAME: make .venv-NAME with the hash-locked peer of a benchmark (requirements/NAME.txt).
# splink: benchmarks/resolution.py; movingpandas: benchmarks/sea.py; snapml: benchmarks/accounts.py. The licence
# of snapml is IBM's own (International License Agreement for Non-Warranted Programs), not an open one, and who
# installs it agrees to it: so that is done only where SIGHTLINE_BENCH_SNAPML is set.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
cd "$ROOT"

NAME=$1
[[ "$NAME" != snapml || -n "${SIGHTLINE_BENCH_SNAPML:-}" ]] || exit 0
LOCK_HASH=$(fingerprint "requirements/$NAME.txt")
if ! stamped "$NAME" "$LOCK_HASH" || [[ ! -x ".venv-$NAME/bin/python" ]]; then
    step "installing $NAME, the peer of a benchmark, into .venv-$NAME"
    "$VENV/bin/uv" venv --quiet --clear --python "$VENV/bin/python" ".venv-$NAME"
    "$VENV/bin/uv" pip install --quiet --python ".venv-$NAME/bin/python" --require-hashes -r "requirements/$NAME.txt"
    stamp "$NAME" "$LOCK_HASH"
fi
