//! The life of a subnet: neurons come and go, weigh each other openly or hidden, gain and lose stake
//! and permits, and parameters change; epochs run in the hooks of blocks, and pay.

use frame_support::{BoundedVec, assert_ok};
use myelin_types::{AlphaBalance, MechId, NetUid, NetUidStorageIndex};
use sp_runtime::AccountId32;

use super::{
    expected::{Expected, Occasion},
    replayed, subnets,
};
use crate::{mock::*, pallet::*, tests::random_calls::dice::Dice};

/// The subnet of the genesis, which emits nothing by itself.
const NETUID: NetUid = NetUid(1);

/// What a subnet may be granted altogether, so that its supply stays a `u64`.
const MOST_ALPHA: u64 = 1 << 62;

/// How often what happened that the tests are about.
#[derive(Default, Debug)]
struct Seen {
    epochs: u32,
    incentives: u32,
    dividends: u32,
    bonds: u32,
    inactive: u32,
    permits_won: u32,
    permits_lost: u32,
    hidden: u32,
    several_mechanisms: u32,
    open_weights: u32,
    commits: u32,
    reveals: u32,
    children: u32,
    replaced: u32,
    returned: u32,
}

impl Seen {
    fn assert_all(&self) {
        let counts = [
            self.incentives,
            self.dividends,
            self.bonds,
            self.inactive,
            self.permits_won,
            self.permits_lost,
            self.hidden,
            self.several_mechanisms,
            self.open_weights,
            self.commits,
            self.reveals,
            self.children,
            self.replaced,
            self.returned,
        ];
        assert!(counts.iter().all(|count| *count > 0), "{self:?}");
    }

    fn epoch(&mut self, before: &[bool], expected: &Expected) {
        let any = |values: &[u16]| u32::from(values.iter().any(|value| *value > 0));
        let together = &expected.together;
        self.epochs += 1;
        self.dividends += any(&together.dividends);
        self.inactive += u32::from(together.active.contains(&false));
        self.hidden += u32::from(expected.hidden);
        self.several_mechanisms += u32::from(expected.outcomes.len() > 1);
        for outcome in &expected.outcomes {
            self.incentives += any(&outcome.incentive);
            self.bonds += u32::from(outcome.bonds.entries() > 0);
        }
        for (old, new) in before.iter().zip(&together.permits) {
            self.permits_won += u32::from(!old & new);
            self.permits_lost += u32::from(*old & !new);
        }
    }
}

/// Weights that somebody has committed to.
struct Hidden {
    hotkey: AccountId32,
    mechanism: MechId,
    uids: Vec<u16>,
    values: Vec<u16>,
}

struct Life<'a> {
    dice: Dice,
    seen: &'a mut Seen,
    hidden: Vec<Hidden>,
    granted: u64,
    newcomers: u64,
    /// Hotkeys that were neurons once.
    former: Vec<AccountId32>,
}

const SALT: [u16; 3] = [1, 2, 3];

impl<'a> Life<'a> {
    /// A full subnet of so many neurons, some of which have stake and permits.
    fn new(seed: u64, neurons: u16, seen: &'a mut Seen) -> Self {
        let mut life = Self {
            dice: Dice::new(seed),
            seen,
            hidden: Vec::new(),
            granted: 0,
            newcomers: 0,
            former: Vec::new(),
        };
        WeightsSetRateLimit::<Test>::insert(NETUID, 0);
        ImmunityPeriod::<Test>::insert(NETUID, 0);
        MinNonImmuneUids::<Test>::insert(NETUID, 0);
        MaxAllowedUids::<Test>::insert(NETUID, neurons);
        MechanismCountCurrent::<Test>::insert(NETUID, MechId(1 + life.dice.below(2) as u8));
        for _ in 1..neurons {
            let hotkey = life.newcomer();
            SubtensorModule::append_neuron(NETUID, &hotkey);
            if life.dice.one_in(2) {
                life.grant(&hotkey, NETUID);
            }
        }
        let permits = (0..neurons)
            .map(|_| !life.dice.one_in(4))
            .collect::<Vec<_>>();
        ValidatorPermit::<Test>::insert(NETUID, permits);
        if life.dice.one_in(2) {
            let owner = life.neuron();
            SubnetOwnerHotkey::<Test>::insert(NETUID, owner);
        }
        for _ in 0..6 {
            life.change_parameter();
        }
        life
    }

