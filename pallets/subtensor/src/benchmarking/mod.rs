//! Measures the calls in their worst case. `scripts/bench.sh --frame` runs this and writes the
//! weights.
//!
//! One benchmark for each item of [`crate::WeightInfo`], in the order of its table; several calls
//! may share one. What a call finds is built by `stage`, `beacon` and `blocks`. The macro wants all
//! benchmarks of a pallet in one module, so this file is as long as there are calls.
//!
//! Benchmarks marked `extra` give no weight: they show what the sum of many weights comes to.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot build its state has failed"
)]

mod beacon;
mod blocks;
pub mod stage;

use alloc::{
    collections::{BTreeSet, VecDeque},
    vec,
    vec::Vec,
};

use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{BoundedVec, assert_ok, traits::Get, weights::WeightMeter};
use frame_system::RawOrigin;
use myelin_types::{
    AlphaBalance, MechId, NetUid, NetUidStorageIndex, TaoBalance,
    beacon::Beacon,
    frozen::{ChainIdentityV2, RootClaimTypeEnum, SubnetIdentityV3},
};
use sp_core::H256;

use self::stage::{STAKE, Stage, UNIT};
use crate::{
    MAX_COMMIT_BYTES,
    epoch::EpochPlan,
    pallet::*,
    weights::{MAX_QUEUE, MAX_QUEUE_KILOBYTES},
};

/// Neurons of a full subnet, as subnets are created.
const FULL: u16 = 256;

/// More targets than any validator has: subnets have at most 256 neurons.
const MOST_TARGETS: u32 = 4_096;

/// Subnets that exist by default, root among them.
const MOST_SUBNETS: u32 = 129;

/// The longest queue of time-locked commits.
const MOST_KILOBYTES: u32 = MAX_QUEUE_KILOBYTES;

/// Time-locked commits that a block opens.
const MOST_REVEALS: u32 = crate::hooks::MAX_REVEALS as u32;

/// Validators of a full subnet, as subnets are created.
const VALIDATORS: u16 = 128;

/// Longest fields of an identity.
const SHORT: usize = 256;
const LONG: usize = 1_024;

/// A price limit that no sale of these benchmarks reaches.
const LOW_PRICE: TaoBalance = TaoBalance(1_000);

fn subnet_identity() -> SubnetIdentityV3 {
    SubnetIdentityV3 {
        subnet_name: vec![b'n'; SHORT],
        github_repo: vec![b'g'; LONG],
        subnet_contact: vec![b'c'; LONG],
        subnet_url: vec![b'u'; LONG],
        discord: vec![b'd'; SHORT],
        description: vec![b't'; LONG],
        logo_url: vec![b'l'; LONG],
        additional: vec![b'a'; LONG],
    }
}

/// Every place is taken, also on root. What the subnet that has to go leaves behind is counted when it
/// goes, so it has nothing; the stake that makes members of root parents comes on top, so they need
/// none.
fn crowded<T: Config>() -> T::AccountId {
    stage::open::<T>();
    let netuids = stage::all_subnets::<T>();
    let now = frame_system::Pallet::<T>::block_number();
    let immunity: u32 = NetworkImmunityPeriod::<T>::get().try_into().unwrap();
    frame_system::Pallet::<T>::set_block_number(now + immunity.into() + 1u32.into());
    NetworkLastLockCost::<T>::put(TaoBalance(1_000 * UNIT));
    for netuid in &netuids {
        NetworkRegisteredAt::<T>::mutate(netuid, |block| *block = (*block).max(1));
    }
    let members = MaxAllowedUids::<T>::get(NetUid::ROOT);
    stage::populate::<T>(NetUid::ROOT, members);
    StakeThreshold::<T>::put(0);
    stage::rich::<T>(whitelisted_caller())
}

#[benchmarks]
mod benchmarks {
    use super::*;

    // ---- Subnets ----

    #[benchmark]
    fn register_network() {
        let coldkey = crowded::<T>();
        let hotkey: T::AccountId = account("new hotkey", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(coldkey), hotkey.clone());

        assert!(Pallet::<T>::hotkey_exists(&hotkey));
    }

    #[benchmark]
    fn register_network_with_identity() {
        let coldkey = crowded::<T>();
        let hotkey: T::AccountId = account("new hotkey", 0, 0);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(coldkey),
            hotkey.clone(),
            Some(subnet_identity()),
        );

