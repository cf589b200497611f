//! The chain on which the calls are measured: started subnets with pools, hotkeys with stakers,
//! full subnets. Whoever adds a call builds its worst case from these functions; so do the
//! benchmarks of pallets that work on this one.

use alloc::{collections::VecDeque, vec, vec::Vec};

use codec::Encode;
use frame_benchmarking::v2::*;
use frame_support::{
    assert_ok,
    traits::{
        Get,
        fungible::{Inspect, Mutate},
    },
};
use frame_system::pallet_prelude::BlockNumberFor;
use myelin_types::{AlphaBalance, MechId, NetUid, NetUidStorageIndex, TaoBalance, market::Market};
use sp_core::H256;
use sp_runtime::DigestItem;

use crate::pallet::*;

/// One TAO or one alpha, in rao.
pub const UNIT: u64 = 1_000_000_000;

/// Stake of whoever has stake, in rao of TAO.
pub const STAKE: u64 = 100 * UNIT;

/// Others that hold stake wherever there is stake.
const NOMINATORS: u32 = 10;

/// Block in which the calls run: every limit on how often something may be done has passed.
const BLOCK: u32 = 10_000_000;

/// The engine of the digest that names the author of a block.
const AURA: [u8; 4] = *b"aura";

/// Two started subnets, and who acts on them.
pub struct Stage<T: Config> {
    /// A started subnet.
    pub first: NetUid,
    /// Another one.
    pub second: NetUid,
    /// Who signs; owns neither hotkey.
    pub coldkey: T::AccountId,
    /// Another coldkey, without stake.
    pub other_coldkey: T::AccountId,
    /// A delegate with nominators on both subnets.
    pub hotkey: T::AccountId,
    /// Another one.
    pub other_hotkey: T::AccountId,
}

impl<T: Config> Stage<T> {
    /// The signer is rich and holds nothing yet.
    pub fn build() -> Self {
        open::<T>();
        let stage = Self {
            first: started_subnet::<T>(0),
            second: started_subnet::<T>(1),
            coldkey: rich::<T>(whitelisted_caller()),
            other_coldkey: rich::<T>(account("other coldkey", 0, 0)),
            hotkey: owner_hotkey::<T>(0),
            other_hotkey: owner_hotkey::<T>(1),
        };
        for hotkey in [&stage.hotkey, &stage.other_hotkey] {
            Delegates::<T>::insert(hotkey, MaxDelegateTake::<T>::get());
            nominate::<T>(stage.first, hotkey);
            nominate::<T>(stage.second, hotkey);
        }
        stage
    }

    /// The signer holds stake on the first subnet, and has a lock there: see [`Self::hold`].
    pub fn with_stake() -> Self {
        let stage = Self::build();
        stage.hold(stage.first);
        stage
    }

    /// As [`Self::with_stake`]; the signer and the other coldkey have a lock on the second subnet too.
    pub fn with_locks_on_both() -> Self {
        let stage = Self::with_stake();
        for coldkey in [&stage.coldkey, &stage.other_coldkey] {
            stake::<T>(stage.second, coldkey, &stage.other_hotkey, UNIT);
            let locked = AlphaBalance(UNIT / 10);
            lock::<T>(stage.second, coldkey, &stage.other_hotkey, locked);
        }
        stage
    }

    /// The signer gets stake and a lock: see [`hold`].
    pub fn hold(&self, netuid: NetUid) {
        hold::<T>(netuid, &self.coldkey, &self.hotkey, &self.other_hotkey);
    }

    /// The signer gets stake: see [`spread`].
    pub fn spread(&self, netuid: NetUid) -> AlphaBalance {
        spread::<T>(netuid, &self.coldkey, &self.hotkey, &self.other_hotkey)
    }

    /// What the signer holds under the first hotkey on the first subnet, less what is no nomination
    /// any more.
    pub fn all_but_too_little(&self) -> AlphaBalance {
        NominatorMinRequiredStake::<T>::put(1_000_000);
        assert!(!Pallet::<T>::nominator_required_stake().is_zero());
        self.held(self.first).saturating_sub(AlphaBalance(10_000))
    }

