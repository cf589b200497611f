//! Items that most subnets leave at their default. What differs from it is read for all subnets at
//! once, so that a block does not ask every subnet for values it does not have.

use alloc::collections::BTreeMap;

use codec::FullCodec;
use frame_support::{IterableStorageMap, storage::generator::StorageMap};
use myelin_types::NetUid;

/// One value for each subnet: those that are stored, and the default of the item for the others.
pub(crate) struct Overrides<V> {
    stored: BTreeMap<NetUid, V>,
    default: V,
}

impl<V: FullCodec + Copy> Overrides<V> {
    /// Reads one key for each stored value, and one more to see the end of the item.
    pub fn load<Item>() -> Self
    where
        Item: StorageMap<NetUid, V, Query = V> + IterableStorageMap<NetUid, V>,
    {
        Self {
            stored: <Item as IterableStorageMap<NetUid, V>>::iter().collect(),
            default: Item::from_optional_value_to_query(None),
        }
    }

    /// The value of a subnet.
    pub fn get(&self, netuid: NetUid) -> V {
        self.stored.get(&netuid).copied().unwrap_or(self.default)
    }
}
