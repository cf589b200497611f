"""What the stake journeys of the SDK share: two started subnets, and exact numbers of the market.

Alice is sudo; Charlie owns the first subnet, Bob the second; Bob and Dave have neurons on the first.
"""

import asyncio
import inspect
import threading
from types import SimpleNamespace

import bittensor as bt
from bittensor.core.extrinsics.utils import sudo_call_extrinsic
from bittensor.utils.balance import Balance
from bittensor_wallet import Wallet

from journey_sdk import Actors, plain
from support import TAO

ROOT, FIRST, SECOND = 0, 2, 3
"""Root and the two subnets of these journeys, in order of creation."""

CHARLIE, BOB, DAVE = 0, 1, 2
"""Uids on the first subnet, in order of registration."""

CALM = 10_000
"""A tempo so long that no epoch comes between a quote and its execution."""

FEE, FEE_PARTS = 33, 65_535
"""Default fee of the market."""


class Stakers(Actors):
    """Connection, wallets, and the questions that every stake step asks."""

    def held(self, who: Wallet, hotkey: Wallet, netuid: int, block: int | None = None) -> int:
        """Alpha of a coldkey under a hotkey on a subnet."""
        cold, hot = who.coldkeypub.ss58_address, hotkey.hotkey.ss58_address
        return self.subtensor.get_stake(cold, hot, netuid, block=block).rao

    def under(self, hotkey: Wallet, netuid: int, block: int | None = None) -> int:
        """Alpha of all coldkeys under a hotkey on a subnet."""
        return self.subtensor.get_stake_for_hotkey(hotkey.hotkey.ss58_address, netuid, block=block).rao

    def pool(self, netuid: int, block: int | None = None) -> tuple[int, int, int]:
        """TAO and alpha in the market of a subnet, and the alpha outside that no epoch is to pay."""
        names = ("SubnetTAO", "SubnetAlphaIn", "SubnetAlphaOut")
        taos, inside, outside = (self.stored(name, netuid, block=block) for name in names)
        return taos, inside, outside - self.pending(netuid, block)

    def pending(self, netuid: int, block: int | None = None) -> int:
        """Alpha that the next epoch of a subnet pays."""
        names = ("ServerEmission", "ValidatorEmission", "RootAlphaDivs", "OwnerCut")
        return sum(self.stored(f"Pending{name}", netuid, block=block) for name in names)

    def buys(self, netuid: int, tao: int, block: int | None = None):
        """Quote of a purchase for so many rao."""
        return self.subtensor.sim_swap(ROOT, netuid, Balance.from_rao(tao), block=block)

    def sells(self, netuid: int, alpha: int, block: int | None = None):
        """Quote of a sale."""
        return self.subtensor.sim_swap(netuid, ROOT, Balance.from_rao(alpha, netuid), block=block)

    def submit(self, who: Wallet, name: str, pallet: str = "SubtensorModule", **parameters: object):
        """A call that the SDK has no method for."""
        call = self.subtensor.compose_call(pallet, name, parameters)
        return self.subtensor.sign_and_send_extrinsic(call, who)

    def root(self, name: str, pallet: str = "SubtensorModule", **parameters: object) -> None:
        """A call that only root may make, through Sudo."""
        response = sudo_call_extrinsic(self.subtensor, self.alice, name, parameters, call_module=pallet)
        self.accepted(f"sudo {name} {parameters}", response)
        inner = self.one_event(response, "Sudid", "Sudo")
        self.journey.must("its inner call", "Ok" in str(inner), inner)

    def all_events(self, response, name: str, pallet: str = "SubtensorModule") -> list:
        """Attributes of every event of this name, in order."""
        found = []
        for one in response.extrinsic_receipt.triggered_events:
            inner = plain(one).get("event", plain(one))
            if (inner["module_id"], inner["event_id"]) == (pallet, name):
                found.append(inner["attributes"])
        return found

    def one_event(self, response, name: str, pallet: str = "SubtensorModule"):
        """Attributes of the event of this name; there must be exactly one."""
        found = self.all_events(response, name, pallet)
        self.journey.must(f"one event {name}", len(found) == 1, found)
        return found[0]

    def unchanged_by(self, what: str, response, who: Wallet) -> None:
        """Accepted, and neither balance nor stake of the coldkey changed but for the fee."""
        block = self.paid(what, who, response, 0)
        cold = who.coldkeypub.ss58_address
        infos = [self.subtensor.get_stake_info_for_coldkey(cold, block=at) for at in (block - 1, block)]
        self.journey.equal("stake is as before", infos[1], infos[0])

    def unchanged(self, what: str, who: Wallet, hotkey: Wallet, netuid: int, act, *errors: str) -> None:
        """`act()` must be refused with one of these errors, and cost at most its fee."""

        def state() -> tuple:
            block = self.subtensor.get_current_block()
            held = self.held(who, hotkey, netuid, block)
            return (*self.pool(netuid, block)[:2], held, self.stored("TotalStake", block=block))

        free, before = self.free(who), state()
        response = act()
        self.refused(what, response, *errors)
        self.journey.equal("stake and market are as before", state(), before)
        receipt = response.extrinsic_receipt
        fee = 0 if receipt is None else receipt.total_fee_amount
        self.journey.equal(f"balance fell by the fee of {fee}", free - self.free(who), fee)


