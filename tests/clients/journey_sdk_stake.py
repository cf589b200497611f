"""Every way to hold, move and price a stake with the released Python SDK.

Each quote must equal what then happens, and every payment is checked to the rao: balance before −
cost − fee = balance after, read at the blocks around the transaction.
"""

import logging as stdlib_logging
import os
import struct
import tempfile

import bittensor as bt

import orders
from journey_sdk import chain_of
from stakers import FIRST, ROOT, SECOND, Stakers, alpha, fee_of, prepare, tao, without_fee
from support import TAO, Chain, Journey, run

AMOUNTS = (2_001_007, TAO, 123_456_789_012)
"""Quoted amounts: the least that may be staked, one token, and a large odd one."""


def quotes(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("prices and quotes"):
        block = sub.get_current_block()
        every, views = sub.get_subnet_prices(block=block), sub.all_subnets(block=block)
        journey.equal("prices of", sorted(every), [ROOT, 1, FIRST, SECOND])
        for netuid in (ROOT, 1, FIRST, SECOND):
            price = sub.get_subnet_price(netuid, block=block)
            journey.equal(f"price of {netuid} in the list", every[netuid].rao, price.rao)
            view = next(one for one in views if one.netuid == netuid)
            journey.equal("and in its view", view.price.rao, price.rao)
            journey.equal("and of it alone", sub.subnet(netuid, block=block).price.rao, price.rao)
        for amount in AMOUNTS:
            buy, sell = a.buys(FIRST, amount, block), a.sells(FIRST, amount, block)
            journey.equal(f"buying for {amount}: fee", buy.tao_fee.rao, fee_of(amount))
            journey.equal("and alone", sub.get_stake_add_fee(tao(amount / TAO), FIRST, block=block).rao, fee_of(amount))
            journey.equal(f"selling {amount}: fee", sell.alpha_fee.rao, fee_of(amount))
            unstake = sub.get_unstake_fee(FIRST, alpha(amount, FIRST), block=block)
            journey.equal("and alone", unstake.rao, fee_of(amount))
            move = sub.get_stake_movement_fee(FIRST, SECOND, alpha(amount, FIRST), block=block)
            journey.equal("moving: fee of the second market", move.rao, fee_of(sell.tao_amount.rao))
            root = a.buys(ROOT, amount, block)
            journey.equal("root: one for one, no fee", (root.alpha_amount.rao, root.tao_fee.rao), (amount, 0))
        nothing = a.buys(999, TAO, block)
        journey.equal("an unknown subnet gives nothing", (nothing.alpha_amount.rao, nothing.tao_fee.rao), (0, 0))


def stakes(a: Stakers, who, netuid: int, response, amount: int) -> int:
    """Checks a purchase under Bob's hotkey against its quote; gives the alpha."""
    journey = a.journey
    block = a.paid(f"{who.name} stakes {amount} on {netuid}", who, response, amount)
    quote = a.buys(netuid, amount, block - 1)
    cold, hot, paid, bought, at, fee = a.one_event(response, "StakeAdded")
    journey.equal("who", (cold, hot), (who.coldkeypub.ss58_address, a.bob.hotkey.ss58_address))
    journey.equal("TAO, netuid and fee", (paid, at, fee), (amount, netuid, quote.tao_fee.rao))
    journey.equal("alpha as quoted in the block before", bought, quote.alpha_amount.rao)
    under = [a.under(a.bob, netuid, at) for at in (block - 1, block)]
    journey.equal("the hotkey's stake grew by it", under[1] - under[0], bought)
    held = [a.held(who, a.bob, netuid, at) for at in (block - 1, block)]
    journey.near("and the staker's", held[1] - held[0], bought, 1)
    pool = [a.pool(netuid, at) for at in (block - 1, block)]
    if netuid != ROOT:
        moved = [after - before for before, after in zip(*pool)]
        journey.equal("market: TAO and alpha", moved[:2], [amount - fee, -bought])
        # The parts of a block's emission are rounded down, so a rao or two belong to nobody.
        journey.near("alpha outside", moved[2], bought, 4)
    return bought


def add(a: Stakers) -> None:
    sub, hotkey = a.subtensor, a.bob.hotkey.ss58_address
    with a.journey.step("stake"):
        for who, netuid, amount in ((a.bob, FIRST, 1000), (a.bob, SECOND, 500), (a.charlie, FIRST, 4000.123456789)):
            response = sub.add_stake(who, netuid, hotkey, tao(amount))
            stakes(a, who, netuid, response, round(amount * TAO))
    with a.journey.step("stake on root"):
        bought = stakes(a, a.charlie, ROOT, sub.add_stake(a.charlie, ROOT, hotkey, tao(77)), 77 * TAO)
        a.journey.equal("one for one", bought, 77 * TAO)
    with a.journey.step("stake that is refused"):
        for what, netuid, amount, error in (
            ("below the minimum", FIRST, 0.002, "AmountTooLow"),
            ("nothing", FIRST, 0, "AmountTooLow"),
            ("more than the balance", FIRST, 999_000, "NotEnoughBalanceToStake"),
        ):
            act = lambda: sub.add_stake(a.dave, netuid, hotkey, tao(amount))
            a.unchanged(what, a.dave, a.bob, netuid, act, error)
        stranger = a.alice.coldkeypub.ss58_address
        act = lambda: sub.add_stake(a.dave, FIRST, stranger, tao(1))
        a.unchanged("a hotkey nobody has", a.dave, a.bob, FIRST, act, "HotKeyAccountNotExists")


def add_within(a: Stakers) -> None:
    sub, hotkey = a.subtensor, a.bob.hotkey.ss58_address
    with a.journey.step("stake with a limit price"):
        response = sub.add_stake(a.charlie, FIRST, hotkey, tao(2), safe_staking=True)
        stakes(a, a.charlie, FIRST, response, 2 * TAO)
        act = lambda: sub.add_stake(a.charlie, FIRST, hotkey, tao(200), safe_staking=True)
        a.unchanged("200 at half a percent, or nothing", a.charlie, a.bob, FIRST, act, "SlippageTooHigh")
    with a.journey.step("the part that a limit price allows"):
        price = sub.get_subnet_price(FIRST).tao
        response = sub.add_stake(a.charlie, FIRST, hotkey, tao(200), safe_staking=True, allow_partial_stake=True)
        taken = a.one_event(response, "StakeAdded")[2]
        a.journey.check("a part of it", 0 < taken < 200 * TAO, taken)
        stakes(a, a.charlie, FIRST, response, taken)
        a.journey.near("the price is at its limit", sub.get_subnet_price(FIRST).tao, price * 1.005, 3e-9)
    with a.journey.step("stake within a tolerance"):
        price = sub.get_subnet_price(FIRST).tao
        tight = {"safe_staking": True, "rate_tolerance": 0.002}
        act = lambda: sub.add_stake(a.charlie, FIRST, hotkey, tao(100), **tight)
        a.unchanged("100 at 0.2 percent, or nothing", a.charlie, a.bob, FIRST, act, "SlippageTooHigh")
        response = sub.add_stake(a.charlie, FIRST, hotkey, tao(100), allow_partial_stake=True, **tight)
        taken = a.one_event(response, "StakeAdded")[2]
        a.journey.check("a part of it", 0 < taken < 100 * TAO, taken)
        stakes(a, a.charlie, FIRST, response, taken)
        a.journey.near("the price is at its limit", sub.get_subnet_price(FIRST).tao, price * 1.002, 3e-9)
    with a.journey.step("several stakes at once"):
        response = sub.add_stake_multiple(a.charlie, [FIRST, SECOND], [hotkey] * 2, [tao(3), tao(4)])
        a.journey.must("all of them", response.success, response.message)
        for one, netuid in ((response.data[0, hotkey, FIRST], FIRST), (response.data[1, hotkey, SECOND], SECOND)):
            stakes(a, a.charlie, netuid, one, a.one_event(one, "StakeAdded")[2])


def unstakes(a: Stakers, who, netuid: int, response, amount: int, whole: bool = False) -> None:
    """Checks a sale under Bob's hotkey against its quote."""
    journey = a.journey
    _, _, gained, sold, at, fee = a.one_event(response, "StakeRemoved")
    block = a.paid(f"{who.name} unstakes {amount} of {netuid}", who, response, -gained)
    quote = a.sells(netuid, amount, block - 1)
    journey.equal("TAO as quoted in the block before", gained, quote.tao_amount.rao)
    journey.equal("alpha sold and fee", (sold + fee, fee, at), (amount, quote.alpha_fee.rao, netuid))
    under = [a.under(a.bob, netuid, at) for at in (block - 1, block)]
    journey.equal("the hotkey's stake fell by it", under[0] - under[1], amount)
    held = [a.held(who, a.bob, netuid, at) for at in (block - 1, block)]
    journey.near("and the staker's", held[0] - held[1], amount, 1)
    if whole:
        journey.equal("nothing is left", held[1], 0)


def remove(a: Stakers) -> None:
    sub, hotkey = a.subtensor, a.bob.hotkey.ss58_address
    with a.journey.step("unstake"):
        some = ((a.charlie, FIRST, 100 * TAO + 1), (a.bob, SECOND, 7 * TAO), (a.charlie, ROOT, 7 * TAO))
        for who, netuid, amount in some:
            response = sub.unstake(who, netuid, hotkey, alpha(amount, netuid))
            unstakes(a, who, netuid, response, amount)
    with a.journey.step("unstake that is refused"):
        more = alpha(a.held(a.charlie, a.bob, FIRST) + TAO, FIRST)
        response = sub.unstake(a.charlie, FIRST, hotkey, more)
        a.refused("more than there is, by the client", response, "Not enough stake")
        call = {"hotkey": hotkey, "netuid": FIRST}
        limit = {"limit_price": 0, "allow_partial": False}
        for what, name, amount, more_of_it, error in (
            ("more than there is, by the chain", "remove_stake_limit", more.rao, limit, "NotEnoughStakeToWithdraw"),
            ("nothing", "remove_stake", 0, {}, "AmountTooLow"),
            ("dust", "remove_stake", 1000, {}, "AmountTooLow"),
        ):
            act = lambda: a.submit(a.charlie, name, **call, amount_unstaked=amount, **more_of_it)
            a.unchanged(what, a.charlie, a.bob, FIRST, act, error)


def remove_within(a: Stakers) -> None:
    sub, hotkey = a.subtensor, a.bob.hotkey.ss58_address
    with a.journey.step("unstake with a limit price"):
        response = sub.unstake(a.bob, FIRST, hotkey, alpha(TAO // 4, FIRST), safe_unstaking=True)
        unstakes(a, a.bob, FIRST, response, TAO // 4)
        much = 200 * TAO
        act = lambda: sub.unstake(a.bob, FIRST, hotkey, alpha(much, FIRST), safe_unstaking=True)
        a.unchanged("200 at half a percent, or nothing", a.bob, a.bob, FIRST, act, "SlippageTooHigh")
    with a.journey.step("the part that a limit price allows"):
        price = sub.get_subnet_price(FIRST).tao
        response = sub.unstake(a.bob, FIRST, hotkey, alpha(much, FIRST), safe_unstaking=True, allow_partial_stake=True)
        _, _, _, sold, _, fee = a.one_event(response, "StakeRemoved")
        a.journey.check("a part of it", 0 < sold + fee < much, sold + fee)
        unstakes(a, a.bob, FIRST, response, sold + fee)
        # The fee is sold too, below the limit, for whoever made the block.
        least = price * 0.995 * (1 - 0.005 * 0.002)
        after = sub.get_subnet_price(FIRST).tao
        a.journey.check("the price is at its limit", least < after <= price * 0.995 + 2e-9, (after, price * 0.995))
        tight = {"safe_unstaking": True, "rate_tolerance": 0.0005}
        act = lambda: sub.unstake(a.bob, FIRST, hotkey, alpha(50 * TAO, FIRST), **tight)
        a.unchanged("50 at 0.05 percent, or nothing", a.bob, a.bob, FIRST, act, "SlippageTooHigh")
    with a.journey.step("several at once"):
        amounts = [alpha(5 * TAO, FIRST), alpha(6 * TAO, SECOND)]
        response = sub.unstake_multiple(a.bob, [FIRST, SECOND], [hotkey] * 2, amounts)
        a.journey.must("all of them", response.success, response.message)
        unstakes(a, a.bob, FIRST, response.data[0, hotkey, FIRST], 5 * TAO)
        unstakes(a, a.bob, SECOND, response.data[1, hotkey, SECOND], 6 * TAO)


def transitions(a: Stakers, response, origin: int, destination: int, amount: int, final: str) -> int:
    """Checks a way from one position to another against the quotes; gives the alpha that arrived."""
    journey = a.journey
    block = a.accepted(f"{amount} from {origin} to {destination}", response)
    removed, added = a.one_event(response, "StakeRemoved"), a.one_event(response, "StakeAdded")
    moved = a.one_event(response, final)[-1]
    if origin == destination:
        expected = amount * a.subtensor.get_subnet_price(origin, block=block - 1).rao // TAO
        journey.near("its worth in TAO", moved, expected, amount // TAO + 1)
        journey.equal("all of it, without a fee", (removed[3], added[3], removed[5], added[5]), (amount, amount, 0, 0))
        return amount
    if origin == ROOT:
        quote = a.buys(destination, amount, block - 1)
        journey.equal("TAO out of root", (removed[2], removed[5]), (amount, 0))
        journey.equal("alpha and fee as quoted", (added[3], added[5]), (quote.alpha_amount.rao, quote.tao_fee.rao))
        return added[3]
    sale = a.sells(origin, amount, block - 1)
    gained = sale.tao_amount.rao
    quoted = (gained, amount, sale.alpha_fee.rao)
    journey.equal("sold as quoted", (removed[2], removed[3] + removed[5], removed[5]), quoted)
    gross = gained if destination == ROOT else without_fee(gained)
    bought = a.buys(destination, gross, block - 1).alpha_amount.rao
    journey.equal("bought as quoted, without a second fee", (added[2], added[3], added[5]), (gained, bought, 0))
    journey.equal("its worth in TAO", moved, gained)
    return bought


def move(a: Stakers) -> None:
    sub, bob, dave = a.subtensor, a.bob.hotkey.ss58_address, a.dave.hotkey.ss58_address
    for title, origin, destination, amount in (
        ("move to another hotkey", FIRST, FIRST, 10 * TAO + 3),
        ("move to another subnet", FIRST, SECOND, 11 * TAO),
        ("move to root", FIRST, ROOT, 12 * TAO),
        ("move from root", ROOT, SECOND, 13 * TAO),
    ):
        with a.journey.step(title):
            free, to = a.free(a.charlie), a.held(a.charlie, a.dave, destination)
            left = a.held(a.charlie, a.bob, origin)
            response = sub.move_stake(a.charlie, origin, bob, destination, dave, alpha(amount, origin))
            arrived = transitions(a, response, origin, destination, amount, "StakeMoved")
            a.journey.near("it left", left - a.held(a.charlie, a.bob, origin), amount, 1)
            a.journey.near("it arrived", a.held(a.charlie, a.dave, destination) - to, arrived, 1)
            a.journey.equal("it cost its fee", free - a.free(a.charlie), response.extrinsic_fee.rao)
    with a.journey.step("move everything"):
        all_of_it = a.held(a.charlie, a.dave, FIRST)
        response = sub.move_stake(a.charlie, FIRST, dave, FIRST, bob, move_all_stake=True)
        transitions(a, response, FIRST, FIRST, all_of_it, "StakeMoved")
        a.journey.equal("nothing is left", a.held(a.charlie, a.dave, FIRST), 0)
    with a.journey.step("moves that are refused"):
        call = {"origin_hotkey": bob, "destination_hotkey": bob, "origin_netuid": FIRST}
        for what, destination, amount, error in (
            ("to where it is", FIRST, TAO, "SameNetuid"),
            ("to an unknown subnet", 999, TAO, "SubnetNotExists"),
            ("a rao", SECOND, 1, "AmountTooLow"),
        ):
            act = lambda: a.submit(a.charlie, "move_stake", **call, destination_netuid=destination, alpha_amount=amount)
            a.unchanged(what, a.charlie, a.bob, FIRST, act, error)


def transfer(a: Stakers) -> None:
    sub, hotkey, target = a.subtensor, a.bob.hotkey.ss58_address, a.eve.coldkeypub.ss58_address
    for title, destination, amount in (("give stake away", FIRST, 20 * TAO), ("on another subnet", SECOND, 21 * TAO)):
        with a.journey.step(title):
            before = a.held(a.eve, a.bob, destination)
            response = sub.transfer_stake(a.charlie, target, hotkey, FIRST, destination, alpha(amount, FIRST))
            arrived = transitions(a, response, FIRST, destination, amount, "StakeTransferred")
            a.journey.near("Eve has it", a.held(a.eve, a.bob, destination) - before, arrived, 1)
    with a.journey.step("a subnet that forbids it"):
        a.sudo("sudo_set_toggle_transfer", netuid=FIRST, toggle=False)
        act = lambda: sub.transfer_stake(a.charlie, target, hotkey, FIRST, FIRST, alpha(TAO, FIRST))
        a.unchanged("a transfer", a.charlie, a.bob, FIRST, act, "TransferDisallowed")
        a.sudo("sudo_set_toggle_transfer", netuid=FIRST, toggle=True)


def swap(a: Stakers) -> None:
    sub, hotkey = a.subtensor, a.bob.hotkey.ss58_address
    with a.journey.step("swap to another subnet"):
        response = sub.swap_stake(a.charlie, hotkey, FIRST, SECOND, alpha(9 * TAO, FIRST))
        transitions(a, response, FIRST, SECOND, 9 * TAO, "StakeSwapped")
        # This client sends the bare ratio of the prices as the limit, which allows nearly everything.
        response = sub.swap_stake(a.charlie, hotkey, SECOND, FIRST, alpha(TAO, SECOND), safe_swapping=True)
        transitions(a, response, SECOND, FIRST, TAO, "StakeSwapped")
        safe = {"safe_swapping": True, "allow_partial_stake": True, "rate_tolerance": 0.001}
        response = sub.swap_stake(a.charlie, hotkey, SECOND, FIRST, alpha(20 * TAO, SECOND), **safe)
        transitions(a, response, SECOND, FIRST, 20 * TAO, "StakeSwapped")
    with a.journey.step("swap with a limit"):
        ratio = sub.get_subnet_price(FIRST).tao / sub.get_subnet_price(SECOND).tao
        call = {"hotkey": hotkey, "origin_netuid": FIRST, "destination_netuid": SECOND, "alpha_amount": 50 * TAO}
        tight = {**call, "limit_price": round(ratio * 0.998 * TAO)}
        act = lambda: a.submit(a.charlie, "swap_stake_limit", **tight, allow_partial=False)
        a.unchanged("50 at 0.2 percent, or nothing", a.charlie, a.bob, FIRST, act, "SlippageTooHigh")
        response = a.submit(a.charlie, "swap_stake_limit", **tight, allow_partial=True)
        taken = sum(a.one_event(response, "StakeRemoved")[at] for at in (3, 5))
        a.journey.check("a part of it", 0 < taken < 50 * TAO, taken)
        arrived = transitions(a, response, FIRST, SECOND, taken, "StakeSwapped")
        # The limit holds for the whole swap on average, before the fee.
        a.journey.near("as many for each one as the limit says", arrived / taken, ratio * 0.998, ratio * 0.001)
    with a.journey.step("move with a limit"):
        ratio = sub.get_subnet_price(SECOND).tao / sub.get_subnet_price(FIRST).tao
        hotkeys = {"origin_hotkey": hotkey, "destination_hotkey": a.dave.hotkey.ss58_address}
        call = {**hotkeys, "origin_netuid": SECOND, "destination_netuid": FIRST, "alpha_amount": 40 * TAO}
        tight = {**call, "limit_price": round(ratio * 0.998 * TAO)}
        act = lambda: a.submit(a.charlie, "move_stake_limit", **tight, allow_partial=False)
        a.unchanged("40 at 0.2 percent, or nothing", a.charlie, a.bob, SECOND, act, "SlippageTooHigh")
        response = a.submit(a.charlie, "move_stake_limit", **tight, allow_partial=True)
        taken = sum(a.one_event(response, "StakeRemoved")[at] for at in (3, 5))
        a.journey.check("a part of it", 0 < taken < 40 * TAO, taken)
        arrived = transitions(a, response, SECOND, FIRST, taken, "StakeMoved")
        block = a.paid("it cost its fee", a.charlie, response, 0)
        left = [a.held(a.charlie, a.bob, SECOND, at) for at in (block - 1, block)]
        came = [a.held(a.charlie, a.dave, FIRST, at) for at in (block - 1, block)]
        a.journey.near("it left", left[0] - left[1], taken, 1)
        a.journey.near("it arrived", came[1] - came[0], arrived, 1)
        a.journey.near("as many for each one as the limit says", arrived / taken, ratio * 0.998, ratio * 0.001)


def stake_views(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    hotkey, cold = a.bob.hotkey.ss58_address, a.charlie.coldkeypub.ss58_address
    with journey.step("stake views"):
        block = sub.get_current_block()
        single = {netuid: a.held(a.charlie, a.bob, netuid, block) for netuid in (ROOT, 1, FIRST, SECOND)}
        pair = sub.get_stake_for_coldkey_and_hotkey(cold, hotkey, block=block)
        journey.equal("of a pair", {netuid: one.stake.rao for netuid, one in pair.items()}, single)
        some = sub.get_stake_for_coldkey_and_hotkey(cold, hotkey, [FIRST], block=block)
        journey.equal("of a pair on one subnet", [one.stake.rao for one in some.values()], [single[FIRST]])
        infos = sub.get_stake_info_for_coldkey(cold, block=block)
        listed = {one.netuid: one.stake.rao for one in infos if one.hotkey_ss58 == hotkey}
        journey.equal("of a coldkey", listed, {netuid: rao for netuid, rao in single.items() if rao})
        registered = {netuid: one.is_registered for netuid, one in pair.items()}
        journey.equal("where the hotkey has neurons", registered, {ROOT: False, 1: False, FIRST: True, SECOND: True})
        alone = {netuid: sub.is_hotkey_registered(hotkey, netuid, block=block) for netuid in registered}
        journey.equal("and alone", alone, registered)
        journey.equal("no dividends without an epoch", {one.emission.rao for one in pair.values()}, {0})
        under = sub.get_hotkey_stake(hotkey, FIRST, block=block).rao
        journey.equal("of a hotkey", under, a.stored("TotalHotkeyAlpha", hotkey, FIRST, block=block))
        others = [a.eve.coldkeypub.ss58_address, a.alice.coldkeypub.ss58_address]
        several = sub.get_stake_info_for_coldkeys([cold, *others], block=block)
        journey.equal("of several coldkeys", several[cold], infos)
        journey.equal("of one without stake", several.get(others[1], []), [])
        staking = sub.get_staking_hotkeys(cold, block=block)
        journey.check("its hotkeys", {hotkey, a.dave.hotkey.ss58_address} <= set(staking), staking)
        total = sum(a.held(who, a.bob, FIRST, block) for who in (a.alice, a.bob, a.charlie, a.dave, a.eve))
        journey.near("positions under Bob's hotkey add up", total, a.under(a.bob, FIRST, block), 5)
        owned = {who.name: sub.get_owned_hotkeys(who.coldkeypub.ss58_address) for who in (a.bob, a.alice)}
        journey.equal("hotkeys of their own", owned, {"bob": [hotkey], "alice": a.stored("OwnedHotkeys", others[1])})
        available = sub.get_stake_availability_for_coldkeys([cold], block=block)
        rows = {netuid: dict(row) for netuid, row in dict(dict(available)[cold]).items()}
        free = {}
        for one in infos:
            total = one.stake.rao + free.get(one.netuid, {"total": 0})["total"]
            free[one.netuid] = {"total": total, "locked": 0, "available": total}
        journey.equal("all of it is available", rows, free)


def unknown(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    cold, hotkey = a.charlie.coldkeypub.ss58_address, a.bob.hotkey.ss58_address
    with journey.step("stake on an unknown subnet"):
        journey.equal("nothing", sub.get_stake(cold, hotkey, 999).rao, 0)
        found = sub.get_stake_for_coldkey_and_hotkey(cold, hotkey, [999])
        journey.equal("nothing among many", {netuid: one.stake.rao for netuid, one in found.items()}, {999: 0})
        act = lambda: sub.add_stake(a.charlie, 999, hotkey, tao(1))
        a.unchanged("more of it", a.charlie, a.bob, 999, act, "SubnetNotExists")


def inflow(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("average inflow of TAO"):
        journey.equal("of all subnets", sub.get_all_ema_tao_inflow(), {})
        # Where nothing is stored this client fails, unlike the asynchronous one.
        journey.equal("of one", failure(lambda: sub.get_ema_tao_inflow(FIRST)), "TypeError")
        key = sub.substrate.create_storage_key("SubtensorModule", "SubnetEmaTaoFlow", [FIRST]).to_hex()
        value = struct.pack("<Qqq", 7, 0, 12_345)
        a.root("set_storage", "System", items=[(key, "0x" + value.hex())])
        found = sub.get_ema_tao_inflow(FIRST)
        journey.equal("of one where something is stored", (found[0], found[1].rao), (7, 12_345))
        journey.equal("of all subnets", sub.get_all_ema_tao_inflow(), {FIRST: found})
        a.root("kill_storage", "System", **{"keys": [key]})


def failure(act) -> str:
    """Name of the error that the client raises."""
    try:
        return f"no error but {act()}"
    except Exception as error:
        return type(error).__name__


def rpcs(a: Stakers) -> None:
    chain, journey = a.chain, a.journey
    with journey.step("the same over JSON-RPC"):
        at = chain.rpc("chain_getBlockHash")
        block = int(chain.rpc("chain_getHeader", at)["number"], 16)
        prices = {netuid: rao.rao for netuid, rao in a.subtensor.get_subnet_prices(block=block).items()}
        journey.equal("price", chain.rpc("swap_currentAlphaPrice", FIRST, at), prices[FIRST])
        every = chain.rpc("swap_currentAlphaPriceAll", at)
        journey.equal("all prices", {one["netuid"]: one["price"] for one in every}, prices)
        cold, hot = bytes(a.charlie.coldkeypub.public_key), bytes(a.bob.hotkey.public_key)
        netuid, amount = struct.pack("<H", FIRST), struct.pack("<Q", TAO)
        for method, parameters, api, encoded in (
            ("swap_simSwapTaoForAlpha", (FIRST, TAO), "SwapRuntimeApi_sim_swap_tao_for_alpha", netuid + amount),
            ("swap_simSwapAlphaForTao", (FIRST, TAO), "SwapRuntimeApi_sim_swap_alpha_for_tao", netuid + amount),
            ("delegateInfo_getDelegates", (), "DelegateInfoRuntimeApi_get_delegates", b""),
            ("delegateInfo_getDelegate", (list(hot),), "DelegateInfoRuntimeApi_get_delegate", hot),
            ("delegateInfo_getDelegated", (list(cold),), "DelegateInfoRuntimeApi_get_delegated", cold),
            (
                "stakeInfo_getColdkeyLock",
                (a.charlie.coldkeypub.ss58_address, FIRST),
                "StakeInfoRuntimeApi_get_coldkey_lock",
                cold + netuid,
            ),
            (
                "subnetInfo_getColdkeyAutoStakeHotkey",
                (a.charlie.coldkeypub.ss58_address, FIRST),
                "SubnetInfoRuntimeApi_get_coldkey_auto_stake_hotkey",
                cold + netuid,
            ),
        ):
            answer = bytes(chain.rpc(method, *parameters, at))
            called = chain.rpc("state_call", api, "0x" + encoded.hex(), at)
            journey.check(f"{method}: bytes of the runtime API", answer.hex() == called[2:], len(answer))
        simulated = chain.rpc("swap_simSwapTaoForAlpha", FIRST, TAO, at)
        taken, bought, fee, _, _, slippage = struct.unpack("<6Q", bytes(simulated))
        quote = a.buys(FIRST, TAO, block)
        seen = (taken, bought, fee)
        journey.equal("a quote", seen, (TAO - fee, quote.alpha_amount.rao, quote.tao_fee.rao))
        journey.near("its slippage", slippage, TAO * TAO // prices[FIRST] - bought, 2)
        pair = option(hot + netuid)
        fees = (option(None) + cold + pair + cold, pair + cold + option(None) + cold, pair + cold + pair + cold)
        for way, accounts, due in zip(("in", "out", "to itself"), fees, (fee_of(TAO), fee_of(TAO), 0)):
            asked = "0x" + (accounts + amount).hex()
            answer = chain.rpc("state_call", "StakeInfoRuntimeApi_get_stake_fee", asked, at)
            journey.equal(f"fee of stake that goes {way}", struct.unpack("<Q", bytes.fromhex(answer[2:]))[0], due)


def option(value: bytes | None) -> bytes:
    """SCALE of something that may be there."""
    return b"\x00" if value is None else b"\x01" + value


def unstake_all(a: Stakers) -> None:
    sub, hotkey = a.subtensor, a.bob.hotkey.ss58_address
    with a.journey.step("everything of every subnet into root"):
        before = {netuid: a.held(a.eve, a.bob, netuid) for netuid in (ROOT, FIRST, SECOND)}
        response = a.submit(a.eve, "unstake_all_alpha", hotkey=hotkey)
        block = a.accepted("Eve's", response)
        sales = {netuid: a.sells(netuid, before[netuid], block - 1).tao_amount.rao for netuid in (FIRST, SECOND)}
        sold = {one[4]: one[2] for one in a.all_events(response, "StakeRemoved")}
        a.journey.equal("sold as quoted", sold, sales)
        on_root = a.held(a.eve, a.bob, ROOT) - before[ROOT]
        a.journey.equal("all of it is on root", on_root, sum(sales.values()))
        a.journey.equal("nothing else is left", [a.held(a.eve, a.bob, one) for one in (FIRST, SECOND)], [0, 0])
    with a.journey.step("everything back"):
        held = a.held(a.eve, a.bob, ROOT)
        response = a.submit(a.eve, "unstake_all", hotkey=hotkey)
        a.paid("Eve's", a.eve, response, -held)
        a.journey.equal("nothing is left", a.held(a.eve, a.bob, ROOT), 0)
        act = lambda: a.submit(a.eve, "unstake_all_alpha", hotkey=hotkey)
        a.unchanged("nothing into root", a.eve, a.bob, ROOT, act, "AmountTooLow")


def remove_whole(a: Stakers) -> None:
    sub, hotkey = a.subtensor, a.bob.hotkey.ss58_address
    with a.journey.step("a whole position"):
        a.accepted("Eve stakes", sub.add_stake(a.eve, FIRST, hotkey, tao(2)))
        response = sub.unstake_all(a.eve, FIRST, hotkey)
        amount = sum(a.one_event(response, "StakeRemoved")[at] for at in (3, 5))
        unstakes(a, a.eve, FIRST, response, amount, whole=True)
        much = tao(300)
        a.accepted("Eve stakes more", sub.add_stake(a.eve, FIRST, hotkey, much))
        act = lambda: sub.unstake_all(a.eve, FIRST, hotkey)
        a.unchanged("all of it at half a percent", a.eve, a.bob, FIRST, act, "SlippageTooHigh")
        response = sub.unstake_all(a.eve, FIRST, hotkey, rate_tolerance=None)
        amount = sum(a.one_event(response, "StakeRemoved")[at] for at in (3, 5))
        unstakes(a, a.eve, FIRST, response, amount, whole=True)
        a.accepted("Eve stakes", sub.add_stake(a.eve, FIRST, hotkey, tao(20)))
        act = lambda: sub.unstake_all(a.eve, FIRST, hotkey, rate_tolerance=0.001)
        a.unchanged("all of it at 0.1 percent", a.eve, a.bob, FIRST, act, "SlippageTooHigh")
        response = sub.unstake_all(a.eve, FIRST, hotkey, rate_tolerance=0.1)
        amount = sum(a.one_event(response, "StakeRemoved")[at] for at in (3, 5))
        unstakes(a, a.eve, FIRST, response, amount, whole=True)
    with a.journey.step("several whole positions"):
        for netuid in (FIRST, SECOND):
            a.accepted(f"Eve stakes on {netuid}", sub.add_stake(a.eve, netuid, hotkey, tao(2)))
        response = sub.unstake_multiple(a.eve, [FIRST, SECOND], [hotkey] * 2, unstake_all=True)
        a.journey.must("all of them", response.success, response.message)
        a.journey.equal("nothing is left", [a.held(a.eve, a.bob, one) for one in (FIRST, SECOND)], [0, 0])


def sums(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("the sums agree"):
        block = sub.get_current_block()
        for netuid in (FIRST, SECOND):
            positions = sum(a.under(who, netuid, block) for who in (a.bob, a.charlie, a.dave))
            outside = a.pool(netuid, block)[2]
            journey.check(f"alpha outside of {netuid} covers its positions", positions <= outside, (positions, outside))
        issued = a.stored("TotalIssuance", block=block, pallet="Balances")
        journey.equal("both issuance counters", a.stored("TotalIssuance", block=block), issued)


PARTS = (
    prepare,
    quotes,
    add,
    add_within,
    remove,
    remove_within,
    move,
    transfer,
    swap,
    stake_views,
    unknown,
    inflow,
    rpcs,
    orders.limit_orders,
    unstake_all,
    remove_whole,
    sums,
)
"""The parts of this journey, in order."""


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        actors = Stakers(journey, chain, folder)
        for part in PARTS:
            part(actors)
        actors.subtensor.close()


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    stdlib_logging.getLogger("bittensor").setLevel(stdlib_logging.CRITICAL)
    run(f"bittensor {bt.__version__}: stake", steps, chain_of)
