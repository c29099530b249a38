//! A product as typed: what differs from the rule in force becomes a rule of its own, from a day on.

use super::fields::{self, Names};
use super::{Kind, rules};
use crate::counter::form::{Filled, unread};
use credit::appropriate::Order;
use credit::interest::{Rate, Rounding};
use credit::limit::{SeasonRule, Seasons};
use credit::product::{
    DepositHeads, DepositKind, DepositProduct, InstalmentRule, Linkage, LoanHeads, LoanKind, LoanProduct, Product,
    Rule, Ruled, SuretyRule,
};
use kernel::{Date, Paise, Refusal};

/// Rules being laid over those that are.
struct Laying<'f> {
    f: &'f Filled,
    from: Date,
    order: &'f str,
    source: &'f str,
}

impl Laying<'_> {
    /// A rule, where something is typed that is not in force already.
    fn lay<T: PartialEq>(&self, over: &mut Ruled<T>, typed: Option<T>) {
        let Some(value) = typed else { return };
        if over.on(self.from).is_some_and(|r| r.value == value) {
            return;
        }
        over.0.push(Rule { from: self.from, value, order: self.order.to_owned(), source: self.source.to_owned() });
    }

    fn is_empty(&self, name: &str) -> bool {
        self.f.text(name).is_empty()
    }

    fn rate(&self, name: &'static str) -> Result<Option<Rate>, Refusal> {
        if self.is_empty(name) { Ok(None) } else { rules::rate(self.f, name).map(Some) }
    }

    fn number<T: TryFrom<i64>>(&self, name: &'static str) -> Result<Option<T>, Refusal> {
        if self.is_empty(name) { Ok(None) } else { rules::number(self.f, name).map(Some) }
    }

    fn money(&self, name: &'static str) -> Result<Option<Paise>, Refusal> {
        if self.is_empty(name) { Ok(None) } else { self.f.amount(name).map(Some) }
    }

    fn choice<T: Clone>(&self, name: &'static str, names: &Names<T>) -> Result<Option<T>, Refusal> {
        if self.is_empty(name) {
            return Ok(None);
        }
        chosen(self.f, name, names).map(Some)
    }
}

/// What was chosen.
pub(in crate::lender) fn chosen<T: Clone>(f: &Filled, name: &str, names: &Names<T>) -> Result<T, Refusal> {
    let found = names.iter().find(|n| n.0 == f.text(name));
    found.map(|n| n.1.clone()).ok_or_else(|| unread(name, f.text(name)))
}

/// A rounding that was chosen.
pub(in crate::lender) fn rounding(f: &Filled) -> Result<Rounding, Refusal> {
    chosen(f, "rounding", fields::ROUNDINGS)
}

/// The product as it will be.
///
/// # Errors
/// 5029 a field cannot be read, 4110 the code is another product's.
pub(super) fn product(kind: Kind, before: Option<Product>, others: &[String], f: &Filled) -> Result<Product, Refusal> {
    let from = f.day("from")?.ok_or_else(|| unread("from", ""))?;
    let (order, source) = (f.text("order"), f.text("source"));
    if order.is_empty() || order.len() + source.len() > 1000 {
        return Err(unread("order", order));
    }
    let code = f.text("product_code").to_uppercase();
    if before.is_none() && others.contains(&code.to_lowercase()) {
        return Err(Refusal::new(4110).with("number", code));
    }
    let laying = Laying { f, from, order, source };
    match (kind, before) {
        (Kind::Loan(_), Some(Product::Loan(p))) => loan(&laying, *p),
        (Kind::Deposit(_), Some(Product::Deposit(p))) => deposit(&laying, *p),
        (Kind::Loan(kind), _) => loan(&laying, new_loan(code, kind, f.text("head"))),
        (Kind::Deposit(kind), _) => deposit(&laying, new_deposit(code, kind, f.text("head"))),
    }
}

