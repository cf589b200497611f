//! Paying root stakers the alpha they are owed: by hand, and for a few coldkeys in every block.
//!
//! A claim of a coldkey goes through its hotkeys, and under each through the subnets of which the
//! hotkey earned. What is owed there becomes stake on that subnet, or is sold and becomes stake on
//! root, as the coldkey chose. Every step is paid for in weight before it is taken; a claim that
//! has used up what it may cost ends there. It has changed nothing of what it did not reach, and
//! what it did pay is not due any more, so the next claim gets further.

use alloc::{collections::BTreeSet, vec::Vec};

use frame_support::{
    dispatch::DispatchResultWithPostInfo, ensure, storage::with_storage_layer, weights::WeightMeter,
};
use frame_system::pallet_prelude::OriginFor;
use myelin_emission::{claim_indices, earned, owed};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, frozen::RootClaimTypeEnum};
use sp_runtime::{DispatchError, DispatchResult};
use substrate_fixed::types::I96F32;

use super::Trade;
use crate::{WeightInfo, hooks::Cost, keys::listed::Listed, pallet::*};

/// Most subnets that a call may claim of.
const MAX_SUBNETS: usize = 5;
/// Most coldkeys that a block may claim for.
const MAX_COLDKEYS: u64 = 50;
/// Largest amount, in rao of alpha, that a subnet may call too little to be claimed.
const MAX_THRESHOLD: u64 = 10_000_000;
/// Most hotkeys of a coldkey that a call looks at. Of a coldkey with more, other ones every block.
const MAX_HOTKEYS_OF_CALL: usize = 128;
/// The same for an automatic claim, which looks at every subnet of each: so few that looking alone
/// never uses up the weight of a block's claims.
const MAX_HOTKEYS_OF_BLOCK: usize = 16;

/// A coldkey: its hotkeys, its choice, its place in the list of root stakers, the event.
pub(crate) const PER_COLDKEY: Cost = Cost {
    reads: 8,
    writes: 6,
    ref_time: 20_000_000,
};

/// A hotkey: the position on root, and what can be claimed under the hotkey.
pub(crate) const PER_HOTKEY: Cost = Cost {
    reads: 4,
    writes: 0,
    ref_time: 15_000_000,
};

/// A subnet: what was claimed before, and how little is too little.
pub(crate) const PER_SUBNET: Cost = Cost {
    reads: 2,
    writes: 0,
    ref_time: 2_000_000,
};

/// Alpha that stays: one position.
pub(crate) const PER_KEEP: Cost = Cost {
    reads: 3,
    writes: 4,
    ref_time: 15_000_000,
};

/// Alpha that is sold: a trade, a transfer of TAO between subnet accounts, and next block the
/// forgetting of the counter `SubnetRootSellTao`.
pub(crate) const PER_SWAP: Cost = Cost {
    reads: 14,
    writes: 11,
    ref_time: 150_000_000,
};

/// The first sale under a hotkey: the position on root.
pub(crate) const PER_RESTAKE: Cost = Cost {
    reads: 6,
    writes: 6,
    ref_time: 15_000_000,
};

/// A subnet of which the TAO that was restaked is to claim nothing of the past.
pub(crate) const PER_ADJUSTMENT: Cost = Cost {
    reads: 1,
    writes: 1,
    ref_time: 5_000_000,
};

/// What a pair may claim of one subnet.
struct Entry {
    netuid: NetUid,
    rate: I96F32,
    /// `RootClaimed` as it was stored, once it has been read.
    claimed: Option<u128>,
    /// By how much it grows.
    added: u128,
}

