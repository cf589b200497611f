//! What is asked and what is done agree, in thousands of random situations: somebody may do
//! something exactly when the call then succeeds, the error of a call that fails is among what
//! stands in its way, and whatever is named goes away when it is put right.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use codec::Encode;
use frame_support::{BoundedVec, traits::fungible::Mutate};
use myelin_types::{AlphaBalance, MechId, NetUidStorageIndex, TaoBalance, beacon::Beacon};
use pallet_subtensor_runtime_api::{Eligibility, Obstacle};
use scale_info::{TypeDef, TypeInfo};
use sp_core::H256;
use sp_runtime::DispatchResult;

use super::*;
use crate::{
    pallet::*,
    tests::random_calls::dice::{Dice, coldkeys},
};

/// Situations of one run.
const SITUATIONS: u32 = 1_500;

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Deed {
    SetWeights,
    Commit,
    CommitTimelocked,
    Reveal,
    ServeAxon,
    ServePrometheus,
    Register,
}

use Deed::*;

const DEEDS: [Deed; 7] = [
    SetWeights,
    Commit,
    CommitTimelocked,
    Reveal,
    ServeAxon,
    ServePrometheus,
    Register,
];

/// Who does it, and where.
#[derive(Clone, Debug)]
struct Actor {
    coldkey: AccountId32,
    hotkey: AccountId32,
    netuid: NetUid,
    mechanism: MechId,
}

impl Actor {
    fn random(dice: &mut Dice) -> Self {
        let netuid = dice
            .choose(&SubtensorModule::all_netuids())
            .expect("root is there");
        let hotkey = match dice.below(12) {
            0 => SubtensorModule::subnet_account(netuid).expect("it exists"),
            1..=6 if SubtensorModule::neuron_count(netuid) > 0 => dice.neuron(netuid),
            _ => dice.hotkey(),
        };
        Self {
            coldkey: if SubtensorModule::hotkey_exists(&hotkey) {
                dice.owner(&hotkey)
            } else {
                dice.coldkey()
            },
            hotkey,
            netuid: if dice.one_in(40) { NOWHERE } else { netuid },
            mechanism: MechId(u8::from(dice.one_in(4))),
        }
    }

    fn index(&self) -> NetUidStorageIndex {
        NetUidStorageIndex::new(self.netuid, self.mechanism).expect("the numbers are small")
    }

    fn signer(&self, deed: Deed) -> &AccountId32 {
        if deed == Register {
            &self.coldkey
        } else {
            &self.hotkey
        }
    }

    fn ask(&self, deed: Deed) -> Eligibility {
        let (hotkey, netuid, mechanism) = (&self.hotkey, self.netuid, self.mechanism);
        match deed {
            SetWeights => SubtensorModule::may_set_weights(hotkey, netuid, mechanism),
            Commit => SubtensorModule::may_commit_weights(hotkey, netuid, mechanism),
            CommitTimelocked => {
                SubtensorModule::may_commit_timelocked_weights(hotkey, netuid, mechanism)
            }
            Reveal => SubtensorModule::may_reveal_weights(hotkey, netuid, mechanism),
            ServeAxon => SubtensorModule::may_serve_axon(hotkey, netuid),
            ServePrometheus => SubtensorModule::may_serve_prometheus(hotkey, netuid),
            Register => SubtensorModule::may_register(&self.coldkey, hotkey, netuid),
        }
    }

