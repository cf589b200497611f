#!/usr/bin/env bash
# One command to a running development chain: prepares the machine, builds the node and runs it
# with one authority, 250 ms blocks and a fresh chain. Ends with Ctrl-C.
#
# Usage: scripts/dev.sh [NODE ARGUMENT...]
#
# Arguments go to the node, after --dev: `scripts/dev.sh --rpc-port 9950`, or
# `scripts/dev.sh --base-path ~/my-chain` to keep the chain, or
# `scripts/dev.sh --chain dev-12s` for blocks of 12 s.
#
# The RPC, HTTP and WebSocket on one port, is at ws://127.0.0.1:9944 unless --rpc-port says
# otherwise. //Alice is sudo, owns subnets 0 and 1 and has 1 000 000 TAO, as //Bob and //Charlie.

set -euo pipefail

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
port=9944
previous=""
for argument in "$@"; do
    case "$argument" in
        -h | --help) usage; exit 0 ;;
        --rpc-port=*) port="${argument#*=}" ;;
        *) [[ "$previous" != --rpc-port ]] || port="$argument" ;;
    esac
    previous="$argument"
done

"$here/setup.sh"
# shellcheck source=scripts/env.sh
source "$here/env.sh"
"$here/build.sh"

printf '\nMyelin development chain: RPC at ws://127.0.0.1:%s (and http://127.0.0.1:%s), Ctrl-C ends it\n\n' "$port" "$port"
exec "$MYELIN_NODE" --dev "$@"
