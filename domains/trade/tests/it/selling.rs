//! What expires first goes first; prices, maxima, ration.

use crate::shop::{Shop, TODAY, bought, cash, number, sold};
use jiff::civil::date;
use kernel::Paise;
use trade::decide::{self, SellLine};
use trade::effects;
use trade::event::TradeEvent;
use trade::terms::{GstRate, GstWay, Milli, Per, Supply};

/// Two batches of seed: the later bought expires first; one of them has expired already by 1 August.
fn seeded() -> Shop {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("SEED", Some("LATE"), Some(date(2026, 12, 31)), 10_000, 3000)], 0);
    shop.buy(vec![bought("SEED", Some("SOON"), Some(date(2026, 7, 31)), 4_000, 3500)], 0);
    shop
}

fn picks(shop: &Shop, at: usize) -> Vec<(String, i64, i64)> {
    let sale = shop.events[at].sale().expect("a sale");
    sale.lines.iter().flat_map(|l| &l.picks).map(|p| (p.batch.clone(), p.qty.0, p.cost.0)).collect()
}

#[test]
fn what_expires_first_goes_first() {
    let mut shop = seeded();
    let at = shop.sell(vec![sold("SEED", 5_000)]);
    assert_eq!(picks(&shop, at), [("SOON".into(), 4000, 14000), ("LATE".into(), 1000, 3000)]);
    let wanted = SellLine { batch: Some("LATE".into()), ..sold("SEED", 2_000) };
    let at = shop.sell(vec![wanted]);
    assert_eq!(picks(&shop, at), [("LATE".into(), 2000, 6000)]);
}

#[test]
fn what_has_expired_is_not_sold() {
    let mut shop = seeded();
    shop.today = date(2026, 7, 31);
    let at = shop.sell(vec![sold("SEED", 1_000)]);
    assert_eq!(picks(&shop, at)[0].0, "SOON", "the last day is still good");
    shop.today = date(2026, 8, 1);
    let at = shop.sell(vec![sold("SEED", 1_000)]);
    assert_eq!(picks(&shop, at)[0].0, "LATE");
    let sell = |shop: &Shop, l: SellLine| number(decide::sell(&shop.view(), &shop.sale(vec![l]), &shop.context()));
    assert_eq!(sell(&shop, SellLine { batch: Some("SOON".into()), ..sold("SEED", 1_000) }), 4320);
    assert_eq!(sell(&shop, sold("SEED", 9_001)), 4322, "what has expired is not counted as there");
    shop.today = date(2027, 1, 1);
    assert_eq!(sell(&shop, sold("SEED", 1_000)), 4320);
}

#[test]
fn what_came_first_goes_first_where_nothing_expires() {
    let mut shop = Shop::new(GstWay::Added);
    let first = shop.buy(vec![bought("UREA", None, None, 2_000, 20000)], 0);
    let second = shop.buy(vec![bought("UREA", None, None, 2_000, 21000)], 0);
    let at = shop.sell(vec![sold("UREA", 1_000), sold("UREA", 2_000)]);
    let (p, q) = (format!("P{first}"), format!("P{second}"));
    assert_eq!(picks(&shop, at), [(p.clone(), 1000, 20000), (p, 1000, 20000), (q, 1000, 21000)]);
    let shop_at = |l| number(decide::sell(&shop.view(), &shop.sale(vec![l]), &shop.context()));
    assert_eq!(shop_at(sold("UREA", 1_001)), 4322);
    assert_eq!(shop_at(SellLine { godown: "B".into(), ..sold("UREA", 1_000) }), 4322);
    assert_eq!(shop_at(SellLine { godown: "C".into(), ..sold("UREA", 1_000) }), 4306);
    assert_eq!(shop_at(SellLine { batch: Some("X".into()), ..sold("UREA", 1_000) }), 4323);
    assert_eq!(shop_at(sold("TEA", 1_000)), 4305);
    assert_eq!(shop_at(sold("UREA", 0)), 4307);
}

#[test]
fn a_price_that_is_not_listed_has_a_reason_and_a_maximum() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("UREA", None, None, 9_000, 20000)], 0);
    let no = |l: SellLine| number(decide::sell(&shop.view(), &shop.sale(vec![l]), &shop.context()));
    let line = |price: i64, off: i64, reason: Option<&str>| SellLine {
        price: Some(Paise(price)),
        discount: Paise(off),
        reason: reason.map(str::to_owned),
        ..sold("UREA", 1_000)
    };
    assert_eq!(no(line(25000, 0, None)), 4314);
    assert_eq!(no(line(25000, 0, Some(" "))), 4314);
    assert_eq!(no(line(26650, 1, None)), 4314, "a discount too");
    assert_eq!(no(line(25000, 25001, Some("torn bag"))), 4315);
    assert_eq!(no(line(28573, 0, Some("new list"))), 4313, "with 5 % of tax above 300.00");
    let c = shop.sale(vec![line(28570, 0, Some("new list"))]);
    let sale = decide::sell(&shop.view(), &c, &shop.context()).unwrap();
    let sale = sale[0].sale().unwrap();
    assert_eq!((sale.lines[0].taxable, sale.lines[0].tax.total()), (Paise(28570), Paise(1428)));
    let c = shop.sale(vec![line(26650, 0, None)]);
    assert!(decide::sell(&shop.view(), &c, &shop.context()).is_ok(), "the listed price said aloud");
}