    /// The call, with arguments that are right.
    fn call(&self, deed: Deed) -> Call<Test> {
        let (netuid, mecid) = (self.netuid, self.mechanism);
        let (uids, values, version_key) = (vec![0, 1], vec![1, 2], u64::MAX);
        match deed {
            SetWeights => Call::set_mechanism_weights {
                netuid,
                mecid,
                dests: uids,
                weights: values,
                version_key,
            },
            Commit => Call::commit_mechanism_weights {
                netuid,
                mecid,
                commit_hash: self.hash(SubtensorModule::reveal_clock(netuid).epoch),
            },
            CommitTimelocked => Call::commit_timelocked_mechanism_weights {
                netuid,
                mecid,
                commit: BoundedVec::truncate_from(vec![1, 2, 3]),
                reveal_round: TestBeacon::last_stored_round(),
                commit_reveal_version: CommitRevealWeightsVersion::<Test>::get(),
            },
            Reveal => Call::reveal_mechanism_weights {
                netuid,
                mecid,
                uids,
                values,
                salt: salt_of(self.epoch_to_reveal()),
                version_key,
            },
            ServeAxon => Call::serve_axon {
                netuid,
                version: 1,
                ip: 0x0808_0808,
                port: 80,
                ip_type: 4,
                protocol: 0,
                placeholder1: 0,
                placeholder2: 0,
            },
            ServePrometheus => Call::serve_prometheus {
                netuid,
                version: 1,
                ip: 0x0808_0808,
                port: 80,
                ip_type: 4,
            },
            Register if netuid.is_root() => Call::root_register {
                hotkey: self.hotkey.clone(),
            },
            Register => Call::burned_register {
                netuid,
                hotkey: self.hotkey.clone(),
            },
        }
    }

    /// Does it as a transaction would, with the checks before the call.
    fn act(&self, deed: Deed) -> DispatchResult {
        let (signer, call) = (self.signer(deed), self.call(deed));
        SubtensorModule::ensure_no_coldkey_swap(signer)?;
        SubtensorModule::guard(signer, &call)?;
        dispatch(signed(signer), call)
    }

    /// Does it and undoes it.
    fn attempt(&self, deed: Deed) -> DispatchResult {
        undone(|| self.act(deed))
    }

    fn hash(&self, epoch: u64) -> H256 {
        SubtensorModule::hash_of_weights(
            &self.hotkey,
            self.index(),
            (&[0, 1], &[1, 2], &salt_of(epoch), u64::MAX),
        )
    }

    /// The epoch of a commit that can be revealed, or of any.
    fn epoch_to_reveal(&self) -> u64 {
        let queue = WeightCommits::<Test>::get(self.index(), &self.hotkey).unwrap_or_default();
        let clock = SubtensorModule::reveal_clock(self.netuid);
        let due = queue.iter().find(|commit| clock.is_due(commit.1));
        due.or(queue.front()).map_or(0, |commit| commit.1)
    }

    /// Commits of these epochs.
    fn put_commits(&self, epochs: impl Iterator<Item = u64>) {
        let queue: VecDeque<_> = epochs
            .map(|epoch| (self.hash(epoch), epoch, 1, 0))
            .collect();
        WeightCommits::<Test>::insert(self.index(), &self.hotkey, queue);
    }
}

/// Commits of different epochs have different hashes.
fn salt_of(epoch: u64) -> Vec<u16> {
    vec![epoch as u16]
}

/// Three subnets with a few neurons each, and members of root.
fn set_the_stage() {
    for number in coldkeys() {
        fund(&account(number), 1_000 * UNIT);
    }
    for number in 1..=2 {
        add_network(&account(number), &account(100 + number));
    }
    for netuid in SubtensorModule::non_root_netuids() {
        for number in 103..=106 {
            register_neuron(netuid, &account(number - 100), &account(number));
        }
        MinAllowedWeights::<Test>::insert(netuid, 1);
        Tempo::<Test>::insert(netuid, 7);
        WeightsSetRateLimit::<Test>::insert(netuid, 2);
        ServingRateLimit::<Test>::insert(netuid, 3);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, netuid.0 % 2 == 0);
        ValidatorPermit::<Test>::insert(netuid, vec![true, true, false, true, false]);
    }
    for number in 103..=104 {
        let hotkey = account(number);
        stake(NetUid::ROOT, &account(number - 100), &hotkey, number * UNIT);
        SubtensorModule::root_register(signed(&account(number - 100)), hotkey)
            .expect("there is room");
        run_blocks(1);
    }
}

