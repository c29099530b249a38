//! Any life of a shop: books balance, stock is what the books say, and all of it can be taken back.

use crate::shop::{ACTIVITY, Shop, bought, cash, heads, leg, member, sold, supplier, told};
use jiff::civil::date;
use kernel::{Paise, Refusal};
use proptest::prelude::*;
use trade::decide::{
    self, Count, CountLine, MoveGoods, MoveLine, ReturnLine, ReturnPurchase, ReturnSale, Sell, SellLine, Settle,
    StockView,
};
use trade::effects;
use trade::event::TradeEvent;
use trade::report;
use trade::terms::{GstWay, Means, Milli};

/// One act by numbers: what, which item, quantity, rate.
type Act = (u8, u8, i64, i64);

fn qty(item: &str, n: i64) -> i64 {
    if item == "SPRAY" { n / 1000 * 1000 + 1000 } else { n }
}

fn try_one(shop: &mut Shop, act: Act) -> Result<Vec<TradeEvent>, Refusal> {
    let (what, which, n, rate) = act;
    // ration is sold on a card alone
    let item = ["UREA", "SEED", "SPRAY", if what == 2 { "UREA" } else { "RICE" }][usize::from(which % 4)];
    let n = qty(item, n);
    let batch = ["X", "Y"][usize::from(which / 4 % 2)];
    let expiry = if batch == "X" { date(2026, 12, 31) } else { date(2026, 11, 30) };
    let batched = item == "SEED" || item == "SPRAY";
    let at = usize::try_from(rate).unwrap() % shop.events.len().max(1);
    let view = |shop: &Shop| StockView { bill: shop.events.get(at).map(|_| shop.bill(at)), ..shop.view() };
    let lines = vec![ReturnLine { line: 0, qty: Milli(n), godown: None }];
    let (entry, reason, number) = ((1, at as i64), "why".to_owned(), format!("N{}", shop.events.len()));
    match what {
        0 | 1 => {
            let line = bought(item, batched.then_some(batch), batched.then_some(expiry), n, rate);
            let c = shop.purchase(vec![line.clone(), line], rate % 1000);
            decide::buy(&shop.view(), &c, &shop.context())
        }
        2 => {
            let line = SellLine { price: Some(Paise(rate / 4)), reason: Some("bargain".into()), ..sold(item, n) };
            let mut c = shop.sale(vec![line, sold(item, qty(item, n / 3 + 1))]);
            let due: i64 = c.legs.iter().map(|l| l.amount.0).sum();
            if which % 2 == 0 && due > 1 {
                c.legs = vec![leg("DEBT", Means::Credit, due - 1), leg("CASH", Means::Cash, 1)];
            }
            decide::sell(&shop.view(), &c, &shop.context())
        }
        3 => shop.issue(vec![sold("RICE", n)]),
        4 => {
            let mut c = ReturnSale { number, entry, lines, reason, rounding: None, legs: Vec::new() };
            let no = decide::return_sale(&view(shop), &c, &shop.context()).err();
            c.legs = cash(no.as_ref().map_or(0, crate::shop::asked));
            decide::return_sale(&view(shop), &c, &shop.context())
        }
        5 => {
            let mut c = ReturnPurchase { number, entry, lines, reason, rounding: None, legs: Vec::new() };
            let no = decide::return_purchase(&view(shop), &c, &shop.context()).err();
            c.legs = cash(no.as_ref().map_or(0, crate::shop::asked));
            decide::return_purchase(&view(shop), &c, &shop.context())
        }
        6 => {
            let lines = vec![MoveLine { item: item.into(), batch: None, qty: Milli(n) }];
            let (from, to) = if which % 3 == 0 { ("B", "A") } else { ("A", "B") };
            let c = MoveGoods { number, activity: ACTIVITY.into(), from: from.into(), to: to.into(), lines };
            decide::move_goods(&shop.view(), &c, &shop.context())
        }
        7 => {
            let line = CountLine {
                item: item.into(),
                batch: batched.then(|| batch.to_owned()),
                expiry: batched.then_some(expiry),
                counted: Milli(n),
                value: Some(Paise(rate)),
            };
            let (godown, resolution) = ("A".to_owned(), "9".to_owned());
            let c = Count { number, activity: ACTIVITY.into(), godown, lines: vec![line], reason, resolution };
            decide::count(&shop.view(), &c, &shop.context())
        }
        8 | 9 => {
            let debtor = what == 8;
            let party = if debtor { member() } else { supplier() };
            let owed = shop.owed().into_iter().filter(|p| p.debtor == debtor).map(|p| p.by).sum::<Paise>();
            let (amount, activity) = (owed.min(Paise(rate)), ACTIVITY.into());
            let c = Settle { number, activity, party, debtor, amount, legs: cash(amount.0) };
            decide::settle(&StockView { owed, ..shop.view() }, &c, &shop.context())
        }
        _ => shop.undo(at),
    }
}

