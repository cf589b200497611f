#!/usr/bin/env bash
# Measures what docs/benchmarks.md reports: the Criterion benchmarks of the pure crates, then the
# node itself (start-up, memory, answers of the RPC, with the scores of this machine beside them).
#
# Usage: scripts/bench.sh [--crates | --node] [--blocks N] [--help]
#
#   --crates    only the benchmarks of the crates
#   --node      only the node
#   --blocks N  how many blocks the node makes before its memory is read (default 1000)

set -euo pipefail

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }

crates=true
node=true
blocks=1000
while [[ "$#" -gt 0 ]]; do
    case "$1" in
        --crates) node=false ;;
        --node) crates=false ;;
        --blocks) blocks="${2:?--blocks needs a number}"; shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; fail "unknown argument '$1'" ;;
    esac
    shift
done

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
"$here/setup.sh"
# shellcheck source=scripts/env.sh
source "$here/env.sh"
cd "$MYELIN_ROOT"

if [[ "$crates" == true ]]; then
    cargo bench --workspace --bench '*'
fi
if [[ "$node" == true ]]; then
    "$here/build.sh"
    python3 tests/clients/bench_node.py --node "$MYELIN_NODE" --blocks "$blocks"
fi
