"""Journey of a crowd: what the pool has accepted gets into blocks, in whatever order it comes.

Before it comes, somebody sends rubbish, and the node must refuse it and go on. Then 100 keys send 60 transfers each over several connections without waiting for anything. The pool
takes them up faster than it looks at them, so that many come before their predecessors. Nothing may
be refused or get lost.
"""

import asyncio
import random
import time

from bittensor_wallet import Keypair

from bench_throughput import Bench, compact, send_all
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


def body(extrinsic: str) -> bytes:
    """What follows the length of a transaction of 64 to 16383 bytes."""
    return bytes.fromhex(extrinsic[2:])[2:]


def with_length(content: bytes) -> str:
    """The bytes with their length before them, as a transaction is sent."""
    return "0x" + (compact(len(content)) + content).hex()


def rubbish(payment: str) -> list[tuple[str, str]]:
    """What is no transaction, or none of this chain, made from a good one."""
    noise, good = random.Random(7), body(payment)
    return [
        ("nothing", "0x"),
        ("no hexadecimal number", "transfer"),
        ("random bytes", "0x" + noise.randbytes(200).hex()),
        ("random bytes with their length", with_length(noise.randbytes(200))),
        ("an empty transaction", with_length(b"")),
        ("a length that nothing follows", "0xfeffffff"),
        ("a transaction that breaks off", payment[:-40]),
        ("with a length that says so", with_length(good[:-20])),
        ("a transaction and a byte more", with_length(good + b"\0")),
        ("version 3", with_length(b"\x83" + good[1:])),
        ("version 6", with_length(b"\x86" + good[1:])),
        ("without a signature", with_length(b"\x04" + good[1 + 33 + 65 + 4 :])),
        ("a signature of something else", with_length(good[:-1] + bytes((good[-1] ^ 1,)))),
        ("a call that does not exist", with_length(good[: 1 + 33 + 65 + 4] + b"\xff\xff")),
    ]


def refusal(chain: Chain, extrinsic: str) -> str | None:
    """What the node says to a transaction; None when it takes it."""
    try:
        chain.rpc("author_submitExtrinsic", extrinsic)
    except RuntimeError as error:
        return str(error)
    return None


def steps(journey: Journey, chain: Chain) -> None:
    with journey.step(f"{KEYS} keys get money and sign {ROUNDS} transfers each"):
        crowd = Crowd(chain)
        crowd.fill()
        payments = crowd.payments()
        journey.equal("transfers", len(payments), CALLS)
    with journey.step("rubbish"):
        for what, extrinsic in rubbish(payments[0]):
            said = refusal(chain, extrinsic)
            journey.check(what, said is not None, said and said.split("\\n")[0])
        journey.equal("in the pool", chain.rpc("author_pendingExtrinsics"), [])
        head = chain.head()
        time.sleep(2)
        journey.check("blocks go on", chain.head() >= head + 4, chain.head() - head)
    with journey.step("all at once"):
        refused = asyncio.run(send_all(chain.endpoint, payments))
        journey.equal("refused by the pool", refused, [])
        journey.equal("in blocks", crowd.wait(), CALLS)


def chain_of(node: str) -> Chain:
    port = rpc_ports()
    return Chain(node_command(node, port), port)


if __name__ == "__main__":
    run("transaction pool", steps, chain_of)
