"""Journey of a crowd: what the pool has accepted gets into blocks, in whatever order it comes.

100 keys send 60 transfers each over several connections without waiting for anything. The pool
takes them up faster than it looks at them, so that many come before their predecessors. Nothing may
be refused or get lost.
"""

import asyncio
import time

from bittensor_wallet import Keypair

from bench_throughput import Bench, send_all
from support import TAO, Chain, Journey, node_command, rpc_ports, run

KEYS, ROUNDS = 100, 60
CALLS = KEYS * ROUNDS

FUNDS = 10 * TAO
PAYMENT = 1_000

QUIET_SECONDS = 60
"""How long no transfer may get into a block before the rest counts as lost."""


class Crowd(Bench):
    """Keys that pay Alice."""

    KEYS = KEYS

    def fill(self) -> None:
        """Fills the accounts of the keys."""
        calls = [
            self.alice.call("Balances", "transfer_keep_alive", dest=key.ss58_address, value=FUNDS)
            for key in self.keys
        ]
        self.alice.send(self.alice.call("Utility", "batch_all", calls=calls))

    def payments(self) -> list[str]:
        """The transfers, signed, one of each key after the other."""
        alice = Keypair.create_from_uri("//Alice").ss58_address
        call = self.encode("Balances", "transfer_keep_alive", dest=alice, value=PAYMENT)
        return [self.signed(key, turn, call) for turn in range(ROUNDS) for key in range(KEYS)]

    def done(self) -> int:
        """How many transfers are in blocks."""
        return sum(nonce for nonce, _ in self.accounts([key.ss58_address for key in self.keys]))

    def wait(self) -> int:
        """Waits until all are in blocks or nothing happens any more; gives how many are."""
        done, last = -1, time.monotonic()
        while done < CALLS and time.monotonic() - last < QUIET_SECONDS:
            before, done = done, self.done()
            if done > before:
                last = time.monotonic()
            time.sleep(0.5)
        return done


def steps(journey: Journey, chain: Chain) -> None:
    with journey.step(f"{KEYS} keys get money and sign {ROUNDS} transfers each"):
        crowd = Crowd(chain)
        crowd.fill()
        payments = crowd.payments()
        journey.equal("transfers", len(payments), CALLS)
    with journey.step("all at once"):
        refused = asyncio.run(send_all(chain.endpoint, payments))
        journey.equal("refused by the pool", refused, [])
        journey.equal("in blocks", crowd.wait(), CALLS)


def chain_of(node: str) -> Chain:
    port = rpc_ports()
    return Chain(node_command(node, port), port)


if __name__ == "__main__":
    run("transaction pool", steps, chain_of)
