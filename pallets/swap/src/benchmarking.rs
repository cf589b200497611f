//! Measures the calls. `scripts/bench.sh --frame` runs this and writes the weights.
//! What storing the prices at the end of a block weighs stays an estimate: subnets are made by the
//! pallet behind [`Config::Pools`].
#![allow(
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark that cannot build its state has failed"
)]

use frame_benchmarking::v2::*;
use frame_support::{assert_err, traits::Get};
use frame_system::RawOrigin;
use myelin_types::market::SubnetPools;

use crate::pallet::*;

#[benchmarks]
mod benchmarks {
    use super::*;

    #[benchmark]
    fn set_fee_rate() {
        let netuid = T::Pools::netuids()
            .find(|netuid| !netuid.is_root())
            .expect("the genesis has a subnet");
        let rate = T::MaxFeeRate::get();

        #[extrinsic_call]
        _(RawOrigin::Root, netuid, rate);

        assert_eq!(FeeRate::<T>::get(netuid), rate);
    }

    #[benchmark]
    fn deprecated() {
        let result;

        #[block]
        {
            result = Pallet::<T>::disable_lp(RawOrigin::Signed(whitelisted_caller()).into());
        }

        assert_err!(result, Error::<T>::Deprecated);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
