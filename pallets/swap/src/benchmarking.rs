//! Measures the calls and the end of a block. `scripts/bench.sh --frame` runs this and writes the
//! weights.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark that cannot build its state has failed"
)]

use frame_benchmarking::v2::*;
use frame_support::{assert_err, traits::Get};
use frame_system::RawOrigin;
use myelin_types::market::SubnetPools;

use crate::pallet::*;

/// Subnets that exist by default, root among them.
const MOST_SUBNETS: u32 = 129;

/// The subnets, which are made by the pallet behind [`Config::Pools`].
pub trait BenchmarkHelper {
    /// Lets so many subnets exist, root among them, each but root with a pool.
    fn subnets(count: u32);
}

/// For runtimes in which the pallet is not measured.
impl BenchmarkHelper for () {
    fn subnets(_: u32) {}
}

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

    /// Every price has changed.
    #[benchmark]
    fn record_prices(n: Linear<2, MOST_SUBNETS>) {
        T::BenchmarkHelper::subnets(n);
        let _ = AlphaSqrtPrice::<T>::clear(u32::MAX, None);

        #[block]
        {
            Pallet::<T>::record_prices();
        }

        assert_eq!(AlphaSqrtPrice::<T>::iter().count() as u32, n - 1);
    }

    impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
