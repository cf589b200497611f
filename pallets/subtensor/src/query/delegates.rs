//! Delegates and who delegates to them.

use alloc::{collections::BTreeMap, vec::Vec};

use codec::Compact;
use myelin_math::SafeFixed;
use myelin_share_pool::Pool;
use myelin_types::{AlphaBalance, NetUid};
use pallet_subtensor_runtime_api::{
    DelegateInfo,
    delegate::{DelegatedStake, Nominator, StakeBySubnet},
};
use substrate_fixed::types::U64F64;

use crate::pallet::*;

/// Blocks a day at twelve seconds a block.
const BLOCKS_A_DAY: u64 = 7_200;

/// 1000 TAO in rao.
const THOUSAND_TAO: u64 = 1_000_000_000_000;

/// The vectors of a subnet that tell what a delegate earns there, as stored.
struct Results {
    permits: Vec<bool>,
    emission: Vec<AlphaBalance>,
    tempo: u16,
}

/// The vectors of all subnets met so far, so that each is read once for all delegates.
#[derive(Default)]
pub(super) struct SeenSubnets(BTreeMap<NetUid, Results>);

impl SeenSubnets {
    fn results<T: Config>(&mut self, netuid: NetUid) -> &Results {
        self.0.entry(netuid).or_insert_with(|| Results {
            permits: ValidatorPermit::<T>::get(netuid),
            emission: Emission::<T>::get(netuid),
            tempo: Tempo::<T>::get(netuid),
        })
    }
}

/// What an epoch's emission makes a day; nothing where epochs never run.
fn daily(emission: AlphaBalance, tempo: u16) -> U64F64 {
    let epochs = U64F64::of(BLOCKS_A_DAY).safe_div(U64F64::of(tempo));
    U64F64::of(emission.to_u64()).saturating_mul(epochs)
}

/// What 1000 TAO on root earn a day with a delegate that earns `daily_return` in all and has
/// `root_stake` rao there; nothing without root stake.
fn return_per_1000(take: u16, root_stake: u64, daily_return: U64F64) -> u64 {
    let kept = U64F64::of(1).saturating_sub(U64F64::of(take).safe_div(U64F64::of(u16::MAX)));
    let thousands = U64F64::of(root_stake).safe_div(U64F64::of(THOUSAND_TAO));
    daily_return
        .saturating_mul(kept)
        .safe_div(thousands)
        .floor_u64()
}

impl<T: Config> Pallet<T> {
    /// Every delegate with its nominators.
    pub fn get_delegates() -> Vec<DelegateInfo> {
        let mut seen = SeenSubnets::default();
        Delegates::<T>::iter()
            .map(|(hotkey, take)| {
                let nominators = Self::nominators(&hotkey);
                Self::delegate_info(hotkey, take, nominators, &mut seen)
            })
            .collect()
    }

    /// One delegate with its nominators.
    pub fn get_delegate(hotkey: &T::AccountId) -> Option<DelegateInfo> {
        let take = Delegates::<T>::try_get(hotkey).ok()?;
        let nominators = Self::nominators(hotkey);
        let mut seen = SeenSubnets::default();
        Some(Self::delegate_info(
            hotkey.clone(),
            take,
            nominators,
            &mut seen,
        ))
    }

    /// Where a coldkey has delegated: a row for each delegate and subnet, without nominators.
    pub fn get_delegated(coldkey: &T::AccountId) -> Vec<DelegatedStake> {
        let mut seen = SeenSubnets::default();
        let mut rows = Vec::new();
        for hotkey in StakingHotkeys::<T>::get(coldkey) {
            let Ok(take) = Delegates::<T>::try_get(&hotkey) else {
                continue;
            };
            let positions = Self::positions_with(&hotkey, coldkey);
            let info = Self::delegate_info(hotkey, take, Vec::new(), &mut seen);
            for (netuid, stake) in positions {
                rows.push((info.clone(), (Compact(netuid), Compact(stake))));
            }
        }
        rows
    }

    pub(super) fn delegate_info(
        hotkey: T::AccountId,
        take: u16,
        nominators: Vec<Nominator>,
        seen: &mut SeenSubnets,
    ) -> DelegateInfo {
        let mut registrations = Vec::new();
        let mut validator_permits = Vec::new();
        let mut daily_return = U64F64::of(0);
        for (netuid, uid) in Self::uids_of(&hotkey) {
            let results = seen.results::<T>(netuid);
            registrations.push(Compact(netuid));
            if results.permits.get(uid) == Some(&true) {
                validator_permits.push(Compact(netuid));
            }
            let emission = results.emission.get(uid).copied().unwrap_or_default();
            daily_return = daily_return.saturating_add(daily(emission, results.tempo));
        }
        let root_stake = Self::stake_of_hotkey(&hotkey, NetUid::ROOT).to_u64();
        DelegateInfo {
            take,
            nominators,
            owner_ss58: Self::owner_of(&hotkey),
            registrations,
            validator_permits,
            return_per_1000: return_per_1000(take, root_stake, daily_return),
            total_daily_return: daily_return.floor_u64(),
            delegate_ss58: hotkey,
        }
    }

    /// The subnets where a hotkey is registered, ascending, and its uid there.
    fn uids_of(hotkey: &T::AccountId) -> Vec<(NetUid, usize)> {
        let mut uids: Vec<_> = IsNetworkMember::<T>::iter_prefix(hotkey)
            .filter(|(_, member)| *member)
            .filter_map(|(netuid, _)| Some((netuid, Self::uid_of(netuid, hotkey)?.into())))
            .collect();
        uids.sort_unstable();
        uids
    }

    /// Who stakes to a hotkey and how much by subnet, both in ascending order.
    fn nominators(hotkey: &T::AccountId) -> Vec<Nominator> {
        let mut pools: BTreeMap<NetUid, Pool> = BTreeMap::new();
        let mut stakes: BTreeMap<T::AccountId, StakeBySubnet> = BTreeMap::new();
        for ((coldkey, netuid), share) in AlphaV2::<T>::iter_prefix((hotkey.clone(),)) {
            let pool = pools
                .entry(netuid)
                .or_insert_with(|| Self::pool_of(hotkey, netuid));
            let stake = (Compact(netuid), Compact(pool.value(&share)));
            stakes.entry(coldkey).or_default().push(stake);
        }
        for stake in stakes.values_mut() {
            stake.sort_unstable_by_key(|(netuid, _)| netuid.0);
        }
        stakes.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thousand_tao_a_day_on_ten_thousand_at_18_percent_return_82_per_thousand() {
        let daily_return = U64F64::of(1_000_000_000_000u64);
        let root_stake = 10_000_000_000_000;
        assert_eq!(
            return_per_1000(0, root_stake, daily_return),
            100_000_000_000
        );
        let at_18_percent = return_per_1000(11_796, root_stake, daily_return);
        assert!(at_18_percent.abs_diff(82_000_000_000) < 1_000_000);
    }

    #[test]
    fn without_root_stake_nothing_returns() {
        assert_eq!(return_per_1000(0, 0, U64F64::of(1_000_000u64)), 0);
    }

    #[test]
    fn epochs_a_day_may_be_a_fraction_and_a_tempo_of_zero_earns_nothing() {
        assert_eq!(daily(AlphaBalance(1_000), 14_400), U64F64::of(500));
        assert_eq!(daily(AlphaBalance(1_000), 360), U64F64::of(20_000));
        assert_eq!(daily(AlphaBalance(1_000), 0), U64F64::of(0));
    }
}
