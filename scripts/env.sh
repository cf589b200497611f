# shellcheck shell=bash
# Environment of every build of this workspace. Source it (it runs nothing that changes the
# machine); the other scripts do, and so should a shell in which you call cargo yourself:
#
#     source scripts/env.sh
#
# Sets MYELIN_ROOT (the checkout), MYELIN_CACHE (downloads and tools outside the checkout),
# MYELIN_NODE (the built node), CARGO_TARGET_DIR and what the WASM builder wants to know.

MYELIN_ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
MYELIN_CACHE="${XDG_CACHE_HOME:-$HOME/.cache}/myelin"

# A CI run keeps its target folder outside the checkout, so that a fresh clone compiles only
# the crates of this workspace. Export CARGO_TARGET_DIR to share that folder with your shell.
if [[ -z "${CARGO_TARGET_DIR:-}" ]]; then
    if [[ "${CI:-}" == true ]]; then
        CARGO_TARGET_DIR="$HOME/.cache/myelin/target"
    else
        CARGO_TARGET_DIR="$MYELIN_ROOT/target"
    fi
elif [[ "$CARGO_TARGET_DIR" != /* ]]; then
    CARGO_TARGET_DIR="$PWD/$CARGO_TARGET_DIR"
fi
MYELIN_NODE="${MYELIN_NODE:-$CARGO_TARGET_DIR${CARGO_BUILD_TARGET:+/$CARGO_BUILD_TARGET}/release/myelin-node}"
export MYELIN_ROOT MYELIN_CACHE MYELIN_NODE CARGO_TARGET_DIR

# With a target folder outside the workspace the WASM builder finds Cargo.lock only by this hint.
export WASM_BUILD_WORKSPACE_HINT="$MYELIN_ROOT"

# The pinned toolchain without its WASM target: the runtime is built by the system's compiler,
# which scripts/setup.sh links as the toolchain `wasm-runtime`, and rustup is kept from trying
# to download the target at each call. A WASM_BUILD_TOOLCHAIN of your own is left alone.
if ! myelin_sysroot="$(cd "$MYELIN_ROOT" && RUSTUP_AUTO_INSTALL=0 rustc --print sysroot 2>/dev/null)"; then
    myelin_sysroot=""
fi
if [[ ! -d "$myelin_sysroot/lib/rustlib/wasm32v1-none" ]]; then
    export WASM_BUILD_TOOLCHAIN="${WASM_BUILD_TOOLCHAIN:-wasm-runtime}" RUSTUP_AUTO_INSTALL=0
fi
unset myelin_sysroot
