//! The weights of a pool.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use myelin_math::{SafeFixed, U64F64};
use scale_info::TypeInfo;
use sp_arithmetic::{PerThing, Perquintill};

/// Parts that make up a whole weight.
pub const ACCURACY: u64 = 1_000_000_000_000_000_000;

/// Smallest weight of either side: 0.01.
pub const MIN_WEIGHT: Perquintill = Perquintill::from_parts(10_000_000_000_000_000);

/// The weights of a pool as they are stored: the quote's weight, in 10^-18 parts. The base has the
/// rest. Both are at least [`MIN_WEIGHT`].
///
/// On the wire one `u64`, in fixed width.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub struct Balancer {
    /// Weight of TAO.
    quote: Perquintill,
}

impl Default for Balancer {
    /// Equal weights, with which every pool starts.
    fn default() -> Self {
        Self {
            quote: Perquintill::from_parts(ACCURACY / 2),
        }
    }
}

impl Balancer {
    /// The weights with `quote` for TAO; `None` when a side would have less than [`MIN_WEIGHT`].
    pub fn new(quote: Perquintill) -> Option<Self> {
        let range = MIN_WEIGHT..=MIN_WEIGHT.left_from_one();
        range.contains(&quote).then_some(Self { quote })
    }

    /// The weights at which the reserves `tao` and `alpha` (rao) have the price `price`:
    /// `wq = T / (p * A + T)`, rounded down. `None` when a side would have less than
    /// [`MIN_WEIGHT`], and for an empty pool.
    pub fn for_price(tao: u64, alpha: u64, price: U64F64) -> Option<Self> {
        let whole = u128::from(price.floor_u64()).checked_mul(u128::from(alpha))?;
        let part = U64F64::of(alpha).saturating_mul(price.frac()).floor_u64();
        let total = whole
            .checked_add(u128::from(part))?
            .checked_add(u128::from(tao))?;
        if total == 0 {
            return None;
        }
        Self::new(Perquintill::from_rational(u128::from(tao), total))
    }

    /// Weight of TAO.
    pub fn quote(&self) -> Perquintill {
        self.quote
    }

    /// Weight of alpha.
    pub fn base(&self) -> Perquintill {
        self.quote.left_from_one()
    }
}
