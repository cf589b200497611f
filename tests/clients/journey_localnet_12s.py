"""Three validators with blocks of 12 s from scripts/localnet.sh, for as long as a few blocks take.

On a machine where nobody listens there, the nodes answer at 9944, 9945 and 9946 as clients expect.
"""

from journey_localnet import VALIDATORS, chain_of, ended, peers, slots, wait
from support import Chain, Journey, run

BLOCK_SECONDS = 12
NOW = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb"
"""Storage key of the time of a block, in milliseconds: `Timestamp.Now`."""

BLOCKS = 3
"""How many blocks are waited for: one of each validator, if none misses its turn."""


def time_of(chain: Chain, number: int) -> int:
    """Time stamp of a block in milliseconds."""
    stored = chain.rpc("state_getStorage", NOW, chain.rpc("chain_getBlockHash", number))
    return int.from_bytes(bytes.fromhex(stored[2:]), "little")


def steps(journey: Journey, chain: Chain) -> None:
    ports = [chain.rpc_port + index for index in range(VALIDATORS)]
    with journey.step("the nodes find each other"):
        for port in ports:
            found = wait(20, lambda: peers(chain, port) == 2)
            journey.must(f"RPC {port}: two peers", found, peers(chain, port))
    with journey.step("blocks and finality advance on every node"):
        for port in ports:
            grown = wait(BLOCKS * BLOCK_SECONDS + 15, lambda: chain.head(port) >= BLOCKS)
            journey.must(f"RPC {port}: {BLOCKS} blocks", grown, chain.head(port))
        for port in ports:
            # Validators vote at least two blocks behind the best one.
            final = wait(BLOCK_SECONDS, lambda: chain.finalized(port) >= BLOCKS - 2)
            journey.check(f"RPC {port}: finalized", final, chain.finalized(port))
    with journey.step("one chain"):
        for number in range(1, BLOCKS + 1):
            hashes = {chain.rpc("chain_getBlockHash", number, port=port) for port in ports}
            journey.equal(f"different blocks {number}", len(hashes), 1)
        # On a busy machine a validator may miss its turn.
        made = len(slots(chain, BLOCKS))
        journey.check("validators that made them", made >= 2, made)
        times = [time_of(chain, number) for number in range(1, BLOCKS + 1)]
        slot = BLOCK_SECONDS * 1000
        between = [later // slot - earlier // slot for earlier, later in zip(times, times[1:])]
        journey.check("slots of 12 s from one to the next", all(1 <= one <= 2 for one in between), between)


if __name__ == "__main__":
    run("local network with blocks of 12 s", steps, lambda node: chain_of(node, "False"), ended)