/// Changes something that matters to the actor.
fn disturb(dice: &mut Dice, actor: &Actor) {
    let (netuid, hotkey) = (actor.netuid, &actor.hotkey);
    let neurons = SubtensorModule::neuron_count(netuid);
    let now = SubtensorModule::now();
    match dice.below(22) {
        0..=1 => CommitRevealWeightsEnabled::<Test>::insert(netuid, dice.one_in(2)),
        2 => {
            let weight = SubtensorModule::inherited_stake(hotkey, netuid).weight;
            let near = weight.saturating_to_num::<u64>();
            StakeThreshold::<Test>::put(dice.amount(near));
        }
        3 => WeightsSetRateLimit::<Test>::insert(netuid, dice.within(0..=200)),
        4 => {
            let permits = (0..neurons).map(|_| dice.one_in(2)).collect::<Vec<_>>();
            ValidatorPermit::<Test>::insert(netuid, permits);
        }
        5 => MechanismCountCurrent::<Test>::insert(netuid, MechId(2)),
        6 => RevealPeriodEpochs::<Test>::insert(netuid, dice.within(1..=3)),
        7 => Tempo::<Test>::insert(netuid, dice.below(9) as u16),
        8..=9 => {
            let epoch = SubtensorModule::reveal_clock(netuid).epoch;
            let first = epoch.saturating_sub(dice.within(0..=4));
            let count = dice.within(1..=12);
            actor.put_commits((0..count).map(|n| first + n * (epoch - first) / count));
        }
        10 => {
            let epoch = SubtensorModule::reveal_clock(netuid).epoch;
            let nothing = BoundedVec::truncate_from(vec![]);
            let entry = (hotkey.clone(), now, nothing, 1);
            let queue = VecDeque::from(vec![entry; dice.within(8..=11) as usize]);
            SubtensorModule::put_timelocked_queue(actor.index(), epoch, queue);
        }
        11 => {
            Pulses::mutate(|pulses| pulses.insert(1_000_000, vec![]));
            CurrentRound::set(Some(dice.within(0..=2_000_000)));
        }
        12 => ServingRateLimit::<Test>::insert(netuid, dice.within(0..=100)),
        13 => NetworkRegistrationAllowed::<Test>::insert(netuid, false),
        14 => {
            let price = Burn::<Test>::get(netuid).to_u64() + dice.within(0..=2) * 250;
            Balances::set_balance(&actor.coldkey, price.saturating_sub(dice.within(0..=500)));
        }
        15 => {
            let price = dice.choose(&[0, 1, 499, 500, 501]).expect("some");
            Burn::<Test>::insert(netuid, TaoBalance(price));
            let balance = [0, 499, 500, 501, 1_000];
            Balances::set_balance(&actor.coldkey, dice.choose(&balance).expect("some"));
        }
        16 => {
            let places = [0, neurons, neurons, neurons + 1];
            MaxAllowedUids::<Test>::insert(netuid, dice.choose(&places).expect("some"));
            ImmunityPeriod::<Test>::insert(netuid, dice.within(0..=20) as u16);
            MinNonImmuneUids::<Test>::insert(netuid, dice.within(0..=6) as u16);
            ImmuneOwnerUidsLimit::<Test>::insert(netuid, dice.within(1..=3) as u16);
        }
        17 => {
            let tao = dice.power_of_ten(3, 10);
            SubnetTAO::<Test>::insert(netuid, TaoBalance(tao));
            SubnetAlphaIn::<Test>::insert(netuid, AlphaBalance(dice.power_of_ten(3, 10)));
        }
        18 => RegistrationsThisBlock::<Test>::insert(netuid, dice.within(0..=2) as u16),
        19 => RegistrationsThisInterval::<Test>::insert(netuid, dice.within(0..=7) as u16),
        20 => {
            for who in [&actor.coldkey, hotkey] {
                ColdkeySwapAnnouncements::<Test>::insert(who, (1, H256::zero()));
                if dice.one_in(2) {
                    ColdkeySwapDisputes::<Test>::insert(who, 1);
                }
            }
        }
        _ => MaxRegistrationsPerBlock::<Test>::insert(netuid, 8),
    }
}

