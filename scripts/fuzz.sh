#!/usr/bin/env bash
# Feeds arbitrary bytes to a part of the chain, with libFuzzer: it keeps what reaches code that
# nothing reached before and goes on from there. Ends when the time is over, or at the first input
# that breaks something, which it names.
#
# Usage: scripts/fuzz.sh TARGET [--seconds N] [--input FILE] [--help]
#
#   TARGET          timelock_decode  ciphertexts, payloads and signatures
#                   reveal           commits, reveals, pulses and blocks of a small chain
#                   epoch            subnets, compared with the oracle
#   --seconds N     how long (default 300; 0 is without end)
#   --input FILE    only this input, as often as you run it: what an earlier run has named
#
# Inputs worth keeping are in fuzz/corpus/TARGET, from where the next run goes on, those that broke
# something in fuzz/artifacts/TARGET. Needs a C++ compiler. The instrumented build has a target
# folder of its own, beside the other one; the first takes some minutes. Those who have cargo-fuzz can
# use it too: `cargo fuzz run --sanitizer none TARGET`.

set -euo pipefail

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
fail() { printf 'fuzz: %s\n' "$*" >&2; exit 1; }

target=""
seconds=300
input=""
while [[ "$#" -gt 0 ]]; do
    case "$1" in
        timelock_decode | reveal | epoch) target="$1" ;;
        --seconds) seconds="${2:?--seconds needs a number}"; shift ;;
        --input) input="$(realpath "${2:?--input needs a file}")"; shift ;;
        -h | --help) usage; exit 0 ;;
        *) usage >&2; fail "unknown argument '$1'" ;;
    esac
    shift
done
[[ -n "$target" ]] || { usage >&2; fail "name a target"; }
[[ "$seconds" =~ ^[0-9]+$ ]] || fail "--seconds needs a number, not '$seconds'"
[[ -z "$input" || -f "$input" ]] || fail "there is no file '$input'"
command -v c++ >/dev/null || fail "install a C++ compiler first: libFuzzer is built from its source"

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$MYELIN_ROOT/fuzz"

# Counters at every edge: the flags of cargo-fuzz, all of them stable, but for the look into
# comparisons, which takes half the time where a curve is computed. With a target named they reach
# neither build scripts nor macros.
flags=(--cfg fuzzing -Cpasses=sancov-module)
for argument in level=4 inline-8bit-counters pc-table; do
    flags+=("-Cllvm-args=-sanitizer-coverage-$argument")
done
host="$(rustc -vV | sed -n 's/^host: //p')"
export CARGO_TARGET_DIR="$CARGO_TARGET_DIR/fuzz"
RUSTFLAGS="${flags[*]}" cargo build --locked --release --target "$host" --bin "$target"

binary="$CARGO_TARGET_DIR/$host/release/$target"
if [[ -n "$input" ]]; then exec "$binary" "$input"; fi
mkdir -p "corpus/$target" "artifacts/$target"
# Nothing to go on from: random bytes, all of which the targets read as something.
if [[ -z "$(ls "corpus/$target")" ]]; then
    for number in {1..16}; do head -c 1024 /dev/urandom >"corpus/$target/random-$number"; done
fi
exec "$binary" "corpus/$target" -artifact_prefix="artifacts/$target/" -max_total_time="$seconds" \
    -len_control=0 -max_len=4096 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1
