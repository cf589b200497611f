"""How many add_stake calls, and how many plain transfers, one node takes through its pool into blocks.

1 000 keys stake on 16 subnets, ten times each on another one; then each key pays ten times into an
account of its own. Everything is signed before the clock starts and sent over several connections.
Nothing may fail or get lost: afterwards every key must have each of its positions and every account
exactly what was paid into it. Called by scripts/bench.sh.
"""

import argparse
import asyncio
import hashlib
import json
import struct
import sys
import time

import websockets
from bittensor_wallet import Keypair

from bench_neurons import Alice
from bench_node import PORT, report
from support import TAO, Chain, free_ports, node_command

CALLS, KEYS, SUBNETS, CONNECTIONS = 10_000, 1_000, 16, 8
ROUNDS = CALLS // KEYS
"""Calls of each key, every one with another subnet."""

STAKE, PAYMENT = TAO, TAO // 100
FUNDS = ROUNDS * (STAKE + PAYMENT) + TAO
"""What each key starts with; the last TAO is for fees."""

BATCH = 250
"""Transfers in one of Alice's transactions."""

POOL = ("--pool-limit", str(2 * CALLS), "--pool-kbytes", "65536")
"""All calls wait at once, more than the 8 192 that a node holds unless it is told."""

PAGE = 1_000
WAIT_SECONDS = 600


class Bench:
    """Alice, who prepares the chain, and the keys that call."""

    KEYS = KEYS

    def __init__(self, chain: Chain):
        self.chain = chain
        self.alice = Alice(chain)
        self.substrate = self.alice.substrate
        self.keys = [Keypair.create_from_uri(f"//bench{index}") for index in range(self.KEYS)]
        self.sinks = [Keypair.create_from_uri(f"//sink{index}").ss58_address for index in range(self.KEYS)]
        self.hotkeys: dict[int, str] = {}
        self.genesis = bytes.fromhex(chain.rpc("chain_getBlockHash", 0)[2:])
        version = chain.rpc("state_getRuntimeVersion")
        self.versions = struct.pack("<II", version["specVersion"], version["transactionVersion"])

    def prepare(self) -> None:
        """Creates and starts the subnets and fills the keys' accounts."""
        alice = self.alice
        for name, value in (
            ("sudo_set_admin_freeze_window", {"window": 0}),
            ("sudo_set_network_rate_limit", {"rate_limit": 0}),
            ("sudo_set_lock_reduction_interval", {"interval": 1}),
        ):
            alice.sudo(alice.call("AdminUtils", name, **value))
        first = self.stored("TotalNetworks")
        for netuid in range(first, first + SUBNETS):
            hotkey = Keypair.create_from_uri(f"//hotkey{netuid}").ss58_address
            alice.send(alice.call("SubtensorModule", "register_network", hotkey=hotkey))
            alice.send(alice.call("SubtensorModule", "start_call", netuid=netuid))
            self.hotkeys[netuid] = hotkey
        for begin in range(0, KEYS, BATCH):
            calls = [
                alice.call("Balances", "transfer_keep_alive", dest=key.ss58_address, value=FUNDS)
                for key in self.keys[begin : begin + BATCH]
            ]
            alice.send(alice.call("Utility", "batch_all", calls=calls))

    def stored(self, name: str) -> int:
        """A number in the storage of the main pallet."""
        found = self.substrate.query("SubtensorModule", name)
        return int(getattr(found, "value", found))

    def subnet_of(self, key: int, turn: int) -> int:
        """The subnet that a key stakes on in a round."""
        netuids = list(self.hotkeys)
        return netuids[(key + turn) % SUBNETS]

    def stakes(self) -> list[str]:
        """One add_stake call for each key and round, signed."""
        encoded = {
            netuid: self.encode("SubtensorModule", "add_stake", hotkey=hotkey, netuid=netuid, amount_staked=STAKE)
            for netuid, hotkey in self.hotkeys.items()
        }
        order = ((turn, key) for turn in range(ROUNDS) for key in range(KEYS))
        return [self.signed(key, turn, encoded[self.subnet_of(key, turn)]) for turn, key in order]

    def transfers(self) -> list[str]:
        """One transfer for each key and round, signed."""
        encoded = [self.encode("Balances", "transfer_keep_alive", dest=sink, value=PAYMENT) for sink in self.sinks]
        order = ((turn, key) for turn in range(ROUNDS) for key in range(KEYS))
        return [self.signed(key, ROUNDS + turn, encoded[key]) for turn, key in order]

    def encode(self, pallet: str, name: str, **parameters: object) -> bytes:
        """SCALE bytes of a call."""
        call = self.alice.call(pallet, name, **parameters)
        return bytes.fromhex(call.data.to_hex()[2:])

    def signed(self, key: int, nonce: int, call: bytes) -> str:
        """An immortal transaction without a tip, in hexadecimal."""
        pair = self.keys[key]
        # Era, nonce and tip as compact numbers, mode of the metadata hash; the nonces are below 64.
        extra = bytes((0, nonce << 2, 0, 0))
        payload = call + extra + self.versions + self.genesis * 2 + bytes(1)
        if len(payload) > 256:
            payload = hashlib.blake2b(payload, digest_size=32).digest()
        body = b"\x84\x00" + bytes(pair.public_key) + b"\x01" + pair.sign(payload) + extra + call
        return "0x" + (compact(len(body)) + body).hex()

    def accounts(self, addresses: list[str]) -> list[tuple[int, int]]:
        """Nonce and free balance of each account."""
        keys = [self.substrate.create_storage_key("System", "Account", [one]).to_hex() for one in addresses]
        found: dict[str, str | None] = {}
        for begin in range(0, len(keys), PAGE):
            (answer,) = self.chain.rpc("state_queryStorageAt", keys[begin : begin + PAGE])
            found.update(answer["changes"])
        return [account(found[key]) for key in keys]

    def positions(self) -> set[bytes]:
        """Coldkey and netuid of every position, as they stand at the end of its storage key."""
        prefix = self.substrate.create_storage_key("SubtensorModule", "AlphaV2", []).to_hex()
        found: set[bytes] = set()
        last = prefix
        while page := self.chain.rpc("state_getKeysPaged", prefix, PAGE, last):
            found.update(bytes.fromhex(key[-2 * 34 :]) for key in page)
            last = page[-1]
        return found


