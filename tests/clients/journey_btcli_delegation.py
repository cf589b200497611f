"""Delegation with the released command-line client: takes, children, root claims, auto-stake, locks.

Each command is run as a user types it. What it did is checked to the rao against the chain, at the
block that the command reports.
"""

import json
import subprocess
import tempfile

from journey_btcli import BTCLI, address, chain_of
from journey_btcli_stake import CALM, FIRST, ROOT, SECOND, U16, Staker, prepare
from support import TAO, Chain, Journey, run

DAVE = 2
"""Uid on the first subnet: the owner and Bob were first."""

TEMPO = 20
"""Blocks from one epoch to the next where epochs are waited for."""

CHILDREN_RATE_LIMIT = 150
"""Blocks between two changes of the same hotkey's children."""

QUARTER, HALF = 1 << 62, 1 << 63
"""Proportions of the two children, as this client writes them."""


def inspect(c: Staker) -> None:
    with c.journey.step("wallet inspect"):
        shown = c.run("wallet", "inspect", wallet="charlie", hotkey=None)
        c.journey.check("balance of who does not delegate", f"{c.free(address('Charlie')) / TAO:,.4f}" in shown, len(shown))


def takes(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("take"):
        shown = c.json("sudo", "get-take", wallet="bob")
        c.journey.near("take at first", shown["current_take"], 11_796 / U16, 1e-9)
        answer = c.json("sudo", "set-take", "--take", "0.1", wallet="bob")
        c.paid(bob, c.done("set to a tenth", answer), 0)
        c.journey.equal("stored", c.stored("SubtensorModule", "Delegates", bob), int(0.1 * U16))
        shown = c.json("sudo", "get-take", wallet="bob")
        c.journey.equal("shown", shown["current_take"], int(0.1 * U16) / U16)
    with c.journey.step("take that is raised"):
        act = lambda: c.json("sudo", "set-take", "--take", "0.12", wallet="bob")
        answer = c.costs_nothing("Bob", act, ("Bob", FIRST))
        c.journey.equal("refused so soon", (answer["success"], answer["extrinsic_identifier"]), (False, None))
        c.journey.equal("as before", c.stored("SubtensorModule", "Delegates", bob), int(0.1 * U16))
        c.sudo("sudo_set_tx_delegate_take_rate_limit", tx_rate_limit=0)
        c.paid(bob, c.done("without a rate limit", act()), 0)
        c.journey.equal("stored", c.stored("SubtensorModule", "Delegates", bob), int(0.12 * U16))


def children(c: Staker) -> int:
    """Gives the block in which they were set."""
    bob, dave, eve = address("Bob"), address("Dave"), address("Eve")
    with c.journey.step("stake child set, two on all subnets"):
        c.sudo("set_pending_childkey_cooldown", "SubtensorModule", cooldown=1)
        words = ("--all-netuids", "--children", dave, "--children", eve, "--proportions", "0.25", "--proportions", "0.5")
        answers = c.json("stake", "child", "set", *words, "--no-prompt", wallet="bob")
        c.journey.equal("subnets", sorted(answers), ["1", str(FIRST), str(SECOND)])
        for netuid, answer in answers.items():
            extrinsic = c.done(f"success on {netuid}", answer)
            block = c.paid(bob, extrinsic, 0)
            scheduled = [tuple(one[:3]) for one in c.happened(extrinsic, "SetChildrenScheduled")]
            # On a subnet that was not started they are set at once.
            c.journey.equal("scheduled", scheduled, [] if netuid == "1" else [(bob, int(netuid), block + 1)])
        epoch(c)
        stored = {tuple(one) for one in c.stored("SubtensorModule", "ChildKeys", bob, FIRST)}
        c.journey.equal("children", stored, {(QUARTER, dave), (HALF, eve)})
    with c.journey.step("stake child get"):
        place = ("--netuid", str(FIRST))
        # The second one is an old name of the first.
        for name in ("child", "children"):
            shown = c.json("stake", name, "get", *place, wallet="bob")
            c.journey.equal("children", shown[str(FIRST)], {dave: QUARTER, eve: HALF})
        for words in (place, ("--all-netuids",)):
            text = c.run("stake", "child", "get", *words, wallet="bob")
            c.journey.check("in words", all(one in text for one in (dave, eve, "25.000%", "50.000%")), len(text))
    with c.journey.step("stake child set that is refused"):
        words = (*place, "--children", bob, "--proportions", "0.25", "--no-prompt")
        act = lambda: c.run("stake", "child", "set", *words, wallet="bob", errors=True)
        text = c.costs_nothing("Bob", act, ("Bob", FIRST))
        reason = "Cannot set yourself as a child"
        c.journey.check("a hotkey as its own child, by the client", reason in text, text.strip()[-100:])
        c.journey.equal("as before", {tuple(one) for one in c.stored("SubtensorModule", "ChildKeys", bob, FIRST)}, stored)
    return block


def childkey_take(c: Staker) -> None:
    bob, dave = address("Bob"), address("Dave")
    place = ("--netuid", str(FIRST))
    taken = lambda hotkey, netuid: c.stored("SubtensorModule", "ChildkeyTake", hotkey, netuid)
    with c.journey.step("stake child take"):
        words = (*place, "--take", "0.09", "--no-prompt")
        answer = c.json("stake", "child", "take", *words, wallet="bob")[str(FIRST)]
        c.paid(bob, c.done("success", answer), 0)
        c.journey.equal("stored", taken(bob, FIRST), int(0.09 * U16))
        text = c.run("stake", "child", "take", *place, wallet="bob", answers="n\n")
        c.journey.check("shown", "9.00%" in text, len(text))
        text = c.run("stake", "child", "take", *place, "--child-hotkey-ss58", dave, wallet="bob", answers="n\n")
        c.journey.check("of another hotkey", dave in text and "0.00%" in text, len(text))
    with c.journey.step("stake child take of another hotkey"):
        # This client sets that of the wallet's hotkey.
        words = (*place, "--child-hotkey-ss58", dave, "--take", "0.08", "--no-prompt")
        answer = c.json("stake", "child", "take", *words, wallet="bob")[str(FIRST)]
        c.paid(bob, c.done("success", answer), 0)
        c.journey.equal("stored", (taken(bob, FIRST), taken(dave, FIRST)), (int(0.08 * U16), 0))
    with c.journey.step("stake child take on all subnets"):
        # The client asks for the subnet all the same.
        words = ("--all-netuids", "--take", "0.07", "--no-prompt")
        answers = c.json("stake", "child", "take", *words, wallet="bob", answers="\n")
        c.journey.equal("netuids", sorted(answers), ["1", str(FIRST), str(SECOND)])
        for netuid, answer in answers.items():
            c.paid(bob, c.done(f"success on {netuid}", answer), 0)
            c.journey.equal("stored", taken(bob, int(netuid)), int(0.07 * U16))


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
    bob = address("Bob")
    with c.journey.step("stake child revoke on all subnets"):
        c.wait(since + CHILDREN_RATE_LIMIT)
        answers = c.json("stake", "child", "revoke", "--all-netuids", "--no-prompt", wallet="bob")
        c.journey.equal("netuids", sorted(answers), ["1", str(FIRST), str(SECOND)])
        for netuid, answer in answers.items():
            extrinsic = c.done(f"success on {netuid}", answer)
            block = c.paid(bob, extrinsic, 0)
            scheduled = [tuple(one[:4]) for one in c.happened(extrinsic, "SetChildrenScheduled")]
            c.journey.equal("scheduled", scheduled, [] if netuid == "1" else [(bob, int(netuid), block + 1, [])])
        epoch(c)
        c.journey.equal("children", c.stored("SubtensorModule", "ChildKeys", bob, FIRST), [])
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


def dividends(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("root dividends"):
        c.sudo("sudo_set_num_root_claims", "SubtensorModule", new_value=0)
        c.sudo("sudo_set_commit_reveal_weights_enabled", netuid=FIRST, enabled=False)
        c.sudo("sudo_set_weights_set_rate_limit", netuid=FIRST, weights_set_rate_limit=0)
        key = c.substrate.create_storage_key("SubtensorModule", "SubnetMovingPrice", [FIRST]).to_hex()
        c.sudo("set_storage", "System", items=[(key, "0x" + (2 << 32).to_bytes(16, "little").hex())])
        c.submit("Bob", "root_register", hotkey=bob)
        for who in ("Bob", "Charlie"):
            c.submit(who, "add_stake", hotkey=bob, netuid=ROOT, amount_staked=100 * TAO)
        c.submit("Bob", "set_weights", netuid=FIRST, dests=[DAVE], weights=[U16], version_key=0)
        epoch(c)
        due = {who: owed(c, who) for who in ("Bob", "Charlie")}
        c.journey.must("there are some", min(due.values()) > 500_000, due)
    with c.journey.step("wallet inspect of who delegates"):
        # This client expects other rows of delegated stake than the chain gives.
        text = c.run("wallet", "inspect", wallet="charlie", hotkey=None, errors=True)
        c.journey.check("fails", "'tuple' object has no attribute 'get'" in text, text.strip()[-80:])


def claim_types(c: Staker) -> None:
    bob = address("Bob")
    with c.journey.step("stake set-claim"):
        some = {"KeepSubnets": {"subnets": [FIRST]}}
        # The last two are old names of the first.
        for command, words, stored in (
            ("set-claim", ("swap", "--netuids", f"1,{SECOND}"), some),
            ("set-claim", ("swap",), "Swap"),
            ("claim", ("keep", "--netuids", str(FIRST)), some),
            ("unclaim", ("keep",), "Keep"),
        ):
            answer = c.json("stake", command, *words, "--no-prompt", wallet="bob")
            c.paid(bob, c.done(" ".join((command, *words)), answer), 0)
            found = c.stored("SubtensorModule", "RootClaimType", bob)
            c.journey.equal("stored", json.loads(json.dumps(found)), stored)


def claim(c: Staker) -> None:
    bob, charlie = address("Bob"), address("Charlie")
    process = lambda who, *words, **more: c.json("stake", "process-claim", *words, "--no-prompt", wallet=who, **more)
    place = ("--netuids", str(FIRST))
    with c.journey.step("stake process-claim"):
        due = owed(c, "Bob")
        shown = c.json("stake", "list", "--no-prompt", wallet="bob")
        (one,) = [one for one in shown["stake_info"][bob] if one["netuid"] == FIRST]
        c.journey.near("listed as claimable", round(one["claimable"] * TAO), due, 1)
        # Without subnets the client asks for them, whatever the options say.
        claimed(c, "Bob", process("bob", answers=f"{FIRST}\n"), due)
        answer = process("bob", *place)
        found = (answer["success"], answer["extrinsic_identifier"])
        c.journey.equal("claiming again finds nothing", found, (True, None))
    with c.journey.step("stake process-claim of who has stake on root only"):
        # This client looks only where the coldkey has alpha under the hotkey too.
        due = owed(c, "Charlie")
        c.journey.check("there is something", due > 500_000, due)
        shown = c.json("stake", "list", "--no-prompt", wallet="charlie")["stake_info"][bob]
        c.journey.equal("listed", [(one["netuid"], one["claimable"]) for one in shown], [(ROOT, 0.0)])
        answer = process("charlie", *place)
        c.journey.equal("finds nothing", (answer["success"], answer["extrinsic_identifier"]), (True, None))
        c.submit("Charlie", "set_root_claim_type", new_root_claim_type="Keep")
        c.submit("Charlie", "add_stake", hotkey=bob, netuid=FIRST, amount_staked=TAO)
        claimed(c, "Charlie", process("charlie", "--netuids", f"{FIRST},{SECOND}"), due)


def claimed(c: Staker, who: str, answer: dict, due: int) -> None:
    """Checks a claim that is kept as alpha."""
    extrinsic = c.done("success", answer)
    block = c.paid(address(who), extrinsic, 0)
    c.journey.equal("event", c.happened(extrinsic, "RootClaimed"), [{"coldkey": address(who)}])
    c.journey.near("paid as alpha", c.gained(who, "Bob", FIRST, block), due, 1)
    c.journey.equal("nothing is left", owed(c, who), 0)


def owed(c: Staker, who: str) -> int:
    """Alpha of the first subnet that a coldkey may claim."""
    bob = address("Bob")
    rates = dict(c.stored("SubtensorModule", "RootClaimable", bob))
    bits = int(rates.get(FIRST, {"bits": 0})["bits"])
    noted = c.stored("SubtensorModule", "RootClaimed", FIRST, bob, address(who))
    return (bits * c.held(who, "Bob", ROOT) >> 32) - noted


def locks(c: Staker) -> None:
    bob, dave = address("Bob"), address("Dave")
    place = ("--netuid", str(FIRST))
    with c.journey.step("lock add"):
        words = (*place, "--hotkey-ss58", bob, "--no-graph", "--no-prompt")
        shown = c.json("lock", "add", *words, "--amount", "20", "--mode", "decaying", wallet="bob", hotkey=None)
        c.journey.equal("announced", (shown["adding_rao"], shown["new_locked_rao"]), (20 * TAO, 20 * TAO))
        c.journey.equal("stored", lock(c, bob)["locked_mass"], 20 * TAO)
        shown = c.json("lock", "add", *words, "--amount", "3", wallet="bob", hotkey=None)
        after = lock(c, bob)
        rolled = rolled_lock(c, after["last_update"] - 1)
        c.journey.near("a second one is added", after["locked_mass"], rolled + 3 * TAO, rolled // 900_000 + 1)
        c.journey.equal("announced", shown["adding_rao"], 3 * TAO)
        for what, hotkey, amount, reason in (
            ("to another hotkey", dave, "3", "lock move"),
            ("more than there is", bob, "300000", "is already locked"),
        ):
            words = (*place, "--hotkey-ss58", hotkey, "--amount", amount, "--no-graph", "--no-prompt")
            act = lambda: c.run("lock", "add", *words, wallet="bob", hotkey=None, errors=True)
            text = c.costs_nothing("Bob", act, ("Bob", FIRST))
            c.journey.check(f"refused by the client: {what}", reason in text, text.strip()[-100:])
            c.journey.equal("stored", (lock(c, bob), lock(c, dave)), (after, None))
    with c.journey.step("lock list and show"):
        # `stake locks` is another name of `lock list`.
        for command, words, wallet in (
            (("lock", "list"), place, "bob"),
            (("lock", "show"), place, "bob"),
            (("stake", "locks"), (), "bob"),
            (("lock", "list"), ("--ss58", bob), None),
        ):
            shown = c.json(*command, *words, wallet=wallet)
            (one,) = shown["locks"]
            found = (one["netuid"], one["hotkey"], one["mode"])
            c.journey.equal(" ".join((*command, *words)), found, (FIRST, bob, "decaying"))
            block = shown["current_block"]
            c.journey.near("locked", one["locked_alpha_rao"], rolled_lock(c, block), 1)
            free = c.held("Bob", "Bob", FIRST, block) - one["locked_alpha_rao"]
            c.journey.near("available", one["available_to_unstake_rao"], free, 1)
    with c.journey.step("lock mode"):
        for mode in ("perpetual", "decaying", "perpetual"):
            c.run("lock", "mode", *place, "--mode", mode, "--no-prompt", wallet="bob", hotkey=None)
            stored = c.stored("SubtensorModule", "DecayingLock", bob, FIRST)
            c.journey.equal(f"stored for {mode}", stored is False, mode == "perpetual")
        shown = c.json("lock", "mode", *place, "--no-prompt", wallet="bob", hotkey=None)
        c.journey.equal("shown", (shown["current_mode"], shown["active_lock"]), ("perpetual", True))
    with c.journey.step("lock move"):
        mass = lock(c, bob)["locked_mass"]
        c.run("lock", "move", *place, "--dest", dave, "--no-prompt", wallet="bob", hotkey=None)
        c.journey.equal("stored under the other hotkey", lock(c, dave)["locked_mass"], mass)
        c.journey.equal("and no longer under the first", lock(c, bob), None)


def perpetual(c: Staker) -> None:
    bob, charlie, dave = address("Bob"), address("Charlie"), address("Dave")
    place = ("--netuid", str(FIRST))
    with c.journey.step("lock add for ever"):
        c.submit("Charlie", "add_stake", hotkey=bob, netuid=FIRST, amount_staked=100 * TAO)
        words = (*place, "--hotkey-ss58", bob, "--amount", "2", "--mode", "perpetual", "--no-graph", "--no-prompt")
        shown = c.json("lock", "add", *words, wallet="charlie", hotkey=None)
        c.journey.equal("announced", (shown["adding_rao"], shown["mode_change_needed"]), (2 * TAO, True))
        stored = c.stored("SubtensorModule", "Lock", charlie, FIRST, bob)["locked_mass"]
        c.journey.near("stored", stored, 2 * TAO, 2 * TAO // 900_000 + 1)
        c.journey.equal("mode", c.stored("SubtensorModule", "DecayingLock", charlie, FIRST), False)
    with c.journey.step("subnets conviction"):
        text = c.run("subnets", "conviction", *place)
        c.journey.check("in words", dave[:6] in text and bob[:6] in text, len(text))
        shown = c.json("subnets", "conviction", *place, "--limit", "1")
        (row,) = shown["rows"]
        c.journey.equal("the first of them, king", (row["hotkey"], shown["king_hotkey"]), (dave, dave))
        locked = rolled_lock(c, shown["current_block"])
        c.journey.equal("locked for it", (row["perpetual_alpha_rao"], row["decaying_alpha_rao"]), (locked, 0))


def lock(c: Staker, hotkey: str):
    """Bob's lock on the first subnet for a hotkey."""
    return c.stored("SubtensorModule", "Lock", address("Bob"), FIRST, hotkey)


def rolled_lock(c: Staker, block: int) -> int:
    """What is locked of Bob's stake on the first subnet at a block."""
    method = "get_coldkey_lock"
    return c.api("StakeInfoRuntimeApi", method, address("Bob"), FIRST, block=block)["locked_mass"]


def senate(c: Staker) -> None:
    with c.journey.step("sudo senate and proposals"):
        for command in ("senate", "proposals"):
            text = c.run("sudo", command, errors=True)
            c.journey.check(f"{command} fails", 'Pallet "SenateMembers" not found' in text, text.strip()[-60:])


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        client = Staker(journey, chain, folder)
        for part in (prepare, inspect, takes):
            part(client)
        since = children(client)
        for part in (childkey_take, auto_stake, dividends, claim_types, claim, locks, perpetual, senate):
            part(client)
        revoke(client, since)
        client.substrate.close()


if __name__ == "__main__":
    version = subprocess.run([str(BTCLI), "--version"], capture_output=True, text=True).stdout
    run(f"btcli {version.strip()}: delegation", steps, chain_of)
