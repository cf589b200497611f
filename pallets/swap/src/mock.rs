//! A runtime with this pallet and made-up subnets.
#![allow(clippy::unwrap_used, reason = "test code")]

use std::collections::BTreeMap;

use core::num::NonZeroU64;
use frame_support::{PalletId, derive_impl, parameter_types};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    market::{DYNAMIC_MECHANISM, SubnetPools},
};
use sp_runtime::BuildStorage;

use crate::{Pallet, weights::EstimatedWeight};

type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system = 0,
        Swap: crate = 28,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
}

/// What the tests keep of a subnet.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subnet {
    pub mechanism: u16,
    pub tao: u64,
    pub alpha: u64,
}

parameter_types! {
    pub static Subnets: BTreeMap<u16, Subnet> = BTreeMap::new();
    pub static MinReserve: u64 = 1;
    pub const ProtocolId: PalletId = PalletId(*b"ten/swap");
    pub const MaxFeeRate: u16 = 10_000;
    pub const MinimumLiquidity: u64 = 1_000;
    pub MinimumReserve: NonZeroU64 = NonZeroU64::new(MinReserve::get()).unwrap();
}

/// The subnets of the tests.
pub struct Pools;

impl Pools {
    fn get(netuid: NetUid) -> Subnet {
        Subnets::get().get(&netuid.0).copied().unwrap_or_default()
    }
}

impl SubnetPools for Pools {
    fn exists(netuid: NetUid) -> bool {
        Subnets::get().contains_key(&netuid.0)
    }

    fn netuids() -> impl Iterator<Item = NetUid> {
        Subnets::get().into_keys().map(NetUid)
    }

    fn count() -> u16 {
        Subnets::get().len() as u16
    }

    fn mechanism(netuid: NetUid) -> u16 {
        Self::get(netuid).mechanism
    }

    fn tao_reserve(netuid: NetUid) -> TaoBalance {
        TaoBalance(Self::get(netuid).tao)
    }

    fn alpha_reserve(netuid: NetUid) -> AlphaBalance {
        AlphaBalance(Self::get(netuid).alpha)
    }

    fn clear_reserves(netuid: NetUid) {
        Subnets::mutate(|subnets| {
            if let Some(subnet) = subnets.get_mut(&netuid.0) {
                subnet.tao = 0;
                subnet.alpha = 0;
            }
        });
    }
}

impl crate::Config for Test {
    type Pools = Pools;
    type ProtocolId = ProtocolId;
    type MaxFeeRate = MaxFeeRate;
    type MinimumLiquidity = MinimumLiquidity;
    type MinimumReserve = MinimumReserve;
    type WeightInfo = EstimatedWeight<Test>;
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Pools;
}

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Pools {
    fn subnets(count: u32) {
        let pool = Subnet {
            mechanism: DYNAMIC_MECHANISM,
            tao: 1_000_000_000,
            alpha: 2_000_000_000,
        };
        Subnets::set((0..count as u16).map(|netuid| (netuid, pool)).collect());
    }
}

/// The dynamic subnet of most tests.
pub const NETUID: NetUid = NetUid(1);

/// A subnet without a pool.
pub const STABLE: NetUid = NetUid(2);

/// A subnet that does not exist.
pub const MISSING: NetUid = NetUid(9);

/// Sets the reserves of [`NETUID`].
pub fn set_reserves(tao: u64, alpha: u64) {
    let subnet = Subnet {
        mechanism: DYNAMIC_MECHANISM,
        tao,
        alpha,
    };
    Subnets::mutate(|subnets| subnets.insert(NETUID.0, subnet));
}

/// Runs `test` on a chain with the root network, [`NETUID`] with the given reserves and [`STABLE`],
/// then checks all stored state.
pub fn with_pool(tao: u64, alpha: u64, test: impl FnOnce()) {
    chain(tao, alpha).execute_with(|| {
        test();
        Pallet::<Test>::do_try_state().unwrap();
    });
}

/// The chain of the benchmarks.
#[cfg(feature = "runtime-benchmarks")]
pub fn new_test_ext() -> sp_io::TestExternalities {
    chain(1_000_000_000, 1_000_000_000)
}

fn chain(tao: u64, alpha: u64) -> sp_io::TestExternalities {
    Subnets::set(BTreeMap::from([
        (NetUid::ROOT.0, Subnet::default()),
        (STABLE.0, Subnet::default()),
    ]));
    MinReserve::set(1);
    set_reserves(tao, alpha);
    let storage = frame_system::GenesisConfig::<Test>::default()
        .build_storage()
        .unwrap();
    let mut ext = sp_io::TestExternalities::new(storage);
    ext.execute_with(|| System::set_block_number(1));
    ext
}
