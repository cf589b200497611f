//! Batches of many orders: nothing is created, and dust stays with the pallet.

use proptest::prelude::*;

use super::*;

/// An order of a made-up batch: whether it buys, its amount, its fee in parts of a billion.
type Draft = (bool, u64, u32);

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    let draft = (any::<bool>(), MINIMUM..1_000_000_000_000, 0..900_000_000u32);
    prop::collection::vec(draft, 1..12)
}

/// TAO and alpha of the traders, the recipients of fees and the pallet together.
fn sums(traders: usize) -> (u64, u64) {
    let mut names: Vec<String> = (0..traders).map(|n| n.to_string()).collect();
    names.extend(["fees0".into(), "fees1".into()]);
    let (mut tao, mut alpha) = desk();
    for name in &names {
        tao += tao_of(&account(name));
        alpha += alpha_of(&account(name), &hotkey());
    }
    (tao, alpha)
}

/// The drafts as signed orders, of traders who hold exactly what they pay.
fn orders_of(drafts: &[Draft]) -> Vec<SignedOrder<AccountId32>> {
    let orders = drafts.iter().enumerate();
    orders
        .map(|(number, (buys, amount, fee))| {
            let name = number.to_string();
            let order = if *buys {
                endow(&name, *amount, 0);
                buy(&name, *amount)
            } else {
                endow(&name, 0, *amount);
                sell(&name, *amount)
            };
            let order = Order {
                fee_rate: Perbill::from_parts(*fee),
                fee_recipient: account(&format!("fees{}", number % 2)),
                ..order
            };
            signed_by(&name, order)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    /// A batch pays what it collected and what the pool gave, but for less than one rao an order;
    /// it never pays more. One that fails changes nothing.
    #[test]
    fn a_batch_never_pays_more_than_it_collected(
        drafts in drafts(),
        price_bits in (1u128 << 34)..(1 << 74),
        given in 1..2_000_000_000_000u64,
    ) {
        on_a_chain(|| {
            set_price_bits(price_bits);
            set_yield(given);
            let orders = orders_of(&drafts);
            let before = sums(drafts.len());
            if frame_support::storage::with_storage_layer(|| batch_of(orders)).is_err() {
                assert_eq!(sums(drafts.len()), before);
                return;
            }
            // Trades with the pool change the sums by what goes in and out.
            let (mut tao, mut alpha) = before;
            let events = events();
            let Some(Event::GroupExecutionSummary { net_side, net_amount, actual_out, .. }) =
                events.last()
            else {
                panic!("a batch ends with its summary");
            };
            match net_side {
                OrderSide::Buy => {
                    tao -= net_amount;
                    alpha += actual_out;
                }
                OrderSide::Sell => {
                    alpha -= net_amount;
                    tao += actual_out;
                }
            }
            assert_eq!(sums(drafts.len()), (tao, alpha));
            let count = drafts.len() as u64;
            let (tao_dust, alpha_dust) = desk();
            assert!(alpha_dust <= count, "{alpha_dust} of alpha are left");
            // Alpha on sale is paid at its price, rounded down for each: a rao of alpha that is
            // lost to rounding is worth the price.
            let price = (price_bits >> 64) as u64 + 1;
            let sellers = drafts.iter().filter(|(buys, ..)| !buys).count();
            if sellers > 0 {
                assert!(tao_dust <= count * (price + 2) * 2, "{tao_dust} of TAO are left");
            } else {
                assert_eq!(tao_dust, 0);
            }
        });
    }
}
