//! What the books of trade say: trading account, stock ledger, what expires, who owes since when, GST by rate.

use crate::acts::Reversed;
use crate::effects::{Move, PartyChange, draws, lines, moves};
use crate::event::TradeEvent;
use crate::split::Tax;
use crate::terms::{Entitlement, GstRate, Milli, Party, Per, RationCard, Stock};
use kernel::{Date, Paise};
use std::collections::BTreeMap;

/// The trading account of one activity over a period; paise. Freight and what differs from the supplier's allowance stay in the cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trading {
    /// Stock at the beginning, with what was brought forward in the period.
    pub opening: Paise,
    /// Bought, without freight and without tax that is set off.
    pub purchases: Paise,
    /// Freight.
    pub freight: Paise,
    /// Allowed by suppliers for goods sent back.
    pub purchase_returns: Paise,
    /// Found short: posted to a head of its own, so not in the cost.
    pub shortage: Paise,
    /// Found over.
    pub surplus: Paise,
    /// Stock at the end.
    pub closing: Paise,
    /// Sold, without tax.
    pub sales: Paise,
    /// Taken back from customers, without tax.
    pub sale_returns: Paise,
}

impl Trading {
    /// Cost of what was sold: what was there and came in, less what went out otherwise and is still there.
    #[must_use]
    pub fn cost(&self) -> Paise {
        self.opening + self.purchases + self.freight - self.purchase_returns - self.shortage + self.surplus
            - self.closing
    }

    /// Gross profit, or loss where less than nothing.
    #[must_use]
    pub fn gross_profit(&self) -> Paise {
        self.sales - self.sale_returns - self.cost()
    }

    fn add(&mut self, event: &TradeEvent, sign: i64) {
        let of = |p: Paise| Paise(sign * p.0);
        match event {
            TradeEvent::StockBroughtForward(e) => self.opening += of(e.lines.iter().map(|l| l.value).sum()),
            TradeEvent::Purchased(e) => {
                self.purchases += of(e.lines.iter().map(|l| e.cost(l) - l.freight).sum());
                self.freight += of(e.lines.iter().map(|l| l.freight).sum());
            }
            TradeEvent::PurchaseReturned(e) => {
                let tax = |t: &Tax| if e.claimed { Paise::ZERO } else { t.total() };
                self.purchase_returns += of(e.lines.iter().map(|l| l.taxable + tax(&l.tax)).sum());
            }
            TradeEvent::SaleReturned(e) => self.sale_returns += of(e.lines.iter().map(|l| l.taxable).sum()),
            TradeEvent::StockTaken(e) => {
                self.shortage += of(e.lines.iter().map(|l| (-l.value).max(Paise::ZERO)).sum());
                self.surplus += of(e.lines.iter().map(|l| l.value.max(Paise::ZERO)).sum());
            }
            TradeEvent::Reversed(Reversed { was, .. }) => self.add(was, -sign),
            _ => {
                if let Some(sale) = event.sale() {
                    self.sales += of(sale.lines.iter().map(|l| l.taxable).sum());
                }
            }
        }
    }
}

/// The trading account of an activity: `opening` is the value of its stock before the period, `events` those of the period in any
/// order. What is reversed in the period counts in the period.
#[must_use]
pub fn trading<'a>(activity: &str, opening: Paise, events: impl IntoIterator<Item = &'a TradeEvent>) -> Trading {
    let mut out = Trading { opening, closing: opening, ..Trading::default() };
    for event in events.into_iter().filter(|e| e.activity() == Some(activity)) {
        out.add(event, 1);
        out.closing += moves(event).iter().map(|m| m.value).sum();
    }
    out
}

/// One line of the stock ledger of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLine {
    /// Day.
    pub date: Date,
    /// Kind of the entry, as [`TradeEvent::kind`].
    pub kind: &'static str,
    /// Number of the bill or slip.
    pub number: String,
    /// What moved.
    pub moved: Move,
    /// In hand after it.
    pub balance: Milli,
    /// Cost of what is in hand, paise.
    pub value: Paise,
}

