//! A runtime with this pallet and a made-up stake pallet, whose books lie in storage, so that they
//! are rolled back like those of a real one.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    reason = "test code"
)]

use frame_support::{
    Blake2_128Concat, PalletId, derive_impl, parameter_types, storage_alias,
    traits::{ConstU32, ConstU64, Time},
};
use myelin_types::{
    AlphaBalance, NetUid, TaoBalance,
    orders::{OrderSwapInterface, Position},
};
use sp_core::{Pair, sr25519};
use sp_keystore::{KeystoreExt, testing::MemoryKeystore};
use sp_runtime::{
    AccountId32, BuildStorage, DispatchError, DispatchResult, Perbill,
    traits::{AccountIdConversion, IdentityLookup},
};
use substrate_fixed::types::U64F64;

use crate::types::*;

type Block = frame_system::mocking::MockBlock<Test>;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system = 0,
        LimitOrders: crate = 32,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountId = AccountId32;
    type Lookup = IdentityLookup<AccountId32>;
}

/// The number of the chain of the tests.
pub const CHAIN: u64 = 42;

/// The time at which tests start, in milliseconds.
pub const START: u64 = 1_000_000;

/// The subnet of most tests.
pub const NETUID: NetUid = NetUid(1);

/// The least that is handed over or traded for a signer, in rao.
pub const MINIMUM: u64 = 10;

parameter_types! {
    pub const OrdersPalletId: PalletId = PalletId(*b"bt/limit");
    pub PalletHotkey: AccountId32 = PalletId(*b"bt/lmhky").into_account_truncating();
    pub static Now: u64 = START;
}

/// The clock of the tests.
pub struct Clock;

impl Time for Clock {
    type Moment = u64;

    fn now() -> u64 {
        Now::get()
    }
}

impl crate::Config for Test {
    type Swap = Stake;
    type Time = Clock;
    type ChainId = ConstU64<CHAIN>;
    type MaxOrdersPerBatch = ConstU32<100>;
    type PalletId = OrdersPalletId;
    type PalletHotkey = PalletHotkey;
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = Stake;
}

/// Tenfold what an order of the benchmarks pays.
#[cfg(feature = "runtime-benchmarks")]
const PLENTY: u64 = 10_000_000_000;

#[cfg(feature = "runtime-benchmarks")]
impl crate::BenchmarkHelper for Stake {
    fn open() {
        open_market();
    }

    fn market(_: u32) -> NetUid {
        NETUID
    }

    fn hotkey(_: u32) -> AccountId32 {
        hotkey()
    }

    fn give_tao(who: &AccountId32) {
        set_tao(who, PLENTY);
    }

    fn give_stake(who: &AccountId32, hotkey: &AccountId32, _netuid: NetUid) {
        let position = Position {
            coldkey: who,
            hotkey,
        };
        set_alpha(position, PLENTY);
    }
}

#[storage_alias]
type Tao = StorageMap<Mock, Blake2_128Concat, AccountId32, u64>;

#[storage_alias]
type Alpha = StorageMap<Mock, Blake2_128Concat, (AccountId32, AccountId32), u64>;

#[storage_alias]
type Owner = StorageMap<Mock, Blake2_128Concat, AccountId32, AccountId32>;

/// Bits of the price.
#[storage_alias]
type Price = StorageValue<Mock, u128>;

/// What the next trades with the pool yield; without it, what the price says.
#[storage_alias]
type Yield = StorageValue<Mock, u64>;

/// What a position loses each time it changes, as a share of a pool does by rounding.
#[storage_alias]
type Rounding = StorageValue<Mock, u64>;

/// The trades with the pool so far: amount, limit, whether the trader was validated.
#[storage_alias]
type Trades = StorageValue<Mock, Vec<(u64, u64, bool)>>;

/// The stake pallet of the tests: one subnet, a pool without fee whose price never moves.
pub struct Stake;

fn take(from: u64, amount: u64, error: &'static str) -> Result<u64, DispatchError> {
    from.checked_sub(amount).ok_or(DispatchError::Other(error))
}

fn refuse_unless(holds: bool, error: &'static str) -> DispatchResult {
    if holds {
        Ok(())
    } else {
        Err(DispatchError::Other(error))
    }
}

fn set_tao(who: &AccountId32, amount: u64) {
    if amount == 0 {
        Tao::remove(who);
    } else {
        Tao::insert(who, amount);
    }
}

fn set_alpha(position: Position<'_, AccountId32>, amount: u64) {
    let key = (position.coldkey, position.hotkey);
    if amount == 0 {
        Alpha::remove(key);
    } else {
        Alpha::insert(key, amount);
    }
}

fn give_alpha(position: Position<'_, AccountId32>, amount: u64) {
    let held = alpha_of(position.coldkey, position.hotkey);
    set_alpha(position, rounded(held.saturating_add(amount)));
}

