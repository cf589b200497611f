//! Whether an account may do something, and everything that stands in its way.
//!
//! In JSON an obstacle is an object with its name under `obstacle` and its figures beside it, such
//! as `{"obstacle": "stake_too_low", "needed": 1000, "held": 10}`.

use alloc::vec::Vec;
use codec::{Decode, Encode};
use myelin_types::{AlphaBalance, TaoBalance};
use scale_info::TypeInfo;
use serde::Serialize;
use sp_runtime::AccountId32;

/// Whether something is possible as of a block.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
pub struct Eligibility {
    /// Whether nothing stands in the way.
    pub may: bool,
    /// The block whose state was asked. A transaction comes into a later one, so that a limit may
    /// have ended by then.
    pub block: u64,
    /// Everything that stands in the way, in the order in which the call would tell.
    pub obstacles: Vec<Obstacle>,
}

impl Eligibility {
    /// The answer as of `block` when these stand in the way.
    pub fn new(block: u64, obstacles: Vec<Obstacle>) -> Self {
        Self {
            may: obstacles.is_empty(),
            block,
            obstacles,
        }
    }
}

/// What stands in the way of something. Amounts are in rao.
#[derive(Encode, Decode, TypeInfo, Serialize, Clone, PartialEq, Eq, Debug)]
#[serde(tag = "obstacle", rename_all = "snake_case")]
pub enum Obstacle {
    /// The subnet does not exist. Nothing else is said then.
    SubnetNotFound,
    /// The subnet has only so many mechanisms, numbered from 0.
    MechanismNotFound {
        /// How many there are.
        mechanisms: u8,
    },
    /// Nobody sets weights on root.
    RootNetwork,
    /// The account that would sign is held still, because the swap of its coldkey is announced.
    ColdkeySwap {
        /// Whether the swap is disputed too.
        disputed: bool,
    },
    /// The hotkey has no uid on the subnet.
    NotRegistered,
    /// The stake weight of the hotkey is too low: own stake and what parents and children make of
    /// it, alpha and weighted root TAO together.
    StakeTooLow {
        /// The threshold of the chain.
        needed: u64,
        /// The stake weight, rounded down.
        held: u64,
    },
    /// The neuron has no validator permit. A single weight for itself needs none.
    NoValidatorPermit,
    /// The subnet takes weights only by commit and reveal.
    CommitRevealOn,
    /// The subnet takes no commits: weights are set openly.
    CommitRevealOff,
    /// The same was done too short a time ago.
    RateLimited {
        /// When it was done.
        last_block: u64,
        /// Blocks that have to pass.
        limit_blocks: u64,
        /// The first block in which it may be done again.
        until_block: u64,
    },
    /// Too many commits wait for their reveal.
    TooManyCommits {
        /// How many wait.
        waiting: u64,
        /// How many may.
        limit: u64,
        /// The epoch in which there is room again without a reveal.
        until_epoch: u64,
    },
    /// No round of the beacon that is still to come would open a commit before it expires.
    NoRoundInTime {
        /// The last round that the beacon has signed.
        first_round: u64,
        /// The last one that would come in time.
        last_round: u64,
    },
    /// The hotkey has no commit that waits for its reveal.
    NothingCommitted,
    /// No commit can be revealed yet.
    RevealTooEarly {
        /// The current epoch.
        epoch: u64,
        /// The epoch in which the next commit is revealed.
        reveal_epoch: u64,
        /// The block in which that begins, if the schedule stays as it is; none while no epochs
        /// run.
        from_block: Option<u64>,
    },
    /// All commits have expired.
    CommitsExpired {
        /// How many.
        commits: u64,
    },
    /// The subnet takes no registrations.
    RegistrationClosed,
    /// The hotkey has a uid already.
    AlreadyRegistered {
        /// Which.
        uid: u16,
    },
    /// The coldkey cannot pay the price. What the transaction itself costs comes on top.
    BalanceTooLow {
        /// The price of a registration now.
        needed: TaoBalance,
        /// What the coldkey can spend.
        held: TaoBalance,
    },
    /// The pool of the subnet is too small to sell any alpha for the price.
    PoolTooSmall {
        /// TAO in the pool.
        tao: TaoBalance,
        /// Alpha in the pool.
        alpha: AlphaBalance,
    },
    /// The hotkey is the account of a subnet, to which nobody has a key.
    SystemAccount,
    /// The hotkey belongs to another coldkey.
    HotkeyOfAnother {
        /// Which.
        owner: AccountId32,
    },
    /// All places are taken and nobody may be replaced.
    NoPlace {
        /// How many neurons there are.
        neurons: u16,
        /// How many there may be.
        places: u16,
    },
    /// Enough hotkeys have registered on root in this block.
    TooManyRegistrationsInBlock {
        /// How many.
        registered: u16,
        /// How many may.
        limit: u16,
    },
    /// Enough hotkeys have registered on root in this interval.
    TooManyRegistrationsInInterval {
        /// How many.
        registered: u16,
        /// How many may.
        limit: u16,
        /// The block in which the next interval begins; none while it never does.
        until_block: Option<u64>,
    },
    /// Root is full, and no member has less root stake than the hotkey.
    RootStakeTooLow {
        /// The least that would do.
        needed: AlphaBalance,
        /// What all coldkeys together have staked to the hotkey on root.
        held: AlphaBalance,
    },
}
