//! What stands in the way, with its figures. That it agrees with the calls is shown in `agreement`.

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, MechId, NetUidStorageIndex, TaoBalance};
use pallet_subtensor_runtime_api::{Eligibility, Obstacle};
use sp_core::H256;

use super::*;
use crate::{pallet::*, tests::counting::touched_by};

/// All questions about one hotkey.
fn all_about(coldkey: &AccountId32, hotkey: &AccountId32, netuid: NetUid) -> [Eligibility; 7] {
    let mechanism = MechId::MAIN;
    [
        SubtensorModule::may_set_weights(hotkey, netuid, mechanism),
        SubtensorModule::may_commit_weights(hotkey, netuid, mechanism),
        SubtensorModule::may_commit_timelocked_weights(hotkey, netuid, mechanism),
        SubtensorModule::may_reveal_weights(hotkey, netuid, mechanism),
        SubtensorModule::may_serve_axon(hotkey, netuid),
        SubtensorModule::may_serve_prometheus(hotkey, netuid),
        SubtensorModule::may_register(coldkey, hotkey, netuid),
    ]
}

fn set_weights(netuid: NetUid) -> Vec<Obstacle> {
    SubtensorModule::may_set_weights(&account(MINER_HOTKEY), netuid, MechId::MAIN).obstacles
}

fn register(coldkey: u64, hotkey: u64, netuid: NetUid) -> Vec<Obstacle> {
    SubtensorModule::may_register(&account(coldkey), &account(hotkey), netuid).obstacles
}

#[test]
fn of_an_unknown_subnet_nothing_else_is_said() {
    ExtBuilder::default().build_and_execute(|| {
        for netuid in [NOWHERE, NetUid(5_000), NetUid(u16::MAX)] {
            for answer in all_about(&account(MINER), &account(MINER_HOTKEY), netuid) {
                assert_eq!(answer.obstacles, [Obstacle::SubnetNotFound]);
                assert!(!answer.may);
                assert_eq!(answer.block, 1);
            }
        }
    });
}

#[test]
fn an_unknown_hotkey_is_not_registered_and_may_register() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let (coldkey, stranger) = (account(77), account(78));
        fund(&coldkey, 1_000 * UNIT);
        let answers = all_about(&coldkey, &stranger, netuid);
        for answer in &answers[..6] {
            assert!(answer.obstacles.contains(&Obstacle::NotRegistered));
        }
        assert_eq!(
            answers[6],
            Eligibility {
                may: true,
                block: 1,
                obstacles: vec![]
            }
        );
    });
}

#[test]
fn everything_that_keeps_a_neuron_from_setting_weights_is_named_at_once() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let index = NetUidStorageIndex::main(netuid);
        TaoWeight::<Test>::put(0);
        let held = stake(netuid, &account(MINER), &account(MINER_HOTKEY), UNIT).to_u64();
        run_to_block(10);
        StakeThreshold::<Test>::put(held + 5);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        WeightsSetRateLimit::<Test>::insert(netuid, 100);
        LastUpdate::<Test>::insert(index, vec![0, 8]);
        let expected = [
            Obstacle::CommitRevealOn,
            Obstacle::StakeTooLow {
                needed: held + 5,
                held,
            },
            Obstacle::RateLimited {
                last_block: 8,
                limit_blocks: 100,
                until_block: 108,
            },
            Obstacle::NoValidatorPermit,
        ];
        assert_eq!(set_weights(netuid), expected);
        // Each goes away by itself, and the others stay.
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        assert_eq!(set_weights(netuid), expected[1..]);
        StakeThreshold::<Test>::put(held);
        assert_eq!(set_weights(netuid), expected[2..]);
        WeightsSetRateLimit::<Test>::insert(netuid, 2);
        assert_eq!(set_weights(netuid), expected[3..]);
        ValidatorPermit::<Test>::insert(netuid, vec![false, true]);
        assert_eq!(set_weights(netuid), []);
    });
}

#[test]
fn the_owner_needs_neither_stake_nor_permit() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        StakeThreshold::<Test>::put(u64::MAX);
        let owner = account(OWNER_HOTKEY);
        assert!(SubtensorModule::may_set_weights(&owner, netuid, MechId::MAIN).may);
    });
}

