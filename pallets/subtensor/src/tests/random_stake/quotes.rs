//! What a trader can be told before a trade: the events that will follow it, or for an order under
//! a limit how far they may go.

use frame_support::{
    storage::{TransactionOutcome, with_transaction},
    traits::UnfilteredDispatchable,
};
use myelin_types::{AlphaBalance, NetUid, TaoBalance, market::Market};
use sp_runtime::{AccountId32, DispatchError};

use crate::{mock::*, pallet::*, stake::MIN_STAKE};

/// What is known of a call before it runs.
pub enum Promise {
    /// These are its first events.
    Events(Vec<Event<Test>>),
    /// It is an order that may be filled in part.
    Order(Box<Order>),
    /// No quote is for it.
    Nothing,
}

/// An order under a limit.
pub struct Order {
    /// The event of the order filled as a whole.
    whole: Event<Test>,
    /// What it may take at most, fee included.
    amount: u64,
    /// Its worst price, in rao of TAO for one alpha.
    limit: u64,
}

impl Promise {
    /// The promise about a call of `who`.
    pub fn of(who: &AccountId32, call: &Call<Test>) -> Self {
        if let Some(transition) = Transition::of(who, call) {
            return transition.promise(call);
        }
        let held =
            |hotkey: &AccountId32, netuid: &NetUid| SubtensorModule::stake_of(hotkey, who, *netuid);
        match call {
            Call::add_stake {
                hotkey,
                netuid,
                amount_staked: tao,
            }
            | Call::add_stake_burn {
                hotkey,
                netuid,
                amount: tao,
                limit: None,
            } => Self::Events(vec![added(who, hotkey, *netuid, spendable(who, *tao))]),
            Call::add_stake_limit {
                hotkey,
                netuid,
                amount_staked: tao,
                limit_price: limit,
                ..
            }
            | Call::add_stake_burn {
                hotkey,
                netuid,
                amount: tao,
                limit: Some(limit),
            } => {
                let tao = spendable(who, *tao);
                Self::Order(Box::new(Order {
                    whole: added(who, hotkey, *netuid, tao),
                    amount: tao.to_u64(),
                    limit: limit.to_u64(),
                }))
            }
            Call::remove_stake {
                hotkey,
                netuid,
                amount_unstaked: alpha,
            } => {
                let alpha = held(hotkey, netuid).min(*alpha);
                Self::Events(vec![removed(who, hotkey, *netuid, alpha)])
            }
            Call::remove_stake_full_limit {
                hotkey,
                netuid,
                limit_price: None,
            } => Self::Events(vec![removed(who, hotkey, *netuid, held(hotkey, netuid))]),
            Call::remove_stake_full_limit {
                hotkey,
                netuid,
                limit_price: Some(limit),
            } => Self::sale(who, hotkey, *netuid, held(hotkey, netuid), *limit),
            Call::remove_stake_limit {
                hotkey,
                netuid,
                amount_unstaked: alpha,
                limit_price: limit,
                ..
            } => Self::sale(who, hotkey, *netuid, *alpha, *limit),
            _ => Self::Nothing,
        }
    }

    fn sale(
        who: &AccountId32,
        hotkey: &AccountId32,
        netuid: NetUid,
        alpha: AlphaBalance,
        limit: TaoBalance,
    ) -> Self {
        Self::Order(Box::new(Order {
            whole: removed(who, hotkey, netuid, alpha),
            amount: alpha.to_u64(),
            limit: limit.to_u64(),
        }))
    }

    /// Compares with what has happened. Returns whether all of it was promised to the rao.
    #[track_caller]
    pub fn hold(&self, events: &[Event<Test>], described: &str) -> bool {
        match self {
            Self::Events(promised) => {
                assert!(
                    events.starts_with(promised),
                    "{described} promised {promised:?}, not {events:?}"
                );
                !promised.is_empty()
            }
            Self::Order(order) => order.hold(&events[0], described),
            Self::Nothing => false,
        }
    }
}

impl Order {
    #[track_caller]
    fn hold(&self, event: &Event<Test>, described: &str) -> bool {
        let taken = taken(event);
        assert!(
            taken <= self.amount,
            "{described} took more than the order: {event:?}"
        );
        assert!(
            self.within_limit(event),
            "{described} went beyond its limit: {event:?}"
        );
        // Without a limit a quote stops where no price is left.
        let whole = taken == self.amount && taken == self::taken(&self.whole);
        if whole {
            assert_eq!(event, &self.whole, "{described}");
        }
        whole
    }