    /// What the signer holds under the first hotkey.
    pub fn held(&self, netuid: NetUid) -> AlphaBalance {
        Pallet::<T>::stake_of(&self.hotkey, &self.coldkey, netuid)
    }
}

/// Subnets may be created and started at any time, and the author of the block is known and has an
/// account, as has the burn account.
pub fn open<T: Config>() {
    frame_system::Pallet::<T>::set_block_number(BlockNumberFor::<T>::from(BLOCK));
    frame_system::Pallet::<T>::deposit_log(DigestItem::PreRuntime(AURA, 0u64.encode()));
    if let Some(author) = Pallet::<T>::block_author() {
        rich::<T>(author);
    }
    rich::<T>(Pallet::<T>::burn_account());
    NetworkRegistrationStartBlock::<T>::put(0);
    NetworkRateLimit::<T>::put(0);
    StartCallDelay::<T>::put(0);
}

/// Gives an account 20 000 TAO: enough for everything, and little enough for a chain full of such
/// accounts to stay below the supply, so that blocks go on minting.
pub fn rich<T: Config>(who: T::AccountId) -> T::AccountId {
    issue::<T>(&who, 20_000 * UNIT);
    who
}

/// Creates TAO in an account, and counts it as issued.
fn issue<T: Config>(who: &T::AccountId, amount: u64) {
    assert_ok!(T::Currency::mint_into(who, amount));
    TotalIssuance::<T>::mutate(|total| *total = total.saturating_add(TaoBalance(amount)));
    assert!(T::Currency::total_balance(who) >= amount);
}

/// The coldkey that owns the subnet of this number.
pub fn owner<T: Config>(number: u32) -> T::AccountId {
    account("subnet owner", number, 0)
}

/// The hotkey of the owner of the subnet of this number.
pub fn owner_hotkey<T: Config>(number: u32) -> T::AccountId {
    account("subnet hotkey", number, 0)
}

/// Creates a subnet for [`owner`] and [`owner_hotkey`].
pub fn subnet<T: Config>(number: u32) -> NetUid {
    // The price doubles with every creation.
    NetworkLastLockCost::<T>::put(TaoBalance(1_000 * UNIT));
    let before = Pallet::<T>::all_netuids();
    let (owner, hotkey) = (rich::<T>(owner::<T>(number)), owner_hotkey::<T>(number));
    assert_ok!(Pallet::<T>::do_register_network(&owner, &hotkey, None));
    let mut created = Pallet::<T>::all_netuids();
    created.retain(|netuid| !before.contains(netuid));
    created.pop().expect("a subnet was created")
}

/// Creates a subnet and starts it. It takes plain weights, and those of its pool are unequal.
pub fn started_subnet<T: Config>(number: u32) -> NetUid {
    let netuid = subnet::<T>(number);
    assert_ok!(Pallet::<T>::do_start_call(&owner::<T>(number), netuid));
    CommitRevealWeightsEnabled::<T>::insert(netuid, false);
    tilt::<T>(netuid);
    netuid
}

/// Lets TAO into a pool as blocks do, a third of what it holds. The price stays, the weights move:
/// trades take longer between unequal ones, as they are after the first blocks of a subnet.
pub fn tilt<T: Config>(netuid: NetUid) {
    let third = TaoBalance(SubnetTAO::<T>::get(netuid).to_u64() / 3);
    let (tao, _) = T::Market::adjust_protocol_liquidity(netuid, third, AlphaBalance::ZERO);
    assert_eq!(tao, third);
    let pot = Pallet::<T>::subnet_account(netuid).expect("the subnet exists");
    issue::<T>(&pot, tao.to_u64());
    Pallet::<T>::inject_tao(netuid, tao);
}

/// As many started subnets as the chain has room for. Returns all of them, those of the genesis
/// included, root not.
pub fn all_subnets<T: Config>() -> Vec<NetUid> {
    let first = u32::from(TotalNetworks::<T>::get());
    let limit = u32::from(SubnetLimit::<T>::get());
    for number in first..=limit {
        started_subnet::<T>(number);
    }
    let netuids = Pallet::<T>::non_root_netuids();
    for netuid in &netuids {
        SubtokenEnabled::<T>::insert(netuid, true);
    }
    netuids
}