#[test]
fn a_mechanism_that_is_not_there_is_named_with_how_many_there_are() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let owner = account(OWNER_HOTKEY);
        let missing = [Obstacle::MechanismNotFound { mechanisms: 1 }];
        for mechanism in [1, 15, 16, 255].map(MechId) {
            let answer = SubtensorModule::may_set_weights(&owner, netuid, mechanism);
            assert_eq!(answer.obstacles, missing);
            CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
            for answer in [
                SubtensorModule::may_commit_weights(&owner, netuid, mechanism),
                SubtensorModule::may_commit_timelocked_weights(&owner, netuid, mechanism),
                SubtensorModule::may_reveal_weights(&owner, netuid, mechanism),
            ] {
                assert_eq!(answer.obstacles, missing);
            }
            CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        }
    });
}

#[test]
fn nobody_sets_weights_on_root() {
    ExtBuilder::default().build_and_execute(|| {
        assert!(set_weights(NetUid::ROOT).contains(&Obstacle::RootNetwork));
    });
}

#[test]
fn a_reveal_waits_for_the_epoch_of_its_commit() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let owner = account(OWNER_HOTKEY);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        Tempo::<Test>::insert(netuid, 10);
        run_blocks(1);
        let reveal = || SubtensorModule::may_reveal_weights(&owner, netuid, MechId::MAIN).obstacles;
        assert_eq!(reveal(), [Obstacle::NothingCommitted]);
        let epoch = SubnetEpochIndex::<Test>::get(netuid);
        let next = LastEpochBlock::<Test>::get(netuid) + 10;
        let hash = H256::repeat_byte(1);
        assert_ok!(SubtensorModule::commit_weights(
            signed(&owner),
            netuid,
            hash
        ));
        let expected = [Obstacle::RevealTooEarly {
            epoch,
            reveal_epoch: epoch + 1,
            from_block: Some(next),
        }];
        assert_eq!(reveal(), expected);
        run_to_block(next as u32 - 1);
        assert_eq!(reveal(), expected);
        run_to_block(next as u32);
        assert_eq!(reveal(), []);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, false);
        assert_eq!(reveal(), [Obstacle::CommitRevealOff]);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        run_to_block(next as u32 + 9);
        assert_eq!(reveal(), []);
        run_to_block(next as u32 + 10);
        assert_eq!(reveal(), [Obstacle::CommitsExpired { commits: 1 }]);
    });
}

#[test]
fn a_full_queue_of_commits_tells_the_epoch_in_which_there_is_room() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let owner = account(OWNER_HOTKEY);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        SubnetEpochIndex::<Test>::insert(netuid, 5);
        RevealPeriodEpochs::<Test>::insert(netuid, 2);
        for n in 0..10 {
            let may = SubtensorModule::may_commit_weights(&owner, netuid, MechId::MAIN).may;
            assert!(may, "there is room for commit {n}");
            let hash = H256::repeat_byte(n);
            assert_ok!(SubtensorModule::commit_weights(
                signed(&owner),
                netuid,
                hash
            ));
        }
        let commit = || SubtensorModule::may_commit_weights(&owner, netuid, MechId::MAIN).obstacles;
        let full = Obstacle::TooManyCommits {
            waiting: 10,
            limit: 10,
            until_epoch: 8,
        };
        assert_eq!(commit(), [full]);
        SubnetEpochIndex::<Test>::insert(netuid, 7);
        assert_eq!(commit().len(), 1);
        SubnetEpochIndex::<Test>::insert(netuid, 8);
        assert_eq!(commit(), []);
    });
}

#[test]
fn a_time_locked_commit_needs_a_round_that_comes_in_time_and_room_in_its_epoch() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let owner = account(OWNER_HOTKEY);
        CommitRevealWeightsEnabled::<Test>::insert(netuid, true);
        let commit = || {
            SubtensorModule::may_commit_timelocked_weights(&owner, netuid, MechId::MAIN).obstacles
        };
        assert_eq!(commit(), []);
        // A beacon far ahead of the clock of the chain.
        Pulses::mutate(|pulses| pulses.insert(1_000_000, vec![]));
        CurrentRound::set(Some(5));
        let tempo = u64::from(Tempo::<Test>::get(netuid));
        assert_eq!(
            commit(),
            [Obstacle::NoRoundInTime {
                first_round: 1_000_000,
                last_round: 5 + 3 * (tempo + 1) * 12 / 3,
            }]
        );
        CurrentRound::set(None);
        for _ in 0..10 {
            assert_ok!(SubtensorModule::commit_timelocked_weights(
                signed(&owner),
                netuid,
                Default::default(),
                1_000_000,
                4
            ));
        }
        assert_eq!(
            commit(),
            [Obstacle::TooManyCommits {
                waiting: 10,
                limit: 10,
                until_epoch: 1,
            }]
        );
        Pulses::take();
    });
}

