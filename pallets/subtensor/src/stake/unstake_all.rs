//! Leaving a hotkey altogether.
//!
//! What that costs depends on how many positions the pair has. A call is announced with a sale on
//! every subnet, and reports what it really did, also when it fails.

use frame_support::{
    dispatch::{DispatchResultWithPostInfo, WithPostDispatchInfo},
    ensure,
    traits::Get,
    weights::Weight,
};
use myelin_types::{NetUid, TaoBalance};
use sp_runtime::{DispatchError, DispatchResult};

use super::validate::Fill;
use crate::{WeightInfo, hooks::Cost, pallet::*};

/// A subnet that is looked at: that it exists, whether its alpha trades, the share.
const PER_VISIT: Cost = Cost {
    reads: 3,
    writes: 0,
    ref_time: 3_000_000,
};

/// What leaving a hotkey has taken so far.
#[derive(Default)]
struct Effort {
    /// Subnets looked at.
    visited: u64,
    /// Positions of which a sale was tried.
    sales: u64,
    /// Purchases on root.
    purchases: u64,
}

impl Effort {
    /// Its weight, at most that of the worst case.
    fn weight<T: Config>(&self) -> Weight {
        let (sale, purchase) = (T::WeightInfo::remove_stake(), T::WeightInfo::add_stake());
        T::DbWeight::get()
            .reads(1)
            .saturating_add(PER_VISIT.times::<T>(self.visited))
            .saturating_add(sale.saturating_mul(self.sales))
            .saturating_add(purchase.saturating_mul(self.purchases))
            .min(T::WeightInfo::unstake_all())
    }

    fn report<T: Config>(&self, done: DispatchResult) -> DispatchResultWithPostInfo {
        let weight = self.weight::<T>();
        match done {
            Ok(()) => Ok(Some(weight).into()),
            Err(error) => Err(error.with_weight(weight)),
        }
    }
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::unstake_all`].
    pub(crate) fn do_unstake_all(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
    ) -> DispatchResultWithPostInfo {
        let mut effort = Effort::default();
        let paid = Self::unstake_everywhere(coldkey, hotkey, true, &mut effort);
        effort.report::<T>(paid.map(|_| ()))
    }

    /// See [`Pallet::unstake_all_alpha`].
    pub(crate) fn do_unstake_all_alpha(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
    ) -> DispatchResultWithPostInfo {
        let mut effort = Effort::default();
        let done = Self::restake_everything(coldkey, hotkey, &mut effort);
        effort.report::<T>(done)
    }

    /// The most that leaving a hotkey weighs for a pair that has stake on one subnet alone.
    pub(super) fn weight_of_leaving_one_subnet() -> Weight {
        let effort = Effort {
            visited: TotalNetworks::<T>::get().into(),
            sales: 1,
            purchases: 1,
        };
        effort.weight::<T>()
    }

    /// Sells every position of the pair on a subnet and stakes the TAO on root.
    fn restake_everything(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        effort: &mut Effort,
    ) -> DispatchResult {
        let total = Self::unstake_everywhere(coldkey, hotkey, false, effort)?;
        ensure!(!total.is_zero(), Error::<T>::AmountTooLow);
        effort.purchases = 1;
        let trade = Self::buy_at_any_price();
        Self::stake_into_subnet(hotkey, coldkey, NetUid::ROOT, total, trade)?;
        Ok(())
    }

    /// Sells every position of the pair that may be sold now. Returns the TAO paid out.
    fn unstake_everywhere(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        with_root: bool,
        effort: &mut Effort,
    ) -> Result<TaoBalance, DispatchError> {
        Self::ensure_hotkey_exists(hotkey)?;
        let mut total = TaoBalance::ZERO;
        for netuid in Self::all_netuids() {
            effort.visited = effort.visited.saturating_add(1);
            if (netuid.is_root() && !with_root) || !SubtokenEnabled::<T>::get(netuid) {
                continue;
            }
            let amount = Self::stake_of(hotkey, coldkey, netuid);
            if amount.is_zero() {
                continue;
            }
            effort.sales = effort.sales.saturating_add(1);
            let fill = Fill {
                max: amount,
                allow_partial: false,
            };
            if Self::validate_remove(coldkey, hotkey, netuid, amount, amount, fill).is_err() {
                continue;
            }
            let trade = Self::sell_at_any_price();
            let tao = Self::unstake_from_subnet(hotkey, coldkey, coldkey, netuid, amount, trade)?;
            total = total.saturating_add(tao);
            Self::clear_small_nomination(hotkey, coldkey, netuid);
        }
        Ok(total)
    }
}

#[cfg(test)]
mod tests {
    use super::Effort;
    use crate::{WeightInfo, mock::Test, pallet::Config};

    #[test]
    fn a_sale_on_every_subnet_weighs_what_the_call_is_announced_with() {
        let worst = <Test as Config>::WeightInfo::unstake_all();
        for (sales, purchases) in [(129, 0), (128, 1), (1_000, 1)] {
            let effort = Effort {
                visited: 129,
                sales,
                purchases,
            };
            assert_eq!(effort.weight::<Test>(), worst);
        }
    }
}