/// Puts right what stands in the way, as far as anybody can.
fn put_right(obstacle: &Obstacle, deed: Deed, actor: &Actor) -> bool {
    let (netuid, hotkey) = (actor.netuid, &actor.hotkey);
    let neurons = SubtensorModule::neuron_count(netuid);
    match obstacle {
        Obstacle::SubnetNotFound | Obstacle::RootNetwork | Obstacle::SystemAccount => return false,
        Obstacle::MechanismNotFound { .. } => {
            MechanismCountCurrent::<Test>::insert(netuid, MechId(actor.mechanism.0 + 1));
        }
        Obstacle::ColdkeySwap { .. } => {
            ColdkeySwapAnnouncements::<Test>::remove(actor.signer(deed));
        }
        Obstacle::NotRegistered => {
            SubtensorModule::append_neuron(netuid, hotkey);
        }
        Obstacle::StakeTooLow { held, .. } => StakeThreshold::<Test>::put(held),
        Obstacle::NoValidatorPermit => {
            ValidatorPermit::<Test>::insert(netuid, vec![true; neurons.into()]);
        }
        Obstacle::CommitRevealOn => CommitRevealWeightsEnabled::<Test>::insert(netuid, false),
        Obstacle::CommitRevealOff => CommitRevealWeightsEnabled::<Test>::insert(netuid, true),
        Obstacle::RateLimited { until_block, .. } => {
            System::set_block_number(*until_block as u32 - 1);
            assert!(actor.ask(deed).obstacles.contains(obstacle));
            System::set_block_number(*until_block as u32);
        }
        Obstacle::TooManyCommits { until_epoch, .. } => {
            SubnetEpochIndex::<Test>::insert(netuid, until_epoch);
        }
        Obstacle::NoRoundInTime { .. } => CurrentRound::set(None),
        Obstacle::NothingCommitted | Obstacle::CommitsExpired { .. } => {
            let epoch = SubtensorModule::reveal_clock(netuid).epoch;
            let period = RevealPeriodEpochs::<Test>::get(netuid);
            SubnetEpochIndex::<Test>::mutate(netuid, |index| *index += period);
            actor.put_commits([epoch].into_iter());
        }
        Obstacle::RevealTooEarly { reveal_epoch, .. } => {
            let due = u64::from(SubtensorModule::should_run_epoch(
                netuid,
                SubtensorModule::now(),
            ));
            SubnetEpochIndex::<Test>::insert(netuid, reveal_epoch - due);
        }
        Obstacle::RegistrationClosed => NetworkRegistrationAllowed::<Test>::insert(netuid, true),
        Obstacle::AlreadyRegistered { uid } => {
            assert_eq!(
                SubtensorModule::hotkey_of(netuid, *uid).as_ref(),
                Some(hotkey)
            );
            Uids::<Test>::remove(netuid, hotkey);
            Keys::<Test>::insert(netuid, uid, account(999));
        }
        Obstacle::BalanceTooLow { needed, .. } => {
            Balances::set_balance(&actor.coldkey, needed.to_u64() + EXISTENTIAL_DEPOSIT);
        }
        Obstacle::PoolTooSmall { .. } => set_reserves(netuid, 10 * UNIT, 10 * UNIT),
        Obstacle::HotkeyOfAnother { .. } => Owner::<Test>::insert(hotkey, &actor.coldkey),
        Obstacle::NoPlace { neurons, .. } => {
            MaxAllowedUids::<Test>::insert(netuid, neurons + 1);
        }
        Obstacle::TooManyRegistrationsInBlock { .. } => {
            RegistrationsThisBlock::<Test>::remove(netuid);
        }
        Obstacle::TooManyRegistrationsInInterval { .. } => {
            RegistrationsThisInterval::<Test>::remove(netuid);
        }
        Obstacle::RootStakeTooLow { needed, .. } => {
            TotalHotkeyAlpha::<Test>::insert(hotkey, netuid, needed);
        }
    }
    true
}

