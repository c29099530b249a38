//! Bills from suppliers, and how bills are settled.

use crate::shop::{Shop, TODAY, bought, cash, leg, member, number, sold, supplier};
use jiff::civil::date;
use kernel::Paise;
use trade::decide::{self, Buy, BuyLine, Sell, Settle, StockView};
use trade::effects;
use trade::event::TradeEvent;
use trade::terms::{GstRate, GstWay, Leg, Means, Party, Rounding};

#[test]
fn a_bill_is_entered_once_and_not_of_tomorrow() {
    let shop = Shop::new(GstWay::Added);
    let c = shop.purchase(vec![bought("UREA", None, None, 1_000, 20000)], 0);
    let buy = |view: &StockView, c: &Buy| number(decide::buy(view, c, &shop.context()));
    let known = StockView { bill_of: Some("P3".into()), ..shop.view() };
    let no = decide::buy(&known, &c, &shop.context()).unwrap_err();
    assert_eq!((crate::shop::told(&no), no.args[2].1.as_str()), (4316, "P3"));
    assert_eq!(buy(&shop.view(), &Buy { bill_date: date(2026, 7, 11), ..c.clone() }), 4317);
    assert_eq!(buy(&StockView { exists: true, ..shop.view() }, &c), 4303);
    assert_eq!(buy(&shop.view(), &Buy { lines: Vec::new(), ..c.clone() }), 4309);
    assert_eq!(buy(&shop.view(), &Buy { supplier: Party::Member("99".into()), ..c.clone() }), 4338);
    assert_eq!(buy(&shop.view(), &Buy { bill: String::new(), ..c }), 4302);
}

#[test]
fn a_batch_has_a_number_and_one_day_of_expiry() {
    let mut shop = Shop::new(GstWay::Added);
    let day = date(2026, 12, 31);
    let buy = |shop: &Shop, l: BuyLine| number(decide::buy(&shop.view(), &shop.purchase(vec![l], 0), &shop.context()));
    assert_eq!(buy(&shop, bought("SEED", None, Some(day), 1_000, 100)), 4318);
    assert_eq!(buy(&shop, bought("SEED", Some("X"), None, 1_000, 100)), 4319);
    assert_eq!(buy(&shop, bought("SEED", Some("X"), Some(date(2026, 7, 9)), 1_000, 100)), 4320);
    assert_eq!(buy(&shop, BuyLine { gst: Some(GstRate(-1)), ..bought("UREA", None, None, 1_000, 100) }), 4312);
    let at = shop.buy(vec![bought("SEED", Some("X"), Some(day), 1_000, 100)], 0);
    let other = bought("SEED", Some("X"), Some(date(2027, 1, 31)), 1_000, 100);
    assert_eq!(buy(&shop, other.clone()), 4321);
    // The wrong day was entered: taken back, the right one may be entered.
    shop.enter(shop.undo(at));
    shop.buy(vec![other], 0);
    assert_eq!(shop.stock()[0].expiry, Some(date(2027, 1, 31)));
}

#[test]
fn freight_is_spread_over_the_cost() {
    let mut shop = Shop::new(GstWay::Added);
    let lines = vec![bought("UREA", None, None, 1_000, 20000), bought("RICE", None, None, 1_000, 10000)];
    let at = shop.buy(lines, 100);
    let TradeEvent::Purchased(p) = &shop.events[at] else { panic!() };
    assert_eq!(p.lines.iter().map(|l| l.freight.0).collect::<Vec<_>>(), [67, 33]);
    assert_eq!(shop.heads()["STOCK"], 30100);
    assert_eq!(effects::moves(&shop.events[at])[0].value, Paise(20067));
}

