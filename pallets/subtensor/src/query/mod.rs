//! Answers to the runtime APIs of `pallet_subtensor_runtime_api`.
//!
//! Queries never write and never fail: what does not exist is `None` or an empty list. A per-uid
//! vector is read once, however many neurons are shown, so that the cost grows linearly with
//! their number. Functions carry the names of the API methods that they serve.
//!
//! | file | what it answers |
//! |---|---|
//! | `neurons` | one neuron, all neurons |
//! | `subnets` | subnets in brief |
//! | `hyperparams` | parameters of a subnet |
//! | `dynamic` | the pool of a subnet |
//! | `columns` | per-uid vectors in the form of the APIs |
//! | `metagraph`, `selective` | a subnet with all its neurons, whole or in parts |
//! | `state` | the per-uid vectors of a subnet |
//! | `delegates` | delegates and who delegates to them |
//! | `stake` | positions of coldkeys |
//! | `locks` | locked stake and conviction |
//! | `eligibility` | whether somebody may do something, and everything that stands in the way |
//! | `commits` | commits of weights that wait for their reveal |
//! | `epochs` | where a subnet stands between two epochs |
//! | `pages` | long lists in parts |

mod columns;
mod commits;
mod delegates;
mod dynamic;
mod eligibility;
mod epochs;
mod hyperparams;
mod locks;
mod metagraph;
mod neurons;
mod pages;
mod selective;
mod stake;
mod state;
mod subnets;

#[cfg(test)]
pub(crate) use stake::MOST_COLDKEYS;

use myelin_types::{NetUid, frozen::SubnetIdentityV3};
use pallet_subtensor_runtime_api::{CompactText, compact_text};

use crate::pallet::*;

/// Largest weight a validator may give to one neuron: no limit, in parts of 65535.
const MAX_WEIGHTS_LIMIT: u16 = u16::MAX;

/// The name that a subnet shows: that of its identity, or a built-in one.
fn subnet_name(netuid: NetUid, identity: Option<&SubnetIdentityV3>) -> CompactText {
    let own = identity.map(|identity| identity.subnet_name.as_slice());
    let built_in: &[u8] = if netuid.is_root() {
        b"root"
    } else {
        b"unknown"
    };
    compact_text(own.filter(|name| !name.is_empty()).unwrap_or(built_in))
}

impl<T: Config> Pallet<T> {
    /// Alpha that waits for the next epoch, without the parts of root and owner.
    fn pending_alpha(netuid: NetUid) -> myelin_types::AlphaBalance {
        let validators = PendingValidatorEmission::<T>::get(netuid);
        validators.saturating_add(PendingServerEmission::<T>::get(netuid))
    }
}
