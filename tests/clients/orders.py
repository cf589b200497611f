"""Limit orders, voting power, and locked alpha that is given away: calls for which the released SDK has
no methods of its own.
"""

import hashlib

from journey_sdk import plain
from scorers import BOB, NETUID, Scorers
from stakers import FIRST, Stakers, alpha
from support import TAO

U64 = (1 << 64) - 1
CHAIN_ID = 42

FEE_MILLION = 10_000
"""Fee of an order, in millionths."""

WHOLE = 10**18
"""The smoothing factor of voting power that takes the stake as it is."""


def order(a: Stakers, who, kind: str, amount: int, **changes: object) -> dict:
    """An order under Bob's hotkey that anybody may execute at any price, with a fee for Eve."""
    return {
        "signer": who.coldkeypub.ss58_address,
        "hotkey": a.bob.hotkey.ss58_address,
        "netuid": FIRST,
        "order_type": kind,
        "amount": amount,
        "limit_price": 0 if kind == "TakeProfit" else U64,
        "expiry": U64,
        "fee_rate": FEE_MILLION * 1000,
        "fee_recipient": a.eve.coldkeypub.ss58_address,
        "relayer": None,
        "max_slippage": None,
        "chain_id": CHAIN_ID,
        "partial_fills_enabled": False,
        **changes,
    }


def encoded(a: Stakers, one: dict) -> bytes:
    """What the signer of an order signs: the argument of the call that cancels it."""
    call = a.subtensor.compose_call("LimitOrders", "cancel_order", {"order": {"V1": one}})
    return bytes.fromhex(call.data.to_hex()[2:])[2:]


def identity(a: Stakers, one: dict) -> str:
    """Id of an order."""
    return "0x" + hashlib.blake2b(encoded(a, one), digest_size=32).hexdigest()


def signed(a: Stakers, who, one: dict) -> dict:
    """The order as a relayer brings it."""
    signature = "0x" + who.coldkey.sign(encoded(a, one)).hex()
    return {"order": {"V1": one}, "signature": {"Sr25519": signature}, "partial_fill": None}


def relay(a: Stakers, one: dict, must: bool = True):
    """Dave brings an order to the chain. The client wants the list of a bounded list in a list."""
    return a.submit(a.dave, "execute_orders", "LimitOrders", orders=[[one]], should_fail=must)


def status(a: Stakers, one: dict):
    """What became of an order."""
    return plain(a.stored("Orders", identity(a, one), pallet="LimitOrders"))


