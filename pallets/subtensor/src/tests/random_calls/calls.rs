//! Random calls with random arguments.

use myelin_types::{AlphaBalance, MechId, NetUid, TaoBalance, frozen::RootClaimTypeEnum};
use sp_runtime::AccountId32;

use super::dice::{Dice, Position};
use crate::{mock::*, pallet::*};

type Made = (RuntimeOrigin, Call<Test>);

/// A random call, mostly sent by one who may send it.
pub fn random(dice: &mut Dice) -> Made {
    let (origin, call) = match dice.below(100) {
        0..=3 => subnet_call(dice),
        4..=19 => neuron_call(dice),
        20..=39 => weights_call(dice),
        40..=44 => schedule_call(dice),
        45..=57 => buy_call(dice),
        58..=59 => root_claim_call(dice),
        60..=74 => sell_call(dice),
        75..=86 => transition_call(dice),
        87..=93 => identity_call(dice),
        _ => key_call(dice),
    };
    match dice.below(60) {
        0 => (RuntimeOrigin::root(), call),
        1 => (RuntimeOrigin::none(), call),
        2 => (signed(&dice.coldkey()), call),
        _ => (origin, call),
    }
}

fn subnet_call(dice: &mut Dice) -> Made {
    let netuid = dice.netuid();
    let coldkey = dice.coldkey();
    let hotkey = dice.hotkey();
    match dice.below(12) {
        0..=2 => (signed(&coldkey), Call::register_network { hotkey }),
        3..=4 => (
            signed(&coldkey),
            Call::register_network_with_identity {
                hotkey,
                identity: dice.one_in(2).then(Default::default),
            },
        ),
        5 if dice.one_in(2) => (
            RuntimeOrigin::root(),
            Call::dissolve_network { coldkey, netuid },
        ),
        6 if dice.one_in(3) => (
            RuntimeOrigin::root(),
            Call::root_dissolve_network { netuid },
        ),
        7..=8 => {
            let letter = char::from_u32(0x3b1 + dice.below(17)).expect("a Greek letter");
            (
                signed(&dice.subnet_owner(netuid)),
                Call::update_symbol {
                    netuid,
                    symbol: letter.to_string().into_bytes(),
                },
            )
        }
        _ => (
            signed(&dice.subnet_owner(netuid)),
            Call::start_call { netuid },
        ),
    }
}

fn neuron_call(dice: &mut Dice) -> Made {
    let netuid = dice.netuid();
    let hotkey = dice.hotkey();
    let coldkey = if SubtensorModule::hotkey_exists(&hotkey) {
        dice.owner(&hotkey)
    } else {
        dice.coldkey()
    };
    let call = match dice.below(8) {
        0 => Call::register {
            netuid,
            block_number: dice.bits(),
            nonce: dice.bits(),
            work: vec![0; 32],
            hotkey,
            coldkey: dice.coldkey(),
        },
        1..=3 => Call::burned_register { netuid, hotkey },
        4..=5 => Call::register_limit {
            netuid,
            hotkey,
            limit_price: dice.amount(2 * UNIT),
        },
        _ => Call::root_register { hotkey },
    };
    (signed(&coldkey), call)
}

/// Some uids, each once but for a rare mistake, with weights of any size.
fn random_row(dice: &mut Dice, neurons: u16) -> (Vec<u16>, Vec<u16>) {
    let mut uids: Vec<u16> = (0..neurons).filter(|_| dice.one_in(2)).collect();
    if dice.one_in(2) {
        uids.reverse();
    }
    if dice.one_in(20) {
        uids.push(dice.u16());
    }
    let weights = uids
        .iter()
        .map(|_| if dice.one_in(4) { 0 } else { dice.u16() })
        .collect();
    (uids, weights)
}

