//! Rows of the mix about goods: fertiliser, seed and the ration shop.

use super::mix::BANK;
use super::play::{Play, Step};
use credit::AccountKind;
use desk::Role;
use desk::act::{Act, Goods, Paid, Part};
use examples::goods::{Bill, shop};
use examples::year;
use kernel::Paise;
use trade::decide::{CountLine, MoveLine, ReturnLine, SellLine};
use trade::terms::{RationCard, Supply};
use trade::{Milli, Party};

/// Ration cards of the played shop.
const CARDS: usize = 400;
/// A bill so many times as large as the invented shop's first.
const BILLS: i64 = 3;

fn goods(by: Role, goods: Goods) -> Option<Step> {
    Some(Step::new(by, Act::Goods(Box::new(goods))))
}

fn card(no: usize) -> String {
    format!("0501-{no:03}")
}

/// Persons on a card, and whether it is one of the poorest.
fn household(no: usize) -> (u16, bool) {
    ((no % 6 + 1) as u16, no.is_multiple_of(8))
}

/// The shop as it is set up on the first day: rules first, then cards.
pub fn set_up(seed: u64) -> Vec<Goods> {
    let shop = shop(year::FIRST);
    let mut out: Vec<Goods> = shop.activities.into_iter().map(Goods::OpenActivity).collect();
    out.extend(shop.godowns.into_iter().map(Goods::SetGodown));
    out.extend(shop.items.into_iter().map(Goods::SetItem));
    out.extend(shop.prices.into_iter().map(Goods::SetPrice));
    out.extend(shop.entitlements.into_iter().map(Goods::SetEntitlement));
    out.extend((1..=CARDS).map(|no| {
        let (heads, poorest) = household(no);
        let category = if poorest { "AAY" } else { "PHH" }.to_owned();
        Goods::SetCard(RationCard { no: card(no), holder: year::person(seed, no).name, category, heads })
    }));
    out
}

fn buying(p: &mut Play<'_>, bill: Bill) -> Goods {
    p.bills += 1;
    let mut lines = bill.lines;
    lines.iter_mut().for_each(|l| l.qty = Milli(l.qty.0 * BILLS));
    Goods::Buy {
        activity: bill.activity,
        supplier: bill.supplier,
        bill: format!("{}/{}", bill.bill, p.bills),
        bill_date: p.today,
        supply: Supply::Within,
        lines,
        freight: bill.freight,
        round: true,
        parts: vec![Part::rest(Paid::Credit)],
    }
}

/// All bills of the first day.
pub fn first_bills(p: &mut Play<'_>) -> Vec<Goods> {
    shop(p.today).bills.into_iter().map(|b| buying(p, b)).collect()
}

/// What is nearly gone comes again.
pub fn buy(p: &mut Play<'_>) -> Option<Step> {
    let stock = p.desk.read(|t| keep::view::goods_stock(t, p.society)).ok()?;
    let few = |bill: &Bill| {
        bill.lines.iter().any(|l| {
            let left: i64 = stock.iter().filter(|s| s.item == l.item).map(|s| s.qty.0).sum();
            left < l.qty.0
        })
    };
    // whatever runs out first: of several, each in its turn
    let mut bills: Vec<Bill> = shop(p.today).bills.into_iter().filter(few).collect();
    (!bills.is_empty()).then_some(())?;
    let at = p.random.below(bills.len());
    let bill = bills.swap_remove(at);
    let bill = buying(p, bill);
    goods(Role::Accountant, bill)
}

/// What people buy: activity, item, godown, most units.
const SOLD: [(&str, &str, &str, i64); 6] = [
    ("FERT", "UREA", "G1", 4),
    ("FERT", "DAP", "G1", 2),
    ("FERT", "NPK", "G1", 2),
    ("FERT", "NANO", "G2", 5),
    ("SEED", "WHEAT-S", "G1", 20),
    ("SEED", "PADDY-S", "G1", 15),
];

fn sale(p: &mut Play<'_>, customer: Option<Party>, paid: Paid) -> Goods {
    let (activity, item, godown, most) = *p.random.pick(&SOLD);
    let qty = Milli::units(p.random.between(1, most));
    let parts = vec![Part::rest(paid)];
    let (activity, lines) = (activity.to_owned(), vec![SellLine::listed(item, godown, qty)]);
    Goods::Sell { activity, customer, card: None, lines, round: true, parts }
}

