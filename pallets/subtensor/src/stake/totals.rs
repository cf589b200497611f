//! The reserves of the pools and the counters beside them.
//!
//! This file alone writes `SubnetTAO`, `SubnetAlphaIn`, `SubnetAlphaOut`, `SubnetProtocolAlpha`,
//! `TotalStake`, `SubnetVolume`, `SubnetTaoFlow` and, but for its end at the start of each block,
//! `SubnetRootSellTao`. All of them clamp
//! (staking.md section 4.2): they are counters of what has happened, never a permission.

use frame_support::traits::Get;
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance, alpha_assets::AlphaLedger, market::SubnetPools,
};

use crate::pallet::*;

/// A flow of TAO as a signed number of rao, at most `i64::MAX`.
fn signed(amount: TaoBalance) -> i64 {
    i64::try_from(amount.to_u64()).unwrap_or(i64::MAX)
}

impl<T: Config> Pallet<T> {
    /// All alpha of a subnet: in the pool and outside.
    pub fn alpha_issuance(netuid: NetUid) -> AlphaBalance {
        SubnetAlphaIn::<T>::get(netuid).saturating_add(SubnetAlphaOut::<T>::get(netuid))
    }

    /// Books a purchase: `gross` TAO was handed in, `net` of it reached the pool, `alpha` came out.
    pub(crate) fn record_buy(
        netuid: NetUid,
        gross: TaoBalance,
        net: TaoBalance,
        alpha: AlphaBalance,
    ) {
        SubnetAlphaIn::<T>::mutate(netuid, |reserve| *reserve = reserve.saturating_sub(alpha));
        SubnetAlphaOut::<T>::mutate(netuid, |out| *out = out.saturating_add(alpha));
        SubnetTAO::<T>::mutate(netuid, |reserve| *reserve = reserve.saturating_add(net));
        TotalStake::<T>::mutate(|total| *total = total.saturating_add(gross));
        Self::add_volume(netuid, gross);
    }

    /// Books a sale: `alpha` reached the pool, `tao` came out.
    pub(crate) fn record_sell(netuid: NetUid, alpha: AlphaBalance, tao: TaoBalance) {
        SubnetAlphaIn::<T>::mutate(netuid, |reserve| *reserve = reserve.saturating_add(alpha));
        SubnetAlphaOut::<T>::mutate(netuid, |out| *out = out.saturating_sub(alpha));
        SubnetTAO::<T>::mutate(netuid, |reserve| *reserve = reserve.saturating_sub(tao));
        TotalStake::<T>::mutate(|total| *total = total.saturating_sub(tao));
        Self::add_volume(netuid, tao);
    }

    fn add_volume(netuid: NetUid, tao: TaoBalance) {
        SubnetVolume::<T>::mutate(netuid, |volume| {
            *volume = volume.saturating_add(u128::from(tao.to_u64()));
        });
    }

    /// Opens the pool of a new subnet with the two reserves given.
    pub(crate) fn open_pool(netuid: NetUid, tao: TaoBalance, alpha: AlphaBalance) {
        SubnetTAO::<T>::insert(netuid, tao);
        SubnetAlphaIn::<T>::insert(netuid, alpha);
        SubnetAlphaOut::<T>::insert(netuid, AlphaBalance::ZERO);
        SubnetVolume::<T>::insert(netuid, 0);
        TotalStake::<T>::mutate(|total| *total = total.saturating_add(tao));
    }

    /// Books TAO that root dividends of a subnet were sold for, and that is stake on root now.
    pub(crate) fn record_root_sale(netuid: NetUid, tao: TaoBalance) {
        SubnetRootSellTao::<T>::mutate(netuid, |sold| *sold = sold.saturating_add(tao));
        SubnetTAO::<T>::mutate(NetUid::ROOT, |reserve| {
            *reserve = reserve.saturating_add(tao)
        });
        SubnetAlphaOut::<T>::mutate(NetUid::ROOT, |out| {
            *out = out.saturating_add(tao.to_u64().into());
        });
        TotalStake::<T>::mutate(|total| *total = total.saturating_add(tao));
    }