/// The stock ledger of an item, of one godown or of all, in the order of the events; `opening` is quantity and value before them.
#[must_use]
pub fn ledger<'a>(
    item: &str,
    godown: Option<&str>,
    opening: (Milli, Paise),
    events: impl IntoIterator<Item = &'a TradeEvent>,
) -> Vec<LedgerLine> {
    let (mut balance, mut value) = opening;
    let mut out = Vec::new();
    for event in events {
        let here = |m: &Move| m.item == item && godown.is_none_or(|g| g == m.godown);
        for moved in moves(event).into_iter().filter(here) {
            balance += moved.qty;
            value += moved.value;
            let number = event.number().unwrap_or_default().to_owned();
            out.push(LedgerLine { date: event.date(), kind: event.kind(), number, moved, balance, value });
        }
    }
    out
}

/// Calendar days from one day to another; negative where the other is earlier.
#[must_use]
pub fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// What expires within `within` days or has expired, and is in hand: batch and days left (negative: since so many days), soonest first.
#[must_use]
pub fn expiring(stock: &[Stock], today: Date, within: i64) -> Vec<(Stock, i64)> {
    let left = |s: &Stock| s.expiry.map(|e| days(today, e)).filter(|d| *d <= within && s.qty.0 > 0);
    let mut out: Vec<(Stock, i64)> = stock.iter().filter_map(|s| Some((s.clone(), left(s)?))).collect();
    out.sort_by(|a, b| (a.1, &a.0.item, &a.0.batch, &a.0.godown).cmp(&(b.1, &b.0.item, &b.0.batch, &b.0.godown)));
    out
}

/// What one party owes, or is owed, by age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aged {
    /// Activity.
    pub activity: String,
    /// Who.
    pub party: Party,
    /// Owes the society; else the society owes.
    pub debtor: bool,
    /// Balance, paise; less than nothing where more was paid than owed.
    pub total: Paise,
    /// The same by age: up to the first limit, up to the second, up to the third, older. Sums to `total`.
    pub parts: [Paise; 4],
}

/// Debts by age on a day. Payments settle the oldest first; what was overpaid stands in the youngest part. `limits` are days, rising.
#[must_use]
pub fn ageing(changes: &[(Date, PartyChange)], today: Date, limits: [i64; 3]) -> Vec<Aged> {
    let mut of: BTreeMap<_, Vec<&(Date, PartyChange)>> = BTreeMap::new();
    for c in changes.iter().filter(|c| c.0 <= today) {
        of.entry((c.1.activity.clone(), !c.1.debtor, c.1.party.key())).or_default().push(c);
    }
    let aged = of.into_values().map(|mut rows| {
        rows.sort_by_key(|r| r.0);
        let mut paid: Paise = rows.iter().map(|r| (-r.1.by).max(Paise::ZERO)).sum();
        let mut parts = [Paise::ZERO; 4];
        for (date, c) in rows.iter().filter(|r| r.1.by.0 > 0) {
            let settled = paid.min(c.by);
            paid -= settled;
            let age = days(*date, today);
            parts[limits.iter().position(|l| age <= *l).unwrap_or(3)] += c.by - settled;
        }
        parts[0] -= paid;
        let (activity, party, debtor) = (rows[0].1.activity.clone(), rows[0].1.party.clone(), rows[0].1.debtor);
        Aged { activity, party, debtor, total: parts.iter().copied().sum(), parts }
    });
    aged.filter(|a| a.parts.iter().any(|p| !p.is_zero())).collect()
}

/// Taxable value and tax by its parts, paise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GstSum {
    /// Value without tax.
    pub taxable: Paise,
    /// Central.
    pub cgst: Paise,
    /// State.
    pub sgst: Paise,
    /// Integrated.
    pub igst: Paise,
}

