//! Time in blocks, and the parameters that have a shorter value on a fast chain.

use crate::{BlockNumber, Runtime};
use frame_support::traits::{ConstU8, ConstU16, ConstU32, ConstU64};
use pallet_chain_settings::Paced;

/// Blocks of twelve seconds in a minute.
pub const MINUTES: BlockNumber = 5;
/// Blocks of twelve seconds in an hour.
pub const HOURS: BlockNumber = 60 * MINUTES;
/// Blocks of twelve seconds in a day.
pub const DAYS: BlockNumber = 24 * HOURS;

impl pallet_chain_settings::Config for Runtime {}

/// Tempo of a new subnet, in blocks.
pub type InitialTempo = Paced<Runtime, ConstU16<360>, ConstU16<10>>;
/// Blocks between two changes of a child-key take.
pub type InitialTxChildKeyTakeRateLimit = Paced<Runtime, ConstU64<216_000>, ConstU64<5>>;
/// Blocks between the announcement of a coldkey swap and the swap.
pub type InitialColdkeySwapAnnouncementDelay = Paced<Runtime, ConstU32<36_000>, ConstU32<50>>;
/// Blocks before a coldkey swap may be announced anew.
pub type InitialColdkeySwapReannouncementDelay = Paced<Runtime, ConstU32<7_200>, ConstU32<10>>;
/// Blocks between two swaps of a hotkey on one subnet.
pub type HotkeySwapOnSubnetInterval = Paced<Runtime, ConstU64<7_200>, ConstU64<1>>;
/// Epochs that may run in one block.
pub type InitialMaxEpochsPerBlock = Paced<Runtime, ConstU8<2>, ConstU8<32>>;
/// Blocks between two trimmings of the neurons of a subnet.
pub type MaxUidsTrimmingRateLimit = Paced<Runtime, ConstU64<216_000>, ConstU64<1>>;
/// Blocks that a change of children waits before it takes effect.
pub type InitialPendingChildKeyCooldown = Paced<Runtime, ConstU64<7_200>, ConstU64<15>>;
/// Blocks between two changes of the number of mechanisms, or of their emission split.
pub type MechanismRateLimit = Paced<Runtime, ConstU64<7_200>, ConstU64<1>>;
