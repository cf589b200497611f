//! Slots and time stamps.

use std::{
    error::Error,
    sync::{Arc, OnceLock},
};

use myelin_runtime::opaque::Block;
use sp_consensus_aura::{
    SlotDuration,
    inherents::InherentDataProvider as SlotProvider,
    sr25519::{AuthorityId, AuthoritySignature},
};
use sp_runtime::traits::Header;
use sp_timestamp::InherentDataProvider as TimestampProvider;

use super::{FullClient, Hash};

/// An error of the inherent data, as the SDK passes it on.
type BoxedError = Box<dyn Error + Send + Sync>;

/// The clock of a chain: knows how long a slot is. Genesis fixes that for good, so the runtime is
/// asked once only, as soon as there is a state to ask.
#[derive(Clone)]
pub struct Clock {
    client: Arc<FullClient>,
    slot_duration: Arc<OnceLock<SlotDuration>>,
}

impl Clock {
    /// The clock of the chain `client` works on.
    pub fn new(client: Arc<FullClient>) -> Self {
        Self {
            client,
            slot_duration: Arc::default(),
        }
    }

    /// Length of a slot, as the state of block `at` has it.
    ///
    /// # Errors
    ///
    /// When that state is not there.
    pub fn slot_duration(&self, at: Hash) -> Result<SlotDuration, BoxedError> {
        if let Some(known) = self.slot_duration.get() {
            return Ok(*known);
        }
        let duration = sc_consensus_aura::standalone::slot_duration_at::<AuthorityId, _, _>(
            &*self.client,
            at,
        )?;
        Ok(*self.slot_duration.get_or_init(|| duration))
    }

    /// Slot and time stamp of a block on top of `parent`, by the clock of this machine.
    ///
    /// # Errors
    ///
    /// When the slot duration is not known.
    pub fn real_time(&self, parent: Hash) -> Result<(SlotProvider, TimestampProvider), BoxedError> {
        let timestamp = TimestampProvider::from_system_time();
        let slot =
            SlotProvider::from_timestamp_and_slot_duration(*timestamp, self.slot_duration(parent)?);
        Ok((slot, timestamp))
    }

    /// Time stamp of a block on top of `parent` that is sealed without consensus: it starts at 0
    /// and grows by one slot with each block, whatever this machine's clock says.
    ///
    /// # Errors
    ///
    /// When `parent` is unknown or carries no slot.
    pub fn block_time(&self, parent: Hash) -> Result<TimestampProvider, BoxedError> {
        let header = self
            .client
            .header(parent)?
            .ok_or_else(|| format!("block {parent} is not known"))?;
        let slot =
            sc_consensus_aura::standalone::find_pre_digest::<Block, AuthoritySignature>(&header)
                .map_err(|cause| format!("block {}: {cause}", header.number()))?;
        let duration = self.slot_duration(parent)?;
        let timestamp = u64::from(slot)
            .checked_add(1)
            .and_then(|next| next.checked_mul(duration.as_millis()))
            .ok_or("the slot number is too large")?;
        Ok(TimestampProvider::new(timestamp.into()))
    }
}
