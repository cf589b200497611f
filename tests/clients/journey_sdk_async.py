"""Stake and delegation with the asynchronous client of the released Python SDK.

It has code of its own for every question and every call. Here each call is made once by it and
checked to the rao as in the other journeys, and each question must be answered as the other client
answers it at the same block.
"""

import logging as stdlib_logging
import os
import tempfile

import bittensor as bt

from journey_sdk import chain_of, next_epoch, plain
from journey_sdk_delegation import (
    CHILDREN_RATE_LIMIT,
    HALF,
    QUARTER,
    TEMPO,
    U16,
    U64,
    claimed,
    owed,
    settings,
    total_on,
)
from journey_sdk_stake import stakes, transitions, unstakes
from stakers import CALM, DAVE, FIRST, ROOT, SECOND, Stakers, Waiting, alpha, tao
from support import TAO, Chain, Journey, run

UNKNOWN = 999
"""A subnet that nobody has created."""


class AsyncStakers(Stakers):
    """Calls go through the asynchronous client; what they did is asked with the other one."""

    def __init__(self, journey: Journey, chain: Chain, wallets: str):
        super().__init__(journey, chain, wallets)
        self.client = Waiting(chain.endpoint)


def connect(a: AsyncStakers) -> None:
    with a.journey.step("connect"):
        block = a.subtensor.get_current_block()
        at = a.client.get_block_hash(block)
        a.journey.equal("hash of a block", at, a.subtensor.get_block_hash(block))
        a.journey.equal("its hash by number", a.client.determine_block_hash(block=block), at)
        a.journey.equal("and both", a.client.determine_block_hash(block=block, block_hash=at), at)
        a.client.wait_for_block(block + 2)
        a.journey.check("blocks advance", a.client.get_current_block() >= block + 2)


def add(a: AsyncStakers) -> None:
    sub, hotkey = a.client, a.bob.hotkey.ss58_address
    with a.journey.step("stake"):
        a.accepted("Bob joins root", sub.root_register(a.bob))
        rows = ((a.bob, FIRST, 1000), (a.charlie, FIRST, 400.123456789), (a.bob, ROOT, 100), (a.charlie, ROOT, 300))
        for who, netuid, amount in rows:
            stakes(a, who, netuid, sub.add_stake(who, netuid, hotkey, tao(amount)), round(amount * TAO))
        act = lambda: sub.add_stake(a.dave, FIRST, hotkey, tao(0.002))
        a.unchanged("below the minimum", a.dave, a.bob, FIRST, act, "AmountTooLow")
        act = lambda: sub.add_stake(a.dave, FIRST, hotkey, tao(999_000))
        a.unchanged("more than the balance", a.dave, a.bob, FIRST, act, "NotEnoughBalanceToStake")
    with a.journey.step("stake with a limit price"):
        price = a.subtensor.get_subnet_price(FIRST).tao
        options = {"safe_staking": True, "rate_tolerance": 0.01}
        act = lambda: sub.add_stake(a.charlie, FIRST, hotkey, tao(400), **options)
        a.unchanged("400 at one percent, or nothing", a.charlie, a.bob, FIRST, act, "SlippageTooHigh")
        response = sub.add_stake(a.charlie, FIRST, hotkey, tao(400), allow_partial_stake=True, **options)
        taken = a.one_event(response, "StakeAdded")[2]
        a.journey.check("a part of it", 0 < taken < 400 * TAO, taken)
        stakes(a, a.charlie, FIRST, response, taken)
        a.journey.near("the price is at its limit", a.subtensor.get_subnet_price(FIRST).tao, price * 1.01, 3e-9)
    with a.journey.step("several stakes at once"):
        response = sub.add_stake_multiple(a.charlie, [FIRST, SECOND], [hotkey] * 2, [tao(30), tao(40)])
        a.journey.must("all of them", response.success, response.message)
        for one, netuid in ((response.data[0, hotkey, FIRST], FIRST), (response.data[1, hotkey, SECOND], SECOND)):
            stakes(a, a.charlie, netuid, one, a.one_event(one, "StakeAdded")[2])


