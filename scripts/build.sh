#!/usr/bin/env bash
# Builds the node. The other scripts call this, so that everybody builds the same.
#
# Usage: scripts/build.sh [--help]
#
# Environment: FEATURES (extra cargo features of the node), CARGO_BUILD_TARGET, and what
# scripts/env.sh sets. The binary is $CARGO_TARGET_DIR/release/myelin-node.

set -euo pipefail

usage() { sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }
if [[ "${1:-}" == -h || "${1:-}" == --help ]]; then usage; exit 0; fi

# shellcheck source=scripts/env.sh
source "$(dirname "${BASH_SOURCE[0]}")/env.sh"
cd "$MYELIN_ROOT"

# The whole workspace with the features that its tests need, as scripts/test.sh builds it too:
# asking for the node alone would give other features and build the dependencies a second time.
# (`--examples` is what makes cargo take the features of tests into account; there is none.)
features=()
for feature in ${FEATURES:-}; do features+=(--features "myelin-node/$feature"); done
exec cargo build --release --workspace --bins --examples "${features[@]}"