/// Mostly for cash; sometimes a member owes it, sometimes it goes on his crop loan.
pub fn sell(p: &mut Play<'_>) -> Option<Step> {
    match p.random.below(10) {
        0 => {
            let member = Party::Member(p.member());
            let sale = sale(p, Some(member), Paid::Credit);
            goods(Role::Accountant, sale)
        }
        1 | 2 => {
            let loan = p.account(AccountKind::LoanSt)?;
            let member = p.know(&loan)?.member_no;
            let sale = sale(p, Some(Party::Member(member)), Paid::Kind { loan });
            goods(Role::Accountant, sale)
        }
        _ => {
            let sale = sale(p, None, Paid::Cash);
            goods(Role::Cashier, sale)
        }
    }
}

pub fn ration(p: &mut Play<'_>) -> Option<Step> {
    let no = 1 + p.random.below(CARDS);
    let (heads, poorest) = household(no);
    let heads = i64::from(heads);
    let (rice, wheat) = if poorest { (21, 14) } else { (3 * heads, 2 * heads) };
    let lines =
        vec![SellLine::listed("RICE", "G2", Milli::units(rice)), SellLine::listed("WHEAT", "G2", Milli::units(wheat))];
    let parts = vec![Part::rest(Paid::Cash)];
    let sale = Goods::Sell { activity: "PDS".into(), customer: None, card: Some(card(no)), lines, round: true, parts };
    goods(Role::Cashier, sale)
}

/// A customer pays what he owes, or a supplier is paid by the bank.
pub fn settle(p: &mut Play<'_>) -> Option<Step> {
    let debts = p.desk.read(|t| keep::view::debts(t, p.society)).ok()?;
    let mut owed = std::collections::BTreeMap::new();
    for (_, d) in debts {
        *owed.entry((d.activity, d.party, d.debtor)).or_insert(Paise::ZERO) += d.by;
    }
    let open: Vec<_> = owed.into_iter().filter(|(_, amount)| *amount > Paise::ZERO).collect();
    (!open.is_empty()).then_some(())?;
    let ((activity, party, debtor), amount) = p.random.pick(&open).clone();
    let (by, paid) =
        if debtor { (Role::Cashier, Paid::Cash) } else { (Role::Accountant, Paid::Bank { head: BANK.into() }) };
    goods(by, Goods::Settle { activity, party, debtor, amount, paid })
}

/// One unit of a bill comes back and is settled as the bill was.
pub fn back(p: &mut Play<'_>) -> Option<Step> {
    (!p.bills_done.is_empty()).then_some(())?;
    let at = p.random.below(p.bills_done.len());
    let (entry, bill) = p.bills_done[at].clone();
    let lines = vec![ReturnLine { line: 0, qty: Milli::units(1), godown: None }];
    let (reason, round) = (year::BROKEN.to_owned(), true);
    match bill {
        Goods::Sell { card: Some(_), .. } => None,
        Goods::Sell { parts, .. } => {
            let by = if parts.iter().any(|part| part.paid == Paid::Cash) { Role::Cashier } else { Role::Accountant };
            goods(by, Goods::ReturnSale { entry, lines, reason, round, parts })
        }
        Goods::Buy { parts, .. } => {
            goods(Role::Accountant, Goods::ReturnPurchase { entry, lines, reason, round, parts })
        }
        _ => None,
    }
}

/// A few bags go to the other godown, or come back from there.
pub fn moved(p: &mut Play<'_>) -> Option<Step> {
    let (from, to) = if p.random.chance(50) { ("G1", "G2") } else { ("G2", "G1") };
    let item = (*p.random.pick(&["UREA", "DAP", "NANO"])).to_owned();
    let lines = vec![MoveLine { item, batch: None, qty: Milli::units(p.random.between(1, 4)) }];
    goods(Role::Accountant, Goods::Move { activity: "FERT".into(), from: from.into(), to: to.into(), lines })
}

/// Counted, and a packet is missing now and then.
pub fn count(p: &mut Play<'_>) -> Option<Step> {
    let stock = p.desk.read(|t| keep::deciding::stock_of(t, p.society, "NANO")).ok()?;
    let there: i64 = stock.iter().map(|s| s.qty.0).sum();
    let missing = if p.random.chance(30) { 1000 } else { 0 };
    (there > missing).then_some(())?;
    let counted = Milli(there - missing);
    let lines = vec![CountLine { item: "NANO".into(), batch: None, expiry: None, counted, value: None }];
    let resolution = format!("{} / {}", p.random.between(1, 40), p.today);
    let (activity, godown, reason) = ("FERT".into(), "G2".into(), year::BROKEN.to_owned());
    goods(Role::Secretary, Goods::Count { activity, godown, lines, reason, resolution })
}