#[test]
fn each_endpoint_waits_for_itself() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let (hotkey, who) = (account(MINER_HOTKEY), signed(&account(MINER_HOTKEY)));
        run_to_block(20);
        assert_ok!(SubtensorModule::serve_axon(
            who,
            netuid,
            1,
            0x0808_0808,
            80,
            4,
            0,
            0,
            0
        ));
        let wait = Obstacle::RateLimited {
            last_block: 20,
            limit_blocks: 50,
            until_block: 70,
        };
        assert_eq!(
            SubtensorModule::may_serve_axon(&hotkey, netuid).obstacles,
            [wait]
        );
        assert!(SubtensorModule::may_serve_prometheus(&hotkey, netuid).may);
        System::set_block_number(70);
        assert!(SubtensorModule::may_serve_axon(&hotkey, netuid).may);
    });
}

#[test]
fn everything_that_keeps_a_hotkey_from_registering_is_named_at_once() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        let price = Burn::<Test>::get(netuid);
        fund(&account(50), 1_000);
        NetworkRegistrationAllowed::<Test>::insert(netuid, false);
        MaxAllowedUids::<Test>::insert(netuid, 2);
        ImmunityPeriod::<Test>::insert(netuid, 0);
        let expected = [
            Obstacle::RegistrationClosed,
            Obstacle::AlreadyRegistered { uid: 1 },
            Obstacle::BalanceTooLow {
                needed: price,
                held: TaoBalance(1_000),
            },
            Obstacle::HotkeyOfAnother {
                owner: account(MINER),
            },
            Obstacle::NoPlace {
                neurons: 2,
                places: 2,
            },
        ];
        assert_eq!(register(50, MINER_HOTKEY, netuid), expected);
        NetworkRegistrationAllowed::<Test>::insert(netuid, true);
        assert_eq!(
            register(50, 51, netuid),
            [&expected[2..3], &expected[4..]].concat()
        );
        // Within its immunity period the miner may be replaced, as there is nobody else.
        ImmunityPeriod::<Test>::insert(netuid, 100);
        fund(&account(50), 1_000 * UNIT);
        assert_eq!(register(50, 51, netuid), []);
        let pot = SubtensorModule::subnet_account(netuid).expect("it exists");
        let answer = SubtensorModule::may_register(&account(50), &pot, netuid);
        assert_eq!(answer.obstacles, [Obstacle::SystemAccount]);
    });
}

#[test]
fn a_coldkey_that_would_die_of_the_price_holds_too_little() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        Burn::<Test>::insert(netuid, TaoBalance(EXISTENTIAL_DEPOSIT));
        fund(&account(50), EXISTENTIAL_DEPOSIT);
        assert_eq!(
            register(50, 51, netuid),
            [Obstacle::BalanceTooLow {
                needed: TaoBalance(EXISTENTIAL_DEPOSIT),
                held: TaoBalance(0),
            }]
        );
    });
}

#[test]
fn a_pool_that_sells_no_alpha_takes_no_registration() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        fund(&account(50), 1_000 * UNIT);
        SubnetAlphaIn::<Test>::insert(netuid, AlphaBalance(7));
        assert_eq!(
            register(50, 51, netuid),
            [Obstacle::PoolTooSmall {
                tao: SubnetTAO::<Test>::get(netuid),
                alpha: AlphaBalance(7),
            }]
        );
    });
}

