#!/usr/bin/env bash
# Measures what docs/benchmarks.md reports: the Criterion benchmarks of the pure crates, the epoch
# inside WASM with the scores of this machine, then the node itself (start-up, memory, answers of
# the RPC, also with thousands of neurons). Do nothing else on the machine meanwhile.
#
# With --frame it measures the calls and the block step instead, inside WASM, and writes their weights
# into runtime/src/weights/: read the difference, run the tests, commit. What gives no weight is
# printed: the settings, staking calls in the usual case, a whole epoch, a block in which every epoch is
# due, the largest claim, reveals of one round. This builds a node of its own, beside the other one.
#
# Usage: scripts/bench.sh [--crates | --wasm | --node | --frame] [--blocks N]
#                         [--steps N] [--repeat N] [--help]
#
#   --crates    only the benchmarks of the crates
#   --wasm      only the epoch inside WASM
#   --node      only the node
#   --frame     only the weights of the calls
#   --blocks N  how many blocks the node makes before its memory is read (default 1000)
#   --steps N   for --frame: how many sizes of a call that has one are measured (default 17:
#               256 and 4096 are then among the numbers of weights)
#   --repeat N  for --frame: how often each is measured at least (default 5)

set -euo pipefail

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
fail() { printf 'bench: %s\n' "$*" >&2; exit 1; }

parts=(crates wasm node)
blocks=1000
steps=17
repeat=5
while [[ "$#" -gt 0 ]]; do
    case "$1" in
        --crates | --wasm | --node | --frame) parts=("${1#--}") ;;
        --blocks) blocks="${2:?--blocks needs a number}"; shift ;;
        --steps) steps="${2:?--steps needs a number}"; shift ;;
        --repeat) repeat="${2:?--repeat needs a number}"; shift ;;
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

bench_crates() { cargo bench --workspace --bench '*'; }

# The guest is built as the runtime is: same target, same profile, same toolchain.
bench_wasm() (
    cd primitives/yuma/wasm-bench
    cargo ${WASM_BUILD_TOOLCHAIN:+"+$WASM_BUILD_TOOLCHAIN"} build --locked \
        --profile runtime --target wasm32v1-none --package epoch-guest
    cargo build --locked --release --package epoch-host
    "$CARGO_TARGET_DIR${CARGO_BUILD_TARGET:+/$CARGO_BUILD_TARGET}/release/epoch-host" "$CARGO_TARGET_DIR/wasm32v1-none/runtime/epoch_guest.wasm"
)

bench_node() {
    "$here/build.sh"
    "$here/setup.sh" --clients
    python3 tests/clients/bench_node.py --node "$MYELIN_NODE" --blocks "$blocks"
    "$MYELIN_CACHE/venv-sdk/bin/python" tests/clients/bench_neurons.py --node "$MYELIN_NODE"
    "$MYELIN_CACHE/venv-sdk/bin/python" tests/clients/bench_throughput.py --node "$MYELIN_NODE"
}

# The feature changes almost every crate of the SDK: its own target folder keeps the other one warm.
bench_frame() (
    export CARGO_TARGET_DIR="$CARGO_TARGET_DIR/frame-benchmarks"
    # A runtime that the SDK uses for another benchmark would be built too.
    SKIP_FRAME_STORAGE_ACCESS_TEST_RUNTIME_WASM_BUILD=1 FEATURES=runtime-benchmarks "$here/build.sh"
    node="$CARGO_TARGET_DIR${CARGO_BUILD_TARGET:+/$CARGO_BUILD_TARGET}/release/myelin-node"
    measure() {
        # No proofs: nobody validates this chain without its state. The heap is that of the node. Cheap
        # calls are repeated for two seconds, not for the ten of the SDK: there are a hundred of them. The
        # SDK's own analysis finds no line through the reads of a block that start below zero.
        "$node" benchmark pallet --chain dev-12s \
            --genesis-builder spec-runtime --genesis-builder-preset dev-12s \
            --steps "$steps" --repeat "$repeat" --min-duration 2 --wasm-execution compiled --heap-pages 8192 \
            --output-analysis median-slopes --output-pov-analysis median-slopes \
            --disable-proof-recording --no-storage-info "$@"
    }
    for pallet in pallet_subtensor pallet_drand pallet_limit_orders pallet_swap; do
        weights="runtime/src/weights/$pallet.rs"
        measure --pallet "$pallet" --extrinsic '*' --template scripts/weights.hbs --output "$weights"
        sed -i '/^ *\/\/\/ Proof: /d' "$weights"
        rustfmt --edition 2024 "$weights"
    done
    measure --pallet pallet_admin_utils --extrinsic '*'
    measure --pallet pallet_subtensor --extra \
        --extrinsic "$(printf '%s,' add_stake_without_lock remove_stake_without_lock swap_stake_without_lock \
            set_weights_of_a_full_subnet open_timelocked_weights_of_a_round claim_root whole_epoch)all_epochs_due"
)

for part in "${parts[@]}"; do
    "bench_$part"
done
