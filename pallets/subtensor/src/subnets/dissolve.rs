//! The end of a subnet: its stakers get the TAO of the pool, everything stored for it goes.

use alloc::vec::Vec;

use frame_support::{dispatch::DispatchClass, ensure};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, alpha_assets::AlphaLedger, market::Market};
use sp_io::MultiRemovalResults;
use sp_runtime::DispatchResult;

use crate::{
    hooks::{PER_END_LOOK, PER_END_PAYMENT, PER_END_REMOVAL},
    pallet::*,
};

/// Splits `pot` by `weights`: each part rounded down, what is left over one rao each to the
/// largest remainders, equal remainders in order. Nobody gets anything when all weights are zero.
fn split_pot(pot: u64, weights: &[u128]) -> Vec<u64> {
    let total = weights
        .iter()
        .fold(0u128, |sum, weight| sum.saturating_add(*weight));
    if total == 0 {
        return alloc::vec![0; weights.len()];
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut paid = 0u64;
    for (index, weight) in weights.iter().enumerate() {
        // Weights are sums of u64 amounts of one subnet: the product stays in u128.
        let product = u128::from(pot).saturating_mul(*weight);
        let part = product
            .checked_div(total)
            .and_then(|part| u64::try_from(part).ok())
            .unwrap_or(u64::MAX);
        let remainder = product.checked_rem(total).unwrap_or_default();
        parts.push(part);
        remainders.push((remainder, index));
        paid = paid.saturating_add(part);
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left = usize::try_from(pot.saturating_sub(paid)).unwrap_or(usize::MAX);
    for (_, index) in remainders.iter().take(left) {
        if let Some(part) = parts.get_mut(*index) {
            *part = part.saturating_add(1);
        }
    }
    parts
}

/// What the end of a subnet touches. Stakers are paid and the netuid is free at once, so all of it is
/// done in one call, whatever the number of those concerned. The weights of the calls know only of
/// what a subnet mostly has: this work counts for the block when it is done.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Walk {
    looked_at: u64,
    removed: u64,
    paid: u64,
}

impl Walk {
    /// Notes a key that was met.
    pub(crate) fn look(&mut self) {
        self.looked_at = self.looked_at.saturating_add(1);
    }

    /// Notes so many keys that were removed, or values that were changed.
    pub(crate) fn remove(&mut self, count: usize) {
        self.removed = self.removed.saturating_add(count as u64);
    }

    /// Notes the keys of a prefix that was cleared.
    pub(crate) fn cleared(&mut self, result: MultiRemovalResults) {
        self.removed = self.removed.saturating_add(result.unique.into());
    }

    /// Notes a payment.
    fn pay(&mut self) {
        self.paid = self.paid.saturating_add(1);
    }

    fn register<T: Config>(self) {
        let work = PER_END_LOOK
            .times::<T>(self.looked_at)
            .saturating_add(PER_END_REMOVAL.times::<T>(self.removed))
            .saturating_add(PER_END_PAYMENT.times::<T>(self.paid));
        frame_system::Pallet::<T>::register_extra_weight_unchecked(work, DispatchClass::Normal);
    }
}

impl<T: Config> Pallet<T> {
    /// The subnet that has to make room for another: of those past their immunity the one with the
    /// lowest moving price, of equals the oldest.
    pub fn subnet_to_prune() -> Option<NetUid> {
        let now = Self::now();
        let immunity = NetworkImmunityPeriod::<T>::get();
        Self::non_root_netuids()
            .into_iter()
            .map(|netuid| (netuid, NetworkRegisteredAt::<T>::get(netuid)))
            .filter(|(_, registered)| now >= registered.saturating_add(immunity))
            .min_by_key(|(netuid, registered)| {
                (Self::moving_alpha_price(*netuid), *registered, *netuid)
            })
            .map(|(netuid, _)| netuid)
    }

    /// See [`Pallet::root_dissolve_network`].
    ///
    /// Errors: `SubnetNotExists`, also for root.
    pub(crate) fn do_dissolve_network(netuid: NetUid) -> DispatchResult {
        ensure!(
            !netuid.is_root() && Self::subnet_exists(netuid),
            Error::<T>::SubnetNotExists
        );
        let mut walk = Walk::default();
        Self::remove_root_claims_of_subnet(netuid, &mut walk);
        Self::pay_out_stakers(netuid, &mut walk);
        Self::remove_locks_of_subnet(netuid, &mut walk);
        Self::recycle_subnet_account(netuid)?;
        T::Market::clear_protocol_liquidity(netuid);
        T::AlphaAssets::clear(netuid);
        Self::remove_subnet_storage(netuid, &mut walk);
        walk.register::<T>();
        Self::deposit_event(Event::NetworkRemoved(netuid));
        Ok(())
    }

    /// Takes the positions of everybody who holds alpha and pays the TAO of the pool for them. The
    /// part of the protocol stays on the subnet account; a payment that an account cannot take
    /// stays there too.
    fn pay_out_stakers(netuid: NetUid, walk: &mut Walk) {
        let mut owners = Vec::new();
        let mut weights = Vec::new();
        for (coldkey, value, share) in Self::take_positions_of_subnet(netuid, walk) {
            let weight = if value == 0 {
                share.saturating_to_u64()
            } else {
                value
            };
            owners.push(coldkey);
            weights.push(u128::from(weight));
        }
        weights.push(Self::protocol_claim(netuid).to_u64().into());
        let pot = Self::close_pool(netuid);
        let parts = split_pot(pot.to_u64(), &weights);
        for (coldkey, part) in owners.iter().zip(parts) {
            if part > 0 {
                walk.pay();
                // Less than the existential deposit for a new account cannot be paid.
                let _ = Self::tao_from_subnet(netuid, coldkey, TaoBalance(part));
            }
        }
    }

    /// Alpha that counts as the protocol's in the payout.
    fn protocol_claim(netuid: NetUid) -> AlphaBalance {
        let bought = SubnetProtocolAlpha::<T>::get(netuid);
        if NetworkRegisteredAt::<T>::get(netuid) > TaoInRefundDeploymentBlock::<T>::get() {
            bought.saturating_add(SubnetAlphaIn::<T>::get(netuid))
        } else {
            bought
        }
    }

    /// Takes all that is left on the subnet account out of existence, but for its deposit.
    fn recycle_subnet_account(netuid: NetUid) -> DispatchResult {
        let Some(account) = Self::subnet_account(netuid) else {
            return Ok(());
        };
        let rest = Self::keep_alive_balance(&account);
        if rest.is_zero() {
            return Ok(());
        }
        Self::recycle_tao(&account, rest)
    }
}

#[cfg(test)]
mod tests {
    use super::split_pot;

    #[test]
    fn the_pot_is_split_by_weight() {
        assert_eq!(split_pot(10_000, &[300, 700]), [3_000, 7_000]);
        assert_eq!(split_pot(200, &[50, 150]), [50, 150]);
        assert_eq!(split_pot(99_999, &[5, 0]), [99_999, 0]);
    }

    #[test]
    fn what_is_left_over_goes_to_the_largest_remainders() {
        assert_eq!(split_pot(1, &[3, 2]), [1, 0]);
        assert_eq!(split_pot(2, &[1, 1, 1]), [1, 1, 0]);
    }

    #[test]
    fn nobody_is_paid_when_nobody_holds_anything() {
        assert_eq!(split_pot(100, &[0, 0]), [0, 0]);
        assert!(split_pot(100, &[]).is_empty());
    }
}
