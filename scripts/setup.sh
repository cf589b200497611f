#!/usr/bin/env bash
# Prepares this machine for building and testing Myelin. Safe to run again: what is there is
# left alone, and with nothing to do it ends at once.
#
# Usage: scripts/setup.sh [--clients] [--system-wasm] [--help]
#
#   (no option)    compilers for C and C++, make and perl, which dependencies are built with;
#                  protobuf compiler, pinned Rust toolchain, WASM target of the runtime
#   --clients      also the two Python environments of the client journeys (tests/clients)
#   --system-wasm  prepare Debian's rustc as the toolchain `wasm-runtime` even where rustup
#                  has the target (it happens by itself where rustup cannot download it);
#                  used when WASM_BUILD_TOOLCHAIN=wasm-runtime is exported
#
# System packages come from apt-get as root or through sudo; where neither is possible the
# script names what is missing and stops. rustup it does not install: https://rustup.rs says how.

set -euo pipefail

readonly WASM_TARGET=wasm32v1-none
readonly SYSTEM_TOOLCHAIN=wasm-runtime
readonly SYSTEM_RUSTLIB=/usr/lib/rustlib
readonly LLD=/usr/lib/llvm-19/bin/lld

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/myelin"

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

as_root() {
    if [[ "$(id -u)" == 0 ]]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "needs root for '$*': run it as root, or install sudo"
    fi
}

# apt_install PACKAGE...: installs those that are missing.
apt_install() {
    local package missing=()
    for package in "$@"; do
        dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
    done
    [[ "${#missing[@]}" -gt 0 ]] || return 0
    command -v apt-get >/dev/null || fail "install these packages with your package manager: ${missing[*]}"
    say "installing ${missing[*]}"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Whether a C++ program can be built and linked, a C program too, and OpenSSL configured.
can_build_native() {
    local name
    for name in cc c++ make; do command -v "$name" >/dev/null || return 1; done
    printf '#include <cstdlib>\nint main() {}\n' | c++ -x c++ - -o /dev/null 2>/dev/null || return 1
    perl -MFile::Compare -MFindBin -MIPC::Cmd -e 1 2>/dev/null
}

ensure_native() {
    if can_build_native; then return 0; fi
    if ! command -v apt-get >/dev/null; then
        fail "install compilers for C and C++, make and perl, then run this again"
    fi
    apt_install gcc g++ libc6-dev make perl
    can_build_native || fail "cc, c++, make and perl are installed, but do not work: try 'c++ --version' and 'perl -MIPC::Cmd -e 1'"
}

ensure_protoc() {
    if command -v protoc >/dev/null; then return 0; fi
    if ! command -v apt-get >/dev/null; then
        fail "install the protobuf compiler (protoc), then run this again"
    fi
    apt_install protobuf-compiler
}

# Where the pinned toolchain lives; fails when it is not installed.
pinned_sysroot() { (cd "$root" && RUSTUP_AUTO_INSTALL=0 rustc --print sysroot 2>/dev/null); }

# Asked first, before anything is installed.
ensure_rustup() {
    command -v rustup >/dev/null || fail "rustup is missing: install it as https://rustup.rs says, then run this again"
}

ensure_rust() {
    local sysroot
    if ! sysroot="$(pinned_sysroot)" || [[ ! -x "$sysroot/bin/cargo-clippy" || ! -x "$sysroot/bin/rustfmt" ]]; then
        say "installing the toolchain of rust-toolchain.toml"
        (cd "$root" && rustup toolchain install >&2) || fail "rustup could not install the toolchain of rust-toolchain.toml"
    fi
}

ensure_wasm() {
    local sysroot
    sysroot="$(pinned_sysroot)" || fail "the pinned toolchain does not start: try 'rustc --version' in $root"
    [[ ! -d "$sysroot/lib/rustlib/$WASM_TARGET" ]] || return 0
    if system_wasm_is_ready; then return 0; fi
    say "adding the target $WASM_TARGET"
    if (cd "$root" && rustup target add "$WASM_TARGET" >&2); then return 0; fi
    say "rustup could not download it: preparing Debian's compiler instead"
    ensure_system_wasm
}

# A compiler's libraries fit only the compiler that built them, hence the stamp with its version.
system_stamp() { /usr/bin/rustc --version --verbose; }

system_wasm_is_ready() {
    [[ -x /usr/bin/rustc && -f "$SYSTEM_RUSTLIB/$WASM_TARGET/stamp" ]] || return 1
    [[ "$(cat "$SYSTEM_RUSTLIB/$WASM_TARGET/stamp")" == "$(system_stamp)" ]] || return 1
    [[ -d "${RUSTUP_HOME:-$HOME/.rustup}/toolchains/$SYSTEM_TOOLCHAIN" ]]
}

ensure_system_wasm() {
    if system_wasm_is_ready; then return 0; fi
    apt_install rustc-web cargo-web rust-web-src lld-19
    local work host
    work="$(mktemp -d)"
    # shellcheck disable=SC2064 # the folder of now is meant
    trap "rm -rf '$work'" EXIT
    host="$(/usr/bin/rustc --version --verbose | sed -n 's/^host: //p')"
    write_empty_crate "$work"

    say "building core and alloc for $WASM_TARGET (half a minute)"
    # Without the bitcode the link-time optimisation of the runtime fails.
    (cd "$work" && env -u RUSTUP_TOOLCHAIN -u CARGO_TARGET_DIR -u CARGO_ENCODED_RUSTFLAGS \
        PATH="/usr/bin:$PATH" RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 \
        RUSTFLAGS="-C embed-bitcode=yes" CARGO_TARGET_WASM32V1_NONE_LINKER=wasm-ld-19 \
        /usr/bin/cargo build --quiet --release --target "$WASM_TARGET" -Zbuild-std=core,alloc >&2)

    local library="$SYSTEM_RUSTLIB/$WASM_TARGET/lib"
    as_root rm -rf "${SYSTEM_RUSTLIB:?}/$WASM_TARGET"
    as_root mkdir -p "$library" "$SYSTEM_RUSTLIB/$host/bin"
    as_root cp "$work/target/$WASM_TARGET/release/deps/"lib{core,alloc,compiler_builtins}-*.rlib "$library/"
    as_root ln -sf "$LLD" "$SYSTEM_RUSTLIB/$host/bin/rust-lld"
    rustup toolchain link "$SYSTEM_TOOLCHAIN" /usr

    (cd "$work" && rm -rf target && env -u CARGO_TARGET_DIR -u RUSTFLAGS -u RUSTC \
        rustup run "$SYSTEM_TOOLCHAIN" cargo build --quiet --release --target "$WASM_TARGET" >&2) ||
        fail "Debian's compiler does not build for $WASM_TARGET: remove $SYSTEM_RUSTLIB/$WASM_TARGET and run this again"
    system_stamp | as_root tee "$SYSTEM_RUSTLIB/$WASM_TARGET/stamp" >/dev/null
    say "toolchain $SYSTEM_TOOLCHAIN is ready"
}

# write_empty_crate FOLDER: the smallest library that pulls in core and alloc.
write_empty_crate() {
    mkdir -p "$1/src"
    cat >"$1/Cargo.toml" <<'TOML'
[package]
name = "empty"
version = "0.0.0"
edition = "2021"

[lib]
crate-type = ["cdylib"]

[profile.release]
lto = "fat"
panic = "abort"

[workspace]
TOML
    cat >"$1/src/lib.rs" <<'RUST'
#![no_std]
extern crate alloc;

use core::alloc::{GlobalAlloc, Layout};

struct Nothing;

unsafe impl GlobalAlloc for Nothing {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ALLOCATOR: Nothing = Nothing;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    loop {}
}

#[no_mangle]
pub extern "C" fn boxed(value: u32) -> u32 {
    *alloc::boxed::Box::new(value)
}
RUST
}

# The first Python that runs the pinned client packages (3.11 to 3.13) and has venv.
client_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3; do
        if "$name" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            command -v "$name"
            return 0
        fi
    done
    return 1
}

