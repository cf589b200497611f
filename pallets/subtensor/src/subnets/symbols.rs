//! The token symbol of a subnet: one character, chosen at creation, changed by the owner.

use alloc::{string::ToString, vec::Vec};

use frame_support::ensure;
use myelin_types::NetUid;
use sp_runtime::{DispatchError, DispatchResult, traits::BadOrigin};

use crate::pallet::*;

/// The symbols in order, as runs of consecutive characters: (first, how many).
#[rustfmt::skip]
const RUNS: &[(char, u32)] = &[
    // Greek
    ('\u{03a4}', 1),
    ('\u{03b1}', 17),
    ('\u{03c3}', 1),
    ('\u{0074}', 1),
    ('\u{03c5}', 5),
    // Hebrew
    ('\u{05d0}', 27),
    // Arabic
    ('\u{0627}', 2),
    ('\u{062a}', 17),
    ('\u{0641}', 8),
    ('\u{064a}', 1),
    ('\u{0649}', 1),
    // Runic
    ('\u{16a0}', 1),
    ('\u{16a2}', 1),
    ('\u{16a6}', 1),
    ('\u{16a8}', 1),
    ('\u{16b1}', 1),
    ('\u{16b3}', 1),
    ('\u{042b}', 1),
    ('\u{16c9}', 1),
    ('\u{16d2}', 1),
    // Ogham
    ('\u{1680}', 6),
    ('\u{169b}', 1),
    // Georgian
    ('\u{10d0}', 6),
    // Armenian
    ('\u{0531}', 6),
    ('\u{055e}', 1),
    // Cyrillic
    ('\u{0400}', 6),
    ('\u{044a}', 1),
    // Coptic
    ('\u{2c80}', 6),
    // Brahmi
    ('\u{11000}', 4),
    ('\u{11005}', 1),
    // Sinhala
    ('\u{0db1}', 1),
    ('\u{0db3}', 5),
    // Glagolitic
    ('\u{2c00}', 33),
    // Thai
    ('\u{0e01}', 35),
    ('\u{0e25}', 1),
    ('\u{0e27}', 8),
    // Hangul
    ('\u{3131}', 1),
    ('\u{3134}', 1),
    ('\u{3137}', 1),
    ('\u{3139}', 1),
    ('\u{3141}', 2),
    ('\u{3145}', 1),
    ('\u{3147}', 2),
    ('\u{314a}', 26),
    // Ethiopic
    ('\u{12a0}', 8),
    ('\u{12c8}', 7),
    ('\u{12b0}', 7),
    ('\u{1310}', 3),
    ('\u{1218}', 1),
    ('\u{1314}', 3),
    // Devanagari
    ('\u{0905}', 7),
    ('\u{090f}', 2),
    ('\u{0913}', 22),
    ('\u{092a}', 7),
    ('\u{0932}', 1),
    ('\u{0935}', 5),
    // Katakana
    ('\u{30a2}', 1),
    ('\u{30a4}', 1),
    ('\u{30a6}', 1),
    ('\u{30a8}', 1),
    ('\u{30aa}', 2),
    ('\u{30ad}', 1),
    ('\u{30af}', 1),
    ('\u{30b1}', 1),
    ('\u{30b3}', 1),
    ('\u{30b5}', 1),
    ('\u{30b7}', 1),
    ('\u{30b9}', 1),
    ('\u{30bb}', 1),
    ('\u{30bd}', 1),
    ('\u{30bf}', 1),
    ('\u{30c1}', 1),
    ('\u{30c4}', 1),
    ('\u{30c6}', 1),
    ('\u{30c8}', 1),
    ('\u{30ca}', 6),
    ('\u{30d2}', 1),
    ('\u{30d5}', 1),
    ('\u{30d8}', 1),
    ('\u{30db}', 1),
    ('\u{30de}', 5),
    ('\u{30e4}', 1),
    ('\u{30e6}', 1),
    ('\u{30e8}', 6),
    ('\u{30ef}', 1),
    ('\u{30f2}', 2),
    // Tifinagh
    ('\u{2d30}', 36),
    // Sinhala
    ('\u{0d85}', 2),
    ('\u{0d89}', 14),
    ('\u{0d9a}', 5),
    ('\u{0da0}', 5),
    ('\u{0da7}', 1),
    ('\u{0da5}', 2),
    ('\u{0da9}', 1),
    ('\u{0da8}', 1),
    ('\u{0daa}', 7),
];

/// All symbols in order; the one at index 0 is root's.
fn symbols() -> impl Iterator<Item = Vec<u8>> {
    RUNS.iter().flat_map(|(first, count)| {
        let first = u32::from(*first);
        (first..first.saturating_add(*count))
            .filter_map(char::from_u32)
            .map(|symbol| symbol.to_string().into_bytes())
    })
}

impl<T: Config> Pallet<T> {
    /// See [`Pallet::update_symbol`].
    pub(crate) fn do_update_symbol(
        origin: frame_system::pallet_prelude::OriginFor<T>,
        netuid: NetUid,
        symbol: Vec<u8>,
    ) -> DispatchResult {
        Self::ensure_owner_or_root(origin, netuid).map_err(|_| BadOrigin)?;
        ensure!(
            symbols().skip(1).any(|known| known == symbol),
            Error::<T>::SymbolDoesNotExist
        );
        Self::ensure_symbol_unused(&symbol)?;
        TokenSymbol::<T>::insert(netuid, symbol.clone());
        Self::deposit_event(Event::SymbolUpdated { netuid, symbol });
        Ok(())
    }

    fn ensure_symbol_unused(symbol: &[u8]) -> Result<(), DispatchError> {
        ensure!(
            !TokenSymbol::<T>::iter_values().any(|used| used == symbol),
            Error::<T>::SymbolAlreadyInUse
        );
        Ok(())
    }

    /// The symbol of a new subnet: its own in the list, or else the first that nobody uses.
    pub(crate) fn symbol_for(netuid: NetUid) -> Vec<u8> {
        let used: Vec<Vec<u8>> = TokenSymbol::<T>::iter_values().collect();
        let own = symbols().nth(netuid.0.into());
        own.filter(|own| !used.contains(own))
            .or_else(|| symbols().skip(1).find(|symbol| !used.contains(symbol)))
            .or_else(|| symbols().next())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a test that panics has failed")]
    use super::symbols;

    #[test]
    fn there_are_439_symbols_and_no_two_are_the_same() {
        let mut all: Vec<_> = symbols().collect();
        assert_eq!(all.len(), 439);
        assert_eq!(all[0], "\u{03a4}".as_bytes());
        assert_eq!(all[1], "\u{03b1}".as_bytes());
        assert_eq!(all[438], "\u{0db0}".as_bytes());
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 439);
    }
}
