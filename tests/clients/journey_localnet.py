"""Three validators from scripts/localnet.sh: they agree, they finalize, they stop together.

Needs no client package: plain JSON-RPC over HTTP.
"""

import contextlib
import time
from urllib.error import URLError

from support import ROOT, Chain, Journey, free_ports, is_free, rpc_ports, run

VALIDATORS = 3
SECONDS_TO_WATCH = 8
"""At four blocks a second, about thirty blocks."""


def wait(seconds: float, holds) -> bool:
    """Whether a condition becomes true in time; a node that does not answer yet is no error."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with contextlib.suppress(URLError):
            if holds():
                return True
        time.sleep(0.2)
    return False


def peers(chain: Chain, port: int) -> int:
    """How many other nodes this one is connected to."""
    return chain.rpc("system_health", port=port)["peers"]


def steps(journey: Journey, chain: Chain) -> None:
    ports = [chain.rpc_port + index for index in range(VALIDATORS)]
    with journey.step("the nodes find each other"):
        for port in ports:
            found = wait(20, lambda: peers(chain, port) == 2)
            journey.must(f"RPC {port}: two peers", found, peers(chain, port))
        genesis = {chain.rpc("chain_getBlockHash", 0, port=port) for port in ports}
        journey.equal("different genesis blocks", len(genesis), 1)
    with journey.step("blocks and finality advance on every node"):
        heads = [chain.head(port) for port in ports]
        finalized = [chain.finalized(port) for port in ports]
        time.sleep(SECONDS_TO_WATCH)
        for index, port in enumerate(ports):
            head, final = chain.head(port), chain.finalized(port)
            blocks = head - heads[index]
            journey.check(f"RPC {port}: blocks in {SECONDS_TO_WATCH} s", blocks >= SECONDS_TO_WATCH * 2, blocks)
            journey.check(f"RPC {port}: finalized", final > finalized[index] + SECONDS_TO_WATCH, final)
            journey.check(f"RPC {port}: finality behind the head", head - final <= 12, head - final)
    with journey.step("one chain"):
        common = min(chain.finalized(port) for port in ports)
        hashes = {chain.rpc("chain_getBlockHash", common, port=port) for port in ports}
        journey.equal(f"different blocks {common}", len(hashes), 1)
        journey.equal("all three make blocks", len(slots(chain, common)), VALIDATORS)


def slots(chain: Chain, last: int) -> set[int]:
    """Which of the validators made one of the last blocks: slot modulo their number."""
    found = set()
    for number in range(max(1, last - 11), last + 1):
        block_hash = chain.rpc("chain_getBlockHash", number)
        for entry in chain.rpc("chain_getHeader", block_hash)["digest"]["logs"]:
            digest = bytes.fromhex(entry[2:])
            if digest[:5] == b"\x06aura":
                found.add(int.from_bytes(digest[6:14], "little") % VALIDATORS)
    return found


def chain_of(node: str, fast: str = "True") -> Chain:
    """The network of scripts/localnet.sh with this first argument."""
    port = rpc_ports(VALIDATORS)
    environment = {
        "BUILD_BINARY": "0",
        "MYELIN_NODE": node,
        "RPC_PORT": str(port),
        "P2P_PORT": str(free_ports(30334 if fast == "True" else 30344, VALIDATORS)),
    }
    chain = Chain([str(ROOT / "scripts/localnet.sh"), fast], port, environment)
    chain.environment["LOCALNET_DIR"] = str(chain.folder / "localnet")
    return chain


def ended(journey: Journey, chain: Chain) -> None:
    """After the stop, nothing of the network is left."""
    for index in range(1, VALIDATORS):
        journey.check(f"RPC port {chain.rpc_port + index} is free", is_free(chain.rpc_port + index))


if __name__ == "__main__":
    run("local network of three validators", steps, chain_of, ended)
