"""The questions of docs/rpc.md in the journeys: each answer is compared with the chain, and with what a
call that is refused says.
"""

import hashlib
import itertools

from scorers import BOB, DAVE, MINERS, NETUID, Scorers
from stakers import Stakers

LIMIT = 10_000
"""A rate limit in blocks that does not end during a step."""


def ask(a: Scorers, what: str, who, netuid: int = NETUID, mechanism: int | None = 0) -> list[dict]:
    """What stands in the way of a hotkey, in the order of the call's checks."""
    parameters = [who.hotkey.ss58_address, netuid, *([] if mechanism is None else [mechanism])]
    answer = a.chain.rpc(f"eligibility_may{what}", *parameters)
    if answer["may"] != (answer["obstacles"] == []):
        a.journey.check("the answer agrees with itself", False, answer)
    return answer["obstacles"]


def told(a: Scorers, why: str, what: str, who, *obstacles: dict, **where: int | None) -> None:
    """Asks whether a hotkey may do something; exactly these obstacles must be named."""
    a.journey.equal(f"asked about {what}, {why}", ask(a, what, who, **where), list(obstacles))


def obstacle(name: str, **figures: object) -> dict:
    """An obstacle as the node writes it."""
    return {"obstacle": name, **figures}


def rate_limited(last: int, limit: int) -> dict:
    """The obstacle of who has done the same in block `last`."""
    return obstacle("rate_limited", last_block=last, limit_blocks=limit, until_block=last + limit)


