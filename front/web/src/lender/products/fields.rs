//! The settings of a product as fields: what stands in them is in force today.

use super::Kind;
use crate::ask::{Ask, Society, Trouble};
use crate::counter::form::{Field, Input};
use crate::page::Frame;
use crate::words::percent;
use books::chart::{self, Group};
use books::{Head, HeadClass};
use credit::appropriate::{Ahead, Order, Part, Sweep};
use credit::calendar::MonthEnd;
use credit::interest::{DayCount, Rate, Rests, Rounding};
use credit::limit::{Season, Seasons};
use credit::product::{DepositKind, DepositProduct, LoanKind, LoanProduct, Product, RecurringMethod, Ruled};
use credit::schedule::Split;
use keep::view;
use kernel::{Date, Paise};
use lipi::date;

/// Values of a choice with their names in messages: `product-<field>-<name>`.
pub(in crate::lender) type Names<T> = [(&'static str, T)];

pub(super) const DAY_COUNTS: &Names<DayCount> = &[
    ("actual-365", DayCount::Actual365),
    ("actual-360", DayCount::Actual360),
    ("thirty-360", DayCount::Thirty360),
    ("actual-actual", DayCount::ActualActual),
];
pub(in crate::lender) const ROUNDINGS: &Names<Rounding> =
    &[("rupee", Rounding::RupeeHalfUp), ("paisa", Rounding::PaisaHalfUp), ("paisa-even", Rounding::PaisaHalfEven)];
pub(super) const RESTS: &Names<Rests> = &[
    ("none", Rests::None),
    ("yearly", Rests::Yearly),
    ("half-yearly", Rests::HalfYearly),
    ("quarterly", Rests::Quarterly),
    ("monthly", Rests::Monthly),
];
pub(super) const PARTS: &Names<[Part; 4]> = &[
    ("penal-charges-interest-principal", [Part::Penal, Part::Charges, Part::Interest, Part::Principal]),
    ("charges-penal-interest-principal", [Part::Charges, Part::Penal, Part::Interest, Part::Principal]),
    ("interest-principal-penal-charges", [Part::Interest, Part::Principal, Part::Penal, Part::Charges]),
    ("principal-interest-penal-charges", [Part::Principal, Part::Interest, Part::Penal, Part::Charges]),
];
pub(super) const SWEEPS: &Names<Sweep> = &[("part", Sweep::ByPart), ("instalment", Sweep::ByInstalment)];
pub(super) const AHEADS: &Names<Ahead> =
    &[("next", Ahead::Next), ("last", Ahead::Last), ("spread", Ahead::Spread), ("keep", Ahead::Keep)];
pub(super) const SPLITS: &Names<Split> =
    &[("principal", Split::EqualPrincipal), ("instalment", Split::EqualInstalment), ("balloon", Split::Balloon)];
pub(super) const MONTH_ENDS: &Names<MonthEnd> = &[("same", MonthEnd::SameDay), ("last", MonthEnd::StayLast)];
pub(super) const METHODS: &Names<RecurringMethod> =
    &[("quarterly", RecurringMethod::Quarterly), ("simple", RecurringMethod::Simple), ("days", RecurringMethod::Days)];
/// Fields of the seasons: months of drawal and the day due.
pub(super) const SEASONS: [(Season, &str, &str); 3] = [
    (Season::Kharif, "kharif_months", "kharif_due"),
    (Season::Rabi, "rabi_months", "rabi_due"),
    (Season::Zaid, "zaid_months", "zaid_due"),
];
/// Fields of the rates of a deposit: months kept, rate.
pub(in crate::lender) const RATES: [(&str, &str); 6] = [
    ("kept_1", "rate_1"),
    ("kept_2", "rate_2"),
    ("kept_3", "rate_3"),
    ("kept_4", "rate_4"),
    ("kept_5", "rate_5"),
    ("kept_6", "rate_6"),
];

/// Fields being made, with what is in force.
struct Fields<'a> {
    c: &'a Frame,
    day: Date,
    all: Vec<Field>,
}

impl Fields<'_> {
    fn push(&mut self, name: &'static str, input: Input, value: Option<String>) {
        self.all.push(Field::new(self.c, name, input).free().with(value.unwrap_or_default()));
    }

    fn rate(&mut self, name: &'static str, of: Option<&Ruled<Rate>>) {
        let now = of.and_then(|r| r.on(self.day)).map(|r| percent(r.value.0));
        self.push(name, Input::Amount, now);
    }

    fn number(&mut self, name: &'static str, now: Option<i64>) {
        self.push(name, Input::Number, now.map(|n| n.to_string()));
    }

    fn money(&mut self, name: &'static str, now: Option<Paise>) {
        self.push(name, Input::Amount, now.map(typed));
    }

    fn choice<T: PartialEq>(&mut self, name: &'static str, names: &Names<T>, now: Option<&T>) {
        let mut all = vec![(String::new(), self.c.s("rule-unset"))];
        all.extend(names.iter().map(|(n, _)| ((*n).to_owned(), self.c.s(&format!("product-{name}-{n}")))));
        let now = now.and_then(|v| names.iter().find(|n| n.1 == *v)).map(|n| n.0.to_owned());
        self.push(name, Input::Choice(all), now);
    }

    fn now<T: Clone>(&self, of: Option<&Ruled<T>>) -> Option<T> {
        of.and_then(|r| r.on(self.day)).map(|r| r.value.clone())
    }
}

