//! Registers of goods: every line bought and sold with its bill, party and tax; what was issued on every ration card.

use super::report::{FOLIO, Row, Table, columns};
use super::sell::Shop;
use crate::ask::{Ask, Society, Trouble};
use crate::grid::day;
use desk::export::Cell;
use keep::{deciding, view};
use kernel::{Date, Paise};
use lipi::date;
use std::collections::BTreeSet;
use trade::split::Tax;
use trade::terms::Means;
use trade::{Milli, Party, TradeEvent, report};

/// A line of a bill as a register shows it; what was sent back or taken back is less than nothing.
struct Line<'e> {
    date: Date,
    number: &'e str,
    party: String,
    /// Number of the supplier's bill; empty on a sale.
    bill: &'e str,
    item: &'e str,
    qty: Milli,
    /// Of one unit; nothing where it is not written with the line.
    rate: Option<Paise>,
    taxable: Paise,
    tax: Tax,
}

/// How the bill of an event was settled, each way once.
fn means(event: &TradeEvent) -> BTreeSet<Means> {
    let legs = match event {
        TradeEvent::Purchased(e) => &e.legs,
        TradeEvent::PurchaseReturned(e) => &e.legs,
        TradeEvent::SaleReturned(e) => &e.legs,
        TradeEvent::Reversed(e) => return means(&e.was),
        other => match other.sale() {
            Some(sale) => &sale.legs,
            None => return BTreeSet::new(),
        },
    };
    legs.iter().map(|l| l.means).collect()
}

const fn means_key(means: Means) -> &'static str {
    match means {
        Means::Cash => "trade-by-cash",
        Means::Bank => "trade-by-bank",
        Means::Credit => "trade-by-credit",
        Means::Kind => "trade-by-kind",
        Means::Transfer => "trade-by-transfer",
    }
}

fn name(party: Option<&Party>) -> String {
    party.map(|p| p.text().to_owned()).unwrap_or_default()
}

/// The lines of an event that belong to the register of sales or of purchases.
fn lines(event: &TradeEvent, sales: bool) -> Vec<Line<'_>> {
    let less = |t: &Tax| t.each(|p| -p);
    match event {
        TradeEvent::Purchased(e) if !sales => {
            let line = |l: &'_ trade::acts::BoughtLine| (l.qty, Some(l.rate), l.taxable, l.tax);
            let of = e.lines.iter().map(|l| (l.item.as_str(), line(l)));
            of.map(|(item, (qty, rate, taxable, tax))| Line {
                date: e.date,
                number: &e.number,
                party: name(Some(&e.supplier)),
                bill: &e.bill,
                item,
                qty,
                rate,
                taxable,
                tax,
            })
            .collect()
        }
        TradeEvent::PurchaseReturned(e) if !sales => {
            let line = |l| -> Line<'_> {
                let l: &trade::acts::PurchaseBackLine = l;
                Line {
                    date: e.date,
                    number: &e.number,
                    party: name(Some(&e.supplier)),
                    bill: "",
                    item: &l.item,
                    qty: -l.pick.qty,
                    rate: None,
                    taxable: -l.taxable,
                    tax: less(&l.tax),
                }
            };
            e.lines.iter().map(line).collect()
        }
        TradeEvent::SaleReturned(e) if sales => {
            let party = name(e.customer.as_ref());
            let line = |l: &'_ trade::acts::SaleBackLine| (-l.qty, -l.taxable, less(&l.tax));
            let of = e.lines.iter().map(|l| (l.item.as_str(), line(l)));
            of.map(|(item, (qty, taxable, tax))| Line {
                date: e.date,
                number: &e.number,
                party: party.clone(),
                bill: "",
                item,
                qty,
                rate: None,
                taxable,
                tax,
            })
            .collect()
        }
        TradeEvent::Reversed(e) => {
            let mut all: Vec<Line<'_>> = lines(&e.was, sales);
            for l in &mut all {
                (l.date, l.qty, l.taxable, l.tax) = (e.date, -l.qty, -l.taxable, less(&l.tax));
            }
            all
        }
        other => {
            let Some(sale) = other.sale().filter(|_| sales) else { return Vec::new() };
            let party = match other {
                TradeEvent::RationIssued(e) => e.card.clone(),
                _ => name(sale.customer.as_ref()),
            };
            let of = sale.lines.iter().map(|l| (l.item.as_str(), l));
            of.map(|(item, l)| Line {
                date: sale.date,
                number: &sale.number,
                party: party.clone(),
                bill: "",
                item,
                qty: l.qty,
                rate: Some(l.price),
                taxable: l.taxable,
                tax: l.tax,
            })
            .collect()
        }
    }
}