    /// Whether the average price is that of the limit or better, give or take what was rounded.
    fn within_limit(&self, event: &Event<Test>) -> bool {
        let limit = u128::from(self.limit);
        let billion = u128::from(UNIT);
        match event {
            Event::StakeAdded(_, _, tao, alpha, _, fee) => {
                let paid = u128::from(tao.to_u64() - fee);
                paid * billion <= (u128::from(alpha.to_u64()) + 2).saturating_mul(limit)
            }
            Event::StakeRemoved(_, _, tao, alpha, _, _) => {
                let earned = u128::from(tao.to_u64()) + 2;
                earned * billion >= u128::from(alpha.to_u64()) * limit
            }
            _ => false,
        }
    }
}

/// What an order took, fee included.
fn taken(event: &Event<Test>) -> u64 {
    match event {
        Event::StakeAdded(_, _, tao, ..) => tao.to_u64(),
        Event::StakeRemoved(_, _, _, alpha, _, fee) => alpha.to_u64() + fee,
        other => panic!("{other:?} is no trade"),
    }
}

/// What a purchase may spend: the account stays alive.
fn spendable(who: &AccountId32, tao: TaoBalance) -> TaoBalance {
    tao.min(TaoBalance(balance(who).saturating_sub(EXISTENTIAL_DEPOSIT)))
}

/// The event of a purchase as it was quoted.
fn added(who: &AccountId32, hotkey: &AccountId32, netuid: NetUid, tao: TaoBalance) -> Event<Test> {
    let quote = Swap::quote_tao_for_alpha(netuid, tao);
    Event::StakeAdded(
        who.clone(),
        hotkey.clone(),
        TaoBalance(quote.tao_amount + quote.tao_fee),
        AlphaBalance(quote.alpha_amount),
        netuid,
        quote.tao_fee,
    )
}

/// The event of a sale as it was quoted.
fn removed(
    who: &AccountId32,
    hotkey: &AccountId32,
    netuid: NetUid,
    alpha: AlphaBalance,
) -> Event<Test> {
    let quote = Swap::quote_alpha_for_tao(netuid, alpha);
    Event::StakeRemoved(
        who.clone(),
        hotkey.clone(),
        TaoBalance(quote.tao_amount),
        AlphaBalance(quote.alpha_amount),
        netuid,
        quote.alpha_fee,
    )
}

/// Coldkey, hotkey and subnet of a position.
type Place = (AccountId32, AccountId32, NetUid);

/// The event that ends a move from one place to another, for what was moved in TAO.
type Announce = fn(Place, Place, TaoBalance) -> Event<Test>;

/// A move of stake.
struct Transition {
    from: Place,
    to: Place,
    alpha: AlphaBalance,
    limit: Option<TaoBalance>,
    announce: Announce,
}

fn moved(from: Place, to: Place, tao: TaoBalance) -> Event<Test> {
    Event::StakeMoved(from.0, from.1, from.2, to.1, to.2, tao)
}

fn transferred(from: Place, to: Place, tao: TaoBalance) -> Event<Test> {
    Event::StakeTransferred(from.0, to.0, from.1, from.2, to.2, tao)
}

fn swapped(from: Place, to: Place, tao: TaoBalance) -> Event<Test> {
    Event::StakeSwapped(from.0, from.1, from.2, to.2, tao)
}

impl Transition {
    fn of(who: &AccountId32, call: &Call<Test>) -> Option<Self> {
        let place = |hotkey: &AccountId32, netuid: &NetUid| (who.clone(), hotkey.clone(), *netuid);
        let (from, to, alpha, limit, announce): (_, _, _, _, Announce) = match call {
            Call::move_stake {
                origin_hotkey: from,
                destination_hotkey: to,
                origin_netuid: origin,
                destination_netuid: destination,
                alpha_amount: alpha,
            } => (
                place(from, origin),
                place(to, destination),
                alpha,
                None,
                moved,
            ),
            Call::move_stake_limit {
                origin_hotkey: from,
                destination_hotkey: to,
                origin_netuid: origin,
                destination_netuid: destination,
                alpha_amount: alpha,
                limit_price: limit,
                ..
            } => {
                let to = place(to, destination);
                (place(from, origin), to, alpha, Some(*limit), moved)
            }
            Call::transfer_stake {
                destination_coldkey: receiver,
                hotkey,
                origin_netuid: origin,
                destination_netuid: destination,
                alpha_amount: alpha,
            } => {
                let to = (receiver.clone(), hotkey.clone(), *destination);
                (place(hotkey, origin), to, alpha, None, transferred)
            }
            Call::swap_stake {
                hotkey,
                origin_netuid: origin,
                destination_netuid: destination,
                alpha_amount: alpha,
            } => {
                let to = place(hotkey, destination);
                (place(hotkey, origin), to, alpha, None, swapped)
            }
            Call::swap_stake_limit {
                hotkey,
                origin_netuid: origin,
                destination_netuid: destination,
                alpha_amount: alpha,
                limit_price: limit,
                ..
            } => {
                let to = place(hotkey, destination);
                (place(hotkey, origin), to, alpha, Some(*limit), swapped)
            }
            _ => return None,
        };
        Some(Self {
            from,
            to,
            alpha: *alpha,
            limit,
            announce,
        })
    }

