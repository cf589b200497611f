"""Delegation with the released Python SDK: takes, children, root dividends, auto-stake, burns, locks.

Bob validates and stakes on root, Charlie delegates to him, Dave mines. Numbers are checked to the rao.
"""

import logging as stdlib_logging
import os
import tempfile

import bittensor as bt

import orders
import questions
from journey_sdk import chain_of, next_epoch, plain, wallet
from stakers import (
    BOB,
    CALM,
    CHARLIE,
    DAVE,
    FIRST,
    ROOT,
    SECOND,
    Stakers,
    alpha,
    block_events,
    prepare,
    tao,
    without_fee,
)
from support import TAO, Chain, Journey, run

TEMPO = 20
"""Blocks from one epoch to the next where epochs are waited for."""

U16, U64 = 65_535, (1 << 64) - 1
QUARTER, HALF = U64 // 4, U64 // 2
"""Proportions of the two children."""

MOVING_PRICE = 2 << 32
"""As fixed-point number with 32 fractional bits. Root earns only while the prices' sum exceeds one."""

DEPOSIT = 500
"""What keeps an account alive, and no more."""

DAY = 7200
"""Blocks of 12 seconds in a day."""

CHILDREN_RATE_LIMIT = 150
"""Blocks between two changes of the same hotkey's children."""


def settings(a: Stakers) -> None:
    prepare(a)
    with a.journey.step("settings"):
        a.sudo("sudo_set_commit_reveal_weights_enabled", netuid=FIRST, enabled=False)
        a.sudo("sudo_set_weights_set_rate_limit", netuid=FIRST, weights_set_rate_limit=0)
        a.root("sudo_set_num_root_claims", new_value=0)
        response = a.subtensor.root_set_pending_childkey_cooldown(a.alice, 2)
        a.accepted("announced children wait for two blocks", response)
        a.journey.equal("stored", a.stored("PendingChildKeyCooldown"), 2)
        key = a.subtensor.substrate.create_storage_key("SubtensorModule", "SubnetMovingPrice", [FIRST]).to_hex()
        price = "0x" + MOVING_PRICE.to_bytes(16, "little").hex()
        a.root("set_storage", "System", items=[(key, price)])


