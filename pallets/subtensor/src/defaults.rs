//! Defaults of storage items that are not a plain number.
//!
//! A storage item names its default in its declaration; these getters make a type of it where
//! neither a constant of the pallet nor `ConstU16` and its kin will do.

use alloc::vec::Vec;
use core::marker::PhantomData;

use frame_support::traits::Get;
use myelin_types::{MechId, TaoBalance};
use sp_runtime::AccountId32;
use substrate_fixed::types::{I96F32, U64F64};

/// An amount of TAO from a getter of rao.
pub struct AsTao<Rao>(PhantomData<Rao>);

impl<Rao: Get<u64>> Get<TaoBalance> for AsTao<Rao> {
    fn get() -> TaoBalance {
        TaoBalance(Rao::get())
    }
}

/// Two numbers from two getters.
pub struct Pair<First, Second>(PhantomData<(First, Second)>);

impl<First: Get<u16>, Second: Get<u16>> Get<(u16, u16)> for Pair<First, Second> {
    fn get() -> (u16, u16) {
        (First::get(), Second::get())
    }
}

/// A fixed-point number by its bits: `BITS` / 2⁶⁴.
pub struct FixedU64F64<const BITS: u128>;

impl<const BITS: u128> Get<U64F64> for FixedU64F64<BITS> {
    fn get() -> U64F64 {
        U64F64::from_bits(BITS)
    }
}

/// A fixed-point number by its bits: `BITS` / 2³².
pub struct FixedI96F32<const BITS: i128>;

impl<const BITS: i128> Get<I96F32> for FixedI96F32<BITS> {
    fn get() -> I96F32 {
        I96F32::from_bits(BITS)
    }
}

/// A number of mechanisms.
pub struct MechCount<const COUNT: u8>;

impl<const COUNT: u8> Get<MechId> for MechCount<COUNT> {
    fn get() -> MechId {
        MechId(COUNT)
    }
}

/// The account of 32 zero bytes, which stands for "nobody".
pub struct ZeroAccount;

impl Get<AccountId32> for ZeroAccount {
    fn get() -> AccountId32 {
        AccountId32::new([0; 32])
    }
}

/// The symbol of a subnet without one: U+1D70F, mathematical italic small tau.
pub struct DefaultTokenSymbol;

impl Get<Vec<u8>> for DefaultTokenSymbol {
    fn get() -> Vec<u8> {
        "\u{1D70F}".into()
    }
}
