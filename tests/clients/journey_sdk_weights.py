"""Weights with the released Python SDK: set openly, committed and revealed, on several mechanisms.

Every row, commit and epoch is compared with the chain's storage to the last unit. A hotkey pays
nothing for its weights: these hotkeys have no balance at all.
"""

import hashlib
import logging as stdlib_logging
import os
import tempfile
import time

import bittensor as bt
from bittensor.core.extrinsics import sudo as sudo_calls
from bittensor.core.extrinsics.weights import commit_timelocked_weights_extrinsic, set_weights_extrinsic

import orders
import questions
from journey_sdk import U16, chain_of, plain
from scorers import (
    BOB,
    CHARLIE,
    DAVE,
    EVE,
    MINERS,
    NETUID,
    Scorers,
    index,
    inner,
    module_error,
    prepare,
)
from stakers import CALM, block_events
from support import Chain, Journey, commit_hash, run, shares, upscaled

TEMPO = 20
"""A tempo for when epochs are waited for."""

BLOCK_SECONDS = 0.25
SALT = [7, 11, 65_535, 0]
KEY = 3
"""Version of the weights."""

ROUND_SECONDS, ROUNDS_SINCE = 3, 1_692_803_367
"""The public beacon: seconds between rounds, and when the first one was published."""

ENVELOPE = 244
"""Bytes by which a time-locked commit is longer than what it hides."""


