"""What the journeys about weights share: a subnet with a validator and miners, and exact questions.

Alice is sudo; Charlie owns the subnet, Bob validates, Dave and Eve mine. Hotkeys sign, and have no
balance.
"""

import time

from journey_sdk import plain
from stakers import CALM, Stakers, tao

NETUID = 2
MECHANISMS = 4096
"""Storage index of a mechanism: its number times this, plus the netuid."""

CHARLIE, BOB, DAVE, EVE = 0, 1, 2, 3
"""Uids: owner, validator, two miners."""

MINERS = [DAVE, EVE]


class Scorers(Stakers):
    """Connection, wallets, and the questions that every step about weights asks."""

    def row(self, uid: int, mechanism: int = 0, block: int | None = None) -> list[tuple[int, int]]:
        """Stored weights of a neuron."""
        return [tuple(pair) for pair in self.stored("Weights", index(mechanism), uid, block=block)]

    def last_update(self, uid: int, mechanism: int = 0) -> int:
        """Block of the neuron's last weights or commit."""
        updates = self.stored("LastUpdate", index(mechanism))
        return updates[uid] if uid < len(updates) else 0

    def commits(self, mechanism: int = 0) -> list[tuple]:
        """Bob's commits by hash."""
        queue = self.stored("WeightCommits", index(mechanism), self.bob.hotkey.ss58_address)
        return [tuple(one) for one in queue or []]

    def rows(self, mechanism: int = 0, block: int | None = None) -> dict[int, list[tuple[int, int]]]:
        """All weights of a mechanism, as the SDK reads them."""
        found = self.subtensor.weights(NETUID, mechanism, block=block)
        return {plain(uid): [tuple(pair) for pair in plain(row)] for uid, row in found}

    def bonds(self, mechanism: int = 0, block: int | None = None) -> dict[int, list[tuple[int, int]]]:
        """All bonds of a mechanism, as the SDK reads them."""
        found = self.subtensor.bonds(NETUID, mechanism, block=block)
        return {plain(uid): [tuple(pair) for pair in plain(row)] for uid, row in found}

    def locked(self, mechanism: int = 0, epoch: int | None = None) -> list[tuple]:
        """Time-locked commits: those stored for an epoch, or what the SDK reads."""
        if epoch is None:
            found = self.subtensor.get_timelocked_weight_commits(NETUID, mechanism)
        else:
            found = self.stored("TimelockedWeightCommits", index(mechanism), epoch)
        return [(who, block, data(sealed), number) for who, block, sealed, number in map(plain, found)]

    def by_hotkey(self, who, name: str, **parameters: object):
        """A call signed by the hotkey, as the SDK's own calls for weights are."""
        call = self.subtensor.compose_call("SubtensorModule", name, parameters)
        return self.subtensor.sign_and_send_extrinsic(call, who, sign_with="hotkey", nonce_key="hotkey")

    def owner(self, name: str, **parameters: object):
        """A setter that the owner of the subnet calls himself."""
        return self.submit(self.charlie, name, "AdminUtils", netuid=NETUID, **parameters)

    def free_of_charge(self, what: str, response, who=None) -> int:
        """Accepted, for nothing, from a hotkey without a balance; gives the block."""
        block = self.accepted(what, response)
        hotkey = (who or self.bob).hotkey.ss58_address
        left = self.subtensor.get_balance(hotkey, block=block).rao
        self.journey.equal("fee, and balance of the hotkey", (response.extrinsic_fee.rao, left), (0, 0))
        return block

    def without_effect(self, what: str, act, *errors: str, mechanism: int = 0) -> None:
        """`act()` must be refused with one of these errors and change no weights."""

        def state() -> tuple:
            return self.rows(mechanism), self.stored("LastUpdate", index(mechanism)), self.commits(mechanism)

        before = state()
        self.refused(what, act(), *errors)
        after = state()
        self.journey.check("weights are as before", after == before, None if after == before else (before, after))

    def epoch(self) -> int:
        """Makes the subnet's epoch run in the next block and gives that block."""
        before = self.subtensor.get_subnet_epoch_index(NETUID)
        key = self.subtensor.substrate.create_storage_key("SubtensorModule", "PendingEpochAt", [NETUID]).to_hex()
        self.root("set_storage", "System", items=[(key, "0x" + (1).to_bytes(8, "little").hex())])
        while (after := self.subtensor.get_subnet_epoch_index(NETUID)) == before:
            time.sleep(0.1)
        self.journey.equal("one epoch", after, before + 1)
        return self.subtensor.get_last_epoch_block(NETUID)


def index(mechanism: int) -> int:
    """Storage index of a mechanism of the subnet."""
    return MECHANISMS * mechanism + NETUID


def prepare(a: Scorers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("a subnet with an owner, a validator and two miners"):
        a.sudo("sudo_set_admin_freeze_window", window=0)
        a.accepted("created", sub.register_subnet(a.charlie, wait_for_finalization=False))
        a.sudo("sudo_set_tempo", netuid=NETUID, tempo=CALM)
        a.accepted("started", sub.start_call(a.charlie, NETUID, wait_for_finalization=False))
        for uid, who in ((BOB, a.bob), (DAVE, a.dave), (EVE, a.eve)):
            response = sub.burned_register(who, NETUID, wait_for_finalization=False)
            block = a.accepted(f"{who.name} registers", response)
            journey.equal("uid", sub.get_uid_for_hotkey_on_subnet(who.hotkey.ss58_address, NETUID), uid)
            journey.equal("last update is the registration", a.last_update(uid), block)
        a.accepted("Bob stakes", sub.add_stake(a.bob, NETUID, a.bob.hotkey.ss58_address, tao(3000)))


def inner(a: Scorers, what: str, response, error: str | None = None) -> None:
    """A call through Sudo must have gone in, and what it called must have ended with this error."""
    a.accepted(what, response)
    result = a.one_event(response, "Sudid", "Sudo")["sudo_result"]
    expected = {"Ok": ()} if error is None else {"Err": {"Module": module_error(a, error)}}
    a.journey.equal("done" if error is None else f"refused as {error}", result, expected)


def module_error(a: Scorers, name: str) -> dict:
    """An error of the main pallet, as events tell it."""
    found = a.subtensor.substrate.get_metadata_error("SubtensorModule", name)
    return {"index": 7, "error": f"0x{found.value['index']:02x}000000"}


def data(value) -> bytes:
    """Bytes, in whatever form the client gives them."""
    value = plain(value)
    if isinstance(value, str):
        return bytes.fromhex(value.removeprefix("0x"))
    return bytes(value[0]) if len(value) == 1 and not isinstance(value[0], int) else bytes(value)
