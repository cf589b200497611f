//! What the block step, an epoch and `set_weights` read and write.

use frame_support::{assert_ok, traits::Hooks};
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex, TaoBalance};
use substrate_fixed::types::{I96F32, U96F32};

use super::counting::{Touched, touched_by};
use crate::{epoch::EpochSize, hooks, mock::*, pallet::*};

/// A block in which subnets that started at the beginning are old.
const LATE: u32 = 500_000;

/// How the subnets of a chain are.
#[derive(Clone, Copy)]
struct Kind {
    /// Root lets them have TAO.
    enabled: bool,
    /// TAO staked on root: the more, the more alpha may enter the pools with the TAO of a block.
    root_tao: u64,
    /// Nothing is left at its default, and the price of a registration falls.
    all_set: bool,
    /// No two subnets have the same price.
    uneven: bool,
}

/// The pools take a part of the TAO, and the rest buys alpha.
const BUYING: Kind = Kind {
    enabled: true,
    root_tao: 10_000_000_000,
    all_set: false,
    uneven: false,
};
/// The pools take all TAO.
const INJECTING: Kind = Kind {
    root_tao: 1_000_000_000_000_000,
    ..BUYING
};
/// The pools take all TAO, and the share of each is another one in every block.
const UNEVEN: Kind = Kind {
    uneven: true,
    ..INJECTING
};
const NOT_ENABLED: Kind = Kind {
    enabled: false,
    ..BUYING
};
const ALL_SET: Kind = Kind {
    all_set: true,
    ..BUYING
};

/// A chain with so many old subnets, none of which has an epoch in the next block.
fn chain(subnets: u64, kind: Kind) -> sp_io::TestExternalities {
    let mut ext = new_test_ext();
    ext.execute_with(|| {
        SubnetTAO::<Test>::insert(NetUid::ROOT, TaoBalance(kind.root_tao));
        SubtokenEnabled::<Test>::insert(NetUid(1), false);
        let netuids: Vec<NetUid> = (0..subnets)
            .map(|number| {
                NetworkLastLockCost::<Test>::put(TaoBalance(1_000_000_000_000));
                add_network(&account(10 + 2 * number), &account(11 + 2 * number))
            })
            .collect();
        for (netuid, number) in netuids.iter().zip(1..) {
            if kind.uneven {
                set_reserves(*netuid, 1_000 * UNIT, (1_000 + number) * UNIT);
            }
            SubnetMovingPrice::<Test>::insert(netuid, I96F32::from_num(0.5));
            SubnetEmissionEnabled::<Test>::insert(netuid, kind.enabled);
            if kind.all_set {
                set_everything(*netuid);
            } else {
                Burn::<Test>::insert(netuid, MinBurn::<Test>::get(netuid));
            }
        }
        System::set_block_number(LATE);
        for netuid in NetworksAdded::<Test>::iter_keys() {
            LastEpochBlock::<Test>::insert(netuid, u64::from(LATE));
        }
        run_blocks(3);
        System::reset_events();
    });
    ext
}

fn set_everything(netuid: NetUid) {
    MinBurn::<Test>::insert(netuid, TaoBalance(600_000));
    MaxBurn::<Test>::insert(netuid, TaoBalance(90_000_000_000));
    BurnHalfLife::<Test>::insert(netuid, 300);
    OwnerCutEnabled::<Test>::insert(netuid, true);
    EMAPriceHalvingBlocks::<Test>::insert(netuid, 100_000);
    MinerBurned::<Test>::insert(netuid, U96F32::from_num(0.25));
}

/// The hooks of the next block.
fn whole_block(ext: &mut sp_io::TestExternalities) -> Touched {
    let touched = touched_by(ext, || run_blocks(1));
    ext.execute_with(|| {
        assert!(
            NetworksAdded::<Test>::iter_keys()
                .filter(|netuid| !netuid.is_root())
                .all(|netuid| !SubtensorModule::should_run_epoch(netuid, u64::from(LATE) + 4)),
            "no epoch is due"
        );
    });
    touched
}

/// What one subnet more costs, with the number of subnets growing from 1 over 16 to 64.
fn cost_per_subnet(
    kind: Kind,
    count: impl Fn(&mut sp_io::TestExternalities) -> Touched,
) -> Touched {
    let [few, some, many] = [1, 16, 64].map(|subnets| count(&mut chain(subnets, kind)));
    let slope = |from: usize, to: usize, subnets: usize| (to - from).div_ceil(subnets);
    let first = [
        slope(few.reads, some.reads, 15),
        slope(few.writes, some.writes, 15),
    ];
    let later = [
        slope(some.reads, many.reads, 48),
        slope(some.writes, many.writes, 48),
    ];
    assert_eq!(
        first, later,
        "the cost grows linearly: {few:?} {some:?} {many:?}"
    );
    Touched {
        reads: later[0],
        writes: later[1],
        idle_writes: slope(some.idle_writes, many.idle_writes, 48),
    }
}

