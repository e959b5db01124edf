# Shared by the set-up scripts: say what happens, keep stamps. Sourced, never run.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV="$ROOT/.venv"
STAMPS="$VENV/stamps"

STEPPED=no
step() {
    STEPPED=yes
    printf '── %s\n' "$*" >&2
}

tell_time() {
    [[ $? -eq 0 && $STEPPED == yes ]] || return 0
    printf '── done in %d s: %s\n' "$SECONDS" "$(basename "$0" .sh)" >&2
}
trap tell_time EXIT

warn() { printf '\n!! %s\n\n' "$*" >&2; }

die() {
    printf '\n!! %s\n\n' "$*" >&2
    exit 7
}

# fingerprint FILE...: one hash over the names and bytes of the files.
fingerprint() {
    (cd "$ROOT" && sha256sum -- "$@") | sha256sum | cut -d' ' -f1
}

# stamped NAME VALUE: true when this step was finished for this value before.
stamped() { [[ -f "$STAMPS/$1" && $(<"$STAMPS/$1") == "$2" ]]; }

stamp() {
    mkdir -p "$STAMPS"
    printf '%s\n' "$2" >"$STAMPS/$1"
}

is_root() { [[ $(id -u) -eq 0 ]]; }

can_install() { is_root && command -v apt-get >/dev/null; }

# apt_install PACKAGE...: from the lists at hand; where they are missing or stale, from fresh ones.
apt_install() {
    local -a install=(env DEBIAN_FRONTEND=noninteractive apt-get install -qq -o Dpkg::Use-Pty=0
        --no-install-recommends "$@")
    if compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null && "${install[@]}" >/dev/null; then
        return 0
    fi
    apt-get update -qq >&2 && "${install[@]}" >/dev/null
}
