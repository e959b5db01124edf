#!/usr/bin/env bash
# Make .venv-interop with the hash-locked `followthemoney` package, which tests/interop reads our projection with.
# Its pyicu is compiled here: as root the Debian packages for that are installed, otherwise they are named.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"
cd "$ROOT"

LOCK_HASH=$(fingerprint requirements/interop.txt)
if ! stamped interop "$LOCK_HASH" || [[ ! -x .venv-interop/bin/python ]]; then
    if ! command -v g++ >/dev/null || ! compgen -G '/usr/include/unicode/uversion.h' >/dev/null; then
        can_install || die "a C++ compiler and ICU are needed. On Debian: apt-get install g++ pkg-config libicu-dev python3-dev"
        step "installing Debian packages: g++ pkg-config libicu-dev python3-dev"
        apt_install g++ pkg-config libicu-dev python3-dev
    fi
    step "installing followthemoney into .venv-interop"
    "$VENV/bin/uv" venv --quiet --clear --python "$VENV/bin/python" .venv-interop
    "$VENV/bin/uv" pip install --quiet --python .venv-interop/bin/python --require-hashes -r requirements/interop.txt
    stamp interop "$LOCK_HASH"
fi
