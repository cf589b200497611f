"""Hidden weights from the validator's ciphertext to the miner's incentive, with real beacons.

First a chain with a beacon of its own (`myelin-node beacon`), which also answers nothing, garbage
and slowly; and one that knows it from its genesis. Then a chain of the public beacon: a server here
gives out the real pulse of its round 1000, which opens what the released package bittensor-drand
has encrypted; and that package opens what `myelin-node beacon encrypt` has.

Alice is sudo; Charlie owns the subnet, Bob validates, Dave and Eve mine.
"""

import contextlib
import json
import logging as stdlib_logging
import math
import os
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import bittensor as bt
import bittensor_drand
from bittensor.utils.balance import Balance

from journey_sdk import NETUID, Actors, event, next_epoch, plain
from stakers import Stakers
from support import Abort, Chain, Journey, free_ports, node_command, rpc_ports, run

OWNER, VALIDATOR, FIRST_MINER, SECOND_MINER = 0, 1, 2, 3
"""Uids, in order of registration."""

SEED = "beacon of the journey"
PERIOD = 1
"""Seconds from one round to the next."""

BLOCK_SECONDS = 0.25
TEMPO = 40
"""Ten seconds: time for a pulse to come within the epoch that needs it."""

WATCHED_SECONDS = 5
"""How long the chain is watched while its beacon is in trouble."""

WEIGHTS = [(FIRST_MINER, 65535), (SECOND_MINER, 32768)]

PUBLIC_HASH = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
PUBLIC_KEY = (
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a"
)
PUBLIC_PULSE = {
    "round": 1000,
    "randomness": "fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd",
    "signature": "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125"
    "e342b73a8dd2bacbe47e4b6b63ed5e39",
}

SILENCE = "Beacon: no endpoint of the beacon answers in time"
GARBAGE = "Beacon: no endpoint of the beacon answers with a pulse"
RECOVERY = "Beacon: it answers again"