#[test]
fn a_block_without_an_epoch_reads_at_most_25_keys_a_subnet_and_writes_at_most_15() {
    for kind in [INJECTING, NOT_ENABLED] {
        let cost = cost_per_subnet(kind, whole_block);
        println!("enabled {}: {cost:?}", kind.enabled);
        assert!(cost.reads <= 25, "{cost:?}");
        assert!(cost.writes <= 15, "{cost:?}");
    }
}

/// What enters the pools changes from block to block, and with it their weights and prices.
#[test]
fn a_block_in_which_the_shares_move_reads_at_most_25_keys_a_subnet_and_writes_at_most_16() {
    let cost = cost_per_subnet(UNEVEN, whole_block);
    println!("{cost:?}");
    assert!(cost.reads <= 25, "{cost:?}");
    assert!(cost.writes <= 16, "{cost:?}");
}

/// The purchase moves the price, the volume and what the protocol keeps: four keys more.
#[test]
fn a_block_that_buys_alpha_reads_at_most_25_keys_a_subnet_and_writes_at_most_19() {
    let cost = cost_per_subnet(BUYING, whole_block);
    println!("{cost:?}");
    assert!(cost.reads <= 25, "{cost:?}");
    assert!(cost.writes <= 19, "{cost:?}");
}

#[test]
fn the_block_step_costs_no_more_than_its_weight_says() {
    let step = |ext: &mut sp_io::TestExternalities| {
        touched_by(ext, || {
            System::set_block_number(LATE + 4);
            SubtensorModule::on_initialize(LATE + 4);
        })
    };
    let slope = cost_per_subnet(ALL_SET, step);
    let one = step(&mut chain(1, ALL_SET));
    println!("{slope:?}, one subnet {one:?}");
    assert!(slope.reads as u64 <= hooks::PER_SUBNET.reads, "{slope:?}");
    assert!(
        (slope.writes + slope.idle_writes) as u64 <= hooks::PER_SUBNET.writes,
        "{slope:?}"
    );
    assert!(
        one.reads as u64 <= hooks::PER_BLOCK.reads + hooks::PER_SUBNET.reads,
        "{one:?}"
    );
    assert!(
        (one.writes + one.idle_writes) as u64 <= hooks::PER_BLOCK.writes + hooks::PER_SUBNET.writes,
        "{one:?}"
    );
}

const NEURONS: u16 = 256;
const VALIDATORS: u16 = 64;

/// A subnet whose validators rate everybody, with stake on the subnet and on root.
fn dense_subnet(validators: u16) -> (sp_io::TestExternalities, NetUid) {
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(|| {
        let netuid = add_network(&account(1), &account(2));
        MaxAllowedValidators::<Test>::insert(netuid, validators);
        for uid in 1..NEURONS {
            let (coldkey, hotkey) = (
                account(1_000 + u64::from(uid)),
                account(2_000 + u64::from(uid)),
            );
            assert_ok!(SubtensorModule::pair_if_unowned(&coldkey, &hotkey));
            assert_eq!(SubtensorModule::append_neuron(netuid, &hotkey), uid);
        }
        let index = NetUidStorageIndex::main(netuid);
        for uid in 0..validators {
            let hotkey = SubtensorModule::hotkey_of(netuid, uid).expect("the neuron exists");
            let coldkey = SubtensorModule::owner_of(&hotkey);
            for (network, amount) in [(netuid, 100 * UNIT), (NetUid::ROOT, 10 * UNIT)] {
                SubtensorModule::increase_one(&hotkey, &coldkey, network, AlphaBalance(amount));
            }
            let row: Vec<(u16, u16)> = (0..NEURONS)
                .map(|target| (target, 1 + (target * 31 + uid * 7) % 500))
                .collect();
            Weights::<Test>::insert(index, uid, row);
        }
        let permits: Vec<bool> = (0..NEURONS).map(|uid| uid < validators).collect();
        ValidatorPermit::<Test>::insert(netuid, permits);
        // From now on nobody sets weights again, but everyone stays active.
        ActivityCutoffFactorMilli::<Test>::insert(netuid, 50_000);
        LastUpdate::<Test>::insert(index, vec![u64::from(block()) + 1; NEURONS.into()]);
        netuid
    });
    (ext, netuid)
}

