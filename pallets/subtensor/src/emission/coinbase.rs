//! One block's emission: TAO into the pools, alpha into what participants wait for.

use alloc::vec::Vec;

use codec::FullCodec;
use frame_support::StorageMap;
use myelin_emission::{
    SubnetShare, Terms, block_emission, fraction_of_u64, price_ema, root_proportion, root_sells,
    split_alpha_out, subnet_shares, subnet_tao, terms,
};
use myelin_math::{U64F64, U96F32};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};

use super::issuance::Minted;
use crate::{pallet::*, stake::Trade, subnets::Overrides};

/// A subnet that takes part in the emission of this block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct EmittingSubnet {
    /// Which one.
    pub netuid: NetUid,
    /// First block of its emission.
    pub first_block: u64,
    /// Its price as emission sees it, smoothed over weeks.
    pub price: U64F64,
}

/// What every subnet of a block has in common.
struct Shared {
    tao_weight: U96F32,
    root_tao: u64,
    owner_cut: u16,
    owner_cut_enabled: Overrides<bool>,
    root_sells: bool,
}

impl<T: Config> Pallet<T> {
    /// Mints and shares out the emission of a block. Returns the subnets that took part.
    pub(crate) fn run_coinbase(netuids: &[NetUid]) -> Vec<EmittingSubnet> {
        let _ = SubnetRootSellTao::<T>::clear(u32::MAX, None);
        let emitting = Self::emitting_subnets(netuids);
        let shares: Vec<SubnetShare> = Self::share_inputs(&emitting);
        let shared = Shared {
            tao_weight: fraction_of_u64(Self::tao_weight()),
            root_tao: SubnetTAO::<T>::get(NetUid::ROOT).to_u64(),
            owner_cut: SubnetOwnerCut::<T>::get(),
            owner_cut_enabled: Overrides::load::<OwnerCutEnabled<T>>(),
            root_sells: root_sells(&shares),
        };
        let mut minted = Self::mint_block_emission();
        let emission = BlockEmission::<T>::get();
        for (subnet, share) in emitting.iter().zip(subnet_shares(&shares)) {
            let tao = subnet_tao(emission, share);
            Self::emit_to_subnet(subnet.netuid, tao, &shared, &mut minted);
        }
        Self::recycle_minted(minted);
        emitting
    }

    /// The subnets that were started and accept registrations.
    fn emitting_subnets(netuids: &[NetUid]) -> Vec<EmittingSubnet> {
        netuids
            .iter()
            .copied()
            .filter_map(|netuid| {
                let first_block = FirstEmissionBlockNumber::<T>::get(netuid)?;
                let open = SubtokenEnabled::<T>::get(netuid)
                    && NetworkRegistrationAllowed::<T>::get(netuid);
                open.then(|| EmittingSubnet {
                    netuid,
                    first_block,
                    price: Self::moving_alpha_price(netuid),
                })
            })
            .collect()
    }

    fn share_inputs(emitting: &[EmittingSubnet]) -> Vec<SubnetShare> {
        let miner_burned = Overrides::load::<MinerBurned<T>>();
        emitting
            .iter()
            .map(|subnet| SubnetShare {
                price: subnet.price,
                miner_burned: miner_burned.get(subnet.netuid),
                enabled: SubnetEmissionEnabled::<T>::get(subnet.netuid),
            })
            .collect()
    }

    /// The price of a subnet smoothed over weeks; 1 on root and on stable subnets.
    pub fn moving_alpha_price(netuid: NetUid) -> U64F64 {
        let dynamic = !netuid.is_root() && Self::is_dynamic(netuid);
        let stored = if dynamic {
            SubnetMovingPrice::<T>::get(netuid)
        } else {
            Default::default()
        };
        price_ema(dynamic, stored)
    }

    /// Everything one subnet gets in a block.
    fn emit_to_subnet(netuid: NetUid, tao: U96F32, shared: &Shared, minted: &mut Minted<T>) {
        let issuance = Self::alpha_issuance(netuid).to_u64();
        let alpha_emission = block_emission(issuance);
        let proportion = root_proportion(shared.root_tao, shared.tao_weight, issuance);
        let price = Self::alpha_price(netuid);
        Self::inject(
            netuid,
            terms(tao, price, proportion, alpha_emission),
            minted,
        );

        Self::mint_alpha_out(netuid, alpha_emission.into());
        SubnetAlphaOutEmission::<T>::insert(netuid, AlphaBalance(alpha_emission));
        let proportion = root_proportion(
            shared.root_tao,
            shared.tao_weight,
            Self::alpha_issuance(netuid).to_u64(),
        );
        Self::collect_for_participants(netuid, alpha_emission, proportion, shared);
        store_figure::<RootProp<T>, _>(netuid, proportion);
    }