def compact(number: int) -> bytes:
    """A length as SCALE writes it."""
    if number < 1 << 6:
        return bytes((number << 2,))
    return struct.pack("<H", number << 2 | 1)


def account(stored: str | None) -> tuple[int, int]:
    """Nonce and free balance in what the storage holds of an account."""
    if stored is None:
        return 0, 0
    nonce, _, _, _, free = struct.unpack_from("<IIIIQ", bytes.fromhex(stored[2:]))
    return nonce, free


async def send(endpoint: str, calls: list[str]) -> list[str]:
    """Sends all of them over one connection and gives what was refused."""
    refused = []
    async with websockets.connect(endpoint, max_size=None, max_queue=None) as socket:

        async def write() -> None:
            for number, call in enumerate(calls):
                request = {"jsonrpc": "2.0", "id": number, "method": "author_submitExtrinsic", "params": [call]}
                await socket.send(json.dumps(request))

        writing = asyncio.create_task(write())
        for _ in calls:
            answer = json.loads(await socket.recv())
            if "error" in answer:
                refused.append(str(answer["error"]))
        await writing
    return refused


async def send_all(endpoint: str, calls: list[str]) -> list[str]:
    """Sends them over several connections; each key keeps to one of them."""
    shares = [calls[first::CONNECTIONS] for first in range(CONNECTIONS)]
    answers = await asyncio.gather(*(send(endpoint, share) for share in shares))
    return [one for answer in answers for one in answer]


