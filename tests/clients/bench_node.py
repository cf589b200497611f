"""Start-up time, memory and RPC times of the built node; called by scripts/bench.sh."""

import argparse
import re
import tempfile
import time
from pathlib import Path

from support import Chain, free_ports, node_command

CALLS = 50
"""How often each RPC call is timed; the median counts."""

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


def median_ms(chain: Chain, method: str, parameters: tuple) -> float:
    """Median time of a call over HTTP, a new connection each time."""
    times = []
    for _ in range(CALLS):
        begin = time.perf_counter()
        chain.rpc(method, *parameters)
        times.append((time.perf_counter() - begin) * 1000)
    return sorted(times)[CALLS // 2]


def start(node: str, cache: str) -> Chain:
    """A development node whose compiled runtimes are kept in `cache`."""
    port = free_ports(9944)
    chain = Chain(node_command(node, port, "--runtime-cache", cache), port)
    chain.start()
    return chain


def report(name: str, value: float, unit: str) -> None:
    """One line of the result."""
    print(f"{name:<58}{value:>12.2f} {unit}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--node", required=True)
    parser.add_argument("--blocks", type=int, default=1000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as cache:
        first = start(arguments.node, cache)
        report("first start to `Imported #1`", first.started_after, "s")
        for line in first.log.read_text(errors="replace").splitlines():
            if "score" in line.lower():
                print(line[line.find("🏁"):] if "🏁" in line else line)
        first.close()
        chain = start(arguments.node, cache)
        try:
            report("second start to `Imported #1`", chain.started_after, "s")
            for method, parameters in READS:
                name = parameters[0] if parameters else method
                report(name, median_ms(chain, method, parameters), "ms")
            while chain.head() < arguments.blocks:
                time.sleep(0.25)
            report(f"resident memory after {chain.head()} blocks", resident_mib(chain.process.pid), "MiB")
        finally:
            chain.close()


if __name__ == "__main__":
    main()
