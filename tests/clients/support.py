"""What the client journeys share: a node on a fresh chain, JSON-RPC, and counted checks.

Only the standard library, so that every journey's environment can import it.
"""

import argparse
import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import traceback
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TAO = 1_000_000_000
"""Rao in one TAO, and the smallest units in one token of a subnet."""

START_SECONDS = 120
"""Longest wait for a chain's first block; a first start compiles the runtime."""

STOP_SECONDS = 60
"""Longest wait for a node to end after SIGTERM: it writes its database out, to a busy disk perhaps."""


class Abort(Exception):
    """A step failed in a way that leaves nothing for the later steps to build on."""


class Journey:
    """Steps and checks of one journey, printed as they happen."""

    def __init__(self, title: str):
        self.passed = 0
        self.failed = 0
        print(f"\n## {title}", flush=True)

    @contextlib.contextmanager
    def step(self, title: str):
        """One step; an exception inside it is a failure and ends the journey."""
        print(f"\n* {title}", flush=True)
        begin = time.monotonic()
        try:
            yield
        except Abort:
            raise
        except Exception as error:
            traceback.print_exc()
            self._record(False, f"{type(error).__name__}: {error}")
            raise Abort(title) from error
        print(f"  ({time.monotonic() - begin:.1f} s)", flush=True)

    def check(self, what: str, holds: bool, seen: object = None) -> bool:
        """Counts one check; `seen` is printed beside it."""
        self._record(bool(holds), what if seen is None else f"{what}: {seen}")
        return bool(holds)

    def equal(self, what: str, got: object, expected: object) -> bool:
        """Checks that a value is exactly the expected one."""
        if got == expected:
            return self.check(what, True, got)
        return self.check(what, False, f"{got!r} instead of {expected!r}")

    def near(self, what: str, got: float, expected: float, tolerance: float) -> bool:
        """Checks that a number differs from the expected one by no more than the tolerance."""
        return self.check(
            what,
            abs(got - expected) <= tolerance,
            f"{got} (expected {expected} ± {tolerance})",
        )

    def must(self, what: str, holds: bool, seen: object = None) -> None:
        """A check without which going on makes no sense."""
        if not self.check(what, holds, seen):
            raise Abort(what)

    def _record(self, holds: bool, line: str) -> None:
        if holds:
            self.passed += 1
        else:
            self.failed += 1
        print(f"  {'ok  ' if holds else 'FAIL'} {line}", flush=True)

    def finish(self) -> int:
        """Prints the count, as the last line, and gives the exit code."""
        print(f"\n{self.passed} passed, {self.failed} failed", flush=True)
        return 0 if self.failed == 0 and self.passed > 0 else 1


class Chain:
    """A command that runs a chain from genesis, with its output in a log file."""

    def __init__(self, command: list[str], rpc_port: int, environment: dict | None = None):
        self.command = [str(part) for part in command]
        self.rpc_port = rpc_port
        self.environment = {**os.environ, **(environment or {})}
        self.folder = Path(tempfile.mkdtemp(prefix="myelin-journey-"))
        self.log = self.folder / "chain.log"
        self.process: subprocess.Popen | None = None
        self.started_after = 0.0

    @property
    def endpoint(self) -> str:
        """WebSocket address of the chain's first node."""
        return f"ws://127.0.0.1:{self.rpc_port}"

    def start(self) -> None:
        """Starts the chain and returns at its first block, when the RPC answers too."""
        begin = time.monotonic()
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environment,
                start_new_session=True,
            )
        while "Imported #1 " not in self.log.read_text(errors="replace"):
            if self.process.poll() is not None:
                raise Abort(f"the chain ended with code {self.process.returncode}\n{self.tail()}")
            if time.monotonic() - begin > START_SECONDS:
                raise Abort(f"no block after {START_SECONDS} s\n{self.tail()}")
            time.sleep(0.05)
        self.started_after = time.monotonic() - begin
        self.rpc("system_health")

    def stop(self) -> tuple[int | None, float]:
        """SIGTERM; gives the exit code (None: it had to be killed) and the seconds it took."""
        process = self.process
        assert process is not None
        begin = time.monotonic()
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            code = None
        self.process = None
        return code, time.monotonic() - begin

    def close(self) -> None:
        """Ends what still runs and removes the log."""
        if self.process is not None and self.process.poll() is None:
            self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def tail(self, lines: int = 30) -> str:
        """The last lines of the log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def rpc(self, method: str, *params: object, port: int | None = None) -> object:
        """One JSON-RPC call over HTTP; raises on an error response."""
        body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        request = urllib.request.Request(
            f"http://127.0.0.1:{port or self.rpc_port}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as response:
            answer = json.load(response)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def head(self, port: int | None = None) -> int:
        """Number of the best block."""
        return int(self.rpc("chain_getHeader", port=port)["number"], 16)

    def finalized(self, port: int | None = None) -> int:
        """Number of the last finalized block."""
        block_hash = self.rpc("chain_getFinalizedHead", port=port)
        return int(self.rpc("chain_getHeader", block_hash, port=port)["number"], 16)


def is_free(port: int) -> bool:
    """Whether nothing listens on a local port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def rpc_ports(count: int = 1) -> int:
    """The first of `count` free RPC ports for this journey.

    Journeys that run side by side are given different ones to begin with, in RPC_PORT.
    """
    return free_ports(int(os.environ.get("RPC_PORT", "9944")), count)


