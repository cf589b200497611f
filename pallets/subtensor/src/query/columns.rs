//! Per-uid vectors in the form of the APIs: compact numbers, one entry a neuron.

use alloc::vec::Vec;

use codec::Compact;
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use substrate_fixed::types::I64F64;

use crate::pallet::*;

/// A stored per-uid vector, brought to `neurons` entries: what is missing is zero.
pub(super) fn padded<V: Clone + Default>(mut stored: Vec<V>, neurons: usize) -> Vec<V> {
    stored.resize(neurons, V::default());
    stored
}

/// The same, in compact numbers.
pub(super) fn compact<V: Clone + Default>(stored: Vec<V>, neurons: usize) -> Vec<Compact<V>> {
    padded(stored, neurons).into_iter().map(Compact).collect()
}

/// The stake of every neuron of a subnet with inheritance, by uid.
pub(super) struct StakeColumns {
    /// Alpha of the subnet.
    pub alpha: Vec<Compact<AlphaBalance>>,
    /// TAO on root, not weighted.
    pub tao: Vec<Compact<TaoBalance>>,
    /// Both together as the epoch counts them.
    pub weight: Vec<I64F64>,
}

impl StakeColumns {
    /// The weights in whole rao.
    pub(super) fn total(&self) -> Vec<Compact<TaoBalance>> {
        let whole = |weight: &I64F64| Compact(TaoBalance(weight.saturating_to_num()));
        self.weight.iter().map(whole).collect()
    }
}

impl<T: Config> Pallet<T> {
    /// The stake of `hotkeys` on a subnet, in their order.
    pub(super) fn stake_columns(netuid: NetUid, hotkeys: &[T::AccountId]) -> StakeColumns {
        let mut columns = StakeColumns {
            alpha: Vec::with_capacity(hotkeys.len()),
            tao: Vec::with_capacity(hotkeys.len()),
            weight: Vec::with_capacity(hotkeys.len()),
        };
        let tao_weight = Self::tao_weight();
        for hotkey in hotkeys {
            let stake = Self::inherited_stake_at(hotkey, netuid, tao_weight);
            columns.alpha.push(Compact(stake.alpha));
            columns.tao.push(Compact(TaoBalance(stake.tao.to_u64())));
            columns.weight.push(stake.weight);
        }
        columns
    }

    /// The owners of `hotkeys`, in their order.
    pub(super) fn coldkeys_of(hotkeys: &[T::AccountId]) -> Vec<T::AccountId> {
        hotkeys.iter().map(Self::owner_of).collect()
    }

    /// When each of `neurons` neurons registered, by uid.
    pub(super) fn registration_blocks(netuid: NetUid, neurons: usize) -> Vec<Compact<u64>> {
        (0u16..)
            .take(neurons)
            .map(|uid| Compact(BlockAtRegistration::<T>::get(netuid, uid)))
            .collect()
    }
}