    /// A hotkey with a coldkey of its own.
    fn newcomer(&mut self) -> AccountId32 {
        self.newcomers += 1;
        let hotkey = account(1_000 + self.newcomers);
        let coldkey = account(1_000_000 + self.newcomers);
        assert_ok!(SubtensorModule::pair_if_unowned(&coldkey, &hotkey));
        hotkey
    }

    fn neuron(&mut self) -> AccountId32 {
        self.dice.neuron(NETUID)
    }

    /// From nothing to much more than there can ever be.
    fn amount(&mut self) -> u64 {
        let amount = match self.dice.below(8) {
            0 => 0,
            1 => self.dice.within(1..=3),
            2..=4 => self.dice.within(1..=1_000) * 1_000_000_000,
            5 => 21_000_000_000_000_000,
            6 if self.dice.one_in(4) => 1 << 60,
            _ => self.dice.power_of_ten(1, 15),
        };
        let amount = amount.min(MOST_ALPHA - self.granted);
        self.granted += amount;
        amount
    }

    fn grant(&mut self, hotkey: &AccountId32, network: NetUid) {
        let amount = AlphaBalance(self.amount());
        let coldkey = SubtensorModule::owner_of(hotkey);
        if amount.is_zero() {
            return;
        }
        SubtensorModule::increase_one(hotkey, &coldkey, network, amount);
        if network.is_root() {
            SubtensorModule::root_stake_added(hotkey, &coldkey, amount);
        }
        SubnetAlphaOut::<Test>::mutate(network, |out| *out = out.saturating_add(amount));
    }

    fn act(&mut self) {
        match self.dice.below(16) {
            0..=7 => self.weigh(),
            8 => self.reveal(),
            9..=10 => {
                let network = if self.dice.one_in(3) {
                    NetUid::ROOT
                } else {
                    NETUID
                };
                let hotkey = self.neuron();
                self.grant(&hotkey, network);
            }
            11 => self.lose_stake(),
            12 => self.lend_stake(),
            13 => self.replace(),
            14 => self.change_parameter(),
            _ => self.gain_permit(),
        }
    }

    /// Weights in any order, of one neuron for some or all, for nobody or for itself.
    fn weights(&mut self, own: Option<u16>) -> (Vec<u16>, Vec<u16>) {
        let neurons = SubtensorModule::neuron_count(NETUID);
        let one_in = self.dice.within(1..=4) as u32;
        let mut uids: Vec<u16> = (0..neurons).filter(|_| self.dice.one_in(one_in)).collect();
        match self.dice.below(10) {
            0 => uids = own.into_iter().collect(),
            1 => uids.clear(),
            2 => uids = (0..neurons).collect(),
            3..=4 => uids.reverse(),
            5 => {
                let middle = uids.len() / 2;
                uids.rotate_left(middle);
            }
            _ => {}
        }
        let style = self.dice.below(6);
        let values = uids
            .iter()
            .map(|_| match style {
                0 => 0,
                1 => u16::MAX,
                2 => self.dice.below(3) as u16,
                _ => self.dice.u16(),
            })
            .collect();
        (uids, values)
    }

    fn weigh(&mut self) {
        let hotkey = self.neuron();
        let count = MechanismCountCurrent::<Test>::get(NETUID).0;
        let mechanism = MechId(self.dice.below(count.into()) as u8);
        let (uids, values) = self.weights(SubtensorModule::uid_of(NETUID, &hotkey));
        let who = signed(&hotkey);
        if !CommitRevealWeightsEnabled::<Test>::get(NETUID) {
            let set =
                SubtensorModule::set_mechanism_weights(who, NETUID, mechanism, uids, values, 0);
            self.seen.open_weights += u32::from(set.is_ok());
            return;
        }
        if self.dice.one_in(3) {
            // The beacon never signs that round: it lies there until it expires.
            let nothing = BoundedVec::default();
            let committed = SubtensorModule::commit_timelocked_mechanism_weights(
                who, NETUID, mechanism, nothing, 1, 4,
            );
            self.seen.commits += u32::from(committed.is_ok());
            return;
        }
        let index = NetUidStorageIndex::new(NETUID, mechanism).expect("it has an index");
        let hash = SubtensorModule::hash_of_weights(&hotkey, index, (&uids, &values, &SALT, 0));
        if SubtensorModule::commit_mechanism_weights(who, NETUID, mechanism, hash).is_ok() {
            self.seen.commits += 1;
            self.hidden.push(Hidden {
                hotkey,
                mechanism,
                uids,
                values,
            });
        }
    }

