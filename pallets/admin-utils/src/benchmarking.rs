//! Measures one call of each kind that the module `weights` knows, the one with the most checks.
//! Their weights stay counts of reads and writes, which hold all calls of a kind; what
//! `scripts/bench.sh --frame` prints here shows that they are not too low.
#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark that cannot build its state has failed"
)]

use codec::Decode;
use frame_benchmarking::v2::*;
use frame_support::{BoundedVec, traits::Get};
use frame_system::RawOrigin;
use myelin_types::{AlphaBalance, NetUid};
use pallet_subtensor::{self as subtensor, benchmarking::stage};
use sp_consensus_grandpa::AuthorityList;

use crate::pallet::*;

/// A started subnet whose parameters are not frozen, and its owner.
fn subnet<T: Config>() -> (NetUid, T::AccountId) {
    stage::open::<T>();
    let netuid = stage::started_subnet::<T>(0);
    subtensor::Pallet::<T>::restart_with_tempo(netuid, T::MaxTempo::get());
    (netuid, stage::owner::<T>(0))
}

/// A key of an authority.
fn key<Id: Decode>(number: u8) -> Id {
    Id::decode(&mut &[number; 32][..]).expect("a key has 32 bytes")
}

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn owner_or_root() {
        let (netuid, owner) = subnet::<T>();
        let most = T::InitialMaxAllowedUids::get();

        #[extrinsic_call]
        sudo_set_max_allowed_uids(RawOrigin::Signed(owner), netuid, most);

        assert_eq!(subtensor::MaxAllowedUids::<T>::get(netuid), most);
    }

    #[benchmark]
    fn owner_or_root_unlimited() {
        let (netuid, owner) = subnet::<T>();

        #[extrinsic_call]
        sudo_set_owner_cut_enabled(RawOrigin::Signed(owner), netuid, false);

        assert!(!subtensor::OwnerCutEnabled::<T>::get(netuid));
    }

    /// The owner's lock moves from one bucket to another.
    #[benchmark]
    fn owner_hotkey() {
        let (netuid, owner) = subnet::<T>();
        let former = stage::owner_hotkey::<T>(0);
        stage::stake::<T>(netuid, &owner, &former, stage::STAKE);
        stage::lock::<T>(netuid, &owner, &former, AlphaBalance(stage::UNIT));
        let hotkey: T::AccountId = account("new hotkey", 0, 0);

        #[extrinsic_call]
        sudo_set_subnet_owner_hotkey(RawOrigin::Signed(owner), netuid, hotkey.clone());

        assert_eq!(subtensor::SubnetOwnerHotkey::<T>::get(netuid), hotkey);
    }

    #[benchmark]
    fn root_outside_window() {
        let (netuid, _) = subnet::<T>();
        stage::populate::<T>(netuid, 2);

        #[extrinsic_call]
        sudo_set_min_allowed_uids(RawOrigin::Root, netuid, 1);

        assert_eq!(subtensor::MinAllowedUids::<T>::get(netuid), 1);
    }

    #[benchmark]
    fn root_on_subnet() {
        let (netuid, _) = subnet::<T>();

        #[extrinsic_call]
        sudo_set_kappa(RawOrigin::Root, netuid, 77);

        assert_eq!(subtensor::Kappa::<T>::get(netuid), 77);
    }

    #[benchmark]
    fn tempo() {
        let (netuid, _) = subnet::<T>();

        #[extrinsic_call]
        sudo_set_tempo(RawOrigin::Root, netuid, 77);

        assert_eq!(subtensor::Tempo::<T>::get(netuid), 77);
    }

    #[benchmark]
    fn root_on_chain() {
        #[extrinsic_call]
        sudo_set_tx_rate_limit(RawOrigin::Root, 77);

        assert_eq!(subtensor::TxRateLimit::<T>::get(), 77);
    }

    #[benchmark]
    fn nominator_minimum() {
        #[extrinsic_call]
        sudo_set_nominator_min_required_stake(RawOrigin::Root, 77);

        assert_eq!(subtensor::NominatorMinRequiredStake::<T>::get(), 77);
    }

    /// As many as there can be.
    #[benchmark]
    fn swap_authorities() {
        let most = T::MaxAuthorities::get() as usize;
        let keys = (0..u8::MAX).map(key).take(most).collect();

        #[extrinsic_call]
        _(RawOrigin::Root, BoundedVec::truncate_from(keys));
    }

    #[benchmark]
    fn schedule_grandpa_change() {
        let most = T::MaxAuthorities::get() as usize;
        let keys: AuthorityList = (0..u8::MAX)
            .map(|number| (key(number), 1))
            .take(most)
            .collect();

        #[extrinsic_call]
        _(RawOrigin::Root, keys, 1u32.into(), None);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
