"""Start-up time, memory and RPC times of the built node; called by scripts/bench.sh."""

import argparse
import http.client
import json
import re
import tempfile
import time
from pathlib import Path

from support import Chain, free_ports, node_command

PORT = 21944
"""First RPC port to try: not the usual one, where a node may be at work."""

CALLS = 100
"""How often each RPC call is timed."""

READS = (
    ("chain_getHeader", ()),
    ("state_getMetadata", ()),
    ("state_call", ("SubnetInfoRuntimeApi_get_metagraph", "0x0100")),
    ("state_call", ("SubnetInfoRuntimeApi_get_all_dynamic_info", "0x")),
    ("state_call", ("NeuronInfoRuntimeApi_get_neurons_lite", "0x0100")),
)


def resident_mib(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+) kB", status).group(1)) / 1024


def report(name: str, value: float, unit: str) -> None:
    """One line of the result."""
    print(f"{name:<58}{value:>12.2f} {unit}", flush=True)


def report_call(chain: Chain, method: str, parameters: tuple, note: str = "") -> None:
    """Times a call over one HTTP connection, without decoding the answers, and prints a line."""
    chain.rpc(method, *parameters)  # raises if it is refused
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": parameters})
    connection = http.client.HTTPConnection("127.0.0.1", chain.rpc_port)
    times = []
    for _ in range(CALLS):
        begin = time.perf_counter()
        connection.request("POST", "/", body, {"Content-Type": "application/json"})
        size = len(connection.getresponse().read())
        times.append((time.perf_counter() - begin) * 1000)
    connection.close()
    times.sort()
    name = parameters[0] if method == "state_call" else method
    report(name + note, times[CALLS // 2], f"ms (least {times[0]:.2f}, {size / 1024:.0f} KiB)")


def start(node: str, cache: str) -> Chain:
    """A development node whose compiled runtimes are kept in `cache`."""
    port = free_ports(PORT)
    chain = Chain(node_command(node, port, "--runtime-cache", cache), port)
    chain.start()
    return chain


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--node", required=True)
    parser.add_argument("--blocks", type=int, default=1000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        first = start(arguments.node, cache)
        report("first start to `Imported #1`", first.started_after, "s")
        first.close()
        chain = start(arguments.node, cache)
        try:
            report("second start to `Imported #1`", chain.started_after, "s")
            for method, parameters in READS:
                report_call(chain, method, parameters)
            while chain.head() < arguments.blocks:
                time.sleep(0.25)
            report(f"resident memory after {chain.head()} blocks", resident_mib(chain.process.pid), "MiB")
        finally:
            chain.close()


if __name__ == "__main__":
    main()
