"""Weights, tempo and mechanisms with the released command-line client, as a user types them.

What a command did is compared with the chain's storage to the last unit, at the block that the
command reports.
"""

import subprocess
import tempfile

from bittensor_cli.version import __version_as_int__ as VERSION
from bittensor_wallet import Keypair

from journey_btcli import BTCLI, address, chain_of
from journey_btcli_stake import Staker
from support import TAO, Chain, Journey, commit_hash, run, shares, upscaled

NETUID = 2
MECHANISMS = 4096
"""Storage index of a mechanism: its number times this, plus the netuid."""

CHARLIE, BOB, DAVE, EVE = 0, 1, 2, 3
"""Uids: owner, validator, two miners."""

MINERS = [DAVE, EVE]
CALM = 10_000
"""A tempo without epochs of its own."""

U16 = 65_535
SALT = [7, 11, 65_535, 0]
PLACE = ("--netuid", str(NETUID))


class Scorer(Staker):
    """The client, and the questions that every step about weights asks the chain."""

    def item(self, name: str, *keys: object, block: int | None = None):
        """A storage value of the main pallet."""
        return self.stored("SubtensorModule", name, *(keys or (NETUID,)), block=block)

    def set(self, who: str, name: str, value: object) -> dict:
        """Answer to `sudo set`."""
        words = ("sudo", "set", *PLACE, "--param", name, "--value", str(value), "--no-prompt")
        return self.json(*words, wallet=who)

    def row(self, uid: int, mechanism: int = 0, block: int | None = None) -> list[tuple[int, int]]:
        """Stored weights of a neuron."""
        return [tuple(pair) for pair in self.item("Weights", MECHANISMS * mechanism + NETUID, uid, block=block)]

    def scores(self) -> tuple:
        """What a refused command about weights may not change."""
        names = ("LastUpdate", "SubnetEpochIndex")
        return self.row(BOB), self.item("WeightCommits", NETUID, address("Bob")), *map(self.item, names)

    def epoch(self) -> int:
        """Makes the subnet's epoch run in the next block and gives that block."""
        before = self.item("SubnetEpochIndex")
        key = self.substrate.create_storage_key("SubtensorModule", "PendingEpochAt", [NETUID]).to_hex()
        self.sudo("set_storage", "System", items=[(key, "0x" + (1).to_bytes(8, "little").hex())])
        while self.item("SubnetEpochIndex") == before:
            self.wait(self.head() + 1)
        block = self.item("LastEpochBlock")
        seen = [self.item("SubnetEpochIndex", block=at) for at in (block - 1, block)]
        self.journey.equal("one epoch", seen, [before, before + 1])
        return block


def prepare(c: Scorer) -> None:
    with c.journey.step("wallets, a subnet, neurons"):
        for name in ("Alice", "Bob", "Charlie"):
            words = ("wallet", "create", "--uri", name, "--no-use-password", "--overwrite")
            c.run(*words, wallet=name.lower(), network=False)
        c.sudo("sudo_set_admin_freeze_window", window=0)
        c.submit("Charlie", "register_network", hotkey=address("Charlie"))
        c.sudo("sudo_set_tempo", netuid=NETUID, tempo=CALM)
        c.submit("Charlie", "start_call", netuid=NETUID)
        for uid, name in ((BOB, "Bob"), (DAVE, "Dave"), (EVE, "Eve")):
            c.submit(name, "burned_register", netuid=NETUID, hotkey=address(name))
            c.journey.equal("uid", c.item("Uids", NETUID, address(name)), uid)
        c.submit("Bob", "add_stake", hotkey=address("Bob"), netuid=NETUID, amount_staked=3000 * TAO)
        c.epoch()
        c.journey.must("Bob may validate", c.item("ValidatorPermit")[BOB], c.item("ValidatorPermit"))


def settings(c: Scorer) -> None:
    with c.journey.step("sudo set: by root"):
        for name, item, value in (("weights_rate_limit", "WeightsSetRateLimit", 0), ("tempo", "Tempo", 9000)):
            c.paid(address("Alice"), c.done(f"{name} {value}", c.set("alice", name, value)), 0)
            c.journey.equal("stored", c.item(item), value)
    with c.journey.step("sudo set: by the owner"):
        for name, item, value in (
            ("commit_reveal_period", "RevealPeriodEpochs", 2),
            ("weights_version", "WeightsVersionKey", VERSION),
            ("min_allowed_weights", "MinAllowedWeights", 2),
            ("activity_cutoff_factor", "ActivityCutoffFactorMilli", 1500),
        ):
            c.paid(address("Charlie"), c.done(f"{name} {value}", c.set("charlie", name, value)), 0)
            c.journey.equal("stored", c.item(item), value)
        again = c.set("charlie", "commit_reveal_period", 3)
        c.journey.check("too soon again", "TxRateLimitExceeded" in again["err_msg"], again["err_msg"])
        other = c.set("bob", "commit_reveal_period", 3)
        c.journey.check("another's subnet", "own" in other["err_msg"] and not other["success"], other["err_msg"])
        c.journey.equal("stored as before", c.item("RevealPeriodEpochs"), 2)
    with c.journey.step("sudo get"):
        values = {one["hyperparameter"]: one["value"] for one in c.json("sudo", "get", *PLACE)}
        for name, value in (
            ("commit_reveal_weights_enabled", True),
            ("commit_reveal_period", 2),
            ("weights_rate_limit", 0),
            ("weights_version", VERSION),
            ("min_allowed_weights", 2),
            ("tempo", 9000),
            ("activity_cutoff", 13_500),
        ):
            c.journey.equal(name, values[name], str(value) if isinstance(values[name], str) else value)
        c.sudo("sudo_set_commit_reveal_weights_interval", netuid=NETUID, interval=1)