def remove(a: AsyncStakers) -> None:
    sub, hotkey = a.client, a.bob.hotkey.ss58_address
    with a.journey.step("unstake"):
        for netuid, amount in ((FIRST, 10 * TAO + 1), (ROOT, 7 * TAO)):
            response = sub.unstake(a.charlie, netuid, hotkey, alpha(amount, netuid))
            unstakes(a, a.charlie, netuid, response, amount)
        more = alpha(a.held(a.charlie, a.bob, FIRST) + TAO, FIRST)
        response = sub.unstake(a.charlie, FIRST, hotkey, more)
        a.refused("more than there is, by the client", response, "Not enough stake")
    with a.journey.step("unstake with a limit price"):
        price = a.subtensor.get_subnet_price(FIRST).tao
        options = {"safe_unstaking": True, "rate_tolerance": 0.002}
        act = lambda: sub.unstake(a.bob, FIRST, hotkey, alpha(200 * TAO, FIRST), **options)
        a.unchanged("200 at 0.2 percent, or nothing", a.bob, a.bob, FIRST, act, "SlippageTooHigh")
        response = sub.unstake(a.bob, FIRST, hotkey, alpha(200 * TAO, FIRST), allow_partial_stake=True, **options)
        _, _, _, sold, _, fee = a.one_event(response, "StakeRemoved")
        a.journey.check("a part of it", 0 < sold + fee < 200 * TAO, sold + fee)
        unstakes(a, a.bob, FIRST, response, sold + fee)
        after = a.subtensor.get_subnet_price(FIRST).tao
        a.journey.near("the price is at its limit", after, price * 0.998, price * 1e-5)
    with a.journey.step("several at once"):
        amounts = [alpha(5 * TAO, FIRST), alpha(6 * TAO, SECOND)]
        response = sub.unstake_multiple(a.charlie, [FIRST, SECOND], [hotkey] * 2, amounts)
        a.journey.must("all of them", response.success, response.message)
        unstakes(a, a.charlie, FIRST, response.data[0, hotkey, FIRST], 5 * TAO)
        unstakes(a, a.charlie, SECOND, response.data[1, hotkey, SECOND], 6 * TAO)
    with a.journey.step("whole positions"):
        stakes(a, a.eve, FIRST, sub.add_stake(a.eve, FIRST, hotkey, tao(300)), 300 * TAO)
        act = lambda: sub.unstake_all(a.eve, FIRST, hotkey)
        a.unchanged("all of it at half a percent", a.eve, a.bob, FIRST, act, "SlippageTooHigh")
        stakes(a, a.eve, SECOND, sub.add_stake(a.eve, SECOND, hotkey, tao(2)), 2 * TAO)
        response = sub.unstake_all(a.eve, FIRST, hotkey, rate_tolerance=0.9)
        unstakes(a, a.eve, FIRST, response, whole(a, response), whole=True)
        response = sub.unstake_multiple(a.eve, [SECOND], [hotkey], unstake_all=True)
        a.journey.must("all of them", response.success, response.message)
        one = response.data[0, hotkey, SECOND]
        unstakes(a, a.eve, SECOND, one, whole(a, one), whole=True)


def whole(a: AsyncStakers, response) -> int:
    """Alpha that one sale took, with its fee."""
    return sum(a.one_event(response, "StakeRemoved")[at] for at in (3, 5))


