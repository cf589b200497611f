"""The everyday commands of the released command-line client, each run as a user types it.

As this client's users do on a local chain, a wallet's hotkey is its coldkey. Payments are checked
to the rao against the chain, at the block that the command reports.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from async_substrate_interface import SubstrateInterface
from bittensor_wallet import Keypair

from support import TAO, Chain, Journey, decay_factor, node_command, rpc_ports, run

BTCLI = Path(sys.executable).with_name("btcli")
NETUID = 2
COMMAND_SECONDS = 120


class Client:
    """The command-line client, and a view of the chain to check it against."""

    def __init__(self, journey: Journey, chain: Chain, wallets: str):
        self.journey = journey
        self.endpoint = chain.endpoint
        self.wallets = wallets
        self.substrate = SubstrateInterface(url=chain.endpoint, ss58_format=42)

    def run(
        self,
        *words: str,
        wallet: str | None = None,
        hotkey: str | None = "default",
        network: bool = True,
        answers: str = "",
        errors: bool = False,
    ) -> str:
        """Runs a command, with these answers to what it asks, and gives what it printed (with `errors`
        that of standard error too).
        """
        command = [str(BTCLI), *words]
        if wallet is not None:
            command += ["--wallet-path", self.wallets, "--wallet-name", wallet]
            command += [] if hotkey is None else ["--hotkey", hotkey]
        if network:
            command += ["--network", self.endpoint]
        print(f"  $ btcli {' '.join(words)}", flush=True)
        done = subprocess.run(
            command,
            input=answers,
            capture_output=True,
            text=True,
            timeout=COMMAND_SECONDS,
            env={**os.environ, "NO_COLOR": "1", "TERM": "dumb", "COLUMNS": "200"},
        )
        if done.returncode != 0 or "Traceback" in done.stderr:
            raise RuntimeError(f"code {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done.stdout + (done.stderr if errors else "")

    def json(self, *words: str, **options: object):
        """The same with --json-output, decoded."""
        text = self.run(*words, "--json-output", **options)
        # Before it there may be a question, whose choices are in brackets too.
        for begin in (place for place, character in enumerate(text) if character in "{["):
            with contextlib.suppress(json.JSONDecodeError):
                return json.JSONDecoder(strict=False).raw_decode(text[begin:])[0]
        raise RuntimeError(f"no JSON in {text!r}")

    def stored(self, pallet: str, name: str, *keys: object, block: int | None = None):
        """A storage value, at a block or at the head."""
        block_hash = None if block is None else self.substrate.get_block_hash(block)
        found = self.substrate.query(pallet, name, list(keys), block_hash=block_hash)
        return getattr(found, "value", found)

    def free(self, address: str, block: int | None = None) -> int:
        """Free balance of an account."""
        return self.stored("System", "Account", address, block=block)["data"]["free"]

    def paid(self, address: str, extrinsic: str, cost: int) -> int:
        """The balance fell by the cost and the fee of that transaction; gives its block."""
        block, index = (int(part) for part in extrinsic.split("-"))
        fee = self.event(block, index, "TransactionPayment", "TransactionFeePaid")["actual_fee"]
        before, after = self.free(address, block - 1), self.free(address, block)
        self.journey.equal(f"{before} − cost {cost} − fee {fee}", after, before - cost - fee)
        return block

    def event(self, block: int, index: int, pallet: str, name: str):
        """Attributes of the first such event of the transaction at that place of a block."""
        for one in self.substrate.get_events(block_hash=self.substrate.get_block_hash(block)):
            inner = one["event"]
            if (one["extrinsic_idx"], inner["module_id"], inner["event_id"]) == (index, pallet, name):
                return inner["attributes"]
        raise RuntimeError(f"no event {pallet}.{name} of transaction {block}-{index}")

    def sudo(self, call: str, pallet: str = "AdminUtils", **parameters: object) -> None:
        """A setter that only root may call, signed by Alice without the client."""
        inner = self.substrate.compose_call(pallet, call, parameters)
        outer = self.substrate.compose_call("Sudo", "sudo", {"call": inner})
        extrinsic = self.substrate.create_signed_extrinsic(outer, Keypair.create_from_uri("//Alice"))
        receipt = self.substrate.submit_extrinsic(extrinsic, wait_for_finalization=True)
        self.journey.must(f"sudo {call} {parameters}", receipt.is_success, receipt.error_message)


def address(name: str) -> str:
    """Address of a development account."""
    return Keypair.create_from_uri(f"//{name}").ss58_address


def wallets(c: Client) -> None:
    with c.journey.step("wallets and balances"):
        for name in ("Alice", "Bob", "Charlie"):
            c.run("wallet", "create", "--uri", name, "--no-use-password", "--overwrite", wallet=name.lower(), network=False)
            found = c.json("wallet", "balance", wallet=name.lower())
            c.journey.equal(f"{name}'s balance", found["totals"]["free"], 1_000_000.0)


def transfer(c: Client) -> None:
    with c.journey.step("transfer"):
        target = address("Dave")
        done = c.json("wallet", "transfer", "--dest", target, "--amount", "12.5", "--no-prompt", wallet="bob")
        c.journey.must("success", done["success"], done)
        block = c.paid(address("Bob"), done["extrinsic_identifier"], 12 * TAO + TAO // 2)
        gained = c.free(target, block) - c.free(target, block - 1)
        c.journey.equal("Dave got it", gained, 12 * TAO + TAO // 2)


def subnet(c: Client) -> None:
    with c.journey.step("create and start a subnet"):
        cost = c.json("subnets", "burn-cost")["burn_cost"]["rao"]
        c.journey.equal("lock cost", cost, 1000 * TAO)
        texts = {
            "--subnet-name": "journey",
            "--github-repo": "https://github.com/example/journey",
            "--subnet-contact": "journey@example.com",
            "--subnet-url": "https://example.com",
            "--discord-handle": "journey",
            "--description": "made by the client journey",
            "--logo-url": "https://example.com/logo.png",
            "--additional-info": "none",
        }
        words = [word for pair in texts.items() for word in pair]
        done = c.json("subnets", "create", *words, "--no-mev-protection", "--no-prompt", wallet="charlie")
        c.journey.must("success", done["success"], done)
        c.journey.equal("netuid", done["netuid"], NETUID)
        c.paid(address("Charlie"), done["extrinsic_identifier"], cost)
        text = c.run("subnets", "start", "--netuid", str(NETUID), "--no-prompt", wallet="charlie")
        c.journey.check("started", "success" in text.lower(), text.strip().splitlines()[-1:])
        first = c.stored("SubtensorModule", "FirstEmissionBlockNumber", NETUID)
        c.journey.check("first emission block", bool(first), first)


def register(c: Client) -> None:
    with c.journey.step("register a neuron"):
        done = c.json("subnets", "register", "--netuid", str(NETUID), "--no-prompt", wallet="bob")
        c.journey.must("success", done["success"], done)
        block = int(done["extrinsic_identifier"].split("-")[0])
        factor = decay_factor(c.stored("SubtensorModule", "BurnHalfLife", NETUID))
        price = c.stored("SubtensorModule", "Burn", NETUID, block=block - 1) * factor >> 32
        floor = c.stored("SubtensorModule", "MinBurn", NETUID)
        c.paid(address("Bob"), done["extrinsic_identifier"], max(price, floor))
        c.journey.equal("uid", c.stored("SubtensorModule", "Uids", NETUID, address("Bob")), 1)
    with c.journey.step("serve an axon"):
        # This command takes --json-output only together with a prompt.
        words = ("--netuid", str(NETUID), "--ip", "203.0.113.9", "--port", "9001", "--no-prompt")
        c.run("axon", "set", *words, wallet="bob")
        axon = c.stored("SubtensorModule", "Axons", NETUID, address("Bob"))
        c.journey.equal("address", (axon["ip"], axon["port"], axon["ip_type"]), (0xCB007109, 9001, 4))


def stake(c: Client) -> None:
    place = ("--netuid", str(NETUID))
    with c.journey.step("stake"):
        # Small enough for the price protection that is on by default (half a percent).
        words = ("--amount", "1", "--include-hotkeys", address("Bob"), "--no-mev-protection", "--no-prompt")
        done = c.json("stake", "add", *place, *words, wallet="bob")
        c.journey.must("success", done["staking_success"][str(NETUID)][address("Bob")], done)
        c.paid(address("Bob"), done["extrinsic_ids"][str(NETUID)][address("Bob")], TAO)
        before = staked(c)
        held = c.json("stake", "list", "--no-prompt", wallet="bob")
        (position,) = held["stake_info"][address("Bob")]
        c.journey.equal("netuid of the stake", position["netuid"], NETUID)
        grown(c, "stake", before, position["stake_value"])
    with c.journey.step("unstake"):
        words = ("--amount", "0.5", "--include-hotkeys", address("Bob"), "--no-mev-protection", "--no-prompt")
        (done,) = c.json("stake", "remove", *place, *words, wallet="bob")
        c.journey.must("success", done["success"], done)
        block, index = (int(part) for part in done["extrinsic_identifier"].split("-"))
        sold = c.event(block, index, "SubtensorModule", "StakeRemoved")
        c.journey.equal("alpha sold and fee", sold[3] + sold[5], TAO // 2)
        c.paid(address("Bob"), done["extrinsic_identifier"], -sold[2])


def staked(c: Client) -> int:
    """Alpha under Bob's hotkey, all of it his."""
    return c.stored("SubtensorModule", "TotalHotkeyAlpha", address("Bob"), NETUID)


