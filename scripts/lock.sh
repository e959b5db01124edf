#!/usr/bin/env bash
# Make the lock files again; `UPGRADE=1 make lock` takes newer versions. No file of ours spells a registry's address.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
cd "$ROOT"

compile() {
    "$VENV/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-annotate --no-header ${UPGRADE:+--upgrade} "$@"
}

step "requirements/uv.txt, node.txt, splink.txt, snapml.txt, movingpandas.txt, interop.txt, run.txt, dev.txt, slow.txt"
compile requirements/uv.in --output-file requirements/uv.txt
compile requirements/node.in --output-file requirements/node.txt
compile requirements/splink.in --output-file requirements/splink.txt
compile requirements/snapml.in --output-file requirements/snapml.txt
compile requirements/movingpandas.in --output-file requirements/movingpandas.txt
compile requirements/interop.in --output-file requirements/interop.txt
compile pyproject.toml requirements/build.in --output-file requirements/run.txt
compile pyproject.toml requirements/build.in --extra postgres --group dev --group docs \
    --constraint requirements/run.txt --output-file requirements/dev.txt
compile pyproject.toml requirements/build.in --extra postgres --extra spark --group dev --group docs \
    --constraint requirements/dev.txt --output-file requirements/slow.txt
step "frontend/package-lock.json"
(cd frontend && npm install --package-lock-only --ignore-scripts --no-audit --no-fund --loglevel=error)
