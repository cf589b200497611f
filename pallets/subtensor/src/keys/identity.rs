//! What the owner of a coldkey says of himself.

use frame_support::ensure;
use myelin_types::frozen::ChainIdentityV2;
use sp_runtime::DispatchResult;

use crate::pallet::*;

/// Longest name, address or handle, in bytes.
const SHORT: usize = 256;
/// Longest text, in bytes.
const LONG: usize = 1024;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::set_identity`].
    pub(crate) fn do_set_identity(
        coldkey: &T::AccountId,
        identity: ChainIdentityV2,
    ) -> DispatchResult {
        let registered = OwnedHotkeys::<T>::get(coldkey)
            .iter()
            .any(|hotkey| IsNetworkMember::<T>::iter_prefix_values(hotkey).any(|member| member));
        ensure!(registered, Error::<T>::HotKeyNotRegisteredInNetwork);
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
