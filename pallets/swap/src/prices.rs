//! The stored square roots of the prices, and the checks over all stored state.

use frame_support::{ensure, traits::Get};
use myelin_amm::{Balancer, pool::sqrt_price};
use myelin_types::market::{Market, SubnetPools};
use sp_runtime::TryRuntimeError;

use crate::{AlphaSqrtPrice, Config, FeeRate, PalSwapInitialized, Pallet, SwapBalancer};

impl<T: Config> Pallet<T> {
    /// Stores the square root of the price of every subnet but the root network, where it changed.
    pub(crate) fn record_prices() {
        for netuid in T::Pools::netuids().filter(|netuid| !netuid.is_root()) {
            let root = sqrt_price(Self::current_alpha_price(netuid));
            if AlphaSqrtPrice::<T>::get(netuid) != root {
                AlphaSqrtPrice::<T>::insert(netuid, root);
            }
        }
    }

    /// Checks that weights and fee rates are in their range and that no entry outlives its subnet.
    ///
    /// # Errors
    ///
    /// A sentence that names the rule that does not hold.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        for (netuid, balancer) in SwapBalancer::<T>::iter() {
            ensure!(
                T::Pools::exists(netuid),
                "weights of a subnet that does not exist"
            );
            ensure!(
                Balancer::new(balancer.quote()) == Some(balancer),
                "weight of a pool below 0.01"
            );
            ensure!(
                PalSwapInitialized::<T>::get(netuid),
                "weights of a pool that has not been started"
            );
        }
        for (netuid, rate) in FeeRate::<T>::iter() {
            ensure!(
                T::Pools::exists(netuid),
                "fee rate of a subnet that does not exist"
            );
            ensure!(rate <= T::MaxFeeRate::get(), "fee rate above the highest");
        }
        for (netuid, started) in PalSwapInitialized::<T>::iter() {
            ensure!(
                T::Pools::exists(netuid),
                "pool of a subnet that does not exist"
            );
            ensure!(started, "entry of a pool that has not been started");
            ensure!(
                SwapBalancer::<T>::contains_key(netuid),
                "a pool was started without weights"
            );
        }
        for netuid in AlphaSqrtPrice::<T>::iter_keys() {
            ensure!(
                T::Pools::exists(netuid),
                "price of a subnet that does not exist"
            );
        }
        Ok(())
    }
}