def fresh(a: Scorers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("as a new subnet is"):
        journey.check("commit-reveal is on", sub.commit_reveal_enabled(NETUID))
        journey.equal("reveal period", sub.get_subnet_reveal_period_epochs(NETUID), 1)
        journey.equal("rate limit", sub.weights_rate_limit(NETUID), 100)
        journey.equal("least number of weights", sub.min_allowed_weights(NETUID), 1)
        journey.equal("largest weight", sub.max_weight_limit(NETUID), 1.0)
        journey.equal("mechanisms", sub.get_mechanism_count(NETUID), 1)
        journey.equal("emission split", sub.get_mechanism_emission_split(NETUID), None)
        journey.equal("weights", a.rows(), {})
        values = sub.get_subnet_hyperparameters(NETUID)
        seen = (values.commit_reveal_weights_enabled, values.commit_reveal_period, values.weights_rate_limit)
        journey.equal("the same as hyperparameters", seen, (True, 1, 100))
        journey.equal("version", (values.weights_version, values.min_allowed_weights), (0, 1))


def schedule(a: Scorers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("tempo and the next epochs"):
        a.sudo("sudo_set_tempo", netuid=NETUID, tempo=TEMPO)
        block = sub.get_current_block()
        state = sub.get_epoch_schedule_state(NETUID, block=block)
        names = ("LastEpochBlock", "PendingEpochAt", "SubnetEpochIndex", "Tempo", "BlocksSinceLastStep")
        stored = [a.stored(name, NETUID, block=block) for name in names]
        seen = [state.last_epoch_block, state.pending_epoch_at, state.subnet_epoch_index, state.tempo]
        journey.equal("schedule", [*seen, state.blocks_since_last_step], stored)
        journey.equal("tempo", sub.tempo(NETUID), TEMPO)
        journey.equal("the new tempo began a period", a.stored("Tempo", NETUID, block=state.last_epoch_block), TEMPO)
        journey.equal("with its own block", a.stored("Tempo", NETUID, block=state.last_epoch_block - 1), CALM)
        first = sub.get_next_epoch_start_block(NETUID, block=block)
        journey.equal("next epoch", first, state.last_epoch_block + TEMPO)
        journey.equal("blocks until then", sub.blocks_until_next_epoch(NETUID, block=block), first - block)
        questions.epoch_state(a, block, triggered_for_block=None, deferred=False, in_admin_freeze_window=False)
        sub.wait_for_block(first + TEMPO + 1)
        for number, at in enumerate((first, first + TEMPO)):
            found = [sub.get_subnet_epoch_index(NETUID, block=one) - state.subnet_epoch_index for one in (at - 1, at)]
            journey.equal(f"epochs before and in block {at}", found, [number, number + 1])
            journey.equal("its block", sub.get_last_epoch_block(NETUID, block=at), at)
            since = [sub.blocks_since_last_step(NETUID, block=one) for one in (at - 1, at)]
            journey.equal("blocks since the last one", since[1], 0)
            journey.equal("and the next", sub.get_next_epoch_start_block(NETUID, block=at), at + TEMPO)
        journey.equal("in the block before", since[0], TEMPO - 1)
        permits = a.stored("ValidatorPermit", NETUID)
        journey.must("permits of owner and validator", permits == [True, True, False, False], permits)
        journey.equal("as the SDK reads them", sub.get_subnet_validator_permits(NETUID), permits)
        a.sudo("sudo_set_tempo", netuid=NETUID, tempo=CALM)


def closed(a: Scorers) -> None:
    sub = a.subtensor
    with a.journey.step("open weights while commit-reveal is on"):
        act = lambda: set_weights_extrinsic(sub, a.bob, NETUID, 0, MINERS, [1.0, 0.5], KEY)
        a.without_effect("by mechanism", act, "CommitRevealEnabled")
        act = lambda: a.by_hotkey(a.bob, "set_weights", netuid=NETUID, dests=MINERS, weights=[1, 2], version_key=0)
        a.without_effect("the plain call", act, "CommitRevealEnabled")
        row = [(DAVE, 1), (EVE, 2)]
        response = a.by_hotkey(a.bob, "batch_set_weights", netuids=[NETUID], weights=[row], version_keys=[0])
        block = a.free_of_charge("a batch goes through", response)
        failed = plain(a.one_event(response, "BatchWeightItemFailed"))
        error = {"Module": module_error(a, "CommitRevealEnabled")}
        a.journey.equal("with an item that failed", failed, (NETUID, error))
        a.journey.equal("and no weights", a.rows(block=block), {})


def opened(a: Scorers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("the owner turns commit-reveal off"):
        response = a.owner("sudo_set_commit_reveal_weights_enabled", enabled=False)
        a.paid("off", a.charlie, response, 0)
        journey.equal("event", a.one_event(response, "CommitRevealEnabled"), (NETUID, False))
        journey.check("as the SDK reads it", not sub.commit_reveal_enabled(NETUID))
    with journey.step("rate limit"):
        limit = 12
        a.sudo("sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=limit)
        journey.equal("as the SDK reads it", sub.weights_rate_limit(NETUID), limit)
        sub.wait_for_block(a.last_update(BOB) + limit)
        block = a.free_of_charge("Bob's weights", sub.set_weights(a.bob, NETUID, MINERS, [1.0, 0.5], version_key=KEY))
        journey.equal("row", a.row(BOB), list(zip(MINERS, upscaled([2, 1]))))
        journey.equal("last update", a.last_update(BOB), block)
        response = sub.set_weights(a.bob, NETUID, MINERS, [0.5, 1.0], version_key=KEY)
        seen = (response.success, response.extrinsic)
        journey.equal("the SDK does not even try before its time", seen, (False, None))
        act = lambda: set_weights_extrinsic(sub, a.bob, NETUID, 0, MINERS, [0.5, 1.0], KEY, period=16)
        a.without_effect("before its time", act, "Custom error: 6")
        told = set()
        while not (response := act()).success:
            # Of one that comes just as a block is made the pool may say so though it is in that block;
            # then the next one waits a limit more.
            if "{'invalid': 'invalid'}" in response.message:
                sooner, block = block, a.last_update(BOB)
                within = sooner + limit <= block <= sooner + limit + 4
                journey.check("called invalid, and in a block not before the limit", within, block - sooner)
            else:
                told.add(response.message)
        journey.check("nor before it is over", all("Custom error: 6 |" in text for text in told), told)
        second = a.accepted("then", response)
        journey.check("not before the limit", block + limit <= second <= block + limit + 4, second - block)
        journey.equal("row", a.row(BOB), list(zip(MINERS, upscaled([1, 2]))))
        a.sudo("sudo_set_weights_set_rate_limit", netuid=NETUID, weights_set_rate_limit=0)
    with journey.step("commits while commit-reveal is off"):
        hashed = commit_hash(a.bob.hotkey.public_key, NETUID, MINERS, [1, 2], SALT, KEY)
        act = lambda: a.by_hotkey(a.bob, "commit_weights", netuid=NETUID, commit_hash=hashed)
        a.without_effect("by hash", act, "CommitRevealDisabled")
        act = lambda: commit_timelocked_weights_extrinsic(sub, a.bob, NETUID, 0, MINERS, [1.0, 0.5], BLOCK_SECONDS)
        a.without_effect("time-locked", act, "CommitRevealDisabled")
        a.without_effect("a reveal", lambda: reveal(a, [1, 2]), "Custom error: 16")


def rows(a: Scorers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("rows as they are stored"):
        for uids, values in (
            ([DAVE], [1]),
            ([DAVE, EVE], [0, 0]),
            ([DAVE, EVE], [43_690, 21_845]),
            ([DAVE, EVE], [32_767, 32_767]),
            ([CHARLIE, DAVE, EVE], [0, 1, 65_534]),
            ([EVE, DAVE], [10, 20]),
        ):
            sent = {"netuid": NETUID, "mecid": 0, "dests": uids, "weights": values, "version_key": 0}
            response = a.by_hotkey(a.bob, "set_mechanism_weights", **sent)
            block = a.free_of_charge(f"uids {uids}, weights {values}", response)
            journey.equal("event", a.one_event(response, "WeightsSet"), (NETUID, BOB))
            journey.equal("row", a.row(BOB, block=block), sorted(zip(uids, upscaled(values))))
            journey.equal("last update", a.last_update(BOB), block)
    with journey.step("weights as they are read"):
        block, row = sub.get_current_block(), [(DAVE, 65_535), (EVE, 32_768)]
        journey.equal("row", a.row(BOB, block=block), row)
        journey.equal("all rows", a.rows(block=block), {BOB: row})
        neuron = sub.neuron_for_uid(BOB, NETUID, block=block)
        journey.equal("of the neuron", neuron.weights, row)
        journey.equal("its last update", neuron.last_update, a.last_update(BOB))
        listed = sub.neurons(NETUID, block=block)
        journey.equal("of all neurons", [one.weights for one in listed], [[], row, [], []])
        graph = sub.metagraph(NETUID, lite=False, block=block)
        journey.equal("metagraph, other rows", graph.W[[CHARLIE, DAVE, EVE]].any(), False)
        for (uid, value), part in zip(row, graph.W[BOB][MINERS].tolist()):
            journey.near(f"metagraph, weight of {uid}", part, value / (65_535 + 32_768), 1e-7)
        journey.equal("metagraph, last update", graph.last_update.tolist(), a.stored("LastUpdate", NETUID))
        since = sub.blocks_since_last_update(NETUID, BOB, block=block)
        journey.equal("blocks since", since, block - a.last_update(BOB))


def refusals(a: Scorers) -> None:
    def weights(who, uids: list, values: list, netuid: int = NETUID, mechanism: int = 0, key: int = 0):
        sent = {"netuid": netuid, "mecid": mechanism, "dests": uids, "weights": values, "version_key": key}
        return lambda: a.by_hotkey(who, "set_mechanism_weights", **sent)

    with a.journey.step("weights that are refused"):
        a.sudo("sudo_set_commit_reveal_weights_enabled", netuid=0, enabled=False)
        for what, act, error in (
            ("root", weights(a.bob, [1], [1], netuid=0), "CanNotSetRootNetworkWeights"),
            ("lengths that differ", weights(a.bob, MINERS, [1]), "WeightVecNotEqualSize"),
            ("a mechanism that is not there", weights(a.bob, MINERS, [1, 2], mechanism=1), "Custom error: 6"),
            ("a subnet that is not there", weights(a.bob, MINERS, [1, 2], netuid=99), "CommitRevealEnabled"),
            ("more uids than neurons", weights(a.bob, [0, 1, 2, 3, 4], [1] * 5), "UidsLengthExceedUidsInSubNet"),
            ("a hotkey without a neuron", weights(a.alice, MINERS, [1, 2]), "HotKeyNotRegisteredInSubNet"),
            ("a miner's", weights(a.dave, [CHARLIE, EVE], [1, 2]), "NeuronNoValidatorPermit"),
            ("the same uid twice", weights(a.bob, [DAVE, DAVE], [1, 2]), "DuplicateUids"),
            ("a uid that is not there", weights(a.bob, [DAVE, 4], [1, 2]), "UidVecContainInvalidOne"),
            ("none", weights(a.bob, [], []), "WeightVecLengthIsLow"),
        ):
            a.without_effect(what, act, error)
        block = a.free_of_charge("a miner's weight for itself", weights(a.dave, [DAVE], [5])(), a.dave)
        a.journey.equal("row", a.row(DAVE, block=block), [(DAVE, U16)])
    with a.journey.step("limits of the subnet"):
        a.accepted("the owner asks for version 20", a.owner("sudo_set_weights_version_key", weights_version_key=20))
        a.accepted("and for three weights", a.owner("sudo_set_min_allowed_weights", min_allowed_weights=3))
        seen = a.subtensor.get_subnet_hyperparameters(NETUID)
        a.journey.equal("as the SDK reads them", (seen.weights_version, seen.min_allowed_weights), (20, 3))
        a.without_effect("version 19", weights(a.bob, [0, 2, 3], [1] * 3, key=19), "IncorrectWeightVersionKey")
        a.without_effect("two weights", weights(a.bob, MINERS, [1, 2], key=20), "WeightVecLengthIsLow")
        a.free_of_charge("three with version 20", weights(a.bob, [0, 2, 3], [1, 2, 3], key=20)())
        a.journey.equal("row", a.row(BOB), list(zip([0, 2, 3], upscaled([1, 2, 3]))))
        a.sudo("sudo_set_weights_version_key", netuid=NETUID, weights_version_key=0)
        a.sudo("sudo_set_min_allowed_weights", netuid=NETUID, min_allowed_weights=1)
    with a.journey.step("least stake"):
        held = a.stored("TotalHotkeyAlpha", a.bob.hotkey.ss58_address, NETUID)
        a.sudo("sudo_set_stake_threshold", min_stake=held + 1)
        a.without_effect("one unit too little", weights(a.bob, MINERS, [1, 2]), "Custom error: 1 |")
        a.sudo("sudo_set_stake_threshold", min_stake=held)
        a.free_of_charge("exactly enough", weights(a.bob, MINERS, [2, 1])())
        a.sudo("sudo_set_stake_threshold", min_stake=0)


def incentive(a: Scorers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("the epoch that counts them"):
        row = [value for _, value in a.row(BOB)]
        block = a.epoch()
        stored = a.stored("Incentive", NETUID, block=block)
        journey.equal("incentive", stored, [0, 0, *shares(row)])
        journey.equal("none before", a.stored("Incentive", NETUID, block=block - 1), [0] * 4)
        graph = sub.metagraph(NETUID, block=block)
        journey.equal("in the metagraph", [round(part * U16) for part in graph.incentive.tolist()], stored)
        paid = [a.stored("Emission", NETUID, block=at)[DAVE:] for at in (block - 1, block)]
        journey.equal("paid before", paid[0], [0, 0])
        # A share has 32 binary digits after the point, so a unit or two for every 2^32 that are paid.
        journey.near("paid as weighted", paid[1][0] * row[1], paid[1][1] * row[0], U16 * (2 + (sum(paid[1]) >> 31)))
        bonds = a.bonds(block=block)
        journey.equal("bonds of Bob alone", list(bonds), [BOB])
        stakes = [round(part * U16) for part in sub.get_stake_weight(NETUID, block=block)]
        journey.equal("stake weights", stakes, a.stored("StakeWeight", NETUID, block=block))
        journey.equal("with", [uid for uid, _ in bonds[BOB]], MINERS)
        listed = sub.neuron_for_uid(BOB, NETUID, block=block).bonds
        journey.equal("as his neuron says", [tuple(one) for one in listed], bonds[BOB])


def commit(a: Scorers, values: list[int], salt: list[int] = SALT, mechanism: int = 0) -> str:
    """Bob commits to weights for the miners with the SDK; gives the hash, which is stored."""
    sub, journey = a.subtensor, a.journey
    before, rows = a.commits(mechanism), a.row(BOB, mechanism)
    response = sub.commit_weights(
        a.bob, NETUID, salt, MINERS, values, mechanism, KEY, wait_for_inclusion=True, wait_for_finalization=True
    )
    block = a.free_of_charge(f"Bob commits to {values}", response)
    hashed = commit_hash(a.bob.hotkey.public_key, index(mechanism), MINERS, values, salt, KEY)
    told = (a.bob.hotkey.ss58_address, index(mechanism), hashed)
    journey.equal("event", a.one_event(response, "WeightsCommitted"), told)
    made = (hashed, sub.get_subnet_epoch_index(NETUID), block, 0)
    journey.equal("queue", a.commits(mechanism), [*before, made])
    journey.equal("last update", a.last_update(BOB, mechanism), block)
    journey.equal("weights are as before", a.row(BOB, mechanism), rows)
    return hashed


def reveal(a: Scorers, values: list[int], salt: list[int] = SALT, mechanism: int = 0):
    """Bob's reveal with the SDK."""
    return a.subtensor.reveal_weights(a.bob, NETUID, MINERS, values, salt, mechanism, 1, KEY)


def revealed(a: Scorers, values: list[int], hashed: str, response, left: list, mechanism: int = 0) -> None:
    """Checks a reveal, and what it left in the queue."""
    last = a.last_update(BOB, mechanism)
    block = a.free_of_charge(f"Bob reveals {values}", response)
    a.journey.equal("row", a.row(BOB, mechanism, block), list(zip(MINERS, upscaled(values))))
    told = (a.bob.hotkey.ss58_address, index(mechanism), hashed)
    a.journey.equal("event", a.one_event(response, "WeightsRevealed"), told)
    a.journey.equal("event of the row", a.one_event(response, "WeightsSet"), (index(mechanism), BOB))
    a.journey.equal("queue", a.commits(mechanism), left)
    a.journey.equal("last update is the commit", a.last_update(BOB, mechanism), last)


def hashes(a: Scorers) -> None:
    with a.journey.step("commit and reveal by hash"):
        a.sudo("sudo_set_commit_reveal_weights_enabled", netuid=NETUID, enabled=True)
        first, second = [U16, 20_000], [30_000, U16]
        questions.hidden(a)
        a.without_effect("a reveal without a commit", lambda: reveal(a, first), "Custom error: 16")
        hashed = commit(a, first)
        a.without_effect("in the epoch of the commit", lambda: reveal(a, first), "Custom error: 17")
        questions.too_early(a)
        a.epoch()
        questions.revealable(a)
        a.without_effect("with another salt", lambda: reveal(a, first, SALT[::-1]), "Custom error: 16")
        a.without_effect("with other weights", lambda: reveal(a, second), "Custom error: 16")
        revealed(a, first, hashed, reveal(a, first), [])
        a.without_effect("a second time", lambda: reveal(a, first), "Custom error: 16")
    with a.journey.step("two commits in an epoch"):
        commit(a, first)
        hashed = commit(a, second)
        a.epoch()
        revealed(a, second, hashed, reveal(a, second), [])
        a.without_effect("the earlier one is gone", lambda: reveal(a, first), "Custom error: 16")
    with a.journey.step("a commit that expires"):
        commit(a, first)
        a.epoch()
        commit(a, second)
        a.epoch()
        questions.phases(a, "expired", "now")
        a.without_effect("the first is too late", lambda: reveal(a, first), "Custom error: 17")
        hashed = a.commits()[1][0]
        revealed(a, second, hashed, reveal(a, second), [])
    with a.journey.step("two epochs until the reveal"):
        a.accepted("the owner says so", a.owner("sudo_set_commit_reveal_weights_interval", interval=2))
        a.journey.equal("as the SDK reads it", a.subtensor.get_subnet_reveal_period_epochs(NETUID), 2)
        hashed = commit(a, first)
        a.epoch()
        a.without_effect("after one", lambda: reveal(a, first), "Custom error: 17")
        a.epoch()
        revealed(a, first, hashed, reveal(a, first), [])
        a.sudo("sudo_set_commit_reveal_weights_interval", netuid=NETUID, interval=1)


def batches(a: Scorers) -> None:
    journey, hotkey = a.journey, a.bob.hotkey
    with journey.step("commits and reveals in batches"):
        salts = [[number, 1] for number in range(10)]
        values = [[number + 1, U16] for number in range(10)]
        made = [commit_hash(hotkey.public_key, NETUID, MINERS, one, salt, KEY) for one, salt in zip(values, salts)]
        response = a.by_hotkey(a.bob, "batch_commit_weights", netuids=[NETUID] * 10, commit_hashes=made)
        a.free_of_charge("ten commits", response)
        journey.equal("queue", [one[0] for one in a.commits()], made)
        completed = a.one_event(response, "BatchWeightsCompleted")
        journey.equal("event", (list(completed[0]), completed[1]), ([NETUID] * 10, hotkey.ss58_address))
        act = lambda: a.by_hotkey(a.bob, "commit_weights", netuid=NETUID, commit_hash=made[0])
        questions.full(a, 10)
        a.without_effect("an eleventh", act, "TooManyUnrevealedCommits")
        a.epoch()
        shown = {"netuid": NETUID, "version_keys": [KEY] * 3}
        chosen = {"uids_list": [MINERS] * 3, "values_list": values[4:7], "salts_list": salts[4:7]}
        act = lambda: a.by_hotkey(a.bob, "batch_reveal_weights", **{**shown, **chosen, "version_keys": [KEY]})
        a.without_effect("lists of different lengths", act, "Custom error: 18")
        response = a.by_hotkey(a.bob, "batch_reveal_weights", **shown, **chosen)
        a.free_of_charge("three of them", response)
        told = a.one_event(response, "WeightsBatchRevealed")
        journey.equal("event", (told[0], told[1], list(told[2])), (hotkey.ss58_address, NETUID, made[4:7]))
        journey.equal("queue", [one[0] for one in a.commits()], made[:4] + made[7:])
        journey.equal("row of the last", a.row(BOB), list(zip(MINERS, upscaled(values[6]))))
        revealed(a, values[9], made[9], reveal(a, values[9], salts[9]), [])


def timelocked(a: Scorers) -> None:
    sub, journey = a.subtensor, a.journey
    with journey.step("time-locked commits"):
        journey.equal("none", a.locked(), [])
        journey.equal("no round yet", sub.last_drand_round(), 0)
        journey.equal("version", a.stored("CommitRevealWeightsVersion"), 4)
        row, made = a.row(BOB), []
        for who, uid in ((a.bob, BOB), (a.dave, DAVE), (a.bob, BOB)):
            made.append(lock(a, who, uid))
            epoch = sub.get_subnet_epoch_index(NETUID)
            journey.check("queue", a.locked(epoch=epoch) == made, len(made))
            journey.check("as the SDK reads it", a.locked() == made, len(made))
        questions.sealed(a, made)
        journey.equal("weights are as before", a.row(BOB), row)
        wrong = lambda: sub.set_weights(a.bob, NETUID, MINERS, [1.0, 0.5], commit_reveal_version=3, max_attempts=1)
        sub.wait_for_block(sub.get_current_block() + 2)
        a.without_effect("another version", wrong, "IncorrectCommitRevealVersion")
        stranger = sub.set_weights(a.alice, NETUID, MINERS, [1.0, 0.5])
        a.refused("a hotkey without a neuron, by the client", stranger, "not registered in subnet")
    with journey.step("time-locked commits that nobody opens"):
        epoch = sub.get_subnet_epoch_index(NETUID)
        a.epoch()
        journey.check("they wait an epoch", a.locked(epoch=epoch) == made, len(a.locked()))
        block = a.epoch()
        journey.equal("and no longer", (a.locked(epoch=epoch), a.locked()), ([], []))
        told = block_events(a, block, "TimelockedWeightsDiscarded")
        journey.equal("told of each", [one["hotkey"] for one in told], [one[0] for one in made])
        journey.equal("and why", {(one["index"], str(one["reason"])) for one in told}, {(NETUID, "Expired")})
        journey.equal("weights are as before", a.row(BOB), row)


def lock(a: Scorers, who, uid: int, mechanism: int = 0) -> tuple:
    """A validator's `set_weights` while commit-reveal is on; gives the stored commit."""
    sub, journey = a.subtensor, a.journey
    sub.wait_for_block(a.last_update(uid, mechanism) + 2)
    begin, head = time.time(), sub.get_current_block()
    first = sub.get_next_epoch_start_block(NETUID, block=head)
    response = sub.set_weights(
        who, NETUID, MINERS, [1.0, 0.25], mechanism, block_time=BLOCK_SECONDS, max_attempts=1, version_key=KEY
    )
    block = a.free_of_charge(f"{who.name}'s weights become a commit", response, who)
    sealed, number = response.data["commit_for_reveal"], response.data["reveal_round"]
    journey.equal("its length", len(sealed), ENVELOPE + 33 + 5 + 5 + 8)
    hashed = "0x" + hashlib.blake2b(sealed, digest_size=32).hexdigest()
    told = (who.hotkey.ss58_address, index(mechanism), hashed, number)
    journey.equal("event", a.one_event(response, "TimelockedWeightsCommitted"), told)
    journey.equal("last update", a.last_update(uid, mechanism), block)
    opens = ROUNDS_SINCE + (number - 1) * ROUND_SECONDS
    due = begin + (first - head) * BLOCK_SECONDS
    # The client takes a round that is out by the time of the epoch, by at most two rounds.
    journey.near("its round, in seconds from the epoch", opens - due, -ROUND_SECONDS, 2 * ROUND_SECONDS)
    return who.hotkey.ss58_address, block, sealed, number


def mechanisms(a: Scorers) -> None:
    sub, journey = a.subtensor, a.journey
    count = lambda number: sudo_calls.sudo_set_mechanism_count_extrinsic(sub, a.alice, NETUID, number)
    split = lambda parts: sudo_calls.sudo_set_mechanism_emission_split_extrinsic(sub, a.alice, NETUID, parts)
    with journey.step("a second mechanism"):
        inner(a, "two, each of 256 neurons", count(2), "TooManyUIDsPerMechanism")
        a.accepted("the owner takes 128 neurons", a.owner("sudo_set_max_allowed_uids", max_allowed_uids=128))
        for number in (0, 3):
            inner(a, f"{number} mechanisms", count(number), "InvalidValue")
        journey.equal("mechanisms", sub.get_mechanism_count(NETUID), 1)
        inner(a, "two", count(2))
        journey.equal("mechanisms", sub.get_mechanism_count(NETUID), 2)
        inner(a, "a split in three", split([1, 1, 1]), "InvalidValue")
        inner(a, "a split", split([70, 30]))
        journey.equal("stored", a.stored("MechanismEmissionSplit", NETUID), [45_875, 19_660])
        journey.equal("as the SDK reads it", sub.get_mechanism_emission_split(NETUID), [70, 30])
    with journey.step("commits on the second mechanism"):
        values = [20_000, U16]
        hashed = commit(a, values, mechanism=1)
        journey.equal("none on the first", a.commits(), [])
        made = lock(a, a.bob, BOB, 1)
        journey.check("time-locked ones, as the SDK reads them", a.locked(1) == [made], len(a.locked(1)))
        journey.equal("and on the first", a.locked(), [])
        a.epoch()
        first = a.row(BOB)
        a.without_effect("a reveal on the first", lambda: reveal(a, values), "Custom error: 16", mechanism=1)
        revealed(a, values, hashed, reveal(a, values, mechanism=1), [], mechanism=1)
        journey.equal("row of the first", a.row(BOB), first)
        a.sudo("sudo_set_commit_reveal_weights_enabled", netuid=NETUID, enabled=False)
    with journey.step("weights on both"):
        rows = {0: (4, 1), 1: (1, 3)}
        for mechanism, weights in rows.items():
            sub.wait_for_block(max(a.last_update(BOB), a.last_update(BOB, mechanism)) + 2)
            response = sub.set_weights(a.bob, NETUID, MINERS, list(weights), mechanism, version_key=KEY)
            block = a.free_of_charge(f"Bob's weights on mechanism {mechanism}", response)
            journey.equal("row", a.row(BOB, mechanism), list(zip(MINERS, upscaled(list(weights)))))
            journey.equal("last update", a.last_update(BOB, mechanism), block)
            journey.equal("as the SDK reads it", a.rows(mechanism)[BOB], a.row(BOB, mechanism))
    with journey.step("an epoch of both"):
        block = a.epoch()
        told = block_events(a, block, "IncentiveAlphaEmittedToMiners")
        paid = {one["netuid"]: list(one["emissions"]) for one in told}
        journey.equal("paid on", sorted(paid), [index(0), index(1)])
        whole = sum(map(sum, paid.values()))
        journey.near("part of the second", sum(paid[index(1)]), whole * 19_660 // U16, 2)
        emission = a.stored("Emission", NETUID, block=block)[DAVE:]
        both = [sum(parts) for parts in zip(paid[index(0)], paid[index(1)])]
        journey.equal("miners got both", emission, both[DAVE:])
        for mechanism in rows:
            stored = a.stored("Incentive", index(mechanism), block=block)
            values = [value for _, value in a.row(BOB, mechanism)]
            journey.equal(f"incentive on mechanism {mechanism}", stored, [0, 0, *shares(values)])
            graph = sub.metagraph(NETUID, mechanism, block=block)
            journey.equal("metagraph", graph.mechid, mechanism)
            view = sub.get_metagraph_info(NETUID, mechanism, block=block)
            journey.equal("view", [round(part * U16) for part in view.incentives], stored)
            updates = [a.last_update(uid, mechanism) for uid in (CHARLIE, BOB, DAVE, EVE)]
            journey.equal("its last updates", view.last_update, updates)
            bonds = a.bonds(mechanism, block)
            journey.equal("bonds of Bob with", [uid for uid, _ in bonds[BOB]], MINERS)
    with journey.step("one mechanism again"):
        inner(a, "one", count(1))
        journey.equal("mechanisms", sub.get_mechanism_count(NETUID), 1)
        journey.equal("emission split", a.stored("MechanismEmissionSplit", NETUID), None)
        journey.equal("weights and bonds of the second", (a.rows(1), a.bonds(1)), ({}, {}))
        left = [a.stored(name, index(1)) for name in ("Incentive", "LastUpdate")]
        journey.equal("its incentive and last updates", left, [[], []])
        journey.equal("its view", sub.get_metagraph_info(NETUID, 1), None)
        journey.equal("row of the first", a.row(BOB), list(zip(MINERS, upscaled([4, 1]))))


def owner_epochs(a: Scorers) -> None:
    sub, journey, window = a.subtensor, a.journey, 16
    with journey.step("the owner sets the tempo"):
        journey.equal("bounds", (sub.get_min_tempo(), sub.get_max_tempo()), (360, 50_400))
        a.refused("another's", sub.set_tempo(a.bob, NETUID, 360), "BadOrigin")
        for tempo in (359, 50_401):
            a.refused(f"{tempo} blocks", sub.set_tempo(a.charlie, NETUID, tempo), "TempoOutOfBounds")
        journey.equal("tempo is as before", sub.tempo(NETUID), CALM)
        response = sub.set_tempo(a.charlie, NETUID, 360)
        block = a.paid("360 blocks", a.charlie, response, 0)
        journey.equal("event", a.one_event(response, "TempoSet"), (NETUID, 360))
        journey.equal("tempo", sub.tempo(NETUID), 360)
        seen = (sub.get_last_epoch_block(NETUID), sub.get_next_epoch_start_block(NETUID))
        journey.equal("a period begins", seen, (block, block + 360))
        a.refused("again at once", sub.set_tempo(a.charlie, NETUID, 361), "TxRateLimitExceeded")
    with journey.step("the owner asks for an epoch"):
        a.sudo("sudo_set_commit_reveal_weights_enabled", netuid=NETUID, enabled=True)
        trigger = lambda who: sub.trigger_epoch(who, NETUID, wait_for_finalization=False)
        a.refused("with commit-reveal on", trigger(a.charlie), "DynamicTempoBlockedByCommitReveal")
        a.sudo("sudo_set_commit_reveal_weights_enabled", netuid=NETUID, enabled=False)
        a.refused("another's", trigger(a.bob), "BadOrigin")
        a.sudo("sudo_set_admin_freeze_window", window=400)
        a.refused("so near to the next one", trigger(a.charlie), "AutoEpochAlreadyImminent")
        a.sudo("sudo_set_admin_freeze_window", window=window)
        before = sub.get_subnet_epoch_index(NETUID)
        response = trigger(a.charlie)
        block = a.paid("asked", a.charlie, response, 0)
        told = {"netuid": NETUID, "by": a.charlie.coldkeypub.ss58_address, "fires_at": block + window}
        journey.equal("event", a.one_event(response, "EpochTriggered"), told)
        seen = [read(NETUID, block=block) for read in (sub.get_pending_epoch_at, sub.get_next_epoch_start_block)]
        journey.equal("pending and next", seen, [block + window] * 2)
        expected = {"triggered_for_block": block + window, "deferred": False, "in_admin_freeze_window": True}
        questions.epoch_state(a, block, **expected)
        a.refused("twice", trigger(a.charlie), "EpochTriggerAlreadyPending")
        response = a.owner("sudo_set_immunity_period", immunity_period=7)
        a.refused("settings until then", response, "AdminActionProhibitedDuringWeightsWindow")
        sub.wait_for_block(block + window)
        found = [sub.get_subnet_epoch_index(NETUID, block=block + window + one) - before for one in (-1, 0)]
        journey.equal("epochs before and in its block", found, [0, 1])
        state = sub.get_epoch_schedule_state(NETUID, block=block + window)
        seen = (state.last_epoch_block, state.pending_epoch_at, state.blocks_since_last_step)
        journey.equal("schedule", seen, (block + window, 0, 0))
        a.refused("a second one at once", trigger(a.charlie), "TxRateLimitExceeded")
        a.sudo("sudo_set_admin_freeze_window", window=0)
    with journey.step("activity cut-off"):
        for factor in (999, 50_001):
            response = sub.set_activity_cutoff_factor(a.charlie, NETUID, factor)
            a.refused(f"{factor} thousandths", response, "ActivityCutoffFactorMilliOutOfBounds")
        a.refused("another's", sub.set_activity_cutoff_factor(a.bob, NETUID, 2000), "BadOrigin")
        for set_factor, who, factor in (
            (sub.set_activity_cutoff_factor, a.charlie, 2500),
            (sub.root_set_activity_cutoff_factor, a.alice, 1001),
        ):
            response = set_factor(who, NETUID, factor)
            a.accepted(f"{factor} thousandths by {who.name}", response)
            told = {"netuid": NETUID, "factor_milli": factor}
            journey.equal("event", a.one_event(response, "ActivityCutoffFactorMilliSet"), told)
            cutoff = sub.get_subnet_hyperparameters(NETUID).activity_cutoff
            journey.equal("blocks, rounded down", cutoff, factor * 360 // 1000)


def steps(journey: Journey, chain: Chain) -> None:
    with tempfile.TemporaryDirectory() as folder:
        actors = Scorers(journey, chain, folder)
        for part in (
            prepare,
            fresh,
            schedule,
            closed,
            opened,
            rows,
            refusals,
            questions.weights,
            questions.neurons,
            incentive,
            orders.voting_power,
            hashes,
            batches,
            timelocked,
            mechanisms,
            owner_epochs,
        ):
            part(actors)
        actors.subtensor.close()


if __name__ == "__main__":
    os.environ["NO_COLOR"] = "1"
    stdlib_logging.getLogger("bittensor").setLevel(stdlib_logging.CRITICAL)
    run(f"bittensor {bt.__version__}: weights", steps, chain_of)
