//! Lists of accounts, of which only what is asked for comes into memory.
//!
//! A coldkey may own as many hotkeys as it likes and others may lengthen the list of those it stakes
//! to, so nothing that a call or a block does decodes or searches a whole list. The node still copies
//! what it stores as one value.

use alloc::{vec, vec::Vec};
use core::{marker::PhantomData, ops::Range};

use codec::{Compact, CompactLen, Decode, MaxEncodedLen};

/// The longest encoding of a number of entries.
const LONGEST_COUNT: usize = 5;

/// A list of accounts, all of whose encodings are equally long, where it is stored.
pub(crate) struct Listed<AccountId> {
    key: Vec<u8>,
    /// Accounts in the list.
    pub len: usize,
    /// Bytes before the first of them.
    prefix: usize,
    accounts: PhantomData<AccountId>,
}

impl<AccountId: Decode + MaxEncodedLen> Listed<AccountId> {
    /// The list under a key of the storage, empty where there is none.
    pub fn at(key: Vec<u8>) -> Self {
        let count = bytes(&key, 0, LONGEST_COUNT);
        let len = Compact::<u32>::decode(&mut count.as_slice()).map_or(0, |count| count.0);
        Self {
            key,
            len: len as usize,
            prefix: Compact::<u32>::compact_len(&len),
            accounts: PhantomData,
        }
    }

    /// The accounts in these places, as far as there are any.
    pub fn get(&self, places: Range<usize>) -> Vec<AccountId> {
        let size = AccountId::max_encoded_len();
        let end = places.end.min(self.len);
        let count = end.saturating_sub(places.start);
        let from = self
            .prefix
            .saturating_add(size.saturating_mul(places.start));
        let bytes = bytes(&self.key, from, size.saturating_mul(count));
        bytes
            .chunks_exact(size.max(1))
            .filter_map(|mut account| AccountId::decode(&mut account).ok())
            .collect()
    }

    /// So many accounts from this place on, which is one of the list, after the last the first; each at
    /// most once.
    pub fn round(&self, start: usize, count: usize) -> Vec<AccountId> {
        let count = count.min(self.len);
        let end = start.saturating_add(count);
        let mut accounts = self.get(start..end);
        accounts.extend(self.get(0..end.saturating_sub(self.len)));
        accounts
    }
}

/// At most so many bytes of a stored value.
fn bytes(key: &[u8], from: usize, most: usize) -> Vec<u8> {
    let mut bytes = vec![0; most];
    let left = sp_io::storage::read(key, &mut bytes, from as u32).unwrap_or_default();
    bytes.truncate(left as usize);
    bytes
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a test may fail loudly")]

    use codec::Encode;
    use sp_runtime::AccountId32;

    use super::Listed;

    fn accounts(count: u32) -> Vec<AccountId32> {
        (0..count)
            .map(|number| {
                let mut bytes = [7; 32];
                bytes[..4].copy_from_slice(&number.to_le_bytes());
                bytes.into()
            })
            .collect()
    }

    #[test]
    fn parts_of_a_list_are_those_of_the_decoded_list() {
        sp_io::TestExternalities::default().execute_with(|| {
            // The number of accounts is encoded in one, two and four bytes.
            for count in [1, 63, 64, 16_383, 16_384] {
                let all = accounts(count);
                sp_io::storage::set(b"list", &all.encode());
                let listed = Listed::<AccountId32>::at(b"list".to_vec());
                assert_eq!(listed.len, all.len());
                assert_eq!(listed.get(0..all.len()), all);
                assert_eq!(listed.get(0..1), all[..1]);
                assert_eq!(
                    listed.get(all.len() - 1..all.len() + 5),
                    all[all.len() - 1..]
                );
                assert_eq!(listed.get(all.len()..all.len() + 1), []);
                let last = all.len() - 1;
                let in_turn = all.iter().cycle().skip(last).take(all.len().min(3));
                assert_eq!(listed.round(last, 3), in_turn.cloned().collect::<Vec<_>>());
            }
        });
    }

    #[test]
    fn where_nothing_is_stored_the_list_is_empty() {
        sp_io::TestExternalities::default().execute_with(|| {
            let listed = Listed::<AccountId32>::at(b"list".to_vec());
            assert_eq!(listed.len, 0);
            assert_eq!(listed.get(0..5), []);
            assert_eq!(listed.round(0, 5), []);
        });
    }
}
