//! Godowns, counts, opening stock, and the reports on them.

use crate::shop::{ACTIVITY, Shop, TODAY, bought, leg, member, number, sold};
use jiff::civil::date;
use kernel::Paise;
use trade::decide::{self, BringForward, Count, CountLine, ForwardGoods, MoveGoods, MoveLine, Sell};
use trade::effects::PartyChange;
use trade::event::TradeEvent;
use trade::report;
use trade::terms::{GstRate, GstWay, Means, Milli};

fn count(lines: Vec<CountLine>) -> Count {
    let (reason, resolution) = ("rats".to_owned(), "12".to_owned());
    Count { number: "C1".into(), activity: ACTIVITY.into(), godown: "A".into(), lines, reason, resolution }
}

fn counted(item: &str, batch: Option<&str>, qty: i64) -> CountLine {
    CountLine { item: item.into(), batch: batch.map(str::to_owned), expiry: None, counted: Milli(qty), value: None }
}

fn move_to_b(shop: &Shop, item: &str, batch: Option<&str>, qty: i64) -> MoveGoods {
    let line = MoveLine { item: item.into(), batch: batch.map(str::to_owned), qty: Milli(qty) };
    let number = format!("M{}", shop.events.len());
    MoveGoods { number, activity: ACTIVITY.into(), from: "A".into(), to: "B".into(), lines: vec![line] }
}

#[test]
fn goods_move_with_their_cost_and_expiry() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("SEED", Some("X"), Some(date(2026, 7, 31)), 3_000, 3333)], 0);
    let c = move_to_b(&shop, "SEED", None, 1_000);
    shop.enter(decide::move_goods(&shop.view(), &c, &shop.context()));
    let in_b = shop.stock().into_iter().find(|s| s.godown == "B").unwrap();
    assert_eq!((in_b.qty.0, in_b.value.0, in_b.expiry), (1000, 3333, Some(date(2026, 7, 31))));
    assert_eq!(shop.heads()["STOCK"], 9999);
    let no = |c: &MoveGoods| number(decide::move_goods(&shop.view(), c, &shop.context()));
    assert_eq!(no(&MoveGoods { to: "A".into(), ..c.clone() }), 4337);
    assert_eq!(no(&MoveGoods { to: "Z".into(), ..c.clone() }), 4306);
    assert_eq!(no(&move_to_b(&shop, "SEED", Some("Y"), 1_000)), 4323);
    assert_eq!(no(&move_to_b(&shop, "SEED", None, 2_001)), 4322);
    shop.today = date(2026, 9, 1);
    let c = move_to_b(&shop, "SEED", Some("X"), 2_000);
    assert!(decide::move_goods(&shop.view(), &c, &shop.context()).is_ok(), "expired goods are set apart");
    assert_eq!(report::expiring(&shop.stock(), shop.today, 30).iter().map(|e| e.1).collect::<Vec<_>>(), [-32, -32]);
    assert!(report::expiring(&shop.stock(), TODAY, 20).is_empty());
}

#[test]
fn a_count_posts_what_is_short_and_what_is_over() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("SEED", Some("X"), Some(date(2026, 12, 31)), 3_000, 3333)], 0);
    shop.buy(vec![bought("RICE", None, None, 10_000, 200)], 0);
    let c = count(vec![counted("SEED", Some("X"), 2_000), counted("RICE", None, 11_000)]);
    shop.enter(decide::count(&shop.view(), &c, &shop.context()));
    let h = shop.heads();
    assert_eq!((h["SHORT"], h["OVER"], h["STOCK"]), (3333, -200, 9999 + 2000 - 3333 + 200));
    let no = |c: &Count| number(decide::count(&shop.view(), c, &shop.context()));
    assert_eq!(no(&Count { reason: String::new(), ..count(vec![counted("RICE", None, 1)]) }), 4302);
    assert_eq!(no(&count(vec![counted("SEED", None, 1)])), 4318);
    assert_eq!(no(&count(vec![counted("SEED", Some("NEW"), 1)])), 4331);
    assert_eq!(no(&count(vec![counted("SEED", Some("X"), 1), counted("SEED", Some("X"), 1)])), 4303);
    assert_eq!(no(&count(vec![counted("RICE", None, -1)])), 4307);
    let found = CountLine { value: Some(Paise(50)), ..counted("SEED", Some("NEW"), 1) };
    assert_eq!(no(&count(vec![found.clone()])), 4319);
    let found = CountLine { expiry: Some(date(2026, 8, 31)), ..found };
    assert!(decide::count(&shop.view(), &count(vec![found]), &shop.context()).is_ok());
    // As booked: nothing is posted, no reason is needed, and that it was counted is on record.
    let same = Count { reason: String::new(), resolution: String::new(), ..count(vec![counted("RICE", None, 11_000)]) };
    let at = shop.enter(decide::count(&shop.view(), &same, &shop.context()));
    assert!(trade::effects::lines(&shop.events[at]).is_empty());
}