fn weights_call(dice: &mut Dice) -> Made {
    let netuid = dice.netuid();
    let hotkey = if dice.one_in(2) {
        SubnetOwnerHotkey::<Test>::get(netuid)
    } else {
        dice.neuron(netuid)
    };
    let (mut dests, mut weights) = random_row(dice, SubtensorModule::neuron_count(netuid));
    if dice.one_in(10) {
        dests = SubtensorModule::uid_of(netuid, &hotkey)
            .into_iter()
            .collect();
        weights = vec![dice.u16(); dests.len()];
    }
    let version_key = dice.within(0..=3);
    let call = if dice.one_in(2) {
        Call::set_weights {
            netuid,
            dests,
            weights,
            version_key,
        }
    } else {
        Call::set_mechanism_weights {
            netuid,
            mecid: MechId(dice.below(3) as u8),
            dests,
            weights,
            version_key,
        }
    };
    (signed(&hotkey), call)
}

fn schedule_call(dice: &mut Dice) -> Made {
    let netuid = dice.netuid();
    let owner = dice.subnet_owner(netuid);
    let call = match dice.below(3) {
        0 => Call::set_tempo {
            netuid,
            tempo: dice.within(350..=600) as u16,
        },
        1 => Call::set_activity_cutoff_factor {
            netuid,
            factor_milli: dice.within(900..=51_000) as u32,
        },
        _ => Call::trigger_epoch { netuid },
    };
    (signed(&owner), call)
}

fn buy_call(dice: &mut Dice) -> Made {
    let coldkey = dice.coldkey();
    let hotkey = dice.hotkey();
    let netuid = dice.netuid();
    let amount_staked = TaoBalance(dice.amount(balance(&coldkey)));
    let call = if dice.one_in(2) {
        Call::add_stake {
            hotkey,
            netuid,
            amount_staked,
        }
    } else {
        Call::add_stake_limit {
            hotkey,
            netuid,
            amount_staked,
            limit_price: dice.limit_price(netuid),
            allow_partial: dice.one_in(2),
        }
    };
    (signed(&coldkey), call)
}

fn sell_call(dice: &mut Dice) -> Made {
    let Position {
        hotkey,
        coldkey,
        netuid,
        held,
    } = dice.position();
    let amount_unstaked = AlphaBalance(dice.amount(held));
    let call = match dice.below(9) {
        0..=2 => Call::remove_stake {
            hotkey,
            netuid,
            amount_unstaked,
        },
        3..=4 => Call::remove_stake_limit {
            hotkey,
            netuid,
            amount_unstaked,
            limit_price: dice.limit_price(netuid),
            allow_partial: dice.one_in(2),
        },
        5..=6 => Call::remove_stake_full_limit {
            hotkey,
            netuid,
            limit_price: dice.one_in(2).then(|| dice.limit_price(netuid)),
        },
        7 => Call::unstake_all { hotkey },
        _ => Call::unstake_all_alpha { hotkey },
    };
    (signed(&coldkey), call)
}

fn root_claim_call(dice: &mut Dice) -> Made {
    let coldkey = dice.coldkey();
    let subnets = (0..dice.below(7)).map(|_| dice.netuid()).collect();
    match dice.below(6) {
        0 => (
            RuntimeOrigin::root(),
            Call::sudo_set_num_root_claims {
                new_value: dice.within(0..=60),
            },
        ),
        1 => {
            let netuid = dice.netuid();
            let new_value = dice.amount(10_000_000);
            (
                signed(&dice.subnet_owner(netuid)),
                Call::sudo_set_root_claim_threshold { netuid, new_value },
            )
        }
        2 => {
            let new_root_claim_type = match dice.below(3) {
                0 => RootClaimTypeEnum::Swap,
                1 => RootClaimTypeEnum::Keep,
                _ => RootClaimTypeEnum::KeepSubnets { subnets },
            };
            (
                signed(&coldkey),
                Call::set_root_claim_type {
                    new_root_claim_type,
                },
            )
        }
        _ => (signed(&coldkey), Call::claim_root { subnets }),
    }
}

