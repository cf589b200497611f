//! The smoothed price of a subnet, on which its share of the emission rests.

use myelin_emission::{moving_price, smoothing};

use super::EmittingSubnet;
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// Moves the smoothed price of each subnet towards its present price.
    pub(crate) fn update_moving_prices(block: u64, emitting: &[EmittingSubnet]) {
        let moving_alpha = SubnetMovingAlpha::<T>::get();
        for subnet in emitting {
            let age = block.saturating_sub(subnet.first_block.saturating_sub(1));
            let halving = EMAPriceHalvingBlocks::<T>::get(subnet.netuid);
            let weight = smoothing(moving_alpha, age, halving);
            let price = Self::alpha_price(subnet.netuid);
            let moved = moving_price(subnet.price, price, weight);
            SubnetMovingPrice::<T>::insert(subnet.netuid, moved);
        }
    }
}
