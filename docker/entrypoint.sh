#!/bin/sh
# Starts the node as the unprivileged user 10001; a mounted /data is made that user's first.
set -eu

if [ "$(id -u)" = 0 ]; then
    chown -R 10001:10001 /data
    exec setpriv --reuid 10001 --regid 10001 --clear-groups myelin-node "$@"
fi
exec myelin-node "$@"