impl GstSum {
    fn add(&mut self, taxable: Paise, tax: &Tax, sign: i64) {
        let of = |p: Paise| Paise(sign * p.0);
        self.taxable += of(taxable);
        self.cgst += of(tax.cgst);
        self.sgst += of(tax.sgst);
        self.igst += of(tax.igst);
    }
}

/// GST of one rate: what was supplied, and what was bought with tax that is set off; returns are taken off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GstRow {
    /// Sales.
    pub outward: GstSum,
    /// Purchases whose tax is set off.
    pub inward: GstSum,
}

/// GST of a period by rate.
#[must_use]
pub fn gst<'a>(events: impl IntoIterator<Item = &'a TradeEvent>) -> BTreeMap<GstRate, GstRow> {
    let mut out = BTreeMap::new();
    events.into_iter().for_each(|e| gst_of(&mut out, e, 1));
    out.retain(|_, row| *row != GstRow::default());
    out
}

fn gst_of(out: &mut BTreeMap<GstRate, GstRow>, event: &TradeEvent, sign: i64) {
    let mut row = |tax: &Tax, taxable: Paise, outward: bool, sign: i64| {
        let row = out.entry(tax.rate).or_default();
        (if outward { &mut row.outward } else { &mut row.inward }).add(taxable, tax, sign);
    };
    match event {
        TradeEvent::Purchased(e) if e.claimed => e.lines.iter().for_each(|l| row(&l.tax, l.taxable, false, sign)),
        TradeEvent::PurchaseReturned(e) if e.claimed => {
            e.lines.iter().for_each(|l| row(&l.tax, l.taxable, false, -sign));
        }
        TradeEvent::SaleReturned(e) => e.lines.iter().for_each(|l| row(&l.tax, l.taxable, true, -sign)),
        TradeEvent::Reversed(e) => gst_of(out, &e.was, -sign),
        _ => event.sale().into_iter().flat_map(|s| &s.lines).for_each(|l| row(&l.tax, l.taxable, true, sign)),
    }
}

/// What events posted to a head: debits less credits, paise.
#[must_use]
pub fn posted<'a>(head: &str, events: impl IntoIterator<Item = &'a TradeEvent>) -> Paise {
    let of =
        |e: &TradeEvent| -> Paise { lines(e).into_iter().filter(|l| l.head == head).map(|l| l.debit - l.credit).sum() };
    events.into_iter().map(of).sum()
}

/// What a card may draw of an item in the month of a day, by the last order in force; `None` where no order says it.
#[must_use]
pub fn entitled(all: &[Entitlement], card: &RationCard, item: &str, day: Date) -> Option<Milli> {
    let rows = all.iter().filter(|e| e.item == item && e.category == card.category && e.from <= day);
    let row = rows.max_by_key(|e| e.from)?;
    let heads = if row.per == Per::Head { i64::from(card.heads) } else { 1 };
    Some(Milli(row.qty.0.saturating_mul(heads)))
}

/// The item is ration on a day: some category of cards may draw of it. It leaves the shop on a card alone.
#[must_use]
pub fn rationed(all: &[Entitlement], item: &str, day: Date) -> bool {
    let here = || all.iter().filter(|e| e.item == item && e.from <= day);
    // the row of a later day takes the place of the earlier; of one day, the one entered later
    let last = |category: &str| here().filter(|e| e.category == category).max_by_key(|e| e.from);
    here().any(|e| last(&e.category).is_some_and(|row| row.qty > Milli::ZERO))
}

/// What was drawn on ration cards, by month, card and item; what came back or was taken back is left out.
#[must_use]
pub fn drawn(events: &[TradeEvent]) -> BTreeMap<(Date, String, String), Milli> {
    let mut out: BTreeMap<(Date, String, String), Milli> = BTreeMap::new();
    for d in events.iter().flat_map(draws) {
        *out.entry((d.month, d.card, d.item)).or_default() += d.by;
    }
    out.retain(|_, qty| *qty != Milli::ZERO);
    out
}
