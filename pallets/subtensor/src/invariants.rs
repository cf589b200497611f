//! What must hold after every block, whatever happened in it.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use codec::Encode;
use frame_support::{ensure, traits::fungible::Inspect};
use myelin_share_pool::SafeFloat;
use myelin_types::{NetUid, NetUidStorageIndex, TaoBalance};
use sp_runtime::TryRuntimeError;

use crate::{
    delegation::MAX_PARENTS,
    pallet::*,
    stake::MOST_LISTED,
    weights::{WaitingHotkeys, WaitingQueues},
};

/// Each time a coldkey adds to its root stake, what it has no claim to is rounded down by less than
/// a rao.
const ROUNDING_PER_CLAIM: u64 = 1_000;

/// All positions of a pool.
#[derive(Default)]
struct Held {
    shares: SafeFloat,
    /// The sum of their values, each rounded down.
    value: u64,
    positions: u64,
}

impl<T: Config> Pallet<T> {
    /// Checks every invariant of the pallet. Walks the whole state.
    pub fn do_try_state() -> Result<(), TryRuntimeError> {
        Self::check_issuance()?;
        Self::check_total_stake()?;
        Self::check_subnets()?;
        let mut outside = Self::check_pools()?;
        Self::add_root_claims(&mut outside);
        Self::check_alpha_out(&outside)?;
        Self::check_waiting()?;
        Self::check_relations()?;
        Self::check_announced_children()?;
        Self::check_root_stakers()?;
        Self::check_locks()?;
        Self::check_voting_power()?;
        Self::check_root_claims()?;
        Self::check_auto_stake()?;
        Self::check_timelocked_weights()?;
        Self::check_owners()?;
        Self::check_memberships()?;
        Self::check_mechanisms()?;
        for netuid in Self::all_netuids() {
            Self::check_neurons(netuid)?;
            Self::check_vectors(netuid)?;
            for index in Self::mechanism_indices(netuid) {
                Self::check_rows(netuid, index)?;
            }
        }
        Ok(())
    }

    /// The pallet's issuance is the sum of all accounts, and the accounts of subnets hold what
    /// their pools say.
    fn check_issuance() -> Result<(), TryRuntimeError> {
        ensure!(
            TotalIssuance::<T>::get().to_u64() == T::Currency::total_issuance(),
            "issuance is not the sum of all balances"
        );
        for netuid in Self::all_netuids() {
            let account = Self::subnet_account(netuid).ok_or("a subnet has no account")?;
            let held = T::Currency::total_balance(&account);
            let deposit = T::Currency::minimum_balance();
            ensure!(
                held.saturating_add(deposit) >= SubnetTAO::<T>::get(netuid).to_u64(),
                "a subnet account holds less than its pool"
            );
        }
        Ok(())
    }

    /// The stake of the chain is what the pools hold, root's included.
    fn check_total_stake() -> Result<(), TryRuntimeError> {
        let pools: TaoBalance = SubnetTAO::<T>::iter_values().sum();
        ensure!(
            TotalStake::<T>::get() == pools,
            "the total stake is not the sum of the pools"
        );
        Ok(())
    }

