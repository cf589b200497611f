//! What the pallet of limit orders may ask of the pallet that keeps the stake.
//!
//! A limit order is a wish signed by a coldkey; a relayer brings it to the chain when its price has
//! come. The pallet of limit orders knows who wishes what; alpha and TAO are moved by the stake
//! pallet, through [`OrderSwapInterface`].
//!
//! **Every function is atomic**: after an error nothing has changed. None of them is for the root
//! network, which limit orders refuse. Price limits are in rao of TAO per whole alpha, as in
//! [`market`](crate::market); errors are those of the stake pallet and of the market, which users
//! see.

use sp_runtime::{DispatchError, DispatchResult};
use substrate_fixed::types::U64F64;

use crate::{AlphaBalance, NetUid, TaoBalance};

/// Whose stake, and under which hotkey.
#[derive(Debug, PartialEq, Eq)]
pub struct Position<'a, AccountId> {
    /// Owner of the stake.
    pub coldkey: &'a AccountId,
    /// The hotkey it is staked to.
    pub hotkey: &'a AccountId,
}

impl<AccountId> Clone for Position<'_, AccountId> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<AccountId> Copy for Position<'_, AccountId> {}

/// Buying, selling and handing over for limit orders.
pub trait OrderSwapInterface<AccountId> {
    /// Spends `tao` of the coldkey for alpha at a price of at most `limit` (`u64::MAX`: no limit)
    /// and stakes it to the hotkey. Returns the TAO that was spent and the alpha.
    ///
    /// What the coldkey cannot spend without dying is left out.
    ///
    /// With `validate` the hotkey must exist, the amount must be at least the minimum stake and
    /// within the balance of the coldkey.
    ///
    /// # Errors
    ///
    /// `SubnetNotExists`, `SubtokenDisabled`; with `validate` `HotKeyAccountNotExists`,
    /// `AmountTooLow`, `NotEnoughBalanceToStake`; `SlippageTooHigh` when the pool does not take the
    /// whole amount within the limit; those of the market.
    fn buy_alpha(
        position: Position<'_, AccountId>,
        netuid: NetUid,
        tao: TaoBalance,
        limit: TaoBalance,
        validate: bool,
    ) -> Result<(TaoBalance, AlphaBalance), DispatchError>;

    /// Sells `alpha` of the position at a price of at least `limit` (0: no limit) and pays the
    /// coldkey. Returns the TAO.
    ///
    /// With `validate` it passes the checks of an unstake that is to be filled as a whole.
    ///
    /// # Errors
    ///
    /// `SubnetNotExists`, `SubtokenDisabled`; with `validate` those of an unstake;
    /// `SlippageTooHigh` when the pool does not take the whole amount within the limit; those of
    /// the market.
    fn sell_alpha(
        position: Position<'_, AccountId>,
        netuid: NetUid,
        alpha: AlphaBalance,
        limit: TaoBalance,
        validate: bool,
    ) -> Result<TaoBalance, DispatchError>;

    /// Hands `alpha` over from one position to another of the same subnet: no pool, no fee, no
    /// event.
    ///
    /// With `validate_sender` the hotkey of the sender must exist, the amount must be worth the
    /// minimum stake and must not be locked; with `validate_receiver` the hotkey of the receiver
    /// must exist.
    ///
    /// # Errors
    ///
    /// `SubnetNotExists`, `SubtokenDisabled`, then those of the checks (`HotKeyAccountNotExists`,
    /// `AmountTooLow`, `StakeUnavailable`), then `NotEnoughStakeToWithdraw`.
    fn transfer_staked_alpha(
        from: Position<'_, AccountId>,
        to: Position<'_, AccountId>,
        netuid: NetUid,
        alpha: AlphaBalance,
        validate_sender: bool,
        validate_receiver: bool,
    ) -> DispatchResult;

    /// Pays `tao`, and lets the account of the payer die if nothing is left in it.
    ///
    /// # Errors
    ///
    /// `InsufficientBalance`, and those of the balances, such as a new account that would hold less
    /// than the existential deposit.
    fn transfer_tao(from: &AccountId, to: &AccountId, tao: TaoBalance) -> DispatchResult;

    /// What a position is worth in alpha, rounded down.
    fn staked_alpha(position: Position<'_, AccountId>, netuid: NetUid) -> AlphaBalance;

    /// Whether the account may act at all.
    ///
    /// # Errors
    ///
    /// `ColdkeySwapAnnounced`, `ColdkeySwapDisputed`: the account keeps still until it has moved.
    fn ensure_may_act(who: &AccountId) -> DispatchResult;

    /// The spot price, TAO per alpha.
    fn current_alpha_price(netuid: NetUid) -> U64F64;

    /// Makes the coldkey the owner of the hotkey if nobody owns it; else leaves it alone.
    ///
    /// # Errors
    ///
    /// `CannotUseSystemAccount` when the hotkey is the account of a subnet.
    fn register_pallet_hotkey(coldkey: &AccountId, hotkey: &AccountId) -> DispatchResult;

    /// Whether the coldkey owns the hotkey.
    fn pallet_hotkey_registered(coldkey: &AccountId, hotkey: &AccountId) -> bool;
}
