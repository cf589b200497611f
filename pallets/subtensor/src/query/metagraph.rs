//! A subnet with all its neurons: the queries.

use alloc::vec::Vec;

use myelin_types::{MechId, NetUid, NetUidStorageIndex};
use pallet_subtensor_runtime_api::{Metagraph, SelectiveMetagraph, metagraph::WHOLE_FIELDS};

use super::selective::Fields;
use crate::pallet::*;

impl<T: Config> Pallet<T> {
    /// The metagraph of a subnet, seen from its main mechanism.
    pub fn get_metagraph(netuid: NetUid) -> Option<Metagraph> {
        Self::get_mechagraph(netuid, MechId::MAIN)
    }

    /// The metagraphs of all subnets, by netuid.
    pub fn get_all_metagraphs() -> Vec<Option<Metagraph>> {
        Self::for_all_subnets(Self::get_metagraph)
    }

    /// The metagraph of a subnet, seen from one of its mechanisms. Its field `netuid` holds the
    /// storage index of the mechanism.
    pub fn get_mechagraph(netuid: NetUid, mecid: MechId) -> Option<Metagraph> {
        let index = Self::mechanism_index(netuid, mecid)?;
        let whole = Fields::of((0..WHOLE_FIELDS).collect());
        let mut graph = Self::metagraph_fields(netuid, index, whole);
        graph.netuid = NetUid(index.0);
        graph.complete()
    }

    /// The metagraphs of all mechanisms, by netuid, then by mechanism.
    pub fn get_all_mechagraphs() -> Vec<Option<Metagraph>> {
        Self::all_netuids()
            .into_iter()
            .flat_map(|netuid| {
                (0..Self::mechanism_count(netuid))
                    .map(move |mecid| Self::get_mechagraph(netuid, MechId(mecid)))
            })
            .collect()
    }

    /// The listed fields of the metagraph of a subnet; unknown numbers are ignored.
    pub fn get_selective_metagraph(
        netuid: NetUid,
        metagraph_indexes: Vec<u16>,
    ) -> Option<SelectiveMetagraph> {
        Self::get_selective_mechagraph(netuid, MechId::MAIN, metagraph_indexes)
    }

    /// The same, seen from one of its mechanisms; the field `netuid` is that of the subnet.
    pub fn get_selective_mechagraph(
        netuid: NetUid,
        subid: MechId,
        metagraph_indexes: Vec<u16>,
    ) -> Option<SelectiveMetagraph> {
        let index = Self::mechanism_index(netuid, subid)?;
        let fields = Fields::of(metagraph_indexes);
        Some(Self::metagraph_fields(netuid, index, fields))
    }

    /// The storage index of a mechanism that exists.
    fn mechanism_index(netuid: NetUid, mechanism: MechId) -> Option<NetUidStorageIndex> {
        Self::ensure_mechanism_exists(netuid, mechanism).ok()
    }
}
