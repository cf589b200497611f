//! Which subnet, which of its mechanisms, and the storage key that names both.

use crate::transparent_integer;

/// Distance between the storage indices of two mechanisms of one subnet, and so the number of
/// netuids that can carry mechanisms.
pub const GLOBAL_MAX_SUBNET_COUNT: u16 = 4096;

transparent_integer!(
    /// Number of a subnet. 0 is the root network.
    NetUid(u16)
);

transparent_integer!(
    /// Number of an incentive mechanism inside a subnet. 0 is the one every subnet has.
    MechId(u8)
);

transparent_integer!(
    /// Storage key of a vector that exists once a mechanism: `netuid + 4096 * mechanism`.
    ///
    /// For mechanism 0 it equals the netuid.
    NetUidStorageIndex(u16)
);

impl NetUid {
    /// The root network, where TAO is staked one to one.
    pub const ROOT: NetUid = NetUid(0);

    /// Whether this is the root network.
    pub const fn is_root(self) -> bool {
        self.0 == Self::ROOT.0
    }
}

impl MechId {
    /// The mechanism that every subnet has.
    pub const MAIN: MechId = MechId(0);
}

impl NetUidStorageIndex {
    /// The index of `mechanism` on `netuid`.
    ///
    /// `None` when the netuid is 4096 or more while the mechanism is not the main one, or when the
    /// sum leaves u16: such a pair has no index of its own.
    pub fn new(netuid: NetUid, mechanism: MechId) -> Option<Self> {
        if mechanism == MechId::MAIN {
            return Some(Self::main(netuid));
        }
        if netuid.0 >= GLOBAL_MAX_SUBNET_COUNT {
            return None;
        }
        u16::from(mechanism.0)
            .checked_mul(GLOBAL_MAX_SUBNET_COUNT)?
            .checked_add(netuid.0)
            .map(Self)
    }

    /// The index of the main mechanism of `netuid`.
    pub const fn main(netuid: NetUid) -> Self {
        Self(netuid.0)
    }

    /// The subnet and the mechanism behind this index.
    pub const fn split(self) -> (NetUid, MechId) {
        let netuid = self.0 % GLOBAL_MAX_SUBNET_COUNT;
        let mechanism = self.0 / GLOBAL_MAX_SUBNET_COUNT;
        // At most 65535 / 4096 = 15: it fits.
        (NetUid(netuid), MechId(mechanism as u8))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]
    use super::*;
    use codec::{Compact, Decode, Encode};
    use scale_info::{TypeDef, TypeDefPrimitive, TypeInfo};

    #[test]
    fn a_storage_index_counts_mechanisms_in_steps_of_4096() {
        let index = NetUidStorageIndex::new(NetUid(7), MechId(2)).unwrap();
        assert_eq!(index.0, 8199);
        assert_eq!(index.split(), (NetUid(7), MechId(2)));
        assert_eq!(NetUidStorageIndex::main(NetUid(7)).0, 7);
    }

    #[test]
    fn a_pair_without_an_index_of_its_own_is_refused() {
        assert_eq!(NetUidStorageIndex::new(NetUid(4096), MechId(1)), None);
        assert_eq!(NetUidStorageIndex::new(NetUid(1), MechId(16)), None);
    }

    #[test]
    fn clients_see_a_plain_integer() {
        let info = NetUid::type_info();
        assert!(matches!(
            info.type_def,
            TypeDef::Primitive(TypeDefPrimitive::U16)
        ));
        assert!(info.path.segments.is_empty());
        assert_eq!(NetUid(258).encode(), [2, 1]);
        assert_eq!(Compact(NetUid(64)).encode(), Compact(64u16).encode());
        let decoded = Compact::<NetUid>::decode(&mut &Compact(64u16).encode()[..]).unwrap();
        assert_eq!(decoded.0, NetUid(64));
    }
}
