//! The smoothed price of a subnet, on which its share of the emission rests.

use myelin_emission::{moving_price, smoothing};

use super::EmittingSubnet;
use crate::{pallet::*, subnets::Overrides};

impl<T: Config> Pallet<T> {
    /// Moves the smoothed price of each subnet towards its present price.
    pub(crate) fn update_moving_prices(block: u64, emitting: &[EmittingSubnet]) {
        let moving_alpha = SubnetMovingAlpha::<T>::get();
        let halving_blocks = Overrides::load::<EMAPriceHalvingBlocks<T>>();
        for subnet in emitting {
            let age = block.saturating_sub(subnet.first_block.saturating_sub(1));
            let weight = smoothing(moving_alpha, age, halving_blocks.get(subnet.netuid));
            let price = Self::alpha_price(subnet.netuid);
            let moved = moving_price(subnet.price, price, weight);
            SubnetMovingPrice::<T>::insert(subnet.netuid, moved);
        }
    }
}
