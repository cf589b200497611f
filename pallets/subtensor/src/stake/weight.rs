//! Stake as consensus sees it: alpha of the subnet plus root TAO times its weight, after what a
//! hotkey gives to its children and inherits from its parents (yuma.md 4.1).

use alloc::vec::Vec;

use myelin_types::{AlphaBalance, NetUid};
use myelin_yuma::inherit;
use substrate_fixed::types::I64F64;

use crate::pallet::*;

/// A relation between hotkeys: how large a part, of `u64::MAX`, and with whom.
pub(crate) type Relations<AccountId> = Vec<(u64, AccountId)>;

/// The stake of one hotkey on one subnet, with inheritance.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InheritedStake {
    /// Alpha of the subnet, in rao.
    pub alpha: AlphaBalance,
    /// TAO on root, in rao.
    pub tao: AlphaBalance,
    /// Both together, as the epoch counts them.
    pub weight: I64F64,
    /// How many parents there are.
    pub parents: u64,
}

impl<T: Config> Pallet<T> {
    /// The stake of `hotkey` on `netuid` as the epoch counts it.
    pub fn inherited_stake(hotkey: &T::AccountId, netuid: NetUid) -> InheritedStake {
        Self::inherited_stake_at(hotkey, netuid, Self::tao_weight())
    }

    /// The same at a TAO weight that was read before.
    pub(crate) fn inherited_stake_at(
        hotkey: &T::AccountId,
        netuid: NetUid,
        tao_weight: u64,
    ) -> InheritedStake {
        if netuid.is_root() {
            let own = Self::stake_of_hotkey(hotkey, netuid);
            return InheritedStake {
                alpha: own,
                tao: own,
                weight: inherit::stake_weight(own.to_u64(), own.to_u64(), tao_weight),
                parents: 0,
            };
        }
        let children = ChildKeys::<T>::get(hotkey, netuid);
        let parents = ParentKeys::<T>::get(hotkey, netuid);
        let alpha = Self::inherit(hotkey, netuid, &children, &parents);
        let tao = Self::inherit(hotkey, NetUid::ROOT, &children, &parents);
        InheritedStake {
            alpha: alpha.into(),
            tao: tao.into(),
            weight: inherit::stake_weight(alpha, tao, tao_weight),
            parents: parents.len() as u64,
        }
    }

    /// The stake weights of the neurons of a subnet, in the order of `hotkeys`, and how many
    /// parents they have together.
    pub(crate) fn stake_weights(netuid: NetUid, hotkeys: &[T::AccountId]) -> (Vec<I64F64>, u64) {
        let tao_weight = Self::tao_weight();
        let mut parents = 0u64;
        let weights = hotkeys
            .iter()
            .map(|hotkey| {
                let stake = Self::inherited_stake_at(hotkey, netuid, tao_weight);
                parents = parents.saturating_add(stake.parents);
                stake.weight
            })
            .collect();
        (weights, parents)
    }

    /// Stake of a hotkey on `network`, less what its children get, plus what its parents give.
    fn inherit(
        hotkey: &T::AccountId,
        network: NetUid,
        children: &Relations<T::AccountId>,
        parents: &Relations<T::AccountId>,
    ) -> u64 {
        let own = Self::stake_of_hotkey(hotkey, network).to_u64();
        inherit::inherited(
            own,
            children.iter().map(|(proportion, _)| *proportion),
            parents.iter().map(|(proportion, parent)| {
                (Self::stake_of_hotkey(parent, network).to_u64(), *proportion)
            }),
        )
    }
}