#[test]
fn without_batches_the_oldest_is_short_and_the_latest_is_over() {
    let mut shop = Shop::new(GstWay::Added);
    for rate in [100, 200, 300] {
        shop.buy(vec![bought("RICE", None, None, 1_000, rate)], 0);
    }
    let take = |shop: &Shop, qty: i64| {
        let c = count(vec![counted("RICE", None, qty)]);
        let done = decide::count(&shop.view(), &c, &shop.context()).unwrap();
        let TradeEvent::StockTaken(e) = done[0].clone() else { panic!() };
        e.lines.iter().map(|l| (l.counted.0, l.value.0)).collect::<Vec<_>>()
    };
    assert_eq!(take(&shop, 1_500), [(0, -100), (500, -100), (1000, 0)]);
    assert_eq!(take(&shop, 4_000), [(1000, 0), (1000, 0), (2000, 300)]);
    assert_eq!(take(&shop, 0), [(0, -100), (0, -200), (0, -300)]);
}

#[test]
fn opening_stock_comes_from_the_old_books() {
    let mut shop = Shop::new(GstWay::Added);
    let goods = |qty: i64| ForwardGoods {
        item: "UREA".into(),
        batch: None,
        expiry: None,
        godown: "A".into(),
        qty: Milli(qty),
        value: Paise(50_000),
    };
    let list = |other: &str, qty| BringForward {
        number: "O1".into(),
        activity: ACTIVITY.into(),
        other_head: other.into(),
        lines: vec![goods(qty)],
    };
    let no = |c: &BringForward| number(decide::bring_forward(&shop.view(), c, &shop.context()));
    assert_eq!((no(&list("STOCK", 1)), no(&list("X", 1)), no(&list("MD", 0))), (4327, 4327, 4307));
    shop.enter(decide::bring_forward(&shop.view(), &list("MD", 2_500), &shop.context()));
    assert_eq!((shop.heads()["STOCK"], shop.heads()["MD"]), (50_000, -50_000));
    assert_eq!(number(decide::bring_forward(&shop.view(), &list("MD", 1), &shop.context())), 4340);
    shop.sell(vec![sold("UREA", 500)]);
    assert_eq!(shop.heads()["COST"], 10_000);
}

#[test]
fn the_trading_account_and_the_summary_of_tax() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("UREA", None, None, 10_000, 20000)], 1000);
    shop.sell(vec![sold("UREA", 4_000)]);
    let wrong = shop.sell(vec![sold("UREA", 1_000)]);
    shop.enter(shop.undo(wrong));
    let t = report::trading(ACTIVITY, Paise::ZERO, &shop.events);
    assert_eq!((t.purchases.0, t.freight.0, t.closing.0, t.sales.0), (200_000, 1000, 120_600, 106_600));
    assert_eq!((t.cost().0, t.gross_profit().0), (80_400, 26_200));
    assert_eq!(report::posted("COST", &shop.events), t.cost());
    let gst = report::gst(&shop.events);
    let row = &gst[&GstRate(500)];
    assert_eq!((row.outward.taxable.0, row.outward.cgst.0, row.outward.sgst.0), (106_600, 2665, 2665));
    assert_eq!((row.inward.taxable.0, row.inward.cgst.0), (200_000, 5000));
    let ledger = report::ledger("UREA", Some("A"), (Milli::ZERO, Paise::ZERO), &shop.events);
    assert_eq!(ledger.iter().map(|l| l.balance.0).collect::<Vec<_>>(), [10_000, 6_000, 5_000, 6_000]);
    assert_eq!((ledger[3].kind, ledger[3].value.0), ("trade.reversed", 120_600));
}

#[test]
fn payments_settle_the_oldest_debt_first() {
    let change = |by: i64| PartyChange { activity: ACTIVITY.into(), party: member(), debtor: true, by: Paise(by) };
    let mut all =
        vec![(date(2026, 1, 1), change(1000)), (date(2026, 6, 1), change(500)), (date(2026, 7, 9), change(70))];
    let aged = |all: &[_]| report::ageing(all, TODAY, [30, 90, 180]).first().map(|a| (a.total.0, a.parts.map(|p| p.0)));
    assert_eq!(aged(&all), Some((1570, [70, 500, 0, 1000])));
    all.push((TODAY, change(-1200)));
    assert_eq!(aged(&all), Some((370, [70, 300, 0, 0])));
    all.push((TODAY, change(-400)));
    assert_eq!(aged(&all), Some((-30, [-30, 0, 0, 0])));
    all.push((TODAY, change(30)));
    assert_eq!(aged(&all), None);
    all.push((date(2026, 7, 11), change(30)));
    assert_eq!(aged(&all), None, "tomorrow is not counted");
}

#[test]
fn what_a_customer_owes_is_known_by_name() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("RICE", None, None, 10_000, 200)], 0);
    shop.entitlements.clear();
    let c = shop.sale(vec![sold("RICE", 1_000)]);
    let c = Sell { legs: vec![leg("DEBT", Means::Credit, 300)], ..c };
    shop.enter(decide::sell(&shop.view(), &c, &shop.context()));
    let changes: Vec<_> = shop.owed().into_iter().map(|c| (TODAY, c)).collect();
    let aged = report::ageing(&changes, TODAY, [30, 90, 180]);
    let row = |debtor: bool| aged.iter().find(|a| a.debtor == debtor).map(|a| (a.party.key(), a.total.0));
    assert_eq!((row(true), row(false)), (Some(("m:12".into(), 300)), Some(("n:IFFCO".into(), 2000))));
}