    /// Lets TAO and alpha enter the pool, and buys alpha with the TAO the pool cannot take.
    fn inject(netuid: NetUid, terms: Terms, minted: &mut Minted<T>) {
        let (tao_in, alpha_in, excess) = terms.to_rao();
        let (tao_in, alpha_in) =
            T::Market::adjust_protocol_liquidity(netuid, tao_in.into(), alpha_in.into());
        store_figure::<SubnetAlphaInEmission<T>, _>(netuid, alpha_in);
        if !alpha_in.is_zero() {
            Self::inject_alpha(netuid, alpha_in);
        }
        let injected = Self::inject_minted(netuid, tao_in, minted);
        store_figure::<SubnetTaoInEmission<T>, _>(netuid, injected);
        // Weights and reserves belong together: the purchase comes after both have changed.
        let bought = Self::buy_with_excess(netuid, excess.into(), minted);
        store_figure::<SubnetExcessTao<T>, _>(netuid, bought);
    }

    /// Moves minted TAO into the pool. Returns what was moved: all or nothing.
    fn inject_minted(netuid: NetUid, tao: TaoBalance, minted: &mut Minted<T>) -> TaoBalance {
        let spent = !tao.is_zero()
            && Self::subnet_account(netuid)
                .is_some_and(|account| Self::spend_minted(minted, &account, tao));
        if !spent {
            return TaoBalance::ZERO;
        }
        Self::inject_tao(netuid, tao);
        tao
    }

    /// Buys alpha for the protocol, which keeps it. Returns the TAO that went into the pool; what the
    /// pool does not take is not spent.
    fn buy_with_excess(netuid: NetUid, excess: TaoBalance, minted: &mut Minted<T>) -> TaoBalance {
        if excess.is_zero() {
            return TaoBalance::ZERO;
        }
        let trade = Trade {
            drop_fees: true,
            ..Self::buy_at_any_price()
        };
        let Some(account) = Self::subnet_account(netuid) else {
            return TaoBalance::ZERO;
        };
        // The trade comes first: it moves no TAO, and one that fails has changed nothing.
        if minted_is_short::<T>(minted, excess) || !Self::can_receive(&account, excess) {
            return TaoBalance::ZERO;
        }
        let Ok(bought) = Self::swap_tao_for_alpha(netuid, excess, trade) else {
            return TaoBalance::ZERO;
        };
        let spent = Self::spend_minted(minted, &account, bought.amount_paid_in);
        debug_assert!(spent, "both reasons to refuse were looked at before");
        Self::keep_protocol_alpha(netuid, bought.amount_paid_out);
        bought.amount_paid_in
    }

    /// Adds the alpha of a block to what the participants of a subnet are paid at its next epoch.
    fn collect_for_participants(
        netuid: NetUid,
        alpha_emission: u64,
        root_proportion: U96F32,
        shared: &Shared,
    ) {
        let cut = shared
            .owner_cut_enabled
            .get(netuid)
            .then_some(shared.owner_cut);
        let parts = split_alpha_out(alpha_emission, cut, root_proportion);
        collect::<PendingOwnerCut<T>>(netuid, parts.owner);
        collect::<PendingServerEmission<T>>(netuid, parts.server);
        collect::<PendingValidatorEmission<T>>(netuid, parts.validator);
        if shared.root_sells {
            collect::<PendingRootAlphaDivs<T>>(netuid, parts.root);
        } else {
            Self::recycle_alpha_out(netuid, parts.root.into());
        }
    }

    /// Whether an account can take `amount` without staying below the existential deposit.
    fn can_receive(account: &T::AccountId, amount: TaoBalance) -> bool {
        use frame_support::traits::{fungible::Inspect, tokens::Provenance};
        T::Currency::can_deposit(account, amount.into(), Provenance::Extant)
            .into_result()
            .is_ok()
    }
}

/// Stores a figure that tells about this block alone. A figure that was zero in the last block
/// mostly is again, and then it is not written; any other changes in every block.
fn store_figure<Item, V>(netuid: NetUid, value: V)
where
    Item: StorageMap<NetUid, V, Query = V>,
    V: FullCodec + Default + PartialEq,
{
    if value != V::default() || Item::get(netuid) != value {
        Item::insert(netuid, value);
    }
}

/// Adds a part to what waits for an epoch. Where nothing waits there is no entry.
fn collect<Item>(netuid: NetUid, part: u64)
where
    Item: StorageMap<NetUid, AlphaBalance, Query = AlphaBalance>,
{
    if part > 0 {
        Item::mutate(netuid, |pending| {
            *pending = pending.saturating_add(part.into())
        });
    }
}

fn minted_is_short<T: Config>(minted: &Minted<T>, amount: TaoBalance) -> bool {
    use frame_support::traits::Imbalance;
    minted.peek() < amount.to_u64()
}