/// The errors by which a call tells of an obstacle; none where that may be any.
fn errors_of(obstacle: &Obstacle) -> Vec<Error<Test>> {
    match obstacle {
        Obstacle::SubnetNotFound | Obstacle::PoolTooSmall { .. } => vec![],
        // The pool looks at what is stored for it: the limit has not passed, or its commits are not
        // due.
        Obstacle::MechanismNotFound { .. } => vec![
            Error::MechanismDoesNotExist,
            Error::SettingWeightsTooFast,
            Error::CommittingWeightsTooFast,
            Error::NoWeightsCommitFound,
            Error::RevealTooEarly,
        ],
        Obstacle::RootNetwork => vec![Error::CanNotSetRootNetworkWeights],
        Obstacle::ColdkeySwap { disputed: true } => vec![Error::ColdkeySwapDisputed],
        Obstacle::ColdkeySwap { .. } => vec![Error::ColdkeySwapAnnounced],
        Obstacle::NotRegistered => vec![
            Error::HotKeyNotRegisteredInSubNet,
            Error::HotKeyNotRegisteredInNetwork,
        ],
        Obstacle::StakeTooLow { .. } => vec![Error::NotEnoughStakeToSetWeights],
        Obstacle::NoValidatorPermit => vec![Error::NeuronNoValidatorPermit],
        Obstacle::CommitRevealOn => vec![Error::CommitRevealEnabled],
        Obstacle::CommitRevealOff => vec![Error::CommitRevealDisabled],
        Obstacle::RateLimited { .. } => vec![
            Error::SettingWeightsTooFast,
            Error::CommittingWeightsTooFast,
            Error::ServingRateLimitExceeded,
        ],
        Obstacle::TooManyCommits { .. } => vec![Error::TooManyUnrevealedCommits],
        Obstacle::NoRoundInTime { .. } => vec![Error::InvalidRevealRound],
        Obstacle::NothingCommitted => vec![Error::NoWeightsCommitFound],
        // What has expired is too early, says the pool.
        Obstacle::RevealTooEarly { .. } | Obstacle::CommitsExpired { .. } => {
            vec![Error::RevealTooEarly]
        }
        Obstacle::RegistrationClosed => vec![Error::SubNetRegistrationDisabled],
        Obstacle::AlreadyRegistered { .. } => vec![Error::HotKeyAlreadyRegisteredInSubNet],
        Obstacle::BalanceTooLow { .. } => {
            vec![Error::NotEnoughBalanceToStake, Error::InsufficientBalance]
        }
        Obstacle::SystemAccount => vec![Error::CannotUseSystemAccount],
        Obstacle::HotkeyOfAnother { .. } => vec![Error::NonAssociatedColdKey],
        Obstacle::NoPlace { .. } => vec![Error::NoNeuronIdAvailable],
        Obstacle::TooManyRegistrationsInBlock { .. } => vec![Error::TooManyRegistrationsThisBlock],
        Obstacle::TooManyRegistrationsInInterval { .. } => {
            vec![Error::TooManyRegistrationsThisInterval]
        }
        Obstacle::RootStakeTooLow { .. } => vec![Error::StakeTooLowForRoot],
    }
}

/// Number of the variant.
fn kind(obstacle: &Obstacle) -> u8 {
    obstacle.encode()[0]
}

