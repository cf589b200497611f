//! The price of a registration: it falls with every block and rises with every registration.

use myelin_emission::{DecayFactors, decay_burn};
use myelin_types::{NetUid, TaoBalance};
use substrate_fixed::types::U64F64;

use crate::{pallet::*, subnets::Overrides};

impl<T: Config> Pallet<T> {
    /// Lowers the price of every subnet by one block and starts the counters of the block.
    pub(crate) fn step_registration_prices(block: u64, netuids: &[NetUid]) {
        let min_prices = Overrides::load::<MinBurn<T>>();
        let max_prices = Overrides::load::<MaxBurn<T>>();
        let half_lives = Overrides::load::<BurnHalfLife<T>>();
        let mut factors = DecayFactors::default();
        for netuid in netuids.iter().copied() {
            let price = Burn::<T>::get(netuid);
            let min_price: TaoBalance = min_prices.get(netuid);
            // A price at its floor stays there: the bounds cannot cross.
            if price != min_price {
                let half_life = if block > 1 { half_lives.get(netuid) } else { 0 };
                let decayed = decay_burn(
                    price.to_u64(),
                    factors.factor(half_life),
                    min_price.to_u64(),
                    max_prices.get(netuid).to_u64(),
                );
                Self::set_burn(netuid, price, decayed.into());
            }
        }
        let _ = RegistrationsThisBlock::<T>::clear(u32::MAX, None);
        if RegistrationsThisInterval::<T>::get(NetUid::ROOT) != 0
            && Self::should_run_epoch(NetUid::ROOT, block)
        {
            RegistrationsThisInterval::<T>::insert(NetUid::ROOT, 0);
        }
    }

    /// Raises the price after a registration.
    pub(super) fn bump_burn(netuid: NetUid) {
        let price = Burn::<T>::get(netuid);
        let (min_price, max_price) = (MinBurn::<T>::get(netuid), MaxBurn::<T>::get(netuid));
        let factor = BurnIncreaseMult::<T>::get(netuid).max(U64F64::from_num(1));
        let raised = U64F64::saturating_from_num(price.to_u64())
            .saturating_mul(factor)
            .saturating_to_num::<u64>();
        let bounded = TaoBalance(raised).max(min_price).min(max_price);
        Self::set_burn(netuid, price, bounded);
    }

    /// Stores a price, if it is another one.
    fn set_burn(netuid: NetUid, old: TaoBalance, new: TaoBalance) {
        if new != old {
            Burn::<T>::insert(netuid, new);
        }
    }
}