fn new_loan(code: String, kind: LoanKind, head: &str) -> LoanProduct {
    LoanProduct {
        code,
        kind,
        agricultural: kind.always_agricultural(),
        rate: Ruled::default(),
        penal: Ruled::default(),
        day_count: Ruled::default(),
        rounding: Ruled::default(),
        rests: Ruled::default(),
        order: Ruled::default(),
        linkage: Ruled::default(),
        season: Ruled::default(),
        instalments: Ruled::default(),
        margin: Ruled::default(),
        sureties: Ruled::default(),
        long_crop: false,
        heads: LoanHeads::standard(head),
    }
}

fn new_deposit(code: String, kind: DepositKind, head: &str) -> DepositProduct {
    DepositProduct {
        code,
        kind,
        rates: Ruled::default(),
        day_count: Ruled::default(),
        rounding: Ruled::default(),
        credit_months: Ruled::default(),
        recurring: Ruled::default(),
        premature: Ruled::default(),
        commission: Ruled::default(),
        inoperative_months: Ruled::default(),
        least: Ruled::default(),
        heads: DepositHeads::standard(head),
    }
}

fn loan(l: &Laying<'_>, mut p: LoanProduct) -> Result<Product, Refusal> {
    if !l.is_empty("agricultural") {
        p.agricultural = l.f.text("agricultural") == "yes";
    }
    if !l.is_empty("crop_length") {
        p.long_crop = l.f.text("crop_length") == "long";
    }
    l.lay(&mut p.rate, l.rate("rate")?);
    l.lay(&mut p.penal, l.rate("penal")?);
    l.lay(&mut p.day_count, l.choice("day_count", fields::DAY_COUNTS)?);
    l.lay(&mut p.rounding, l.choice("rounding", fields::ROUNDINGS)?);
    l.lay(&mut p.rests, l.choice("rests", fields::RESTS)?);
    l.lay(&mut p.order, appropriation(l)?);
    l.lay(&mut p.linkage, linkage(l)?);
    l.lay(&mut p.season, seasons(l)?);
    l.lay(&mut p.instalments, instalments(l)?);
    l.lay(&mut p.margin, l.rate("margin")?);
    l.lay(&mut p.sureties, sureties(l)?);
    Ok(Product::Loan(Box::new(p)))
}

fn deposit(l: &Laying<'_>, mut p: DepositProduct) -> Result<Product, Refusal> {
    l.lay(&mut p.rates, rates(l, p.kind)?);
    l.lay(&mut p.day_count, l.choice("day_count", fields::DAY_COUNTS)?);
    l.lay(&mut p.rounding, l.choice("rounding", fields::ROUNDINGS)?);
    l.lay(&mut p.credit_months, l.number("credit_months")?);
    l.lay(&mut p.recurring, l.choice("recurring", fields::METHODS)?);
    l.lay(&mut p.premature, l.rate("premature")?);
    l.lay(&mut p.commission, l.rate("commission")?);
    l.lay(&mut p.inoperative_months, l.number("inoperative_months")?);
    l.lay(&mut p.least, l.money("least")?);
    Ok(Product::Deposit(Box::new(p)))
}

/// Rates of a deposit by months as typed, ascending; nothing where none was.
///
/// # Errors
/// 5029: what cannot be read, a month without a rate or twice.
pub(in crate::lender) fn by_months(f: &Filled, kind: DepositKind) -> Result<Option<Vec<(u16, Rate)>>, Refusal> {
    rates(&Laying { f, from: Date::MIN, order: "", source: "" }, kind)
}

/// Rates by months, ascending; of savings the one rate.
fn rates(l: &Laying<'_>, kind: DepositKind) -> Result<Option<Vec<(u16, Rate)>>, Refusal> {
    if kind == DepositKind::Savings {
        return Ok(l.rate("rate")?.map(|r| vec![(0, r)]));
    }
    let mut all: Vec<(u16, Rate)> = Vec::new();
    for (months, rate) in fields::RATES {
        match (l.number(months)?, l.rate(rate)?) {
            (Some(m), Some(r)) => all.push((m, r)),
            (None, None) => {}
            (Some(_), None) => return Err(unread(rate, "")),
            (None, Some(_)) => return Err(unread(months, "")),
        }
    }
    all.sort_by_key(|(months, _)| *months);
    if let Some(twice) = all.windows(2).find(|w| w[0].0 == w[1].0) {
        return Err(unread("kept_1", &twice[0].0.to_string()));
    }
    Ok((!all.is_empty()).then_some(all))
}