def move(a: AsyncStakers) -> None:
    sub, bob, dave = a.client, a.bob.hotkey.ss58_address, a.dave.hotkey.ss58_address
    target = a.eve.coldkeypub.ss58_address
    for title, origin, destination, amount, receiver, under, final, act in (
        (
            "move to another subnet and hotkey", FIRST, SECOND, 11 * TAO, a.charlie, a.dave, "StakeMoved",
            lambda amount: sub.move_stake(a.charlie, FIRST, bob, SECOND, dave, amount),
        ),
        (
            "move from root", ROOT, FIRST, 13 * TAO, a.charlie, a.dave, "StakeMoved",
            lambda amount: sub.move_stake(a.charlie, ROOT, bob, FIRST, dave, amount),
        ),
        (
            "give stake away", FIRST, FIRST, 20 * TAO, a.eve, a.bob, "StakeTransferred",
            lambda amount: sub.transfer_stake(a.charlie, target, bob, FIRST, FIRST, amount),
        ),
        (
            "swap to another subnet", FIRST, SECOND, 9 * TAO, a.charlie, a.bob, "StakeSwapped",
            lambda amount: sub.swap_stake(a.charlie, bob, FIRST, SECOND, amount),
        ),
        (
            # This client too sends the bare ratio of the prices as the limit.
            "swap within a tolerance", SECOND, FIRST, TAO, a.charlie, a.bob, "StakeSwapped",
            lambda amount: sub.swap_stake(a.charlie, bob, SECOND, FIRST, amount, safe_swapping=True, rate_tolerance=0.01),
        ),
    ):
        with a.journey.step(title):
            response = act(alpha(amount, origin))
            arrived = transitions(a, response, origin, destination, amount, final)
            block = a.paid("it cost its fee", a.charlie, response, 0)
            left, came = (
                [a.held(who, hotkey, netuid, at) for at in (block - 1, block)]
                for who, hotkey, netuid in ((a.charlie, a.bob, origin), (receiver, under, destination))
            )
            a.journey.near("it left", left[0] - left[1], amount, 1)
            a.journey.near("it arrived", came[1] - came[0], arrived, 1)
    with a.journey.step("move everything"):
        everything = a.held(a.charlie, a.dave, FIRST)
        response = sub.move_stake(a.charlie, FIRST, dave, FIRST, bob, move_all_stake=True)
        transitions(a, response, FIRST, FIRST, everything, "StakeMoved")
        a.journey.equal("nothing is left", a.held(a.charlie, a.dave, FIRST), 0)


def burn(a: AsyncStakers) -> None:
    sub, journey, hotkey = a.client, a.journey, a.bob.hotkey.ss58_address
    with journey.step("buy and burn"):
        price = a.subtensor.get_subnet_price(FIRST)
        response = sub.add_stake_burn(a.charlie, FIRST, hotkey, tao(10), limit_price=price * 1.1)
        block = a.paid("Charlie spends 10", a.charlie, response, 10 * TAO)
        bought = a.buys(FIRST, 10 * TAO, block - 1).alpha_amount.rao
        expected = {"netuid": FIRST, "hotkey": hotkey, "amount": 10 * TAO, "alpha": bought}
        journey.equal("burned as quoted", dict(a.one_event(response, "AddStakeBurn")), expected)
        held = [a.held(a.charlie, a.bob, FIRST, at) for at in (block - 1, block)]
        journey.near("his stake is as before", held[1], held[0], 1)
        limit = a.subtensor.get_subnet_price(FIRST) * 1.001
        act = lambda: sub.add_stake_burn(a.charlie, FIRST, hotkey, tao(400), limit_price=limit)
        a.unchanged("beyond its limit", a.charlie, a.bob, FIRST, act, "SlippageTooHigh")


def delegate(a: AsyncStakers) -> int:
    """Take, children and auto-stake; gives the block in which the children were set."""
    sub, journey, hotkey = a.client, a.journey, a.bob.hotkey.ss58_address
    dave, eve, cold = a.dave.hotkey.ss58_address, a.eve.hotkey.ss58_address, a.dave.coldkeypub.ss58_address
    with journey.step("delegate take"):
        a.refused("a take above the maximum", sub.set_delegate_take(a.bob, hotkey, 0.5), "Custom error: 27")
        response = sub.set_delegate_take(a.bob, hotkey, 0.1)
        a.paid("Bob lowers his take", a.bob, response, 0)
        journey.equal("stored", a.stored("Delegates", hotkey), int(0.1 * U16))
        a.sudo("sudo_set_tx_delegate_take_rate_limit", tx_rate_limit=0)
        a.paid("Bob raises it", a.bob, sub.set_delegate_take(a.bob, hotkey, 0.12), 0)
        journey.equal("stored", a.stored("Delegates", hotkey), int(0.12 * U16))
    with journey.step("children"):
        # The hotkey comes first here, which the other client takes second.
        response = sub.set_children(a.bob, hotkey, FIRST, [(0.6, dave), (0.5, eve)])
        a.refused("more than everything", response, "ProportionOverflow")
        response = sub.set_children(a.bob, hotkey, FIRST, [(0.25, dave), (0.5, eve)])
        block = a.paid("Bob sets children", a.bob, response, 0)
        scheduled = a.one_event(response, "SetChildrenScheduled")
        journey.equal("scheduled for", tuple(scheduled[:3]), (hotkey, FIRST, block + 2))
        pending = sub.get_children_pending(hotkey, FIRST)
        journey.equal("waiting", pending, ([(QUARTER / U64, dave), (HALF / U64, eve)], block + 2))
    with journey.step("auto-stake"):
        a.paid("Dave's incentive goes to Bob", a.dave, sub.set_auto_stake(a.dave, FIRST, hotkey), 0)
        journey.equal("stored", a.stored("AutoStakeDestination", cold, FIRST), hotkey)
        again = sub.set_auto_stake(a.dave, FIRST, hotkey)
        a.refused("the same again", again, "SameAutoStakeHotkeyAlreadySet")
    return block