def hashes(c: Scorer) -> None:
    hotkey = Keypair.create_from_uri("//Bob").public_key
    values = [20_000, U16]
    words = (*PLACE, "--uids", f"{DAVE},{EVE}", "--weights", ",".join(map(str, values)), "--no-prompt")

    def reveal(salt: list[int]) -> None:
        """The client does not wait for what becomes of it, and calls it a success whatever it is."""
        answer = c.json("weights", "reveal", *words, "--salt", ",".join(map(str, salt)), wallet="bob")
        c.journey.check("sent", answer["success"], answer["message"])
        c.wait(c.head() + 3)

    def refused(what: str, salt: list[int]) -> None:
        before = c.scores()
        reveal(salt)
        c.journey.equal(f"{what}: all is as before", c.scores(), before)

    with c.journey.step("weights commit"):
        # The client asks for a storage item that went long ago, says so, and sends nothing.
        before = c.scores()
        c.run("weights", "commit", *words, "--salt", ",".join(map(str, SALT)), wallet="bob")
        c.journey.equal("all is as before", c.scores(), before)
    with c.journey.step("weights reveal"):
        hashed = commit_hash(hotkey, NETUID, MINERS, values, SALT, VERSION)
        block = c.submit("Bob", "commit_weights", netuid=NETUID, commit_hash=hashed)
        made = (hashed, c.item("SubnetEpochIndex"), block, 0)
        c.journey.equal("committed", [tuple(one) for one in c.item("WeightCommits", NETUID, address("Bob"))], [made])
        c.journey.equal("last update", c.item("LastUpdate")[BOB], block)
        refused("in the epoch of the commit", SALT)
        c.epoch()
        refused("with another salt", SALT[::-1])
        balance = c.free(address("Bob"))
        reveal(SALT)
        c.journey.equal("row", c.row(BOB), list(zip(MINERS, upscaled(values))))
        c.journey.equal("queue", c.item("WeightCommits", NETUID, address("Bob")), None)
        c.journey.equal("last update is the commit", c.item("LastUpdate")[BOB], block)
        c.journey.equal("free of charge", c.free(address("Bob")), balance)
        refused("a second time", SALT)
    with c.journey.step("subnets show"):
        block = c.epoch()
        stored = c.item("Incentive", block=block)
        c.journey.equal("incentive", stored, [0, 0, *shares(values)])
        shown = c.json("subnets", "show", *PLACE, "--mechid", "0", "--no-prompt")
        seen = {one["uid"]: round(one["incentive"] * U16) for one in shown["uids"]}
        c.journey.equal("as it is shown", [seen[uid] for uid in range(4)], stored)


def epochs(c: Scorer) -> None:
    window = 60
    trigger = lambda who: c.json("sudo", "trigger-epoch", *PLACE, "--no-prompt", wallet=who)
    with c.journey.step("sudo set: tempo by the owner"):
        low = c.set("charlie", "tempo", 359)
        c.journey.check("too short", "TempoOutOfBounds" in low["err_msg"], low["err_msg"])
        extrinsic = c.done("360", c.set("charlie", "tempo", 360))
        block = c.paid(address("Charlie"), extrinsic, 0)
        c.journey.equal("event", c.happened(extrinsic, "TempoSet"), [(NETUID, 360)])
        c.journey.equal("a period begins", (c.item("Tempo"), c.item("LastEpochBlock")), (360, block))
    with c.journey.step("sudo trigger-epoch"):
        other = trigger("bob")
        c.journey.check("another's subnet", "own" in other["message"] and not other["success"], other["message"])
        closed = trigger("charlie")["message"]
        c.journey.check("with commit-reveal on", "DynamicTempoBlockedByCommitReveal" in closed, closed)
        c.done("commit-reveal off", c.set("charlie", "commit_reveal_weights_enabled", "false"))
        c.journey.equal("stored", c.item("CommitRevealWeightsEnabled"), False)
        c.sudo("sudo_set_admin_freeze_window", window=window)
        before = c.item("SubnetEpochIndex")
        answer = trigger("charlie")
        block = c.paid(address("Charlie"), c.done("asked", answer), 0)
        fires = block + window
        c.journey.equal("told", answer["fires_at"], fires)
        c.journey.equal("stored", c.item("PendingEpochAt", block=block), fires)
        again = trigger("charlie")["message"]
        c.journey.check("twice", "EpochTriggerAlreadyPending" in again, again)
        frozen = c.set("charlie", "immunity_period", 7)["err_msg"]
        c.journey.check("settings until then", "AdminActionProhibitedDuringWeightsWindow" in frozen, frozen)
        c.wait(fires)
        seen = [c.item("SubnetEpochIndex", block=at) - before for at in (fires - 1, fires)]
        c.journey.equal("epochs before and in its block", seen, [0, 1])
        c.journey.equal("pending", c.item("PendingEpochAt", block=fires), 0)
        c.sudo("sudo_set_admin_freeze_window", window=0)