/// The answer, and whether the call agrees with it.
fn compare(deed: Deed, actor: &Actor) -> Eligibility {
    let answer = actor.ask(deed);
    assert_eq!(answer.block, SubtensorModule::now());
    let outcome = actor.attempt(deed);
    assert_eq!(
        answer.may,
        outcome.is_ok(),
        "{deed:?} {actor:?}: {outcome:?}, {answer:?}"
    );
    if let Err(error) = outcome {
        let named = answer.obstacles.iter().any(|obstacle| {
            let errors = errors_of(obstacle);
            errors.is_empty() || errors.into_iter().any(|named| error == named.into())
        });
        assert!(named, "{deed:?} {actor:?}: {error:?}, {answer:?}");
    }
    answer
}

/// Each obstacle goes away alone, and all together leave the way free. Whether it is in the end.
fn clear_the_way(deed: Deed, actor: &Actor, mut answer: Eligibility) -> bool {
    for obstacle in &answer.obstacles {
        undone(|| {
            if put_right(obstacle, deed, actor) {
                let left = actor.ask(deed).obstacles;
                let gone = left.iter().all(|other| kind(other) != kind(obstacle));
                assert!(gone, "{deed:?} {actor:?}: {obstacle:?} stays: {left:?}");
            }
        });
    }
    // What was put right may bring something new, such as the wait of a new neuron.
    for _ in 0..12 {
        let Some(obstacle) = answer.obstacles.first() else {
            return true;
        };
        if !put_right(obstacle, deed, actor) {
            return false;
        }
        answer = compare(deed, actor);
    }
    panic!("{deed:?} {actor:?}: no end: {answer:?}");
}

/// Every kind of obstacle.
fn kinds() -> BTreeMap<u8, &'static str> {
    let TypeDef::Variant(variants) = Obstacle::type_info().type_def else {
        panic!("it is an enum");
    };
    variants
        .variants
        .iter()
        .map(|v| (v.index, v.name))
        .collect()
}

fn play(seed: u64) -> (BTreeSet<u8>, BTreeMap<(Deed, bool), u32>) {
    let (mut seen, mut answers) = (BTreeSet::new(), BTreeMap::new());
    new_test_ext().execute_with(|| {
        let mut dice = Dice::new(seed);
        set_the_stage();
        for _ in 0..SITUATIONS {
            if dice.one_in(2) {
                run_blocks(1);
            }
            let actor = Actor::random(&mut dice);
            let deed = dice.choose(&DEEDS).expect("some");
            // Registrations fill the subnets, so they mostly stay attempts.
            if deed != Register || dice.one_in(20) {
                let _ = actor.act(deed);
            }
            undone(|| {
                for _ in 0..dice.below(4) {
                    disturb(&mut dice, &actor);
                }
                for deed in DEEDS {
                    let (pulses, round) = (Pulses::get(), CurrentRound::get());
                    undone(|| {
                        let answer = compare(deed, &actor);
                        seen.extend(answer.obstacles.iter().map(kind));
                        *answers.entry((deed, answer.may)).or_default() += 1;
                        let free = clear_the_way(deed, &actor, answer);
                        *answers.entry((deed, free)).or_default() += 1;
                    });
                    Pulses::set(pulses);
                    CurrentRound::set(round);
                }
            });
            Pulses::take();
            CurrentRound::take();
        }
    });
    (seen, answers)
}

#[test]
fn somebody_may_do_something_exactly_when_the_call_succeeds() {
    let (mut seen, mut answers) = (BTreeSet::new(), BTreeMap::<_, u32>::new());
    for seed in 1..=3 {
        let (seen_now, answers_now) = play(seed);
        seen.extend(seen_now);
        for (answer, count) in answers_now {
            *answers.entry(answer).or_default() += count;
        }
    }
    let missing: Vec<_> = kinds()
        .into_iter()
        .filter(|(kind, _)| !seen.contains(kind))
        .collect();
    assert_eq!(missing, [], "these were never in the way");
    for deed in DEEDS {
        for may in [false, true] {
            let count = answers.get(&(deed, may)).copied().unwrap_or_default();
            assert!(count >= 1_000, "{deed:?}: {may} only {count} times");
        }
    }
}
