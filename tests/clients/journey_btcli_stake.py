"""The stake commands of the released command-line client, each run as a user types it.

Stakes, moves, prices, takes, children, root claims, auto-stake, burns and locks. What a command did
is checked to the rao against the chain, at the block that the command reports, and against the
quote of the block before.
"""

import json
import subprocess
import tempfile
import time

from bittensor_wallet import Keypair

from journey_btcli import BTCLI, Client, address, chain_of
from support import TAO, Chain, Journey, run

ROOT, FIRST, SECOND = 0, 2, 3
"""Root and the two subnets of this journey, in order of creation."""

CHARLIE, BOB, DAVE = 0, 1, 2
"""Uids on the first subnet, in order of registration."""

CALM, TEMPO = 10_000, 20
"""Tempos: one without epochs between a quote and its execution, one for when epochs are waited for."""

CHILDREN_RATE_LIMIT = 150
"""Blocks between two changes of the same hotkey's children."""

U16 = 65_535
QUARTER = 1 << 62
"""A quarter as this client writes it."""

PLAIN = ("--no-mev-protection", "--no-prompt")


class Staker(Client):
    """The client, and the questions that every stake step asks the chain."""

    def submit(self, who: str, call: str, **parameters: object) -> int:
        """A call signed without the client; gives its block."""
        composed = self.substrate.compose_call("SubtensorModule", call, parameters)
        extrinsic = self.substrate.create_signed_extrinsic(composed, Keypair.create_from_uri(f"//{who}"))
        receipt = self.substrate.submit_extrinsic(extrinsic, wait_for_inclusion=True)
        self.journey.must(f"{who}: {call}", receipt.is_success, receipt.error_message)
        return self.substrate.get_block_number(receipt.block_hash)

    def api(self, name: str, method: str, *parameters: object, block: int | None = None):
        """Result of a runtime API."""
        block_hash = None if block is None else self.substrate.get_block_hash(block)
        found = self.substrate.runtime_call(name, method, list(parameters), block_hash=block_hash)
        return getattr(found, "value", found)

    def head(self) -> int:
        """Number of the best block."""
        return self.substrate.get_block_number(self.substrate.get_chain_head())

    def wait(self, block: int) -> None:
        """Until that block is there."""
        while self.head() < block:
            time.sleep(0.1)

    def held(self, who: str, hotkey: str, netuid: int, block: int | None = None) -> int:
        """Stake of a coldkey under a hotkey."""
        method = "get_stake_info_for_hotkey_coldkey_netuid"
        return self.api("StakeInfoRuntimeApi", method, address(hotkey), address(who), netuid, block=block)["stake"]

    def price(self, netuid: int, block: int | None = None) -> int:
        """Price of a token in rao."""
        return self.api("SwapRuntimeApi", "current_alpha_price", netuid, block=block)

    def buys(self, netuid: int, tao: int, block: int):
        """Quote of a purchase."""
        return self.api("SwapRuntimeApi", "sim_swap_tao_for_alpha", netuid, tao, block=block)

    def sells(self, netuid: int, alpha: int, block: int):
        """Quote of a sale."""
        return self.api("SwapRuntimeApi", "sim_swap_alpha_for_tao", netuid, alpha, block=block)

    def happened(self, extrinsic: str, name: str) -> list:
        """Attributes of every event of this name of a transaction."""
        block, index = (int(part) for part in extrinsic.split("-"))
        found = []
        for one in self.substrate.get_events(block_hash=self.substrate.get_block_hash(block)):
            inner = one["event"]
            if (one["extrinsic_idx"], inner["module_id"], inner["event_id"]) == (index, "SubtensorModule", name):
                found.append(inner["attributes"])
        return found

    def done(self, what: str, answer: dict) -> str:
        """The command must say that it succeeded; gives the place of its transaction."""
        self.journey.must(what, answer["success"], answer)
        return answer["extrinsic_identifier"]

    def gained(self, who: str, hotkey: str, netuid: int, block: int) -> int:
        """By how much a position grew in a block."""
        return self.held(who, hotkey, netuid, block) - self.held(who, hotkey, netuid, block - 1)


