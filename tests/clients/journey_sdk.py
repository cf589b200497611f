"""The main journey with the released Python SDK: from an empty chain to the first incentive.

Alice is sudo; Charlie creates and owns a subnet; Bob validates; Dave and Eve mine. Every payment
is checked to the rao: balance before − cost − fee = balance after, read at the blocks around the
transaction.
"""

import logging as stdlib_logging
import os
import tempfile

import bittensor as bt
from bittensor.core.extrinsics.utils import sudo_call_extrinsic
from bittensor.utils.balance import Balance
from bittensor_wallet import Keypair, Wallet

from support import TAO, Chain, Journey, decay_factor, node_command, rpc_ports, run, shares

NETUID = 2
"""The first subnet created on a fresh chain."""

OWNER, VALIDATOR, FIRST_MINER, SECOND_MINER = 0, 1, 2, 3
"""Uids, in order of registration."""

U16 = 65535
STAKE = 1000 * TAO
DELEGATED = 250 * TAO
WEIGHTS = [1.0, 0.5]
"""What the validator gives to the two miners."""

STORED_WEIGHTS = [65_535, 32_768]
"""The same, as the chain stores it."""


class Actors:
    """Connection and wallets of the journey."""

    def __init__(self, journey: Journey, chain: Chain, wallets: str):
        self.journey = journey
        self.chain = chain
        self.subtensor = bt.Subtensor(network=chain.endpoint)
        self.alice, self.bob, self.charlie, self.dave, self.eve = (
            wallet(name, wallets) for name in ("Alice", "Bob", "Charlie", "Dave", "Eve")
        )

    def stored(self, name: str, *keys: object, block: int | None = None, pallet: str = "SubtensorModule"):
        """A storage value, at a block or at the head."""
        return plain(self.subtensor.query_module(pallet, name, list(keys), block=block))

    def free(self, wallet: Wallet, block: int | None = None) -> int:
        """Free balance of the wallet's coldkey."""
        return self.subtensor.get_balance(wallet.coldkeypub.ss58_address, block=block).rao

    def sudo(self, call: str, **parameters: object):
        """A call of the pallet AdminUtils, signed by Alice through Sudo."""
        response = sudo_call_extrinsic(self.subtensor, self.alice, call, parameters)
        self.accepted(f"sudo {call} {parameters}", response)
        inner = event(response, "Sudo", "Sudid")
        self.journey.must("its inner call", "Ok" in str(inner), inner)

    def accepted(self, what: str, response) -> int:
        """The transaction must have succeeded; gives the block that includes it."""
        self.journey.must(what, response.success, response.message)
        receipt = response.extrinsic_receipt
        return self.subtensor.substrate.get_block_number(receipt.block_hash)

    def refused(self, what: str, response, *error: str) -> None:
        """The transaction must have been refused with an error of one of these names."""
        text = f"{response.message} {type(response.error).__name__} {response.error}"
        self.journey.check(
            f"refused: {what}",
            not response.success and any(name in text for name in error),
            text.strip(),
        )

    def paid(self, what: str, wallet: Wallet, response, cost: int) -> int:
        """Accepted, and the balance fell by the cost and the reported fee, to the rao."""
        block = self.accepted(what, response)
        before, after = self.free(wallet, block - 1), self.free(wallet, block)
        fee = response.extrinsic_fee.rao
        self.journey.equal(f"{before} − cost {cost} − fee {fee}", after, before - cost - fee)
        return block


def wallet(name: str, folder: str) -> Wallet:
    """Wallet of a development account: coldkey //Name, hotkey //Name_hk, no password."""
    made = Wallet(name=name.lower(), hotkey="default", path=folder)
    cold = Keypair.create_from_uri(f"//{name}")
    made.set_coldkey(keypair=cold, encrypt=False, overwrite=True)
    made.set_coldkeypub(keypair=cold, encrypt=False, overwrite=True)
    made.set_hotkey(keypair=Keypair.create_from_uri(f"//{name}_hk"), encrypt=False, overwrite=True)
    return made


def plain(value):
    """The Python value inside what a storage query returns."""
    return getattr(value, "value", value)