impl Entry {
    /// What is owed for `stake` rao on root, zero when that is too little to be claimed.
    fn due<T: Config>(
        &mut self,
        hotkey: &T::AccountId,
        coldkey: &T::AccountId,
        stake: u64,
    ) -> AlphaBalance {
        let netuid = self.netuid;
        let claimed = *self
            .claimed
            .get_or_insert_with(|| RootClaimed::<T>::get((netuid, hotkey, coldkey)));
        let owed = owed(self.rate, stake, claimed.saturating_add(self.added));
        let amount: u64 = owed.saturating_to_num();
        if amount == 0 || owed < RootClaimableThreshold::<T>::get(netuid) {
            return AlphaBalance::ZERO;
        }
        amount.into()
    }
}

/// A claim of one coldkey under one hotkey, stored when it is complete.
struct Claim<'a, T: Config> {
    hotkey: &'a T::AccountId,
    coldkey: &'a T::AccountId,
    /// Stake on root, in rao, with what was restaked.
    stake: u64,
    /// TAO from sales, which goes to root.
    restaked: TaoBalance,
    /// Whether something was sold.
    sold: bool,
    /// Whether something was claimed.
    paid: bool,
    entries: Vec<Entry>,
}

impl<'a, T: Config> Claim<'a, T> {
    /// What may be claimed, if there is any stake on root.
    fn load(hotkey: &'a T::AccountId, coldkey: &'a T::AccountId) -> Option<Self> {
        let stake = Pallet::<T>::stake_of(hotkey, coldkey, NetUid::ROOT).to_u64();
        if stake == 0 {
            return None;
        }
        let entries = RootClaimable::<T>::get(hotkey)
            .into_iter()
            .map(|(netuid, rate)| Entry {
                netuid,
                rate,
                claimed: None,
                added: 0,
            })
            .collect();
        Some(Self {
            hotkey,
            coldkey,
            stake,
            restaked: TaoBalance::ZERO,
            sold: false,
            paid: false,
            entries,
        })
    }

    /// Pays what is due, of all subnets or `only` of some, as far as the meter reaches. A sale that
    /// fails ends the claim if the subnets were named; otherwise that subnet is passed over.
    fn pay(
        &mut self,
        choice: &RootClaimTypeEnum,
        only: Option<&BTreeSet<NetUid>>,
        meter: &mut WeightMeter,
    ) -> DispatchResult {
        for index in 0..self.entries.len() {
            let Some(entry) = self.entries.get_mut(index) else {
                break;
            };
            let netuid = entry.netuid;
            if only.is_some_and(|only| !only.contains(&netuid)) {
                continue;
            }
            if meter.try_consume(PER_SUBNET.times::<T>(1)).is_err() {
                break;
            }
            let due = entry.due::<T>(self.hotkey, self.coldkey, self.stake);
            if due.is_zero() {
                continue;
            }
            let swap = swaps(choice, netuid);
            if meter.try_consume(self.cost_of_payment(swap)).is_err() {
                break;
            }
            let claimed = if swap {
                match self.swap(netuid, due) {
                    // One subnet that cannot pay does not keep the chain from paying the others.
                    Err(_) if only.is_none() => continue,
                    sold => sold?,
                }
            } else {
                Pallet::<T>::increase_one(self.hotkey, self.coldkey, netuid, due);
                due
            };
            self.paid |= !claimed.is_zero();
            if let Some(entry) = self.entries.get_mut(index) {
                entry.added = entry.added.saturating_add(claimed.to_u64().into());
            }
        }
        Ok(())
    }

    fn cost_of_payment(&self, swap: bool) -> frame_support::weights::Weight {
        if !swap {
            return PER_KEEP.times::<T>(1);
        }
        let sale = PER_SWAP.times::<T>(1);
        if self.sold {
            return sale;
        }
        sale.saturating_add(PER_RESTAKE.times::<T>(1))
            .saturating_add(PER_ADJUSTMENT.times::<T>(self.entries.len() as u64))
    }