fn take_alpha(position: Position<'_, AccountId32>, amount: u64) -> DispatchResult {
    let held = alpha_of(position.coldkey, position.hotkey);
    set_alpha(position, rounded(take(held, amount, "too little stake")?));
    Ok(())
}

fn rounded(alpha: u64) -> u64 {
    alpha.saturating_sub(Rounding::get().unwrap_or_default())
}

fn trade(at_price: u64, amount: u64, limit: TaoBalance, validate: bool) -> u64 {
    Trades::append((amount, limit.to_u64(), validate));
    Yield::get().unwrap_or(at_price)
}

/// The price in rao per alpha.
fn price_rao() -> u64 {
    (Stake::current_alpha_price(NETUID) * U64F64::from_num(1_000_000_000)).to_num()
}

impl OrderSwapInterface<AccountId32> for Stake {
    fn buy_alpha(
        position: Position<'_, AccountId32>,
        netuid: NetUid,
        tao: TaoBalance,
        limit: TaoBalance,
        validate: bool,
    ) -> Result<(TaoBalance, AlphaBalance), DispatchError> {
        refuse_unless(netuid == NETUID, "no such subnet")?;
        if validate {
            refuse_unless(Owner::contains_key(position.hotkey), "no such hotkey")?;
            refuse_unless(tao.to_u64() >= MINIMUM, "too little")?;
        }
        refuse_unless(price_rao() <= limit.to_u64(), "slippage")?;
        let left = take(tao_of(position.coldkey), tao.to_u64(), "too poor")?;
        set_tao(position.coldkey, left);
        let at_price = U64F64::from_num(tao.to_u64()) / Self::current_alpha_price(netuid);
        let alpha = trade(at_price.to_num(), tao.to_u64(), limit, validate);
        give_alpha(position, alpha);
        Ok((tao, AlphaBalance(alpha)))
    }

    fn sell_alpha(
        position: Position<'_, AccountId32>,
        netuid: NetUid,
        alpha: AlphaBalance,
        limit: TaoBalance,
        validate: bool,
    ) -> Result<TaoBalance, DispatchError> {
        refuse_unless(netuid == NETUID, "no such subnet")?;
        refuse_unless(price_rao() >= limit.to_u64(), "slippage")?;
        take_alpha(position, alpha.to_u64())?;
        let at_price = U64F64::from_num(alpha.to_u64()) * Self::current_alpha_price(netuid);
        let tao = trade(at_price.to_num(), alpha.to_u64(), limit, validate);
        set_tao(position.coldkey, tao_of(position.coldkey) + tao);
        Ok(TaoBalance(tao))
    }

    fn transfer_staked_alpha(
        from: Position<'_, AccountId32>,
        to: Position<'_, AccountId32>,
        netuid: NetUid,
        alpha: AlphaBalance,
        validate_sender: bool,
        validate_receiver: bool,
    ) -> DispatchResult {
        refuse_unless(netuid == NETUID, "no such subnet")?;
        if validate_sender {
            refuse_unless(alpha.to_u64() >= MINIMUM, "too little")?;
        }
        if validate_receiver {
            refuse_unless(Owner::contains_key(to.hotkey), "no such hotkey")?;
        }
        take_alpha(from, alpha.to_u64())?;
        give_alpha(to, alpha.to_u64());
        Ok(())
    }

    fn transfer_tao(from: &AccountId32, to: &AccountId32, tao: TaoBalance) -> DispatchResult {
        set_tao(from, take(tao_of(from), tao.to_u64(), "too poor")?);
        set_tao(to, tao_of(to).saturating_add(tao.to_u64()));
        Ok(())
    }

    fn staked_alpha(position: Position<'_, AccountId32>, _netuid: NetUid) -> AlphaBalance {
        AlphaBalance(alpha_of(position.coldkey, position.hotkey))
    }

    fn ensure_may_act(_who: &AccountId32) -> DispatchResult {
        Ok(())
    }

    fn current_alpha_price(_netuid: NetUid) -> U64F64 {
        U64F64::from_bits(Price::get().unwrap_or_default())
    }

    fn register_pallet_hotkey(coldkey: &AccountId32, hotkey: &AccountId32) -> DispatchResult {
        if !Owner::contains_key(hotkey) {
            Owner::insert(hotkey, coldkey);
        }
        Ok(())
    }

    fn pallet_hotkey_registered(coldkey: &AccountId32, hotkey: &AccountId32) -> bool {
        Owner::get(hotkey).as_ref() == Some(coldkey)
    }
}

/// The TAO of an account.
pub fn tao_of(who: &AccountId32) -> u64 {
    Tao::get(who).unwrap_or_default()
}

