//! Random calls with random arguments.

use myelin_types::{AlphaBalance, NetUid, TaoBalance, frozen::RootClaimTypeEnum};
use sp_runtime::AccountId32;

use super::{
    dice::{Dice, Position},
    weights::weights_call,
};
use crate::{mock::*, pallet::*, stake::Relations};

pub(super) type Made = (RuntimeOrigin, Call<Test>);

/// A random call, mostly sent by one who may send it.
pub fn random(dice: &mut Dice) -> Made {
    let (origin, call) = match dice.below(100) {
        0..=3 => subnet_call(dice),
        4..=19 => neuron_call(dice),
        20..=39 => weights_call(dice),
        40..=43 => schedule_call(dice),
        44 => voting_power_call(dice),
        45..=56 => buy_call(dice),
        57..=58 => root_claim_call(dice),
        59..=71 => sell_call(dice),
        72..=74 => burn_call(dice),
        75..=81 => transition_call(dice),
        82..=86 => lock_call(dice),
        87..=90 => identity_call(dice),
        91..=95 => children_call(dice),
        _ => key_call(dice),
    };
    match dice.below(60) {
        0 => (RuntimeOrigin::root(), call),
        1 => (RuntimeOrigin::none(), call),
        2 => (signed(&dice.coldkey()), call),
        _ => (origin, call),
    }
}

/// A random call that buys, sells, moves or destroys stake, mostly sent by one who holds some.
pub fn random_stake(dice: &mut Dice) -> Made {
    match dice.below(16) {
        0..=4 => buy_call(dice),
        5..=8 => sell_call(dice),
        9 => burn_call(dice),
        _ => transition_call(dice),
    }
}

