#!/usr/bin/env bash
# A local network of three validators (//One, //Two, //Three). Runs until Ctrl-C or SIGTERM and
# then ends its nodes; it never touches a process that it did not start itself.
#
# Usage: scripts/localnet.sh [True|False] [--no-purge] [--build-only] [--help]
#
#   True          blocks of 250 ms (default)
#   False         blocks of 12 s
#   --no-purge    continue the chain of the last run instead of starting at genesis
#   --build-only  build the node and write the chain spec, start nothing
#
# Node    p2p     RPC (HTTP and WebSocket)
# One     30334   9944
# Two     30335   9945
# Three   30336   9946
#
# Environment:
#   CHAIN                `local` (default): the built-in chain of the chosen block time; else any
#                        value of the node's --chain, then the first argument has no effect
#   BUILD_BINARY         0: use the node that is there (MYELIN_NODE), do not build
#   FEATURES             extra cargo features of the node
#   CARGO_BUILD_TARGET   build for this target triple
#   BUILT_IN_CI          not empty: end after the build
#   RUN_IN_DOCKER        1: accept RPC connections from outside
#   RPC_PORT, P2P_PORT, METRICS_PORT   the first of the three ports each
#   LOCALNET_DIR         where the nodes keep their data (default /tmp/myelin-localnet)

set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly NAMES=(one two three)
readonly SEEDS=(//One //Two //Three)

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
say() { printf 'localnet: %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

fast=True
purge=true
build_only=false
for argument in "$@"; do
    case "$argument" in
        True | true) fast=True ;;
        False | false) fast=False ;;
        --no-purge) purge=false ;;
        --build-only) build_only=true ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; fail "unknown argument '$argument'" ;;
    esac
done

# shellcheck source=scripts/env.sh
source "$here/env.sh"
chain="${CHAIN:-local}"
rpc_port="${RPC_PORT:-9944}"
p2p_port="${P2P_PORT:-30334}"
metrics_port="${METRICS_PORT:-9615}"
data="${LOCALNET_DIR:-/tmp/myelin-localnet}"
spec="$here/specs/$(basename "$chain" .json).json"
pids=()

built_in_chain() {
    if [[ "$chain" != local ]]; then
        printf '%s' "$chain"
    elif [[ "$fast" == True ]]; then
        printf 'local-fast'
    else
        printf 'local'
    fi
}

build() {
    if [[ "${BUILD_BINARY:-1}" != 0 ]]; then
        "$here/setup.sh"
        # shellcheck source=scripts/env.sh
        source "$here/env.sh"
        "$here/build.sh"
    fi
    [[ -x "$MYELIN_NODE" ]] || fail "there is no node at $MYELIN_NODE: run without BUILD_BINARY=0, or set MYELIN_NODE"
}

write_spec() {
    mkdir -p "$here/specs"
    local raw="$spec.$$"
    "$MYELIN_NODE" build-spec --chain "$(built_in_chain)" --raw --disable-default-bootnode >"$raw" ||
        { rm -f "$raw"; fail "the node could not write the chain spec of '$(built_in_chain)'"; }
    # The nodes read a copy: another network may write the spec anew before all of them have.
    mkdir -p "$data"
    cp "$raw" "$data/chain.json"
    mv "$raw" "$spec"
    say "chain spec $spec"
}

# is_ours PID NAME: whether this process is still the node that an earlier run started.
is_ours() {
    [[ -r "/proc/$1/cmdline" ]] && tr '\0' ' ' <"/proc/$1/cmdline" | grep -qF -- "--base-path $data/$2 "
}

# stop_pids PID...: asks them to end, and insists after five seconds.
stop_pids() {
    local pid
    kill -TERM "$@" 2>/dev/null || true
    for _ in {1..50}; do
        local alive=false
        for pid in "$@"; do
            if kill -0 "$pid" 2>/dev/null; then alive=true; fi
        done
        [[ "$alive" == true ]] || return 0
        sleep 0.1
    done
    kill -KILL "$@" 2>/dev/null || true
}

stop_earlier_run() {
    local name pid earlier=()
    for name in "${NAMES[@]}"; do
        [[ -f "$data/$name.pid" ]] || continue
        pid="$(<"$data/$name.pid")"
        if is_ours "$pid" "$name"; then earlier+=("$pid"); fi
        rm -f "$data/$name.pid"
    done
    if [[ "${#earlier[@]}" -gt 0 ]]; then
        say "ending the nodes of an earlier run: ${earlier[*]}"
        stop_pids "${earlier[@]}"
    fi
}

finish() {
    trap - EXIT INT TERM
    if [[ "${#pids[@]}" -gt 0 ]]; then
        stop_pids "${pids[@]}"
        wait "${pids[@]}" 2>/dev/null || true
        say "ended"
    fi
    local name
    for name in "${NAMES[@]}"; do rm -f "$data/$name.pid"; done
}

# prepare NAME SEED: base path, network identity and, once, the session keys of the seed.
prepare() {
    local base="$data/$1"
    if [[ "$purge" == true ]]; then rm -rf "$base"; fi
    mkdir -p "$base"
    [[ -f "$base/node-key" ]] || "$MYELIN_NODE" key generate-node-key --file "$base/node-key" 2>/dev/null
    "$MYELIN_NODE" key insert --base-path "$base" --chain "$data/chain.json" --scheme sr25519 --suri "$2" --key-type aura
    "$MYELIN_NODE" key insert --base-path "$base" --chain "$data/chain.json" --scheme ed25519 --suri "$2" --key-type gran
}

# start INDEX BOOTNODE...: node number INDEX in the background, its output on this one's.
start() {
    local index="$1" name="${NAMES[$1]}" bootnodes=() arguments
    shift
    [[ "$#" -eq 0 ]] || bootnodes=(--bootnodes "$@")
    arguments=(
        --base-path "$data/$name"
        --chain "$data/chain.json"
        --name "$name"
        --validator
        --port "$((p2p_port + index))"
        --rpc-port "$((rpc_port + index))"
        --prometheus-port "$((metrics_port + index))"
        --node-key-file "$data/$name/node-key"
        --rpc-cors=all
        --allow-private-ipv4
        --discover-local
        --unsafe-force-node-key-generation
    )
    if [[ "${RUN_IN_DOCKER:-0}" == 1 ]]; then arguments+=(--unsafe-rpc-external); fi
    "$MYELIN_NODE" "${arguments[@]}" "${bootnodes[@]}" 2>&1 &
    pids+=("$!")
    printf '%s\n' "$!" >"$data/$name.pid"
}

build
write_spec
if [[ "$build_only" == true || -n "${BUILT_IN_CI:-}" ]]; then exit 0; fi

stop_earlier_run
trap finish EXIT
trap 'exit 0' INT TERM

bootnode=()
for index in 0 1 2; do
    prepare "${NAMES[$index]}" "${SEEDS[$index]}"
    peer="$("$MYELIN_NODE" key inspect-node-key --file "$data/${NAMES[$index]}/node-key")"
    start "$index" "${bootnode[@]}"
    [[ "$index" != 0 ]] || bootnode=("/ip4/127.0.0.1/tcp/$p2p_port/p2p/$peer")
done
say "RPC at ws://127.0.0.1:$rpc_port, ws://127.0.0.1:$((rpc_port + 1)) and ws://127.0.0.1:$((rpc_port + 2)); Ctrl-C ends the network"

# A node that ends by itself ends the network, with its exit code.
wait -n "${pids[@]}"
