#!/usr/bin/env bash
# Everything that must hold before a change goes in: formatting, lints, all tests (the metadata
# contract among them), and the journeys of the released clients against the built node.
#
# Usage: scripts/test.sh [--no-clients] [--help]
#
#   --no-clients  leave out the client journeys
#
# Each step says what it does and how long it took; the first failure ends the run with a code
# other than 0. The last line is `N passed, N failed`, the count of the journeys' checks.
# With CI=true the target folder stays outside the checkout (see scripts/env.sh).

set -euo pipefail

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

clients=true
for argument in "$@"; do
    case "$argument" in
        --no-clients) clients=false ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; printf "test: unknown argument '%s'\n" "$argument" >&2; exit 1 ;;
    esac
done

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
cd "$here/.."

# step TITLE COMMAND...: runs the command between two lines that name it.
step() {
    local title="$1" begin="$SECONDS" code=0
    shift
    printf '\n==> %s\n' "$title"
    "$@" || code="$?"
    if [[ "$code" != 0 ]]; then
        printf '==> %s: FAILED after %s s\n' "$title" "$((SECONDS - begin))"
        exit "$code"
    fi
    printf '==> %s: ok, %s s\n' "$title" "$((SECONDS - begin))"
}

if [[ "$clients" == true ]]; then
    step "setup" "$here/setup.sh" --clients
else
    step "setup" "$here/setup.sh"
fi
# shellcheck source=scripts/env.sh
source "$here/env.sh"

step "formatting" cargo fmt --all --check
step "node" "$here/build.sh"
# Lints need no WASM binary, and clippy would build one of its own. The feature is there for the
# benchmarks, which nothing else here compiles.
step "lints" env SKIP_WASM_BUILD=1 cargo clippy --release --workspace --all-targets \
    --features myelin-node/runtime-benchmarks -- -D warnings
step "tests" cargo test --release --workspace
if [[ "$clients" == true ]]; then
    printf '\n==> client journeys\n'
    exec tests/clients/run.sh
fi