    /// The hotkeys of a queue are those of its commits, the list of queues names the oldest of each
    /// mechanism and counts them all, and no queue is empty.
    fn check_timelocked_weights() -> Result<(), TryRuntimeError> {
        let mut all: BTreeMap<NetUidStorageIndex, WaitingQueues> = BTreeMap::new();
        for (index, epoch, queue) in TimelockedWeightCommits::<T>::iter() {
            ensure!(!queue.is_empty(), "an empty queue of commits is stored");
            let mut hotkeys = WaitingHotkeys::default();
            for entry in queue {
                let length = entry.encoded_size() as u32;
                hotkeys.bytes = hotkeys.bytes.saturating_add(length);
                let (first, count) = hotkeys.commits.entry(entry.0).or_insert((entry.1, 0));
                *first = entry.1.min(*first);
                *count = count.saturating_add(1);
            }
            ensure!(
                TimelockedHotkeys::<T>::get(index, epoch) == hotkeys,
                "the hotkeys of a queue are not those of its commits"
            );
            let waiting = all.entry(index).or_insert(WaitingQueues {
                oldest: epoch,
                round: 0,
                queues: 0,
                hotkeys: 0,
            });
            waiting.oldest = epoch.min(waiting.oldest);
            waiting.queues = waiting.queues.saturating_add(1);
            waiting.hotkeys = waiting.hotkeys.saturating_add(hotkeys.count());
        }
        ensure!(
            TimelockedHotkeys::<T>::iter_keys()
                .all(|(index, epoch)| TimelockedWeightCommits::<T>::contains_key(index, epoch)),
            "hotkeys of a queue are stored that does not exist"
        );
        let mut listed = TimelockedQueues::<T>::get();
        for waiting in listed.values_mut() {
            waiting.round = 0;
        }
        ensure!(
            listed == all,
            "the list of queues does not name the oldest of each mechanism, or miscounts"
        );
        Ok(())
    }

    /// Subnets are counted, and only they have a mechanism.
    fn check_subnets() -> Result<(), TryRuntimeError> {
        ensure!(
            NetworksAdded::<T>::iter_keys().count() == usize::from(TotalNetworks::<T>::get()),
            "the number of subnets is wrong"
        );
        ensure!(
            SubnetMechanism::<T>::iter_keys().all(Self::subnet_exists),
            "a subnet that does not exist has a mechanism"
        );
        Ok(())
    }

    /// The hotkeys a coldkey stakes to are those it owns and those to which its stake operations are
    /// stamped, each once.
    fn check_staking_hotkeys() -> Result<(), TryRuntimeError> {
        let mut known: BTreeSet<(T::AccountId, T::AccountId)> =
            LastColdkeyHotkeyStakeBlock::<T>::iter_keys()
                .chain(Owner::<T>::iter().map(|(hotkey, coldkey)| (coldkey, hotkey)))
                .collect();
        for (coldkey, hotkeys) in StakingHotkeys::<T>::iter() {
            for hotkey in hotkeys {
                ensure!(
                    known.remove(&(coldkey.clone(), hotkey)),
                    "a coldkey lists a hotkey twice, or one that it has nothing to do with"
                );
            }
        }
        ensure!(
            known.is_empty(),
            "a hotkey that is owned or was traded with is missing in the list of the coldkey"
        );
        Ok(())
    }

    /// A pool is exactly the sum of its shares, its value the sum of its positions but for what
    /// rounds them down, and nothing empty lingers. Returns what all pools of each subnet hold.
    fn check_pools() -> Result<BTreeMap<NetUid, u128>, TryRuntimeError> {
        let mut held: BTreeMap<(T::AccountId, NetUid), Held> = BTreeMap::new();
        for ((hotkey, coldkey, netuid), share) in AlphaV2::<T>::iter() {
            ensure!(!share.is_zero(), "an empty share is stored");
            ensure!(
                StakingHotkeys::<T>::get(&coldkey).contains(&hotkey),
                "a staker's hotkey is missing in its index"
            );
            let value = Self::pool_of(&hotkey, netuid).value(&share);
            let all = held.entry((hotkey, netuid)).or_default();
            all.shares = all.shares.checked_add(&share).ok_or("shares have no sum")?;
            all.value = all.value.saturating_add(value);
            all.positions = all.positions.saturating_add(1);
        }
        Self::check_staking_hotkeys()?;
        let mut outside: BTreeMap<NetUid, u128> = BTreeMap::new();
        for (hotkey, netuid, total) in TotalHotkeyAlpha::<T>::iter() {
            ensure!(!total.is_zero(), "an empty pool is stored");
            ensure!(
                Self::subnet_exists(netuid),
                "somebody has stake on a subnet that does not exist"
            );
            let pool = Self::pool_of(&hotkey, netuid);
            let all = held
                .remove(&(hotkey, netuid))
                .ok_or("a pool has value but no shares")?;
            ensure!(
                all.shares == pool.denominator,
                "a pool is not the sum of its shares"
            );
            ensure!(
                (all.value..all.value.saturating_add(all.positions)).contains(&pool.total),
                "a pool is not worth the sum of its positions"
            );
            let all = outside.entry(netuid).or_default();
            *all = all.saturating_add(pool.total.into());
        }
        ensure!(held.is_empty(), "shares are left in a pool without value");
        ensure!(
            TotalHotkeySharesV2::<T>::iter_keys()
                .all(|(hotkey, netuid)| TotalHotkeyAlpha::<T>::contains_key(hotkey, netuid)),
            "a pool without value has a denominator"
        );
        Ok(outside)
    }