def epochs(a: AsyncStakers) -> None:
    journey, hotkey = a.journey, a.bob.hotkey.ss58_address
    with journey.step("epochs"):
        a.sudo("sudo_set_tempo", netuid=FIRST, tempo=TEMPO)
        next_epoch(a)
        a.accepted("Bob sets weights", a.client.set_weights(a.bob, FIRST, [DAVE], [1.0]))
        next_epoch(a)
        a.sudo("sudo_set_tempo", netuid=FIRST, tempo=CALM)
        family = {(QUARTER, a.dave.hotkey.ss58_address), (HALF, a.eve.hotkey.ss58_address)}
        journey.equal("children", {tuple(one) for one in a.stored("ChildKeys", hotkey, FIRST)}, family)


def claim(a: AsyncStakers) -> None:
    sub, journey, charlie = a.client, a.journey, a.charlie.coldkeypub.ss58_address
    with journey.step("root dividends"):
        a.paid("Charlie keeps", a.charlie, sub.set_root_claim_type(a.charlie, "Keep"), 0)
        journey.equal("stored", sub.get_root_claim_type(charlie), "Keep")
        due = owed(a, a.charlie, a.subtensor.get_current_block())
        journey.must("there are some", due > 0, due)
        response = sub.claim_root(a.charlie, [FIRST])
        block = a.paid("Charlie claims", a.charlie, response, 0)
        journey.equal("paid as alpha", a.under(a.bob, FIRST, block) - a.under(a.bob, FIRST, block - 1), due)
        journey.equal("noted", claimed(a, a.charlie, block) - claimed(a, a.charlie, block - 1), due)
        kinds = {"KeepSubnets": {"subnets": [FIRST]}}
        a.paid("Charlie keeps some", a.charlie, sub.set_root_claim_type(a.charlie, kinds), 0)


def lock(a: AsyncStakers) -> None:
    sub, journey = a.client, a.journey
    charlie, bob, dave = a.charlie.coldkeypub.ss58_address, a.bob.hotkey.ss58_address, a.dave.hotkey.ss58_address
    with journey.step("lock stake"):
        much = alpha(total_on(a, charlie) + TAO, FIRST)
        act = lambda: sub.lock_stake(a.charlie, bob, FIRST, much)
        a.unchanged("more than there is", a.charlie, a.bob, FIRST, act, "InsufficientStakeForLock")
        mass = a.held(a.charlie, a.bob, FIRST) // 2
        response = sub.lock_stake(a.charlie, bob, FIRST, alpha(mass, FIRST))
        block = a.paid("Charlie locks half", a.charlie, response, 0)
        expected = {"coldkey": charlie, "hotkey": bob, "netuid": FIRST, "amount": mass}
        journey.equal("event", dict(a.one_event(response, "StakeLocked")), expected)
        at = a.subtensor.get_block_hash(block)
        lock = sub.get_coldkey_lock(charlie, FIRST, block_hash=at)
        journey.equal("locked", (lock["locked_mass"].rao, lock["last_update"]), (mass, block))
        a.paid("made perpetual", a.charlie, sub.set_perpetual_lock(a.charlie, FIRST, True), 0)
        journey.equal("stored", a.stored("DecayingLock", charlie, FIRST), False)
        a.paid("moved to Dave", a.charlie, sub.move_lock(a.charlie, dave, FIRST), 0)
        journey.equal("stored", [hotkey for hotkey, _ in a.subtensor.get_stake_locks(charlie, FIRST)], [dave])
        a.refused("a lock to another hotkey", sub.lock_stake(a.charlie, bob, FIRST, alpha(TAO, FIRST)), "LockHotkeyMismatch")
        a.refused("moving without a lock", sub.move_lock(a.dave, bob, FIRST), "NoExistingLock")