def weights(a: Scorers) -> None:
    journey = a.journey
    row = {"netuid": NETUID, "mecid": 0, "dests": MINERS, "weights": [1, 2], "version_key": 0}
    act = lambda: a.by_hotkey(a.bob, "set_mechanism_weights", **row)
    with journey.step("who may set weights, and why not"):
        told(a, "a validator", "SetWeights", a.bob)
        told(a, "a miner", "SetWeights", a.dave, obstacle("no_validator_permit"))
        told(a, "a hotkey without a neuron", "SetWeights", a.alice, obstacle("not_registered"))
        told(a, "unknown subnet", "SetWeights", a.bob, obstacle("subnet_not_found"), netuid=99)
        unknown = obstacle("mechanism_not_found", mechanisms=1)
        told(a, "unknown mechanism", "SetWeights", a.bob, unknown, mechanism=1)
        told(a, "off", "CommitWeights", a.bob, obstacle("commit_reveal_off"))
        told(a, "nothing to reveal", "RevealWeights", a.bob, obstacle("commit_reveal_off"), obstacle("nothing_committed"))
    with journey.step("a rate limit and its block"):
        a.sudo("sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=LIMIT)
        told(a, "too soon", "SetWeights", a.bob, rate_limited(a.last_update(BOB), LIMIT))
        a.without_effect("as the call says", act, "Custom error: 6 |")
        a.sudo("sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=0)
        told(a, "no limit", "SetWeights", a.bob)
    with journey.step("stake that does not suffice, and by how much"):
        held = a.stored("TotalHotkeyAlpha", a.bob.hotkey.ss58_address, NETUID)
        a.sudo("sudo_set_stake_threshold", min_stake=held + 1)
        told(a, "one unit too little", "SetWeights", a.bob, obstacle("stake_too_low", needed=held + 1, held=held))
        a.without_effect("as the call says", act, "Custom error: 1 |")
        a.sudo("sudo_set_stake_threshold", min_stake=held)
        told(a, "exactly enough", "SetWeights", a.bob)
        a.sudo("sudo_set_stake_threshold", min_stake=0)


def neurons(a: Scorers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("who may serve and register, and why not"):
        served = {"netuid": NETUID, "version": 1, "ip": 3_405_803_783, "port": 8091, "ip_type": 4}
        axon = {**served, "protocol": 4, "placeholder1": 0, "placeholder2": 0}
        told(a, "first time", "ServeAxon", a.dave, mechanism=None)
        told(a, "a hotkey without a neuron", "ServeAxon", a.alice, obstacle("not_registered"), mechanism=None)
        block = a.accepted("Dave serves", a.by_hotkey(a.dave, "serve_axon", **axon))
        limit = a.stored("ServingRateLimit", NETUID)
        told(a, "again", "ServeAxon", a.dave, rate_limited(block, limit), mechanism=None)
        a.refused("as the call says", a.by_hotkey(a.dave, "serve_axon", **axon), "Custom error: 12")
        told(a, "metrics have a limit of their own", "ServePrometheus", a.dave, mechanism=None)
        for why, cold, hot, *expected in (
            ("a new hotkey", a.alice, a.alice),
            ("a neuron", a.dave, a.dave, obstacle("already_registered", uid=DAVE)),
        ):
            answer = a.chain.rpc("eligibility_mayRegister", cold.coldkeypub.ss58_address, hot.hotkey.ss58_address, NETUID)
            journey.equal(f"asked about registration, {why}", answer["obstacles"], expected)


def listed(a: Scorers, what: str) -> list[dict]:
    """Bob's commits by hash as the node lists them, compared with the queue."""
    found = a.chain.rpc("eligibility_getPendingCommits", a.bob.hotkey.ss58_address, NETUID, 0)
    seen = [(one["hash"], one["epoch"], one["block"]) for one in found["hashed"]]
    a.journey.equal(f"commits as the node lists them, {what}", seen, [one[:3] for one in a.commits()])
    return [one["reveal"] for one in found["hashed"]]


def hidden(a: Scorers) -> None:
    """The subnet takes commits only, and Bob has made none."""
    told(a, "on", "SetWeights", a.bob, obstacle("commit_reveal_on"))
    told(a, "on", "CommitWeights", a.bob)
    told(a, "on", "CommitTimelockedWeights", a.bob)
    told(a, "on", "RevealWeights", a.bob, obstacle("nothing_committed"))


def too_early(a: Scorers) -> None:
    """Bob has one commit of this epoch, which can be revealed in the next one."""
    epoch, first = (read(NETUID) for read in (a.subtensor.get_subnet_epoch_index, a.subtensor.get_next_epoch_start_block))
    (reveal,) = listed(a, "in their epoch")
    seen = (reveal["epoch"], reveal["phase"], reveal["from_block"])
    a.journey.equal("revealed in epoch, now, from block", seen, (epoch + 1, "too_early", first))
    why = obstacle("reveal_too_early", epoch=epoch, reveal_epoch=epoch + 1, from_block=first)
    told(a, "in the epoch of the commit", "RevealWeights", a.bob, why)


def revealable(a: Scorers) -> None:
    """Bob has one commit, whose time has come."""
    (reveal,) = listed(a, "in the next epoch")
    a.journey.equal("phase", reveal["phase"], "now")
    told(a, "when its time has come", "RevealWeights", a.bob)


def full(a: Scorers, waiting: int) -> None:
    """Bob has as many commits of this epoch as he may."""
    end = a.subtensor.get_subnet_epoch_index(NETUID) + 2
    why = obstacle("too_many_commits", waiting=waiting, limit=waiting, until_epoch=end)
    told(a, "too many wait", "CommitWeights", a.bob, why)


def phases(a: Scorers, *expected: str) -> None:
    """Where Bob's commits by hash stand, the oldest first."""
    a.journey.equal("phases", [one["phase"] for one in listed(a, "oldest first")], list(expected))


def sealed(a: Scorers, made: list[tuple]) -> None:
    """Bob's time-locked commits: `made` lists those of everybody."""
    own = a.bob.hotkey.ss58_address
    found = a.chain.rpc("eligibility_getPendingCommits", own, NETUID, 0)["timelocked"]
    expected = [
        ("0x" + hashlib.blake2b(data, digest_size=32).hexdigest(), block, number, False)
        for who, block, data, number in made
        if who == own
    ]
    seen = [(one["hash"], one["block"], one["round"], one["round_signed"]) for one in found]
    a.journey.equal("as the node lists them: hash, block, round", seen, expected)
    a.journey.equal("not yet opened", {one["reveal"]["phase"] for one in found}, {"too_early"})


def epoch_state(a: Scorers, block: int, **expected: object) -> None:
    """Where the subnet stands after a block, compared with the storage."""
    at = a.subtensor.substrate.get_block_hash(block)
    state = a.chain.rpc("subnetInfo_getEpochState", NETUID, at)
    items = {"tempo": "Tempo", "epoch_index": "SubnetEpochIndex", "last_epoch_block": "LastEpochBlock"}
    stored = {name: a.stored(item, NETUID, block=block) for name, item in items.items()}
    stored["next_epoch_block"] = a.subtensor.get_next_epoch_start_block(NETUID, block=block)
    stored["blocks_until_next_epoch"] = stored["next_epoch_block"] - block
    stored.update(netuid=NETUID, block=block, **expected)
    a.journey.equal("state of epochs as the node tells it", {name: state[name] for name in stored}, stored)
    items = {"server": "ServerEmission", "validator": "ValidatorEmission", "root": "RootAlphaDivs", "owner": "OwnerCut"}
    waiting = {name: a.stored(f"Pending{item}", NETUID, block=block) for name, item in items.items()}
    a.journey.equal("what the next one pays", state["pending"], waiting)


def pages(a: Stakers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("long lists in pages"):
        response = sub.set_delegate_take(a.dave, a.dave.hotkey.ss58_address, 0.05)
        a.accepted("Dave is a delegate too", response)
        block = sub.get_current_block()
        at = sub.substrate.get_block_hash(block)

        def walk(method: str, *about: str, limit: int) -> list[dict]:
            items, start = [], None
            for number in itertools.count(1):
                page = a.chain.rpc(method, *about, start, limit, at)
                items += page["items"]
                if (start := page["next"]) is None:
                    journey.check(f"{method}: {len(items)} entries", True, f"{number} pages")
                    return items

        every = {one.hotkey_ss58: one for one in sub.get_delegates(block=block)}
        found = walk("delegateInfo_getDelegatesPage", limit=1)
        journey.equal("delegates", [one["hotkey"] for one in found], list(every))
        names = ("registrations", "validator_permits")
        seen = [(one["owner"], *(sorted(one[name]) for name in names), one["return_per_1000"]) for one in found]
        expected = [
            (one.owner_ss58, *(sorted(getattr(one, name)) for name in names), one.return_per_1000.rao)
            for one in every.values()
        ]
        journey.check("several of them", len(every) > 1, len(every))
        journey.equal("owners, subnets, permits and returns", seen, expected)
        hotkey, cold = a.bob.hotkey.ss58_address, a.charlie.coldkeypub.ss58_address
        found = walk("delegateInfo_getNominatorsPage", hotkey, limit=1)
        nominators = {who: positive(stakes) for who, stakes in every[hotkey].nominators.items()}
        journey.equal("nominators", {one["coldkey"]: by_subnet(one) for one in found}, nominators)
        journey.check("several of them", len(nominators) > 1, len(nominators))
        found = walk("delegateInfo_getDelegatedPage", cold, limit=1)
        own = {(one["delegate"]["hotkey"], netuid): stake for one in found for netuid, stake in by_subnet(one).items()}
        expected = {(one.hotkey_ss58, one.netuid): one.stake.rao for one in sub.get_delegated(cold, block=block) if one.stake.rao}
        journey.equal("delegated", own, expected)
        found = walk("stakeInfo_getStakeInfoForColdkeyPage", cold, limit=1)
        own = {(one["hotkey"], one["netuid"]): one["stake"] for one in found}
        infos = sub.get_stake_info_for_coldkey(cold, block=block)
        journey.equal("stake", own, {(one.hotkey_ss58, one.netuid): one.stake.rao for one in infos})


def by_subnet(entry: dict) -> dict[int, int]:
    """Stakes of an entry that are above 0."""
    return {one["netuid"]: one["stake"] for one in entry["stakes"] if one["stake"]}


def positive(stakes: dict) -> dict[int, int]:
    """The same of what the SDK gives."""
    return {int(netuid): stake.rao for netuid, stake in stakes.items() if stake.rao}