    /// Adds to the alpha outside the market of each subnet what root stakers may claim of it.
    fn add_root_claims(outside: &mut BTreeMap<NetUid, u128>) {
        let on_root = AlphaV2::<T>::iter_keys().filter(|(_, _, netuid)| netuid.is_root());
        for (hotkey, coldkey, root) in on_root {
            let stake = Self::stake_of(&hotkey, &coldkey, root).to_u64();
            for (netuid, rate) in RootClaimable::<T>::get(&hotkey) {
                let earned = myelin_emission::earned(rate, stake);
                let claimed = RootClaimed::<T>::get((netuid, &hotkey, &coldkey));
                let owed = earned
                    .saturating_sub(claimed)
                    .saturating_sub(ROUNDING_PER_CLAIM.into());
                let all = outside.entry(netuid).or_default();
                *all = all.saturating_add(owed);
            }
        }
    }

    /// The alpha outside a market covers everything that somebody holds or waits for: positions,
    /// claims of root stakers, what the next epoch pays, what the protocol bought. The rest belongs
    /// to nobody: roundings, withheld incentives, burned fees.
    fn check_alpha_out(outside: &BTreeMap<NetUid, u128>) -> Result<(), TryRuntimeError> {
        for netuid in Self::all_netuids() {
            let spoken_for = [
                PendingServerEmission::<T>::get(netuid),
                PendingValidatorEmission::<T>::get(netuid),
                PendingRootAlphaDivs::<T>::get(netuid),
                PendingOwnerCut::<T>::get(netuid),
                SubnetProtocolAlpha::<T>::get(netuid),
            ]
            .iter()
            .map(|amount| u128::from(amount.to_u64()))
            .chain(outside.get(&netuid).copied())
            .fold(0u128, u128::saturating_add);
            ensure!(
                spoken_for <= u128::from(SubnetAlphaOut::<T>::get(netuid).to_u64()),
                "more alpha is held or promised than exists outside the market"
            );
        }
        Ok(())
    }

    /// Parents and children say the same of each other, and nobody is both of the same hotkey.
    fn check_relations() -> Result<(), TryRuntimeError> {
        for (parent, netuid, children) in ChildKeys::<T>::iter() {
            ensure!(
                Self::subnet_exists(netuid),
                "relations on a subnet that does not exist"
            );
            ensure!(!children.is_empty(), "an empty list of children is stored");
            ensure!(
                children.is_sorted_by(|(_, one), (_, next)| one < next),
                "children are not sorted, or one is listed twice"
            );
            let lent = children
                .iter()
                .try_fold(0u64, |sum, (proportion, _)| sum.checked_add(*proportion));
            ensure!(lent.is_some(), "a parent gives more stake than it has");
            let parents = ParentKeys::<T>::get(&parent, netuid);
            for (proportion, child) in children {
                ensure!(child != parent, "a hotkey is its own child");
                ensure!(
                    !parents.iter().any(|(_, other)| *other == child),
                    "a hotkey is parent and child of another one"
                );
                ensure!(
                    ParentKeys::<T>::get(&child, netuid).contains(&(proportion, parent.clone())),
                    "a child does not know its parent"
                );
            }
        }
        let mut counts: BTreeMap<NetUid, u32> = BTreeMap::new();
        for (child, netuid, parents) in ParentKeys::<T>::iter() {
            ensure!(!parents.is_empty(), "an empty list of parents is stored");
            ensure!(parents.len() <= MAX_PARENTS, "a child has too many parents");
            let count = counts.entry(netuid).or_default();
            *count = count.saturating_add(parents.len() as u32);
            let unique: BTreeSet<_> = parents.iter().map(|(_, parent)| parent).collect();
            ensure!(unique.len() == parents.len(), "a parent is listed twice");
            for (proportion, parent) in parents {
                ensure!(
                    ChildKeys::<T>::get(&parent, netuid).contains(&(proportion, child.clone())),
                    "a parent does not know its child"
                );
            }
        }
        ensure!(
            ParentCount::<T>::iter().collect::<BTreeMap<_, _>>() == counts,
            "the number of parents on a subnet is wrong"
        );
        Ok(())
    }