    fn promise(&self, call: &Call<Test>) -> Promise {
        let (coldkey, hotkey, netuid) = &self.from;
        let all = self
            .alpha
            .min(SubtensorModule::stake_of(hotkey, coldkey, *netuid));
        if self.from.2 == self.to.2 {
            return Promise::Events(self.within(all));
        }
        let Some(limit) = self.limit else {
            return Promise::Events(self.across(all));
        };
        // How much a limit lets through is seen by trying.
        let Some(part) = part_that_moves(coldkey, call) else {
            return Promise::Nothing;
        };
        assert!(part <= all, "{call:?} moved {part}");
        let events = self.across(part);
        if let [
            Event::StakeRemoved(_, _, _, sold, _, _),
            Event::StakeAdded(_, _, _, got, ..),
            _,
        ] = events.as_slice()
            && SubtensorModule::is_dynamic(self.from.2)
            && SubtensorModule::is_dynamic(self.to.2)
        {
            let one_rao = Swap::get_alpha_amount_for_tao(self.to.2, TaoBalance(1)).to_u64();
            let arrived = u128::from(got.to_u64()) + u128::from(one_rao) + 2;
            let due = u128::from(sold.to_u64()) * u128::from(limit.to_u64());
            assert!(
                arrived * u128::from(UNIT) >= due,
                "{call:?} went beyond its limit: {events:?}"
            );
        }
        Promise::Events(events)
    }

    /// The events of a move within a subnet.
    fn within(&self, alpha: AlphaBalance) -> Vec<Event<Test>> {
        let (from, to) = (self.from.clone(), self.to.clone());
        let tao = SubtensorModule::alpha_value(from.2, alpha);
        vec![
            Event::StakeRemoved(from.0, from.1, tao, alpha, from.2, 0),
            Event::StakeAdded(to.0, to.1, tao, alpha, to.2, 0),
            (self.announce)(self.from.clone(), self.to.clone(), tao),
        ]
    }

    /// The events of a move between subnets: a sale and a purchase, of which only one has a fee.
    fn across(&self, alpha: AlphaBalance) -> Vec<Event<Test>> {
        let (coldkey, hotkey, origin) = &self.from;
        let sale = removed(coldkey, hotkey, *origin, alpha);
        let Event::StakeRemoved(_, _, tao, ..) = sale else {
            return Vec::new();
        };
        let mut events = vec![sale];
        let (coldkey, hotkey, destination) = &self.to;
        if balance(coldkey) < EXISTENTIAL_DEPOSIT {
            // Such an account keeps a part of the TAO to live.
            return events;
        }
        if tao >= MIN_STAKE {
            let fee_was_paid = !origin.is_root();
            events.push(
                if fee_was_paid && SubtensorModule::is_dynamic(*destination) {
                    let any_price = Swap::max_price();
                    let bought = Swap::swap_tao_for_alpha(*destination, tao, any_price, true, true)
                        .unwrap_or_default();
                    Event::StakeAdded(
                        coldkey.clone(),
                        hotkey.clone(),
                        bought.amount_paid_in,
                        bought.amount_paid_out,
                        *destination,
                        0,
                    )
                } else {
                    added(coldkey, hotkey, *destination, tao)
                },
            );
        }
        events.push((self.announce)(self.from.clone(), self.to.clone(), tao));
        events
    }
}

/// How much alpha a call takes from its position, if it succeeds.
fn part_that_moves(who: &AccountId32, call: &Call<Test>) -> Option<AlphaBalance> {
    let part: Result<Option<u64>, DispatchError> = with_transaction(|| {
        forget_events();
        let done = call.clone().dispatch_bypass_filter(signed(who)).is_ok();
        let part = done.then(|| taken(&pallet_events()[0]));
        TransactionOutcome::Rollback(Ok(part))
    });
    part.expect("nothing fails").map(AlphaBalance)
}
