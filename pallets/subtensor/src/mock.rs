//! A runtime for the tests of the pallet: balances, the market, the ledger of alpha, and the pallet
//! with the values of a production chain.
//!
//! A test runs inside [`ExtBuilder::build_and_execute`], which checks the invariants of the pallet
//! when the test is over. The helpers act through the calls a user would send, so that what they
//! build is a state the chain can reach.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a test that cannot build its state has failed"
)]

use core::num::NonZeroU64;
use std::collections::BTreeMap;

use frame_support::{
    BoundedVec, PalletId, assert_ok, derive_impl, parameter_types,
    storage::with_transaction,
    traits::{
        ConstBool, ConstI16, ConstU8, ConstU16, ConstU32, ConstU64, Get, Hooks,
        UnfilteredDispatchable,
        fungible::{Inspect, Mutate},
    },
    weights::{Weight, constants::ParityDbWeight},
};
use frame_system::limits::BlockWeights;
use myelin_timelock::encrypt::{Secrets, encrypt, public_key_of, sign};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, beacon::Beacon};
use sp_runtime::{
    AccountId32, BuildStorage, DispatchError, DispatchResult, Percent, TransactionOutcome,
    traits::IdentityLookup,
};

use crate::{MAX_COMMIT_BYTES, pallet::*, weight_info::EstimatedWeight};

pub type Block = frame_system::mocking::MockBlockU32<Test>;

/// One TAO, or one alpha, in rao.
pub const UNIT: u64 = 1_000_000_000;

/// Balance below which an account dies, rao.
pub const EXISTENTIAL_DEPOSIT: u64 = 500;

/// Block in which every test starts.
pub const FIRST_BLOCK: u32 = 1;