def free_ports(wanted: int, count: int = 1) -> int:
    """The wanted port if it and the following ones are free, else the next free run."""
    port = wanted
    while not all(is_free(port + offset) for offset in range(count)):
        port += count
    return port


def node_command(node: str, rpc_port: int, *arguments: str) -> list[str]:
    """A development node that disturbs no other one on this machine."""
    ports = ["--rpc-port", str(rpc_port), "--port", "0", "--no-prometheus"]
    return [node, "--dev", *ports, *arguments]


def decay_factor(half_life: int) -> int:
    """Per-block factor of a registration price, in units of 2^-32."""

    def power(base: int, exponent: int) -> int:
        result = 1 << 32
        while exponent:
            if exponent & 1:
                result = result * base >> 32
            base = base * base >> 32
            exponent >>= 1
        return result

    low, high = 0, 1 << 32
    while low + 1 < high:
        middle = low + (high - low) // 2
        if power(middle, half_life) > 1 << 31:
            high = middle
        else:
            low = middle
    return low


def upscaled(values: list[int]) -> list[int]:
    """Weights as the chain stores them: the largest becomes 65535."""
    largest = max(values, default=0)
    return [(2 * value * 65535 + largest) // (2 * largest) if largest else 0 for value in values]


def shares(values: list[int]) -> list[int]:
    """Parts of the whole, as the 65535ths that an epoch stores: rounded down."""
    return [value * 65535 // sum(values) for value in values]


def commit_hash(hotkey: bytes, index: int, uids: list[int], values: list[int], salt: list[int], key: int) -> str:
    """Hash that commits a hotkey to these weights of a mechanism; lists of less than 64 entries."""
    parts = [hotkey, index.to_bytes(2, "little")]
    for numbers in (uids, values, salt):
        parts.append(bytes([len(numbers) << 2]))
        parts += [number.to_bytes(2, "little") for number in numbers]
    parts.append(key.to_bytes(8, "little"))
    return "0x" + hashlib.blake2b(b"".join(parts), digest_size=32).hexdigest()


def run(title: str, steps, chain_of, after=None) -> None:
    """Runs a journey against the chain that `chain_of(node)` describes, and exits.

    `steps(journey, chain)` runs on the running chain, `after(journey, chain)` on the stopped one.
    """
    parser = argparse.ArgumentParser(description=title)
    default = os.environ.get("MYELIN_NODE", str(ROOT / "target/release/myelin-node"))
    parser.add_argument("--node", default=default, help="the built node")
    arguments = parser.parse_args()
    journey = Journey(title)
    chain = chain_of(arguments.node)
    try:
        with journey.step("start the chain"):
            chain.start()
            journey.check("first block", True, f"after {chain.started_after:.1f} s, RPC at {chain.endpoint}")
        steps(journey, chain)
        with journey.step("stop the chain"):
            code, seconds = chain.stop()
            journey.equal("exit code after SIGTERM", code, 0)
            journey.check("stopped soon", code is not None, f"{seconds:.1f} s")
            journey.check("the RPC port is free again", is_free(chain.rpc_port))
            if after is not None:
                after(journey, chain)
    except Abort as reason:
        if journey.failed == 0:
            journey.check(str(reason), False)
        print(f"\nthe journey ends here: {reason}\n\nlast lines of the chain's log:\n{chain.tail()}")
    except KeyboardInterrupt:
        journey.check("interrupted", False)
    finally:
        chain.close()
    sys.exit(journey.finish())
