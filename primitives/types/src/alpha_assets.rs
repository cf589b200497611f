//! The ledger of alpha: how much of each subnet's token was minted, burned and recycled.
//!
//! The ledger only counts. Where the alpha goes is told by the pools and by the stake positions;
//! swaps move alpha between these and leave the ledger alone. Spec: staking section 22.

use crate::{AlphaBalance, NetUid};

/// Counts the alpha of each subnet. Counters clamp, and an amount of zero writes nothing.
pub trait AlphaLedger {
    /// Counts `amount` as newly created.
    fn mint(netuid: NetUid, amount: AlphaBalance);

    /// Counts `amount` as burned: gone for its holder, still part of the issuance.
    fn burn(netuid: NetUid, amount: AlphaBalance);

    /// Counts `amount` as recycled: it leaves the issuance and can be created again.
    fn recycle(netuid: NetUid, amount: AlphaBalance);

    /// Forgets a subnet that ends: the next one with its netuid starts from nothing.
    fn clear(netuid: NetUid);
}
