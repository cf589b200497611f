//! Stake that changes its hotkey, its coldkey or its subnet (staking.md 8.7).

use myelin_types::{AlphaBalance, NetUid, TaoBalance};
use sp_runtime::{DispatchError, DispatchResult};

use super::{
    MIN_STAKE, Trade,
    validate::{Fill, Transition},
};
use crate::pallet::*;

/// A limit price and whether a part of the order is better than nothing.
pub(crate) type Limit = Option<(TaoBalance, bool)>;

impl<T: Config> Pallet<T> {
    /// See [`Pallet::move_stake`] and [`Pallet::move_stake_limit`]. Hotkeys and subnets are those
    /// of the origin and of the destination.
    pub(crate) fn do_move_stake(
        coldkey: &T::AccountId,
        (origin_hotkey, destination_hotkey): (&T::AccountId, &T::AccountId),
        (origin_netuid, destination_netuid): (NetUid, NetUid),
        alpha: AlphaBalance,
        limit: Limit,
    ) -> DispatchResult {
        let transition = Transition {
            origin_coldkey: coldkey,
            destination_coldkey: coldkey,
            origin_hotkey,
            destination_hotkey,
            origin_netuid,
            destination_netuid,
        };
        let tao = Self::run_transition(&transition, alpha, limit, false)?;
        Self::deposit_event(Event::StakeMoved(
            coldkey.clone(),
            origin_hotkey.clone(),
            origin_netuid,
            destination_hotkey.clone(),
            destination_netuid,
            tao,
        ));
        Ok(())
    }

    /// See [`Pallet::transfer_stake`].
    pub(crate) fn do_transfer_stake(
        coldkey: &T::AccountId,
        destination_coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        origin_netuid: NetUid,
        destination_netuid: NetUid,
        alpha: AlphaBalance,
    ) -> DispatchResult {
        let transition = Transition {
            origin_coldkey: coldkey,
            destination_coldkey,
            origin_hotkey: hotkey,
            destination_hotkey: hotkey,
            origin_netuid,
            destination_netuid,
        };
        let tao = Self::run_transition(&transition, alpha, None, true)?;
        Self::deposit_event(Event::StakeTransferred(
            coldkey.clone(),
            destination_coldkey.clone(),
            hotkey.clone(),
            origin_netuid,
            destination_netuid,
            tao,
        ));
        Ok(())
    }

    /// See [`Pallet::swap_stake`] and [`Pallet::swap_stake_limit`]. Subnets are those of the origin
    /// and of the destination.
    pub(crate) fn do_swap_stake(
        coldkey: &T::AccountId,
        hotkey: &T::AccountId,
        (origin_netuid, destination_netuid): (NetUid, NetUid),
        alpha: AlphaBalance,
        limit: Limit,
    ) -> DispatchResult {
        let transition = Transition {
            origin_coldkey: coldkey,
            destination_coldkey: coldkey,
            origin_hotkey: hotkey,
            destination_hotkey: hotkey,
            origin_netuid,
            destination_netuid,
        };
        let tao = Self::run_transition(&transition, alpha, limit, false)?;
        Self::deposit_event(Event::StakeSwapped(
            coldkey.clone(),
            hotkey.clone(),
            origin_netuid,
            destination_netuid,
            tao,
        ));
        Ok(())
    }

    /// Validates and carries out a transition. Returns what was moved, in TAO.
    fn run_transition(
        transition: &Transition<'_, T::AccountId>,
        alpha: AlphaBalance,
        limit: Limit,
        check_toggle: bool,
    ) -> Result<TaoBalance, DispatchError> {
        let held = Self::stake_of(
            transition.origin_hotkey,
            transition.origin_coldkey,
            transition.origin_netuid,
        );
        let alpha = alpha.min(held);
        let within = transition.origin_netuid == transition.destination_netuid;
        let fill = match limit {
            Some((limit, allow_partial)) if !within => Some(Fill {
                max: Self::max_move(
                    transition.origin_netuid,
                    transition.destination_netuid,
                    limit,
                )?,
                allow_partial,
            }),
            _ => None,
        };
        Self::validate_transition(transition, alpha, fill, check_toggle)?;
        let amount = match (limit, fill) {
            (Some((limit, _)), Some(fill)) => Self::amount_at_rate(transition, alpha, limit, fill)?,
            _ => alpha,
        };
        if within {
            Self::transfer_within(transition, amount)
        } else {
            Self::transfer_across(transition, amount)
        }
    }

    /// Moves stake without touching the pool, so free of the fee of the market.
    fn transfer_within(
        transition: &Transition<'_, T::AccountId>,
        alpha: AlphaBalance,
    ) -> Result<TaoBalance, DispatchError> {
        let Transition {
            origin_coldkey,
            destination_coldkey,
            origin_hotkey,
            destination_hotkey,
            origin_netuid: netuid,
            ..
        } = *transition;
        if origin_coldkey != destination_coldkey {
            Self::transfer_lock(
                origin_coldkey,
                destination_coldkey,
                netuid,
                origin_hotkey,
                alpha,
            )?;
        }
        Self::decrease_one(origin_hotkey, origin_coldkey, netuid, alpha)?;
        if netuid.is_root() {
            Self::root_stake_removed(origin_hotkey, origin_coldkey, alpha);
        }
        Self::increase_one(destination_hotkey, destination_coldkey, netuid, alpha);
        if netuid.is_root() {
            Self::root_stake_added(destination_hotkey, destination_coldkey, alpha);
        }
        let tao: TaoBalance = Self::alpha_value(netuid, alpha);
        frame_support::ensure!(tao >= MIN_STAKE, Error::<T>::AmountTooLow);
        Self::stamp_stake_operation(destination_coldkey, destination_hotkey);
        Self::deposit_event(Event::StakeRemoved(
            origin_coldkey.clone(),
            origin_hotkey.clone(),
            tao,
            alpha,
            netuid,
            0,
        ));
        Self::deposit_event(Event::StakeAdded(
            destination_coldkey.clone(),
            destination_hotkey.clone(),
            tao,
            alpha,
            netuid,
            0,
        ));
        Ok(tao)
    }

    /// Sells on one subnet and buys on another, with one fee of the market for both.
    fn transfer_across(
        transition: &Transition<'_, T::AccountId>,
        alpha: AlphaBalance,
    ) -> Result<TaoBalance, DispatchError> {
        let Transition {
            origin_coldkey,
            destination_coldkey,
            origin_hotkey,
            destination_hotkey,
            origin_netuid,
            destination_netuid,
        } = *transition;
        let from_root = origin_netuid.is_root();
        let sale = Trade {
            drop_fees: from_root,
            ..Self::sell_at_any_price()
        };
        let tao = Self::unstake_from_subnet(
            origin_hotkey,
            origin_coldkey,
            origin_coldkey,
            origin_netuid,
            alpha,
            sale,
        )?;
        if origin_coldkey != destination_coldkey {
            Self::transfer_tao(origin_coldkey, destination_coldkey, tao)?;
        }
        // Less than the minimum stays free on the coldkey that was to be staked for.
        if tao >= MIN_STAKE {
            Self::ensure_delegate_entry(destination_coldkey, destination_hotkey);
            let purchase = Trade {
                drop_fees: !from_root,
                ..Self::buy_at_any_price()
            };
            Self::stake_into_subnet(
                destination_hotkey,
                destination_coldkey,
                destination_netuid,
                tao,
                purchase,
            )?;
        }
        Ok(tao)
    }
}
