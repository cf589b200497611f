//! The randomness beacon, and the transactions of its off-chain worker.

use crate::{Runtime, RuntimeCall, Timestamp, UncheckedExtrinsic, curve::Curve, weights};
use frame_support::traits::ConstU64;
use frame_system::offchain::{CreateBare, CreateTransactionBase};

impl pallet_drand::Config for Runtime {
    type Time = Timestamp;
    type Curve = Curve;
    type UnsignedPriority = ConstU64<{ 1 << 20 }>;
    type HttpFetchTimeout = ConstU64<1_000>;
    type WeightInfo = weights::pallet_drand::Measured<Runtime>;
}

impl<LocalCall> CreateTransactionBase<LocalCall> for Runtime
where
    RuntimeCall: From<LocalCall>,
{
    type Extrinsic = UncheckedExtrinsic;
    type RuntimeCall = RuntimeCall;
}

impl<LocalCall> CreateBare<LocalCall> for Runtime
where
    RuntimeCall: From<LocalCall>,
{
    fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
        UncheckedExtrinsic::new_bare(call)
    }
}
