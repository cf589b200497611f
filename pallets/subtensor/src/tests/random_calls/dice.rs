//! The random choices of a run: the same seed, the same run.

use core::ops::RangeInclusive;

use myelin_types::{NetUid, TaoBalance};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sp_runtime::AccountId32;

use crate::{mock::*, pallet::*};

/// Numbers of the accounts that mostly act as coldkeys.
pub fn coldkeys() -> RangeInclusive<u64> {
    1..=12
}

/// Numbers of the accounts that mostly act as hotkeys.
pub fn hotkeys() -> RangeInclusive<u64> {
    101..=118
}

/// A position that a coldkey may have.
pub struct Position {
    pub hotkey: AccountId32,
    pub coldkey: AccountId32,
    pub netuid: NetUid,
    /// What it holds, in rao.
    pub held: u64,
}

/// A source of random choices.
pub struct Dice(ChaCha8Rng);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// A number from 0 to `bound - 1`.
    pub fn below(&mut self, bound: u32) -> u32 {
        self.0.gen_range(0..bound)
    }

    /// A number of the range.
    pub fn within(&mut self, range: RangeInclusive<u64>) -> u64 {
        self.0.gen_range(range)
    }

    /// Any 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0.r#gen()
    }

    /// Any 16 bits.
    pub fn u16(&mut self) -> u16 {
        self.0.r#gen()
    }

    /// True once in `times`.
    pub fn one_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }

    /// One of the items.
    pub fn choose<T: Clone>(&mut self, items: &[T]) -> Option<T> {
        if items.is_empty() {
            return None;
        }
        Some(items[self.0.gen_range(0..items.len())].clone())
    }

    pub fn power_of_ten(&mut self, lowest: u32, highest: u32) -> u64 {
        10u64.pow(self.0.gen_range(lowest..=highest))
    }

    pub fn coldkey(&mut self) -> AccountId32 {
        let range = if self.one_in(20) {
            hotkeys()
        } else {
            coldkeys()
        };
        account(self.within(range))
    }

    pub fn hotkey(&mut self) -> AccountId32 {
        let range = if self.one_in(20) {
            coldkeys()
        } else {
            hotkeys()
        };
        account(self.within(range))
    }

    /// Mostly a subnet that exists, root among them.
    pub fn netuid(&mut self) -> NetUid {
        if self.one_in(25) {
            return NetUid(self.u16());
        }
        self.choose(&SubnetworkN::<Test>::iter_keys().collect::<Vec<_>>())
            .expect("root is there")
    }

    /// A hotkey of a subnet, if it has any.
    pub fn neuron(&mut self, netuid: NetUid) -> AccountId32 {
        self.choose(&SubtensorModule::hotkeys_of_subnet(netuid))
            .unwrap_or_else(|| self.hotkey())
    }

    /// The owner of the subnet, mostly.
    pub fn subnet_owner(&mut self, netuid: NetUid) -> AccountId32 {
        if self.one_in(5) {
            self.coldkey()
        } else {
            SubnetOwner::<Test>::get(netuid)
        }
    }

    /// The owner of the hotkey, mostly.
    pub fn owner(&mut self, hotkey: &AccountId32) -> AccountId32 {
        if self.one_in(5) {
            self.coldkey()
        } else {
            SubtensorModule::owner_of(hotkey)
        }
    }

    /// Mostly something that somebody holds.
    pub fn position(&mut self) -> Position {
        let coldkey = self.coldkey();
        let staked = StakingHotkeys::<Test>::get(&coldkey);
        let mut held = Vec::new();
        for hotkey in &staked {
            for netuid in SubtensorModule::all_netuids() {
                let stake = SubtensorModule::stake_of(hotkey, &coldkey, netuid).to_u64();
                if stake > 0 {
                    held.push((hotkey.clone(), netuid, stake));
                }
            }
        }
        let anything = if self.one_in(10) {
            None
        } else {
            self.choose(&held)
        };
        let (hotkey, netuid, held) = anything.unwrap_or_else(|| (self.hotkey(), self.netuid(), 0));
        Position {
            hotkey,
            coldkey,
            netuid,
            held,
        }
    }

    /// The hotkey that the coldkey has locked stake to, mostly.
    pub fn lock_hotkey(&mut self, coldkey: &AccountId32, netuid: NetUid) -> Option<AccountId32> {
        let hotkeys: Vec<_> = Lock::<Test>::iter_key_prefix((coldkey.clone(), netuid)).collect();
        if self.one_in(10) {
            None
        } else {
            self.choose(&hotkeys)
        }
    }

    /// An amount of any magnitude, often about `near`.
    pub fn amount(&mut self, near: u64) -> u64 {
        match self.below(12) {
            0 => 0,
            1 => 1,
            2 => u64::MAX,
            3 => near,
            4 => near.saturating_add(1),
            5 => near / 2,
            6..=8 => self.within(0..=near),
            _ => self.power_of_ten(0, 18).saturating_mul(self.within(1..=9)),
        }
    }

    /// A limit price, often about the price of the subnet.
    pub fn limit_price(&mut self, netuid: NetUid) -> TaoBalance {
        self.limit_near(price_of(netuid))
    }

    /// A limit of what arrives of stake that moves, often about the ratio of the prices.
    pub fn limit_rate(&mut self, origin: NetUid, destination: NetUid) -> TaoBalance {
        self.limit_near(price_of(origin) / price_of(destination))
    }

    fn limit_near(&mut self, price: f64) -> TaoBalance {
        let price = (price * 1e9) as u64;
        TaoBalance(match self.below(6) {
            0 => 0,
            1 => u64::MAX,
            2 => price,
            3 => price.saturating_mul(self.within(100..=120)) / 100,
            4 => price.saturating_mul(self.within(80..=100)) / 100,
            _ => self.amount(price),
        })
    }
}

fn price_of(netuid: NetUid) -> f64 {
    SubtensorModule::alpha_price(netuid).saturating_to_num()
}
