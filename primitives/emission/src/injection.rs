//! What enters a subnet's pool, and what buys from it (section 4.3).

use crate::fixed::{mul, safe_div, whole};
use myelin_math::{SafeFixed, U64F64, U96F32};

/// How a subnet's TAO of one block is used. Floor each field once, when injecting (section 4.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terms {
    /// TAO in rao that enters the pool beside `alpha_in`.
    pub tao_in: U96F32,
    /// Alpha in rao minted into the pool.
    pub alpha_in: U96F32,
    /// TAO in rao that buys alpha from the pool.
    pub excess: U96F32,
}

impl Terms {
    /// `(tao_in, alpha_in, excess)` in whole rao.
    pub fn to_rao(self) -> (u64, u64, u64) {
        (
            self.tao_in.floor_u64(),
            self.alpha_in.floor_u64(),
            self.excess.floor_u64(),
        )
    }
}

/// The weight of root stake against a subnet's alpha, `q / (q + alpha_issuance)` with
/// `q = root_tao * tao_weight`: in `0..=1`, 0 when there is neither.
///
/// `root_tao` is the TAO staked on root in rao, `tao_weight` comes from
/// [`crate::fraction_of_u64`] of `TaoWeight`, `alpha_issuance` is alpha inside and outside the
/// pool in rao.
pub fn root_proportion(root_tao: u64, tao_weight: U96F32, alpha_issuance: u64) -> U96F32 {
    let root = mul(whole(root_tao), tao_weight);
    safe_div(root, root.saturating_add(whole(alpha_issuance)))
}

/// Divides the TAO of a subnet: as much as the pool takes together with alpha at its `price` (TAO
/// per alpha), the alpha at most `root_proportion * alpha_emission`; the rest is excess.
///
/// `alpha_emission` is [`crate::block_emission`] of the subnet's alpha issuance, in rao. The
/// participants receive all of it, on top of `alpha_in`.
pub fn terms(tao: U96F32, price: U64F64, root_proportion: U96F32, alpha_emission: u64) -> Terms {
    let price = U96F32::of(price);
    let wanted = safe_div(tao, price);
    let cap = mul(root_proportion, whole(alpha_emission));
    let (tao_in, alpha_in) = if wanted > cap {
        (mul(cap, price), cap)
    } else {
        (tao, wanted)
    };
    Terms {
        tao_in,
        alpha_in,
        excess: tao.saturating_sub(tao_in),
    }
}