    /// Nothing of nothing is stored: what waits for an epoch, and what the last one paid.
    fn check_waiting() -> Result<(), TryRuntimeError> {
        ensure!(
            PendingServerEmission::<T>::iter_values()
                .chain(PendingValidatorEmission::<T>::iter_values())
                .chain(PendingRootAlphaDivs::<T>::iter_values())
                .chain(PendingOwnerCut::<T>::iter_values())
                .all(|amount| !amount.is_zero()),
            "nothing waits for an epoch, and is stored"
        );
        ensure!(
            AlphaDividendsPerSubnet::<T>::iter_values()
                .chain(RootAlphaDividendsPerSubnet::<T>::iter_values())
                .all(|amount| !amount.is_zero()),
            "a dividend of nothing is stored"
        );
        Ok(())
    }

    /// Children are announced on subnets that exist; each subnet waits once for
    /// its turn.
    fn check_announced_children() -> Result<(), TryRuntimeError> {
        ensure!(
            PendingChildKeys::<T>::iter_keys()
                .all(|(netuid, _)| !netuid.is_root() && Self::subnet_exists(netuid)),
            "children are announced on root or on a subnet that does not exist"
        );
        let queue = PendingChildrenQueue::<T>::get();
        let unique: BTreeSet<_> = queue.iter().map(|(netuid, _)| netuid).collect();
        ensure!(
            unique.len() == queue.len(),
            "a subnet waits twice for the turn of its announced children"
        );
        Ok(())
    }

    /// The index of root stakers is dense and its inverse agrees.
    fn check_root_stakers() -> Result<(), TryRuntimeError> {
        let count = NumStakingColdkeys::<T>::get();
        ensure!(
            StakingColdkeys::<T>::iter().count() as u64 == count
                && StakingColdkeysByIndex::<T>::iter().count() as u64 == count,
            "the index of root stakers has another length than it says"
        );
        for (coldkey, index) in StakingColdkeys::<T>::iter() {
            ensure!(
                index < count && StakingColdkeysByIndex::<T>::get(index) == Some(coldkey),
                "the index of root stakers and its inverse differ"
            );
        }
        Ok(())
    }

    /// Voting power is never zero, and nobody has any where it is not tracked.
    fn check_voting_power() -> Result<(), TryRuntimeError> {
        for (netuid, _, power) in VotingPower::<T>::iter() {
            ensure!(power > 0, "an empty voting power is stored");
            ensure!(
                VotingPowerTrackingEnabled::<T>::get(netuid),
                "voting power on a subnet that does not track it"
            );
        }
        Ok(())
    }

