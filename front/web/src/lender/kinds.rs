//! Rates that an office orders for all products of a kind: their names, what they say, the fields in which one is ordered.

use super::products::{Kind, fields, read};
use super::rules;
use crate::counter::form::{Field, Filled, Input, unread};
use crate::page::Frame;
use crate::words::percent;
use credit::interest::Rate;
use credit::kindrule::{ByMonths, ForKind, KindRule};
use credit::product::{DepositKind, Product, Rule};
use kernel::{Date, Refusal};
use lipi::date;
use programme::rates::Ruling;

/// The kind of products a rule is for.
fn kind_of(rule: &KindRule) -> Kind {
    match rule.kind() {
        ForKind::Loan(kind) => Kind::Loan(kind),
        ForKind::Deposit(kind) => Kind::Deposit(kind),
    }
}

/// All that may be ordered of products: the name in addresses, and what it is of which kind.
pub(crate) fn all() -> Vec<(String, &'static str, Kind)> {
    let of = |kind: Kind| -> &'static [&'static str] {
        match kind {
            Kind::Loan(_) => &["loan", "penal"],
            Kind::Deposit(DepositKind::Savings) => &["deposit"],
            Kind::Deposit(_) => &["deposit", "premature"],
        }
    };
    let one = |kind: Kind| of(kind).iter().map(move |rule| (format!("{rule}.{}", kind.name()), *rule, kind));
    Kind::all().flat_map(one).collect()
}

fn title(c: &Frame, rule: &str, kind: Kind) -> String {
    format!("{}: {}", c.s(&format!("product-{}", kind.name())), c.s(&format!("rates-of-{rule}")))
}

/// The name of one of [`all`]; nothing for another.
pub(crate) fn named(c: &Frame, name: &str) -> Option<String> {
    all().into_iter().find(|k| k.0 == name).map(|(_, rule, kind)| title(c, rule, kind))
}

/// The name of what is ordered.
pub(crate) fn name(c: &Frame, ruling: &Ruling) -> String {
    match ruling {
        Ruling::Norm(rule) => c.s(&format!("lender-norm-{}", rule.key())),
        Ruling::Product(rule) => title(c, rule.key(), kind_of(rule)),
    }
}

fn months(c: &Frame, rows: &ByMonths) -> String {
    let row = |(months, rate): &(u16, Rate)| match months {
        0 => format!("{} %", percent(rate.0)),
        n => format!("{} {} %", c.s1("rates-from-months", "n", &n.to_string()), percent(rate.0)),
    };
    rows.iter().map(row).collect::<Vec<_>>().join(" · ")
}

/// What is ordered, in a line.
pub(crate) fn said(c: &Frame, ruling: &Ruling) -> String {
    match ruling {
        Ruling::Norm(rule) => rules::said(c, rule),
        Ruling::Product(KindRule::Deposit { rule, .. }) => months(c, &rule.value),
        Ruling::Product(
            KindRule::Loan { rule, .. } | KindRule::Penal { rule, .. } | KindRule::Premature { rule, .. },
        ) => format!("{} %", percent(rule.value.0)),
    }
}

/// What the products it is for have from its day on, each by its code.
pub(super) fn here(c: &Frame, rule: &KindRule, products: &[Product]) -> String {
    let unset = || c.s("rule-unset");
    let flat = |of: Option<&Rule<Rate>>| of.map_or_else(unset, |r| format!("{} %", percent(r.value.0)));
    let has = |p: &Product| match (p, rule) {
        (Product::Loan(p), KindRule::Penal { .. }) => flat(p.penal.on(rule.from())),
        (Product::Loan(p), _) => flat(p.rate.on(rule.from())),
        (Product::Deposit(p), KindRule::Premature { .. }) => flat(p.premature.on(rule.from())),
        (Product::Deposit(p), _) => p.rates.on(rule.from()).map_or_else(unset, |r| months(c, &r.value)),
    };
    let of = products.iter().filter(|p| rule.is_for(p)).map(|p| format!("{}: {}", p.code(), has(p)));
    of.collect::<Vec<_>>().join("; ")
}

/// The fields in which one of [`all`] is ordered.
pub(crate) fn form(c: &Frame, name: &str, today: Date) -> Option<Vec<Field>> {
    let (_, rule, kind) = all().into_iter().find(|k| k.0 == name)?;
    let mut out = match (rule, kind) {
        ("deposit", Kind::Deposit(kind)) => fields::rates(c, kind, &[]),
        ("penal" | "premature", _) => {
            vec![Field::new(c, if rule == "penal" { "penal" } else { "premature" }, Input::Amount)]
        }
        _ => vec![Field::new(c, "rate", Input::Amount)],
    };
    out.push(Field::new(c, "from", Input::Date).with(date::format(today)));
    out.push(Field::new(c, "order", Input::Text));
    out.push(Field::new(c, "source", Input::Text).free());
    Some(out)
}

/// What was ordered, as it was entered; nothing where it is none of [`all`].
///
/// # Errors
/// 5029: what cannot be read.
pub(crate) fn read(f: &Filled) -> Result<Option<KindRule>, Refusal> {
    let Some((_, what, kind)) = all().into_iter().find(|k| k.0 == f.text("norm")) else { return Ok(None) };
    let from = f.day("from")?.ok_or_else(|| unread("from", ""))?;
    let (order, source) = (f.text("order").to_owned(), f.text("source").to_owned());
    let flat = |name: &'static str| -> Result<Rule<Rate>, Refusal> {
        let (order, source) = (order.clone(), source.clone());
        Ok(Rule { from, value: rules::rate(f, name)?, order, source })
    };
    Ok(Some(match (what, kind) {
        ("loan", Kind::Loan(kind)) => KindRule::Loan { kind, rule: flat("rate")? },
        ("penal", Kind::Loan(kind)) => KindRule::Penal { kind, rule: flat("penal")? },
        ("premature", Kind::Deposit(kind)) => KindRule::Premature { kind, rule: flat("premature")? },
        (_, Kind::Deposit(kind)) => {
            let first = if kind == DepositKind::Savings { "rate" } else { fields::RATES[0].1 };
            let value = read::by_months(f, kind)?.ok_or_else(|| unread(first, ""))?;
            KindRule::Deposit { kind, rule: Rule { from, value, order, source } }
        }
        _ => return Ok(None),
    }))
}
