//! How much an order may take before the price passes its limit (staking.md section 9).
//!
//! Limits are in rao of TAO for one alpha, so 10⁹ is a price of one.

use frame_support::ensure;
use myelin_math::SafeFixed;
use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};
use sp_runtime::DispatchError;
use substrate_fixed::types::U64F64;

use super::{
    MIN_STAKE,
    validate::{Fill, Transition},
};
use crate::pallet::*;

/// A price of one TAO for one alpha, in rao.
const ONE: u64 = 1_000_000_000;

/// How often an order that goes too far is halved.
const REFINEMENTS: u32 = 16;

/// Reserves are probed with an order of this many times the reserve.
const PROBE: u64 = 1000;

impl<T: Config> Pallet<T> {
    /// The most TAO a purchase may spend, fee included.
    ///
    /// Errors: those of the market, such as a limit below the current price.
    pub(super) fn max_buy(netuid: NetUid, limit: TaoBalance) -> Result<TaoBalance, DispatchError> {
        if !Self::is_dynamic(netuid) {
            return Ok(if limit.to_u64() >= ONE {
                TaoBalance::MAX
            } else {
                TaoBalance::ZERO
            });
        }
        let probe = SubnetTAO::<T>::get(netuid).to_u64().saturating_mul(PROBE);
        let bought = T::Market::swap_tao_for_alpha(netuid, probe.into(), limit, false, true)?;
        Ok(bought.amount_paid_in.saturating_add(bought.fee_paid))
    }

    /// The most alpha a sale may take, fee included.
    ///
    /// Errors: those of the market, such as a limit above the current price.
    pub(super) fn max_sell(
        netuid: NetUid,
        limit: TaoBalance,
    ) -> Result<AlphaBalance, DispatchError> {
        if !Self::is_dynamic(netuid) {
            return Ok(if limit.to_u64() <= ONE {
                AlphaBalance::MAX
            } else {
                AlphaBalance::ZERO
            });
        }
        let probe = SubnetAlphaIn::<T>::get(netuid)
            .to_u64()
            .saturating_mul(PROBE);
        let sold = T::Market::swap_alpha_for_tao(netuid, probe.into(), limit, false, true)?;
        Ok(sold.amount_paid_in.saturating_add(sold.fee_paid))
    }

    /// The most alpha that may leave `origin` for `destination` while the ratio of their prices
    /// stays at `limit` (times 10⁹) or above.
    ///
    /// Errors: those of the market when exactly one of the two subnets has a pool.
    pub(crate) fn max_move(
        origin: NetUid,
        destination: NetUid,
        limit: TaoBalance,
    ) -> Result<AlphaBalance, DispatchError> {
        let limit_rao = limit.to_u64();
        match (Self::is_dynamic(origin), Self::is_dynamic(destination)) {
            (false, false) if limit_rao > ONE => Ok(AlphaBalance::ZERO),
            (false, false) => Ok(AlphaBalance::MAX),
            (false, true) if limit_rao == 0 => Ok(AlphaBalance::MAX),
            (false, true) => {
                let inverse = U64F64::saturating_from_num(ONE)
                    .safe_div(U64F64::saturating_from_num(limit_rao))
                    .saturating_mul(U64F64::saturating_from_num(ONE));
                let spend = Self::max_buy(destination, inverse.saturating_to_num::<u64>().into())?;
                Ok(spend.to_u64().into())
            }
            (true, false) => Self::max_sell(origin, limit),
            (true, true) => Ok(Self::max_move_between_pools(origin, destination, limit_rao)),
        }
    }