    /// Reveals whatever can be revealed; what can be later is kept.
    fn reveal(&mut self) {
        for hidden in core::mem::take(&mut self.hidden) {
            let revealed = SubtensorModule::reveal_mechanism_weights(
                signed(&hidden.hotkey),
                NETUID,
                hidden.mechanism,
                hidden.uids.clone(),
                hidden.values.clone(),
                SALT.to_vec(),
                0,
            );
            match revealed {
                Ok(()) => self.seen.reveals += 1,
                Err(error) if error == Error::<Test>::RevealTooEarly.into() => {
                    self.hidden.push(hidden);
                }
                Err(_) => {}
            }
        }
    }

    fn lose_stake(&mut self) {
        let hotkey = self.neuron();
        let coldkey = SubtensorModule::owner_of(&hotkey);
        let held = SubtensorModule::stake_of(&hotkey, &coldkey, NETUID).to_u64();
        let part = AlphaBalance(held / self.dice.within(1..=3));
        if !part.is_zero() && SubtensorModule::decrease_one(&hotkey, &coldkey, NETUID, part).is_ok()
        {
            SubnetAlphaOut::<Test>::mutate(NETUID, |out| *out = out.saturating_sub(part));
        }
    }

    fn lend_stake(&mut self) {
        let (parent, child) = (self.neuron(), self.neuron());
        let part = self.dice.bits();
        let owner = SubtensorModule::owner_of(&parent);
        let children = vec![(part, child)];
        let set = SubtensorModule::set_children(signed(&owner), parent, NETUID, children);
        self.seen.children += u32::from(set.is_ok());
    }

    /// Somebody registers on the full subnet; one time in three it was a neuron before.
    fn replace(&mut self) {
        let returning = if self.dice.one_in(3) {
            self.dice.choose(&self.former)
        } else {
            None
        };
        let hotkey = returning.clone().unwrap_or_else(|| self.newcomer());
        let neurons = SubtensorModule::hotkeys_of_subnet(NETUID);
        let coldkey = SubtensorModule::owner_of(&hotkey);
        let price = Burn::<Test>::get(NETUID).to_u64();
        fund(&coldkey, price + EXISTENTIAL_DEPOSIT);
        let registered = SubtensorModule::burned_register(signed(&coldkey), NETUID, hotkey.clone());
        if registered.is_err() {
            return;
        }
        let uid = SubtensorModule::uid_of(NETUID, &hotkey).expect("it was registered");
        self.seen.replaced += 1;
        self.seen.returned += u32::from(returning.is_some());
        self.former.retain(|former| *former != hotkey);
        self.former.push(neurons[usize::from(uid)].clone());
    }

    /// As if the last epoch had given one more. (It never takes one without the bonds.)
    fn gain_permit(&mut self) {
        let uid = usize::from(self.dice.u16() % SubtensorModule::neuron_count(NETUID));
        ValidatorPermit::<Test>::mutate(NETUID, |permits| permits[uid] = true);
    }