class OwnBeacon:
    """`myelin-node beacon serve`."""

    def __init__(self, node: str, port: int):
        self.node = node
        self.port = port
        self.hash = ""
        self.process: subprocess.Popen | None = None

    def start(self) -> str:
        """Starts it; gives the line it prints when it is there."""
        serve = ["serve", "--seed", SEED, "--period", str(PERIOD), "--port", str(self.port)]
        self.process = subprocess.Popen([self.node, "beacon", *serve], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().strip()
        if not line:
            raise Abort(f"the beacon ended with code {self.process.wait()}")
        return line

    def stop(self) -> int:
        """Ends it, and gives its exit code."""
        process, self.process = self.process, None
        process.terminate()
        with process.stdout:
            return process.wait(10)

    def close(self) -> None:
        if self.process is not None:
            self.stop()

    def configuration(self) -> dict:
        """What `myelin-node beacon config` prints."""
        return json.loads(command(self.node, "config", "--seed", SEED, "--period", str(PERIOD)))

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of the answer to a request."""
        return get(f"http://127.0.0.1:{self.port}/{path}")

    def latest(self) -> int:
        """The newest round."""
        return json.loads(self.get(f"{self.hash}/public/latest")[1])["round"]


def get(url: str) -> tuple[int, str]:
    """Status and body of the answer to a request."""
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@contextlib.contextmanager
def server(port: int, answer):
    """A server on a local port; `answer(path)` gives the body, or None for status 404."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = answer(self.path)
            with contextlib.suppress(OSError):
                self.send_response(200 if body is not None else 404)
                self.end_headers()
                self.wfile.write(body or b"")

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

    running = Server(("127.0.0.1", port), Handler)
    threading.Thread(target=running.serve_forever, daemon=True).start()
    try:
        yield
    finally:
        running.shutdown()
        running.server_close()


def wait(seconds: float, holds) -> bool:
    """Whether a condition becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.1)
    return False


def command(node: str, *arguments: str) -> str:
    """What `myelin-node beacon` prints."""
    done = subprocess.run([node, "beacon", *arguments], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise RuntimeError(f"code {done.returncode}: {done.stderr}")
    return done.stdout.strip()


def encrypt(node: str, hotkey: str, reveal_round: int, *key: str) -> bytes:
    """The weights of this journey, hidden until a round."""
    weights = ",".join(f"{uid}:{value}" for uid, value in WEIGHTS)
    hidden = ("--round", str(reveal_round), "--hotkey", hotkey, "--weights", weights)
    return bytes.fromhex(command(node, "encrypt", *key, *hidden).removeprefix("0x"))


def last_round(a: Actors, block: int | None = None) -> int:
    """The newest round that the chain knows."""
    return a.stored("LastStoredRound", pallet="Drand", block=block)


def weights_of(a: Actors, uid: int) -> list:
    """The weights that the chain knows of a neuron."""
    return [tuple(one) for one in dict(a.subtensor.weights(NETUID)).get(uid, [])]


def events(a: Actors, block: int, name: str) -> list:
    """Attributes of the events of this name in a block."""
    substrate = a.subtensor.substrate
    found = []
    for one in substrate.get_events(substrate.get_block_hash(block)):
        inner = plain(one).get("event", plain(one))
        if inner["event_id"] == name:
            found.append(inner["attributes"])
    return found


def subnet(a: Actors, names: tuple[str, ...]) -> None:
    """A subnet of Charlie's with hidden weights, and neurons on it."""
    sub, journey = a.subtensor, a.journey
    with journey.step("a subnet with hidden weights"):
        a.sudo("sudo_set_admin_freeze_window", window=0)
        a.sudo("sudo_set_tx_rate_limit", tx_rate_limit=0)
        a.accepted("Charlie creates it", sub.register_subnet(a.charlie, wait_for_finalization=False))
        a.sudo("sudo_set_tempo", netuid=NETUID, tempo=TEMPO)
        a.sudo("sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=0)
        a.accepted("and starts it", sub.start_call(a.charlie, NETUID, wait_for_finalization=False))
        for name in names:
            response = sub.burned_register(getattr(a, name), NETUID, wait_for_finalization=False)
            a.accepted(f"{name} registers", response)
        journey.check("weights have to be hidden", sub.commit_reveal_enabled(NETUID))
        hotkeys = [a.stored("Keys", NETUID, uid) for uid in range(1 + len(names))]
        expected = [getattr(a, name).hotkey.ss58_address for name in ("charlie", *names)]
        journey.must("uids in order", hotkeys == expected, hotkeys)


def commit(a: Actors, who, ciphertext: bytes, reveal_round: int) -> tuple[int, int]:
    """Commits hidden weights; gives the block and its epoch."""
    sub, journey = a.subtensor, a.journey
    version = a.stored("CommitRevealWeightsVersion")
    call = sub.compose_call(
        "SubtensorModule",
        "commit_timelocked_mechanism_weights",
        {
            "netuid": NETUID,
            "mecid": 0,
            "commit": ciphertext,
            "reveal_round": reveal_round,
            "commit_reveal_version": version,
        },
    )
    response = sub.sign_and_send_extrinsic(call, who, sign_with="hotkey", use_nonce=True, nonce_key="hotkey")
    block = a.accepted(f"{who.name} commits {len(ciphertext)} bytes until round {reveal_round}", response)
    attributes = event(response, "SubtensorModule", "TimelockedWeightsCommitted")
    journey.equal("round of the event", attributes[-1], reveal_round)
    epoch = a.stored("SubnetEpochIndex", NETUID, block=block)
    waiting = a.stored("TimelockedWeightCommits", NETUID, epoch, block=block)
    journey.equal("commits that wait", len(waiting), 1)
    return block, epoch


def revealed(a: Actors, committed: int, epoch: int, reveal_round: int) -> int:
    """Waits until the chain opens the commit of an epoch; gives the block."""
    journey, sub = a.journey, a.subtensor
    block = committed
    while not (found := events(a, block, "TimelockedWeightsRevealed")):
        discarded = events(a, block, "TimelockedWeightsDiscarded")
        if discarded or block > committed + 3 * TEMPO:
            journey.must("the commit is opened", False, discarded)
        block += 1
        sub.wait_for_block(block)
    journey.equal(f"opened in block {block}: subnet", plain(found[0])[0], NETUID)

    def could(at: int) -> bool:
        is_due = a.stored("LastEpochBlock", NETUID, block=at + 1) == at + 1
        index = a.stored("SubnetEpochIndex", NETUID, block=at) + is_due
        return index == epoch + 1 and last_round(a, at) >= reveal_round

    journey.check("the block before knew the pulse, and the epoch had come", could(block - 1), last_round(a, block - 1))
    journey.check("and the one before that did not yet", not could(block - 2), last_round(a, block - 2))
    waiting = a.stored("TimelockedWeightCommits", NETUID, epoch, block=block)
    journey.check("nothing waits any more", not waiting, waiting)
    return block


def away(a: Actors, chain: Chain) -> None:
    journey = a.journey
    with journey.step("a chain without its beacon"):
        begin = chain.head()
        journey.must("the log says so", wait(10, lambda: said(chain)))
        wait(60, lambda: chain.head() >= begin + 12)
        lines = said(chain)
        journey.check(f"once, at block {chain.head()}", [line.startswith(SILENCE) for line in lines] == [True], lines)
        journey.equal("rounds known", last_round(a), 0)


def begin(a: Stakers, chain: Chain, beacon: OwnBeacon) -> None:
    journey, sub = a.journey, a.subtensor
    with journey.step("the beacon"):
        config = beacon.configuration()
        own = config["beaconConfig"]
        beacon.hash = own["hash"]
        line = beacon.start()
        url = f"http://127.0.0.1:{beacon.port}/{beacon.hash}/public/latest"
        journey.equal("says", line, f"the beacon serves {url}")
        journey.equal("who it is", json.loads(beacon.get(f"{beacon.hash}/info")[1]), own)
        journey.equal("chains", json.loads(beacon.get("chains")[1]), [beacon.hash])
        latest = beacon.latest()
        pulse = json.loads(beacon.get(f"{beacon.hash}/public/{latest}")[1])
        journey.check("signs", len(pulse["signature"]) == 96, pulse)
        status, sentence = beacon.get(f"{beacon.hash}/public/{latest + 1000}")
        journey.equal("a round of the future", status, 404)
        journey.check("says so", "is not signed yet" in sentence, sentence.strip())
    with journey.step("root names the beacon to the chain"):
        parameters = {
            "config_payload": {
                "block_number": 0,
                "config": {
                    "public_key": "0x" + own["public_key"],
                    "period": own["period"],
                    "genesis_time": own["genesis_time"],
                    "hash": "0x" + own["hash"],
                    "group_hash": "0x" + own["groupHash"],
                    "scheme_id": "0x" + own["schemeID"].encode().hex(),
                    "metadata": {"beacon_id": "0x" + own["metadata"]["beaconID"].encode().hex()},
                },
                "public": {"Sr25519": "0x" + 32 * "00"},
            },
            "signature": None,
        }
        call = sub.compose_call("Drand", "set_beacon_config", parameters)
        journey.equal("the call is the one that was printed", call.data.to_hex(), config["call"])
        a.root("set_beacon_config", "Drand", **parameters)
        journey.must("pulses come", wait(20, lambda: last_round(a) > 0), last_round(a))
        answers = wait(10, lambda: said(chain)[-1].startswith(RECOVERY))
        journey.check("the log says so", answers, said(chain))
        first = last_round(a)
        journey.must("and go on coming", wait(20, lambda: last_round(a) >= first + 3), last_round(a))
        follows(a, beacon)


def follows(a: Actors, beacon: OwnBeacon) -> None:
    """The chain knows the newest rounds, all of them, as the beacon has signed them."""
    journey = a.journey
    near = wait(20, lambda: beacon.latest() - last_round(a) <= 2)
    last, oldest = last_round(a), a.stored("OldestStoredRound", pallet="Drand")
    journey.check("the chain follows the beacon", near, f"{last} of {beacon.latest()}")
    missing = [number for number in range(oldest, last + 1) if not a.stored("Pulses", number, pallet="Drand")]
    journey.check(f"every round from {oldest} to {last}", not missing, missing)
    signed = json.loads(beacon.get(f"{beacon.hash}/public/{last}")[1])
    stored = a.stored("Pulses", last, pallet="Drand")
    journey.equal("its signature", as_hex(stored["signature"]), signed["signature"])
    journey.equal("its randomness", as_hex(stored["randomness"]), signed["randomness"])


def as_hex(value) -> str:
    """Bytes as the client decodes them, in hexadecimal."""
    while isinstance(value, (tuple, list)) and len(value) == 1 and not isinstance(value[0], int):
        value = value[0]
    if isinstance(value, str):
        return value.removeprefix("0x")
    return bytes(value).hex()


def said(chain: Chain) -> list[str]:
    """What the node has said about its beacon so far."""
    lines = chain.log.read_text(errors="replace").splitlines()
    return ["Beacon: " + line.split("Beacon: ")[1] for line in lines if "Beacon: " in line]


def incentive(a: Actors, beacon: OwnBeacon) -> None:
    sub, journey = a.subtensor, a.journey
    hotkey = a.bob.hotkey.ss58_address
    with journey.step("a validator with a permit"):
        a.accepted("Bob stakes", sub.add_stake(a.bob, NETUID, hotkey, Balance.from_tao(1000)))
        block = next_epoch(a)
        permits = a.stored("ValidatorPermit", NETUID)
        journey.must(f"permits after block {block}", permits[VALIDATOR], permits)
        parameters = {"netuid": NETUID, "dests": [FIRST_MINER], "weights": [65535], "version_key": 0}
        call = sub.compose_call("SubtensorModule", "set_weights", parameters)
        response = sub.sign_and_send_extrinsic(call, a.bob, sign_with="hotkey", use_nonce=True)
        a.refused("weights in the open", response, "CommitRevealEnabled")
    with journey.step("encrypt and commit"):
        head = sub.get_current_block()
        epoch_at = sub.get_next_epoch_start_block(NETUID)
        if epoch_at - head < TEMPO // 3:
            epoch_at = next_epoch(a) + TEMPO
            head = sub.get_current_block()
        ahead = math.ceil((epoch_at - head) * BLOCK_SECONDS / PERIOD)
        reveal_round = beacon.latest() + ahead + 3
        ciphertext = encrypt(beacon.node, hotkey, reveal_round, "--seed", SEED)
        journey.check("ciphertext", len(ciphertext) > 244, f"{ciphertext[:20].hex()}…")
        block, epoch = commit(a, a.bob, ciphertext, reveal_round)
        journey.equal(f"weights in block {block}, epoch {epoch}", weights_of(a, VALIDATOR), [])
    with journey.step("the pulse opens it"):
        block = revealed(a, block, epoch, reveal_round)
        journey.equal("weights", weights_of(a, VALIDATOR), WEIGHTS)
    with journey.step("the epoch pays for it"):
        before = a.stored("Incentive", NETUID, block=block)
        journey.equal("incentive so far", sum(before), 0)
        block = next_epoch(a)
        paid = a.stored("Incentive", NETUID, block=block)
        journey.near("incentive of the first miner", paid[FIRST_MINER], 65535 * 2 / 3, 2)
        journey.near("of the second one", paid[SECOND_MINER], 65535 / 3, 2)
        emission = a.stored("Emission", NETUID, block=block)
        journey.check("emission of both", min(emission[FIRST_MINER], emission[SECOND_MINER]) > 0, emission)


def trouble(a: Actors, chain: Chain, beacon: OwnBeacon) -> None:
    journey = a.journey
    told = said(chain)

    def watch(message: str) -> None:
        """The log says it once, and blocks go on."""
        nonlocal told
        first = chain.head()
        journey.must("the log says so", wait(10, lambda: len(said(chain)) > len(told)))
        time.sleep(WATCHED_SECONDS)
        told, before = said(chain), len(told)
        journey.check("once", [line.startswith(message) for line in told[before:]] == [True], told[before:])
        blocks = chain.head() - first
        journey.check(f"blocks in {WATCHED_SECONDS} s", blocks >= WATCHED_SECONDS / BLOCK_SECONDS / 2, blocks)

    with journey.step("the beacon ends"):
        journey.equal("exit code of the beacon", beacon.stop(), 0)
        watch(SILENCE)
        known = last_round(a)
    with journey.step("garbage in its place"):
        with server(beacon.port, lambda _: b'{"round": "soon", \xff'):
            watch(GARBAGE)
    with journey.step("slow answers in its place"):
        with server(beacon.port, lambda _: time.sleep(3) or json.dumps(PUBLIC_PULSE).encode()):
            watch(SILENCE)
        journey.equal("newest round", last_round(a), known)
    with journey.step("the beacon is back"):
        beacon.start()
        journey.must("rounds go on", wait(30, lambda: last_round(a) > known), last_round(a))
        journey.check("the log says so", wait(10, lambda: said(chain)[-1].startswith(RECOVERY)), said(chain)[-1])
        follows(a, beacon)


def payload(hotkey: bytes, weights: list[tuple[int, int]]) -> bytes:
    """What validators encrypt, in its encoding."""

    def numbers(values: list[int]) -> bytes:
        return compact(len(values)) + b"".join(value.to_bytes(2, "little") for value in values)

    uids, values = zip(*weights)
    return compact(len(hotkey)) + hotkey + numbers(list(uids)) + numbers(list(values)) + bytes(8)


def compact(number: int) -> bytes:
    """A small number in its encoding of variable length."""
    if number < 1 << 6:
        return bytes([number << 2])
    return ((number << 2) | 1).to_bytes(2, "little")


def enveloped(ciphertext: bytes, reveal_round: int) -> bytes:
    """A ciphertext as bittensor-drand wraps it: its length in front, the round behind."""
    return compact(len(ciphertext)) + ciphertext + reveal_round.to_bytes(8, "little")


def public_answers(path: str) -> bytes | None:
    """The public beacon in the second after its round 1000."""
    known = (f"/{PUBLIC_HASH}/public/latest", f"/{PUBLIC_HASH}/public/1000")
    return json.dumps(PUBLIC_PULSE).encode() if path in known else None


@contextlib.contextmanager
def another_chain(journey: Journey, title: str, node: str, *arguments: str):
    """One more chain, from its start to its end."""
    port = rpc_ports()
    chain = Chain(node_command(node, port, *arguments), port)
    try:
        with journey.step(title):
            chain.start()
            journey.check("first block", True, f"after {chain.started_after:.1f} s")
        yield chain
        with journey.step("stop that chain"):
            journey.equal("exit code after SIGTERM", chain.stop()[0], 0)
    except Abort:
        print(f"\nlast lines of the log of that chain:\n{chain.tail()}")
        raise
    finally:
        chain.close()


def from_genesis(journey: Journey, beacon: OwnBeacon, folder: str) -> None:
    """A chain whose specification names the beacon."""
    build = [beacon.node, "build-spec", "--chain", "dev", "--disable-default-bootnode"]
    built = subprocess.run(build, capture_output=True, check=True, timeout=60)
    specification = json.loads(built.stdout)
    drand = specification["genesis"]["runtimeGenesis"]["patch"].setdefault("drand", {})
    drand["beaconConfig"] = beacon.configuration()["beaconConfig"]
    path = os.path.join(folder, "specification.json")
    with open(path, "w") as file:
        json.dump(specification, file)
    flags = ("--chain", path, "--drand-endpoint", f"http://127.0.0.1:{beacon.port}")
    with another_chain(journey, "a chain that knows the beacon from its genesis", beacon.node, *flags) as chain:
        a = Actors(journey, chain, folder)
        with journey.step("its pulses"):
            journey.must("come", wait(20, lambda: last_round(a) > 0), last_round(a))
            follows(a, beacon)
        a.subtensor.close()


def public(journey: Journey, node: str, folder: str) -> None:
    """A chain of the public beacon."""
    port = free_ports(rpc_ports() + 5)
    flags = ("--drand-endpoint", f"http://127.0.0.1:{port}/")
    with (
        server(port, public_answers),
        another_chain(journey, "a chain of the public beacon", node, *flags) as chain,
    ):
        a = Actors(journey, chain, folder)
        with journey.step("its pulse of round 1000"):
            journey.must("comes", wait(20, lambda: last_round(a) == 1000), last_round(a))
            stored = a.stored("Pulses", 1000, pallet="Drand")
            journey.equal("signature", as_hex(stored["signature"]), PUBLIC_PULSE["signature"])
        subnet(a, ("dave",))
        by_python(a)
        a.subtensor.close()


def by_python(a: Actors) -> None:
    """Weights of the owner, who needs neither permit nor stake."""
    journey, miner = a.journey, 1
    with journey.step("bittensor-drand encrypts, the chain opens"):
        plaintext = payload(a.charlie.hotkey.public_key, [(miner, 65535)])
        wrapped, reveal_round = bittensor_drand.encrypt_at_round(plaintext, 1000)
        journey.equal("round", reveal_round, 1000)
        start = len(compact(len(plaintext) + 244))
        ciphertext = wrapped[start:-8]
        journey.must("its envelope", enveloped(ciphertext, 1000) == wrapped, len(wrapped))
        block, epoch = commit(a, a.charlie, ciphertext, reveal_round)
        revealed(a, block, epoch, reveal_round)
        journey.equal("weights", weights_of(a, OWNER), [(miner, 65535)])


def to_python(journey: Journey, node: str, hotkey) -> None:
    with journey.step("myelin-node encrypts, bittensor-drand opens"):
        ciphertext = encrypt(node, hotkey.ss58_address, 1000, "--public-key", PUBLIC_KEY)
        wrapped = enveloped(ciphertext, 1000)
        opened = bittensor_drand.decrypt_with_signature(wrapped, PUBLIC_PULSE["signature"])
        journey.equal("plaintext", bytes(opened).hex(), payload(hotkey.public_key, WEIGHTS).hex())
    with journey.step("what the command refuses"):
        for what, arguments, named in (
            ("a round that never comes", ("--round", "0", "--seed", SEED), "--round"),
            ("no beacon", ("--round", "9"), "--public-key"),
            ("a key that is none", ("--round", "9", "--public-key", "00" * 96), "no point"),
        ):
            more = ("--hotkey", hotkey.ss58_address, "--weights", "1:1")
            done = subprocess.run([node, "beacon", "encrypt", *arguments, *more], capture_output=True, text=True)
            journey.equal(f"{what}: exit code", done.returncode, 2)
            journey.check("named", named in done.stderr, done.stderr.strip().splitlines()[0])


def steps(journey: Journey, chain: Chain) -> None:
    node = chain.command[0]
    beacon = OwnBeacon(node, chain.beacon_port)
    with tempfile.TemporaryDirectory() as folder:
        try:
            a = Stakers(journey, chain, folder)
            away(a, chain)
            begin(a, chain, beacon)
            subnet(a, ("bob", "dave", "eve"))
            incentive(a, beacon)
            trouble(a, chain, beacon)
            to_python(journey, node, a.bob.hotkey)
            a.subtensor.close()
            from_genesis(journey, beacon, folder)
        finally:
            beacon.close()
        public(journey, node, folder)


def chain_of(node: str) -> Chain:
    port = rpc_ports()
    beacon = free_ports(port + 5)
    chain = Chain(node_command(node, port, "--drand-endpoint", f"http://127.0.0.1:{beacon}"), port)
    chain.beacon_port = beacon
    return chain


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    stdlib_logging.getLogger("bittensor").setLevel(stdlib_logging.CRITICAL)
    run(f"beacon: bittensor {bt.__version__}, bittensor-drand", steps, chain_of)
