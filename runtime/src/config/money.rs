//! Balances, and the payment of transactions.

use crate::{
    Balance, Runtime, RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, System,
    fees::{LengthToFee, TaoOrAlpha, WeightToFee},
};
use frame_support::traits::{ConstU8, ConstU32, ConstU64};
use pallet_transaction_payment::{ConstFeeMultiplier, Multiplier};
use sp_runtime::traits::One;

/// The smallest balance an account can hold, in rao.
pub const EXISTENTIAL_DEPOSIT: Balance = 500;

/// Rao reserved for every storage item that somebody occupies.
const DEPOSIT_PER_ITEM: Balance = 20_000_000;
/// Rao reserved for every byte that somebody occupies.
const DEPOSIT_PER_BYTE: Balance = 1_000_000;

/// Rao reserved for `items` storage items of `bytes` bytes together.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
    (items as Balance)
        .saturating_mul(DEPOSIT_PER_ITEM)
        .saturating_add((bytes as Balance).saturating_mul(DEPOSIT_PER_BYTE))
}

frame_support::parameter_types! {
    /// Fees do not follow how full blocks are.
    pub FeeMultiplier: Multiplier = Multiplier::one();
}

impl pallet_balances::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type RuntimeHoldReason = RuntimeHoldReason;
    type RuntimeFreezeReason = RuntimeFreezeReason;
    type WeightInfo = pallet_balances::weights::SubstrateWeight<Runtime>;
    type Balance = Balance;
    type DustRemoval = ();
    type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
    type AccountStore = System;
    type ReserveIdentifier = [u8; 8];
    type FreezeIdentifier = RuntimeFreezeReason;
    type MaxLocks = ConstU32<50>;
    type MaxReserves = ConstU32<50>;
    type MaxFreezes = ConstU32<50>;
    type DoneSlashHandler = ();
}

impl pallet_transaction_payment::Config for Runtime {
    type RuntimeEvent = RuntimeEvent;
    type OnChargeTransaction = TaoOrAlpha;
    type WeightToFee = WeightToFee;
    type LengthToFee = LengthToFee;
    type FeeMultiplierUpdate = ConstFeeMultiplier<FeeMultiplier>;
    type OperationalFeeMultiplier = ConstU8<5>;
    type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<Runtime>;
}