#[test]
fn legs_sum_to_the_bill_and_name_what_they_must() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("UREA", None, None, 9_000, 20000)], 0);
    // 266.50 and 5 %: 279.82 (two halves of 6.66).
    let c = shop.sale(vec![sold("UREA", 1_000)]);
    assert_eq!(c.legs[0].amount, Paise(27982));
    let sell = |c: &Sell| decide::sell(&shop.view(), c, &shop.context());
    let with = |legs: Vec<Leg>| Sell { legs, ..c.clone() };
    assert_eq!(number(sell(&with(cash(27983)))), 4324);
    assert_eq!(number(sell(&with(vec![leg("CASH", Means::Cash, 27983), leg("CASH", Means::Cash, -1)]))), 4324);
    assert_eq!(number(sell(&with(vec![leg("SAFE", Means::Cash, 27982)]))), 4327);
    let owed = with(vec![leg("DEBT", Means::Credit, 20000), leg("CASH", Means::Cash, 7982)]);
    let done = sell(&owed).unwrap();
    assert_eq!(effects::parties(&done[0])[0].party, member());
    assert_eq!(number(sell(&with(vec![leg("CASH", Means::Credit, 27982)]))), 4327, "owed stands at its own head");
    assert_eq!(number(sell(&Sell { customer: None, ..owed.clone() })), 4325);
    assert_eq!(number(sell(&Sell { customer: Some(Party::Member("99".into())), ..owed.clone() })), 4338);
    assert_eq!(number(sell(&Sell { customer: Some(Party::Named(" ".into())), ..owed })), 4302);
    let kind = Leg { loan: Some("K1".into()), ..leg("KCC", Means::Kind, 27982) };
    assert!(sell(&with(vec![kind.clone()])).is_ok());
    assert_eq!(number(sell(&with(vec![Leg { loan: None, ..kind.clone() }]))), 4326);
    assert_eq!(number(sell(&Sell { customer: None, ..with(vec![kind]) })), 4326);
    assert!(sell(&Sell { customer: None, ..c.clone() }).is_ok(), "cash needs no name");
}

#[test]
fn a_bill_may_be_rounded_to_the_rupee() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("UREA", None, None, 9_000, 20000)], 0);
    let rounding = |p: i64| Some(Rounding { amount: Paise(p), head: "ROUND".into() });
    let c = Sell { legs: cash(28000), rounding: rounding(18), ..shop.sale(vec![sold("UREA", 1_000)]) };
    let done = decide::sell(&shop.view(), &c, &shop.context());
    shop.enter(done);
    assert_eq!((shop.heads()["ROUND"], shop.heads()["CASH"]), (-18, 28000));
    let no = |r| number(decide::sell(&shop.view(), &Sell { rounding: r, ..c.clone() }, &shop.context()));
    assert_eq!(no(rounding(17)), 4328);
    assert_eq!(no(rounding(-82)), 4328);
    assert_eq!(no(Some(Rounding { head: "X".into(), amount: Paise(18) })), 4327);
    assert_eq!(no(None), 4324);
}

#[test]
fn debts_are_paid_up_to_what_is_owed() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("UREA", None, None, 1_000, 20000)], 0);
    let c = Settle {
        number: "V1".into(),
        activity: "FERT".into(),
        party: supplier(),
        debtor: false,
        amount: Paise(20000),
        legs: vec![leg("BANK", Means::Bank, 20000)],
    };
    let pay = |shop: &Shop, c: &Settle, owed: i64| {
        decide::settle(&StockView { owed: Paise(owed), ..shop.view() }, c, &shop.context())
    };
    assert_eq!(number(pay(&shop, &c, 19999)), 4336);
    assert_eq!(number(pay(&shop, &Settle { amount: Paise(1), ..c.clone() }, 21000)), 4324);
    assert_eq!(number(pay(&shop, &Settle { amount: Paise::ZERO, legs: Vec::new(), ..c.clone() }, 21000)), 4308);
    assert_eq!(number(pay(&shop, &Settle { legs: vec![leg("CRED", Means::Credit, 20000)], ..c.clone() }, 21000)), 4327);
    let paid = pay(&shop, &c, 21000);
    shop.enter(paid);
    assert_eq!((shop.heads()["CRED"], shop.heads()["BANK"]), (-1000, -20000));
    assert_eq!(shop.owed().iter().map(|p| p.by.0).sum::<i64>(), 1000);
    // The purchase cannot be taken back while its payment stands.
    assert_eq!(number(shop.undo(0)), 4335);
    shop.enter(shop.undo(1));
    shop.enter(shop.undo(0));
    assert!(shop.heads().is_empty());
    assert_eq!(shop.events[0].date(), TODAY);
}
