//! Activities, items, prices: what is wrong is refused by its number.

use crate::shop::{ACTIVITY, Shop, TODAY, activity, bought, item, number, sold};
use jiff::civil::date;
use kernel::Paise;
use trade::decide::{self, StockView};
use trade::terms::{
    Activity, Entitlement, Godown, GstWay, Item, Licence, Milli, Per, PriceRow, RationCard, Ruled, Unit,
};

fn no_activity(view: StockView) -> StockView {
    StockView { activity: None, ..view }
}

#[test]
fn an_activity_has_heads_of_its_own() {
    let shop = Shop::new(GstWay::Added);
    let (view, context, a) = (no_activity(shop.view()), shop.context(), activity(GstWay::Added));
    let done = decide::open_activity(&view, &a, &context).unwrap();
    assert_eq!((done[0].kind(), done[0].date()), ("trade.activity-opened", TODAY));
    let open = |c: &Activity| number(decide::open_activity(&view, c, &context));
    let mut c = a.clone();
    c.heads.cost = "STOCK".into();
    assert_eq!(open(&c), 4339);
    c.heads.cost = "NOWHERE".into();
    assert_eq!(open(&c), 4327);
    (c.heads.cost, c.heads.gst_in) = ("COST".into(), "GST_OUT".into());
    assert!(decide::open_activity(&view, &c, &context).is_ok(), "one head for both sides of GST");
    c.gst.0[0].order = " ".into();
    assert_eq!(open(&c), 4302);
    assert_eq!(number(decide::open_activity(&StockView { exists: true, ..view.clone() }, &a, &context)), 4303);
    // Changing: the licence may, heads may not.
    let mut c = Activity { licence: Some(Licence { number: "F-1".into(), expiry: Some(TODAY) }), ..a };
    assert!(decide::change_activity(&shop.view(), &c, &context).is_ok());
    c.heads.stock = "CASH".into();
    assert_eq!(number(decide::change_activity(&shop.view(), &c, &context)), 4339);
    assert_eq!(number(decide::change_activity(&view, &c, &context)), 4304);
}

#[test]
fn an_item_that_lies_in_the_godown_keeps_its_unit() {
    let mut shop = Shop::new(GstWay::Added);
    let changed = Item { unit: Unit::Kilogram, ..item("UREA", Unit::Bag, 500, false, false) };
    let set = |shop: &Shop, c: &Item| decide::set_item(&shop.view(), c, &shop.context());
    assert!(set(&shop, &changed).is_ok());
    shop.buy(vec![bought("UREA", None, None, 1000, 20000)], 0);
    assert_eq!(number(set(&shop, &changed)), 4311);
    assert!(set(&shop, &item("UREA", Unit::Bag, 1200, false, false)).is_ok(), "another rate");
    assert_eq!(number(set(&shop, &item("UREA", Unit::Bag, 10_001, false, false))), 4312);
    assert_eq!(number(set(&shop, &Item { activity: "PDS".into(), ..changed.clone() })), 4304);
    assert_eq!(number(set(&shop, &Item { code: String::new(), ..changed })), 4302);
}

#[test]
fn prices_entitlements_and_cards() {
    let shop = Shop::new(GstWay::Added);
    let (view, context) = (shop.view(), shop.context());
    let row =
        PriceRow { item: "UREA".into(), from: TODAY, price: Paise(100), mrp: Some(Paise(100)), order: "9".into() };
    assert!(decide::set_price(&view, &row, &context).is_ok());
    let no = |c: PriceRow| number(decide::set_price(&view, &c, &context));
    assert_eq!(no(PriceRow { mrp: Some(Paise(99)), ..row.clone() }), 4313);
    assert_eq!(no(PriceRow { price: Paise(-1), ..row.clone() }), 4308);
    assert_eq!(no(PriceRow { item: "TEA".into(), ..row.clone() }), 4305);
    assert_eq!(no(PriceRow { order: String::new(), ..row }), 4302);
    let e = Entitlement {
        category: "AAY".into(),
        item: "RICE".into(),
        from: TODAY,
        qty: Milli::units(35),
        per: Per::Card,
        order: "9".into(),
    };
    assert!(decide::set_entitlement(&view, &e, &context).is_ok());
    assert_eq!(number(decide::set_entitlement(&view, &Entitlement { qty: Milli(-1), ..e }, &context)), 4307);
    let card = RationCard { no: "R2".into(), holder: "Gita".into(), category: "AAY".into(), heads: 1 };
    assert!(decide::set_card(&view, &card, &context).is_ok());
    assert_eq!(number(decide::set_card(&view, &RationCard { heads: 0, ..card }, &context)), 4329);
    assert!(decide::set_godown(&view, &Godown { code: "C".into(), name: "C".into() }, &context).is_ok());
}

#[test]
fn what_is_unset_refuses() {
    let mut shop = Shop::new(GstWay::Included);
    shop.buy(vec![bought("UREA", None, None, 5000, 20000)], 0);
    let sale = |shop: &Shop| {
        let no = decide::sell(&shop.view(), &shop.sale(vec![sold("UREA", 1000)]), &shop.context()).unwrap_err();
        (crate::shop::told(&no), no.args[0].1.clone())
    };
    let mut other = shop.clone();
    other.items[0].gst = Ruled::default();
    assert_eq!(sale(&other), (4301, "gst".into()));
    other = shop.clone();
    other.items[0].gst.0[0].from = date(2026, 7, 11);
    assert_eq!(sale(&other), (4301, "gst".into()), "a rate of tomorrow");
    other = shop.clone();
    other.activity.gst = Ruled::default();
    assert_eq!(sale(&other), (4301, "gst-way".into()));
    other = shop.clone();
    other.prices.clear();
    assert_eq!(sale(&other), (4301, "price".into()));
    other = shop.clone();
    other.activity.licence = Some(Licence { number: "F-1".into(), expiry: Some(date(2026, 7, 9)) });
    assert_eq!(sale(&other).0, 4310);
    let c = shop.purchase(vec![bought("UREA", None, None, 1000, 100)], 0);
    let nowhere = StockView { activity: None, ..shop.view() };
    assert_eq!(number(decide::buy(&nowhere, &c, &shop.context())), 4304);
    assert_eq!(c.activity, ACTIVITY);
}
