#!/usr/bin/env bash
# See that the Debian packages are there that `run`, `test` or `test-slow` needs: as root install them,
# otherwise name them and say what is skipped. Never an error: what cannot be had is reported where it is used.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/steps.sh"

# package | a file that shows it is there (any match) | what is missing without it
RUN=(
    "fonts-noto-cjk|/usr/share/fonts/*/noto/NotoSansCJK-Regular.ttc|Korean and Chinese script in the PDF report"
)
TEST=(
    "${RUN[@]}"
    "chromium|/usr/bin/chromium|tests of the workbench in a real browser"
    "postgresql|/usr/lib/postgresql/*/bin/initdb|tests of the office on a real PostgreSQL"
    "poppler-utils|/usr/bin/pdftotext|tests that read the PDF report with a second program"
)
TEST_SLOW=(
    "${TEST[@]}"
    "libreoffice-writer|/usr/bin/soffice|tests that open the DOCX report in LibreOffice"
    "openjdk-17-jre-headless|/usr/lib/jvm/*17*/bin/java|tests of the detectors on Spark"
)

case ${1:?usage: setup-system.sh run|test|test-slow} in
run) NEEDS=("${RUN[@]}") ;;
test) NEEDS=("${TEST[@]}") ;;
test-slow) NEEDS=("${TEST_SLOW[@]}") ;;
*) die "unknown set: $1" ;;
esac

present() { compgen -G "$1" >/dev/null; }

missing() {
    local need package sign what
    for need in "${NEEDS[@]}"; do
        IFS='|' read -r package sign what <<<"$need"
        present "$sign" || printf '%s|%s\n' "$package" "$what"
    done
}

mapfile -t MISSING < <(missing)
if ((${#MISSING[@]} > 0)) && can_install; then
    PACKAGES=("${MISSING[@]%%|*}")
    step "installing Debian packages: ${PACKAGES[*]}"
    apt_install "${PACKAGES[@]}" || warn "apt-get could not install: ${PACKAGES[*]}"
    mapfile -t MISSING < <(missing)
fi
if ((${#MISSING[@]} > 0)); then
    warn "MISSING Debian packages: ${MISSING[*]%%|*}
   SKIPPED or poorer without them:
$(printf '     - %s\n' "${MISSING[@]#*|}")
   As root: apt-get install ${MISSING[*]%%|*}"
fi