def grown(c: Client, what: str, before: int, shown: float) -> None:
    """A stake that the client has shown: epochs raise it, before and after its look."""
    rao, after = round(shown * TAO), staked(c)
    c.journey.check(what, before - 1 <= rao <= after, (before, rao, after))


def settings(c: Client) -> None:
    with c.journey.step("hyperparameters"):
        # In fast blocks an epoch is always near, and the owner's setters wait for its end.
        c.sudo("sudo_set_admin_freeze_window", window=0)
        words = ("--netuid", str(NETUID), "--param", "immunity_period", "--value", "123", "--no-prompt")
        done = c.json("sudo", "set", *words, wallet="charlie")
        c.journey.must("the owner sets immunity_period", done["success"], done)
        values = {one["hyperparameter"]: one["value"] for one in c.json("sudo", "get", "--netuid", str(NETUID))}
        for name, value in (("immunity_period", 123), ("tempo", 10), ("kappa", 32767), ("max_validators", 64)):
            c.journey.equal(name, int(values[name]), value)


def views(c: Client) -> None:
    with c.journey.step("subnets list and show"):
        listed = c.json("subnets", "list")
        c.journey.equal("netuids", sorted(int(netuid) for netuid in listed["subnets"]), [0, 1, NETUID])
        before = staked(c)
        shown = c.json("subnets", "show", "--netuid", str(NETUID), "--no-prompt")
        grown(c, "validator's stake", before, shown["uids"][1]["alpha_stake"])
        c.journey.equal("owner", shown["owner"], address("Charlie"))
        c.journey.equal("hotkeys", [one["hotkey"] for one in shown["uids"]], [address("Charlie"), address("Bob")])
    with c.journey.step("wallet overview"):
        before = staked(c)
        (one,) = c.json("wallet", "overview", wallet="bob")["subnets"]
        c.journey.equal("netuid and tempo", (one["netuid"], one["tempo"]), (NETUID, 10))
        (neuron,) = one["neurons"]
        c.journey.equal("uid", neuron["uid"], 1)
        grown(c, "stake", before, neuron["stake"])


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        client = Client(journey, chain, folder)
        for part in (wallets, transfer, subnet, register, stake, settings, views):
            part(client)
        client.substrate.close()


def chain_of(node: str) -> Chain:
    port = rpc_ports()
    return Chain(node_command(node, port), port)


if __name__ == "__main__":
    version = subprocess.run([str(BTCLI), "--version"], capture_output=True, text=True).stdout
    run(f"btcli {version.strip()}", steps, chain_of)
