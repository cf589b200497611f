//! What the owner of a coldkey says of himself.

use alloc::vec::Vec;

use frame_support::{dispatch::DispatchResultWithPostInfo, ensure, weights::Weight};
use myelin_types::frozen::ChainIdentityV2;
use sp_runtime::DispatchResult;

use super::listed::Listed;
use crate::{WeightInfo, hooks::PER_OWNED_HOTKEY, pallet::*, weight_info::weighing};

/// Hotkeys of a coldkey that are looked at for a registered one.
pub(crate) const MOST_HOTKEYS: usize = 256;
/// Longest name, address or handle, in bytes.
const SHORT: usize = 256;
/// Longest text, in bytes.
const LONG: usize = 1024;

impl<T: Config> Pallet<T> {
    /// The most that setting an identity weighs.
    pub(crate) fn most_for_identity() -> Weight {
        Self::weight_of_identity(MOST_HOTKEYS)
    }

    /// What setting an identity weighs when so many hotkeys are looked at.
    fn weight_of_identity(hotkeys: usize) -> Weight {
        T::WeightInfo::set_identity()
            .saturating_add(PER_OWNED_HOTKEY.times::<T>(hotkeys.saturating_sub(1) as u64))
    }

    /// See [`Pallet::set_identity`]. Weighs the hotkeys that were looked at.
    pub(crate) fn do_set_identity(
        coldkey: &T::AccountId,
        identity: ChainIdentityV2,
    ) -> DispatchResultWithPostInfo {
        let listed = Listed::at(OwnedHotkeys::<T>::hashed_key_for(coldkey));
        let owned: Vec<T::AccountId> = listed.get(0..MOST_HOTKEYS);
        let is_member = |hotkey| IsNetworkMember::<T>::iter_prefix_values(hotkey).any(|it| it);
        let before = owned.iter().position(is_member);
        let looked_at = before.map_or(owned.len(), |before| before.saturating_add(1));
        let result = match before {
            Some(_) => Self::store_identity(coldkey, identity),
            None => Err(Error::<T>::HotKeyNotRegisteredInNetwork.into()),
        };
        weighing(Self::weight_of_identity(looked_at), result)
    }

    fn store_identity(coldkey: &T::AccountId, identity: ChainIdentityV2) -> DispatchResult {
        let fields = [
            (&identity.name, SHORT),
            (&identity.url, SHORT),
            (&identity.github_repo, SHORT),
            (&identity.image, LONG),
            (&identity.discord, SHORT),
            (&identity.description, LONG),
            (&identity.additional, LONG),
        ];
        ensure!(
            fields.iter().all(|(field, limit)| field.len() <= *limit),
            Error::<T>::InvalidIdentity
        );
        IdentitiesV2::<T>::insert(coldkey, identity);
        Self::deposit_event(Event::ChainIdentitySet(coldkey.clone()));
        Ok(())
    }
}