class Blocks:
    """The calls in the blocks from here on, without the inherents."""

    def __init__(self, chain: Chain):
        self.chain = chain
        self.seen = chain.head()
        self.counts: list[int] = []

    def collect(self) -> int:
        """Looks at the new blocks; gives how many calls there were in all."""
        while self.seen < self.chain.head():
            self.seen += 1
            found = self.chain.rpc("chain_getBlockHash", self.seen)
            body = self.chain.rpc("chain_getBlock", found)["block"]["extrinsics"]
            self.counts.append(sum(is_signed(bytes.fromhex(one[2:12])) for one in body))
        return sum(self.counts)

    def used(self) -> list[int]:
        """Calls of each block from the first one with calls to the last one."""
        filled = [at for at, count in enumerate(self.counts) if count]
        return self.counts[filled[0] : filled[-1] + 1] if filled else []


def is_signed(begin: bytes) -> bool:
    """Whether a transaction is signed: the byte after its length says so."""
    return begin[(1, 2, 4, 5)[begin[0] & 3]] == 0x84


def measure(chain: Chain, name: str, calls: list[str]) -> int:
    """Sends the calls, waits until they are in blocks, prints, and gives how many did not arrive."""
    blocks = Blocks(chain)
    begin = time.perf_counter()
    refused = asyncio.run(send_all(chain.endpoint, calls))
    sent = time.perf_counter() - begin
    while blocks.collect() < len(calls) - len(refused) and time.perf_counter() - begin < WAIT_SECONDS:
        time.sleep(0.05)
    seconds = time.perf_counter() - begin
    used = blocks.used()
    report(f"{name}: accepted by the pool", len(calls) / sent, f"calls/s ({sent:.1f} s)")
    report(f"{name}: in blocks", sum(used) / seconds, f"calls/s ({seconds:.1f} s)")
    report(f"{name}: blocks", len(used), f"(at most {max(used, default=0)} calls in one)")
    if refused:
        print(f"refused: {len(refused)}, the first: {refused[0]}", flush=True)
    return len(calls) - sum(used)


def failures(bench: Bench) -> int:
    """Stakes and payments that are not where they should be."""
    netuids = [(key, bench.subnet_of(key, turn)) for key in range(KEYS) for turn in range(ROUNDS)]
    expected = {bytes(bench.keys[key].public_key) + struct.pack("<H", netuid) for key, netuid in netuids}
    unstaked = len(expected - bench.positions())
    paid = bench.accounts(bench.sinks)
    unpaid = sum(ROUNDS - free // PAYMENT for _, free in paid)
    callers = bench.accounts([key.ss58_address for key in bench.keys])
    skipped = sum(abs(2 * ROUNDS - nonce) for nonce, _ in callers)
    # Whatever went wrong, a key that kept more than the last TAO has not spent what it should.
    unspent = sum(free > TAO for _, free in callers)
    print(f"missing positions {unstaked}, payments {unpaid}, nonces {skipped}, keys that kept too much {unspent}")
    return unstaked + unpaid + skipped + unspent


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--node", required=True)
    arguments = parser.parse_args()
    port = free_ports(PORT)
    chain = Chain(node_command(arguments.node, port, *POOL), port)
    try:
        chain.start()
        bench = Bench(chain)
        bench.prepare()
        begin = time.perf_counter()
        stakes, transfers = bench.stakes(), bench.transfers()
        signed = (len(stakes) + len(transfers)) / (time.perf_counter() - begin)
        report("signed before the clock starts", signed, "calls/s")
        lost = measure(chain, f"add_stake, {KEYS} keys, {SUBNETS} subnets", stakes)
        lost += measure(chain, f"plain transfers, {KEYS} keys", transfers)
        failed = failures(bench)
        report("failed or lost", lost + failed, "calls")
        return 1 if lost + failed else 0
    finally:
        chain.close()


if __name__ == "__main__":
    sys.exit(main())