    /// Whoever stakes on root is in the index, its positions there are counted, and nothing is
    /// claimed that was not earned.
    fn check_root_claims() -> Result<(), TryRuntimeError> {
        let mut positions: BTreeMap<T::AccountId, u32> = BTreeMap::new();
        for (_, coldkey, netuid) in AlphaV2::<T>::iter_keys() {
            if netuid.is_root() {
                let count = positions.entry(coldkey).or_default();
                *count = count.saturating_add(1);
            }
        }
        ensure!(
            positions.keys().all(StakingColdkeys::<T>::contains_key),
            "a root staker is missing in the index"
        );
        ensure!(
            RootPositions::<T>::iter().collect::<BTreeMap<_, _>>() == positions,
            "the positions of a coldkey on root are miscounted"
        );
        for ((netuid, hotkey, coldkey), claimed) in RootClaimed::<T>::iter() {
            ensure!(claimed > 0, "a claim of nothing is stored");
            let stake = Self::stake_of(&hotkey, &coldkey, NetUid::ROOT).to_u64();
            let rate = RootClaimable::<T>::get(&hotkey)
                .get(&netuid)
                .copied()
                .unwrap_or_default();
            let earned = myelin_emission::earned(rate, stake);
            ensure!(
                stake > 0 && claimed <= earned.saturating_add(ROUNDING_PER_CLAIM.into()),
                "somebody has claimed more than was earned"
            );
        }
        Ok(())
    }

    /// Where mining rewards go and who sends them there agree, as far as the latter are listed.
    fn check_auto_stake() -> Result<(), TryRuntimeError> {
        let mut chosen: BTreeSet<(T::AccountId, NetUid, T::AccountId)> =
            AutoStakeDestination::<T>::iter()
                .map(|(coldkey, netuid, hotkey)| (hotkey, netuid, coldkey))
                .collect();
        for (hotkey, netuid, coldkeys) in AutoStakeDestinationColdkeys::<T>::iter() {
            ensure!(
                (1..=MOST_LISTED).contains(&coldkeys.len()),
                "an empty or overlong list of auto-stakers is stored"
            );
            for coldkey in coldkeys {
                ensure!(
                    chosen.remove(&(hotkey.clone(), netuid, coldkey)),
                    "a hotkey lists a coldkey that stakes its rewards elsewhere, or lists it twice"
                );
            }
        }
        Ok(())
    }

    /// Hotkeys and their owners know each other.
    fn check_owners() -> Result<(), TryRuntimeError> {
        let mut owned: BTreeSet<T::AccountId> = BTreeSet::new();
        for (coldkey, hotkeys) in OwnedHotkeys::<T>::iter() {
            for hotkey in hotkeys {
                ensure!(
                    Self::owns(&coldkey, &hotkey),
                    "a coldkey lists a hotkey that it does not own"
                );
                ensure!(owned.insert(hotkey), "a coldkey lists a hotkey twice");
            }
        }
        ensure!(
            Owner::<T>::iter_keys().all(|hotkey| owned.contains(&hotkey)),
            "a hotkey is missing in the list of its owner"
        );
        Ok(())
    }

    /// Whoever is a member of a subnet has a uid there.
    fn check_memberships() -> Result<(), TryRuntimeError> {
        ensure!(
            IsNetworkMember::<T>::iter()
                .all(|(hotkey, netuid, member)| member == Self::uid_of(netuid, &hotkey).is_some()),
            "a member of a subnet has no uid"
        );
        Ok(())
    }

    /// Only mechanisms that exist have anything, and a split gives each its part of the whole.
    fn check_mechanisms() -> Result<(), TryRuntimeError> {
        let existing: BTreeSet<NetUidStorageIndex> = Self::all_netuids()
            .into_iter()
            .flat_map(Self::mechanism_indices)
            .collect();
        ensure!(
            Weights::<T>::iter_keys()
                .map(|(index, _)| index)
                .chain(Bonds::<T>::iter_keys().map(|(index, _)| index))
                .chain(WeightCommits::<T>::iter_keys().map(|(index, _)| index))
                .chain(TimelockedWeightCommits::<T>::iter_keys().map(|(index, _)| index))
                .chain(TimelockedHotkeys::<T>::iter_keys().map(|(index, _)| index))
                .chain(LastUpdate::<T>::iter_keys())
                .chain(Incentive::<T>::iter_keys())
                .all(|index| existing.contains(&index)),
            "something is stored for a mechanism that does not exist"
        );
        for (netuid, shares) in MechanismEmissionSplit::<T>::iter() {
            let sum: u32 = shares.iter().copied().map(u32::from).sum();
            ensure!(
                sum == 65_535 && shares.len() <= usize::from(Self::mechanism_count(netuid)),
                "a split is not of the whole emission, or has more parts than there are mechanisms"
            );
        }
        Ok(())
    }

