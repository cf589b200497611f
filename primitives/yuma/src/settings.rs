//! Rules around the epoch's settings (spec `yuma.md` sections 9.2 and 9.3).

use alloc::vec::Vec;

/// Lowest value of either end of the liquid alpha range, in 1/65535.
pub const MIN_ALPHA: u16 = 1_638;

/// Why a liquid alpha range is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AlphaValuesError {
    /// The upper end is below [`MIN_ALPHA`].
    HighTooLow,
    /// The lower end is below [`MIN_ALPHA`] or above the upper end.
    LowOutOfRange,
}

/// Whether (`low`, `high`) may become the liquid alpha range.
pub fn check_alpha_values(low: u16, high: u16) -> Result<(), AlphaValuesError> {
    if high < MIN_ALPHA {
        return Err(AlphaValuesError::HighTooLow);
    }
    if low < MIN_ALPHA || low > high {
        return Err(AlphaValuesError::LowOutOfRange);
    }
    Ok(())
}

/// Removes the bonds in miner `uid` from a stored row; false if there were none.
pub fn reset_bonds(row: &mut Vec<(u16, u16)>, uid: u16) -> bool {
    let before = row.len();
    row.retain(|&(column, _)| column != uid);
    row.len() != before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alpha_values_are_refused_in_the_order_of_section_9_2() {
        use AlphaValuesError::{HighTooLow, LowOutOfRange};
        assert_eq!(check_alpha_values(0, 1_637), Err(HighTooLow));
        assert_eq!(check_alpha_values(1_637, 1_638), Err(LowOutOfRange));
        assert_eq!(check_alpha_values(1_639, 1_638), Err(LowOutOfRange));
        assert_eq!(check_alpha_values(1_638, 1_638), Ok(()));
        assert_eq!(check_alpha_values(45_875, 58_982), Ok(()));
    }

    #[test]
    fn resetting_bonds_removes_every_entry_of_the_miner_and_no_other() {
        let mut row = alloc::vec![(3, 1), (2, 5), (3, 9)];
        assert!(reset_bonds(&mut row, 3));
        assert_eq!(row, [(2, 5)]);
        assert!(!reset_bonds(&mut row, 3));
        assert_eq!(row, [(2, 5)]);
    }
}
