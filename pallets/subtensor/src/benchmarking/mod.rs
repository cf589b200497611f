//! Measures the calls in their worst case. `scripts/bench.sh --frame` runs this and writes the
//! weights.
//!
//! One benchmark for each item of [`crate::WeightInfo`], in the order of its table; several calls
//! may share one. What a call finds is built by `stage`.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that cannot build its state has failed"
)]

mod stage;

use alloc::{vec, vec::Vec};

use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{assert_ok, traits::Get};
use frame_system::RawOrigin;
use myelin_types::{
    AlphaBalance, NetUid, NetUidStorageIndex, TaoBalance,
    frozen::{ChainIdentityV2, SubnetIdentityV3},
};

use self::stage::{STAKE, Stage, UNIT};
use crate::pallet::*;

/// Neurons of a full subnet, as subnets are created.
const FULL: u16 = 256;

/// Most targets that a validator weighs, on a subnet as large as root may make one.
const MOST_TARGETS: u32 = 4_096;

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

/// Every place is taken, and the subnet that has to go is full.
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
    let pruned = Pallet::<T>::subnet_to_prune().expect("one may go");
    fill::<T>(pruned);
    stage::rich::<T>(whitelisted_caller())
}

/// A full subnet on which every neuron holds stake under its own hotkey.
fn fill<T: Config>(netuid: NetUid) {
    stage::populate::<T>(netuid, FULL);
    for hotkey in Pallet::<T>::hotkeys_of_subnet(netuid) {
        let coldkey = stage::rich::<T>(Pallet::<T>::owner_of(&hotkey));
        stage::stake::<T>(netuid, &coldkey, &hotkey, UNIT);
    }
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

    #[benchmark]
    fn dissolve_network() {
        let stage = Stage::<T>::new();
        fill::<T>(stage.first);

        #[extrinsic_call]
        _(RawOrigin::Root, stage.coldkey, stage.first);

        assert!(!Pallet::<T>::subnet_exists(stage.first));
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

    #[benchmark]
    fn burned_register() {
        let stage = Stage::<T>::new();
        stage::populate::<T>(stage.first, FULL);
        stage::rate_everybody::<T>(stage.first);
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
        let stage = Stage::<T>::new();
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
        let stage = Stage::<T>::new();
        let hotkey = stage::populate::<T>(stage.first, MOST_TARGETS as u16);
        let coldkey = stage::rich::<T>(Pallet::<T>::owner_of(&hotkey));
        stage::stake::<T>(stage.first, &coldkey, &hotkey, STAKE);
        StakeThreshold::<T>::put(UNIT);
        WeightsVersionKey::<T>::insert(stage.first, 1);
        // Backwards, so that the sorting has something to do.
        let uids: Vec<u16> = (0..n as u16).rev().collect();
        let values: Vec<u16> = uids.iter().map(|uid| uid % 1_000 + 1).collect();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(hotkey.clone()),
            stage.first,
            uids,
            values,
            1,
        );

        let uid = Pallet::<T>::uid_of(stage.first, &hotkey).unwrap();
        let row = Weights::<T>::get(NetUidStorageIndex::main(stage.first), uid);
        assert_eq!(row.len(), n as usize);
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

    /// The first stake of the signer to the hotkey.
    #[benchmark]
    fn add_stake() {
        let stage = Stage::<T>::new();

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            TaoBalance(STAKE),
        );

        assert!(!stage.held(stage.first).is_zero());
    }

    /// The first stake of the signer to a hotkey that is no delegate yet; the limit stops the order.
    #[benchmark]
    fn add_stake_limit() {
        let stage = Stage::<T>::new();
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

    /// Everything goes.
    #[benchmark]
    fn remove_stake() {
        let stage = Stage::<T>::with_stake();
        let amount = stage.held(stage.first);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            amount,
        );

        assert!(stage.held(stage.first).is_zero());
    }

    #[benchmark]
    fn remove_stake_limit() {
        let stage = Stage::<T>::with_stake();
        let amount = stage.held(stage.first);

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

    /// Stake on every subnet the chain has room for, sold and staked on root.
    #[benchmark]
    fn unstake_all() {
        let stage = Stage::<T>::new();
        let netuids = stage::all_subnets::<T>();
        for netuid in &netuids {
            stage::stake::<T>(*netuid, &stage.coldkey, &stage.hotkey, UNIT);
        }

        #[extrinsic_call]
        unstake_all_alpha(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
        );

        assert!(netuids.iter().all(|netuid| stage.held(*netuid).is_zero()));
        assert!(!stage.held(NetUid::ROOT).is_zero());
    }

    /// To another coldkey, which holds nothing under the hotkey, on another subnet.
    #[benchmark]
    fn transition_stake() {
        let stage = Stage::<T>::with_stake();
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

    /// Between two pools, with a hotkey that is no delegate yet.
    #[benchmark]
    fn swap_stake_limit() {
        let stage = Stage::<T>::with_stake();
        Delegates::<T>::remove(&stage.hotkey);
        let amount = stage.held(stage.first);

        #[extrinsic_call]
        _(
            RawOrigin::Signed(stage.coldkey.clone()),
            stage.hotkey.clone(),
            stage.first,
            stage.second,
            amount,
            LOW_PRICE,
            true,
        );

        assert!(!stage.held(stage.second).is_zero());
    }

    // ---- Delegation ----

    #[benchmark]
    fn decrease_take() {
        let stage = Stage::<T>::new();
        Delegates::<T>::insert(&stage.hotkey, MaxDelegateTake::<T>::get());
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
        let stage = Stage::<T>::new();
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

    // ---- Keys ----

    #[benchmark]
    fn try_associate_hotkey() {
        let coldkey: T::AccountId = whitelisted_caller();
        let hotkey: T::AccountId = account("new hotkey", 0, 0);

        #[extrinsic_call]
        _(RawOrigin::Signed(coldkey.clone()), hotkey.clone());

        assert!(Pallet::<T>::owns(&coldkey, &hotkey));
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