/// What a subnet has collected when its epoch comes, 360 blocks after the last one.
fn collect(netuid: NetUid) {
    PendingServerEmission::<Test>::insert(netuid, AlphaBalance(150 * UNIT));
    PendingValidatorEmission::<Test>::insert(netuid, AlphaBalance(100 * UNIT));
    PendingRootAlphaDivs::<Test>::insert(netuid, AlphaBalance(50 * UNIT));
    PendingOwnerCut::<Test>::insert(netuid, AlphaBalance(60 * UNIT));
    BlocksSinceLastStep::<Test>::insert(netuid, 359);
    System::set_block_number(block() + 360);
}

/// Runs the epoch that is due.
fn epoch(netuid: NetUid) -> EpochSize {
    let block = u64::from(block());
    SubtensorModule::count_block(&[netuid]);
    let plan = SubtensorModule::plan_epochs(block, &[netuid]);
    let mut drained = SubtensorModule::drain_due_subnets(block, plan);
    let (due, pending) = drained.paid.pop().expect("the epoch is due");
    SubtensorModule::pay_epoch(due, pending, block)
}

#[test]
fn an_epoch_reads_each_neuron_and_each_payment_once_and_writes_only_what_changed() {
    let (mut ext, netuid) = dense_subnet(VALIDATORS);
    let (n, v) = (usize::from(NEURONS), usize::from(VALIDATORS));
    // The first epoch opens positions, the second finds them.
    for _ in 0..2 {
        ext.execute_with(|| collect(netuid));
        let touched = touched_by(&mut ext, || {
            epoch(netuid);
        });
        let size = ext.execute_with(|| {
            let size = epoch(netuid);
            let incentive = Incentive::<Test>::get(NetUidStorageIndex::main(netuid));
            assert!(incentive.iter().all(|part| *part > 0), "everyone is paid");
            size
        });
        println!("{size:?}: {touched:?}");
        let paid = n;
        assert!(
            touched.reads <= 6 * n + 4 * paid + 9 * v + 40,
            "{touched:?}"
        );
        assert_eq!(touched.idle_writes, 0, "{touched:?}");
        assert!(touched.reads as u64 <= weighed(size, |cost| cost.reads));
        assert!(touched.writes as u64 <= weighed(size, |cost| cost.writes));
    }
}

#[test]
fn an_epoch_weighs_the_first_positions_that_miners_get_elsewhere() {
    let (mut ext, netuid) = dense_subnet(VALIDATORS);
    ext.execute_with(|| {
        let target = SubtensorModule::hotkey_of(netuid, 0).expect("the neuron exists");
        for uid in 1..NEURONS {
            let hotkey = SubtensorModule::hotkey_of(netuid, uid).expect("the neuron exists");
            let coldkey = SubtensorModule::owner_of(&hotkey);
            AutoStakeDestination::<Test>::insert(coldkey, netuid, &target);
        }
        collect(netuid);
    });
    let touched = touched_by(&mut ext, || {
        epoch(netuid);
    });
    let size = ext.execute_with(|| epoch(netuid));
    println!("{size:?}: {touched:?}");
    let writes = touched.writes + touched.idle_writes;
    assert!(touched.reads as u64 <= weighed(size, |cost| cost.reads));
    assert!(writes as u64 <= weighed(size, |cost| cost.writes));
    assert!(writes > 2 * usize::from(NEURONS), "the positions are new");
}

#[test]
fn a_dense_epoch_of_128_validators_reads_at_most_3400_keys_and_writes_at_most_1400() {
    let (mut ext, netuid) = dense_subnet(128);
    ext.execute_with(|| {
        collect(netuid);
        epoch(netuid);
        collect(netuid);
    });
    let touched = touched_by(&mut ext, || {
        epoch(netuid);
    });
    println!("{touched:?}");
    assert!(touched.reads <= 3_400, "{touched:?}");
    assert!(touched.writes <= 1_400, "{touched:?}");
}