def mechanisms(c: Scorer) -> None:
    words = ("subnets", "mechanisms")

    def count(number: int) -> dict:
        """The client asks whether that is meant, whatever the options say."""
        sent = (*words, "set", *PLACE, "--count", str(number), "--no-prompt")
        return c.json(*sent, wallet="charlie", answers="y\n")

    with c.journey.step("subnets mechanisms: one"):
        c.journey.equal("count", c.json(*words, "count", *PLACE)["count"], 1)
        c.journey.equal("no split", c.json(*words, "emissions", *PLACE)["success"], False)
        many = count(2)
        c.journey.check("two of 256 neurons", "TooManyUIDsPerMechanism" in many["message"], many["message"])
    with c.journey.step("subnets mechanisms: two"):
        c.done("room for 128 neurons", c.set("charlie", "max_allowed_uids", 128))
        c.paid(address("Charlie"), c.done("set", count(2)), 0)
        c.journey.equal("stored", c.item("MechanismCountCurrent"), 2)
        c.journey.equal("count", c.json(*words, "count", *PLACE)["count"], 2)
        shown = c.json(*words, "emissions", *PLACE)
        c.journey.equal("an even split", (shown["split"], shown["even_distribution"]), ([32_768, 32_767], True))
        answer = c.json(*words, "split-emissions", *PLACE, "--split", "70,30", "--no-prompt", wallet="charlie")
        c.paid(address("Charlie"), c.done("split", answer), 0)
        c.journey.equal("stored", c.item("MechanismEmissionSplit"), [45_875, 19_660])
        shown = c.json(*words, "emissions", *PLACE)
        c.journey.equal("as it is shown", (shown["split"], shown["even_distribution"]), ([45_875, 19_660], False))
    with c.journey.step("subnets show: each mechanism"):
        rows = {0: [U16, 1], 1: [1, U16]}
        for mechanism, values in rows.items():
            sent = {"dests": MINERS, "weights": values, "version_key": VERSION}
            c.submit("Bob", "set_mechanism_weights", netuid=NETUID, mecid=mechanism, **sent)
            c.journey.equal("row", c.row(BOB, mechanism), list(zip(MINERS, values)))
        block = c.epoch()
        for mechanism, values in rows.items():
            stored = c.item("Incentive", MECHANISMS * mechanism + NETUID, block=block)
            c.journey.equal(f"incentive on mechanism {mechanism}", stored, [0, 0, *shares(values)])
            shown = c.json("subnets", "show", *PLACE, "--mechid", str(mechanism), "--no-prompt")
            c.journey.equal("mechanism", (shown["mechanism_id"], shown["mechanism_count"]), (mechanism, 2))
            seen = {one["uid"]: round(one["incentive"] * U16) for one in shown["uids"]}
            c.journey.equal("as it is shown", [seen[uid] for uid in range(4)], stored)
    with c.journey.step("sudo trim"):
        answer = c.json("sudo", "trim", *PLACE, "--max", "64", "--no-prompt", wallet="charlie")
        c.paid(address("Charlie"), c.done("to 64", answer), 0)
        seen = (c.item("MaxAllowedUids"), c.item("SubnetworkN"))
        c.journey.equal("room and neurons", seen, (64, 4))
        c.journey.equal("row", c.row(BOB), list(zip(MINERS, rows[0])))


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        client = Scorer(journey, chain, folder)
        for part in (prepare, settings, hashes, epochs, mechanisms):
            part(client)
        client.substrate.close()


if __name__ == "__main__":
    version = subprocess.run([str(BTCLI), "--version"], capture_output=True, text=True).stdout
    run(f"btcli {version.strip()}: weights", steps, chain_of)
