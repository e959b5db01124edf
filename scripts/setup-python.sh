#!/usr/bin/env bash
# Make .venv and install the hash-locked requirements: `setup-python.sh run`, `dev` or `slow`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

SET=${1:?usage: setup-python.sh run|dev|slow}
LOCK="requirements/$SET.txt"
export UV_HTTP_TIMEOUT=${UV_HTTP_TIMEOUT:-180}

find_python() {
    local candidate
    for candidate in ${PYTHON:-python3 python3.11 python3.12 python3.13}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    die "Python 3.11 or newer is needed${PYTHON:+, and $PYTHON is not}. On Debian: apt-get install python3"
}

# The environment knows its own place: one that was copied or whose Python is gone is made again.
venv_works() {
    [[ -x "$VENV/bin/python" ]] && stamped place "$ROOT" && "$VENV/bin/python" -c '' 2>/dev/null
}

make_venv() {
    local python=$1
    rm -rf "$VENV"
    if ! "$python" -c 'import ensurepip' 2>/dev/null && can_install; then
        step "installing the Debian package python3-venv"
        apt_install python3-venv || warn "python3-venv could not be installed; trying without it"
    fi
    if "$python" -c 'import ensurepip' 2>/dev/null; then
        "$python" -m venv "$VENV"
    else
        "$python" -m venv --without-pip "$VENV" || die "this Python has no venv. On Debian: apt-get install python3-venv"
    fi
    stamp place "$ROOT"
}

# Whatever pip there is puts uv into the environment; pip's own settings of this machine hold.
install_uv() {
    local -a install=(install --quiet --no-deps --require-hashes -r "$ROOT/requirements/uv.txt")
    if "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        "$VENV/bin/python" -m pip "${install[@]}"
    elif "$1" -m pip --version >/dev/null 2>&1; then
        "$1" -m pip --python "$VENV/bin/python" "${install[@]}"
    elif command -v uv >/dev/null; then
        uv pip "${install[@]}" --python "$VENV/bin/python"
    elif command -v pip.pyz >/dev/null; then
        "$VENV/bin/python" "$(command -v pip.pyz)" "${install[@]}"
    else
        rm -rf "$VENV"
        die "there is no pip here, because ensurepip is missing. On Debian, as root: apt-get install python3-venv"
    fi
}

install_locked() {
    if "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" --compile-bytecode \
        --require-hashes -r "$ROOT/$LOCK"; then
        return
    fi
    warn "uv could not install $LOCK; trying pip, which reads this machine's pip settings"
    "$VENV/bin/python" -m pip install --quiet --require-hashes -r "$ROOT/$LOCK" ||
        die "the requirements in $LOCK could not be installed: is there a network?"
}

install_project() {
    "$VENV/bin/uv" pip install --quiet --python "$VENV/bin/python" \
        --offline --no-build-isolation --no-deps --editable "$ROOT"
}

cd "$ROOT"
if ! venv_works; then
    step "making the virtual environment"
    PYTHON=$(find_python)
    make_venv "$PYTHON"
fi

UV_HASH=$(fingerprint requirements/uv.txt)
if ! stamped uv "$UV_HASH"; then
    step "installing uv"
    PYTHON=$(find_python)
    install_uv "$PYTHON"
    stamp uv "$UV_HASH"
fi

LOCK_HASH=$(fingerprint "$LOCK")
if ! stamped "$SET" "$LOCK_HASH"; then
    step "installing $(grep -c '==' "$LOCK") locked packages ($LOCK)"
    install_locked
    stamp "$SET" "$LOCK_HASH"
fi

PROJECT_HASH=$(fingerprint pyproject.toml)
if ! stamped project "$PROJECT_HASH"; then
    step "installing Sightline itself"
    install_project
    stamp project "$PROJECT_HASH"
fi

# What Numba compiled is kept beside one source file and is not made anew when a file it calls changes.
mapfile -t COMPILED < <(grep -rlE '^(from|import) .*(numba|\.lean)' src --include='*.py' | sort)
COMPILED_HASH=$(fingerprint "${COMPILED[@]}")
if ! stamped compiled "$COMPILED_HASH"; then
    find src -name '*.nb[ic]' -delete
    stamp compiled "$COMPILED_HASH"
fi
