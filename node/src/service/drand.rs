//! What the off-chain worker that fetches pulses of the randomness beacon needs to be given: a key
//! to sign its transactions with, and the servers to ask.

use codec::Encode;
use pallet_drand::{ENDPOINTS_KEY, KEY_TYPE, worker::TROUBLE_KEY};
use sp_core::offchain::{DbExternalities, StorageKind};
use sp_keystore::Keystore;

use crate::error::Error;

/// Makes the key unless there is one. Anybody's key will do: what counts is that the pulse is
/// signed by the beacon.
///
/// # Errors
///
/// When the key cannot be stored.
pub fn ensure_key(keystore: &dyn Keystore) -> Result<(), Error> {
    if keystore.sr25519_public_keys(KEY_TYPE).is_empty() {
        keystore
            .sr25519_generate_new(KEY_TYPE, None)
            .map_err(|cause| Error::Keystore(cause.to_string()))?;
    }
    Ok(())
}

/// Names the servers to ask. Without any the runtime asks the public ones, also when an earlier
/// start named others. Whether they answer is told anew.
pub fn set_endpoints(database: &mut impl DbExternalities, endpoints: &[String]) {
    database.local_storage_clear(StorageKind::PERSISTENT, TROUBLE_KEY);
    if endpoints.is_empty() {
        database.local_storage_clear(StorageKind::PERSISTENT, ENDPOINTS_KEY);
    } else {
        let addresses: Vec<_> = endpoints.iter().map(String::as_bytes).collect();
        database.local_storage_set(StorageKind::PERSISTENT, ENDPOINTS_KEY, &addresses.encode());
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use codec::Decode;
    use sp_core::offchain::storage::{InMemOffchainStorage, OffchainDb};
    use sp_keystore::testing::MemoryKeystore;

    use super::*;

    #[test]
    fn the_key_is_made_once() {
        let keystore = MemoryKeystore::new();
        ensure_key(&keystore).unwrap();
        let made = keystore.sr25519_public_keys(KEY_TYPE);
        assert_eq!(made.len(), 1);
        ensure_key(&keystore).unwrap();
        assert_eq!(keystore.sr25519_public_keys(KEY_TYPE), made);
    }

    #[test]
    fn servers_are_remembered_until_a_start_names_none() {
        let mut database = OffchainDb::new(InMemOffchainStorage::default());
        let named = ["http://127.0.0.1:8080".into(), "https://example.com".into()];
        set_endpoints(&mut database, &named);
        let stored = database.local_storage_get(StorageKind::PERSISTENT, ENDPOINTS_KEY);
        assert_eq!(
            Vec::<Vec<u8>>::decode(&mut &stored.unwrap()[..]).unwrap(),
            named.map(String::into_bytes)
        );
        set_endpoints(&mut database, &[]);
        let stored = database.local_storage_get(StorageKind::PERSISTENT, ENDPOINTS_KEY);
        assert_eq!(stored, None);
    }
}