/// An amount as it is typed.
pub(in crate::lender) fn typed(amount: Paise) -> String {
    lipi::amount::format_indian(amount)
}

/// All fields of a kind; what is in force of a product stands in them.
pub(super) fn of(
    ask: &Ask,
    society: &Society,
    c: &Frame,
    kind: Kind,
    product: Option<&Product>,
) -> Result<Vec<Field>, Trouble> {
    let day = ask.web.desk.today();
    let mut f = Fields { c, day, all: Vec::new() };
    if product.is_none() {
        f.all.push(Field::new(c, "product_code", Input::Text));
        f.all.push(head(ask, society, c, kind)?);
    }
    match (kind, product) {
        (Kind::Loan(kind), Some(Product::Loan(p))) => loan(&mut f, kind, Some(p)),
        (Kind::Loan(kind), _) => loan(&mut f, kind, None),
        (Kind::Deposit(kind), Some(Product::Deposit(p))) => deposit(&mut f, kind, Some(p)),
        (Kind::Deposit(kind), _) => deposit(&mut f, kind, None),
    }
    f.all.push(Field::new(c, "from", Input::Date).with(date::format(day)));
    f.all.push(Field::new(c, "order", Input::Text));
    f.all.push(Field::new(c, "source", Input::Text).free());
    Ok(f.all)
}

/// The head the balances of its accounts stand under: of deposits or of loans, or one of the society's own. The standard one comes first, also
/// where it is not opened yet: the first day opens what is missing of the standard chart.
fn head(ask: &Ask, society: &Society, c: &Frame, kind: Kind) -> Result<Field, Trouble> {
    let (class, group) = match kind {
        Kind::Loan(_) => (HeadClass::Asset, Group::Loans),
        Kind::Deposit(_) => (HeadClass::Liability, Group::Deposits),
    };
    let heads = ask.read(|t| view::heads(t, society.id()))?;
    let fits = |h: &Head| h.class == class && chart::standard(&h.code).is_none_or(|s| s.group == group);
    let usual = heads.iter().find(|h| h.code == kind.head()).cloned().or_else(|| chart::head(kind.head(), c.lang));
    let others = heads.into_iter().filter(|h| h.code != kind.head() && fits(h));
    let all = usual.into_iter().chain(others).map(|h| (h.code, h.name));
    Ok(Field::new(c, "head", Input::Choice(all.collect())).with(kind.head()))
}