#[test]
fn an_epoch_weighs_the_parents_of_its_neurons() {
    let (mut ext, netuid) = dense_subnet(VALIDATORS);
    let parents_each = 4;
    ext.execute_with(|| {
        for uid in 0..VALIDATORS {
            let child = SubtensorModule::hotkey_of(netuid, uid).expect("the neuron exists");
            for number in 0..parents_each {
                let number = 10_000 + 10 * u64::from(uid) + number;
                let (coldkey, parent) = (account(100_000 + number), account(number));
                assert_ok!(SubtensorModule::pair_if_unowned(&coldkey, &parent));
                for network in [netuid, NetUid::ROOT] {
                    SubtensorModule::increase_one(&parent, &coldkey, network, AlphaBalance(UNIT));
                }
                let all_to_child = vec![(u64::MAX, child.clone())];
                assert_ok!(SubtensorModule::replace_children(
                    &parent,
                    netuid,
                    all_to_child,
                    vec![]
                ));
            }
        }
        collect(netuid);
    });
    let touched = touched_by(&mut ext, || {
        epoch(netuid);
    });
    let size = ext.execute_with(|| epoch(netuid));
    println!("{size:?}: {touched:?}");
    assert_eq!(size.parents, u64::from(VALIDATORS) * parents_each);
    assert!(touched.reads as u64 <= weighed(size, |cost| cost.reads));
    let writes = touched.writes + touched.idle_writes;
    assert!(writes as u64 <= weighed(size, |cost| cost.writes));
    // Not by the reserve of the rest: the parents alone.
    let (mut childless, netuid) = dense_subnet(VALIDATORS);
    childless.execute_with(|| collect(netuid));
    let without = touched_by(&mut childless, || {
        epoch(netuid);
    });
    let more = (touched.reads - without.reads) as u64;
    assert!(more <= size.parents * hooks::PER_PARENT.reads, "{more}");
    let more = (writes - without.writes) as u64;
    assert!(more <= size.parents * hooks::PER_PARENT.writes, "{more}");
}

/// What the weight of an epoch stands for.
fn weighed(size: EpochSize, part: impl Fn(hooks::Cost) -> u64) -> u64 {
    part(hooks::PER_EPOCH)
        + size.neurons * part(hooks::PER_NEURON)
        + size.validators * part(hooks::PER_VALIDATOR)
        + size.links * part(hooks::PER_LINK)
        + size.timelock_queues * part(hooks::PER_TIMELOCK_LIST)
        + size.timelocked * part(hooks::PER_TIMELOCKED_HOTKEY)
        + size.parents * part(hooks::PER_PARENT)
        + size.candidates * part(hooks::PER_CANDIDATE)
}

#[test]
fn the_weight_of_an_epoch_grows_with_its_size() {
    let size = EpochSize {
        neurons: 256,
        validators: 64,
        links: 32_705,
        timelock_queues: 0,
        timelocked: 0,
        parents: 0,
        candidates: 0,
    };
    let weight = size.weight::<Test>();
    let storage = <Test as frame_system::Config>::DbWeight::get().reads_writes(
        weighed(size, |cost| cost.reads),
        weighed(size, |cost| cost.writes),
    );
    let arithmetic = weight - storage;
    assert_eq!(arithmetic.ref_time(), weighed(size, |cost| cost.ref_time));
    // Five times what it took natively, in picoseconds.
    assert!(arithmetic.ref_time() > 5 * 5_900_000_000);
}

/// What it costs the only validator of a subnet to weigh `targets` neurons.
fn set_weights(targets: u16) -> Touched {
    let mut ext = new_test_ext();
    let (netuid, hotkey) = ext.execute_with(|| {
        let netuid = add_network(&account(1), &account(2));
        let hotkey = account(11);
        let uid = register_neuron(netuid, &account(10), &hotkey);
        stake(netuid, &account(10), &hotkey, 100 * UNIT);
        StakeThreshold::<Test>::put(UNIT);
        WeightsSetRateLimit::<Test>::insert(netuid, 10);
        WeightsVersionKey::<Test>::insert(netuid, 1);
        // As large as the subnet would be after many more registrations.
        MaxAllowedUids::<Test>::insert(netuid, targets);
        SubnetworkN::<Test>::insert(netuid, targets);
        let mut updates = vec![0u64; targets.into()];
        updates[usize::from(uid)] = 1;
        LastUpdate::<Test>::insert(NetUidStorageIndex::main(netuid), updates);
        ValidatorPermit::<Test>::insert(netuid, vec![true; targets.into()]);
        System::set_block_number(100);
        (netuid, hotkey)
    });
    touched_by(&mut ext, || {
        let uids: Vec<u16> = (0..targets).collect();
        let values = uids.iter().map(|uid| uid % 100 + 1).collect();
        assert_ok!(SubtensorModule::set_weights(
            signed(&hotkey),
            netuid,
            uids,
            values,
            1
        ));
    })
}

#[test]
fn set_weights_reads_at_most_20_keys_whatever_the_number_of_targets() {
    let (some, many) = (set_weights(256), set_weights(4_096));
    println!("{some:?}");
    assert_eq!(some, many);
    assert!(some.reads <= 20, "{some:?}");
}
