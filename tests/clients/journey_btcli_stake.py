"""The stake commands of the released command-line client, each run as a user types it.

Stakes, moves, prices and burns. What a command did is checked to the rao against the chain, at the
block that the command reports, and against the quote of the block before.
"""

import re
import subprocess
import tempfile
import time

from bittensor_wallet import Keypair

from journey_btcli import BTCLI, Client, address, chain_of
from support import TAO, Chain, Journey, run

ROOT, FIRST, SECOND = 0, 2, 3
"""Root and the two subnets of this journey, in order of creation."""

CALM = 10_000
"""A tempo so long that no epoch comes between a quote and its execution."""

U16 = 65_535

PLAIN = ("--no-mev-protection", "--no-prompt")


class Staker(Client):
    """The client, and the questions that every stake step asks the chain."""

    def submit(self, who: str, call: str, pallet: str = "SubtensorModule", **parameters: object) -> int:
        """A call signed without the client; gives its block."""
        composed = self.substrate.compose_call(pallet, call, parameters)
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

    def costs_nothing(self, who: str, act, *positions: tuple[str, int]) -> object:
        """`act()` may cost a fee and must not change these positions; gives what it said."""
        state = lambda: [self.held(who, hotkey, netuid) for hotkey, netuid in positions]
        free, before = self.free(address(who)), state()
        said = act()
        fee = free - self.free(address(who))
        self.journey.check("the balance fell by no more than a fee", 0 <= fee < TAO // 100, fee)
        self.journey.equal("stake", state(), before)
        return said

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
        again = c.run(*words, "--log-scale")
        c.journey.check("with the scale of a plot that is not there", f"Current: {c.price(FIRST) / TAO:.6f}" in again)


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
        act = lambda: c.json("stake", "add", *words, "--no-partial", *PLAIN, wallet="charlie")
        done = c.costs_nothing("Charlie", act, ("Bob", FIRST))
        c.journey.check("refused", not done["staking_success"][str(FIRST)][bob], done["error_messages"])
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


def add_all(c: Staker) -> None:
    bob, charlie = address("Bob"), address("Charlie")
    place = ("--netuids", str(FIRST), "--unsafe")
    with c.journey.step("stake add, all"):
        # This client leaves nothing of the balance for the fee.
        words = ("stake", "add", "--all", *place, "--include-hotkeys", bob, *PLAIN)
        act = lambda: c.json(*words, wallet="charlie", answers="y\n")
        done = c.costs_nothing("Charlie", act, ("Bob", FIRST))
        c.journey.check("fails", not done["staking_success"][str(FIRST)][bob])
        error = done["error_messages"][str(FIRST)][bob]
        c.journey.check("with", "NotEnoughBalanceToStake" in error, error)
    with c.journey.step("stake add on all subnets"):
        # This client refuses it, with any amount.
        words = ("stake", "add", "--all-netuids", "--amount", "1", "--include-hotkeys", bob, *PLAIN)
        act = lambda: c.run(*words, wallet="charlie", errors=True)
        text = c.costs_nothing("Charlie", act, ("Bob", FIRST), ("Bob", SECOND))
        c.journey.check("fails", "Cannot stake all to multiple subnets" in text, len(text))
    with c.journey.step("stake add under all hotkeys of the wallet"):
        # This client looks for the excluded addresses among the names, and excludes nothing.
        for extra in ((), ("--exclude-hotkeys", charlie)):
            words = ("stake", "add", "--all-hotkeys", *extra, *place, "--amount", "30", *PLAIN)
            done = c.json(*words, wallet="charlie", hotkey=None)
            extrinsic = done["extrinsic_ids"][str(FIRST)][charlie]
            bought(c, "Charlie", "Charlie", FIRST, extrinsic, 30 * TAO)
    with c.journey.step("stake add by a proxy"):
        c.submit("Charlie", "add_proxy", "Proxy", delegate=bob, proxy_type="Staking", delay=0)
        words = ("--amount", "2", "--include-hotkeys", bob, "--proxy", charlie)
        done = c.json("stake", "add", *place, *words, *PLAIN, wallet="bob")
        extrinsic = done["extrinsic_ids"][str(FIRST)][bob]
        block = c.paid(bob, extrinsic, 0)
        c.journey.equal("Charlie paid", c.free(charlie, block - 1) - c.free(charlie, block), 2 * TAO)
        (added,) = c.happened(extrinsic, "StakeAdded")
        quote = c.buys(FIRST, 2 * TAO, block - 1)
        c.journey.equal("who, alpha as quoted", (added[0], added[3]), (charlie, quote["alpha_amount"]))
        c.journey.near("his stake grew by it", c.gained("Charlie", "Bob", FIRST, block), added[3], 1)


def listed(c: Staker) -> None:
    with c.journey.step("stake list"):
        shown = c.json("stake", "list", "--no-prompt", wallet="charlie")
        positions = {one["netuid"]: one for one in shown["stake_info"][address("Bob")]}
        c.journey.equal("netuids", sorted(positions), [ROOT, FIRST, SECOND])
        c.journey.equal("and of its own hotkey", [one["netuid"] for one in shown["stake_info"][address("Charlie")]], [FIRST])
        for netuid, one in positions.items():
            c.journey.equal(f"stake on {netuid}", round(one["stake_value"] * TAO), c.held("Charlie", "Bob", netuid))
            c.journey.equal("price", round(one["rate"] * TAO), c.price(netuid))
        c.journey.equal("free balance", round(shown["free_balance"] * TAO), c.free(address("Charlie")))
        every = [one for infos in shown["stake_info"].values() for one in infos]
        worth = sum(one["stake_value"] * one["rate"] for one in every) + shown["free_balance"]
        c.journey.near("all in TAO", shown["total_tao_value"], worth, 1e-6 * worth)
        again = c.json("stake", "list", "--ss58", address("Charlie"), "--no-prompt")
        c.journey.equal("the same of the address", again["stake_info"].keys(), shown["stake_info"].keys())
        amounts = {one["netuid"]: round(one["stake_value"] * TAO) for one in again["stake_info"][address("Bob")]}
        held = {netuid: c.held("Charlie", "Bob", netuid) for netuid in positions}
        c.journey.equal("stake", amounts, held)


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


def remove_within(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("stake remove within a tolerance"):
        words = ("--netuid", str(FIRST), "--amount", "5", "--include-hotkeys", bob, "--safe", "--tolerance", "0.001")
        act = lambda: c.json("stake", "remove", *words, "--no-partial", *PLAIN, wallet="charlie")
        (answer,) = c.costs_nothing("Charlie", act, ("Bob", FIRST))
        c.journey.equal("refused", (answer["success"], answer["extrinsic_identifier"]), (False, None))
        at = c.price(FIRST)
        (answer,) = c.json("stake", "remove", *words, "--partial", *PLAIN, wallet="charlie")
        extrinsic = c.done("success", answer)
        (removed,) = c.happened(extrinsic, "StakeRemoved")
        taken = removed[3] + removed[5]
        c.journey.check("a part of it", 0 < taken < 5 * TAO, taken)
        block = sold(c, "Charlie", "Bob", extrinsic, {FIRST: taken})
        c.journey.near("the price is at its limit", c.price(FIRST, block), at * 0.999, at * 1e-5)
        c.paid(address("Charlie"), extrinsic, -removed[2])


def remove_several(c: Staker) -> None:
    bob, charlie = address("Bob"), address("Charlie")
    with c.journey.step("stake remove on all subnets"):
        words = ("--all-netuids", "--amount", "0.1", "--hotkey-ss58-address", bob, "--unsafe")
        answers = c.json("stake", "remove", *words, *PLAIN, wallet="charlie")
        c.journey.equal("netuids", [one["netuid"] for one in answers], [ROOT, FIRST, SECOND])
        (extrinsic,) = {c.done("success", one) for one in answers}
        sold(c, "Charlie", "Bob", extrinsic, dict.fromkeys((ROOT, FIRST, SECOND), TAO // 10))
        c.paid(charlie, extrinsic, -sum(one[2] for one in c.happened(extrinsic, "StakeRemoved")))
    words = ("--netuid", str(FIRST), "--amount", "0.2", "--all-hotkeys", "--unsafe")
    with c.journey.step("stake remove from all hotkeys but one"):
        (answer,) = c.json("stake", "remove", *words, "--exclude-hotkeys", bob, *PLAIN, wallet="charlie", hotkey=None)
        extrinsic = c.done("success", answer)
        sold(c, "Charlie", "Charlie", extrinsic, {FIRST: TAO // 5})
        c.paid(charlie, extrinsic, -c.happened(extrinsic, "StakeRemoved")[0][2])
    with c.journey.step("stake remove from all hotkeys"):
        # This client names a hotkey of somebody else once for each subnet where stake is under it.
        answers = c.json("stake", "remove", *words, *PLAIN, wallet="charlie", hotkey=None)
        named = [one["hotkey_ss58"] for one in answers]
        c.journey.equal("hotkeys", sorted(named), sorted([charlie, bob, bob, bob]))
        (extrinsic,) = {c.done("success", one) for one in answers}
        removed = c.happened(extrinsic, "StakeRemoved")
        block = c.paid(charlie, extrinsic, -sum(one[2] for one in removed))
        c.journey.near("taken from Bob's", -c.gained("Charlie", "Bob", FIRST, block), 3 * TAO // 5, 1)
        c.journey.near("and from his own", -c.gained("Charlie", "Charlie", FIRST, block), TAO // 5, 1)
    with c.journey.step("stake remove that is refused"):
        words = ("--netuid", str(FIRST), "--amount", "100000", "--include-hotkeys", bob, "--unsafe")
        act = lambda: c.run("stake", "remove", *words, *PLAIN, wallet="charlie", errors=True)
        text = c.costs_nothing("Charlie", act, ("Bob", FIRST))
        c.journey.check("more than there is", "Not enough stake" in text, len(text))


def way(c: Staker, extrinsic: str, origin: int, destination: int, amount: int, final: str) -> int:
    """Checks a way from one subnet to another against the quotes; gives the alpha that arrived."""
    block = int(extrinsic.split("-")[0])
    (removed,), (added,) = c.happened(extrinsic, "StakeRemoved"), c.happened(extrinsic, "StakeAdded")
    c.journey.check(f"event {final}", len(c.happened(extrinsic, final)) == 1)
    if origin == destination:
        seen = (removed[3], added[3], removed[5], added[5])
        c.journey.equal("all of it, without a fee", seen, (amount, amount, 0, 0))
        return amount
    if origin == ROOT:
        quote = c.buys(destination, amount, block - 1)
        c.journey.equal("TAO out of root", (removed[2], removed[5]), (amount, 0))
        c.journey.equal("alpha and fee as quoted", (added[3], added[5]), (quote["alpha_amount"], quote["tao_fee"]))
        return added[3]
    sale = c.sells(origin, amount, block - 1)
    c.journey.equal("sold as quoted", (removed[2], removed[3] + removed[5]), (sale["tao_amount"], amount))
    gained = sale["tao_amount"]
    # The fee is taken once: the purchase is as large as one of which the fee has gone.
    gross = gained if destination == ROOT else gained * U16 // (U16 - 33)
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


def move_all(c: Staker) -> None:
    bob, charlie = address("Bob"), address("Charlie")
    to_charlie = (("--hotkey", bob, "--dest", charlie), ("Charlie", "Bob"), ("Charlie", "Charlie"), "StakeMoved")
    to_bob = (("--hotkey", charlie, "--dest", bob), ("Charlie", "Charlie"), ("Bob", "Charlie"), "StakeTransferred")
    own = (("--hotkey", "default", "--unsafe"), ("Charlie", "Charlie"), ("Charlie", "Charlie"), "StakeSwapped")
    for title, origin, destination, amount, (words, source, target, final) in (
        ("stake move to root", FIRST, ROOT, 0.5, to_charlie),
        ("stake move from root", ROOT, SECOND, 1, to_charlie),
        ("stake swap from root", ROOT, FIRST, 0.25, own),
        ("stake swap, all", SECOND, FIRST, None, own),
        ("stake move, all", SECOND, FIRST, None, to_charlie),
        ("stake transfer, all", ROOT, ROOT, None, to_bob),
    ):
        with c.journey.step(title):
            places = ("--origin-netuid", str(origin), "--dest-netuid", str(destination))
            much = ("--all",) if amount is None else ("--amount", str(amount))
            command = title.replace(",", "").split()[:2]
            answer = c.json(*command, *places, *much, *words, *PLAIN, wallet="charlie", hotkey=None)
            extrinsic = c.done("success", answer)
            block = c.paid(charlie, extrinsic, 0)
            taken = c.held(*source, origin, block - 1) if amount is None else round(amount * TAO)
            arrived = way(c, extrinsic, origin, destination, taken, final)
            c.journey.near("it arrived", c.gained(*target, destination, block), arrived, 1)
            c.journey.near("it left", -c.gained(*source, origin, block), taken, 1)
            if amount is None:
                c.journey.equal("nothing is left", c.held(*source, origin, block), 0)


def move_refused(c: Staker) -> None:
    bob, charlie = address("Bob"), address("Charlie")
    origin = ("--origin-netuid", str(FIRST))
    with c.journey.step("moves that are refused"):
        for what, command, words in (
            ("to where it is", "move", ("--dest-netuid", str(FIRST), "--amount", "1", "--hotkey", bob, "--dest", bob)),
            ("too much", "move", ("--dest-netuid", str(SECOND), "--amount", "100000", "--hotkey", bob, "--dest", charlie)),
            ("too much", "transfer", ("--dest-netuid", str(FIRST), "--amount", "100000", "--hotkey", bob, "--dest", bob)),
            ("nothing", "move", ("--dest-netuid", str(SECOND), "--amount", "0.000001", "--hotkey", bob, "--dest", bob)),
        ):
            act = lambda: c.json("stake", command, *origin, *words, *PLAIN, wallet="charlie", hotkey=None)
            answer = c.costs_nothing("Charlie", act, ("Bob", FIRST), ("Charlie", SECOND))
            c.journey.equal(f"{command}, {what}", (answer["success"], answer["extrinsic_identifier"]), (False, None))
    with c.journey.step("stake swap within a tolerance, in part"):
        words = (*origin, "--dest-netuid", str(SECOND), "--amount", "1", "--hotkey", "default", "--safe", "--tolerance")
        swap, who = ("stake", "swap", *words, "0.001", *PLAIN), {"wallet": "charlie", "hotkey": None}
        act = lambda: c.run(*swap, "--no-partial", **who, errors=True)
        text = c.costs_nothing("Charlie", act, ("Charlie", FIRST), ("Charlie", SECOND))
        c.journey.check("refused", "included as" not in text, len(text))
        ratio = c.price(FIRST) / c.price(SECOND)
        answer = c.json(*swap, "--partial", **who)
        extrinsic = c.done("success", answer)
        (removed,) = c.happened(extrinsic, "StakeRemoved")
        taken = removed[3] + removed[5]
        c.journey.check("a part of it", 0 < taken < TAO, taken)
        arrived = way(c, extrinsic, FIRST, SECOND, taken, "StakeSwapped")
        c.journey.near("as many for each one as the limit says", arrived / taken, ratio * 0.999, ratio * 0.0006)
        c.paid(charlie, extrinsic, 0)


def wizard(c: Staker) -> None:
    charlie = address("Charlie")
    with c.journey.step("stake wizard"):
        infos = [one for one in c.api("StakeInfoRuntimeApi", "get_stake_info_for_coldkey", charlie) if one["stake"]]
        hotkeys = list(dict.fromkeys(one["hotkey"] for one in infos))
        # Move; from the hotkey and subnet; to an address that is asked for again; how much; to the subnet.
        answers = ["1", str(hotkeys.index(address("Bob"))), str(FIRST), "0", "0.5", str(SECOND), "0"]
        typed = "".join(f"{one}\n" for one in answers)
        text = c.run("stake", "wizard", *PLAIN, wallet="charlie", hotkey=None, answers=typed)
        found = re.search(r"included as (\d+-\d+)", text)
        c.journey.must("sent", found is not None, text[-300:])
        way(c, found[1], FIRST, SECOND, TAO // 2, "StakeMoved")
        block = c.paid(charlie, found[1], 0)
        c.journey.near("it left", -c.gained("Charlie", "Bob", FIRST, block), TAO // 2, 1)


def everything(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("stake remove, all alpha into root"):
        c.submit("Charlie", "add_stake", hotkey=bob, netuid=SECOND, amount_staked=3 * TAO)
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


def burn(c: Staker) -> None:
    place = ("--netuid", str(FIRST))
    # The second command is an old name of the first.
    for command, amount, extra in (("stake-burn", 5, ("--safe", "--tolerance", "0.05")), ("buyback", 3, ("--unsafe",))):
        with c.journey.step(f"sudo {command}"):
            words = (*place, "--amount", str(amount), *extra)
            extrinsic = c.done("success", c.json("sudo", command, *words, *PLAIN, wallet="charlie"))
            block = c.paid(address("Charlie"), extrinsic, amount * TAO)
            (told,) = c.happened(extrinsic, "AddStakeBurn")
            quote = c.buys(FIRST, amount * TAO, block - 1)
            c.journey.equal("burned as quoted", (told["amount"], told["alpha"]), (amount * TAO, quote["alpha_amount"]))
            c.journey.near("stake is as before", c.gained("Charlie", "Charlie", FIRST, block), 0, 1)
    with c.journey.step("sudo stake-burn beyond its tolerance"):
        words = (*place, "--amount", "100", "--safe", "--tolerance", "0.001")
        act = lambda: c.json("sudo", "stake-burn", *words, *PLAIN, wallet="charlie")
        answer = c.costs_nothing("Charlie", act, ("Charlie", FIRST))
        c.journey.check("refused", not answer["success"] and "SlippageTooHigh" in answer["message"], answer["message"])


PARTS = (
    prepare,
    price,
    add,
    add_all,
    listed,
    remove,
    remove_within,
    remove_several,
    move,
    move_all,
    move_refused,
    wizard,
    everything,
    burn,
)
"""The parts of this journey, in order."""


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        client = Staker(journey, chain, folder)
        for part in PARTS:
            part(client)
        client.substrate.close()


if __name__ == "__main__":
    version = subprocess.run([str(BTCLI), "--version"], capture_output=True, text=True).stdout
    run(f"btcli {version.strip()}: stake", steps, chain_of)