def prepare(c: Staker) -> None:
    with c.journey.step("wallets, two subnets, neurons"):
        for name in ("Bob", "Charlie"):
            words = ("wallet", "create", "--uri", name, "--no-use-password", "--overwrite")
            c.run(*words, wallet=name.lower(), network=False)
        c.sudo("sudo_set_admin_freeze_window", window=0)
        c.sudo("sudo_set_network_rate_limit", rate_limit=0)
        for netuid, owner in ((FIRST, "Charlie"), (SECOND, "Bob")):
            c.submit(owner, "register_network", hotkey=address(owner))
            c.sudo("sudo_set_tempo", netuid=netuid, tempo=CALM)
            c.submit(owner, "start_call", netuid=netuid)
        for name in ("Bob", "Dave"):
            c.submit(name, "burned_register", netuid=FIRST, hotkey=address(name))
        c.submit("Bob", "add_stake", hotkey=address("Bob"), netuid=FIRST, amount_staked=3000 * TAO)


def price(c: Staker) -> None:
    # Not here: the view of several subnets, on which this client fails by itself, and the history,
    # which it shows from 1500 blocks on.
    with c.journey.step("subnets price"):
        words = ("subnets", "price", "--netuids", str(FIRST), "--current")
        supply = lambda: sum(c.stored("SubtensorModule", f"SubnetAlpha{side}", FIRST) for side in ("In", "Out"))
        before = supply()
        stats = c.json(*words)[str(FIRST)]["stats"]
        c.journey.equal("price", round(stats["current_price"] * TAO), c.price(FIRST))
        shown, after = round(stats["supply"] * TAO), supply()
        c.journey.check("supply when the client asked", before <= shown <= after, (before, shown, after))
        text = c.run(*words)
        c.journey.check("in words", f"Current: {c.price(FIRST) / TAO:.6f}" in text, len(text))


def bought(c: Staker, who: str, hotkey: str, netuid: int, extrinsic: str, amount: int) -> None:
    """Checks a purchase against its quote."""
    block = c.paid(address(who), extrinsic, amount)
    added = [one for one in c.happened(extrinsic, "StakeAdded") if one[4] == netuid][0]
    quote = c.buys(netuid, amount, block - 1)
    seen = (added[2], added[3], added[5])
    c.journey.equal("TAO, alpha and fee as quoted", seen, (amount, quote["alpha_amount"], quote["tao_fee"]))
    c.journey.near("stake grew by it", c.gained(who, hotkey, netuid, block), added[3], 1)


