//! What a transaction must pass before it may enter the pool.
//!
//! The same checks stand in the bodies of the calls, where they hold for nested calls too. Here
//! they keep transactions that must fail out of blocks, in particular the free ones.

use codec::Compact;
use frame_support::ensure;
use myelin_types::{MechId, NetUid};
use sp_runtime::DispatchError;

use crate::{
    delegation::MAX_PARENTS,
    neurons::serving::{AxonArgs, PrometheusArgs},
    pallet::*,
    weights::Revealed,
};

/// Whether weights are hidden, the uid, the neurons and mechanisms of the subnet, the last weights
/// and the limit.
const READS_OF_LIMIT: u64 = 6;
/// The tempo, the period of reveals, and of the beacon its last round and rhythm, with the clock.
const READS_OF_ROUNDS: u64 = 5;
/// The commits of the hotkey, the five items of the schedule, the period of reveals.
const READS_OF_REVEAL: u64 = 7;

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
            Call::batch_set_weights {
                netuids,
                weights,
                version_keys,
            } => {
                ensure!(
                    netuids.len() == weights.len() && netuids.len() == version_keys.len(),
                    Error::<T>::InputLengthsUnequal
                );
                Self::guard_stakes(who, netuids)
            }
            Call::batch_commit_weights {
                netuids,
                commit_hashes,
            } => {
                ensure!(
                    netuids.len() == commit_hashes.len(),
                    Error::<T>::InputLengthsUnequal
                );
                Self::guard_stakes(who, netuids)
            }
            Call::commit_timelocked_weights {
                netuid,
                reveal_round,
                ..
            }
            | Call::commit_timelocked_mechanism_weights {
                netuid,
                reveal_round,
                ..
            }
            | Call::commit_crv3_mechanism_weights {
                netuid,
                reveal_round,
                ..
            } => Self::ensure_may_hide_until(who, *netuid, *reveal_round),
            Call::commit_weights { netuid, .. } => Self::guard_commit(who, *netuid, MechId::MAIN),
            Call::commit_mechanism_weights { netuid, mecid, .. } => {
                Self::guard_commit(who, *netuid, *mecid)
            }
            Call::reveal_weights {
                netuid,
                uids,
                values,
                salt,
                version_key,
            } => {
                let revealed = (&uids[..], &values[..], &salt[..], *version_key);
                Self::guard_reveals(who, *netuid, MechId::MAIN, [revealed])
            }
            Call::reveal_mechanism_weights {
                netuid,
                mecid,
                uids,
                values,
                salt,
                version_key,
            } => {
                let revealed = (&uids[..], &values[..], &salt[..], *version_key);
                Self::guard_reveals(who, *netuid, *mecid, [revealed])
            }
            Call::batch_reveal_weights {
                netuid,
                uids_list,
                values_list,
                salts_list,
                version_keys,
            } => {
                let lengths = [values_list.len(), salts_list.len(), version_keys.len()];
                ensure!(
                    lengths == [uids_list.len(); 3],
                    Error::<T>::InputLengthsUnequal
                );
                let scores = uids_list.iter().zip(values_list).zip(version_keys);
                let revealed = scores
                    .zip(salts_list)
                    .map(|(((uids, values), key), salt)| (&uids[..], &values[..], &salt[..], *key));
                Self::guard_reveals(who, *netuid, MechId::MAIN, revealed)
            }
            Call::register_network { .. } | Call::register_network_with_identity { .. } => {
                ensure!(
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

    /// Storage items that [`guard`](Self::guard) reads for a call, at most. To tell it reads itself
    /// how many parents there are on a subnet, which is counted too.
    pub fn guard_reads(call: &Call<T>) -> u64 {
        match call {
            Call::set_weights { netuid, .. }
            | Call::set_mechanism_weights { netuid, .. }
            | Call::commit_weights { netuid, .. }
            | Call::commit_mechanism_weights { netuid, .. } => {
                Self::stake_reads_on(*netuid).saturating_add(READS_OF_LIMIT)
            }
            Call::commit_timelocked_weights { netuid, .. }
            | Call::commit_timelocked_mechanism_weights { netuid, .. }
            | Call::commit_crv3_mechanism_weights { netuid, .. } => {
                Self::stake_reads_on(*netuid).saturating_add(READS_OF_ROUNDS)
            }
            Call::reveal_weights { netuid, .. }
            | Call::reveal_mechanism_weights { netuid, .. }
            | Call::batch_reveal_weights { netuid, .. } => {
                Self::stake_reads_on(*netuid).saturating_add(READS_OF_REVEAL)
            }
            // There may be many, and they are not looked at before it is known what that costs.
            Call::batch_set_weights { netuids, .. }
            | Call::batch_commit_weights { netuids, .. } => {
                Self::stake_reads(MAX_PARENTS as u64).saturating_mul(netuids.len() as u64)
            }
            Call::serve_axon { .. }
            | Call::serve_axon_tls { .. }
            | Call::serve_prometheus { .. }
            | Call::increase_take { .. }
            | Call::decrease_take { .. } => 3,
            Call::register_network { .. } | Call::register_network_with_identity { .. } => 2,
            _ => 0,
        }
    }

    /// What any hotkey on a subnet takes to look at its stake. Nobody has more parents than there
    /// are on the subnet, nor more than a hotkey may have.
    fn stake_reads_on(netuid: NetUid) -> u64 {
        let parents = u64::from(ParentCount::<T>::get(netuid)).min(MAX_PARENTS as u64);
        Self::stake_reads(parents).saturating_add(1)
    }

    /// Stake, and the rate limit where weights are set openly.
    fn guard_weights(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
    ) -> Result<(), DispatchError> {
        Self::ensure_enough_stake_to_set_weights(netuid, hotkey)?;
        if CommitRevealWeightsEnabled::<T>::get(netuid) {
            return Ok(());
        }
        ensure!(
            Self::may_set_or_commit_again(hotkey, netuid, mechanism),
            Error::<T>::SettingWeightsTooFast
        );
        Ok(())
    }

    /// Stake for all of a batch.
    fn guard_stakes(
        hotkey: &T::AccountId,
        netuids: &[Compact<NetUid>],
    ) -> Result<(), DispatchError> {
        netuids
            .iter()
            .try_for_each(|netuid| Self::ensure_enough_stake_to_set_weights(netuid.0, hotkey))
    }

    /// Stake, and the rate limit. A hotkey without a uid passes the limit.
    fn guard_commit(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
    ) -> Result<(), DispatchError> {
        Self::ensure_enough_stake_to_set_weights(netuid, hotkey)?;
        ensure!(
            Self::may_set_or_commit_again(hotkey, netuid, mechanism),
            Error::<T>::CommittingWeightsTooFast
        );
        Ok(())
    }

    /// Stake, and a commit to each of these that is due.
    fn guard_reveals<'a>(
        hotkey: &T::AccountId,
        netuid: NetUid,
        mechanism: MechId,
        reveals: impl IntoIterator<Item = Revealed<'a>>,
    ) -> Result<(), DispatchError> {
        Self::ensure_enough_stake_to_set_weights(netuid, hotkey)?;
        Self::check_reveals(hotkey, netuid, mechanism, reveals)
    }

    /// Whether the rate limit of weights lets a neuron through. A hotkey without a uid passes: the
    /// call tells it what is missing.
    fn may_set_or_commit_again(hotkey: &T::AccountId, netuid: NetUid, mechanism: MechId) -> bool {
        Self::uid_of(netuid, hotkey).is_none_or(|uid| {
            Self::ensure_mechanism_exists(netuid, mechanism)
                .is_ok_and(|index| Self::passes_weights_rate_limit(index, uid))
        })
    }
}