fn subnet_call(dice: &mut Dice) -> Made {
    let netuid = dice.netuid();
    let coldkey = dice.coldkey();
    let hotkey = dice.hotkey();
    match dice.below(12) {
        0..=2 => (signed(&coldkey), Call::register_network { hotkey }),
        3..=4 => {
            // The price mostly has risen beyond what anybody has.
            if dice.one_in(4) {
                fund(&coldkey, SubtensorModule::network_lock_cost().to_u64());
            }
            (
                signed(&coldkey),
                Call::register_network_with_identity {
                    hotkey,
                    identity: dice.one_in(2).then(Default::default),
                },
            )
        }
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

fn burn_call(dice: &mut Dice) -> Made {
    let Position {
        hotkey,
        coldkey,
        netuid,
        held,
    } = dice.position();
    let amount = AlphaBalance(dice.amount(held));
    let call = match dice.below(3) {
        0 => Call::recycle_alpha {
            hotkey,
            amount,
            netuid,
        },
        1 => Call::burn_alpha {
            hotkey,
            amount,
            netuid,
        },
        _ => Call::add_stake_burn {
            hotkey,
            netuid,
            amount: TaoBalance(dice.amount(balance(&coldkey))),
            limit: dice.one_in(2).then(|| dice.limit_price(netuid)),
        },
    };
    (signed(&coldkey), call)
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
    let call = match dice.below(5) {
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
        3 => Call::move_stake_limit {
            origin_hotkey: hotkey,
            destination_hotkey: dice.hotkey(),
            origin_netuid: netuid,
            destination_netuid,
            alpha_amount,
            limit_price: dice.limit_rate(netuid, destination_netuid),
            allow_partial: dice.one_in(2),
        },
        _ => Call::swap_stake_limit {
            hotkey,
            origin_netuid: netuid,
            destination_netuid,
            alpha_amount,
            limit_price: dice.limit_rate(netuid, destination_netuid),
            allow_partial: dice.one_in(2),
        },
    };
    (signed(&coldkey), call)
}

fn lock_call(dice: &mut Dice) -> Made {
    let Position {
        hotkey,
        coldkey,
        netuid,
        held,
    } = dice.position();
    let enabled = dice.one_in(2);
    let call = match dice.below(10) {
        0..=4 => Call::lock_stake {
            hotkey: dice.lock_hotkey(&coldkey, netuid).unwrap_or(hotkey),
            netuid,
            amount: AlphaBalance(dice.amount(held / 4)),
        },
        5..=6 => Call::move_lock {
            destination_hotkey: dice.hotkey(),
            netuid,
        },
        7..=8 => Call::set_perpetual_lock { netuid, enabled },
        _ => Call::set_reject_locked_alpha { enabled },
    };
    (signed(&coldkey), call)
}

fn voting_power_call(dice: &mut Dice) -> Made {
    let netuid = dice.netuid();
    let owner = signed(&dice.subnet_owner(netuid));
    match dice.below(4) {
        0..=1 => (owner, Call::enable_voting_power_tracking { netuid }),
        2 => (owner, Call::disable_voting_power_tracking { netuid }),
        _ => (
            RuntimeOrigin::root(),
            Call::sudo_set_voting_power_ema_alpha {
                netuid,
                alpha: dice.power_of_ten(12, 19),
            },
        ),
    }
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

/// Some children, mostly hotkeys that are none of it yet, with parts of any size. Now and then a
/// parent is among them, which would close a circle.
fn random_children(
    dice: &mut Dice,
    hotkey: &AccountId32,
    netuid: NetUid,
) -> Relations<AccountId32> {
    let mut children = Vec::new();
    let count = dice.below(7);
    for _ in 0..count {
        let parents = ParentKeys::<Test>::get(hotkey, netuid);
        let child = match dice.choose(&parents) {
            Some((_, parent)) if dice.one_in(6) => parent,
            _ => dice.hotkey(),
        };
        let known = children.iter().any(|(_, other)| *other == child);
        if (known || child == *hotkey) && !dice.one_in(10) {
            continue;
        }
        let proportion = match dice.below(12) {
            0 => 0,
            1 => u64::MAX,
            _ => dice.bits() / u64::from(count),
        };
        children.push((proportion, child));
    }
    children
}

fn children_call(dice: &mut Dice) -> Made {
    let netuid = dice.netuid();
    let hotkey = dice.hotkey();
    let coldkey = dice.owner(&hotkey);
    let call = match dice.below(14) {
        0..=6 => Call::set_children {
            children: random_children(dice, &hotkey, netuid),
            hotkey,
            netuid,
        },
        7..=8 => {
            let maximum = u32::from(MaxChildkeyTake::<Test>::get());
            let take = dice.below(maximum + 2) as u16;
            Call::set_childkey_take {
                hotkey,
                netuid,
                take,
            }
        }
        9 => {
            let hotkey = dice.neuron(NetUid::ROOT);
            let enabled = dice.one_in(2);
            return (
                signed(&dice.owner(&hotkey)),
                Call::set_auto_parent_delegation_enabled { hotkey, enabled },
            );
        }
        10 => Call::sudo_set_min_childkey_take {
            take: dice.below(2_000) as u16,
        },
        11 => Call::sudo_set_max_childkey_take { take: dice.u16() },
        12 => Call::sudo_set_tx_childkey_take_rate_limit {
            tx_rate_limit: dice.within(0..=30),
        },
        _ => Call::set_pending_childkey_cooldown {
            cooldown: dice.within(0..=40),
        },
    };
    let by_root = !matches!(
        call,
        Call::set_children { .. } | Call::set_childkey_take { .. }
    );
    let origin = if by_root {
        RuntimeOrigin::root()
    } else {
        signed(&coldkey)
    };
    (origin, call)
}

fn key_call(dice: &mut Dice) -> Made {
    let hotkey = dice.hotkey();
    let coldkey: AccountId32 = dice.owner(&hotkey);
    let take = dice.within(0..=12_500) as u16;
    match dice.below(4) {
        0 => (signed(&coldkey), Call::decrease_take { hotkey, take }),
        1 => (signed(&coldkey), Call::increase_take { hotkey, take }),
        2 => {
            let netuid = dice.netuid();
            let hotkey = dice.neuron(netuid);
            (
                signed(&dice.coldkey()),
                Call::set_coldkey_auto_stake_hotkey { netuid, hotkey },
            )
        }
        _ => (
            signed(&dice.coldkey()),
            Call::try_associate_hotkey { hotkey },
        ),
    }
}