#[test]
fn root_takes_so_many_in_a_block_and_an_interval_and_then_the_weightiest() {
    new_test_ext().execute_with(|| {
        let (root, tempo) = (NetUid::ROOT, 20);
        Tempo::<Test>::insert(root, tempo);
        assert_eq!(register(50, 51, root), []);
        RegistrationsThisBlock::<Test>::insert(root, 1);
        RegistrationsThisInterval::<Test>::insert(root, 3);
        MaxAllowedUids::<Test>::insert(root, 1);
        SubtensorModule::append_neuron(root, &account(60));
        TotalHotkeyAlpha::<Test>::insert(account(60), root, AlphaBalance(100));
        TotalHotkeyAlpha::<Test>::insert(account(51), root, AlphaBalance(100));
        let expected = [
            Obstacle::TooManyRegistrationsInBlock {
                registered: 1,
                limit: 1,
            },
            Obstacle::TooManyRegistrationsInInterval {
                registered: 3,
                limit: 3,
                until_block: Some(tempo.into()),
            },
            Obstacle::RootStakeTooLow {
                needed: AlphaBalance(101),
                held: AlphaBalance(100),
            },
        ];
        assert_eq!(register(50, 51, root), expected);
        run_to_block(u32::from(tempo) - 1);
        assert_eq!(register(50, 51, root), expected[1..]);
        run_to_block(tempo.into());
        assert_eq!(register(50, 51, root), expected[2..]);
        TotalHotkeyAlpha::<Test>::insert(account(51), root, AlphaBalance(101));
        assert_eq!(register(50, 51, root), []);
        assert_eq!(
            register(50, 60, root)[0],
            Obstacle::AlreadyRegistered { uid: 0 }
        );
    });
}

#[test]
fn an_announced_swap_holds_its_account_still() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = subnet_with_miner();
        fund(&account(50), 1_000 * UNIT);
        let entry = (1, H256::repeat_byte(1));
        ColdkeySwapAnnouncements::<Test>::insert(account(50), entry);
        let swap = |disputed| [Obstacle::ColdkeySwap { disputed }];
        assert_eq!(register(50, 51, netuid), swap(false));
        ColdkeySwapDisputes::<Test>::insert(account(50), 1);
        assert_eq!(register(50, 51, netuid), swap(true));
        // That of its owner does not hold a hotkey.
        ColdkeySwapAnnouncements::<Test>::insert(account(MINER), entry);
        let hotkey = account(MINER_HOTKEY);
        assert!(SubtensorModule::may_serve_axon(&hotkey, netuid).may);
    });
}

#[test]
fn somebody_can_be_replaced_exactly_when_a_neuron_to_prune_is_found() {
    ExtBuilder::default().build_and_execute(|| {
        let netuid = add_network(&account(OWNER), &account(OWNER_HOTKEY));
        let (mut found, mut missing) = (0, 0);
        for number in 0..6 {
            register_neuron(
                netuid,
                &account(OWNER + number % 3 * 50),
                &account(200 + number),
            );
            run_blocks(3);
            for immunity in [0, 2, 5, 8, 11, 14, 17, 20, 100] {
                ImmunityPeriod::<Test>::insert(netuid, immunity);
                for least in 0..8 {
                    MinNonImmuneUids::<Test>::insert(netuid, least);
                    for protected in 1..4 {
                        ImmuneOwnerUidsLimit::<Test>::insert(netuid, protected);
                        let victim = SubtensorModule::neuron_to_prune(netuid);
                        let expected = SubtensorModule::has_neuron_to_prune(netuid);
                        assert_eq!(victim.is_some(), expected);
                        *(if expected { &mut found } else { &mut missing }) += 1;
                    }
                }
            }
        }
        assert!(found > 100 && missing > 100, "{found} {missing}");
    });
}

/// What all questions about a neuron of a full subnet read when it has so many neurons.
fn reads(neurons: u64) -> usize {
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(|| {
        let netuid = add_network(&account(OWNER), &account(OWNER_HOTKEY));
        for number in 1..neurons {
            register_neuron(netuid, &account(1_000 + number), &account(2_000 + number));
        }
        MaxAllowedUids::<Test>::insert(netuid, neurons as u16);
        StakeThreshold::<Test>::put(u64::MAX);
        netuid
    });
    let (coldkey, hotkey) = (account(1_001), account(2_001));
    let touched = touched_by(&mut ext, || {
        all_about(&coldkey, &hotkey, netuid);
    });
    assert_eq!((touched.writes, touched.idle_writes), (0, 0));
    touched.reads
}

#[test]
fn the_answers_cost_the_same_whatever_the_number_of_neurons() {
    let few = reads(20);
    assert_eq!(few, reads(80));
    assert!(few <= 60, "{few}");
}