def limit_orders(a: Stakers) -> None:
    journey, recipient = a.journey, a.eve
    with journey.step("a limit order to buy"):
        buy = order(a, a.charlie, "LimitBuy", 5 * TAO)
        response = relay(a, signed(a, a.charlie, buy))
        block = a.accepted("Dave brings Charlie's order", response)
        done = a.one_event(response, "OrderExecuted", "LimitOrders")
        fee = 5 * TAO * FEE_MILLION // 1_000_000
        quote = a.buys(FIRST, 5 * TAO - fee, block - 1).alpha_amount.rao
        seen = (done["order_id"], done["signer"], done["amount_in"], done["amount_out"])
        cold = a.charlie.coldkeypub.ss58_address
        journey.equal("id, signer, spent, got as quoted", seen, (identity(a, buy), cold, 5 * TAO - fee, quote))
        paid = [a.free(a.charlie, at) for at in (block - 1, block)]
        journey.equal("Charlie paid it, and no fee of the transaction", paid[0] - paid[1], 5 * TAO)
        gained = [a.free(recipient, at) for at in (block - 1, block)]
        journey.equal("fee of the order", gained[1] - gained[0], fee)
        held = [a.held(a.charlie, a.bob, FIRST, at) for at in (block - 1, block)]
        journey.near("stake grew by it", held[1] - held[0], quote, 1)
        journey.equal("status", status(a, buy), "Fulfilled")
        a.refused("a second time", relay(a, signed(a, a.charlie, buy)), "OrderAlreadyProcessed")
    with journey.step("orders that are not executed"):
        price = a.subtensor.get_subnet_price(FIRST).rao
        low = order(a, a.charlie, "LimitBuy", TAO, limit_price=price // 2)
        forged = {**signed(a, a.charlie, low), "signature": signed(a, a.dave, low)["signature"]}
        a.refused("signed by another", relay(a, forged), "InvalidSignature")
        response = relay(a, signed(a, a.charlie, low), must=False)
        a.accepted("a price that is not there yet is skipped", response)
        skipped = a.one_event(response, "OrderSkipped", "LimitOrders")
        journey.equal("which", skipped["order_id"], identity(a, low))
        journey.equal("status", status(a, low), None)
        response = a.submit(a.charlie, "cancel_order", "LimitOrders", order={"V1": low})
        a.accepted("Charlie cancels it", response)
        journey.equal("status", status(a, low), "Cancelled")
        a.refused("cancelled", relay(a, signed(a, a.charlie, low)), "OrderCancelled")
    with journey.step("a purchase and a sale, netted"):
        buy, sell = order(a, a.charlie, "LimitBuy", 2 * TAO), order(a, a.bob, "TakeProfit", 3 * TAO)
        orders = [signed(a, a.charlie, buy), signed(a, a.bob, sell)]
        response = a.submit(a.dave, "execute_batched_orders", "LimitOrders", netuid=FIRST, orders=[orders])
        block = a.accepted("Dave brings both", response)
        done = {one["order_id"]: one for one in a.all_events(response, "OrderExecuted", "LimitOrders")}
        journey.equal("both are executed", set(done), {identity(a, buy), identity(a, sell)})
        summary = a.one_event(response, "GroupExecutionSummary", "LimitOrders")
        journey.equal("in one trade", (summary["netuid"], summary["executed_count"]), (FIRST, 2))
        journey.equal("statuses", [status(a, one) for one in (buy, sell)], ["Fulfilled"] * 2)
        got = done[identity(a, sell)]["amount_out"]
        gained = [a.free(a.bob, at) for at in (block - 1, block)]
        journey.equal("the seller has his TAO", gained[1] - gained[0], got)
        held = [a.held(a.bob, a.bob, FIRST, at) for at in (block - 1, block)]
        journey.near("and 3 alpha less", held[0] - held[1], 3 * TAO, 1)


def voting_power(a: Scorers) -> None:
    journey, hotkey = a.journey, a.bob.hotkey.ss58_address
    with journey.step("voting power"):
        a.refused("another's", a.submit(a.bob, "enable_voting_power_tracking", netuid=NETUID), "BadOrigin")
        response = a.submit(a.charlie, "enable_voting_power_tracking", netuid=NETUID)
        a.accepted("the owner has it tracked", response)
        journey.equal("event", a.one_event(response, "VotingPowerTrackingEnabled"), {"netuid": NETUID})
        a.root("sudo_set_voting_power_ema_alpha", netuid=NETUID, alpha=WHOLE // 4)
        power = 0
        for _ in range(2):
            block = a.epoch()
            stake = a.subtensor.get_metagraph_info(NETUID, block=block - 1).total_stake[BOB].rao
            power = (stake * (WHOLE // 4) + power * (WHOLE - WHOLE // 4)) // WHOLE
            journey.near("of Bob after an epoch", a.stored("VotingPower", NETUID, hotkey, block=block), power, 1)
        response = a.submit(a.charlie, "disable_voting_power_tracking", netuid=NETUID)
        block = a.accepted("and no longer", response)
        expected = {"netuid": NETUID, "disable_at_block": block + 100_800}
        journey.equal("from block", a.one_event(response, "VotingPowerTrackingDisableScheduled"), expected)


def locked_gift(a: Stakers) -> None:
    """Charlie, who has a lock that does not decay, gives some of what is locked to Eve."""
    sub, journey, gift = a.subtensor, a.journey, 10 * TAO
    charlie, eve = a.charlie.coldkeypub.ss58_address, a.eve.coldkeypub.ss58_address
    with journey.step("locked alpha that is given away"):
        mass = sub.get_coldkey_lock(charlie, FIRST)["locked_mass"].rao
        rows = dict(dict(sub.get_stake_availability_for_coldkeys([charlie], [FIRST]))[charlie])
        amount, hotkey = dict(rows[FIRST])["available"] + gift, a.bob.hotkey.ss58_address
        give = lambda: sub.transfer_stake(a.charlie, eve, hotkey, FIRST, FIRST, alpha(amount, FIRST))
        a.refused("nobody takes it unasked", give(), "AccountRejectsLockedAlpha")
        response = a.submit(a.eve, "set_reject_locked_alpha", enabled=False)
        a.accepted("Eve takes it", response)
        told = {"coldkey": eve, "enabled": False}
        journey.equal("event", a.one_event(response, "RejectLockedAlphaUpdated"), told)
        block = a.accepted("Charlie gives", give())
        locks = [sub.get_coldkey_lock(who, FIRST, block=block)["locked_mass"].rao for who in (charlie, eve)]
        journey.near("what stays locked with him", locks[0], mass - gift, 2)
        journey.near("what is locked with her", locks[1], gift, 2)
        a.accepted("Eve takes no more", a.submit(a.eve, "set_reject_locked_alpha", enabled=True))
        journey.equal("flags", a.stored("AccountFlags", eve), 0)