fn transition_call(dice: &mut Dice) -> Made {
    let Position {
        hotkey,
        coldkey,
        netuid,
        held,
    } = dice.position();
    let alpha_amount = AlphaBalance(dice.amount(held));
    let destination_netuid = if dice.one_in(3) {
        netuid
    } else {
        dice.netuid()
    };
    let call = match dice.below(4) {
        0 => Call::move_stake {
            origin_hotkey: hotkey,
            destination_hotkey: dice.hotkey(),
            origin_netuid: netuid,
            destination_netuid,
            alpha_amount,
        },
        1 => Call::transfer_stake {
            destination_coldkey: dice.coldkey(),
            hotkey,
            origin_netuid: netuid,
            destination_netuid,
            alpha_amount,
        },
        2 => Call::swap_stake {
            hotkey,
            origin_netuid: netuid,
            destination_netuid,
            alpha_amount,
        },
        _ => Call::swap_stake_limit {
            hotkey,
            origin_netuid: netuid,
            destination_netuid,
            alpha_amount,
            limit_price: dice.limit_price(netuid),
            allow_partial: dice.one_in(2),
        },
    };
    (signed(&coldkey), call)
}

fn axon_call(dice: &mut Dice, netuid: NetUid, certificate: Option<Vec<u8>>) -> Call<Test> {
    let (version, ip) = (1, u128::from(dice.bits() as u32));
    let (port, ip_type) = (dice.u16(), if dice.one_in(5) { 6 } else { 4 });
    match certificate {
        None => Call::serve_axon {
            netuid,
            version,
            ip,
            port,
            ip_type,
            protocol: 4,
            placeholder1: 0,
            placeholder2: 0,
        },
        Some(certificate) => Call::serve_axon_tls {
            netuid,
            version,
            ip,
            port,
            ip_type,
            protocol: 4,
            placeholder1: 0,
            placeholder2: 0,
            certificate,
        },
    }
}

fn identity_call(dice: &mut Dice) -> Made {
    let netuid = dice.netuid();
    let neuron = dice.neuron(netuid);
    let text = |dice: &mut Dice| vec![b'x'; dice.below(40) as usize];
    match dice.below(5) {
        0 => (signed(&neuron), axon_call(dice, netuid, None)),
        1 => {
            let certificate = text(dice);
            (signed(&neuron), axon_call(dice, netuid, Some(certificate)))
        }
        2 => (
            signed(&neuron),
            Call::serve_prometheus {
                netuid,
                version: 1,
                ip: u128::from(dice.bits() as u32),
                port: dice.u16(),
                ip_type: 4,
            },
        ),
        3 => (
            signed(&dice.owner(&neuron)),
            Call::set_identity {
                name: text(dice),
                url: text(dice),
                github_repo: text(dice),
                image: text(dice),
                discord: text(dice),
                description: text(dice),
                additional: text(dice),
            },
        ),
        _ => (
            signed(&dice.subnet_owner(netuid)),
            Call::set_subnet_identity {
                netuid,
                subnet_name: text(dice),
                github_repo: text(dice),
                subnet_contact: text(dice),
                subnet_url: text(dice),
                discord: text(dice),
                description: text(dice),
                logo_url: text(dice),
                additional: text(dice),
            },
        ),
    }
}

fn key_call(dice: &mut Dice) -> Made {
    let hotkey = dice.hotkey();
    let coldkey: AccountId32 = dice.owner(&hotkey);
    let take = dice.within(0..=12_500) as u16;
    match dice.below(3) {
        0 => (signed(&coldkey), Call::decrease_take { hotkey, take }),
        1 => (signed(&coldkey), Call::increase_take { hotkey, take }),
        _ => (
            signed(&dice.coldkey()),
            Call::try_associate_hotkey { hotkey },
        ),
    }
}