        assert!(Pallet::<T>::hotkey_exists(&hotkey));
    }

    /// What a subnet leaves behind is counted when it goes, so this one has nothing.
    #[benchmark]
    fn dissolve_network() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);

        #[extrinsic_call]
        _(RawOrigin::Root, stage::owner::<T>(0), netuid);

        assert!(!Pallet::<T>::subnet_exists(netuid));
    }

    #[benchmark]
    fn start_call() {
        stage::open::<T>();
        let netuid = stage::subnet::<T>(0);

        #[extrinsic_call]
        _(RawOrigin::Signed(stage::owner::<T>(0)), netuid);

        assert!(SubtokenEnabled::<T>::get(netuid));
    }

    #[benchmark]
    fn update_symbol() {
        stage::open::<T>();
        let netuid = stage::all_subnets::<T>().pop().unwrap();
        let owner = SubnetOwner::<T>::get(netuid);
        let unused = Pallet::<T>::symbol_for(NetUid(u16::from(u8::MAX)));

        #[extrinsic_call]
        _(RawOrigin::Signed(owner), netuid, unused.clone());

        assert_eq!(TokenSymbol::<T>::get(netuid), unused);
    }

    // ---- Neurons ----

    /// Somebody has to go. What `Replaced` counts comes on top, so nobody has given weights.
    #[benchmark]
    fn burned_register() {
        let stage = Stage::<T>::build();
        stage::populate::<T>(stage.first, FULL);
        let hotkey: T::AccountId = account("new hotkey", 0, 0);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey),
            stage.first,
            hotkey.clone(),
        );

        assert!(Pallet::<T>::uid_of(stage.first, &hotkey).is_some());
    }

    #[benchmark]
    fn root_register() {
        let stage = Stage::<T>::build();
        let members = MaxAllowedUids::<T>::get(NetUid::ROOT);
        stage::populate::<T>(NetUid::ROOT, members);
        stage::stake::<T>(NetUid::ROOT, &stage.coldkey, &stage.hotkey, STAKE);
        Delegates::<T>::remove(&stage.hotkey);

        #[extrinsic_call]
        _(RawOrigin::Signed(stage.coldkey), stage.hotkey.clone());

        assert!(Pallet::<T>::uid_of(NetUid::ROOT, &stage.hotkey).is_some());
    }

    // ---- Weights ----

    #[benchmark]
    fn set_weights(n: Linear<1, MOST_TARGETS>) {
        let (netuid, hotkey) = stage::validator::<T>(MOST_TARGETS as u16);
        let (uids, values) = stage::scores(n as u16);

        #[extrinsic_call]
        _(RawOrigin::Signed(hotkey.clone()), netuid, uids, values, 1);

        assert_eq!(targets_of::<T>(netuid, &hotkey), n as usize);
    }

    /// Everybody on a subnet as large as subnets are created.
    #[benchmark(extra)]
    fn set_weights_of_a_full_subnet() {
        let (netuid, hotkey) = stage::validator::<T>(FULL);
        let (uids, values) = stage::scores(FULL);

        #[extrinsic_call]
        set_weights(RawOrigin::Signed(hotkey.clone()), netuid, uids, values, 1);

        assert_eq!(targets_of::<T>(netuid, &hotkey), usize::from(FULL));
    }

    /// The queue has one place left.
    #[benchmark]
    fn commit_weights() {
        let (netuid, hotkey) = stage::hiding_validator::<T>(FULL);
        let index = NetUidStorageIndex::main(netuid);
        let epoch = Pallet::<T>::reveal_clock(netuid).epoch;
        let queue: VecDeque<_> = (0..9)
            .map(|number| (H256::repeat_byte(number), epoch, 1, 0))
            .collect();
        WeightCommits::<T>::insert(index, &hotkey, queue);

        #[extrinsic_call]
        _(RawOrigin::Signed(hotkey.clone()), netuid, H256::zero());

        assert_eq!(WeightCommits::<T>::get(index, &hotkey).unwrap().len(), 10);
    }

    /// The first commit of a hotkey. The queue has so many kilobytes, every commit of another hotkey, at
    /// least one, and at most all places but one are taken.
    #[benchmark]
    fn commit_timelocked_weights(n: Linear<5, MOST_KILOBYTES>) {
        let (netuid, hotkey) = stage::hiding_validator::<T>(FULL);
        let index = NetUidStorageIndex::main(netuid);
        let epoch = Pallet::<T>::reveal_clock(netuid).epoch;
        let commit = BoundedVec::truncate_from(vec![1; MAX_COMMIT_BYTES as usize]);
        let round = T::Beacon::round_in(12).unwrap_or_default();
        let waiting = (n * MAX_QUEUE / MOST_KILOBYTES).clamp(1, MAX_QUEUE - 1) as u16;
        let queue: VecDeque<_> = (FULL..FULL + waiting)
            .map(|number| (stage::neuron::<T>(number).1, 1, commit.clone(), round))
            .collect();
        Pallet::<T>::put_timelocked_queue(index, epoch, queue);
        let version = CommitRevealWeightsVersion::<T>::get();

        #[extrinsic_call]
        _(RawOrigin::Signed(hotkey), netuid, commit, round, version);

        let queue = TimelockedWeightCommits::<T>::get(index, epoch);
        assert_eq!(queue.len(), usize::from(waiting) + 1);
        let hotkeys = TimelockedHotkeys::<T>::get(index, epoch).commits.len();
        assert_eq!(hotkeys, queue.len());
    }

    /// Nine other commits wait.
    #[benchmark]
    fn reveal_weights(n: Linear<1, MOST_TARGETS>) {
        let (netuid, hotkey) = stage::hiding_validator::<T>(MOST_TARGETS as u16);
        let (uids, values) = stage::scores(n as u16);
        let salt = vec![1; 8];
        let index = NetUidStorageIndex::main(netuid);
        let hash = Pallet::<T>::hash_of_weights(&hotkey, index, (&uids, &values, &salt, 1));
        let epoch = Pallet::<T>::reveal_clock(netuid).epoch;
        let queue: VecDeque<_> = core::iter::once(hash)
            .chain((0..9).map(H256::repeat_byte))
            .map(|hash| (hash, epoch, 1, 0))
            .collect();
        WeightCommits::<T>::insert(index, &hotkey, queue);
        stage::pass_reveal_period::<T>(netuid);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(hotkey.clone()),
            netuid,
            uids,
            values,
            salt,
            1,
        );

        assert_eq!(targets_of::<T>(netuid, &hotkey), n as usize);
    }

    /// All mechanisms but one go, each with everything that neurons can have in it.
    #[benchmark]
    fn set_mechanism_count() {
        let netuid = stage::with_mechanisms::<T>();

        #[block]
        {
            assert_ok!(Pallet::<T>::set_mechanism_count(netuid, MechId(1)));
        }

        assert_eq!(Pallet::<T>::mechanism_count(netuid), 1);
    }

    /// Of a full subnet in which everybody rates everybody only those stay who must.
    #[benchmark]
    fn trim_to_max_allowed_uids() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);
        stage::populate::<T>(netuid, FULL);
        stage::rate_everybody::<T>(netuid);
        stage::pass_immunity::<T>(netuid);
        let places = MinAllowedUids::<T>::get(netuid);

        #[block]
        {
            assert_ok!(Pallet::<T>::trim_to_max_allowed_uids(netuid, places));
        }

        assert_eq!(Pallet::<T>::neuron_count(netuid), places);
    }

    // ---- Epoch ----

    #[benchmark]
    fn set_tempo() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);
        let tempo = T::MaxTempo::get();

        #[extrinsic_call]
        _(RawOrigin::Signed(stage::owner::<T>(0)), netuid, tempo);

        assert_eq!(Tempo::<T>::get(netuid), tempo);
    }

    #[benchmark]
    fn set_activity_cutoff_factor() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);
        let factor = T::MaxActivityCutoffFactorMilli::get();

        #[extrinsic_call]
        _(RawOrigin::Signed(stage::owner::<T>(0)), netuid, factor);

        assert_eq!(ActivityCutoffFactorMilli::<T>::get(netuid), factor);
    }

    #[benchmark]
    fn trigger_epoch() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);
        Pallet::<T>::restart_with_tempo(netuid, T::MaxTempo::get());

        #[extrinsic_call]
        _(RawOrigin::Signed(stage::owner::<T>(0)), netuid);

        assert!(PendingEpochAt::<T>::get(netuid) > 0);
    }

    // ---- Stake ----

    /// The first stake of the signer to the hotkey, beside a lock.
    #[benchmark]
    fn add_stake() {
        let stage = Stage::<T>::build();
        stage::stake::<T>(stage.first, &stage.coldkey, &stage.other_hotkey, UNIT);
        let locked = AlphaBalance(UNIT / 10);
        stage::lock::<T>(stage.first, &stage.coldkey, &stage.other_hotkey, locked);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            TaoBalance(STAKE),
        );

        assert!(!stage.held(stage.first).is_zero());
    }

    /// The first stake of the signer to a hotkey that is no delegate yet, beside a lock; the limit
    /// stops the order.
    #[benchmark]
    fn add_stake_limit() {
        let stage = Stage::<T>::build();
        stage::stake::<T>(stage.first, &stage.coldkey, &stage.other_hotkey, UNIT);
        let locked = AlphaBalance(UNIT / 10);
        stage::lock::<T>(stage.first, &stage.coldkey, &stage.other_hotkey, locked);
        Delegates::<T>::remove(&stage.hotkey);
        let price = Pallet::<T>::alpha_value(stage.first, AlphaBalance(UNIT));
        let limit = TaoBalance(price.to_u64() + price.to_u64() / 10);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            TaoBalance(10_000 * UNIT),
            limit,
            true,
        );

        assert!(!stage.held(stage.first).is_zero());
    }

    /// What stays is too small for a nomination and is sold too.
    #[benchmark]
    fn remove_stake() {
        let stage = Stage::<T>::with_stake();
        let amount = stage.all_but_too_little();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            amount,
        );

        assert!(stage.held(stage.first).is_zero());
    }

    /// What stays is too small for a nomination and is sold too.
    #[benchmark]
    fn remove_stake_limit() {
        let stage = Stage::<T>::with_stake();
        let amount = stage.all_but_too_little();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            amount,
            LOW_PRICE,
            true,
        );

        assert!(stage.held(stage.first).is_zero());
    }

    /// Stake and a lock on every subnet the chain has room for, sold and staked on root.
    #[benchmark]
    fn unstake_all() {
        let stage = Stage::<T>::build();
        let netuids = stage::all_subnets::<T>();
        for netuid in &netuids {
            stage.hold(*netuid);
        }

        #[extrinsic_call]
        unstake_all_alpha(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
        );

        assert!(netuids.iter().all(|netuid| stage.held(*netuid).is_zero()));
        assert!(!stage.held(NetUid::ROOT).is_zero());
    }

    /// To another hotkey, which is no delegate yet, on another subnet, beside locks on both.
    #[benchmark]
    fn move_stake() {
        let stage = Stage::<T>::with_locks_on_both();
        let destination = stage::stranger::<T>(2);
        let amount = stage.held(stage.first);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            destination.clone(),
            stage.first,
            stage.second,
            amount,
        );

        assert!(stage.held(stage.first).is_zero());
    }

    /// To another coldkey, which holds nothing under the hotkey, on another subnet, beside locks.
    #[benchmark]
    fn transition_stake() {
        let stage = Stage::<T>::with_locks_on_both();
        Delegates::<T>::remove(&stage.hotkey);
        let amount = stage.held(stage.first);

        #[extrinsic_call]
        transfer_stake(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.other_coldkey.clone(),
            stage.hotkey.clone(),
            stage.first,
            stage.second,
            amount,
        );

        assert!(stage.held(stage.first).is_zero());
    }

    /// Between two pools, to another hotkey, which is no delegate yet: `move_stake_limit` costs most of
    /// the calls that share this weight. With equal weights most of the order would arrive at the
    /// limit; with these it is made smaller, step by step, until it does.
    #[benchmark]
    fn swap_stake_limit() {
        let stage = Stage::<T>::with_locks_on_both();
        let destination = stage::stranger::<T>(2);
        stage::tilt::<T>(stage.first);
        let amount = stage.held(stage.first);
        let [here, there] = [stage.first, stage.second].map(|netuid| {
            u128::from(Pallet::<T>::alpha_value(netuid, AlphaBalance(UNIT)).to_u64())
        });
        let limit = here * u128::from(UNIT) / there * 99 / 100;

        #[extrinsic_call]
        move_stake_limit(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            destination.clone(),
            stage.first,
            stage.second,
            amount,
            TaoBalance(limit.try_into().unwrap()),
            true,
        );

        assert!(!stage.held(stage.first).is_zero());
        let moved = Pallet::<T>::stake_of(&destination, &stage.coldkey, stage.second);
        assert!(!moved.is_zero());
    }

    /// The usual case: no lock, no nomination that becomes too small.
    #[benchmark(extra)]
    fn add_stake_without_lock() {
        let stage = Stage::<T>::build();

        #[extrinsic_call]
        add_stake(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            TaoBalance(STAKE),
        );

        assert!(!stage.held(stage.first).is_zero());
    }

    /// The usual case, too: half a position.
    #[benchmark(extra)]
    fn remove_stake_without_lock() {
        let stage = Stage::<T>::build();
        stage.spread(stage.first);
        let amount = AlphaBalance(stage.held(stage.first).to_u64() / 2);

        #[extrinsic_call]
        remove_stake(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            amount,
        );

        assert!(!stage.held(stage.first).is_zero());
    }

    /// The usual case, too: half a position.
    #[benchmark(extra)]
    fn swap_stake_without_lock() {
        let stage = Stage::<T>::build();
        stage.spread(stage.first);
        let amount = AlphaBalance(stage.held(stage.first).to_u64() / 2);

        #[extrinsic_call]
        swap_stake(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            stage.second,
            amount,
        );

        assert!(!stage.held(stage.second).is_zero());
    }

    // ---- Fees, claims, burning, auto-stake ----

    /// Of the position as much is locked as the fee leaves.
    #[benchmark]
    fn pay_fee_in_alpha() {
        let stage = Stage::<T>::with_stake();
        let before = stage.held(stage.first);
        let price = Pallet::<T>::alpha_value(stage.first, AlphaBalance(UNIT)).to_u64();
        let locked = before.saturating_sub(AlphaBalance(5 * (UNIT * UNIT / price)));
        stage::lock::<T>(stage.first, &stage.coldkey, &stage.other_hotkey, locked);
        let position = (stage.hotkey.clone(), stage.first);

        #[block]
        {
            let paid = Pallet::<T>::pay_fee_in_alpha(&stage.coldkey, &position, TaoBalance(UNIT));
            Pallet::<T>::confirm_alpha_fee(&stage.coldkey, paid.unwrap());
        }

        // Without an author nothing is paid.
        assert_eq!(
            stage.held(stage.first) < before,
            Pallet::<T>::block_author().is_some()
        );
    }

    /// Under four hotkeys that earn on all subnets, with sales on five, as far as a claim may go.
    #[benchmark(extra)]
    fn claim_root() {
        let (coldkey, hotkeys, netuids) = blocks::root_staker::<T>();
        let claimed: BTreeSet<NetUid> = netuids.into_iter().take(5).collect();

        #[extrinsic_call]
        _(RawOrigin::Signed(coldkey.clone()), claimed.clone());

        for netuid in claimed {
            assert!(RootClaimed::<T>::get((netuid, &hotkeys[0], &coldkey)) > 0);
        }
    }

    /// Every subnet is named.
    #[benchmark]
    fn set_root_claim_type() {
        let coldkey: T::AccountId = whitelisted_caller();
        let subnets = (1..=SubnetLimit::<T>::get()).map(NetUid).collect();
        let choice = RootClaimTypeEnum::KeepSubnets { subnets };

        #[extrinsic_call]
        _(RawOrigin::Signed(coldkey.clone()), choice.clone());

        assert_eq!(RootClaimType::<T>::get(&coldkey), choice);
    }

    #[benchmark]
    fn sudo_set_num_root_claims() {
        #[extrinsic_call]
        _(RawOrigin::Root, 50);

        assert_eq!(NumRootClaim::<T>::get(), 50);
    }

    #[benchmark]
    fn sudo_set_root_claim_threshold() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);

        #[extrinsic_call]
        _(RawOrigin::Signed(stage::owner::<T>(0)), netuid, 1_000);

        assert_eq!(RootClaimableThreshold::<T>::get(netuid), 1_000);
    }

    /// A whole position.
    #[benchmark]
    fn recycle_alpha() {
        let stage = Stage::<T>::with_stake();
        let amount = stage.held(stage.first);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            amount,
            stage.first,
        );

        assert!(stage.held(stage.first).is_zero());
    }

    /// A whole position.
    #[benchmark]
    fn burn_alpha() {
        let stage = Stage::<T>::with_stake();
        let amount = stage.held(stage.first);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            amount,
            stage.first,
        );

        assert!(stage.held(stage.first).is_zero());
    }

    /// With a limit, to a hotkey that is no delegate and new to the signer, of whom everything is locked.
    #[benchmark]
    fn add_stake_burn() {
        let stage = Stage::<T>::with_stake();
        let rest = stage.held(stage.first);
        stage::lock::<T>(stage.first, &stage.coldkey, &stage.other_hotkey, rest);
        let hotkey = stage::stranger::<T>(2);
        let before = Pallet::<T>::alpha_issuance(stage.first);
        let price = Pallet::<T>::alpha_value(stage.first, AlphaBalance(UNIT));

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            hotkey,
            stage.first,
            TaoBalance(UNIT),
            Some(TaoBalance(2 * price.to_u64())),
        );

        assert_eq!(Pallet::<T>::alpha_issuance(stage.first), before);
    }

    /// Another hotkey was chosen before, as by many others.
    #[benchmark]
    fn set_coldkey_auto_stake_hotkey() {
        let (netuid, hotkey) = stage::validator::<T>(FULL);
        let (coldkey, former) = stage::neuron::<T>(1);
        AutoStakeDestination::<T>::insert(&coldkey, netuid, &former);
        let others: Vec<T::AccountId> = (1..FULL).map(|uid| stage::neuron::<T>(uid).0).collect();
        AutoStakeDestinationColdkeys::<T>::insert(&former, netuid, &others);

        #[extrinsic_call]
        _(RawOrigin::Signed(coldkey.clone()), netuid, hotkey.clone());

        assert_eq!(
            AutoStakeDestination::<T>::get(&coldkey, netuid),
            Some(hotkey)
        );
    }

    // ---- Delegation ----

    #[benchmark]
    fn decrease_take() {
        let stage = Stage::<T>::build();
        let take = MaxDelegateTake::<T>::get() - 1;

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage::owner::<T>(0)),
            stage.hotkey.clone(),
            take,
        );

        assert_eq!(Delegates::<T>::get(&stage.hotkey), take);
    }

    #[benchmark]
    fn increase_take() {
        let stage = Stage::<T>::build();
        Delegates::<T>::insert(&stage.hotkey, MinDelegateTake::<T>::get());
        let take = MaxDelegateTake::<T>::get();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage::owner::<T>(0)),
            stage.hotkey.clone(),
            take,
        );

        assert_eq!(Delegates::<T>::get(&stage.hotkey), take);
    }

    /// Five in place of five others, all with as many other parents as they may have, on a subnet that
    /// was not started: there they do not wait. The pools in which stake is looked for come on top, so
    /// one of them suffices.
    #[benchmark]
    fn set_children() {
        let stage = Stage::<T>::build();
        StakeThreshold::<T>::put(1);
        SubnetOwnerHotkey::<T>::insert(stage.first, &stage.other_hotkey);
        SubtokenEnabled::<T>::remove(stage.first);
        let [children, former] = [0, 5].map(|first| -> Vec<(u64, T::AccountId)> {
            (first..first + 5)
                .map(|number| (1_000, stage::neuron::<T>(number).1))
                .collect()
        });
        let others: Vec<(u64, T::AccountId)> = (1..crate::delegation::MAX_PARENTS as u32)
            .map(|number| (1, account("parent", number, 0)))
            .collect();
        for number in 0..10 {
            ParentKeys::<T>::insert(stage::neuron::<T>(number).1, stage.first, &others);
        }
        assert_ok!(Pallet::<T>::replace_children(
            &stage.hotkey,
            stage.first,
            former,
            Vec::new()
        ));

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage::owner::<T>(0)),
            stage.hotkey.clone(),
            stage.first,
            children,
        );

        let now = ChildKeys::<T>::get(&stage.hotkey, stage.first);
        assert!(
            now.iter()
                .any(|(_, child)| *child == stage::neuron::<T>(0).1)
        );
        assert_eq!(now.len(), 5);
    }

    #[benchmark]
    fn set_childkey_take() {
        let stage = Stage::<T>::build();
        let take = MaxChildkeyTake::<T>::get();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage::owner::<T>(0)),
            stage.hotkey.clone(),
            stage.first,
            take,
        );

        assert_eq!(ChildkeyTake::<T>::get(&stage.hotkey, stage.first), take);
    }

    #[benchmark]
    fn sudo_set_tx_childkey_take_rate_limit() {
        #[extrinsic_call]
        _(RawOrigin::Root, 77);

        assert_eq!(TxChildkeyTakeRateLimit::<T>::get(), 77);
    }

    #[benchmark]
    fn sudo_set_min_childkey_take() {
        #[extrinsic_call]
        _(RawOrigin::Root, 77);

        assert_eq!(MinChildkeyTake::<T>::get(), 77);
    }

    #[benchmark]
    fn sudo_set_max_childkey_take() {
        #[extrinsic_call]
        _(RawOrigin::Root, 77);

        assert_eq!(MaxChildkeyTake::<T>::get(), 77);
    }

    #[benchmark]
    fn set_pending_childkey_cooldown() {
        #[extrinsic_call]
        _(RawOrigin::Root, 77);

        assert_eq!(PendingChildKeyCooldown::<T>::get(), 77);
    }

    #[benchmark]
    fn set_auto_parent_delegation_enabled() {
        let members = MaxAllowedUids::<T>::get(NetUid::ROOT);
        let hotkey = stage::populate::<T>(NetUid::ROOT, members);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(Pallet::<T>::owner_of(&hotkey)),
            hotkey.clone(),
            false,
        );

        assert!(!AutoParentDelegationEnabled::<T>::get(&hotkey));
    }

    // ---- Identity and serving ----

    /// With a certificate, over an announcement that exists.
    #[benchmark]
    fn serve_axon() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);
        let hotkey = stage::owner_hotkey::<T>(0);
        let (version, ip, port, ip_type, protocol) = (1, 0x0808_0808, 8_080, 4, 0);
        assert_ok!(Pallet::<T>::serve_axon(
            RawOrigin::Signed(hotkey.clone()).into(),
            netuid,
            version,
            ip,
            port,
            ip_type,
            protocol,
            0,
            0
        ));
        ServingRateLimit::<T>::insert(netuid, 1);
        let later = frame_system::Pallet::<T>::block_number() + 1u32.into();
        frame_system::Pallet::<T>::set_block_number(later);
        let certificate = vec![1; 65];

        #[extrinsic_call]
        serve_axon_tls(
            RawOrigin::Signed(hotkey.clone()),
            netuid,
            version,
            ip,
            port,
            ip_type,
            protocol,
            0,
            0,
            certificate,
        );

        assert!(NeuronCertificates::<T>::contains_key(netuid, &hotkey));
    }

    #[benchmark]
    fn serve_prometheus() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);
        let hotkey = stage::owner_hotkey::<T>(0);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(hotkey.clone()),
            netuid,
            1,
            0x0808_0808,
            8_080,
            4,
        );

        assert!(Prometheus::<T>::contains_key(netuid, &hotkey));
    }

    /// The coldkey has registered one hotkey, on the last subnet.
    #[benchmark]
    fn set_identity() {
        stage::open::<T>();
        stage::started_subnet::<T>(0);
        let coldkey = stage::owner::<T>(0);
        let identity = ChainIdentityV2 {
            name: vec![b'n'; SHORT],
            url: vec![b'u'; SHORT],
            github_repo: vec![b'g'; SHORT],
            image: vec![b'i'; LONG],
            discord: vec![b'd'; SHORT],
            description: vec![b't'; LONG],
            additional: vec![b'a'; LONG],
        };

        #[extrinsic_call]
        _(
            RawOrigin::Signed(coldkey.clone()),
            identity.name,
            identity.url,
            identity.github_repo,
            identity.image,
            identity.discord,
            identity.description,
            identity.additional,
        );

        assert!(IdentitiesV2::<T>::get(&coldkey).encode().len() > 3 * LONG);
    }

    #[benchmark]
    fn set_subnet_identity() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);
        let identity = subnet_identity();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage::owner::<T>(0)),
            netuid,
            identity.subnet_name,
            identity.github_repo,
            identity.subnet_contact,
            identity.subnet_url,
            identity.discord,
            identity.description,
            identity.logo_url,
            identity.additional,
        );

        assert!(SubnetIdentitiesV3::<T>::contains_key(netuid));
    }

    // ---- Locks and voting power ----

    /// For the first time, and four hotkeys together hold it.
    #[benchmark]
    fn lock_stake() {
        let stage = Stage::<T>::build();
        let elsewhere = stage.spread(stage.first);
        let held = elsewhere.saturating_add(stage.held(stage.first));

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.other_hotkey.clone(),
            stage.first,
            held,
        );

        let lock = Lock::<T>::get((&stage.coldkey, stage.first, &stage.other_hotkey));
        assert!(lock.unwrap().locked_mass >= held);
    }

    /// To the hotkey of another owner.
    #[benchmark]
    fn move_lock() {
        let stage = Stage::<T>::with_stake();
        let destination = stage::neuron::<T>(0).1;

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            destination.clone(),
            stage.first,
        );

        assert!(Lock::<T>::contains_key((
            &stage.coldkey,
            stage.first,
            &destination
        )));
    }

    #[benchmark]
    fn set_perpetual_lock() {
        let stage = Stage::<T>::with_stake();

        #[extrinsic_call]
        _(RawOrigin::Signed(stage.coldkey.clone()), stage.first, true);

        let decaying = DecayingLock::<T>::get(&stage.coldkey, stage.first);
        assert_eq!(decaying, Some(false));
    }

    #[benchmark]
    fn set_reject_locked_alpha() {
        let coldkey: T::AccountId = whitelisted_caller();

        #[extrinsic_call]
        _(RawOrigin::Signed(coldkey.clone()), false);

        assert!(AccountFlags::<T>::get(&coldkey) > 0);
    }

    #[benchmark]
    fn enable_voting_power_tracking() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);

        #[extrinsic_call]
        _(RawOrigin::Signed(stage::owner::<T>(0)), netuid);

        assert!(VotingPowerTrackingEnabled::<T>::get(netuid));
    }

    #[benchmark]
    fn disable_voting_power_tracking() {
        stage::open::<T>();
        let netuid = stage::started_subnet::<T>(0);
        assert_ok!(Pallet::<T>::do_enable_voting_power_tracking(netuid));

        #[extrinsic_call]
        _(RawOrigin::Signed(stage::owner::<T>(0)), netuid);

        assert!(VotingPowerDisableAtBlock::<T>::get(netuid) > 0);
    }

    #[benchmark]
    fn sudo_set_voting_power_ema_alpha() {
        #[extrinsic_call]
        _(RawOrigin::Root, NetUid(1), 77);

        assert_eq!(VotingPowerEmaAlpha::<T>::get(NetUid(1)), 77);
    }

    // ---- Keys ----

    #[benchmark]
    fn try_associate_hotkey() {
        let coldkey: T::AccountId = whitelisted_caller();
        let hotkey: T::AccountId = account("new hotkey", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(coldkey.clone()), hotkey.clone());

        assert!(Pallet::<T>::owns(&coldkey, &hotkey));
    }

    // ---- Blocks ----

    /// With two subnets or more: a single one takes what others would.
    #[benchmark]
    fn block_step(n: Linear<3, MOST_SUBNETS>) {
        let netuids = blocks::busy_chain::<T>(n);
        let block = Pallet::<T>::now();

        #[block]
        {
            crate::hooks::on_initialize::<T>();
        }

        assert_eq!(Pallet::<T>::all_netuids().len(), n as usize);
        for netuid in netuids {
            assert!(!SubnetAlphaOutEmission::<T>::get(netuid).is_zero());
            assert!(!SubnetTaoInEmission::<T>::get(netuid).is_zero());
            assert!(!SubnetExcessTao::<T>::get(netuid).is_zero());
            assert!(LastEpochBlock::<T>::get(netuid) < block);
        }
    }

    #[benchmark]
    fn open_timelocked_weights(n: Linear<1, MOST_REVEALS>) {
        let netuid = beacon::hidden_weights::<T>(n, true);
        let block = Pallet::<T>::now();
        let mut meter = WeightMeter::new();

        #[block]
        {
            Pallet::<T>::open_timelocked_weights::<beacon::Prepared>(
                block,
                &EpochPlan::default(),
                &mut meter,
            );
        }

        assert_eq!(rows::<T>(netuid), n as usize);
    }

    /// As many as a block may open, all of the same round.
    #[benchmark(extra)]
    fn open_timelocked_weights_of_a_round() {
        let netuid = beacon::hidden_weights::<T>(MOST_REVEALS, false);
        let block = Pallet::<T>::now();
        let mut meter = WeightMeter::new();

        #[block]
        {
            Pallet::<T>::open_timelocked_weights::<beacon::Prepared>(
                block,
                &EpochPlan::default(),
                &mut meter,
            );
        }

        assert_eq!(rows::<T>(netuid), MOST_REVEALS as usize);
    }

    /// The first block after every subnet there is room for became due at once, each as in
    /// `whole_epoch`: it runs as many epochs as half a block pays for.
    #[benchmark(extra)]
    fn all_epochs_due() {
        let netuids = blocks::crowd::<T>(VALIDATORS);
        MaxEpochsPerBlock::<T>::put(u8::MAX);
        let block = Pallet::<T>::now();

        #[block]
        {
            crate::hooks::on_initialize::<T>();
        }

        let paid = |netuid: &&NetUid| LastEpochBlock::<T>::get(netuid) == block;
        let paid = netuids.iter().filter(paid).count();
        assert!(1 < paid && paid < netuids.len());
    }

    /// A full subnet with 128 validators that rate everybody, and everybody is paid.
    #[benchmark(extra)]
    fn whole_epoch() {
        let netuid = blocks::dense_subnet::<T>(VALIDATORS);
        let stake = Pallet::<T>::stake_of_hotkey(&stage::neuron::<T>(1).1, netuid);

        #[block]
        {
            blocks::run_epoch::<T>(netuid);
        }

        let incentive = Incentive::<T>::get(NetUidStorageIndex::main(netuid));
        assert_eq!(incentive.len(), usize::from(FULL));
        assert!(incentive.iter().all(|part| *part > 0));
        let dividends = Dividends::<T>::get(netuid);
        assert!(
            dividends[..usize::from(VALIDATORS)]
                .iter()
                .all(|part| *part > 0)
        );
        assert!(Pallet::<T>::stake_of_hotkey(&stage::neuron::<T>(1).1, netuid) > stake);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}

/// How many neurons a hotkey weighs.
fn targets_of<T: Config>(netuid: NetUid, hotkey: &T::AccountId) -> usize {
    let uid = Pallet::<T>::uid_of(netuid, hotkey).unwrap();
    Weights::<T>::get(NetUidStorageIndex::main(netuid), uid).len()
}

/// How many neurons have given weights.
fn rows<T: Config>(netuid: NetUid) -> usize {
    Weights::<T>::iter_prefix(NetUidStorageIndex::main(netuid)).count()
}
