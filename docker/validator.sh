#!/bin/sh
# Runs one validator of the compose network: puts the session keys of a development seed into the
# key store, then starts the node. Arguments: the seed, then flags of the node.
set -eu

seed="$1"
shift
for key in "aura sr25519" "gran ed25519"; do
    myelin-node key insert --base-path /data --chain local-fast \
        --key-type "${key% *}" --scheme "${key#* }" --suri "$seed"
done
exec entrypoint.sh --base-path /data --chain local-fast --validator "$@"
