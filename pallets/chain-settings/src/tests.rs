//! The settings of a chain: defaults, a fast chain, and what genesis refuses.

use crate::{self as pallet_chain_settings, GenesisConfig, MinimumPeriod, OwnChainId, Paced};
use frame_support::{
    derive_impl,
    traits::{ConstU16, Get},
};
use sp_io::TestExternalities;
use sp_runtime::BuildStorage;

type Tempo = Paced<Test, ConstU16<360>, ConstU16<10>>;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system,
        ChainSettings: pallet_chain_settings,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = frame_system::mocking::MockBlock<Test>;
}

impl crate::Config for Test {}

fn chain(block_time: u64, fast_values: bool) -> Result<TestExternalities, String> {
    RuntimeGenesisConfig {
        chain_settings: GenesisConfig {
            block_time,
            fast_values,
            ..Default::default()
        },
        ..Default::default()
    }
    .build_storage()
    .map(Into::into)
}

#[test]
fn a_chain_has_the_number_of_a_local_one_unless_it_says_otherwise() -> Result<(), String> {
    chain(250, true)?.execute_with(|| assert_eq!(OwnChainId::<Test>::get(), 42));
    let settings = GenesisConfig {
        chain_id: 964,
        ..Default::default()
    };
    let config = RuntimeGenesisConfig {
        chain_settings: settings,
        ..Default::default()
    };
    TestExternalities::from(config.build_storage()?)
        .execute_with(|| assert_eq!(OwnChainId::<Test>::get(), 964));
    Ok(())
}

#[test]
fn a_chain_without_settings_runs_at_production_pace() {
    TestExternalities::default().execute_with(|| {
        assert_eq!(MinimumPeriod::<Test>::get(), 6_000);
        assert_eq!(<Tempo as Get<u16>>::get(), 360);
    });
}

#[test]
fn a_fast_chain_halves_its_block_time_and_uses_fast_values() -> Result<(), String> {
    chain(250, true)?.execute_with(|| {
        assert_eq!(MinimumPeriod::<Test>::get(), 125);
        assert_eq!(<Tempo as Get<u16>>::get(), 10);
    });
    Ok(())
}

#[test]
fn the_block_time_and_the_pace_are_independent() -> Result<(), String> {
    chain(250, false)?.execute_with(|| {
        assert_eq!(MinimumPeriod::<Test>::get(), 125);
        assert_eq!(<Tempo as Get<u16>>::get(), 360);
    });
    Ok(())
}

#[test]
#[should_panic(expected = "chainSettings.blockTime must be an even number of milliseconds")]
fn an_odd_block_time_is_refused_at_genesis() {
    let _ = chain(251, true);
}

#[test]
#[should_panic(expected = "at least 2")]
fn a_block_time_of_zero_is_refused_at_genesis() {
    let _ = chain(0, true);
}