    /// Takes the TAO reserve away, for the payout when a subnet ends. Returns it.
    pub(crate) fn close_pool(netuid: NetUid) -> TaoBalance {
        let pot = SubnetTAO::<T>::take(netuid);
        TotalStake::<T>::mutate(|total| *total = total.saturating_sub(pot));
        pot
    }

    /// Adds emitted TAO to the reserve of a pool.
    pub(crate) fn inject_tao(netuid: NetUid, tao: TaoBalance) {
        SubnetTAO::<T>::mutate(netuid, |reserve| *reserve = reserve.saturating_add(tao));
        TotalStake::<T>::mutate(|total| *total = total.saturating_add(tao));
    }

    /// Mints alpha into the reserve of a pool.
    pub(crate) fn inject_alpha(netuid: NetUid, alpha: AlphaBalance) {
        T::AlphaAssets::mint(netuid, alpha);
        SubnetAlphaIn::<T>::mutate(netuid, |reserve| *reserve = reserve.saturating_add(alpha));
    }

    /// Mints alpha for the participants of a subnet.
    pub(crate) fn mint_alpha_out(netuid: NetUid, alpha: AlphaBalance) {
        T::AlphaAssets::mint(netuid, alpha);
        SubnetAlphaOut::<T>::mutate(netuid, |out| *out = out.saturating_add(alpha));
    }

    /// Takes alpha that nobody holds out of existence: it can be minted again.
    pub(crate) fn recycle_alpha_out(netuid: NetUid, alpha: AlphaBalance) {
        if alpha.is_zero() {
            return;
        }
        Self::withdraw_alpha_out(netuid, alpha);
        T::AlphaAssets::recycle(netuid, alpha);
    }

    /// Lowers the alpha outside a pool without an entry in the ledger: what a registration buys.
    pub(crate) fn withdraw_alpha_out(netuid: NetUid, alpha: AlphaBalance) {
        SubnetAlphaOut::<T>::mutate(netuid, |out| *out = out.saturating_sub(alpha));
    }

    /// Books alpha that the protocol bought and keeps.
    pub(crate) fn keep_protocol_alpha(netuid: NetUid, alpha: AlphaBalance) {
        SubnetProtocolAlpha::<T>::mutate(netuid, |kept| *kept = kept.saturating_add(alpha));
    }

    /// TAO that users paid into a pool.
    pub(crate) fn record_user_inflow(netuid: NetUid, tao: TaoBalance) {
        SubnetTaoFlow::<T>::mutate(netuid, |flow| *flow = flow.saturating_add(signed(tao)));
    }

    /// TAO that users took out of a pool.
    pub(crate) fn record_user_outflow(netuid: NetUid, tao: TaoBalance) {
        SubnetTaoFlow::<T>::mutate(netuid, |flow| *flow = flow.saturating_sub(signed(tao)));
    }

    /// The weight of root TAO against alpha, as the fraction `TaoWeight / u64::MAX`.
    pub(crate) fn tao_weight() -> u64 {
        TaoWeight::<T>::get()
    }

    /// The account that holds what was burned.
    pub fn burn_account() -> T::AccountId {
        use sp_runtime::traits::AccountIdConversion;
        T::BurnAccountId::get().into_account_truncating()
    }
}

/// What the market may know of the pools.
impl<T: Config> SubnetPools for Pallet<T> {
    fn exists(netuid: NetUid) -> bool {
        Self::subnet_exists(netuid)
    }

    fn netuids() -> impl Iterator<Item = NetUid> {
        NetworksAdded::<T>::iter_keys()
    }

    fn count() -> u16 {
        TotalNetworks::<T>::get()
    }

    fn mechanism(netuid: NetUid) -> u16 {
        SubnetMechanism::<T>::get(netuid)
    }

    fn tao_reserve(netuid: NetUid) -> TaoBalance {
        SubnetTAO::<T>::get(netuid)
    }

    fn alpha_reserve(netuid: NetUid) -> AlphaBalance {
        SubnetAlphaIn::<T>::get(netuid)
    }

    fn clear_reserves(netuid: NetUid) {
        SubnetTAO::<T>::remove(netuid);
        SubnetAlphaIn::<T>::remove(netuid);
    }
}
