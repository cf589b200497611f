//! The worked examples of yuma.md section 11 through the pallet: stake and parameters in storage,
//! weights set by calls, and what an epoch stores. Section 11.3 stands in `replacement`.

mod liquid_alpha;
mod old_yuma;
mod yuma3;

use frame_support::assert_ok;
use myelin_types::{AlphaBalance, NetUid, NetUidStorageIndex};

use super::paying::{BILLION, quiet_subnet};
use crate::{mock::*, pallet::*};

/// A subnet whose neurons are in the state section 11 starts from: with permits, registered before
/// their weights and before the last epoch, active. Nobody owns it. Its epochs pay nothing, so that
/// stake stays what it is.
struct Example {
    netuid: NetUid,
    emission: u64,
}

/// What an epoch has stored, by uid.
#[derive(Debug)]
struct Stored {
    emission: Vec<u64>,
    incentive: Vec<u16>,
    dividends: Vec<u16>,
    consensus: Vec<u16>,
    validator_trust: Vec<u16>,
    stake_weight: Vec<u16>,
    permits: Vec<bool>,
    active: Vec<bool>,
    bonds: Vec<Vec<(u16, u16)>>,
}

impl Example {
    fn new(stakes: &[u64]) -> Self {
        let netuid = quiet_subnet();
        SubnetOwnerHotkey::<Test>::insert(netuid, account(99));
        for (uid, stake) in (0u16..).zip(stakes) {
            if uid > 0 {
                let number = 100 + u64::from(uid);
                let hotkey = account(number);
                assert_ok!(SubtensorModule::pair_if_unowned(
                    &account(10_000 + number),
                    &hotkey
                ));
                assert_eq!(SubtensorModule::append_neuron(netuid, &hotkey), uid);
            }
            let example = Self {
                netuid,
                emission: BILLION,
            };
            example.grant(uid, *stake);
        }
        MaxAllowedValidators::<Test>::insert(netuid, stakes.len() as u16);
        ValidatorPermit::<Test>::insert(netuid, vec![true; stakes.len()]);
        run_blocks(3);
        LastMechansimStepBlock::<Test>::insert(netuid, u64::from(block()) - 1);
        Self {
            netuid,
            emission: BILLION,
        }
    }

    fn old_yuma(stakes: &[u64]) -> Self {
        let example = Self::new(stakes);
        Yuma3On::<Test>::insert(example.netuid, false);
        example
    }

    fn index(&self) -> NetUidStorageIndex {
        NetUidStorageIndex::main(self.netuid)
    }

    fn hotkey(&self, uid: u16) -> sp_runtime::AccountId32 {
        SubtensorModule::hotkey_of(self.netuid, uid).expect("the neuron exists")
    }

    fn grant(&self, uid: u16, stake: u64) {
        let hotkey = self.hotkey(uid);
        let coldkey = SubtensorModule::owner_of(&hotkey);
        if stake > 0 {
            let stake = AlphaBalance(stake);
            SubtensorModule::increase_one(&hotkey, &coldkey, self.netuid, stake);
            SubnetAlphaOut::<Test>::mutate(self.netuid, |out| *out = out.saturating_add(stake));
        }
    }

    /// A neuron calls `set_weights`.
    fn send(&self, uid: u16, row: &[(u16, u16)]) {
        let (uids, values) = row.iter().copied().unzip();
        let who = signed(&self.hotkey(uid));
        assert_ok!(SubtensorModule::set_weights(
            who,
            self.netuid,
            uids,
            values,
            0
        ));
    }

    /// Runs an epoch and goes to the next block.
    fn epoch(&self) -> Stored {
        let netuid = self.netuid;
        SubtensorModule::run_epoch(netuid, AlphaBalance(self.emission), block().into());
        run_blocks(1);
        let emission = Emission::<Test>::get(netuid);
        Stored {
            emission: emission.into_iter().map(AlphaBalance::to_u64).collect(),
            incentive: Incentive::<Test>::get(self.index()),
            dividends: Dividends::<Test>::get(netuid),
            consensus: Consensus::<Test>::get(netuid),
            validator_trust: ValidatorTrust::<Test>::get(netuid),
            stake_weight: StakeWeight::<Test>::get(netuid),
            permits: ValidatorPermit::<Test>::get(netuid),
            active: Active::<Test>::get(netuid),
            bonds: (0..SubtensorModule::neuron_count(netuid))
                .map(|uid| Bonds::<Test>::get(self.index(), uid))
                .collect(),
        }
    }
}

impl Stored {
    /// The bonds of the first `validators` in the neuron `column`; 0 where there is none.
    fn bonds_in(&self, column: u16, validators: usize) -> Vec<u16> {
        let bond = |row: &Vec<(u16, u16)>| {
            let found = row.iter().find(|bond| bond.0 == column);
            found.map_or(0, |bond| bond.1)
        };
        self.bonds[..validators].iter().map(bond).collect()
    }

    /// The bonds of a validator in the neurons 3, 4, …
    fn bonds_of(&self, validator: usize) -> Vec<u16> {
        let mut values = vec![0; self.permits.len() - 3];
        for (column, value) in &self.bonds[validator] {
            values[usize::from(*column) - 3] = *value;
        }
        values
    }
}