def questions(a: AsyncStakers) -> tuple:
    """Questions about stake, delegates, children, takes, root claims, locks and prices, by group."""
    charlie, eve, dave = (who.coldkeypub.ss58_address for who in (a.charlie, a.eve, a.dave))
    bob, other = a.bob.hotkey.ss58_address, a.dave.hotkey.ss58_address
    nobody = a.alice.coldkeypub.ss58_address
    pair, place = (charlie, bob), (charlie, FIRST)
    amount, some = tao(12.345), alpha(5 * TAO + 7, FIRST)
    return (
        ("stake", (
            ("get_stake", *pair, FIRST), ("get_stake", *pair, ROOT), ("get_stake", nobody, bob, FIRST),
            ("get_stake", *pair, UNKNOWN),
            ("get_stake_for_coldkey_and_hotkey", *pair), ("get_stake_for_coldkey_and_hotkey", *pair, [FIRST, SECOND]),
            ("get_stake_info_for_coldkey", charlie), ("get_stake_info_for_coldkey", nobody),
            ("get_stake_info_for_coldkeys", [charlie, eve, nobody]), ("get_stake_for_hotkey", bob, FIRST),
            ("get_hotkey_stake", bob, SECOND), ("get_stake_weight", FIRST), ("get_staking_hotkeys", charlie),
            ("get_owned_hotkeys", charlie), ("get_hotkey_owner", bob), ("get_hotkey_owner", nobody),
            ("does_hotkey_exist", bob), ("does_hotkey_exist", nobody), ("get_auto_stakes", dave),
            ("get_auto_stakes", nobody), ("get_balance", charlie), ("get_balances", charlie, eve, nobody),
            ("get_netuids_for_hotkey", bob), ("get_netuids_for_hotkey", nobody), ("get_existential_deposit",),
            ("is_hotkey_registered_any", bob), ("is_hotkey_registered_on_subnet", other, SECOND),
        )),
        ("delegates", (
            ("get_delegates",), ("get_delegate_by_hotkey", bob), ("get_delegate_by_hotkey", nobody),
            ("get_delegated", charlie), ("get_delegated", nobody), ("get_delegate_identities",),
            ("query_identity", charlie), ("query_identity", nobody), ("get_delegate_take", bob),
            ("get_delegate_take", nobody), ("is_hotkey_delegate", bob), ("is_hotkey_delegate", nobody),
        )),
        ("children", (
            ("get_children", bob, FIRST), ("get_children", other, FIRST), ("get_parents", other, FIRST),
            ("get_parents", bob, FIRST), ("get_children_pending", other, FIRST), ("get_children_pending", bob, FIRST),
        )),
        ("root claims", (
            ("get_root_claim_type", charlie), ("get_root_claim_type", nobody), ("get_root_claimable_rate", bob, FIRST),
            ("get_root_claimable_all_rates", bob), ("get_root_claimable_stake", *pair, FIRST),
            ("get_root_claimable_stake", a.bob.coldkeypub.ss58_address, bob, FIRST), ("get_root_claimed", *pair, FIRST),
            ("get_root_alpha_dividends_per_subnet", bob, FIRST),
        )),
        ("locks", (
            ("get_coldkey_lock", *place), ("get_coldkey_lock", nobody, FIRST), ("get_stake_lock", *place, other),
            ("get_stake_lock", *place, bob), ("get_stake_locks", *place), ("get_stake_locks", eve, FIRST),
            ("get_stake_availability_for_coldkeys", [charlie, eve]),
            ("get_stake_availability_for_coldkeys", [charlie], [FIRST]), ("is_perpetual_lock", *place),
            ("is_perpetual_lock", nobody, FIRST), ("get_hotkey_conviction", other, FIRST),
            ("get_most_convicted_hotkey_on_subnet", FIRST), ("get_most_convicted_hotkey_on_subnet", SECOND),
        )),
        ("prices and quotes", (
            ("get_subnet_price", FIRST), ("get_subnet_price", ROOT), ("get_subnet_prices",), ("subnet", FIRST),
            ("subnet", UNKNOWN), ("all_subnets",), ("sim_swap", ROOT, FIRST, amount), ("sim_swap", FIRST, ROOT, some),
            ("sim_swap", FIRST, SECOND, some), ("sim_swap", ROOT, UNKNOWN, amount),
            ("get_stake_add_fee", amount, FIRST), ("get_unstake_fee", FIRST, some),
            ("get_stake_movement_fee", FIRST, SECOND, some), ("recycle", FIRST), ("recycle", UNKNOWN),
            ("get_all_ema_tao_inflow",), ("get_subnet_burn_cost",),
        )),
    )


