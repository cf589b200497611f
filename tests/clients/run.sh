#!/usr/bin/env bash
# The journeys of the released clients against the built node. Called by scripts/test.sh; the last
# line is `N passed, N failed` over all of them.
#
# Usage: tests/clients/run.sh [sdk] [sdk_stake] [sdk_delegation] [sdk_async] [sdk_weights] [beacon]
#                             [pool] [btcli] [btcli_stake] [btcli_delegation] [btcli_weights]
#                             [localnet] [localnet_12s] (default: all)
#
# Four journeys run at a time, each on a chain of its own; what a journey says is printed when it
# ends. Four, because clients mostly wait for blocks: two cores are busy then, not overloaded.

set -euo pipefail

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
if [[ "${1:-}" == -h || "${1:-}" == --help ]]; then usage; exit 0; fi

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=scripts/env.sh
source "$here/../../scripts/env.sh"
[[ -x "$MYELIN_NODE" ]] || { printf 'there is no node at %s: run scripts/build.sh\n' "$MYELIN_NODE" >&2; exit 1; }

# The longest first, so that none of them starts when the others have ended. Before them the one that
# is to have the ports where clients look for a local network.
journeys=("$@")
[[ "$#" -gt 0 ]] || journeys=(
    localnet_12s btcli_delegation btcli_stake btcli_weights sdk_weights sdk_async sdk_delegation
    beacon sdk_stake btcli sdk localnet pool
)

folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

# travel NAME PORT: runs a journey; what it says goes into a file, with its code on the last line.
travel() {
    local python code=0
    case "$1" in
        btcli*) python="$MYELIN_CACHE/venv-btcli/bin/python" ;;
        *) python="$MYELIN_CACHE/venv-sdk/bin/python" ;;
    esac
    # The clients keep settings, wallets and decoded metadata below HOME: a fresh one for each.
    mkdir "$folder/$1"
    HOME="$folder/$1" XDG_CACHE_HOME="$MYELIN_CACHE/.." RPC_PORT="$2" \
        PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
        "$python" "$here/journey_$1.py" --node "$MYELIN_NODE" >"$folder/$1.log" 2>&1 || code="$?"
    printf '%s\n' "$code" >"$folder/$1.code"
    cat "$folder/$1.log"
}

port=9944
for journey in "${journeys[@]}"; do
    case "$journey" in
        sdk | sdk_stake | sdk_delegation | sdk_async | sdk_weights | beacon | pool) ;;
        btcli | btcli_stake | btcli_delegation | btcli_weights | localnet | localnet_12s) ;;
        *) usage >&2; printf "unknown journey '%s'\n" "$journey" >&2; exit 1 ;;
    esac
    while [[ "$(jobs -rp | wc -l)" -ge 4 ]]; do wait -n; done
    travel "$journey" "$port" &
    port="$((port + 10))"
done
wait

passed=0
failed=0
for journey in "${journeys[@]}"; do
    code="$(cat "$folder/$journey.code")"
    counts="$(tail -n 1 "$folder/$journey.log")"
    if [[ "$counts" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        passed="$((passed + BASH_REMATCH[1]))"
        failed="$((failed + BASH_REMATCH[2]))"
    fi
    # A journey that ends without its count, or with a bad code in spite of it, has failed too.
    if [[ "$code" != 0 && "${BASH_REMATCH[2]:-0}" == 0 ]]; then failed="$((failed + 1))"; fi
done

printf '\nall journeys:\n%s passed, %s failed\n' "$passed" "$failed"
[[ "$failed" == 0 ]]