# ensure_venv NAME: environment of tests/clients/requirements-NAME.txt, rebuilt when that changes.
ensure_venv() {
    local requirements="$root/tests/clients/requirements-$1.txt" folder="$cache/venv-$1" python
    if cmp -s "$requirements" "$folder/installed.txt"; then return 0; fi
    if ! python="$(client_python)"; then
        if command -v apt-get >/dev/null; then apt_install python3 python3-venv; fi
        python="$(client_python)" || fail "the client journeys need Python 3.11 to 3.13 with its venv module: install it, then run this again"
    fi
    say "installing $(sed -n 's,^# for \([^,]*\).*,\1,p' "$requirements") with $("$python" --version)"
    rm -rf "$folder"
    mkdir -p "$cache"
    "$python" -m venv "$folder"
    "$folder/bin/python" -m pip install --quiet --no-deps --requirement "$requirements"
    "$folder/bin/python" -m pip check >/dev/null || fail "requirements-$1.txt is not coherent: $folder/bin/python -m pip check"
    cp "$requirements" "$folder/installed.txt"
}

clients=false
system_wasm=false
for argument in "$@"; do
    case "$argument" in
        --clients) clients=true ;;
        --system-wasm) system_wasm=true ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; fail "unknown argument '$argument'" ;;
    esac
done

ensure_rustup
ensure_native
ensure_protoc
ensure_rust
if [[ "$system_wasm" == true ]]; then ensure_system_wasm; fi
ensure_wasm
if [[ "$clients" == true ]]; then
    ensure_venv sdk
    ensure_venv btcli
fi