fn holds(shop: &Shop) {
    for e in &shop.events {
        let all = effects::lines(e);
        let (d, c): (i64, i64) = (all.iter().map(|l| l.debit.0).sum(), all.iter().map(|l| l.credit.0).sum());
        assert_eq!(d, c, "{e:?}");
        assert!(all.iter().all(|l| l.debit.is_zero() != l.credit.is_zero()), "a line of nothing: {all:?}");
        let moved: Paise = effects::moves(e).iter().map(|m| m.value).sum();
        assert_eq!(moved, report::posted("STOCK", [e]), "moves and the head of stock differ: {e:?}");
    }
    for s in shop.stocks.values() {
        assert!(s.qty.0 >= 0 && s.value.0 >= 0, "{s:?}");
        assert!(!s.qty.is_zero() || s.value.is_zero(), "an emptied batch has a value: {s:?}");
    }
    let posted = |head: &str| report::posted(head, &shop.events);
    let h = heads();
    assert_eq!(shop.stocks.values().map(|s| s.value).sum::<Paise>(), posted(&h.stock));
    let owed = |debtor: bool| shop.owed().iter().filter(|p| p.debtor == debtor).map(|p| p.by).sum::<Paise>();
    assert_eq!((owed(true), owed(false)), (posted(&h.debtors), -posted(&h.creditors)));
    let t = report::trading(ACTIVITY, Paise::ZERO, &shop.events);
    assert_eq!((t.cost(), t.closing), (posted(&h.cost), posted(&h.stock)));
    assert_eq!(t.gross_profit(), -posted(&h.sales) - posted(&h.cost));
    let gst = report::gst(&shop.events);
    let tax = |s: &report::GstSum| s.cgst + s.sgst + s.igst;
    assert_eq!(gst.values().map(|r| tax(&r.outward)).sum::<Paise>(), -posted(&h.gst_out));
    assert_eq!(gst.values().map(|r| tax(&r.inward)).sum::<Paise>(), posted(&h.gst_in));
}

type Acts = Vec<Act>;

/// Acts of a life; with `undoing`, some of them take earlier ones back, out of their order.
fn acts(undoing: bool) -> impl Strategy<Value = Acts> {
    let kinds = if undoing { 0u8..11 } else { 0u8..10 };
    prop::collection::vec((kinds, any::<u8>(), 1i64..9_000, 0i64..60_000), 1..40)
}

fn live(acts: Acts, way: usize) -> Shop {
    let mut shop = Shop::new([GstWay::Included, GstWay::Added, GstWay::Unregistered][way]);
    for act in acts {
        match try_one(&mut shop, act) {
            Ok(events) => {
                shop.enter(Ok(events));
                holds(&shop);
            }
            Err(no) => assert!((4301..=4340).contains(&told(&no))),
        }
    }
    shop
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]
    #[test]
    fn a_life_balances_and_taken_back_from_its_end_nothing_is_left(acts in acts(false), way in 0usize..3) {
        let mut shop = live(acts, way);
        for e in &shop.events {
            let json = serde_json::to_vec(e).unwrap();
            prop_assert_eq!(&serde_json::from_slice::<TradeEvent>(&json).unwrap(), e);
            let tag = serde_json::to_value(e).unwrap()["t"].as_str().unwrap().to_owned();
            prop_assert_eq!(e.kind(), format!("trade.{tag}"));
        }
        for at in (0..shop.events.len()).rev() {
            shop.enter(shop.undo(at));
        }
        holds(&shop);
        prop_assert!(shop.heads().is_empty(), "{:?}", shop.heads());
        prop_assert!(shop.stocks.values().all(|s| s.qty.is_zero()));
        prop_assert!(shop.drawn().iter().map(|d| d.1).sum::<Milli>().is_zero());
    }

    #[test]
    fn taking_back_out_of_order_leaves_nothing_below_nothing(acts in acts(true), way in 0usize..3) {
        let mut shop = live(acts, way);
        for at in 0..shop.events.len() {
            match shop.undo(at) {
                Ok(events) => {
                    shop.enter(Ok(events));
                    holds(&shop);
                }
                Err(no) => prop_assert!([4333, 4334, 4335].contains(&no.number), "{no}"),
            }
        }
    }
}

#[test]
fn commands_are_kept_as_drafts() {
    let mut shop = Shop::new(GstWay::Added);
    let c = shop.purchase(vec![bought("UREA", None, None, 1_000, 20000)], 5);
    let text = serde_json::to_string(&c).unwrap();
    assert_eq!(serde_json::from_str::<decide::Buy>(&text).unwrap(), c);
    shop.enter(decide::buy(&shop.view(), &c, &shop.context()));
    let c = shop.sale(vec![sold("UREA", 1_000)]);
    let text = serde_json::to_string(&c).unwrap();
    assert_eq!(serde_json::from_str::<Sell>(&text).unwrap(), c);
}