    /// Sells alpha and lets the TAO earn from now on. Returns the alpha that was sold: all of it,
    /// unless the price falls to its floor. After an error nothing has changed.
    fn swap(&mut self, netuid: NetUid, alpha: AlphaBalance) -> Result<AlphaBalance, DispatchError> {
        let sale = || Pallet::<T>::sell_root_dividend(netuid, alpha);
        let (sold, tao) = with_storage_layer(sale)?;
        self.sold = true;
        self.restaked = self.restaked.saturating_add(tao);
        self.stake = self.stake.saturating_add(tao.to_u64());
        for entry in &mut self.entries {
            let past = earned(entry.rate, tao.to_u64());
            entry.added = entry.added.saturating_add(past);
        }
        Ok(sold)
    }

    /// Stores what was claimed. Returns whether anything was.
    fn store(self) -> bool {
        let Self {
            hotkey, coldkey, ..
        } = self;
        let restaked = AlphaBalance(self.restaked.to_u64());
        Pallet::<T>::increase_one(hotkey, coldkey, NetUid::ROOT, restaked);
        for entry in self.entries {
            Pallet::<T>::raise_root_claimed(
                entry.netuid,
                hotkey,
                coldkey,
                entry.claimed,
                entry.added,
            );
        }
        self.paid
    }
}

/// Whether the alpha of a subnet is to be sold.
fn swaps(choice: &RootClaimTypeEnum, netuid: NetUid) -> bool {
    match choice {
        RootClaimTypeEnum::Swap => true,
        RootClaimTypeEnum::Keep => false,
        RootClaimTypeEnum::KeepSubnets { subnets } => !subnets.contains(&netuid),
    }
}