#[test]
fn a_sale_posts_sales_tax_and_cost() {
    let mut shop = Shop::new(GstWay::Included);
    shop.buy(vec![bought("UREA", None, None, 3_000, 20000)], 300);
    assert_eq!(shop.heads(), [("CRED".into(), -63300), ("GST_IN".into(), 3000), ("STOCK".into(), 60300)].into());
    shop.sell(vec![sold("UREA", 1_000)]);
    let h = shop.heads();
    assert_eq!((h["CASH"], h["SALES"], h["GST_OUT"]), (26650, -25380, -1270));
    assert_eq!((h["COST"], h["STOCK"]), (20100, 40200));
    let mut c = shop.sale(vec![sold("UREA", 1_000)]);
    c.supply = Supply::Across;
    let sale = decide::sell(&shop.view(), &c, &shop.context()).unwrap();
    assert_eq!(sale[0].sale().unwrap().lines[0].tax.igst, Paise(1269));
}

#[test]
fn who_is_not_registered_charges_no_tax_and_bears_it() {
    let mut shop = Shop::new(GstWay::Unregistered);
    shop.buy(vec![bought("UREA", None, None, 1_000, 20000)], 0);
    assert_eq!(shop.heads(), [("CRED".into(), -21000), ("STOCK".into(), 21000)].into());
    let at = shop.sell(vec![sold("UREA", 1_000)]);
    let line = &shop.events[at].sale().unwrap().lines[0];
    assert_eq!((line.taxable, line.tax.total(), line.tax.rate), (Paise(26650), Paise::ZERO, GstRate(0)));
}

#[test]
fn a_card_draws_what_its_heads_may() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("RICE", None, None, 100_000, 200)], 0);
    let at = shop.enter(shop.issue(vec![sold("RICE", 15_000)]));
    assert_eq!(shop.drawn(), [("RICE".into(), Milli::units(15))]);
    let no = shop.issue(vec![sold("RICE", 3_000), sold("RICE", 2_001)]).unwrap_err();
    assert_eq!((crate::shop::told(&no), no.args[3].1.as_str()), (4330, "5"));
    assert!(shop.issue(vec![sold("RICE", 3_000), sold("RICE", 2_000)]).is_ok());
    shop.today = date(2026, 8, 1);
    assert!(shop.issue(vec![sold("RICE", 20_000)]).is_ok(), "a new month");
    shop.today = TODAY;
    shop.enter(shop.undo(at));
    assert!(shop.issue(vec![sold("RICE", 20_000)]).is_ok(), "given back");
    shop.entitlements[0].per = Per::Card;
    assert_eq!(number(shop.issue(vec![sold("RICE", 5_001)])), 4330);
    shop.card.category = "APL".into();
    assert_eq!(number(shop.issue(vec![sold("RICE", 1_000)])), 4301);
    shop.card.no = "R9".into();
    assert_eq!(number(shop.issue(vec![sold("RICE", 1_000)])), 4329);
}

#[test]
fn ration_may_be_free() {
    let mut shop = Shop::new(GstWay::Added);
    shop.prices[3].price = Paise::ZERO;
    shop.buy(vec![bought("RICE", None, None, 10_000, 0)], 0);
    shop.enter(shop.issue(vec![sold("RICE", 5_000)]));
    assert!(shop.heads().is_empty());
    assert_eq!(shop.stock()[0].qty, Milli::units(5));
    let mut c = shop.sale(vec![sold("RICE", 1_000)]);
    c.legs = cash(1);
    let c = decide::Issue { card: "R1".into(), sale: c };
    assert_eq!(number(decide::issue(&shop.view(), &c, &shop.context())), 4324);
}

#[test]
fn ration_is_not_sold_without_a_card_while_an_entitlement_holds() {
    let mut shop = Shop::new(GstWay::Added);
    shop.buy(vec![bought("RICE", None, None, 10_000, 200)], 0);
    let sell = |shop: &Shop| decide::sell(&shop.view(), &shop.sale(vec![sold("RICE", 1_000)]), &shop.context());
    assert_eq!(number(sell(&shop)), 4766);
    // one order takes it from one category, and it is ration for the others; the last one frees it
    let mut other = shop.entitlements[0].clone();
    other.category = "OTHER".into();
    shop.entitlements.push(other);
    let stop =
        |e: &trade::terms::Entitlement| trade::terms::Entitlement { qty: Milli(0), from: shop.today, ..e.clone() };
    let stops: Vec<_> = shop.entitlements.iter().map(stop).collect();
    shop.entitlements.push(stops[0].clone());
    assert_eq!(number(sell(&shop)), 4766);
    shop.entitlements.push(stops[1].clone());
    assert!(sell(&shop).is_ok());
    shop.today = shop.today.yesterday().unwrap();
    assert_eq!(number(sell(&shop)), 4766, "the order holds from its day");
}

#[test]
fn packets_are_whole() {
    let mut shop = Shop::new(GstWay::Added);
    let lot = |qty| bought("SPRAY", Some("X1"), Some(date(2027, 1, 1)), qty, 25000);
    let c = shop.purchase(vec![lot(1_500)], 0);
    assert_eq!(number(decide::buy(&shop.view(), &c, &shop.context())), 4307);
    shop.buy(vec![lot(2_000)], 0);
    let at = shop.sell(vec![sold("SPRAY", 1_000)]);
    assert!(matches!(&shop.events[at], TradeEvent::Sold(_)));
    assert_eq!(effects::moves(&shop.events[at])[0].qty, Milli::units(-1));
}
