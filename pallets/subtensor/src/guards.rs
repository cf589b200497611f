//! What a transaction must pass before it may enter the pool.
//!
//! The same checks stand in the bodies of the calls, where they hold for nested calls too. Here
//! they keep transactions that must fail out of blocks, in particular the free ones.

use sp_runtime::DispatchError;

use myelin_types::{MechId, NetUid};

use crate::{
    neurons::serving::{AxonArgs, PrometheusArgs},
    pallet::*,
};

impl<T: Config> Pallet<T> {
    /// Checks a call that `who` has signed (runtime-and-node.md 5.2).
    ///
    /// Errors: those of the call, for the reasons that can be seen before it runs.
    pub fn guard(who: &T::AccountId, call: &Call<T>) -> Result<(), DispatchError> {
        match call {
            Call::set_weights { netuid, .. } => Self::guard_weights(who, *netuid, MechId::MAIN),
            Call::set_mechanism_weights { netuid, mecid, .. } => {
                Self::guard_weights(who, *netuid, *mecid)
            }
            Call::register_network { .. } | Call::register_network_with_identity { .. } => {
                frame_support::ensure!(
                    Self::passes_network_rate_limit(Self::now()),
                    Error::<T>::NetworkTxRateLimitExceeded
                );
                Ok(())
            }
            Call::increase_take { hotkey, take } | Call::decrease_take { hotkey, take } => {
                Self::check_take(who, hotkey, *take)
            }
            Call::serve_axon {
                netuid,
                version,
                ip,
                port,
                ip_type,
                protocol,
                placeholder1,
                placeholder2,
            }
            | Call::serve_axon_tls {
                netuid,
                version,
                ip,
                port,
                ip_type,
                protocol,
                placeholder1,
                placeholder2,
                ..
            } => {
                let axon = AxonArgs {
                    version: *version,
                    ip: *ip,
                    port: *port,
                    ip_type: *ip_type,
                    protocol: *protocol,
                    placeholder1: *placeholder1,
                    placeholder2: *placeholder2,
                };
                Self::check_axon(who, *netuid, &axon)
            }
            Call::serve_prometheus {
                netuid,
                version,
                ip,
                port,
                ip_type,
            } => {
                let endpoint = PrometheusArgs {
                    version: *version,
                    ip: *ip,
                    port: *port,
                    ip_type: *ip_type,
                };
                Self::check_prometheus(who, *netuid, &endpoint)
            }
            _ => Ok(()),
        }
    }

    /// Stake for all, and the rate limit where weights are set openly. A hotkey without a uid
    /// passes the limit: the call tells it what is missing.
    fn guard_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
    ) -> Result<(), DispatchError> {
        Self::ensure_enough_stake_to_set_weights(netuid, hotkey)?;
        if CommitRevealWeightsEnabled::<T>::get(netuid) {
            return Ok(());
        }
        let Some(uid) = Self::uid_of(netuid, hotkey) else {
            return Ok(());
        };
        let passes = Self::ensure_mechanism_exists(netuid, mechanism)
            .is_ok_and(|index| Self::passes_weights_rate_limit(index, uid));
        frame_support::ensure!(passes, Error::<T>::SettingWeightsTooFast);
        Ok(())
    }
}