    fn max_move_between_pools(origin: NetUid, destination: NetUid, limit_rao: u64) -> AlphaBalance {
        let reserves = |netuid| {
            (
                SubnetTAO::<T>::get(netuid).to_u64(),
                SubnetAlphaIn::<T>::get(netuid).to_u64(),
            )
        };
        let ((tao_1, alpha_1), (tao_2, alpha_2)) = (reserves(origin), reserves(destination));
        if [tao_1, alpha_1, tao_2, alpha_2].contains(&0) {
            return AlphaBalance::ZERO;
        }
        let limit =
            U64F64::saturating_from_num(limit_rao).safe_div(U64F64::saturating_from_num(ONE));
        let ratio = Self::alpha_price(origin).safe_div(Self::alpha_price(destination));
        if limit > ratio {
            return AlphaBalance::ZERO;
        }
        if limit_rao == 0 {
            return AlphaBalance::MAX;
        }
        let (tao_1, alpha_1) = (
            U64F64::saturating_from_num(tao_1),
            U64F64::saturating_from_num(alpha_1),
        );
        let (tao_2, alpha_2) = (
            U64F64::saturating_from_num(tao_2),
            U64F64::saturating_from_num(alpha_2),
        );
        let tao_sum = tao_1.saturating_add(tao_2);
        let shared = alpha_2.saturating_mul(tao_1.safe_div(tao_sum));
        // A limit that is next to nothing allows everything, like none at all.
        let Some(reach) = shared.checked_div(limit) else {
            return AlphaBalance::MAX;
        };
        reach
            .saturating_sub(alpha_1.saturating_mul(tao_2.safe_div(tao_sum)))
            .saturating_to_num::<u64>()
            .into()
    }

    /// How much of `alpha` a limited move takes: what [`Self::max_move`] allows, and not more than
    /// what between two pools really arrives at the rate of the limit or better.
    ///
    /// `max_move` reckons with pools of equal weights. Where the weights are others it may allow too
    /// much: then an order that may be filled in part is halved a few times until it fits.
    ///
    /// Errors: `SlippageTooHigh` for an order that may not.
    pub(super) fn amount_at_rate(
        transition: &Transition<'_, T::AccountId>,
        alpha: AlphaBalance,
        limit: TaoBalance,
        fill: Fill<AlphaBalance>,
    ) -> Result<AlphaBalance, DispatchError> {
        let (origin, destination) = (transition.origin_netuid, transition.destination_netuid);
        let amount = alpha.min(fill.max);
        let between_pools = Self::is_dynamic(origin) && Self::is_dynamic(destination);
        if !between_pools || Self::arrives_at_rate(origin, destination, amount, limit) {
            return Ok(amount);
        }
        ensure!(fill.allow_partial, Error::<T>::SlippageTooHigh);
        let (mut fits, mut step) = (AlphaBalance::ZERO, amount.to_u64());
        for _ in 0..REFINEMENTS {
            step /= 2;
            let more = fits.saturating_add(step.into());
            if Self::arrives_at_rate(origin, destination, more, limit) {
                fits = more;
            }
        }
        // `max_move` may leave so little that it is paid out; the search must not.
        let staked_again = T::Market::sim_swap_alpha_for_tao(origin, fits)
            .is_ok_and(|sold| sold.amount_paid_out >= MIN_STAKE);
        Ok(if staked_again {
            fits
        } else {
            AlphaBalance::ZERO
        })
    }

    /// Whether selling `alpha` on one subnet and buying on the other gives `limit` billionths of
    /// the alpha that goes into the pool, give or take what the two roundings may cost.
    fn arrives_at_rate(
        origin: NetUid,
        destination: NetUid,
        alpha: AlphaBalance,
        limit: TaoBalance,
    ) -> bool {
        let Ok(sold) = T::Market::sim_swap_alpha_for_tao(origin, alpha) else {
            return false;
        };
        let tao = sold.amount_paid_out;
        // Less than this is not staked again but paid out.
        if tao < MIN_STAKE {
            return true;
        }
        let any_price = T::Market::max_price();
        let bought = T::Market::swap_tao_for_alpha(destination, tao, any_price, true, true);
        let rounding = T::Market::get_alpha_amount_for_tao(destination, TaoBalance(1))
            .to_u64()
            .saturating_add(2);
        bought.is_ok_and(|bought| {
            let arrived = bought.amount_paid_out.to_u64().saturating_add(rounding);
            let due =
                u128::from(limit.to_u64()).saturating_mul(u128::from(sold.amount_paid_in.to_u64()));
            u128::from(arrived).saturating_mul(u128::from(ONE)) >= due
        })
    }
}