/// The register of purchases or of sales.
pub(super) fn bills(
    ask: &Ask,
    society: &Society,
    shop: &Shop,
    p: &mut Table,
    (from, to): (Date, Date),
    sales: bool,
) -> Result<(), Trouble> {
    p.period = true;
    let events = ask.read(|t| view::goods_events(t, society.id(), &p.activity, from, to))?;
    let mut names = vec!["folio", "date", "number", "party"];
    if !sales {
        names.push("bill");
    }
    names.extend(["paid-by", "item", "qty", "rate", "taxable", "cgst", "sgst", "igst", "total"]);
    p.columns = columns(&p.c, &names);
    p.figures = 7;
    let (mut taxable, mut total) = (Paise::ZERO, Paise::ZERO);
    let of = |e| lines(e, sales).into_iter().map(move |l| (l, e));
    for (i, (l, event)) in events.iter().flat_map(of).enumerate() {
        let whole = l.taxable + l.tax.total();
        (taxable, total) = (taxable + l.taxable, total + whole);
        let item = shop.items.iter().find(|x| x.code == l.item).map_or(l.item, |x| x.name.as_str());
        let mut cells =
            vec![Cell::text((i / FOLIO + 1).to_string()), day(Some(l.date)), Cell::text(l.number), Cell::text(l.party)];
        if !sales {
            cells.push(Cell::text(l.bill));
        }
        cells.extend([
            Cell::text(means(event).into_iter().map(|m| p.c.s(means_key(m))).collect::<Vec<_>>().join(", ")),
            Cell::text(item),
            Cell::text(l.qty.to_string()),
            l.rate.map_or(Cell::Empty, Cell::Sum),
        ]);
        cells.extend([l.taxable, l.tax.cgst, l.tax.sgst, l.tax.igst].map(Cell::Money));
        cells.push(Cell::Sum(whole));
        p.rows.push(Row { state: "", cells });
    }
    if !p.rows.is_empty() {
        let mut cells = vec![Cell::text(p.c.s("web-total"))];
        cells.resize_with(names.len() - 5, || Cell::Empty);
        cells.push(Cell::Sum(taxable));
        cells.resize_with(names.len() - 1, || Cell::Empty);
        cells.push(Cell::Sum(total));
        p.rows.push(Row { state: "ok", cells });
    }
    Ok(())
}

/// The issue register of a ration shop: month, card, item; what it might draw, drew, and has left.
pub(super) fn ration(
    ask: &Ask,
    society: &Society,
    shop: &Shop,
    p: &mut Table,
    from: Date,
    to: Date,
) -> Result<(), Trouble> {
    p.period = true;
    let id = society.id();
    let (events, cards, orders) = ask.read(|t| {
        let events = view::goods_events(t, id, &p.activity, from, to)?;
        Ok((events, deciding::cards(t, id)?, deciding::entitlements(t, id, None)?))
    })?;
    p.columns =
        columns(&p.c, &["folio", "month", "card", "holder", "category", "item", "entitled", "drawn", "left", "price"]);
    p.figures = 4;
    for (i, ((month, number, item), qty)) in report::drawn(&events).into_iter().enumerate() {
        let card = cards.iter().find(|k| k.no == number);
        let may = card.and_then(|k| report::entitled(&orders, k, &item, month.last_of_month()));
        let left = may.map(|m| m - qty);
        let words = [
            (i / FOLIO + 1).to_string(),
            format!("{} {}", date::month_name(month.month(), p.c.lang), month.year()),
            number,
            card.map(|k| k.holder.clone()).unwrap_or_default(),
            card.map(|k| k.category.clone()).unwrap_or_default(),
            shop.items.iter().find(|x| x.code == item).map_or_else(|| item.clone(), |x| x.name.clone()),
            may.map(|m| m.to_string()).unwrap_or_default(),
            qty.to_string(),
            left.map(|l| l.to_string()).unwrap_or_default(),
        ];
        let mut cells: Vec<Cell> = words.map(Cell::Text).into();
        cells.push(shop.price(&item).map_or(Cell::Empty, Cell::Sum));
        let over = left.is_some_and(|l| l < Milli::ZERO);
        p.rows.push(Row { state: if over { "bad" } else { "" }, cells });
    }
    Ok(())
}