/// The alpha of a position.
pub fn alpha_of(coldkey: &AccountId32, hotkey: &AccountId32) -> u64 {
    Alpha::get((coldkey, hotkey)).unwrap_or_default()
}

/// What the account of the pallet holds in TAO and in alpha.
pub fn desk() -> (u64, u64) {
    let account = LimitOrders::account();
    (tao_of(&account), alpha_of(&account, &PalletHotkey::get()))
}

/// Sets the price: rao of TAO per whole alpha.
pub fn set_price(rao: u64) {
    let price = U64F64::from_num(rao) / U64F64::from_num(1_000_000_000);
    Price::put(price.to_bits());
}

/// Sets the price by its bits.
pub fn set_price_bits(bits: u128) {
    Price::put(bits);
}

/// Sets what the next trades with the pool yield.
pub fn set_yield(amount: u64) {
    Yield::put(amount);
}

/// Sets what a position loses each time it changes.
pub fn set_rounding(alpha: u64) {
    Rounding::put(alpha);
}

/// Forgets who owns the hotkey of the pallet.
pub fn forget_pallet_hotkey() {
    Owner::remove(PalletHotkey::get());
}

/// The trades with the pool so far.
pub fn trades() -> Vec<(u64, u64, bool)> {
    Trades::get().unwrap_or_default()
}

/// The coldkey with this name.
pub fn pair(name: &str) -> sr25519::Pair {
    sr25519::Pair::from_seed(&sp_io::hashing::blake2_256(name.as_bytes()))
}

/// The account of [`pair`].
pub fn account(name: &str) -> AccountId32 {
    pair(name).public().into()
}

/// The hotkey of the tests: it exists.
pub fn hotkey() -> AccountId32 {
    account("hotkey")
}

/// Gives a coldkey TAO and alpha under [`hotkey`].
pub fn endow(name: &str, tao: u64, alpha: u64) {
    let coldkey = account(name);
    set_tao(&coldkey, tao);
    let position = Position {
        coldkey: &coldkey,
        hotkey: &hotkey(),
    };
    set_alpha(position, alpha);
}

/// An order of `name` that anybody may execute at any price.
pub fn order(name: &str, order_type: OrderType, amount: u64) -> Order<AccountId32> {
    Order {
        signer: account(name),
        hotkey: hotkey(),
        netuid: NETUID,
        order_type,
        amount,
        limit_price: match order_type {
            OrderType::LimitBuy | OrderType::StopLoss => u64::MAX,
            OrderType::TakeProfit => 0,
        },
        expiry: u64::MAX,
        fee_rate: Perbill::zero(),
        fee_recipient: account("recipient"),
        relayer: None,
        max_slippage: None,
        chain_id: CHAIN,
        partial_fills_enabled: false,
    }
}

/// A purchase for `amount` TAO.
pub fn buy(name: &str, amount: u64) -> Order<AccountId32> {
    order(name, OrderType::LimitBuy, amount)
}

/// A sale of `amount` alpha.
pub fn sell(name: &str, amount: u64) -> Order<AccountId32> {
    order(name, OrderType::TakeProfit, amount)
}

/// An order that [`relayer`] may fill in parts.
pub fn in_parts(mut order: Order<AccountId32>) -> Order<AccountId32> {
    order.relayer = Some(vec![relayer()].try_into().unwrap());
    order.partial_fills_enabled = true;
    order
}

/// Who brings the orders.
pub fn relayer() -> AccountId32 {
    account("relayer")
}

/// The order with the signature of `name`.
pub fn signed_by(name: &str, order: Order<AccountId32>) -> SignedOrder<AccountId32> {
    use codec::Encode;
    let order = VersionedOrder::V1(order);
    let signature = pair(name).sign(&order.encode()).into();
    SignedOrder {
        order,
        signature,
        partial_fill: None,
    }
}

/// The id of an order.
pub fn id(order: &Order<AccountId32>) -> sp_core::H256 {
    VersionedOrder::V1(order.clone()).id()
}

/// A chain with a price of 2.
pub fn new_test_ext() -> sp_io::TestExternalities {
    Now::set(START);
    let storage = RuntimeGenesisConfig::default().build_storage().unwrap();
    let mut ext = sp_io::TestExternalities::new(storage);
    ext.register_extension(KeystoreExt::new(MemoryKeystore::new()));
    ext.execute_with(|| {
        System::set_block_number(1);
        open_market();
    });
    ext
}

/// The price is 2, and the hotkey exists.
fn open_market() {
    set_price(2_000_000_000);
    Owner::insert(hotkey(), account("owner"));
}

/// Runs `test` on that chain, then checks all stored state.
pub fn on_a_chain(test: impl FnOnce()) {
    new_test_ext().execute_with(|| {
        test();
        LimitOrders::do_try_state().unwrap();
    });
}