def event(response, pallet: str, name: str):
    """Attributes of the first such event of a transaction, or None."""
    for one in response.extrinsic_receipt.triggered_events:
        inner = plain(one).get("event", plain(one))
        if inner["module_id"] == pallet and inner["event_id"] == name:
            return inner["attributes"]
    return None


def connect(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("connect"):
        block = sub.get_current_block()
        journey.check("current block", block >= 1, block)
        journey.check("fast blocks", sub.is_fast_blocks())
        journey.equal("existential deposit", sub.get_existential_deposit().rao, 500)
        journey.equal("subnets", sub.get_all_subnets_netuid(), [0, 1])
        sub.wait_for_block(block + 8)
        journey.check("blocks advance", sub.get_current_block() >= block + 8, sub.get_current_block())
        finalized = a.chain.finalized()
        journey.check("finality follows", sub.get_current_block() - finalized <= 8, finalized)


def balances(a: Actors) -> None:
    with a.journey.step("balances at genesis"):
        for name in ("alice", "bob", "charlie"):
            a.journey.equal(name, a.free(getattr(a, name)), 1_000_000 * TAO)
        for name in ("dave", "eve"):
            a.journey.equal(name, a.free(getattr(a, name)), 2000 * TAO)
        names = (a.bob.coldkeypub.ss58_address, a.dave.coldkeypub.ss58_address, a.bob.hotkey.ss58_address)
        found = {name: balance.rao for name, balance in a.subtensor.get_balances(*names).items()}
        a.journey.equal("several at once", found, dict(zip(names, (1_000_000 * TAO, 2000 * TAO, 0))))


def transfer(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    amount = Balance.from_rao(12_345_678_901)
    target = a.dave.coldkeypub.ss58_address
    with journey.step("transfer"):
        # The quote is for a transaction without an end of validity, so this one has none either.
        quoted = sub.get_transfer_fee(a.bob, target, amount).rao
        response = sub.transfer(a.bob, target, amount, period=None)
        block = a.paid("Bob pays Dave 12.345678901", a.bob, response, amount.rao)
        journey.equal("fee as quoted", response.extrinsic_fee.rao, quoted)
        call = sub.compose_call("Balances", "transfer_keep_alive", {"dest": target, "value": amount.rao})
        journey.equal("and for the call", sub.get_extrinsic_fee(call, a.bob.coldkey).rao, quoted)
        journey.equal("Dave got it", a.free(a.dave, block) - a.free(a.dave, block - 1), amount.rao)
        before = a.free(a.dave)
        a.refused(
            "more than there is",
            sub.transfer(a.dave, a.bob.coldkeypub.ss58_address, Balance.from_tao(3000)),
            "Not enough balance",
        )
        journey.equal("nothing changed", a.free(a.dave), before)


def create_subnet(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("create a subnet"):
        cost = sub.get_subnet_burn_cost()
        journey.equal("lock cost", cost.rao, 1000 * TAO)
        response = sub.register_subnet(a.charlie)
        a.paid("Charlie registers the network", a.charlie, response, cost.rao)
        journey.check("subnet exists", sub.subnet_exists(NETUID))
        journey.equal("networks", a.stored("TotalNetworks"), 3)
        journey.equal("locked", a.stored("SubnetLocked", NETUID), cost.rao)
        journey.equal("TAO in the pool", a.stored("SubnetTAO", NETUID), cost.rao)
        owner = sub.neuron_for_uid(OWNER, NETUID)
        journey.equal("owner's hotkey is uid 0", owner.hotkey, a.charlie.hotkey.ss58_address)
        journey.check("the next one costs more", sub.get_subnet_burn_cost().rao > cost.rao)
        a.refused(
            "a second subnet at once",
            sub.register_subnet(a.bob),
            "Custom error: 6",
        )


def start_subnet(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("start the subnet"):
        journey.check("not active before", not sub.is_subnet_active(NETUID))
        a.accepted("Charlie starts it", sub.start_call(a.charlie, NETUID, wait_for_finalization=True))
        journey.check("active", sub.is_subnet_active(NETUID))
        a.refused("starting twice", sub.start_call(a.charlie, NETUID), "FirstEmissionBlockNumberAlreadySet")
    with journey.step("settings through sudo"):
        a.sudo("sudo_set_admin_freeze_window", window=0)
        a.sudo("sudo_set_commit_reveal_weights_enabled", netuid=NETUID, enabled=False)
        a.sudo("sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=0)
        a.sudo("sudo_set_tx_rate_limit", tx_rate_limit=0)
        a.sudo("sudo_set_tempo", netuid=NETUID, tempo=20)
        journey.equal("tempo", sub.tempo(NETUID), 20)
        journey.check("commit-reveal is off", not sub.commit_reveal_enabled(NETUID))
        journey.equal("weights rate limit", sub.weights_rate_limit(NETUID), 0)


def register(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    factor = decay_factor(a.stored("BurnHalfLife", NETUID))
    floor = a.stored("MinBurn", NETUID)
    for uid, name in ((VALIDATOR, "bob"), (FIRST_MINER, "dave"), (SECOND_MINER, "eve")):
        who = getattr(a, name)
        with journey.step(f"register {name}"):
            response = sub.burned_register(who, NETUID)
            journey.must("registered", response.success, response.message)
            block = a.accepted("included", response)
            price = max(a.stored("Burn", NETUID, block=block - 1) * factor >> 32, floor)
            a.paid(f"at block {block}, price {price}", who, response, price)
            neuron = sub.neuron_for_uid(uid, NETUID)
            journey.equal("hotkey", neuron.hotkey, who.hotkey.ss58_address)
            journey.equal("coldkey", neuron.coldkey, who.coldkeypub.ss58_address)
            hotkey = who.hotkey.ss58_address
            seen = (sub.does_hotkey_exist(hotkey), sub.get_netuids_for_hotkey(hotkey))
            journey.equal("exists, on subnets", seen, (True, [NETUID]))
            journey.equal("price of the next one", sub.recycle(NETUID).rao, a.stored("Burn", NETUID))
    with journey.step("registrations that are refused"):
        journey.equal("neurons", sub.subnetwork_n(NETUID), 4)
        stranger = a.alice.coldkeypub.ss58_address
        seen = (sub.does_hotkey_exist(stranger), sub.get_netuids_for_hotkey(stranger), sub.recycle(999))
        journey.equal("a hotkey nobody has, price on an unknown subnet", seen, (False, [], None))
        call = sub.compose_call(
            "SubtensorModule", "burned_register", {"netuid": NETUID, "hotkey": a.bob.hotkey.ss58_address}
        )
        response = sub.sign_and_send_extrinsic(call, a.bob)
        a.refused("the same hotkey again", response, "HotKeyAlreadyRegisteredInSubNet")
        call = sub.compose_call(
            "SubtensorModule", "burned_register", {"netuid": 999, "hotkey": a.bob.hotkey.ss58_address}
        )
        response = sub.sign_and_send_extrinsic(call, a.bob)
        a.refused("an unknown subnet", response, "SubnetNotExists")


def serve(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("serve an axon"):
        axon = bt.Axon(wallet=a.dave, port=8091, external_ip="203.0.113.7", external_port=18091)
        response = sub.serve_axon(NETUID, axon)
        a.accepted("Dave serves", response)
        journey.equal("fee", response.extrinsic_fee.rao, 0)
        info = sub.neuron_for_uid(FIRST_MINER, NETUID).axon_info
        journey.equal("address", (info.ip, info.port, info.ip_type), ("203.0.113.7", 18091, 4))
        journey.equal("protocol", info.protocol, 4)
        again = sub.serve_axon(NETUID, axon)
        journey.check("the same again needs no transaction", again.extrinsic is None, again.message)


def stake(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    hotkey = a.bob.hotkey.ss58_address
    for name, amount in (("bob", STAKE), ("charlie", DELEGATED)):
        who = getattr(a, name)
        with journey.step(f"{name} stakes {amount / TAO} TAO on Bob's hotkey"):
            response = sub.add_stake(who, NETUID, hotkey, Balance.from_rao(amount))
            block = a.paid("staked", who, response, amount)
            quote = sub.sim_swap(0, NETUID, Balance.from_rao(amount), block=block - 1)
            _, _, tao, alpha, netuid, fee = event(response, "SubtensorModule", "StakeAdded")
            journey.equal("alpha as quoted in the block before", alpha, quote.alpha_amount.rao)
            journey.equal("netuid, TAO and fee of the event", (netuid, tao, fee), (NETUID, amount, quote.tao_fee.rao))
            held = sub.get_stake(who.coldkeypub.ss58_address, hotkey, NETUID, block=block)
            journey.near("stake", held.rao, alpha, 1)
    with journey.step("stake that is refused"):
        small = sub.add_stake(a.bob, NETUID, hotkey, Balance.from_rao(1_000_000))
        a.refused("too little", small, "AmountTooLow")


def unstake(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    hotkey, coldkey = a.bob.hotkey.ss58_address, a.charlie.coldkeypub.ss58_address
    with journey.step("charlie takes half of his stake back"):
        half = sub.get_stake(coldkey, hotkey, NETUID) // 2
        response = sub.unstake(a.charlie, NETUID, hotkey, half)
        block = a.accepted("unstaked", response)
        _, _, tao, alpha, netuid, fee = event(response, "SubtensorModule", "StakeRemoved")
        a.paid(f"{alpha} alpha sold, fee {fee} alpha", a.charlie, response, -tao)
        journey.equal("alpha sold and fee are the amount", alpha + fee, half.rao)
        journey.equal("netuid", netuid, NETUID)
        held = [sub.get_stake(coldkey, hotkey, NETUID, block=at).rao for at in (block - 1, block)]
        journey.near("stake fell by the amount", held[0] - held[1], half.rao, 1)


def set_weights(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    uids = [FIRST_MINER, SECOND_MINER]
    with journey.step("weights without a permit"):
        response = sub.set_weights(a.dave, NETUID, uids, WEIGHTS, max_attempts=1)
        a.refused("a miner's weights", response, "NeuronNoValidatorPermit")
    with journey.step("wait for the epoch that grants the permit"):
        block = next_epoch(a)
        permits = a.stored("ValidatorPermit", NETUID)
        journey.must(f"permits after block {block}", permits[VALIDATOR], permits)
    with journey.step("set weights"):
        response = sub.set_weights(a.bob, NETUID, uids, WEIGHTS)
        block = a.accepted("Bob's weights", response)
        journey.equal("fee", response.extrinsic_fee.rao, 0)
        journey.equal("weights", dict(sub.weights(NETUID))[VALIDATOR], list(zip(uids, STORED_WEIGHTS)))
        journey.equal("last update", a.stored("LastUpdate", NETUID)[VALIDATOR], block)


def next_epoch(a: Actors) -> int:
    """Waits until an epoch has run and gives its block."""
    block = a.subtensor.get_next_epoch_start_block(NETUID)
    a.subtensor.wait_for_block(block + 2)
    a.journey.equal("epoch at the announced block", a.stored("LastEpochBlock", NETUID, block=block), block)
    return block


def total_stake(a: Actors, block: int) -> dict[str, int]:
    """Alpha of each hotkey of the subnet at a block."""
    names = {"charlie": 0, "bob": 0, "dave": 0, "eve": 0}
    for name in names:
        hotkey = getattr(a, name).hotkey.ss58_address
        names[name] = a.stored("TotalHotkeyAlpha", hotkey, NETUID, block=block)
    return names


def pending(a: Actors, block: int) -> dict[str, int]:
    """Alpha waiting for the next epoch at a block."""
    items = ("Server", "Validator")
    sums = {item: a.stored(f"Pending{item}Emission", NETUID, block=block) for item in items}
    sums["Root"] = a.stored("PendingRootAlphaDivs", NETUID, block=block)
    sums["Owner"] = a.stored("PendingOwnerCut", NETUID, block=block)
    return sums


def emission(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("wait for the epoch that pays the miners"):
        block = next_epoch(a)
        before, after = total_stake(a, block - 1), total_stake(a, block)
        paid = {name: after[name] - before[name] for name in after}
        waiting, accrued = pending(a, block - 1), pending(a, block + 1)
        due = {item: waiting[item] + accrued[item] for item in waiting}
        journey.check("paid, by hotkey", all(paid.values()), paid)
        journey.check("pending before the epoch and added by its block", sum(due.values()) > 0, due)
        journey.near("all of it was paid", sum(paid.values()), sum(due.values()), 32)
        journey.near("owner cut", paid["charlie"], due["Owner"], 1)
        journey.near("miners' half", paid["dave"] + paid["eve"], due["Server"], 16)
        journey.near("validator's half", paid["bob"], due["Validator"], 16)
        # Shares have 32 binary digits after the point: a unit or two for every 2^32 that are paid.
        first, second = STORED_WEIGHTS
        unit = U16 * (2 + (due["Server"] >> 31))
        journey.near("as weighted", paid["dave"] * second, paid["eve"] * first, unit)
    with journey.step("metagraph"):
        graph = sub.metagraph(NETUID, lite=False, block=block)
        journey.equal("neurons", graph.n.item(), 4)
        incentive = [round(value * U16) for value in graph.incentive.tolist()]
        journey.equal("incentive", incentive, [0, 0, *shares(STORED_WEIGHTS)])
        dividends = [round(value * U16) for value in graph.dividends.tolist()]
        journey.equal("dividends", dividends, [0, U16, 0, 0])
        permits = graph.validator_permit.tolist()
        journey.equal("permits of owner and validator", permits[:FIRST_MINER], [True, True])
        rao = a.stored("Emission", NETUID, block=block)
        journey.near("emissions add up", sum(rao), due["Server"] + due["Validator"], 16)
        journey.near("miners' emission", rao[FIRST_MINER] + rao[SECOND_MINER], due["Server"], 16)
        neurons(a, graph, rao, block)


def neurons(a: Actors, graph, rao: list[int], block: int) -> None:
    """The neuron views agree with the metagraph and with storage."""
    sub, journey = a.subtensor, a.journey
    for uid, lite in enumerate(sub.neurons_lite(NETUID, block=block)):
        full = sub.neuron_for_uid(uid, NETUID, block=block)
        journey.equal(f"uid {uid}: hotkeys agree", (full.hotkey, lite.hotkey), (graph.hotkeys[uid],) * 2)
        journey.near(f"uid {uid}: emission", full.emission * TAO, rao[uid], 1)
        fields = ("incentive", "dividends", "consensus", "validator_trust", "last_update", "validator_permit")
        same = [getattr(full, field) == getattr(lite, field) for field in fields]
        journey.check(f"uid {uid}: full and lite agree", all(same), dict(zip(fields, same)))


def supply(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("TAO emission into the pool"):
        a.sudo("sudo_set_subnet_emission_enabled", netuid=NETUID, enabled=True)
        first = sub.get_current_block() + 20
        sub.wait_for_block(first + 6)
        for block in range(first, first + 5):
            minted = issuance(a, block) - issuance(a, block - 1)
            taken = a.stored("SubnetTaoInEmission", NETUID, block=block) + a.stored("SubnetExcessTao", NETUID, block=block)
            journey.equal(f"block {block}: minted = into the pool", minted, taken)
            journey.near(f"block {block}: one TAO", minted, TAO, 1)
            grown = a.stored("SubnetTAO", NETUID, block=block) - a.stored("SubnetTAO", NETUID, block=block - 1)
            journey.equal(f"block {block}: the pool's TAO grew by it", grown, taken)
        at = [a.stored("TotalIssuance", block=block, pallet="Balances") for block in (first, first + 4)]
        own = [issuance(a, block) for block in (first, first + 4)]
        journey.equal("both issuance counters agree", at[1] - at[0], own[1] - own[0])


def issuance(a: Actors, block: int) -> int:
    """TAO supply as the main pallet counts it."""
    return a.stored("TotalIssuance", block=block)


def root_stake(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("root"):
        a.sudo("sudo_set_subtoken_enabled", netuid=0, subtoken_enabled=True)
        a.accepted("Bob joins root", sub.root_register(a.bob))
        amount = Balance.from_tao(100)
        response = sub.add_stake(a.bob, 0, a.bob.hotkey.ss58_address, amount)
        block = a.paid("Bob stakes on root", a.bob, response, amount.rao)
        held = sub.get_stake(a.bob.coldkeypub.ss58_address, a.bob.hotkey.ss58_address, 0, block=block)
        journey.equal("one for one", held.rao, amount.rao)
        block = next_epoch(a)
        held = sub.get_stake(a.bob.coldkeypub.ss58_address, a.bob.hotkey.ss58_address, 0, block=block)
        journey.equal("as much after an epoch", held.rao, amount.rao)


def reads(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("hyperparameters"):
        values = sub.get_subnet_hyperparameters(NETUID)
        expected = {
            "tempo": 20,
            "kappa": 32767,
            "immunity_period": 5000,
            "min_allowed_weights": 1,
            "max_validators": 64,
            "weights_rate_limit": 0,
            "commit_reveal_weights_enabled": False,
            "min_burn": 500_000,
        }
        for name, value in expected.items():
            journey.equal(name, getattr(values, name), value)
        journey.equal("difficulty", sub.difficulty(NETUID), 10_000_000)
    with journey.step("stake info"):
        coldkey, hotkey = a.bob.coldkeypub.ss58_address, a.bob.hotkey.ss58_address
        block = sub.get_current_block()
        infos = {info.netuid: info for info in sub.get_stake_info_for_coldkey(coldkey, block=block)}
        journey.equal("netuids of Bob's stake", sorted(infos), [0, NETUID])
        single = sub.get_stake(coldkey, hotkey, NETUID, block=block)
        journey.equal("list and single read agree", infos[NETUID].stake.rao, single.rao)
        others = sub.get_stake(a.charlie.coldkeypub.ss58_address, hotkey, NETUID, block=block)
        whole = a.stored("TotalHotkeyAlpha", hotkey, NETUID, block=block)
        journey.near("with Charlie's all of the hotkey's", single.rao + others.rao, whole, 2)
        journey.check("registered", infos[NETUID].is_registered)
    with journey.step("subnet and delegate views"):
        block = sub.get_current_block()
        dynamic = sub.subnet(NETUID, block=block)
        pool = [a.stored(name, NETUID, block=block) for name in ("SubnetTAO", "SubnetAlphaIn", "SubnetAlphaOut")]
        journey.equal("pool", [dynamic.tao_in.rao, dynamic.alpha_in.rao, dynamic.alpha_out.rao], pool)
        price = sub.get_subnet_price(NETUID, block=block).rao
        journey.check("price", price > 0, price)
        journey.equal("prices agree", sub.get_subnet_prices(block=block)[NETUID].rao, price)
        journey.equal("all subnets", [one.netuid for one in sub.all_subnets(block=block)], [0, 1, NETUID])
        delegate = sub.get_delegate_by_hotkey(a.bob.hotkey.ss58_address)
        journey.near("delegate's take", delegate.take, 11_796 / U16, 1e-9)
        journey.check("nominators", a.charlie.coldkeypub.ss58_address in delegate.nominators)
        journey.check("unknown subnet reads as nothing", sub.subnet(999) is None and not sub.subnet_exists(999))


def take(a: Actors) -> None:
    sub, journey = a.subtensor, a.journey
    hotkey = a.bob.hotkey.ss58_address
    with journey.step("delegate take"):
        a.accepted("Bob lowers his take", sub.set_delegate_take(a.bob, hotkey, 0.1))
        journey.near("take", sub.get_delegate_take(hotkey), 6553 / U16, 1e-9)
        a.refused("a take above the maximum", sub.set_delegate_take(a.bob, hotkey, 0.5), "TakeTooHigh")


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        actors = Actors(journey, chain, folder)
        for part in (
            connect,
            balances,
            transfer,
            create_subnet,
            start_subnet,
            register,
            serve,
            stake,
            unstake,
            set_weights,
            emission,
            supply,
            root_stake,
            reads,
            take,
        ):
            part(actors)
        actors.subtensor.close()


def chain_of(node: str) -> Chain:
    port = rpc_ports()
    return Chain(node_command(node, port), port)


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    stdlib_logging.getLogger("bittensor").setLevel(stdlib_logging.CRITICAL)
    run(f"bittensor {bt.__version__}", steps, chain_of)
