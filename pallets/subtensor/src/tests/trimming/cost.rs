//! What trimming and a change of the number of mechanisms read and write.

use frame_support::weights::Weight;

use super::*;
use crate::{
    tests::counting::{Touched, touched_by},
    weight_info::{EstimatedWeight, WeightInfo},
};

/// A full subnet in which every neuron has everything, and weights and bonds towards all.
fn full(mechanisms: u8) -> (sp_io::TestExternalities, NetUid) {
    let mut ext = new_test_ext();
    let netuid = ext.execute_with(|| {
        let neurons = 256 / u16::from(mechanisms);
        let netuid = crowd(neurons);
        MaxMechanismCount::<Test>::put(MechId(16));
        MaxAllowedUids::<Test>::insert(netuid, neurons);
        MechanismCountCurrent::<Test>::insert(netuid, MechId(mechanisms));
        for uid in 0..neurons {
            furnish(netuid, uid);
            for mechanism in 0..mechanisms {
                let row: Vec<_> = (0..neurons).map(|target| (target, 1)).collect();
                Weights::<Test>::insert(index(netuid, mechanism), uid, &row);
                Bonds::<Test>::insert(index(netuid, mechanism), uid, row);
                let commits = std::collections::VecDeque::from([(Default::default(), 0, 0, 0)]);
                WeightCommits::<Test>::insert(index(netuid, mechanism), hotkey(uid), commits);
            }
        }
        for mechanism in 0..mechanisms {
            LastUpdate::<Test>::insert(index(netuid, mechanism), vec![1; neurons.into()]);
            Incentive::<Test>::insert(index(netuid, mechanism), vec![1; neurons.into()]);
        }
        check_invariants();
        netuid
    });
    (ext, netuid)
}

#[track_caller]
fn assert_within(touched: Touched, weight: Weight) {
    println!("{touched:?}");
    let written = touched.writes + touched.idle_writes;
    let database = <Test as frame_system::Config>::DbWeight::get();
    let used = database.reads_writes(touched.reads as u64, written as u64);
    assert!(used.all_lte(weight), "{touched:?}");
}

#[test]
fn trimming_touches_no_more_than_its_weight_says() {
    let weight = EstimatedWeight::<Test>::trim_to_max_allowed_uids();
    // One that goes writes more than one that moves: the last uids stay, and nobody else.
    for (mechanisms, places) in [(1, 255), (1, 128), (1, 1), (16, 15), (16, 1)] {
        let (mut ext, netuid) = full(mechanisms);
        ext.execute_with(|| {
            Emission::<Test>::mutate(netuid, |emission| {
                for (uid, earned) in (0u64..).zip(emission) {
                    *earned = AlphaBalance(uid);
                }
            });
        });
        let touched = touched_by(&mut ext, || {
            assert_ok!(trim(netuid, places));
        });
        assert_within(touched, weight);
        ext.execute_with(check_invariants);
    }
}

#[test]
fn fewer_mechanisms_touch_no_more_than_their_weight_says() {
    let (mut ext, netuid) = full(16);
    let touched = touched_by(&mut ext, || {
        assert_ok!(SubtensorModule::set_mechanism_count(netuid, MechId::MAIN));
    });
    assert_within(touched, EstimatedWeight::<Test>::set_mechanism_count());
    ext.execute_with(check_invariants);
}