/// The first hotkey that a claim in this block looks at, of so many: of more than `most`, each block
/// goes on where the last one ended.
fn first_in_turn(hotkeys: usize, most: usize, block: u64) -> usize {
    if hotkeys <= most {
        return 0;
    }
    let passed = block.saturating_mul(most as u64);
    let first = passed.checked_rem(hotkeys as u64).unwrap_or_default();
    first as usize
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::claim_root`].
    pub(crate) fn do_claim_root(
        coldkey: T::AccountId,
        subnets: &BTreeSet<NetUid>,
    ) -> DispatchResultWithPostInfo {
        ensure!(
            (1..=MAX_SUBNETS).contains(&subnets.len()),
            Error::<T>::InvalidSubnetNumber
        );
        Self::index_root_staker(&coldkey);
        let mut meter = WeightMeter::with_limit(T::WeightInfo::claim_root());
        Self::claim_for(&coldkey, Some(subnets), &mut meter)?;
        Self::deposit_event(Event::RootClaimed { coldkey });
        Ok(Some(meter.consumed()).into())
    }

    /// See [`Pallet::set_root_claim_type`].
    pub(crate) fn do_set_root_claim_type(
        coldkey: T::AccountId,
        choice: RootClaimTypeEnum,
    ) -> DispatchResult {
        if let RootClaimTypeEnum::KeepSubnets { subnets } = &choice {
            let most = usize::from(SubnetLimit::<T>::get());
            ensure!(
                (1..=most).contains(&subnets.len()),
                Error::<T>::InvalidSubnetNumber
            );
        }
        Self::index_root_staker(&coldkey);
        RootClaimType::<T>::insert(&coldkey, &choice);
        Self::deposit_event(Event::RootClaimTypeSet {
            coldkey,
            root_claim_type: choice,
        });
        Ok(())
    }

    /// See [`Pallet::sudo_set_num_root_claims`].
    pub(crate) fn do_set_num_root_claims(value: u64) -> DispatchResult {
        ensure!(value <= MAX_COLDKEYS, Error::<T>::InvalidNumRootClaim);
        NumRootClaim::<T>::put(value);
        Ok(())
    }

    /// See [`Pallet::sudo_set_root_claim_threshold`].
    pub(crate) fn do_set_root_claim_threshold(
        origin: OriginFor<T>,
        netuid: NetUid,
        value: u64,
    ) -> DispatchResult {
        Self::ensure_owner_or_root(origin, netuid)?;
        Self::ensure_subnet_exists(netuid)?;
        ensure!(
            value <= MAX_THRESHOLD,
            Error::<T>::InvalidRootClaimThreshold
        );
        RootClaimableThreshold::<T>::insert(netuid, I96F32::saturating_from_num(value));
        Ok(())
    }

    /// Claims for the coldkeys that the hash of the parent block draws from the list of root
    /// stakers, as far as the meter reaches. What cannot be paid stays due.
    pub(crate) fn claim_automatically(meter: &mut WeightMeter) {
        let stakers = NumStakingColdkeys::<T>::get();
        let Ok(parent) = <[u8; 32]>::try_from(frame_system::Pallet::<T>::parent_hash().as_ref())
        else {
            return;
        };
        for index in claim_indices(&parent, NumRootClaim::<T>::get(), stakers) {
            if !meter.can_consume(PER_COLDKEY.times::<T>(1)) {
                return;
            }
            let Some(coldkey) = StakingColdkeysByIndex::<T>::get(index) else {
                continue;
            };
            if Self::claim_for(&coldkey, None, meter) == Ok(true) {
                Self::deposit_event(Event::RootClaimed { coldkey });
            }
        }
    }

    /// Claims what a coldkey is owed under all its hotkeys, of all subnets or `only` of some, as
    /// far as the meter reaches. Returns whether there was anything to claim.
    ///
    /// An error is only possible when subnets are named. Part of the claim is done then, so such a
    /// claim is to be made inside a storage transaction.
    fn claim_for(
        coldkey: &T::AccountId,
        only: Option<&BTreeSet<NetUid>>,
        meter: &mut WeightMeter,
    ) -> Result<bool, DispatchError> {
        if meter.try_consume(PER_COLDKEY.times::<T>(1)).is_err() {
            return Ok(false);
        }
        let choice = RootClaimType::<T>::get(coldkey);
        let hotkeys = Listed::at(StakingHotkeys::<T>::hashed_key_for(coldkey));
        let most = if only.is_some() {
            MAX_HOTKEYS_OF_CALL
        } else {
            MAX_HOTKEYS_OF_BLOCK
        };
        let first = first_in_turn(hotkeys.len, most, Self::now());
        let mut paid = false;
        for hotkey in hotkeys.round(first, most) {
            if meter.try_consume(PER_HOTKEY.times::<T>(1)).is_err() {
                break;
            }
            let Some(mut claim) = Claim::<T>::load(&hotkey, coldkey) else {
                continue;
            };
            claim.pay(&choice, only, meter)?;
            paid |= claim.store();
        }
        Ok(paid)
    }

    /// Sells alpha of a subnet for root, free of fees, and moves the TAO there. Returns the alpha
    /// that was sold and the TAO.
    fn sell_root_dividend(
        netuid: NetUid,
        alpha: AlphaBalance,
    ) -> Result<(AlphaBalance, TaoBalance), DispatchError> {
        let trade = Trade {
            drop_fees: true,
            ..Self::sell_at_any_price()
        };
        let sold = Self::swap_alpha_for_tao(netuid, alpha, trade)?;
        let tao = sold.amount_paid_out;
        let root = Self::subnet_account(NetUid::ROOT).ok_or(Error::<T>::RootNetworkDoesNotExist)?;
        Self::tao_from_subnet(netuid, &root, tao)?;
        Self::record_root_sale(netuid, tao);
        Ok((sold.amount_paid_in, tao))
    }
}

#[cfg(test)]
mod tests {
    use super::first_in_turn;

    #[test]
    fn where_all_hotkeys_have_their_turn_it_starts_with_the_first() {
        for block in 0..4 {
            assert_eq!(first_in_turn(3, 3, block), 0);
        }
        assert_eq!(first_in_turn(0, 3, 7), 0);
    }

    #[test]
    fn of_too_many_hotkeys_every_block_goes_on_where_the_last_one_ended() {
        let first_ones = [0, 1, 2, 3].map(|block| first_in_turn(5, 2, block));
        assert_eq!(first_ones, [0, 2, 4, 1]);
    }
}
