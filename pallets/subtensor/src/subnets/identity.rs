//! What the owner of a subnet says of it.

use frame_support::ensure;
use myelin_types::{NetUid, frozen::SubnetIdentityV3};
use sp_runtime::{DispatchError, DispatchResult};

use crate::pallet::*;

/// Longest name of a subnet and longest Discord handle, in bytes.
const SHORT: usize = 256;
/// Longest other field, in bytes.
const LONG: usize = 1024;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::set_subnet_identity`].
    pub(crate) fn do_set_subnet_identity(
        who: &T::AccountId,
        netuid: NetUid,
        identity: SubnetIdentityV3,
    ) -> DispatchResult {
        ensure!(
            SubnetOwner::<T>::try_get(netuid).is_ok_and(|owner| owner == *who),
            Error::<T>::NotSubnetOwner
        );
        Self::ensure_subnet_identity_valid(&identity)?;
        Self::store_subnet_identity(netuid, identity);
        Ok(())
    }

    /// Errors: `InvalidIdentity` when a field is too long.
    pub(crate) fn ensure_subnet_identity_valid(
        identity: &SubnetIdentityV3,
    ) -> Result<(), DispatchError> {
        let fields = [
            (&identity.subnet_name, SHORT),
            (&identity.github_repo, LONG),
            (&identity.subnet_contact, LONG),
            (&identity.subnet_url, LONG),
            (&identity.discord, SHORT),
            (&identity.description, LONG),
            (&identity.logo_url, LONG),
            (&identity.additional, LONG),
        ];
        ensure!(
            fields.iter().all(|(field, limit)| field.len() <= *limit),
            Error::<T>::InvalidIdentity
        );
        Ok(())
    }

    /// Stores an identity that was found valid.
    pub(crate) fn store_subnet_identity(netuid: NetUid, identity: SubnetIdentityV3) {
        SubnetIdentitiesV3::<T>::insert(netuid, identity);
        Self::deposit_event(Event::SubnetIdentitySet(netuid));
    }
}