/// Buys stake.
pub fn stake<T: Config>(netuid: NetUid, coldkey: &T::AccountId, hotkey: &T::AccountId, rao: u64) {
    let trade = Pallet::<T>::buy_at_any_price();
    assert_ok!(Pallet::<T>::stake_into_subnet(
        hotkey,
        coldkey,
        netuid,
        TaoBalance(rao),
        trade
    ));
}

/// Gives a coldkey stake under one hotkey, and a lock to another one. It has just enough for that
/// without the first position, but under three hotkeys together.
pub fn hold<T: Config>(
    netuid: NetUid,
    coldkey: &T::AccountId,
    hotkey: &T::AccountId,
    other: &T::AccountId,
) {
    let elsewhere = spread::<T>(netuid, coldkey, hotkey, other);
    lock::<T>(netuid, coldkey, other, elsewhere);
}

/// Gives a coldkey stake under one hotkey, and less under another one and the first two strangers.
/// Returns what it then has under these three.
pub fn spread<T: Config>(
    netuid: NetUid,
    coldkey: &T::AccountId,
    hotkey: &T::AccountId,
    other: &T::AccountId,
) -> AlphaBalance {
    stake::<T>(netuid, coldkey, hotkey, STAKE);
    let elsewhere = [other.clone(), stranger::<T>(0), stranger::<T>(1)].map(|hotkey| {
        stake::<T>(netuid, coldkey, &hotkey, STAKE / 10);
        Pallet::<T>::stake_of(&hotkey, coldkey, netuid)
    });
    elsewhere
        .into_iter()
        .fold(AlphaBalance::ZERO, AlphaBalance::saturating_add)
}

/// Locks alpha in one block, for the next to bring it to the present.
pub fn lock<T: Config>(
    netuid: NetUid,
    coldkey: &T::AccountId,
    hotkey: &T::AccountId,
    amount: AlphaBalance,
) {
    assert_ok!(Pallet::<T>::do_lock_stake(coldkey, hotkey, netuid, amount));
    let later = frame_system::Pallet::<T>::block_number() + 1u32.into();
    frame_system::Pallet::<T>::set_block_number(later);
}

/// Others stake to a hotkey.
pub fn nominate<T: Config>(netuid: NetUid, hotkey: &T::AccountId) {
    for number in 0..NOMINATORS {
        let nominator = rich::<T>(account("nominator", number, 0));
        stake::<T>(netuid, &nominator, hotkey, UNIT);
    }
}

/// Registers neurons, each with a hotkey and a coldkey of its own, until the subnet has `count`, and
/// gives all of them a validator permit. Returns the hotkey of the last one.
pub fn populate<T: Config>(netuid: NetUid, count: u16) -> T::AccountId {
    MaxAllowedUids::<T>::insert(netuid, count);
    for uid in Pallet::<T>::neuron_count(netuid)..count {
        let (coldkey, hotkey) = neuron::<T>(uid);
        assert_ok!(Pallet::<T>::pair_if_unowned(&coldkey, &hotkey));
        Pallet::<T>::append_neuron(netuid, &hotkey);
    }
    ValidatorPermit::<T>::insert(netuid, vec![true; count.into()]);
    let index = NetUidStorageIndex::main(netuid);
    LastUpdate::<T>::insert(index, vec![1u64; count.into()]);
    neuron::<T>(count.saturating_sub(1)).1
}

/// The keys of a neuron of [`populate`].
pub fn neuron<T: Config>(uid: u16) -> (T::AccountId, T::AccountId) {
    (
        account("neuron coldkey", uid.into(), 0),
        account("neuron hotkey", uid.into(), 0),
    )
}

/// The hotkey of such keys, whether there is such a neuron or not.
pub fn stranger<T: Config>(number: u16) -> T::AccountId {
    let (coldkey, hotkey) = neuron::<T>(number);
    assert_ok!(Pallet::<T>::pair_if_unowned(&coldkey, &hotkey));
    hotkey
}