def delegate(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    hotkey, charlie = a.bob.hotkey.ss58_address, a.charlie.coldkeypub.ss58_address
    with journey.step("delegates"):
        a.accepted("Bob stakes", sub.add_stake(a.bob, FIRST, hotkey, tao(1000)))
        a.accepted("Bob joins root", sub.root_register(a.bob))
        for who, netuid, amount in ((a.bob, ROOT, 100), (a.charlie, ROOT, 300), (a.charlie, FIRST, 200)):
            a.accepted(f"{who.name} stakes {amount} on {netuid}", sub.add_stake(who, netuid, hotkey, tao(amount)))
        block = sub.get_current_block()
        one = sub.get_delegate_by_hotkey(hotkey, block=block)
        journey.equal("owner", one.owner_ss58, a.bob.coldkeypub.ss58_address)
        journey.near("take", one.take, 11_796 / U16, 1e-9)
        held = {netuid: a.held(a.charlie, a.bob, netuid, block) for netuid in (ROOT, FIRST)}
        nominated = {int(netuid): stake.rao for netuid, stake in one.nominators[charlie].items() if stake.rao}
        journey.equal("Charlie nominates", nominated, held)
        totals = {netuid: stake.rao for netuid, stake in one.total_stake.items() if stake.rao}
        under = {netuid: a.under(a.bob, netuid, block) for netuid in (ROOT, FIRST)}
        under[SECOND] = a.under(a.bob, SECOND, block)
        journey.equal("total stake", totals, {netuid: rao for netuid, rao in under.items() if rao})
        journey.equal("registered on", sorted(one.registrations), [ROOT, FIRST, SECOND])
        every = sub.get_delegates(block=block)
        journey.check("in the list", hotkey in [info.hotkey_ss58 for info in every], len(every))
        journey.check("is a delegate", sub.is_hotkey_delegate(hotkey))
        given = [info for info in sub.get_delegated(charlie, block=block) if info.hotkey_ss58 == hotkey]
        journey.equal("delegated by Charlie", {one.netuid: one.stake.rao for one in given if one.stake.rao}, held)
        journey.equal("owner of the hotkey", sub.get_hotkey_owner(hotkey), a.bob.coldkeypub.ss58_address)
        about = {"name": "Bob", "url": "https://bob.example", "github_repo": "", "image": "", "discord": "bob"}
        call = sub.compose_call("SubtensorModule", "set_identity", {**about, "description": "validates", "additional": ""})
        a.accepted("Bob introduces himself", sub.sign_and_send_extrinsic(call, a.bob))
        named = sub.get_delegate_identities()[a.bob.coldkeypub.ss58_address]
        journey.equal("identity", (named.name, named.url, named.description), ("Bob", about["url"], "validates"))
        alone = sub.query_identity(a.bob.coldkeypub.ss58_address)
        journey.equal("and alone", (alone.name, alone.url, alone.description), ("Bob", about["url"], "validates"))
        journey.equal("of who has not introduced himself", sub.query_identity(charlie), None)
        journey.equal("nobody's hotkey", sub.get_delegate_by_hotkey(a.alice.coldkeypub.ss58_address), None)


def takes(a: Stakers) -> None:
    sub, hotkey = a.subtensor, a.bob.hotkey.ss58_address
    with a.journey.step("delegate take"):
        for what, who, take, code in (
            ("a take above the maximum", a.bob, 0.5, 27),
            ("somebody else's take", a.charlie, 0.1, 25),
        ):
            a.refused(what, sub.set_delegate_take(who, hotkey, take), f"Custom error: {code}")
        a.journey.equal("take is as before", a.stored("Delegates", hotkey), 11_796)
        response = sub.set_delegate_take(a.bob, hotkey, 0.1)
        a.accepted("Bob lowers his take", response)
        a.journey.equal("fee", response.extrinsic_fee.rao, 0)
        a.journey.equal("stored", a.stored("Delegates", hotkey), int(0.1 * U16))
        a.journey.equal("read", sub.get_delegate_take(hotkey), int(0.1 * U16) / U16)
        a.journey.equal("in the delegate's view", sub.get_delegate_by_hotkey(hotkey).take, int(0.1 * U16) / U16)
        response = sub.set_delegate_take(a.bob, hotkey, 0.12)
        a.refused("raising it too soon", response, "DelegateTxRateLimitExceeded")
        a.sudo("sudo_set_tx_delegate_take_rate_limit", tx_rate_limit=0)
        a.accepted("Bob raises it", sub.set_delegate_take(a.bob, hotkey, 0.12))
        a.journey.equal("stored", a.stored("Delegates", hotkey), int(0.12 * U16))
        same = sub.set_delegate_take(a.bob, hotkey, 0.12)
        a.journey.check("the same again needs no transaction", same.success and same.extrinsic is None, same.message)


def family(a: Stakers) -> list[tuple[int, str]]:
    """Bob's children and what each gets."""
    return [(QUARTER, a.dave.hotkey.ss58_address), (HALF, a.eve.hotkey.ss58_address)]


def children(a: Stakers) -> int:
    """Gives the block in which the children were set."""
    sub, journey, hotkey = a.subtensor, a.journey, a.bob.hotkey.ss58_address
    dave, eve = a.dave.hotkey.ss58_address, a.eve.hotkey.ss58_address
    with journey.step("children that are refused"):
        many = [dave, *(who.coldkeypub.ss58_address for who in (a.alice, a.bob, a.charlie, a.dave, a.eve))]
        for what, who, netuid, list_of, error in (
            ("on root", a.bob, ROOT, [(0.5, dave)], "RegistrationNotPermittedOnRootSubnet"),
            ("on an unknown subnet", a.bob, 999, [(0.5, dave)], "SubnetNotExists"),
            ("of somebody else", a.charlie, FIRST, [(0.5, dave)], "NonAssociatedColdKey"),
            ("the same twice", a.bob, FIRST, [(0.1, dave), (0.2, dave)], "DuplicateChild"),
            ("the hotkey itself", a.bob, FIRST, [(0.5, hotkey)], "InvalidChild"),
            ("six", a.bob, FIRST, [(0.1, one) for one in many], "TooManyChildren"),
            ("more than everything", a.bob, FIRST, [(0.6, dave), (0.5, eve)], "ProportionOverflow"),
        ):
            response = sub.set_children(who, netuid, hotkey, list_of, wait_for_finalization=False)
            a.refused(f"children: {what}", response, error)
        journey.equal("none is waiting", sub.get_children_pending(hotkey, FIRST), ([], 0))
    with journey.step("children"):
        response = sub.set_children(a.bob, FIRST, hotkey, [(0.25, dave), (0.5, eve)])
        block = a.paid("Bob sets children", a.bob, response, 0)
        scheduled = a.one_event(response, "SetChildrenScheduled")
        journey.equal("scheduled for", (scheduled[0], scheduled[1], scheduled[2]), (hotkey, FIRST, block + 2))
        pending, cooldown = sub.get_children_pending(hotkey, FIRST)
        journey.equal("waiting", pending, [(QUARTER / U64, dave), (HALF / U64, eve)])
        journey.equal("until", cooldown, block + 2)
        journey.equal("none yet", sub.get_children(hotkey, FIRST), (True, [], ""))
        response = sub.set_children(a.bob, FIRST, hotkey, [])
        a.refused("a change too soon", response, "TxRateLimitExceeded")
    return block


def childkey_take(a: Stakers) -> None:
    hotkey = a.dave.hotkey.ss58_address
    with a.journey.step("childkey take"):
        response = a.submit(a.dave, "set_childkey_take", hotkey=hotkey, netuid=FIRST, take=5000)
        a.paid("Dave sets his", a.dave, response, 0)
        a.journey.equal("event", tuple(a.one_event(response, "ChildKeyTakeSet")), (hotkey, 5000))
        a.journey.equal("stored", a.stored("ChildkeyTake", hotkey, FIRST), 5000)
        for what, who, take, error in (
            ("above the maximum", a.dave, 11_797, "InvalidChildkeyTake"),
            ("somebody else's", a.bob, 1, "NonAssociatedColdKey"),
            ("raised too soon", a.dave, 6000, "TxChildkeyTakeRateLimitExceeded"),
        ):
            response = a.submit(who, "set_childkey_take", hotkey=hotkey, netuid=FIRST, take=take)
            a.refused(what, response, error)
        a.journey.equal("as before", a.stored("ChildkeyTake", hotkey, FIRST), 5000)


def auto_stake(a: Stakers) -> None:
    sub, hotkey, cold = a.subtensor, a.bob.hotkey.ss58_address, a.dave.coldkeypub.ss58_address
    with a.journey.step("auto-stake"):
        a.journey.equal("none at first", sub.get_auto_stakes(cold), {})
        a.paid("Dave's incentive goes to Bob", a.dave, sub.set_auto_stake(a.dave, FIRST, hotkey), 0)
        a.journey.equal("destinations", sub.get_auto_stakes(cold), {FIRST: hotkey})
        for what, netuid, target, error in (
            ("the same again", FIRST, hotkey, "SameAutoStakeHotkeyAlreadySet"),
            ("a hotkey without a neuron", FIRST, a.eve.hotkey.ss58_address, "HotKeyNotRegisteredInSubNet"),
            ("an unknown subnet", 999, hotkey, "SubnetNotExists"),
        ):
            a.refused(what, sub.set_auto_stake(a.dave, netuid, target), error)
        a.journey.equal("as before", sub.get_auto_stakes(cold), {FIRST: hotkey})


def epochs(a: Stakers) -> None:
    sub, journey, hotkey = a.subtensor, a.journey, a.bob.hotkey.ss58_address
    with journey.step("epochs"):
        a.sudo("sudo_set_tempo", netuid=FIRST, tempo=TEMPO)
        next_epoch(a)
        response = sub.set_weights(a.bob, FIRST, [DAVE], [1.0])
        a.accepted("Bob sets weights", response)
        block = next_epoch(a)
        a.sudo("sudo_set_tempo", netuid=FIRST, tempo=CALM)
    with journey.step("children after the epoch"):
        told = sorted(family(a), key=lambda one: bytes.fromhex(sub.substrate.ss58_decode(one[1])))
        stored = [tuple(one) for one in a.stored("ChildKeys", hotkey, FIRST)]
        journey.equal("children, by account", stored, told)
        journey.equal("read", sub.get_children(hotkey, FIRST), (True, [(part / U64, who) for part, who in told], ""))
        for part, who in told:
            journey.equal("their parent", sub.get_parents(who, FIRST), [(part / U64, hotkey)])
        journey.equal("none is waiting", sub.get_children_pending(hotkey, FIRST), ([], 0))
        graph = sub.get_metagraph_info(FIRST, block=block)
        own = [a.under(getattr(a, name), FIRST, block) for name in ("charlie", "bob", "dave")]
        expected = {CHARLIE: own[CHARLIE], BOB: own[BOB] // 4, DAVE: own[DAVE] + own[BOB] // 4}
        for uid, stake in expected.items():
            journey.near(f"stake that uid {uid} counts with", graph.alpha_stake[uid].rao, stake, (own[BOB] >> 30) + 2)
        back = sub.set_children(a.dave, FIRST, a.dave.hotkey.ss58_address, [(0.5, hotkey)])
        a.refused("a parent as child", back, "ChildParentInconsistency")
    with journey.step("returns of the epoch"):
        returns(a, block)
    with journey.step("auto-stake after the epoch"):
        paid = [one for one in block_events(a, block, "AutoStakeAdded") if one["netuid"] == FIRST]
        journey.must("one payment", len(paid) == 1, paid)
        names = (paid[0]["destination"], paid[0]["hotkey"], paid[0]["owner"])
        journey.equal("to, from, whose", names, (hotkey, a.dave.hotkey.ss58_address, a.dave.coldkeypub.ss58_address))
        gained = a.held(a.dave, a.bob, FIRST, block) - a.held(a.dave, a.bob, FIRST, block - 1)
        incentive = paid[0]["incentive"]
        journey.check("it is staked under Bob's hotkey", 0 < incentive <= gained + 1, (incentive, gained))
    with journey.step("root dividends of the epoch"):
        dividend = sub.get_root_alpha_dividends_per_subnet(hotkey, FIRST, block=block).rao
        journey.must("there are some", dividend > 0, dividend)
        raised = rate(a, block) - rate(a, block - 1)
        journey.equal("rate rose by", raised, (dividend << 32) // a.under(a.bob, ROOT, block))
        journey.near("read", sub.get_root_claimable_rate(hotkey, FIRST, block=block), rate(a, block) / (1 << 32), 1e-9)
        journey.equal("of all subnets", sorted(sub.get_root_claimable_all_rates(hotkey, block=block)), [FIRST])


def returns(a: Stakers, block: int) -> None:
    """Dividends in stake views, and permits and a day's return in those of a delegate."""
    sub, journey, hotkey = a.subtensor, a.journey, a.bob.hotkey.ss58_address
    paid = a.stored("AlphaDividendsPerSubnet", FIRST, hotkey, block=block)
    infos = sub.get_stake_for_coldkey_and_hotkey(a.charlie.coldkeypub.ss58_address, hotkey, block=block)
    seen = {netuid: one.emission.rao for netuid, one in infos.items() if one.emission.rao}
    journey.check("Bob's hotkey earned", paid > 0, paid)
    journey.equal("dividends of the hotkey, in a nominator's view", seen, {FIRST: paid})
    one = sub.get_delegate_by_hotkey(hotkey, block=block)
    permits = {netuid: a.stored("ValidatorPermit", netuid, block=block) for netuid in (ROOT, FIRST, SECOND)}
    uids = {netuid: a.stored("Uids", netuid, hotkey, block=block) for netuid in permits}
    allowed = [netuid for netuid, who in permits.items() if len(who) > uids[netuid] and who[uids[netuid]]]
    journey.equal("permits of the delegate", one.validator_permits, allowed)
    journey.check("on the first subnet too", FIRST in allowed, allowed)
    daily = a.stored("Emission", FIRST, block=block)[BOB] * DAY // TEMPO
    kept = daily * (U16 - a.stored("Delegates", hotkey, block=block)) / U16
    expected = kept * 1000 * TAO / a.under(a.bob, ROOT, block)
    journey.near("return of 1000 TAO on root in a day", one.return_per_1000.rao, expected, 1 + expected / 10**12)
    page = a.chain.rpc("delegateInfo_getDelegatesPage", None, 100, sub.substrate.get_block_hash(block))
    (found,) = [one for one in page["items"] if one["hotkey"] == hotkey]
    journey.equal("return in a day", found["total_daily_return"], daily)
    journey.equal("of 1000 TAO, in pages", found["return_per_1000"], one.return_per_1000.rao)
    given = sub.get_delegated(a.charlie.coldkeypub.ss58_address, block=block)
    same = {(one.return_per_1000.rao, tuple(one.validator_permits)) for one in given if one.hotkey_ss58 == hotkey}
    journey.equal("and where delegated", same, {(one.return_per_1000.rao, tuple(allowed))})


def rate(a: Stakers, block: int | None = None) -> int:
    """Root dividends of Bob's hotkey on the first subnet, per rao on root, in units of 2^-32."""
    rates = dict(a.stored("RootClaimable", a.bob.hotkey.ss58_address, block=block))
    return int(plain(rates.get(FIRST, {"bits": 0}))["bits"])


def claimed(a: Stakers, who, block: int | None = None) -> int:
    """What a coldkey has claimed, or has no claim to."""
    cold, hot = who.coldkeypub.ss58_address, a.bob.hotkey.ss58_address
    return a.subtensor.get_root_claimed(cold, hot, FIRST, block=block).rao


def owed(a: Stakers, who, block: int) -> int:
    """Alpha of the first subnet that a coldkey may claim."""
    return (rate(a, block) * a.held(who, a.bob, ROOT, block) >> 32) - claimed(a, who, block)


def claims(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    charlie, hotkey = a.charlie.coldkeypub.ss58_address, a.bob.hotkey.ss58_address
    with journey.step("keep root dividends"):
        journey.equal("type at first", sub.get_root_claim_type(charlie), "Swap")
        a.accepted("Charlie keeps", sub.set_root_claim_type(a.charlie, "Keep"))
        journey.equal("type", sub.get_root_claim_type(charlie), "Keep")
        due = owed(a, a.charlie, sub.get_current_block())
        journey.near("claimable", sub.get_root_claimable_stake(charlie, hotkey, FIRST).rao, due, 1)
        response = sub.claim_root(a.charlie, [FIRST])
        block = a.paid("Charlie claims", a.charlie, response, 0)
        journey.equal("event", a.one_event(response, "RootClaimed")["coldkey"], charlie)
        journey.equal("paid as alpha", a.under(a.bob, FIRST, block) - a.under(a.bob, FIRST, block - 1), due)
        journey.equal("noted", claimed(a, a.charlie, block) - claimed(a, a.charlie, block - 1), due)
        journey.equal("nothing is left", sub.get_root_claimable_stake(charlie, hotkey, FIRST).rao, 0)
        a.unchanged_by("claiming again", sub.claim_root(a.charlie, [FIRST]), a.charlie)
    with journey.step("swap root dividends"):
        due = owed(a, a.bob, sub.get_current_block())
        response = sub.claim_root(a.bob, [FIRST])
        block = a.paid("Bob claims", a.bob, response, 0)
        gained = a.under(a.bob, ROOT, block) - a.under(a.bob, ROOT, block - 1)
        quote = a.sells(FIRST, without_fee(due), block - 1).tao_amount.rao
        journey.equal("sold as quoted, without a fee, and staked on root", gained, quote)
        sold = [a.stored("SubnetRootSellTao", FIRST, block=at) for at in (block - 1, block)]
        journey.equal("counted", sold[1] - sold[0], gained)
        noted = claimed(a, a.bob, block) - claimed(a, a.bob, block - 1)
        journey.equal("noted, with what the new stake has no claim to", noted, due + (rate(a) * gained >> 32))
    with journey.step("types and thresholds"):
        kinds = {"KeepSubnets": {"subnets": [FIRST]}}
        a.accepted("Charlie keeps some", sub.set_root_claim_type(a.charlie, kinds))
        found = sub.get_root_claim_type(charlie)
        journey.equal("type", list(found["KeepSubnets"]["subnets"]), [FIRST])
        for what, subnets in (("claiming nothing", []), ("claiming of six subnets", list(range(1, 7)))):
            a.refused(what, sub.claim_root(a.charlie, subnets), "InvalidSubnetNumber")
        setter = "sudo_set_root_claim_threshold"
        response = a.submit(a.charlie, setter, netuid=FIRST, new_value=10_000_001)
        a.refused("a threshold too high", response, "InvalidRootClaimThreshold")
        response = a.submit(a.charlie, setter, netuid=FIRST, new_value=1_000_000)
        a.accepted("the owner sets the threshold", response)
        journey.equal("threshold", int(a.stored("RootClaimableThreshold", FIRST)["bits"]), 1_000_000 << 32)


def automatic_claims(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("automatic claims"):
        a.sudo("sudo_set_tempo", netuid=FIRST, tempo=TEMPO)
        block = next_epoch(a)
        a.sudo("sudo_set_tempo", netuid=FIRST, tempo=CALM)
        due = {who.name: owed(a, who, block + 1) for who in (a.bob, a.charlie)}
        journey.check("due", all(due.values()), due)
        a.root("sudo_set_num_root_claims", new_value=5)
        sub.wait_for_block(sub.get_current_block() + 12)
        head = sub.get_current_block()
        left = {who.name: owed(a, who, head) for who in (a.bob, a.charlie)}
        journey.check("claimed by the chain itself", all(0 <= rao < 2 for rao in left.values()), left)
        a.root("sudo_set_num_root_claims", new_value=0)


def burns(a: Stakers) -> None:
    sub, journey, hotkey = a.subtensor, a.journey, a.bob.hotkey.ss58_address
    with journey.step("buy and burn"):
        response = sub.add_stake_burn(a.charlie, FIRST, hotkey, tao(10))
        block = a.paid("Charlie spends 10", a.charlie, response, 10 * TAO)
        bought = a.one_event(response, "StakeAdded")[3]
        journey.equal("alpha as quoted", bought, a.buys(FIRST, 10 * TAO, block - 1).alpha_amount.rao)
        burned = a.one_event(response, "AlphaBurned")
        journey.equal("all of it is burned", (burned[2], burned[3]), (bought, FIRST))
        told = a.one_event(response, "AddStakeBurn")
        expected = {"netuid": FIRST, "hotkey": hotkey, "amount": 10 * TAO, "alpha": bought}
        journey.equal("event", dict(told), expected)
        held = [a.held(a.charlie, a.bob, FIRST, at) for at in (block - 1, block)]
        journey.near("his stake is as before", held[1], held[0], 1)
        price = sub.get_subnet_price(FIRST)
        response = sub.add_stake_burn(a.charlie, FIRST, hotkey, tao(1), limit_price=price * 1.1)
        a.paid("within a limit", a.charlie, response, TAO)
        act = lambda: sub.add_stake_burn(a.charlie, FIRST, hotkey, tao(400), limit_price=price * 1.001)
        a.unchanged("beyond its limit", a.charlie, a.bob, FIRST, act, "SlippageTooHigh")
    for name, told, outside in (("recycle_alpha", "AlphaRecycled", -TAO), ("burn_alpha", "AlphaBurned", 0)):
        with journey.step(name):
            response = a.submit(a.charlie, name, hotkey=hotkey, amount=TAO, netuid=FIRST)
            block = a.paid("one token", a.charlie, response, 0)
            what = a.one_event(response, told)
            journey.equal("event", tuple(what), (a.charlie.coldkeypub.ss58_address, hotkey, TAO, FIRST))
            journey.equal("stake fell by it", a.under(a.bob, FIRST, block - 1) - a.under(a.bob, FIRST, block), TAO)
            pools = [a.pool(FIRST, at) for at in (block - 1, block)]
            journey.equal("the market is as before", pools[1][:2], pools[0][:2])
            journey.near("alpha outside", pools[1][2] - pools[0][2], outside, 4)
            act = lambda: a.submit(a.charlie, name, hotkey=hotkey, amount=TAO, netuid=ROOT)
            a.unchanged("on root", a.charlie, a.bob, ROOT, act, "CannotBurnOrRecycleOnRootSubnet")


def locks(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    charlie, bob, dave = a.charlie.coldkeypub.ss58_address, a.bob.hotkey.ss58_address, a.dave.hotkey.ss58_address
    with journey.step("lock stake"):
        total = total_on(a, charlie)
        mass = a.held(a.charlie, a.bob, FIRST) // 2
        act = lambda: sub.lock_stake(a.charlie, bob, FIRST, alpha(total + TAO, FIRST))
        a.unchanged("more than there is", a.charlie, a.bob, FIRST, act, "InsufficientStakeForLock")
        response = sub.lock_stake(a.charlie, bob, FIRST, alpha(mass, FIRST))
        block = a.paid("Charlie locks half", a.charlie, response, 0)
        expected = {"coldkey": charlie, "hotkey": bob, "netuid": FIRST, "amount": mass}
        journey.equal("event", dict(a.one_event(response, "StakeLocked")), expected)
        lock = sub.get_coldkey_lock(charlie, FIRST, block=block)
        journey.equal("locked", (lock["locked_mass"].rao, lock["last_update"]), (mass, block))
        stored = sub.get_stake_locks(charlie, FIRST, block=block)
        journey.equal("stored", [(hotkey, one["locked_mass"].rao) for hotkey, one in stored], [(bob, mass)])
        journey.equal("and alone", sub.get_stake_lock(charlie, FIRST, bob, block=block)["locked_mass"].rao, mass)
        head = sub.get_current_block()
        rolled = sub.get_coldkey_lock(charlie, FIRST, block=head)["locked_mass"].rao
        journey.check("it decays", mass - mass * (head - block + 1) // 934_866 - 1 <= rolled <= mass, rolled)
        rows = dict(dict(sub.get_stake_availability_for_coldkeys([charlie], [FIRST], block=head))[charlie])
        total = total_on(a, charlie, head)
        expected = {"total": total, "locked": rolled, "available": total - rolled}
        journey.equal("available", dict(rows[FIRST]), expected)
        own = a.charlie.hotkey.ss58_address
        response = sub.unstake_all(a.charlie, FIRST, own, rate_tolerance=None)
        a.accepted("what he has under his own hotkey is not locked", response)
        held = a.held(a.charlie, a.bob, FIRST)
        much = alpha(held - mass // 2, FIRST)
        act = lambda: sub.unstake(a.charlie, FIRST, bob, much)
        a.unchanged("unstaking locked alpha", a.charlie, a.bob, FIRST, act, "StakeUnavailable")
        a.accepted("unstaking a part of the rest", sub.unstake(a.charlie, FIRST, bob, alpha(mass // 2, FIRST)))
        response = sub.lock_stake(a.charlie, dave, FIRST, alpha(TAO, FIRST))
        a.refused("a lock to another hotkey", response, "LockHotkeyMismatch")
    with journey.step("perpetual lock and conviction"):
        journey.check("decaying at first", not sub.is_perpetual_lock(charlie, FIRST))
        a.accepted("made perpetual", sub.set_perpetual_lock(a.charlie, FIRST, True))
        journey.check("perpetual", sub.is_perpetual_lock(charlie, FIRST))
        blocks = [sub.get_current_block()]
        sub.wait_for_block(blocks[0] + 4)
        blocks.append(sub.get_current_block())
        masses = [sub.get_coldkey_lock(charlie, FIRST, block=at)["locked_mass"].rao for at in blocks]
        journey.equal("it does not decay", masses[1], masses[0])
        convictions = [sub.get_hotkey_conviction(bob, FIRST, block=at) for at in blocks]
        journey.check("conviction grows", 0 < convictions[0] < convictions[1] < mass, convictions)
        journey.equal("most convicted", sub.get_most_convicted_hotkey_on_subnet(FIRST), bob)
    with journey.step("move a lock"):
        a.accepted("to Dave", sub.move_lock(a.charlie, dave, FIRST))
        journey.equal("stored", [hotkey for hotkey, _ in sub.get_stake_locks(charlie, FIRST)], [dave])
        a.refused("without a lock", sub.move_lock(a.dave, bob, FIRST), "NoExistingLock")


def total_on(a: Stakers, coldkey: str, block: int | None = None) -> int:
    """Stake of a coldkey on the first subnet, under all hotkeys."""
    infos = a.subtensor.get_stake_info_for_coldkey(coldkey, block=block)
    return sum(one.stake.rao for one in infos if one.netuid == FIRST)


def fee_in_alpha(a: Stakers, folder: str) -> None:
    sub, journey, hotkey = a.subtensor, a.journey, a.bob.hotkey.ss58_address
    ferdie = wallet("Ferdie", folder)
    target = a.alice.coldkeypub.ss58_address
    with journey.step("a fee paid in alpha"):
        a.accepted("Ferdie stakes", sub.add_stake(ferdie, FIRST, hotkey, tao(100)))
        a.accepted("and gives his TAO away", sub.transfer(ferdie, target, None, transfer_all=True, keep_alive=True))
        journey.equal("balance", a.free(ferdie), DEPOSIT)
        third = a.held(ferdie, a.bob, FIRST) // 3
        response = sub.move_stake(ferdie, FIRST, hotkey, SECOND, hotkey, alpha(third, FIRST))
        block, _ = in_alpha(a, ferdie, "Ferdie moves a third", response, third)
        journey.equal("his balance is as before", a.free(ferdie, block), DEPOSIT)
        came = a.held(ferdie, a.bob, SECOND, block)
        journey.near("it arrived", came, a.one_event(response, "StakeAdded")[3], 1)
        response = sub.unstake(ferdie, FIRST, hotkey, alpha(third, FIRST))
        block, sale = in_alpha(a, ferdie, "Ferdie unstakes a third", response, third)
        journey.equal("he got the rest", a.free(ferdie, block), DEPOSIT + sale[2])
        a.accepted("and gives his TAO away", sub.transfer(ferdie, target, None, transfer_all=True, keep_alive=True))
        response = sub.unstake_all(ferdie, FIRST, hotkey, rate_tolerance=None)
        block, sale = in_alpha(a, ferdie, "Ferdie unstakes the rest", response, None)
        journey.equal("he got the rest", a.free(ferdie, block), DEPOSIT + sale[2])
        journey.equal("nothing is left", a.held(ferdie, a.bob, FIRST, block), 0)
        a.accepted("and gives his TAO away", sub.transfer(ferdie, target, None, transfer_all=True, keep_alive=True))
        call = sub.compose_call("SubtensorModule", "unstake_all", {"hotkey": hotkey})
        most = sub.get_extrinsic_fee(call, ferdie.coldkey).rao
        response = sub.sign_and_send_extrinsic(call, ferdie)
        block, sale = in_alpha(a, ferdie, "Ferdie leaves the hotkey", response, None, SECOND, most)
        journey.equal("he got the rest", a.free(ferdie, block), DEPOSIT + sale[2])
        journey.equal("nothing is left", a.held(ferdie, a.bob, SECOND, block), 0)


def in_alpha(
    a: Stakers, who, what: str, response, amount: int | None, netuid: int = FIRST, most: int | None = None
) -> tuple:
    """Checks a call that takes `amount` of a position (None: all of it) after its fee; gives block and sale.

    `most`: the fee of a call that may turn out to cost less than is sold for it.
    """
    journey = a.journey
    block = a.accepted(what, response)
    paid = a.one_event(response, "TransactionFeePaidWithAlpha")
    price = a.subtensor.get_subnet_price(netuid, block=block - 1).rao
    fee = response.extrinsic_fee.rao
    journey.equal("who, netuid", (paid["who"], paid["netuid"]), (who.coldkeypub.ss58_address, netuid))
    if most is None:
        journey.near("alpha", paid["alpha_fee"], fee * TAO // price, fee // price + 2)
        journey.check("TAO", 0 < paid["tao_amount"] <= fee, (paid["tao_amount"], fee))
    else:
        journey.near("alpha", paid["alpha_fee"], paid["tao_amount"] * TAO // price, 100)
        journey.check("TAO", fee <= paid["tao_amount"] <= most, (fee, paid["tao_amount"], most))
    first, second = a.all_events(response, "StakeRemoved")
    journey.equal("the fee was sold first", (first[3], first[2]), (paid["alpha_fee"], paid["tao_amount"]))
    before = a.held(who, a.bob, netuid, block - 1)
    rest = before - paid["alpha_fee"]
    journey.near("alpha sold after it", second[3] + second[5], rest if amount is None else amount, 1)
    left = before - a.held(who, a.bob, netuid, block)
    journey.near("stake fell by both", left, paid["alpha_fee"] + second[3] + second[5], 1)
    return block, second


def nomination(a: Stakers) -> None:
    sub, journey, hotkey = a.subtensor, a.journey, a.bob.hotkey.ss58_address
    with journey.step("minimum nomination"):
        journey.equal("none at first", sub.get_minimum_required_stake().rao, 0)
        a.sudo("sudo_set_nominator_min_required_stake", min_stake=100_000_000)
        journey.equal("as set", sub.get_minimum_required_stake().rao, 100_000_000)
        a.accepted("Eve stakes", sub.add_stake(a.eve, SECOND, hotkey, tao(1)))
        held = a.held(a.eve, a.bob, SECOND)
        left = TAO * TAO // 10 // sub.get_subnet_price(SECOND).rao
        response = sub.unstake(a.eve, SECOND, hotkey, alpha(held - left, SECOND))
        sales = a.all_events(response, "StakeRemoved")
        a.paid("leaving a tenth of a TAO", a.eve, response, -sum(one[2] for one in sales))
        journey.equal("the rest is sold as well", (len(sales), a.held(a.eve, a.bob, SECOND)), (2, 0))
        a.sudo("sudo_set_nominator_min_required_stake", min_stake=0)


def revoke(a: Stakers, since: int) -> None:
    sub, journey, hotkey = a.subtensor, a.journey, a.bob.hotkey.ss58_address
    with journey.step("children are revoked"):
        sub.wait_for_block(since + CHILDREN_RATE_LIMIT)
        a.accepted("Bob revokes", sub.set_children(a.bob, FIRST, hotkey, []))
        journey.equal("still there", len(sub.get_children(hotkey, FIRST)[1]), 2)
        sub.wait_for_block(sub.get_current_block() + 3)
        a.sudo("sudo_set_tempo", netuid=FIRST, tempo=TEMPO)
        next_epoch(a)
        journey.equal("no children", sub.get_children(hotkey, FIRST), (True, [], ""))
        parents = [sub.get_parents(who, FIRST) for _, who in family(a)]
        journey.equal("no parents", parents, [[], []])


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        actors = Stakers(journey, chain, folder)
        settings(actors)
        delegate(actors)
        takes(actors)
        since = children(actors)
        for part in (childkey_take, auto_stake, epochs, claims, automatic_claims, burns, locks, orders.locked_gift, questions.pages):
            part(actors)
        fee_in_alpha(actors, folder)
        nomination(actors)
        revoke(actors, since)
        actors.subtensor.close()


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    stdlib_logging.getLogger("bittensor").setLevel(stdlib_logging.CRITICAL)
    run(f"bittensor {bt.__version__}: delegation", steps, chain_of)