def add(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("stake add"):
        for netuid, amount, extra in ((FIRST, 1.5, ()), (FIRST, 250, ("--unsafe",)), (ROOT, 40, ())):
            words = ("--netuids", str(netuid), "--amount", str(amount), "--include-hotkeys", bob, *extra)
            done = c.json("stake", "add", *words, *PLAIN, wallet="charlie")
            c.journey.must("success", done["staking_success"][str(netuid)][bob], done)
            bought(c, "Charlie", "Bob", netuid, done["extrinsic_ids"][str(netuid)][bob], round(amount * TAO))
    with c.journey.step("stake add within a tolerance"):
        words = ("--netuids", str(FIRST), "--amount", "500", "--include-hotkeys", bob, "--safe", "--tolerance", "0.01")
        before = c.free(address("Charlie")), c.held("Charlie", "Bob", FIRST)
        done = c.json("stake", "add", *words, "--no-partial", *PLAIN, wallet="charlie")
        c.journey.check("refused", not done["staking_success"][str(FIRST)][bob], done["error_messages"])
        fee = before[0] - c.free(address("Charlie"))
        c.journey.check("the balance fell by no more than a fee", 0 <= fee < TAO // 100, fee)
        c.journey.equal("stake", c.held("Charlie", "Bob", FIRST), before[1])
        at = c.price(FIRST)
        done = c.json("stake", "add", *words, "--partial", *PLAIN, wallet="charlie")
        extrinsic = done["extrinsic_ids"][str(FIRST)][bob]
        taken = c.happened(extrinsic, "StakeAdded")[0][2]
        c.journey.check("a part of it", 0 < taken < 500 * TAO, taken)
        bought(c, "Charlie", "Bob", FIRST, extrinsic, taken)
        c.journey.near("the price is at its limit", c.price(FIRST), at * 1.01, 3)
    with c.journey.step("stake add on two subnets at once"):
        words = ("--netuids", f"{FIRST},{SECOND}", "--amount", "1", "--include-hotkeys", bob)
        done = c.json("stake", "add", *words, *PLAIN, wallet="charlie")
        (extrinsic,) = {done["extrinsic_ids"][str(netuid)][bob] for netuid in (FIRST, SECOND)}
        block = c.paid(address("Charlie"), extrinsic, 2 * TAO)
        for added in c.happened(extrinsic, "StakeAdded"):
            quote = c.buys(added[4], TAO, block - 1)
            c.journey.equal(f"alpha of {added[4]} as quoted", added[3], quote["alpha_amount"])
            c.journey.near("stake grew by it", c.gained("Charlie", "Bob", added[4], block), added[3], 1)


def listed(c: Staker) -> None:
    with c.journey.step("stake list"):
        shown = c.json("stake", "list", "--no-prompt", wallet="charlie")
        positions = {one["netuid"]: one for one in shown["stake_info"][address("Bob")]}
        c.journey.equal("netuids", sorted(positions), [ROOT, FIRST, SECOND])
        for netuid, one in positions.items():
            c.journey.equal(f"stake on {netuid}", round(one["stake_value"] * TAO), c.held("Charlie", "Bob", netuid))
            c.journey.equal("price", round(one["rate"] * TAO), c.price(netuid))
        c.journey.equal("free balance", round(shown["free_balance"] * TAO), c.free(address("Charlie")))
        worth = sum(one["stake_value"] * one["rate"] for one in positions.values()) + shown["free_balance"]
        c.journey.near("all in TAO", shown["total_tao_value"], worth, 1e-6 * worth)


def sold(c: Staker, who: str, hotkey: str, extrinsic: str, amounts: dict[int, int]) -> int:
    """Checks sales against their quotes; gives the block."""
    removed = {one[4]: one for one in c.happened(extrinsic, "StakeRemoved")}
    block = int(extrinsic.split("-")[0])
    c.journey.equal("netuids", sorted(removed), sorted(amounts))
    for netuid, amount in amounts.items():
        quote = c.sells(netuid, amount, block - 1)
        one = removed[netuid]
        quoted = (quote["tao_amount"], amount, quote["alpha_fee"])
        c.journey.equal(f"TAO, alpha and fee of {netuid} as quoted", (one[2], one[3] + one[5], one[5]), quoted)
        c.journey.near("stake fell by it", -c.gained(who, hotkey, netuid, block), amount, 1)
    return block


def remove(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("stake remove"):
        for netuid, amount, extra in ((FIRST, 0.25, ()), (ROOT, 3, ("--unsafe",))):
            words = ("--netuid", str(netuid), "--amount", str(amount), "--include-hotkeys", bob, *extra)
            (answer,) = c.json("stake", "remove", *words, *PLAIN, wallet="charlie")
            extrinsic = c.done("success", answer)
            sold(c, "Charlie", "Bob", extrinsic, {netuid: round(amount * TAO)})
            c.paid(address("Charlie"), extrinsic, -sum(one[2] for one in c.happened(extrinsic, "StakeRemoved")))


def way(c: Staker, extrinsic: str, origin: int, destination: int, amount: int, final: str) -> int:
    """Checks a way from one subnet to another against the quotes; gives the alpha that arrived."""
    block = int(extrinsic.split("-")[0])
    (removed,), (added,) = c.happened(extrinsic, "StakeRemoved"), c.happened(extrinsic, "StakeAdded")
    c.journey.check(f"event {final}", len(c.happened(extrinsic, final)) == 1)
    if origin == destination:
        seen = (removed[3], added[3], removed[5], added[5])
        c.journey.equal("all of it, without a fee", seen, (amount, amount, 0, 0))
        return amount
    sale = c.sells(origin, amount, block - 1)
    c.journey.equal("sold as quoted", (removed[2], removed[3] + removed[5]), (sale["tao_amount"], amount))
    gained = sale["tao_amount"]
    # The fee is taken once: the purchase is as large as one of which the fee has gone.
    gross = gained * U16 // (U16 - 33)
    while gross - c.buys(destination, gross, block - 1)["tao_fee"] < gained:
        gross += 1
    quoted = (gained, c.buys(destination, gross, block - 1)["alpha_amount"], 0)
    c.journey.equal("bought as quoted, without a second fee", (added[2], added[3], added[5]), quoted)
    return added[3]


def move(c: Staker) -> None:
    bob, charlie = address("Bob"), address("Charlie")
    to_charlie = (("--hotkey", bob, "--dest", charlie), "Bob", ("Charlie", "Charlie"), "StakeMoved")
    to_bob = (("--hotkey", bob, "--dest", bob), "Bob", ("Bob", "Bob"), "StakeTransferred")
    own = (("--hotkey", "default", "--unsafe"), "Charlie", ("Charlie", "Charlie"), "StakeSwapped")
    safe = (("--hotkey", "default", "--safe", "--tolerance", "0.05"), *own[1:])
    for title, destination, amount, (words, origin, target, final) in (
        ("stake move", FIRST, 2, to_charlie),
        ("stake move to a subnet", SECOND, 3, to_charlie),
        ("stake transfer", FIRST, 1, to_bob),
        ("stake transfer to a subnet", SECOND, 1.25, to_bob),
        ("stake swap", SECOND, 0.75, own),
        ("stake swap within a tolerance", SECOND, 0.5, safe),
    ):
        with c.journey.step(title):
            command = title.split()[:2]
            places = ("--origin-netuid", str(FIRST), "--dest-netuid", str(destination))
            answer = c.json(*command, *places, "--amount", str(amount), *words, *PLAIN, wallet="charlie", hotkey=None)
            extrinsic = c.done("success", answer)
            arrived = way(c, extrinsic, FIRST, destination, round(amount * TAO), final)
            block = c.paid(charlie, extrinsic, 0)
            c.journey.near("it arrived", c.gained(*target, destination, block), arrived, 1)
            c.journey.near("it left", -c.gained("Charlie", origin, FIRST, block), round(amount * TAO), 1)


def takes(c: Staker) -> None:
    with c.journey.step("take"):
        shown = c.json("sudo", "get-take", wallet="bob")
        c.journey.near("take at first", shown["current_take"], 11_796 / U16, 1e-9)
        answer = c.json("sudo", "set-take", "--take", "0.1", wallet="bob")
        c.paid(address("Bob"), c.done("set to a tenth", answer), 0)
        c.journey.equal("stored", c.stored("SubtensorModule", "Delegates", address("Bob")), int(0.1 * U16))
        shown = c.json("sudo", "get-take", wallet="bob")
        c.journey.equal("shown", shown["current_take"], int(0.1 * U16) / U16)


def everything(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("stake remove, all alpha into root"):
        before = {netuid: c.held("Charlie", "Bob", netuid) for netuid in (FIRST, SECOND)}
        words = ("--all-alpha", "--hotkey-ss58-address", bob)
        answer = c.json("stake", "remove", *words, *PLAIN, wallet="charlie")
        extrinsic = c.done("success", answer["success"][bob])
        block = sold(c, "Charlie", "Bob", extrinsic, before)
        gained = sum(one[2] for one in c.happened(extrinsic, "StakeRemoved"))
        c.journey.near("all of it is on root", c.gained("Charlie", "Bob", ROOT, block), gained, 1)
    with c.journey.step("stake remove, all"):
        held = c.held("Charlie", "Bob", ROOT)
        answer = c.json("stake", "remove", "--all", "--hotkey-ss58-address", bob, *PLAIN, wallet="charlie")
        extrinsic = c.done("success", answer["success"][bob])
        block = c.paid(address("Charlie"), extrinsic, -held)
        left = [c.held("Charlie", "Bob", netuid, block) for netuid in (ROOT, FIRST, SECOND)]
        c.journey.equal("nothing is left", left, [0, 0, 0])


def children(c: Staker) -> int:
    """Gives the block in which they were set."""
    bob, dave = address("Bob"), address("Dave")
    with c.journey.step("stake child set"):
        c.sudo("set_pending_childkey_cooldown", "SubtensorModule", cooldown=1)
        words = ("--netuid", str(FIRST), "--children", dave, "--proportions", "0.25")
        answer = c.json("stake", "child", "set", *words, "--no-prompt", wallet="bob")[str(FIRST)]
        extrinsic = c.done("success", answer)
        block = c.paid(bob, extrinsic, 0)
        (scheduled,) = c.happened(extrinsic, "SetChildrenScheduled")
        c.journey.equal("scheduled", (scheduled[0], scheduled[1], scheduled[2]), (bob, FIRST, block + 1))
        epoch(c)
        stored = [tuple(one) for one in c.stored("SubtensorModule", "ChildKeys", bob, FIRST)]
        c.journey.equal("children", stored, [(QUARTER, dave)])
    with c.journey.step("stake child get"):
        shown = c.json("stake", "child", "get", "--netuid", str(FIRST), wallet="bob")
        c.journey.equal("children", shown[str(FIRST)], {dave: QUARTER})
    with c.journey.step("stake child take"):
        words = ("--netuid", str(FIRST), "--take", "0.09", "--no-prompt")
        answer = c.json("stake", "child", "take", *words, wallet="bob")[str(FIRST)]
        c.paid(bob, c.done("success", answer), 0)
        take = c.stored("SubtensorModule", "ChildkeyTake", bob, FIRST)
        c.journey.equal("stored", take, int(0.09 * U16))
        text = c.run("stake", "child", "take", "--netuid", str(FIRST), wallet="bob", answers="n\n")
        c.journey.check("shown", "9.00%" in text, len(text))
    return block


def epoch(c: Staker) -> int:
    """Lets one epoch of the first subnet come; gives its block."""
    c.sudo("sudo_set_tempo", netuid=FIRST, tempo=TEMPO)
    block = c.api("SubnetInfoRuntimeApi", "get_next_epoch_start_block", FIRST)
    c.wait(block + 2)
    last = c.stored("SubtensorModule", "LastEpochBlock", FIRST, block=block)
    c.journey.equal("epoch at the announced block", last, block)
    c.sudo("sudo_set_tempo", netuid=FIRST, tempo=CALM)
    return block


def revoke(c: Staker, since: int) -> None:
    with c.journey.step("stake child revoke"):
        c.wait(since + CHILDREN_RATE_LIMIT)
        answer = c.json("stake", "child", "revoke", "--netuid", str(FIRST), "--no-prompt", wallet="bob")[str(FIRST)]
        c.done("success", answer)
        epoch(c)
        c.journey.equal("children", c.stored("SubtensorModule", "ChildKeys", address("Bob"), FIRST), [])
        c.journey.equal("parents", c.stored("SubtensorModule", "ParentKeys", address("Dave"), FIRST), [])


def auto_stake(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("stake set-auto"):
        # The client asks for the hotkey whatever the options say.
        words = ("stake", "set-auto", "--netuid", str(FIRST), "--no-prompt")
        answer = c.json(*words, wallet="charlie", hotkey=None, answers=f"{bob}\n")
        c.paid(address("Charlie"), c.done("success", answer), 0)
        c.journey.equal("stored", c.stored("SubtensorModule", "AutoStakeDestination", address("Charlie"), FIRST), bob)
    with c.journey.step("stake auto"):
        shown = c.json("stake", "auto", wallet="charlie", hotkey=None)
        found = {int(netuid): (one["status"], one["destination"]) for netuid, one in shown.items()}
        c.journey.equal("without a choice", found[SECOND], ("default", None))
        # Of the address this client takes the first character.
        c.journey.check("as chosen", found[FIRST] in (("custom", bob), ("custom", bob[0])), found[FIRST])


def claim(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("root dividends"):
        c.sudo("sudo_set_num_root_claims", "SubtensorModule", new_value=0)
        c.sudo("sudo_set_commit_reveal_weights_enabled", netuid=FIRST, enabled=False)
        c.sudo("sudo_set_weights_set_rate_limit", netuid=FIRST, weights_set_rate_limit=0)
        key = c.substrate.create_storage_key("SubtensorModule", "SubnetMovingPrice", [FIRST]).to_hex()
        c.sudo("set_storage", "System", items=[(key, "0x" + (2 << 32).to_bytes(16, "little").hex())])
        c.submit("Bob", "root_register", hotkey=bob)
        c.submit("Bob", "add_stake", hotkey=bob, netuid=ROOT, amount_staked=100 * TAO)
        c.submit("Bob", "set_weights", netuid=FIRST, dests=[DAVE], weights=[U16], version_key=0)
        epoch(c)
        due = owed(c)
        c.journey.must("there are some", due > 500_000, due)
    with c.journey.step("stake set-claim"):
        some = {"KeepSubnets": {"subnets": [FIRST]}}
        for words, stored in ((("swap", "--netuids", f"1,{SECOND}"), some), (("keep",), "Keep")):
            answer = c.json("stake", "set-claim", *words, "--no-prompt", wallet="bob")
            c.paid(bob, c.done(" ".join(words), answer), 0)
            found = c.stored("SubtensorModule", "RootClaimType", bob)
            c.journey.equal("stored", json.loads(json.dumps(found)), stored)
    with c.journey.step("stake process-claim"):
        shown = c.json("stake", "list", "--no-prompt", wallet="bob")
        (one,) = [one for one in shown["stake_info"][bob] if one["netuid"] == FIRST]
        c.journey.near("listed as claimable", round(one["claimable"] * TAO), due, 1)
        answer = c.json("stake", "process-claim", "--netuids", str(FIRST), "--no-prompt", wallet="bob")
        extrinsic = c.done("success", answer)
        block = c.paid(bob, extrinsic, 0)
        c.journey.equal("event", c.happened(extrinsic, "RootClaimed"), [{"coldkey": bob}])
        c.journey.near("paid as alpha", c.gained("Bob", "Bob", FIRST, block), due, 1)
        c.journey.equal("nothing is left", owed(c), 0)
        answer = c.json("stake", "process-claim", "--netuids", str(FIRST), "--no-prompt", wallet="bob")
        found = (answer["success"], answer["extrinsic_identifier"])
        c.journey.equal("claiming again finds nothing", found, (True, None))


def owed(c: Staker) -> int:
    """Alpha of the first subnet that Bob may claim."""
    bob = address("Bob")
    rates = dict(c.stored("SubtensorModule", "RootClaimable", bob))
    bits = int(rates.get(FIRST, {"bits": 0})["bits"])
    return (bits * c.held("Bob", "Bob", ROOT) >> 32) - c.stored("SubtensorModule", "RootClaimed", FIRST, bob, bob)


def burn(c: Staker) -> None:
    with c.journey.step("sudo stake-burn"):
        words = ("--netuid", str(FIRST), "--amount", "5", "--safe", "--tolerance", "0.05")
        extrinsic = c.done("success", c.json("sudo", "stake-burn", *words, *PLAIN, wallet="charlie"))
        block = c.paid(address("Charlie"), extrinsic, 5 * TAO)
        (told,) = c.happened(extrinsic, "AddStakeBurn")
        quote = c.buys(FIRST, 5 * TAO, block - 1)
        c.journey.equal("burned as quoted", (told["amount"], told["alpha"]), (5 * TAO, quote["alpha_amount"]))
        c.journey.near("stake is as before", c.gained("Charlie", "Charlie", FIRST, block), 0, 1)


def locks(c: Staker) -> None:
    bob, dave = address("Bob"), address("Dave")
    place = ("--netuid", str(FIRST))
    with c.journey.step("lock add"):
        words = (*place, "--hotkey-ss58", bob, "--amount", "20", "--mode", "decaying", "--no-graph", "--no-prompt")
        shown = c.json("lock", "add", *words, wallet="bob", hotkey=None)
        c.journey.equal("announced", (shown["adding_rao"], shown["new_locked_rao"]), (20 * TAO, 20 * TAO))
        c.journey.equal("stored", lock(c, bob)["locked_mass"], 20 * TAO)
    with c.journey.step("lock list and show"):
        for command in ("list", "show"):
            shown = c.json("lock", command, *place, wallet="bob")
            (one,) = shown["locks"]
            c.journey.equal(command, (one["netuid"], one["hotkey"], one["mode"]), (FIRST, bob, "decaying"))
            rolled = c.api("StakeInfoRuntimeApi", "get_coldkey_lock", bob, FIRST, block=shown["current_block"])
            c.journey.near("locked", one["locked_alpha_rao"], rolled["locked_mass"], 1)
            free = c.held("Bob", "Bob", FIRST, shown["current_block"]) - one["locked_alpha_rao"]
            c.journey.near("available", one["available_to_unstake_rao"], free, 1)
    with c.journey.step("lock mode"):
        c.run("lock", "mode", *place, "--mode", "perpetual", "--no-prompt", wallet="bob", hotkey=None)
        c.journey.equal("stored", c.stored("SubtensorModule", "DecayingLock", bob, FIRST), False)
        shown = c.json("lock", "mode", *place, "--no-prompt", wallet="bob", hotkey=None)
        c.journey.equal("shown", (shown["current_mode"], shown["active_lock"]), ("perpetual", True))
    with c.journey.step("lock move"):
        mass = lock(c, bob)["locked_mass"]
        c.run("lock", "move", *place, "--dest", dave, "--no-prompt", wallet="bob", hotkey=None)
        c.journey.equal("stored under the other hotkey", lock(c, dave)["locked_mass"], mass)
        c.journey.equal("and no longer under the first", lock(c, bob), None)
        text = c.run("subnets", "conviction", *place)
        c.journey.check("conviction of the subnet", dave[:6] in text, len(text))


def lock(c: Staker, hotkey: str):
    """Bob's lock on the first subnet for a hotkey."""
    return c.stored("SubtensorModule", "Lock", address("Bob"), FIRST, hotkey)


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        client = Staker(journey, chain, folder)
        for part in (prepare, price, add, listed, remove, move, takes, everything):
            part(client)
        since = children(client)
        for part in (auto_stake, claim, burn, locks):
            part(client)
        revoke(client, since)
        client.substrate.close()


if __name__ == "__main__":
    version = subprocess.run([str(BTCLI), "--version"], capture_output=True, text=True).stdout
    run(f"btcli {version.strip()}: stake", steps, chain_of)
