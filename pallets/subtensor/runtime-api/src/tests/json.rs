//! What people read: the structures of this chain's own in JSON.

use alloc::vec;
use myelin_types::AlphaBalance;
use serde_json::{json, to_value};
use sp_core::H256;

use crate::{
    commits::{HashedCommit, Reveal, RevealPhase, TimelockedCommit},
    epoch::PendingEmission,
    page::SubnetStake,
    *,
};

/// The account of zeros, and how it is written.
fn nobody() -> (AccountId32, &'static str) {
    let text = "5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM";
    (AccountId32::new([0; 32]), text)
}

#[test]
fn an_obstacle_is_an_object_with_its_name_and_its_figures() {
    let (account, text) = nobody();
    let cases = [
        (
            Obstacle::SubnetNotFound,
            json!({ "obstacle": "subnet_not_found" }),
        ),
        (
            Obstacle::RateLimited {
                last_block: 1,
                limit_blocks: 2,
                until_block: 3,
            },
            json!({
                "obstacle": "rate_limited",
                "last_block": 1,
                "limit_blocks": 2,
                "until_block": 3,
            }),
        ),
        (
            Obstacle::BalanceTooLow {
                needed: TaoBalance(u64::MAX),
                held: TaoBalance(0),
            },
            json!({ "obstacle": "balance_too_low", "needed": u64::MAX, "held": 0 }),
        ),
        (
            Obstacle::HotkeyOfAnother { owner: account },
            json!({ "obstacle": "hotkey_of_another", "owner": text }),
        ),
        (
            Obstacle::RevealTooEarly {
                epoch: 4,
                reveal_epoch: 5,
                from_block: None,
            },
            json!({
                "obstacle": "reveal_too_early",
                "epoch": 4,
                "reveal_epoch": 5,
                "from_block": null,
            }),
        ),
    ];
    for (obstacle, expected) in cases {
        assert_eq!(to_value(obstacle).unwrap(), expected);
    }
}

#[test]
fn commits_show_their_hash_in_hex_and_their_phase_by_name() {
    let reveal = |phase| Reveal {
        epoch: 8,
        phase,
        from_block: Some(80),
        until_block: None,
    };
    let pending = PendingCommits {
        block: 71,
        epoch: 7,
        hashed: vec![HashedCommit {
            hash: H256::repeat_byte(0xab),
            block: 70,
            epoch: 7,
            reveal: reveal(RevealPhase::TooEarly),
        }],
        timelocked: vec![TimelockedCommit {
            hash: H256::repeat_byte(1),
            block: 70,
            epoch: 7,
            round: 1_000,
            round_signed: false,
            reveal: reveal(RevealPhase::Now),
        }],
    };
    let shown = to_value(pending).unwrap();
    let hash = "0xabababababababababababababababababababababababababababababababab";
    assert_eq!(shown["hashed"][0]["hash"], hash);
    assert_eq!(
        shown["hashed"][0]["reveal"],
        json!({ "epoch": 8, "phase": "too_early", "from_block": 80, "until_block": null })
    );
    assert_eq!(shown["timelocked"][0]["reveal"]["phase"], "now");
    assert_eq!(shown["timelocked"][0]["round"], 1_000);
}

#[test]
fn amounts_are_numbers_of_rao() {
    let pending = PendingEmission {
        server: AlphaBalance(1),
        ..Default::default()
    };
    let expected = json!({ "server": 1, "validator": 0, "root": 0, "owner": 0 });
    assert_eq!(to_value(pending).unwrap(), expected);
    let (coldkey, text) = nobody();
    let page = Page {
        items: vec![NominatorStake {
            coldkey,
            stakes: vec![SubnetStake {
                netuid: NetUid(3),
                stake: AlphaBalance(5),
            }],
        }],
        next: None,
    };
    let stake = json!({ "netuid": 3, "stake": 5 });
    let expected = json!({ "items": [{ "coldkey": text, "stakes": [stake] }], "next": null });
    assert_eq!(to_value(page).unwrap(), expected);
}
