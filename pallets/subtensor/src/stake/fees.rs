//! Transaction fees paid out of stake, by those who hold alpha but no TAO (staking.md section 10).
//!
//! The runtime asks [`Pallet::fee_position`] which stake may pay for a call,
//! [`Pallet::weight_paid_by`] for how much of the call, and [`Pallet::fee_in_alpha`] whether it is
//! enough; [`Pallet::pay_fee_in_alpha`] sells it for the author of the block before the call runs, and
//! [`Pallet::confirm_alpha_fee`] announces it after.

use frame_support::{ensure, storage::with_storage_layer, weights::Weight};
use myelin_math::SafeFixed;
use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::DispatchError;
use substrate_fixed::types::U64F64;

use super::Trade;
use crate::pallet::*;

/// The hotkey and the subnet of the stake that pays.
pub type FeePosition<AccountId> = (AccountId, NetUid);

/// A fee that was paid out of stake.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlphaFee {
    /// Subnet of the alpha.
    pub netuid: NetUid,
    /// Alpha sold.
    pub alpha: AlphaBalance,
    /// TAO that the author of the block got for it.
    pub tao: TaoBalance,
}

/// The smallest amount that can be sold.
const ONE_RAO: AlphaBalance = AlphaBalance(1);

impl<T: Config> Pallet<T> {
    /// The stake that may pay the fee of a call of `who`: the one the call takes from.
    ///
    /// A call that leaves a hotkey altogether can only be paid by the pair's one position, root
    /// included, where alpha trades; with two of them it would not be clear which. `None` for every
    /// call that has to be paid in TAO.
    pub fn fee_position(who: &T::AccountId, call: &Call<T>) -> Option<FeePosition<T::AccountId>> {
        let (hotkey, netuid) = match call {
            Call::remove_stake { hotkey, netuid, .. }
            | Call::remove_stake_limit { hotkey, netuid, .. }
            | Call::remove_stake_full_limit { hotkey, netuid, .. }
            | Call::recycle_alpha { hotkey, netuid, .. }
            | Call::burn_alpha { hotkey, netuid, .. } => (hotkey, *netuid),
            Call::move_stake {
                origin_hotkey: hotkey,
                origin_netuid,
                ..
            }
            | Call::move_stake_limit {
                origin_hotkey: hotkey,
                origin_netuid,
                ..
            }
            | Call::transfer_stake {
                hotkey,
                origin_netuid,
                ..
            }
            | Call::swap_stake {
                hotkey,
                origin_netuid,
                ..
            }
            | Call::swap_stake_limit {
                hotkey,
                origin_netuid,
                ..
            } => (hotkey, *origin_netuid),
            Call::unstake_all { hotkey } | Call::unstake_all_alpha { hotkey } => {
                (hotkey, Self::only_position(who, hotkey)?)
            }
            _ => return None,
        };
        Some((hotkey.clone(), netuid))
    }

    /// What a call weighs at most whose fee this stake pays, if that is less than the call declares:
    /// to leave a hotkey altogether is paid by its one position. A position on root may be followed
    /// by sales of what it earned.
    pub fn weight_paid_by(position: &FeePosition<T::AccountId>, call: &Call<T>) -> Option<Weight> {
        match call {
            Call::unstake_all { .. } | Call::unstake_all_alpha { .. } => {
                (!position.1.is_root()).then(Self::weight_of_leaving_one_subnet)
            }
            _ => None,
        }
    }

    /// The subnet on which a pair has its only stake among those where alpha trades.
    fn only_position(coldkey: &T::AccountId, hotkey: &T::AccountId) -> Option<NetUid> {
        let mut netuids = AlphaV2::<T>::iter_key_prefix((hotkey, coldkey)).filter(|netuid| {
            SubtokenEnabled::<T>::get(netuid) && !Self::stake_of(hotkey, coldkey, *netuid).is_zero()
        });
        let only = netuids.next()?;
        netuids.next().is_none().then_some(only)
    }

    /// The alpha that pays a fee of `fee` TAO at the current price: rounded down, but at least one
    /// rao.
    ///
    /// Errors: `AmountTooLow` where alpha is worth nothing, `NotEnoughStakeToWithdraw`,
    /// `StakeUnavailable` where it is locked.
    pub fn fee_in_alpha(
        who: &T::AccountId,
        position: &FeePosition<T::AccountId>,
        fee: TaoBalance,
    ) -> Result<AlphaBalance, DispatchError> {
        let (hotkey, netuid) = position;
        let price = Self::alpha_price(*netuid);
        ensure!(price > 0, Error::<T>::AmountTooLow);
        let alpha: AlphaBalance = U64F64::saturating_from_num(fee.to_u64())
            .safe_div(price)
            .saturating_to_num::<u64>()
            .into();
        let alpha = alpha.max(ONE_RAO);
        ensure!(
            Self::stake_of(hotkey, who, *netuid) >= alpha,
            Error::<T>::NotEnoughStakeToWithdraw
        );
        Self::ensure_unlocked(who, *netuid, hotkey, alpha)?;
        Ok(alpha)
    }

    /// Sells stake of `who` for a fee of `fee` TAO and pays the author of the block, without a fee
    /// of the market. Without an author nothing is taken.
    ///
    /// Errors: those of [`Pallet::fee_in_alpha`] and of the market, having done nothing.
    pub fn pay_fee_in_alpha(
        who: &T::AccountId,
        position: &FeePosition<T::AccountId>,
        fee: TaoBalance,
    ) -> Result<AlphaFee, DispatchError> {
        let Some(author) = Self::block_author() else {
            return Ok(AlphaFee::default());
        };
        let alpha = Self::fee_in_alpha(who, position, fee)?;
        let (hotkey, netuid) = position;
        // A fee is due at any price, even below the lowest at which orders are filled.
        let trade = Trade {
            limit: TaoBalance::ZERO,
            drop_fees: true,
        };
        with_storage_layer(|| {
            let tao = Self::unstake_from_subnet(hotkey, who, &author, *netuid, alpha, trade)?;
            ensure!(!tao.is_zero(), Error::<T>::AmountTooLow);
            Ok(AlphaFee {
                netuid: *netuid,
                alpha,
                tao,
            })
        })
    }

    /// Announces a fee paid in alpha, when its call is over.
    pub fn confirm_alpha_fee(who: &T::AccountId, paid: AlphaFee) {
        Self::deposit_event(Event::TransactionFeePaidWithAlpha {
            who: who.clone(),
            netuid: paid.netuid,
            alpha_fee: paid.alpha,
            tao_amount: paid.tao,
        });
    }
}
