//! What the pallets demand of their configuration.
//!
//! The SDK generates this test without a state. Here it needs one, because the slot of the chain is
//! a choice of its genesis.

use frame_support::traits::IntegrityTest;
use myelin_runtime::AllPalletsWithSystem;
use sp_io::TestExternalities;

#[test]
fn the_configuration_of_every_pallet_is_sound() {
    TestExternalities::default().execute_with(AllPalletsWithSystem::integrity_test);
}