frame_support::construct_runtime!(
    pub enum Test {
        System: frame_system = 0,
        Balances: pallet_balances = 5,
        SubtensorModule: crate = 7,
        Swap: pallet_swap = 28,
        AlphaAssets: pallet_alpha_assets = 31,
    }
);

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Test {
    type Block = Block;
    type AccountId = AccountId32;
    type Lookup = IdentityLookup<AccountId32>;
    type AccountData = pallet_balances::AccountData<u64>;
    type DbWeight = ParityDbWeight;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Test {
    type AccountStore = System;
    type ExistentialDeposit = ConstU64<EXISTENTIAL_DEPOSIT>;
}

impl pallet_alpha_assets::Config for Test {}

parameter_types! {
    pub const MinimumReserve: NonZeroU64 = NonZeroU64::new(1_000_000).expect("a million is not zero");
    pub const SwapProtocolId: PalletId = PalletId(*b"ten/swap");
    pub const SubtensorPalletId: PalletId = PalletId(*b"subtensr");
    pub const BurnAccountId: PalletId = PalletId(*b"burntnsr");
    pub const MaxImmuneUidsPercentage: Percent = Percent::from_percent(80);
    pub static BlockAuthor: Option<AccountId32> = None;
    pub static Pulses: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
    pub static CurrentRound: Option<u64> = None;
}

/// Secret of the beacon of the tests.
pub const BEACON_SECRET: [u8; 32] = [42; 32];

/// A beacon with a round each three seconds, whose signatures a test publishes.
pub struct TestBeacon;

impl Beacon for TestBeacon {
    fn last_stored_round() -> u64 {
        Pulses::get()
            .keys()
            .next_back()
            .copied()
            .unwrap_or_default()
    }

    fn signature(round: u64) -> Option<Vec<u8>> {
        Pulses::get().get(&round).cloned()
    }

    fn round_in(seconds: u64) -> Option<u64> {
        CurrentRound::get().map(|round| round + seconds / 3)
    }
}

/// The beacon signs a round.
pub fn publish(round: u64) {
    let signature = sign(round, &BEACON_SECRET).expect("every round has a point");
    Pulses::mutate(|pulses| pulses.insert(round, signature.to_vec()));
}

/// Hides bytes until a round.
pub fn seal(bytes: &[u8], round: u64) -> BoundedVec<u8, ConstU32<MAX_COMMIT_BYTES>> {
    let secrets = Secrets {
        secret: [1; 32],
        key: [2; 32],
        nonce: [3; 12],
    };
    let sealed = encrypt(bytes, round, &public_key_of(&BEACON_SECRET), &secrets);
    BoundedVec::truncate_from(sealed.expect("it can be hidden"))
}

impl pallet_swap::Config for Test {
    type Pools = SubtensorModule;
    type ProtocolId = SwapProtocolId;
    type MaxFeeRate = ConstU16<10_000>;
    type MinimumLiquidity = ConstU64<1_000>;
    type MinimumReserve = MinimumReserve;
    type WeightInfo = ();
    #[cfg(feature = "runtime-benchmarks")]
    type BenchmarkHelper = ();
}

impl crate::Config for Test {
    type Currency = Balances;
    type Market = Swap;
    type AlphaAssets = AlphaAssets;
    type Beacon = TestBeacon;
    type BeaconCurve = ark_bls12_381::Bls12_381;
    type BlockAuthor = BlockAuthor;
    type InitialPendingChildKeyCooldown = ConstU64<7_200>;
    type MechanismRateLimit = ConstU64<7_200>;
    type MaxUidsTrimmingRateLimit = ConstU64<216_000>;
    type WeightInfo = EstimatedWeight<Test>;
    type InitialIssuance = ConstU64<0>;
    type InitialMinAllowedWeights = ConstU16<1_024>;
    type InitialEmissionValue = ConstU16<0>;
    type InitialTempo = ConstU16<360>;
    type InitialDifficulty = ConstU64<10_000_000>;
    type InitialMaxDifficulty = ConstU64<{ u64::MAX / 4 }>;
    type InitialMinDifficulty = ConstU64<10_000_000>;
    type InitialRAORecycledForRegistration = ConstU64<0>;
    type InitialBurn = ConstU64<100_000_000>;
    type InitialMaxBurn = ConstU64<100_000_000_000>;
    type InitialMinBurn = ConstU64<500_000>;
    type InitialMinStake = ConstU64<2_000_000>;
    type MinBurnUpperBound = ConstU64<1_000_000_000>;
    type MaxBurnLowerBound = ConstU64<100_000_000>;
    type MinTempo = ConstU16<360>;
    type MaxTempo = ConstU16<50_400>;
    type MinActivityCutoffFactorMilli = ConstU32<1_000>;
    type MaxActivityCutoffFactorMilli = ConstU32<50_000>;
    type InitialAdjustmentInterval = ConstU16<100>;
    type InitialBondsMovingAverage = ConstU64<900_000>;
    type InitialBondsPenalty = ConstU16<{ u16::MAX }>;
    type InitialBondsResetOn = ConstBool<false>;
    type InitialTargetRegistrationsPerInterval = ConstU16<2>;
    type InitialRho = ConstU16<10>;
    type InitialAlphaSigmoidSteepness = ConstI16<1_000>;
    type InitialKappa = ConstU16<32_767>;
    type InitialMinAllowedUids = ConstU16<64>;
    type InitialMaxAllowedUids = ConstU16<256>;
    type InitialValidatorPruneLen = ConstU64<1>;
    type InitialScalingLawPower = ConstU16<50>;
    type InitialImmunityPeriod = ConstU16<4_096>;
    type InitialActivityCutoff = ConstU16<5_000>;
    type InitialMaxRegistrationsPerBlock = ConstU16<1>;
    type InitialPruningScore = ConstU16<{ u16::MAX }>;
    type InitialMaxAllowedValidators = ConstU16<128>;
    type InitialDefaultDelegateTake = ConstU16<11_796>;
    type InitialMinDelegateTake = ConstU16<0>;
    type InitialDefaultChildKeyTake = ConstU16<0>;
    type InitialMinChildKeyTake = ConstU16<0>;
    type InitialMaxChildKeyTake = ConstU16<11_796>;
    type InitialWeightsVersionKey = ConstU64<0>;
    type InitialServingRateLimit = ConstU64<50>;
    type InitialTxRateLimit = ConstU64<1_000>;
    type InitialTxDelegateTakeRateLimit = ConstU64<216_000>;
    type InitialTxChildKeyTakeRateLimit = ConstU64<216_000>;
    type InitialAdjustmentAlpha = ConstU64<0>;
    type InitialNetworkImmunityPeriod = ConstU64<1_296_000>;
    type InitialNetworkMinLockCost = ConstU64<1_000_000_000_000>;
    type InitialSubnetOwnerCut = ConstU16<11_796>;
    type InitialNetworkLockReductionInterval = ConstU64<100_800>;
    type InitialNetworkRateLimit = ConstU64<7_200>;
    type KeySwapCost = ConstU64<100_000_000>;
    type AlphaHigh = ConstU16<58_982>;
    type AlphaLow = ConstU16<45_875>;
    type LiquidAlphaOn = ConstBool<false>;
    type Yuma3On = ConstBool<false>;
    type InitialColdkeySwapAnnouncementDelay = ConstU32<36_000>;
    type InitialColdkeySwapReannouncementDelay = ConstU32<7_200>;
    type InitialDissolveNetworkScheduleDuration = ConstU32<36_000>;
    type InitialTaoWeight = ConstU64<971_718_665_099_567_868>;
    type InitialEmaPriceHalvingPeriod = ConstU64<201_600>;
    type InitialStartCallDelay = ConstU64<0>;
    type KeySwapOnSubnetCost = ConstU64<1_000_000>;
    type HotkeySwapOnSubnetInterval = ConstU64<7_200>;
    type LeaseDividendsDistributionInterval = ConstU32<100>;
    type MaxImmuneUidsPercentage = MaxImmuneUidsPercentage;
    type SubtensorPalletId = SubtensorPalletId;
    type BurnAccountId = BurnAccountId;
    type InitialMaxEpochsPerBlock = ConstU8<2>;
}

/// The state a test starts from: root and subnet 1 as in every genesis, no
/// waiting time between subnet creations.
#[derive(Default)]
pub struct ExtBuilder {}

impl ExtBuilder {
    /// The state, in block [`FIRST_BLOCK`].
    pub fn build(self) -> sp_io::TestExternalities {
        let storage = RuntimeGenesisConfig::default()
            .build_storage()
            .expect("the genesis is consistent");
        let mut ext = sp_io::TestExternalities::new(storage);
        ext.execute_with(|| {
            System::set_block_number(FIRST_BLOCK);
            NetworkRateLimit::<Test>::put(0);
        });
        ext
    }

    /// Runs a test, then the invariants.
    pub fn build_and_execute(self, test: impl FnOnce()) {
        self.build().execute_with(|| {
            test();
            check_invariants();
        });
    }
}

/// The default state of [`ExtBuilder`]; prefer [`ExtBuilder::build_and_execute`], which checks the
/// invariants at the end.
pub fn new_test_ext() -> sp_io::TestExternalities {
    ExtBuilder::default().build()
}

/// Fails when an invariant of the pallet does not hold.
pub fn check_invariants() {
    SubtensorModule::do_try_state().expect("the invariants hold");
    let ledger = pallet_alpha_assets::TotalAlphaIssuance::<Test>::iter_keys()
        .chain(pallet_alpha_assets::AlphaBurned::<Test>::iter_keys())
        .chain(pallet_alpha_assets::AlphaRecycled::<Test>::iter_keys());
    for netuid in ledger {
        assert!(
            SubtensorModule::subnet_exists(netuid),
            "alpha of {netuid:?}, which does not exist"
        );
    }
}

/// The account with this number.
pub fn account(number: u64) -> AccountId32 {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&number.to_le_bytes());
    bytes[31] = 1;
    AccountId32::new(bytes)
}