class Waiting:
    """The asynchronous client with every answer waited for, so that the checks of the other one fit it."""

    def __init__(self, endpoint: str):
        self.loop = asyncio.new_event_loop()
        threading.Thread(target=self.loop.run_forever, daemon=True).start()
        self.client = self.wait(self._connect(endpoint))

    @staticmethod
    async def _connect(endpoint: str):
        return await bt.AsyncSubtensor(network=endpoint).initialize()

    def __getattr__(self, name: str):
        method = getattr(self.client, name)
        return lambda *arguments, **options: self._answer(self.wait(method(*arguments, **options)))

    def wait(self, coming):
        """The value of a coroutine."""
        return asyncio.run_coroutine_threadsafe(coming, self.loop).result()

    def _answer(self, value):
        """Of the response to a transaction, and of those within it, the receipt becomes a plain one."""
        receipt = getattr(value, "extrinsic_receipt", None)
        if receipt is not None:
            names = ("triggered_events", "total_fee_amount", "is_success", "error_message")
            read = {name: self.wait(self._of(receipt, name)) for name in names}
            value.extrinsic_receipt = SimpleNamespace(block_hash=receipt.block_hash, **read)
        if isinstance(getattr(value, "data", None), dict):
            for inner in value.data.values():
                self._answer(inner)
        return value

    @staticmethod
    async def _of(receipt, name: str):
        value = getattr(receipt, name)
        return await value if inspect.isawaitable(value) else value


def block_events(a: Stakers, block: int, name: str) -> list:
    """Attributes of the main pallet's events of this name in a block."""
    substrate = a.subtensor.substrate
    found = substrate.get_events(block_hash=substrate.get_block_hash(block))
    events = [plain(one).get("event", plain(one)) for one in found]
    return [one["attributes"] for one in events if (one["module_id"], one["event_id"]) == ("SubtensorModule", name)]


def without_fee(net: int) -> int:
    """The amount that is worth `net` once the market's fee is taken from it."""
    gross = net * FEE_PARTS // (FEE_PARTS - FEE)
    while gross - fee_of(gross) < net:
        gross += 1
    return gross


def fee_of(amount: int) -> int:
    """Fee of the market, with the rate truncated to 64 fractional bits as the chain does."""
    return amount * ((FEE << 64) // FEE_PARTS) >> 64


def prepare(a: Stakers) -> None:
    """Limits off, two subnets created and started, neurons on the first one."""
    sub = a.subtensor
    with a.journey.step("two subnets"):
        a.sudo("sudo_set_admin_freeze_window", window=0)
        a.sudo("sudo_set_network_rate_limit", rate_limit=0)
        a.sudo("sudo_set_tx_rate_limit", tx_rate_limit=0)
        for netuid, owner in ((FIRST, a.charlie), (SECOND, a.bob)):
            response = sub.register_subnet(owner, wait_for_finalization=False)
            a.accepted(f"subnet {netuid} is created", response)
            a.sudo("sudo_set_tempo", netuid=netuid, tempo=CALM)
            a.accepted("and started", sub.start_call(owner, netuid, wait_for_finalization=False))
        for who in (a.bob, a.dave):
            a.accepted(f"{who.name} registers on {FIRST}", sub.burned_register(who, FIRST, wait_for_finalization=False))
        hotkeys = [a.stored("Keys", FIRST, uid) for uid in (CHARLIE, BOB, DAVE)]
        expected = [who.hotkey.ss58_address for who in (a.charlie, a.bob, a.dave)]
        a.journey.must("uids in order", hotkeys == expected, hotkeys)


def tao(amount: float) -> Balance:
    """An amount of TAO; the client writes on the objects it is given, so each is new."""
    return Balance.from_rao(round(amount * TAO))


def alpha(rao: int, netuid: int) -> Balance:
    """An amount of a subnet's token, in its smallest unit."""
    return Balance.from_rao(rao, netuid)
