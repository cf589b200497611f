//! Orders as their signers encode them. Names, order of fields and indices are frozen: clients
//! build the bytes, and the signature and the id of an order cover them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::BoundedVec;
use myelin_types::{NetUid, TaoBalance};
use scale_info::TypeInfo;
use sp_core::{ConstU32, H256};
use sp_runtime::{MultiSignature, Perbill};

/// Most relayers that an order can name.
pub type MaxRelayers = ConstU32<10>;

/// What an order wants, and at which price it may be executed.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum OrderType {
    /// Buys alpha while the price is at the limit or below.
    #[codec(index = 0)]
    LimitBuy,
    /// Sells alpha while the price is at the limit or above.
    #[codec(index = 1)]
    TakeProfit,
    /// Sells alpha once the price is at the limit or below.
    #[codec(index = 2)]
    StopLoss,
}

/// Which way alpha goes.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum OrderSide {
    /// TAO is paid for alpha.
    #[codec(index = 0)]
    Buy,
    /// Alpha is paid for TAO.
    #[codec(index = 1)]
    Sell,
}

impl OrderType {
    /// Which way alpha goes.
    pub fn side(self) -> OrderSide {
        match self {
            Self::LimitBuy => OrderSide::Buy,
            Self::TakeProfit | Self::StopLoss => OrderSide::Sell,
        }
    }

    /// Whether an order with this limit may be executed at this price, both in rao per alpha.
    pub fn accepts(self, price: u64, limit: u64) -> bool {
        match self {
            Self::TakeProfit => price >= limit,
            Self::LimitBuy | Self::StopLoss => price <= limit,
        }
    }
}

/// What a coldkey signs.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Order<AccountId> {
    /// The coldkey that pays and receives.
    pub signer: AccountId,
    /// The hotkey that alpha is staked to, or unstaked from.
    pub hotkey: AccountId,
    /// The subnet whose alpha is traded. Never root.
    pub netuid: NetUid,
    /// What the order wants.
    pub order_type: OrderType,
    /// How much is paid, in rao: TAO of a purchase, its fee included; alpha of a sale.
    pub amount: u64,
    /// The price from which on the order may be executed, in rao of TAO per whole alpha.
    pub limit_price: u64,
    /// Last moment in which the order may be executed, in milliseconds of Unix time.
    pub expiry: u64,
    /// Part of the TAO that the recipient of the fee gets: of what a purchase pays, or of what a
    /// sale yields.
    pub fee_rate: Perbill,
    /// Who gets the fee.
    pub fee_recipient: AccountId,
    /// Who may bring the order to the chain. Everybody, when there is no list; nobody, when it is
    /// empty. An order to be filled in parts needs a list.
    pub relayer: Option<BoundedVec<AccountId, MaxRelayers>>,
    /// How far from the limit the pool may be driven. Without it, as far as it takes.
    pub max_slippage: Option<Perbill>,
    /// The chain the order is meant for.
    pub chain_id: u64,
    /// Whether the relayer may fill the order in parts.
    pub partial_fills_enabled: bool,
}

impl<AccountId> Order<AccountId> {
    /// The worst price at which the pool may trade for this order, in rao of TAO per whole alpha:
    /// `u64::MAX` (a purchase) or 0 (a sale) when the order sets no bound.
    pub fn pool_limit(&self) -> TaoBalance {
        let side = self.order_type.side();
        let limit = match (self.max_slippage, side) {
            (None, OrderSide::Buy) => u64::MAX,
            (None, OrderSide::Sell) => 0,
            (Some(slippage), OrderSide::Buy) => self
                .limit_price
                .saturating_add(slippage.mul_floor(self.limit_price)),
            (Some(slippage), OrderSide::Sell) => self
                .limit_price
                .saturating_sub(slippage.mul_floor(self.limit_price)),
        };
        limit.into()
    }
}

/// An order in the version it was signed in.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum VersionedOrder<AccountId> {
    /// The first version.
    #[codec(index = 0)]
    V1(Order<AccountId>),
}

/// The id of an order and the bytes it was made from.
pub(crate) struct Identified {
    /// Hash of the bytes.
    pub id: H256,
    /// What the signature covers.
    pub signed_bytes: alloc::vec::Vec<u8>,
}

impl<AccountId: Encode> VersionedOrder<AccountId> {
    /// The order, whatever its version.
    pub fn order(&self) -> &Order<AccountId> {
        match self {
            Self::V1(order) => order,
        }
    }

    /// The id of the order: the blake2-256 hash of its encoding.
    pub fn id(&self) -> H256 {
        self.identified().id
    }

    pub(crate) fn identified(&self) -> Identified {
        let signed_bytes = self.encode();
        Identified {
            id: H256(sp_io::hashing::blake2_256(&signed_bytes)),
            signed_bytes,
        }
    }
}

/// An order as a relayer brings it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct SignedOrder<AccountId> {
    /// The order.
    pub order: VersionedOrder<AccountId>,
    /// Signature of its signer over the encoding of `order`; only sr25519 is accepted.
    pub signature: MultiSignature,
    /// How much of the amount to execute now, or all of it.
    pub partial_fill: Option<u64>,
}

/// What became of an order.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Encode,
    Decode,
    DecodeWithMemTracking,
    MaxEncodedLen,
    TypeInfo,
)]
pub enum OrderStatus {
    /// Executed as a whole.
    #[codec(index = 0)]
    Fulfilled,
    /// Executed up to this amount, in rao of what the order pays.
    #[codec(index = 1)]
    PartiallyFilled(u64),
    /// Withdrawn by its signer.
    #[codec(index = 2)]
    Cancelled,
}