/// A signed origin.
pub fn signed(who: &AccountId32) -> RuntimeOrigin {
    RuntimeOrigin::signed(who.clone())
}

/// Makes a call, past the filter and the checks of the pool.
pub fn dispatch(origin: RuntimeOrigin, call: Call<Test>) -> DispatchResult {
    call.dispatch_bypass_filter(origin)
        .map(|_| ())
        .map_err(|failed| failed.error)
}

/// Runs something and undoes what it did.
pub fn undone<Out>(run: impl FnOnce() -> Out) -> Out {
    with_transaction(|| {
        let out = run();
        TransactionOutcome::Rollback(Ok::<_, DispatchError>(out))
    })
    .expect("the layers are few")
}

/// Creates `amount` rao of TAO in an account, and counts it as issued.
pub fn fund(who: &AccountId32, amount: u64) {
    Balances::mint_into(who, amount).expect("the amount fits");
    TotalIssuance::<Test>::mutate(|total| *total = total.saturating_add(TaoBalance(amount)));
}

/// The whole balance of an account in rao.
pub fn balance(who: &AccountId32) -> u64 {
    Balances::total_balance(who)
}

/// The present block.
pub fn block() -> u32 {
    System::block_number()
}

/// Runs the hooks of every block up to and including `number`.
pub fn run_to_block(number: u32) {
    System::run_to_block::<AllPalletsWithSystem>(number);
}

/// Runs the hooks of the next `blocks` blocks.
pub fn run_blocks(blocks: u32) {
    run_to_block(block() + blocks);
}