def reads(a: AsyncStakers) -> None:
    sub, journey = a.client, a.journey
    with journey.step("something to ask about"):
        hotkey, target = a.dave.hotkey.ss58_address, a.eve.hotkey.ss58_address
        about = {name: "" for name in ("name", "url", "github_repo", "image", "discord", "description", "additional")}
        call = sub.compose_call("SubtensorModule", "set_identity", {**about, "name": "Charlie"})
        a.accepted("Charlie introduces himself", sub.sign_and_send_extrinsic(call, a.charlie))
        response = a.submit(a.dave, "set_children", hotkey=hotkey, netuid=FIRST, children=[(QUARTER, target)])
        a.accepted("Dave's children wait", response)
    block = a.subtensor.get_current_block()
    at = a.subtensor.get_block_hash(block)
    for group, asked in questions(a):
        with journey.step(f"both clients: {group}"):
            for name, *arguments in asked:
                # Of a bounded list the asynchronous client gives the shell too.
                got = plain(getattr(sub, name)(*arguments, block_hash=at))
                expected = getattr(a.subtensor, name)(*arguments, block=block)
                words = ", ".join(str(one)[:10] for one in arguments)
                same = (got, type(got)) == (expected, type(expected))
                journey.check(f"{name}({words})", same, str(got)[:60] if same else f"{got!r} instead of {expected!r}")
    with journey.step("both clients: what has no block"):
        minimum = [one.get_minimum_required_stake() for one in (sub, a.subtensor)]
        journey.equal("get_minimum_required_stake", minimum[0], minimum[1])
        quotes = []
        for one in (sub, a.subtensor):
            call = {"netuid": FIRST, "hotkey": a.bob.hotkey.ss58_address, "amount_staked": TAO}
            composed = one.compose_call("SubtensorModule", "add_stake", call)
            quotes.append(one.get_extrinsic_fee(composed, a.charlie.coldkey).rao)
        journey.equal("get_extrinsic_fee", quotes[0], quotes[1])
        journey.equal("get_ema_tao_inflow of nothing", sub.get_ema_tao_inflow(FIRST, block=block), None)


def revoke(a: AsyncStakers, since: int) -> None:
    sub, journey, hotkey = a.client, a.journey, a.bob.hotkey.ss58_address
    with journey.step("children are revoked"):
        sub.wait_for_block(since + CHILDREN_RATE_LIMIT)
        a.paid("Bob revokes", a.bob, sub.set_children(a.bob, hotkey, FIRST, []), 0)
        pending = sub.get_children_pending(hotkey, FIRST)
        journey.equal("waiting", pending[0], [])


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        actors = AsyncStakers(journey, chain, folder)
        for part in (settings, connect, add, remove, move, burn):
            part(actors)
        since = delegate(actors)
        for part in (epochs, claim, lock, reads):
            part(actors)
        revoke(actors, since)
        actors.client.close()
        actors.subtensor.close()


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    stdlib_logging.getLogger("bittensor").setLevel(stdlib_logging.CRITICAL)
    run(f"bittensor {bt.__version__}: asynchronous client", steps, chain_of)
