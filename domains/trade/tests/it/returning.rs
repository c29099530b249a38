//! Goods that go back, and events that are taken back.

use crate::shop::{Shop, bought, cash, leg, number, sold};
use kernel::{Paise, Refusal};
use trade::decide::{self, ReturnLine, ReturnPurchase, ReturnSale, Reverse, StockView};
use trade::event::TradeEvent;
use trade::terms::{GstWay, Means, Milli};

fn part(line: usize, qty: i64) -> ReturnLine {
    ReturnLine { line, qty: Milli(qty), godown: None }
}

fn give_back(shop: &Shop, at: usize, lines: Vec<ReturnLine>) -> Result<Vec<TradeEvent>, Refusal> {
    let view = StockView { bill: Some(shop.bill(at)), ..shop.view() };
    let entry = (1, at as i64);
    let reason = "wrong seed".to_owned();
    let mut c = ReturnSale { number: "N".into(), entry, lines, reason, rounding: None, legs: Vec::new() };
    let no = decide::return_sale(&view, &c, &shop.context()).err();
    c.legs = cash(no.as_ref().map_or(0, crate::shop::asked));
    decide::return_sale(&view, &c, &shop.context())
}

fn send_back(shop: &Shop, at: usize, line: ReturnLine, paise: i64) -> Result<Vec<TradeEvent>, Refusal> {
    let view = StockView { bill: Some(shop.bill(at)), ..shop.view() };
    let (entry, reason, number) = ((1, at as i64), "torn".to_owned(), "D".to_owned());
    let legs = vec![leg("CRED", Means::Credit, paise)];
    let c = ReturnPurchase { number, entry, lines: vec![line], reason, rounding: None, legs };
    decide::return_purchase(&view, &c, &shop.context())
}

#[test]
fn a_sale_returned_bit_by_bit_is_returned_whole() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("UREA", None, None, 2_000, 20001)], 7);
    shop.buy(vec![bought("UREA", None, None, 2_000, 21003)], 11);
    let before = (shop.heads(), shop.stocks.clone());
    let at = shop.sell(vec![sold("UREA", 3_333)]);
    for qty in [1_001, 999, 1_333] {
        shop.enter(give_back(&shop, at, vec![part(0, qty)]));
    }
    assert_eq!((shop.heads(), shop.stocks.clone()), before);
    let no = give_back(&shop, at, vec![part(0, 1)]).unwrap_err();
    assert_eq!((crate::shop::told(&no), no.args[1].1.as_str()), (4332, "0"));
    assert_eq!(number(shop.undo(at)), 4335, "returns stand on it");
}

#[test]
fn a_return_is_of_a_bill_that_stands() {
    let mut shop = Shop::new(GstWay::Added);
    let bought_at = shop.buy(vec![bought("UREA", None, None, 2_000, 20000)], 0);
    let at = shop.sell(vec![sold("UREA", 1_000)]);
    assert_eq!(number(give_back(&shop, at, vec![part(1, 1_000)])), 4332);
    assert_eq!(number(give_back(&shop, at, vec![part(0, 600), part(0, 401)])), 4332);
    assert_eq!(number(give_back(&shop, at, vec![part(0, 0)])), 4307);
    assert_eq!(number(give_back(&shop, at, Vec::new())), 4309);
    assert_eq!(number(give_back(&shop, bought_at, vec![part(0, 1)])), 4333);
    assert_eq!(number(send_back(&shop, at, part(0, 1), 1)), 4333);
    shop.enter(shop.undo(at));
    assert_eq!(number(give_back(&shop, at, vec![part(0, 1_000)])), 4333);
}

#[test]
fn ration_brought_back_may_be_drawn_again() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("RICE", None, None, 50_000, 200)], 0);
    let at = shop.enter(shop.issue(vec![sold("RICE", 20_000)]));
    assert_eq!(number(shop.issue(vec![sold("RICE", 1)])), 4330);
    shop.enter(give_back(&shop, at, vec![part(0, 5_000)]));
    assert!(shop.issue(vec![sold("RICE", 5_000)]).is_ok());
}

#[test]
fn a_supplier_allows_his_rate_and_the_freight_stays_in_the_cost() {
    let mut shop = Shop::new(GstWay::Added);
    let at = shop.buy(vec![bought("UREA", None, None, 2_000, 20000)], 200);
    assert_eq!(number(send_back(&shop, at, part(0, 1_000), 20000)), 4324);
    shop.enter(send_back(&shop, at, part(0, 1_000), 21000));
    let h = shop.heads();
    assert_eq!((h["STOCK"], h["COST"], h["GST_IN"], h["CRED"]), (20100, 100, 1000, -21200));
    shop.sell(vec![sold("UREA", 500)]);
    assert_eq!(number(send_back(&shop, at, part(0, 1_000), 21000)), 4322, "not so much is left");
    assert_eq!(number(send_back(&shop, at, part(0, 1_001), 21000)), 4332);
}

#[test]
fn nothing_is_taken_back_twice_or_when_it_moved_on() {
    let mut shop = Shop::new(GstWay::Added);
    let buy = shop.buy(vec![bought("UREA", None, None, 2_000, 20000)], 0);
    let sale = shop.sell(vec![sold("UREA", 1_000)]);
    let no = shop.undo(buy).unwrap_err();
    assert_eq!((crate::shop::told(&no), no.args[2].1.as_str()), (4334, "1"));
    let back = shop.enter(shop.undo(sale));
    assert_eq!(number(shop.undo(sale)), 4333);
    assert_eq!(number(shop.undo(back)), 4333, "no reversal of a reversal");
    assert_eq!(number(shop.undo(99)), 4333);
    let c = Reverse { entry: (1, 0), reason: " ".into() };
    assert_eq!(number(decide::reverse(&shop.undo_view(buy), &c, &shop.context())), 4302);
    shop.enter(shop.undo(buy));
    assert!(shop.heads().is_empty() && shop.stocks.values().all(|s| s.qty.is_zero() && s.value.is_zero()));
    assert_eq!(shop.events[3].number(), Some("P0"));
    assert_eq!(Paise::ZERO, shop.owed().iter().map(|p| p.by).sum());
}