/// The order of a receipt: all three settings or none.
fn appropriation(l: &Laying<'_>) -> Result<Option<Order>, Refusal> {
    if ["pay_order", "sweep", "ahead"].iter().all(|n| l.is_empty(n)) {
        return Ok(None);
    }
    let parts = chosen(l.f, "pay_order", fields::PARTS)?;
    Ok(Some(Order::of(&parts, chosen(l.f, "sweep", fields::SWEEPS)?, chosen(l.f, "ahead", fields::AHEADS)?)))
}

fn linkage(l: &Laying<'_>) -> Result<Option<Linkage>, Refusal> {
    if ["linkage_small", "linkage_others", "share_value"].iter().all(|n| l.is_empty(n)) {
        return Ok(None);
    }
    let share = l.f.amount("share_value")?;
    if share <= Paise::ZERO {
        return Err(unread("share_value", l.f.text("share_value")));
    }
    Ok(Some(Linkage { small: rules::rate(l.f, "linkage_small")?, others: rules::rate(l.f, "linkage_others")?, share }))
}

/// How many sureties; in how many bonds one may stand is left open where it is empty.
fn sureties(l: &Laying<'_>) -> Result<Option<SuretyRule>, Refusal> {
    if ["sureties_count", "sureties_most"].iter().all(|n| l.is_empty(n)) {
        return Ok(None);
    }
    let count = l.number("sureties_count")?.unwrap_or(0);
    Ok(Some(SuretyRule { count, most: l.number("sureties_most")?.unwrap_or(0) }))
}

fn instalments(l: &Laying<'_>) -> Result<Option<InstalmentRule>, Refusal> {
    if ["split", "every_months", "most_instalments", "month_end", "multiple"].iter().all(|n| l.is_empty(n)) {
        return Ok(None);
    }
    let at_least_one = |name: &'static str| {
        rules::number(l.f, name).and_then(|n: u16| if n > 0 { Ok(n) } else { Err(unread(name, l.f.text(name))) })
    };
    Ok(Some(InstalmentRule {
        split: chosen(l.f, "split", fields::SPLITS)?,
        months: at_least_one("every_months")?,
        most: at_least_one("most_instalments")?,
        month_end: chosen(l.f, "month_end", fields::MONTH_ENDS)?,
        // without one, sums are rounded to the paisa
        multiple: l.money("multiple")?.filter(|m| *m > Paise::ZERO).unwrap_or(Paise(1)),
    }))
}

/// Two figures with a dash or a stroke between: `4-9`, `31/3`.
fn two(l: &Laying<'_>, name: &'static str, first: i8, second: i8) -> Result<(i8, i8), Refusal> {
    let text = lipi::text::ascii_digits(l.f.text(name));
    let no = || unread(name, &text);
    let (a, b) = text.split_once(['-', '/', '–', '.']).ok_or_else(no)?;
    let read = |t: &str, most: i8| t.trim().parse::<i8>().ok().filter(|n| (1..=most).contains(n)).ok_or_else(no);
    Ok((read(a, first)?, read(b, second)?))
}

fn seasons(l: &Laying<'_>) -> Result<Option<Seasons>, Refusal> {
    let mut all = Vec::new();
    for (season, months, due) in fields::SEASONS {
        if l.is_empty(months) && l.is_empty(due) {
            continue;
        }
        let (first_month, last_month) = two(l, months, 12, 12)?;
        let (due_day, due_month) = two(l, due, 31, 12)?;
        all.push(SeasonRule { season, first_month, last_month, due_month, due_day });
    }
    Ok((!all.is_empty()).then_some(Seasons(all)))
}