/// Every neuron of the subnet gave weights to every other one.
pub fn rate_everybody<T: Config>(netuid: NetUid) {
    let count = Pallet::<T>::neuron_count(netuid);
    let row: Vec<(u16, u16)> = (0..count).map(|uid| (uid, u16::MAX)).collect();
    for uid in 0..count {
        Weights::<T>::insert(NetUidStorageIndex::main(netuid), uid, row.clone());
    }
}

/// A started subnet with sixteen mechanisms, each with all that the neurons for which
/// there is room then can have in it.
pub fn with_mechanisms<T: Config>() -> NetUid {
    open::<T>();
    let netuid = started_subnet::<T>(0);
    let mechanisms = MechId(16);
    MaxMechanismCount::<T>::put(mechanisms);
    let neurons = T::InitialMaxAllowedUids::get() / u16::from(mechanisms.0);
    populate::<T>(netuid, neurons);
    assert_ok!(Pallet::<T>::set_mechanism_count(netuid, mechanisms));
    let row: Vec<(u16, u16)> = (0..neurons).map(|uid| (uid, u16::MAX)).collect();
    let indices = (0..mechanisms.0).filter_map(|one| NetUidStorageIndex::new(netuid, MechId(one)));
    for index in indices {
        for uid in 0..neurons {
            Weights::<T>::insert(index, uid, &row);
            Bonds::<T>::insert(index, uid, &row);
            let commits: VecDeque<_> = (0..10)
                .map(|number| (H256::repeat_byte(number), 1, 1, 0))
                .collect();
            WeightCommits::<T>::insert(index, neuron::<T>(uid).1, commits);
        }
        let epoch = Pallet::<T>::reveal_clock(netuid).epoch;
        for epoch in [epoch, epoch + 1] {
            let hotkey = neuron::<T>(0).1;
            let queue = VecDeque::from([(hotkey, 1, Default::default(), 1)]);
            Pallet::<T>::put_timelocked_queue(index, epoch, queue);
        }
        Incentive::<T>::insert(index, vec![1; neurons.into()]);
        LastUpdate::<T>::insert(index, vec![1; neurons.into()]);
    }
    netuid
}

/// Enough blocks pass for nobody on the subnet to be new.
pub fn pass_immunity<T: Config>(netuid: NetUid) {
    let later = frame_system::Pallet::<T>::block_number() + ImmunityPeriod::<T>::get(netuid).into();
    frame_system::Pallet::<T>::set_block_number(later);
}

/// A started subnet with so many neurons, of which one, whose hotkey is returned, has the stake and
/// the version key that weights need.
pub fn validator<T: Config>(neurons: u16) -> (NetUid, T::AccountId) {
    let stage = Stage::<T>::build();
    let hotkey = populate::<T>(stage.first, neurons);
    let coldkey = rich::<T>(Pallet::<T>::owner_of(&hotkey));
    stake::<T>(stage.first, &coldkey, &hotkey, STAKE);
    StakeThreshold::<T>::put(UNIT);
    WeightsVersionKey::<T>::insert(stage.first, 1);
    (stage.first, hotkey)
}

/// The same where weights are hidden.
pub fn hiding_validator<T: Config>(neurons: u16) -> (NetUid, T::AccountId) {
    let (netuid, hotkey) = validator::<T>(neurons);
    CommitRevealWeightsEnabled::<T>::insert(netuid, true);
    (netuid, hotkey)
}

/// Scores for the first `targets` uids, backwards, so that sorting has something to do.
pub fn scores(targets: u16) -> (Vec<u16>, Vec<u16>) {
    let uids: Vec<u16> = (0..targets).rev().collect();
    let values = uids.iter().map(|uid| uid % 1_000 + 1).collect();
    (uids, values)
}

/// Enough epochs pass for what was committed in the present one to be revealed.
pub fn pass_reveal_period<T: Config>(netuid: NetUid) {
    let period = RevealPeriodEpochs::<T>::get(netuid);
    SubnetEpochIndex::<T>::mutate(netuid, |index| *index += period);
}