fn loan(f: &mut Fields<'_>, kind: LoanKind, p: Option<&LoanProduct>) {
    if matches!(kind, LoanKind::Medium | LoanKind::Long) {
        let yes = ["yes", "no"].map(|v| (v.to_owned(), f.c.s(&format!("rule-value-{v}"))));
        let now = if p.is_none_or(|p| p.agricultural) { "yes" } else { "no" };
        f.push("agricultural", Input::Choice(yes.into()), Some(now.to_owned()));
    }
    if matches!(kind, LoanKind::KccShort | LoanKind::Medium | LoanKind::Long) {
        let lengths = ["short", "long"].map(|v| (v.to_owned(), f.c.s(&format!("product-crop_length-{v}"))));
        let now = if p.is_some_and(|p| p.long_crop) { "long" } else { "short" };
        f.push("crop_length", Input::Choice(lengths.into()), Some(now.to_owned()));
    }
    f.rate("rate", p.map(|p| &p.rate));
    f.rate("penal", p.map(|p| &p.penal));
    f.choice("day_count", DAY_COUNTS, f.now(p.map(|p| &p.day_count)).as_ref());
    f.choice("rounding", ROUNDINGS, f.now(p.map(|p| &p.rounding)).as_ref());
    f.choice("rests", RESTS, f.now(p.map(|p| &p.rests)).as_ref());
    appropriation(f, f.now(p.map(|p| &p.order)));
    let linkage = f.now(p.map(|p| &p.linkage));
    f.push("linkage_small", Input::Amount, linkage.map(|l| percent(l.small.0)));
    f.push("linkage_others", Input::Amount, linkage.map(|l| percent(l.others.0)));
    f.money("share_value", linkage.map(|l| l.share));
    if kind == LoanKind::KccShort {
        seasons(f, f.now(p.map(|p| &p.season)));
    } else {
        let rule = f.now(p.map(|p| &p.instalments));
        f.choice("split", SPLITS, rule.as_ref().map(|r| &r.split));
        f.number("every_months", rule.as_ref().map(|r| r.months.into()));
        f.number("most_instalments", rule.as_ref().map(|r| r.most.into()));
        f.choice("month_end", MONTH_ENDS, rule.as_ref().map(|r| &r.month_end));
        f.money("multiple", rule.as_ref().map(|r| r.multiple));
    }
    if matches!(kind, LoanKind::AgainstDeposit | LoanKind::Gold) {
        f.rate("margin", p.map(|p| &p.margin));
    }
    let sureties = f.now(p.map(|p| &p.sureties));
    f.number("sureties_count", sureties.map(|s| s.count.into()));
    f.number("sureties_most", sureties.map(|s| s.most.into()));
}

fn appropriation(f: &mut Fields<'_>, now: Option<Order>) {
    let parts = now.as_ref().and_then(|o| PARTS.iter().find(|(_, p)| Order::of(p, o.sweep, o.ahead) == *o));
    f.choice("pay_order", PARTS, parts.map(|p| &p.1));
    f.choice("sweep", SWEEPS, now.as_ref().map(|o| &o.sweep));
    f.choice("ahead", AHEADS, now.as_ref().map(|o| &o.ahead));
}

fn seasons(f: &mut Fields<'_>, now: Option<Seasons>) {
    for (season, months, due) in SEASONS {
        let rule = now.as_ref().and_then(|s| s.0.iter().find(|r| r.season == season));
        f.push(months, Input::Text, rule.map(|r| format!("{}-{}", r.first_month, r.last_month)));
        f.push(due, Input::Text, rule.map(|r| format!("{}/{}", r.due_day, r.due_month)));
    }
}

/// Fields of the rates of a deposit with what is in force: of savings the one, of others a row for each time kept.
pub(in crate::lender) fn rates(c: &Frame, kind: DepositKind, now: &[(u16, Rate)]) -> Vec<Field> {
    if kind == DepositKind::Savings {
        let rate = now.first().map(|r| percent(r.1.0)).unwrap_or_default();
        return vec![Field::new(c, "rate", Input::Amount).free().with(rate)];
    }
    let mut all = Vec::new();
    for (i, (months, rate)) in RATES.into_iter().enumerate() {
        let label = |key: &str| c.s1(key, "n", &(i + 1).to_string());
        let row = now.get(i);
        let kept = Field::labelled(months, label("product-kept"), Input::Number).free();
        all.push(kept.with(row.map(|r| r.0.to_string()).unwrap_or_default()));
        let given = Field::labelled(rate, label("product-rate"), Input::Amount).free();
        all.push(given.with(row.map(|r| percent(r.1.0)).unwrap_or_default()));
    }
    all
}

fn deposit(f: &mut Fields<'_>, kind: DepositKind, p: Option<&DepositProduct>) {
    let now = f.now(p.map(|p| &p.rates)).unwrap_or_default();
    f.all.extend(rates(f.c, kind, &now));
    f.choice("day_count", DAY_COUNTS, f.now(p.map(|p| &p.day_count)).as_ref());
    f.choice("rounding", ROUNDINGS, f.now(p.map(|p| &p.rounding)).as_ref());
    f.number("credit_months", f.now(p.map(|p| &p.credit_months)).map(i64::from));
    if kind == DepositKind::Recurring {
        f.choice("recurring", METHODS, f.now(p.map(|p| &p.recurring)).as_ref());
    }
    if kind == DepositKind::Savings {
        f.number("inoperative_months", f.now(p.map(|p| &p.inoperative_months)).map(i64::from));
    } else {
        f.rate("premature", p.map(|p| &p.premature));
    }
    if kind == DepositKind::Daily {
        f.rate("commission", p.map(|p| &p.commission));
    }
    f.money("least", f.now(p.map(|p| &p.least)));
}
