//! Whatever root stakers do, they get what their stake has earned: nothing is made, nothing lost.

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid, frozen::RootClaimTypeEnum};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

use crate::{
    mock::*,
    pallet::*,
    tests::{paying::*, root_stakers::*},
};

const COLDKEYS: core::ops::Range<u64> = 20..26;
const HOTKEYS: [u64; 3] = [2, 4, 6];
const STEPS: u32 = 4_000;

/// A chain, and what may have been gained or lost by rounding, in rao of alpha of each subnet.
struct Game {
    dice: ChaCha8Rng,
    netuids: [NetUid; 2],
    /// Less than one rao for each time root stake came, from outside or from a sale.
    gained: u64,
    /// A rao or two for each time something was earned, claimed, or left.
    lost: u64,
}

impl Game {
    fn coldkey(&mut self) -> u64 {
        self.dice.gen_range(COLDKEYS)
    }

    fn hotkey(&mut self) -> u64 {
        HOTKEYS[self.dice.gen_range(0..HOTKEYS.len())]
    }

    /// An amount that is staked: odd ones, small and large.
    fn amount(&mut self) -> u64 {
        let magnitude = 10u64.pow(self.dice.gen_range(7..12));
        self.dice.gen_range(2_000_000..magnitude)
    }

    fn step(&mut self) {
        let (coldkey, hotkey) = (self.coldkey(), self.hotkey());
        match self.dice.gen_range(0..12) {
            0..=1 => {
                let amount = self.amount();
                stake(NetUid::ROOT, &account(coldkey), &account(hotkey), amount);
            }
            2..=3 => self.leave(coldkey, hotkey),
            4 => self.transfer(coldkey, hotkey),
            5 => self.change_hotkey(coldkey, hotkey),
            6..=8 => self.earn(hotkey),
            9 => self.choose(coldkey),
            10 => {
                let named = self.netuids.into_iter().collect();
                assert_ok!(SubtensorModule::claim_root(
                    signed(&account(coldkey)),
                    named
                ));
            }
            _ => run_blocks(1),
        }
    }

    fn leave(&mut self, coldkey: u64, hotkey: u64) {
        let all = held(NetUid::ROOT, coldkey, hotkey);
        let part = if self.dice.gen_bool(0.4) {
            all
        } else {
            self.dice.gen_range(0..=all)
        };
        let _ = frame_support::storage::with_storage_layer(|| {
            SubtensorModule::remove_stake(
                signed(&account(coldkey)),
                account(hotkey),
                NetUid::ROOT,
                AlphaBalance(part),
            )
        });
    }

    fn transfer(&mut self, coldkey: u64, hotkey: u64) {
        let all = held(NetUid::ROOT, coldkey, hotkey);
        let part = self.dice.gen_range(0..=all);
        let receiver = self.coldkey();
        let _ = frame_support::storage::with_storage_layer(|| {
            SubtensorModule::transfer_stake(
                signed(&account(coldkey)),
                account(receiver),
                account(hotkey),
                NetUid::ROOT,
                NetUid::ROOT,
                AlphaBalance(part),
            )
        });
    }

    fn change_hotkey(&mut self, coldkey: u64, hotkey: u64) {
        let all = held(NetUid::ROOT, coldkey, hotkey);
        let part = self.dice.gen_range(0..=all);
        let other = self.hotkey();
        let _ = frame_support::storage::with_storage_layer(|| {
            SubtensorModule::move_stake(
                signed(&account(coldkey)),
                account(hotkey),
                account(other),
                NetUid::ROOT,
                NetUid::ROOT,
                AlphaBalance(part),
            )
        });
    }

    fn earn(&mut self, hotkey: u64) {
        let stake = SubtensorModule::stake_of_hotkey(&account(hotkey), NetUid::ROOT).to_u64();
        let netuid = self.netuids[self.dice.gen_range(0..2)];
        let most = stake.min(10u64.pow(self.dice.gen_range(1..11)));
        if most > 0 {
            let amount = self.dice.gen_range(1..=most);
            grant_dividends(netuid, hotkey, amount);
            // The rate has 32 bits below one.
            self.lost += 1 + (stake >> 32);
        }
    }

    fn choose(&mut self, coldkey: u64) {
        let subnets = [self.netuids[0]].into();
        let choice = match self.dice.gen_range(0..3) {
            0 => RootClaimTypeEnum::Keep,
            1 => RootClaimTypeEnum::Swap,
            _ => RootClaimTypeEnum::KeepSubnets { subnets },
        };
        choose(coldkey, choice);
    }

    /// All alpha of a subnet is held or owed.
    fn check(&self, netuid: NetUid) {
        let owed: u64 = COLDKEYS
            .flat_map(|coldkey| HOTKEYS.map(|hotkey| owed_under(netuid, coldkey, hotkey)))
            .sum();
        let spoken_for = positions_of(netuid) + owed;
        let outside = SubnetAlphaOut::<Test>::get(netuid).to_u64();
        assert!(
            spoken_for <= outside + self.gained,
            "{spoken_for} of {outside}, {} may be gained",
            self.gained
        );
        assert!(
            spoken_for + self.lost >= outside,
            "{spoken_for} of {outside}, {} may be lost",
            self.lost
        );
    }
}

fn play(seed: u64) {
    ExtBuilder::default().build_and_execute(|| {
        let netuids = [
            subnet_of_root_stakers(),
            add_network(&account(3), &account(4)),
        ];
        register_neuron(netuids[1], &account(5), &account(6));
        // Nothing is emitted: all alpha outside is what root stakers earned.
        for netuid in SubtensorModule::non_root_netuids() {
            FirstEmissionBlockNumber::<Test>::remove(netuid);
        }
        NumRootClaim::<Test>::put(2);
        for netuid in netuids {
            RootClaimableThreshold::<Test>::insert(
                netuid,
                substrate_fixed::types::I96F32::from_num(10),
            );
        }
        let mut game = Game {
            dice: ChaCha8Rng::seed_from_u64(seed),
            netuids,
            gained: 0,
            lost: 100,
        };
        for number in 0..STEPS {
            let holders = COLDKEYS.count() as u64 * HOTKEYS.len() as u64;
            game.step();
            // A block claims for two coldkeys, with two sales under each of three hotkeys.
            game.gained += 12;
            game.lost += 2;
            if number % 100 == 0 {
                game.lost += holders;
                netuids.iter().for_each(|netuid| game.check(*netuid));
                check_invariants();
                game.lost -= holders;
            }
        }
        let moved: u64 = netuids.into_iter().map(positions_of).sum();
        assert!(moved > BILLION, "the dice reach large claims: {moved}");
    });
}

#[test]
fn root_stakers_get_what_they_earned_with_the_first_seed() {
    play(1);
}

#[test]
fn root_stakers_get_what_they_earned_with_the_second_seed() {
    play(2);
}

#[test]
fn root_stakers_get_what_they_earned_with_the_third_seed() {
    play(3);
}
