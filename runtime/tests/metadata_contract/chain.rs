//! The metadata of a chain of one kind or the other.

use frame_metadata::{
    RuntimeMetadata, RuntimeMetadataPrefixed,
    v14::{PalletMetadata, RuntimeMetadataV14},
};
use myelin_runtime::{Runtime, metadata};
use scale_info::form::PortableForm;

/// Which of the values `a / b` of the tables a chain has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    Production,
    Fast,
}

impl Pace {
    pub const BOTH: [Pace; 2] = [Pace::Production, Pace::Fast];
}

/// Runs something on a chain of this kind.
pub fn on_a_chain<Out>(pace: Pace, run: impl FnOnce() -> Out) -> Out {
    sp_io::TestExternalities::default().execute_with(|| {
        if pace == Pace::Fast {
            pallet_chain_settings::FastValues::<Runtime>::put(true);
            pallet_chain_settings::BlockTime::<Runtime>::put(250);
        }
        run()
    })
}

/// The metadata of version 14.
pub fn metadata_v14(pace: Pace) -> RuntimeMetadataV14 {
    match on_a_chain(pace, metadata::v14) {
        RuntimeMetadataPrefixed(_, RuntimeMetadata::V14(metadata)) => metadata,
        _ => panic!("this is not version 14"),
    }
}

/// The pallet with this name, if the runtime has it.
pub fn pallet<'a>(
    metadata: &'a RuntimeMetadataV14,
    name: &str,
) -> Option<&'a PalletMetadata<PortableForm>> {
    metadata.pallets.iter().find(|pallet| pallet.name == name)
}
