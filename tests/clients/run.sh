#!/usr/bin/env bash
# The journeys of the released clients against the built node, one after the other. Called by
# scripts/test.sh; the last line is `N passed, N failed` over all of them.
#
# Usage: tests/clients/run.sh [sdk] [sdk_stake] [sdk_delegation] [btcli] [btcli_stake] [localnet]
# (default: all)

set -euo pipefail

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
if [[ "${1:-}" == -h || "${1:-}" == --help ]]; then usage; exit 0; fi

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# shellcheck source=scripts/env.sh
source "$here/../../scripts/env.sh"
[[ -x "$MYELIN_NODE" ]] || { printf 'there is no node at %s: run scripts/build.sh\n' "$MYELIN_NODE" >&2; exit 1; }

journeys=("$@")
[[ "$#" -gt 0 ]] || journeys=(sdk sdk_stake sdk_delegation btcli btcli_stake localnet)

# The clients keep settings, wallets and decoded metadata below HOME: a fresh one for this run.
home="$(mktemp -d)"
trap 'rm -rf "$home"' EXIT

passed=0
failed=0
for journey in "${journeys[@]}"; do
    case "$journey" in
        sdk | sdk_stake | sdk_delegation | localnet) python="$MYELIN_CACHE/venv-sdk/bin/python" ;;
        btcli | btcli_stake) python="$MYELIN_CACHE/venv-btcli/bin/python" ;;
        *) usage >&2; printf "unknown journey '%s'\n" "$journey" >&2; exit 1 ;;
    esac
    code=0
    HOME="$home" XDG_CACHE_HOME="$MYELIN_CACHE/.." PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
        "$python" "$here/journey_$journey.py" --node "$MYELIN_NODE" | tee "$home/output" || code="$?"
    counts="$(tail -n 1 "$home/output")"
    if [[ "$counts" =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed$ ]]; then
        passed="$((passed + BASH_REMATCH[1]))"
        failed="$((failed + BASH_REMATCH[2]))"
    fi
    # A journey that ends without its count, or with a bad code in spite of it, has failed too.
    if [[ "$code" != 0 && "${BASH_REMATCH[2]:-0}" == 0 ]]; then failed="$((failed + 1))"; fi
done

printf '\nall journeys:\n%s passed, %s failed\n' "$passed" "$failed"
[[ "$failed" == 0 ]]