    /// `Keys` and `Uids` are inverse and dense, and memberships follow them.
    fn check_neurons(netuid: NetUid) -> Result<(), TryRuntimeError> {
        let count = Self::neuron_count(netuid);
        let keys: BTreeMap<u16, T::AccountId> = Keys::<T>::iter_prefix(netuid).collect();
        ensure!(
            keys.keys().copied().eq(0..count),
            "uids are not dense, or their number is wrong"
        );
        ensure!(
            Uids::<T>::iter_prefix(netuid).count() == usize::from(count),
            "a hotkey has a uid that nobody knows"
        );
        for (uid, hotkey) in keys {
            ensure!(
                Self::uid_of(netuid, &hotkey) == Some(uid),
                "Keys and Uids differ"
            );
            ensure!(
                IsNetworkMember::<T>::get(&hotkey, netuid),
                "a neuron is no member of its subnet"
            );
        }
        Ok(())
    }

    /// Every vector by uid has one entry a neuron.
    fn check_vectors(netuid: NetUid) -> Result<(), TryRuntimeError> {
        let count = usize::from(Self::neuron_count(netuid));
        let lengths = [
            Active::<T>::get(netuid).len(),
            Consensus::<T>::get(netuid).len(),
            Dividends::<T>::get(netuid).len(),
            Emission::<T>::get(netuid).len(),
            ValidatorTrust::<T>::get(netuid).len(),
            ValidatorPermit::<T>::get(netuid).len(),
        ];
        ensure!(
            lengths.iter().all(|length| *length == count),
            "a vector by uid has another length than there are neurons"
        );
        ensure!(
            StakeWeight::<T>::get(netuid).len() <= count,
            "there are more stake weights than neurons"
        );
        for index in Self::mechanism_indices(netuid) {
            ensure!(
                LastUpdate::<T>::get(index).len() <= count
                    && Incentive::<T>::get(index).len() <= count,
                "a mechanism has a longer vector than there are neurons"
            );
        }
        Ok(())
    }

    /// Rows of weights are sorted and unique, rows of weights and bonds belong to neurons and
    /// point to neurons.
    fn check_rows(netuid: NetUid, index: NetUidStorageIndex) -> Result<(), TryRuntimeError> {
        let count = Self::neuron_count(netuid);
        for (uid, row) in Weights::<T>::iter_prefix(index) {
            ensure!(uid < count, "weights of a uid that does not exist");
            let targets: Vec<u16> = row.iter().map(|(target, _)| *target).collect();
            ensure!(
                targets.is_sorted_by(|a, b| a < b),
                "a row of weights is not sorted or names a uid twice"
            );
            ensure!(
                targets.iter().all(|target| *target < count),
                "weights for a uid that does not exist"
            );
        }
        for (uid, row) in Bonds::<T>::iter_prefix(index) {
            ensure!(uid < count, "bonds of a uid that does not exist");
            ensure!(!row.is_empty(), "an empty row of bonds is stored");
            let unique: BTreeSet<u16> = row.iter().map(|(target, _)| *target).collect();
            ensure!(
                unique.len() == row.len(),
                "a row of bonds names a uid twice"
            );
            ensure!(
                unique.iter().all(|target| *target < count),
                "bonds with a uid that does not exist"
            );
        }
        Ok(())
    }
}

/// Alpha that exists for a subnet but belongs to nobody: what rounding, missing miners and root
/// dividends that were not claimed yet leave outside the market.
#[cfg(test)]
pub(crate) fn unheld_alpha<T: Config>(netuid: NetUid) -> myelin_types::AlphaBalance {
    let held = TotalHotkeyAlpha::<T>::iter()
        .filter(|(_, n, _)| *n == netuid)
        .map(|(_, _, total)| total)
        .sum();
    SubnetAlphaOut::<T>::get(netuid).saturating_sub(held)
}