/// Runs the hook of the pallet in the next block, which must stay within the limit of a block. Returns
/// its weight. Forgets earlier events.
pub fn run_hook() -> Weight {
    System::set_block_number(block() + 1);
    forget_events();
    let weight = SubtensorModule::on_initialize(block());
    let limits: BlockWeights = <Test as frame_system::Config>::BlockWeights::get();
    assert!(weight.all_lte(limits.max_block), "{weight:?}");
    weight
}

/// Runs what the pallet does with a block that has nothing else to do.
pub fn idle() {
    SubtensorModule::on_idle(block(), Weight::MAX);
}

/// Creates a subnet at its present price, paid with fresh TAO, without starting it.
pub fn add_unstarted_network(owner: &AccountId32, hotkey: &AccountId32) -> NetUid {
    let before = SubtensorModule::all_netuids();
    fund(
        owner,
        SubtensorModule::network_lock_cost().to_u64() + EXISTENTIAL_DEPOSIT,
    );
    assert_ok!(SubtensorModule::register_network(
        signed(owner),
        hotkey.clone()
    ));
    SubtensorModule::all_netuids()
        .into_iter()
        .find(|netuid| !before.contains(netuid))
        .expect("a subnet was created")
}

/// Creates a subnet and starts it: its alpha trades, and commit-reveal is off, so that plain weights
/// can be set at once.
pub fn add_network(owner: &AccountId32, hotkey: &AccountId32) -> NetUid {
    let netuid = add_unstarted_network(owner, hotkey);
    assert_ok!(SubtensorModule::start_call(signed(owner), netuid));
    CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
    WeightsSetRateLimit::<Test>::insert(netuid, 0);
    netuid
}

/// Gives the pool of a subnet these reserves, with the TAO behind them.
pub fn set_reserves(netuid: NetUid, tao: u64, alpha: u64) {
    let pot = SubtensorModule::subnet_account(netuid).expect("the subnet exists");
    let held = balance(&pot);
    if held < tao + UNIT {
        fund(&pot, tao + UNIT - held);
    }
    let before = SubnetTAO::<Test>::get(netuid);
    TotalStake::<Test>::mutate(|total| {
        *total = total.saturating_sub(before).saturating_add(TaoBalance(tao));
    });
    SubnetTAO::<Test>::insert(netuid, TaoBalance(tao));
    SubnetAlphaIn::<Test>::insert(netuid, AlphaBalance(alpha));
}

/// Registers a neuron at its present price, paid with fresh TAO, and returns its uid.
pub fn register_neuron(netuid: NetUid, coldkey: &AccountId32, hotkey: &AccountId32) -> u16 {
    fund(
        coldkey,
        Burn::<Test>::get(netuid).to_u64() + EXISTENTIAL_DEPOSIT,
    );
    assert_ok!(SubtensorModule::burned_register(
        signed(coldkey),
        netuid,
        hotkey.clone()
    ));
    SubtensorModule::uid_of(netuid, hotkey).expect("the neuron was registered")
}

/// Stakes fresh TAO and returns the alpha it bought.
pub fn stake(
    netuid: NetUid,
    coldkey: &AccountId32,
    hotkey: &AccountId32,
    amount: u64,
) -> AlphaBalance {
    let before = SubtensorModule::stake_of(hotkey, coldkey, netuid);
    fund(coldkey, amount + EXISTENTIAL_DEPOSIT);
    assert_ok!(SubtensorModule::add_stake(
        signed(coldkey),
        hotkey.clone(),
        netuid,
        TaoBalance(amount)
    ));
    SubtensorModule::stake_of(hotkey, coldkey, netuid).saturating_sub(before)
}

/// Lets the owner of `parent` set its children; on a subnet that was not started they count at once.
pub fn set_children(netuid: NetUid, parent: &AccountId32, children: Vec<(u64, AccountId32)>) {
    assert_ok!(SubtensorModule::set_children(
        signed(&SubtensorModule::owner_of(parent)),
        parent.clone(),
        netuid,
        children
    ));
}

/// The events of the pallet since the last [`forget_events`], oldest first.
pub fn pallet_events() -> Vec<Event<Test>> {
    System::events()
        .into_iter()
        .filter_map(|record| match record.event {
            RuntimeEvent::SubtensorModule(event) => Some(event),
            _ => None,
        })
        .collect()
}

/// Forgets all events so far.
pub fn forget_events() {
    System::reset_events();
}
