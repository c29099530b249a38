//! Goods through the door, on both engines: buying, selling, kind, ration, counting, taking back, the day's end.

use crate::counter::{Counter, counter, kcc, rupees};
use crate::sample::day;
use desk::act::{Act, Estate, Goods, Paid, Part};
use keep::{deciding, view};
use trade::decide::{CountLine, ReturnLine, SellLine};
use trade::{Milli, Party};

fn does(c: &Counter<'_>, goods: Goods) -> (i64, i64) {
    c.act(Act::Goods(Box::new(goods)))
}

fn refused(c: &Counter<'_>, goods: Goods) -> u16 {
    c.refused(Act::Goods(Box::new(goods)))
}

/// The invented shop, its goods bought on credit.
fn shop(story: impl Fn(&Counter<'_>)) {
    counter(|c| {
        let shop = examples::goods::shop(day("2025-06-02"));
        shop.activities.into_iter().for_each(|a| {
            does(c, Goods::OpenActivity(a));
        });
        shop.godowns.into_iter().for_each(|g| {
            does(c, Goods::SetGodown(g));
        });
        shop.items.into_iter().for_each(|i| {
            does(c, Goods::SetItem(i));
        });
        shop.prices.into_iter().for_each(|p| {
            does(c, Goods::SetPrice(p));
        });
        shop.entitlements.into_iter().for_each(|e| {
            does(c, Goods::SetEntitlement(e));
        });
        shop.cards.into_iter().for_each(|card| {
            does(c, Goods::SetCard(card));
        });
        for b in shop.bills {
            does(c, buy(b));
        }
        story(c);
        agrees(c);
    });
}

pub fn buy(b: examples::goods::Bill) -> Goods {
    Goods::Buy {
        activity: b.activity,
        supplier: b.supplier,
        bill: b.bill,
        bill_date: day("2025-06-01"),
        supply: trade::terms::Supply::Within,
        lines: b.lines,
        freight: b.freight,
        round: true,
        parts: vec![Part::rest(Paid::Credit)],
    }
}

pub fn line(item: &str, godown: &str, qty: i64) -> SellLine {
    SellLine::listed(item, godown, Milli::units(qty))
}

pub fn sale(activity: &str, member: Option<&str>, line: SellLine, paid: Paid) -> Goods {
    Goods::Sell {
        activity: activity.to_owned(),
        customer: member.map(|m| Party::Member(m.to_owned())),
        card: None,
        lines: vec![line],
        round: true,
        parts: vec![Part::rest(paid)],
    }
}

pub fn ration(card: &str, item: &str, qty: i64) -> Goods {
    Goods::Sell {
        activity: "PDS".into(),
        customer: None,
        card: Some(card.into()),
        lines: vec![line(item, "G2", qty)],
        round: true,
        parts: vec![Part::rest(Paid::Cash)],
    }
}

fn stock(c: &Counter<'_>, item: &str) -> Vec<(String, i64, i64)> {
    let all = c.desk.read(|t| deciding::stock_of(t, c.society, item)).unwrap();
    all.into_iter().map(|s| (s.batch, s.qty.0, s.value.0)).collect()
}

/// Everything redrawn is what stands, stock is the ledger, and the day ends.
fn agrees(c: &Counter<'_>) {
    let state = || {
        c.desk
            .read(|t| {
                let mut all = Vec::new();
                for item in deciding::items(t, c.society)? {
                    all.extend(deciding::stock_of(t, c.society, &item.code)?);
                }
                let trial = view::trial_balance(t, c.society)?;
                Ok((all, deciding::stock_by_head(t, c.society)?, format!("{trial:?}")))
            })
            .unwrap()
    };
    let live = state();
    c.desk.rebuild().unwrap();
    assert_eq!(state(), live);
    for (head, value) in &live.1 {
        assert_eq!(c.head(head), value.0, "{head}");
    }
    let mut left = c.head("CASH");
    let notes = books::day::NOTES
        .into_iter()
        .map(|note| {
            let count = left / note;
            left %= note;
            (note, count)
        })
        .collect();
    assert_eq!(left, 0);
    c.act(Act::EndDay { cash: notes });
}

#[test]
fn bought_sold_and_taken_back_whole() {
    shop(|c| {
        let before = (c.head("STOCK_FERT"), c.head("GST_OUT"), c.head("CASH"), stock(c, "UREA"));
        let sold = does(c, sale("FERT", Some("2"), line("UREA", "G1", 10), Paid::Cash));
        assert_eq!(c.head("CASH"), before.2 + 266_500);
        assert!(c.head("STOCK_FERT") < before.0 && c.head("GST_OUT") < before.1);
        assert_eq!(refused(c, sale("FERT", None, line("UREA", "G1", 191), Paid::Cash)), 4322);
        c.act(Act::Reverse { entry: sold, reason: "गलत वस्तु".into() });
        assert_eq!((c.head("STOCK_FERT"), c.head("GST_OUT"), c.head("CASH"), stock(c, "UREA")), before);
        assert_eq!(c.refused(Act::Reverse { entry: sold, reason: "फिर".into() }), 4333);
        let again = buy(examples::goods::shop(day("2025-06-02")).bills.remove(0));
        assert_eq!(refused(c, again), 4316, "the same bill of the same supplier");
    });
}

#[test]
fn what_expires_first_goes_first() {
    shop(|c| {
        does(c, sale("SEED", None, line("WHEAT-S", "G1", 250), Paid::Cash));
        let left: Vec<(String, i64)> = stock(c, "WHEAT-S").into_iter().map(|s| (s.0, s.1)).collect();
        assert_eq!(left, [("W-A".into(), 0), ("W-B".into(), 350_000)]);
    });
}

/// Shares a borrower must hold for goods on a loan are drawn with them, so that his own money buys nothing.
#[test]
fn goods_on_a_crop_loan_bring_the_shares_it_asks_for() {
    shop(|c| {
        for mut rule in society::bylaw::model().0 {
            rule.from = day("2025-04-01");
            if let society::bylaw::Bylaw::MostOfCapital(..) = rule.says {
                // the capital of the society is small: what one may hold of it is not what this story is about
                rule.says = society::bylaw::Bylaw::MostOfCapital(1, 1);
            }
            c.act(Act::SetBylaw(society::decide::SetBylaw { rule }));
        }
        for mut product in examples::rules::products() {
            if let credit::product::Product::Loan(p) = &mut product {
                for rule in &mut p.linkage.0 {
                    (rule.value.small, rule.value.others) =
                        (credit::interest::Rate(1_000), credit::interest::Rate(1_000));
                }
                c.act(Act::SetProduct(product));
            }
        }
        c.act(kcc("3"));
        let (lent, shares) = (c.head("ST_LOAN"), c.head("SHARE_IND"));
        let sold = does(c, sale("FERT", None, line("DAP", "G1", 4), Paid::Kind { loan: "ST-1".into() }));
        let bought = shares - c.head("SHARE_IND");
        // a tenth of 5,400, of the shares themselves and of the two rupees of his old loan, in whole shares of a hundred: 600 were not enough
        assert_eq!((bought, c.head("ST_LOAN") - lent), (70_000, 540_000 + 70_000));
        assert_eq!(c.head("TRANSFER"), 0);
        c.act(Act::Reverse { entry: sold, reason: "गलत".into() });
        assert_eq!((c.head("ST_LOAN"), c.head("SHARE_IND")), (lent, shares));
    });
}

#[test]
fn goods_on_a_crop_loan_draw_the_limit_or_nothing_happens() {
    shop(|c| {
        c.act(kcc("3"));
        let kind = |loan: &str| Paid::Kind { loan: loan.into() };
        let (stocked, lent) = (c.head("STOCK_FERT"), c.head("ST_LOAN"));
        assert_eq!(refused(c, sale("FERT", Some("3"), line("DAP", "G1", 40), kind("ST-1"))), 4115);
        assert_eq!(refused(c, sale("FERT", Some("2"), line("DAP", "G1", 1), kind("ST-1"))), 4326);
        assert_eq!((c.head("STOCK_FERT"), c.head("ST_LOAN")), (stocked, lent), "neither of the two");
        let sold = does(c, sale("FERT", None, line("DAP", "G1", 4), kind("ST-1")));
        assert_eq!((c.head("ST_LOAN"), c.head("TRANSFER")), (lent + 540_000, 0));
        let entries = c.desk.read(|t| keep::entries_of_act(t, c.society, sold)).unwrap();
        assert_eq!(entries.len(), 2);
        // taken back by either of its entries, whole
        c.act(Act::Reverse { entry: entries[0], reason: "गलत सदस्य".into() });
        assert_eq!((c.head("ST_LOAN"), c.head("STOCK_FERT"), c.head("TRANSFER")), (lent, stocked, 0));
        let sold = does(c, sale("FERT", Some("3"), line("DAP", "G1", 4), kind("ST-1")));
        let back = Goods::ReturnSale {
            entry: (sold.0, sold.1 - 1),
            lines: vec![ReturnLine { line: 0, qty: Milli::units(1), godown: None }],
            reason: "एक बोरी फटी".into(),
            round: true,
            parts: vec![Part::rest(kind("ST-1"))],
        };
        does(c, back);
        assert_eq!((c.head("ST_LOAN"), c.head("TRANSFER")), (lent + 405_000, 0));
        assert_eq!(c.refused(Act::Reverse { entry: sold, reason: "सब".into() }), 4120 + 1);
    });
}

#[test]
fn a_card_draws_its_month_and_no_more() {
    shop(|c| {
        does(c, ration("0501-001", "RICE", 8));
        assert_eq!(refused(c, ration("0501-001", "RICE", 5)), 4330);
        let last = does(c, ration("0501-001", "RICE", 4));
        assert_eq!(refused(c, ration("0501-001", "RICE", 1)), 4330);
        c.act(Act::Reverse { entry: last, reason: "गलत कार्ड".into() });
        does(c, ration("0501-001", "RICE", 4));
        assert_eq!(refused(c, ration("0501-009", "RICE", 1)), 4329);
    });
}

#[test]
fn a_shortage_is_counted_and_posted_and_debts_are_paid() {
    shop(|c| {
        let count = |reason: &str| Goods::Count {
            activity: "FERT".into(),
            godown: "G1".into(),
            lines: vec![CountLine {
                item: "UREA".into(),
                batch: None,
                counted: Milli::units(197),
                value: None,
                expiry: None,
            }],
            reason: reason.into(),
            resolution: "5 / 02-06-2025".into(),
        };
        assert_eq!(refused(c, count("")), 4302);
        does(c, count("नमी से खराब"));
        assert!(c.head("FERT_SHORT") > 72_600, "three bags at cost with freight");
        does(c, sale("FERT", Some("2"), line("NANO", "G2", 2), Paid::Credit));
        let settle = |amount| Goods::Settle {
            activity: "FERT".into(),
            party: Party::Member("२".into()),
            debtor: true,
            amount,
            paid: Paid::Cash,
        };
        assert_eq!(refused(c, settle(rupees(451))), 4336);
        does(c, settle(rupees(450)));
        assert_eq!(c.head("DEBTORS"), 0);
        let much = sale("FERT", Some("2"), line("DAP", "G1", 30), Paid::Cash);
        does(c, sale("FERT", Some("2"), line("NPK", "G1", 39), Paid::Bank { head: "BANK_CUR".into() }));
        let more = Goods::Settle {
            activity: "FERT".into(),
            party: Party::Named("उदाहरण उर्वरक संघ".into()),
            debtor: false,
            amount: rupees(10_000),
            paid: Paid::Bank { head: "BANK_CUR".into() },
        };
        does(c, more);
        does(c, much);
        assert_eq!(c.head("CASH") % 100, 0);
    });
}

#[test]
fn two_lakh_of_cash_from_one_customer_in_a_day_is_refused() {
    shop(|c| {
        let npk = |n| sale("FERT", Some("2"), line("DAP", "G1", n), Paid::Cash);
        does(c, npk(50));
        let seed = sale("SEED", Some("2"), line("PADDY-S", "G1", 300), Paid::Cash);
        does(c, seed);
        let split = sale("FERT", Some("2"), line("NPK", "G1", 40), Paid::Cash);
        does(c, split);
        let nano = |n| sale("FERT", Some("2"), line("NANO", "G2", n), Paid::Cash);
        // 67,500 and 16,500 and 58,800 so far
        does(c, npk(10));
        does(c, sale("FERT", Some("2"), line("UREA", "G1", 140), Paid::Cash));
        assert_eq!(refused(c, nano(90)), 4117);
        let by_bank = sale("FERT", Some("2"), line("NANO", "G2", 50), Paid::Bank { head: "BANK_CUR".into() });
        does(c, by_bank);
    });
}

/// A debtor without a party: the list of debtors would not be the ledger any more.
#[test]
fn a_journal_on_debtors_beside_the_parties_lets_no_day_end() {
    shop(|c| {
        let outside = || c.desk.read(|t| deciding::day_view(t, c.society)).unwrap().outside;
        does(c, sale("FERT", Some("2"), line("NANO", "G2", 2), Paid::Credit));
        assert_eq!(outside(), [], "sold and bought on credit, party by party");
        // what is bought for the office is no bill of a supplier of the shop
        let asset = books::estate::property::Facts {
            number: "A-1".into(),
            name: "अलमारी".into(),
            head: "FA_COMP".into(),
            place: String::new(),
            bill: "12".into(),
            cost: rupees(9_000),
            carried: rupees(9_000),
            from: day("2025-06-02"),
        };
        let buy = |paid: &str| Act::Estate(Box::new(Estate::BuyAsset { facts: asset.clone(), paid: paid.into() }));
        assert_eq!(c.refused(buy("CREDITORS")), 4401);
        for (debit, credit) in [("DEBTORS", "BANK_CUR"), ("BANK_CUR", "CREDITORS")] {
            let entry = c.act(Act::Voucher(books::decide::PostVoucher {
                date: day("2025-06-02"),
                number: String::new(),
                narration: "उधार".into(),
                lines: vec![crate::sample::line(debit, 4_500, 0), crate::sample::line(credit, 0, 4_500)],
            }));
            let found = outside();
            assert_eq!(found.iter().map(|o| (o.register, o.entry)).collect::<Vec<_>>(), [("parties", entry)]);
            assert_eq!(c.refused(Act::EndDay { cash: books::day::fewest(kernel::Paise(c.head("CASH"))) }), 4029);
            c.act(Act::Reverse {
                entry, reason: "पार्टी के नाम से लिखना है".into()
            });
            assert_eq!(outside(), []);
        }
    });
}