    fn change_parameter(&mut self) {
        let neurons = SubtensorModule::neuron_count(NETUID);
        let dice = &mut self.dice;
        let any = dice.u16();
        let [first, second] =
            [(); 2].map(|()| dice.choose(&[0, 1, 32_767, 32_768, u16::MAX, any]).unwrap());
        let heads = dice.one_in(2);
        match dice.below(16) {
            0 => Tempo::<Test>::insert(NETUID, dice.choose(&[1, 3, 360]).unwrap()),
            1 => ActivityCutoffFactorMilli::<Test>::insert(NETUID, dice.within(1..=30) as u32),
            2 => Kappa::<Test>::insert(NETUID, if heads { 32_767 } else { first }),
            3 => BondsMovingAverage::<Test>::insert(NETUID, dice.within(0..=1_000_000)),
            4 => BondsPenalty::<Test>::insert(NETUID, first),
            5 => Yuma3On::<Test>::insert(NETUID, heads),
            6 => LiquidAlphaOn::<Test>::insert(NETUID, heads),
            7 => AlphaValues::<Test>::insert(NETUID, (first.min(second), first.max(second))),
            8 => AlphaSigmoidSteepness::<Test>::insert(NETUID, first as i16),
            9 => MaxAllowedValidators::<Test>::insert(NETUID, dice.below(neurons.into()) as u16),
            10 => StakeThreshold::<Test>::put(dice.choose(&[0, 0, 1, UNIT]).unwrap()),
            11 => TaoWeight::<Test>::put(dice.choose(&[0, 1 << 60, u64::MAX]).unwrap()),
            12 => CommitRevealWeightsEnabled::<Test>::insert(NETUID, heads),
            13 => RevealPeriodEpochs::<Test>::insert(NETUID, dice.within(1..=3)),
            14 => {
                // As the call for it allows: not more parts than there are mechanisms.
                let shares = match MechanismCountCurrent::<Test>::get(NETUID).0 {
                    1 => vec![u16::MAX],
                    _ => vec![first, u16::MAX - first],
                };
                MechanismEmissionSplit::<Test>::insert(NETUID, shares);
            }
            // Mechanisms are added, never removed: that is the business of a call.
            _ => MechanismCountCurrent::<Test>::mutate(NETUID, |count| {
                count.0 = (count.0 + 1).min(3);
            }),
        }
    }

    /// The next block; an epoch in it must store what the oracle says.
    fn next_block(&mut self) {
        if !SubtensorModule::should_run_epoch(NETUID, u64::from(block()) + 1) {
            run_blocks(1);
            return;
        }
        let permits = ValidatorPermit::<Test>::get(NETUID);
        let expected = Expected::of(NETUID, Occasion::next_block(NETUID));
        forget_events();
        run_blocks(1);
        expected.assert_stored();
        self.seen.epoch(&permits, &expected);
    }

    /// Lets the next block have an epoch, over any amount.
    fn next_epoch(&mut self) {
        let parts: [u64; 3] = [(); 3].map(|()| self.amount() >> 3);
        PendingServerEmission::<Test>::insert(NETUID, AlphaBalance(parts[0]));
        PendingValidatorEmission::<Test>::insert(NETUID, AlphaBalance(parts[1]));
        PendingRootAlphaDivs::<Test>::insert(NETUID, AlphaBalance(parts[2]));
        SubtensorModule::mint_alpha_out(NETUID, AlphaBalance(parts.iter().sum()));
        PendingEpochAt::<Test>::insert(NETUID, u64::from(block()) + 1);
        self.next_block();
    }
}

/// So many epochs of a subnet of so many neurons, with much in between.
fn live(seed: u64, sizes: core::ops::RangeInclusive<u64>, epochs: u32, seen: &mut Seen) {
    ExtBuilder::default().build_and_execute(|| {
        let neurons = Dice::new(seed).within(sizes) as u16;
        let mut life = Life::new(seed, neurons, seen);
        for _ in 0..epochs {
            for _ in 0..life.dice.below(u32::from(neurons) + 6) {
                life.act();
            }
            for _ in 0..life.dice.below(3) {
                life.next_block();
            }
            life.next_epoch();
        }
    });
}

fn live_all(seeds: core::ops::Range<u64>, sizes: core::ops::RangeInclusive<u64>, epochs: u32) {
    let mut seen = Seen::default();
    for seed in seeds {
        replayed(seed, || live(seed, sizes.clone(), epochs, &mut seen));
    }
    println!("{seen:?}");
    seen.assert_all();
}

#[test]
fn small_subnets_store_what_the_oracle_finds_epoch_after_epoch() {
    live_all(0..subnets(1_500), 1..=8, 6);
}

#[test]
fn subnets_of_medium_size_store_what_the_oracle_finds_epoch_after_epoch() {
    live_all(0..subnets(80), 9..=64, 6);
}

#[test]
fn large_subnets_store_what_the_oracle_finds_epoch_after_epoch() {
    live_all(0..subnets(10), 100..=300, 4);
}
