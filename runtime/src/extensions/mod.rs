//! What a transaction carries besides its call, and the checks that run before the call.
//!
//! Order, identifiers and encodings are part of what wallets sign. On the wire an extrinsic carries
//! the era, the compact nonce, the compact tip and one byte for the metadata hash, in this order;
//! everything else encodes to nothing.

mod nonce;
mod payment;
mod reserved;
mod subtensor;
mod sudo;

pub use nonce::CheckNonce;
pub use payment::ChargeTransactionPayment;
pub use reserved::{CheckShieldedTxValidity, DrandPriority};
pub use subtensor::{SubtensorTransactionExtension, passes_coldkey_swap_guard, validity_code};
pub use sudo::SudoTransactionExtension;

use crate::{Balance, Nonce, Runtime};
use sp_runtime::generic::Era;

/// The extensions of a transaction in the order of the signed payload.
///
/// The nesting leaves no trace in encoding or metadata: it only keeps within the largest tuple that
/// the SDK supports.
pub type TxExtension = (
    (
        frame_system::CheckNonZeroSender<Runtime>,
        frame_system::CheckSpecVersion<Runtime>,
        frame_system::CheckTxVersion<Runtime>,
        frame_system::CheckGenesis<Runtime>,
        frame_system::CheckMortality<Runtime>,
        CheckNonce,
        frame_system::CheckWeight<Runtime>,
    ),
    (
        ChargeTransactionPayment,
        SudoTransactionExtension,
        CheckShieldedTxValidity,
        SubtensorTransactionExtension,
        DrandPriority,
        frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
    ),
);

/// The extensions of a transaction that lives for `era`, is the `nonce`-th of its sender, tips
/// `tip` rao and does not commit to the metadata.
pub fn tx_extension(era: Era, nonce: Nonce, tip: Balance) -> TxExtension {
    (
        (
            frame_system::CheckNonZeroSender::new(),
            frame_system::CheckSpecVersion::new(),
            frame_system::CheckTxVersion::new(),
            frame_system::CheckGenesis::new(),
            frame_system::CheckMortality::from(era),
            CheckNonce::from(nonce),
            frame_system::CheckWeight::new(),
        ),
        (
            ChargeTransactionPayment::from(tip),
            SudoTransactionExtension,
            CheckShieldedTxValidity,
            SubtensorTransactionExtension,
            DrandPriority,
            frame_metadata_hash_extension::CheckMetadataHash::new(false),
        ),
    )
}
